/*
 * fault_vfs.c: see fault_vfs.h.
 *
 * (1) Of every file that was opened for writing the bytes are kept as they
 *     were when it was last synced; a power cut puts those back.
 * (2) The shared memory of the write-ahead log is left as it is: after a
 *     crash SQLite must not believe it.
 */
#include "tests/store/fault_vfs.h"

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"

#define MAX_FILES	16
#define SECTOR		512

/* A file as it is on the disk for certain (1). */
struct synced {
	char  *path;
	char  *bytes;
	size_t n;
};

static struct fault_plan plan;
static long count;
static bool broken;			/* FAULT_FULL has come */
static struct synced disk[MAX_FILES];
static sqlite3_vfs *below;

struct fault_file {
	sqlite3_file   base;		/* first */
	struct synced *synced;		/* NULL: opened for reading only */
	/* the real file follows */
};

static sqlite3_file *
real(sqlite3_file *f)
{
	return (sqlite3_file *)(void *)((struct fault_file *)(void *)f + 1);
}

static struct synced *
synced_of(sqlite3_file *f)
{
	return ((struct fault_file *)(void *)f)->synced;
}

/* --- what is on the disk --- */

static size_t
slurp(const char *path, char **out)
{
	FILE *f = fopen(path, "rb");
	size_t n = 0;
	long end;

	*out = NULL;
	if (f == NULL)
		return 0;
	if (fseek(f, 0, SEEK_END) == 0 && (end = ftell(f)) > 0) {
		rewind(f);
		*out = mem_calloc((size_t)end, 1);
		n = fread(*out, 1, (size_t)end, f);
	}
	fclose(f);
	return n;
}

static void
take_picture(struct synced *s)
{
	mem_free(s->bytes);
	s->n = slurp(s->path, &s->bytes);
}

static struct synced *
find_synced(const char *path)
{
	struct synced *s, *unused = NULL;
	size_t n = strlen(path) + 1;

	for (s = disk; s < disk + MAX_FILES; s++) {
		if (s->path != NULL && strcmp(s->path, path) == 0)
			return s;
		if (s->path == NULL && unused == NULL)
			unused = s;
	}
	if (unused == NULL)
		abort();
	unused->path = mem_calloc(n, 1);
	memcpy(unused->path, path, n);
	take_picture(unused);
	return unused;
}

static void
forget(struct synced *s)
{
	mem_free(s->path);
	mem_free(s->bytes);
	*s = (struct synced){ NULL, NULL, 0 };
}

/* The bytes that are left of a file after a power cut. */
static void
cut_power(struct synced *s, bool some)
{
	char *now;
	size_t n = slurp(s->path, &now), i, left = s->n;
	FILE *f;

	if (some && n > left) {
		s->bytes = mem_resize(s->bytes, n, 1);
		memset(s->bytes + left, 0, n - left);
		left = n;
	}
	for (i = 0; some && i < left && i < n; i += SECTOR)
		if (hash_mix((uint64_t)count, i / SECTOR) & 1)
			memcpy(s->bytes + i, now + i,
			    left - i < SECTOR || n - i < SECTOR ?
			    (left < n ? left : n) - i : SECTOR);
	if ((f = fopen(s->path, "wb")) != NULL) {
		if (left > 0)
			fwrite(s->bytes, 1, left, f);
		fclose(f);
	}
	mem_free(now);
}

static void
die(void)
{
	struct synced *s;

	if (plan.kind == FAULT_POWER || plan.kind == FAULT_POWER_SOME)
		for (s = disk; s < disk + MAX_FILES; s++)
			if (s->path != NULL)
				cut_power(s, plan.kind == FAULT_POWER_SOME);
	_exit(FAULT_DEATH);
}

/* --- going wrong --- */

enum operation { WRITE, TRUNCATE, SYNC, REMOVE };

/* Counts an operation; SQLITE_OK where it is to go on. */
static int
operate(enum operation what)
{
	static const int errors[] = {
		SQLITE_IOERR_WRITE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_FSYNC,
		SQLITE_IOERR_DELETE
	};

	count++;
	if (broken && what == WRITE)
		return SQLITE_FULL;
	if (count != plan.at)
		return SQLITE_OK;
	switch (plan.kind) {
	case FAULT_NONE:
	case FAULT_TORN:		/* a write sees to itself */
		return SQLITE_OK;
	case FAULT_KILL:
	case FAULT_POWER:
	case FAULT_POWER_SOME:
		die();
		return SQLITE_IOERR;
	case FAULT_IOERR:
		return errors[what];
	case FAULT_FULL:
		broken = true;
		return what == WRITE ? SQLITE_FULL : SQLITE_OK;
	}
	return SQLITE_OK;
}

static bool
is_torn(void)
{
	return plan.kind == FAULT_TORN && count == plan.at;
}

/* Whether the disk has no room for a file to grow to `end`. */
static bool
is_over_quota(sqlite3_file *f, sqlite3_int64 end)
{
	struct synced *s;
	sqlite3_int64 total = 0, size = 0;
	FILE *other;
	long n;

	if (plan.quota == 0)
		return false;
	real(f)->pMethods->xFileSize(real(f), &size);
	if (end <= size)
		return false;
	for (s = disk; s < disk + MAX_FILES; s++) {
		if (s->path == NULL || (other = fopen(s->path, "rb")) == NULL)
			continue;
		if (fseek(other, 0, SEEK_END) == 0 && (n = ftell(other)) > 0)
			total += n;
		fclose(other);
	}
	return total + end - size > plan.quota;
}

/* --- a file --- */

static int
f_close(sqlite3_file *f)
{
	return real(f)->pMethods->xClose(real(f));
}

static int
f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return real(f)->pMethods->xRead(real(f), p, n, at);
}

static int
f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	int rc = operate(WRITE);

	if (rc != SQLITE_OK)
		return rc;
	if (is_over_quota(f, at + n))
		return SQLITE_FULL;
	if (is_torn()) {
		real(f)->pMethods->xWrite(real(f), p, n / 2, at);
		_exit(FAULT_DEATH);
	}
	return real(f)->pMethods->xWrite(real(f), p, n, at);
}

static int
f_truncate(sqlite3_file *f, sqlite3_int64 n)
{
	int rc = operate(TRUNCATE);

	if (rc == SQLITE_OK)
		rc = real(f)->pMethods->xTruncate(real(f), n);
	if (is_torn())
		_exit(FAULT_DEATH);
	return rc;
}

static int
f_sync(sqlite3_file *f, int flags)
{
	int rc = operate(SYNC);

	(void)flags;
	if (rc == SQLITE_OK && synced_of(f) != NULL &&
	    (plan.kind == FAULT_POWER || plan.kind == FAULT_POWER_SOME))
		take_picture(synced_of(f));
	if (is_torn())
		_exit(FAULT_DEATH);
	return rc;
}

static int
f_size(sqlite3_file *f, sqlite3_int64 *n)
{
	return real(f)->pMethods->xFileSize(real(f), n);
}

static int
f_lock(sqlite3_file *f, int how)
{
	return real(f)->pMethods->xLock(real(f), how);
}

static int
f_unlock(sqlite3_file *f, int how)
{
	return real(f)->pMethods->xUnlock(real(f), how);
}

static int
f_reserved(sqlite3_file *f, int *out)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), out);
}

static int
f_control(sqlite3_file *f, int what, void *arg)
{
	return real(f)->pMethods->xFileControl(real(f), what, arg);
}

static int
f_sector(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int
f_device(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int
f_shm_map(sqlite3_file *f, int page, int size, int extend,
    void volatile **out)
{
	if (plan.read_only)
		return SQLITE_READONLY_CANTINIT;
	return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}

static int
f_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}

static void
f_shm_barrier(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}

static int
f_shm_unmap(sqlite3_file *f, int delete)
{
	return real(f)->pMethods->xShmUnmap(real(f), delete);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = f_close,
	.xRead = f_read,
	.xWrite = f_write,
	.xTruncate = f_truncate,
	.xSync = f_sync,
	.xFileSize = f_size,
	.xLock = f_lock,
	.xUnlock = f_unlock,
	.xCheckReservedLock = f_reserved,
	.xFileControl = f_control,
	.xSectorSize = f_sector,
	.xDeviceCharacteristics = f_device,
	.xShmMap = f_shm_map,
	.xShmLock = f_shm_lock,
	.xShmBarrier = f_shm_barrier,
	.xShmUnmap = f_shm_unmap
};

/* --- the layer --- */

static int
v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct fault_file *ff = (struct fault_file *)(void *)f;
	int rc;

	(void)v;
	ff->base.pMethods = NULL;
	ff->synced = NULL;
	if (plan.deny)
		return SQLITE_CANTOPEN;
	if (plan.read_only)
		flags = (flags & ~(SQLITE_OPEN_READWRITE |
		    SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
	rc = below->xOpen(below, name, real(f), flags, out);
	if (rc != SQLITE_OK)
		return rc;
	if (out != NULL && plan.read_only)
		*out = flags;
	if (name != NULL && (flags & SQLITE_OPEN_READWRITE))
		ff->synced = find_synced(name);
	ff->base.pMethods = &methods;
	return SQLITE_OK;
}

static int
v_delete(sqlite3_vfs *v, const char *name, int sync)
{
	int rc = operate(REMOVE);

	(void)v;
	(void)sync;
	if (rc == SQLITE_OK) {
		rc = below->xDelete(below, name, 0);
		forget(find_synced(name));
	}
	if (is_torn())
		_exit(FAULT_DEATH);
	return rc;
}

static int
v_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
	(void)v;
	if (plan.read_only && flags == SQLITE_ACCESS_READWRITE) {
		*out = 0;
		return SQLITE_OK;
	}
	return below->xAccess(below, name, flags, out);
}

static int
v_full(sqlite3_vfs *v, const char *name, int n, char *out)
{
	(void)v;
	return below->xFullPathname(below, name, n, out);
}

void
fault_register(void)
{
	static sqlite3_vfs vfs;

	below = sqlite3_vfs_find(NULL);
	vfs = *below;
	vfs.szOsFile = (int)sizeof(struct fault_file) + below->szOsFile;
	vfs.pNext = NULL;
	vfs.zName = FAULT_VFS;
	vfs.xOpen = v_open;
	vfs.xDelete = v_delete;
	vfs.xAccess = v_access;
	vfs.xFullPathname = v_full;
	sqlite3_vfs_register(&vfs, 0);
}

void
fault_set(struct fault_plan p)
{
	struct synced *s;

	plan = p;
	count = 0;
	broken = false;
	for (s = disk; s < disk + MAX_FILES; s++)
		if (s->path != NULL)
			forget(s);
}

long
fault_count(void)
{
	return count;
}
