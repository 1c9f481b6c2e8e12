/*
 * cmd_xpath.c: rekenschap xpath: evaluates an XPath 2.0 expression, alone or on
 * a document.  docs/xpath.md tells what is supported.
 *
 * A report has the types of its taxonomy and is what the functions of the
 * function registry speak of; any other document, and a report where --plain,
 * is XML without types.
 *
 * The same expression and document give the same bytes: the implicit time zone
 * is UTC, whatever the machine's, and the clock is asked only for functions
 * that tell the time, where --today does not.
 */
#include "cli/cli.h"

#include <time.h>

#include "base/date.h"
#include "base/file.h"
#include "base/names.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "cli/xpath_print.h"
#include "formula/xfi.h"

#define BEFORE	60	/* characters of the source that are shown before … */
#define BEHIND	40	/* and behind the place of an error */

static const struct {
	const char *prefix, *ns;
} known[] = {
	{ "fn", NS_XPATH_FN },
	{ "xs", NS_XSD },
	{ "xsi", NS_XSI },
	{ "xml", NS_XML },
	{ "xbrli", NS_XBRLI },
	{ "link", NS_LINK },
	{ "xlink", NS_XLINK },
	{ "xbrldi", NS_XBRLDI },
	{ "xbrldt", NS_XBRLDT },
	{ "iso4217", NS_ISO4217 },
	{ "xfi", NS_XFI },
	{ "xff", NS_XFF },
	{ "err", NS_XPATH_ERROR },
};

/* Of errors. */
static const struct {
	const char *prefix, *ns;
} codes[] = {
	{ "err", NS_XPATH_ERROR },
	{ "rek", NS_XPATH_LIMIT },
	{ "xfie", NS_XFI_ERROR },
	{ "xffe", NS_XFF_ERROR },
};

#define N_CODES	(sizeof(codes) / sizeof(*codes))

/* An expression and what it is evaluated on. */
struct question {
	struct cli       *cli;
	struct slice      source;
	struct xp_dynamic d;
	struct xfi_host  *host;
	struct ingest_options ingest;
	struct report    *report;	/* NULL: none, or taken as it stands */
	struct xp_tree   *plain;	/* owned; NULL: none */
	const struct xp_tree *tree;	/* of one of them; NULL: no document */
	uint32_t          root;		/* its outermost element */
	int               status;
};

/* --- the static context --- */

/* What the document's outermost element binds, else what is known. */
static struct slice
namespace_of(void *ctx, struct slice prefix)
{
	const struct question *q = ctx;
	struct slice ns = SLICE_NONE;
	size_t i;

	if (q->tree != NULL && q->root < q->tree->n_rows)
		ns = xp_tree_namespace(q->tree, q->root, prefix);
	if (ns.s != NULL)
		return ns;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (slice_is(prefix, known[i].prefix))
			return slice_of(known[i].ns);
	return SLICE_NONE;
}

/* A name of the taxonomy; NULL: it has none. */
static const struct img_name *
name_of(const struct question *q, struct slice ns, struct slice local)
{
	const struct taxonomy *t = q->report == NULL ? NULL :
	    q->report->taxonomy;

	return t == NULL ? NULL : taxonomy_name(t, taxonomy_find_name(t, ns,
	    local));
}

static bool
has_type(void *ctx, struct slice ns, struct slice local)
{
	const struct img_name *n = name_of(ctx, ns, local);

	return n != NULL && n->type != NONE;
}

static bool
is_declared(void *ctx, struct slice ns, struct slice local, bool attribute)
{
	const struct img_name *n = name_of(ctx, ns, local);

	return n != NULL && (attribute ? n->attribute : n->element) != NONE;
}

static bool
no_variable(void *ctx, struct slice ns, struct slice local)
{
	(void)ctx;
	(void)ns;
	(void)local;
	return false;
}

/* --- the dynamic context --- */

/* fn:doc: the document at hand, and no other. */
static int
find_document(struct xp_dynamic *d, struct slice uri)
{
	return d->n_trees > 0 && slice_eq(uri, d->trees[0]->uri) ? 0 : -1;
}

/* fn:trace, on standard error. */
static void
print_trace(struct xp_dynamic *d, struct slice label, const struct xp_seq *s)
{
	struct buf b = BUF_ANY;
	uint32_t i;

	xpath_print_text(&b, label);
	buf_char(&b, ':');
	for (i = 0; i < s->n; i++) {
		buf_puts(&b, i == 0 ? " " : ", ");
		xpath_print_item(&b, d, xp_items(s)[i]);
	}
	fprintf(stderr, "%.*s\n", SLICE_ARG(buf_get(&b)));
	buf_free(&b);
}

/* --today, at midnight, or now; in UTC. */
static int
set_now(const struct cli *c, const char *today, struct xp_time *now)
{
	struct moment m = { .seconds = (int64_t)time(NULL) };
	struct date_parts p = { .zone = 0 };

	if (today != NULL && (!is_plain_date(slice_of(today)) ||
	    moment_parse_date(&m, slice_of(today)) == -1)) {
		(void)cli_fail(c, "--today '%s' is geen datum (JJJJ-MM-DD)",
		    "--today '%s' is no date (YYYY-MM-DD)", today);
		return -1;
	}
	date_parts_set(&p, m.seconds);
	*now = (struct xp_time){ .year = p.year, .month = p.month,
	    .day = p.day, .hour = p.hour, .minute = p.minute,
	    .second = p.second };
	return 0;
}

/* --- errors --- */

static bool
begins_character(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

/* The line of the source where it went wrong, and a caret below the place. */
static void
print_place(struct slice source, size_t at)
{
	size_t from, to, n;
	struct buf b = BUF_ANY;

	at = at > source.n ? source.n : at;
	for (from = at, n = 0; from > 0 && n < BEFORE &&
	    source.s[from - 1] != '\n'; from--)
		n += begins_character(source.s[from - 1]);
	for (to = at, n = 0; to < source.n && source.s[to] != '\n'; to++) {
		n += begins_character(source.s[to]);
		if (n > BEHIND)
			break;
	}
	buf_puts(&b, "    ");
	buf_plain(&b, (struct slice){ source.s + from, to - from });
	buf_puts(&b, "\n    ");
	n = utf8_count((struct slice){ source.s + from, at - from });
	while (n-- > 0)
		buf_char(&b, ' ');
	fprintf(stderr, "%.*s^\n", SLICE_ARG(buf_get(&b)));
	buf_free(&b);
}

static int
print_error(const struct question *q, const struct xp_error *err)
{
	struct buf code = BUF_ANY, why = BUF_ANY;
	size_t i;

	for (i = 0; i < N_CODES && !slice_is(err->ns, codes[i].ns); i++)
		continue;
	if (i < N_CODES)
		buf_printf(&code, "%s:", codes[i].prefix);
	else if (err->ns.n > 0)
		buf_printf(&code, "{%.*s}", SLICE_ARG(err->ns));
	buf_slice(&code, err->local);
	xpath_print_text(&why, err->message);
	(void)cli_fail(q->cli, "%.*s: %.*s", "%.*s: %.*s",
	    SLICE_ARG(buf_get(&code)), SLICE_ARG(buf_get(&why)));
	print_place(q->source, err->position);
	buf_free(&code);
	buf_free(&why);
	return EXIT_UNDONE;
}

/* --- the work --- */

static int
read_plain(struct question *q, const char *path, struct slice bytes)
{
	struct arena *arena = q->cli->arena;
	struct xp_tree_error err;

	q->plain = xp_tree_read(bytes, uri_of_path(arena, path), NULL, arena,
	    &err);
	if (q->plain == NULL)
		return cli_fail(q->cli, "%s:%u:%u: %s", "%s:%u:%u: %s", path,
		    err.line, err.column, cli_why(q->cli, err.message));
	(void)xp_add_tree(&q->d, q->plain);
	return EXIT_OK;
}

/* A report with its taxonomy; without it where that cannot be had. */
static int
read_report(struct question *q, const char *path)
{
	struct findings *ignored = findings_new();
	const char *why = NULL;
	int rc;

	if (cli_resolver(q->cli) == -1) {
		findings_free(ignored);
		return EXIT_UNDONE;
	}
	q->ingest = (struct ingest_options){ .resolver = q->cli->resolver,
	    .taxonomy = q->cli->taxonomy, .nodes = true };
	q->host->ingest = &q->ingest;
	rc = ingest_file(&q->report, path, &q->ingest, ignored, q->cli->arena,
	    &why);
	findings_free(ignored);
	if (rc != 0)
		q->status = cli_fail_at(q->cli, path, why);
	if (rc == -1)
		return EXIT_UNDONE;
	(void)xfi_host_add(q->host, &q->d, q->report);
	return EXIT_OK;
}

static int
read_document(struct question *q, const char *path, bool plain)
{
	struct file f;
	const char *why;
	int rc;

	if (file_open(&f, path, q->cli->arena, &why) == -1)
		return cli_fail_at(q->cli, path, why);
	rc = !plain && ingest_sniff(f.bytes) == FORM_XBRL ?
	    read_report(q, path) : read_plain(q, path, f.bytes);
	file_close(&f);
	if (rc != EXIT_OK)
		return rc;
	assert(q->d.trees != NULL);
	q->tree = xp_tree_ready(q->d.trees[0]);
	q->d.base_uri = q->tree->uri;
	while (q->root < q->tree->n_rows &&
	    q->tree->rows[q->root].kind != XK_ELEMENT)
		q->root++;
	return EXIT_OK;
}

/* 0, or the exit status after saying why not. */
static int
evaluate(struct question *q, struct buf *code, struct xp_seq *value)
{
	struct xp_static st = { .namespace = namespace_of, .ctx = q,
	    .variable = no_variable, .type = has_type,
	    .declared = is_declared, .libraries = xfi_libraries,
	    .n_libraries = XFI_LIBRARIES };
	struct xp_item document = xp_node(0, 0);
	struct xp_focus focus = { q->tree == NULL ? NULL : &document, 1, 1 };
	struct xp_error err;
	struct xp_expr e;

	if (xp_compile(q->source, &st, code, q->d.arena, &err) == -1)
		return print_error(q, &err);
	if (!xp_open(&e, buf_get(code)))
		return cli_fail(q->cli, "%s", "%s", "internal error");
	if (xp_eval(&e, &q->d, &focus, NULL, value, &err) == -1)
		return print_error(q, &err);
	return EXIT_OK;
}

static void
begin(struct question *q, struct cli *c)
{
	*q = (struct question){ .cli = c, .source = slice_of(c->args[0]),
	    .host = xfi_host_new() };
	q->d = (struct xp_dynamic){ .arena = c->arena, .calls = xfi_calls,
	    .host = q->host, .document = find_document,
	    .trace = c->quiet ? NULL : print_trace, .base_uri = SLICE_NONE,
	    .default_collation = SLICE_NONE };
}

static void
end(struct question *q)
{
	xfi_host_free(q->host);
	xp_dynamic_end(&q->d);
	xp_tree_free(q->plain);
	report_free(q->report);
}

static int
run(struct cli *c, int argc, char **argv)
{
	const char *today = NULL;
	bool types = false, plain = false;
	const struct option_spec specs[] = {
		{ "type", 0, OPT_FLAG, &types, NULL },
		{ "plain", 0, OPT_FLAG, &plain, NULL },
		{ "today", 0, OPT_TEXT, &today, NULL },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct buf code = BUF_ANY;
	struct xp_seq value = XP_EMPTY;
	struct question q;
	int rc;

	if ((rc = cli_options(c, &cmd_xpath, specs, true, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (c->n_args < 1 || c->n_args > 2)
		return cli_fail(c, "geef een expressie, en hoogstens één "
		    "bestand", "give an expression, and one file at most");
	begin(&q, c);
	rc = set_now(c, today, &q.d.now) == -1 ? EXIT_UNDONE : EXIT_OK;
	if (rc == EXIT_OK && c->n_args == 2)
		rc = read_document(&q, c->args[1], plain);
	if (rc == EXIT_OK)
		rc = evaluate(&q, &code, &value);
	if (rc == EXIT_OK)
		rc = xpath_print(c, &q.d, &value, types);
	buf_free(&code);
	end(&q);
	return cli_worse(rc, q.status);
}

const struct command cmd_xpath = {
	"xpath", "EXPR [FILE] [--type] [--plain] [--today YYYY-MM-DD]",
	{ "Rekent een XPath 2.0-expressie uit, op een verslag of XML-document "
	  "als dat er is.",
	  "Evaluates an XPath 2.0 expression, on a report or XML document if "
	  "there is one." },
	{ "  EXPR    de expressie; begint die met een streepje: zet er -- "
	  "voor\n"
	  "  FILE    een verslag of ander XML-document; het document is het "
	  "contextitem\n"
	  "  --type  ook het type van elk item\n"
	  "  --plain een verslag als gewoon XML, zonder taxonomie en types\n"
	  "  --today JJJJ-MM-DD\n"
	  "          de dag van current-date() en dergelijke; anders is het "
	  "nu, in UTC\n\n"
	  "Elk item van de uitkomst is een regel: een waarde als tekst, een "
	  "knoop als zijn\npad, een tab en het begin van zijn tekst. Voorvoegsels "
	  "zijn die van het buitenste\nelement, en fn, xs, xsi, xml, xbrli, "
	  "link, xlink, xbrldi, xbrldt, iso4217, xfi,\nxff en err. Een naam "
	  "zonder voorvoegsel is in geen namespace: *:naam vindt elke.\n"
	  "Meer in docs/xpath.md.\n\n"
	  "  rekenschap xpath '1.1 + 2.2'\n"
	  "  rekenschap xpath 'count(//xbrli:context)' verslag.xbrl\n",
	  "  EXPR    the expression; if it begins with a dash, put -- before "
	  "it\n"
	  "  FILE    a report or other XML document; the document is the "
	  "context item\n"
	  "  --type  also the type of each item\n"
	  "  --plain a report as plain XML, without its taxonomy and types\n"
	  "  --today YYYY-MM-DD\n"
	  "          the day of current-date() and the like; else it is now, "
	  "in UTC\n\n"
	  "Each item of the outcome is a line: a value as text, a node as its "
	  "path, a tab\nand the beginning of its text. Prefixes are those of "
	  "the outermost element, and\nfn, xs, xsi, xml, xbrli, link, xlink, "
	  "xbrldi, xbrldt, iso4217, xfi, xff and err.\nA name without a prefix "
	  "is in no namespace: *:name finds any.\nMore in docs/xpath.md.\n\n"
	  "  rekenschap xpath '1.1 + 2.2'\n"
	  "  rekenschap xpath 'count(//xbrli:context)' report.xbrl\n" },
	run
};
