/*
 * announced.h: which roles and arcroles a report announces, by its roleRefs
 * and arcroleRefs (XBRL 2.1, 4.4, 4.5, 3.5.2.4, 3.5.2.5).
 */
#ifndef VALIDATE_ANNOUNCED_H
#define VALIDATE_ANNOUNCED_H

#include "base/hash.h"
#include "ingest/report.h"

struct announced {
	const struct report *report;
	struct table rows;	/* by kind and URI: the first reference */
};

/* Indexes the references of a report, which must outlive the answer; freed
 * with announced_free. */
struct announced announced_new(const struct report *);
void announced_free(struct announced *);

/* The first reference of that kind (REF_ROLE or REF_ARCROLE) and URI, a row of
 * report->references; NONE where there is none. */
uint32_t announced_first(const struct announced *, enum ref_kind,
    struct slice uri);

#endif
