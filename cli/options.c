/*
 * options.c: the options of a command, read by getopt_long from tables.
 * Every command takes the global options too, wherever they stand.
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/cli.h"

#define MAX_OPTIONS	40

/* Options that every command has, or every command with a taxonomy. */
enum {
	GO_HELP = 1000, GO_LANG, GO_QUIET, GO_COLOR,
	GO_PACKAGE, GO_CATALOG, GO_IMAGE, GO_CACHE, GO_NO_LIBRARY, GO_ONLINE,
	GO_JOBS
};

struct reading {
	struct cli *cli;
	const struct command *command;
	const struct option_spec *specs;
	struct option longs[MAX_OPTIONS];
	char letters[2 * MAX_OPTIONS + 2];
};

static void
add_long(struct reading *r, size_t *n, const char *name, bool argument,
    int value)
{
	r->longs[(*n)++] = (struct option){ name,
	    argument ? required_argument : no_argument, NULL, value };
}

static void
make_tables(struct reading *r, bool with_taxonomy)
{
	size_t n = 0, l = 0, i;

	r->letters[l++] = ':';
	r->letters[l++] = 'h';
	for (i = 0; r->specs[i].name != NULL; i++) {
		bool argument = r->specs[i].kind != OPT_FLAG;

		add_long(r, &n, r->specs[i].name, argument, (int)i + 2000);
		if (r->specs[i].letter == 0)
			continue;
		r->letters[l++] = r->specs[i].letter;
		if (argument)
			r->letters[l++] = ':';
	}
	r->letters[l] = '\0';
	add_long(r, &n, "help", false, GO_HELP);
	add_long(r, &n, "lang", true, GO_LANG);
	add_long(r, &n, "quiet", false, GO_QUIET);
	add_long(r, &n, "color", true, GO_COLOR);
	if (with_taxonomy) {
		add_long(r, &n, "package", true, GO_PACKAGE);
		add_long(r, &n, "catalog", true, GO_CATALOG);
		add_long(r, &n, "image", true, GO_IMAGE);
		add_long(r, &n, "cache", true, GO_CACHE);
		add_long(r, &n, "no-library", false, GO_NO_LIBRARY);
		add_long(r, &n, "online", false, GO_ONLINE);
		add_long(r, &n, "jobs", true, GO_JOBS);
	}
	r->longs[n] = (struct option){ NULL, 0, NULL, 0 };
}

static void
print_help(const struct reading *r, bool with_taxonomy)
{
	static const char *const taxonomy[2] = {
		"\nWaar de taxonomie vandaan komt:\n"
		"  --package BESTAND.zip  een taxonomiepakket (herhaalbaar)\n"
		"  --catalog BESTAND      catalog.json of een OASIS-catalogus "
		"(herhaalbaar)\n"
		"  --image BESTAND        een met 'taxonomy compile' gemaakte "
		"image\n"
		"  --cache MAP            waar images bewaard worden ('none': "
		"nergens)\n"
		"  --no-library           de met 'taxonomy add' bewaarde "
		"pakketten niet gebruiken\n"
		"\nHoeveel tegelijk: verslagen, of van een taxonomie die nog "
		"niet gecompileerd is\nde documenten; de uitvoer is dezelfde:\n"
		"  --jobs N               standaard 1; conformance: zoveel als "
		"er processors zijn\n",
		"\nWhere the taxonomy comes from:\n"
		"  --package FILE.zip     a taxonomy package (repeatable)\n"
		"  --catalog FILE         catalog.json or an OASIS catalog "
		"(repeatable)\n"
		"  --image FILE           an image made by 'taxonomy compile'\n"
		"  --cache DIR            where images are kept ('none': "
		"nowhere)\n"
		"  --no-library           leave out the packages kept by "
		"'taxonomy add'\n"
		"\nHow much at once: reports, or the documents of a taxonomy "
		"that is not compiled\nyet; the output is the same:\n"
		"  --jobs N               default 1; conformance: as many as "
		"there are processors\n"
	};
	static const char *const global[2] = {
		"\nAltijd: --lang nl|en, --quiet, --color auto|always|never, "
		"--help\n",
		"\nAlways: --lang nl|en, --quiet, --color auto|always|never, "
		"--help\n"
	};
	enum lang lang = r->cli->lang;

	printf("%s rekenschap %s %s\n\n%s\n\n%s",
	    lang == LANG_NL ? "Gebruik:" : "Usage:", r->command->name,
	    r->command->usage, r->command->summary[lang],
	    r->command->help[lang]);
	if (with_taxonomy)
		fputs(taxonomy[lang], stdout);
	fputs(global[lang], stdout);
}

/* The index of a word in "a|b|c", or -1. */
static int
choice(const char *choices, const char *word)
{
	size_t n = strlen(word);
	int i = 0;

	for (; choices != NULL; i++) {
		const char *bar = strchr(choices, '|');
		size_t len = bar == NULL ? strlen(choices) :
		    (size_t)(bar - choices);

		if (len == n && memcmp(choices, word, n) == 0)
			return i;
		choices = bar == NULL ? NULL : bar + 1;
	}
	return -1;
}

static int
bad_choice(const struct cli *c, const char *name, const char *value,
    const char *choices)
{
	(void)cli_fail(c, "--%s '%s' is er geen van: %s",
	    "--%s '%s' is none of: %s", name, value, choices);
	return -1;
}

static int
set_number(const struct cli *c, const char *name, const char *arg, int *value)
{
	long number;
	char *end;

	errno = 0;
	number = strtol(arg, &end, 10);
	if (errno != 0 || *end != '\0' || number < 1 || number > 1000000) {
		(void)cli_fail(c,
		    "--%s wil een getal van 1 tot 1000000, niet '%s'",
		    "--%s wants a number from 1 to 1000000, not '%s'", name,
		    arg);
		return -1;
	}
	*value = (int)number;
	return 0;
}

static int
set_own(struct reading *r, const struct option_spec *s, const char *arg)
{
	switch (s->kind) {
	case OPT_FLAG:
		*(bool *)s->value = true;
		return 0;
	case OPT_TEXT:
		*(const char **)s->value = arg;
		return 0;
	case OPT_LIST:
		VEC_PUSH(&((struct option_list *)s->value)->given, arg);
		return 0;
	case OPT_CHOICE:
		if ((*(int *)s->value = choice(s->choices, arg)) == -1)
			return bad_choice(r->cli, s->name, arg, s->choices);
		return 0;
	case OPT_NUMBER:
		return set_number(r->cli, s->name, arg, s->value);
	}
	return 0;
}

static int
set_source(struct cli *c, int option, const char *arg)
{
	const char *why;
	uint32_t errors;

	if (c->resolver == NULL)
		c->resolver = resolver_new();
	if (option == GO_PACKAGE)
		return cli_package(c, c->resolver, arg, &errors);
	if (resolver_add_catalog(c->resolver, arg, &why) == 0)
		return 0;
	(void)cli_fail_at(c, arg, why);
	return -1;
}

static int
set_global(struct cli *c, int option, const char *arg)
{
	int k;

	switch (option) {
	case GO_LANG:
		if ((k = choice("nl|en", arg)) == -1)
			return bad_choice(c, "lang", arg, "nl|en");
		c->lang = k == 0 ? LANG_NL : LANG_EN;
		return 0;
	case GO_QUIET:
		c->quiet = true;
		return 0;
	case GO_COLOR:
		if ((k = choice("auto|always|never", arg)) == -1)
			return bad_choice(c, "color", arg,
			    "auto|always|never");
		if (k != 0)
			c->color = k == 1;
		return 0;
	case GO_PACKAGE:
	case GO_CATALOG:
		return set_source(c, option, arg);
	case GO_IMAGE:
		c->taxonomy.image = arg;
		return 0;
	case GO_CACHE:
		c->taxonomy.cache = arg;
		return 0;
	case GO_NO_LIBRARY:
		c->no_library = true;
		return 0;
	case GO_JOBS:
		return set_number(c, "jobs", arg, &c->taxonomy.jobs);
	case GO_ONLINE:
		(void)cli_fail(c, "--online kan niet: deze versie haalt nooit "
		    "iets van internet; gebruik --package of --catalog",
		    "--online is not available: this version never fetches "
		    "anything; use --package or --catalog");
		return -1;
	}
	return 0;
}

static int
complain(struct reading *r, int what, char **argv)
{
	(void)cli_fail(r->cli, what == ':' ?
	    "de optie '%s' wil een waarde" : "onbekende optie '%s'",
	    what == ':' ? "option '%s' wants a value" :
	    "unknown option '%s'", argv[optind - 1]);
	return -1;
}

int
cli_options(struct cli *c, const struct command *cmd,
    const struct option_spec *specs, bool with_taxonomy, int argc,
    char **argv)
{
	struct reading r = { .cli = c, .command = cmd, .specs = specs };
	int o, rc = 0;
	size_t i;
	bool help = false;

	make_tables(&r, with_taxonomy);
	opterr = 0;
	optind = 0;
	while (rc == 0 && (o = getopt_long(argc, argv, r.letters, r.longs,
	    NULL)) != -1) {
		if (o == GO_HELP || o == 'h')
			help = true;
		else if (o == '?' || o == ':')
			rc = complain(&r, o, argv);
		else if (o >= 2000)
			rc = set_own(&r, &specs[o - 2000], optarg);
		else if (o >= GO_HELP)
			rc = set_global(c, o, optarg);
		else
			for (i = 0; specs[i].name != NULL; i++)
				if (specs[i].letter == o)
					rc = set_own(&r, &specs[i], optarg);
	}
	if (rc == 0 && help) {
		print_help(&r, with_taxonomy);
		rc = 1;
	}
	c->args = argv + optind;
	c->n_args = argc - optind;
	return rc;
}
