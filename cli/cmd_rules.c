/*
 * cmd_rules.c: rekenschap rules: the register of every rule there is: the
 * program's own, or the assertions of a taxonomy.
 */
#include "cli/cli.h"
#include "cli/rules.h"

/* Word by word in both languages. */
static const struct words {
	const char *rules, *given, *otherwise, *source;
} words[2] = {
	{ "Regels", "Alleen als", "niet gemeld", "Bron" },
	{ "Rules", "Only if", "not reported", "Source" },
};

/* Values that come in a sentence are an ellipsis to who reads the rule. */
static struct slice
sentence(const struct listed_rule *r, enum lang lang, struct buf *b)
{
	struct slice s = r->text[lang];
	size_t i;
	int depth = 0;

	if (r->test.s == NULL)
		return s;
	buf_clear(b);
	for (i = 0; i < s.n; i++) {
		if (s.s[i] == '{' && depth++ == 0)
			buf_puts(b, "…");
		else if (s.s[i] == '}' && depth > 0)
			depth--;
		else if (depth == 0)
			buf_char(b, s.s[i]);
	}
	return buf_get(b);
}

/* --- text: in the user's language --- */

static void
text_line(struct buf *b, const char *before, struct slice s)
{
	if (s.s == NULL)
		return;
	buf_printf(b, "    %s", before);
	buf_plain(b, s);
	buf_char(b, '\n');
}

static void
as_text(struct buf *b, const struct listed_rule *r, enum lang lang)
{
	const struct words *w = &words[lang];
	struct buf text = BUF_ANY;
	size_t i;

	buf_plain(b, r->code);
	buf_printf(b, " (%s)\n", severity_name(r->severity));
	text_line(b, "", r->source);
	text_line(b, "", r->title[lang]);
	text_line(b, "", sentence(r, lang, &text));
	text_line(b, "→ ", r->help[lang]);
	text_line(b, "= ", r->test);
	if (r->given.s != NULL)
		buf_printf(b, "    %s ", w->given);
	if (r->given.s != NULL) {
		buf_plain(b, r->given);
		buf_char(b, '\n');
	}
	for (i = 0; i < r->names.n; i++) {
		const struct rule_name *n = &r->names.v[i];

		buf_puts(b, "      $");
		buf_plain(b, n->name);
		buf_puts(b, ": ");
		buf_plain(b, n->label[lang]);
		if (n->otherwise.s != NULL) {
			buf_printf(b, " (%s: ", w->otherwise);
			buf_plain(b, n->otherwise);
			buf_char(b, ')');
		}
		buf_char(b, '\n');
	}
	buf_char(b, '\n');
	buf_free(&text);
}

/* --- JSON: in both --- */

static void
json_text(struct buf *b, const char *key, const struct slice text[2])
{
	if (text[LANG_NL].s == NULL && text[LANG_EN].s == NULL)
		return;
	buf_printf(b, ",\"%s\":{\"nl\":", key);
	buf_json(b, text[LANG_NL]);
	buf_puts(b, ",\"en\":");
	buf_json(b, text[LANG_EN]);
	buf_char(b, '}');
}

static void
json_string(struct buf *b, const char *key, struct slice s)
{
	if (s.s == NULL)
		return;
	buf_printf(b, ",\"%s\":", key);
	buf_json(b, s);
}

static void
as_json(struct buf *b, const struct listed_rule *r, bool first)
{
	size_t i;

	buf_puts(b, first ? "{\"code\":" : ",\n{\"code\":");
	buf_json(b, r->code);
	buf_printf(b, ",\"severity\":\"%s\"", severity_name(r->severity));
	json_string(b, "source", r->source);
	json_text(b, "title", r->title);
	json_text(b, "message", r->text);
	json_text(b, "help", r->help);
	json_string(b, "expression", r->test);
	json_string(b, "given", r->given);
	for (i = 0; i < r->names.n; i++) {
		const struct rule_name *n = &r->names.v[i];

		buf_puts(b, i == 0 ? ",\"names\":[{\"name\":" : ",{\"name\":");
		buf_json(b, n->name);
		json_text(b, "label", n->label);
		json_string(b, "otherwise", n->otherwise);
		buf_char(b, '}');
	}
	buf_puts(b, r->names.n > 0 ? "]}" : "}");
}

/* --- HTML: a page of its own, in both --- */

static void
html_head(struct buf *b, enum lang lang)
{
	buf_printf(b, "<!DOCTYPE html>\n<html xmlns="
	    "\"http://www.w3.org/1999/xhtml\" lang=\"%s\"><head><meta "
	    "charset=\"utf-8\"/><meta name=\"viewport\" "
	    "content=\"width=device-width\"/><title>%s</title><style>"
	    "body{font:1rem/1.5 sans-serif;max-width:50rem;margin:auto;"
	    "padding:0 1rem}h2{margin-bottom:0}p,dl{margin:.25rem 0}"
	    "code{overflow-wrap:anywhere}dt{float:left;margin-right:1ex}"
	    "</style></head><body><main>\n<h1>%s</h1>\n",
	    lang == LANG_NL ? "nl" : "en", words[lang].rules,
	    words[lang].rules);
}

static void
html_text(struct buf *b, const char *lang, const char *open, struct slice s,
    const char *close)
{
	if (s.s == NULL)
		return;
	buf_printf(b, "<p lang=\"%s\">%s", lang, open);
	buf_xml(b, s);
	buf_printf(b, "%s</p>\n", close);
}

static void
html_code(struct buf *b, const char *before, struct slice s)
{
	if (s.s == NULL)
		return;
	buf_printf(b, "<p>%s<code>", before);
	buf_xml(b, s);
	buf_puts(b, "</code></p>\n");
}

static void
html_names(struct buf *b, const struct listed_rule *r, enum lang lang)
{
	size_t i;

	if (r->names.n > 0)
		buf_puts(b, "<dl>");
	for (i = 0; i < r->names.n; i++) {
		const struct rule_name *n = &r->names.v[i];

		buf_puts(b, "<dt><code>$");
		buf_xml(b, n->name);
		buf_puts(b, "</code></dt><dd>");
		buf_xml(b, n->label[lang]);
		if (n->otherwise.s != NULL) {
			buf_printf(b, " (%s: <code>", words[lang].otherwise);
			buf_xml(b, n->otherwise);
			buf_puts(b, "</code>)");
		}
		buf_puts(b, "</dd>");
	}
	if (r->names.n > 0)
		buf_puts(b, "</dl>\n");
}

static void
as_html(struct buf *b, const struct listed_rule *r, enum lang lang)
{
	static const char *const code[2] = { "nl", "en" };
	struct buf text = BUF_ANY;
	int i;

	buf_puts(b, "<section id=\"");
	buf_xml(b, r->code);
	buf_puts(b, "\"><h2>");
	buf_xml(b, r->code);
	buf_printf(b, " <small>%s</small></h2>\n", severity_name(r->severity));
	for (i = 0; i < 2; i++) {
		html_text(b, code[i], "<strong>", r->title[i], "</strong>");
		html_text(b, code[i], "", sentence(r, (enum lang)i, &text), "");
		html_text(b, code[i], "→ ", r->help[i], "");
	}
	html_code(b, "", r->test);
	if (r->given.s != NULL)
		buf_printf(b, "<p>%s</p>\n", words[lang].given);
	html_code(b, "", r->given);
	html_names(b, r, lang);
	if (r->source.s != NULL) {
		buf_printf(b, "<p>%s: ", words[lang].source);
		buf_xml(b, r->source);
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "</section>\n");
	buf_free(&text);
}

/* --- the command --- */

enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_HTML };

/* Whether a code begins as one of the arguments; all are asked where none. */
static bool
is_asked(const struct cli *c, struct slice code)
{
	int i;

	for (i = 0; i < c->n_args; i++)
		if (slice_starts(code, slice_of(c->args[i])))
			return true;
	return c->n_args == 0;
}

/* How many were written. */
static unsigned
write_rules(const struct cli *c, const listed_rules *rules, int format,
    struct buf *b)
{
	unsigned shown = 0;
	size_t i;

	if (format == FORMAT_JSON)
		buf_puts(b, "{\"rules\":[\n");
	else if (format == FORMAT_HTML)
		html_head(b, c->lang);
	for (i = 0; i < rules->n; i++) {
		const struct listed_rule *r = &rules->v[i];

		if (!is_asked(c, r->code))
			continue;
		if (format == FORMAT_JSON)
			as_json(b, r, shown == 0);
		else if (format == FORMAT_HTML)
			as_html(b, r, c->lang);
		else
			as_text(b, r, c->lang);
		shown++;
	}
	if (format == FORMAT_JSON)
		buf_puts(b, "\n]}\n");
	else if (format == FORMAT_HTML)
		buf_puts(b, "</main></body></html>\n");
	return shown;
}

/* The taxonomy whose assertions are asked for: 0, or an exit status. */
static int
get(struct cli *c, const char *entry, struct taxonomy **t)
{
	struct slice uri;
	const char *why;

	if (cli_resolver(c) == -1)
		return EXIT_UNDONE;
	uri = cli_entry_point(c, entry);
	if (taxonomy_get(t, &uri, 1, c->resolver, &c->taxonomy, c->arena,
	    &why) != 0)
		return cli_fail_at(c, NULL, why);
	return EXIT_OK;
}

static int
run(struct cli *c, int argc, char **argv)
{
	int format = FORMAT_TEXT, rc;
	const char *entry = NULL;
	const struct option_spec specs[] = {
		{ "format", 0, OPT_CHOICE, &format, "text|json|html" },
		{ "entry-point", 0, OPT_TEXT, &entry, NULL },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct taxonomy *t = NULL;
	listed_rules rules = { NULL, 0, 0 };
	struct buf b = BUF_ANY;

	if ((rc = cli_options(c, &cmd_rules, specs, true, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (entry == NULL)
		rules_of_findings(&rules);
	else if ((rc = get(c, entry, &t)) == EXIT_OK)
		rules_of_taxonomy(&rules, t, c->arena);
	if (rc == EXIT_OK && write_rules(c, &rules, format, &b) == 0)
		rc = cli_fail(c, "geen regel '%s'", "no rule '%s'",
		    c->n_args > 0 ? c->args[0] : "");
	if (rc == EXIT_OK)
		rc = cli_write(c, &b);
	buf_free(&b);
	listed_rules_free(&rules);
	taxonomy_close(t);
	return rc;
}

const struct command cmd_rules = {
	"rules", "[CODE…] [--entry-point ENTRYPOINT] [--format text|json|html]",
	{ "Toont elke regel: code, ernst, bron, zin en hulp.",
	  "Lists every rule: code, severity, source, sentence and help." },
	{ "  CODE   alleen regels waarvan de code zo begint, zoals xbrl.4.7 of, van een\n"
	  "         taxonomie, OW-S\n"
	  "  --entry-point INGANGSPUNT   de regels (assertions) van een taxonomie in\n"
	  "                              plaats van die van dit programma: een URL of\n"
	  "                              een schemabestand\n",
	  "  CODE   only rules whose code begins so, such as xbrl.4.7 or, of a taxonomy,\n"
	  "         OW-S\n"
	  "  --entry-point ENTRYPOINT   the rules (assertions) of a taxonomy instead of\n"
	  "                             this program's own: a URL or a schema file\n" },
	run
};
