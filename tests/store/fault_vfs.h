/*
 * fault_vfs.h: a file layer for SQLite that counts every write, truncation,
 * sync and removal, and goes wrong at the one it is told to.
 *
 * It passes everything on to SQLite's own layer, but never waits for the
 * disk: what is lost in a power cut is decided here, not by chance.
 */
#ifndef TESTS_FAULT_VFS_H
#define TESTS_FAULT_VFS_H

#include <stdbool.h>

enum fault {
	FAULT_NONE,
	FAULT_KILL,		/* the process dies just before it */
	FAULT_TORN,		/* a write is half done, then it dies */
	FAULT_POWER,		/* it dies, and all that was not synced is gone */
	FAULT_POWER_SOME,	/* … some sectors of what was not synced remain */
	FAULT_IOERR,		/* it fails once */
	FAULT_FULL		/* from here on no write succeeds */
};

struct fault_plan {
	enum fault kind;
	long       at;		/* the operation, from 1 */
	bool       read_only;	/* nothing may be opened for writing or made */
	bool       deny;	/* nothing may be opened at all */
	long long  quota;	/* bytes that fit on the disk; 0: any */
};

#define FAULT_VFS	"fault"
#define FAULT_DEATH	77	/* exit status of a process that died of it */

/* Makes the layer known to SQLite under the name FAULT_VFS. */
void	fault_register(void);
/* Sets what is to go wrong, and counts from 0 again. */
void	fault_set(struct fault_plan);
/* Operations counted since. */
long	fault_count(void);

#endif
