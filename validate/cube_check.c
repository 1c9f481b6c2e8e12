/*
 * cube_check.c: see cube_check.h.
 *
 * (1) Only the container that the has-hypercube arc names is looked at:
 *     segment or scenario (2.3.2, 3.1.2).
 * (2) A dimension that is not in that container has its default (2.7.1,
 *     3.1.2), which must be a valid member as any other.
 * (3) Closed means nothing else in that container; defaults do not count as
 *     being there (3.1.3).
 * (4) notAll turns the answer of its cube round, closed included (3.1.2).
 */
#include "validate/cube_check.h"

struct cube_check {
	const struct report   *report;
	const struct taxonomy *taxonomy;
	const struct context  *context;
	struct cube_verdict    verdict;	/* of one role, as it grows */
};

static void
fault(struct cube_check *k, enum cube_fault what, uint32_t cube,
    uint32_t dimension, uint32_t member)
{
	struct cube_verdict *v = &k->verdict;

	v->strangers += what == CUBE_SURPLUS;
	if (v->faults++ > 0)
		return;
	v->fault = what;
	v->cube = cube;
	v->dimension = dimension;
	v->member = member;
}

/* The context's value of a dimension in a container, or NULL. */
static const struct dimension *
value_of(const struct cube_check *k, uint32_t dimension, bool segment)
{
	const struct dimension *d = report_dimension(k->report, k->context,
	    dimension);

	return d != NULL && d->in_segment == segment ? d : NULL;
}

static bool
check_dimension(struct cube_check *k, uint32_t row,
    const struct img_cube *cube, const struct img_cube_dimension *cd)
{
	const struct dimension *d = value_of(k, cd->dimension,
	    cube->segment != 0);
	uint32_t member = d != NULL ? d->member :
	    taxonomy_default_member(k->taxonomy, cd->dimension);

	if (d == NULL && member == NONE) {
		fault(k, CUBE_MISSING, row, cd->dimension, NONE);
		return false;
	}
	if (cd->domain == NONE)
		return true;		/* typed: any value */
	if (taxonomy_domain_has(k->taxonomy, cd->domain, member))
		return true;
	fault(k, d == NULL ? CUBE_DEFAULT : CUBE_MEMBER, row, cd->dimension,
	    member);
	return false;
}

static bool
cube_has(const struct cube_check *k, const struct img_cube *cube,
    uint32_t dimension)
{
	uint32_t low = 0, high = cube->n_dimensions;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		const struct img_cube_dimension *cd =
		    taxonomy_cube_dimension(k->taxonomy,
		    cube->dimensions + mid);

		if (cd == NULL || cd->dimension == dimension)
			return cd != NULL;
		if (cd->dimension < dimension)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

/* 3.1.3 */
static bool
check_closed(struct cube_check *k, uint32_t row, const struct img_cube *cube)
{
	const struct context *c = k->context;
	bool good = true;
	uint32_t i;

	if ((cube->segment != 0 ? c->segment : c->scenario) != 0) {
		fault(k, CUBE_CONTENT, row, NONE, NONE);
		good = false;
	}
	for (i = 0; i < c->n_dimensions; i++) {
		const struct dimension *d =
		    &k->report->dimensions.v[c->dimensions + i];

		if (d->in_segment != (cube->segment != 0) ||
		    cube_has(k, cube, d->element))
			continue;
		fault(k, CUBE_SURPLUS, row, d->element, NONE);
		good = false;
	}
	return good;
}

static void
check_cube(struct cube_check *k, uint32_t row)
{
	const struct img_cube *cube = taxonomy_cube(k->taxonomy, row);
	struct cube_verdict before = k->verdict;
	bool fits = true;
	uint32_t i;

	if (cube == NULL)
		return;
	for (i = 0; i < cube->n_dimensions; i++) {
		const struct img_cube_dimension *cd =
		    taxonomy_cube_dimension(k->taxonomy, cube->dimensions + i);

		if (cd != NULL && !check_dimension(k, row, cube, cd))
			fits = false;
		if (!fits && cube->not_all)
			break;
	}
	if (cube->closed && !(cube->not_all && !fits) &&
	    !check_closed(k, row, cube))
		fits = false;
	if (!cube->not_all)
		return;
	k->verdict = before;
	if (fits)
		fault(k, CUBE_EXCLUDED, row, NONE, NONE);
}

/* --- whether it fits, without saying what is wrong --- */

/* The same answer as check_cube for a cube that is "all", as soon as it is
 * known: both kinds of dimensions are in the order of their elements. */
static bool
fits_all(const struct cube_check *k, const struct img_cube *cube)
{
	const struct context *c = k->context;
	const struct dimension *d = &k->report->dimensions.v[c->dimensions],
	    *end = d + c->n_dimensions;
	bool segment = cube->segment != 0;
	const struct img_cube_dimension *cd;
	uint32_t member, n;

	if (cube->closed && (segment ? c->segment : c->scenario) != 0)
		return false;
	for (cd = taxonomy_cube_dimensions(k->taxonomy, cube, &n); n > 0;
	    n--, cd++) {
		for (; d < end && d->element < cd->dimension; d++)
			if (cube->closed && d->in_segment == segment)
				return false;		/* surplus */
		if (d < end && d->element == cd->dimension &&
		    d->in_segment == segment)
			member = d++->member;
		else if ((member = taxonomy_default_member(k->taxonomy,
		    cd->dimension)) == NONE)
			return false;
		if (cd->domain != NONE && !taxonomy_domain_has(k->taxonomy,
		    cd->domain, member))
			return false;
	}
	for (; d < end; d++)
		if (cube->closed && d->in_segment == segment)
			return false;
	return true;
}

static bool
fits_role(const struct cube_check *k, const struct img_primary *p)
{
	uint32_t j;

	for (j = 0; j < p->n_cubes; j++) {
		const struct img_cube *cube = taxonomy_cube(k->taxonomy,
		    taxonomy_primary_cube(k->taxonomy, p->cubes + j));

		if (cube != NULL && fits_all(k, cube) == (cube->not_all != 0))
			return false;
	}
	return true;
}

static bool
is_nearer(const struct cube_verdict *a, const struct cube_verdict *b)
{
	return a->strangers != b->strangers ? a->strangers < b->strangers :
	    a->faults < b->faults;
}

struct cube_verdict
cube_check(const struct report *r, uint32_t element, const struct context *c)
{
	struct cube_check k = { r, r->taxonomy, c,
	    { CUBE_FITS, 0, 0, NONE, NONE, NONE, NONE } };
	struct cube_verdict best = k.verdict, none = k.verdict;
	uint32_t first, count, i, j;

	taxonomy_primaries(r->taxonomy, element, &first, &count);
	/* In hundreds of roles, as where a concept is no more than a type of
	 * data: most are out of the question at the first dimension. */
	for (i = first; i < first + count; i++)
		if (fits_role(&k, taxonomy_primary(r->taxonomy, i))) {
			best.network = taxonomy_primary(r->taxonomy,
			    i)->network;
			return best;
		}
	for (i = first; i < first + count; i++) {
		const struct img_primary *p =
		    taxonomy_primary(r->taxonomy, i);

		k.verdict = none;
		k.verdict.network = p->network;
		for (j = 0; j < p->n_cubes; j++)
			check_cube(&k, taxonomy_primary_cube(r->taxonomy,
			    p->cubes + j));
		if (best.faults == 0 || is_nearer(&k.verdict, &best))
			best = k.verdict;
	}
	return best;
}
