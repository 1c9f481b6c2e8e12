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
 * (5) What comes in quick succession is made durable together (a group), for
 *     that is what takes time.  A group ends when it is large, when it has
 *     lasted GROUP_MS, or when nothing comes; its lines are printed then.  If
 *     it fails, its filings are stored one by one, so that each fails, or
 *     not, by itself.
 */
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/pool.h"
#include "base/sha256.h"
#include "cli/cli.h"
#include "cli/ingest_line.h"
#include "store/filing.h"
#include "store/filing_pack.h"
#include "store/store.h"

#define GROUP_MS	250
#define GROUP_FILES	256
#define GROUP_BYTES	((size_t)4 << 20)	/* of rows, packed */

/* A file between its first look and its line. */
struct slot {
	struct arena        *arena;	/* of the receipt and the reason */
	char                 hex[SHA256_HEX];
	struct store_receipt receipt;
	bool                 stored;	/* there is a receipt */
	const char          *why;	/* why there is none */
	size_t               packed, n_packed;	/* bytes of the group's; 0: of
						 * nothing that is to be stored */
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

	/* The group: n files from `first`, of which some are to be stored when
	 * it ends, and all are to be told of (5). */
	size_t               first, n, waiting;
	struct buf           packed;
	int64_t              began;	/* milliseconds */
};

/* (1) */
static int
print(struct ingesting *g, const char *path, const char *sha256,
    const struct store_receipt *r)
{
	struct cli *c = g->cli;
	int rc;

	if (g->json)
		ingest_line_json(&g->buf, path, sha256, r);
	else
		ingest_line_text(&g->buf, path, r, c->lang);
	rc = cli_write(c, &g->buf);
	if (rc == EXIT_OK && fflush(stdout) != 0)
		rc = cli_fail(c, "schrijven naar de uitvoer lukt niet",
		    "cannot write to standard output");
	return cli_worse(rc, r->errors > 0 ? EXIT_FINDINGS : EXIT_OK);
}

/* --- a file --- */

/* Whether the store has the bytes of a file already: store_find's answer, 0
 * where it has none of that size. */
static int
look(struct ingesting *g, const char *path, struct slot *s)
{
	unsigned char digest[SHA256_SIZE];
	struct file f;
	uint64_t size;
	int64_t mtime;
	int rc;

	if (file_stat(path, &size, &mtime) == -1)
		return 0;		/* who judges it says why */
	if ((rc = store_has_size(g->store, size, &s->why)) != 1)
		return rc;
	if (file_open(&f, path, s->arena, &s->why) == -1)
		return -1;
	sha256(f.bytes, digest);
	sha256_hex(digest, s->hex);
	file_close(&f);
	return store_find(g->store, s->hex, s->arena, &s->receipt, &s->why);
}

/* Here, before a file is handed out: false where its line is known (2). */
static bool
begin_one(size_t i, void *ctx)
{
	struct ingesting *g = ctx;
	struct slot *s = g->slot.v[i] = mem_calloc(1, sizeof(*s));
	int rc;

	s->arena = arena_new();
	rc = look(g, g->files.path.v[i], s);
	if (rc == -1)
		s->why = arena_string(s->arena, s->why);
	s->stored = rc == 1;
	return rc == 0;
}

/* Stores; the slot has the receipt or the reason. */
static int
keep(struct ingesting *g, struct slot *s, const struct store_filing *f)
{
	memcpy(s->hex, f->sha256, SHA256_HEX);
	s->stored = store_put(g->store, f, s->arena, &s->receipt,
	    &s->why) == 0;
	if (!s->stored)
		s->why = arena_string(s->arena, s->why);
	return s->stored ? 0 : -1;
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
			(void)keep(g, g->slot.v[i], filing_rows(f));
		else {
			buf_char(result, '\1');
			filing_pack(filing_rows(f), result);
		}
	}
	filing_free(f);
	judged_free(&j);
	arena_free(a);
}

/* Stores what a worker sent; -1 where the slot has the reason why not. */
static int
keep_packed(struct ingesting *g, size_t i, struct slice packed)
{
	struct slot *s = g->slot.v[i];
	struct packed_filing p;
	struct file f;
	int rc;

	s->stored = false;		/* it may be the second try */
	if (filing_unpack(&p, packed) == -1) {
		s->why = "what was read of it is damaged";
		return -1;
	}
	if (file_open(&f, g->files.path.v[i], s->arena, &s->why) == -1)
		return -1;
	p.head.file = slice_of(g->files.path.v[i]);
	p.head.bytes = f.bytes;
	rc = keep(g, s, &p.head);
	file_close(&f);
	return rc;
}

/* The line of a file, and the end of its slot. */
static void
tell(struct ingesting *g, size_t i)
{
	struct slot *s = g->slot.v[i];
	int rc;

	cli_progress_hide(&g->progress);
	rc = s->stored ? print(g, g->files.path.v[i], s->hex, &s->receipt) :
	    cli_fail_at(g->cli, g->files.path.v[i], s->why);
	g->status = cli_worse(g->status, rc);
	cli_progress_step(&g->progress);
	arena_free(s->arena);
	mem_free(s);
	g->slot.v[i] = NULL;
}

/* --- a group of files (5) --- */

static int64_t
milliseconds(void)
{
	struct timespec t = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static struct slice
packed_of(const struct ingesting *g, size_t i)
{
	const struct slot *s = g->slot.v[i];

	return (struct slice){ g->packed.s + s->packed, s->n_packed };
}

/* Stores the files of the group in one transaction; -1 where that failed. */
static int
keep_all(struct ingesting *g)
{
	const char *why;
	size_t i;

	if (store_begin(g->store, &why) == -1)
		return -1;
	for (i = g->first; i < g->first + g->n; i++)
		if (g->slot.v[i]->n_packed > 0 &&
		    keep_packed(g, i, packed_of(g, i)) == -1) {
			store_abandon(g->store);
			return -1;
		}
	return store_commit(g->store, &why);
}

/* Makes the group durable, and prints its lines. */
static void
end_group(struct ingesting *g)
{
	size_t i;

	if (g->n > 1 && keep_all(g) == 0)
		g->waiting = 0;
	for (i = g->first; i < g->first + g->n; i++) {
		if (g->waiting > 0 && g->slot.v[i]->n_packed > 0)
			(void)keep_packed(g, i, packed_of(g, i));
		tell(g, i);
	}
	g->n = g->waiting = 0;
	buf_clear(&g->packed);
}

static void
idle(void *ctx)
{
	end_group(ctx);
}

/* Adds a file to the group: to be stored, or only to be told of. */
static void
add_to_group(struct ingesting *g, size_t i, struct slice packed)
{
	struct slot *s = g->slot.v[i];

	if (g->n++ == 0) {
		g->first = i;
		g->began = milliseconds();
	}
	if (packed.n > 0) {
		s->packed = g->packed.n;
		s->n_packed = packed.n;
		buf_slice(&g->packed, packed);
		g->waiting++;
	}
	if (g->waiting == 0 || g->n >= GROUP_FILES ||
	    g->packed.n >= GROUP_BYTES || milliseconds() - g->began >= GROUP_MS)
		end_group(g);
}

/* Here, in the order of the files. */
static int
finish_one(size_t i, enum pool_state state, struct slice result, void *ctx)
{
	struct ingesting *g = ctx;
	struct slot *s = g->slot.v[i];
	struct slice packed = SLICE_NONE;

	if (state == POOL_CRASHED)
		s->why = "reading it broke off: the program crashed or ran "
		    "out of memory";
	else if (result.n > 0 && *result.s == '\0')
		s->why = arena_copy(s->arena, slice_from(result, 1)).s;
	else if (result.n > 0)
		packed = slice_from(result, 1);
	if (packed.n > GROUP_BYTES) {	/* not worth a copy */
		end_group(g);
		(void)keep_packed(g, i, packed);
		packed = SLICE_NONE;
	}
	add_to_group(g, i, packed);
	return 0;
}

static void
ingest_all(struct ingesting *g, int jobs)
{
	struct pool_work w = { .jobs = jobs, .ctx = g, .begin = begin_one,
	    .work = judge_one, .done = finish_one, .idle = idle };
	size_t i;

	(void)hash_salt();		/* the workers have the same */
	cli_files(g->cli, &g->files);
	g->status = g->files.status;
	g->direct = jobs <= 1;
	w.n = g->files.path.n;
	for (i = 0; i < w.n; i++)
		VEC_PUSH(&g->slot, NULL);
	cli_progress_begin(&g->progress, g->cli, w.n);
	if (pool_run(&w) == POOL_NO_PROCESS)
		g->status = cli_fail(g->cli, "geen proces te starten",
		    "no process could be started");
	end_group(g);
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
	int format = 0, filing = 0, rc;
	int64_t seconds = 0;
	const struct option_spec specs[] = {
		{ "store", 0, OPT_TEXT, &location, NULL },
		{ "format", 0, OPT_CHOICE, &format, "text|json" },
		{ "filing-rules", 0, OPT_CHOICE, &filing, CLI_FILING_RULES },
		{ "today", 0, OPT_TEXT, &today, NULL },
		{ "now", 0, OPT_TEXT, &now, NULL },	/* for tests */
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct ingesting g = { .cli = c, .buf = BUF_ANY,
	    .packed = BUF_ANY };

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
	g.judge.reports_only = true;
	if (cli_filing(c, filing, today, &g.judge.validate) == -1)
		return EXIT_UNDONE;
	if ((rc = open_store(c, &g, location, now, &seconds)) == EXIT_OK) {
		ingest_all(&g, c->taxonomy.jobs);
		rc = g.status;
	}
	store_close(g.store);
	buf_free(&g.buf);
	buf_free(&g.packed);
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
	  CLI_FILING_HELP_NL
	  "\nVan een map worden alle verslagen erin opgeslagen. De regel van "
	  "een verslag\nverschijnt zodra het veilig op schijf staat. Een "
	  "verslag met fouten wordt ook\nopgeslagen (afgekeurd). Een nieuw "
	  "verslag over dezelfde organisatie, taxonomie en\nperiode is de "
	  "volgende versie; dezelfde bytes nog eens veranderen niets.\nMet "
	  "--jobs wordt samen opgeslagen wat samen klaar is, op volgorde.\n",
	  "  --store FILE              where it is stored; made where there "
	  "is none\n"
	  "  --format text|json        a line or a JSON object a report\n"
	  CLI_FILING_HELP_EN
	  "\nOf a folder, all reports in it are stored. The line of a report "
	  "appears once it\nis safely on disk. A report with errors is stored "
	  "too (rejected). A new report of\nthe same organisation, taxonomy "
	  "and period is the next version; the same bytes\nagain change "
	  "nothing. With --jobs what is ready together is stored\ntogether, "
	  "in order.\n" },
	run
};
