/*
 * cmd_ingest.c: rekenschap ingest: reports in, filings stored, a line each.
 *
 * (1) A filing's line is printed, and flushed, once it is durable: whoever has
 *     the line has the receipt.
 * (2) Bytes that are stored already are not judged again; their line says
 *     duplicate, with what was found at the time.
 * (3) What could not be judged (no report, an entry point that cannot be had)
 *     is not stored, so that it can be tried again.
 */
#include "base/date.h"
#include "base/file.h"
#include "base/sha256.h"
#include "cli/cli.h"
#include "store/filing.h"
#include "store/store.h"

struct ingesting {
	struct store        *store;
	struct judge_options judge;
	bool                 json;
	struct buf           buf;
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
print(struct cli *c, struct ingesting *g, const char *path,
    const char *sha256, const struct store_receipt *r)
{
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

/* Judges and stores; -1 with *why. */
static int
take_in(struct ingesting *g, const char *path, char hex[SHA256_HEX],
    struct arena *a, struct store_receipt *r, const char **why)
{
	struct filing *f = NULL;
	struct judged j;
	int rc = -1;

	if (judge_file(&j, path, &g->judge, a) == EXIT_UNDONE ||
	    j.report == NULL) {
		*why = j.why == NULL ? "is no report" :
		    arena_string(a, j.why);
		goto out;
	}
	f = filing_new(&j);
	memcpy(hex, filing_rows(f)->sha256, SHA256_HEX);
	rc = store_put(g->store, filing_rows(f), a, r, why);
 out:
	filing_free(f);
	judged_free(&j);
	return rc;
}

static int
ingest_one(struct cli *c, const char *path, void *ctx)
{
	struct ingesting *g = ctx;
	struct arena *a = arena_new();
	struct store_receipt r;
	char hex[SHA256_HEX];
	const char *why = NULL;
	int rc;

	if ((rc = look(path, hex, a, &why)) == 0)
		rc = store_find(g->store, hex, a, &r, &why);
	if (rc == 0)
		rc = take_in(g, path, hex, a, &r, &why);
	rc = rc == -1 ? cli_fail(c, "%s: %s", "%s: %s", path, why) :
	    print(c, g, path, hex, &r);
	arena_free(a);
	return rc;
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
		return cli_fail(c, "%s: %s", "%s: %s", location, why);
	return EXIT_OK;
}

static int
run(struct cli *c, int argc, char **argv)
{
	const char *location = NULL, *now = NULL;
	int format = 0, jobs = 1, rc;
	int64_t seconds = 0;
	const struct option_spec specs[] = {
		{ "store", 0, OPT_TEXT, &location, NULL },
		{ "format", 0, OPT_CHOICE, &format, "text|json" },
		{ "jobs", 0, OPT_NUMBER, &jobs, NULL },
		{ "now", 0, OPT_TEXT, &now, NULL },	/* for tests */
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct ingesting g = { .buf = BUF_ANY };

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
	if ((rc = open_store(c, &g, location, now, &seconds)) == EXIT_OK)
		rc = cli_each_file(c, ingest_one, &g);
	store_close(g.store);
	buf_free(&g.buf);
	return rc;
}

const struct command cmd_ingest = {
	"ingest", "PATH… --store STORE [--format text|json] [--jobs N]",
	{ "Leest verslagen, controleert ze en slaat ze op.",
	  "Reads reports, checks them and stores them." },
	{ "  --store BESTAND           waarin wordt opgeslagen; wordt gemaakt "
	  "als het er niet is\n"
	  "  --format text|json        een regel of een JSON-object per "
	  "verslag\n"
	  "  --jobs N                  wordt aangenomen; deze versie neemt één "
	  "verslag tegelijk\n"
	  "\nVan een map worden alle verslagen erin opgeslagen. De regel van "
	  "een verslag\nverschijnt zodra het veilig op schijf staat. Een "
	  "verslag met fouten wordt ook\nopgeslagen (afgekeurd). Een nieuw "
	  "verslag over dezelfde organisatie, taxonomie en\nperiode is de "
	  "volgende versie; dezelfde bytes nog eens veranderen niets.\n",
	  "  --store FILE              where it is stored; made where there "
	  "is none\n"
	  "  --format text|json        a line or a JSON object a report\n"
	  "  --jobs N                  accepted; this version takes one report "
	  "at a time\n"
	  "\nOf a folder, all reports in it are stored. The line of a report "
	  "appears once it\nis safely on disk. A report with errors is stored "
	  "too (rejected). A new report of\nthe same organisation, taxonomy "
	  "and period is the next version; the same bytes\nagain change "
	  "nothing.\n" },
	run
};
