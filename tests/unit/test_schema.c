/*
 * test_schema.c: small schemas, compiled through the dts from files, and the
 * rows and findings that XML Schema 1.0, XBRL 2.1 (4.9, 5.1) and Dimensions
 * 1.0 (2.2, 2.5) ask for.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/uri.h"
#include "base/xml.h"
#include "taxonomy/dts.h"
#include "tests/tap.h"

#define XS	"http://www.w3.org/2001/XMLSchema"
#define T	"http://example.com/t"
#define HEAD(attrs)							\
	"<xs:schema xmlns:xs='" XS "' xmlns:t='" T "'"			\
	" xmlns:xbrli='" NS_XBRLI "' xmlns:link='" NS_LINK "'"		\
	" xmlns:xlink='" NS_XLINK "' xmlns:xbrldt='" NS_XBRLDT "'"	\
	" targetNamespace='" T "' " attrs ">"
#define XBRL								\
	"<xs:import namespace='" NS_XBRLI "' schemaLocation="		\
	"'http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"	\
	"<xs:import namespace='" NS_XBRLDT "' schemaLocation="		\
	"'http://www.xbrl.org/2005/xbrldt-2005.xsd'/>"
#define PLAIN(body)	HEAD("elementFormDefault='qualified'") body "</xs:schema>"
#define TAXONOMY(body)	PLAIN(XBRL body)
#define APPINFO(body)	"<xs:annotation><xs:appinfo>" body		\
	"</xs:appinfo></xs:annotation>"

static char folder[] = "/tmp/test_schema.XXXXXX";
static struct arena *arena;
static struct resolver *resolver;
static struct dts *d;

static char *
path_of(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

static void
put(const char *name, const char *text)
{
	FILE *f = fopen(path_of(name), "w");

	if (f == NULL || fputs(text, f) == EOF || fclose(f) == EOF)
		abort();
}

/* Compiles folder/name into d. */
static void
compile(const char *name)
{
	struct slice entry = uri_of_path(arena, path_of(name));

	dts_free(d);
	d = dts_compile(resolver, &entry, 1);
}

static void
compile_text(const char *text)
{
	put("a.xsd", text);
	compile("a.xsd");
}

/* How many findings have the code. */
static unsigned
count(const char *code)
{
	unsigned n = 0;
	uint32_t i;

	for (i = 0; i < findings_count(d->findings); i++)
		n += strcmp(message_of(findings_get(d->findings, i)->code)
		    ->code, code) == 0;
	return n;
}

/* Only this code, that often; what else there is, is printed. */
static void
only(const char *code, unsigned n, const char *name)
{
	uint32_t i, all = findings_count(d->findings);

	if (ok(all == n && (n == 0 || count(code) == n), "%s", name))
		return;
	for (i = 0; i < all; i++) {
		const struct finding *f = findings_get(d->findings, i);
		struct buf b = BUF_ANY;

		finding_text(&b, f, LANG_EN);
		printf("# %s: %s\n", message_of(f->code)->code, b.s);
		buf_free(&b);
	}
}

static void
clean(const char *name)
{
	only("", 0, name);
}

static const struct img_name *
name_row(const char *ns, const char *local)
{
	static const struct img_name none = { .element = NONE, .type = NONE,
	    .attribute = NONE };
	uint32_t row = dts_name_find(d, slice_of(ns), slice_of(local));

	return row == NONE ? &none : &d->names.v[row];
}

static const struct img_type *
type(const char *ns, const char *local)
{
	static const struct img_type none = { .item_type = 255 };
	uint32_t row = name_row(ns, local)->type;

	return row == NONE ? &none : &d->types.v[row];
}

static const struct img_element *
element(const char *local)
{
	static const struct img_element none = { .kind = 255 };
	uint32_t row = name_row(T, local)->element;

	return row == NONE ? &none : &d->elements.v[row];
}

static const char *
local_of(uint32_t name)
{
	return name == NONE ? "-" : dts_text(d, d->names.v[name].local).s;
}

/* A content model as text: (a,b?,(c|d)*). */
static void
model(struct buf *b, uint32_t row, unsigned depth)
{
	static const char *const between[] = { "", ",", "|", "&", "" };
	const struct img_particle *p = &d->particles.v[row];
	uint32_t i;

	if (p->kind == PARTICLE_ELEMENT) {
		buf_puts(b, local_of(p->name));
	} else if (p->kind == PARTICLE_ANY) {
		buf_puts(b, dts_text(d, p->ns).s);
	} else if (depth < 50) {
		buf_char(b, '(');
		for (i = 0; i < p->count; i++) {
			if (i > 0)
				buf_puts(b, between[p->kind]);
			model(b, p->first + i, depth + 1);
		}
		buf_char(b, ')');
	}
	if (p->min == 0 && p->max == 1)
		buf_char(b, '?');
	else if (p->max == UNBOUNDED)
		buf_char(b, p->min == 0 ? '*' : '+');
	else if (p->min != 1 || p->max != 1)
		buf_printf(b, "{%u,%u}", p->min, p->max);
}

static void
is_model(const struct img_type *t, const char *want, const char *name)
{
	struct buf b = BUF_ANY;

	if (t->particle == NONE)
		buf_puts(&b, "-");
	else
		model(&b, t->particle, 0);
	is_slice(buf_get(&b), want, name);
	buf_free(&b);
}

/* The attributes of a type as text: "a b! c=v" (required; value). */
static void
is_uses(const struct img_type *t, const char *want, const char *name)
{
	struct buf b = BUF_ANY;
	uint32_t i;

	for (i = 0; i < t->n_uses; i++) {
		const struct img_attribute_use *u = &d->uses.v[t->uses + i];

		buf_printf(&b, "%s%s%s", i > 0 ? " " : "", local_of(u->name),
		    u->flags & USE_REQUIRED ? "!" : "");
		if (u->value.len > 0)
			buf_printf(&b, "=%s", dts_text(d, u->value).s);
	}
	is_slice(buf_get(&b), want, name);
	buf_free(&b);
}

/* --- XML Schema --- */

static void
test_builtin(void)
{
	compile_text(PLAIN(""));
	clean("an empty schema");
	is_int(type(XS, "decimal")->primitive, PRIM_DECIMAL, "xs:decimal");
	is_int(type(XS, "byte")->builtin, BUILTIN_INTEGER, "xs:byte: integer");
	is_slice(dts_text(d, type(XS, "byte")->min), "-128", "its minimum");
	is_slice(dts_text(d, type(XS, "byte")->max), "127", "its maximum");
	is_int(type(XS, "positiveInteger")->flags &
	    (FACET_HAS_MIN | FACET_HAS_MAX), FACET_HAS_MIN,
	    "xs:positiveInteger has a minimum only");
	is_int(type(XS, "token")->white_space, WS_COLLAPSE, "xs:token");
	is_int(type(XS, "normalizedString")->white_space, WS_REPLACE,
	    "xs:normalizedString");
	is_int(type(XS, "IDREFS")->variety, VARIETY_LIST, "xs:IDREFS");
	is_int(type(XS, "IDREFS")->min_length, 1, "of one at least");
	is_model(type(XS, "anyType"), "(##any*)", "xs:anyType");
	is_int(type(XS, "anyType")->content, CONTENT_MIXED, "with text");
	is_int(type(XS, "string")->base, name_row(XS, "anySimpleType")->type,
	    "xs:string is an anySimpleType");
}

static void
test_simple_types(void)
{
	const struct img_type *t;

	compile_text(PLAIN(
	    "<xs:simpleType name='a'><xs:restriction base='xs:decimal'>"
	    "<xs:minInclusive value='0'/><xs:totalDigits value='9'/>"
	    "<xs:pattern value='[0-9]+'/><xs:pattern value='x'/>"
	    "</xs:restriction></xs:simpleType>"
	    "<xs:simpleType name='b'><xs:restriction base='t:a'>"
	    "<xs:minExclusive value='0.0'/><xs:maxInclusive value='10'/>"
	    "<xs:pattern value='[1-9].*'/></xs:restriction></xs:simpleType>"
	    "<xs:simpleType name='l'><xs:list itemType='t:b'/></xs:simpleType>"
	    "<xs:simpleType name='u'><xs:union memberTypes='t:a xs:date'>"
	    "<xs:simpleType><xs:restriction base='xs:token'>"
	    "<xs:enumeration value='  IN  F '/></xs:restriction>"
	    "</xs:simpleType></xs:union></xs:simpleType>"
	    "<xs:simpleType name='q'><xs:restriction base='xs:QName'>"
	    "<xs:enumeration value='t:z'/></xs:restriction></xs:simpleType>"));
	clean("simple types");
	t = type(T, "b");
	is_int(t->primitive, PRIM_DECIMAL, "the primitive is inherited");
	is_int(t->total_digits, 9, "a facet is inherited");
	is_slice(dts_text(d, t->min), "0.0", "the bound is the newest");
	is_int(t->flags & (FACET_MIN_INCLUSIVE | FACET_MAX_INCLUSIVE),
	    FACET_MAX_INCLUSIVE, "exclusive below, inclusive above");
	is_int(t->n_patterns, 3, "patterns of both steps");
	is_int(d->patterns.v[t->patterns + 1].step, 0, "two are alternatives");
	is_int(d->patterns.v[t->patterns + 2].step, 1, "one is a step of its own");
	is_int(type(T, "l")->variety, VARIETY_LIST, "a list");
	is_int(type(T, "l")->item, name_row(T, "b")->type, "of its items");
	is_int(type(T, "u")->n_members, 3, "a union of three");
	t = &d->types.v[d->member_types.v[type(T, "u")->members + 2]];
	is_slice(dts_text(d, d->enumerations.v[t->enumerations].value),
	    "IN F", "white space of an enumeration is the type's");
	t = type(T, "q");
	is_str(local_of(d->enumerations.v[t->enumerations].name), "z",
	    "an enumeration of QNames has names");
}

static void
test_facet_errors(void)
{
	compile_text(PLAIN(
	    "<xs:simpleType name='a'><xs:restriction base='xs:int'>"
	    "<xs:maxInclusive value='2147483648'/></xs:restriction>"
	    "</xs:simpleType>"
	    "<xs:simpleType name='b'><xs:restriction base='xs:int'>"
	    "<xs:length value='4'/></xs:restriction></xs:simpleType>"
	    "<xs:simpleType name='c'><xs:restriction base='xs:string'>"
	    "<xs:maxLength value='many'/></xs:restriction></xs:simpleType>"
	    "<xs:simpleType name='e'><xs:restriction base='xs:string'>"
	    "<xs:pattern value='a\\@b'/></xs:restriction></xs:simpleType>"));
	is_int(count("xsd:FacetNotNarrower"), 1, "a bound that widens");
	is_slice(dts_text(d, type(T, "a")->max), "2147483647",
	    "changes nothing");
	is_int(count("xsd:FacetNotApplicable"), 1, "a length of an integer");
	is_int(count("xsd:FacetValue"), 1, "a length that is no number");
	is_int(count("xsd:Pattern"), 1, "a pattern with \\@");
	is_int(findings_count(d->findings), 4, "and nothing else");
}

static void
test_pattern_syntax(void)
{
	static const struct {
		const char *pattern;
		bool        good;
	} cases[] = {
		{ "[a-z-[aeiou]]+", true }, { "\\p{Lu}\\p{IsBasicLatin}", true },
		{ "a{2}b{2,}c{2,3}", true }, { "(a|b|)*", true },
		{ "[\\-\\[\\]^]", true }, { "\\i\\c*", true }, { "", true },
		{ "a{3,2}", false }, { "*a", false }, { "(a", false },
		{ "a)", false }, { "[z-a]", false }, { "[", false },
		{ "\\p{Xx}", false }, { "\\", false }, { "[]", false },
		{ "a**", false },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		compile_text(arena_printf(arena, PLAIN(
		    "<xs:simpleType name='p'><xs:restriction base='xs:string'>"
		    "<xs:pattern value='%s'/></xs:restriction>"
		    "</xs:simpleType>"), cases[i].pattern));
		is_int(count("xsd:Pattern"), cases[i].good ? 0 : 1,
		    cases[i].pattern);
	}
}

static void
test_content(void)
{
	compile_text(PLAIN(
	    "<xs:element name='a' type='xs:string'/>"
	    "<xs:element name='b' type='xs:string'/>"
	    "<xs:group name='g'><xs:choice><xs:element ref='t:a'/>"
	    "<xs:element ref='t:b'/></xs:choice></xs:group>"
	    "<xs:complexType name='base'><xs:sequence>"
	    "<xs:element ref='t:a'/><xs:group ref='t:g' minOccurs='0'"
	    " maxOccurs='unbounded'/></xs:sequence>"
	    "<xs:attribute name='x' use='required'/>"
	    "<xs:attribute name='y' type='xs:int'/></xs:complexType>"
	    "<xs:complexType name='more'><xs:complexContent>"
	    "<xs:extension base='t:base'><xs:sequence>"
	    "<xs:element name='c' minOccurs='2' maxOccurs='3'"
	    " nillable='true'/><xs:any namespace='##other'"
	    " processContents='lax' minOccurs='0'/></xs:sequence>"
	    "<xs:attribute name='z' default='1'/></xs:extension>"
	    "</xs:complexContent></xs:complexType>"
	    "<xs:complexType name='less'><xs:complexContent>"
	    "<xs:restriction base='t:base'><xs:sequence>"
	    "<xs:element ref='t:a'/></xs:sequence>"
	    "<xs:attribute name='y' use='prohibited'/>"
	    "<xs:attribute name='x' fixed='7'/></xs:restriction>"
	    "</xs:complexContent></xs:complexType>"
	    "<xs:complexType name='none'><xs:complexContent>"
	    "<xs:extension base='t:base'/></xs:complexContent>"
	    "</xs:complexType>"
	    "<xs:complexType name='text' mixed='true'/>"
	    "<xs:complexType name='value'><xs:simpleContent>"
	    "<xs:extension base='xs:decimal'><xs:attribute name='u'/>"
	    "</xs:extension></xs:simpleContent></xs:complexType>"
	    "<xs:complexType name='small'><xs:simpleContent>"
	    "<xs:restriction base='t:value'><xs:maxInclusive value='9'/>"
	    "</xs:restriction></xs:simpleContent></xs:complexType>"));
	clean("complex types");
	is_model(type(T, "base"), "(a,(a|b)*)", "a group is written out");
	is_model(type(T, "more"), "((a,(a|b)*),(c{2,3},##other?))",
	    "what is extended comes first");
	is_uses(type(T, "more"), "x! y z=1", "so do its attributes");
	is_model(type(T, "less"), "(a)", "a restriction has its own content");
	is_uses(type(T, "less"), "x=7", "and keeps what it does not forbid");
	is_int(type(T, "none")->particle, type(T, "base")->particle,
	    "an empty extension shares the content");
	is_int(type(T, "text")->content, CONTENT_MIXED, "text only");
	is_int(type(T, "small")->content, CONTENT_SIMPLE, "simple content");
	is_slice(dts_text(d, type(T, "small")->max), "9", "with a facet");
	is_uses(type(T, "small"), "u", "and the attributes of its base");
	is_int(type(T, "more")->flags & TYPE_DERIVED_BY_EXTENSION,
	    TYPE_DERIVED_BY_EXTENSION, "derived by extension");
}

static void
test_attributes(void)
{
	const struct img_type *t;
	uint32_t any;

	compile_text(HEAD("attributeFormDefault='qualified'")
	    "<xs:attribute name='top' type='xs:int' fixed='3'/>"
	    "<xs:attributeGroup name='g'><xs:attribute name='q'/>"
	    "<xs:attribute name='u' form='unqualified'/>"
	    "<xs:attributeGroup ref='t:h'/></xs:attributeGroup>"
	    "<xs:attributeGroup name='h'><xs:attribute ref='t:top'/>"
	    "<xs:anyAttribute namespace='##other' processContents='lax'/>"
	    "</xs:attributeGroup>"
	    "<xs:complexType name='c'><xs:attributeGroup ref='t:g'/>"
	    "<xs:attributeGroup ref='t:h'/></xs:complexType></xs:schema>");
	clean("attribute groups");
	t = type(T, "c");
	is_uses(t, "q u top=3", "groups within groups, once each");
	is_int(name_row(T, "top")->attribute, name_row(XS, "int")->type,
	    "the type of a global attribute");
	is_int(d->uses.v[t->uses].name, dts_name_find(d, SLICE(T),
	    SLICE("q")), "qualified by default");
	is_int(d->uses.v[t->uses + 1].name, dts_name_find(d, SLICE(""),
	    SLICE("u")), "unqualified by form");
	any = t->any_attribute;
	if (ok(any != NONE, "the wildcard of a group"))
		is_slice(dts_text(d, d->particles.v[any].ns), "##other",
		    "with its namespace");
}

static void
test_chameleon(void)
{
	put("c.xsd", "<xs:schema xmlns:xs='" XS "'>"
	    "<xs:element name='e' type='x'/><xs:complexType name='x'>"
	    "<xs:sequence><xs:element ref='e'/></xs:sequence>"
	    "</xs:complexType><xs:include schemaLocation='c2.xsd'/>"
	    "</xs:schema>");
	put("c2.xsd", "<schema xmlns='" XS "'><element name='f'"
	    " type='string' id='f'/></schema>");
	put("b.xsd", "<xs:schema xmlns:xs='" XS "' targetNamespace='urn:b'>"
	    "<xs:include schemaLocation='c.xsd'/></xs:schema>");
	compile_text(PLAIN("<xs:import namespace='urn:b'"
	    " schemaLocation='b.xsd'/><xs:include schemaLocation='c.xsd'/>"));
	is_int(count("xsd:ElementNotAllowed"), 1,
	    "an include after a declaration is out of place, said once");
	is_int(findings_count(d->findings), 1, "and nothing else");
	ok(name_row(T, "e")->element != NONE, "in the includer's namespace");
	ok(name_row("urn:b", "e")->element != NONE, "and in the other's");
	ok(name_row("urn:b", "f")->element != NONE, "and further down");
	ok(name_row("", "e")->element == NONE, "but not in none");
	is_int(d->elements.v[name_row("urn:b", "e")->element].type,
	    name_row("urn:b", "x")->type, "references follow");
	is_model(type("urn:b", "x"), "(e)", "in content too");
}

static void
test_inclusions(void)
{
	put("b.xsd", "<xs:schema xmlns:xs='" XS "' targetNamespace='urn:b'/>");
	compile_text(PLAIN("<xs:import namespace='urn:c'"
	    " schemaLocation='b.xsd'/>"));
	only("xsd:ImportNamespace", 1, "an import of another namespace");
	compile_text(PLAIN("<xs:include schemaLocation='b.xsd'/>"));
	only("xsd:IncludeNamespace", 1, "an include of another namespace");
	compile_text(PLAIN("<xs:import namespace='" T "'/>"));
	only("xsd:ImportOwnNamespace", 1, "an import of one's own namespace");
	compile_text(PLAIN("<xs:import namespace='urn:elsewhere'/>"
	    "<xs:element name='e' type='o:x' xmlns:o='urn:elsewhere'/>"));
	clean("an import without a place, and what is in it, is nobody's error");
	compile_text(PLAIN("<xs:import namespace='urn:b'"
	    " schemaLocation='gone.xsd'/>"
	    "<xs:element name='e' type='o:x' xmlns:o='urn:b'/>"));
	only("xbrl.3.2:DocumentUnresolved", 1,
	    "what a missing schema would have declared is not missed too");
	compile_text(PLAIN("<xs:element name='e' type='t:x'/>"
	    "<xs:element name='f' substitutionGroup='t:h'/>"));
	only("xsd:UnresolvedReference", 2, "references to nothing");
	is_int(element("e")->type, NONE, "have no row");
	compile_text(PLAIN("<xs:element name='e' type='o:x'"
	    " xmlns:o='urn:b'/>"));
	is_int(count("xsd:ImportMissing"), 1, "a namespace not imported");
	compile_text(PLAIN("<xs:include schemaLocation='a.xsd'/>"
	    "<xs:element name='e' type='xs:int'/>"));
	clean("a schema may include itself");
}

static void
test_redefine(void)
{
	put("b.xsd", PLAIN("<xs:simpleType name='s'><xs:restriction"
	    " base='xs:string'><xs:maxLength value='9'/></xs:restriction>"
	    "</xs:simpleType><xs:group name='g'><xs:sequence>"
	    "<xs:element name='a'/></xs:sequence></xs:group>"
	    "<xs:complexType name='c'><xs:group ref='t:g'/>"
	    "</xs:complexType>"));
	compile_text(PLAIN("<xs:redefine schemaLocation='b.xsd'>"
	    "<xs:simpleType name='s'><xs:restriction base='t:s'>"
	    "<xs:maxLength value='5'/></xs:restriction></xs:simpleType>"
	    "<xs:group name='g'><xs:sequence><xs:group ref='t:g'/>"
	    "<xs:element name='b'/></xs:sequence></xs:group>"
	    "</xs:redefine>"));
	only("xbrl.5.1.5:Redefine", 1, "redefine is forbidden in XBRL");
	is_int(type(T, "s")->max_length, 5, "but understood: a type");
	is_model(type(T, "c"), "((a),b)", "and a group");
}

static void
test_duplicates(void)
{
	compile_text(PLAIN("<xs:element name='e' type='xs:int'/>"
	    "<xs:element name='e' type='xs:string'/>"
	    "<xs:simpleType name='x'><xs:list itemType='xs:int'/>"
	    "</xs:simpleType><xs:complexType name='x'/>"
	    "<xs:attribute name='e'/><xs:group name='e'><xs:all/></xs:group>"));
	only("xsd:DuplicateComponent", 2, "twice the same kind and name");
	is_int(element("e")->type, name_row(XS, "int")->type,
	    "the first one counts");
	put("b.xsd", PLAIN("<xs:element name='e' type='xs:int'/>"));
	compile_text(PLAIN("<xs:include schemaLocation='b.xsd'/>"
	    "<xs:element name='e' type='xs:string'/>"));
	only("xsd:DuplicateComponent", 1, "also across an include");
	put("c.xsd", PLAIN("<xs:element name='e' type='xs:token'/>"));
	compile_text("<xs:schema xmlns:xs='" XS "' targetNamespace='urn:x'>"
	    "<xs:import namespace='" T "' schemaLocation='b.xsd'/>"
	    "<xs:import namespace='" T "' schemaLocation='c.xsd'/>"
	    "</xs:schema>");
	clean("but not across imports, which are hints");
	compile_text(PLAIN("<xs:element name='e' id='i'/>"
	    "<xs:complexType name='c' id='i'/><xs:element name='f'"
	    " id='1x'/>"));
	is_int(count("xsd:DuplicateId"), 1, "an id twice");
	is_int(count("xsd:AttributeValue"), 1, "an id that is no name");
}

static void
test_circles(void)
{
	compile_text(PLAIN(
	    "<xs:simpleType name='a'><xs:restriction base='t:b'/>"
	    "</xs:simpleType><xs:simpleType name='b'><xs:restriction"
	    " base='t:a'/></xs:simpleType>"));
	only("xsd:CircularDefinition", 1, "simple types in a circle");
	compile_text(PLAIN("<xs:complexType name='a'><xs:complexContent>"
	    "<xs:extension base='t:a'/></xs:complexContent>"
	    "</xs:complexType>"));
	only("xsd:CircularDefinition", 1, "a complex type of itself");
	compile_text(PLAIN("<xs:simpleType name='a'><xs:union"
	    " memberTypes='t:a xs:int'/></xs:simpleType>"));
	only("xsd:CircularDefinition", 1, "a union of itself");
	is_int(type(T, "a")->n_members, 1, "keeps the others");
	compile_text(PLAIN("<xs:group name='g'><xs:sequence><xs:group"
	    " ref='t:g'/><xs:element name='e'/></xs:sequence></xs:group>"
	    "<xs:complexType name='c'><xs:group ref='t:g'/>"
	    "</xs:complexType>"));
	only("xsd:CircularDefinition", 1, "a group of itself");
	is_model(type(T, "c"), "(e)", "keeps the rest");
	compile_text(PLAIN("<xs:attributeGroup name='g'><xs:attributeGroup"
	    " ref='t:g'/><xs:attribute name='x'/></xs:attributeGroup>"
	    "<xs:complexType name='c'><xs:attributeGroup ref='t:g'/>"
	    "</xs:complexType>"));
	only("xsd:CircularDefinition", 1, "an attribute group of itself");
	is_uses(type(T, "c"), "x", "keeps the rest");
	compile_text(PLAIN("<xs:element name='a' substitutionGroup='t:b'/>"
	    "<xs:element name='b' substitutionGroup='t:c'/>"
	    "<xs:element name='c' substitutionGroup='t:a'/>"));
	only("xsd:CircularDefinition", 1, "substitution in a circle");
	compile_text(PLAIN("<xs:complexType name='tree'><xs:sequence>"
	    "<xs:element name='child' type='t:tree' minOccurs='0'/>"
	    "</xs:sequence></xs:complexType>"));
	clean("content that holds itself is no circle");
}

static void
test_depth(void)
{
	struct buf b = BUF_ANY;
	unsigned i;

	buf_puts(&b, HEAD(""));
	for (i = 0; i < 3000; i++)
		buf_printf(&b, "<xs:simpleType name='s%u'><xs:restriction"
		    " base='%s%u'/></xs:simpleType><xs:group name='g%u'>"
		    "<xs:sequence><xs:group ref='t:g%u'/><xs:group"
		    " ref='t:g%u'/></xs:sequence></xs:group>"
		    "<xs:element name='e%u' substitutionGroup='t:e%u'/>", i,
		    "t:s", i + 1, i, i + 1, i + 1, i, i + 1);
	buf_puts(&b, "<xs:simpleType name='s3000'><xs:restriction"
	    " base='xs:int'/></xs:simpleType><xs:group name='g3000'>"
	    "<xs:sequence><xs:element name='x'/></xs:sequence></xs:group>"
	    "<xs:element name='e3000' type='xs:int'/><xs:complexType"
	    " name='c'><xs:group ref='t:g0'/></xs:complexType>"
	    "</xs:schema>");
	compile_text(b.s);
	only("rek:SchemaTooLarge", 1, "3000 deep: cut, and said once");
	is_int(element("e0")->type, name_row(XS, "int")->type,
	    "substitution has no limit of depth");
	buf_free(&b);
}

static void
test_grammar(void)
{
	compile_text(PLAIN("<xs:element name='e' typo='1'/>"
	    "<xs:element/><xs:elment name='f'/>"
	    "<xs:complexType name='c'><xs:attribute name='a'/>"
	    "<xs:sequence/></xs:complexType>loose"
	    "<xs:element name='g' abstract='maybe' xmlns:o='urn:o'"
	    " o:fine='1'/><xs:element name='h' type='nobody:x'/>"
	    "<xs:simpleType name='s'/>"));
	is_int(count("xsd:AttributeNotAllowed"), 1, "an unknown attribute");
	is_int(count("xsd:AttributeMissing"), 1, "no name");
	is_int(count("xsd:ElementNotAllowed"), 2,
	    "an unknown element; a sequence after attributes");
	is_int(count("xsd:TextNotAllowed"), 1, "loose text");
	is_int(count("xsd:AttributeValue"), 2, "no boolean; no such prefix");
	is_int(count("xsd:ElementMissing"), 1, "an empty simpleType");
	is_int(findings_count(d->findings), 8, "and nothing else");
}

static void
test_derivation_errors(void)
{
	compile_text(PLAIN("<xs:complexType name='f' final='extension'/>"
	    "<xs:complexType name='g'><xs:complexContent><xs:extension"
	    " base='t:f'/></xs:complexContent></xs:complexType>"));
	only("xsd:DerivationFinal", 1, "a final type is extended");
	compile_text(PLAIN("<xs:complexType name='g'><xs:complexContent>"
	    "<xs:extension base='xs:int'/></xs:complexContent>"
	    "</xs:complexType>"));
	only("xsd:DerivationBase", 1, "complex content of a simple type");
	compile_text(PLAIN("<xs:element name='h' type='xs:int'/>"
	    "<xs:element name='e' type='xs:date' substitutionGroup='t:h'/>"
	    "<xs:element name='f' type='xs:byte' substitutionGroup='t:h'/>"
	    "<xs:element name='g' substitutionGroup='t:h'/>"));
	only("xsd:SubstitutionType", 1, "a type that is not the head's");
	is_int(element("g")->type, name_row(XS, "int")->type,
	    "without a type, the head's");
	compile_text(PLAIN("<xs:complexType name='c'><xs:attribute name='a'/>"
	    "<xs:attribute name='a'/></xs:complexType>"));
	only("xsd:AttributeTwice", 1, "an attribute twice");
}

/* --- XBRL --- */

#define ITEM(name, type, more)						\
	"<xs:element name='" name "' id='t_" name "' type='" type "'"	\
	" substitutionGroup='xbrli:item' " more "/>"
#define INSTANT "xbrli:periodType='instant'"

static void
test_items(void)
{
	const struct img_element *e;

	compile_text(TAXONOMY(
	    ITEM("money", "xbrli:monetaryItemType", INSTANT
	    " xbrli:balance='debit' nillable='true' xmlns:o='urn:o'"
	    " o:hint='yes'")
	    ITEM("text", "xbrli:stringItemType", "xbrli:periodType='duration'"
	    " abstract='true'")
	    "<xs:complexType name='percent'><xs:simpleContent>"
	    "<xs:restriction base='xbrli:pureItemType'/></xs:simpleContent>"
	    "</xs:complexType>"
	    "<xs:complexType name='half'><xs:complexContent>"
	    "<xs:restriction base='xbrli:fractionItemType'><xs:sequence>"
	    "<xs:element ref='xbrli:numerator'/>"
	    "<xs:element ref='xbrli:denominator'/></xs:sequence>"
	    "</xs:restriction></xs:complexContent></xs:complexType>"
	    ITEM("ratio", "t:percent", INSTANT)
	    ITEM("part", "t:half", INSTANT)
	    "<xs:element name='sub' substitutionGroup='t:money'"
	    " type='xbrli:monetaryItemType' " INSTANT "/>"));
	clean("items");
	e = element("money");
	is_int(e->kind, EL_ITEM, "an item");
	is_int(e->period, PERIOD_TYPE_INSTANT, "instant");
	is_int(e->balance, BALANCE_DEBIT, "debit");
	is_int(e->flags, EL_NILLABLE, "nillable");
	is_int(e->n_attributes, 1, "one foreign attribute");
	is_str(local_of(d->attributes.v[e->attributes].name), "hint",
	    "by its name");
	is_int(dts_anchor_find(d, e->document, SLICE("t_money")),
	    NODE(NODE_ELEMENT, name_row(T, "money")->element),
	    "its id is an anchor");
	is_int(element("text")->flags, EL_ABSTRACT, "abstract");
	is_int(element("sub")->kind, EL_ITEM, "an item of an item");
	is_int(type(NS_XBRLI, "monetaryItemType")->item_type, ITEM_MONETARY,
	    "monetary");
	is_int(type(NS_XBRLI, "sharesItemType")->item_type, ITEM_SHARES,
	    "shares");
	is_int(type(NS_XBRLI, "integerItemType")->item_type, ITEM_NUMERIC,
	    "numeric");
	is_int(type(NS_XBRLI, "dateTimeItemType")->item_type,
	    ITEM_NONNUMERIC, "not numeric");
	is_int(type(T, "percent")->item_type, ITEM_PURE, "pure, derived");
	is_int(type(T, "half")->item_type, ITEM_FRACTION, "a fraction");
	is_int(type(NS_XBRLI, "contextEntityType")->item_type, ITEM_NOT,
	    "no item type");
	is_slice(dts_text(d, name_row(T, "money")->prefix), "t",
	    "a prefix to show");
}

static void
test_item_errors(void)
{
	compile_text(TAXONOMY(ITEM("a", "xbrli:stringItemType", "")));
	only("xbrl.5.1.1.1:PeriodTypeMissing", 1, "5.1.1.1: no period type");
	compile_text(TAXONOMY(ITEM("a", "xbrli:stringItemType",
	    "xbrli:periodType='forever'")));
	only("xsd:AttributeValue", 1, "5.1.1.1: no such period type");
	compile_text(TAXONOMY(ITEM("a", "xbrli:stringItemType",
	    INSTANT " xbrli:balance='debit'")));
	only("xbrl.5.1.1.2:BalanceNotMonetary", 1, "5.1.1.2: a text in debit");
	compile_text(TAXONOMY(ITEM("a", "xs:decimal", INSTANT)));
	only("xbrl.5.1.1.3:ItemType", 1, "5.1.1.3: no item type");
	compile_text(TAXONOMY("<xs:complexType name='x'><xs:simpleContent>"
	    "<xs:extension base='xbrli:stringItemType'><xs:attribute"
	    " name='more'/></xs:extension></xs:simpleContent>"
	    "</xs:complexType>" ITEM("a", "t:x", INSTANT)));
	only("xsd:DerivationFinal", 1, "5.1.1.3: an item type is extended");
	compile_text("<xs:schema xmlns:xs='" XS "' targetNamespace=''/>");
	only("xbrl.5.1:EmptyTargetNamespace", 1, "5.1: an empty namespace");
}

#define TUPLE(attrs, content)						\
	"<xs:element name='tu' substitutionGroup='xbrli:tuple' " attrs	\
	"><xs:complexType>" content "</xs:complexType></xs:element>"

static void
test_tuples(void)
{
	static const char plain[] = TAXONOMY(
	    ITEM("a", "xbrli:stringItemType", INSTANT)
	    "<xs:element name='stranger' type='xs:string'/>" "%s");
	static const struct {
		const char *tuple, *code;
	} cases[] = {
		{ TUPLE("", "<xs:sequence><xs:element ref='t:a'/>"
		    "</xs:sequence><xs:attribute name='id' type='xs:ID'/>"),
		    NULL },
		{ TUPLE(INSTANT, "<xs:sequence/>"),
		    "xbrl.4.9:TuplePeriodType" },
		{ TUPLE("xbrli:balance='debit'", "<xs:sequence/>"),
		    "xbrl.4.9:TupleBalance" },
		{ "<xs:element name='tu' substitutionGroup='xbrli:tuple'>"
		    "<xs:complexType mixed='true'/></xs:element>",
		    "xbrl.4.9:TupleMixed" },
		{ TUPLE("", "<xs:simpleContent><xs:extension base='xs:int'/>"
		    "</xs:simpleContent>"), "xbrl.4.9:TupleSimpleContent" },
		{ TUPLE("", "<xs:sequence><xs:element name='own'"
		    " type='xbrli:stringItemType'/></xs:sequence>"),
		    "xbrl.4.9:TupleChildLocal" },
		{ TUPLE("", "<xs:sequence><xs:choice><xs:element"
		    " ref='t:stranger'/></xs:choice></xs:sequence>"),
		    "xbrl.4.9:TupleChildConcept" },
		{ TUPLE("", "<xs:sequence/><xs:attribute"
		    " ref='xbrli:periodType'/>"),
		    "xbrl.4.9:TupleTypeAttribute" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		compile_text(arena_printf(arena, plain, cases[i].tuple));
		only(cases[i].code, cases[i].code != NULL,
		    cases[i].code == NULL ? "a good tuple" : cases[i].code);
	}
	is_int(element("tu")->kind, EL_TUPLE, "a tuple");
}

#define CUBE(name, head, more)						\
	"<xs:element name='" name "' type='xbrli:stringItemType'"	\
	" substitutionGroup='" head "' " INSTANT " " more "/>"

static void
test_dimensions(void)
{
	compile_text(TAXONOMY(
	    CUBE("c", "xbrldt:hypercubeItem", "abstract='true'")
	    CUBE("cc", "t:c", "abstract='true'")
	    CUBE("dim", "xbrldt:dimensionItem",
	    "abstract='true' xbrldt:typedDomainRef='a.xsd#t_dom'")
	    "<xs:element name='dom' id='t_dom' type='xs:int'/>"));
	clean("dimensions");
	is_int(element("cc")->kind, EL_HYPERCUBE, "a cube of a cube");
	is_int(element("dim")->kind, EL_DIMENSION, "a dimension");
	is_int(element("dim")->flags & EL_TYPED, EL_TYPED, "typed");
	is_int(element("dim")->typed_domain, name_row(T, "dom")->element,
	    "by that element");
	compile_text(TAXONOMY(CUBE("c", "xbrldt:hypercubeItem", "")
	    CUBE("e", "xbrldt:dimensionItem", "")));
	is_int(count("xbrldte:HypercubeElementIsNotAbstractError"), 1,
	    "2.2.1: a cube is abstract");
	is_int(count("xbrldte:DimensionElementIsNotAbstractError"), 1,
	    "2.5.1: a dimension is abstract");
	compile_text(TAXONOMY("<xs:element name='x' xbrldt:typedDomainRef="
	    "'#x' id='x'/>"));
	only("xbrldte:TypedDomainRefError", 1, "2.5.2.1.1: on a dimension");
	compile_text(TAXONOMY(CUBE("e", "xbrldt:dimensionItem",
	    "abstract='true' xbrldt:typedDomainRef='a.xsd'")));
	only("xbrldte:TypedDimensionURIError", 1, "2.5.2.1.1: a fragment");
	compile_text(TAXONOMY(CUBE("e", "xbrldt:dimensionItem",
	    "abstract='true' xbrldt:typedDomainRef='#c'")
	    "<xs:complexType name='c' id='c'/>"));
	only("xbrldte:TypedDimensionError", 1, "2.5.2.1.1: of an element");
	put("b.xsd", PLAIN("<xs:element name='x' id='x'/>"));
	compile_text(TAXONOMY(CUBE("e", "xbrldt:dimensionItem",
	    "abstract='true' xbrldt:typedDomainRef='b.xsd#x'")));
	only("xbrldte:OutOfDTSSchemaError", 1, "2.5.2.1.1: in the DTS");
}

#define LINK_IMPORT							\
	"<xs:import namespace='" NS_LINK "' schemaLocation="		\
	"'http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd'/>"
#define ROLE(uri, id, body) \
	"<link:roleType roleURI='" uri "' id='" id "'>" body "</link:roleType>"
#define DEFINED	"<link:definition>D</link:definition>"
#define ON(name) "<link:usedOn>" name "</link:usedOn>"

static void
test_roles(void)
{
	compile_text(PLAIN(APPINFO(
	    ROLE("urn:r", "r", DEFINED ON("link:label") ON("link:reference"))
	    "<link:arcroleType arcroleURI='urn:a' id='a'"
	    " cyclesAllowed='undirected'>" ON("link:definitionArc")
	    "</link:arcroleType>") LINK_IMPORT));
	clean("roles");
	is_int((long long)d->roles.n, 1, "a role");
	is_slice(dts_text(d, d->roles.v[0].definition), "D", "its definition");
	is_int(d->roles.v[0].n_used_on, 2, "used on two");
	is_str(local_of(d->used_on.v[d->roles.v[0].used_on + 1]),
	    "reference", "in their order");
	is_int(dts_anchor_find(d, 0, SLICE("r")), NODE(NODE_ROLE, 0),
	    "its id is an anchor");
	is_int(dts_anchor_find(d, 0, SLICE("a")), NODE(NODE_ARCROLE, 0),
	    "so is an arcrole's");
	/* the standard schemas come after it */
	is_int(d->arcroles.v[0].cycles, CYCLES_UNDIRECTED, "cycles");

	compile_text(PLAIN(APPINFO(ROLE("urn:r", "r", ON("link:label")
	    "<link:usedOn xmlns:k='" NS_LINK "'>k:label</link:usedOn>"))));
	only("xbrl.5.1.3.4:UsedOnTwice", 1, "5.1.3.4: usedOn by its name");
	compile_text(PLAIN(APPINFO(ROLE("urn:r", "r", ON("link:label"))
	    ROLE("urn:r", "s", ON("link:label")))));
	only("xbrl.5.1.3:RoleTypeTwice", 1, "5.1.3: once in a schema");
	put("b.xsd", "<xs:schema xmlns:xs='" XS "' xmlns:link='" NS_LINK "'"
	    " targetNamespace='urn:b'>" APPINFO(ROLE("urn:r", "r",
	    ON("link:reference") ON("link:label"))) "</xs:schema>");
	compile_text(PLAIN(APPINFO(ROLE("urn:r", "q", ON("link:label")
	    ON("link:reference"))) "<xs:import namespace='urn:b'"
	    " schemaLocation='b.xsd'/>"));
	clean("5.1.3: twice in a DTS where equal");
	compile_text(PLAIN(APPINFO(ROLE("urn:r", "q", ON("link:label")))
	    "<xs:import namespace='urn:b' schemaLocation='b.xsd'/>"));
	only("xbrl.5.1.3:RoleTypeDiffers", 1, "5.1.3: not where different");
	compile_text(PLAIN(APPINFO("<link:roleType id='9'/>"
	    "<link:arcroleType arcroleURI='#a#b' cyclesAllowed='all'>"
	    ON("no:body") DEFINED "</link:arcroleType>")));
	is_int(count("xsd:AttributeMissing"), 1, "no roleURI");
	is_int(count("xsd:ElementMissing"), 1, "no usedOn");
	is_int(count("xsd:ElementNotAllowed"), 1, "a definition after usedOn");
	is_int(count("xsd:AttributeValue"), 4,
	    "no name, no URI, no kind of cycle, no prefix");
}

static void
test_linkbase_refs(void)
{
	put("l.xml", "<link:linkbase xmlns:link='" NS_LINK "'/>");
	compile_text(PLAIN(APPINFO("<link:linkbaseRef xlink:type='simple'"
	    " xlink:href='l.xml' xlink:arcrole="
	    "'http://www.w3.org/1999/xlink/properties/linkbase'/>")));
	clean("a linkbaseRef");
	is_int((long long)d->documents.n, 2, "is discovered");
	is_int(d->documents.v[1].kind, DOC_LINKBASE, "as a linkbase");
	compile_text(PLAIN(APPINFO("<link:linkbaseRef xlink:type='locator'"
	    " xlink:arcrole='urn:x'/>")));
	is_int(count("xbrl.4.3.1:LinkbaseRefType"), 1, "4.3.1");
	is_int(count("xbrl.4.3.2:LinkbaseRefHref"), 1, "4.3.2");
	is_int(count("xbrl.4.3.3:LinkbaseRefArcrole"), 1, "4.3.3");
	mkdir(path_of("sub"), 0700);
	put("sub/l.xml", "<link:linkbase xmlns:link='" NS_LINK "'/>");
	compile_text(PLAIN("<xs:annotation xml:base='sub/'><xs:appinfo>"
	    "<link:linkbaseRef xlink:type='simple' xlink:href='l.xml'"
	    " xlink:arcrole="
	    "'http://www.w3.org/1999/xlink/properties/linkbase'/>"
	    "</xs:appinfo></xs:annotation>"));
	ok(slice_ends(dts_uri(d, 1), SLICE("/sub/l.xml")), "by xml:base");
}

static void
test_standard(void)
{
	compile_text(TAXONOMY(""));
	clean("the schemas of XBRL 2.1 and Dimensions 1.0");
	is_int(d->elements.v[name_row(NS_LINK, "label")->element].kind,
	    EL_RESOURCE, "link:label is a resource");
	is_int(d->elements.v[name_row(NS_LINK, "labelArc")->element].kind,
	    EL_ARC, "link:labelArc is an arc");
	is_int(d->elements.v[name_row(NS_LINK, "labelLink")->element].kind,
	    EL_EXTENDED, "link:labelLink is an extended link");
	is_int(d->elements.v[name_row(NS_XBRLI, "item")->element].kind,
	    EL_OTHER, "xbrli:item itself is no concept");
	is_int(d->elements.v[name_row(NS_XBRLDT, "hypercubeItem")->element]
	    .kind, EL_OTHER, "nor is xbrldt:hypercubeItem");
	is_uses(type(NS_XBRLI, "decimalItemType"),
	    "id contextRef! unitRef! precision decimals",
	    "the attributes of a number");
}

int
main(void)
{
	if (mkdtemp(folder) == NULL)
		return skip_all("no temporary folder");
	arena = arena_new();
	resolver = resolver_new();
	test_builtin();
	test_simple_types();
	test_facet_errors();
	test_pattern_syntax();
	test_content();
	test_attributes();
	test_chameleon();
	test_inclusions();
	test_redefine();
	test_duplicates();
	test_circles();
	test_depth();
	test_grammar();
	test_derivation_errors();
	test_items();
	test_item_errors();
	test_tuples();
	test_dimensions();
	test_roles();
	test_linkbase_refs();
	test_standard();
	dts_free(d);
	resolver_free(resolver);
	unlink(path_of("a.xsd"));
	unlink(path_of("b.xsd"));
	unlink(path_of("c.xsd"));
	unlink(path_of("c2.xsd"));
	unlink(path_of("l.xml"));
	unlink(path_of("sub/l.xml"));
	rmdir(path_of("sub"));
	rmdir(folder);
	arena_free(arena);
	return done();
}
