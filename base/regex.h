/*
 * regex.h: regular expressions of XML Schema 1.0 part 2, appendix F.
 *
 * An expression describes whole values: there are no anchors, `^` and `$` are
 * ordinary characters.  It is translated to PCRE2 (regex_translate.c) and
 * compiled to machine code; matching is bounded, whatever the expression.
 */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

struct regex;

struct regex_error {
	const char *message;	/* constant text, English, no full stop */
	size_t      position;	/* byte offset in the expression */
	bool        too_large;	/* it may be one, but is more than we use */
};

#define REGEX_MAX_LENGTH	65536	/* bytes of an expression */
#define REGEX_MAX_DEPTH		100	/* parentheses or classes, nested */

/* A compiled expression; free with regex_free.  NULL with *err filled where
 * it is no regular expression of appendix F, or too large to be used. */
struct regex	*regex_compile(struct slice expression, struct regex_error *);
void		 regex_free(struct regex *);	/* NULL is fine */

/* 1: all of text matches; 0: it does not (nor does text that is no UTF-8);
 * -1: the limit on work was reached before that was known. */
int		 regex_match(struct regex *, struct slice text);

#endif
