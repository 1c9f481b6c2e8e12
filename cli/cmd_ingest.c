/*
 * cmd_ingest.c: rekenschap ingest: reports in, filings stored, a line each.
 *
 * (1) A filing's line is printed, and flushed, once it is durable: whoever has
 *     the line has the receipt.
 * (2) Bytes that are stored already are not judged again; their line says
 *     duplicate, with what was found at the time.
 * (3) What could not be judged (no report, an entry point that cannot be had)
 *     is not stored, so that it can be tried again.
 * (4) With --jobs, workers read and judge; what they send is stored here, one
 *     after another in the order of the files.  No worker has the store.
 */
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/pool.h"
#include "base/sha256.h"
#include "cli/cli.h"
#include "store/filing.h"
#include "store/filing_pack.h"
#include "store/store.h"

/* A file between its first look and its line. */
struct slot {
	struct arena        *arena;	/* of the receipt and the reason */
	char                 hex[SHA256_HEX];
	struct store_receipt receipt;
	bool                 stored;	/* there is a receipt */
	const char          *why;	/* why there is none */
};

struct ingesting {
	struct cli          *cli;
	struct store        *store;
	struct judge_options judge;
	bool                 json;
	bool                 direct;	/* one job: judged here, stored at once */
	struct cli_files     files;
	struct cli_progress  progress;
	VEC(struct slot *)   slot;	/* of each file, NULL before and after */
	struct buf           buf;
	int                  status;
};

/* --- the line --- */

static void
key(struct buf *b, const char *name)
{
	buf_char(b, b->n == 0 ? '{' : ',');
	buf_json(b, slice_of(name));
	buf_char(b, ':');
}

static void
text_member(struct buf *b, const char *name, struct slice value)
{
	key(b, name);
	buf_json(b, value);
}

static void
number_member(struct buf *b, const char *name, int64_t value)
{
	key(b, name);
	buf_printf(b, "%lld", (long long)value);
}

static void
print_json(struct buf *b, const char *path, const char *sha256,
    const struct store_receipt *r)
{
	text_member(b, "file", slice_of(path));
	text_member(b, "sha256", slice_of(sha256));
	text_member(b, "entity", r->entity);
	text_member(b, "report", r->report);
	if (r->year == 0) {
		key(b, "year");
		buf_puts(b, "null");
	} else {
		number_member(b, "year", r->year);
	}
	number_member(b, "version", r->version);
	text_member(b, "status", slice_of(filing_status_name(r->status)));
	number_member(b, "facts", r->facts);
	number_member(b, "errors", r->errors);
	number_member(b, "warnings", r->warnings);
	buf_puts(b, "}\n");
}

/* The last part of an entry point's address, without ".xsd". */
static struct slice
short_name(struct slice report)
{
	size_t i;

	for (i = report.n; i > 0 && report.s[i - 1] != '/'; i--)
		;
	report = slice_from(report, i);
	if (slice_ends(report, SLICE(".xsd")))
		report.n -= 4;
	return report;
}

static void
add_count(struct buf *b, int64_t n, const char *one, const char *many)
{
	buf_printf(b, ", %lld %s", (long long)n, n == 1 ? one : many);
}

static void
print_text(struct buf *b, const char *path, const struct store_receipt *r,
    enum lang lang)
{
	static const char *const status[2][3] = {
		{ "aanvaard", "afgekeurd", "stond er al" },
		{ "accepted", "rejected", "duplicate" }
	};
	bool nl = lang == LANG_NL;

	buf_plain(b, slice_of(path));
	buf_puts(b, ": ");
	buf_plain(b, r->entity.n == 0 ? SLICE("?") : r->entity);
	if (r->report.n > 0) {
		buf_char(b, ' ');
		buf_plain(b, short_name(r->report));
	}
	if (r->year != 0)
		buf_printf(b, " %lld", (long long)r->year);
	buf_printf(b, nl ? " versie %lld: %s" : " version %lld: %s",
	    (long long)r->version, status[lang][r->status]);
	add_count(b, r->facts, nl ? "feit" : "fact", nl ? "feiten" : "facts");
	add_count(b, r->errors, nl ? "fout" : "error",
	    nl ? "fouten" : "errors");
	add_count(b, r->warnings, nl ? "waarschuwing" : "warning",
	    nl ? "waarschuwingen" : "warnings");
	buf_char(b, '\n');
}

/* (1) */
static int
print(struct ingesting *g, const char *path, const char *sha256,
    const struct store_receipt *r)
{
	struct cli *c = g->cli;
	int rc;

	if (g->json)
		print_json(&g->buf, path, sha256, r);
	else
		print_text(&g->buf, path, r, c->lang);
	rc = cli_write(c, &g->buf);
	if (rc == EXIT_OK && fflush(stdout) != 0)
		rc = cli_fail(c, "schrijven naar de uitvoer lukt niet",
		    "cannot write to standard output");
	return cli_worse(rc, r->errors > 0 ? EXIT_FINDINGS : EXIT_OK);
}

/* --- a file --- */

/* The hash of a file's bytes, and whether it may be a report at all. */
static int
look(const char *path, char hex[SHA256_HEX], struct arena *a,
    const char **why)
{
	unsigned char digest[SHA256_SIZE];
	enum document_form form;
	struct file f;

	if (file_open(&f, path, a, why) == -1)
		return -1;
	form = ingest_sniff(f.bytes);
	sha256(f.bytes, digest);
	sha256_hex(digest, hex);
	file_close(&f);
	if (form != FORM_SCHEMA && form != FORM_LINKBASE)
		return 0;
	*why = form == FORM_SCHEMA ? "is a schema, not a report" :
	    "is a linkbase, not a report";
	return -1;
}

/* Here, before a file is handed out: false where its line is known (2, 3). */
static bool
begin_one(size_t i, void *ctx)
{
	struct ingesting *g = ctx;
	struct slot *s = g->slot.v[i] = mem_calloc(1, sizeof(*s));
	int rc;

	s->arena = arena_new();
	rc = look(g->files.path.v[i], s->hex, s->arena, &s->why);
	if (rc == 0)
		rc = store_find(g->store, s->hex, s->arena, &s->receipt,
		    &s->why);
	if (rc == -1)
		s->why = arena_string(s->arena, s->why);
	s->stored = rc == 1;
	return rc == 0;
}

/* Stores; the slot has the receipt or the reason. */
static void
keep(struct ingesting *g, struct slot *s, const struct store_filing *f)
{
	memcpy(s->hex, f->sha256, SHA256_HEX);
	if (store_put(g->store, f, s->arena, &s->receipt, &s->why) == 0)
		s->stored = true;
	else
		s->why = arena_string(s->arena, s->why);
}

/* Judges file i.  In a worker, what is sent is a reason, with a NUL before it,
 * or a packed filing with a 1 before it (4). */
static void
judge_one(size_t i, struct buf *result, void *ctx)
{
	struct ingesting *g = ctx;
	struct arena *a = arena_new();
	struct filing *f = NULL;
	struct judged j;

	if (judge_file(&j, g->files.path.v[i], &g->judge, a) ==
	    EXIT_UNDONE || j.report == NULL) {
		buf_char(result, '\0');
		buf_puts(result, j.why == NULL ? "is no report" : j.why);
	} else {
		f = filing_new(&j);
		if (g->direct)
			keep(g, g->slot.v[i], filing_rows(f));
		else {
			buf_char(result, '\1');
			filing_pack(filing_rows(f), result);
		}
	}
	filing_free(f);
	judged_free(&j);
	arena_free(a);
}

/* Stores what a worker sent. */
static void
keep_packed(struct ingesting *g, size_t i, struct slice packed)
{
	struct slot *s = g->slot.v[i];
	struct packed_filing p;
	struct file f;

	if (filing_unpack(&p, packed) == -1) {
		s->why = "what was read of it is damaged";
		return;
	}
	if (file_open(&f, g->files.path.v[i], s->arena, &s->why) == -1)
		return;
	p.head.file = slice_of(g->files.path.v[i]);
	p.head.bytes = f.bytes;
	keep(g, s, &p.head);
	file_close(&f);
}

/* Here, in the order of the files: stores, and prints the line. */
static int
finish_one(size_t i, enum pool_state state, struct slice result, void *ctx)
{
	struct ingesting *g = ctx;
	struct slot *s = g->slot.v[i];
	int rc;

	if (state == POOL_CRASHED)
		s->why = "reading it broke off: the program crashed or ran "
		    "out of memory";
	else if (result.n > 0 && *result.s == '\0')
		s->why = arena_copy(s->arena, slice_from(result, 1)).s;
	else if (result.n > 0)
		keep_packed(g, i, slice_from(result, 1));
	cli_progress_hide(&g->progress);
	rc = s->stored ? print(g, g->files.path.v[i], s->hex, &s->receipt) :
	    cli_fail_at(g->cli, g->files.path.v[i], s->why);
	g->status = cli_worse(g->status, rc);
	cli_progress_step(&g->progress);
	arena_free(s->arena);
	mem_free(s);
	g->slot.v[i] = NULL;
	return 0;
}

static void
ingest_all(struct ingesting *g, int jobs)
{
	struct pool_work w = { .jobs = jobs, .ctx = g, .begin = begin_one,
	    .work = judge_one, .done = finish_one };
	size_t i;

	cli_files(g->cli, &g->files);
	g->status = g->files.status;
	g->direct = jobs == 1;
	w.n = g->files.path.n;
	for (i = 0; i < w.n; i++)
		VEC_PUSH(&g->slot, NULL);
	cli_progress_begin(&g->progress, g->cli, w.n);
	if (pool_run(&w) == POOL_NO_PROCESS)
		g->status = cli_fail(g->cli, "geen proces te starten",
		    "no process could be started");
	for (i = 0; i < w.n; i++)
		if (g->slot.v[i] != NULL) {
			arena_free(g->slot.v[i]->arena);
			mem_free(g->slot.v[i]);
		}
	VEC_FREE(&g->slot);
	cli_files_free(&g->files);
}

/* --- the command --- */

/* The time that --now stands for, for tests that must repeat. */
static int64_t
fixed_time(void *arg)
{
	return *(const int64_t *)arg;
}

static int
open_store(struct cli *c, struct ingesting *g, const char *location,
    const char *now, int64_t *seconds)
{
	struct store_options o = { .wait_ms = 0 };
	struct moment m;
	const char *why;

	if (now != NULL) {
		if (moment_parse_datetime(&m, slice_of(now)) == -1)
			return cli_fail(c, "--now '%s' is geen tijdstip",
			    "--now '%s' is no date and time", now);
		*seconds = m.seconds;
		o.clock = (struct store_clock){ fixed_time, seconds };
	}
	if (store_open(&g->store, location, &o, c->arena, &why) == -1)
		return cli_fail_at(c, location, why);
	return EXIT_OK;
}

static int
run(struct cli *c, int argc, char **argv)
{
	const char *location = NULL, *now = NULL, *today = NULL;
	int format = 0, jobs = 1, filing = 0, rc;
	int64_t seconds = 0;
	const struct option_spec specs[] = {
		{ "store", 0, OPT_TEXT, &location, NULL },
		{ "format", 0, OPT_CHOICE, &format, "text|json" },
		{ "jobs", 0, OPT_NUMBER, &jobs, NULL },
		{ "filing-rules", 0, OPT_CHOICE, &filing, CLI_FILING_RULES },
		{ "today", 0, OPT_TEXT, &today, NULL },
		{ "now", 0, OPT_TEXT, &now, NULL },	/* for tests */
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct ingesting g = { .cli = c, .buf = BUF_ANY };

	if ((rc = cli_options(c, &cmd_ingest, specs, true, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (location == NULL)
		return cli_fail(c, "in welke opslag? geef --store BESTAND",
		    "into which store? give --store FILE");
	if (c->n_args == 0)
		return cli_fail(c, "welk bestand? zie rekenschap ingest "
		    "--help", "which file? see rekenschap ingest --help");
	if (cli_resolver(c) == -1)
		return EXIT_UNDONE;
	g.json = format == 1;
	g.judge.ingest.resolver = c->resolver;
	g.judge.ingest.taxonomy = c->taxonomy;
	g.judge.validate.calculation = CALCULATION_AUTO;
	if (cli_filing(c, filing, today, &g.judge.validate) == -1)
		return EXIT_UNDONE;
	if ((rc = open_store(c, &g, location, now, &seconds)) == EXIT_OK) {
		ingest_all(&g, jobs);
		rc = g.status;
	}
	store_close(g.store);
	buf_free(&g.buf);
	return rc;
}

const struct command cmd_ingest = {
	"ingest", "PATH… --store STORE [--format text|json] [--jobs N] "
	"[--filing-rules nl|nl-kvk] [--today YYYY-MM-DD]",
	{ "Leest verslagen, controleert ze en slaat ze op.",
	  "Reads reports, checks them and stores them." },
	{ "  --store BESTAND           waarin wordt opgeslagen; wordt gemaakt "
	  "als het er niet is\n"
	  "  --format text|json        een regel of een JSON-object per "
	  "verslag\n"
	  "  --jobs N                  lees en controleer in N processen "
	  "tegelijk (standaard 1);\n"
	  "                            opgeslagen wordt één voor één, op "
	  "volgorde\n"
	  CLI_FILING_HELP_NL
	  "\nVan een map worden alle verslagen erin opgeslagen. De regel van "
	  "een verslag\nverschijnt zodra het veilig op schijf staat. Een "
	  "verslag met fouten wordt ook\nopgeslagen (afgekeurd). Een nieuw "
	  "verslag over dezelfde organisatie, taxonomie en\nperiode is de "
	  "volgende versie; dezelfde bytes nog eens veranderen niets.\n",
	  "  --store FILE              where it is stored; made where there "
	  "is none\n"
	  "  --format text|json        a line or a JSON object a report\n"
	  "  --jobs N                  read and check in N processes at once "
	  "(default 1);\n"
	  "                            they are stored one by one, in order\n"
	  CLI_FILING_HELP_EN
	  "\nOf a folder, all reports in it are stored. The line of a report "
	  "appears once it\nis safely on disk. A report with errors is stored "
	  "too (rejected). A new report of\nthe same organisation, taxonomy "
	  "and period is the next version; the same bytes\nagain change "
	  "nothing.\n" },
	run
};
