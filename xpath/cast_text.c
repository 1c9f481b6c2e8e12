/*
 * cast_text.c: from text to values (Functions and Operators, 17.1.1): white
 * space is normalised as the type says, the text must be in its lexical space
 * (XML Schema 1.0 part 2, 3).
 */
#include "xpath/atomic.h"

#include "base/uri.h"
#include "base/xml.h"

/* --- strings --- */

/* 4.3.6: each white space character a space. */
static struct slice
replace_space(struct slice s, struct arena *arena)
{
	size_t i;
	char *copy;

	for (i = 0; i < s.n; i++)
		if (s.s[i] != ' ' && is_xml_space(s.s[i]))
			break;
	if (i == s.n)
		return s;
	copy = arena_alloc(arena, s.n + 1);
	for (i = 0; i < s.n; i++)
		copy[i] = is_xml_space(s.s[i]) ? ' ' : s.s[i];
	return (struct slice){ copy, s.n };
}

/* 4.3.6: none at the ends, one space between. */
static struct slice
collapse_space(struct slice s, struct arena *arena)
{
	size_t i, n = 0;
	char *copy;

	s = slice_trim(s);
	for (i = 0; i < s.n; i++)
		if (is_xml_space(s.s[i]) &&
		    (s.s[i] != ' ' || is_xml_space(s.s[i + 1])))
			break;
	if (i == s.n)
		return s;
	copy = arena_alloc(arena, s.n + 1);
	for (i = 0; i < s.n; i++)
		if (!is_xml_space(s.s[i]))
			copy[n++] = s.s[i];
		else if (!is_xml_space(s.s[i + 1]))
			copy[n++] = ' ';
	return (struct slice){ copy, n };
}

static bool
is_string(enum xp_type type, struct slice s)
{
	switch (type) {
	case XT_LANGUAGE:
		return is_language(s);
	case XT_NMTOKEN:
		return is_nmtoken(s);
	case XT_NAME:
		return is_xml_name(s);
	case XT_NCNAME:
	case XT_ID:
	case XT_IDREF:
	case XT_ENTITY:
		return is_ncname(s);
	default:
		return true;
	}
}

bool
xp_parse_string(struct slice s, enum xp_type type, struct arena *arena,
    struct xp_item *out)
{
	if (type == XT_NORMALIZED)
		s = replace_space(s, arena);
	else if (type != XT_STRING)
		s = collapse_space(s, arena);
	*out = xp_text(type, s);
	return is_string(type, s);
}

/* --- binaries --- */

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool
parse_hex(struct slice s, struct arena *arena, struct xp_item *out)
{
	uint8_t *v = arena_alloc(arena, s.n / 2 + 1);
	size_t i;
	int high, low;

	if (s.n % 2 != 0)
		return false;
	for (i = 0; i < s.n; i += 2) {
		high = hex_digit(s.s[i]);
		low = hex_digit(s.s[i + 1]);
		if (high == -1 || low == -1)
			return false;
		v[i / 2] = (uint8_t)(high << 4 | low);
	}
	*out = xp_binary_item(XT_HEX, v, s.n / 2, arena);
	return true;
}

static int
base64_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* 3.2.16.1: groups of four, spaces between; the bits that an `=` leaves over
 * are zero. */
static bool
parse_base64(struct slice s, struct arena *arena, struct xp_item *out)
{
	uint8_t *v = arena_alloc(arena, s.n / 4 * 3 + 3);
	size_t i, digits = 0, pads = 0, n = 0;
	uint32_t w = 0;
	int d;

	for (i = 0; i < s.n; i++) {
		if (is_xml_space(s.s[i]))
			continue;
		if (s.s[i] == '=') {
			pads++;
			continue;
		}
		if (pads > 0 || (d = base64_digit(s.s[i])) == -1)
			return false;
		w = w << 6 | (uint32_t)d;
		if (++digits % 4 != 0)
			continue;
		v[n++] = (uint8_t)(w >> 16);
		v[n++] = (uint8_t)(w >> 8);
		v[n++] = (uint8_t)w;
		w = 0;
	}
	if (pads > 2 || (digits + pads) % 4 != 0)
		return false;
	if ((pads == 1 && (w & 3) != 0) || (pads == 2 && (w & 15) != 0))
		return false;
	if (pads == 1)
		v[n++] = (uint8_t)(w >> 10);
	if (pads > 0)
		v[n++] = (uint8_t)(w >> (pads == 1 ? 2 : 4));
	*out = xp_binary_item(XT_BASE64, v, n, arena);
	return true;
}

/* --- numbers, booleans --- */

/* Plain digits that surely fit 64 bits: nearly all there are. */
static bool
short_integer(struct slice s, struct xp_item *out)
{
	size_t i = s.n > 0 && s.s[0] == '-';
	int64_t x = 0;

	if (s.n - i == 0 || s.n - i > 18)
		return false;
	for (; i < s.n; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
		x = x * 10 + (s.s[i] - '0');
	}
	*out = xp_integer(s.s[0] == '-' ? -x : x);
	return true;
}

static const char *
parse_number(struct slice s, enum xp_type type, struct arena *arena,
    struct xp_item *out)
{
	struct dec d;
	int rc;

	if (short_integer(s, out)) {
		out->type = (uint8_t)type;
		return NULL;
	}
	if (type == XT_INTEGER && s.n > 0 && memchr(s.s, '.', s.n) != NULL)
		return "FORG0001";
	if ((rc = dec_parse(&d, s, arena)) == -1)
		return "FORG0001";
	if (rc != 0)
		return type == XT_INTEGER ? "FOCA0003" : "FOCA0001";
	*out = xp_number(type, d, arena);
	return NULL;
}

static const char *
parse_double(struct slice s, enum xp_type type, struct arena *arena,
    struct xp_item *out)
{
	double d;

	if (!xp_double_parse(s, type == XT_FLOAT, arena, &d))
		return "FORG0001";
	*out = type == XT_FLOAT ? xp_float(d) : xp_double(d);
	return NULL;
}

static const char *
parse_boolean(struct slice s, struct xp_item *out)
{
	bool yes = slice_is(s, "true") || slice_is(s, "1");

	*out = xp_boolean(yes);
	return yes || slice_is(s, "false") || slice_is(s, "0") ? NULL :
	    "FORG0001";
}

/* --- the rest --- */

static const char *
parse_duration(struct slice s, enum xp_type type, struct arena *arena,
    struct xp_item *out)
{
	struct xp_duration d;
	int rc = xp_duration_parse(&d, type, s);

	if (rc != 0)
		return rc == -1 ? "FORG0001" : "FODT0002";
	*out = xp_duration_item(type, d, arena);
	return NULL;
}

static const char *
parse_time(struct slice s, enum xp_type type, struct arena *arena,
    struct xp_item *out)
{
	struct xp_time t;
	int rc = xp_time_parse(&t, type, s);

	if (rc != 0)
		return rc == -1 ? "FORG0001" : "FODT0001";
	*out = xp_time_item(type, t, arena);
	return NULL;
}

const char *
xp_parse(struct slice s, enum xp_type type, struct arena *arena,
    struct xp_item *out)
{
	s = slice_trim(s);
	switch (type) {
	case XT_BOOLEAN:
		return parse_boolean(s, out);
	case XT_DECIMAL:
	case XT_INTEGER:
		return parse_number(s, type, arena, out);
	case XT_FLOAT:
	case XT_DOUBLE:
		return parse_double(s, type, arena, out);
	case XT_DURATION:
	case XT_YEAR_MONTH:
	case XT_DAY_TIME:
		return parse_duration(s, type, arena, out);
	case XT_HEX:
		return parse_hex(s, arena, out) ? NULL : "FORG0001";
	case XT_BASE64:
		return parse_base64(s, arena, out) ? NULL : "FORG0001";
	case XT_ANYURI:
		s = collapse_space(s, arena);
		*out = xp_text(XT_ANYURI, s);
		return uri_is_any(s) ? NULL : "FORG0001";
	default:
		break;
	}
	if (XP_IS_TIME(type))
		return parse_time(s, type, arena, out);
	return "XPTY0004";
}
