/*
 * cmd_ingest.c: rekenschap ingest: reports in, filings stored, a line each.
 *
 * (1) A filing's line is printed, and flushed, once it is durable: whoever has
 *     the line has the receipt.
 * (2) Bytes that are stored already are not judged again; their line says
 *     duplicate, with what was found at the time.
 * (3) What could not be judged (no report, an entry point that cannot be had)
 *     is not stored, so that it can be tried again.
 * (4) With --jobs, workers read and judge; what they send is stored here as it
 *     comes, in the order of the files, while they go on.  No worker has the
 *     store.  There is one that stores, and all wait for it in the end, so
 *     they give way to it.
 * (5) What comes in quick succession is made durable together (a group), for
 *     that is what takes time.  A group ends when it is large, when it has
 *     lasted GROUP_MS, when nothing comes, or with the last file; its lines
 *     are printed then.  If it fails, its files are judged again and stored
 *     one by one, so that each fails, or not, by itself: that is rare, and
 *     keeping what was sent until then would cost a copy of everything.
 * (6) What the group in progress has stored is no duplicate to go by yet: it
 *     may fail.  Such bytes are judged again, and found when they are stored.
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
#define GIVE_WAY	10			/* (4) */
#define AGAIN_JOBS	2			/* never here: it may crash */

/* A file between its first look and its line. */
struct slot {
	struct arena        *arena;	/* of the receipt and the reason */
	char                 hex[SHA256_HEX];
	struct store_receipt receipt;
	bool                 stored;	/* there is a receipt */
	const char          *why;	/* why there is none */
	bool                 grouped;	/* the group stores it */
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
	struct buf           bytes;	/* of the submission to be stored */
	int                  status;

	/* The group: n files from `first`, all to be told of when it ends, of
	 * which it stores some (5). */
	size_t               first, n, storing;
	bool                 begun;	/* store_begin was called for it */
	int64_t              locked;	/* when that was, in milliseconds */
	bool                 failed;	/* and was rolled back */
	int64_t              filing;	/* its first new one; 0: none (6) */
	int64_t              began;	/* milliseconds */
};

/* (1) */
static int
flush_lines(struct ingesting *g)
{
	return fflush(stdout) == 0 ? EXIT_OK : cli_fail(g->cli,
	    "schrijven naar de uitvoer lukt niet",
	    "cannot write to standard output");
}

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
	return cli_worse(rc, r->errors > 0 ? EXIT_FINDINGS : EXIT_OK);
}

/* --- a file --- */

/* Whether the store has the bytes of a file already: store_find's answer, 0
 * where it has none of that size, or there is nothing to be read. */
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
		return 0;
	sha256(f.bytes, digest);
	sha256_hex(digest, s->hex);
	file_close(&f);
	rc = store_find(g->store, s->hex, s->arena, &s->receipt, &s->why);
	return rc == 1 && g->filing != 0 && s->receipt.filing >= g->filing ?
	    0 : rc;			/* (6) */
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

	s->stored = false;
	if (filing_unpack(&p, packed) == -1) {
		s->why = "what was read of it is damaged";
		return -1;
	}
	if (file_open_into(&f, g->files.path.v[i], &g->bytes, s->arena,
	    &s->why) == -1)
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
	if (s->stored)
		rc = print(g, g->files.path.v[i], s->hex, &s->receipt);
	else {
		rc = flush_lines(g);	/* what comes before it */
		rc = cli_worse(rc, cli_fail_at(g->cli, g->files.path.v[i],
		    s->why));
	}
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

/* What became of a file: the packed filing that is to be stored, or nothing,
 * and the slot has a reason, or a receipt already. */
static struct slice
take_result(struct slot *s, enum pool_state state, struct slice result)
{
	if (state == POOL_CRASHED)
		s->why = "reading it broke off: the program crashed or ran "
		    "out of memory";
	else if (result.n > 0 && *result.s == '\0')
		s->why = arena_copy(s->arena, slice_from(result, 1)).s;
	else if (result.n > 0)
		return slice_from(result, 1);
	return SLICE_NONE;
}

static int
begin_group(struct ingesting *g, const char **why)
{
	if (g->begun)
		return 0;
	if (store_begin(g->store, why) == -1)
		return -1;
	g->begun = true;
	g->locked = milliseconds();
	return 0;
}

static void
abandon_group(struct ingesting *g)
{
	if (g->begun)
		store_abandon(g->store);
	g->begun = false;
}

/* Stores a file in the group's transaction; -1 where that is over. */
static int
keep_in_group(struct ingesting *g, size_t i, struct slice packed)
{
	struct slot *s = g->slot.v[i];

	s->grouped = true;
	g->storing++;
	if (begin_group(g, &s->why) == -1) {
		s->why = arena_string(s->arena, s->why);
		return -1;
	}
	if (keep_packed(g, i, packed) == -1) {
		abandon_group(g);
		return -1;
	}
	if (g->filing == 0 && s->receipt.status != FILING_DUPLICATE)
		g->filing = s->receipt.filing;
	return 0;
}

/* Makes durable what the group stored. */
static int
commit_group(struct ingesting *g)
{
	struct slot *s;
	const char *why;
	size_t i;

	g->begun = false;
	if (store_commit(g->store, &why) == 0)
		return 0;
	for (i = g->first; i < g->first + g->n; i++) {
		s = g->slot.v[i];
		if (!s->grouped)
			continue;
		s->stored = false;
		s->why = arena_string(s->arena, why);
	}
	return -1;
}

/* The files of a group that failed, by their place in it. */
static bool
begin_again(size_t k, void *ctx)
{
	struct ingesting *g = ctx;

	return g->slot.v[g->first + k]->grouped;
}

static void
judge_again(size_t k, struct buf *result, void *ctx)
{
	judge_one(((struct ingesting *)ctx)->first + k, result, ctx);
}

static int
finish_again(size_t k, enum pool_state state, struct slice result, void *ctx)
{
	struct ingesting *g = ctx;
	size_t i = g->first + k;
	struct slice packed = take_result(g->slot.v[i], state, result);

	if (packed.n > 0)
		(void)keep_packed(g, i, packed);
	return 0;
}

/* Each by itself. */
static void
keep_one_by_one(struct ingesting *g)
{
	const struct pool_work w = { .n = g->n, .jobs = AGAIN_JOBS, .ctx = g,
	    .begin = begin_again, .work = judge_again, .done = finish_again };
	struct slot *s;
	size_t i;

	for (i = g->first; i < g->first + g->n; i++) {
		s = g->slot.v[i];
		if (!s->grouped)
			continue;
		s->stored = false;
		s->why = "no process could be started";
	}
	(void)pool_run(&w);
}

/* Ends the group and prints its lines.  A file that was alone in a group that
 * failed has its reason already. */
static void
end_group(struct ingesting *g)
{
	size_t i;

	if (g->storing > 0 && !g->failed)
		g->failed = commit_group(g) == -1;
	if (g->failed && g->storing > 1)
		keep_one_by_one(g);
	for (i = g->first; i < g->first + g->n; i++)
		tell(g, i);
	if (g->n > 0)
		g->status = cli_worse(g->status, flush_lines(g));
	g->n = g->storing = 0;
	g->failed = false;
	g->filing = 0;
}

/* The store failed when it was asked something.  That may have ended the group's
 * transaction, so its files begin again, one by one. */
static void
break_group(struct ingesting *g)
{
	if (!g->begun)
		return;
	abandon_group(g);
	if (g->storing > 0)
		keep_one_by_one(g);
	g->storing = 0;
	end_group(g);
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
	if (rc == -1) {
		s->why = arena_string(s->arena, s->why);
		break_group(g);
	}
	s->stored = rc == 1;
	return rc == 0;
}

/* A new store has no tables yet: they are made while the first files are read.
 * If for long none of those is stored, they are given up, for nobody else can
 * use the store meanwhile. */
static void
started(void *ctx)
{
	struct ingesting *g = ctx;
	const char *why;

	if (store_is_bare(g->store))
		(void)begin_group(g, &why);
}

static void
idle(void *ctx)
{
	end_group(ctx);
	abandon_group(ctx);
}

/* Here, in the order of the files. */
static int
finish_one(size_t i, enum pool_state state, struct slice result, void *ctx)
{
	struct ingesting *g = ctx;
	struct slice packed = take_result(g->slot.v[i], state, result);

	if (g->n++ == 0) {
		g->first = i;
		g->began = milliseconds();
	}
	if (packed.n > 0)
		g->failed = keep_in_group(g, i, packed) == -1;
	if (g->storing == 0 || g->failed || g->n >= GROUP_FILES ||
	    i + 1 == g->files.path.n ||
	    milliseconds() - g->began >= GROUP_MS)
		end_group(g);
	if (g->storing == 0 && milliseconds() - g->locked >= GROUP_MS)
		abandon_group(g);
	return 0;
}

static void
ingest_all(struct ingesting *g, int jobs)
{
	struct pool_work w = { .jobs = jobs, .give_way = GIVE_WAY, .ctx = g,
	    .begin = begin_one, .work = judge_one, .done = finish_one,
	    .started = started, .idle = idle };
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
	abandon_group(g);
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
	struct ingesting g = { .cli = c, .buf = BUF_ANY, .bytes = BUF_ANY };

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
	buf_free(&g.bytes);
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
