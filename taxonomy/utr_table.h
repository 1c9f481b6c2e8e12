/*
 * utr_table.h: what the parts of the units registry share: the rows that
 * taxonomy/utr/embed.awk makes, and a registry made of rows.  Ask through
 * utr.h.
 */
#ifndef TAXONOMY_UTR_TABLE_H
#define TAXONOMY_UTR_TABLE_H

#include "taxonomy/utr.h"

#define HIDDEN_UTR	__attribute__((visibility("hidden")))

extern const struct utr_unit utr_units[] HIDDEN_UTR;
extern const size_t utr_unit_count HIDDEN_UTR;

/* A registry of these rows; owns the arena they live in (NULL: none). */
struct utr *utr_of(const struct utr_unit *, size_t n, struct arena *);

#endif
