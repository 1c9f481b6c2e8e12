/*
 * utr_read.c: a utr.xml into a registry (Units Registry, Structure 1.0,
 * section 2 and appendix A).
 *
 * The schema of appendix A is one sequence, so a definition is read against
 * one table of elements; what is not in it, or not in its place, refuses the
 * registry.  So do the rules of section 2:
 *
 *  - a unitId is defined once in a status;
 *  - every definition names the type it is for;
 *  - a simple unit (one with an nsUnit, which may be empty) has neither a
 *    numerator nor a denominator;
 *  - a complex unit has one of the two at least, and no symbol;
 *  - a namespace of a numerator or denominator comes with its type.
 *
 * MathML and definitions are passed over.  A registry is a stranger's file:
 * its size is bounded, and nothing of it is quoted in the sentences.
 */
#include <stddef.h>

#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/xml.h"
#include "taxonomy/utr.h"
#include "taxonomy/utr_table.h"

#define MAX_BYTES	((size_t)16 << 20)	/* today's has 230 kB */
#define MAX_UNITS	10000			/* today's has 324 */

/* What a value may be: passed over, any text, text that is there … */
enum value { ANY, FREE, TEXT, NCNAME, DATE, STANDARD, STATUS };

/* The elements of a definition, in the order of appendix A. */
enum element {
	UNIT_ID, UNIT_NAME, NS_UNIT, ITEM_TYPE, NS_ITEM_TYPE, ITEM_TYPE_DATE,
	NUMERATOR, NS_NUMERATOR, DENOMINATOR, NS_DENOMINATOR, SYMBOL,
	DEFINITION, BASE_STANDARD, PRESENTATION, CONTENT, STATUS_OF,
	VERSION_DATE, ELEMENTS
};

#define KEPT(member)	offsetof(struct utr_unit, member)
#define NOT_KEPT	SIZE_MAX

static const struct shape {
	const char *name;
	enum value  value;
	bool        required;
	size_t      member;	/* where its text goes in struct utr_unit */
} shapes[ELEMENTS] = {
	[UNIT_ID] = { "unitId", NCNAME, true, KEPT(id) },
	[UNIT_NAME] = { "unitName", TEXT, true, KEPT(name) },
	[NS_UNIT] = { "nsUnit", FREE, false, KEPT(ns) },
	[ITEM_TYPE] = { "itemType", NCNAME, true, KEPT(type) },
	[NS_ITEM_TYPE] = { "nsItemType", FREE, false, KEPT(type_ns) },
	[ITEM_TYPE_DATE] = { "itemTypeDate", DATE, false, KEPT(type_date) },
	[NUMERATOR] = { "numeratorItemType", NCNAME, false, KEPT(numerator) },
	[NS_NUMERATOR] = { "nsNumeratorItemType", FREE, false,
	    KEPT(numerator_ns) },
	[DENOMINATOR] = { "denominatorItemType", NCNAME, false,
	    KEPT(denominator) },
	[NS_DENOMINATOR] = { "nsDenominatorItemType", FREE, false,
	    KEPT(denominator_ns) },
	[SYMBOL] = { "symbol", FREE, false, KEPT(symbol) },
	[DEFINITION] = { "definition", ANY, true, NOT_KEPT },
	[BASE_STANDARD] = { "baseStandard", STANDARD, true, NOT_KEPT },
	[PRESENTATION] = { "conversionPresentation", ANY, false, NOT_KEPT },
	[CONTENT] = { "conversionContent", ANY, false, NOT_KEPT },
	[STATUS_OF] = { "status", STATUS, true, KEPT(status) },
	[VERSION_DATE] = { "versionDate", DATE, true, NOT_KEPT },
};

struct reading {
	struct arena *arena;		/* of the registry */
	struct arena *words;		/* of the sentence that refuses it */
	const char  **why;
	VEC(struct utr_unit) units;
	struct table  defined;		/* by id and status */
};

static int
refuse(struct reading *r, const xmlNode *at, const char *what)
{
	*r->why = arena_printf(r->words, "is no units registry: line %u: %s",
	    xml_line(at), what);
	return -1;
}

/* The same about an element that the table names. */
static int
refuse_element(struct reading *r, const xmlNode *at, enum element e,
    const char *what)
{
	return refuse(r, at, arena_printf(r->words, "%s %s", shapes[e].name,
	    what));
}

/* --- values --- */

static bool
is_among(struct slice s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (slice_is(s, *list))
			return true;
	return false;
}

static bool
is_value(enum value kind, struct slice s)
{
	static const char *const standards[] = { "ISO4217", "SI", "Customary",
	    "Non-SI", "XBRL", "", NULL };
	static const char *const statuses[] = { "PWD", "CR", "REC", "NIE",
	    "PROPOSED", "IWD", "ACK", "RR", NULL };
	struct moment m;

	switch (kind) {
	case NCNAME:
		return is_ncname(s);
	case DATE:
		return moment_parse_date(&m, s) == 0;
	case TEXT:
		return s.n > 0;
	case STANDARD:
		return is_among(s, standards);
	case STATUS:
		return is_among(s, statuses);
	case FREE:
	case ANY:
		break;
	}
	return true;
}

static int
read_value(struct reading *r, struct utr_unit *u, xmlNode *node,
    enum element e)
{
	const struct shape *shape = &shapes[e];
	struct slice text;

	if (shape->value == ANY)
		return 0;
	if (xml_element(node->children) != NULL)
		return refuse_element(r, node, e, "has elements in it");
	text = slice_trim(xml_text(node, r->words));
	if (!is_value(shape->value, text))
		return refuse_element(r, node, e, "has a value that it cannot "
		    "have");
	if (shape->member != NOT_KEPT)
		*(const char **)(void *)((char *)u + shape->member) =
		    arena_copy(r->arena, text).s;
	return 0;
}

/* --- a definition --- */

/* The element's place in the sequence, from `from` on; ELEMENTS: none. */
static enum element
place_of(const xmlNode *node, enum element from)
{
	enum element e;

	for (e = from; e < ELEMENTS; e++)
		if (xml_is(node, NS_UTR, shapes[e].name))
			break;
	return e;
}

static int
read_elements(struct reading *r, struct utr_unit *u, xmlNode *unit,
    bool has[ELEMENTS])
{
	enum element next = UNIT_ID, e;
	xmlNode *node;

	for (node = xml_element(unit->children); node != NULL;
	    node = xml_element(node->next)) {
		e = place_of(node, next);
		if (e == ELEMENTS)
			return refuse(r, node, "an element is unknown, stands "
			    "twice or stands in the wrong place");
		if (read_value(r, u, node, e) == -1)
			return -1;
		has[e] = true;
		next = e + 1;
	}
	for (e = UNIT_ID; e < ELEMENTS; e++)
		if (shapes[e].required && !has[e])
			return refuse_element(r, unit, e, "is missing");
	return 0;
}

/* Section 2: what goes with what. */
static int
check_form(struct reading *r, const xmlNode *unit, const bool has[ELEMENTS])
{
	bool divided = has[NUMERATOR] || has[DENOMINATOR];

	if (has[NS_NUMERATOR] && !has[NUMERATOR])
		return refuse(r, unit, "nsNumeratorItemType stands without "
		    "numeratorItemType");
	if (has[NS_DENOMINATOR] && !has[DENOMINATOR])
		return refuse(r, unit, "nsDenominatorItemType stands without "
		    "denominatorItemType");
	if (has[NS_UNIT] && divided)
		return refuse(r, unit, "a simple unit, one with nsUnit, has a "
		    "numerator or denominator");
	if (!has[NS_UNIT] && !divided)
		return refuse(r, unit, "a unit has neither nsUnit nor a "
		    "numerator or denominator");
	if (divided && has[SYMBOL])
		return refuse(r, unit, "a complex unit, one with a numerator "
		    "or denominator, has a symbol");
	return 0;
}

static bool
is_defined(const void *ctx, uint32_t row, const void *key)
{
	const struct reading *r = ctx;
	const struct utr_unit *a = &r->units.v[row], *b = key;

	return strcmp(a->id, b->id) == 0 && strcmp(a->status, b->status) == 0;
}

static int
check_once(struct reading *r, const xmlNode *unit, const struct utr_unit *u)
{
	uint64_t h = hash_mix(hash_bytes(u->id, strlen(u->id), hash_salt()),
	    hash_bytes(u->status, strlen(u->status), hash_salt()));

	if (table_find(&r->defined, h, is_defined, r, u) != NONE)
		return refuse(r, unit, "a unit is defined twice in one "
		    "status");
	table_add(&r->defined, h, (uint32_t)r->units.n);
	return 0;
}

static int
read_unit(struct reading *r, xmlNode *unit)
{
	struct utr_unit u = { "", "", "", "", "", "", "", "", "", "", "", "" };
	bool has[ELEMENTS] = { false };

	if (r->units.n == MAX_UNITS)
		return refuse(r, unit, "there are too many units");
	if (read_elements(r, &u, unit, has) == -1 ||
	    check_form(r, unit, has) == -1 || check_once(r, unit, &u) == -1)
		return -1;
	VEC_PUSH(&r->units, u);
	return 0;
}

/* --- the document --- */

static int
read_root(struct reading *r, const xmlNode *root)
{
	struct slice version = xml_attr(root, NULL, "version", r->words);
	xmlNode *units = xml_element(root->children), *node;

	if (!xml_is(root, NS_UTR, "utr"))
		return refuse(r, root, "the root is not utr");
	if (version.s != NULL && !slice_is(version, "1.0"))
		return refuse(r, root, "the version is not 1.0");
	if (!xml_is(units, NS_UTR, "units") ||
	    xml_element(units->next) != NULL)
		return refuse(r, root, "there must be one element, units, "
		    "below utr");
	for (node = xml_element(units->children); node != NULL;
	    node = xml_element(node->next)) {
		if (!xml_is(node, NS_UTR, "unit"))
			return refuse(r, node, "an element is not unit");
		if (read_unit(r, node) == -1)
			return -1;
	}
	return 0;
}

/* The rows move into the arena, where they stay. */
static struct utr *
finish(struct reading *r)
{
	size_t n = r->units.n, size = n * sizeof(*r->units.v);
	struct utr_unit *rows = arena_alloc(r->arena, size);

	if (n > 0)
		memcpy(rows, r->units.v, size);
	return utr_of(rows, n, r->arena);
}

int
utr_read_bytes(struct utr **out, struct slice bytes, struct arena *words,
    const char **why)
{
	struct reading r = { .words = words, .why = why };
	struct xml_error err;
	xmlDoc *doc = NULL;
	int rc = -1;

	*out = NULL;
	if (bytes.n > MAX_BYTES) {
		*why = "is too large for a units registry";
		return -1;
	}
	if ((doc = xml_tree(bytes, "utr.xml", words, &err)) == NULL) {
		*why = arena_printf(words, "is no XML: %s, line %u",
		    err.message, err.line);
		return -1;
	}
	r.arena = arena_new();
	if (read_root(&r, xmlDocGetRootElement(doc)) == -1)
		goto out;
	*out = finish(&r);
	r.arena = NULL;			/* now the registry's */
	rc = 0;
 out:
	arena_free(r.arena);
	table_free(&r.defined);
	VEC_FREE(&r.units);
	xmlFreeDoc(doc);
	return rc;
}

int
utr_read(struct utr **out, const char *path, struct arena *words,
    const char **why)
{
	struct file f;
	int rc;

	*out = NULL;
	if (file_open(&f, path, words, why) == -1)
		return -1;
	rc = utr_read_bytes(out, f.bytes, words, why);
	file_close(&f);
	return rc;
}
