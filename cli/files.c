/*
 * files.c: what a command is to work on: the files named, and the reports in
 * the folders named.  The list is made before the work begins, so that how
 * much there is to do is known and the order is settled.
 */
#include "cli/cli.h"

#include <string.h>

#include "base/file.h"

#define MAX_FOLDER_DEPTH	64

struct walk {
	struct cli *cli;
	struct cli_files *files;
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
		w->files->status = cli_fail(w->cli,
		    "%s: map niet te lezen", "%s: cannot read the folder",
		    folder);
		goto out;
	}
	for (i = 0; i < n; i++) {
		const char *path = arena_printf(a, "%s/%s", folder,
		    names[i].s);

		/* A few links that lead back make 2^40 paths. */
		if (file_is_link(path) && file_is_folder(path))
			continue;
		if (file_is_folder(path)) {
			walk_folder(w, path, depth + 1);
		} else if (is_report(path, a)) {
			w->found++;
			VEC_PUSH(&w->files->path,
			    arena_string(w->cli->arena, path));
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

void
cli_files(struct cli *c, struct cli_files *files)
{
	struct walk w = { c, files, 0 };
	int i;

	*files = (struct cli_files){ .status = EXIT_OK };
	for (i = 0; i < c->n_args; i++) {
		if (!file_is_folder(c->args[i])) {
			VEC_PUSH(&files->path, c->args[i]);
			continue;
		}
		w.found = 0;
		walk_folder(&w, folder_name(c, c->args[i]), 0);
		if (w.found == 0)	/* a check of nothing is no pass */
			files->status = cli_fail(c,
			    "%s: geen verslagen in deze map",
			    "%s: no reports in this folder", c->args[i]);
	}
}

void
cli_files_free(struct cli_files *files)
{
	VEC_FREE(&files->path);
}
