/*
 * cast.c: casting between atomic types (Functions and Operators, 17).
 *
 * A cast goes in two steps: to the primitive type of the target (or to
 * xs:integer, xs:yearMonthDuration, xs:dayTimeDuration, for which 17.1 has rows
 * of their own), then down to the target itself, whose values are a part of
 * them (17.3 to 17.6).
 */
#include "xpath/atomic.h"

#include <math.h>

#include "base/utf8.h"
#include "xpath/eval.h"

/* What a target is derived from for the first step. */
static enum xp_type
target_base(enum xp_type to)
{
	if (xp_numeric_kind(to) == XT_INTEGER)
		return XT_INTEGER;
	return XP_IS_DURATION(to) ? to : xp_primitive(to);
}

/* --- numbers and booleans: 17.1.3 --- */

static bool
is_floating(struct xp_item x)
{
	return x.type == XT_DOUBLE || x.type == XT_FLOAT;
}

/* 17.1.3.4: towards zero. */
static const char *
to_integer(struct xp_item x, struct arena *arena, struct xp_item *out)
{
	double d;

	if (is_floating(x)) {
		if (!isfinite(x.u.d))
			return "FOCA0002";
		d = trunc(x.u.d);
		if (fabs(d) < 0x1p63)
			*out = xp_integer((int64_t)d);
		else
			*out = xp_number(XT_INTEGER, xp_double_dec(d, arena),
			    arena);
	} else if (!(x.flags & XI_BIG) && x.n == 0) {
		*out = xp_integer(x.u.i);
	} else {
		*out = xp_number(XT_INTEGER, dec_round(xp_dec(x), 0,
		    ROUND_DOWN, arena), arena);
	}
	return NULL;
}

/* 17.1.3.3: every double is a decimal exactly. */
static const char *
to_decimal(struct xp_item x, struct arena *arena, struct xp_item *out)
{
	*out = x;
	if (is_floating(x)) {
		if (!isfinite(x.u.d))
			return "FOCA0002";
		*out = xp_number(XT_DECIMAL, xp_double_dec(x.u.d, arena),
		    arena);
	}
	out->type = XT_DECIMAL;
	return NULL;
}

/* 17.1.6 */
static bool
is_true(struct xp_item x)
{
	if (is_floating(x))
		return x.u.d != 0 && !isnan(x.u.d);
	return (x.flags & XI_BIG) != 0 || x.u.i != 0;
}

static const char *
cast_number(struct xp_item x, enum xp_type to, struct arena *arena,
    struct xp_item *out)
{
	if (x.type == XT_BOOLEAN)
		x = xp_integer(x.u.i);
	switch (to) {
	case XT_BOOLEAN:
		*out = xp_boolean(is_true(x));
		return NULL;
	case XT_INTEGER:
		return to_integer(x, arena, out);
	case XT_DECIMAL:
		return to_decimal(x, arena, out);
	case XT_FLOAT:
		*out = xp_float(xp_as_float(x));
		return NULL;
	case XT_DOUBLE:
		*out = xp_double(xp_as_double(x));
		return NULL;
	default:
		return "XPTY0004";
	}
}

/* --- durations, dates: 17.1.4, 17.1.5 --- */

static const char *
cast_duration(struct xp_item x, enum xp_type to, struct arena *arena,
    struct xp_item *out)
{
	struct xp_duration d = *x.u.duration;

	if (!XP_IS_DURATION(to))
		return "XPTY0004";
	if (to == XT_YEAR_MONTH)
		d.seconds = d.nanos = 0;
	else if (to == XT_DAY_TIME)
		d.months = 0;
	*out = xp_duration_item(to, d, arena);
	return NULL;
}

static const char *
cast_time(struct xp_item x, enum xp_type to, struct arena *arena,
    struct xp_item *out)
{
	if (!XP_IS_TIME(to) || (x.type != XT_DATETIME && x.type != XT_DATE) ||
	    (x.type == XT_DATE && to == XT_TIME))
		return "XPTY0004";
	*out = xp_time_item(to, xp_time_part(*x.u.time, to), arena);
	return NULL;
}

/* --- the first step --- */

static const char *
cast_base(struct xp_item x, enum xp_type to, struct arena *arena,
    struct xp_item *out)
{
	enum xp_type from = xp_primitive((enum xp_type)x.type);

	if (to == XT_STRING || to == XT_UNTYPED) {
		*out = xp_text(to, xp_atomic_string(x, arena));
		return NULL;
	}
	if (from == XT_STRING || from == XT_UNTYPED)
		return xp_parse(xp_slice(x), to, arena, out);
	if (to == (enum xp_type)x.type || (to == from && to != XT_DURATION)) {
		*out = x;
		out->type = (uint8_t)to;
		return NULL;
	}
	switch (from) {
	case XT_BOOLEAN:
	case XT_DECIMAL:
	case XT_FLOAT:
	case XT_DOUBLE:
		return cast_number(x, to, arena, out);
	case XT_DURATION:
		return cast_duration(x, to, arena, out);
	case XT_HEX:
	case XT_BASE64:
		*out = x;
		out->type = (uint8_t)to;
		return to == XT_HEX || to == XT_BASE64 ? NULL : "XPTY0004";
	default:
		return XP_IS_TIME(from) ? cast_time(x, to, arena, out) :
		    "XPTY0004";
	}
}

/* --- the second step: XML Schema 1.0 part 2, 3.3.14 to 3.3.25 --- */

static const struct {
	int64_t least, most;
} ranges[] = {
	[XT_LONG] = { INT64_MIN, INT64_MAX },
	[XT_INT] = { INT32_MIN, INT32_MAX },
	[XT_SHORT] = { INT16_MIN, INT16_MAX },
	[XT_BYTE] = { INT8_MIN, INT8_MAX },
	[XT_UNSIGNED_INT] = { 0, UINT32_MAX },
	[XT_UNSIGNED_SHORT] = { 0, UINT16_MAX },
	[XT_UNSIGNED_BYTE] = { 0, UINT8_MAX },
};

static bool
in_range(struct xp_item x, enum xp_type to)
{
	struct dec d = xp_dec(x);
	int sign = dec_sign(d);

	switch (to) {
	case XT_NON_POSITIVE:
		return sign <= 0;
	case XT_NEGATIVE:
		return sign < 0;
	case XT_NON_NEGATIVE:
		return sign >= 0;
	case XT_POSITIVE:
		return sign > 0;
	case XT_UNSIGNED_LONG:
		return d.big == NULL && d.c >= 0 && d.c <= UINT64_MAX;
	case XT_LONG:
	case XT_INT:
	case XT_SHORT:
	case XT_BYTE:
	case XT_UNSIGNED_INT:
	case XT_UNSIGNED_SHORT:
	case XT_UNSIGNED_BYTE:
		return d.big == NULL && d.c >= ranges[to].least &&
		    d.c <= ranges[to].most;
	default:
		return true;
	}
}

static const char *
cast(struct xp_item x, enum xp_type to, struct arena *arena,
    struct xp_item *out)
{
	enum xp_type base;
	const char *code;

	if (x.type >= XT_N_ATOMIC || to >= XT_N_ATOMIC || to == XT_ANY_ATOMIC)
		return "XPTY0004";
	if ((enum xp_type)x.type == to) {
		*out = x;
		return NULL;
	}
	base = target_base(to);
	if ((code = cast_base(x, base, arena, out)) != NULL || base == to)
		return code;
	if (base == XT_STRING)
		return xp_parse_string(xp_slice(*out), to, arena, out) ?
		    NULL : "FORG0001";
	if (base == XT_INTEGER && !in_range(*out, to))
		return "FORG0001";
	out->type = (uint8_t)to;
	return NULL;
}

/* --- errors --- */

/* The beginning of a text, on one line, for a message. */
static struct slice
shorten(struct slice s, struct arena *arena)
{
	char *copy;

	if (s.n > 60) {
		s.n = 60;
		while (s.n > 0 && (s.s[s.n] & 0xc0) == 0x80)
			s.n--;
	}
	copy = arena_alloc(arena, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		copy[i] = is_xml_space(s.s[i]) ? ' ' : s.s[i];
	return (struct slice){ copy, s.n };
}

static const char *
message_of(const char *code, struct xp_item x, enum xp_type to,
    struct arena *arena)
{
	struct slice text;

	if (strcmp(code, "XPTY0004") == 0)
		return arena_printf(arena, "A value of type xs:%s cannot be "
		    "cast to xs:%s.", xp_type_name((enum xp_type)x.type),
		    xp_type_name(to));
	text = shorten(xp_atomic_string(x, arena), arena);
	if (strcmp(code, "FORG0001") == 0)
		return arena_printf(arena, "\"%.*s\" is no value of xs:%s.",
		    SLICE_ARG(text), xp_type_name(to));
	return arena_printf(arena, "\"%.*s\" is beyond what xs:%s can hold.",
	    SLICE_ARG(text), xp_type_name(to));
}

int
xp_cast(struct xp_item x, enum xp_type to, struct arena *arena,
    struct xp_item *out, struct xp_error *err)
{
	const char *code = cast(x, to, arena, out);

	if (code == NULL)
		return 0;
	if (err != NULL)
		(void)xp_error_set(err, code, message_of(code, x, to, arena));
	return -1;
}
