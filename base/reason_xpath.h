/*
 * reason_xpath.h: the Dutch of what expressions and formulas report, a part of
 * the table of reason.c, for whom the rows here are.
 */
#ifndef BASE_REASON_XPATH_H
#define BASE_REASON_XPATH_H

#include <stddef.h>

/* English and Dutch; see reason.c for '%'. */
struct reason_row {
	const char *en, *nl;
};

extern const struct reason_row reason_xpath[];
extern const size_t reason_xpath_n;

#endif
