/*
 * conformance.h: conformance suites, those of XBRL International and the W3C's
 * of XPath: what they ask and how an answer is judged.
 */
#ifndef CLI_CONFORMANCE_H
#define CLI_CONFORMANCE_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/slice.h"
#include "formula/formula.h"
#include "validate/judge.h"

/* A QName of an expected error; ns may be "" where the suite gives none. */
struct suite_error {
	struct slice ns, local;
};

enum suite_expectation {
	EXPECT_VALID, EXPECT_INVALID,	/* expected="valid|invalid" */
	EXPECT_ERRORS			/* exactly the errors listed; none: valid */
};

struct function_case;
struct qt3_case;
struct qt3_suite;

/* How often an assertion must be found satisfied and not. */
struct suite_counts {
	struct slice id;
	uint64_t satisfied, not_satisfied;
};

/* What an assertion must say of an evaluation. */
struct suite_message {
	struct slice id, lang;
	struct slice text;		/* white space collapsed */
	bool satisfied;
};

struct variation {
	const char *testcase;		/* path of the document */
	const char *id;
	const char *name;
	VEC(const char *) start;	/* readMeFirst files, as paths */
	VEC(struct suite_error) errors;
	enum suite_expectation expect;
	const char *output;		/* expected facts (out/), or NULL */
	const char *instance;		/* the report that formulas must make,
					 * or NULL */
	VEC(struct suite_counts) counts;
	VEC(struct suite_message) messages;
	VEC(struct formula_given) given;	/* parameters */
	const char *slip;		/* why it is skipped, or NULL */
	const char *utr;		/* its units registry, or NULL */
	bool names_utr;			/* it knows the errors of units */
	const char *catalog;		/* catalog.json in force, or NULL */
	bool filing;			/* of the Dutch filing rules */
	const struct qt3_case *qt3;	/* of the QT3 suite: the case, or NULL */
	/* Of the function registry: the case, or NULL. */
	const struct function_case *function;
};

struct suite {
	struct arena *arena;		/* everything here lives in it */
	VEC(struct variation) variations;
	VEC(const char *) troubles;	/* documents that could not be read */
	/* Of the QT3 suite (conformance_qt3.h): */
	struct qt3_suite *qt3;		/* the catalog used last, or NULL */
	size_t left_out;		/* cases for other languages */
	size_t absent;			/* test sets that are not there */
};

/*
 * Reads an index, a testcase document, or a folder (every testcase document
 * below it, in byte order; where it has a catalog of the QT3 suite, what that
 * lists).  0, or -1 with *why.
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
/*
 * The catalog.json of each variation from `first` on, which were read from
 * `path`: the one in the nearest folder at or above the testcase's, no higher
 * than the folder that was asked for (conformance_start.c).
 */
void	suite_catalogs(struct suite *, size_t first, const char *path);
/*
 * Marks the variations from `first` on, of one testcase document with this
 * name, as ones about the Dutch filing rules: where the name is a rule's, or
 * some expected code is (conformance_filing.c).
 */
void	suite_mark_filing(struct suite *, size_t first, struct slice name);
/* Whether a code is one of those rules: all that such a variation asks of. */
bool	suite_is_filing_code(struct slice code);
/*
 * Judges a starting point: the file; of an archive each report in it, as if
 * it were unpacked beside it.  All findings go to the sink, and to `each` what
 * was judged.  NULL, or why it could not be done.
 */
const char *suite_judge(const char *start,
	    const struct judge_options *, struct findings *, struct arena *,
	    void (*each)(const struct judged *, void *ctx), void *ctx);

/* A child of a variation's data or result that is about formulas; false where it
 * is another (conformance_formula.c). */
bool	suite_read_formula(struct suite *, struct variation *, xmlNode *);
/* The code that an element holds. */
struct suite_error suite_read_error(struct suite *, const xmlNode *);
void	variation_free(struct variation *);
/* The path of a name beside the file that has it; a URI's escapes are undone where
 * there is no file with them. */
const char *suite_beside(struct arena *, const char *file, struct slice name);
/* White space as one space, none at the ends. */
struct slice	suite_collapse(struct slice, struct arena *);

/* --- codes (conformance_codes.c) --- */

/* What a finding is in a suite's terms: the QName of its code. */
struct suite_error	suite_error_of(const struct finding *);
bool	suite_has_error(const struct suite_error *, size_t n,
	    const struct suite_error *);
bool	suite_same_errors(const struct suite_error *, size_t,
	    const struct suite_error *, size_t);

#endif
