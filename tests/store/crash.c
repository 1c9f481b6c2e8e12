/*
 * crash.c: the store dies, or its disk fails, at every write, truncation,
 * sync and removal in turn; then it is opened again.
 *
 * Each time: every filing that was acknowledged is there, none is there by
 * half, the database is sound, the audit log fits together; and when the same
 * filings are submitted again, the store ends up exactly as it would have
 * without the accident (the last hash of the log says so).
 */
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/store.h"
#include "tests/store/fault_vfs.h"
#include "tests/store/sample_filing.h"
#include "tests/store/scratch.h"
#include "tests/tap.h"

/* What is submitted, in which session. */
static const struct step {
	int         session;
	const char *entity;
	int         serial;
	uint32_t    facts;
	bool        grouped;		/* with those beside it that are too */
} steps[] = {
	{ 1, "99906", 8, 30, true },	/* with the tables */
	{ 1, "99907", 9, 20, true },
	{ 1, "99901", 1, 5, false },
	{ 1, "99902", 2, 3, false },
	{ 1, "99901", 3, 6, false },	/* the second version */
	{ 1, "99901", 1, 5, false },	/* the same bytes again */
	{ 2, "99903", 4, 60, false },
	{ 2, "99904", 5, 70, true },
	{ 2, "99902", 6, 2, true },	/* another second version */
	{ 2, "99902", 2, 3, true },
	{ 2, "99905", 7, 1, true },
};
#define STEPS	(sizeof(steps) / sizeof(steps[0]))

/* Under a sanitizer a process takes long to make: every seventh then, each
 * kind of accident beginning elsewhere. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define STRIDE	7
#else
#define STRIDE	1
#endif

static struct store *
open_it(struct arena *a, const char **why)
{
	const struct store_options o = {
		.clock = { sample_now, NULL }, .vfs = FAULT_VFS,
		.wait_ms = 100
	};
	struct store *s;

	return store_open(&s, path, &o, a, why) == 0 ? s : NULL;
}

static int
put_step(struct store *s, size_t i, struct arena *a, const char **why)
{
	struct store_receipt r;
	struct sample sample;

	return store_put(s, sample_make(&sample, steps[i].entity,
	    steps[i].serial, steps[i].facts), a, &r, why);
}

/* The last step of those that are stored together with step i. */
static size_t
last_of(size_t i)
{
	while (steps[i].grouped && i + 1 < STEPS && steps[i + 1].grouped &&
	    steps[i + 1].session == steps[i].session)
		i++;
	return i;
}

/* Stores steps from i to `last`, together where they are more. */
static int
put_steps(struct store *s, size_t i, size_t last, struct arena *a,
    const char **why)
{
	if (i == last)
		return put_step(s, i, a, why);
	if (store_begin(s, why) == -1)
		return -1;
	for (; i <= last; i++)
		if (put_step(s, i, a, why) == -1)
			return -1;
	return store_commit(s, why);
}

/* Submits everything, telling of each step that is acknowledged; how many
 * were not.  *why is the first reason. */
static int
submit_all(void (*acknowledge)(size_t step), const char **why)
{
	struct arena *a = arena_new();
	struct store *s = NULL;
	const char *reason;
	int failed = 0;
	size_t i, last;

	for (i = 0; i < STEPS; i = last + 1) {
		last = last_of(i);
		if (i > 0 && steps[i].session != steps[i - 1].session) {
			store_close(s);
			s = NULL;
		}
		reason = NULL;
		if (s == NULL)
			s = open_it(a, &reason);
		if (s != NULL && put_steps(s, i, last, a, &reason) == 0) {
			for (; i <= last; i++)
				acknowledge(i);
			continue;
		}
		if (failed++ == 0 && *why == NULL)
			*why = reason == NULL ? "" : arena_string(a, reason);
	}
	if (*why != NULL) {		/* it outlives the arena */
		static char kept[200];

		snprintf(kept, sizeof(kept), "%s", *why);
		*why = kept;
	}
	store_close(s);
	arena_free(a);
	return failed;
}

/* --- what was acknowledged --- */

static bool acked[STEPS];
static int ack_pipe;

static void
note(size_t step)
{
	acked[step] = true;
}

static void
tell(size_t step)
{
	unsigned char c = (unsigned char)step;

	if (write(ack_pipe, &c, 1) != 1)
		_exit(1);
}

/* Runs the submissions in a process that dies; false where it did not. */
static bool
run_dying(struct fault_plan plan)
{
	const char *why = NULL;
	int ends[2], status = 0;
	unsigned char c;
	pid_t pid;

	if (pipe(ends) == -1 || (pid = fork()) == -1)
		return false;
	if (pid == 0) {
		close(ends[0]);
		ack_pipe = ends[1];
		fault_set(plan);
		(void)submit_all(tell, &why);
		_exit(0);
	}
	close(ends[1]);
	while (read(ends[0], &c, 1) == 1)
		if (c < STEPS)
			acked[c] = true;
	close(ends[0]);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) && WEXITSTATUS(status) == FAULT_DEATH;
}

/* --- what is there afterwards --- */

static char reference[SHA256_HEX];	/* the log's end without accidents */

static long
count_of(struct store *s, const char *sql)
{
	struct store_cursor *c;
	const char *why;
	long n = -1;

	if (store_select(s, sql, NULL, 0, &c, &why) == -1)
		return -1;
	if (store_next(c, &why) == 1)
		n = (long)store_column(c, 0).number;
	store_end(c);
	return n;
}

/* NULL where all promises are kept; else which is not. */
static const char *
look(char head[SHA256_HEX])
{
	struct arena *a = arena_new();
	const char *why = NULL, *wrong = NULL;
	struct store *s = open_it(a, &why);
	struct store_receipt r;
	struct sample sample;
	static char text[256];
	size_t i;
	int found;

	if (s == NULL) {
		wrong = why;
		goto out;
	}
	if (store_verify(s, head, &why) != 0) {
		wrong = why;
		goto out;
	}
	for (i = 0; i < STEPS; i++) {
		found = store_find(s, sample_make(&sample, steps[i].entity,
		    steps[i].serial, steps[i].facts)->sha256, a, &r, &why);
		if (found == 0 && acked[i])
			wrong = "an acknowledged filing is gone";
		if (found == 1 && r.facts != steps[i].facts)
			wrong = "a filing is there by half";
	}
	if (count_of(s, "SELECT count(*) FROM filing WHERE entity = '99904'") !=
	    count_of(s, "SELECT count(*) FROM filing WHERE entity = '99905'") ||
	    count_of(s, "SELECT count(*) FROM filing WHERE entity = '99906'") !=
	    count_of(s, "SELECT count(*) FROM filing WHERE entity = '99907'"))
		wrong = "a group is there by half";
	if (count_of(s, "SELECT count(*) FROM filing_version WHERE entity = "
	    "'99901' AND version = 2 AND superseded_by IS NOT NULL") != 0)
		wrong = "a version is wrong";
	if (count_of(s, "SELECT count(*) FROM filing f WHERE facts <> (SELECT "
	    "count(*) FROM fact WHERE filing = f.id)") != 0)
		wrong = "a filing has not all of its facts";
 out:
	if (wrong != NULL) {
		snprintf(text, sizeof(text), "%s", wrong);
		wrong = text;
	}
	store_close(s);
	arena_free(a);
	return wrong;
}

/* After the accident: look, submit again, look again.  Where the program went
 * on after a failure, the filings are in another order (`same` is false). */
static const char *
recover(bool same)
{
	char head[SHA256_HEX] = "";
	const char *why = NULL, *wrong;

	fault_set((struct fault_plan){ .kind = FAULT_NONE });
	if ((wrong = look(head)) != NULL)
		return wrong;
	if (submit_all(note, &why) != 0)
		return why;
	if ((wrong = look(head)) != NULL || !same)
		return wrong;
	return strcmp(head, reference) == 0 ? NULL :
	    "it does not end up as it would have without the accident";
}

/* --- every operation in turn --- */

static void
begin_anew(void)
{
	size_t i;

	remove_store();
	for (i = 0; i < STEPS; i++)
		acked[i] = false;
}

static void
die_at_every_operation(enum fault kind, const char *name, long operations)
{
	const char *wrong = NULL;
	bool died = true;
	long n;

	for (n = 1 + (long)kind % STRIDE; n <= operations && wrong == NULL &&
	    died; n += STRIDE) {
		begin_anew();
		died = run_dying((struct fault_plan){ .kind = kind, .at = n });
		if (died)
			wrong = recover(true);
	}
	ok(died && wrong == NULL, "%s at each of %ld operations%s", name,
	    operations, STRIDE == 1 ? "" : " (one in seven)");
	if (!died)
		printf("# at operation %ld the process did not die\n", n - STRIDE);
	if (wrong != NULL)
		printf("# at operation %ld: %s\n", n - STRIDE, wrong);
}

/* A disk that fails or is full: what is not stored is said to be so, in a
 * sentence, and the program goes on. */
static void
fail_at_every_operation(enum fault kind, const char *name, long operations,
    const char *sentence)
{
	const char *wrong = NULL, *why;
	long n, said = 0;
	int failed;

	for (n = 1 + (long)kind % STRIDE; n <= operations && wrong == NULL;
	    n += STRIDE) {
		begin_anew();
		fault_set((struct fault_plan){ .kind = kind, .at = n });
		why = NULL;
		failed = submit_all(note, &why);
		if (failed > 0 && (why == NULL || strcmp(why, sentence) != 0))
			wrong = why == NULL ? "no reason is given" : why;
		said += failed > 0;
		if (wrong == NULL)
			wrong = recover(kind == FAULT_FULL);
	}
	ok(wrong == NULL, "%s at each of %ld operations%s", name, operations,
	    STRIDE == 1 ? "" : " (one in seven)");
	if (wrong != NULL)
		printf("# at operation %ld: %s\n", n - STRIDE, wrong);
	ok(said > operations / STRIDE / 4, "the reason was: %s (%ld times)", sentence,
	    said);
}

/* Without any accident; how many operations it takes. */
static long
measure(void)
{
	const char *why = NULL, *wrong;
	long operations;
	size_t i, n = 0;

	begin_anew();
	fault_set((struct fault_plan){ .kind = FAULT_NONE });
	is_int(submit_all(note, &why), 0, "without accidents all goes well");
	operations = fault_count();
	for (i = 0; i < STEPS; i++)
		n += acked[i];
	is_int((long long)n, STEPS, "all are acknowledged");
	wrong = look(reference);
	ok(wrong == NULL, "and the store is in order");
	printf("# %ld operations%s%s\n", operations, wrong == NULL ? "" : ": ",
	    wrong == NULL ? "" : wrong);
	ok(operations > 100, "there is something to go wrong");
	return operations;
}

int
main(void)
{
	long n;

	setvbuf(stdout, NULL, _IOLBF, 0);	/* children share it */
	if (!scratch_begin(access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NULL))
		return skip_all("no folder to work in");
	fault_register();
	n = measure();
	die_at_every_operation(FAULT_KILL, "killed", n);
	die_at_every_operation(FAULT_TORN, "killed with a write half done", n);
	die_at_every_operation(FAULT_POWER, "power cut", n);
	die_at_every_operation(FAULT_POWER_SOME,
	    "power cut with some sectors written", n);
	fail_at_every_operation(FAULT_IOERR, "a disk error", n,
	    "the disk reports an error while the store is read or written");
	fail_at_every_operation(FAULT_FULL, "the disk is full", n,
	    "the disk is full");
	scratch_end();
	return done();
}
