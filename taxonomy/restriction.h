/*
 * restriction.h: does one content model allow no more than another (XML Schema
 * 1.0 part 1, 3.9.6)?
 */
#ifndef TAXONOMY_RESTRICTION_H
#define TAXONOMY_RESTRICTION_H

#include "taxonomy/schema.h"

enum restriction { RESTRICTION_GOOD, RESTRICTION_BAD, RESTRICTION_UNKNOWN };

/* cos-particle-restrict: whether particle row `derived` restricts row `base`;
 * UNKNOWN where telling would take too long. */
enum restriction restriction_judge(const struct dts *, uint32_t derived,
		    uint32_t base);
/* cos-group-emptiable: whether a particle takes nothing at all too. */
bool		 restriction_emptiable(const struct dts *, uint32_t row);

#endif
