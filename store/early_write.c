/*
 * early_write.c: see early_write.h.
 *
 * (1) A sync waits for the disk with all that was written since the last one.
 *     What the kernel is asked to write before (sync_file_range), it writes
 *     while more is made.  It need not be perfect: what changes again is
 *     written again.
 * (2) The end is left alone for a while: it is what changes again.
 * (3) Blocks asked for beforehand (fallocate) lie side by side, and a write
 *     that finds its block there costs less.
 * (4) SQLite does not tell which descriptor it has, and one of our own must not
 *     be: closing it would end SQLite's locks, which belong to the process and
 *     the file (fcntl(2)).  So SQLite's is looked for, and looked at before each
 *     use: its number may have become that of another file.
 */
#include "store/early_write.h"

#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>

#define FDS_LOOKED_AT	256
#define STEP		((off_t)1 << 19)
#define LEFT_ALONE	((off_t)1 << 19)	/* (2) */
#define BLOCKS		((off_t)1 << 24)	/* (3) */

/* (4) */
static bool
is_open(const struct early_write *e, int fd, off_t *size)
{
	struct stat st;

	if (fstat(fd, &st) == -1 || st.st_dev != e->dev ||
	    st.st_ino != e->ino)
		return false;
	*size = st.st_size;
	return true;
}

void
early_write_begin(struct early_write *e, const char *path)
{
	struct stat st;
	off_t size;
	int fd;

	early_write_forget(e);
	if (stat(path, &st) == -1 || !S_ISREG(st.st_mode))
		return;
	e->dev = st.st_dev;
	e->ino = st.st_ino;
	e->handed = e->asked = st.st_size;
	for (fd = 0; fd < FDS_LOOKED_AT && e->fd == -1; fd++)
		if (is_open(e, fd, &size))
			e->fd = fd;
}

static void
hand_over(struct early_write *e, off_t end)
{
	if (end <= e->handed)
		return;
	(void)sync_file_range(e->fd, e->handed, end - e->handed,
	    SYNC_FILE_RANGE_WRITE);
	e->handed = end;
}

void
early_write_go_on(struct early_write *e)
{
	off_t size;

	if (e->fd == -1 || !is_open(e, e->fd, &size))
		return;
	if (size > 0 && size + STEP > e->asked) {
		(void)fallocate(e->fd, FALLOC_FL_KEEP_SIZE, e->asked, BLOCKS);
		e->asked += BLOCKS;
	}
	if (size >= e->handed + STEP + LEFT_ALONE)
		hand_over(e, size - LEFT_ALONE);
}

void
early_write_end(struct early_write *e)
{
	off_t size;

	if (e->fd == -1 || !is_open(e, e->fd, &size))
		return;
	if (size < e->asked && ftruncate(e->fd, size) == 0)
		e->asked = size;
	hand_over(e, size);
}

void
early_write_forget(struct early_write *e)
{
	*e = (struct early_write){ .fd = -1 };
}
