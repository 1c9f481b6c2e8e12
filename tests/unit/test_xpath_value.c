/*
 * test_xpath_value.c: atomic values of XPath 2.0: casting, comparing,
 * arithmetic, rounding, aggregates, dates and durations.  A value is written
 * as "type:text", a sequence as values with " , " between, an error as "!" and
 * its code.
 */
#include "tests/tap.h"

#include <math.h>

#include "base/date.h"
#include "xpath/eval.h"

static struct arena *arena;
static struct xp_error error;
static struct xp_dynamic dynamic;
static struct xp_eval ev;

/* --- values from text and back --- */

/* "type:text"; what follows the colon is kept as it is. */
static struct xp_item
value(struct slice s)
{
	const char *colon = memchr(s.s, ':', s.n);
	size_t n = colon == NULL ? 0 : (size_t)(colon - s.s);
	enum xp_type type = xp_type_named((struct slice){ s.s, n });
	struct slice text = slice_from(s, n + 1);
	struct xp_item x = xp_text(XT_STRING, text);

	if (type == XT_QNAME)
		return xp_name(SLICE("http://example.org/n"), text,
		    SLICE("p"), arena);
	if (type == XT_NONE || xp_cast(x, type, arena, &x, &error) == -1)
		ok(false, "'%.*s' is a value", SLICE_ARG(s));
	return x;
}

static struct xp_seq
sequence(const char *text)
{
	struct xp_seq s = XP_EMPTY;
	const char *end;

	for (; *text != '\0'; text = *end == '\0' ? end : end + 3) {
		if ((end = strstr(text, " , ")) == NULL)
			end = text + strlen(text);
		xp_add(&s, value((struct slice){ text, (size_t)(end - text) }),
		    arena);
	}
	return s;
}

static const char *
shown(int rc, const struct xp_seq *s)
{
	struct buf b = BUF_ANY;
	const struct xp_item *v;
	const char *text;

	if (rc == -1)
		return arena_printf(arena, "!%.*s", SLICE_ARG(error.local));
	for (uint32_t i = 0; i < s->n; i++) {
		v = &xp_items(s)[i];
		buf_printf(&b, "%s%s:", i == 0 ? "" : " , ",
		    xp_type_name((enum xp_type)v->type));
		buf_slice(&b, xp_string_of(&dynamic, *v, arena));
	}
	text = arena_copy(arena, b.n == 0 ? SLICE("") : buf_get(&b)).s;
	buf_free(&b);
	return text;
}

#define F_O	"Functions and Operators, "

/* --- casting --- */

static const struct {
	const char *section, *from, *to, *want;
} casts[] = {
#include "tests/unit/xpath_casts.h"
};

static void
test_cast(void)
{
	struct xp_item x;
	struct xp_seq s;
	int rc;

	for (size_t i = 0; i < sizeof(casts) / sizeof(*casts); i++) {
		rc = xp_cast(value(slice_of(casts[i].from)),
		    xp_type_named(slice_of(casts[i].to)), arena, &x, &error);
		s = xp_one(x);
		is_str(shown(rc, &s), casts[i].want, arena_printf(arena,
		    F_O "%s: %s as xs:%s", casts[i].section, casts[i].from,
		    casts[i].to));
	}
}

/* --- comparing --- */

static const char *const comparisons[] = { "eq", "ne", "lt", "le", "gt",
	"ge" };

static const struct {
	const char *section, *a, *op, *b, *want;
} compared[] = {
	{ "6.3.1", "integer:1", "eq", "decimal:1.00", "true" },
	{ "6.3.1", "decimal:0.1", "eq", "double:0.1", "true" },
	{ "6.3.1", "float:0.1", "eq", "double:0.1", "false" },
	{ "6.3.1", "float:0.1", "eq", "decimal:0.1", "true" },
	{ "6.3.1", "double:NaN", "eq", "double:NaN", "false" },
	{ "6.3.1", "double:NaN", "ne", "double:NaN", "true" },
	{ "6.3.1", "double:-0", "eq", "double:0", "true" },
	{ "6.3.1", "double:INF", "eq", "float:INF", "true" },
	{ "6.3.1", "integer:9007199254740993", "eq",
	    "decimal:9007199254740992", "false" },
	{ "6.3.1", "integer:9007199254740993", "eq",
	    "double:9007199254740992", "true" },
	{ "6.3.1", "integer:123456789012345678901234567890", "eq",
	    "decimal:123456789012345678901234567890.0", "true" },
	{ "6.3.1", "byte:5", "eq", "unsignedLong:5", "true" },
	{ "6.3.2", "decimal:0.99999999999999999999", "lt", "integer:1",
	    "true" },
	{ "6.3.2", "double:NaN", "lt", "double:1", "false" },
	{ "6.3.2", "double:NaN", "ge", "double:1", "false" },
	{ "6.3.2", "double:-INF", "lt", "integer:-5", "true" },
	{ "6.3.3", "integer:-3", "gt", "integer:-4", "true" },
	{ "6.3.3", "integer:10000000000000000000000", "gt",
	    "integer:9223372036854775807", "true" },
	{ "6.3.2", "integer:3", "le", "integer:3", "true" },
	{ "6.3.3", "integer:3", "ge", "decimal:3.1", "false" },
	{ "7.3.2", "string:abc", "lt", "string:abd", "true" },
	{ "7.3.2", "untypedAtomic:10", "lt", "untypedAtomic:9", "true" },
	{ "7.3.2", "anyURI:http://x/", "eq", "string:http://x/", "true" },
	{ "7.3.2", "string:a", "eq", "token:a", "true" },
	{ "7.3.2", "string:1", "eq", "integer:1", "!XPTY0004" },
	{ "7.3.2", "untypedAtomic:1", "eq", "integer:1", "!XPTY0004" },
	{ "9.2.1", "boolean:true", "eq", "boolean:1", "true" },
	{ "9.2.2", "boolean:false", "lt", "boolean:true", "true" },
	{ "9.2.3", "boolean:true", "gt", "boolean:true", "false" },
	{ "9.2.1", "boolean:true", "eq", "integer:1", "!XPTY0004" },
	{ "10.4.1", "yearMonthDuration:P11M", "lt", "yearMonthDuration:P1Y",
	    "true" },
	{ "10.4.2", "yearMonthDuration:P1Y", "gt", "yearMonthDuration:-P2Y",
	    "true" },
	{ "10.4.1", "yearMonthDuration:P1M", "lt", "dayTimeDuration:P40D",
	    "!XPTY0004" },
	{ "10.4.3", "dayTimeDuration:PT23H59M59.9S", "lt",
	    "dayTimeDuration:P1D", "true" },
	{ "10.4.4", "dayTimeDuration:PT0.5S", "gt", "dayTimeDuration:PT0.4S",
	    "true" },
	{ "10.4.4", "duration:P1D", "gt", "duration:PT1H", "!XPTY0004" },
	{ "10.4.5", "duration:P1Y", "eq", "yearMonthDuration:P12M", "true" },
	{ "10.4.5", "duration:PT24H", "eq", "dayTimeDuration:P1D", "true" },
	{ "10.4.5", "yearMonthDuration:P0M", "eq", "dayTimeDuration:PT0S",
	    "true" },
	{ "10.4.5", "duration:P1M", "eq", "duration:P30D", "false" },
	{ "10.4.5", "duration:P1MT1S", "ne", "duration:P1MT2S", "true" },
	{ "10.4.6", "dateTime:2020-01-01T12:00:00+01:00", "eq",
	    "dateTime:2020-01-01T11:00:00Z", "true" },
	/* The implicit time zone here is +05:00. */
	{ "10.4.6", "dateTime:2020-01-01T12:00:00", "eq",
	    "dateTime:2020-01-01T07:00:00Z", "true" },
	{ "10.4.6", "dateTime:1999-12-31T24:00:00", "eq",
	    "dateTime:2000-01-01T00:00:00", "true" },
	{ "10.4.6", "dateTime:2005-04-04T24:00:00", "eq",
	    "dateTime:2005-04-04T00:00:00", "false" },
	{ "10.4.7", "dateTime:-0001-12-31T23:59:59Z", "lt",
	    "dateTime:0001-01-01T00:00:00Z", "true" },
	{ "10.4.8", "dateTime:2020-01-01T00:00:00.2Z", "gt",
	    "dateTime:2020-01-01T00:00:00.1Z", "true" },
	{ "10.4.9", "date:2004-12-25-12:00", "eq", "date:2004-12-26+12:00",
	    "true" },
	{ "10.4.9", "date:2004-12-25Z", "eq", "date:2004-12-25+07:00",
	    "false" },
	{ "10.4.10", "date:2004-12-25Z", "lt", "date:2004-12-25-05:00",
	    "true" },
	{ "10.4.11", "date:123456-01-01", "gt", "date:99999-12-31", "true" },
	{ "10.4.9", "date:2004-12-25", "eq", "dateTime:2004-12-25T00:00:00",
	    "!XPTY0004" },
	{ "10.4.12", "time:08:00:00+09:00", "eq", "time:17:00:00-06:00",
	    "false" },
	{ "10.4.12", "time:21:30:00+10:30", "eq", "time:06:00:00-05:00",
	    "true" },
	{ "10.4.12", "time:24:00:00+01:00", "eq", "time:00:00:00+01:00",
	    "true" },
	{ "10.4.13", "time:12:00:00", "lt", "time:23:59:59Z", "true" },
	{ "10.4.14", "time:11:00:00-05:00", "gt", "time:15:00:00Z", "true" },
	{ "10.4.15", "gYearMonth:1976-02", "eq", "gYearMonth:1976-02+05:00",
	    "true" },
	{ "10.4.15", "gYearMonth:1976-02", "lt", "gYearMonth:1976-03",
	    "!XPTY0004" },
	{ "10.4.16", "gYear:1976", "eq", "gYear:1976Z", "false" },
	{ "10.4.16", "gYear:1976", "gt", "gYear:1975", "!XPTY0004" },
	{ "10.4.17", "gMonthDay:--12-25-14:00", "eq",
	    "gMonthDay:--12-26+10:00", "true" },
	{ "10.4.18", "gMonth:--12+05:00", "eq", "gMonth:--12", "true" },
	{ "10.4.19", "gDay:---12", "eq", "gDay:---12Z", "false" },
	{ "10.4.19", "gDay:---12", "eq", "gMonth:--12", "!XPTY0004" },
	{ "11.2.1", "QName:a", "eq", "QName:a", "true" },
	{ "11.2.1", "QName:a", "ne", "QName:b", "true" },
	{ "11.2.1", "QName:a", "lt", "QName:b", "!XPTY0004" },
	{ "12.1.1", "hexBinary:0aFF", "eq", "hexBinary:0AfF", "true" },
	{ "12.1.1", "hexBinary:", "eq", "hexBinary:00", "false" },
	{ "12.1.2", "base64Binary:aGk=", "eq", "base64Binary:a G k =",
	    "true" },
	{ "12.1.2", "base64Binary:aGk=", "eq", "hexBinary:6869",
	    "!XPTY0004" },
	{ "12.1.2", "base64Binary:aGk=", "lt", "base64Binary:aGk=",
	    "!XPTY0004" },
};

static void
test_compare(void)
{
	const char *got;
	int op, rc;

	for (size_t i = 0; i < sizeof(compared) / sizeof(*compared); i++) {
		for (op = 0; strcmp(comparisons[op], compared[i].op) != 0;)
			op++;
		rc = xp_compare(&ev, (enum xp_compare)op,
		    value(slice_of(compared[i].a)),
		    value(slice_of(compared[i].b)), NULL);
		got = rc == -1 ? shown(-1, NULL) : rc ? "true" : "false";
		is_str(got, compared[i].want, arena_printf(arena,
		    F_O "%s: %s %s %s", compared[i].section, compared[i].a,
		    compared[i].op, compared[i].b));
	}
}

/* --- arithmetic --- */

static const char *const operations[] = { "+", "-", "*", "div", "idiv",
	"mod" };

static const struct {
	const char *section, *a, *op, *b, *want;
} computed[] = {
#include "tests/unit/xpath_arithmetic.h"
};

static void
test_arithmetic(void)
{
	struct xp_item x;
	struct xp_seq s;
	int op, rc;

	for (size_t i = 0; i < sizeof(computed) / sizeof(*computed); i++) {
		for (op = 0; strcmp(operations[op], computed[i].op) != 0;)
			op++;
		rc = xp_arithmetic(&ev, (enum xp_arithmetic)op,
		    value(slice_of(computed[i].a)),
		    value(slice_of(computed[i].b)), &x);
		s = xp_one(x);
		is_str(shown(rc, &s), computed[i].want, arena_printf(arena,
		    F_O "%s: %s %s %s", computed[i].section, computed[i].a,
		    computed[i].op, computed[i].b));
	}
}

/* --- functions --- */

static const struct {
	const char *name;
	unsigned least, most;
	xp_function *f;
} functions[] = {
#define FUNCTION(name, least, most, result, parameters, f) \
	{ name, least, most, f },
#include "xpath/functions.h"
#undef FUNCTION
	{ NULL, 0, 0, NULL }
};

static const struct {
	const char *section, *name;
	unsigned n;
	const char *args[2];
	const char *want;
} calls[] = {
#include "tests/unit/xpath_calls.h"
};

static void
test_functions(void)
{
	struct xp_seq args[2], result;
	unsigned n;
	int f, rc;

	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		n = calls[i].n;
		for (f = 0; functions[f].name != NULL; f++)
			if (strcmp(functions[f].name, calls[i].name) == 0 &&
			    functions[f].least <= n && n <= functions[f].most)
				break;
		if (!ok(functions[f].name != NULL, F_O "%s: there is %s",
		    calls[i].section, calls[i].name))
			continue;
		for (unsigned k = 0; k < n; k++)
			args[k] = sequence(calls[i].args[k]);
		result = XP_EMPTY;
		rc = functions[f].f(&ev, args, n, &result);
		is_str(shown(rc, &result), calls[i].want, arena_printf(arena,
		    F_O "%s: %s(%s%s%s)", calls[i].section, calls[i].name,
		    n > 0 ? calls[i].args[0] : "", n > 1 ? "; " : "",
		    n > 1 ? calls[i].args[1] : ""));
	}
}

/* --- the hierarchy, sequences --- */

static void
test_types(void)
{
	bool good = true;

	for (int t = 1; t < XT_N_ATOMIC; t++)
		good &= xp_base((enum xp_type)t) < (enum xp_type)t &&
		    xp_type_named(slice_of(xp_type_name((enum xp_type)t))) ==
		    (enum xp_type)t;
	ok(good, F_O "1.6: every type has a name and a base before it");
	ok(xp_derives(XT_BYTE, XT_INTEGER), F_O "1.6: a byte is an integer");
	ok(xp_derives(XT_BYTE, XT_DECIMAL), F_O "1.6: and a decimal");
	ok(xp_derives(XT_BYTE, XT_ANY_ATOMIC), F_O "1.6: and atomic");
	ok(!xp_derives(XT_BYTE, XT_NON_NEGATIVE), F_O "1.6: of any sign");
	ok(!xp_derives(XT_UNSIGNED_BYTE, XT_LONG), F_O "1.6: unsigned apart");
	ok(!xp_derives(XT_INTEGER, XT_BYTE), F_O "1.6: not the other way");
	ok(xp_derives(XT_ID, XT_NAME), F_O "1.6: an ID is a Name");
	ok(!xp_derives(XT_ID, XT_NMTOKEN), F_O "1.6: an ID is no NMTOKEN");
	ok(xp_derives(XT_DAY_TIME, XT_DURATION), F_O "1.6: durations");
	ok(!xp_derives(XT_DATE, XT_DATETIME), F_O "1.6: a date is no dateTime");
	ok(!xp_derives(XT_NODE, XT_ANY_ATOMIC), F_O "1.6: a node is not atomic");
	is_int(xp_primitive(XT_POSITIVE), XT_DECIMAL, F_O "1.6: primitive");
	is_int(xp_primitive(XT_ENTITY), XT_STRING, F_O "1.6: of ENTITY");
	is_int(xp_primitive(XT_GDAY), XT_GDAY, F_O "1.6: of gDay");
	is_int(xp_type_named(SLICE("NMTOKENS")), XT_NONE,
	    F_O "1.6: a list type is not atomic");
	is_int(xp_numeric_kind(XT_SHORT), XT_INTEGER, F_O "6.1: kinds");
	is_int(xp_numeric_kind(XT_BOOLEAN), XT_NONE, F_O "6.1: no kind");
}

static void
test_sequences(void)
{
	struct xp_seq s = XP_EMPTY, t;
	bool good = true;

	xp_append(&s, &s, arena);
	is_int(s.n, 0, "Data Model, 2.5: nothing added is nothing");
	xp_add(&s, xp_integer(0), arena);
	t = s;
	is_int(s.cap, 0, "Data Model, 2.5: an item is a sequence of one");
	for (int i = 1; i < 1000; i++)
		xp_add(&s, xp_integer(i), arena);
	xp_append(&s, &t, arena);
	xp_append(&s, &s, arena);
	is_int(s.n, 2002, "Data Model, 2.5: sequences are flat");
	for (int i = 0; i < 1000; i++)
		good &= xp_items(&s)[i].u.i == i &&
		    xp_items(&s)[i + 1001].u.i == i;
	ok(good && xp_items(&s)[1000].u.i == 0, "Data Model, 2.5: in order");
}

/* Every double of a walk over all sizes is given back by what is printed. */
static void
test_round_trip(void)
{
	struct arena_mark mark = arena_mark(arena);
	uint64_t bits = 1, step = UINT64_C(0x0007a3b5c9d1e2f7);
	int bad = 0, bad_float = 0;
	struct xp_item x, y;
	double d;
	float f;

	for (int i = 0; i < 8000; i++, bits += step) {
		memcpy(&d, &bits, sizeof(d));
		if (isnan(d))
			continue;
		x = xp_string(xp_string_of(&dynamic, xp_double(d), arena));
		bad += xp_cast(x, XT_DOUBLE, arena, &y, &error) == -1 ||
		    y.u.d != d;
		f = (float)d;
		x = xp_string(xp_string_of(&dynamic, xp_float(f), arena));
		bad_float += xp_cast(x, XT_FLOAT, arena, &y, &error) == -1 ||
		    (float)y.u.d != f;
		arena_reset(arena, mark);
	}
	is_int(bad, 0, F_O "17.1.2: doubles come back from their strings");
	is_int(bad_float, 0, F_O "17.1.2: floats come back from theirs");
}

int
main(void)
{
	arena = arena_new();
	dynamic.arena = arena;
	dynamic.zone = 5 * 60;
	dynamic.now = (struct xp_time){ 2026, 11, 22, 13, 14, 15, 500000000,
	    5 * 60 };
	ev = (struct xp_eval){ .d = &dynamic, .arena = arena, .err = &error };
	test_types();
	test_sequences();
	test_cast();
	test_compare();
	test_arithmetic();
	test_functions();
	test_round_trip();
	arena_free(arena);
	return done();
}
