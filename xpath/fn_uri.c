/*
 * fn_uri.c: URIs (Functions and Operators, 7.4.10 to 7.4.12, 8.1, 16.8).
 */
#include "base/uri.h"
#include "xpath/text.h"

/* --- escaping --- */

static bool
is_letter_or_digit(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z');
}

/* RFC 3986, 2.3: the unreserved characters. */
static bool
is_unreserved(unsigned char c)
{
	return is_letter_or_digit(c) || (c != '\0' && strchr("-_.~", c) !=
	    NULL);
}

/* 7.4.11: what may stand in a URI, the percent sign too. */
static bool
is_in_uri(unsigned char c)
{
	return c > 0x20 && c < 0x7f && strchr("<>\"{}|\\^`", c) == NULL;
}

/* 7.4.12: printable ASCII. */
static bool
is_printable(unsigned char c)
{
	return c >= 0x20 && c < 0x7f;
}

static int
escape(struct xp_eval *ev, struct slice s, bool (*stays)(unsigned char),
    struct xp_seq *result)
{
	static const char digits[] = "0123456789ABCDEF";
	struct buf b = xp_text_buf(ev);
	unsigned char c;
	size_t i;

	for (i = 0; i < s.n; i++) {
		c = (unsigned char)s.s[i];
		if (stays(c)) {
			buf_char(&b, (char)c);
		} else {
			buf_char(&b, '%');
			buf_char(&b, digits[c >> 4]);
			buf_char(&b, digits[c & 15]);
		}
	}
	return xp_text_give(ev, &b, result);
}

int
fn_encode_for_uri(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	(void)n_args;
	return escape(ev, xp_arg_string(&args[0]), is_unreserved, result);
}

int
fn_iri_to_uri(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)n_args;
	return escape(ev, xp_arg_string(&args[0]), is_in_uri, result);
}

int
fn_escape_html_uri(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	(void)n_args;
	return escape(ev, xp_arg_string(&args[0]), is_printable, result);
}

/* --- resolving --- */

static int
give_uri(struct slice s, struct xp_seq *result)
{
	*result = xp_one(xp_text(XT_ANYURI, s));
	return 0;
}

/* Whether a text can be an IRI reference (RFC 3987, 2.2): an xs:anyURI without
 * the characters that it only has escaped. */
static bool
is_reference(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < 0x80 &&
		    !is_in_uri((unsigned char)s.s[i]))
			return false;
	return uri_is_any(s);
}

/* A base is absolute, has a path to resolve against and no fragment. */
static bool
is_base(struct slice s)
{
	return is_reference(s) && uri_is_absolute(s) &&
	    memchr(s.s, '#', s.n) == NULL &&
	    memmem(s.s, s.n, ":/", 2) != NULL;
}

int
fn_resolve_uri(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	struct slice ref, base = ev->d->base_uri;

	*result = XP_EMPTY;
	if (args[0].n == 0)
		return 0;
	ref = slice_trim(xp_arg_string(&args[0]));
	if (!is_reference(ref))
		return xp_fail(ev, "FORG0002", "'%.*s' is no URI reference",
		    SLICE_ARG(ref));
	if (uri_is_absolute(ref))
		return give_uri(ref, result);
	if (n_args > 1)
		base = slice_trim(xp_arg_string(&args[1]));
	else if (base.s == NULL)
		return xp_fail(ev, "FONS0005", "there is no base URI");
	if (!is_base(base))
		return xp_fail(ev, "FORG0002",
		    "'%.*s' is no absolute URI to resolve against",
		    SLICE_ARG(base));
	return give_uri(uri_resolve_exact(ev->arena, base, ref), result);
}

int
fn_static_base_uri(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	(void)args;
	(void)n_args;
	*result = XP_EMPTY;
	if (ev->d->base_uri.s != NULL)
		return give_uri(ev->d->base_uri, result);
	return 0;
}
