/*
 * conformance.h: XBRL International's conformance suites: what they ask and
 * how an answer is judged.
 */
#ifndef CLI_CONFORMANCE_H
#define CLI_CONFORMANCE_H

#include "base/arena.h"
#include "base/mem.h"
#include "base/slice.h"

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

/* The namespace that a finding code's prefix stands for, "" where none. */
struct slice	suite_namespace(struct slice prefix);

#endif
