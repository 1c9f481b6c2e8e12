/*
 * utr.h: the units registry (Units Registry, Structure 1.0, 2013-11-18):
 * which units a type of number may have.
 *
 * One registry ships (taxonomy/utr/units.tsv); others are read from a utr.xml.
 * Everything returned points into the registry and lives until utr_free.
 */
#ifndef TAXONOMY_UTR_H
#define TAXONOMY_UTR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/slice.h"

/*
 * One definition.  A simple unit (section 2) is one measure; a complex unit
 * is one measure divided by another, and has a numerator or a denominator.
 * No field is NULL; "" stands for "not given".
 */
struct utr_unit {
	const char *id;			/* unitId: the measure's local name */
	const char *ns;			/* nsUnit; "": whatever namespace */
	const char *type;		/* itemType: local name of the type */
	const char *type_ns;		/* nsItemType; "": whatever namespace */
	const char *type_date;		/* itemTypeDate */
	const char *numerator;		/* numeratorItemType */
	const char *numerator_ns;
	const char *denominator;	/* denominatorItemType */
	const char *denominator_ns;
	const char *status;		/* "REC", "CR" … (section 5) */
	const char *symbol;		/* simple units: how it is written */
	const char *name;		/* in English */
};

struct utr;

/* The registry that ships; free with utr_free. */
struct utr *utr_builtin(void);
/*
 * Reads a utr.xml, which may be anybody's: 0, or -1 with *why one sentence in
 * the arena.  A registry that breaks a rule of section 2 is refused whole.
 */
int	utr_read(struct utr **, const char *path, struct arena *,
	    const char **why);
/* The same from bytes. */
int	utr_read_bytes(struct utr **, struct slice, struct arena *,
	    const char **why);
void	utr_free(struct utr *);		/* NULL is fine */

/* All definitions, whatever their status, in the order of the registry. */
size_t	utr_count(const struct utr *);
const struct utr_unit *utr_unit(const struct utr *, size_t i);
bool	utr_is_simple(const struct utr_unit *);

/*
 * Section 5: only what has the status REC is in effect.  The questions below
 * are about those definitions; the others neither limit nor allow anything.
 */

/* Whether some simple unit is this measure. */
bool	utr_has_measure(const struct utr *, struct slice ns,
	    struct slice local);

/* Section 4: whether a type is present in the registry, so that it limits
 * the units of that type.  No ns (SLICE_NONE): of any namespace. */
bool	utr_has_type(const struct utr *, struct slice ns, struct slice local);

struct utr_measure {
	struct slice ns, local;
};
/* The measures of a unit; n_bottom 0: it has no divide. */
struct utr_measures {
	const struct utr_measure *top, *bottom;
	size_t n_top, n_bottom;
};

/* Section 4: whether the registry takes the unit for a type that is present
 * in it.  Only that type is looked at, none that it was derived from. */
bool	utr_takes(const struct utr *, struct slice type_ns,
	    struct slice type_local, const struct utr_measures *);

#endif
