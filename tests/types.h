/*
 * types.h: an image with simple types, and elements of them, made in memory
 * for tests.  A type is written as one line:
 *
 *	decimal; maxInclusive=5; fractionDigits=2
 *	list(date); length=2
 *	union(decimal; minExclusive=0, token; enumeration=none)
 *	token; pattern=a.*; step; pattern=.*z
 *
 * `step` starts a further restriction.  The same line becomes XML Schema text,
 * so that another processor can be asked.
 */
#ifndef TESTS_TYPES_H
#define TESTS_TYPES_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "taxonomy/image.h"
#include "taxonomy/taxonomy.h"

struct types {
	struct buf strings;
	VEC(struct img_name)        names;
	VEC(struct img_element)     elements;
	VEC(struct img_type)        types;
	VEC(struct img_pattern)     patterns;
	VEC(struct img_enumeration) enumerations;
	VEC(uint32_t)               members;
	struct slice at;		/* what is left of the line */
	int depth;			/* parentheses around it */
};

/* What XML Schema 1.0 part 2, 3.2 and 3.3, says of each. */
static const struct types_builtin {
	const char *name;
	uint8_t primitive, builtin, white_space;
	const char *min, *max, *item;
} types_builtins[] = {
	{ "anySimpleType", PRIM_ANY, 0, WS_PRESERVE, 0, 0, 0 },
	{ "string", PRIM_STRING, 0, WS_PRESERVE, 0, 0, 0 },
	{ "normalizedString", PRIM_STRING, 0, WS_REPLACE, 0, 0, 0 },
	{ "token", PRIM_STRING, 0, WS_COLLAPSE, 0, 0, 0 },
	{ "language", PRIM_STRING, BUILTIN_LANGUAGE, WS_COLLAPSE, 0, 0, 0 },
	{ "NMTOKEN", PRIM_STRING, BUILTIN_NMTOKEN, WS_COLLAPSE, 0, 0, 0 },
	{ "Name", PRIM_STRING, BUILTIN_NAME, WS_COLLAPSE, 0, 0, 0 },
	{ "NCName", PRIM_STRING, BUILTIN_NCNAME, WS_COLLAPSE, 0, 0, 0 },
	{ "ID", PRIM_STRING, BUILTIN_ID, WS_COLLAPSE, 0, 0, 0 },
	{ "IDREF", PRIM_STRING, BUILTIN_IDREF, WS_COLLAPSE, 0, 0, 0 },
	{ "ENTITY", PRIM_STRING, BUILTIN_ENTITY, WS_COLLAPSE, 0, 0, 0 },
	{ "NMTOKENS", PRIM_ANY, 0, WS_COLLAPSE, 0, 0, "NMTOKEN" },
	{ "boolean", PRIM_BOOLEAN, 0, WS_COLLAPSE, 0, 0, 0 },
	{ "decimal", PRIM_DECIMAL, 0, WS_COLLAPSE, 0, 0, 0 },
#define INTEGER(name, min, max) \
	{ name, PRIM_DECIMAL, BUILTIN_INTEGER, WS_COLLAPSE, min, max, 0 }
	INTEGER("integer", 0, 0),
	INTEGER("nonPositiveInteger", 0, "0"),
	INTEGER("negativeInteger", 0, "-1"),
	INTEGER("long", "-9223372036854775808", "9223372036854775807"),
	INTEGER("int", "-2147483648", "2147483647"),
	INTEGER("short", "-32768", "32767"),
	INTEGER("byte", "-128", "127"),
	INTEGER("nonNegativeInteger", "0", 0),
	INTEGER("unsignedLong", "0", "18446744073709551615"),
	INTEGER("unsignedInt", "0", "4294967295"),
	INTEGER("unsignedShort", "0", "65535"),
	INTEGER("unsignedByte", "0", "255"),
	INTEGER("positiveInteger", "1", 0),
#undef INTEGER
#define OTHER(name, primitive) { name, primitive, 0, WS_COLLAPSE, 0, 0, 0 }
	OTHER("float", PRIM_FLOAT), OTHER("double", PRIM_DOUBLE),
	OTHER("duration", PRIM_DURATION), OTHER("dateTime", PRIM_DATETIME),
	OTHER("time", PRIM_TIME), OTHER("date", PRIM_DATE),
	OTHER("gYearMonth", PRIM_GYEARMONTH), OTHER("gYear", PRIM_GYEAR),
	OTHER("gMonthDay", PRIM_GMONTHDAY), OTHER("gDay", PRIM_GDAY),
	OTHER("gMonth", PRIM_GMONTH), OTHER("hexBinary", PRIM_HEXBINARY),
	OTHER("base64Binary", PRIM_BASE64BINARY),
	OTHER("anyURI", PRIM_ANYURI), OTHER("QName", PRIM_QNAME),
	OTHER("NOTATION", PRIM_NOTATION),
#undef OTHER
};

static uint32_t types_parse(struct types *, struct buf *xsd);

static inline struct istr
types_string(struct types *t, struct slice s)
{
	struct istr out;

	if (t->strings.n == 0)
		buf_char(&t->strings, '\0');
	out.off = (uint32_t)t->strings.n;
	out.len = (uint32_t)s.n;
	buf_slice(&t->strings, s);
	buf_char(&t->strings, '\0');
	return out;
}

/* Text up to one of the characters that end it here. */
static inline struct slice
types_word(struct types *t, const char *ends)
{
	struct slice out = t->at;
	size_t n = 0;

	while (n < t->at.n && strchr(ends, t->at.s[n]) == NULL)
		n++;
	out.n = n;
	t->at = slice_from(t->at, n);
	return slice_trim(out);
}

static inline bool
types_take(struct types *t, const char *z)
{
	if (!slice_starts(t->at, slice_of(z)))
		return false;
	t->at = slice_from(t->at, strlen(z));
	return true;
}

static inline struct img_type
types_blank(void)
{
	struct img_type row;

	memset(&row, 0, sizeof(row));
	row.name = row.base = row.item = row.particle = NONE;
	row.document = NONE;
	row.length = row.min_length = row.max_length = -1;
	row.total_digits = row.fraction_digits = -1;
	row.flags = TYPE_SIMPLE;
	return row;
}

static inline void
types_min(struct types *t, struct img_type *row, struct slice s, bool incl)
{
	row->min = types_string(t, s);
	row->flags = (uint8_t)((row->flags & ~FACET_MIN_INCLUSIVE) |
	    FACET_HAS_MIN | (incl ? FACET_MIN_INCLUSIVE : 0));
}

static inline void
types_max(struct types *t, struct img_type *row, struct slice s, bool incl)
{
	row->max = types_string(t, s);
	row->flags = (uint8_t)((row->flags & ~FACET_MAX_INCLUSIVE) |
	    FACET_HAS_MAX | (incl ? FACET_MAX_INCLUSIVE : 0));
}

static inline struct img_type
types_builtin(struct types *t, struct slice name)
{
	struct img_type row = types_blank(), item;
	const struct types_builtin *b = types_builtins;

	while (!slice_is(name, b->name))
		if (++b == types_builtins + sizeof(types_builtins) /
		    sizeof(types_builtins[0]))
			abort();	/* a slip in the table of tests */
	row.primitive = b->primitive;
	row.builtin = b->builtin;
	row.white_space = b->white_space;
	if (b->min != NULL)
		types_min(t, &row, slice_of(b->min), true);
	if (b->max != NULL)
		types_max(t, &row, slice_of(b->max), true);
	if (b->item != NULL) {
		item = types_builtin(t, slice_of(b->item));
		row.variety = VARIETY_LIST;
		row.item = (uint32_t)t->types.n;
		row.min_length = 1;
		VEC_PUSH(&t->types, item);
	}
	return row;
}

/* name, list(…) or union(…, …). */
static inline struct img_type
types_head(struct types *t, struct buf *xsd)
{
	struct img_type row = types_blank();
	uint32_t members[16], n = 0;
	struct slice name;

	buf_puts(xsd, "<xs:simpleType>");
	if (types_take(t, "list(")) {
		t->depth++;
		row.variety = VARIETY_LIST;
		row.white_space = WS_COLLAPSE;
		buf_puts(xsd, "<xs:list>");
		row.item = types_parse(t, xsd);
		buf_puts(xsd, "</xs:list>");
		types_take(t, ")");
		t->depth--;
	} else if (types_take(t, "union(")) {
		t->depth++;
		row.variety = VARIETY_UNION;
		buf_puts(xsd, "<xs:union>");
		do {
			types_take(t, " ");
			members[n++] = types_parse(t, xsd);
		} while (n < 16 && types_take(t, ","));
		buf_puts(xsd, "</xs:union>");
		types_take(t, ")");
		t->depth--;
		row.members = (uint32_t)t->members.n;
		row.n_members = n;
		for (n = 0; n < row.n_members; n++)
			VEC_PUSH(&t->members, members[n]);
	} else {
		name = types_word(t, ";,)");
		row = types_builtin(t, name);
		buf_printf(xsd, "<xs:restriction base=\"xs:%.*s\"/>",
		    SLICE_ARG(name));
	}
	buf_puts(xsd, "</xs:simpleType>");
	return row;
}

static inline void
types_enumerate(struct types *t, struct img_type *row, struct slice value)
{
	struct img_enumeration e = { types_string(t, value), NONE };

	if (row->primitive == PRIM_QNAME || row->primitive == PRIM_NOTATION) {
		struct img_name *name = VEC_ADD(&t->names);

		e.name = (uint32_t)(t->names.n - 1);
		name->element = name->type = name->attribute = NONE;
		name->ns = types_string(t, SLICE("urn:p"));
		name->local = types_string(t, slice_from(value, 2));
	}
	if (row->n_enumerations++ == 0)
		row->enumerations = (uint32_t)t->enumerations.n;
	VEC_PUSH(&t->enumerations, e);
}

static inline void
types_facet(struct types *t, struct img_type *row, uint32_t step,
    struct slice name, struct slice value)
{
	static const struct {
		const char *name;
		size_t at;
	} numbers[] = {
		{ "length", offsetof(struct img_type, length) },
		{ "minLength", offsetof(struct img_type, min_length) },
		{ "maxLength", offsetof(struct img_type, max_length) },
		{ "totalDigits", offsetof(struct img_type, total_digits) },
		{ "fractionDigits", offsetof(struct img_type,
		    fraction_digits) },
	};
	struct img_pattern p = { step, { 0, 0 } };
	int32_t number = (int32_t)strtol(value.s, NULL, 10);
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (slice_is(name, numbers[i].name))
			memcpy((char *)row + numbers[i].at, &number,
			    sizeof(number));
	if (slice_is(name, "minInclusive") || slice_is(name, "minExclusive"))
		types_min(t, row, value, slice_is(name, "minInclusive"));
	if (slice_is(name, "maxInclusive") || slice_is(name, "maxExclusive"))
		types_max(t, row, value, slice_is(name, "maxInclusive"));
	if (slice_is(name, "enumeration"))
		types_enumerate(t, row, value);
	if (slice_is(name, "whiteSpace"))
		row->white_space = slice_is(value, "collapse") ? WS_COLLAPSE :
		    slice_is(value, "replace") ? WS_REPLACE : WS_PRESERVE;
	if (slice_is(name, "pattern")) {
		if (row->n_patterns++ == 0)
			row->patterns = (uint32_t)t->patterns.n;
		p.regex = types_string(t, value);
		VEC_PUSH(&t->patterns, p);
	}
}

/* Wraps what was written since `start` in a restriction; facets follow. */
static inline void
types_restrict(struct buf *xsd, size_t start)
{
	struct buf inner = BUF_ANY;

	buf_add(&inner, xsd->s + start, xsd->n - start);
	xsd->n = start;
	buf_puts(xsd, "<xs:simpleType><xs:restriction>");
	buf_slice(xsd, buf_get(&inner));
	buf_free(&inner);
}

/* The row of the type that the line t->at describes. */
static uint32_t
types_parse(struct types *t, struct buf *xsd)
{
	size_t start = xsd->n;
	struct img_type row = types_head(t, xsd);
	struct slice name, value;
	bool restricted = false;
	uint32_t step = 0;

	while (types_take(t, ";")) {
		name = types_word(t, "=;,)");
		if (slice_is(name, "step") || !restricted) {
			if (restricted)
				buf_puts(xsd,
				    "</xs:restriction></xs:simpleType>");
			types_restrict(xsd, start);
			restricted = true;
		}
		if (slice_is(name, "step")) {
			row.n_enumerations = 0;
			step++;
			continue;
		}
		types_take(t, "=");
		value = types_word(t, t->depth > 0 ? ";,)" : ";");
		types_facet(t, &row, step, name, value);
		buf_printf(xsd, "<xs:%.*s value=\"", SLICE_ARG(name));
		buf_xml(xsd, value);
		buf_puts(xsd, "\"/>");
	}
	if (restricted)
		buf_puts(xsd, "</xs:restriction></xs:simpleType>");
	VEC_PUSH(&t->types, row);
	return (uint32_t)(t->types.n - 1);
}

/* Adds a type; its text as XML Schema is appended to xsd. */
static inline uint32_t
types_add(struct types *t, struct slice line, struct buf *xsd)
{
	t->at = line;
	t->depth = 0;
	if (t->strings.max == 0)
		t->strings = BUF_ANY;
	return types_parse(t, xsd);
}

/* Adds an item of a type; fixed or default as `flags` says, or NULL. */
static inline uint32_t
types_element(struct types *t, const char *ns, const char *local,
    uint32_t type, uint8_t flags, const char *value)
{
	uint32_t row = (uint32_t)t->elements.n;
	struct img_element *e = VEC_ADD(&t->elements);
	struct img_name *name = VEC_ADD(&t->names);

	e->name = (uint32_t)(t->names.n - 1);
	e->type = type;
	e->substitution = e->typed_domain = e->document = NONE;
	e->kind = EL_ITEM;
	e->flags = flags;
	if (value != NULL)
		e->value = types_string(t, slice_of(value));
	name->element = row;
	name->type = name->attribute = NONE;
	name->ns = types_string(t, slice_of(ns));
	name->local = types_string(t, slice_of(local));
	name->prefix = types_string(t, SLICE("p"));
	return row;
}

#define TYPES_SLOTS	64	/* of the index of names; enough for tests */

static inline void
types_index(const struct types *t, uint32_t slots[TYPES_SLOTS])
{
	size_t i, at;

	memset(slots, 0xff, TYPES_SLOTS * sizeof(slots[0]));
	for (i = 0; i < t->names.n && i < TYPES_SLOTS / 2; i++) {
		const struct img_name *n = &t->names.v[i];

		at = image_name_hash(
		    (struct slice){ t->strings.s + n->ns.off, n->ns.len },
		    (struct slice){ t->strings.s + n->local.off,
		    n->local.len });
		while (slots[at & (TYPES_SLOTS - 1)] != NONE)
			at++;
		slots[at & (TYPES_SLOTS - 1)] = (uint32_t)i;
	}
}

/* The image; its bytes live until mem_free(bytes->s), after the taxonomy. */
static inline struct taxonomy *
types_open(struct types *t, struct slice *bytes, struct arena *a)
{
	struct img_header h = { .version = IMAGE_VERSION,
	    .sections = SECTIONS };
	struct img_section table[SECTIONS] = { { 0, 0, 0, 0 } };
	const void *rows[SECTIONS] = { NULL };
	size_t at = sizeof(h) + sizeof(table), n;
	struct taxonomy *out = NULL;
	uint32_t slots[TYPES_SLOTS];
	const char *why = NULL;
	char *image;
	int i;

#define SECTION(sec, rowtype, field)	table[sec].row_size = sizeof(rowtype);
#include "taxonomy/sections.h"
#undef SECTION
	table[SEC_NAME_HASH].row_size = sizeof(uint32_t);
	table[SEC_FINDINGS].row_size = sizeof(struct img_finding);
	table[SEC_FINDING_ARGS].row_size = sizeof(struct img_finding_arg);
#define ROWS(sec, field)	rows[sec] = t->field.v,			\
				table[sec].count = t->field.n
	rows[SEC_STRINGS] = t->strings.s;
	table[SEC_STRINGS].count = t->strings.n;
	ROWS(SEC_NAMES, names);
	ROWS(SEC_ELEMENTS, elements);
	ROWS(SEC_TYPES, types);
	ROWS(SEC_PATTERNS, patterns);
	ROWS(SEC_ENUMERATIONS, enumerations);
	ROWS(SEC_MEMBER_TYPES, members);
#undef ROWS
	types_index(t, slots);
	rows[SEC_NAME_HASH] = slots;
	table[SEC_NAME_HASH].count = TYPES_SLOTS;
	for (i = 0; i < SECTIONS; i++) {
		n = (size_t)(table[i].count * table[i].row_size);
		at = (at + 7) & ~(size_t)7;
		table[i].offset = at;
		table[i].checksum = hash_bytes(n == 0 ? "" : rows[i], n,
		    HASH_FIXED);
		at += n;
	}
	memcpy(h.magic, IMAGE_MAGIC, sizeof(h.magic));
	h.size = at;
	h.checksum = hash_bytes(table, sizeof(table), HASH_FIXED);
	image = mem_calloc(at, 1);
	memcpy(image, &h, sizeof(h));
	memcpy(image + sizeof(h), table, sizeof(table));
	for (i = 0; i < SECTIONS; i++)
		if (table[i].count > 0)
			memcpy(image + table[i].offset, rows[i],
			    (size_t)(table[i].count * table[i].row_size));
	*bytes = (struct slice){ image, at };
	if (taxonomy_open_bytes(&out, *bytes, a, &why) == -1)
		printf("# %s\n", why);
	return out;
}

static inline void
types_free(struct types *t)
{
	buf_free(&t->strings);
	VEC_FREE(&t->names);
	VEC_FREE(&t->elements);
	VEC_FREE(&t->types);
	VEC_FREE(&t->patterns);
	VEC_FREE(&t->enumerations);
	VEC_FREE(&t->members);
}

#endif
