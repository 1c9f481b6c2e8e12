/* cmd_validate.c: rekenschap validate: files in, findings out. */
#include "cli/cli.h"
#include "taxonomy/utr.h"
#include "validate/output.h"

struct validating {
	const struct output  *output;
	struct output_options options;
	struct judge_options  judge;
	struct buf            buf;
	bool                  any;
};

static int
validate_one(struct cli *c, const char *path, void *ctx)
{
	struct validating *v = ctx;
	struct arena *a = arena_new();
	struct judged j;
	int rc;

	rc = judge_file(&j, path, &v->judge, a);
	v->output->file(&v->buf, &v->options, &j, &v->any);
	if (j.why != NULL)
		(void)cli_fail(c, "%s: %s", "%s: %s", path, j.why);
	rc = cli_worse(rc, cli_write(c, &v->buf));
	judged_free(&j);
	arena_free(a);
	return rc;
}

/* --utr FILE|off: 0 with *own to be freed, or 2 after saying why. */
static int
set_utr(struct cli *c, struct validate_options *o, const char *arg,
    struct utr **own)
{
	const char *why;

	if (arg == NULL)
		return EXIT_OK;
	o->no_utr = strcmp(arg, "off") == 0;
	if (!o->no_utr && utr_read(own, arg, c->arena, &why) == -1)
		return cli_fail(c, "%s: %s", "%s: %s", arg, why);
	o->utr = *own;
	return EXIT_OK;
}

static int
run(struct cli *c, int argc, char **argv)
{
	static const char *const formats[] = { "text", "json", "sarif" };
	static const enum calculation calculations[] = {
		CALCULATION_10, CALCULATION_11, CALCULATION_11_TRUNCATION,
		CALCULATION_XBRL21
	};
	int format = 0, calculation = -1, rc;
	bool no_calculation = false, no_formula = false;
	const char *later = NULL;	/* what this version cannot do yet */
	const char *utr = NULL;
	struct utr *registry = NULL;
	const struct option_spec specs[] = {
		{ "format", 0, OPT_CHOICE, &format, "text|json|sarif" },
		{ "calculation", 0, OPT_CHOICE, &calculation,
		    "1.0|1.1|1.1-truncation|xbrl21" },
		{ "no-calculation", 0, OPT_FLAG, &no_calculation, NULL },
		{ "no-formula", 0, OPT_FLAG, &no_formula, NULL },
		{ "filing-rules", 0, OPT_TEXT, &later, NULL },
		{ "utr", 0, OPT_TEXT, &utr, NULL },
		{ "parameter", 0, OPT_TEXT, &later, NULL },
		{ "assertions", 0, OPT_TEXT, &later, NULL },
		{ "formula-output", 0, OPT_TEXT, &later, NULL },
		{ "trace", 0, OPT_TEXT, &later, NULL },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	struct validating v = { .buf = BUF_ANY };

	if ((rc = cli_options(c, &cmd_validate, specs, true, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (later != NULL)
		return cli_fail(c, "--filing-rules en de opties voor formules "
		    "kan deze versie nog niet", "this version does not have "
		    "--filing-rules and the options of formulas yet");
	if (c->n_args == 0)
		return cli_fail(c, "welk bestand? zie rekenschap validate "
		    "--help", "which file? see rekenschap validate --help");
	if (cli_resolver(c) == -1 || set_utr(c, &v.judge.validate, utr,
	    &registry) != EXIT_OK)
		return EXIT_UNDONE;
	v.output = output_find(formats[format]);
	v.options = (struct output_options){ c->lang, c->color };
	v.judge.ingest.resolver = c->resolver;
	v.judge.ingest.taxonomy = c->taxonomy;
	v.judge.validate.calculation = no_calculation ? CALCULATION_OFF :
	    calculation == -1 ? CALCULATION_AUTO : calculations[calculation];
	v.output->begin(&v.buf, &v.options);
	rc = cli_each_file(c, validate_one, &v);
	v.output->end(&v.buf, &v.options);
	rc = cli_worse(rc, cli_write(c, &v.buf));
	buf_free(&v.buf);
	utr_free(registry);
	return rc;
}

const struct command cmd_validate = {
	"validate", "FILE… [--format text|json|sarif] [--calculation "
	"1.0|1.1|1.1-truncation|xbrl21] [--no-calculation] [--utr FILE|off]",
	{ "Controleert verslagen, schema's en linkbases en toont de "
	  "bevindingen.",
	  "Checks reports, schemas and linkbases and prints the findings." },
	{ "  --format text|json|sarif  hoe de bevindingen getoond worden\n"
	  "  --calculation 1.0|1.1|1.1-truncation|xbrl21\n"
	  "                            volgens welke regels er opgeteld wordt "
	  "(standaard 1.1\n"
	  "                            als de taxonomie die heeft, anders "
	  "1.0);\n"
	  "                            1.1-truncation: bedragen zijn afgekapt, "
	  "niet afgerond\n"
	  "  --no-calculation          optellingen niet controleren\n"
	  "  --utr BESTAND|off         eenheden volgens dit eenhedenregister "
	  "(utr.xml), of\n"
	  "                            niet; standaard het ingebouwde van "
	  "2025-03-18\n"
	  "\nVan een map worden alle verslagen erin gecontroleerd.\n"
	  "Formules (assertions) worden in deze versie nog niet "
	  "uitgevoerd.\n",
	  "  --format text|json|sarif  how the findings are shown\n"
	  "  --calculation 1.0|1.1|1.1-truncation|xbrl21\n"
	  "                            by which rules sums are checked "
	  "(default 1.1 where\n"
	  "                            the taxonomy has it, else 1.0);\n"
	  "                            1.1-truncation: amounts were cut off, "
	  "not rounded\n"
	  "  --no-calculation          do not check sums\n"
	  "  --utr FILE|off            units by this units registry "
	  "(utr.xml), or not at\n"
	  "                            all; default the one built in, of "
	  "2025-03-18\n"
	  "\nOf a folder, all reports in it are checked.\n"
	  "Formulas (assertions) are not evaluated by this version.\n" },
	run
};
