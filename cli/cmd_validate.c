/*
 * cmd_validate.c: rekenschap validate: files in, findings out.
 *
 * With --jobs, workers judge and write the piece of a file; here the pieces are
 * joined in the order of the files, so the bytes are those of one job.  A file
 * on which a worker crashes could not be judged; the others are.
 */
#include "cli/cli.h"

#include <string.h>

#include "base/file.h"
#include "base/pool.h"
#include "formula/output.h"
#include "taxonomy/utr.h"
#include "validate/output.h"

struct validating {
	struct cli           *cli;
	const struct output  *output;
	struct output_options options;
	struct judge_options  judge;
	const char           *formula_output;	/* where to, or NULL */
	struct cli_files      files;
	const char           *assertions;	/* where to, or NULL */
	struct cli_progress   progress;
	struct buf            buf;
	bool                  any;
	int                   status;
};

/* What stands before the piece of a file: the status, and the length of the
 * reason or note that comes first. */
struct head {
	int      status;
	uint32_t why;
};

/* --assertions: the counts of a report. */
static void
write_assertions(struct validating *v, struct judged *j, struct arena *a)
{
	struct buf b = BUF_ANY;
	const char *why;

	if (v->assertions == NULL || j->report == NULL ||
	    j->report->taxonomy == NULL)
		return;
	formula_counts_csv(&b, j->report->taxonomy, &j->formulas);
	if (file_write(v->assertions, buf_get(&b), a, &why) == -1 &&
	    j->why == NULL)
		j->why = why;
	buf_free(&b);
}

/* Writes what formulas made of a report; NULL, or why it cannot be done. */
static const char *
write_made(const struct validating *v, const struct judged *j,
    const struct formula_output *made, struct arena *a)
{
	struct buf b = BUF_ANY;
	const char *why = NULL;

	if (j->report == NULL)
		return "is no report: formulas make nothing of it";
	formula_output_write(&b, made, v->formula_output);
	if (b.full)
		why = "formulas make more than fits into a document";
	else if (file_write(v->formula_output, buf_get(&b), a, &why) == 0)
		why = NULL;
	buf_free(&b);
	return why;
}

/* In a worker: judges file i. */
static void
judge_one(size_t i, struct buf *result, void *ctx)
{
	struct validating *v = ctx;
	struct arena *a = arena_new();
	struct formula_output *made = NULL;
	const char *say;
	struct head head;
	struct judged j;

	if (v->formula_output != NULL)
		v->judge.formula.output = made = formula_output_new();
	head.status = judge_file(&j, v->files.path.v[i], &v->judge, a);
	if (made != NULL && j.why == NULL)
		j.why = write_made(v, &j, made, a);
	write_assertions(v, &j, a);
	if (j.why != NULL)
		head.status = EXIT_UNDONE;
	say = j.why != NULL ? j.why : j.note != NULL ? j.note : "";
	head.why = (uint32_t)strlen(say);
	buf_add(result, &head, sizeof(head));
	buf_puts(result, say);
	v->output->file(result, &v->options, &j);
	judged_free(&j);
	formula_output_free(made);
	arena_free(a);
}

/* The result of a file whose worker crashed. */
static void
judge_crashed(struct validating *v, size_t i, struct buf *result)
{
	static const char why[] = "checking it broke off: the program crashed "
	    "or ran out of memory";
	struct judged j = { .path = v->files.path.v[i], .why = why,
	    .findings = findings_new() };
	struct head head = { EXIT_UNDONE, (uint32_t)strlen(why) };

	buf_add(result, &head, sizeof(head));
	buf_puts(result, why);
	v->output->file(result, &v->options, &j);
	findings_free(j.findings);
}

/* Here, in the order of the files: prints one. */
static int
print_one(size_t i, enum pool_state state, struct slice result, void *ctx)
{
	struct validating *v = ctx;
	struct buf crashed = BUF_ANY;
	struct head head;
	int rc;

	if (state == POOL_CRASHED || result.n < sizeof(head)) {
		judge_crashed(v, i, &crashed);
		result = buf_get(&crashed);
	}
	memcpy(&head, result.s, sizeof(head));
	result = slice_from(result, sizeof(head));
	if (head.why > result.n)
		head.why = (uint32_t)result.n;
	cli_progress_hide(&v->progress);
	if (head.why > 0)
		(void)cli_fail_at(v->cli, v->files.path.v[i],
		    arena_copy(v->cli->arena, (struct slice){ result.s,
		    head.why }).s);
	v->output->join(&v->buf, &v->options, slice_from(result, head.why),
	    &v->any);
	rc = cli_write(v->cli, &v->buf);
	v->status = cli_worse(v->status, cli_worse(head.status, rc));
	cli_progress_step(&v->progress);
	buf_free(&crashed);
	return rc;		/* a full disk ends it all */
}

static int
validate_all(struct cli *c, struct validating *v)
{
	struct pool_work w = { .jobs = c->taxonomy.jobs, .ctx = v, .work = judge_one,
	    .done = print_one };

	cli_files(c, &v->files);
	v->cli = c;
	v->status = v->files.status;
	w.n = v->files.path.n;
	if ((v->assertions != NULL || v->formula_output != NULL) && w.n > 1) {
		cli_files_free(&v->files);
		return cli_fail(c, "--assertions en --formula-output zijn voor "
		    "één verslag", "--assertions and --formula-output are for "
		    "one report");
	}
	cli_progress_begin(&v->progress, c, w.n);
	v->output->begin(&v->buf, &v->options);
	if (pool_run(&w) == POOL_NO_PROCESS)
		v->status = cli_fail(c, "geen proces te starten",
		    "no process could be started");
	v->output->end(&v->buf, &v->options);
	v->status = cli_worse(v->status, cli_write(c, &v->buf));
	buf_free(&v->buf);
	cli_files_free(&v->files);
	return v->status;
}

/* --utr FILE|off: 0 with *own to be freed, or 2 after saying why. */
static int
set_utr(struct cli *c, struct validate_options *o, const char *arg,
    struct utr **own)
{
	const char *why;

	if (arg == NULL)
		return EXIT_OK;
	o->no_utr = strcmp(arg, "off") == 0;
	if (!o->no_utr && utr_read(own, arg, c->arena, &why) == -1)
		return cli_fail_at(c, arg, why);
	o->utr = *own;
	return EXIT_OK;
}

/* --parameter NAME=VALUE, each. */
static int
set_parameters(struct cli *c, struct formula_options *o,
    const struct option_list *l)
{
	struct formula_given *given = arena_alloc(c->arena,
	    l->given.n * sizeof(*given));
	const char *equals;
	size_t i;

	for (i = 0; i < l->given.n; i++) {
		const char *arg = l->given.v[i];

		/* A namespace may have one of its own. */
		equals = arg[0] == '{' ? strchr(arg, '}') : arg;
		equals = equals == NULL ? NULL : strchr(equals, '=');
		if (equals == NULL || equals == arg) {
			(void)cli_fail(c, "--parameter wil NAAM=WAARDE, niet "
			    "'%s'", "--parameter wants NAME=VALUE, not '%s'",
			    arg);
			return -1;
		}
		given[i].name = (struct slice){ arg, (size_t)(equals - arg) };
		given[i].value = slice_of(equals + 1);
	}
	o->given = given;
	o->n_given = (uint32_t)l->given.n;
	return 0;
}

static int
run(struct cli *c, int argc, char **argv)
{
	static const char *const formats[] = { "text", "json", "sarif" };
	static const enum calculation calculations[] = {
		CALCULATION_10, CALCULATION_11, CALCULATION_11_TRUNCATION,
		CALCULATION_XBRL21
	};
	int format = 0, calculation = -1, rc;
	bool no_calculation = false;
	struct option_list parameters = { .given = { NULL, 0, 0 } };
	struct validating v = { .buf = BUF_ANY };
	int filing = 0;
	const char *utr = NULL, *trace = NULL;
	struct utr *registry = NULL;
	const char *today = NULL;
	const struct option_spec specs[] = {
		{ "format", 0, OPT_CHOICE, &format, "text|json|sarif" },
		{ "calculation", 0, OPT_CHOICE, &calculation,
		    "1.0|1.1|1.1-truncation|xbrl21" },
		{ "no-calculation", 0, OPT_FLAG, &no_calculation, NULL },
		{ "no-formula", 0, OPT_FLAG, &v.judge.formula.off, NULL },
		{ "parameter", 0, OPT_LIST, &parameters, NULL },
		{ "assertions", 0, OPT_TEXT, &v.assertions, NULL },
		{ "filing-rules", 0, OPT_CHOICE, &filing, CLI_FILING_RULES },
		{ "today", 0, OPT_TEXT, &today, NULL },
		{ "utr", 0, OPT_TEXT, &utr, NULL },
		{ "formula-output", 0, OPT_TEXT, &v.formula_output, NULL },
		{ "trace", 0, OPT_TEXT, &trace, NULL },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};

	if ((rc = cli_options(c, &cmd_validate, specs, true, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (c->n_args == 0)
		return cli_fail(c, "welk bestand? zie rekenschap validate "
		    "--help", "which file? see rekenschap validate --help");
	if (cli_resolver(c) == -1 || cli_filing(c, filing, today,
	    &v.judge.validate) == -1 || set_utr(c, &v.judge.validate, utr,
	    &registry) != EXIT_OK)
		return EXIT_UNDONE;
	v.output = output_find(formats[format]);
	v.options = (struct output_options){ c->lang, c->color };
	v.judge.ingest.resolver = c->resolver;
	v.judge.ingest.taxonomy = c->taxonomy;
	v.judge.validate.calculation = no_calculation ? CALCULATION_OFF :
	    calculation == -1 ? CALCULATION_AUTO : calculations[calculation];
	v.judge.trace = trace == NULL ? SLICE("") : slice_of(trace);
	rc = set_parameters(c, &v.judge.formula, &parameters) == -1 ?
	    EXIT_UNDONE : validate_all(c, &v);
	VEC_FREE(&parameters.given);
	utr_free(registry);
	return rc;
}

const struct command cmd_validate = {
	"validate", "FILE… [--format text|json|sarif] [--calculation "
	"1.0|1.1|1.1-truncation|xbrl21] [--no-calculation] [--utr FILE|off] "
	"[--jobs N] [--filing-rules nl|nl-kvk] [--today YYYY-MM-DD] "
	"[--no-formula] [--parameter NAME=VALUE] [--assertions FILE.csv] "
	"[--trace ASSERTION] [--formula-output FILE]",
	{ "Controleert verslagen, schema's en linkbases en toont de "
	  "bevindingen.",
	  "Checks reports, schemas and linkbases and prints the findings." },
	{ "  --format text|json|sarif  hoe de bevindingen getoond worden\n"
	  "  --calculation 1.0|1.1|1.1-truncation|xbrl21\n"
	  "                            volgens welke regels er opgeteld wordt "
	  "(standaard 1.1\n"
	  "                            als de taxonomie die heeft, anders "
	  "1.0);\n"
	  "                            1.1-truncation: bedragen zijn afgekapt, "
	  "niet afgerond\n"
	  "  --no-calculation          optellingen niet controleren\n"
	  "  --utr BESTAND|off         eenheden volgens dit eenhedenregister "
	  "(utr.xml), of\n"
	  "                            niet; standaard het ingebouwde van "
	  "2025-03-18\n"
	  "  --no-formula              formules (assertions) niet uitvoeren\n"
	  "  --parameter NAAM=WAARDE   een parameter van formules; mag vaker; "
	  "is hij een\n"
	  "                            instance: een verslag, gezien vanuit dit "
	  "verslag\n"
	  "  --assertions BESTAND.csv  hoe vaak aan elke assertion wel en niet "
	  "is voldaan\n"
	  "  --trace ASSERTION         laat na de bevindingen zien hoe deze "
	  "assertion (id)\n"
	  "                            is uitgevoerd\n"
	  "  --formula-output BESTAND  de feiten die formules van het verslag "
	  "maken, als\n"
	  "                            xBRL-XML\n"
	  CLI_FILING_HELP_NL
	  "\nVan een map worden alle verslagen erin gecontroleerd.\n",
	  "  --format text|json|sarif  how the findings are shown\n"
	  "  --calculation 1.0|1.1|1.1-truncation|xbrl21\n"
	  "                            by which rules sums are checked "
	  "(default 1.1 where\n"
	  "                            the taxonomy has it, else 1.0);\n"
	  "                            1.1-truncation: amounts were cut off, "
	  "not rounded\n"
	  "  --no-calculation          do not check sums\n"
	  "  --utr FILE|off            units by this units registry "
	  "(utr.xml), or not at\n"
	  "                            all; default the one built in, of "
	  "2025-03-18\n"
	  "  --no-formula              do not evaluate formulas (assertions)\n"
	  "  --parameter NAME=VALUE    a parameter of formulas; may be given "
	  "again; of an\n"
	  "                            instance: a report, seen from this one\n"
	  "  --assertions FILE.csv     how often each assertion is satisfied "
	  "and not\n"
	  "  --trace ASSERTION         shows after the findings how this "
	  "assertion (id)\n"
	  "                            was evaluated\n"
	  "  --formula-output FILE     the facts that formulas make of the "
	  "report, as\n"
	  "                            xBRL-XML\n"
	  CLI_FILING_HELP_EN
	  "\nOf a folder, all reports in it are checked.\n" },
	run
};
