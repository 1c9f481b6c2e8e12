/*
 * generate_formula.c: rules as formula linkbases (Validation 1.0, Value and
 * Existence Assertions 1.0, Assertion Severity 2.0, Generic Messages 1.0).
 *
 * The rules of a statement that hold in the same sectors are one linkbase
 * (…-rules.xml), with labels and messages beside it by language and references
 * in a fourth.  An entry point leads to those of its sector, and to what they all
 * use: parameters and functions (ow-functions.xml).
 *
 * (1) The id of an assertion is that of its rule.
 * (2) The first variable of an assertion is the rule's line.
 * (3) An amount that differs is told by if (A eq B) then true() else
 *     abs(A - (B)) le C: most are equal, and then nobody asks for their
 *     rounding; who explains an unsatisfied one finds both sides and the
 *     tolerance in the last part.
 * (4) No test, precondition or filter walks the report as a tree: a processor
 *     would have to make one.
 */
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIR "validation"
#define AT "http://www.xbrl.org/"
#define PRECONDITION ARCROLE "2008/variable-set-precondition"
#define SEVERITY ARCROLE "2022/assertion-unsatisfied-severity"
#define MESSAGE ARCROLE "2010/assertion-unsatisfied-message"
#define IMPLEMENTATION ARCROLE "2010/function-implementation"
#define ELEMENT_LABEL ARCROLE "2008/element-label"
#define ELEMENT_REFERENCE ARCROLE "2008/element-reference"

/* Functions that expressions use: XPath in XPath (Custom Functions 1.0). */
static const struct function {
	const char *name, *output;
	const char *type[2], *input[2];
	const char *body;
} functions[] = {
	/* The last digit that counts in the least accurate of the facts: 1000
	 * where it is in thousands; at least 1. */
	{ "rounding", "xs:decimal", { "item()*", NULL }, { "facts", NULL },
	    "max((1, for $f in $facts[. instance of node()], "
	    "$d in xfi:decimals($f)[. instance of xs:integer] return "
	    "xs:decimal(substring('1000000', 1, 1 - min(($d, 0))))))" },
	/* 1.234 in Dutch, 1,234 in English. */
	{ "amount", "xs:string", { "xs:decimal", "xs:string" },
	    { "amount", "language" },
	    "if ($language eq 'nl') then "
	    "translate(xfi:format-number($amount, '#,##0'), ',', '.') else "
	    "xfi:format-number($amount, '#,##0')" },
};

/* --- names --- */

static bool
together(const struct rule *a, const struct rule *b)
{
	return a->role == b->role &&
	    strcmp(a->r->f[U_SECTORS], b->r->f[U_SECTORS]) == 0;
}

static bool
is_first(const struct gen *g, const struct rule *u)
{
	const struct rule *k;

	for (k = g->rule; k < u; k++)
		if (together(k, u))
			return false;
	return true;
}

/* "ow-balance-sheet-rules-po-vo": where the rules that go with u stand. */
static void
file_name(const struct rule *u, char *to, size_t size)
{
	const char *sectors = u->r->f[U_SECTORS];
	char low[64], *s;

	lower_case(low, sizeof(low), sectors);
	for (s = low; *s != '\0'; s++)
		if (*s == ',')
			*s = '-';
	snprintf(to, size, "ow-%s-rules%s%s", u->role->f[R_NAME],
	    *low == '\0' ? "" : "-", low);
}

/* --- the frame --- */

static void
standard_role(struct gen *g, const char *uri, const char *href)
{
	el(g, "link:roleRef");
	at(g, "xlink:type", "simple");
	at(g, "roleURI", uri);
	at(g, "xlink:href", href);
	end(g);
}

static void
namespaces(struct gen *g)
{
	static const struct {
		const char *prefix, *ns, *at;
	} all[] = {
		{ "gen", "http://xbrl.org/2008/generic",
		    AT "2008/generic-link.xsd" },
		{ "label", "http://xbrl.org/2008/label",
		    AT "2008/generic-label.xsd" },
		{ "variable", "http://xbrl.org/2008/variable",
		    AT "2008/variable.xsd" },
		{ "va", "http://xbrl.org/2008/assertion/value",
		    AT "2008/value-assertion.xsd" },
		{ "ea", "http://xbrl.org/2008/assertion/existence",
		    AT "2008/existence-assertion.xsd" },
		{ "cf", "http://xbrl.org/2008/filter/concept",
		    AT "2008/concept-filter.xsd" },
		{ "df", "http://xbrl.org/2008/filter/dimension",
		    AT "2008/dimension-filter.xsd" },
		{ "pf", "http://xbrl.org/2008/filter/period",
		    AT "2008/period-filter.xsd" },
		{ "ef", "http://xbrl.org/2008/filter/entity",
		    AT "2008/entity-filter.xsd" },
		{ "uf", "http://xbrl.org/2008/filter/unit",
		    AT "2008/unit-filter.xsd" },
		{ "acf", "http://xbrl.org/2010/filter/aspect-cover",
		    AT "2010/aspect-cover-filter.xsd" },
		{ "cfi", "http://xbrl.org/2010/custom-function",
		    AT "2010/custom-function-implementation.xsd" },
		{ "msg", "http://xbrl.org/2010/message",
		    AT "2010/generic-message.xsd" },
	};
	char name[32];
	xmlBufferPtr b = xmlBufferCreate();
	size_t i;

	if (b == NULL) {
		g->failed = true;
		return;
	}
	at(g, "xmlns:xs", "http://www.w3.org/2001/XMLSchema");
	at(g, "xmlns:xbrli", XBRL "instance");
	at(g, "xmlns:xfi", AT "2008/function/instance");
	atf(g, "xmlns:ow-f", "%s" DIR "/ow-functions", setting(g, "base"));
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		snprintf(name, sizeof(name), "xmlns:%s", all[i].prefix);
		at(g, name, all[i].ns);
		if (i > 0)
			xmlBufferCCat(b, " ");
		xmlBufferCCat(b, all[i].ns);
		xmlBufferCCat(b, " ");
		xmlBufferCCat(b, all[i].at);
	}
	at(g, "xsi:schemaLocation", str(b));
	xmlBufferFree(b);
}

static void
own_namespaces(struct gen *g)
{
	static const enum space sp[] = { SP_DATA, SP_AXES, SP_DOMAINS };
	char name[32];
	size_t i;

	for (i = 0; i < 3; i++) {
		snprintf(name, sizeof(name), "xmlns:%s", spaces[sp[i]].prefix);
		atf(g, name, "%s%s/%s", setting(g, "base"), spaces[sp[i]].dir,
		    spaces[sp[i]].name);
	}
}

static void
gen_link(struct gen *g)
{
	el(g, "gen:link");
	at(g, "xlink:type", "extended");
	at(g, "xlink:role", AT "2008/role/link");
}

/* --- assertions --- */

static void
severity(struct gen *g, const struct rule *u, const char *assertion)
{
	const char *name = "OK";
	char label[32];

	switch (u->r->f[U_SEVERITY][0]) {
	case 'E':
		name = "ERROR";
		break;
	case 'W':
		name = "WARNING";
		break;
	}
	snprintf(label, sizeof(label), "severity_%s", name);
	if (first_time(g, label)) {
		el(g, "link:loc");
		at(g, "xlink:type", "locator");
		atf(g, "xlink:href", AT "2022/severities.xml#%s", name);
		at(g, "xlink:label", label);
		end(g);
	}
	arc(g, "gen:arc", SEVERITY, assertion, label);
	end(g);
}

static void
assertion(struct gen *g, const struct rule *u)
{
	bool once = strcmp(u->r->f[U_KIND], "once") == 0;
	char label[MAX_ID], given[MAX_ID];
	unsigned order = 0;
	size_t i;

	snprintf(label, sizeof(label), "%sAssertion_%s_%s",
	    once ? "existence" : "value", u->role->f[R_CONCEPT], u->r->f[U_ID]);
	resource(g, once ? "ea:existenceAssertion" : "va:valueAssertion",
	    label);
	at(g, "id", u->r->f[U_ID]);
	at(g, "aspectModel", "dimensional");
	at(g, "implicitFiltering", "true");
	at(g, "test", once ? ". eq 1" : str(u->test));
	end(g);
	for (i = 0; i < u->n_vars; i++)
		fact_variable(g, u, &u->var[i], label, ++order);
	if (u->let[0] != '\0')
		let_variable(g, u, label, ++order);
	if (xmlBufferLength(u->given) > 0) {
		snprintf(given, sizeof(given), "given_%s", u->r->f[U_ID]);
		resource(g, "variable:precondition", given);
		at(g, "test", str(u->given));
		end(g);
		arc(g, "gen:arc", PRECONDITION, label, given);
		end(g);
	}
	severity(g, u, label);
}

static void
seen_again(struct gen *g)
{
	xmlHashFree(g->seen, NULL);
	if ((g->seen = xmlHashCreate(512)) == NULL) {
		fail("rules.csv", "no memory");
		exit(2);
	}
}

static void
write_rules(struct gen *g, const struct rule *first)
{
	char name[MAX_NAME];
	size_t i;

	seen_again(g);
	file_name(first, name, sizeof(name));
	doc_open(g, DIR "/%s.xml", name);
	linkbase_open(g);
	namespaces(g);
	own_namespaces(g);
	standard_role(g, AT "2008/role/link",
	    AT "2008/generic-link.xsd#standard-link-role");
	arcrole_ref(g, VARIABLE_SET, AT "2008/variable.xsd#variable-set");
	arcrole_ref(g, VARIABLE_FILTER, AT "2008/variable.xsd#variable-filter");
	arcrole_ref(g, PRECONDITION,
	    AT "2008/variable.xsd#variable-set-precondition");
	arcrole_ref(g, SEVERITY,
	    AT "2022/assertion-severity.xsd#assertion-unsatisfied-severity");
	gen_link(g);
	for (i = 0; i < g->rules.n; i++)
		if (together(&g->rule[i], first))
			assertion(g, &g->rule[i]);
	end(g);
	linkbase_close(g);
	xmlHashFree(g->seen, NULL);
	g->seen = NULL;
}

/* --- labels, messages, references --- */

static void
rule_locator(struct gen *g, const struct rule *u, const char *file)
{
	el(g, "link:loc");
	at(g, "xlink:type", "locator");
	atf(g, "xlink:href", "%s.xml#%s", file, u->r->f[U_ID]);
	at(g, "xlink:label", u->r->f[U_ID]);
	end(g);
}

/* A text in one language, and the arc to it from the label `from`. */
static void
text_resource(struct gen *g, const char *arcrole, const char *from,
    const char *name, const char *suffix, const char *role, enum lang lang,
    const char *s)
{
	char label[MAX_ID];

	snprintf(label, sizeof(label), "%s_%s", from, suffix);
	arc(g, "gen:arc", arcrole, from, label);
	end(g);
	resource(g, name, label);
	at(g, "xlink:role", role);
	at(g, "xml:lang", lang_code[lang]);
	text(g, s);
	end(g);
}

static void
texts(struct gen *g, struct rule *u, const char *file, enum lang lang)
{
	xmlBufferPtr b;

	rule_locator(g, u, file);
	b = rule_text(g, u, rule_cell(g, u, U_LABEL + (int)lang), lang, false);
	text_resource(g, ELEMENT_LABEL, u->r->f[U_ID], "label:label", "label",
	    AT "2008/role/label", lang, str(b));
	xmlBufferFree(b);
	b = rule_text(g, u, rule_cell(g, u, U_MESSAGE + (int)lang), lang, true);
	text_resource(g, MESSAGE, u->r->f[U_ID], "msg:message", "message",
	    AT "2010/role/message", lang, str(b));
	xmlBufferFree(b);
}

static void
write_texts(struct gen *g, const struct rule *first, enum lang lang)
{
	char name[MAX_NAME];
	size_t i;

	file_name(first, name, sizeof(name));
	doc_open(g, DIR "/%s-lab-%s.xml", name, lang_code[lang]);
	linkbase_open(g);
	namespaces(g);
	standard_role(g, AT "2008/role/link",
	    AT "2008/generic-link.xsd#standard-link-role");
	standard_role(g, AT "2008/role/label",
	    AT "2008/generic-label.xsd#standard-label");
	standard_role(g, AT "2010/role/message",
	    AT "2010/generic-message.xsd#standard-message");
	arcrole_ref(g, ELEMENT_LABEL,
	    AT "2008/generic-label.xsd#element-label");
	arcrole_ref(g, MESSAGE,
	    AT "2010/validation-message.xsd#assertion-unsatisfied-message");
	gen_link(g);
	for (i = 0; i < g->rules.n; i++)
		if (together(&g->rule[i], first))
			texts(g, &g->rule[i], name, lang);
	end(g);
	linkbase_close(g);
}

/* The law that the rule names; without, what says that there is such a line. */
static void
reference_parts(struct gen *g, const struct rule *u)
{
	const char *law = u->r->f[U_LAW], *clause = strchr(law, ':');
	const struct variable *v = u->n_vars == 0 ? NULL : &u->var[0];
	const struct row *source;
	char key[MAX_NAME];

	if (*law == '\0') {
		part(g, "ref:Publisher", setting(g, "reference_publisher"));
		part(g, "ref:Name", setting(g, "reference_name"));
		part(g, "ref:Chapter", setting(g, "reference_chapter"));
		part(g, "ref:Paragraph", u->role->f[R_PARA]);
		if (v != NULL && !v->several)
			part(g, "ref:Clause", v->item[0]->r->f[C_REF]);
		return;
	}
	snprintf(key, sizeof(key), "%.*s", (int)strcspn(law, ":"), law);
	source = find_row(&g->sources, S_KEY, key);
	part(g, "ref:Publisher", source->f[S_PUBLISHER]);
	part(g, "ref:Name", source->f[S_NAME]);
	part(g, "ref:Number", source->f[S_NUMBER]);
	if (clause != NULL)
		part(g, clause[1] >= '0' && clause[1] <= '9' ? "ref:Article" :
		    "ref:Clause", clause + 1);
}

static void
write_rule_references(struct gen *g, const struct rule *first)
{
	const struct rule *u;
	char name[MAX_NAME], label[MAX_ID];
	size_t i;

	file_name(first, name, sizeof(name));
	doc_open(g, DIR "/%s-ref.xml", name);
	linkbase_open(g);
	at(g, "xmlns:gen", "http://xbrl.org/2008/generic");
	at(g, "xmlns:reference", "http://xbrl.org/2008/reference");
	at(g, "xmlns:ref", AT "2006/ref");
	at(g, "xsi:schemaLocation", "http://xbrl.org/2008/generic "
	    AT "2008/generic-link.xsd http://xbrl.org/2008/reference "
	    AT "2008/generic-reference.xsd " AT "2006/ref "
	    AT "2006/ref-2006-02-27.xsd");
	standard_role(g, AT "2008/role/link",
	    AT "2008/generic-link.xsd#standard-link-role");
	standard_role(g, AT "2008/role/reference",
	    AT "2008/generic-reference.xsd#standard-reference");
	arcrole_ref(g, ELEMENT_REFERENCE,
	    AT "2008/generic-reference.xsd#element-reference");
	gen_link(g);
	for (i = 0; i < g->rules.n; i++) {
		u = &g->rule[i];
		if (!together(u, first))
			continue;
		rule_locator(g, u, name);
		snprintf(label, sizeof(label), "%s_ref", u->r->f[U_ID]);
		arc(g, "gen:arc", ELEMENT_REFERENCE, u->r->f[U_ID], label);
		end(g);
		resource(g, "reference:reference", label);
		at(g, "xlink:role", AT "2008/role/reference");
		reference_parts(g, u);
		end(g);
	}
	end(g);
	linkbase_close(g);
}

/* --- what all rules use --- */

static void
function(struct gen *g, const struct function *f)
{
	char label[MAX_NAME], body[MAX_NAME];
	size_t i;

	snprintf(label, sizeof(label), "function_%s", f->name);
	snprintf(body, sizeof(body), "implementation_%s", f->name);
	resource(g, "variable:function", label);
	atf(g, "name", "ow-f:%s", f->name);
	at(g, "output", f->output);
	for (i = 0; i < 2 && f->type[i] != NULL; i++) {
		el(g, "variable:input");
		at(g, "type", f->type[i]);
		end(g);
	}
	end(g);
	resource(g, "cfi:implementation", body);
	for (i = 0; i < 2 && f->input[i] != NULL; i++) {
		el(g, "cfi:input");
		at(g, "name", f->input[i]);
		end(g);
	}
	el(g, "cfi:output");
	text(g, f->body);
	end(g);
	end(g);
	arc(g, "gen:arc", IMPLEMENTATION, label, body);
	end(g);
}

static void
parameter(struct gen *g, const struct row *r)
{
	char label[MAX_ID];
	int lang;

	snprintf(label, sizeof(label), "parameter_%s", r->f[M_NAME]);
	resource(g, "variable:parameter", label);
	atf(g, "id", "ow-%s", label);
	at(g, "name", r->f[M_NAME]);
	at(g, "as", r->f[M_TYPE]);
	at(g, "select", r->f[M_SELECT]);
	end(g);
	for (lang = 0; lang < N_LANG; lang++)
		text_resource(g, ELEMENT_LABEL, label, "label:label",
		    lang_code[lang], AT "2008/role/label", (enum lang)lang,
		    r->f[M_LABEL + lang]);
}

static void
write_functions(struct gen *g)
{
	size_t i;

	doc_open(g, DIR "/ow-functions.xml");
	linkbase_open(g);
	namespaces(g);
	standard_role(g, AT "2008/role/link",
	    AT "2008/generic-link.xsd#standard-link-role");
	standard_role(g, AT "2008/role/label",
	    AT "2008/generic-label.xsd#standard-label");
	arcrole_ref(g, ELEMENT_LABEL,
	    AT "2008/generic-label.xsd#element-label");
	arcrole_ref(g, IMPLEMENTATION,
	    AT "2010/custom-function-implementation.xsd#cfi-implementation");
	gen_link(g);
	for (i = 0; i < g->parameters.n; i++)
		parameter(g, &g->parameters.row[i]);
	for (i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		function(g, &functions[i]);
	end(g);
	linkbase_close(g);
}

void
write_formulas(struct gen *g)
{
	const struct rule *u;
	size_t i;
	int lang;

	write_functions(g);
	for (i = 0; i < g->rules.n; i++) {
		u = &g->rule[i];
		if (!is_first(g, u))
			continue;
		write_rules(g, u);
		for (lang = 0; lang < N_LANG; lang++)
			write_texts(g, u, (enum lang)lang);
		write_rule_references(g, u);
	}
}

/* The linkbases of an entry point: those of its sector. */
void
formula_refs(struct gen *g, const struct row *entry)
{
	static const char *const suffix[] = { "", "-lab-nl", "-lab-en",
	    "-ref" };
	const struct rule *u;
	const char *sectors;
	char name[MAX_NAME], href[MAX_ID];
	size_t i, k;

	linkbase_ref(g, NULL, "../" DIR "/ow-functions.xml");
	for (i = 0; i < g->rules.n; i++) {
		u = &g->rule[i];
		sectors = u->r->f[U_SECTORS];
		if (!is_first(g, u) || (*sectors != '\0' &&
		    !in_list(sectors, entry->f[E_SECTOR])))
			continue;
		file_name(u, name, sizeof(name));
		for (k = 0; k < sizeof(suffix) / sizeof(suffix[0]); k++) {
			snprintf(href, sizeof(href), "../" DIR "/%s%s.xml",
			    name, suffix[k]);
			linkbase_ref(g, NULL, href);
		}
	}
}
