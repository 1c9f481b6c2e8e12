/*
 * made_unit.c: the unit of a number that a formula makes (Formula 1.0, 2.1.2.8):
 * that of its source, unless a rule does not augment it, multiplied and divided
 * by measures and units of sources; measures that are above and below the line
 * cancel each other out, and a unit of which nothing is left above is pure.
 */
#include <stdlib.h>

#include "base/names.h"
#include "formula/expression.h"
#include "formula/made.h"

static int
by_name(const void *a, const void *b)
{
	const struct xp_qname *x = a, *y = b;
	int r = slice_cmp(x->ns, y->ns);

	return r != 0 ? r : slice_cmp(x->local, y->local);
}

static void
multiply(const struct report *r, const struct unit *u, bool divide,
    struct made_unit *out)
{
	uint32_t i;

	for (i = 0; i < u->n_numerator + u->n_denominator; i++) {
		const struct name *n =
		    &r->names.v[r->measures.v[u->measures + i]];
		struct xp_qname q = { n->ns, n->local, n->prefix };

		if ((i < u->n_numerator) != divide)
			VEC_PUSH(&out->numerator, q);
		else
			VEC_PUSH(&out->denominator, q);
	}
}

/* Multiplies, or divides, by the unit of a fact; false: it has none. */
static bool
apply_unit(const struct making *k, const struct fact *f, bool divide)
{
	const struct report *r = k->m->run->report;

	if (f == NULL || f->unit == NONE)
		return false;
	multiply(r, &r->units.v[f->unit], divide, &k->out->unit);
	return true;
}

static int
apply_rule(const struct making *k, const struct img_output_rule *r)
{
	const bool divide = r->kind == OUTPUT_DIVIDE;
	struct xp_error err = { .position = 0 };
	struct xp_qname q;
	int rc;

	if (r->form != FORM_NAME)
		return apply_unit(k, making_source(k, r->source, ASPECT_UNIT,
		    NONE), divide) ? 0 :
		    making_fail(k, F_xbrlfe_undefinedSAV, SLICE("unit"));
	rc = expression_name(k->m->run, k->e, r->expression, NULL, &q, &err);
	if (rc == 0)
		return making_type_error(k, r->expression,
		    "the name of a measure is wanted");
	if (rc == -1) {
		run_report_error(k->m->run, r->expression, &err);
		return -1;
	}
	if (divide)
		VEC_PUSH(&k->out->unit.denominator, q);
	else
		VEC_PUSH(&k->out->unit.numerator, q);
	return 0;
}

/* Sorts both and leaves out what they have in common, one for one. */
static void
cancel(struct made_unit *u)
{
	size_t i = 0, k = 0, n = 0, d = 0;

	if (u->numerator.n > 1)
		qsort(u->numerator.v, u->numerator.n,
		    sizeof(*u->numerator.v), by_name);
	if (u->denominator.n > 1)
		qsort(u->denominator.v, u->denominator.n,
		    sizeof(*u->denominator.v), by_name);
	while (i < u->numerator.n || k < u->denominator.n) {
		int r = i == u->numerator.n ? 1 : k == u->denominator.n ? -1 :
		    by_name(&u->numerator.v[i], &u->denominator.v[k]);

		if (r < 0)
			u->numerator.v[n++] = u->numerator.v[i++];
		else if (r > 0)
			u->denominator.v[d++] = u->denominator.v[k++];
		else
			i++, k++;
	}
	u->numerator.n = n;
	u->denominator.n = d;
}

int
made_unit(const struct making *k)
{
	static const struct xp_qname pure = { { NS_XBRLI,
	    sizeof(NS_XBRLI) - 1 }, { "pure", 4 }, { "xbrli", 5 } };
	const struct img_output_rule *unit, *r;
	struct made_unit *out = &k->out->unit;
	uint32_t i = 0, first;
	bool any = false;

	unit = making_rule(k, OUTPUT_UNIT, &i);
	if (unit == NULL || (unit->flags & RULE_AUGMENT) != 0)
		any = apply_unit(k, making_source(k, unit == NULL ?
		    k->o->source : unit->source, ASPECT_UNIT, NONE), false);
	for (first = ++i; unit != NULL && i < k->o->n_rules; i++) {
		r = formula_output_rule(k->m->run->t, k->o->rules + i);
		if (r == NULL || (r->kind != OUTPUT_MULTIPLY &&
		    r->kind != OUTPUT_DIVIDE))
			break;
		if (apply_rule(k, r) == -1)
			return -1;
	}
	if (!any && (unit == NULL || i == first))
		return making_fail(k, F_xbrlfe_missingUnitRule_Evaluated,
		    taxonomy_element_qname(k->m->run->t, k->out->element,
		    k->m->run->scratch));
	cancel(out);
	if (out->numerator.n == 0)
		VEC_PUSH(&out->numerator, pure);
	return 0;
}

void
made_unit_of(const struct report *r, uint32_t unit, struct made_unit *out)
{
	out->numerator.n = out->denominator.n = 0;
	if (unit == NONE)
		return;
	multiply(r, &r->units.v[unit], false, out);
	cancel(out);
}
