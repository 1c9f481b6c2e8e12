/*
 * test_statement.c: statements of a filing made by hand, over one small
 * taxonomy; and values as people read them.  What is expected follows from
 * report/statement.h, base/format.h and XBRL 2.1, 4.7.2 (instants and
 * durations) and 5.2.4 (presentation).
 */
#include "tests/folder.h"

#include "base/uri.h"
#include "base/format.h"
#include "report/page.h"
#include "report/statement.h"

/* --- the taxonomy --- */

#define ITEM(name, type, period, abstract)				\
	"<xs:element name='" name "' id='" name "' type='xbrli:" type	\
	"ItemType' substitutionGroup='xbrli:item' nillable='true'"	\
	" abstract='" abstract "' xbrli:periodType='" period "'/>"
#define AXIS(name, more)						\
	"<xs:element name='" name "' id='" name "' type='xbrli:stringItemType'" \
	" substitutionGroup='xbrldt:dimensionItem' abstract='true'"	\
	" xbrli:periodType='instant' " more "/>"
#define CHOICE(name, type, attribute)					\
	"<xs:element name='" name "' id='" name "' type='" type "'"	\
	" substitutionGroup='xbrli:item' xbrli:periodType='duration' "	\
	attribute "domain='t:root' " attribute "linkrole='urn:flow'/>"
#define ROLE(uri, id, definition)					\
	"<link:roleType roleURI='" uri "' id='" id "'><link:definition>" \
	definition "</link:definition>"					\
	"<link:usedOn>link:presentationLink</link:usedOn>"		\
	"<link:usedOn>link:definitionLink</link:usedOn></link:roleType>"

/* Storeys d0 … d15, each above the next by two arcs: 2^15 ways down. */
#define TOWER(x)							\
	x("d0", "d1") x("d1", "d2") x("d2", "d3") x("d3", "d4")		\
	x("d4", "d5") x("d5", "d6") x("d6", "d7") x("d7", "d8")		\
	x("d8", "d9") x("d9", "d10") x("d10", "d11") x("d11", "d12")	\
	x("d12", "d13") x("d13", "d14") x("d14", "d15")
#define STOREY(from, to)	ITEM(to, "string", "duration", "false")
#define STAIRS(from, to)	ARC(from, to, "1", "") ARC(from, to, "2", "")
#define PLACE(from, to)		LOC(to)

static const char schema[] =
	"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"
	" xmlns:xbrli='http://www.xbrl.org/2003/instance'"
	" xmlns:link='http://www.xbrl.org/2003/linkbase'"
	" xmlns:xlink='http://www.w3.org/1999/xlink'"
	" xmlns:xbrldt='http://xbrl.org/2005/xbrldt' xmlns:t='urn:t'"
	" xmlns:enum='http://xbrl.org/2014/extensible-enumerations'"
	" xmlns:enum2='http://xbrl.org/2020/extensible-enumerations-2.0'"
	" targetNamespace='urn:t' elementFormDefault='qualified'>"
	"<xs:annotation><xs:appinfo>"
	"<link:linkbaseRef xlink:type='simple' xlink:href='t-link.xml'"
	" xlink:arcrole='http://www.w3.org/1999/xlink/properties/linkbase'/>"
	ROLE("urn:flow", "flow", "10 The flow")
	ROLE("urn:circle", "circle", "20 A circle")
	ROLE("urn:schedule", "schedule", "05 A schedule")
	ROLE("urn:empty", "empty", "30 Nothing reported")
	ROLE("urn:tower", "tower", "40 A tower")
	"</xs:appinfo></xs:annotation>"
	"<xs:import namespace='http://www.xbrl.org/2003/instance'"
	" schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"
	"<xs:import namespace='http://xbrl.org/2005/xbrldt'"
	" schemaLocation='http://www.xbrl.org/2005/xbrldt-2005.xsd'/>"
	"<xs:import namespace='http://xbrl.org/2014/extensible-enumerations'"
	" schemaLocation='http://www.xbrl.org/2014/extensible-enumerations.xsd'/>"
	"<xs:import"
	" namespace='http://xbrl.org/2020/extensible-enumerations-2.0'"
	" schemaLocation="
	"'https://www.xbrl.org/2020/extensible-enumerations-2.0.xsd'/>"
	ITEM("root", "string", "duration", "true")
	ITEM("d0", "string", "duration", "true")
	ITEM("cash", "monetary", "instant", "false")
	ITEM("income", "monetary", "duration", "false")
	ITEM("cost", "monetary", "duration", "false")
	ITEM("result", "monetary", "duration", "false")
	ITEM("unused", "monetary", "duration", "false")
	ITEM("lonely", "string", "duration", "false")
	ITEM("p", "string", "duration", "false")
	ITEM("q", "string", "duration", "false")
	ITEM("plant", "string", "duration", "false")
	TOWER(STOREY)
	ITEM("SeparateMember", "string", "duration", "true")
	ITEM("ConsolidatedMember", "string", "duration", "true")
	AXIS("FinancialStatementsTypeAxis", "")
	CHOICE("kind", "enum2:enumerationItemType", "enum2:")
	CHOICE("kinds", "enum2:enumerationSetItemType", "enum2:")
	CHOICE("kindOld", "enum:enumerationItemType", "enum:")
	AXIS("number", "xbrldt:typedDomainRef='#v'")
	"<xs:element name='v' id='v' type='xs:integer'/>"
	"</xs:schema>";

#define LOC(name)							\
	"<link:loc xlink:type='locator' xlink:href='t.xsd#" name "'"	\
	" xlink:label='" name "'/>"
#define ARC(from, to, order, more)					\
	"<link:presentationArc xlink:type='arc' xlink:from='" from "'"	\
	" xlink:to='" to "' order='" order "' xlink:arcrole="		\
	"'http://www.xbrl.org/2003/arcrole/parent-child' " more "/>"
#define MEMBER(from, to)						\
	"<link:definitionArc xlink:type='arc' xlink:from='" from "'"	\
	" xlink:to='" to "' xlink:arcrole="				\
	"'http://xbrl.org/int/dim/arcrole/domain-member'/>"
#define PREFERRED(role)							\
	"preferredLabel='http://www.xbrl.org/" role "Label'"
#define LINK(role)							\
	"<link:presentationLink xlink:type='extended' xlink:role='" role "'>"
#define ROLE_REF(uri, id)						\
	"<link:roleRef xlink:type='simple' roleURI='" uri "'"		\
	" xlink:href='t.xsd#" id "'/>"
#define LABEL(name, role, lang, text)					\
	"<link:label xlink:type='resource' xlink:label='l-" name role lang \
	"' xlink:role='http://www.xbrl.org/2003/role/" role "abel'"	\
	" xml:lang='" lang "'>" text "</link:label>"			\
	"<link:labelArc xlink:type='arc' xlink:from='" name "' xlink:to='l-" \
	name role lang "' xlink:arcrole="				\
	"'http://www.xbrl.org/2003/arcrole/concept-label'/>"

static const char linkbase[] =
	"<link:linkbase xmlns:link='http://www.xbrl.org/2003/linkbase'"
	" xmlns:xlink='http://www.w3.org/1999/xlink'>"
	ROLE_REF("urn:flow", "flow") ROLE_REF("urn:circle", "circle")
	ROLE_REF("urn:schedule", "schedule") ROLE_REF("urn:empty", "empty")
	ROLE_REF("urn:tower", "tower")
	LINK("urn:flow")
	LOC("root") LOC("cash") LOC("income") LOC("cost") LOC("result")
	LOC("unused") LOC("FinancialStatementsTypeAxis")
	LOC("SeparateMember") LOC("ConsolidatedMember")
	ARC("root", "FinancialStatementsTypeAxis", "1", "")
	ARC("FinancialStatementsTypeAxis", "SeparateMember", "1", "")
	ARC("FinancialStatementsTypeAxis", "ConsolidatedMember", "2", "")
	ARC("root", "cash", "2", PREFERRED("2003/role/periodStart"))
	ARC("root", "unused", "3", "")
	ARC("root", "cost", "5", PREFERRED("2009/role/negated"))
	ARC("root", "income", "4", "")
	ARC("root", "result", "6", PREFERRED("2003/role/total"))
	ARC("root", "cash", "7", PREFERRED("2003/role/periodEnd"))
	"</link:presentationLink>"
	LINK("urn:circle") LOC("root") LOC("p") LOC("q")
	ARC("root", "p", "1", "") ARC("p", "q", "1", "") ARC("q", "p", "1", "")
	"</link:presentationLink>"
	LINK("urn:schedule") LOC("root") LOC("number") LOC("plant")
	ARC("root", "number", "1", "") ARC("root", "plant", "2", "")
	"</link:presentationLink>"
	LINK("urn:empty") LOC("root") LOC("unused")
	ARC("root", "unused", "1", "")
	"</link:presentationLink>"
	LINK("urn:tower") LOC("d0") TOWER(PLACE) TOWER(STAIRS)
	"</link:presentationLink>"
	"<link:definitionLink xlink:type='extended' xlink:role='urn:flow'>"
	LOC("root") LOC("p") LOC("SeparateMember") LOC("ConsolidatedMember")
	MEMBER("root", "p") MEMBER("root", "SeparateMember")
	MEMBER("root", "ConsolidatedMember")
	"</link:definitionLink>"
	"<link:labelLink xlink:type='extended'"
	" xlink:role='http://www.xbrl.org/2003/role/link'>"
	LOC("income") LOC("cash") LOC("result") LOC("SeparateMember")
	LABEL("income", "l", "nl", "Baten [abstract]")
	LABEL("income", "l", "en", "Income")
	LABEL("cash", "l", "en", "Cash")
	LABEL("cash", "periodStartL", "en", "Cash at the start")
	LABEL("result", "l", "nl", "Resultaat")
	LABEL("result", "totalL", "nl", "Totaal resultaat")
	LABEL("SeparateMember", "l", "nl", "Enkelvoudig")
	LABEL("SeparateMember", "l", "en", "Separate")
	"</link:labelLink></link:linkbase>";

static struct taxonomy *
read_taxonomy(void)
{
	struct resolver *r = resolver_new();
	struct taxonomy_options none = { .cache = NULL };
	struct taxonomy *t = NULL;
	struct slice entry;
	const char *why = "?";

	(void)folder_put("t-link.xml", slice_of(linkbase));
	entry = uri_of_path(arena, folder_put("t.xsd",
	    slice_of(schema)));
	if (taxonomy_get(&t, &entry, 1, r, &none, arena, &why) != 0)
		printf("# %s\n", why);
	resolver_free(r);
	return t;
}

/* --- the filing --- */

static uint32_t
add(struct filed *f, const char *local, const char *start, const char *end,
    uint32_t set, const char *value)
{
	struct filed_fact *x = VEC_ADD(&f->facts);

	x->ordinal = (int64_t)f->facts.n;
	x->ns = SLICE("urn:t");
	x->local = slice_of(local);
	x->concept = slice_of(arena_printf(arena, "t:%s", local));
	x->period = start == NULL ? FILED_INSTANT : FILED_DURATION;
	x->start = slice_of(start);
	x->end = slice_of(end);
	x->set = set;
	x->value = slice_of(value);
	if (strchr("cir", local[0]) != NULL) {
		x->unit = SLICE("iso4217:EUR");
		x->decimals = SLICE("0");
	}
	return (uint32_t)f->facts.n - 1;
}

static uint32_t
add_set(struct filed *f, const char *axis, const char *member,
    const char *typed)
{
	struct filed_set *s = VEC_ADD(&f->sets);
	struct filed_dimension *d = VEC_ADD(&f->dimensions);

	s->number = (int64_t)f->sets.n - 1;
	s->first = (uint32_t)f->dimensions.n - 1;
	s->n = 1;
	d->axis_ns = SLICE("urn:t");
	d->axis_local = slice_of(axis);
	d->member_ns = member == NULL ? SLICE_NONE : SLICE("urn:t");
	d->member_local = slice_of(member);
	d->typed = slice_of(typed);
	return (uint32_t)f->sets.n - 1;
}

#define Y22	"2022-01-01", "2022-12-31"
#define Y21	"2021-01-01", "2021-12-31"

enum { INCOME_22, INCOME_21, COST_22, RESULT_22, CASH_22, CASH_21, CASH_20,
	INCOME_SEPARATE, INCOME_CONSOLIDATED, P_22, LONELY };

static void
fill(struct filed *f)
{
	uint32_t sep = add_set(f, "FinancialStatementsTypeAxis",
	    "SeparateMember", NULL);
	uint32_t con = add_set(f, "FinancialStatementsTypeAxis",
	    "ConsolidatedMember", NULL);
	struct filed_finding *n;

	add(f, "income", Y22, 0, "1234567");
	add(f, "income", Y21, 0, "1000");
	add(f, "cost", Y22, 0, "500");
	add(f, "result", Y22, 0, "-1");
	add(f, "cash", NULL, "2022-12-31", 0, "7");
	add(f, "cash", NULL, "2021-12-31", 0, "5");
	add(f, "cash", NULL, "2020-12-31", 0, "3");
	add(f, "income", Y22, sep, "11");
	add(f, "income", Y22, con, "12");
	add(f, "p", Y22, 0, "x");
	add(f, "lonely", Y22, 0, "<p>A &amp; b</p>\x01");
	add(f, "plant", Y22, add_set(f, "number", NULL, "10"), "ten");
	add(f, "plant", Y22, add_set(f, "number", NULL, "9"), "nine");
	add(f, "plant", Y22, add_set(f, "number", NULL, "2"), "two");
	f->entity = SLICE("1");
	f->status = SLICE("accepted");
	f->year = 2022;
	f->version = 1;
	f->n_facts = 14;
	n = VEC_ADD(&f->findings);
	n->code = SLICE("a:b");
	n->severity = SLICE("warning");
	n->message[LANG_NL] = SLICE("Het totaal t:result is 1234567: niet "
	    "t:resultaat, niet 2022, niet 1250, niet urn:x/1250, maar -100, 1.234,56789. "
	    "Berekening: urn:flow; niet urn:flown.");
	n->message[LANG_EN] = SLICE("x");
	n->n_facts = n->n = 1;
	VEC_PUSH(&f->finding_facts, RESULT_22);
}

/* --- checks --- */

/* The fact at a place; NONE where none stands there, or several. */
static uint32_t
fact_at(const struct sheet *s, uint32_t row, uint32_t column)
{
	uint32_t fact = NONE;
	size_t i, n = 0;

	for (i = 0; i < s->figures.n; i++)
		if (s->figures.v[i].row == row &&
		    s->figures.v[i].column == column) {
			fact = s->figures.v[i].fact;
			n++;
		}
	return n == 1 ? fact : NONE;
}

static void
test_flow(const struct statements *st)
{
	const struct sheet *s = &st->sheets.v[1];
	struct buf b = BUF_ANY;

	is_slice(s->title.text, "10 The flow", "the definition is the title");
	is_int(s->layout, LAYOUT_COLUMNS, "few members are columns");
	if (!is_int((long long)s->columns.n, 4, "two years, two members: no "
	    "column for an opening balance") ||
	    !is_int((long long)s->rows.n, 6, "no row without a figure, no "
	    "row of the axis"))
		return;
	is_int(fact_at(s, 1, 0), CASH_21, "2022 begins with the end of 2021");
	is_int(fact_at(s, 1, 1), CASH_20, "2021 with the end of 2020");
	is_int(fact_at(s, 2, 0), INCOME_22, "arcs stand by their order");
	is_int(fact_at(s, 2, 1), INCOME_21, "last year beside this year");
	is_int(fact_at(s, 3, 0), COST_22, "then cost");
	is_int(fact_at(s, 5, 0), CASH_22, "the end row has the end of 2022");
	is_int(fact_at(s, 5, 1), CASH_21, "and of 2021");
	is_int(fact_at(s, 2, 2), INCOME_SEPARATE, "separate comes first");
	is_int(fact_at(s, 2, 3), INCOME_CONSOLIDATED, "then consolidated");
	is_slice(s->rows.v[2].label.text, "Baten", "the label without its tag");
	is_slice(s->rows.v[1].label.text, "Cash at the start",
	    "English where there is no Dutch");
	is_slice(s->rows.v[1].label.lang, "en", "and it says so");
	is_slice(s->rows.v[4].label.text, "Totaal resultaat", "total label");
	ok(s->rows.v[4].flags & ROW_TOTAL, "is a total");
	is_slice(s->rows.v[3].label.text, "cost", "a name for want of a label");
	statement_value(&b, st, COST_22, &s->rows.v[3]);
	is_slice(buf_get(&b), "\xe2\x88\x92" "500", "a negated label turns "
	    "the sign");
	is_slice(s->unit, "iso4217:EUR", "one unit");
	buf_free(&b);
}

static void
test_others(const struct statements *st)
{
	const struct sheet *s = &st->sheets.v[0];

	is_slice(s->title.text, "05 A schedule", "numbered titles are sorted");
	is_int(s->layout, LAYOUT_MEMBERS, "typed members are rows");
	is_int((long long)s->rows.n, 3, "one each");
	is_slice(st->filed->facts.v[fact_at(s, 0, 0)].value, "two",
	    "numbers by their size");
	is_slice(st->filed->facts.v[fact_at(s, 2, 0)].value, "ten", "to the "
	    "last");
	s = &st->sheets.v[2];
	is_slice(s->title.text, "20 A circle", "a circle");
	is_int((long long)s->figures.n, 1, "is gone round once");
	s = &st->sheets.v[3];
	is_int(s->layout, LAYOUT_LIST, "what no network presents");
	is_int(fact_at(s, 0, 0), LONELY, "is not lost");
}

static void
test_documents(const struct statements *st)
{
	struct buf b = BUF_ANY, page = BUF_ANY;
	const char *why = "";

	statement_message(&b, st, &st->filed->findings.v[0]);
	is_slice(buf_get(&b), "Het totaal “Totaal resultaat” is "
	    "1.234.567: niet t:resultaat, niet 2022, niet 1.250, niet "
	    "urn:x/1250, maar −100, 1.234,56789. Berekening: “10 The flow”; "
	    "niet urn:flown.",
	    "a sentence for people");
	buf_clear(&b);
	statement_csv(st, &b);
	ok(strstr(b.s, "10 The flow,1,total,t:result,Totaal resultaat,"
	    "2022-01-01,2022-12-31,,iso4217:EUR,-1,0,") != NULL, "CSV");
	buf_clear(&b);
	statement_xml(st, &b);
	ok(strstr(b.s, "value=\"1234567\" decimals=\"0\" "
	    "unit=\"iso4217:EUR\">1.234.567</figure>") != NULL, "XML");
	ok(strstr(b.s, "&lt;p&gt;A &amp;amp; b&lt;/p&gt;\xef\xbf\xbd</value>")
	    != NULL, "what XML cannot hold is replaced");
	ok(page_html(&page, buf_get(&b), arena, &why) == 0, "page: %s", why);
	ok(page.s != NULL && strstr(page.s, ">1.234.567</a>") != NULL &&
	    strstr(page.s, "<html") != NULL, "with the figures");
	buf_free(&b);
	buf_free(&page);
}

static void
test_statements(const struct taxonomy *t)
{
	struct statement_options o = { LANG_NL, false };
	struct filed *f = filed_new();
	struct statements *st;

	fill(f);
	st = statements_new(f, t, &o);
	if (is_int((long long)st->sheets.n, 4, "a sheet for each network with "
	    "facts, and the rest")) {
		test_flow(st);
		test_others(st);
		test_documents(st);
	}
	statements_free(st);
	o.consolidated = true;
	st = statements_new(f, t, &o);
	is_int(fact_at(&st->sheets.v[1], 2, 2), INCOME_CONSOLIDATED,
	    "consolidated first when asked for");
	statements_free(st);
	st = statements_new(f, NULL, &o);
	is_int((long long)st->sheets.n, 1, "without a taxonomy one sheet");
	is_int((long long)st->sheets.v[0].figures.n, 14, "has all facts");
	statements_free(st);
	filed_free(f);
}

/* Extensible Enumerations 2.0, 1: values "labeled in different languages". */
static void
test_choices(const struct taxonomy *t)
{
	static const struct {
		const char *concept, *value, *nl, *en;
	} cases[] = {
		{ "kind", "urn:t#SeparateMember", "Enkelvoudig", "Separate" },
		{ "kind", " urn:t#p\n", "p", "p" },
		{ "kind", "urn:t#x", "urn:t#x", "urn:t#x" },
		{ "kind", "", "", "" },
		{ "kinds", "urn:t#SeparateMember  urn:t#p", "Enkelvoudig; p",
		  "Separate; p" },
		{ "kinds", "", "", "" },
		{ "kindOld", "t:SeparateMember", "Enkelvoudig", "Separate" },
		{ "kindOld", "SeparateMember", "Enkelvoudig", "Separate" },
		{ "kindOld", "t:root", "t:root", "t:root" },
		{ "p", "urn:t#SeparateMember", "urn:t#SeparateMember",
		  "urn:t#SeparateMember" },
	};
	const size_t n = sizeof(cases) / sizeof(cases[0]);
	struct statement_options o = { LANG_NL, false };
	struct filed *f = filed_new();
	struct statements *st;
	struct buf b = BUF_ANY;
	uint32_t i, lang;

	for (i = 0; i < n; i++)
		add(f, cases[i].concept, Y22, 0, cases[i].value);
	f->facts.v[0].lang = SLICE("fr");
	for (lang = 0; lang < 2; lang++) {
		o.lang = lang == 0 ? LANG_NL : LANG_EN;
		st = statements_new(f, t, &o);
		for (i = 0; i < n; i++) {
			buf_clear(&b);
			statement_value(&b, st, i, NULL);
			is_slice(buf_get(&b), lang == 0 ? cases[i].nl :
			    cases[i].en, "choice");
		}
		buf_clear(&b);
		statement_xml(st, &b);
		ok(strstr(b.s, lang == 0 ? ">Enkelvoudig</figure>" :
		    ">Separate</figure>") != NULL, "a choice on the page");
		ok(strstr(b.s, "<figure fact=\"f1\">") != NULL, "is in its "
		    "language, not in that of the fact");
		ok(strstr(b.s, "<value>urn:t#SeparateMember</value>") != NULL,
		    "and as filed beside it");
		buf_clear(&b);
		statement_csv(st, &b);
		ok(strstr(b.s, ",urn:t#SeparateMember,") != NULL,
		    "a table of figures has it as filed");
		statements_free(st);
	}
	buf_free(&b);
	filed_free(f);
}

/* A small taxonomy that is a very large tree; very many periods. */
static void
test_tower(const struct taxonomy *t)
{
	static const char *const storeys[] = { "d1", "d2", "d3" };
	struct statement_options o = { LANG_EN, false };
	struct filed *f = filed_new();
	struct statements *st;
	size_t i, k;

	for (i = 0; i < 70; i++)
		for (k = 0; k < 3; k++)
			add(f, storeys[k], "1900-01-01", arena_printf(arena,
			    "%d-12-31", (int)(1900 + i)), 0, "x");
	add(f, "d15", Y22, 0, "x");
	add(f, "income", Y22, 0, "1");
	st = statements_new(f, t, &o);
	ok(st->cut, "a tower is not climbed to the top");
	if (is_int((long long)st->sheets.n, 2, "two statements, none left")) {
		is_int(st->sheets.v[1].layout, LAYOUT_LIST,
		    "too many periods for columns make a list");
		is_int((long long)st->sheets.v[1].columns.n, 1, "of one "
		    "column");
		ok(st->sheets.v[1].figures.n > (size_t)70 * 7 &&
		    st->sheets.v[1].figures.n < 30000, "of bounded length");
	}
	statements_free(st);
	filed_free(f);
}

static void
test_format(void)
{
	static const struct {
		const char *in, *nl, *en;
		bool negate;
	} cases[] = {
		{ "1234567.80", "1.234.567,80", "1,234,567.80", false },
		{ " -1000 ", "−1.000", "−1,000", false },
		{ "-1000", "1.000", "1,000", true },
		{ "-0.00", "0,00", "0.00", false },
		{ "0", "0", "0", true },
		{ "+007", "7", "7", false },
		{ ".5", "0,5", "0.5", false },
		{ "999", "999", "999", false },
		{ "12345678901234567890123456789012345678901",
		  "12.345.678.901.234.567.890.123.456.789.012.345.678.901",
		  "12,345,678,901,234,567,890,123,456,789,012,345,678,901",
		  false },
		{ "1e3", "1e3", "1e3", false },
		{ "", "", "", false },
	};
	struct buf b = BUF_ANY;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&b);
		format_number(&b, slice_of(cases[i].in), LANG_NL,
		    cases[i].negate);
		is_slice(buf_get(&b), cases[i].nl, cases[i].in);
		buf_clear(&b);
		format_number(&b, slice_of(cases[i].in), LANG_EN,
		    cases[i].negate);
		is_slice(buf_get(&b), cases[i].en, cases[i].in);
	}
#define IS(call, want)							\
	buf_clear(&b);							\
	call;								\
	is_slice(buf_get(&b), want, want)
	IS(format_date(&b, SLICE("2022-02-01"), LANG_NL), "1 februari 2022");
	IS(format_date(&b, SLICE("2022-13-01"), LANG_NL), "2022-13-01");
	IS(format_duration(&b, SLICE("2022-01-01"), SLICE("2022-12-31"),
	    LANG_EN), "2022");
	IS(format_duration(&b, SLICE("2021-08-01"), SLICE("2022-07-31"),
	    LANG_EN), "1 August 2021 to 31 July 2022");
	IS(format_unit(&b, SLICE("iso4217:USD/xbrli:shares"), LANG_EN),
	    "USD/shares");
	IS(format_text(&b, SLICE(" <p>one\n <b>two</b></p> three"), 10),
	    "one two th…");
	IS(format_text(&b, SLICE("a < b"), 10), "a < b");
	buf_free(&b);
}

int
main(void)
{
	struct taxonomy *t;

	if (!folder_begin())
		return skip_all("no folder for files");
	test_format();
	t = read_taxonomy();
	if (ok(t != NULL, "the taxonomy")) {
		test_statements(t);
		test_choices(t);
		test_tower(t);
	}
	taxonomy_close(t);
	folder_end();
	return done();
}
