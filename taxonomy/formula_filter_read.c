/*
 * formula_filter_read.c: filters, as their elements say them: one table for the
 * forms of all the specifications of filters, from Concept Filters 1.0 to
 * Concept Relation Filters 1.0.
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

#define NS_CF	"http://xbrl.org/2008/filter/concept"
#define NS_BF	"http://xbrl.org/2008/filter/boolean"
#define NS_DF	"http://xbrl.org/2008/filter/dimension"
#define NS_EF	"http://xbrl.org/2008/filter/entity"
#define NS_GF	"http://xbrl.org/2008/filter/general"
#define NS_MF	"http://xbrl.org/2008/filter/match"
#define NS_PF	"http://xbrl.org/2008/filter/period"
#define NS_RF	"http://xbrl.org/2008/filter/relative"
#define NS_SSF	"http://xbrl.org/2008/filter/segment-scenario"
#define NS_TF	"http://xbrl.org/2008/filter/tuple"
#define NS_UF	"http://xbrl.org/2008/filter/unit"
#define NS_VF	"http://xbrl.org/2008/filter/value"
#define NS_ACF	"http://xbrl.org/2010/filter/aspect-cover"
#define NS_CRF	"http://xbrl.org/2010/filter/concept-relation"

static const struct form {
	const char *local, *ns;
	uint8_t     kind;	/* enum filter_kind */
	uint8_t     value;
	uint8_t     aspect;	/* enum aspect_kind; ASPECTS: none of its own */
	const char *test, *second;	/* attributes that are expressions */
	const char *item;	/* children that have a QName or expression */
} forms[] = {				/* by local name, for bsearch */
#define MATCH(local, aspect) \
	{ local, NS_MF, FILTER_MATCH, aspect, aspect, NULL, NULL, NULL }
	{ "ancestorFilter", NS_TF, FILTER_ANCESTOR, 0, ASPECT_LOCATION,
	  NULL, NULL, "ancestor" },
	{ "andFilter", NS_BF, FILTER_AND, 0, ASPECTS, NULL, NULL, NULL },
	{ "aspectCover", NS_ACF, FILTER_ASPECT_COVER, 0, ASPECTS, NULL, NULL,
	  NULL },
	{ "conceptBalance", NS_CF, FILTER_CONCEPT_BALANCE, 0, ASPECT_CONCEPT,
	  NULL, NULL, NULL },
	{ "conceptCustomAttribute", NS_CF, FILTER_CONCEPT_ATTRIBUTE, 0,
	  ASPECT_CONCEPT, "value", NULL, "attribute" },
	{ "conceptDataType", NS_CF, FILTER_CONCEPT_DATA_TYPE, 0,
	  ASPECT_CONCEPT, NULL, NULL, "type" },
	{ "conceptName", NS_CF, FILTER_CONCEPT_NAME, 0, ASPECT_CONCEPT, NULL,
	  NULL, "concept" },
	{ "conceptPeriodType", NS_CF, FILTER_CONCEPT_PERIOD_TYPE, 0,
	  ASPECT_CONCEPT, NULL, NULL, NULL },
	{ "conceptRelation", NS_CRF, FILTER_CONCEPT_RELATION, 0,
	  ASPECT_CONCEPT, "test", NULL, NULL },
	{ "conceptSubstitutionGroup", NS_CF, FILTER_CONCEPT_SUBSTITUTION, 0,
	  ASPECT_CONCEPT, NULL, NULL, "substitutionGroup" },
	{ "explicitDimension", NS_DF, FILTER_EXPLICIT_DIMENSION, 0,
	  ASPECT_DIMENSION, NULL, NULL, "dimension" },
	{ "forever", NS_PF, FILTER_FOREVER, 0, ASPECT_PERIOD, NULL, NULL,
	  NULL },
	{ "general", NS_GF, FILTER_GENERAL, 0, ASPECTS, "test", NULL, NULL },
	{ "generalMeasures", NS_UF, FILTER_GENERAL_MEASURES, 0, ASPECT_UNIT,
	  "test", NULL, NULL },
	{ "identifier", NS_EF, FILTER_ENTITY_TEST, 0, ASPECT_ENTITY, "test",
	  NULL, NULL },
	{ "instantDuration", NS_PF, FILTER_INSTANT_DURATION, 0,
	  ASPECT_PERIOD, NULL, NULL, NULL },
	{ "locationFilter", NS_TF, FILTER_LOCATION, 0, ASPECT_LOCATION,
	  "location", NULL, NULL },
	MATCH("matchConcept", ASPECT_CONCEPT),
	MATCH("matchDimension", ASPECT_DIMENSION),
	MATCH("matchEntityIdentifier", ASPECT_ENTITY),
	MATCH("matchLocation", ASPECT_LOCATION),
	MATCH("matchNonXDTScenario", ASPECT_NON_XDT_SCENARIO),
	MATCH("matchNonXDTSegment", ASPECT_NON_XDT_SEGMENT),
	MATCH("matchPeriod", ASPECT_PERIOD),
	MATCH("matchScenario", ASPECT_SCENARIO),
	MATCH("matchSegment", ASPECT_SEGMENT),
	MATCH("matchUnit", ASPECT_UNIT),
	{ "nil", NS_VF, FILTER_NIL, 0, ASPECTS, NULL, NULL, NULL },
	{ "orFilter", NS_BF, FILTER_OR, 0, ASPECTS, NULL, NULL, NULL },
	{ "parentFilter", NS_TF, FILTER_PARENT, 0, ASPECT_LOCATION, NULL,
	  NULL, "parent" },
	{ "period", NS_PF, FILTER_PERIOD, 0, ASPECT_PERIOD, "test", NULL,
	  NULL },
	{ "periodEnd", NS_PF, FILTER_PERIOD_END, 0, ASPECT_PERIOD, "date",
	  "time", NULL },
	{ "periodInstant", NS_PF, FILTER_PERIOD_INSTANT, 0, ASPECT_PERIOD,
	  "date", "time", NULL },
	{ "periodStart", NS_PF, FILTER_PERIOD_START, 0, ASPECT_PERIOD,
	  "date", "time", NULL },
	{ "precision", NS_VF, FILTER_PRECISION, 0, ASPECTS, "minimum", NULL,
	  NULL },
	{ "regexpIdentifier", NS_EF, FILTER_ENTITY_IDENTIFIER_PATTERN, 0,
	  ASPECT_ENTITY, NULL, NULL, NULL },
	{ "regexpScheme", NS_EF, FILTER_ENTITY_SCHEME_PATTERN, 0,
	  ASPECT_ENTITY, NULL, NULL, NULL },
	{ "relativeFilter", NS_RF, FILTER_RELATIVE, 0, ASPECTS, NULL, NULL,
	  NULL },
	{ "scenario", NS_SSF, FILTER_SCENARIO, 0, ASPECT_SCENARIO, "test",
	  NULL, NULL },
	{ "segment", NS_SSF, FILTER_SEGMENT, 0, ASPECT_SEGMENT, "test", NULL,
	  NULL },
	{ "siblingFilter", NS_TF, FILTER_SIBLING, 0, ASPECT_LOCATION, NULL,
	  NULL, NULL },
	{ "singleMeasure", NS_UF, FILTER_SINGLE_MEASURE, 0, ASPECT_UNIT,
	  NULL, NULL, "measure" },
	{ "specificIdentifier", NS_EF, FILTER_ENTITY_IDENTIFIER, 0,
	  ASPECT_ENTITY, "scheme", "value", NULL },
	{ "specificScheme", NS_EF, FILTER_ENTITY_SCHEME, 0, ASPECT_ENTITY,
	  "scheme", NULL, NULL },
	{ "typedDimension", NS_DF, FILTER_TYPED_DIMENSION, 0,
	  ASPECT_DIMENSION, "test", NULL, "dimension" },
#undef MATCH
};

static int
by_local(const void *key, const void *row)
{
	return strcmp(key, ((const struct form *)row)->local);
}

static const struct form *
form_of(const xmlNode *n)
{
	const struct form *f = bsearch(n->name, forms,
	    sizeof(forms) / sizeof(forms[0]), sizeof(forms[0]), by_local);

	return f != NULL && strcmp((const char *)n->ns->href, f->ns) == 0 ?
	    f : NULL;
}

bool
formula_filter_kind(const xmlNode *n, enum filter_kind *kind, uint8_t *value)
{
	const struct form *f = form_of(n);

	if (f == NULL)
		return false;
	*kind = (enum filter_kind)f->kind;
	*value = f->value;
	return true;
}

/* --- words --- */

struct word {
	const char *word;
	uint8_t value;
};

/* The value of a word, `otherwise` for one that is not there: the schemas of
 * filters report it. */
static uint8_t
word_of(const struct word *w, struct slice s, uint8_t otherwise)
{
	if (s.s == NULL)
		return otherwise;
	for (; w->word != NULL; w++)
		if (slice_is(slice_trim(s), w->word))
			return w->value;
	return otherwise;
}

static const struct word axes[] = {
	{ "child-or-self", AXIS_REL_CHILD_OR_SELF },
	{ "child", AXIS_REL_CHILD },
	{ "descendant", AXIS_REL_DESCENDANT },
	{ "descendant-or-self", AXIS_REL_DESCENDANT_OR_SELF },
	{ "parent", AXIS_REL_PARENT },
	{ "parent-or-self", AXIS_REL_PARENT_OR_SELF },
	{ "ancestor", AXIS_REL_ANCESTOR },
	{ "ancestor-or-self", AXIS_REL_ANCESTOR_OR_SELF },
	{ "sibling", AXIS_REL_SIBLING },
	{ "sibling-or-self", AXIS_REL_SIBLING_OR_SELF },
	{ "sibling-or-descendant", AXIS_REL_SIBLING_OR_DESCENDANT },
	{ NULL, 0 },
};

static const struct word aspects[] = {	/* Aspect Cover Filters 1.0, 2 */
	{ "all", ASPECT_ALL },
	{ "concept", ASPECT_CONCEPT },
	{ "entity-identifier", ASPECT_ENTITY },
	{ "location", ASPECT_LOCATION },
	{ "period", ASPECT_PERIOD },
	{ "unit", ASPECT_UNIT },
	{ "complete-segment", ASPECT_SEGMENT },
	{ "complete-scenario", ASPECT_SCENARIO },
	{ "non-XDT-segment", ASPECT_NON_XDT_SEGMENT },
	{ "non-XDT-scenario", ASPECT_NON_XDT_SCENARIO },
	{ "dimensions", ASPECT_DIMENSIONS },
	{ NULL, 0 },
};

static const struct word period_types[] = {
	{ "instant", PERIOD_TYPE_INSTANT }, { "duration", PERIOD_TYPE_DURATION },
	{ NULL, 0 },
};
static const struct word balances[] = {
	{ "debit", BALANCE_DEBIT }, { "credit", BALANCE_CREDIT },
	{ "none", BALANCE_NONE }, { NULL, 0 },
};
static const struct word boundaries[] = {
	{ "start", BOUNDARY_START }, { "end", BOUNDARY_END }, { NULL, 0 },
};

/* --- items --- */

static struct img_filter_item *
add_item(struct link_reader *r, struct img_filter *f, enum item_kind kind)
{
	struct img_filter_item *i = VEC_ADD(&r->d->filter_items);

	i->kind = (uint8_t)kind;
	i->name = i->expression = i->variable = NONE;
	f->n_items++;
	return i;
}

/* A child as it is in the qname.model of all these schemas and in those that
 * extend it; false for one that is neither. */
static bool
read_model(struct link_reader *r, struct img_filter_item *i, xmlNode *n)
{
	const char *local = (const char *)n->name;
	struct slice text = xml_text(n, r->scratch);

	if (strcmp(local, "qname") == 0)
		i->name = formula_qname(r, n, text);
	else if (strcmp(local, "qnameExpression") == 0)
		i->expression = formula_intern_expression(r, n, text);
	else if (strcmp(local, "variable") == 0)
		i->variable = formula_name(r, n, text);
	else
		return false;
	i->given = 1;
	return true;
}

/* The children of an item: the model, and of a member its network. */
static void
read_item(struct link_reader *r, struct img_filter *f, enum item_kind kind,
    xmlNode *n)
{
	uint32_t at = (uint32_t)r->d->filter_items.n;
	struct img_filter_item *i = add_item(r, f, kind);

	i->axis = AXIS_REL_NONE;
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next)) {
		struct slice text = slice_trim(xml_text(n, r->scratch));

		i = &r->d->filter_items.v[at];
		if (read_model(r, i, n))
			continue;
		if (strcmp((const char *)n->name, "linkrole") == 0)
			i->linkrole = formula_intern_text(r->d, text);
		else if (strcmp((const char *)n->name, "arcrole") == 0)
			i->arcrole = formula_intern_text(r->d, text);
		else if (strcmp((const char *)n->name, "axis") == 0)
			i->axis = word_of(axes, text, AXIS_REL_NONE);
	}
}

static void
read_aspect_cover(struct link_reader *r, struct img_filter *f, xmlNode *n)
{
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next)) {
		const char *local = (const char *)n->name;
		struct img_filter_item *i;

		if (strcmp(local, "dimension") == 0) {
			read_item(r, f, ITEM_DIMENSION, n);
			f->aspects |= ASPECT_BIT(ASPECT_DIMENSION);
		} else if (strcmp(local, "excludeDimension") == 0) {
			read_item(r, f, ITEM_EXCEPT, n);
		} else if (strcmp(local, "aspect") == 0) {
			i = add_item(r, f, ITEM_ASPECT);
			i->value = word_of(aspects,
			    xml_text(n, r->scratch), ASPECTS);
			i->given = i->value != ASPECTS;
			if (i->given)
				f->aspects |= ASPECT_BIT(i->value);
		}
	}
}

/* The five that a concept relation has, in the order of enum below. */
enum { REL_SOURCE, REL_LINKROLE, REL_LINKNAME, REL_ARCROLE, REL_ARCNAME,
	REL_ITEMS };

static void
read_relation_child(struct link_reader *r, struct img_filter *f, xmlNode *n)
{
	static const struct {
		const char *local;
		uint8_t item;
		bool expression, uri;
	} children[] = {
		{ "linkrole", REL_LINKROLE, false, true },
		{ "linkroleExpression", REL_LINKROLE, true, false },
		{ "linkname", REL_LINKNAME, false, false },
		{ "linknameExpression", REL_LINKNAME, true, false },
		{ "arcrole", REL_ARCROLE, false, true },
		{ "arcroleExpression", REL_ARCROLE, true, false },
		{ "arcname", REL_ARCNAME, false, false },
		{ "arcnameExpression", REL_ARCNAME, true, false },
	};
	struct slice text = xml_text(n, r->scratch);
	struct img_filter_item *items =
	    r->d->filter_items.v + f->items, *item;
	size_t i;

	for (i = 0; i < sizeof(children) / sizeof(children[0]); i++) {
		if (strcmp((const char *)n->name, children[i].local) != 0)
			continue;
		item = &items[children[i].item];
		item->given = 1;
		if (children[i].expression)
			item->expression = formula_intern_expression(r, n,
			    text);
		else if (children[i].uri)
			item->linkrole = formula_intern_text(r->d,
			    slice_trim(text));
		else
			item->name = formula_qname(r, n, text);
		return;
	}
	if (strcmp((const char *)n->name, "axis") == 0)
		f->value = word_of(axes, text, AXIS_REL_NONE);
	else if (strcmp((const char *)n->name, "generations") == 0)
		f->generations = (uint32_t)strtoul(
		    arena_copy(r->scratch, slice_trim(text)).s, NULL, 10);
	else
		(void)read_model(r, &items[REL_SOURCE], n);
}

/* Concept Relation Filters 1.0, 2: with an axis that goes one generation no
 * more can be asked for. */
static void
check_generations(struct link_reader *r, const struct img_filter *f,
    const xmlNode *n)
{
	static const uint32_t one =
	    1u << AXIS_REL_CHILD | 1u << AXIS_REL_CHILD_OR_SELF |
	    1u << AXIS_REL_PARENT | 1u << AXIS_REL_PARENT_OR_SELF |
	    1u << AXIS_REL_SIBLING | 1u << AXIS_REL_SIBLING_OR_SELF;
	struct finding *x;

	if (f->generations <= 1 || (one >> f->value & 1) == 0)
		return;
	x = finding_add(r->d->findings,
	    F_xbrlcrfe_invalidConceptRelationParameters, link_here(r, n));
	finding_argf(x, "generations", "%u", f->generations);
}

static void
read_relation(struct link_reader *r, struct img_filter *f, xmlNode *n)
{
	static const uint8_t kinds[REL_ITEMS] = { ITEM_SOURCE, ITEM_URI,
	    ITEM_NAME, ITEM_URI, ITEM_NAME };
	const xmlNode *filter = n;
	int i;

	f->value = AXIS_REL_NONE;
	for (i = 0; i < REL_ITEMS; i++)
		(void)add_item(r, f, (enum item_kind)kinds[i]);
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next))
		read_relation_child(r, f, n);
	check_generations(r, f, filter);
}

static void
read_items(struct link_reader *r, const struct form *form,
    struct img_filter *f, xmlNode *n)
{
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next)) {
		if (strcmp((const char *)n->name, form->item) == 0)
			read_item(r, f, ITEM_NAME, n);
		else if (f->kind == FILTER_EXPLICIT_DIMENSION &&
		    strcmp((const char *)n->name, "member") == 0)
			read_item(r, f, ITEM_MEMBER, n);
	}
}

/* --- what single forms have besides --- */

static void
read_particular(struct link_reader *r, struct img_filter *f, xmlNode *n)
{
	struct img_filter_item *i;

	switch ((enum filter_kind)f->kind) {
	case FILTER_CONCEPT_PERIOD_TYPE:
		f->value = word_of(period_types,
		    formula_attr(r, n, "periodType"), PERIOD_TYPE_NONE);
		break;
	case FILTER_CONCEPT_BALANCE:
		f->value = word_of(balances, formula_attr(r, n, "balance"),
		    BALANCE_NONE);
		break;
	case FILTER_INSTANT_DURATION:
		f->value = word_of(boundaries, formula_attr(r, n,
		    "boundary"), BOUNDARY_START);
		break;
	case FILTER_ENTITY_SCHEME_PATTERN:
	case FILTER_ENTITY_IDENTIFIER_PATTERN:
		f->text = formula_intern_text(r->d, formula_attr(r, n,
		    "pattern"));
		break;
	case FILTER_MATCH:
		if (f->value != ASPECT_DIMENSION)
			break;
		i = add_item(r, f, ITEM_NAME);
		i->name = formula_qname(r, n, formula_attr(r, n,
		    "dimension"));
		i->given = 1;
		break;
	case FILTER_ASPECT_COVER:
		read_aspect_cover(r, f, n);
		break;
	case FILTER_CONCEPT_RELATION:
		read_relation(r, f, n);
		break;
	case FILTER_CONCEPT_NAME:
	case FILTER_CONCEPT_ATTRIBUTE:
	case FILTER_CONCEPT_DATA_TYPE:
	case FILTER_CONCEPT_SUBSTITUTION:
	case FILTER_AND:
	case FILTER_OR:
	case FILTER_EXPLICIT_DIMENSION:
	case FILTER_TYPED_DIMENSION:
	case FILTER_ENTITY_TEST:
	case FILTER_ENTITY_SCHEME:
	case FILTER_ENTITY_IDENTIFIER:
	case FILTER_GENERAL:
	case FILTER_PERIOD:
	case FILTER_PERIOD_START:
	case FILTER_PERIOD_END:
	case FILTER_PERIOD_INSTANT:
	case FILTER_FOREVER:
	case FILTER_RELATIVE:
	case FILTER_SEGMENT:
	case FILTER_SCENARIO:
	case FILTER_PARENT:
	case FILTER_ANCESTOR:
	case FILTER_SIBLING:
	case FILTER_LOCATION:
	case FILTER_SINGLE_MEASURE:
	case FILTER_GENERAL_MEASURES:
	case FILTER_NIL:
	case FILTER_PRECISION:
	case FILTER_UNKNOWN:
	case FILTER_KINDS:
		break;
	}
}

uint32_t
formula_read_filter(struct link_reader *r, xmlNode *n, enum filter_kind kind,
    uint8_t value, uint32_t resource)
{
	const struct form *form = form_of(n);
	struct img_filter f = { .kind = (uint8_t)kind, .value = value,
	    .test = NONE, .second = NONE, .resource = resource };

	f.items = (uint32_t)r->d->filter_items.n;
	f.uses = (uint32_t)r->d->filter_uses.n;
	if (form == NULL || kind == FILTER_AND || kind == FILTER_OR)
		return NONE;		/* formula_filter.c: with its uses */
	if (form->aspect != ASPECTS)
		f.aspects = ASPECT_BIT(form->aspect);
	if (form->test != NULL)
		f.test = formula_attr_expression(r, n, form->test);
	if (form->second != NULL)
		f.second = formula_attr_expression(r, n, form->second);
	f.variable = formula_name(r, n, formula_attr(r, n, "variable"));
	if (formula_flag(r, n, "strict"))
		f.flags |= FILTER_STRICT;
	if (formula_flag(r, n, "matchAny"))
		f.flags |= FILTER_MATCH_ANY;
	if (form->item != NULL)
		read_items(r, form, &f, n);
	read_particular(r, &f, n);
	return formula_intern_filter(r->d, &f);
}
