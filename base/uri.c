/*
 * uri.c: see uri.h.
 *
 * References are split as in RFC 3986, appendix B, and resolved as in its
 * section 5.2.  That split never fails, so an href that is no URI by the
 * letter still names its document:
 *
 * (1) what may not stand in a URI (spaces, letters beyond ASCII) is escaped,
 *     as XLink 1.0, 5.4 has it: "a b.xsd" and "a%20b.xsd" are one document;
 * (2) a backslash in a path is read as a slash;
 * (3) one letter and a colon is a drive, not a scheme: file:///C:/…
 */
#include "base/uri.h"

#include <strings.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

/* The five parts; s == NULL where a part is not there, the path always is. */
struct parts {
	struct slice scheme, authority, path, query, fragment;
};

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* The length of the scheme without its colon; 0 where there is none (3). */
static size_t
scheme_length(struct slice uri)
{
	size_t n = 0;

	if (uri.n == 0 || !is_alpha(uri.s[0]))
		return 0;
	while (n < uri.n && (is_alpha(uri.s[n]) || is_digit(uri.s[n]) ||
	    uri.s[n] == '+' || uri.s[n] == '-' || uri.s[n] == '.'))
		n++;
	return n > 1 && n < uri.n && uri.s[n] == ':' ? n : 0;
}

static bool
is_drive(struct slice s)
{
	return s.n >= 2 && is_alpha(s.s[0]) && s.s[1] == ':' &&
	    (s.n == 2 || s.s[2] == '/' || s.s[2] == '\\');
}

static size_t
index_of(struct slice s, char c)
{
	const char *p = s.n == 0 ? NULL : memchr(s.s, c, s.n);

	return p == NULL ? s.n : (size_t)(p - s.s);
}

/* The first of a slash or a backslash. */
static size_t
index_of_slash(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.s[i] == '/' || s.s[i] == '\\')
			break;
	return i;
}

/* Cuts s at the first c; what follows it is returned. */
static struct slice
cut(struct slice *s, char c)
{
	size_t i = index_of(*s, c);
	struct slice rest = SLICE_NONE;

	if (i < s->n) {
		rest = slice_from(*s, i + 1);
		s->n = i;
	}
	return rest;
}

/* RFC 3986, appendix B. */
static struct parts
split(struct slice uri)
{
	struct parts p = { SLICE_NONE, SLICE_NONE, SLICE_NONE, SLICE_NONE,
	    SLICE_NONE };
	size_t n = scheme_length(uri);

	p.fragment = cut(&uri, '#');
	p.query = cut(&uri, '?');
	if (n > 0) {
		p.scheme = (struct slice){ uri.s, n };
		uri = slice_from(uri, n + 1);
	}
	if (uri.n >= 2 && uri.s[0] == '/' && uri.s[1] == '/') {
		uri = slice_from(uri, 2);
		n = index_of_slash(uri);
		p.authority = (struct slice){ uri.s, n };
		uri = slice_from(uri, n);
	}
	p.path = uri;
	return p;
}

/* Whether a byte may stand in a URI as it is (RFC 3986, 2); '%' apart. */
static bool
is_uri_byte(char c)
{
	return is_alpha(c) || is_digit(c) ||
	    (c != '\0' && strchr("-._~:/?#[]@!$&'()*+,;=", c) != NULL);
}

static void
escape_byte(struct buf *b, char c)
{
	buf_printf(b, "%%%02X", (unsigned)(unsigned char)c);
}

/* Whether an escape ("%20") stands at i. */
static bool
is_escape(struct slice s, size_t i)
{
	return i + 2 < s.n && s.s[i] == '%' && is_hex(s.s[i + 1]) &&
	    is_hex(s.s[i + 2]);
}

/* Appends s with what may not stand in a URI escaped (1), or as it is. */
static void
add_part(struct buf *b, struct slice s, bool exact)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (exact || is_uri_byte(s.s[i]) || is_escape(s, i))
			buf_char(b, s.s[i]);
		else
			escape_byte(b, s.s[i]);
}

/* Appends one segment of a path to b, which holds only the path so far and
 * ends in a slash or is empty: RFC 3986, 5.2.4. */
static void
add_segment(struct buf *b, struct slice segment, bool last, bool exact)
{
	if (slice_is(segment, "."))
		return;
	if (slice_is(segment, "..")) {
		if (b->n > 1) {
			b->n--;
			while (b->n > 0 && b->s[b->n - 1] != '/')
				b->n--;
		}
		return;
	}
	add_part(b, segment, exact);
	if (!last)
		buf_char(b, '/');
}

/* Appends a path without dot segments, backslashes as slashes (2). */
static void
add_path(struct buf *out, struct slice path, bool exact)
{
	struct buf b = BUF_ANY;
	size_t n;

	while (path.n > 0) {
		n = index_of_slash(path);
		if (n == 0)
			buf_char(&b, '/');
		else
			add_segment(&b, (struct slice){ path.s, n },
			    n == path.n, exact);
		path = slice_from(path, n + 1);
	}
	buf_slice(out, buf_get(&b));
	buf_free(&b);
}

/* The base's path up to its last slash, then the reference's: 5.2.3. */
static struct slice
merge(struct arena *arena, const struct parts *base, struct slice path)
{
	size_t n = base->path.n;
	char *p;

	while (n > 0 && base->path.s[n - 1] != '/' &&
	    base->path.s[n - 1] != '\\')
		n--;
	p = arena_alloc(arena, n + path.n + 2);
	if (n > 0)
		memcpy(p, base->path.s, n);
	else if (base->authority.s != NULL)
		p[n++] = '/';
	if (path.n > 0)
		memcpy(p + n, path.s, path.n);
	return (struct slice){ p, n + path.n };
}

static bool
is_rooted(struct slice path)
{
	return path.n > 0 && (path.s[0] == '/' || path.s[0] == '\\');
}

static bool
is_file_scheme(struct slice scheme)
{
	assert(scheme.s != NULL || scheme.n == 0);
	return scheme.n == 4 && strncasecmp(scheme.s, "file", 4) == 0;
}

/* Whether the authority of a file: URI is this machine. */
static bool
is_local(struct slice authority)
{
	return authority.n == 0 || (authority.n == 9 &&
	    strncasecmp(authority.s, "localhost", 9) == 0);
}

/* The target's parts from base and reference: RFC 3986, 5.2.2. */
static struct parts
transform(struct arena *arena, const struct parts *base, struct parts r)
{
	if (is_file_scheme(r.scheme) && is_file_scheme(base->scheme) &&
	    r.authority.s == NULL && r.path.n > 0 && !is_rooted(r.path))
		r.scheme = SLICE_NONE;		/* "file:a.xsd" */
	if (r.scheme.s != NULL)
		return r;
	r.scheme = base->scheme;
	if (r.authority.s != NULL)
		return r;
	r.authority = base->authority;
	if (r.path.n == 0) {
		r.path = base->path;
		if (r.query.s == NULL)
			r.query = base->query;
	} else if (!is_rooted(r.path)) {
		r.path = merge(arena, base, r.path);
	}
	return r;
}

/* RFC 3986, 5.3; unless it is exact, a file: URI always gets the empty
 * authority and a scheme is in lower case. */
static void
compose(struct buf *b, const struct parts *p, bool exact)
{
	bool file = !exact && is_file_scheme(p->scheme);
	size_t i;

	for (i = 0; i < p->scheme.n; i++)
		buf_char(b, (char)(p->scheme.s[i] | 0x20 * (!exact &&
		    p->scheme.s[i] >= 'A' && p->scheme.s[i] <= 'Z')));
	if (p->scheme.s != NULL)
		buf_char(b, ':');
	if (file && is_local(p->authority)) {
		buf_puts(b, is_rooted(p->path) ? "//" : "///");
	} else if (p->authority.s != NULL) {
		buf_puts(b, "//");
		add_part(b, p->authority, exact);
	}
	if (p->scheme.s == NULL || file || p->authority.s != NULL ||
	    is_rooted(p->path))
		add_path(b, p->path, exact);
	else
		add_part(b, p->path, exact);	/* urn:… has no segments */
	if (p->query.s != NULL) {
		buf_char(b, '?');
		add_part(b, p->query, exact);
	}
	if (p->fragment.s != NULL) {
		buf_char(b, '#');
		buf_slice(b, p->fragment);	/* as written: it names an id */
	}
}

static struct slice
composed(struct arena *arena, const struct parts *p, bool exact)
{
	struct buf b = BUF_ANY;
	struct slice result;

	compose(&b, p, exact);
	result = arena_copy(arena, b.n == 0 ? SLICE("") : buf_get(&b));
	buf_free(&b);
	return result;
}

struct slice
uri_resolve_exact(struct arena *arena, struct slice base, struct slice ref)
{
	struct parts from = split(base), target;

	target = transform(arena, &from, split(ref));
	return composed(arena, &target, true);
}

struct slice
uri_resolve(struct arena *arena, struct slice base, struct slice ref)
{
	struct parts from = split(slice_trim(base)), target;

	ref = slice_trim(ref);
	if (is_drive(ref)) {
		target = split(SLICE("file:///"));
		target.fragment = cut(&ref, '#');
		target.query = cut(&ref, '?');
		target.path = arena_copy(arena, ref);
	} else {
		target = transform(arena, &from, split(ref));
	}
	return composed(arena, &target, false);
}

struct slice
uri_split(struct slice uri, struct slice *fragment)
{
	struct slice rest = cut(&uri, '#');

	if (fragment != NULL)
		*fragment = rest;
	return uri;
}

bool
uri_is_absolute(struct slice uri)
{
	return scheme_length(uri) > 0;
}

/* In a path every byte stands for itself, '%' and '#' too. */
static void
escape_path(struct buf *b, const char *path)
{
	for (; *path != '\0'; path++)
		if (is_uri_byte(*path) && strchr("?#[]", *path) == NULL)
			buf_char(b, *path);
		else
			escape_byte(b, *path);
}

struct slice
uri_of_path(struct arena *arena, const char *path)
{
	struct buf b = BUF_ANY, out = BUF_ANY;
	char *cwd = path[0] == '/' ? NULL : get_current_dir_name();
	struct slice result;

	buf_char(&b, '/');
	if (cwd != NULL) {
		escape_path(&b, cwd + 1);
		buf_char(&b, '/');
		mem_free(cwd);
	}
	escape_path(&b, path + (path[0] == '/'));
	buf_puts(&out, "file://");
	add_path(&out, buf_get(&b), false);
	result = arena_copy(arena, buf_get(&out));
	buf_free(&out);
	buf_free(&b);
	return result;
}

static int
hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	return (c | 0x20) - 'a' + 10;
}

const char *
uri_unescape(struct arena *arena, struct slice s)
{
	char *text = arena_alloc(arena, s.n + 1);
	size_t i, n = 0;

	for (i = 0; i < s.n; i++) {
		text[n] = s.s[i];
		if (is_escape(s, i)) {
			text[n] = (char)(hex_value(s.s[i + 1]) << 4 |
			    hex_value(s.s[i + 2]));
			i += 2;
		}
		if (text[n++] == '\0')
			return NULL;	/* no path holds a NUL */
	}
	return text;
}

const char *
uri_to_path(struct arena *arena, struct slice uri)
{
	struct parts p = split(uri);

	if (!is_file_scheme(p.scheme) || !is_local(p.authority))
		return NULL;
	return uri_unescape(arena, p.path);
}
