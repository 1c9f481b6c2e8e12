/*
 * wildcard.h: which namespaces a wildcard lets in (XML Schema 1.0 part 1,
 * 3.10), asked of particles of kind PARTICLE_ANY while a taxonomy is compiled.
 */
#ifndef TAXONOMY_WILDCARD_H
#define TAXONOMY_WILDCARD_H

#include "taxonomy/dts.h"

/* 3.10.4, cvc-wildcard-namespace; ns "" is no namespace. */
bool	wildcard_takes(const struct dts *, const struct img_particle *,
	    struct slice ns);
/* Whether some namespace is let in by both (3.10.6, cos-aw-intersect). */
bool	wildcard_overlap(const struct dts *, const struct img_particle *a,
	    const struct img_particle *b);
/* 3.10.6, cos-ns-subset. */
bool	wildcard_subset(const struct dts *, const struct img_particle *sub,
	    const struct img_particle *super);
/*
 * What both let in (cos-aw-intersect), what either does (cos-aw-union): *ns
 * and *target as of a particle.  False where no wildcard says that: then they
 * are left as they were.
 */
bool	wildcard_intersect(struct dts *, const struct img_particle *a,
	    const struct img_particle *b, struct istr *ns,
	    struct istr *target);
bool	wildcard_unite(struct dts *, const struct img_particle *a,
	    const struct img_particle *b, struct istr *ns,
	    struct istr *target);

#endif
