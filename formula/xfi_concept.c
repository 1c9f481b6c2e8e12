/*
 * xfi_concept.c: concepts by their QName (function registry, 80150 to 80152,
 * 90201 to 90206; XBRL 2.1, 5.1.1).
 */
#include "formula/xfi_local.h"

#define MAX_CHAIN	1000	/* of substitution groups */

/* --- kinds of types --- */

static enum item_type
item_type_of(struct xp_eval *ev, const struct xp_seq *args,
    struct xfi_dts *d)
{
	const struct img_element *e;
	const struct img_type *t;

	e = taxonomy_element(d->t, xfi_element(d, &args[0]));
	t = e == NULL || !taxonomy_is_item(e) ? NULL :
	    taxonomy_type(d->t, e->type);
	(void)ev;
	return t == NULL ? ITEM_NOT : (enum item_type)t->item_type;
}

#define IS(name, condition)						\
	int								\
	name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,	\
	    struct xp_seq *out)						\
	{								\
		struct xfi_dts d;					\
		enum item_type type;					\
									\
		(void)n;						\
		if (xfi_dts(ev, args, 1, 1, &d) == -1)			\
			return -1;					\
		type = item_type_of(ev, args, &d);			\
		return xfi_result(out, xp_boolean(condition));		\
	}

IS(xfi_is_non_numeric, type == ITEM_NONNUMERIC)
IS(xfi_is_numeric, type != ITEM_NOT && type != ITEM_NONNUMERIC)
IS(xfi_is_fraction, type == ITEM_FRACTION)

/* --- attributes of a concept's declaration --- */

/* The concept that the first argument names; NULL with an error. */
static const struct img_element *
concept_of(struct xp_eval *ev, const struct xp_seq *args, struct xfi_dts *d,
    uint32_t *row)
{
	if (xfi_dts(ev, args, 1, 1, d) == -1)
		return NULL;
	*row = xfi_concept(ev, d, &args[0]);
	return taxonomy_element(d->t, *row);
}

int
xfi_concept_balance(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	static const char *const names[] = { [BALANCE_NONE] = "",
		[BALANCE_DEBIT] = "debit", [BALANCE_CREDIT] = "credit" };
	const struct img_element *e;
	struct xfi_dts d;
	uint32_t row;

	(void)n_args;
	if ((e = concept_of(ev, args, &d, &row)) == NULL)
		return -1;
	return xfi_result(out, xp_string(slice_of(
	    names[e->balance <= BALANCE_CREDIT ? e->balance : 0])));
}

int
xfi_concept_period_type(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	static const char *const names[] = { [PERIOD_TYPE_NONE] = "",
		[PERIOD_TYPE_INSTANT] = "instant",
		[PERIOD_TYPE_DURATION] = "duration" };
	const struct img_element *e;
	struct xfi_dts d;
	uint32_t row;

	(void)n_args;
	if ((e = concept_of(ev, args, &d, &row)) == NULL)
		return -1;
	return xfi_result(out, xp_string(slice_of(names[e->period <=
	    PERIOD_TYPE_DURATION ? e->period : 0])));
}

/* What the attributes of xs:element itself say, as far as the image keeps it:
 * abstract is what the registry's own expression asks for (90510). */
static void
own_attribute(const struct xfi_dts *d, const struct img_element *e,
    struct slice local, struct xp_seq *out)
{
	unsigned flag = slice_is(local, "abstract") ? EL_ABSTRACT :
	    slice_is(local, "nillable") ? EL_NILLABLE : 0;

	if ((e->flags & flag) != 0)
		*out = xp_one(xp_boolean(true));
	else if (slice_is(local, "id") && e->id.len > 0)
		*out = xp_one(xp_text(XT_ID, taxonomy_text(d->t, e->id)));
}

int
xfi_concept_custom_attribute(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	const struct xp_qname *q = xp_items(&args[1])->u.qname;
	const struct img_attribute *x;
	const struct img_element *e;
	struct xfi_dts d;
	uint32_t row, name, i;

	(void)n_args;
	*out = XP_EMPTY;
	if ((e = concept_of(ev, args, &d, &row)) == NULL)
		return -1;
	if (q->ns.n == 0)
		own_attribute(&d, e, q->local, out);
	name = taxonomy_find_name(d.t, q->ns, q->local);
	for (i = 0; name != NONE && i < e->n_attributes; i++) {
		x = taxonomy_attribute(d.t, e->attributes + i);
		if (x != NULL && x->name == name)
			return typing_attribute(d.typing, NONE, x, ev->arena,
			    out);
	}
	return 0;
}

/* --- types and substitution groups --- */

int
xfi_concept_data_type(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	const struct img_element *e;
	const struct img_type *t;
	struct xfi_dts d;
	uint32_t row;

	(void)n_args;
	*out = XP_EMPTY;
	if ((e = concept_of(ev, args, &d, &row)) == NULL)
		return -1;
	t = taxonomy_type(d.t, e->type);
	if (t != NULL && t->name != NONE)
		*out = xp_one(xfi_name(d.t, t->name, ev->arena));
	return 0;
}

int
xfi_concept_data_type_derived_from(struct xp_eval *ev,
    const struct xp_seq *args, unsigned n_args, struct xp_seq *out)
{
	const struct xp_qname *q = xp_items(&args[1])->u.qname;
	const struct xp_typing *types;
	const struct img_element *e;
	struct xfi_dts d;
	uint32_t row;

	(void)n_args;
	if ((e = concept_of(ev, args, &d, &row)) == NULL)
		return -1;
	types = typing_of_trees(d.typing);
	return xfi_result(out, xp_boolean(e->type != NONE &&
	    types->derives(types->ctx, e->type, q->ns, q->local)));
}

int
xfi_concept_substitutions(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	const struct img_element *e;
	struct xfi_dts d;
	uint32_t row, n;

	(void)n_args;
	*out = XP_EMPTY;
	if ((e = concept_of(ev, args, &d, &row)) == NULL)
		return -1;
	for (n = 0; e != NULL && e->substitution != NONE && n < MAX_CHAIN;
	    n++) {
		row = e->substitution;
		xp_add(out, xfi_element_name(d.t, row, ev->arena), ev->arena);
		e = taxonomy_element(d.t, row);
	}
	return 0;
}
