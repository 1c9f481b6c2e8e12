/* test_file.c: what may be opened, and that writing is whole or not at all.
 * SHA-256 with it: FIPS 180-4's own examples. */
#include "base/file.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/sha256.h"
#include "tests/folder.h"

static void
refused(const char *name, const char *reason, const char *what)
{
	struct file f;
	const char *why = NULL;

	ok(file_open(&f, name, arena, &why) == -1, "%s is refused", what);
	is_str(why, reason, what);
}

static void
test_open(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct file f;
	const char *why = NULL;
	int fd;

	is_int(file_write(folder_path("a"), SLICE("hello"), arena, &why), 0,
	    "write");
	is_int(file_open(&f, folder_path("a"), arena, &why), 0, "open");
	is_slice(f.bytes, "hello", "the bytes");
	ok(f.mtime_ns > 0, "the time");
	file_close(&f);
	is_int(file_write(folder_path("empty"), SLICE(""), arena, &why), 0,
	    "empty");
	is_int(file_open(&f, folder_path("empty"), arena, &why), 0, "open it");
	ok(f.bytes.s != NULL && f.bytes.n == 0, "empty, but there");
	file_close(&f);

	refused(folder_path("none"), "no such file", "a missing file");
	refused(folder_path("a/b"), "no such file", "a file below a file");
	refused(folder, "is a folder", "a folder");
	is_int(mkfifo(folder_path("fifo"), 0600), 0, "make a FIFO");
	refused(folder_path("fifo"), "is not a regular file",
	    "a FIFO, at once");
	refused("/dev/zero", "is not a regular file", "a device");
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	memcpy(address.sun_path, folder_path("sock"),
	    strlen(folder_path("sock")) + 1);
	is_int(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0,
	    "make a socket");
	refused(folder_path("sock"), "is not a regular file", "a socket");
	close(fd);
}

/* A small file is read, and stays as it was; a large one is mapped. */
static void
test_open_into(void)
{
	struct buf b = BUF_ANY, large = BUF_ANY;
	struct file f;
	const char *why = NULL;

	(void)file_write(folder_path("s"), SLICE("small"), arena, &why);
	is_int(file_open_into(&f, folder_path("s"), &b, arena, &why), 0,
	    "a small file");
	(void)file_write(folder_path("s"), SLICE("other"), arena, &why);
	is_slice(f.bytes, "small", "is read");
	ok(f.bytes.s == b.s && f.map == NULL, "into the buffer");
	file_close(&f);
	(void)file_write(folder_path("s"), SLICE(""), arena, &why);
	is_int(file_open_into(&f, folder_path("s"), &b, arena, &why), 0,
	    "an empty one");
	ok(f.bytes.s != NULL && f.bytes.n == 0, "is there, and nothing of "
	    "the one before");
	file_close(&f);
	while (large.n <= (1 << 20))
		buf_puts(&large, "0123456789abcdef");
	(void)file_write(folder_path("s"), buf_get(&large), arena, &why);
	is_int(file_open_into(&f, folder_path("s"), &b, arena, &why), 0,
	    "a large one");
	ok(f.map != NULL && slice_eq(f.bytes, buf_get(&large)), "is mapped");
	file_close(&f);
	is_int(file_open_into(&f, folder, &b, arena, &why), -1, "a folder");
	is_str(why, "is a folder", "is none");
	(void)file_remove(folder_path("s"));
	buf_free(&b);
	buf_free(&large);
}

static void
test_write(void)
{
	struct file f;
	struct stat st;
	const char *why = NULL;

	is_int(file_write(folder_path("a"), SLICE("second"), arena, &why), 0,
	    "write over it");
	is_int(file_open(&f, folder_path("a"), arena, &why), 0, "open it");
	is_slice(f.bytes, "second", "the new bytes");
	file_close(&f);
	is_int(file_write(folder_path("none/b"), SLICE("x"), arena, &why), -1,
	    "no folder, no file");
	is_str(why, "its folder does not exist", "and why");
	is_int(file_write(folder, SLICE("x"), arena, &why), -1,
	    "a folder is not written to");
	is_int(file_write("/dev/null", SLICE("x"), arena, &why), 0,
	    "a device is");
	ok(stat("/dev/null", &st) == 0 && S_ISCHR(st.st_mode),
	    "and stays a device");
	is_int(file_write("/dev/full", SLICE("x"), arena, &why), -1,
	    "a full disk is noticed");
	is_str(why, "the disk is full", "and said");
}

static void
test_folders(void)
{
	struct slice *names;
	uint64_t size = 0;
	int64_t mtime = 0;
	size_t n;

	is_int(file_make_folders(folder_path("x/y/z")), 0, "make folders");
	ok(file_is_folder(folder_path("x/y/z")), "they are there");
	is_int(file_make_folders(folder_path("x/y/z/")), 0, "again is fine");
	is_int(file_make_folders(folder_path("a/b")), -1, "not below a file");
	is_int(file_stat(folder_path("a"), &size, &mtime), 0, "stat");
	is_int((long long)size, 6, "the size");
	is_int(file_stat(folder, &size, &mtime), -1, "no stat of a folder");
	is_int(file_list(folder, arena, &names, &n), 0, "list");
	is_int((long long)n, 5, "a, empty, fifo, sock, x and nothing left over");
	is_slice(names[0], "a", "sorted");
	is_slice(names[4], "x", "to the last");
	is_int(file_list(folder_path("none"), arena, &names, &n), -1,
	    "no list of nothing");
}

static void
test_sha256(void)
{
	unsigned char digest[SHA256_SIZE];
	char hex[SHA256_HEX];

	sha256(SLICE("abc"), digest);
	sha256_hex(digest, hex);
	is_str(hex, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad", "SHA-256 of abc");
	sha256(SLICE_NONE, digest);
	sha256_hex(digest, hex);
	is_str(hex, "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855", "SHA-256 of nothing");
}

int
main(void)
{
	if (!folder_begin())
		return skip_all("no folder for files");
	test_open();
	test_open_into();
	test_write();
	test_folders();
	test_sha256();
	folder_end();
	return done();
}
