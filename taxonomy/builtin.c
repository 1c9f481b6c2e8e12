/*
 * builtin.c: the types of XML Schema itself as rows (XML Schema 1.0 part 2,
 * 3.2 and 3.3; anyType: part 1, 3.4.7), before any other type.
 */
#include "taxonomy/schema.h"

#include "base/xml.h"

struct builtin_row {
	const char *name, *base;
	const char *min, *max;		/* inclusive */
	const char *item;		/* of a list */
	uint8_t     primitive, builtin, white_space;
};

#define PRIMITIVE(name, prim) \
	{ name, "anySimpleType", NULL, NULL, NULL, prim, BUILTIN_NONE, \
	    WS_COLLAPSE }
#define STRING(name, base, builtin, ws) \
	{ name, base, NULL, NULL, NULL, PRIM_STRING, builtin, ws }
#define INTEGER(name, base, min, max) \
	{ name, base, min, max, NULL, PRIM_DECIMAL, BUILTIN_INTEGER, \
	    WS_COLLAPSE }
#define LIST(name, item) \
	{ name, "anySimpleType", NULL, NULL, item, PRIM_ANY, BUILTIN_NONE, \
	    WS_COLLAPSE }

/* Bases and items stand before what uses them; anyType is not in here. */
static const struct builtin_row rows[] = {
	{ "anySimpleType", "anyType", NULL, NULL, NULL, PRIM_ANY,
	    BUILTIN_NONE, WS_PRESERVE },
	STRING("string", "anySimpleType", BUILTIN_NONE, WS_PRESERVE),
	PRIMITIVE("boolean", PRIM_BOOLEAN),
	PRIMITIVE("decimal", PRIM_DECIMAL),
	PRIMITIVE("float", PRIM_FLOAT),
	PRIMITIVE("double", PRIM_DOUBLE),
	PRIMITIVE("duration", PRIM_DURATION),
	PRIMITIVE("dateTime", PRIM_DATETIME),
	PRIMITIVE("time", PRIM_TIME),
	PRIMITIVE("date", PRIM_DATE),
	PRIMITIVE("gYearMonth", PRIM_GYEARMONTH),
	PRIMITIVE("gYear", PRIM_GYEAR),
	PRIMITIVE("gMonthDay", PRIM_GMONTHDAY),
	PRIMITIVE("gDay", PRIM_GDAY),
	PRIMITIVE("gMonth", PRIM_GMONTH),
	PRIMITIVE("hexBinary", PRIM_HEXBINARY),
	PRIMITIVE("base64Binary", PRIM_BASE64BINARY),
	PRIMITIVE("anyURI", PRIM_ANYURI),
	PRIMITIVE("QName", PRIM_QNAME),
	PRIMITIVE("NOTATION", PRIM_NOTATION),
	STRING("normalizedString", "string", BUILTIN_NONE, WS_REPLACE),
	STRING("token", "normalizedString", BUILTIN_NONE, WS_COLLAPSE),
	STRING("language", "token", BUILTIN_LANGUAGE, WS_COLLAPSE),
	STRING("NMTOKEN", "token", BUILTIN_NMTOKEN, WS_COLLAPSE),
	STRING("Name", "token", BUILTIN_NAME, WS_COLLAPSE),
	STRING("NCName", "Name", BUILTIN_NCNAME, WS_COLLAPSE),
	STRING("ID", "NCName", BUILTIN_ID, WS_COLLAPSE),
	STRING("IDREF", "NCName", BUILTIN_IDREF, WS_COLLAPSE),
	STRING("ENTITY", "NCName", BUILTIN_ENTITY, WS_COLLAPSE),
	LIST("NMTOKENS", "NMTOKEN"),
	LIST("IDREFS", "IDREF"),
	LIST("ENTITIES", "ENTITY"),
	INTEGER("integer", "decimal", NULL, NULL),
	INTEGER("nonPositiveInteger", "integer", NULL, "0"),
	INTEGER("negativeInteger", "nonPositiveInteger", NULL, "-1"),
	INTEGER("long", "integer", "-9223372036854775808",
	    "9223372036854775807"),
	INTEGER("int", "long", "-2147483648", "2147483647"),
	INTEGER("short", "int", "-32768", "32767"),
	INTEGER("byte", "short", "-128", "127"),
	INTEGER("nonNegativeInteger", "integer", "0", NULL),
	INTEGER("unsignedLong", "nonNegativeInteger", "0",
	    "18446744073709551615"),
	INTEGER("unsignedInt", "unsignedLong", "0", "4294967295"),
	INTEGER("unsignedShort", "unsignedInt", "0", "65535"),
	INTEGER("unsignedByte", "unsignedShort", "0", "255"),
	INTEGER("positiveInteger", "nonNegativeInteger", "1", NULL),
};

static uint32_t
row_of(const struct dts *d, const char *name)
{
	uint32_t n = dts_name_find(d, SLICE(NS_XSD), slice_of(name));

	return n == NONE ? NONE : d->names.v[n].type;
}

/* A row with nothing in it, under its name. */
static struct img_type *
new_row(struct dts *d, const char *name)
{
	uint32_t n = dts_name(d, SLICE(NS_XSD), slice_of(name));
	struct istr prefix = dts_string(d, SLICE("xs"));
	struct img_type *t;

	d->names.v[n].type = (uint32_t)d->types.n;
	d->names.v[n].prefix = prefix;
	t = VEC_ADD(&d->types);
	t->name = n;
	t->base = t->item = t->particle = t->any_attribute = NONE;
	t->document = NONE;
	t->length = t->min_length = t->max_length = -1;
	t->total_digits = t->fraction_digits = -1;
	return t;
}

static void
wildcard(struct dts *d, struct img_particle *p, uint32_t max)
{
	memset(p, 0, sizeof(*p));
	p->min = max == 1 ? 1 : 0;
	p->max = max;
	p->name = p->type = NONE;
	p->ns = dts_string(d, SLICE("##any"));
	p->kind = PARTICLE_ANY;
	p->process = PROCESS_LAX;
}

/* anyType: a sequence of any elements, any attributes, text between. */
static void
make_any_type(struct dts *d)
{
	struct img_particle sequence = { .min = 1, .max = 1, .count = 1,
	    .name = NONE, .type = NONE, .kind = PARTICLE_SEQUENCE };
	struct img_particle any;
	uint32_t first = (uint32_t)d->particles.n;
	struct img_type *t;

	wildcard(d, &any, UNBOUNDED);
	VEC_PUSH(&d->particles, any);
	sequence.first = first;
	VEC_PUSH(&d->particles, sequence);
	wildcard(d, &any, 1);
	VEC_PUSH(&d->particles, any);
	t = new_row(d, "anyType");
	t->content = CONTENT_MIXED;
	t->particle = first + 1;
	t->any_attribute = first + 2;
	t->flags = TYPE_ANY_ATTRIBUTE;
}

static void
make_row(struct dts *d, const struct builtin_row *b)
{
	struct istr min = dts_string(d, slice_of(b->min));
	struct istr max = dts_string(d, slice_of(b->max));
	struct img_type *t = new_row(d, b->name);

	t->base = row_of(d, b->base);
	t->primitive = b->primitive;
	t->builtin = b->builtin;
	t->white_space = b->white_space;
	t->content = CONTENT_SIMPLE;
	t->flags = TYPE_SIMPLE;
	if (b->builtin == BUILTIN_INTEGER)
		t->fraction_digits = 0;
	if (b->min != NULL) {
		t->min = min;
		t->flags |= FACET_HAS_MIN | FACET_MIN_INCLUSIVE;
	}
	if (b->max != NULL) {
		t->max = max;
		t->flags |= FACET_HAS_MAX | FACET_MAX_INCLUSIVE;
	}
	if (b->item != NULL) {
		t->variety = VARIETY_LIST;
		t->item = row_of(d, b->item);
		t->min_length = 1;
	}
}

void
builtin_types(struct dts *d)
{
	struct schema_set *set = schema_set(d);
	size_t i;

	set->any_type = (uint32_t)d->types.n;
	make_any_type(d);
	set->any_simple_type = (uint32_t)d->types.n;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		make_row(d, &rows[i]);
	set->n_builtin = (uint32_t)d->types.n;
}
