/*
 * fn_sequence.c: booleans (Functions and Operators, 9) and sequences (15.1,
 * 15.2).  index-of and distinct-values are in fn_distinct.c.
 */
#include <math.h>

#include "xpath/text.h"

static int
give_boolean(bool b, struct xp_seq *result)
{
	*result = xp_one(xp_boolean(b));
	return 0;
}

/* --- 9, 15.1.1: booleans --- */

int
fn_true(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)ev;
	(void)args;
	(void)n_args;
	return give_boolean(true, result);
}

int
fn_false(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)ev;
	(void)args;
	(void)n_args;
	return give_boolean(false, result);
}

/* The effective boolean value of the argument, or -1. */
static int
truth(struct xp_eval *ev, const struct xp_seq *args)
{
	int value = xp_truth(&args[0], ev->err);

	if (value == -1)
		ev->err->position = ev->position;
	return value;
}

int
fn_boolean(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	int value = truth(ev, args);

	(void)n_args;
	return value == -1 ? -1 : give_boolean(value == 1, result);
}

int
fn_not(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	int value = truth(ev, args);

	(void)n_args;
	return value == -1 ? -1 : give_boolean(value == 0, result);
}

/* --- 15.1: general functions on sequences --- */

int
fn_empty(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)ev;
	(void)n_args;
	return give_boolean(args[0].n == 0, result);
}

int
fn_exists(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)ev;
	(void)n_args;
	return give_boolean(args[0].n > 0, result);
}

/* Appends the items from..to of a sequence, without the second. */
static void
add_items(struct xp_eval *ev, struct xp_seq *to, const struct xp_seq *from,
    uint32_t first, uint32_t end)
{
	const struct xp_item *items = xp_items(from);

	for (; first < end; first++)
		xp_add(to, items[first], ev->arena);
}

/* An integer argument cut to 0 … n + 1: a position before, in or after n
 * items. */
static uint32_t
position_in(const struct xp_seq *arg, uint32_t n)
{
	struct xp_item item = xp_only(arg);
	int64_t i;

	if (!xp_int64(item, &i))
		return dec_sign(xp_dec(item)) < 0 ? 0 : n + 1;
	return i < 0 ? 0 : i > n ? n + 1 : (uint32_t)i;
}

int
fn_insert_before(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	uint32_t at = position_in(&args[1], args[0].n);

	(void)n_args;
	*result = XP_EMPTY;
	if (xp_spend(ev, (uint64_t)args[0].n + args[2].n) == -1)
		return -1;
	at = at == 0 ? 0 : at - 1;
	add_items(ev, result, &args[0], 0, at);
	add_items(ev, result, &args[2], 0, args[2].n);
	add_items(ev, result, &args[0], at, args[0].n);
	return 0;
}

int
fn_remove(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	uint32_t at = position_in(&args[1], args[0].n);

	(void)n_args;
	*result = args[0];
	if (at == 0 || at > args[0].n)
		return 0;
	*result = XP_EMPTY;
	if (xp_spend(ev, args[0].n) == -1)
		return -1;
	add_items(ev, result, &args[0], 0, at - 1);
	add_items(ev, result, &args[0], at, args[0].n);
	return 0;
}

int
fn_reverse(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	const struct xp_item *items = xp_items(&args[0]);
	uint32_t i;

	(void)n_args;
	*result = XP_EMPTY;
	if (xp_spend(ev, args[0].n) == -1)
		return -1;
	for (i = args[0].n; i > 0; i--)
		xp_add(result, items[i - 1], ev->arena);
	return 0;
}

/* How many of the positions 1 … n lie before x, which is whole or infinite. */
static uint32_t
before(double x, uint32_t n)
{
	return x <= 1 ? 0 : x > n ? n : (uint32_t)x - 1;
}

/* 15.1.10: position p is in where round($start) <= p and p < round($start) +
 * round($length). */
int
fn_subsequence(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	double from = xp_round_arg(ev, &args[1]), to = INFINITY;
	uint32_t first, end, n = args[0].n;

	if (n_args > 2)
		to = from + xp_round_arg(ev, &args[2]);
	*result = XP_EMPTY;
	if (isnan(from) || isnan(to))
		return 0;
	first = before(from, n);
	end = before(to, n);
	if (end > first && xp_spend(ev, end - first) == -1)
		return -1;
	add_items(ev, result, &args[0], first, end);
	return 0;
}

int
fn_unordered(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)ev;
	(void)n_args;
	*result = args[0];
	return 0;
}

/* --- 15.2: how many items there are --- */

int
fn_zero_or_one(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)n_args;
	if (args[0].n > 1)
		return xp_fail(ev, "FORG0003",
		    "there are %u items where at most one may be", args[0].n);
	*result = args[0];
	return 0;
}

int
fn_one_or_more(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)n_args;
	if (args[0].n == 0)
		return xp_fail(ev, "FORG0004",
		    "there is no item where at least one must be");
	*result = args[0];
	return 0;
}

int
fn_exactly_one(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)n_args;
	if (args[0].n != 1)
		return xp_fail(ev, "FORG0005",
		    "there are %u items where one must be", args[0].n);
	*result = args[0];
	return 0;
}
