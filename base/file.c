/*
 * file.c: see file.h.
 *
 * (1) Opening never waits: a FIFO or a device is opened without blocking and
 *     refused by what fstat says of it.
 * (2) A file is written under a temporary name beside it, synced and renamed;
 *     a reader sees the old bytes or the new ones.
 * (3) A lock is one byte of a lock file, at the place that `what` says, held by
 *     the descriptor (F_OFD_SETLK): the kernel gives it back when the process
 *     ends, however that happens, and no file need be removed.
 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

#define SMALL		((size_t)1 << 20)	/* a file to be read at once */
#define LOCK_STEPS	3000	/* of 20 ms: a minute */

static int64_t
mtime_of(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

/* An errno in plain English, the same in every locale. */
static const char *
reason(int error)
{
	const char *text;

	switch (error) {
	case ENOENT:
	case ENOTDIR:
		return "no such file";
	case EACCES:
	case EPERM:
		return "access is denied";
	case EISDIR:
		return "is a folder";
	case ENXIO:
	case ENODEV:
		return "is not a regular file";
	case ENOSPC:
	case EDQUOT:
		return "the disk is full";
	case EROFS:
		return "the disk is read-only";
	case ELOOP:
		return "its symbolic links go round in circles";
	case ENAMETOOLONG:
		return "the name is too long";
	}
	text = strerrordesc_np(error);
	return text == NULL ? "unknown error" : text;
}

static int
map(struct file *f, int fd, size_t size)
{
	f->map = NULL;
	f->bytes = SLICE("");
	if (size == 0)
		return 0;
	f->map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (f->map == MAP_FAILED) {
		f->map = NULL;
		return -1;
	}
	f->bytes = (struct slice){ f->map, size };
	return 0;
}

/* Reads what there is of so many bytes. */
static int
read_into(struct file *f, int fd, size_t size, struct buf *b)
{
	char *room;
	ssize_t got = 1;

	buf_clear(b);
	while (got > 0 && b->n < size) {
		if ((room = buf_room(b, size - b->n)) == NULL) {
			errno = ENOMEM;
			return -1;
		}
		do
			got = read(fd, room, size - b->n);
		while (got == -1 && errno == EINTR);
		if (got > 0)
			buf_added(b, (size_t)got);
	}
	f->bytes = b->n == 0 ? SLICE("") : buf_get(b);
	return got == -1 ? -1 : 0;
}

int
file_open(struct file *f, const char *path, struct arena *arena,
    const char **why)
{
	return file_open_into(f, path, NULL, arena, why);
}

int
file_open_into(struct file *f, const char *path, struct buf *b,
    struct arena *arena, const char **why)
{
	struct stat st;
	int fd, rc = -1;

	(void)arena;			/* all reasons are constants so far */
	*f = (struct file){ SLICE_NONE, 0, NULL };
	fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd == -1 || fstat(fd, &st) == -1) {
		*why = reason(errno);
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		*why = S_ISDIR(st.st_mode) ? "is a folder" :
		    "is not a regular file";
		goto out;
	}
	if ((b != NULL && (size_t)st.st_size <= SMALL ?
	    read_into(f, fd, (size_t)st.st_size, b) :
	    map(f, fd, (size_t)st.st_size)) == -1) {
		*why = reason(errno);
		goto out;
	}
	f->mtime_ns = mtime_of(&st);
	rc = 0;
 out:
	if (fd != -1)
		close(fd);
	return rc;
}

void
file_close(struct file *f)
{
	if (f->map != NULL)
		munmap(f->map, f->bytes.n);
	*f = (struct file){ SLICE_NONE, 0, NULL };
}

void
file_fetch(const struct file *f, size_t from, size_t n)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	from -= from % page;
	if (f->map == NULL || from >= f->bytes.n)
		return;
	if (n > f->bytes.n - from)
		n = f->bytes.n - from;
#ifdef MADV_POPULATE_READ
	(void)madvise((char *)f->map + from, n, MADV_POPULATE_READ);
#endif
}

int
file_stat(const char *path, uint64_t *size, int64_t *mtime_ns)
{
	struct stat st;

	if (stat(path, &st) == -1 || !S_ISREG(st.st_mode))
		return -1;
	*size = (uint64_t)st.st_size;
	*mtime_ns = mtime_of(&st);
	return 0;
}

bool
file_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
file_is_link(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

bool
file_is_itself(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode);
}

const char *
file_real_path(const char *path, struct arena *arena)
{
	char *real = realpath(path, NULL);
	const char *copy = real == NULL ? NULL : arena_string(arena, real);

	mem_free(real);
	return copy;
}

/* --- writing --- */

static int
write_all(int fd, struct slice bytes)
{
	ssize_t n;

	while (bytes.n > 0) {
		n = write(fd, bytes.s, bytes.n);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		bytes = slice_from(bytes, (size_t)n);
	}
	return 0;
}

/* A device, FIFO or the like (/dev/stdout) is written to as it stands. */
static int
write_through(const char *path, struct slice bytes, const char **why)
{
	int fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);

	if (fd == -1 || write_all(fd, bytes) == -1) {
		*why = reason(errno);
		if (fd != -1)
			close(fd);
		return -1;
	}
	if (close(fd) == -1) {
		*why = reason(errno);
		return -1;
	}
	return 0;
}

/* Makes the name in the folder durable; a file system that cannot is let be. */
static void
sync_folder_of(const char *path, struct arena *arena)
{
	const char *slash = strrchr(path, '/');
	const char *folder = ".";
	int fd;

	if (slash == path)
		folder = "/";
	else if (slash != NULL)
		folder = arena_copy(arena,
		    (struct slice){ path, (size_t)(slash - path) }).s;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return;
	fsync(fd);
	close(fd);
}

/* A new file of a name that nobody has, beside path. */
static int
open_temporary(const char *path, struct arena *arena, const char **name)
{
	int fd = -1, i;

	for (i = 0; i < 100; i++) {
		*name = arena_printf(arena, "%s.%ld-%d.tmp", path,
		    (long)getpid(), i);
		fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd != -1 || errno != EEXIST)
			break;
	}
	return fd;
}

int
file_write(const char *path, struct slice bytes, struct arena *arena,
    const char **why)
{
	const char *name = NULL;
	struct stat st;
	int fd, rc = -1;

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode) &&
	    !S_ISDIR(st.st_mode))
		return write_through(path, bytes, why);
	if (file_is_folder(path)) {
		*why = "is a folder";
		return -1;
	}
	fd = open_temporary(path, arena, &name);
	if (fd == -1) {
		*why = errno == ENOENT ? "its folder does not exist" :
		    reason(errno);
		return -1;
	}
	if (write_all(fd, bytes) == -1 || fsync(fd) == -1)
		goto out;
	if (close(fd) == -1) {
		fd = -1;
		goto out;
	}
	fd = -1;
	if (rename(name, path) == -1)
		goto out;
	sync_folder_of(path, arena);
	rc = 0;
 out:
	if (rc == -1) {
		*why = reason(errno);
		if (fd != -1)
			close(fd);
		unlink(name);
	}
	return rc;
}

int
file_remove(const char *path)
{
	return unlink(path);
}

/* --- locks --- */

int
file_lock(const char *path, uint64_t what)
{
	const struct timespec step = { 0, 20000000 };
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
	    .l_start = (off_t)(what & INT64_MAX >> 1), .l_len = 1 };
	int fd = open(path, O_RDWR | O_CREAT | O_NOCTTY | O_NOFOLLOW |
	    O_CLOEXEC, 0666);
	int steps;

	if (fd == -1)
		return -1;
	for (steps = 0; steps < LOCK_STEPS; steps++) {
		if (fcntl(fd, F_OFD_SETLK, &lock) == 0)
			return fd;
		if (errno != EAGAIN && errno != EACCES && errno != EINTR)
			break;		/* not on this file system */
		(void)nanosleep(&step, NULL);
	}
	close(fd);
	return -1;
}

void
file_unlock(int lock)
{
	if (lock != -1)
		close(lock);
}

/* --- folders --- */

static int
make_folder(const char *path)
{
	if (mkdir(path, 0777) == 0 || file_is_folder(path))
		return 0;
	return -1;
}

int
file_make_folders(const char *path)
{
	size_t n = strlen(path), i;
	char *copy;
	int rc = 0;

	if (n == 0)
		return -1;
	copy = mem_calloc(n + 1, 1);
	memcpy(copy, path, n);
	for (i = 1; i < n && rc == 0; i++)
		if (copy[i] == '/') {
			copy[i] = '\0';
			rc = make_folder(copy);
			copy[i] = '/';
		}
	if (rc == 0)
		rc = make_folder(copy);
	mem_free(copy);
	return rc;
}

void
file_clear_temporary(const char *path, struct arena *arena)
{
	const char *slash = strrchr(path, '/');
	const char *folder = slash == NULL ? "." : arena_copy(arena,
	    (struct slice){ path, (size_t)(slash - path) + 1 }).s;
	const char *start = arena_printf(arena, "%s.", slash == NULL ? path :
	    slash + 1);
	struct slice *names;
	size_t n, i;

	if (file_list(folder, arena, &names, &n) == -1)
		return;
	for (i = 0; i < n; i++)
		if (slice_starts(names[i], slice_of(start)) &&
		    slice_ends(names[i], SLICE(".tmp")))
			(void)unlink(arena_printf(arena, "%s/%s", folder,
			    names[i].s));
}

static int
cmp_names(const void *a, const void *b)
{
	return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

int
file_list(const char *folder, struct arena *arena, struct slice **names,
    size_t *n)
{
	VEC(struct slice) all = { NULL, 0, 0 };
	const struct dirent *entry;
	DIR *dir = opendir(folder);

	*names = NULL;
	*n = 0;
	if (dir == NULL)
		return -1;
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		VEC_PUSH(&all, arena_copy(arena, slice_of(entry->d_name)));
	}
	closedir(dir);
	if (all.n > 0) {
		qsort(all.v, all.n, sizeof(*all.v), cmp_names);
		*names = arena_alloc(arena, all.n * sizeof(*all.v));
		memcpy(*names, all.v, all.n * sizeof(*all.v));
		*n = all.n;
	}
	VEC_FREE(&all);
	return 0;
}
