/*
 * xsi.h: xsi:nil and xsi:type of facts (XML Schema 1.0 part 1, 3.3.4).
 */
#ifndef VALIDATE_XSI_H
#define VALIDATE_XSI_H

#include "base/finding.h"
#include "ingest/report.h"

/* Judges both on a fact with its declaration. */
void	xsi_check(const struct report *, uint32_t fact,
	    const struct img_element *, struct findings *);

#endif
