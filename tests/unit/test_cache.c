/*
 * test_cache.c: images as files: what opening one looks at, what is refused and
 * with which sentence, how the cache keeps and mends them, also for several at
 * once, and that the number of jobs that compile does not show.  Everything is
 * made here, small.
 */
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "taxonomy/image_open.h"
#include "taxonomy/image_write.h"
#include "tests/link_case.h"

#define DOCUMENTS	40

static struct slice entry;
static struct slice whole;		/* its image */

/* --- a taxonomy of many documents --- */

/* Linkbase i: sound, or broken in one of several ways. */
static const char *
linkbase_text(int i)
{
	if (i % 13 == 5)
		return "<broken";
	if (i % 13 == 7)
		return "<other/>";
	if (i % 13 == 9)
		return LABELS("<link:label xlink:type='resource'"
		    " xlink:label='l' xml:lang='en'>no role</link:label>"
		    "<link:labelArc xlink:type='arc' xlink:from='A'"
		    " xlink:to='nobody' xlink:arcrole='http://www.xbrl.org/"
		    "2003/arcrole/concept-label'/>");
	return arena_printf(arena, "%s", LABELS(
	    "<link:label xlink:type='resource' xlink:label='l'"
	    " xml:lang='en'>A text</link:label>"
	    "<link:labelArc xlink:type='arc' xlink:from='A' xlink:to='l'"
	    " xlink:arcrole='http://www.xbrl.org/2003/arcrole/"
	    "concept-label'/>"));
}

/* t.xsd with its linkbases, of which one is not there. */
static void
make_taxonomy(void)
{
	struct buf b = BUF_ANY;
	int i;

	buf_puts(&b, schema_begin);
	for (i = 0; i < DOCUMENTS; i++) {
		const char *name = arena_printf(arena, "many/l%d.xml", i);

		if (i != 11)
			(void)folder_put(name, slice_of(linkbase_text(i)));
		buf_printf(&b, "<link:linkbaseRef xlink:type='simple'"
		    " xlink:href='%s' xlink:arcrole='http://www.w3.org/1999/"
		    "xlink/properties/linkbase'/>\n", name + strlen("many/"));
	}
	buf_puts(&b, schema_end);
	entry = uri_of_path(arena, folder_put("many/t.xsd", buf_get(&b)));
	buf_free(&b);
}

static struct slice
image_of(int jobs)
{
	struct dts *d = dts_compile_jobs(resolver, &entry, 1, jobs);
	struct slice image = image_write(d), copy = arena_copy(arena, image);

	dts_free(d);
	mem_free((void *)(uintptr_t)image.s);
	return copy;
}

static void
test_jobs(void)
{
	int jobs;

	whole = image_of(1);
	for (jobs = 2; jobs <= 9; jobs++) {
		struct slice other = image_of(jobs);

		ok(slice_eq(whole, other), "%d jobs: the same image", jobs);
	}
}

/* --- refused --- */

/* Why a file with these bytes is no image; "" where it is one. */
static const char *
refusal(struct slice bytes)
{
	struct taxonomy *t = NULL;
	const char *why = "";

	if (taxonomy_open(&t, folder_put("one.image", bytes), arena,
	    &why) == 0) {
		taxonomy_close(t);
		return "";
	}
	return why;
}

static char *
copy_of(struct slice image)
{
	return (char *)(uintptr_t)arena_copy(arena, image).s;
}

static struct img_section *
table_of(char *bytes)
{
	return (struct img_section *)(void *)
	    (bytes + sizeof(struct img_header));
}

static void
sum_up(char *bytes)
{
	((struct img_header *)(void *)bytes)->checksum =
	    hash_bytes(table_of(bytes), sizeof(struct img_section) * SECTIONS,
	    HASH_FIXED);
}

static void
test_truncated(void)
{
	struct slice cut = whole;
	size_t bad = 0, i;

	is_str(refusal(whole), "", "a whole image is opened");
	for (cut.n = 0; cut.n < sizeof(struct img_header) +
	    SECTIONS * sizeof(struct img_section); cut.n++)
		bad += *refusal(cut) == '\0';
	for (i = 0; i < SECTIONS; i++) {	/* before and behind each */
		const struct img_section *s = &table_of(copy_of(whole))[i];

		cut.n = s->offset;
		bad += cut.n < whole.n && *refusal(cut) == '\0';
		cut.n = s->offset + s->count * s->row_size;
		bad += cut.n < whole.n && *refusal(cut) == '\0';
	}
	cut.n = whole.n - 1;
	bad += *refusal(cut) == '\0';
	is_int((long long)bad, 0, "cut short at any boundary it is refused");
	is_str(refusal(cut), "the taxonomy image is cut short",
	    "and the sentence says so");
	is_str(refusal(SLICE("")), "the taxonomy image is cut short",
	    "an empty file");
}

static uint32_t
swapped(uint32_t x)
{
	return __builtin_bswap32(x);
}

static void
test_foreign(void)
{
	char *b = copy_of(whole);
	struct img_header *h = (struct img_header *)(void *)b;
	struct slice s = { b, whole.n };

	b[0] ^= 1;
	is_str(refusal(s), "the file is no taxonomy image", "another format");
	b[0] ^= 1;
	h->version++;
	is_str(refusal(s), "the taxonomy image is of another version",
	    "a later version");
	h->version -= 2;
	is_str(refusal(s), "the taxonomy image is of another version",
	    "an earlier version");
	h->version = swapped(IMAGE_VERSION);
	h->sections = swapped(SECTIONS);
	is_str(refusal(s), "the taxonomy image is of another version",
	    "numbers the other way round");
	h->version = IMAGE_VERSION;
	h->sections = SECTIONS + 1;
	is_str(refusal(s), "the taxonomy image is of another version",
	    "another number of sections");
	h->sections = SECTIONS;
	h->size++;
	is_str(refusal(s), "the taxonomy image is cut short",
	    "another size than the file's");
	h->size--;
	h->checksum ^= 1;
	is_str(refusal(s), "the taxonomy image is damaged",
	    "another sum than the table's");
	h->checksum ^= 1;
	is_str(refusal(s), "", "mended, it is opened");
}

/* The table says what cannot be, with a sum that is right. */
static void
test_bounds(void)
{
	enum { OFFSET, COUNT, ROW_SIZE };
	const struct { int what; uint64_t value; } wrong[] = {
		{ OFFSET, 12 },			/* not at a multiple of 8 */
		{ OFFSET, whole.n + 8 },	/* beyond the end */
		{ OFFSET, UINT64_MAX - 7 },
		{ COUNT, whole.n },		/* too many rows */
		{ COUNT, NONE },
		{ COUNT, UINT64_MAX },
		{ ROW_SIZE, 0 },		/* rows of another size */
		{ ROW_SIZE, 3 },
		{ ROW_SIZE, (uint64_t)1 << 63 }
	};
	size_t i, k, bad = 0;

	for (i = 0; i < SECTIONS; i++)
		for (k = 0; k < sizeof(wrong) / sizeof(*wrong); k++) {
			char *b = copy_of(whole);
			struct img_section *s = &table_of(b)[i];

			*(wrong[k].what == OFFSET ? &s->offset :
			    wrong[k].what == COUNT ? &s->count :
			    &s->row_size) = wrong[k].value;
			sum_up(b);
			bad += strcmp(refusal((struct slice){ b, whole.n }),
			    "the taxonomy image is damaged") != 0;
		}
	is_int((long long)bad, 0, "a section that does not lie within the "
	    "file is refused, whichever it is");
}

/* --- what opening looks at --- */

static void
test_lazy(void)
{
	struct taxonomy *t = NULL;
	const char *why = "";
	char *b = copy_of(whole);
	const char *path;
	size_t i, used;

	/* Whatever the sections hold, only what is used is found wrong. */
	memset(b + table_of(b)[0].offset, 'x',
	    whole.n - table_of(b)[0].offset);
	path = folder_put("x.image", (struct slice){ b, whole.n });
	used = mallinfo2().uordblks + mallinfo2().hblkhd;
	if (!ok(taxonomy_open(&t, path, arena, &why) == 0,
	    "opening looks at no section"))
		return;
	used = mallinfo2().uordblks + mallinfo2().hblkhd - used;
	ok(used <= 4096, "and takes no more than a page of memory (%zu bytes "
	    "for an image of %zu)", used, whole.n);
	is_int((long long)t->checked, 0, "and compares no sum");
	ok(!taxonomy_damaged(t), "so that nothing is known to be wrong");
	for (i = 0; i < SECTIONS; i++) {
		bool formula = i >= SEC_FORMULA_TEXT && i <= SEC_WAKES;
		size_t was = (size_t)__builtin_popcountll(t->checked);
		size_t more = !formula ? 1 : i > SEC_FORMULA_TEXT ? 0 :
		    SEC_WAKES - SEC_FORMULA_TEXT + 1;

		(void)taxonomy_count(t, (enum section)i);
		(void)taxonomy_count(t, (enum section)i);
		if ((size_t)__builtin_popcountll(t->checked) != was + more)
			break;
	}
	is_int((long long)i, SECTIONS, "a section is summed up when it is "
	    "first used, and once; those of formulas together");
	ok(taxonomy_damaged(t), "then the damage is known");
	taxonomy_close(t);
}

static void
test_each_section(void)
{
	size_t i, missed = 0, shown = 0;

	for (i = 0; i < SECTIONS; i++) {
		char *b = copy_of(whole);
		const struct img_section *s = &table_of(b)[i];
		struct taxonomy *t;
		const char *why;

		if (s->count == 0)
			continue;
		b[s->offset + s->count * s->row_size / 2] ^= 0x10;
		if (taxonomy_open_bytes(&t, (struct slice){ b, whole.n },
		    arena, &why) == -1) {
			missed++;
			continue;
		}
		shown += taxonomy_count(t, (enum section)i) != 0;
		missed += !taxonomy_damaged(t);
		taxonomy_close(t);
	}
	is_int((long long)missed, 0, "a damaged byte in any section is found");
	is_int((long long)shown, 0, "and nothing of that section is shown");
}

/* --- the cache --- */

/* From the cache; `afresh` as the callers ask who found damage. */
static struct taxonomy *
get_again(bool afresh)
{
	struct taxonomy_options o = { .cache = folder_path("cache"),
	    .jobs = 2, .afresh = afresh };
	struct taxonomy *t = NULL;
	const char *why;

	(void)taxonomy_get(&t, &entry, 1, resolver, &o, arena, &why);
	return t;
}

static struct taxonomy *
get(void)
{
	return get_again(false);
}

/* The names in the cache that end so, and one of them. */
static size_t
cached(const char *end, const char **path)
{
	struct slice *names;
	size_t n, i, found = 0;

	if (file_list(folder_path("cache"), arena, &names, &n) == -1)
		return 0;
	for (i = 0; i < n; i++) {
		if (!slice_ends(names[i], slice_of(end)))
			continue;
		found++;
		if (path != NULL)
			*path = folder_path(arena_printf(arena, "cache/%s",
			    names[i].s));
	}
	return found;
}

/* Changes a byte of the cached image. */
static void
harm(const char *path, off_t at)
{
	int fd = open(path, O_RDWR);
	char c;

	if (fd == -1 || pread(fd, &c, 1, at) != 1)
		return;
	c ^= 0x10;
	if (pwrite(fd, &c, 1, at) != 1)
		printf("# cannot write\n");
	close(fd);
}

static bool
is_whole_image(const char *path)
{
	struct file f;
	const char *why;
	bool same;

	if (file_open(&f, path, arena, &why) == -1)
		return false;
	same = slice_eq(f.bytes, whole);
	file_close(&f);
	return same;
}

static void
test_cache(void)
{
	struct taxonomy *t = get();
	const char *path = "";

	ok(t != NULL && t->owns_bytes, "the first time it is compiled");
	taxonomy_close(t);
	is_int((long long)cached(".image", &path), 1, "and kept");
	ok(is_whole_image(path), "byte for byte");
	t = get();
	ok(t != NULL && t->is_file, "the second time it is found");
	ok(t != NULL && taxonomy_refused(t) == NULL, "with nothing to tell");
	taxonomy_close(t);
	ok(truncate(path, (off_t)whole.n / 2) == 0, "cut short");
	t = get();
	ok(t != NULL && t->owns_bytes, "it is compiled again");
	is_str(t == NULL ? "" : taxonomy_refused(t),
	    "the taxonomy image is cut short", "and that is told");
	taxonomy_close(t);
	ok(is_whole_image(path), "the cache is mended");
}

static void
test_mended(void)
{
	const char *path = "";
	char *b = copy_of(whole);
	size_t i, mended = 0, want = 0;

	(void)cached(".image", &path);
	for (i = 0; i < SECTIONS; i++) {
		const struct img_section *s = &table_of(b)[i];
		struct taxonomy *t;

		if (s->count == 0)
			continue;
		want++;
		harm(path, (off_t)s->offset);
		t = get();
		if (t->is_file) {	/* not looked at yet */
			(void)taxonomy_count(t, (enum section)i);
			if (!taxonomy_damaged(t))
				continue;
			taxonomy_close(t);
			t = get_again(true);
		}
		mended += t->owns_bytes && taxonomy_refused(t) != NULL;
		taxonomy_close(t);
	}
	is_int((long long)mended, (long long)want, "a damaged byte in any "
	    "section: told, compiled again");
	ok(is_whole_image(path), "and the cache is mended");
}

static void
test_findings_kept(void)
{
	struct dts *d = dts_compile(resolver, &entry, 1);
	struct findings *kept = findings_new();
	struct taxonomy *t = get();
	uint32_t i, same = 0;

	ok(t != NULL && t->is_file, "a cached image");
	taxonomy_findings(t, kept);
	is_int(findings_count(kept), findings_count(d->findings),
	    "has as many findings as the compilation");
	for (i = 0; i < findings_count(kept); i++) {
		const struct finding *a = findings_get(kept, i);
		const struct finding *b = findings_get(d->findings, i);
		struct buf x = BUF_ANY, y = BUF_ANY;

		finding_text(&x, a, LANG_EN);
		finding_text(&y, b, LANG_EN);
		same += a->code == b->code && a->severity == b->severity &&
		    a->place.line == b->place.line &&
		    slice_eq(buf_get(&x), buf_get(&y));
		buf_free(&x);
		buf_free(&y);
	}
	is_int(same, findings_count(d->findings), "each with its code, line "
	    "and sentence, in the same order");
	ok(same > 5, "of which there are several");
	findings_free(kept);
	taxonomy_close(t);
	dts_free(d);
}

/* The key is of what the command names, not of what is in the documents: a
 * cached image of documents that are gone is still found. */
static void
test_key(void)
{
	struct resolver *own = resolver_new();
	struct taxonomy_options o = { .cache = folder_path("cache") };
	struct slice uri = SLICE("http://cat/t.xsd");
	struct taxonomy *t = NULL;
	const char *why = "", *path;

	(void)folder_put("cat/catalog.json",
	    SLICE("{\"map\": {\"http://cat/\": \"\"}}"));
	path = folder_put("cat/t.xsd", SLICE("<schema xmlns='http://www.w3.org"
	    "/2001/XMLSchema' targetNamespace='http://cat/t'/>"));
	(void)resolver_add_catalog(own, folder_path("cat/catalog.json"), &why);
	is_int(taxonomy_get(&t, &uri, 1, own, &o, arena, &why), 0,
	    "a taxonomy of a catalog");
	taxonomy_close(t);
	ok(file_remove(path) == 0, "its only document goes");
	is_int(taxonomy_get(&t, &uri, 1, own, &o, arena, &why), 0,
	    "and its image is found without it");
	ok(t != NULL && t->is_file, "in the cache");
	taxonomy_close(t);
	resolver_free(own);
}

/* --- several processes --- */

static pid_t
start_get(void)
{
	pid_t pid = fork();
	struct taxonomy *t;
	bool good;

	if (pid != 0)
		return pid;
	t = get();
	good = t != NULL && slice_eq(t->bytes, whole);
	taxonomy_close(t);
	_exit(good ? 0 : 1);
}

static void
empty_cache(void)
{
	const char *path;

	while (cached("", &path) > 0 && file_remove(path) == 0)
		;
}

static void
test_at_once(void)
{
	pid_t pid[4];
	const char *path = "";
	int i, status, good = 0;

	empty_cache();
	fflush(stdout);
	for (i = 0; i < 4; i++)
		pid[i] = start_get();
	for (i = 0; i < 4; i++)
		good += waitpid(pid[i], &status, 0) == pid[i] && status == 0;
	is_int(good, 4, "four processes compile at once: each has the image");
	is_int((long long)cached(".image", &path), 1, "there is one");
	ok(is_whole_image(path), "and it is whole");
	is_int((long long)cached("", NULL), 2, "beside it only the lock");
}

/* Whoever holds the lock is waited for; its end gives it back. */
static void
test_lock(void)
{
	const char *path = folder_path("one.lock");
	int lock = file_lock(path, 1), other, status;
	pid_t pid;

	ok(lock != -1, "a lock");
	other = file_lock(path, 2);
	ok(other != -1, "another number is another lock");
	file_unlock(other);
	fflush(stdout);
	if ((pid = fork()) == 0) {
		file_unlock(lock);	/* which it shares */
		_exit(file_lock(path, 1) != -1 ? 0 : 1);
	}
	file_unlock(lock);
	ok(waitpid(pid, &status, 0) == pid && status == 0,
	    "who waits gets it when it is given back");
	if ((pid = fork()) == 0) {
		(void)file_lock(path, 3);
		raise(SIGKILL);
	}
	(void)waitpid(pid, &status, 0);
	lock = file_lock(path, 3);
	ok(lock != -1, "or when its holder is killed");
	file_unlock(lock);
	is_int(file_lock("/no/such/folder/lock", 1), -1,
	    "where there can be none there is none");
}

/* A compilation that is killed while it writes leaves a piece under another
 * name; who compiles next takes it away. */
static void
test_killed(void)
{
	const char *path = "", *left;
	struct taxonomy *t;

	(void)cached(".image", &path);
	left = arena_printf(arena, "%s.1-0.tmp", path);
	(void)folder_put(left + strlen(folder) + 1,
	    (struct slice){ whole.s, whole.n / 3 });
	(void)file_remove(path);
	t = get();
	ok(t != NULL && t->owns_bytes, "half an image is no image");
	taxonomy_close(t);
	is_int((long long)cached(".tmp", NULL), 0, "and does not stay");
	ok(is_whole_image(path), "a whole one does");
}

/* Killed at any time: what is in the cache is whole or not there. */
static void
test_killed_anywhere(void)
{
	const char *path = "";
	struct timespec wait = { 0, 0 };
	int i, status, half = 0;
	pid_t pid;

	for (i = 0; i < 20; i++) {
		empty_cache();
		fflush(stdout);
		if ((pid = start_get()) == -1)
			break;
		wait.tv_nsec = i * 500000L;
		(void)nanosleep(&wait, NULL);
		(void)kill(pid, SIGKILL);
		(void)waitpid(pid, &status, 0);
		half += cached(".image", &path) > 0 && !is_whole_image(path);
	}
	is_int(half, 0, "killed at any time it leaves no half image");
}

int
main(void)
{
	if (!begin())
		return skip_all("no folder for files");
	make_taxonomy();
	test_jobs();
	test_truncated();
	test_foreign();
	test_bounds();
	test_lazy();
	test_each_section();
	test_cache();
	test_mended();
	test_findings_kept();
	test_key();
	test_at_once();
	test_lock();
	test_killed();
	test_killed_anywhere();
	return finish();
}
