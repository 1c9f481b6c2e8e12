/*
 * main.c: the command `rekenschap`: finds the command and runs it.
 */
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/xml.h"
#include "cli/cli.h"

static const struct command *const commands[] = {
	&cmd_validate,
	&cmd_facts,
	&cmd_taxonomy,
	&cmd_ingest,
	&cmd_report,
	&cmd_store,
	&cmd_rules,
	&cmd_xpath,
	&cmd_conformance,
};
#define N_COMMANDS	(sizeof(commands) / sizeof(commands[0]))

static void
print_help(enum lang lang)
{
	static const char *const head[2] = {
		"Rekenschap leest, controleert en toont verslagen van "
		"scholen in XBRL.\n\n"
		"Gebruik: rekenschap [--lang nl|en] [--quiet] [--color "
		"auto|always|never] OPDRACHT …\n\nOpdrachten:\n",
		"Rekenschap reads, checks and shows the reports of schools in "
		"XBRL.\n\n"
		"Usage: rekenschap [--lang nl|en] [--quiet] [--color "
		"auto|always|never] COMMAND …\n\nCommands:\n"
	};
	static const char *const foot[2] = {
		"\nUitleg bij een opdracht: rekenschap OPDRACHT --help\n\n"
		"Uitgang: 0 gedaan, geen fouten; 1 gedaan, fouten gevonden; "
		"2 niet te doen, met de reden.\n"
		"rekenschap --version toont de versie.\n",
		"\nHelp on a command: rekenschap COMMAND --help\n\n"
		"Exit status: 0 done, no errors; 1 done, errors found; 2 could "
		"not be done, with the reason.\n"
		"rekenschap --version prints the version.\n"
	};
	size_t i;

	fputs(head[lang], stdout);
	for (i = 0; i < N_COMMANDS; i++)
		printf("  %-12s %s\n", commands[i]->name,
		    commands[i]->summary[lang]);
	fputs(foot[lang], stdout);
}

static enum lang
language_of_environment(void)
{
	const char *names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	size_t i;

	for (i = 0; i < 3; i++) {
		const char *v = getenv(names[i]);

		if (v != NULL && *v != '\0')
			return strncmp(v, "nl", 2) == 0 ? LANG_NL : LANG_EN;
	}
	return LANG_EN;
}

/* A report on a disk that fails, or cut short by another program while it is
 * mapped, ends the work with a sentence. */
static void
on_bus_error(int sig)
{
	static const char msg[] =
	    "rekenschap: a file became unreadable while it was read\n";

	(void)sig;
	if (write(STDERR_FILENO, msg, sizeof(msg) - 1) == -1)
		_exit(EXIT_UNDONE);
	_exit(EXIT_UNDONE);
}

/* The global options that stand before the command: how many arguments. */
static int
global_options(struct cli *c, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		const char *a = argv[i];

		if (strcmp(a, "--quiet") == 0) {
			c->quiet = true;
		} else if (strcmp(a, "--lang=nl") == 0 ||
		    strcmp(a, "--lang=en") == 0) {
			c->lang = a[7] == 'n' ? LANG_NL : LANG_EN;
		} else if (strcmp(a, "--lang") == 0 && i + 1 < argc &&
		    (strcmp(argv[i + 1], "nl") == 0 ||
		    strcmp(argv[i + 1], "en") == 0)) {
			c->lang = argv[++i][0] == 'n' ? LANG_NL : LANG_EN;
		} else if (strcmp(a, "--color") == 0 && i + 1 < argc) {
			c->color = strcmp(argv[i + 1], "always") == 0 ||
			    (strcmp(argv[i + 1], "auto") == 0 && c->color);
			i++;
		} else {
			break;
		}
	}
	return i;
}

static const struct command *
find_command(const char *name)
{
	size_t i;

	for (i = 0; i < N_COMMANDS; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static int
run(struct cli *c, int argc, char **argv)
{
	int first = global_options(c, argc, argv);
	const char *name = first < argc ? argv[first] : NULL;
	const struct command *cmd;

	if (name == NULL || strcmp(name, "--help") == 0 ||
	    strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
		print_help(c->lang);
		return name == NULL ? EXIT_UNDONE : EXIT_OK;
	}
	if (strcmp(name, "--version") == 0) {
		puts("rekenschap " REKENSCHAP_VERSION);
		return EXIT_OK;
	}
	if (strncmp(name, "--lang", 6) == 0)
		return cli_fail(c, "--lang is nl of en",
		    "--lang is nl or en");
	if ((cmd = find_command(name)) == NULL)
		return cli_fail(c, "onbekende opdracht '%s'; zie rekenschap "
		    "--help", "unknown command '%s'; see rekenschap --help",
		    name);
	c->command = cmd->name;
	return cmd->run(c, argc - first, argv + first);
}

int
main(int argc, char **argv)
{
	struct cli c = { .lang = language_of_environment() };
	struct sigaction bus = { .sa_handler = on_bus_error };
	int rc;

	sigaction(SIGBUS, &bus, NULL);
	mem_is_ours();
	/* libzip asks for the local time of each entry; without a name for
	 * the zone the C library looks at its file each time. */
	(void)setenv("TZ", ":/etc/localtime", 0);
	xml_init();
	c.arena = arena_new();
	c.color = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL;
	rc = run(&c, argc, argv);
	if (fflush(stdout) == EOF && rc != EXIT_UNDONE)
		rc = cli_fail(&c, "schrijven naar de uitvoer lukt niet",
		    "cannot write to standard output");
	resolver_free(c.resolver);
	arena_free(c.arena);
	return rc;
}
