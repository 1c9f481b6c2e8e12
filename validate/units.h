/*
 * units.h: what XBRL 2.1 (4.8.2) asks of the unit of an item type, for the
 * rules that come after it.
 */
#ifndef VALIDATE_UNITS_H
#define VALIDATE_UNITS_H

#include "ingest/report.h"

/* Whether 4.8.2 takes the unit for items of the type. */
bool	unit_suits(const struct report *, const struct img_type *,
	    const struct unit *);

#endif
