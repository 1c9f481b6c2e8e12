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
	(void)taxonomy_find_role(t, SLICE("x"));
	(void)taxonomy_find_arcrole(t, SLICE("x"));
	(void)taxonomy_next_network(t, NONE, SLICE("x"), SLICE_NONE);
	findings_free(fs);
}

#endif
