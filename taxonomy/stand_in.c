/*
 * stand_in.c: what may stand for what in a report: a type for another (XML
 * Schema 1.0 part 1, 3.4.6 cos-ct-derived-ok, 3.14.6 cos-st-derived-ok), an
 * element for the head of its group (3.3.6), any name for a wildcard (3.10.4).
 *
 * Chains of types and heads end in an image that was compiled; in a damaged
 * one they may be circles, and are left after MAX_STEPS.
 */
#include "taxonomy/taxonomy.h"

#define MAX_STEPS	1000
#define MAX_UNIONS	16	/* in unions */
#define MAX_VISITS	1000	/* of their members; real ones have a hundred */

static unsigned
method_of(const struct img_type *t)
{
	return t->flags & TYPE_DERIVED_BY_EXTENSION ? BLOCK_EXTENSION :
	    BLOCK_RESTRICTION;
}

/* Whether the chain of bases leads from a type to another; *how collects the
 * steps, *blocked what the types between forbid. */
static bool
leads_to(const struct taxonomy *t, uint32_t type, uint32_t base,
    unsigned *how, unsigned *blocked)
{
	const struct img_type *row;
	int steps;

	for (steps = 0; type != base && steps < MAX_STEPS; steps++) {
		if ((row = taxonomy_type(t, type)) == NULL)
			return false;
		*how |= method_of(row);
		type = row->base;
		if (type != base && (row = taxonomy_type(t, type)) != NULL)
			*blocked |= row->block;
	}
	return type == base;
}

static bool
derives(const struct taxonomy *t, uint32_t type, uint32_t base,
    unsigned blocked, int depth, int *visits)
{
	const struct img_type *row = taxonomy_type(t, base);
	unsigned how = 0, between = 0;
	uint32_t i, member;

	if (row == NULL || ++*visits > MAX_VISITS)
		return false;
	if (leads_to(t, type, base, &how, &between))
		return (how & blocked) == 0;
	/* cos-st-derived-ok.2.2.4: one of a union's members does as well. */
	if (row->variety != VARIETY_UNION ||
	    row->content != CONTENT_SIMPLE || depth >= MAX_UNIONS)
		return false;
	for (i = 0; i < row->n_members && *visits <= MAX_VISITS; i++) {
		member = taxonomy_member_type(t, row->members + i);
		if (member == NONE)
			break;
		if (derives(t, type, member, blocked, depth + 1, visits))
			return true;
	}
	return false;
}

bool
taxonomy_derives(const struct taxonomy *t, uint32_t type, uint32_t base,
    unsigned blocked)
{
	int visits = 0;

	return derives(t, type, base, blocked, 0, &visits);
}

unsigned
taxonomy_blocked(const struct taxonomy *t, unsigned flags, uint32_t type)
{
	const struct img_type *row = taxonomy_type(t, type);
	unsigned blocked = row == NULL ? 0 : row->block;

	if (flags & EL_BLOCK_EXTENSION)
		blocked |= BLOCK_EXTENSION;
	if (flags & EL_BLOCK_RESTRICTION)
		blocked |= BLOCK_RESTRICTION;
	return blocked;
}

bool
taxonomy_takes_place(const struct taxonomy *t, uint32_t element,
    uint32_t head)
{
	const struct img_element *e, *h;
	unsigned how = 0, between = 0;

	if (element == head || !taxonomy_substitutes(t, element, head))
		return element == head && element != NONE;
	e = taxonomy_element(t, element);
	h = taxonomy_element(t, head);
	if (e == NULL || h == NULL || h->flags & EL_BLOCK_SUBSTITUTION)
		return false;
	/* What does not derive is the taxonomy's fault, and told there. */
	return !leads_to(t, e->type, h->type, &how, &between) ||
	    (how & (between | taxonomy_blocked(t, h->flags, h->type))) == 0;
}

bool
taxonomy_wildcard_takes(const struct taxonomy *t,
    const struct img_particle *w, struct slice ns)
{
	struct slice rest = taxonomy_text(t, w->ns), word;
	struct slice target = taxonomy_text(t, w->target);
	size_t n;

	if (rest.n == 0 || slice_is(rest, "##any"))
		return true;
	if (slice_is(rest, "##other"))	/* nor what has no namespace */
		return ns.n > 0 && !slice_eq(ns, target);
	for (rest = slice_trim(rest); rest.n > 0;
	    rest = slice_trim(slice_from(rest, n))) {
		for (n = 0; n < rest.n && !is_xml_space(rest.s[n]);)
			n++;
		word = (struct slice){ rest.s, n };
		if (slice_is(word, "##targetNamespace") ?
		    slice_eq(ns, target) : slice_is(word, "##local") ?
		    ns.n == 0 : slice_eq(ns, word))
			return true;
	}
	return false;
}
