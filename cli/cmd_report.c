/*
 * cmd_report.c: rekenschap report: one filing out of the store, as a page, a
 * table, xBRL-JSON or the statement document.
 *
 * (1) Everything is made of what is stored; the file that came in need not be
 *     there.  For xBRL-JSON the stored bytes go through ingest again.
 * (2) A relative entry point is looked for beside the file as it was given.
 * (3) Without the taxonomy all is still shown, but the work counts as undone.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/uri.h"
#include "cli/cli.h"
#include "report/facts.h"
#include "report/filed.h"
#include "report/page.h"
#include "report/statement.h"
#include "store/store.h"

#define LIST_MOST	20

enum format { HTML, CSV, JSON, XML, PDF, XLSX, IXBRL };
static const char formats[] = "html|csv|json|xml|pdf|xlsx|ixbrl";

struct reporting {
	struct cli *cli;
	const char *store, *entity, *output;
	int year, format;
	bool consolidated;
	struct filed *filed;
	struct buf out;
};

/* --- which filing --- */

/* The sentence for a filing that is not there, with what is. */
static int
unknown(struct reporting *g, struct store *s)
{
	struct buf list = BUF_ANY;
	const char *why;
	size_t i;
	int rc;

	if (filed_list(&list, s, slice_of(g->entity), LIST_MOST, &why) == -1) {
		rc = cli_fail_at(g->cli, g->store, why);
	} else if (list.n == 0) {
		rc = cli_fail(g->cli, "%s heeft nog geen verslagen; voeg ze "
		    "toe met rekenschap ingest", "%s has no reports yet; add "
		    "them with rekenschap ingest", g->store);
	} else {
		list.s[--list.n] = '\0';
		for (i = 0; i < list.n; i++)
			if (list.s[i] == '\n')
				list.s[i] = ',';
		rc = cli_fail(g->cli, "van '%s' is er geen verslag over %d; "
		    "er is (organisatie en jaar): %s", "there is no report of "
		    "'%s' for %d; there is (entity and year): %s", g->entity,
		    g->year, list.s);
	}
	buf_free(&list);
	return rc;
}

static int
read_filing(struct reporting *g)
{
	struct store_options o = { .read_only = true };
	struct store *s = NULL;
	const char *why;
	int rc;

	if (store_open(&s, g->store, &o, g->cli->arena, &why) == -1)
		return cli_fail_at(g->cli, g->store, why);
	rc = filed_read(&g->filed, s, slice_of(g->entity), g->year, &why);
	if (rc == -1)
		rc = cli_fail_at(g->cli, g->store, why);
	else
		rc = rc == 1 ? EXIT_OK : unknown(g, s);
	store_close(s);
	return rc;
}

/* --- its taxonomy --- */

/* The entry points, which are parted by spaces; (2). */
static struct slice *
entry_points(struct reporting *g, size_t *n)
{
	struct slice report = g->filed->report, base;
	struct slice *v = arena_alloc(g->cli->arena,
	    (report.n / 2 + 1) * sizeof(*v));
	size_t i, from = 0;

	base = uri_of_path(g->cli->arena, g->filed->file.s);
	for (*n = i = 0; i <= report.n; i++) {
		if (i < report.n && report.s[i] != ' ')
			continue;
		if (i > from)
			v[(*n)++] = uri_resolve(g->cli->arena, base,
			    (struct slice){ report.s + from, i - from });
		from = i + 1;
	}
	return v;
}

static int
get_taxonomy(struct reporting *g, struct taxonomy **t)
{
	const char *why = NULL;
	struct slice *v;
	size_t n;

	*t = NULL;
	v = entry_points(g, &n);
	if (n == 0)
		return EXIT_OK;
	g->cli->taxonomy.whole = true;
	if (taxonomy_get(t, v, n, g->cli->resolver, &g->cli->taxonomy,
	    g->cli->arena, &why) == 0)
		return EXIT_OK;
	return cli_fail(g->cli, "de taxonomie van dit verslag is er niet "
	    "(helemaal): %s", "the taxonomy of this report is not (all) "
	    "there: %s", cli_why(g->cli, why));
}

/* --- the formats --- */

static int
make_page(struct reporting *g, const struct statements *st)
{
	struct buf xml = BUF_ANY;
	const char *why;
	int rc = EXIT_OK;

	statement_xml(st, &xml);
	if (page_html(&g->out, buf_get(&xml), g->cli->arena, &why) == -1)
		rc = cli_fail_at(g->cli, NULL, why);
	buf_free(&xml);
	return rc;
}

static int
make_statements(struct reporting *g)
{
	const struct statement_options o = { g->cli->lang, g->consolidated };
	struct taxonomy *t;
	struct statements *st;
	int rc = get_taxonomy(g, &t);

	st = statements_new(g->filed, t, &o);
	if (g->format == XML)
		statement_xml(st, &g->out);
	else if (g->format == CSV)
		statement_csv(st, &g->out);
	else
		rc = cli_worse(rc, make_page(g, st));
	statements_free(st);
	taxonomy_close(t);
	return rc;
}

/* A file of the stored bytes, for ingest; the path, or NULL. */
static const char *
stored_file(struct reporting *g)
{
	const char *folder = getenv("TMPDIR");
	char *path = arena_printf(g->cli->arena, "%s/rekenschap-XXXXXX",
	    folder == NULL || *folder == '\0' ? "/tmp" : folder);
	struct slice s = g->filed->bytes;
	int fd = mkstemp(path);
	ssize_t n = 1;

	if (fd == -1)
		return NULL;
	while (s.n > 0 && (n = write(fd, s.s, s.n)) > 0)
		s = slice_from(s, (size_t)n);
	if (close(fd) == -1 || s.n > 0) {
		(void)unlink(path);
		return NULL;
	}
	return path;
}

/* (1) */
static int
make_json(struct reporting *g)
{
	struct judge_options o = { .read_only = true };
	const char *path = stored_file(g);
	struct judged j;
	uint32_t left_out;
	int rc;

	if (path == NULL)
		return cli_fail(g->cli, "er kan geen tijdelijk bestand "
		    "gemaakt worden", "cannot make a temporary file");
	o.ingest.resolver = g->cli->resolver;
	o.ingest.taxonomy = g->cli->taxonomy;
	o.ingest.uri = uri_of_path(g->cli->arena, g->filed->file.s);
	rc = judge_file(&j, path, &o, g->cli->arena) == EXIT_UNDONE ?
	    EXIT_UNDONE : EXIT_OK;
	if (j.report != NULL)
		facts_json(j.report, &g->out, &left_out);
	if (j.why != NULL)
		(void)cli_fail_at(g->cli, g->filed->file.s, j.why);
	judged_free(&j);
	(void)unlink(path);
	return rc;
}

static int
write_out(struct reporting *g)
{
	const char *why;

	if (g->output == NULL)
		return cli_write(g->cli, &g->out);
	if (file_write(g->output, buf_get(&g->out), g->cli->arena, &why) == -1)
		return cli_fail_at(g->cli, g->output, why);
	return EXIT_OK;
}

/* --- the command --- */

static int
check_usage(const struct reporting *g)
{
	static const char *const names[] = { "html", "csv", "json", "xml",
	    "pdf", "xlsx", "ixbrl" };

	if (g->format >= PDF)
		return cli_fail(g->cli, "deze versie maakt nog geen %s; wel "
		    "html, csv, json en xml", "this version does not make %s "
		    "yet; it makes html, csv, json and xml", names[g->format]);
	if (g->store == NULL || g->entity == NULL || g->year == 0)
		return cli_fail(g->cli, "geef --store BESTAND, --entity "
		    "NUMMER en --year JAAR", "give --store FILE, --entity ID "
		    "and --year YEAR");
	if (g->cli->n_args > 0)
		return cli_fail(g->cli, "'%s' hoort hier niet",
		    "'%s' does not belong here", g->cli->args[0]);
	return EXIT_OK;
}

static int
run(struct cli *c, int argc, char **argv)
{
	struct reporting g = { .cli = c, .out = BUF_ANY };
	const struct option_spec specs[] = {
		{ "store", 0, OPT_TEXT, &g.store, NULL },
		{ "entity", 0, OPT_TEXT, &g.entity, NULL },
		{ "year", 0, OPT_NUMBER, &g.year, NULL },
		{ "format", 0, OPT_CHOICE, &g.format, formats },
		{ "output", 'o', OPT_TEXT, &g.output, NULL },
		{ "consolidated", 0, OPT_FLAG, &g.consolidated, NULL },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	int rc;

	if ((rc = cli_options(c, &cmd_report, specs, true, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (check_usage(&g) != EXIT_OK || cli_resolver(c) == -1)
		return EXIT_UNDONE;
	rc = read_filing(&g);
	if (g.filed != NULL) {
		rc = g.format == JSON ? make_json(&g) : make_statements(&g);
		if (g.out.n > 0)
			rc = cli_worse(rc, write_out(&g));
	}
	filed_free(g.filed);
	buf_free(&g.out);
	return rc;
}

const struct command cmd_report = {
	"report", "--store STORE --entity ID --year YEAR "
	"[--format html|csv|json|xml] [-o FILE] [--consolidated]",
	{ "Maakt van een opgeslagen verslag een pagina of een tabel.",
	  "Makes a page or a table of a stored report." },
	{ "  --store BESTAND        waar het verslag is opgeslagen (zie "
	  "rekenschap ingest)\n"
	  "  --entity NUMMER        bestuursnummer, of anders het nummer in "
	  "het verslag\n"
	  "  --year JAAR            verslagjaar\n"
	  "  --format html          een pagina om te lezen (standaard)\n"
	  "           csv           de regels van de overzichten als tabel\n"
	  "           json          de gegevens als xBRL-JSON\n"
	  "           xml           het document waar de pagina van gemaakt "
	  "wordt\n"
	  "  -o BESTAND             daarheen, in plaats van naar het scherm\n"
	  "  --consolidated         geconsolideerde cijfers vóór "
	  "enkelvoudige\n",
	  "  --store FILE           where the report is stored (see "
	  "rekenschap ingest)\n"
	  "  --entity ID            board number, else the identifier in the "
	  "report\n"
	  "  --year YEAR            its year\n"
	  "  --format html          a page to read (default)\n"
	  "           csv           the rows of the statements as a table\n"
	  "           json          the facts as xBRL-JSON\n"
	  "           xml           the document that the page is made of\n"
	  "  -o FILE                there, instead of on standard output\n"
	  "  --consolidated         consolidated figures before separate "
	  "ones\n" },
	run
};
