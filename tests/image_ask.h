/*
 * image_ask.h: for tests of images that are not as they were written: makes
 * their checksums right, so that what is behind them is reached, and asks
 * every question.
 */
#ifndef TESTS_IMAGE_ASK_H
#define TESTS_IMAGE_ASK_H

#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "taxonomy/formula.h"
#include "taxonomy/simple_type.h"
#include "taxonomy/taxonomy.h"

/* Makes the checksums right. */
static inline void
image_mend(char *bytes, size_t n)
{
	struct img_header *h = (struct img_header *)(void *)bytes;
	struct img_section *s = (struct img_section *)(void *)(h + 1);
	size_t i;

	if (n < sizeof(*h) + sizeof(*s) * SECTIONS)
		return;
	h->size = n;
	for (i = 0; i < SECTIONS; i++)
		if (s[i].offset <= n && s[i].row_size > 0 &&
		    s[i].count <= (n - s[i].offset) / s[i].row_size)
			s[i].checksum = hash_bytes(bytes + s[i].offset,
			    s[i].count * s[i].row_size, HASH_FIXED);
	h->checksum = hash_bytes(s, sizeof(*s) * SECTIONS, HASH_FIXED);
}

/* The same of formulas. */
static inline void
image_ask_formulas(const struct taxonomy *t, struct arena *a)
{
	uint32_t i, first, count, n = taxonomy_count(t, SEC_EXPRESSIONS);
	const struct img_expression *e;
	const struct img_variable_set *s;
	uint16_t libraries;
	const struct xp_library *const *l =
	    formula_xp_libraries(t, a, &libraries);
	struct xp_expr x;

	for (i = 0; i < n && i < 1000; i++) {
		e = formula_expression(t, i);
		(void)formula_text(t, e->source);
		(void)formula_list(t, e->names);
		(void)formula_namespace(t, i, SLICE("a"));
		if (formula_open(t, i, &x))
			(void)xp_open_calls(&x, l, libraries);
	}
	for (i = 0; (s = formula_set(t, i)) != NULL && i < 1000; i++) {
		(void)formula_resolve(t, s, i, &first);
		formula_woken(t, i, &first, &count);
		(void)formula_list(t, first);
	}
	n = taxonomy_count(t, SEC_ASSERTIONS);
	for (i = 0; i < n && i < 1000; i++)
		(void)formula_assertion_id(t, formula_assertion(t, i));
	n = taxonomy_count(t, SEC_FUNCTIONS);
	for (i = 0; i < n && i < 1000; i++)
		(void)formula_function_of_call(t, (uint16_t)i, (uint16_t)i);
	(void)formula_equality_of(t, n);
	formula_woken(t, NONE, &first, &count);
}

/* Every question, with every number that stands in the image. */
static inline void
image_ask(const struct taxonomy *t, struct arena *a)
{
	uint32_t i, first, count, n = taxonomy_count(t, SEC_ELEMENTS);
	struct findings *fs = findings_new();

	taxonomy_findings(t, fs);
	for (i = 0; i < n && i < 1000; i++) {
		struct slice ns = taxonomy_element_ns(t, i);

		(void)taxonomy_find_element(t, ns,
		    taxonomy_element_local(t, i));
		(void)taxonomy_element_qname(t, i, a);
		(void)taxonomy_is_numeric(t, taxonomy_element(t, i));
		(void)taxonomy_substitutes(t, i, 0);
		(void)taxonomy_takes_place(t, i, i / 2);
		(void)taxonomy_label(t, NODE(NODE_ELEMENT, i),
		    SLICE(ROLE_LABEL), SLICE("nl"));
		(void)taxonomy_default_member(t, i);
		(void)taxonomy_domain_has(t, i, i);
		(void)taxonomy_enumerated(t, i);
		for (first = NONE, count = 0; count < 1000 && (first =
		    taxonomy_next_member(t, i, first)) != NONE; count++)
			(void)taxonomy_element_ns(t, first);
		taxonomy_primaries(t, i, &first, &count);
		taxonomy_from(t, i % 16, NODE(NODE_ELEMENT, i), &first,
		    &count);
		taxonomy_to(t, i % 16, NODE(NODE_ELEMENT, i), &first, &count);
	}
	(void)taxonomy_is_whole(t);
	(void)taxonomy_find_uri(t, SLICE("x#y"));
	n = taxonomy_count(t, SEC_TYPES);
	for (i = 0; i < n && i < 1000; i++) {
		(void)simple_type_holds(t, i);
		(void)taxonomy_derives(t, i, i / 2, BLOCK_EXTENSION);
	}
	n = taxonomy_count(t, SEC_PARTICLES);
	for (i = 0; i < n && i < 1000; i++)
		(void)taxonomy_wildcard_takes(t, taxonomy_particle(t, i),
		    SLICE("x"));
	image_ask_formulas(t, a);
	(void)taxonomy_find_role(t, SLICE("x"));
	(void)taxonomy_find_arcrole(t, SLICE("x"));
	(void)taxonomy_next_network(t, NONE, SLICE("x"), SLICE_NONE);
	findings_free(fs);
}

#endif
