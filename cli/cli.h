/*
 * cli.h: what the commands share: the global options, the options of a
 * command, and where the taxonomies come from.  The command is thin:
 * arguments in, calls down, text out; only it knows about standard output.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/finding.h"
#include "base/mem.h"
#include "taxonomy/resolver.h"
#include "validate/judge.h"

/* The exit statuses that others script against. */
enum { EXIT_OK = 0, EXIT_FINDINGS = 1, EXIT_UNDONE = 2 };

struct cli {
	struct arena *arena;		/* lives as long as the program */
	enum lang     lang;
	bool          quiet;
	bool          color;
	const char   *command;		/* its name, for messages */
	struct resolver *resolver;	/* NULL until the first taxonomy option */
	struct taxonomy_options taxonomy;
	bool          no_library;	/* the user's packages are not looked at */
	char        **args;		/* what is left after the options */
	int           n_args;
};

/* How an option's argument is kept. */
enum option_kind {
	OPT_FLAG,			/* bool */
	OPT_TEXT,			/* const char * */
	OPT_LIST,			/* struct option_list: each one given */
	OPT_NUMBER,			/* int, 1 … 1,000,000 */
	OPT_CHOICE			/* int: the index in choices */
};

/* The arguments of an option that may be given many times; borrowed. */
struct option_list {
	VEC(const char *) given;
};

struct option_spec {
	const char *name;		/* "format", without the dashes */
	char        letter;		/* 'o', or 0 */
	enum option_kind kind;
	void       *value;		/* where it goes */
	const char *choices;		/* OPT_CHOICE: "text|json|sarif" */
};

struct command {
	const char *name;
	const char *usage;		/* after the name: "FILE… [--format …]" */
	const char *summary[2];		/* one line, by enum lang */
	const char *help[2];		/* the rest of --help */
	int       (*run)(struct cli *, int argc, char **argv);
};

extern const struct command cmd_conformance, cmd_facts, cmd_ingest,
    cmd_report, cmd_rules, cmd_store, cmd_taxonomy, cmd_validate, cmd_xpath;

/*
 * Reads the options of a command: those in `specs` (ended by a NULL name),
 * the taxonomy options where `with_taxonomy`, and the global ones, which may
 * stand anywhere.  -1 after saying what is wrong on standard error; 1 where
 * --help was asked for and printed; 0 otherwise, with cli->args set.
 */
int	cli_options(struct cli *, const struct command *,
	    const struct option_spec *specs, bool with_taxonomy, int argc,
	    char **argv);

/* One sentence on standard error: "rekenschap validate: …". Returns 2. */
int	cli_fail(const struct cli *, const char *nl, const char *en, ...)
	    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));
/* A reason that a floor below gave, in the user's language: a string of the
 * arena. */
const char *cli_why(const struct cli *, const char *why);
/* "rekenschap validate: AT: why", or without "AT: " where that is NULL.
 * Returns 2. */
int	cli_fail_at(const struct cli *, const char *at, const char *why);
/* Progress and diagnostics: nothing where --quiet. */
void	cli_say(const struct cli *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* Opens a package for a resolver and says on standard error what is wrong with
 * it; *errors gets how many errors. 0, or -1 where it is no use. */
int	cli_package(const struct cli *, struct resolver *, const char *path,
	    uint32_t *errors);
/* Opens the catalogs and packages; makes cli->resolver. -1 after the reason. */
int	cli_resolver(struct cli *);
/* Writes to standard output; 2 where that fails (a full disk), 0 otherwise. */
int	cli_write(const struct cli *, struct buf *);
/* The URI of an entry point given as a URI or a path. */
struct slice	cli_entry_point(const struct cli *, const char *arg);
/*
 * --filing-rules (the index of the word in CLI_FILING_RULES) and --today (NULL:
 * the day it is here now, the only thing that a verdict has from the clock).
 * -1 after saying that it is no date.
 */
#define CLI_FILING_RULES	"none|nl|nl-kvk"
int	cli_filing(const struct cli *, int rules, const char *today,
	    struct validate_options *);
/* Their lines of --help. */
#define CLI_FILING_HELP_NL						\
	"  --filing-rules nl|nl-kvk  ook de regels van het SBR-kanaal: nl: "	\
	"FR-NL en FG-NL,\n"							\
	"                            die voor elk verslag gelden; nl-kvk: "	\
	"bovendien FR-KVK\n"						\
	"                            en BR-KVK van het Handelsregister (NT16 "	\
	"tot en met\n"							\
	"                            NT20); niet voor inline XBRL\n"		\
	"  --today JJJJ-MM-DD        de dag van deponering, voor regels met "	\
	"een datum\n"							\
	"                            (standaard: vandaag)\n"
#define CLI_FILING_HELP_EN						\
	"  --filing-rules nl|nl-kvk  also the rules of the Dutch SBR "		\
	"channel: nl: FR-NL and\n"						\
	"                            FG-NL, which every report must meet; "	\
	"nl-kvk: also\n"							\
	"                            FR-KVK and BR-KVK of the Trade Register "	\
	"(NT16 to\n"							\
	"                            NT20); not for inline XBRL\n"		\
	"  --today YYYY-MM-DD        the day of filing, for rules with a "	\
	"date (default:\n"							\
	"                            today)\n"
/* The worse of two exit statuses. */
int	cli_worse(int a, int b);
/* Where the user's own packages are kept: a folder, in the arena. */
const char     *cli_library(struct arena *);

/* --- many files --- */

/* What a command is to work on. */
struct cli_files {
	VEC(const char *) path;		/* in cli->arena */
	int status;			/* EXIT_UNDONE where a folder failed */
};

/* Each file named, and each report found in a folder named (by content, in
 * byte order of the paths); what cannot be read of a folder is said. */
void	cli_files(struct cli *, struct cli_files *);
void	cli_files_free(struct cli_files *);

/*
 * How far the work is, on standard error: how much is done, the rate, the time
 * left.  Only on a terminal, after a second, and not where --quiet.
 */
struct cli_progress {
	const struct cli *cli;
	size_t  total, done;
	double  begun, shown;		/* seconds of a clock that only rises */
	bool    on;			/* whether there is anybody to show it */
	bool    there;			/* whether a line stands there now */
};
void	cli_progress_begin(struct cli_progress *, const struct cli *,
	    size_t total);
/* Takes the line away before something else is written. */
void	cli_progress_hide(struct cli_progress *);
/* One more is done. */
void	cli_progress_step(struct cli_progress *);

#endif
