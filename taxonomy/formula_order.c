/*
 * formula_order.c: things that hang on each other: an order in which they can be
 * evaluated (parameters of a DTS, variables of a set), and what cannot be because
 * of what it hangs on (functions and the expressions that call them).
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

static int
by_on(const void *a, const void *b)
{
	const struct formula_need *x = a, *y = b;

	if (x->on != y->on)
		return x->on < y->on ? -1 : 1;
	return x->of < y->of ? -1 : x->of > y->of;
}

static size_t
first_on(const formula_needs *all, uint32_t on)
{
	size_t low = 0, high = all->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (all->v[mid].on < on)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

uint32_t
formula_order(formula_needs *all, uint32_t n, uint32_t *order)
{
	uint32_t *open = mem_calloc(n + 1, sizeof(*open)), i, taken = 0;
	size_t k;

	if (all->n > 1)
		qsort(all->v, all->n, sizeof(*all->v), by_on);
	for (k = 0; k < all->n; k++)
		open[all->v[k].of]++;
	for (i = 0; i < n; i++)
		if (open[i] == 0)
			order[taken++] = i;
	for (i = 0; i < taken; i++)
		for (k = first_on(all, order[i]); k < all->n &&
		    all->v[k].on == order[i]; k++)
			if (--open[all->v[k].of] == 0)
				order[taken++] = all->v[k].of;
	mem_free(open);
	return taken;
}

void
formula_spread(formula_needs *all, bool *marked, uint32_t n)
{
	uint32_t *found = mem_calloc(n + 1, sizeof(*found)), i, taken = 0;
	size_t k;

	if (all->n > 1)
		qsort(all->v, all->n, sizeof(*all->v), by_on);
	for (i = 0; i < n; i++)
		if (marked[i])
			found[taken++] = i;
	for (i = 0; i < taken; i++)
		for (k = first_on(all, found[i]); k < all->n &&
		    all->v[k].on == found[i]; k++)
			if (!marked[all->v[k].of]) {
				marked[all->v[k].of] = true;
				found[taken++] = all->v[k].of;
			}
	mem_free(found);
}
