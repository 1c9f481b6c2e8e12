/* cmd_rules.c: rekenschap rules: the register of every rule there is. */
#include "cli/cli.h"

static void
as_text(struct buf *b, const struct message *m, enum lang lang)
{
	buf_printf(b, "%s (%s)\n    %s\n    %s\n    → %s\n\n", m->code,
	    severity_name(m->severity), m->source, m->text[lang],
	    m->help[lang]);
}

static void
as_json(struct buf *b, const struct message *m, bool first)
{
	buf_puts(b, first ? "{\"code\":" : ",\n{\"code\":");
	buf_json(b, slice_of(m->code));
	buf_printf(b, ",\"severity\":\"%s\",\"source\":",
	    severity_name(m->severity));
	buf_json(b, slice_of(m->source));
	buf_puts(b, ",\"message\":{\"nl\":");
	buf_json(b, slice_of(m->text[LANG_NL]));
	buf_puts(b, ",\"en\":");
	buf_json(b, slice_of(m->text[LANG_EN]));
	buf_puts(b, "},\"help\":{\"nl\":");
	buf_json(b, slice_of(m->help[LANG_NL]));
	buf_puts(b, ",\"en\":");
	buf_json(b, slice_of(m->help[LANG_EN]));
	buf_puts(b, "}}");
}

/* Whether a code begins as one of the arguments; all are asked where none. */
static bool
is_asked(const struct cli *c, const char *code)
{
	int i;

	for (i = 0; i < c->n_args; i++)
		if (slice_starts(slice_of(code), slice_of(c->args[i])))
			return true;
	return c->n_args == 0;
}

static int
run(struct cli *c, int argc, char **argv)
{
	int format = 0, rc, i;
	const struct option_spec specs[] = {
		{ "format", 0, OPT_CHOICE, &format, "text|json" },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct buf b = BUF_ANY;
	unsigned shown = 0;

	if ((rc = cli_options(c, &cmd_rules, specs, false, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (format == 1)
		buf_puts(&b, "{\"rules\":[\n");
	for (i = 0; i < FINDING_CODES; i++) {
		const struct message *m = message_of((enum finding_code)i);

		if (!is_asked(c, m->code))
			continue;
		if (format == 1)
			as_json(&b, m, shown == 0);
		else
			as_text(&b, m, c->lang);
		shown++;
	}
	if (shown == 0) {
		buf_free(&b);
		return cli_fail(c, "geen regel '%s'", "no rule '%s'",
		    c->args[0]);
	}
	if (format == 1)
		buf_puts(&b, "\n]}\n");
	rc = cli_write(c, &b);
	buf_free(&b);
	return rc;
}

const struct command cmd_rules = {
	"rules", "[CODE…] [--format text|json]",
	{ "Toont elke regel: code, ernst, bron, zin en hulp.",
	  "Lists every rule: code, severity, source, sentence and help." },
	{ "  CODE   alleen regels waarvan de code zo begint, zoals xbrl.4.7\n",
	  "  CODE   only rules whose code begins so, such as xbrl.4.7\n" },
	run
};
