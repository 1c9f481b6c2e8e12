/*
 * cmd_conformance.c: rekenschap conformance: runs conformance suites.
 *
 * A variation passes when the set of error codes found equals the set that
 * the suite expects, by namespace and name; where the suite states only valid
 * or invalid, when that agrees.  A calculation inconsistency (5.2.5.2) is a
 * warning of ours and makes such a variation invalid.
 *
 * A variation about the Dutch filing rules is run with those rules and judged
 * on their codes alone, warnings too.  Its report is about one rule and keeps
 * others badly or not at all, so it passes when each code expected was found;
 * where none is expected, when none was.
 *
 * A variation about formulas gives parameters and may expect counts of assertions,
 * messages, and the facts that formulas make: then all of them have to be so,
 * beside the codes (conformance_formula.c).  That an assertion is not
 * satisfied is a count there, and no code.
 */
#include <string.h>

#include "base/file.h"
#include "base/pool.h"
#include "cli/cli.h"
#include "cli/conformance.h"
#include "cli/conformance_facts.h"
#include "cli/conformance_formula.h"
#include "cli/conformance_function.h"
#include "cli/conformance_qt3.h"

#define SECONDS	120		/* for one variation */
#define QT3_SECONDS	20	/* where all are of the QT3 suite */

struct outcome {
	char passed;
	char actual[600];
	char reason[1500];
};

struct running {
	struct cli     *cli;
	struct suite   *suite;
	struct outcome *outcome;	/* of each variation */
	bool           *crashed;
	struct cli_progress progress;
	int             filing;	/* --filing-rules, or -1: not given */
	const char     *today;
	struct qt3_cache *cache;	/* of the QT3 suite's documents */
};

/* --- judging one variation --- */

/* Whether the codes found are what a variation expects. */
static bool
as_expected(const struct variation *v, const struct suite_error *got,
    size_t n)
{
	size_t i;

	if (!v->filing || v->errors.n == 0)
		return suite_same_errors(got, n, v->errors.v, v->errors.n);
	for (i = 0; i < v->errors.n; i++)
		if (!suite_has_error(got, n, &v->errors.v[i]))
			return false;
	return true;
}

/* Whether a finding counts against a variation that must be valid. */
static bool
counts(const struct variation *v, const struct finding *f)
{
	static const char calculation[] = "xbrl.5.2.5.2:";

	if (f->code == F_formula_AssertionUnsatisfied)
		return false;
	if (v->filing)
		return suite_is_filing_code(slice_of(
		    message_of(f->code)->code));
	return f->severity == SEVERITY_ERROR ||
	    (v->expect != EXPECT_ERRORS &&
	    slice_starts(slice_of(message_of(f->code)->code),
	    slice_of(calculation)));
}

static void
judge_codes(const struct variation *v, const struct findings *fs,
    struct outcome *out)
{
	VEC(struct suite_error) got = { NULL, 0, 0 };
	struct buf text = BUF(sizeof(out->actual) - 1);
	uint32_t i;

	for (i = 0; i < findings_count(fs); i++) {
		const struct finding *f = findings_get(fs, i);
		struct suite_error e;

		if (!counts(v, f))
			continue;
		e = suite_error_of(f);
		if (suite_has_error(got.v, got.n, &e))
			continue;
		VEC_PUSH(&got, e);
		buf_printf(&text, "%s%s", text.n > 0 ? " " : "",
		    message_of(f->code)->code);
	}
	snprintf(out->actual, sizeof(out->actual), "%s",
	    got.n == 0 ? "valid" : buf_get(&text).s);
	switch (v->expect) {
	case EXPECT_VALID:
		out->passed = got.n == 0;
		break;
	case EXPECT_INVALID:
		out->passed = got.n > 0;
		break;
	case EXPECT_ERRORS:
		out->passed = as_expected(v, got.v, got.n);
		break;
	}
	VEC_FREE(&got);
	buf_free(&text);
}

struct comparing {
	const struct variation *variation;
	const struct judge_options *options;
	struct suite_formulas formulas;
	struct outcome *out;
};

static void
compare_facts(const struct judged *j, void *ctx)
{
	struct comparing *c = ctx;

	if (j->why != NULL)		/* which is the reason, then */
		return;
	if (c->variation->output != NULL && j->report != NULL)
		conformance_facts(j->report, c->variation->output,
		    c->out->reason, sizeof(c->out->reason));
	suite_formulas_compare(&c->formulas, j, c->options, c->out->reason,
	    sizeof(c->out->reason));
}

static void
say_why(struct outcome *out, const char *why)
{
	if (why != NULL && out->reason[0] == '\0')
		snprintf(out->reason, sizeof(out->reason), "%s", why);
}

static void
tell(struct outcome *out, struct buf *actual, struct buf *reason)
{
	snprintf(out->actual, sizeof(out->actual), "%s",
	    actual->n == 0 ? "" : buf_get(actual).s);
	snprintf(out->reason, sizeof(out->reason), "%s",
	    reason->n == 0 ? "" : buf_get(reason).s);
	buf_free(actual);
	buf_free(reason);
}

static void
run_qt3(struct running *r, const struct qt3_case *c, struct outcome *out)
{
	struct buf actual = BUF(sizeof(out->actual) - 1);
	struct buf reason = BUF(sizeof(out->reason) - 1);

	if (c->needs != NULL)
		return;
	out->passed = qt3_run(c, r->cache, &actual, &reason);
	tell(out, &actual, &reason);
}

static void
run_function(struct running *r, const struct variation *v,
    struct outcome *out)
{
	struct ingest_options o = { .resolver = r->cli->resolver,
	    .taxonomy = r->cli->taxonomy };
	struct buf actual = BUF(sizeof(out->actual) - 1);
	struct buf reason = BUF(sizeof(out->reason) - 1);

	o.nodes = true;
	o.taxonomy.jobs = 1;		/* the variations are divided up */
	out->passed = function_run(v, &o, &actual, &reason);
	if (out->passed)
		buf_clear(&reason);
	tell(out, &actual, &reason);
}

/* All starting points together are one DTS where none is a report. */
static void
run_start(struct running *r, const struct variation *v, struct outcome *out)
{
	struct judge_options o = { .validate.calculation =
	    v->expect == EXPECT_ERRORS ? CALCULATION_AUTO :
	    CALCULATION_10 };
	struct comparing c = { .variation = v, .options = &o, .out = out };
	struct findings *all = findings_new();
	struct arena *a = arena_new();
	const char *why = NULL;
	struct utr *utr = suite_utr(v, &o.validate, a, &why);
	size_t k;

	if (why != NULL)
		say_why(out, arena_printf(a, "%s: %s", v->utr, why));
	o.ingest.resolver = r->cli->resolver;
	o.ingest.taxonomy = r->cli->taxonomy;
	o.ingest.taxonomy.jobs = 1;	/* the variations are divided up */
	(void)cli_filing(r->cli, r->filing != -1 ? r->filing : v->filing ?
	    FILING_RULES_NL_KVK : FILING_RULES_NONE, r->today, &o.validate);
	if (resolver_scope(o.ingest.resolver, v->catalog, &why) == -1)
		say_why(out, why);
	suite_formulas_begin(&c.formulas, v, &o, a);
	for (k = 0; k < v->start.n; k++)
		say_why(out, suite_judge(v->start.v[k], &o, all, a,
		    compare_facts, &c));
	judge_codes(v, all, out);
	/* What cannot be had or read at all makes a variation invalid. */
	if (out->reason[0] != '\0')
		out->passed = v->expect == EXPECT_INVALID;
	suite_formulas_end(&c.formulas);
	utr_free(utr);
	findings_free(all);
	arena_free(a);
}

static void
run_variation(size_t i, struct buf *result, void *ctx)
{
	struct running *r = ctx;
	const struct variation *v = &r->suite->variations.v[i];
	struct outcome out = { .passed = 0 };

	if (v->qt3 != NULL)
		run_qt3(r, v->qt3, &out);
	else if (v->slip == NULL && v->function != NULL)
		run_function(r, v, &out);
	else if (v->slip == NULL)
		run_start(r, v, &out);
	buf_add(result, &out, sizeof(out));
}

/* Here, in order: keeps the outcome. */
static int
keep_outcome(size_t i, enum pool_state state, struct slice result, void *ctx)
{
	struct running *r = ctx;

	r->crashed[i] = state == POOL_CRASHED ||
	    result.n != sizeof(*r->outcome);
	if (!r->crashed[i])
		memcpy(&r->outcome[i], result.s, result.n);
	cli_progress_step(&r->progress);
	return 0;
}

/* --- printing --- */

static void
expected_text(struct buf *b, const struct variation *v)
{
	size_t i;

	if (v->qt3 != NULL) {
		qt3_expected(b, v->qt3->result);
		return;
	}
	if (v->expect == EXPECT_INVALID)
		buf_puts(b, "invalid");
	else if (v->errors.n == 0)
		buf_puts(b, "valid");
	for (i = 0; i < v->errors.n; i++)
		buf_printf(b, "%s%.*s", i > 0 ? " " : "",
		    SLICE_ARG(v->errors.v[i].local));
	suite_expect_formulas(b, v);
}

/* The path below what was asked for. */
static const char *
relative(const char *path, const char *root)
{
	size_t n = strlen(root);

	if (strncmp(path, root, n) != 0)
		return path;
	path += n;
	return *path == '/' ? path + 1 : *path == '\0' ? root : path;
}

struct totals {
	unsigned passed, failed, skipped;
};

static void
print_variation(struct buf *b, const struct variation *v, const char *root,
    bool crashed, const struct outcome *o, bool json, struct totals *t)
{
	struct buf want = BUF_ANY;
	const char *result, *reason = o->reason;

	if (v->slip != NULL) {
		result = "skipped";
		reason = v->slip;
		t->skipped++;
	} else if (!crashed && o->passed) {
		result = "passed";
		t->passed++;
	} else {
		result = "failed";
		if (crashed)
			reason = "the process crashed or ran out of time";
		t->failed++;
	}
	expected_text(&want, v);
	if (json) {
		buf_puts(b, t->passed + t->failed + t->skipped == 1 ? "\n" :
		    ",\n");
		buf_puts(b, "{\"testcase\":");
		buf_json(b, slice_of(relative(v->testcase, root)));
		buf_puts(b, ",\"id\":");
		buf_json(b, slice_of(v->id));
		buf_puts(b, ",\"expected\":");
		buf_json(b, buf_get(&want));
		buf_puts(b, ",\"actual\":");
		buf_json(b, slice_of(o->actual));
		buf_printf(b, ",\"result\":\"%s\",\"reason\":", result);
		buf_json(b, slice_of(reason));
		buf_char(b, '}');
	} else if (strcmp(result, "passed") != 0) {
		buf_printf(b, "%s %s %s: expected %s, got %s%s%s\n", result,
		    relative(v->testcase, root), v->id, buf_get(&want).s,
		    o->actual[0] == '\0' ? "nothing" : o->actual,
		    *reason == '\0' ? "" : "; ", reason);
	}
	buf_free(&want);
}

static void
print_all(struct buf *b, const struct running *r, const char *root, bool json,
    struct totals *t)
{
	const struct suite *s = r->suite;
	struct buf list = BUF_ANY;
	size_t i;

	for (i = 0; i < s->variations.n; i++)
		print_variation(&list, &s->variations.v[i], root,
		    r->crashed[i], &r->outcome[i], json, t);
	if (json)
		buf_printf(b, "{\"passed\":%u,\"failed\":%u,\"skipped\":%u,"
		    "\"variations\":[", t->passed, t->failed, t->skipped);
	buf_slice(b, buf_get(&list));
	if (json)
		buf_puts(b, "\n]");
	qt3_summary(b, s, json);
	if (json)
		buf_puts(b, "}\n");
	else
		buf_printf(b, "%u passed, %u failed, %u skipped\n",
		    t->passed, t->failed, t->skipped);
	buf_free(&list);
}

/* --- the command --- */

/* A suite's documents refer to each other, all over its folder. */
static void
allow_suite(struct cli *c, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (file_is_folder(path))
		resolver_allow(c->resolver, path);
	else if (slash != NULL)
		resolver_allow(c->resolver, arena_copy(c->arena,
		    (struct slice){ path, (size_t)(slash - path) }).s);
}

static int
prepare(struct cli *c, struct suite *s, const char *slips)
{
	const char *why;
	size_t k;
	int i;

	for (i = 0; i < c->n_args; i++) {
		k = s->variations.n;
		if (suite_read(s, c->args[i], &why) == -1)
			return cli_fail_at(c, c->args[i], why);
		suite_registries(s, k, c->args[i]);
		suite_catalogs(s, k, c->args[i]);
	}
	for (k = 0; k < s->troubles.n; k++)
		cli_say(c, "rekenschap conformance: %s\n", s->troubles.v[k]);
	if (slips != NULL && suite_slips(s, slips, &why) == -1)
		return cli_fail_at(c, slips, why);
	if (cli_resolver(c) == -1)
		return EXIT_UNDONE;
	for (i = 0; i < c->n_args; i++)
		allow_suite(c, c->args[i]);
	c->taxonomy.cache = NULL;	/* each taxonomy is met once */
	return EXIT_OK;
}

/* An expression of the QT3 suite is done in no time, or never. */
static unsigned
seconds_of(const struct suite *s)
{
	size_t i;

	for (i = 0; i < s->variations.n; i++)
		if (s->variations.v[i].qt3 == NULL)
			return SECONDS;
	return QT3_SECONDS;
}

static int
run_suite(struct running *r, bool json)
{
	struct cli *c = r->cli;
	struct suite *s = r->suite;
	struct pool_work w = { .n = s->variations.n, .seconds = seconds_of(s),
	    .jobs = c->taxonomy.jobs > 0 ? c->taxonomy.jobs :
	    pool_processors(), .ctx = r,
	    .work = run_variation, .done = keep_outcome };
	struct totals t = { 0, 0, 0 };
	struct buf b = BUF_ANY;
	int rc;

	r->outcome = mem_calloc(w.n, sizeof(*r->outcome));
	r->crashed = mem_calloc(w.n, sizeof(*r->crashed));
	r->cache = qt3_cache_new();
	cli_progress_begin(&r->progress, c, w.n);
	if (pool_run(&w) == POOL_NO_PROCESS) {
		rc = cli_fail(c, "geen proces te starten",
		    "no process could be started");
	} else {
		print_all(&b, r, c->args[0], json, &t);
		rc = cli_write(c, &b);
	}
	buf_free(&b);
	mem_free(r->outcome);
	mem_free(r->crashed);
	qt3_cache_free(r->cache);
	return cli_worse(rc, t.failed > 0 || s->troubles.n > 0 ?
	    EXIT_FINDINGS : EXIT_OK);
}

static int
run(struct cli *c, int argc, char **argv)
{
	const char *slips = NULL;
	int format = 0, rc;
	struct validate_options ignored;
	struct running r = { .cli = c, .filing = -1 };
	const struct option_spec specs[] = {
		{ "format", 0, OPT_CHOICE, &format, "text|json" },
		{ "slips", 0, OPT_TEXT, &slips, NULL },
		{ "filing-rules", 0, OPT_CHOICE, &r.filing, CLI_FILING_RULES },
		{ "today", 0, OPT_TEXT, &r.today, NULL },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct suite s = { .arena = NULL };

	if ((rc = cli_options(c, &cmd_conformance, specs, true, argc,
	    argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (c->n_args == 0)
		return cli_fail(c, "welke suite?", "which suite?");
	if (cli_filing(c, 0, r.today, &ignored) == -1)
		return EXIT_UNDONE;
	r.suite = &s;
	if ((rc = prepare(c, &s, slips)) == EXIT_OK)
		rc = run_suite(&r, format == 1);
	suite_free(&s);
	return rc;
}

const struct command cmd_conformance = {
	"conformance", "PATH… [--format text|json] [--jobs N] [--slips FILE] "
	"[--filing-rules none|nl|nl-kvk] [--today YYYY-MM-DD]",
	{ "Draait conformiteitssuites van XBRL International en, van XPath, "
	  "het W3C.",
	  "Runs conformance suites of XBRL International and, of XPath, the "
	  "W3C." },
	{ "  PATH           een index, een testgeval of een map\n"
	  "  --slips FILE   variaties die een fout van de suite zelf zijn: "
	  "regels met\n"
	  "                 testgeval, id en reden, met tabs ertussen; ze "
	  "worden overgeslagen\n"
	  "  --filing-rules none|nl|nl-kvk, --today JJJJ-MM-DD\n"
	  "                 als bij validate; standaard nl-kvk voor gevallen "
	  "die in codes\n"
	  "                 NL.… gesteld zijn, anders none. Zulke gevallen "
	  "slagen als elke\n"
	  "                 verwachte code gevonden is (of geen, als er geen "
	  "verwacht wordt)\n"
	  "Voor elk testgeval geldt de dichtstbijzijnde catalog.json, in zijn "
	  "map of daarboven.\nVan een zip wordt elk verslag erin "
	  "gecontroleerd.\nVan de QT3-suite van het W3C (een catalogus of "
	  "testset) de gevallen voor XPath 2.0;\nwelke een onderdeel vragen "
	  "dat er niet is, staat erbij.\n",
	  "  PATH           an index, a testcase document or a folder\n"
	  "  --slips FILE   variations that are the suite's own error: lines "
	  "of\n"
	  "                 testcase, id and reason with tabs between; they "
	  "are skipped\n"
	  "  --filing-rules none|nl|nl-kvk, --today YYYY-MM-DD\n"
	  "                 as for validate; by default nl-kvk for cases stated "
	  "in codes\n"
	  "                 NL.…, else none. Such a case passes when each code "
	  "expected was\n"
	  "                 found (or none, where none is expected)\n"
	  "Each testcase has the nearest catalog.json, in its folder or above.\n"
	  "Of a zip, each report in it is checked.\n"
	  "Of the W3C's QT3 suite (a catalog or a test set) the cases for "
	  "XPath 2.0; those\nthat need a feature that is not here are told.\n"
	  },
	run
};
