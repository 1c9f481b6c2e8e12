/*
 * xsi.c: see xsi.h.  XML Schema 1.0 part 1, 3.3.4 (cvc-elt.3, cvc-elt.4) and
 * 3.4.4 (cvc-type.2).
 *
 * (1) xsi:nil, true or false, stands on nillable elements only; what is nil is
 *     empty, and its declaration fixes no value.
 * (2) The type that xsi:type names is derived from the declared one, by no
 *     step that the element or its type blocks.  That it is there was judged
 *     while reading.
 * (3) The type that counts is not abstract.
 */
#include "validate/xsi.h"

#include "validate/rule.h"

static bool
has_children(const struct report *r, uint32_t row)
{
	return row + 1 < r->facts.n && r->facts.v[row + 1].parent == row;
}

/* (1) */
static void
check_nil(const struct report *r, uint32_t row, const struct img_element *e,
    struct findings *fs)
{
	const struct fact *f = &r->facts.v[row];

	if ((f->flags & FACT_HAS_NIL) == 0)
		return;
	if ((e->flags & EL_NILLABLE) == 0)
		(void)rule_fact(fs, F_xbrl_4_6_NilNotAllowed, r, row);
	if ((f->flags & FACT_NIL) == 0)
		return;
	if (f->value.n > 0 || fact_denominator(f).n > 0 ||
	    (f->flags & FACT_MARKUP) || has_children(r, row))
		(void)rule_fact(fs, F_xbrl_4_6_NilWithContent, r, row);
	if (e->flags & EL_HAS_FIXED)
		finding_arg(rule_fact(fs, F_xsd_cvc_elt_3_2_2, r, row),
		    "limit", taxonomy_text(r->taxonomy, e->value));
}

static void
type_arg(struct finding *f, const char *arg, const struct taxonomy *t,
    uint32_t type)
{
	const struct img_type *row = taxonomy_type(t, type);
	const struct img_name *n = row == NULL ? NULL :
	    taxonomy_name(t, row->name);

	finding_arg(f, arg, n == NULL ? SLICE("anonymous") :
	    taxonomy_text(t, n->local));
}

/* (2), (3) */
static void
check_type(const struct report *r, uint32_t row, const struct img_element *e,
    struct findings *fs)
{
	const struct taxonomy *t = r->taxonomy;
	const struct fact *f = &r->facts.v[row];
	const struct img_type *type = taxonomy_type(t, f->type);
	struct finding *out;

	if (f->type != e->type && f->type != NONE && e->type != NONE &&
	    !taxonomy_derives(t, f->type, e->type,
	    taxonomy_blocked(t, e->flags, e->type))) {
		out = rule_fact(fs, F_xsd_cvc_elt_4_3, r, row);
		type_arg(out, "type", t, f->type);
		type_arg(out, "declared", t, e->type);
	}
	if (type != NULL && type->flags & TYPE_ABSTRACT) {
		out = rule_fact(fs, F_xsd_cvc_type_2, r, row);
		type_arg(out, "type", t, f->type);
	}
}

void
xsi_check(const struct report *r, uint32_t row, const struct img_element *e,
    struct findings *fs)
{
	check_nil(r, row, e, fs);
	check_type(r, row, e, fs);
}
