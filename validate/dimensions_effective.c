/* dimensions_effective.c: see dimensions_effective.h. */
#include "validate/dimensions_effective.h"

#include <stdlib.h>

static int
cmp_effective(const void *a, const void *b)
{
	const struct effective *x = a, *y = b;

	if (x->dimension != y->dimension)
		return x->dimension < y->dimension ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

const struct effective *
dimensions_effective(const struct report *r, const struct context *c,
    struct arena *a, uint32_t *n)
{
	uint32_t defaults = r->taxonomy == NULL ? 0 :
	    taxonomy_count(r->taxonomy, SEC_DEFAULTS), i;
	struct effective *all = arena_alloc(a, sizeof(*all) *
	    ((size_t)c->n_dimensions + defaults));

	*n = 0;
	for (i = 0; i < c->n_dimensions; i++) {
		const struct dimension *d =
		    &r->dimensions.v[c->dimensions + i];

		all[(*n)++] = (struct effective){ d->element, d->member,
		    c->dimensions + i };
	}
	for (i = 0; i < defaults; i++) {
		const struct img_default *d = taxonomy_default(r->taxonomy, i);

		if (d != NULL && report_dimension(r, c, d->dimension) == NULL)
			all[(*n)++] = (struct effective){ d->dimension,
			    d->member, NONE };
	}
	if (*n > 1)
		qsort(all, *n, sizeof(*all), cmp_effective);
	return all;
}
