/* filter_local.h: what the files of the filters share. */
#ifndef FORMULA_FILTER_LOCAL_H
#define FORMULA_FILTER_LOCAL_H

#include "base/date.h"
#include "base/regex.h"
#include "formula/expression.h"
#include "formula/filter.h"

/* What a filter looks for, found of its expressions and names. */
struct prepared {
	uint32_t    *names;		/* rows of the report's names, rising */
	uint32_t     n_names;
	uint32_t     row;		/* of an attribute's name, a type, a
					 * head: rows of the taxonomy */
	uint32_t     dimension;		/* report's name, or NONE */
	uint32_t     element;		/* of the dimension */
	bool         absent_passes;	/* what is not reported is the default */
	struct slice text, second;
	struct moment moment;
	bool         nothing;		/* an expression gave nothing */
	int64_t      minimum;
	struct regex *regex;
	struct xp_seq value;
};

/* A filter and a fact. */
struct ask {
	struct formula_run      *run;
	const struct evaluation *e;
	const struct img_filter *f;
	uint32_t                 filter;	/* its row */
	const struct prepared   *p;
	uint32_t                 fact;
	const struct fact       *x;
	const struct context    *c;	/* NULL: it has none */
};

/* What a kind of filter is. */
enum domain { BY_NOTHING, BY_CONCEPT, BY_CONTEXT, BY_UNIT, BY_FACT };
struct filter_form {
	/* By what its verdicts are kept; BY_NOTHING: judging is as fast. */
	enum domain domain;
	/* Finds what it looks for; the fact is the focus of expressions.  NULL:
	 * nothing.  0; -1 reported. */
	int (*prepare)(const struct ask *, struct prepared *);
	int (*passes)(const struct ask *);	/* 1, 0; -1 reported */
	bool needs_context;		/* facts without one do not pass */
};
extern const struct filter_form filter_forms[FILTER_KINDS];

/* --- expressions of a filter: the focus is the fact --- */

int	ask_atom(const struct ask *, uint32_t expression, struct xp_item *);
/* A text; 1, 0, -1. */
int	ask_text(const struct ask *, uint32_t expression, struct slice *);
/* The QName of an item: rows of the names that the taxonomy and the report have
 * of it, or NONE.  1; 0: an expression gives nothing; -1. */
struct item_name { uint32_t taxonomy, report; };
int	ask_item(const struct ask *, const struct img_filter_item *,
	    struct item_name *);
/* Those of an item whose expression may give a sequence, of which any will do;
 * in the arena of the run. 0; -1. */
int	ask_items(const struct ask *, const struct img_filter_item *,
	    struct item_name **, uint32_t *n);
struct item_name ask_qname(const struct ask *, struct slice ns,
		    struct slice local);
/* Reports an error and returns -1. */
int	ask_failed(const struct ask *, uint32_t expression,
	    const struct xp_error *);
int	ask_fail(const struct ask *, const char *ns, const char *code,
	    const char *message);
/* Whether a test is true of a node (its row in the report's tree). */
int	ask_truth(const struct ask *, uint32_t expression, uint32_t node);
/* Names as prepared: sorts them. */
void	prepared_names(const struct ask *, struct prepared *,
	    uint32_t *names, uint32_t n);
bool	prepared_has(const struct prepared *, uint32_t name);
/* What a name of the filter is bound to; NULL where it is nothing yet. */
const struct bound *ask_bound(const struct ask *, uint32_t name);

/* filter_dimension.c, filter_relation.c, filter_match.c, filter_context.c */
int	prepare_explicit(const struct ask *, struct prepared *);
int	prepare_typed(const struct ask *, struct prepared *);
int	passes_explicit(const struct ask *);
int	passes_typed(const struct ask *);
int	prepare_relation(const struct ask *, struct prepared *);
int	passes_names(const struct ask *);
int	passes_match(const struct ask *);
int	passes_relative(const struct ask *);
int	passes_sibling(const struct ask *);
int	passes_location(const struct ask *);
int	passes_instant_duration(const struct ask *);
int	prepare_period(const struct ask *, struct prepared *);
int	passes_period_test(const struct ask *);
int	passes_period(const struct ask *);
int	passes_forever(const struct ask *);
int	passes_entity_test(const struct ask *);
int	prepare_entity(const struct ask *, struct prepared *);
int	passes_entity(const struct ask *);
int	passes_occ(const struct ask *);

#endif
