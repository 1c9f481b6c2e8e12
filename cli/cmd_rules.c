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

static int
run(struct cli *c, int argc, char **argv)
{
	int format = 0, rc, i;
	const struct option_spec specs[] = {
		{ "format", 0, OPT_CHOICE, &format, "text|json" },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct buf b = BUF_ANY;

	if ((rc = cli_options(c, &cmd_rules, specs, false, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (format == 1)
		buf_puts(&b, "{\"rules\":[\n");
	for (i = 0; i < FINDING_CODES; i++) {
		const struct message *m = message_of((enum finding_code)i);

		if (format == 1)
			as_json(&b, m, i == 0);
		else
			as_text(&b, m, c->lang);
	}
	if (format == 1)
		buf_puts(&b, "\n]}\n");
	rc = cli_write(c, &b);
	buf_free(&b);
	return rc;
}

const struct command cmd_rules = {
	"rules", "[--format text|json]",
	{ "Toont elke regel: code, ernst, bron, zin en hulp.",
	  "Lists every rule: code, severity, source, sentence and help." },
	{ "", "" },
	run
};
