/*
 * file.h: files mapped or read, and written whole or not at all.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/slice.h"

/* A file mapped read-only, or read (file_open_into). */
struct file {
	struct slice bytes;	/* s is never NULL once open, also when empty */
	int64_t      mtime_ns;
	void        *map;	/* private to file.c; NULL: none to end */
};

/*
 * Maps a regular file.  0, or -1 with *why a constant or arena sentence in
 * plain English ("is a folder", "no such file"): folders, devices, FIFOs and
 * sockets are refused without waiting.
 */
int	file_open(struct file *, const char *path, struct arena *,
	    const char **why);
/* The same, but a file of up to a megabyte is read into the buffer, in place of
 * what was there: for one file after the other that costs less than mapping
 * them, and what was read stays as it is.  The buffer is the caller's and must
 * outlive the file; NULL: the file is mapped. */
int	file_open_into(struct file *, const char *path, struct buf *,
	    struct arena *, const char **why);
void	file_close(struct file *);
/* These bytes are read next: maps their pages at once, not sixteen at a time as
 * they are met.  Only a hint. */
void	file_fetch(const struct file *, size_t from, size_t n);
/* Size and time of a regular file without opening it; -1 where there is none. */
int	file_stat(const char *path, uint64_t *size, int64_t *mtime_ns);
bool	file_is_folder(const char *path);
/* Whether the path itself is a symbolic link. */
bool	file_is_link(const char *path);
/* Whether a regular file is there under this name itself, by no link. */
bool	file_is_itself(const char *path);
/* The path without symbolic links, in the arena; NULL where nothing is there. */
const char	*file_real_path(const char *path, struct arena *);
/* Writes to a temporary name, syncs, renames.  0, or -1 with *why. */
int	file_write(const char *path, struct slice bytes, struct arena *,
	    const char **why);
/* Removes a file; -1 where it cannot. */
int	file_remove(const char *path);
/* Removes the temporary files of writes to path that were broken off; only for
 * who knows that nobody else writes there now. */
void	file_clear_temporary(const char *path, struct arena *);
/*
 * Waits until no other process (or thread) has number `what` of the lock file
 * at path, which is made and stays; for a minute at most.  A lock to be given
 * back, which goes by itself when its process ends; or -1 where there is none
 * to be had and the work is to be done without.
 */
int	file_lock(const char *path, uint64_t what);
void	file_unlock(int lock);		/* -1 is fine */
/* Makes a folder and the ones above it.  0 also where it is there. */
int	file_make_folders(const char *path);
/* The names in a folder, sorted by bytes, without . and ..; -1 on error. */
int	file_list(const char *folder, struct arena *, struct slice **names,
	    size_t *n);

#endif
