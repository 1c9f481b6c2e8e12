/*
 * output.h: findings as text for people, JSON for programs, SARIF for editors.
 */
#ifndef VALIDATE_OUTPUT_H
#define VALIDATE_OUTPUT_H

#include "base/buf.h"
#include "validate/judge.h"

struct output_options {
	enum lang lang;
	bool      color;
};

/*
 * One way of writing: begin once, join the pieces of the files, end once.  A
 * piece is made by `file` of one judged file alone, in whatever process; it is
 * text that only `join` understands.
 */
struct output {
	const char *name;		/* of --format */
	void (*begin)(struct buf *, const struct output_options *);
	void (*file)(struct buf *piece, const struct output_options *,
	    const struct judged *);
	/* *any: whether something that needs a separator stands there. */
	void (*join)(struct buf *, const struct output_options *,
	    struct slice piece, bool *any);
	void (*end)(struct buf *, const struct output_options *);
};

extern const struct output output_text, output_json, output_sarif;
/* The one of that name, or NULL. */
const struct output	*output_find(const char *name);

/*
 * A finding's sentence and what to do about it.  Concepts, dimensions, members
 * and roles are called by their label in the language, with the name behind
 * it: “Baten” (ow-i:IncomeTotal).  output_names.c.
 */
void	output_message(struct buf *, const struct judged *,
	    const struct finding *, enum lang);
void	output_help(struct buf *, const struct judged *,
	    const struct finding *, enum lang);
/* The variable of the finding's rule that a fact of it is bound to, by the fact's
 * place in the finding; SLICE_NONE where it has none. */
struct slice	output_variable(const struct finding *, uint32_t i);

/* The standard label of an element; SLICE_NONE where there is none. */
struct slice	output_label(const struct taxonomy *, uint32_t element,
		    enum lang);

/* A fact as findings show it; strings live in the arena. */
struct fact_text {
	struct slice concept, label, value, unit, period;
	uint32_t     line;
};
void	output_fact(const struct report *, uint32_t fact, enum lang,
	    struct arena *, struct fact_text *);
/* Its dimensions, "axis=member;axis=value". */
struct slice	output_dimensions(const struct report *, uint32_t fact,
		    struct arena *);

#endif
