/*
 * conformance.h: XBRL International's conformance suites: what they ask and
 * how an answer is judged.
 */
#ifndef CLI_CONFORMANCE_H
#define CLI_CONFORMANCE_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/slice.h"
#include "validate/validate.h"

/* A QName of an expected error; ns may be "" where the suite gives none. */
struct suite_error {
	struct slice ns, local;
};

enum suite_expectation {
	EXPECT_VALID, EXPECT_INVALID,	/* expected="valid|invalid" */
	EXPECT_ERRORS			/* exactly the errors listed; none: valid */
};

struct variation {
	const char *testcase;		/* path of the document */
	const char *id;
	const char *name;
	VEC(const char *) start;	/* readMeFirst files, as paths */
	VEC(struct suite_error) errors;
	enum suite_expectation expect;
	const char *output;		/* expected facts (out/), or NULL */
	const char *slip;		/* why it is skipped, or NULL */
	const char *utr;		/* its units registry, or NULL */
	bool names_utr;			/* it knows the errors of units */
};

struct suite {
	struct arena *arena;		/* everything here lives in it */
	VEC(struct variation) variations;
	VEC(const char *) catalogs;	/* catalog.json files met */
	VEC(const char *) troubles;	/* documents that could not be read */
};

/*
 * Reads an index, a testcase document, or a folder (every testcase document
 * below it, in byte order; a catalog.json in it is noted).  0, or -1 with *why.
 */
int	suite_read(struct suite *, const char *path, const char **why);
void	suite_free(struct suite *);

/*
 * Marks the variations that a slips file names: lines of
 * testcase TAB id TAB reason, # for comments; the testcase is matched at the
 * end of the path.
 */
int	suite_slips(struct suite *, const char *path, const char **why);

/*
 * Finds the units registries that the suite brings along, for the variations
 * from `first` on, which were read from `path` (conformance_utr.c).
 */
void	suite_registries(struct suite *, size_t first, const char *path);
/* Whether the codes of the units registry have a prefix at this element. */
bool	suite_names_utr(xmlNode *variation);
/*
 * Sets the registry for a variation: the suite's own; the one built in where
 * the suite knows its codes; none otherwise, for what another specification's
 * suite calls valid says nothing of units.  The registry to be freed (or
 * NULL); *why is set where the suite's own cannot be used.
 */
struct utr *suite_utr(const struct variation *, struct validate_options *,
	    struct arena *, const char **why);

/* The namespace that a finding code's prefix stands for, "" where none. */
struct slice	suite_namespace(struct slice prefix);

#endif
