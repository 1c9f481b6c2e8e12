/*
 * cmd_xpath.c: rekenschap xpath: evaluates an XPath 2.0 expression, alone or on
 * a document.  docs/xpath.md tells what is supported.
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
	{ "xfi", "http://www.xbrl.org/2008/function/instance" },
	{ "xff", "http://www.xbrl.org/2010/function/formula" },
	{ "err", NS_XPATH_ERROR },
};

/* An expression and what it is evaluated on. */
struct question {
	struct cli     *cli;
	struct slice    source;
	struct xp_tree *tree;		/* NULL: no document */
	uint32_t        root;		/* its outermost element */
};

/* --- the static context --- */

/* What the document's outermost element binds, else what is known. */
static struct slice
namespace_of(void *ctx, struct slice prefix)
{
	const struct question *q = ctx;
	struct slice ns = SLICE_NONE;
	size_t i;

	if (q->tree != NULL)
		ns = xp_tree_namespace(q->tree, q->root, prefix);
	if (ns.s != NULL)
		return ns;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (slice_is(prefix, known[i].prefix))
			return slice_of(known[i].ns);
	return SLICE_NONE;
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
	const struct question *q = d->host;
	struct buf b = BUF_ANY;
	uint32_t i;

	xpath_print_text(&b, label);
	buf_char(&b, ':');
	for (i = 0; i < s->n; i++) {
		buf_puts(&b, i == 0 ? " " : ", ");
		xpath_print_item(&b, d, xp_items(s)[i]);
	}
	cli_say(q->cli, "%.*s\n", SLICE_ARG(buf_get(&b)));
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

	if (slice_is(err->ns, NS_XPATH_ERROR))
		buf_puts(&code, "err:");
	else if (slice_is(err->ns, NS_XPATH_LIMIT))
		buf_puts(&code, "rek:");
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
read_document(struct question *q, const char *path)
{
	struct arena *arena = q->cli->arena;
	struct xp_tree_error err;
	struct file f;
	const char *why;

	if (file_open(&f, path, arena, &why) == -1)
		return cli_fail_at(q->cli, path, why);
	q->tree = xp_tree_read(f.bytes, uri_of_path(arena, path), NULL, arena,
	    &err);
	file_close(&f);
	if (q->tree == NULL)
		return cli_fail(q->cli, "%s:%u:%u: %s", "%s:%u:%u: %s", path,
		    err.line, err.column, cli_why(q->cli, err.message));
	while (q->tree->rows[q->root].kind != XK_ELEMENT)
		q->root++;
	return EXIT_OK;
}

/* 0, or the exit status after saying why not. */
static int
evaluate(struct question *q, struct xp_dynamic *d, struct buf *code,
    struct xp_seq *value)
{
	struct xp_static st = { .namespace = namespace_of, .ctx = q,
	    .variable = no_variable };
	struct xp_item document = xp_node(0, 0);
	struct xp_focus focus = { q->tree == NULL ? NULL : &document, 1, 1 };
	struct xp_error err;
	struct xp_expr e;

	if (xp_compile(q->source, &st, code, d->arena, &err) == -1)
		return print_error(q, &err);
	if (!xp_open(&e, buf_get(code)))
		return cli_fail(q->cli, "%s", "%s", "internal error");
	if (xp_eval(&e, d, &focus, NULL, value, &err) == -1)
		return print_error(q, &err);
	return EXIT_OK;
}

static int
ask(struct question *q, const char *today, bool types)
{
	struct xp_dynamic d = { .arena = q->cli->arena,
	    .document = find_document, .trace = print_trace, .host = q,
	    .base_uri = SLICE_NONE, .default_collation = SLICE_NONE };
	struct buf code = BUF_ANY;
	struct xp_seq value = XP_EMPTY;
	int rc;

	if (set_now(q->cli, today, &d.now) == -1)
		return EXIT_UNDONE;
	if (q->tree != NULL) {
		(void)xp_add_tree(&d, q->tree);
		d.base_uri = q->tree->uri;
	}
	rc = evaluate(q, &d, &code, &value);
	if (rc == EXIT_OK)
		rc = xpath_print(q->cli, &d, &value, types);
	buf_free(&code);
	xp_dynamic_end(&d);
	return rc;
}

static int
run(struct cli *c, int argc, char **argv)
{
	const char *today = NULL;
	bool types = false;
	const struct option_spec specs[] = {
		{ "type", 0, OPT_FLAG, &types, NULL },
		{ "today", 0, OPT_TEXT, &today, NULL },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct question q = { .cli = c };
	int rc;

	if ((rc = cli_options(c, &cmd_xpath, specs, false, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (c->n_args < 1 || c->n_args > 2)
		return cli_fail(c, "geef een expressie, en hoogstens één "
		    "bestand", "give an expression, and one file at most");
	q.source = slice_of(c->args[0]);
	rc = c->n_args == 1 ? EXIT_OK : read_document(&q, c->args[1]);
	if (rc == EXIT_OK)
		rc = ask(&q, today, types);
	xp_tree_free(q.tree);
	return rc;
}

const struct command cmd_xpath = {
	"xpath", "EXPR [FILE] [--type] [--today YYYY-MM-DD]",
	{ "Rekent een XPath 2.0-expressie uit, op een XML-document als dat er "
	  "is.",
	  "Evaluates an XPath 2.0 expression, on an XML document if there is "
	  "one." },
	{ "  EXPR    de expressie; begint die met een streepje: zet er -- "
	  "voor\n"
	  "  FILE    een verslag of ander XML-document; het document is het "
	  "contextitem\n"
	  "  --type  ook het type van elk item\n"
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
