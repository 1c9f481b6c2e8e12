/* cli.c: see cli.h. */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/uri.h"

#define MAX_FOLDER_DEPTH	64

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
		(void)cli_fail(c, "%s: %s", "%s: %s", path, why);
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
			cli_say(c, "rekenschap: %s: %s\n", path, why);
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

struct walk {
	struct cli *cli;
	int (*fn)(struct cli *, const char *, void *);
	void *ctx;
	int status;
	unsigned found;			/* reports, in the folder at hand */
};

static bool
is_report(const char *path, struct arena *a)
{
	enum document_form form;
	struct file f;
	const char *why;

	if (file_open(&f, path, a, &why) == -1)
		return false;
	form = ingest_sniff(f.bytes);
	file_close(&f);
	return form == FORM_XBRL;
}

static void
walk_folder(struct walk *w, const char *folder, int depth)
{
	struct arena *a = arena_new();
	struct slice *names;
	size_t n, i;

	if (depth > MAX_FOLDER_DEPTH ||
	    file_list(folder, a, &names, &n) == -1) {
		w->status = cli_worse(w->status, cli_fail(w->cli,
		    "%s: map niet te lezen", "%s: cannot read the folder",
		    folder));
		goto out;
	}
	for (i = 0; i < n; i++) {
		const char *path = arena_printf(a, "%s/%s", folder,
		    names[i].s);

		/* A few links that lead back make 2^40 paths. */
		if (file_is_link(path) && file_is_folder(path))
			continue;
		if (file_is_folder(path))
			walk_folder(w, path, depth + 1);
		else if (is_report(path, a)) {
			w->found++;
			w->status = cli_worse(w->status,
			    w->fn(w->cli, path, w->ctx));
		}
	}
 out:
	arena_free(a);
}

/* Without slashes at the end. */
static const char *
folder_name(const struct cli *c, const char *arg)
{
	size_t n = strlen(arg);

	while (n > 1 && arg[n - 1] == '/')
		n--;
	return arena_printf(c->arena, "%.*s", (int)n, arg);
}

int
cli_each_file(struct cli *c, int (*fn)(struct cli *, const char *, void *),
    void *ctx)
{
	struct walk w = { c, fn, ctx, EXIT_OK, 0 };
	int i;

	for (i = 0; i < c->n_args; i++) {
		if (!file_is_folder(c->args[i])) {
			w.status = cli_worse(w.status,
			    fn(c, c->args[i], ctx));
			continue;
		}
		w.found = 0;
		walk_folder(&w, folder_name(c, c->args[i]), 0);
		if (w.found == 0)	/* a check of nothing is no pass */
			w.status = cli_worse(w.status, cli_fail(c,
			    "%s: geen verslagen in deze map",
			    "%s: no reports in this folder", c->args[i]));
	}
	return w.status;
}
