/*
 * lexical.c: lexical spaces of XML Schema 1.0 part 2 (second edition), 3.2
 * and 3.3.
 *
 * (1) Decimals have any number of digits; nothing here is converted.
 * (2) Of an anyURI base/uri.h knows (3.2.17).
 * (3) Calendar types are base/date.h's, names base/xml.h's.
 */
#include "taxonomy/lexical.h"

#include "base/date.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "base/xml.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_hex_digit(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') ||
	    (c >= 'A' && c <= 'F');
}

/* How many digits s begins with. */
static size_t
count_digits(struct slice s)
{
	size_t n = 0;

	while (n < s.n && is_digit(s.s[n]))
		n++;
	return n;
}

static struct slice
skip_sign(struct slice s)
{
	return s.n > 0 && (s.s[0] == '-' || s.s[0] == '+') ?
	    slice_from(s, 1) : s;
}

/* 3.2.3.1: digits with a point among, before or behind them. */
bool
digits_of(struct digits *d, struct slice s)
{
	struct slice rest = skip_sign(s);
	bool negative = s.n > 0 && s.s[0] == '-';
	size_t whole = count_digits(rest), fraction = 0;

	d->whole = (struct slice){ rest.s, whole };
	d->fraction = (struct slice){ "", 0 };
	if (whole < rest.n) {
		if (rest.s[whole] != '.')
			return false;
		d->fraction = slice_from(rest, whole + 1);
		fraction = count_digits(d->fraction);
		if (fraction < d->fraction.n)
			return false;
	}
	if (whole + fraction == 0)
		return false;
	while (d->whole.n > 0 && d->whole.s[0] == '0')
		d->whole = slice_from(d->whole, 1);
	while (d->fraction.n > 0 && d->fraction.s[d->fraction.n - 1] == '0')
		d->fraction.n--;
	d->negative = negative && (d->whole.n > 0 || d->fraction.n > 0);
	return true;
}

static bool
is_decimal(struct slice s)
{
	struct digits d;

	return digits_of(&d, s);
}

/* 3.3.13.1 */
static bool
is_integer(struct slice s)
{
	struct slice rest = skip_sign(s);

	return rest.n > 0 && count_digits(rest) == rest.n;
}

/* 3.2.4.1 and 3.2.5.1 */
static bool
is_float(struct slice s)
{
	size_t i;

	if (slice_is(s, "INF") || slice_is(s, "-INF") || slice_is(s, "NaN"))
		return true;
	for (i = 0; i < s.n; i++)
		if (s.s[i] == 'e' || s.s[i] == 'E')
			return is_decimal((struct slice){ s.s, i }) &&
			    is_integer(slice_from(s, i + 1));
	return is_decimal(s);
}

/* 3.2.2.1 */
static bool
is_boolean(struct slice s)
{
	return slice_is(s, "true") || slice_is(s, "false") ||
	    slice_is(s, "1") || slice_is(s, "0");
}

/* 3.2.15.1 */
static bool
is_hex(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!is_hex_digit(s.s[i]))
			return false;
	return s.n % 2 == 0;
}

static bool
is_base64_char(char c)
{
	return is_digit(c) || is_letter(c) || c == '+' || c == '/';
}

/*
 * 3.2.16.1: groups of four characters with single spaces anywhere between; of
 * the last group one or two may be `=`, and then the bits that the character
 * before it has too many are zero.
 */
static bool
is_base64(struct slice s)
{
	size_t i, n = 0, pads = 0;
	char last = 'A';

	for (i = 0; i < s.n; i++) {
		if (s.s[i] == ' ')
			continue;
		if (s.s[i] == '=') {
			pads++;
			continue;
		}
		if (pads > 0 || !is_base64_char(s.s[i]))
			return false;
		last = s.s[i];
		n++;
	}
	if (pads > 2 || (n + pads) % 4 != 0)
		return false;
	if (pads == 1)
		return strchr("AEIMQUYcgkosw048", last) != NULL;
	return pads == 0 || strchr("AQgw", last) != NULL;
}

static bool
builtin_valid(enum builtin b, struct slice s)
{
	switch (b) {
	case BUILTIN_NONE:
		return true;
	case BUILTIN_LANGUAGE:
		return is_language(s);
	case BUILTIN_NMTOKEN:
		return is_nmtoken(s);
	case BUILTIN_NAME:
		return is_xml_name(s);
	case BUILTIN_NCNAME:
	case BUILTIN_ID:
	case BUILTIN_IDREF:
	case BUILTIN_ENTITY:
		return is_ncname(s);
	case BUILTIN_INTEGER:
		return is_integer(s);
	}
	return true;		/* a damaged image */
}

bool
lexical_valid(enum primitive p, enum builtin b, struct slice s)
{
	struct moment m;

	switch (p) {
	case PRIM_NONE:
	case PRIM_ANY:
		return true;
	case PRIM_ANYURI:
		return uri_is_any(s);
	case PRIM_STRING:
		return builtin_valid(b, s);
	case PRIM_BOOLEAN:
		return is_boolean(s);
	case PRIM_DECIMAL:
		return b == BUILTIN_INTEGER ? is_integer(s) : is_decimal(s);
	case PRIM_FLOAT:
	case PRIM_DOUBLE:
		return is_float(s);
	case PRIM_DURATION:
		return is_xs_duration(s);
	case PRIM_DATETIME:
		return moment_parse_datetime(&m, s) == 0;
	case PRIM_TIME:
		return is_xs_time(s);
	case PRIM_DATE:
		return moment_parse_date(&m, s) == 0;
	case PRIM_GYEARMONTH:
		return is_xs_gyearmonth(s);
	case PRIM_GYEAR:
		return is_xs_gyear(s);
	case PRIM_GMONTHDAY:
		return is_xs_gmonthday(s);
	case PRIM_GDAY:
		return is_xs_gday(s);
	case PRIM_GMONTH:
		return is_xs_gmonth(s);
	case PRIM_HEXBINARY:
		return is_hex(s);
	case PRIM_BASE64BINARY:
		return is_base64(s);
	case PRIM_QNAME:
	case PRIM_NOTATION:
		return is_qname(s);
	}
	return true;		/* a damaged image */
}

const char *
lexical_name(enum primitive p, enum builtin b)
{
	static const char *const primitives[] = {
		"anyType", "anySimpleType", "string", "boolean", "decimal",
		"float", "double", "duration", "dateTime", "time", "date",
		"gYearMonth", "gYear", "gMonthDay", "gDay", "gMonth",
		"hexBinary", "base64Binary", "anyURI", "QName", "NOTATION"
	};
	static const char *const builtins[] = {
		NULL, "language", "NMTOKEN", "Name", "NCName", "ID", "IDREF",
		"ENTITY", "integer"
	};

	if ((size_t)b < sizeof(builtins) / sizeof(builtins[0]) &&
	    builtins[b] != NULL)
		return builtins[b];
	if ((size_t)p < sizeof(primitives) / sizeof(primitives[0]))
		return primitives[p];
	return "anyType";
}

bool
lexical_is_name(enum primitive p)
{
	return p == PRIM_QNAME || p == PRIM_NOTATION;
}

static size_t
base64_octets(struct slice s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += is_base64_char(s.s[i]);
	return n / 4 * 3 + (n % 4 == 0 ? 0 : n % 4 - 1);
}

bool
lexical_length(enum primitive p, struct slice s, size_t *n)
{
	if (lexical_is_name(p))
		return false;
	if (p == PRIM_HEXBINARY)
		*n = s.n / 2;
	else if (p == PRIM_BASE64BINARY)
		*n = base64_octets(s);
	else
		*n = utf8_count(s);
	return true;
}
