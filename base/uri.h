/*
 * uri.h: URIs (RFC 3986) as documents are named by.  All results live in the
 * arena given.
 */
#ifndef BASE_URI_H
#define BASE_URI_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/slice.h"

/* ref resolved against base, dot segments removed, the fragment kept. */
struct slice	uri_resolve(struct arena *, struct slice base,
		    struct slice ref);
/* The same by the letter of RFC 3986, 5.2: both are IRI references already and
 * nothing is escaped or put right. */
struct slice	uri_resolve_exact(struct arena *, struct slice base,
		    struct slice ref);
/* The part before '#'; *fragment gets the rest (SLICE_NONE where none). */
struct slice	uri_split(struct slice uri, struct slice *fragment);
bool		uri_is_absolute(struct slice);	/* has a scheme */
/* Whether a text, without white space around it, can be an xs:anyURI: what needs
 * escaping is escaped by whoever uses it (uri_any.c). */
bool		uri_is_any(struct slice);
/* "file:///…" of a path, made absolute; what needs escaping is escaped. */
struct slice	uri_of_path(struct arena *, const char *path);
/* The path of a file: URI, unescaped; NULL for any other scheme. */
const char     *uri_to_path(struct arena *, struct slice uri);
/* The text with its escapes undone; NULL where one is a NUL. */
const char     *uri_unescape(struct arena *, struct slice);

#endif
