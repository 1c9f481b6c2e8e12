/* cmd_facts.c: rekenschap facts: the facts of a report as a table. */
#include "cli/cli.h"
#include "report/facts.h"

static int
flush(struct buf *b, void *ctx)
{
	return cli_write(ctx, b);
}

static int
print_facts(struct cli *c, const struct report *r, bool json)
{
	struct buf b = BUF_ANY;
	uint32_t left_out;
	int rc;

	if (!json) {
		rc = facts_csv(r, &b, flush, c);
	} else {
		facts_json(r, &b, &left_out);
		rc = cli_write(c, &b);
		if (left_out > 0)
			cli_say(c, c->lang == LANG_NL ?
			    "rekenschap facts: %u feiten passen niet in "
			    "xBRL-JSON en zijn weggelaten\n" :
			    "rekenschap facts: %u facts do not fit xBRL-JSON "
			    "and are left out\n", left_out);
	}
	buf_free(&b);
	return rc;
}

static int
run(struct cli *c, int argc, char **argv)
{
	int format = 0, rc;
	const struct option_spec specs[] = {
		{ "format", 0, OPT_CHOICE, &format, "csv|json" },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct judge_options o = { .read_only = true };
	struct judged j;

	if ((rc = cli_options(c, &cmd_facts, specs, true, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (c->n_args != 1)
		return cli_fail(c, "geef één bestand", "give one file");
	if (cli_resolver(c) == -1)
		return EXIT_UNDONE;
	o.ingest.resolver = c->resolver;
	o.ingest.taxonomy = c->taxonomy;
	rc = judge_file(&j, c->args[0], &o, c->arena);
	if (j.report != NULL)
		rc = cli_worse(rc, print_facts(c, j.report, format == 1));
	if (j.why != NULL)
		(void)cli_fail_at(c, c->args[0], j.why);
	else if (j.report == NULL)
		rc = cli_fail(c, "%s: geen verslag", "%s: no report",
		    c->args[0]);
	else if (j.note != NULL)
		(void)cli_fail_at(c, c->args[0], j.note);
	judged_free(&j);
	return rc;
}

const struct command cmd_facts = {
	"facts", "FILE [--format csv|json]",
	{ "Toont de feiten van een verslag als tabel.",
	  "Prints the facts of a report as a table." },
	{ "  --format csv|json   een CSV-tabel, of xBRL-JSON\n",
	  "  --format csv|json   a CSV table, or xBRL-JSON\n" },
	run
};
