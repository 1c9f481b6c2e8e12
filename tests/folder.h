/*
 * folder.h: the files of a test, in a folder of their own that goes when the
 * test is over.
 */
#ifndef TESTS_FOLDER_H
#define TESTS_FOLDER_H

#include <ftw.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "tests/tap.h"

static char folder[] = "/tmp/rekenschap-test.XXXXXX";
static struct arena *arena;	/* of the whole test */

/* Before anything else; false where there is no folder to be had. */
static inline bool
folder_begin(void)
{
	if (mkdtemp(folder) == NULL)
		return false;
	arena = arena_new();
	return true;
}

static inline char *
folder_path(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

/* Writes a file, and the folders it lies in; its path.  Without it no test
 * means anything.  Without fsync, which thousands of files would feel. */
static inline const char *
folder_put(const char *name, struct slice text)
{
	const char *path = folder_path(name);
	const char *slash = strrchr(path, '/');
	FILE *f;

	(void)file_make_folders(arena_printf(arena, "%.*s",
	    (int)(slash - path), path));
	f = fopen(path, "w");
	if (f == NULL || fwrite(text.s, 1, text.n, f) != text.n ||
	    fclose(f) != 0) {
		printf("Bail out! %s cannot be written\n", path);
		exit(EXIT_FAILURE);
	}
	return path;
}

static inline int
folder_remove(const char *path, const struct stat *st, int kind,
    struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void
folder_end(void)
{
	(void)nftw(folder, folder_remove, 8, FTW_DEPTH | FTW_PHYS);
	arena_free(arena);
}

#endif
