/*
 * finding.h: what is found to be wrong, and where.
 *
 * A finding is a code, a place, named arguments and the facts concerned; its
 * sentences come from the catalogue in base/messages/, in Dutch and English.
 * "We failed" is a return code and never a finding; "the report is wrong" is
 * a finding and never a return code.  All strings are copied; everything
 * lives as long as the struct findings.
 */
#ifndef BASE_FINDING_H
#define BASE_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/codes.h"		/* enum finding_code, made from messages/ */
#include "base/slice.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };
enum lang { LANG_NL, LANG_EN };

struct place {
	const char *file;	/* path or URI; NULL: the whole submission */
	uint32_t    line;	/* from 1; 0: unknown */
	uint32_t    column;	/* from 1; 0: unknown */
	uint64_t    offset;	/* bytes from the start of the file */
	uint64_t    length;
};

#define FINDING_MAX_ARGS	8
#define FINDING_MAX_FACTS	16	/* more are counted, not named */
#define FINDINGS_MAX		100000	/* more are counted, not kept */

struct finding_rule;

struct finding_arg {
	const char  *name;	/* as in the catalogue: {name} */
	struct slice value;
};

struct finding {
	enum finding_code  code;
	enum severity      severity;	/* the catalogue's, unless changed */
	struct place       place;
	struct finding_arg args[FINDING_MAX_ARGS];
	uint32_t           n_args;
	uint32_t           facts[FINDING_MAX_FACTS];	/* rows of the report */
	uint32_t           n_facts;	/* may exceed FINDING_MAX_FACTS */
	uint32_t           seq;		/* order of discovery */
	struct findings   *owner;
	/* Of a rule of a taxonomy: what it says and how it came to that
	 * (finding_rule.h); else NULL. */
	struct finding_rule *rule;
};

struct findings;

/* One row of the catalogue. */
struct message {
	const char   *code;		/* "xbrl.4.7.2:PeriodOrder" */
	const char   *key;		/* the code, and "#Variant" where one code
					 * has several sentences */
	enum severity severity;
	const char   *source;		/* "XBRL 2.1, 4.7.2" */
	const char   *text[2];		/* by enum lang, with {name}s */
	const char   *help[2];		/* what to do about it */
};

struct findings	*findings_new(void);
void		 findings_free(struct findings *);	/* NULL is fine */

/* A new finding; the pointer stays good. Past FINDINGS_MAX a scratch one. */
struct finding	*finding_add(struct findings *, enum finding_code,
		    struct place);
/* Sets {name}; the value is cut at 200 characters, whole ones. */
void		 finding_arg(struct finding *, const char *name,
		    struct slice value);
void		 finding_argf(struct finding *, const char *name,
		    const char *fmt, ...)
		    __attribute__((format(printf, 3, 4)));
void		 finding_fact(struct finding *, uint32_t fact);

/* The code as people and programs get it: the catalogue's, or that of the rule
 * itself. */
struct slice	 finding_code(const struct finding *);

/* Copies all findings of `from`, facts left out. */
void		 findings_append(struct findings *to,
		    const struct findings *from);

uint32_t	 findings_count(const struct findings *);
/* How many were dropped past FINDINGS_MAX. */
uint64_t	 findings_dropped(const struct findings *);
uint32_t	 findings_errors(const struct findings *);
uint32_t	 findings_warnings(const struct findings *);
const struct finding *findings_get(const struct findings *, uint32_t i);
/* Into document order: file, offset, line, code, then discovery. Files keep
 * the order in which they were first named. */
void		 findings_sort(struct findings *);

const struct message *message_of(enum finding_code);
/* The row with this key; FINDING_CODES if none.  Keys are how findings
 * travel: the numbers of the enum change from build to build. */
enum finding_code code_of(struct slice key);
/* The sentence, {name}s filled in; a {name} without a value prints "?".  A rule
 * of a taxonomy that has a sentence of its own: that. */
void		 finding_text(struct buf *, const struct finding *, enum lang);
void		 finding_help(struct buf *, const struct finding *, enum lang);

/*
 * What a sentence calls the thing that an argument's value names: `write` adds
 * that and returns true, or adds nothing and returns false: then the value
 * stands as it is.
 */
struct finding_names {
	bool (*write)(struct buf *, const struct finding *,
	    const struct finding_arg *, enum lang, const void *ctx);
	const void *ctx;
};
/* The same two with names; NULL is none. */
void		 finding_text_named(struct buf *, const struct finding *,
		    enum lang, const struct finding_names *);
void		 finding_help_named(struct buf *, const struct finding *,
		    enum lang, const struct finding_names *);
const char	*severity_name(enum severity);	/* "error", "warning", "note" */

#endif
