/*
 * faults.c: a full disk, a folder that may not be written, a file that may
 * not be opened: one clear sentence, and nothing is lost.
 */
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/store.h"
#include "tests/store/fault_vfs.h"
#include "tests/store/sample_filing.h"
#include "tests/store/scratch.h"
#include "tests/tap.h"

static struct arena *arena;
static const char *why;

static struct store *
open_with(const char *vfs, bool read_only)
{
	const struct store_options o = {
		.clock = { sample_now, NULL }, .vfs = vfs,
		.wait_ms = 100, .read_only = read_only
	};
	struct store *s;

	why = "";
	return store_open(&s, path, &o, arena, &why) == 0 ? s : NULL;
}

static struct store *
open_it(void)
{
	return open_with(FAULT_VFS, false);
}

static int
put(struct store *s, int serial, uint32_t facts)
{
	struct store_receipt r;
	struct sample sample;

	why = "";
	return store_put(s, sample_make(&sample, "99901", serial, facts),
	    arena, &r, &why);
}

static bool
is_there(struct store *s, int serial)
{
	struct store_receipt r;
	struct sample sample;

	return store_find(s, sample_make(&sample, "99901", serial, 1)->sha256,
	    arena, &r, &why) == 1;
}

static bool
is_sound(struct store *s)
{
	char head[SHA256_HEX];

	return store_verify(s, head, &why) == 0;
}

/* --- a full disk --- */

static void
test_full(void)
{
	struct store *s;

	remove_store();
	fault_set((struct fault_plan){ .quota = 1 });
	s = open_it();
	ok(s == NULL || put(s, 1, 5) == -1, "no store is made on a full disk");
	is_str(why, "the disk is full", "it says so");
	store_close(s);
	fault_set((struct fault_plan){ .quota = 1500000 });
	s = open_it();
	if (!ok(s != NULL, "a store on a small disk"))
		return;
	is_int(put(s, 1, 5), 0, "a small filing fits");
	is_int(put(s, 2, 20000), -1, "a large one does not");
	is_str(why, "the disk is full", "the reason is given");
	ok(is_there(s, 1) && !is_there(s, 2), "the first is there, the second "
	    "not");
	is_int(put(s, 3, 5), 0, "a small one still goes in");
	ok(is_sound(s), "the store is in order");
	store_close(s);
	fault_set((struct fault_plan){ .quota = 0 });
	s = open_it();
	if (!ok(s != NULL, "when there is room again it opens"))
		return;
	is_int(put(s, 2, 20000), 0, "and the large one is taken");
	ok(is_there(s, 1) && is_there(s, 2) && is_there(s, 3) && is_sound(s),
	    "nothing was lost");
	store_close(s);
}

/* --- what may not be written --- */

static void
test_read_only(void)
{
	struct store *s;

	remove_store();
	fault_set((struct fault_plan){ .read_only = true });
	ok(open_it() == NULL, "no store is made in a read-only folder");
	is_str(why, "the store cannot be opened or made there: check that the "
	    "folder exists and may be written", "it says so");
	fault_set((struct fault_plan){ .read_only = false });
	if ((s = open_it()) == NULL || put(s, 1, 5) == -1)
		ok(false, "a store to test with");
	store_close(s);
	fault_set((struct fault_plan){ .read_only = true });
	ok(open_it() == NULL, "a read-only store is not opened for writing");
	is_str(why, "the store or its folder is read-only, so nothing can be "
	    "stored", "that is said");
	fault_set((struct fault_plan){ .deny = true });
	ok(open_it() == NULL, "nor one that may not be opened at all");
	fault_set((struct fault_plan){ .deny = false });
	s = open_it();
	ok(s != NULL && is_there(s, 1) && is_sound(s), "nothing was lost");
	store_close(s);
}

/* The same with the system's own file layer and permissions; in a process
 * that is not root, for whom there are none. */
static int
as_somebody(void)
{
	struct store *s;
	int good = 0;

	if (geteuid() == 0 && setuid(65534) == -1)
		return -1;
	s = open_with(NULL, false);
	good += s == NULL && strstr(why, "read-only") != NULL;
	store_close(s);
	s = open_with(NULL, true);
	good += s != NULL && is_there(s, 1);
	store_close(s);
	return good;
}

static void
test_permissions(void)
{
	int status = 0;
	pid_t pid;

	chmod(path, 0444);
	chmod(folder, 0555);
	if ((pid = fork()) == 0)
		_exit(as_somebody());
	waitpid(pid, &status, 0);
	chmod(folder, 0755);
	chmod(path, 0644);
	is_int(WIFEXITED(status) ? WEXITSTATUS(status) : -1, 2,
	    "a read-only folder: not written, but read");
}

int
main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!scratch_begin(NULL))
		return skip_all("no folder to work in");
	fault_register();
	arena = arena_new();
	test_full();
	test_read_only();
	test_permissions();
	scratch_end();
	arena_free(arena);
	return done();
}
