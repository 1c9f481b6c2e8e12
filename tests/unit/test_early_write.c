/* test_early_write.c: what is handed to the disk early stays what it is, and
 * no other file is touched. */
#include "store/early_write.h"

#include <fcntl.h>
#include <unistd.h>

#include "tests/folder.h"

enum { PIECE = 1 << 16, PIECES = 80, SIZE = PIECE * PIECES };	/* 5 MB */

static char piece[PIECE];

static int
make(const char *name)
{
	return open(folder_path(name), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
	    0600);
}

static struct stat
look(int fd)
{
	struct stat st = { .st_size = -1 };

	(void)fstat(fd, &st);
	return st;
}

/* Whether piece i of the file is as it was written. */
static bool
is_piece(int fd, int i)
{
	static char got[PIECE];
	bool read = pread(fd, got, PIECE, (off_t)i * PIECE) == PIECE;

	memset(piece, 'a' + i % 26, PIECE);
	return read && memcmp(got, piece, PIECE) == 0;
}

static void
test_bytes(void)
{
	struct early_write e;
	int fd = make("bytes"), i, wrong = 0, larger = 0;

	early_write_begin(&e, folder_path("bytes"));
	is_int(e.fd, fd, "the descriptor is found");
	for (i = 0; i < PIECES; i++) {
		memset(piece, 'a' + i % 26, PIECE);
		wrong += pwrite(fd, piece, PIECE, (off_t)i * PIECE) != PIECE;
		early_write_go_on(&e);
		larger += look(fd).st_size != (off_t)(i + 1) * PIECE;
	}
	is_int(wrong, 0, "written");
	is_int(larger, 0, "the file is never larger than what was written");
	ok(e.handed > SIZE / 2 && e.handed < SIZE,
	    "most of it is on its way, the end is not");
	early_write_end(&e);
	is_int(e.handed, SIZE, "at the end all of it is");
	is_int(look(fd).st_size, SIZE, "the size stays");
	ok(look(fd).st_blocks * 512 <= SIZE + PIECE,
	    "blocks that were not needed are given back");
	for (i = wrong = 0; i < PIECES; i++)
		wrong += !is_piece(fd, i);
	is_int(wrong, 0, "the bytes stay");
	early_write_forget(&e);
	is_int(e.fd, -1, "forgotten");
	close(fd);
}

/* A descriptor that is another file's by now. */
static void
test_other(void)
{
	struct early_write e;
	int fd = make("one"), other;

	early_write_begin(&e, folder_path("one"));
	is_int(e.fd, fd, "the descriptor is found");
	close(fd);
	other = make("other");
	is_int(other, fd, "another file has its number now");
	is_int(pwrite(other, piece, 10, 5 << 20), 10, "which is large");
	early_write_go_on(&e);
	is_int(e.handed, 0, "nothing is handed over");
	is_int(e.asked, 0, "no blocks are asked for");
	e.asked = 6 << 20;
	early_write_end(&e);
	is_int(e.asked, 6 << 20, "none are given back");
	is_int(look(other).st_size, (5 << 20) + 10, "it stays as it is");
	close(other);
}

static void
test_none(void)
{
	struct early_write e;
	int fd = make("closed");

	close(fd);
	early_write_begin(&e, folder_path("closed"));
	is_int(e.fd, -1, "a file that nobody has open");
	early_write_go_on(&e);
	early_write_end(&e);
	is_int(e.handed, 0, "nothing is done");
	early_write_begin(&e, folder_path("missing"));
	is_int(e.fd, -1, "a file that is not there");
	early_write_begin(&e, folder);
	is_int(e.fd, -1, "a folder");
}

int
main(void)
{
	if (!folder_begin())
		return skip_all("no folder for files");
	test_bytes();
	test_other();
	test_none();
	folder_end();
	return done();
}
