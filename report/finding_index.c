/*
 * finding_index.c: see finding_index.h.
 *
 * (1) A sum that does not add up is found twice where the taxonomy has both a
 *     calculation and an assertion for it.  For who reads the page that is one
 *     point, and the assertion's finding makes it: it says how much rounding
 *     explains.  It is the same sum where both name the same facts, the same
 *     total first.
 */
#include "report/finding_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "base/mem.h"

#define OTHERS	100	/* findings of a total that are looked at, at most */

/* --- by fact: a counting sort --- */

static void
sort_by_fact(struct finding_index *x, const struct filed *f)
{
	size_t n = f->facts.n, i, j;
	uint32_t *at = mem_calloc(n + 1, sizeof(*at));

	x->first = mem_calloc(n + 2, sizeof(*x->first));
	x->findings = mem_calloc(f->finding_facts.n + 1, sizeof(*at));
	for (i = 0; i < f->finding_facts.n; i++)
		x->first[f->finding_facts.v[i] + 1]++;
	for (i = 0; i < n; i++)
		x->first[i + 1] += x->first[i];
	memcpy(at, x->first, n * sizeof(*at));
	for (i = 0; i < f->findings.n; i++)
		for (j = 0; j < f->findings.v[i].n; j++) {
			uint32_t k = f->finding_facts.v[
			    f->findings.v[i].first + j];

			x->findings[at[k]++] = (uint32_t)i;
		}
	mem_free(at);
}

/* --- one sum, found twice (1) --- */

static bool
is_calculation(const struct filed_finding *n)
{
	static const enum finding_code codes[] = {
		F_calc11e_inconsistentCalculationUsingRounding,
		F_calc11e_inconsistentCalculationUsingTruncation,
		F_xbrl_5_2_5_2_CalculationInconsistency
	};
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (slice_eq(n->code, slice_of(message_of(codes[i])->code)))
			return true;
	return false;
}

/* An assertion's finding says on a line of its own how it came about. */
static bool
is_assertion(const struct filed_finding *n)
{
	const struct slice *s = &n->message[LANG_EN];

	return s->n > 0 && memchr(s->s, '\n', s->n) != NULL;
}

static int
by_number(const void *pa, const void *pb)
{
	const uint32_t *a = pa, *b = pb;

	return *a < *b ? -1 : *a > *b;
}

static uint32_t *
sorted_facts(const struct filed *f, const struct filed_finding *n)
{
	uint32_t *v = mem_calloc(n->n, sizeof(*v));

	memcpy(v, &f->finding_facts.v[n->first], n->n * sizeof(*v));
	qsort(v, n->n, sizeof(*v), by_number);
	return v;
}

static bool
same_facts(const struct filed *f, const struct filed_finding *a,
    const struct filed_finding *b)
{
	uint32_t *x, *y;
	bool same;

	if (a->n != b->n || a->n_facts != a->n || b->n_facts != b->n ||
	    f->finding_facts.v[a->first] != f->finding_facts.v[b->first])
		return false;
	x = sorted_facts(f, a);
	y = sorted_facts(f, b);
	same = memcmp(x, y, a->n * sizeof(*x)) == 0;
	mem_free(x);
	mem_free(y);
	return same;
}

/* The assertion's finding about the sum that a calculation's is about. */
static uint32_t
find_same(const struct finding_index *x, const struct filed *f,
    const struct filed_finding *n)
{
	uint32_t total, i, k;

	if (n->n == 0 || !is_calculation(n))
		return NONE;
	total = f->finding_facts.v[n->first];
	for (i = x->first[total]; i < x->first[total + 1] &&
	    i - x->first[total] < OTHERS; i++) {
		k = x->findings[i];
		if (is_assertion(&f->findings.v[k]) &&
		    same_facts(f, n, &f->findings.v[k]))
			return k;
	}
	return NONE;
}

/* --- all of it --- */

void
finding_index_make(struct finding_index *x, const struct filed *f)
{
	size_t i;

	sort_by_fact(x, f);
	x->same = mem_calloc(f->findings.n + 1, sizeof(*x->same));
	for (i = 0; i < f->findings.n; i++)
		x->same[i] = find_same(x, f, &f->findings.v[i]);
}

void
finding_index_free(struct finding_index *x)
{
	mem_free(x->first);
	mem_free(x->findings);
	mem_free(x->same);
}
