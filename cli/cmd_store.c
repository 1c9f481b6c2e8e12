/* cmd_store.c: rekenschap store verify: is all that was stored still so? */
#include <string.h>

#include "base/sha256.h"
#include "cli/cli.h"
#include "store/store.h"

static int
verify(struct cli *c, const char *location)
{
	char head[SHA256_HEX];
	const struct store_options options = { .read_only = true };
	struct store *s = NULL;
	const char *why;
	int rc;

	if (store_open(&s, location, &options, c->arena, &why) == -1)
		return cli_fail_at(c, location, why);
	rc = store_verify(s, head, &why);
	if (rc == 0)
		printf(c->lang == LANG_NL ?
		    "%s: alles klopt; laatste hash %s\n" :
		    "%s: all is well; last hash %s\n", location, head);
	else if (rc == 1)
		printf(c->lang == LANG_NL ? "%s: klopt niet: %s\n" :
		    "%s: is not as it was stored: %s\n", location,
		    cli_why(c, why));
	else
		(void)cli_fail_at(c, location, why);
	store_close(s);
	return rc == 0 ? EXIT_OK : rc == 1 ? EXIT_FINDINGS : EXIT_UNDONE;
}

static int
run(struct cli *c, int argc, char **argv)
{
	const char *location = NULL;
	const struct option_spec specs[] = {
		{ "store", 0, OPT_TEXT, &location, NULL },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};
	int rc;

	if ((rc = cli_options(c, &cmd_store, specs, false, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	if (c->n_args != 1 || strcmp(c->args[0], "verify") != 0 ||
	    location == NULL)
		return cli_fail(c, "gebruik: rekenschap store verify --store "
		    "OPSLAG", "usage: rekenschap store verify --store STORE");
	return verify(c, location);
}

const struct command cmd_store = {
	"store", "verify --store STORE",
	{ "Gaat na of alles in de opslag nog is zoals het werd bewaard.",
	  "Checks that all in the store is as it was stored." },
	{ "  verify   vergelijkt de rijen en bestanden met de keten van hashes "
	  "in het\n           auditlog en toont de laatste hash\n",
	  "  verify   compares rows and files with the chain of hashes in the "
	  "audit log\n           and prints the last hash\n" },
	run
};
