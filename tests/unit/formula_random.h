/*
 * formula_random.h: random variable sets and small reports for
 * test_formula_naive.c, and the taxonomies and files that they are written to.
 * Part of that one test: it uses the model at its beginning.
 */
/* --- random sets --- */

static bool
one_in(unsigned n)
{
	return random_below(n) == 0;
}

static void
make_fact_variable(struct nset *s, int at)
{
	struct nvariable *v = &s->v[at];
	int o;

	v->concepts = one_in(5) ? 0 : 1 + (int)random_below(15);
	v->concepts_cover = !one_in(4);
	v->concepts_not = one_in(6);
	if (s->dimensional && one_in(2)) {
		v->axis = (int)random_below(4);
		v->axis_cover = !one_in(3);
		v->axis_not = one_in(4);
	}
	v->line = s->dimensional && one_in(5);
	v->line_cover = !one_in(3);
	if (one_in(6))
		v->entity = (int)random_below(2);
	v->entity_cover = one_in(2);
	v->period_cover = one_in(4);
	v->unit_cover = one_in(3);
	v->dimensions_cover = s->dimensional && one_in(6);
	v->sequence = one_in(3);
	v->matches = one_in(2);
	v->fallback = one_in(3);
	v->nils = one_in(3);
	if (at == 0)
		return;
	o = (int)random_below((unsigned)at);
	if (s->v[o].kind == N_FACT && !s->v[o].sequence && one_in(3)) {
		v->of = o;
		v->match = one_in(3) ? A_CONCEPT : one_in(2) ? A_PERIOD :
		    A_ENTITY;
		v->match_cover = !one_in(3);
		v->match_not = one_in(5) && !s->v[o].fallback;
	}
	o = (int)random_below((unsigned)at);
	if (s->v[o].kind == N_FACT && one_in(4))
		v->equals = o;
}

static void
make_set(struct nset *s)
{
	int i;

	memset(s, 0, sizeof(*s));
	s->n = 1 + (int)random_below(MAX_VARIABLES);
	s->implicit = !one_in(4);
	s->dimensional = !one_in(5);
	s->group_entity = one_in(5) ? (int)random_below(2) : NONE_OF;
	for (i = 0; i < s->n; i++) {
		s->v[i].axis = s->v[i].entity = s->v[i].match =
		    s->v[i].equals = NONE_OF;
		s->v[i].kind = i > 0 && one_in(8) ? N_ITEMS :
		    i > 0 && one_in(8) ? N_SEQUENCE : N_FACT;
		if (s->v[i].kind == N_FACT)
			make_fact_variable(s, i);
	}
}

/* Half of the sets without fallback values become two, one in the scope of the
 * other: that binds the same. */
static void
split_set(struct nset *s, int number)
{
	int i;

	for (i = 0; i < s->n; i++)
		if (s->v[i].fallback)
			return;
	if (number % 2 == 1 && s->n > 1)
		s->outer = 1 + number / 2 % (s->n - 1);
}

/* --- random reports --- */

static void
make_facts(void)
{
	int i;

	n_facts = 1 + (int)random_below(MAX_FACTS);
	memset(facts, 0, sizeof(facts));
	for (i = 0; i < n_facts; i++) {
		struct nfact *f = &facts[i];
		int *a = f->aspect;

		if (i > 0 && one_in(4)) {
			*f = facts[random_below((unsigned)i)];
			continue;
		}
		a[A_CONCEPT] = (int)random_below(CONCEPTS);
		a[A_ENTITY] = one_in(4);
		a[A_PERIOD] = (int)random_below(2);
		a[A_UNIT] = a[A_CONCEPT] == C_TEXT ? NONE_OF : one_in(4);
		a[A_AXIS] = one_in(2) ? 0 : (int)random_below(3);
		a[A_LINE] = one_in(3) ? (int)random_below(2) : NONE_OF;
		a[A_OTHER] = a[A_AXIS] * 10 + a[A_LINE];
		f->value = (int)random_below(3);
		f->nil = one_in(8);
		if (f->nil)
			f->value = 0;
	}
}

/* --- files --- */

#define NAMESPACES							\
	" xmlns:xs='http://www.w3.org/2001/XMLSchema'"			\
	" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"	\
	" xmlns:xbrli='http://www.xbrl.org/2003/instance'"		\
	" xmlns:link='http://www.xbrl.org/2003/linkbase'"		\
	" xmlns:xlink='http://www.w3.org/1999/xlink'"			\
	" xmlns:iso4217='http://www.xbrl.org/2003/iso4217'"		\
	" xmlns:xbrldt='http://xbrl.org/2005/xbrldt'"			\
	" xmlns:xbrldi='http://xbrl.org/2006/xbrldi'"			\
	" xmlns:gen='http://xbrl.org/2008/generic'"			\
	" xmlns:variable='http://xbrl.org/2008/variable'"		\
	" xmlns:va='http://xbrl.org/2008/assertion/value'"		\
	" xmlns:cf='http://xbrl.org/2008/filter/concept'"		\
	" xmlns:df='http://xbrl.org/2008/filter/dimension'"		\
	" xmlns:ef='http://xbrl.org/2008/filter/entity'"		\
	" xmlns:gf='http://xbrl.org/2008/filter/general'"		\
	" xmlns:mf='http://xbrl.org/2008/filter/match'"			\
	" xmlns:pf='http://xbrl.org/2008/filter/period'"		\
	" xmlns:uf='http://xbrl.org/2008/filter/unit'"			\
	" xmlns:scope='http://xbrl.org/2010/variable/variables-scope'"	\
	" xmlns:acf='http://xbrl.org/2010/filter/aspect-cover'"		\
	" xmlns:a='http://example.org/a'"
#define ITEM(name, type)						\
	"<xs:element name='" name "' id='a_" name "' type='xbrli:" type	\
	"' substitutionGroup='xbrli:item' nillable='true'"		\
	" xbrli:periodType='instant'/>"
#define ARCROLE(uri, href)						\
	"<link:arcroleRef xlink:type='simple' arcroleURI='" uri		\
	"' xlink:href='" href "'/>"

static void
put_schema(const char *name)
{
	struct buf b = BUF_ANY;

	buf_printf(&b, "<xs:schema" NAMESPACES " targetNamespace="
	    "'http://example.org/a' elementFormDefault='qualified'>"
	    "<xs:annotation><xs:appinfo><link:linkbaseRef xlink:type='simple'"
	    " xlink:arcrole='http://www.w3.org/1999/xlink/properties/linkbase'"
	    " xlink:href='%s.xml'/></xs:appinfo></xs:annotation>"
	    "<xs:import namespace='http://www.xbrl.org/2003/instance'"
	    " schemaLocation='http://www.xbrl.org/2003/"
	    "xbrl-instance-2003-12-31.xsd'/>"
	    "<xs:import namespace='http://xbrl.org/2005/xbrldt'"
	    " schemaLocation='http://www.xbrl.org/2005/xbrldt-2005.xsd'/>"
	    ITEM("One", "monetaryItemType") ITEM("Two", "monetaryItemType")
	    ITEM("Three", "monetaryItemType") ITEM("Text", "stringItemType")
	    ITEM("M0", "stringItemType") ITEM("M1", "stringItemType")
	    ITEM("M2", "stringItemType")
	    "<xs:element name='Axis' id='a_Axis' type='xbrli:stringItemType'"
	    " substitutionGroup='xbrldt:dimensionItem' abstract='true'"
	    " xbrli:periodType='instant'/>"
	    "<xs:element name='Line' id='a_Line' type='xbrli:stringItemType'"
	    " substitutionGroup='xbrldt:dimensionItem' abstract='true'"
	    " xbrli:periodType='instant' xbrldt:typedDomainRef='#a_Number'/>"
	    "<xs:element name='Number' id='a_Number' type='xs:integer'/>"
	    "</xs:schema>", name);
	(void)folder_put(arena_printf(arena, "%s.xsd", name), buf_get(&b));
	buf_free(&b);
}

static void
put_arc(struct buf *b, const char *element, const char *arcrole,
    const char *from, const char *to, const char *more)
{
	buf_printf(b, "<%s xlink:type='arc' xlink:arcrole='"
	    "http://xbrl.org/arcrole/2008/%s' xlink:from='%s' xlink:to='%s' "
	    "%s/>", element, arcrole, from, to, more);
}

struct filing {			/* filters of a variable, while written */
	struct buf *b;
	char        variable[32];
	int         n;
};

static void
put_filter(struct filing *f, bool cover, bool not, const char *element,
    const char *attributes, const char *content)
{
	char label[48];

	snprintf(label, sizeof(label), "%sf%d", f->variable, f->n++);
	buf_printf(f->b, "<%s xlink:type='resource' xlink:label='%s' %s>%s"
	    "</%s>", element, label, attributes, content, element);
	put_arc(f->b, "variable:variableFilterArc", "variable-filter",
	    f->variable, label, arena_printf(arena,
	    "cover='%s' complement='%s'", cover ? "true" : "false",
	    not ? "true" : "false"));
}

static const char *
names_of(int bits)
{
	struct buf b = BUF_ANY;
	const char *z;
	int i;

	for (i = 0; i < CONCEPTS; i++)
		if (bits >> i & 1)
			buf_printf(&b, "<cf:concept><cf:qname>a:%s</cf:qname>"
			    "</cf:concept>", concepts[i]);
	z = arena_copy(arena, buf_get(&b)).s;
	buf_free(&b);
	return z;
}

#define ENTITY	"scheme=\"'http://example.org/ids'\" value=\"'%d'\""

static void
put_filters(struct filing *f, const struct nset *s, const struct nvariable *v,
    int set)
{
	static const char *const match[] = { [A_CONCEPT] = "mf:matchConcept",
	    [A_PERIOD] = "mf:matchPeriod",
	    [A_ENTITY] = "mf:matchEntityIdentifier" };

	(void)s;
	if (v->concepts != 0)
		put_filter(f, v->concepts_cover, v->concepts_not,
		    "cf:conceptName", "", names_of(v->concepts));
	if (v->axis != NONE_OF)
		put_filter(f, v->axis_cover, v->axis_not,
		    "df:explicitDimension", "", v->axis == 3 ?
		    "<df:dimension><df:qname>a:Axis</df:qname></df:dimension>"
		    : arena_printf(arena, "<df:dimension><df:qname>a:Axis"
		    "</df:qname></df:dimension><df:member><df:qname>a:M%d"
		    "</df:qname></df:member>", v->axis));
	if (v->line)
		put_filter(f, v->line_cover, false, "df:typedDimension", "",
		    "<df:dimension><df:qname>a:Line</df:qname>"
		    "</df:dimension>");
	if (v->entity != NONE_OF)
		put_filter(f, v->entity_cover, false, "ef:specificIdentifier",
		    arena_printf(arena, ENTITY, v->entity), "");
	if (v->period_cover)
		put_filter(f, true, false, "pf:period", "test='true()'", "");
	if (v->unit_cover)
		put_filter(f, true, false, "acf:aspectCover", "",
		    "<acf:aspect>unit</acf:aspect>");
	if (v->dimensions_cover)
		put_filter(f, true, false, "acf:aspectCover", "",
		    "<acf:aspect>dimensions</acf:aspect>");
	if (v->match != NONE_OF)
		put_filter(f, v->match_cover, v->match_not, match[v->match],
		    arena_printf(arena, "variable='v%d'", v->of), "");
	if (v->equals != NONE_OF)
		put_filter(f, false, false, "gf:general", arena_printf(arena,
		    "test='string(.) = (for $i in $v%d return string($i))'",
		    v->equals), "");
	(void)set;
}

static void
put_variable(struct buf *b, int set, int at)
{
	const struct nset *s = &sets[set];
	const struct nvariable *v = &s->v[at];
	struct filing f = { .b = b };

	snprintf(f.variable, sizeof(f.variable), "s%dv%d", set, at);
	if (v->kind == N_FACT) {
		buf_printf(b, "<variable:factVariable xlink:type='resource' "
		    "xlink:label='%s' bindAsSequence='%s' matches='%s' "
		    "nils='%s'%s/>", f.variable, v->sequence ? "true" :
		    "false", v->matches ? "true" : "false", v->nils ? "true" :
		    "false", v->fallback ? " fallbackValue='0'" : "");
		put_filters(&f, s, v, set);
	} else {
		buf_printf(b, "<variable:generalVariable xlink:type="
		    "'resource' xlink:label='%s' bindAsSequence='%s' "
		    "select='%s'/>", f.variable, v->kind == N_SEQUENCE ?
		    "true" : "false", v->kind == N_SEQUENCE ? "12" : "1, 2");
	}
	put_arc(b, "variable:variableArc", "variable-set",
	    arena_printf(arena, "%c%d", at < s->outer ? 'o' : 's', set),
	    f.variable, arena_printf(arena, "name='v%d'", at));
}

static void
put_assertion(struct buf *b, char letter, int set)
{
	const struct nset *s = &sets[set];

	buf_printf(b, "<va:valueAssertion xlink:type='resource' xlink:label="
	    "'%c%d' id='%c%d' aspectModel='%s' implicitFiltering='%s' "
	    "test='true()'/>", letter, set, letter, set, s->dimensional ?
	    "dimensional" : "non-dimensional", s->implicit ? "true" : "false");
	if (s->group_entity == NONE_OF)
		return;
	buf_printf(b, "<ef:specificIdentifier xlink:type='resource' "
	    "xlink:label='%c%dg' " ENTITY "/>", letter, set, s->group_entity);
	put_arc(b, "variable:variableSetFilterArc", "variable-set-filter",
	    arena_printf(arena, "%c%d", letter, set),
	    arena_printf(arena, "%c%dg", letter, set), "complement='false'");
}

static void
put_set(struct buf *b, int set)
{
	const struct nset *s = &sets[set];
	int i;

	put_assertion(b, 's', set);
	if (s->outer > 0) {
		put_assertion(b, 'o', set);
		buf_printf(b, "<scope:variablesScopeArc xlink:type='arc' "
		    "xlink:arcrole='http://xbrl.org/arcrole/2010/"
		    "variables-scope' xlink:from='o%d' xlink:to='s%d'/>", set,
		    set);
	}
	for (i = 0; i < s->n; i++)
		put_variable(b, set, i);
}

static void
put_linkbase(const char *name)
{
	struct buf b = BUF_ANY;
	int i;

	buf_puts(&b, "<link:linkbase" NAMESPACES ">"
	    ARCROLE("http://xbrl.org/arcrole/2008/variable-set",
	    "http://www.xbrl.org/2008/variable.xsd#variable-set")
	    ARCROLE("http://xbrl.org/arcrole/2008/variable-filter",
	    "http://www.xbrl.org/2008/variable.xsd#variable-filter")
	    ARCROLE("http://xbrl.org/arcrole/2008/variable-set-filter",
	    "http://www.xbrl.org/2008/variable.xsd#variable-set-filter")
	    ARCROLE("http://xbrl.org/arcrole/2010/variables-scope",
	    "http://www.xbrl.org/2010/variables-scope.xsd#variables-scope")
	    ARCROLE("http://xbrl.org/int/dim/arcrole/dimension-default",
	    "http://www.xbrl.org/2005/xbrldt-2005.xsd#dimension-default"));
	buf_printf(&b, "<link:definitionLink xlink:type='extended' "
	    "xlink:role='http://www.xbrl.org/2003/role/link'>"
	    "<link:loc xlink:type='locator' xlink:href='%s.xsd#a_Axis' "
	    "xlink:label='axis'/><link:loc xlink:type='locator' "
	    "xlink:href='%s.xsd#a_M0' xlink:label='m'/>"
	    "<link:definitionArc xlink:type='arc' xlink:arcrole='"
	    "http://xbrl.org/int/dim/arcrole/dimension-default' "
	    "xlink:from='axis' xlink:to='m'/></link:definitionLink>"
	    "<gen:link xlink:type='extended' xlink:role='"
	    "http://www.xbrl.org/2003/role/link'>", name, name);
	for (i = 0; i < SETS; i++)
		put_set(&b, i);
	buf_puts(&b, "</gen:link></link:linkbase>");
	(void)folder_put(arena_printf(arena, "%s.xml", name), buf_get(&b));
	buf_free(&b);
}

static void
put_context(struct buf *b, int i)
{
	const int *a = facts[i].aspect;

	buf_printf(b, "<xbrli:context id='c%d'><xbrli:entity>"
	    "<xbrli:identifier scheme='http://example.org/ids'>%d"
	    "</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>"
	    "202%d-12-31</xbrli:instant></xbrli:period>", i, a[A_ENTITY],
	    a[A_PERIOD]);
	if (a[A_AXIS] > 0 || a[A_LINE] != NONE_OF) {
		buf_puts(b, "<xbrli:scenario>");
		if (a[A_AXIS] > 0)
			buf_printf(b, "<xbrldi:explicitMember dimension="
			    "'a:Axis'>a:M%d</xbrldi:explicitMember>",
			    a[A_AXIS]);
		if (a[A_LINE] != NONE_OF)
			buf_printf(b, "<xbrldi:typedMember dimension="
			    "'a:Line'><a:Number>%d</a:Number>"
			    "</xbrldi:typedMember>", a[A_LINE]);
		buf_puts(b, "</xbrli:scenario>");
	}
	buf_puts(b, "</xbrli:context>");
}

static void
put_fact(struct buf *b, int i)
{
	const struct nfact *f = &facts[i];
	const char *concept = concepts[f->aspect[A_CONCEPT]];

	buf_printf(b, "<a:%s contextRef='c%d'", concept, i);
	if (f->aspect[A_UNIT] != NONE_OF)
		buf_printf(b, " unitRef='u%d'", f->aspect[A_UNIT]);
	if (f->nil) {
		buf_puts(b, " xsi:nil='true'/>");
		return;
	}
	if (f->aspect[A_UNIT] != NONE_OF)
		buf_puts(b, " decimals='0'");
	buf_printf(b, ">%d</a:%s>", f->value, concept);
}

static const char *
put_report(const char *name)
{
	struct buf b = BUF_ANY;
	const char *path;
	int i;

	buf_printf(&b, "<xbrli:xbrl" NAMESPACES "><link:schemaRef "
	    "xlink:type='simple' xlink:href='%s.xsd'/>", name);
	for (i = 0; i < 2; i++)
		buf_printf(&b, "<xbrli:unit id='u%d'><xbrli:measure>iso4217:"
		    "%s</xbrli:measure></xbrli:unit>", i, i ? "USD" : "EUR");
	for (i = 0; i < n_facts; i++)
		put_context(&b, i);
	for (i = 0; i < n_facts; i++)
		put_fact(&b, i);
	buf_puts(&b, "</xbrli:xbrl>");
	path = folder_put(arena_printf(arena, "%s.xbrl", name), buf_get(&b));
	buf_free(&b);
	return path;
}
