/* filter_ask.c: the expressions and names of filters (filter_local.h). */
#include <stdlib.h>

#include "base/names.h"
#include "formula/filter_local.h"
#include "formula/xfi_local.h"

int
ask_failed(const struct ask *q, uint32_t expression,
    const struct xp_error *err)
{
	run_report_error(q->run, expression, err);
	return -1;
}

int
ask_fail(const struct ask *q, const char *ns, const char *code,
    const char *message)
{
	struct xp_error err = { .ns = slice_of(ns), .local = slice_of(code),
	    .message = slice_of(message) };
	const struct img_filter_item *item =
	    formula_filter_item(q->run->t, q->f->items);
	uint32_t expression = q->f->test;

	if (expression == NONE && q->f->n_items > 0)
		expression = item->expression;
	if (expression == NONE)
		run_report_error_at(q->run, q->f->resource, &err);
	else
		run_report_error(q->run, expression, &err);
	return -1;
}

/* The fact as focus. */
static struct xp_focus
focus(const struct ask *q, struct xp_item *item)
{
	*item = xfi_fact(q->run->host, 0, q->fact);
	return (struct xp_focus){ item, 1, 1 };
}

int
ask_atom(const struct ask *q, uint32_t expression, struct xp_item *item)
{
	struct xp_item at;
	struct xp_focus f;
	struct xp_error err;
	bool has_fact = q->x != NULL;
	int rc;

	if (has_fact)
		f = focus(q, &at);
	rc = expression_atom(q->run, q->e, expression, has_fact ? &f : NULL,
	    item, &err);
	return rc == -1 ? ask_failed(q, expression, &err) : rc;
}

int
ask_text(const struct ask *q, uint32_t expression, struct slice *text)
{
	struct xp_item item;
	int rc = ask_atom(q, expression, &item);

	if (rc == 1)
		*text = xp_string_of(&q->run->d, item, q->run->d.arena);
	return rc;
}

struct item_name
ask_qname(const struct ask *q, struct slice ns, struct slice local)
{
	return (struct item_name){ taxonomy_find_name(q->run->t, ns, local),
	    run_report_name(q->run, ns, local) };
}

/* 1; 0: it names none; -1: only its expression does, whose row is *expression. */
static int
name_given(const struct ask *q, const struct img_filter_item *item,
    struct item_name *name, uint32_t *expression)
{
	if (item == NULL || !item->given)
		return 0;
	if (item->name != NONE) {
		*name = (struct item_name){ item->name,
		    aspects_name(q->run->aspects, item->name) };
		return 1;
	}
	*expression = item->expression;
	return item->expression == NONE ? 0 : -1;
}

static int
name_of_value(const struct ask *q, uint32_t expression,
    const struct xp_item *value, struct item_name *name)
{
	struct xp_error err;

	if (value->type == XT_QNAME) {
		*name = ask_qname(q, value->u.qname->ns,
		    value->u.qname->local);
		return 1;
	}
	xp_error_set(&err, "XPTY0004",
	    "the expression gives something else than an xs:QName");
	return ask_failed(q, expression, &err);
}

int
ask_item(const struct ask *q, const struct img_filter_item *item,
    struct item_name *name)
{
	struct xp_item value;
	uint32_t expression = NONE;
	int rc = name_given(q, item, name, &expression);

	if (rc != -1)
		return rc;
	rc = ask_atom(q, expression, &value);
	return rc != 1 ? rc : name_of_value(q, expression, &value, name);
}

int
ask_items(const struct ask *q, const struct img_filter_item *item,
    struct item_name **names, uint32_t *n)
{
	struct arena *a = q->run->d.arena;
	struct xp_seq value, atoms = XP_EMPTY;
	struct item_name one;
	struct xp_item at;
	struct xp_focus f;
	struct xp_error err;
	uint32_t expression = NONE;
	int rc = name_given(q, item, &one, &expression);

	*n = 0;
	if (rc == -1) {
		if (q->x != NULL)
			f = focus(q, &at);
		if (expression_eval(q->run, q->e, expression, q->x != NULL ?
		    &f : NULL, &value, &err) == -1 ||
		    xp_atomize(&q->run->d, &value, &atoms, &err) == -1)
			return ask_failed(q, expression, &err);
	}
	*names = arena_alloc(a, ((size_t)atoms.n + 1) * sizeof(**names));
	if (rc == 1)
		(*names)[(*n)++] = one;
	for (; *n < atoms.n; (*n)++)
		if (name_of_value(q, expression, &xp_items(&atoms)[*n],
		    &(*names)[*n]) == -1)
			return -1;
	return 0;
}

int
ask_truth(const struct ask *q, uint32_t expression, uint32_t node)
{
	struct xp_item item = xfi_item(q->run->host->reports.v[0], node);
	struct xp_focus f = { &item, 1, 1 };
	struct xp_error err;
	int rc = expression_truth(q->run, q->e, expression, &f, &err);

	return rc == -1 ? ask_failed(q, expression, &err) : rc;
}

const struct bound *
ask_bound(const struct ask *q, uint32_t name)
{
	const struct bound *b = q->e == NULL ? NULL :
	    evaluation_named(q->e, name, NULL);

	return b == NULL || b->kind == BOUND_NOT ? NULL : b;
}

/* --- names --- */

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

void
prepared_names(const struct ask *q, struct prepared *p, uint32_t *names,
    uint32_t n)
{
	p->names = arena_alloc(q->run->d.arena, (n + 1) * sizeof(*names));
	if (n > 0)
		memcpy(p->names, names, n * sizeof(*names));
	p->n_names = n;
	if (n > 1)
		qsort(p->names, n, sizeof(*names), by_number);
}

bool
prepared_has(const struct prepared *p, uint32_t name)
{
	uint32_t low = 0, high = p->n_names;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (p->names[mid] < name)
			low = mid + 1;
		else
			high = mid;
	}
	return name != NONE && low < p->n_names && p->names[low] == name;
}
