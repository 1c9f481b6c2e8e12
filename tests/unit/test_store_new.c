/*
 * test_store_new.c: the beginning of a store: when its tables come into being,
 * what others meet while it is young, when it is no longer, and what a process
 * leaves that was killed in the middle.
 */
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/sqlite.h"
#include "store/store.h"
#include "tests/store/sample_filing.h"
#include "tests/store/scratch.h"
#include "tests/tap.h"

#define MANY	120000		/* facts: more than SQLite keeps in memory */

static struct arena *arena;
static const char *why;

static struct store *
open_it(bool read_only)
{
	const struct store_options o = {
		.clock = { sample_now, NULL }, .wait_ms = 60,
		.read_only = read_only
	};
	struct store *s;

	why = "";
	return store_open(&s, path, &o, arena, &why) == 0 ? s : NULL;
}

/* The version that the filing has, or -1. */
static long
put(struct store *s, int serial, uint32_t facts)
{
	struct store_receipt r;
	struct sample sample;

	if (store_put(s, sample_make(&sample, "99901", serial, facts), arena,
	    &r, &why) == -1)
		return -1;
	return (long)r.version;
}

static bool
is_there(struct store *s, int serial)
{
	struct store_receipt r;
	struct sample sample;

	return store_find(s, sample_make(&sample, "99901", serial, 1)->sha256,
	    arena, &r, &why) == 1;
}

/* The first column of the rows, parted by spaces. */
static const char *
text_of(struct store *s, const char *sql)
{
	struct store_cursor *c;
	const char *text = "";

	if (store_select(s, sql, NULL, 0, &c, &why) == -1)
		return why;
	while (store_next(c, &why) == 1)
		text = arena_printf(arena, "%s%s%.*s", text,
		    *text == '\0' ? "" : " ",
		    SLICE_ARG(store_column(c, 0).text));
	store_end(c);
	return text;
}

static const char *
journal(struct store *s)
{
	return text_of(s, "PRAGMA journal_mode");
}

static bool
is_sound(struct store *s)
{
	char head[SHA256_HEX];

	return store_verify(s, head, &why) == 0;
}

static uint64_t
size_of(const char *end)
{
	uint64_t size = 0;
	int64_t mtime;

	(void)file_stat(arena_printf(arena, "%s%s", path, end), &size, &mtime);
	return size;
}

/* --- its tables --- */

static void
test_bare(void)
{
	struct store *s = open_it(false), *reader;

	is_int(store_has_size(s, 18, &why), 0, "a new store has no submission");
	ok(!is_there(s, 1), "and no filing");
	is_int((long)size_of(""), 0, "nothing is written for that");
	reader = open_it(true);
	ok(reader == NULL && strstr(why, "is empty") != NULL, "who reads is "
	    "told that it is empty");
	is_int(store_begin(s, &why), 0, "a group is begun");
	is_int(put(s, 1, 3), 1, "with a filing");
	ok(is_there(s, 1), "which is there, in the group");
	store_abandon(s);
	ok(!is_there(s, 1), "but not when the group is abandoned");
	is_int(put(s, 1, 3), 1, "it can be stored again");
	is_str(text_of(s, "SELECT action FROM audit ORDER BY sequence"),
	    "created stored", "and the log begins with the store");
	ok(is_sound(s), "the store is in order");
	store_close(s);
	remove_store();
	s = open_it(false);
	is_str(text_of(s, "SELECT action FROM audit"), "created", "a question "
	    "has the tables made too");
	ok(is_sound(s), "and an empty store is in order");
	store_close(s);
}

/* --- others --- */

static void
test_reader(void)
{
	struct store *s, *reader;
	struct store_cursor *c;

	remove_store();
	s = open_it(false);
	is_int(store_begin(s, &why), 0, "while the first filings are written");
	put(s, 1, 3);
	put(s, 2, 3);
	is_str(journal(s), "truncate", "with a rollback journal");
	reader = open_it(true);
	ok(reader == NULL && strstr(why, "keeps the store locked") != NULL,
	    "who reads has to wait");
	is_int(store_commit(s, &why), 0, "until the commit");
	reader = open_it(true);
	ok(reader != NULL && is_there(reader, 1) && is_there(reader, 2),
	    "then all is there");
	is_int(store_select(reader, "SELECT id FROM filing", NULL, 0, &c,
	    &why), 0, "while something is read");
	is_int(store_next(c, &why), 1, "(it is)");
	is_int(put(s, 3, 3), -1, "who writes has to wait, this once");
	ok(strstr(why, "keeps the store locked") != NULL, "and says so");
	store_end(c);
	is_int(put(s, 3, 3), 3, "then it can");
	is_str(journal(s), "wal", "and has a log");
	is_int(store_select(reader, "SELECT id FROM filing", NULL, 0, &c,
	    &why), 0, "from then on, while something is read");
	is_int(store_next(c, &why), 1, "(it is)");
	is_int(put(s, 4, 3), 4, "it is written");
	store_end(c);
	store_close(reader);
	store_close(s);
}

static void
test_next_time(void)
{
	struct store *s;

	remove_store();
	s = open_it(false);
	put(s, 1, 3);
	store_close(s);
	is_int(access(arena_printf(arena, "%s-journal", path), F_OK), -1,
	    "nothing stays beside a young store");
	s = open_it(false);
	is_str(journal(s), "wal", "who opens it to write turns it to a log");
	store_close(s);
}

static void
test_second_writer(void)
{
	struct store *s, *other, *reader;

	remove_store();
	s = open_it(false);
	put(s, 1, 3);
	other = open_it(false);
	is_str(journal(other), "wal", "another writer turns a young store to "
	    "a log");
	is_int(put(s, 2, 3), 2, "the first goes on");
	is_int(put(other, 3, 3), 3, "so does the other");
	is_int(store_begin(s, &why), 0, "while the first writes");
	put(s, 4, 3);
	reader = open_it(true);
	ok(reader != NULL && is_there(reader, 3) && !is_there(reader, 4),
	    "reading goes on");
	is_int(store_commit(s, &why), 0, "and its group is committed");
	ok(is_there(reader, 4), "and seen");
	store_close(reader);
	store_close(s);
	ok(is_sound(other), "the store is in order");
	store_close(other);
}

/* --- killed --- */

/* A process that stops while it stores its first filings, to be killed. */
static void
stop_storing(void)
{
	struct store *s = open_it(false);

	if (store_begin(s, &why) == 0) {
		put(s, 1, 3);
		put(s, 2, MANY);
	}
	(void)raise(SIGSTOP);
	_exit(1);
}

static void
test_killed(void)
{
	struct store *s;
	int status = 0;
	pid_t pid;

	remove_store();
	if ((pid = fork()) == 0)
		stop_storing();
	if (pid > 0 && waitpid(pid, &status, WUNTRACED) == pid &&
	    WIFSTOPPED(status)) {
		(void)kill(pid, SIGKILL);
		(void)waitpid(pid, &status, 0);
	}
	ok(WIFSIGNALED(status) && size_of("") > 4000000 &&
	    size_of("-journal") > 0, "a process is killed while a group is "
	    "partly in the file");
	s = open_it(true);
	ok(s == NULL && strstr(why, "is empty") != NULL, "nothing of it is "
	    "there for who reads");
	is_int((long)size_of(""), 0, "or at all");
	s = open_it(false);
	is_int(put(s, 2, MANY), 1, "it is stored when it is submitted again");
	ok(is_sound(s), "the store is in order");
	store_close(s);
}

/* What is on the disk for the store, in bytes; -1: nothing. */
static long
room_of(void)
{
	struct stat st;

	return stat(path, &st) == -1 ? -1 : (long)st.st_blocks * 512;
}

static bool
is_written_early(struct store *s)
{
	return sqlite_of(s->driver)->early.fd != -1;
}

/* Pages go to the disk early while nobody else can write the file, not
 * otherwise. */
static void
test_early(void)
{
	struct store *s, *t;

	remove_store();
	s = open_it(false);
	t = open_it(false);
	ok(store_begin(s, &why) == 0 && is_written_early(s),
	    "a new store is written early");
	store_abandon(s);
	ok(!is_written_early(s), "until the group is over");
	is_int(room_of(), 0, "nothing stored: nothing on the disk");
	is_int(put(s, 1, MANY), 1, "a large filing");
	ok(!is_written_early(s) && room_of() < (long)size_of("") + 100000,
	    "blocks that were asked for and not needed are given back");
	is_int(put(s, 2, 1), 2, "another: now there is a log");
	ok(store_begin(t, &why) == 0 && !is_written_early(t),
	    "who opened it before is not the first and writes to the log");
	store_abandon(t);
	is_int(put(t, 3, 1), 3, "a third");
	ok(is_sound(s), "the store is in order");
	store_close(t);
	store_close(s);
}

int
main(void)
{
	if (!scratch_begin(NULL))
		return skip_all("no folder to work in");
	arena = arena_new();
	test_bare();
	test_reader();
	test_next_time();
	test_second_writer();
	test_killed();
	test_early();
	arena_free(arena);
	scratch_end();
	return done();
}
