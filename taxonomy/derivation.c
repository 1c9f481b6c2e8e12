/*
 * derivation.c: may a complex type be derived from its base in the way that it
 * is (XML Schema 1.0 part 1, 3.4.6)?  Judged once all types have their rows.
 *
 * derivation-ok-restriction.2 to .4: attributes; .5: content.
 * cos-ct-extends.1.4: content that is added to content.
 *
 * Who restricts anyType restricts nothing: that is how types without a base
 * are written.
 */
#include "taxonomy/restriction.h"
#include "taxonomy/wildcard.h"

struct derivation {
	struct dts    *d;
	uint32_t       stamp;
	uint32_t      *seen;	/* by name: the stamp of its type's base */
	uint32_t      *at;	/* by name: the base's use */
};

static struct finding *
complain(struct derivation *v, enum finding_code code,
    const struct raw_type *t)
{
	struct finding *f = schema_finding_line(v->d, code, t->document,
	    t->line);

	types_arg_type(v->d, f, "type", t->row);
	types_arg_type(v->d, f, "base", v->d->types.v[t->row].base);
	return f;
}

/* --- attributes: .2, .3 --- */

static void
note_base(struct derivation *v, const struct img_type *base)
{
	uint32_t i, name;

	v->stamp++;
	for (i = base->uses; i < base->uses + base->n_uses; i++) {
		name = v->d->uses.v[i].name;
		v->seen[name] = v->stamp;
		v->at[name] = i;
	}
}

/* Whether a use may take the place of the base's. */
static bool
use_narrows(const struct dts *d, const struct img_attribute_use *own,
    const struct img_attribute_use *base)
{
	uint8_t how;

	if (base->flags & USE_REQUIRED && !(own->flags & USE_REQUIRED))
		return false;			/* .2.1.1 */
	if (base->flags & USE_FIXED && (!(own->flags & USE_FIXED) ||
	    !slice_eq(slice_trim(dts_text(d, own->value)),
	    slice_trim(dts_text(d, base->value)))))
		return false;			/* .2.1.3 */
	return own->type == NONE || base->type == NONE ||
	    base->type == d->schemas->any_simple_type ||
	    types_derived(d, own->type, base->type, &how);	/* .2.1.2 */
}

static bool
use_is_allowed(struct derivation *v, const struct img_type *base,
    const struct img_attribute_use *own)
{
	const struct dts *d = v->d;

	if (v->seen[own->name] == v->stamp)
		return use_narrows(d, own, &d->uses.v[v->at[own->name]]);
	return base->any_attribute != NONE && wildcard_takes(d,
	    &d->particles.v[base->any_attribute],
	    dts_text(d, d->names.v[own->name].ns));	/* .2.2 */
}

static void
judge_uses(struct derivation *v, const struct raw_type *t,
    const struct img_type *row, const struct img_type *base)
{
	struct dts *d = v->d;
	uint32_t i, name;

	note_base(v, base);
	for (i = row->uses; i < row->uses + row->n_uses; i++) {
		name = d->uses.v[i].name;
		if (!use_is_allowed(v, base, &d->uses.v[i]))
			schema_arg_name(d, complain(v,
			    F_xsd_derivation_ok_restriction_2, t),
			    "attribute", name);
		if (v->seen[name] == v->stamp)
			v->at[name] = NONE;	/* it is there */
	}
	for (i = base->uses; i < base->uses + base->n_uses; i++) {
		name = d->uses.v[i].name;
		if (d->uses.v[i].flags & USE_REQUIRED &&
		    v->at[name] != NONE)
			schema_arg_name(d, complain(v,
			    F_xsd_derivation_ok_restriction_3, t),
			    "attribute", name);
	}
}

/* .4 */
static void
judge_wildcard(struct derivation *v, const struct raw_type *t,
    const struct img_type *row, const struct img_type *base)
{
	const struct dts *d = v->d;

	if (row->any_attribute == NONE)
		return;
	if (base->any_attribute == NONE || !wildcard_subset(d,
	    &d->particles.v[row->any_attribute],
	    &d->particles.v[base->any_attribute]) ||
	    d->particles.v[row->any_attribute].process >
	    d->particles.v[base->any_attribute].process)
		complain(v, F_xsd_derivation_ok_restriction_4, t);
}

/* --- content: .5 --- */

/* The simple type that a type with simple content has, or NONE. */
static uint32_t
simple_type_of(const struct dts *d, uint32_t row)
{
	while (row != NONE && !(d->types.v[row].flags & TYPE_SIMPLE)) {
		const struct raw_type *t = types_raw(d, row);

		if (t != NULL && t->inner != NULL)
			return t->inner->row;
		row = d->types.v[row].base;
	}
	return row;
}

static bool
simple_content_good(const struct dts *d, const struct raw_type *t,
    const struct img_type *base)
{
	uint32_t simple;
	uint8_t how;

	if (base->content != CONTENT_SIMPLE)	/* .5.1.2 */
		return base->content == CONTENT_MIXED && t->inner != NULL &&
		    (base->particle == NONE ||
		    restriction_emptiable(d, base->particle));
	if (t->inner == NULL)
		return true;
	simple = simple_type_of(d, d->types.v[t->row].base);
	return simple == NONE || types_derived(d, t->inner->row, simple, &how);
}

static bool
content_good(struct derivation *v, const struct raw_type *t,
    const struct img_type *row, const struct img_type *base)
{
	struct dts *d = v->d;
	enum restriction verdict;

	if (row->content == CONTENT_SIMPLE)
		return simple_content_good(d, t, base);
	if (base->content == CONTENT_SIMPLE ||
	    (row->content == CONTENT_MIXED && base->content != CONTENT_MIXED))
		return false;			/* .5.3.1 */
	if (row->particle == NONE)		/* .5.2 */
		return base->particle == NONE ||
		    restriction_emptiable(d, base->particle);
	if (base->particle == NONE)
		return false;
	verdict = restriction_judge(d, row->particle, base->particle);
	if (verdict == RESTRICTION_UNKNOWN)
		schema_not_judged(d, t);
	return verdict != RESTRICTION_BAD;
}

static void
judge_restriction(struct derivation *v, const struct raw_type *t)
{
	const struct img_type *row = &v->d->types.v[t->row];
	const struct img_type *base = &v->d->types.v[row->base];

	if (row->uses != base->uses || row->n_uses != base->n_uses)
		judge_uses(v, t, row, base);
	judge_wildcard(v, t, row, base);
	if (!content_good(v, t, row, base))
		complain(v, F_xsd_derivation_ok_restriction_5, t);
}

/* --- extension: cos-ct-extends.1.4 --- */

static void
judge_extension(struct derivation *v, const struct raw_type *t)
{
	const struct dts *d = v->d;
	const struct img_type *base = &d->types.v[d->types.v[t->row].base];
	bool adds = t->content != NULL && d->types.v[t->row].particle != NONE
	    && d->types.v[t->row].particle != base->particle;
	bool good = true;

	if (t->simple_content)
		return;
	switch ((enum content_kind)base->content) {
	case CONTENT_SIMPLE:
		good = !adds && !t->mixed;
		break;
	case CONTENT_EMPTY:
		break;
	case CONTENT_ELEMENTS:
		good = !t->mixed;
		break;
	case CONTENT_MIXED:
		good = !adds || t->mixed;
		break;
	}
	if (!good)
		complain(v, F_xsd_cos_ct_extends, t);
}

void
derivation_check(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct derivation v = { .d = d };
	size_t i;

	v.seen = mem_calloc(d->names.n, sizeof(*v.seen));
	v.at = mem_calloc(d->names.n, sizeof(*v.at));
	for (i = 0; i < set->types.n; i++) {
		const struct raw_type *t = set->types.v[i];
		uint32_t base = d->types.v[t->row].base;

		if (t->simple || base == NONE || base == set->any_type ||
		    d->types.v[base].flags & TYPE_SIMPLE)
			continue;
		if (t->how == HOW_EXTENSION)
			judge_extension(&v, t);
		else
			judge_restriction(&v, t);
	}
	mem_free(v.seen);
	mem_free(v.at);
}
