/*
 * tuples.c: a tuple has no context, unit or accuracy of its own and no other
 * attribute that XBRL defines, and holds the children that its content model
 * says, in its order and number (4.9).
 */
#include "validate/tuples.h"

#include "base/names.h"
#include "taxonomy/content_model.h"
#include "validate/rule.h"

/* The direct children, in document order: a tuple stands before all that is
 * in it, so the walk ends at the first fact that is not inside. */
static uint32_t
children_of(const struct report *r, uint32_t tuple, uint32_t **out)
{
	const struct span *s = &r->facts.v[tuple].span;
	VEC(uint32_t) v = { NULL, 0, 0 };
	uint32_t i;

	for (i = tuple + 1; i < r->facts.n &&
	    r->facts.v[i].span.offset < s->offset + s->length; i++)
		if (r->facts.v[i].parent == tuple)
			VEC_PUSH(&v, i);
	*out = v.v;
	return (uint32_t)v.n;
}

static void
check_content(const struct report *r, uint32_t row,
    const struct img_type *type, uint64_t *work, struct findings *fs)
{
	struct arena *a = arena_new();
	struct finding *f;
	const struct content_view view = report_content(r);
	uint32_t *children, *names, n, at, i;

	n = children_of(r, row, &children);
	names = arena_alloc(a, (n + (size_t)1) * sizeof(*names));
	for (i = 0; i < n; i++)
		names[i] = r->facts.v[children[i]].name;
	at = content_match(&view, type->particle, names, n, work);
	if (at == CONTENT_UNKNOWN) {
		(void)rule_fact(fs, F_rek_TupleTooComplex, r, row);
	} else if (at != CONTENT_FITS && at < n) {
		f = rule_fact(fs, F_xbrl_4_9_TupleContent, r, row);
		finding_arg(f, "child", report_qname(r,
		    r->facts.v[children[at]].name, a));
		finding_fact(f, children[at]);
	} else if (at != CONTENT_FITS) {
		(void)rule_fact(fs, F_xbrl_4_9_TupleIncomplete, r, row);
	}
	mem_free(children);
	arena_free(a);
}

/* 4.9: no attribute of the namespaces that XBRL defines. */
static bool
has_xbrl_attribute(const struct report *r, const struct fact *f)
{
	uint32_t i;

	for (i = f->extras; i < f->extras + f->n_extras; i++) {
		struct slice ns = r->names.v[r->attributes.v[i].name].ns;

		if (slice_is(ns, NS_XBRLI) || slice_is(ns, NS_LINK) ||
		    slice_is(ns, NS_XL) || slice_is(ns, NS_XLINK))
			return true;
	}
	return false;
}

void
tuple_check(const struct report *r, uint32_t row,
    const struct img_type *type, uint64_t *work, struct findings *fs)
{
	const struct fact *f = &r->facts.v[row];

	if (f->flags & (FACT_HAS_CONTEXT | FACT_HAS_UNIT) ||
	    f->decimals != DECIMALS_NONE || f->precision != DECIMALS_NONE ||
	    has_xbrl_attribute(r, f))
		(void)rule_fact(fs, F_xbrl_4_9_TupleAttribute, r, row);
	if (type != NULL && (f->flags & FACT_NIL) == 0 &&
	    type->content != CONTENT_SIMPLE)
		check_content(r, row, type, work, fs);
}
