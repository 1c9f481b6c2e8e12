/* early_write.h: what was written of a file goes to the disk while more of it
 * is made; private to store/. */
#ifndef STORE_EARLY_WRITE_H
#define STORE_EARLY_WRITE_H

#include <sys/stat.h>

struct early_write {
	int   fd;			/* somebody else's; -1: none */
	dev_t dev;			/* what it must be the descriptor of */
	ino_t ino;
	off_t handed;			/* to the disk, up to here */
	off_t asked;			/* for blocks, up to here */
};

/*
 * For a file which somebody in this process has open and will write, mostly at
 * its end, and which nobody else can write while go_on and end run.  All of it
 * is a hint: none of these fails, none changes what is in the file, and none
 * makes it durable: its writer syncs it afterwards.  Where the descriptor is
 * not found, or was closed since, nothing is done.
 */
void	early_write_begin(struct early_write *, const char *path);
/* Now and then, after something was written. */
void	early_write_go_on(struct early_write *);
/* All that was written so far; blocks that were not needed are given back. */
void	early_write_end(struct early_write *);
/* Others may write from now on; begin comes first again. */
void	early_write_forget(struct early_write *);

#endif
