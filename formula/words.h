/*
 * words.h: an expression as people read it: “Baten” = “Rijksbijdragen” + som van
 * “Overige baten”.  Variables are called what the caller calls them, numbers and
 * dates stand as the language writes them, functions that need no explaining
 * have words, others their name.
 */
#ifndef FORMULA_WORDS_H
#define FORMULA_WORDS_H

#include "base/finding.h"
#include "xpath/xpath.h"

struct words {
	const struct xp_expr *e;
	const struct xp_library *const *libraries;	/* for names */
	uint16_t n_libraries;
	enum lang lang;
	/* Writes what an outer variable is called, by slot; `bare`: nothing is
	 * to be said of whether it is there. */
	void (*variable)(void *ctx, struct buf *, uint32_t slot, bool bare);
	/* The same of a name, by its namespace; false, and nothing written: the
	 * name stands as it is.  NULL: every name does. */
	bool (*name)(void *ctx, struct buf *, struct slice ns,
	    struct slice local);
	void *ctx;
	const char *context;	/* what "." is called; NULL: "." */
};

/* The words of an operation and what is below it; past WORDS_MAX bytes an
 * ellipsis. */
#define WORDS_MAX	((size_t)1000)
void	words_write(const struct words *, uint32_t op, struct buf *);

/*
 * Functions that taxonomies of several supervisors share (Eurofiling): arithmetic
 * with margins, which is said as the arithmetic that it is, and implication.
 */
#define NS_INTERVAL \
	"http://www.eurofiling.info/xbrl/func/interval-arithmetics"
#define NS_EXTRA	"http://www.eurofiling.info/xbrl/func/extra-functions"

/* Whether an operation calls that function of fn:. */
bool	words_is_call(const struct xp_expr *, uint32_t op, const char *local);
/* The operation itself, out of brackets around it alone. */
uint32_t words_bare(const struct xp_expr *, uint32_t op);
/* "=", "≤" … of an enum xp_compare. */
const char *words_sign(enum xp_compare);

/* An atomic item as the language writes it: numbers, dates, true and false;
 * texts in quotation marks. */
void	words_item(struct buf *, const struct xp_dynamic *, struct xp_item,
	    enum lang, struct arena *);

#endif
