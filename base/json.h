/*
 * json.h: a pull parser for JSON (RFC 8259).  Numbers stay text, positions
 * are byte offsets, nothing is copied: strings are slices of the input unless
 * they hold an escape, when json_string makes one in the arena.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/slice.h"

enum json_kind {
	JSON_END, JSON_ERROR,
	JSON_OBJECT, JSON_OBJECT_END, JSON_ARRAY, JSON_ARRAY_END,
	JSON_KEY, JSON_STRING, JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL
};

#define JSON_MAX_DEPTH	64

struct json {
	struct slice in;
	size_t       pos;	/* of the next byte; of the trouble on error */
	const char  *error;	/* constant text */
	enum json_kind kind;	/* of the token last read */
	struct slice raw;	/* its text; of keys and strings without quotes */
	int          depth;
	char         stack[JSON_MAX_DEPTH];	/* '{' or '[' */
	bool         expect_key, after_value, begun;
};

void		json_begin(struct json *, struct slice in);
/* The next token.  After JSON_ERROR and JSON_END it stays there. */
enum json_kind	json_next(struct json *);
/* The value of the key or string last read, escapes undone (a lone surrogate
 * becomes U+FFFD); NUL-terminated only where it had an escape. */
struct slice	json_string(const struct json *, struct arena *);
/* Passes over the value whose first token was just read. */
void		json_skip(struct json *);

#endif
