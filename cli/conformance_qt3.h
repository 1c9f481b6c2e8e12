/*
 * conformance_qt3.h: the W3C's test suite of XPath and XQuery (QT3, "FOTS"):
 * a catalog of test sets, each with test cases: an expression, the environment
 * that it is evaluated in, and assertions about the result.
 *
 * Only cases that apply to XPath 2.0 become variations of the suite
 * (conformance.h); one that needs a feature which is not here is a variation
 * that is skipped, with that feature as its reason.  Everything that is read
 * lives in the suite's arena.
 */
#ifndef CLI_CONFORMANCE_QT3_H
#define CLI_CONFORMANCE_QT3_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/slice.h"

#define NS_QT3	"http://www.w3.org/2010/09/qt-fots-catalog"

struct suite;

/* --- environments --- */

/* A document of an environment: the context item, the value of a variable, or
 * what a URI leads to. */
struct qt3_source {
	struct qt3_source *next;
	const char  *path;
	struct slice uri;		/* absolute; SLICE_NONE: its file's */
	struct slice variable;		/* SLICE_NONE: not a variable's */
	bool         context;
};

struct qt3_collection {
	struct qt3_collection *next;
	struct slice uri;		/* absolute; "" for the default one */
	struct qt3_source *sources;
};

struct qt3_param {			/* a variable by an expression */
	struct qt3_param *next;
	struct slice ns, local;
	struct slice select;
};

struct qt3_namespace {
	struct qt3_namespace *next;
	struct slice prefix, uri;
};

struct qt3_environment {
	struct qt3_environment *next;
	struct slice name;
	struct qt3_source     *sources;
	struct qt3_collection *collections;
	struct qt3_param      *params;
	struct qt3_namespace  *namespaces;
	struct slice context;		/* an expression, or SLICE_NONE */
	struct slice base;		/* static base URI: SLICE_NONE, none */
	bool         has_base;		/* `base` counts, not the test set's */
	struct slice collation;		/* the default one, or SLICE_NONE */
	const char  *needs;		/* a feature that is not here, or NULL */
};

/* --- results --- */

enum qt3_kind {
	QT3_ALL_OF, QT3_ANY_OF, QT3_NOT,
	QT3_ASSERT, QT3_EQ, QT3_COUNT, QT3_DEEP_EQ, QT3_PERMUTATION, QT3_XML,
	QT3_EMPTY, QT3_TYPE, QT3_TRUE, QT3_FALSE, QT3_STRING_VALUE, QT3_ERROR,
	QT3_SERIALIZATION_ERROR, QT3_SERIALIZATION_MATCHES,
	QT3_N
};

struct qt3_assertion {
	struct qt3_assertion *next;	/* the next in its group */
	struct qt3_assertion *kids;	/* of the first three kinds */
	enum qt3_kind kind;
	struct slice  text;		/* its content; of errors the code */
	const char   *file;		/* where the text is instead, or NULL */
	bool          normalize;	/* normalize-space="true" */
};

struct qt3_case {
	struct slice test;		/* the expression */
	const struct qt3_environment *environment;	/* or NULL: empty */
	struct slice base;		/* URI of the test set */
	const struct qt3_assertion *result;
	const char  *root;		/* folder below which files are read */
	const char  *needs;		/* a feature that is not here, or NULL */
};

/* --- conformance_qt3.c: reading --- */

/* Whether a document is one of the suite's: a catalog or a test set. */
bool	qt3_is_root(const xmlNode *);
/* The catalog of a folder, in the arena: a path; NULL where it has none. */
const char *qt3_catalog(const char *folder, struct arena *);
/* Whether bytes begin as a test set does: cheap, and sometimes wrongly yes. */
bool	qt3_looks_like(struct slice bytes);
/* Reads a catalog with all its test sets, or one test set.  0, or -1 with
 * *why. */
int	qt3_read(struct suite *, xmlNode *root, const char *path,
	    const char **why);

/* --- conformance_qt3_environment.c --- */

/* An environment element in a document at `path`; sources are files beside
 * it. */
struct qt3_environment *qt3_environment(xmlNode *, const char *path,
	    struct arena *);
/* The assertions of a result element; NULL where one is unknown, or they are
 * nested too deeply. */
struct qt3_assertion *qt3_result(xmlNode *, const char *path, struct arena *);

/* Whether there is an assertion of a kind in these. */
bool	qt3_asks(const struct qt3_assertion *, enum qt3_kind);

/* --- conformance_qt3_needs.c --- */

/* Whether "XP20 XQ10+" and so on holds for XPath 2.0. */
bool	qt3_is_for_us(struct slice versions);
/* The feature that is missing where dependency `type` (not "spec") must have
 * `value`, or must not have it; NULL where nothing is. */
const char *qt3_needs(struct slice type, struct slice value, bool satisfied,
	    struct arena *);

/* --- conformance_qt3_run.c: evaluating --- */

struct qt3_cache;

/* Documents that were read, kept from case to case. */
struct qt3_cache *qt3_cache_new(void);
void	qt3_cache_free(struct qt3_cache *);	/* NULL is fine */
/*
 * Evaluates a case and judges the result: true where it passes.  What came out
 * goes to `actual`, what is to be said about it to `reason`.
 */
bool	qt3_run(const struct qt3_case *, struct qt3_cache *,
	    struct buf *actual, struct buf *reason);

/* --- conformance_qt3_print.c --- */

/* An assertion in one line: "error XPST0003 or assert-eq 3". */
void	qt3_expected(struct buf *, const struct qt3_assertion *);
const char *qt3_kind_name(enum qt3_kind);
/* After the variations: how many were not run and why, and how many are for
 * other languages.  Nothing where none is of this suite. */
void	qt3_summary(struct buf *, const struct suite *, bool json);

#endif
