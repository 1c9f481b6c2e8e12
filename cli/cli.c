/* cli.c: see cli.h.  Files: files.c; progress: progress.c. */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/reason.h"
#include "base/uri.h"

int
cli_fail(const struct cli *c, const char *nl, const char *en, ...)
{
	va_list ap;

	fprintf(stderr, "rekenschap%s%s: ", c->command == NULL ? "" : " ",
	    c->command == NULL ? "" : c->command);
	va_start(ap, en);
	vfprintf(stderr, c->lang == LANG_NL ? nl : en, ap);
	va_end(ap);
	fputc('\n', stderr);
	return EXIT_UNDONE;
}

const char *
cli_why(const struct cli *c, const char *why)
{
	struct buf b = BUF_ANY;
	const char *text;

	reason_text(&b, slice_of(why), c->lang);
	text = arena_copy(c->arena, buf_get(&b)).s;
	buf_free(&b);
	return text;
}

int
cli_fail_at(const struct cli *c, const char *at, const char *why)
{
	why = cli_why(c, why);
	return at == NULL ? cli_fail(c, "%s", "%s", why) :
	    cli_fail(c, "%s: %s", "%s: %s", at, why);
}

void
cli_say(const struct cli *c, const char *fmt, ...)
{
	va_list ap;

	if (c->quiet)
		return;
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
}

/* The folder of XDG's base directory `variable`, or of $HOME. */
static const char *
xdg_folder(struct arena *a, const char *variable, const char *below_home,
    const char *name)
{
	const char *dir = getenv(variable), *home = getenv("HOME");

	if (dir != NULL && dir[0] == '/')
		return arena_printf(a, "%s/%s", dir, name);
	if (home != NULL && home[0] == '/')
		return arena_printf(a, "%s/%s/%s", home, below_home, name);
	return NULL;
}

const char *
cli_library(struct arena *a)
{
	return xdg_folder(a, "XDG_DATA_HOME", ".local/share",
	    "rekenschap/packages");
}

int
cli_package(const struct cli *c, struct resolver *r, const char *path,
    uint32_t *errors)
{
	struct findings *fs = findings_new();
	struct buf b = BUF_ANY;
	const char *why;
	uint32_t i;
	int rc = resolver_add_package(r, path, fs, &why);

	if (rc == -1 && findings_count(fs) == 0)
		(void)cli_fail_at(c, path, why);
	for (i = 0; i < findings_count(fs); i++) {
		const struct finding *f = findings_get(fs, i);

		buf_clear(&b);
		finding_text(&b, f, c->lang);
		(void)cli_fail(c, "%s: %s: %s", "%s: %s: %s", path,
		    message_of(f->code)->code, buf_get(&b).s);
	}
	*errors = findings_errors(fs);
	buf_free(&b);
	findings_free(fs);
	return rc;
}

/* Every package of the folder; one that is unfit is said and passed over. */
static void
add_library(struct cli *c, const char *folder)
{
	struct slice *names;
	const char *why;
	size_t n, i;

	if (folder == NULL || file_list(folder, c->arena, &names, &n) == -1)
		return;
	for (i = 0; i < n; i++) {
		const char *path;

		if (!slice_ends(names[i], SLICE(".zip")))
			continue;
		path = arena_printf(c->arena, "%s/%s", folder, names[i].s);
		if (resolver_add_package(c->resolver, path, NULL, &why) == -1)
			cli_say(c, "rekenschap: %s: %s\n", path,
			    cli_why(c, why));
	}
}

int
cli_resolver(struct cli *c)
{
	if (c->resolver == NULL)
		c->resolver = resolver_new();
	if (!c->no_library) {
		add_library(c, cli_library(c->arena));
#ifdef REKENSCHAP_SHARE
		add_library(c, REKENSCHAP_SHARE "/packages");
#endif
	}
	if (c->taxonomy.cache == NULL)
		c->taxonomy.cache = xdg_folder(c->arena, "XDG_CACHE_HOME",
		    ".cache", "rekenschap");
	else if (strcmp(c->taxonomy.cache, "none") == 0)
		c->taxonomy.cache = NULL;
	return 0;
}

int
cli_write(const struct cli *c, struct buf *b)
{
	struct slice s = buf_get(b);
	bool bad = s.n > 0 && fwrite(s.s, 1, s.n, stdout) != s.n;

	buf_clear(b);
	return bad ? cli_fail(c, "schrijven naar de uitvoer lukt niet",
	    "cannot write to standard output") : EXIT_OK;
}

struct slice
cli_entry_point(const struct cli *c, const char *arg)
{
	return strstr(arg, "://") != NULL ?
	    slice_of(arg) : uri_of_path(c->arena, arg);
}

int
cli_worse(int a, int b)
{
	return a > b ? a : b;
}

/* --- filing rules --- */

/* The day it is here. */
static struct moment
today_here(void)
{
	time_t now = time(NULL);
	char text[sizeof("YYYY-MM-DD")];
	struct moment m = { 0, 0, ZONE_NONE, true };
	struct tm tm;

	if (localtime_r(&now, &tm) != NULL &&
	    strftime(text, sizeof(text), "%Y-%m-%d", &tm) > 0)
		(void)moment_parse_date(&m, slice_of(text));
	return m;
}

int
cli_filing(const struct cli *c, int rules, const char *today,
    struct validate_options *o)
{
	static const enum filing_rules all[] = { FILING_RULES_NONE,
	    FILING_RULES_NL, FILING_RULES_NL_KVK };

	o->filing_rules = all[rules];
	if (today == NULL) {
		if (o->filing_rules != FILING_RULES_NONE)
			o->today = today_here();	/* nobody else asks */
		return 0;
	}
	if (is_plain_date(slice_of(today)) &&
	    moment_parse_date(&o->today, slice_of(today)) == 0)
		return 0;
	(void)cli_fail(c, "--today '%s' is geen datum (JJJJ-MM-DD)",
	    "--today '%s' is no date (YYYY-MM-DD)", today);
	return -1;
}
