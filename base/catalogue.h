/* catalogue.h: the rows made from base/messages/. Ask through finding.h. */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include "base/finding.h"

extern const struct message catalogue[FINDING_CODES];

#endif
