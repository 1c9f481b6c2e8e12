/*
 * filing_check.h: is what is brought along as the rows of a filing, one after the
 * other, what can be filed?  What the tables' own checks and foreign keys say
 * is said here once more, for who stores has those off (store/sqlite.c);
 * private to store/.
 */
#ifndef STORE_FILING_CHECK_H
#define STORE_FILING_CHECK_H

#include "store/driver.h"

/* Columns of a finding_fact. */
enum { LINK_FACT = 3, LINK_CONCEPT = 5 };

struct filing_check {
	const struct store_filing *f;
	struct {
		int64_t *v;
		size_t   n, cap;
	} tuples;			/* their ordinals, ascending */
	uint32_t *facts;		/* concept by ordinal; 0: no such fact */
	uint64_t  n_ordinals;
};

void	filing_check_begin(struct filing_check *, const struct store_filing *);
/* Whether the next row of a table can be filed: all its columns, of which
 * concepts are numbers of the filing.  Tables come in the order of writing,
 * facts in any order, other rows in theirs. */
bool	filing_check_row(struct filing_check *, enum store_table,
	    const struct store_value *);
/* The filing's number of the concept of a fact that was there. */
uint32_t filing_check_concept(const struct filing_check *, int64_t ordinal);
void	filing_check_end(struct filing_check *);

#endif
