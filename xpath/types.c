/*
 * types.c: the hierarchy of the atomic types (Functions and Operators, 1.6;
 * XML Schema 1.0 part 2, 3).  One row a type, its base before it.
 */
#include "xpath/value.h"

static const struct {
	const char *name;
	uint8_t base;		/* enum xp_type */
} types[XT_N_ATOMIC] = {
	[XT_ANY_ATOMIC] = { "anyAtomicType", XT_NONE },
	[XT_UNTYPED] = { "untypedAtomic", XT_ANY_ATOMIC },
	[XT_STRING] = { "string", XT_ANY_ATOMIC },
	[XT_NORMALIZED] = { "normalizedString", XT_STRING },
	[XT_TOKEN] = { "token", XT_NORMALIZED },
	[XT_LANGUAGE] = { "language", XT_TOKEN },
	[XT_NMTOKEN] = { "NMTOKEN", XT_TOKEN },
	[XT_NAME] = { "Name", XT_TOKEN },
	[XT_NCNAME] = { "NCName", XT_NAME },
	[XT_ID] = { "ID", XT_NCNAME },
	[XT_IDREF] = { "IDREF", XT_NCNAME },
	[XT_ENTITY] = { "ENTITY", XT_NCNAME },
	[XT_BOOLEAN] = { "boolean", XT_ANY_ATOMIC },
	[XT_DECIMAL] = { "decimal", XT_ANY_ATOMIC },
	[XT_INTEGER] = { "integer", XT_DECIMAL },
	[XT_NON_POSITIVE] = { "nonPositiveInteger", XT_INTEGER },
	[XT_NEGATIVE] = { "negativeInteger", XT_NON_POSITIVE },
	[XT_LONG] = { "long", XT_INTEGER },
	[XT_INT] = { "int", XT_LONG },
	[XT_SHORT] = { "short", XT_INT },
	[XT_BYTE] = { "byte", XT_SHORT },
	[XT_NON_NEGATIVE] = { "nonNegativeInteger", XT_INTEGER },
	[XT_UNSIGNED_LONG] = { "unsignedLong", XT_NON_NEGATIVE },
	[XT_UNSIGNED_INT] = { "unsignedInt", XT_UNSIGNED_LONG },
	[XT_UNSIGNED_SHORT] = { "unsignedShort", XT_UNSIGNED_INT },
	[XT_UNSIGNED_BYTE] = { "unsignedByte", XT_UNSIGNED_SHORT },
	[XT_POSITIVE] = { "positiveInteger", XT_NON_NEGATIVE },
	[XT_FLOAT] = { "float", XT_ANY_ATOMIC },
	[XT_DOUBLE] = { "double", XT_ANY_ATOMIC },
	[XT_DURATION] = { "duration", XT_ANY_ATOMIC },
	[XT_YEAR_MONTH] = { "yearMonthDuration", XT_DURATION },
	[XT_DAY_TIME] = { "dayTimeDuration", XT_DURATION },
	[XT_DATETIME] = { "dateTime", XT_ANY_ATOMIC },
	[XT_DATE] = { "date", XT_ANY_ATOMIC },
	[XT_TIME] = { "time", XT_ANY_ATOMIC },
	[XT_GYEARMONTH] = { "gYearMonth", XT_ANY_ATOMIC },
	[XT_GYEAR] = { "gYear", XT_ANY_ATOMIC },
	[XT_GMONTHDAY] = { "gMonthDay", XT_ANY_ATOMIC },
	[XT_GDAY] = { "gDay", XT_ANY_ATOMIC },
	[XT_GMONTH] = { "gMonth", XT_ANY_ATOMIC },
	[XT_HEX] = { "hexBinary", XT_ANY_ATOMIC },
	[XT_BASE64] = { "base64Binary", XT_ANY_ATOMIC },
	[XT_ANYURI] = { "anyURI", XT_ANY_ATOMIC },
	[XT_QNAME] = { "QName", XT_ANY_ATOMIC },
	[XT_NOTATION] = { "NOTATION", XT_ANY_ATOMIC },
};

enum xp_type
xp_base(enum xp_type t)
{
	return t < XT_N_ATOMIC ? (enum xp_type)types[t].base : XT_NONE;
}

bool
xp_derives(enum xp_type t, enum xp_type from)
{
	/* A base stands before what is derived from it. */
	while (t > from && t < XT_N_ATOMIC)
		t = (enum xp_type)types[t].base;
	return t == from;
}

enum xp_type
xp_primitive(enum xp_type t)
{
	while (t < XT_N_ATOMIC && types[t].base != XT_ANY_ATOMIC &&
	    types[t].base != XT_NONE)
		t = (enum xp_type)types[t].base;
	return t;
}

enum xp_type
xp_numeric_kind(enum xp_type t)
{
	if (t == XT_DECIMAL || t == XT_FLOAT || t == XT_DOUBLE)
		return t;
	return t >= XT_INTEGER && t <= XT_POSITIVE ? XT_INTEGER : XT_NONE;
}

enum xp_type
xp_type_named(struct slice local)
{
	for (int t = 0; t < XT_N_ATOMIC; t++)
		if (slice_is(local, types[t].name))
			return (enum xp_type)t;
	return XT_NONE;
}

const char *
xp_type_name(enum xp_type t)
{
	return t < XT_N_ATOMIC ? types[t].name :
	    t == XT_NODE ? "node" : "none";
}
