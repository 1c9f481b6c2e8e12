/*
 * xbrl_xml_rules.c: what the instance schema says of the elements that are
 * not facts (XBRL 2.1, 4.1 to 4.5, 4.7, 4.8, 4.11 and appendix A; Dimensions
 * 1.0, 3.1.4): which stand where and in what order, which attributes they
 * have, where text may stand.
 *
 * An element's content is a small state machine: a child takes its parent from
 * one of the states low … high to `next`; the content is whole in a state of
 * at least `whole`.  The tables are in groups by element; where each group
 * begins is noted once a reader.
 */
#include "ingest/xbrl_xml.h"

#include <assert.h>
#include <stddef.h>

#include "base/decimal.h"
#include "base/xml.h"

static const struct known {
	const char *ns, *local;
	enum at     at;
} known[] = {
	{ NS_XBRLI, "xbrl", AT_XBRL },
	{ NS_XBRLI, "context", AT_CONTEXT },
	{ NS_XBRLI, "entity", AT_ENTITY },
	{ NS_XBRLI, "identifier", AT_IDENTIFIER },
	{ NS_XBRLI, "segment", AT_SEGMENT },
	{ NS_XBRLI, "period", AT_PERIOD },
	{ NS_XBRLI, "startDate", AT_START_DATE },
	{ NS_XBRLI, "endDate", AT_END_DATE },
	{ NS_XBRLI, "instant", AT_INSTANT },
	{ NS_XBRLI, "forever", AT_FOREVER },
	{ NS_XBRLI, "scenario", AT_SCENARIO },
	{ NS_XBRLI, "unit", AT_UNIT },
	{ NS_XBRLI, "measure", AT_MEASURE },
	{ NS_XBRLI, "divide", AT_DIVIDE },
	{ NS_XBRLI, "unitNumerator", AT_UNIT_NUMERATOR },
	{ NS_XBRLI, "unitDenominator", AT_UNIT_DENOMINATOR },
	{ NS_XBRLI, "numerator", AT_NUMERATOR },
	{ NS_XBRLI, "denominator", AT_DENOMINATOR },
	{ NS_LINK, "schemaRef", AT_SCHEMA_REF },
	{ NS_LINK, "linkbaseRef", AT_LINKBASE_REF },
	{ NS_LINK, "roleRef", AT_ROLE_REF },
	{ NS_LINK, "arcroleRef", AT_ARCROLE_REF },
	{ NS_LINK, "footnoteLink", AT_FOOTNOTE_LINK },
	{ NS_LINK, "loc", AT_LOC },
	{ NS_LINK, "footnote", AT_FOOTNOTE },
	{ NS_LINK, "footnoteArc", AT_ARC },
	{ NS_LINK, "documentation", AT_DOCUMENTATION },
	{ NS_XBRLDI, "explicitMember", AT_EXPLICIT },
	{ NS_XBRLDI, "typedMember", AT_TYPED },
};

static const struct step {
	enum at parent, child;
	uint8_t low, high, next;
} steps[] = {
	/* 4.1: the references in this order, then all else in any. */
	{ AT_XBRL, AT_SCHEMA_REF, 0, 0, 0 },
	{ AT_XBRL, AT_LINKBASE_REF, 0, 1, 1 },
	{ AT_XBRL, AT_ROLE_REF, 0, 2, 2 },
	{ AT_XBRL, AT_ARCROLE_REF, 0, 3, 3 },
	{ AT_XBRL, AT_CONTEXT, 0, 4, 4 },
	{ AT_XBRL, AT_UNIT, 0, 4, 4 },
	{ AT_XBRL, AT_ITEM, 0, 4, 4 },
	{ AT_XBRL, AT_FOOTNOTE_LINK, 0, 4, 4 },
	{ AT_CONTEXT, AT_ENTITY, 0, 0, 1 },
	{ AT_CONTEXT, AT_PERIOD, 1, 1, 2 },
	{ AT_CONTEXT, AT_SCENARIO, 2, 2, 3 },
	{ AT_ENTITY, AT_IDENTIFIER, 0, 0, 1 },
	{ AT_ENTITY, AT_SEGMENT, 1, 1, 2 },
	{ AT_PERIOD, AT_START_DATE, 0, 0, 1 },
	{ AT_PERIOD, AT_END_DATE, 1, 1, 2 },
	{ AT_PERIOD, AT_INSTANT, 0, 0, 2 },
	{ AT_PERIOD, AT_FOREVER, 0, 0, 2 },
	{ AT_SEGMENT, AT_CONTENT, 0, 1, 1 },
	{ AT_SEGMENT, AT_EXPLICIT, 0, 1, 1 },
	{ AT_SEGMENT, AT_TYPED, 0, 1, 1 },
	{ AT_SCENARIO, AT_CONTENT, 0, 1, 1 },
	{ AT_SCENARIO, AT_EXPLICIT, 0, 1, 1 },
	{ AT_SCENARIO, AT_TYPED, 0, 1, 1 },
	{ AT_TYPED, AT_CONTENT, 0, 0, 1 },
	{ AT_UNIT, AT_MEASURE, 0, 1, 1 },
	{ AT_UNIT, AT_DIVIDE, 0, 0, 2 },
	{ AT_DIVIDE, AT_UNIT_NUMERATOR, 0, 0, 1 },
	{ AT_DIVIDE, AT_UNIT_DENOMINATOR, 1, 1, 2 },
	{ AT_UNIT_NUMERATOR, AT_MEASURE, 0, 1, 1 },
	{ AT_UNIT_DENOMINATOR, AT_MEASURE, 0, 1, 1 },
	{ AT_ITEM, AT_NUMERATOR, 0, 0, 1 },
	{ AT_ITEM, AT_DENOMINATOR, 1, 1, 2 },
	{ AT_FOOTNOTE_LINK, AT_LOC, 0, 0, 0 },
	{ AT_FOOTNOTE_LINK, AT_FOOTNOTE, 0, 0, 0 },
	{ AT_FOOTNOTE_LINK, AT_ARC, 0, 0, 0 },
	{ AT_FOOTNOTE_LINK, AT_DOCUMENTATION, 0, 0, 0 },
};

/* What holds for the content of an element, by enum at. */
static const struct content_rule {
	bool              elements;	/* no text between the tags */
	uint8_t           whole;	/* the state in which it may end */
	enum finding_code code;
} contents[ATS] = {
	[AT_XBRL] = { true, 0, F_xbrl_4_1_XbrlContent },
	[AT_SCHEMA_REF] = { true, 0, F_xbrl_4_1_XbrlContent },
	[AT_LINKBASE_REF] = { true, 0, F_xbrl_4_1_XbrlContent },
	[AT_ROLE_REF] = { true, 0, F_xbrl_4_1_XbrlContent },
	[AT_ARCROLE_REF] = { true, 0, F_xbrl_4_1_XbrlContent },
	[AT_CONTEXT] = { true, 2, F_xbrl_4_7_ContextContent },
	[AT_ENTITY] = { true, 1, F_xbrl_4_7_3_EntityContent },
	[AT_IDENTIFIER] = { false, 0, F_xbrl_4_7_3_EntityContent },
	[AT_SEGMENT] = { true, 1, F_xbrl_4_7_3_2_SegmentStructure },
	[AT_SCENARIO] = { true, 1, F_xbrl_4_7_4_ScenarioStructure },
	[AT_PERIOD] = { true, 2, F_xbrl_4_7_2_PeriodContent },
	[AT_START_DATE] = { false, 0, F_xbrl_4_7_2_PeriodContent },
	[AT_END_DATE] = { false, 0, F_xbrl_4_7_2_PeriodContent },
	[AT_INSTANT] = { false, 0, F_xbrl_4_7_2_PeriodContent },
	[AT_FOREVER] = { true, 0, F_xbrl_4_7_2_PeriodContent },
	[AT_EXPLICIT] = { false, 0, F_xbrldi_MemberContent },
	[AT_TYPED] = { true, 1, F_xbrldi_MemberContent },
	[AT_UNIT] = { true, 1, F_xbrl_4_8_UnitContent },
	[AT_MEASURE] = { false, 0, F_xbrl_4_8_UnitContent },
	[AT_DIVIDE] = { true, 2, F_xbrl_4_8_3_DivideContent },
	[AT_UNIT_NUMERATOR] = { true, 1, F_xbrl_4_8_3_DivideContent },
	[AT_UNIT_DENOMINATOR] = { true, 1, F_xbrl_4_8_3_DivideContent },
	[AT_ITEM] = { false, 0, F_xbrl_5_1_1_3_FractionContent },
	[AT_NUMERATOR] = { false, 0, F_xbrl_5_1_1_3_FractionContent },
	[AT_DENOMINATOR] = { false, 0, F_xbrl_5_1_1_3_FractionContent },
	[AT_TUPLE] = { true, 0, F_xbrl_4_9_TupleText },
	[AT_FOOTNOTE_LINK] = { true, 0, F_xbrl_4_11_FootnoteLinkContent },
	[AT_LOC] = { true, 0, F_xbrl_4_11_FootnoteLinkContent },
	[AT_ARC] = { true, 0, F_xbrl_4_11_FootnoteLinkContent },
};

enum attribute_ns { PLAIN, XLINK };
#define WORD(field)	offsetof(struct words, field)
static const struct attribute_rule {
	enum at           at;
	enum attribute_ns ns;
	size_t            word;
	bool              required;
} attributes[] = {
	{ AT_XBRL, PLAIN, WORD(id), false },
	{ AT_CONTEXT, PLAIN, WORD(id), true },
	{ AT_UNIT, PLAIN, WORD(id), true },
	{ AT_IDENTIFIER, PLAIN, WORD(scheme), true },
	{ AT_EXPLICIT, PLAIN, WORD(dimension), true },
	{ AT_TYPED, PLAIN, WORD(dimension), true },
	{ AT_SCHEMA_REF, XLINK, WORD(type), true },
	{ AT_SCHEMA_REF, XLINK, WORD(href), true },
	{ AT_LINKBASE_REF, XLINK, WORD(type), true },
	{ AT_LINKBASE_REF, XLINK, WORD(href), true },
	{ AT_LINKBASE_REF, XLINK, WORD(arcrole), true },
	{ AT_ROLE_REF, XLINK, WORD(type), true },
	{ AT_ROLE_REF, XLINK, WORD(href), true },
	{ AT_ROLE_REF, PLAIN, WORD(role_uri), true },
	{ AT_ARCROLE_REF, XLINK, WORD(type), true },
	{ AT_ARCROLE_REF, XLINK, WORD(href), true },
	{ AT_ARCROLE_REF, PLAIN, WORD(arcrole_uri), true },
	{ AT_FOOTNOTE_LINK, XLINK, WORD(type), true },
	{ AT_FOOTNOTE_LINK, XLINK, WORD(role), true },
	{ AT_FOOTNOTE_LINK, PLAIN, WORD(id), false },
	{ AT_LOC, XLINK, WORD(type), true },
	{ AT_LOC, XLINK, WORD(href), true },
	{ AT_LOC, XLINK, WORD(label), true },
	{ AT_FOOTNOTE, XLINK, WORD(type), true },
	{ AT_FOOTNOTE, XLINK, WORD(label), true },
	{ AT_FOOTNOTE, PLAIN, WORD(id), false },
	{ AT_ARC, XLINK, WORD(type), true },
	{ AT_ARC, XLINK, WORD(from), true },
	{ AT_ARC, XLINK, WORD(to), true },
	{ AT_ARC, XLINK, WORD(arcrole), true },
	{ AT_ARC, PLAIN, WORD(order), false },
	{ AT_ARC, PLAIN, WORD(use), false },
	{ AT_ARC, PLAIN, WORD(priority), false },
};
#define STEPS		(sizeof(steps) / sizeof(*steps))
#define ATTRIBUTES	(sizeof(attributes) / sizeof(*attributes))

/* Which of them have a required one; most elements have none at all. */
static const bool has_required[ATS] = {
	[AT_CONTEXT] = true, [AT_UNIT] = true, [AT_IDENTIFIER] = true,
	[AT_EXPLICIT] = true, [AT_TYPED] = true, [AT_SCHEMA_REF] = true,
	[AT_LINKBASE_REF] = true, [AT_ROLE_REF] = true,
	[AT_ARCROLE_REF] = true, [AT_FOOTNOTE_LINK] = true, [AT_LOC] = true,
	[AT_FOOTNOTE] = true, [AT_ARC] = true,
};

/* The xlink:type an element has to have (3.5.1 and 3.5.3). */
static const char *const xlink_types[ATS] = {
	[AT_SCHEMA_REF] = "simple", [AT_LINKBASE_REF] = "simple",
	[AT_ROLE_REF] = "simple", [AT_ARCROLE_REF] = "simple",
	[AT_FOOTNOTE_LINK] = "extended", [AT_LOC] = "locator",
	[AT_FOOTNOTE] = "resource", [AT_ARC] = "arc",
};

void
rules_init(struct reader *r)
{
	size_t i;

	static_assert(STEPS < 256 && ATTRIBUTES < 256, "a byte each");
	memset(r->first_step, STEPS, ATS);
	memset(r->first_attribute, ATTRIBUTES, ATS);
	for (i = STEPS; i-- > 0;)
		r->first_step[steps[i].parent] = (uint8_t)i;
	for (i = ATTRIBUTES; i-- > 0;)
		r->first_attribute[attributes[i].at] = (uint8_t)i;
}

bool
rules_reserved(struct slice ns)
{
	return slice_is(ns, NS_XBRLI) || slice_is(ns, NS_LINK);
}

enum at
rules_known(struct slice ns, struct slice local)
{
	size_t i;

	if (!rules_reserved(ns) && !slice_is(ns, NS_XBRLDI))
		return AT_OTHER;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (slice_is(local, known[i].local) &&
		    slice_is(ns, known[i].ns))
			return known[i].at;
	return AT_OTHER;
}

bool
rules_elements_only(enum at at)
{
	return contents[at].elements;
}

void
rules_content_finding(struct reader *r, enum at at, struct slice found)
{
	struct finding *f = reader_finding(r, contents[at].code);
	struct frame *top = reader_top(r);
	uint32_t i;

	for (i = r->depth; i > 0; i--)
		if (r->frames[i].at == at) {
			finding_arg(f, "element",
			    names_print(r, r->frames[i].name));
			break;
		}
	if (i == 0)
		finding_arg(f, "element", names_print(r, top->name));
	finding_arg(f, "found", found);
}

bool
rules_child(struct reader *r, struct frame *parent, enum at child)
{
	struct slice name;
	size_t i;

	for (i = r->first_step[parent->at]; i < STEPS &&
	    steps[i].parent == parent->at; i++) {
		const struct step *s = &steps[i];

		if (s->child != child)
			continue;
		if (parent->state < s->low || parent->state > s->high)
			break;
		parent->state = s->next;
		return true;
	}
	name = names_print(r, reader_top(r)->name);
	rules_content_finding(r, parent->at, slice_of(arena_printf(r->scratch,
	    "<%.*s>", SLICE_ARG(name))));
	return false;
}

void
rules_end(struct reader *r)
{
	struct frame *top = reader_top(r);
	struct slice name;

	if (top->state >= contents[top->at].whole)
		return;
	name = names_print(r, top->name);
	rules_content_finding(r, top->at, slice_of(arena_printf(r->scratch,
	    "</%.*s>", SLICE_ARG(name))));
}

void
rules_gap(struct reader *r, struct frame *parent, struct slice raw)
{
	struct slice text;
	struct finding *f;

	if (text_is_blank(raw))
		return;
	if (raw.n > 1000)
		raw.n = 1000;
	text = text_collapse(text_decode(raw, r->scratch), r->scratch);
	if (text.n > 60)
		text.n = 60;
	while (text.n > 0 && (text.s[text.n - 1] & 0xC0) == 0x80)
		text.n--;		/* whole characters only */
	if (text.n > 0 && (text.s[text.n - 1] & 0x80) != 0)
		text.n--;
	f = reader_finding(r, contents[parent->at].code);
	finding_arg(f, "element", names_print(r, parent->name));
	finding_argf(f, "found", "\"%.*s\"", SLICE_ARG(text));
}

/* --- attributes --- */

static void
attribute_finding(struct reader *r, enum finding_code code, const char *name,
    const char *prefix)
{
	struct finding *f = reader_finding(r, code);

	finding_arg(f, "element", names_print(r, reader_top(r)->name));
	finding_argf(f, "attribute", "%s%s%s", prefix,
	    *prefix == '\0' ? "" : ":", name);
}

static const xmlChar *
rule_word(const struct reader *r, const struct attribute_rule *rule)
{
	return *(const xmlChar *const *)(const void *)
	    ((const char *)&r->words + rule->word);
}

/* Attributes that any element may have here, beside those of the table. */
static bool
is_free(const struct reader *r, enum at at, const xmlChar *local,
    const xmlChar *ns)
{
	const struct words *w = &r->words;

	if (ns == NULL)
		return false;
	if (ns == w->ns_xsi || (at == AT_ARC && ns != w->ns_xlink))
		return true;
	if (ns == w->ns_xlink)
		return xlink_types[at] != NULL && (local == w->title ||
		    local == w->role || local == w->arcrole ||
		    local == w->show || local == w->actuate);
	return ns == w->ns_xml && (at == AT_XBRL || xlink_types[at] != NULL);
}

/* --- values of attributes (appendix A: xl, xlink) --- */

static bool
is_in(const char *const *list, struct slice s)
{
	for (; *list != NULL; list++)
		if (slice_is(s, *list))
			return true;
	return false;
}

static bool
is_number(struct reader *r, struct slice s, bool integer)
{
	struct dec d;

	s = slice_trim(s);
	return s.n > 0 && (!integer || memchr(s.s, '.', s.n) == NULL) &&
	    dec_parse(&d, s, r->scratch) == 0;
}

static bool
is_good_plain(struct reader *r, const xmlChar *local, struct slice s)
{
	static const char *const uses[] = { "optional", "prohibited", NULL };
	const struct words *w = &r->words;

	if (local == w->use)
		return is_in(uses, slice_trim(s));
	return (local != w->order && local != w->priority) ||
	    is_number(r, s, local == w->priority);
}

/* The arcrole of a linkbaseRef has a rule of its own (4.3.3). */
static bool
is_good_xlink(const struct reader *r, enum at at, const xmlChar *local,
    struct slice s)
{
	static const char *const shows[] =
	    { "new", "replace", "embed", "other", "none", NULL };
	static const char *const actuates[] =
	    { "onLoad", "onRequest", "other", "none", NULL };
	const struct words *w = &r->words;

	if (local == w->show)
		return is_in(shows, s);
	if (local == w->actuate)
		return is_in(actuates, s);
	if (local == w->label || local == w->from || local == w->to)
		return is_ncname(slice_trim(s));
	if (local == w->role || (local == w->arcrole &&
	    at != AT_LINKBASE_REF))
		return slice_trim(s).n > 0;
	return true;
}

static void
check_value(struct reader *r, enum at at, const xmlChar **v)
{
	struct slice s = { (const char *)v[3], (size_t)(v[4] - v[3]) };
	struct finding *f;

	if (v[2] == NULL ? is_good_plain(r, v[0], s) :
	    v[2] != r->words.ns_xlink || is_good_xlink(r, at, v[0], s))
		return;
	f = reader_finding(r, F_xbrl_4_AttributeValue);
	finding_arg(f, "element", names_print(r, reader_top(r)->name));
	finding_argf(f, "attribute", "%s%s", v[2] == NULL ? "" : "xlink:",
	    (const char *)v[0]);
	finding_arg(f, "value", s);
}

void
rules_attributes(struct reader *r, struct attrs a)
{
	enum at at = reader_top(r)->at;
	uint64_t seen = 0;
	struct slice type;
	struct finding *f;
	size_t i, k, first = r->first_attribute[at], end = first;

	static_assert(ATTRIBUTES <= 64, "seen has a bit for each");
	if (a.n == 0 && !has_required[at])
		return;
	while (end < ATTRIBUTES && attributes[end].at == at)
		end++;
	for (i = 0; i < a.n; i++) {
		const xmlChar **v = a.v + 5 * i;

		for (k = first; k < end; k++)
			if (rule_word(r, &attributes[k]) == v[0] && v[2] ==
			    (attributes[k].ns == XLINK ? r->words.ns_xlink :
			    NULL))
				break;
		if (k < end)
			seen |= UINT64_C(1) << k;
		else if (!is_free(r, at, v[0], v[2]))
			attribute_finding(r, F_xbrl_4_AttributeNotAllowed,
			    (const char *)v[0],
			    v[1] == NULL ? "" : (const char *)v[1]);
	}
	for (k = first; k < end; k++)
		if (attributes[k].required &&
		    (seen & UINT64_C(1) << k) == 0)
			attribute_finding(r, F_xbrl_4_AttributeMissing,
			    (const char *)rule_word(r, &attributes[k]),
			    attributes[k].ns == XLINK ? "xlink" : "");
	for (i = 0; xlink_types[at] != NULL && i < a.n; i++)
		check_value(r, at, a.v + 5 * i);
	type = xlink_types[at] == NULL ? SLICE_NONE :
	    attrs_get(a, r->words.ns_xlink, r->words.type);
	if (type.s != NULL && !slice_is(type, xlink_types[at])) {
		f = reader_finding(r, F_xbrl_3_5_XlinkType);
		finding_arg(f, "element", names_print(r, reader_top(r)->name));
		finding_arg(f, "value", type);
		finding_arg(f, "wanted", slice_of(xlink_types[at]));
	}
}
