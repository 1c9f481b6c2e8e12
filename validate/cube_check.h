/*
 * cube_check.h: does a context fit the cubes of a primary item (Dimensions
 * 1.0, 3.1.1 to 3.1.3), and if not, what stands in the way.
 */
#ifndef VALIDATE_CUBE_CHECK_H
#define VALIDATE_CUBE_CHECK_H

#include "ingest/report.h"

enum cube_fault {
	CUBE_FITS,
	CUBE_MEMBER,		/* the member is not valid for the dimension */
	CUBE_DEFAULT,		/* nor is the default, and none is named */
	CUBE_MISSING,		/* a dimension without value and default */
	CUBE_SURPLUS,		/* closed: a dimension that is not the cube's */
	CUBE_CONTENT,		/* closed: content that is no dimension */
	CUBE_EXCLUDED		/* notAll, and it fits */
};

struct cube_verdict {
	enum cube_fault fault;	/* the first one; CUBE_FITS: valid */
	uint32_t faults;	/* how many */
	uint32_t strangers;	/* CUBE_SURPLUS among them */
	uint32_t cube;		/* where the first one is */
	uint32_t network;	/* has-hypercube network: its role is the table */
	uint32_t dimension;	/* element, or NONE */
	uint32_t member;	/* element, or NONE */
};

/*
 * Judges an element in a context: valid where it has no cubes, or where in
 * one link role all its cubes hold (3.1.1).  Where not, the verdict is on the
 * role that is nearest: it has the most of the context's dimensions, then the
 * fewest faults.  The context's dimensions must have passed 3.1.4: each one
 * declared and there once.
 */
struct cube_verdict	cube_check(const struct report *, uint32_t element,
			    const struct context *);

#endif
