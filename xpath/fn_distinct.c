/*
 * fn_distinct.c: index-of and distinct-values (Functions and Operators, 15.1.3,
 * 15.1.6).
 *
 * (1) Items whose types cannot be compared are different, which is no error.
 * (2) distinct-values is linear: each item has keys, equal for equal items, and
 *     a hash of them.
 * (3) Numbers: eq converts a decimal to the float or double it is compared
 *     with, so that eq is no equivalence: two different decimals can equal one
 *     double.  A number is therefore looked for in each form in which one
 *     before it would have been compared with it.
 */
#include <math.h>

#include "base/hash.h"
#include "base/mem.h"
#include "xpath/atomic.h"
#include "xpath/collation.h"
#include "xpath/eval.h"

/* What compares with what (XPath 2.0, B.2); beyond these the primitive types,
 * each with itself. */
enum group {
	GROUP_STRING = XT_N_ATOMIC, GROUP_NUMBER, GROUP_DURATION
};

static int
group_of(struct xp_item item)
{
	enum xp_type type = xp_primitive((enum xp_type)item.type);

	if (type == XT_STRING || type == XT_UNTYPED || type == XT_ANYURI)
		return GROUP_STRING;
	if (xp_numeric_kind((enum xp_type)item.type) != XT_NONE)
		return GROUP_NUMBER;
	return XP_IS_DURATION(item.type) ? GROUP_DURATION : (int)type;
}

static const struct xp_collation *
collation_of(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    unsigned at)
{
	return n_args > at ? xp_collation(ev, xp_arg_string(&args[at])) :
	    xp_default_collation(ev);
}

int
fn_index_of(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	const struct xp_collation *c = collation_of(ev, args, n_args, 2);
	const struct xp_item *items = xp_items(&args[0]);
	struct xp_item wanted = xp_only(&args[1]);
	int equal, group = group_of(wanted);
	uint32_t i;

	*result = XP_EMPTY;
	if (c == NULL || xp_spend(ev, args[0].n) == -1)
		return -1;
	for (i = 0; i < args[0].n; i++) {
		if (group_of(items[i]) != group)
			continue;
		if ((equal = xp_compare(ev, XC_EQ, items[i], wanted, c)) == -1)
			return -1;
		if (equal == 1)
			xp_add(result, xp_integer((int64_t)i + 1), ev->arena);
	}
	return 0;
}

/* --- keys --- */

/* The forms of numbers (3); other keys have the group of their type. */
enum form {
	FORM_DECIMAL = GROUP_DURATION + 1, FORM_DOUBLE, FORM_FLOAT,
	FORM_DECIMAL_AS_DOUBLE, FORM_DECIMAL_AS_FLOAT
};

/* What is not used is zero, or SLICE_NONE. */
struct key {
	int form;
	int64_t a, b, c;
	struct slice text, more;
};

struct keys {
	VEC(struct key) all;
	struct table rows;
	bool mixed;		/* decimals as well as floats or doubles */
};

static uint64_t
hash_of(const struct key *k)
{
	uint64_t salt = hash_salt(), h;

	h = hash_mix((uint64_t)k->form, (uint64_t)k->a);
	h = hash_mix(h, (uint64_t)k->b ^ (uint64_t)k->c << 32);
	if (k->text.n > 0)
		h = hash_mix(h, hash_bytes(k->text.s, k->text.n, salt));
	return hash_mix(h, salt);
}

static bool
is_key(const void *ctx, uint32_t row, const void *wanted)
{
	const struct key *a = &((const struct keys *)ctx)->all.v[row];
	const struct key *b = wanted;

	return a->form == b->form && a->a == b->a && a->b == b->b &&
	    a->c == b->c && slice_eq(a->text, b->text) &&
	    slice_eq(a->more, b->more);
}

static bool
has_key(const struct keys *keys, const struct key *k)
{
	return table_find(&keys->rows, hash_of(k), is_key, keys, k) != NONE;
}

static void
add_key(struct keys *keys, const struct key *k)
{
	if (has_key(keys, k))
		return;
	table_add(&keys->rows, hash_of(k), (uint32_t)keys->all.n);
	VEC_PUSH(&keys->all, *k);
}

/* The bits of a number: one form for NaN, one for zero. */
static struct key
double_key(int form, double d)
{
	struct key k = { .form = form };

	if (isnan(d)) {
		k.form = FORM_DOUBLE;
		k.a = -1;
	} else {
		d = d == 0 ? 0 : d;
		memcpy(&k.a, &d, sizeof(k.a));
	}
	return k;
}

static struct key
decimal_key(struct xp_item item, struct arena *arena)
{
	struct key k = { .form = FORM_DECIMAL };
	struct dec d = dec_canonical(xp_dec(item), arena);
	struct buf b = BUF_ANY;

	if (d.big == NULL && d.c >= INT64_MIN && d.c <= INT64_MAX) {
		k.a = (int64_t)d.c;
		k.b = d.scale;
	} else {
		dec_print(&b, d);
		k.text = arena_copy(arena, buf_get(&b));
		buf_free(&b);
	}
	return k;
}

/* Dates and times by their moment. */
static struct key
time_key(struct xp_eval *ev, struct xp_item item)
{
	static const struct xp_time start = { 1972, 1, 1, 0, 0, 0, 0, 0 };
	struct xp_duration d = xp_time_difference(item.u.time, &start,
	    ev->d->zone);

	return (struct key){ .form = item.type, .b = d.seconds, .c = d.nanos };
}

/* The key of an item that is no number. */
static struct key
plain_key(struct xp_eval *ev, struct xp_item item,
    const struct xp_collation *c)
{
	struct key k = { .form = group_of(item) };

	if (XP_IS_TIME(item.type))
		return time_key(ev, item);
	if (k.form == GROUP_STRING) {
		k.text = xp_collation_key(c, xp_slice(item), ev->arena);
	} else if (k.form == GROUP_DURATION) {
		k.a = item.u.duration->months;
		k.b = item.u.duration->seconds;
		k.c = item.u.duration->nanos;
	} else if (k.form == XT_BOOLEAN) {
		k.a = item.u.i;
	} else if (k.form == XT_HEX || k.form == XT_BASE64) {
		k.text = (struct slice){ (const char *)item.u.binary->v,
		    item.u.binary->n };
	} else {
		k.text = item.u.qname->local;
		k.more = item.u.qname->ns;
	}
	return k;
}

/* --- distinct-values --- */

/* Whether a number is new; it is remembered in all the forms in which a later
 * one is compared with it (3). */
static bool
add_number(struct keys *keys, struct xp_item item, struct arena *arena)
{
	enum xp_type kind = xp_numeric_kind((enum xp_type)item.type);
	struct key same, first, second;
	bool is_new;

	if (kind == XT_DOUBLE) {
		same = double_key(FORM_DOUBLE, item.u.d);
		first = double_key(FORM_DECIMAL_AS_DOUBLE, item.u.d);
		second = double_key(FORM_FLOAT, item.u.d);
	} else if (kind == XT_FLOAT) {
		same = double_key(FORM_FLOAT, item.u.d);
		first = double_key(FORM_DECIMAL_AS_FLOAT, item.u.d);
		second = double_key(FORM_DOUBLE, item.u.d);
	} else {
		same = decimal_key(item, arena);
		if (!keys->mixed) {
			first = second = same;
		} else {
			first = double_key(FORM_DOUBLE, xp_as_double(item));
			second = double_key(FORM_FLOAT, xp_as_float(item));
		}
	}
	is_new = !has_key(keys, &same) && !has_key(keys, &first) &&
	    !has_key(keys, &second);
	if (!is_new)
		return false;
	add_key(keys, &same);
	if (keys->mixed && kind != XT_DOUBLE && kind != XT_FLOAT) {
		first.form = FORM_DECIMAL_AS_DOUBLE;
		second.form = FORM_DECIMAL_AS_FLOAT;
		add_key(keys, &first);
		add_key(keys, &second);
	}
	return true;
}

static bool
add_item(struct xp_eval *ev, struct keys *keys, struct xp_item item,
    const struct xp_collation *c)
{
	struct key k;

	if (group_of(item) == GROUP_NUMBER)
		return add_number(keys, item, ev->arena);
	k = plain_key(ev, item, c);
	if (has_key(keys, &k))
		return false;
	add_key(keys, &k);
	return true;
}

static bool
is_mixed(const struct xp_item *items, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (items[i].type == XT_FLOAT || items[i].type == XT_DOUBLE)
			return true;
	return false;
}

/* Texts lie in the report, far from each other. */
#define AHEAD	4
static void
fetch_text(struct xp_item item)
{
	if (group_of(item) == GROUP_STRING)
		mem_fetch(item.u.s, item.n);
}

int
fn_distinct_values(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	const struct xp_collation *c = collation_of(ev, args, n_args, 1);
	const struct xp_item *items = xp_items(&args[0]);
	struct keys keys = { .all = { NULL, 0, 0 } };
	uint32_t i;
	int rc = 0;

	*result = XP_EMPTY;
	if (c == NULL)
		return -1;
	keys.mixed = is_mixed(items, args[0].n);
	for (i = 0; i < args[0].n && (rc = xp_spend(ev, 1)) == 0; i++) {
		if (args[0].n - i > AHEAD)
			fetch_text(items[i + AHEAD]);
		if (add_item(ev, &keys, items[i], c))
			xp_add(result, items[i], ev->arena);
	}
	VEC_FREE(&keys.all);
	table_free(&keys.rows);
	return rc;
}
