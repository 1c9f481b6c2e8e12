/* test_zip.c: archives, and those that mean ill.  They are made here. */
#include "base/zip.h"

#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zip.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tests/folder.h"

/* Makes an archive of the files named, each with the bytes. */
static const char *
make(const char *name, const char *const *names, struct slice bytes)
{
	zip_t *zip = zip_open(folder_path(name), ZIP_CREATE | ZIP_TRUNCATE,
	    NULL);

	for (; *names != NULL; names++)
		zip_file_add(zip, *names, zip_source_buffer(zip, bytes.s,
		    bytes.n, 0), ZIP_FL_ENC_UTF_8);
	if (zip_close(zip) == -1)
		printf("# cannot make %s\n", name);
	return folder_path(name);
}

static void
test_read(void)
{
	static const char *const names[] = { "d/", "d/a.xsd", "\xc3\xa9", NULL };
	const char *why = NULL, *p = make("good.zip", names, SLICE("hello"));
	struct zip_file *z;
	struct slice out;
	uint32_t i;

	if (!ok(zip_file_open(&z, p, arena, &why) == ZIP_FINE, "open"))
		return;
	is_int(zip_file_count(z), 3, "three entries");
	is_slice(zip_file_name(z, 1), "d/a.xsd", "a name");
	i = zip_file_find(z, SLICE("\xc3\xa9"));
	is_int(i, 2, "found by name");
	is_int(zip_file_find(z, SLICE("D/a.xsd")), NONE, "exactly");
	ok(zip_file_name(z, 9).s == NULL, "no name past the end");
	is_int(zip_file_read(z, i, &out, &why), 0, "read");
	is_slice(out, "hello", "the bytes");
	mem_free((void *)(uintptr_t)out.s);
	is_int(zip_file_read(z, 3, &out, &why), -1, "none past the end");
	zip_file_close(z);
	zip_file_close(NULL);
}

static void
refused(const char *p, const char *reason, const char *what)
{
	struct zip_file *z = NULL;
	const char *why = NULL;
	enum zip_trouble trouble = zip_file_open(&z, p, arena, &why);

	ok(trouble != ZIP_FINE, "%s is refused", what);
	if (trouble != ZIP_FINE)
		is_str(why, reason, what);
	else
		zip_file_close(z);
}

static const char *
with_name(const char *name)
{
	const char *const names[] = { "top/a", name, NULL };

	unlink(folder_path("name.zip"));
	return make("name.zip", names, SLICE("x"));
}

/* Writes an archive anew with other bytes wherever some stand; its path. */
static const char *
change(const char *p, struct slice from, struct slice to)
{
	struct file f;
	const char *why;
	char *copy;
	size_t i;

	if (file_open(&f, p, arena, &why) == -1)
		return p;
	copy = arena_alloc(arena, f.bytes.n);
	memcpy(copy, f.bytes.s, f.bytes.n);
	for (i = 0; i + from.n <= f.bytes.n; i++)
		if (memcmp(copy + i, from.s, from.n) == 0)
			memcpy(copy + i, to.s, to.n);
	file_write(p, (struct slice){ copy, f.bytes.n }, arena, &why);
	file_close(&f);
	return p;
}

/* libzip itself refuses to make two entries of one name: the name of the
 * second is changed in the bytes. */
static const char *
with_duplicate(void)
{
	static const char *const names[] = { "aaaa", "bbbb", NULL };

	return change(make("twice.zip", names, SLICE("x")), SLICE("bbbb"),
	    SLICE("aaaa"));
}

/* Opens an archive of one entry: what reading it says. */
static void
unreadable(const char *p, const char *reason, const char *what)
{
	const char *why = NULL;
	struct zip_file *z;
	struct slice out;

	if (!ok(zip_file_open(&z, p, arena, &why) == ZIP_FINE, "%s: open",
	    what))
		return;
	is_int(zip_file_read(z, 0, &out, &why), -1, what);
	is_str(why, reason, what);
	ok(out.s == NULL, "%s: nothing is handed out", what);
	zip_file_close(z);
}

/* A text that deflates, long enough to come in several pieces. */
static struct slice
long_text(void)
{
	struct buf b = BUF_ANY;
	struct slice text;
	uint32_t i;

	for (i = 0; i < 40000; i++)
		buf_printf(&b, "%u ", i);
	text = arena_copy(arena, buf_get(&b));
	buf_free(&b);
	return text;
}

static void
reads(const char *p, struct slice text, const char *what)
{
	const char *why = NULL;
	struct zip_file *z;
	struct slice out;

	if (!ok(zip_file_open(&z, p, arena, &why) == ZIP_FINE, "%s", what))
		return;
	is_int(zip_file_read(z, 0, &out, &why), 0, "it is read");
	is_slice(out, text.s, "its bytes");
	mem_free((void *)(uintptr_t)out.s);
	zip_file_close(z);
}

static void
test_deflated(void)
{
	static const char *const names[] = { "d/long", NULL };
	struct slice text = long_text();
	uint32_t n = (uint32_t)text.n, less = n - 1;

	reads(make("long.zip", names, text), text, "a deflated entry");
	reads(change(make("long.zip", names, text), (struct slice){
	    (char *)&n, 4 }, (struct slice){ (char *)&less, 4 }), text,
	    "an entry that unpacks to more than it says: what comes counts");
}

static void
test_wrong_bytes(void)
{
	static const char *const names[] = { "a", NULL };

	unreadable(change(make("wrong.zip", names, SLICE("hello")),
	    SLICE("hello"), SLICE("jello")),
	    "the checksum of an entry is wrong", "other bytes than were packed");
}

static void
test_hostile_names(void)
{
	refused(with_name("../evil"), "the name of an entry has a step . or ..",
	    "a step up");
	refused(with_name("a/../../evil"),
	    "the name of an entry has a step . or ..", "a step up inside");
	refused(with_name("a/.."), "the name of an entry has a step . or ..",
	    "a step up at the end");
	refused(with_name("/etc/evil"),
	    "the name of an entry begins at the root", "the root");
	refused(with_name("C:/evil"),
	    "the name of an entry begins at the root", "a drive");
	refused(with_name("a\\b"), "the name of an entry has a backslash",
	    "a backslash");
	refused(with_duplicate(), "two entries have the same name",
	    "a name twice");
}

static void
test_no_archive(void)
{
	refused(folder_path("none.zip"), "no such file", "a missing file");
	refused(folder, "is a folder", "a folder");
	mkfifo(folder_path("fifo"), 0600);
	refused(folder_path("fifo"), "is not a regular file", "a FIFO");
	(void)folder_put("text.zip", SLICE("no archive"));
	refused(folder_path("text.zip"), "is not a ZIP archive", "a text");
	(void)folder_put("empty.zip", SLICE(""));
	refused(folder_path("empty.zip"), "is not a ZIP archive",
	    "an empty file");
}

/* Cut off at many places: refused or read wrongly told, never a crash. */
static void
test_truncated(void)
{
	static const char *const names[] = { "t/a", "t/b", NULL };
	const char *p = make("whole.zip", names, SLICE("hello hello hello"));
	const char *why;
	struct zip_file *z;
	struct file f;
	size_t i, opened = 0;

	if (!ok(file_open(&f, p, arena, &why) == 0, "the whole archive"))
		return;
	for (i = 0; i < f.bytes.n; i++) {
		(void)folder_put("cut.zip", (struct slice){ f.bytes.s, i });
		if (zip_file_open(&z, folder_path("cut.zip"), arena, &why) ==
		    ZIP_FINE) {
			opened++;
			zip_file_close(z);
		}
	}
	is_int((long long)opened, 0, "no part of an archive is one");
	file_close(&f);
}

static void
test_bomb(void)
{
	static const char *const names[] = { "zeros", NULL };
	size_t n = (size_t)64 << 20;
	char *zeros = mem_calloc(n, 1);
	const char *why = NULL;
	struct zip_file *z;
	struct slice out;

	/* Deflate packs zeros 1:1029, just beyond what is allowed. */
	if (ok(zip_file_open(&z, make("bomb.zip", names, (struct slice){ zeros,
	    n }), arena, &why) == 0, "a bomb opens")) {
		is_int(zip_file_read(z, 0, &out, &why), -1, "but goes not off");
		is_str(why, "an entry unpacks to more than it may", "why");
		ok(out.s == NULL, "nothing is handed out");
		zip_file_close(z);
	}
	mem_free(zeros);
}

/* --- archives as the Finder of macOS writes them --- */

static void
put(struct buf *b, uint32_t v, int bytes)
{
	for (; bytes > 0; bytes--, v >>= 8)
		buf_char(b, (char)(v & 0xff));
}

/* What local and directory header have in common: version to names. */
static void
put_header(struct buf *b, uint32_t crc, uint32_t packed, uint32_t size)
{
	put(b, 20, 2);
	put(b, 8, 2);			/* sizes follow the data */
	put(b, 0, 2);			/* stored */
	put(b, 0, 2);
	put(b, 0x21, 2);		/* 1980-01-01 */
	put(b, crc, 4);
	put(b, packed, 4);
	put(b, size, 4);
	put(b, 5, 2);			/* "a.txt" */
	put(b, 0, 2);
}

/* An archive of a.txt, "hello"; the local header has these numbers. */
static const char *
make_finder(const char *name, uint32_t crc, uint32_t packed, uint32_t size,
    bool overlap)
{
	const uint32_t right = 0x3610a686;
	struct buf b = BUF_ANY;
	const char *path;
	uint32_t at;

	buf_puts(&b, "PK\003\004");
	put_header(&b, crc, packed, size);
	buf_puts(&b, "a.txthelloPK\007\010");
	put(&b, right, 4);
	put(&b, 5, 4);
	put(&b, 5, 4);
	at = (uint32_t)b.n;
	buf_puts(&b, "PK\001\002");
	put(&b, 20, 2);
	put_header(&b, right, overlap ? 500 : 5, 5);
	put(&b, 0, 4);
	put(&b, 0, 2);
	put(&b, 0, 4);
	put(&b, 0, 4);			/* where the local header stands */
	buf_puts(&b, "a.txt");
	put(&b, 0x06054b50, 4);
	put(&b, 0, 4);
	put(&b, 1, 2);
	put(&b, 1, 2);
	put(&b, (uint32_t)b.n - 12 - at, 4);
	put(&b, at, 4);
	put(&b, 0, 2);
	path = folder_put(name, buf_get(&b));
	buf_free(&b);
	return path;
}

static void
test_finder(void)
{
	const char *why = NULL;
	struct zip_file *z;
	struct slice out;

	if (ok(zip_file_open(&z, make_finder("finder.zip", 0, 0, 5, false),
	    arena, &why) == 0, "only the size in the local header")) {
		is_int(zip_file_read(z, 0, &out, &why), 0, "it is read");
		is_slice(out, "hello", "the bytes");
		mem_free((void *)(uintptr_t)out.s);
		zip_file_close(z);
	} else {
		printf("# %s\n", why);
	}
	ok(zip_file_open(&z, make_finder("other.zip", 0, 0, 6, false), arena,
	    &why) != 0, "another size there is refused");
	ok(zip_file_open(&z, make_finder("crc.zip", 1, 0, 5, false), arena,
	    &why) != 0, "another checksum there is refused");
	ok(zip_file_open(&z, make_finder("long.zip", 0, 0, 5, true), arena,
	    &why) != 0, "data beyond the directory is refused");
}

int
main(void)
{
	if (!folder_begin())
		return skip_all("no folder for files");
	test_read();
	test_hostile_names();
	test_no_archive();
	test_truncated();
	test_bomb();
	test_deflated();
	test_wrong_bytes();
	test_finder();
	folder_end();
	return done();
}
