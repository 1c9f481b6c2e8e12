/*
 * statement.h: the statements of a filing: what its taxonomy presents, as
 * sheets of rows, columns and figures.
 *
 * The presentation networks give the rows (parent-child arcs in their order),
 * the facts give the columns.  Which layout a sheet has depends on
 * how many sets of dimension values its facts have:
 *
 *	LAYOUT_COLUMNS	few: a row a concept, a column a set and period
 *	LAYOUT_MEMBERS	many, of few concepts: a row a set and period, a
 *			column a concept (a schedule: plants, officers)
 *	LAYOUT_NESTED	many, of many concepts: under each concept a row a
 *			set, a column a period
 *	LAYOUT_LIST	very many periods too: a row a fact
 *
 * No fact is lost: what no network presents stands on a last sheet, a list
 * without a title.
 */
#ifndef REPORT_STATEMENT_H
#define REPORT_STATEMENT_H

#include "base/buf.h"
#include "report/choice.h"
#include "report/filed.h"
#include "report/label.h"

struct statement_options {
	enum lang lang;
	bool consolidated;	/* consolidated figures before separate ones */
};

enum layout { LAYOUT_COLUMNS, LAYOUT_MEMBERS, LAYOUT_NESTED, LAYOUT_LIST };

/* A period as columns know it. */
struct span_of_time {
	enum filed_period kind;
	struct slice start, end;	/* days, as in struct filed_fact */
	int64_t from, to;		/* seconds; an instant's are the same */
};

struct sheet_column {
	uint32_t set;		/* row of filed->sets; NONE: rows say */
	uint32_t period;	/* row of periods; NONE: rows say */
	uint32_t element;	/* LAYOUT_MEMBERS: the concept; else NONE */
	struct label label;	/* of the concept */
};

#define ROW_ABSTRACT	1	/* a heading */
#define ROW_TOTAL	2
#define ROW_MONETARY	4
#define ROW_NUMERIC	8
#define ROW_NEGATED	16	/* shown with the sign turned */
#define ROW_START	32	/* an instant at the start of the period */
#define ROW_END		64

struct sheet_row {
	uint32_t element;	/* NONE: a row of members, or not declared */
	uint32_t fact;		/* LAYOUT_LIST: the fact */
	uint32_t set, period;	/* NONE: columns say */
	uint32_t depth;
	uint32_t flags;		/* ROW_… */
	struct label label;
	struct slice role;	/* of the label; "" standard */
};

/* A fact at its place. */
struct figure {
	uint32_t row, column, fact;
};

struct sheet {
	enum layout layout;
	struct slice role;
	struct label title;
	struct slice unit;	/* of most of its figures; s == NULL: none */
	bool mixed;		/* others have another unit */
	struct slice decimals;	/* of all figures in that unit; s == NULL: they
				 * differ */
	uint32_t period;	/* of all its rows, where these would say it;
				 * else NONE */
	VEC(struct sheet_column) columns;
	VEC(struct sheet_row)    rows;
	VEC(struct figure)       figures;	/* by row, column, fact */
};

struct statements {
	struct arena *arena;
	const struct filed *filed;		/* borrowed */
	const struct taxonomy *taxonomy;	/* borrowed; may be NULL */
	struct statement_options options;
	VEC(struct span_of_time) periods;
	VEC(struct sheet) sheets;
	uint32_t *element_of;	/* by fact: taxonomy element, or NONE */
	uint32_t *period_of;	/* by fact: row of periods, or NONE */
	const struct label **shown;	/* by fact: what the row that shows it
				 * first calls its concept, or NULL */
	struct choices *choices;	/* what enumerations say */
	bool cut;		/* the networks were too large to be shown whole */
};

/* The statements of a filing; both are borrowed until statements_free. The
 * taxonomy may be NULL: then all facts stand on the last sheet. */
struct statements *statements_new(const struct filed *,
		    const struct taxonomy *, const struct statement_options *);
void		 statements_free(struct statements *);	/* NULL is fine */

/* A fact's value as people read it; `row` may be NULL. */
void	statement_value(struct buf *, const struct statements *,
	    uint32_t fact, const struct sheet_row *row);
/* Whether a fact's concept is numeric. */
bool	statement_is_numeric(const struct statements *, uint32_t fact);

/* A finding's sentence with the labels of its concepts for their names, as the
 * rows have them, and its amounts in the page's notation. */
void	statement_message(struct buf *, const struct statements *,
	    const struct filed_finding *);
/* The statement document (docs/statement.xsd). */
void	statement_xml(const struct statements *, struct buf *);
/*
 * The rows as CSV (RFC 4180) with a header: a line for each figure, and for
 * each heading, in the order of the page:
 * statement,depth,kind,concept,label,start,end,dimensions,unit,value,decimals,
 * line,offset,length
 */
void	statement_csv(const struct statements *, struct buf *);

#endif
