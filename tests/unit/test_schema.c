/*
 * test_schema.c: XML Schema 1.0: small schemas, and the rows and findings that
 * part 1 asks for.
 */
#include "tests/schema_case.h"

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

/* --- the cases --- */

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
	    "<xs:attribute name='x' use='required' fixed='7'/></xs:restriction>"
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
	is_uses(type(T, "less"), "x!=7", "and keeps what it does not forbid");
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

/* Each group holds the one before twice: content that nobody can count. */
static void
test_doubling(void)
{
	struct buf b = BUF_ANY;
	int i;

	buf_puts(&b, HEAD("") "<xs:element name='e'/><xs:group name='g0'>"
	    "<xs:sequence><xs:element ref='t:e'/></xs:sequence></xs:group>");
	for (i = 1; i < 40; i++)
		buf_printf(&b, "<xs:group name='g%d'><xs:sequence>"
		    "<xs:group ref='t:g%d'/><xs:group ref='t:g%d'/>"
		    "</xs:sequence></xs:group>", i, i - 1, i - 1);
	buf_puts(&b, "<xs:complexType name='c'><xs:group ref='t:g39'/>"
	    "</xs:complexType><xs:complexType name='r'><xs:complexContent>"
	    "<xs:restriction base='t:c'><xs:group ref='t:g38'/>"
	    "</xs:restriction></xs:complexContent></xs:complexType>"
	    "</xs:schema>");
	compile_text(b.s);
	buf_free(&b);
	only("rek:ContentNotJudged", 3, "2^39 particles are not judged: two "
	    "types by themselves, and one against the other");
}

int
main(void)
{
	if (!case_begin())
		return skip_all("no temporary folder");
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
	test_doubling();
	case_end();
	return done();
}
