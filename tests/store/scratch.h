/*
 * scratch.h: where a test keeps its store: in a folder of its own, which goes
 * when the test is over.
 */
#ifndef TESTS_STORE_SCRATCH_H
#define TESTS_STORE_SCRATCH_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[200];
static char path[256];		/* of the store */

/* Makes the folder below `where`, NULL: where temporary files go; false where
 * there is none to be had. */
static inline bool
scratch_begin(const char *where)
{
	const char *tmp = getenv("TMPDIR");

	if (where == NULL)
		where = tmp == NULL ? "/tmp" : tmp;
	snprintf(folder, sizeof(folder), "%s/rekenschap-store-XXXXXX", where);
	if (mkdtemp(folder) == NULL)
		return false;
	snprintf(path, sizeof(path), "%s/store.db", folder);
	return true;
}

/* The store, and what SQLite keeps beside it. */
static inline void
remove_store(void)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	char name[300];
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		unlink(name);
	}
}

static inline void
scratch_end(void)
{
	remove_store();
	rmdir(folder);
}

#endif
