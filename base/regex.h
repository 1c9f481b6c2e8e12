/*
 * regex.h: regular expressions of XML Schema 1.0 part 2, appendix F, and those
 * of XPath 2.0 (Functions and Operators, 7.6.1), which are the same and more.
 *
 * One of XML Schema describes whole values: there are no anchors, `^` and `$`
 * are ordinary characters.  One of XPath is looked for in a text.  Both are
 * translated to PCRE2 (regex_translate.c) and compiled to machine code; matching
 * is bounded, whatever the expression.
 */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* --- the regular expressions of XPath --- */

/* The flags of 7.6.1.1; REGEX_XPATH is set by regex_compile_xpath. */
#define REGEX_XPATH	1u	/* anchors, reluctance, groups, references */
#define REGEX_DOT_ALL	2u	/* s */
#define REGEX_LINES	4u	/* m */
#define REGEX_FOLD	8u	/* i */
#define REGEX_SPACED	16u	/* x */

/* The same as regex_compile for an expression of XPath. */
struct regex	*regex_compile_xpath(struct slice expression, unsigned flags,
		    struct regex_error *);
/* How many captured sub-expressions it has. */
unsigned	 regex_groups(const struct regex *);
/*
 * The first match that begins at the byte `from` or later: 1 and, until the
 * next call, regex_group; 0: there is none (nor in text that is no UTF-8); -1 as
 * above.  Where `from` is not 0 it is the start of a character and the call
 * before had the same text.  *work is how much work may be done, and then what
 * is left of it: an item of the expression that is tried somewhere, or sixteen
 * bytes of text, is one; a second is some 100 million.
 */
int		 regex_find(struct regex *, struct slice text, size_t from,
		    uint64_t *work);

struct regex_span { size_t from, to; };		/* bytes of the text */
#define REGEX_UNSET	SIZE_MAX		/* from: it took no part */
/* Where a sub-expression matched; 0 is the whole expression. */
struct regex_span regex_group(const struct regex *, unsigned);

#endif
