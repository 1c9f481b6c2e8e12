/*
 * registry_types.c: what the Data Type Registry demands of its types beyond
 * their schemas (the definitions in numeric-2009-12-16, nonNumeric-2009-12-16
 * and types of 2020-01-21, 2022-03-31 and 2024-01-31).
 *
 * (1) A type counts by its name in a namespace of the registry, or in that of
 *     any type it is derived from.
 * (2) noDecimalsMonetaryItemType and its non-negative sister: decimals, stated
 *     or inferred, is at most 0, or INF.
 * (3) xmlNodesItemType, and textBlockItemType which is derived from it: text
 *     and well-formed XML nodes; xmlItemType: well-formed XML.
 * (4) The registry names no error codes, and readers of text blocks live with
 *     HTML that is no XML: (3) is a warning.
 * (5) SQNameItemType, SQNamesItemType: each prefix is declared where the fact
 *     stands.  A type derived from prefixedContentItemType in another way is
 *     one whose content nobody can read: an error, says the registry.
 * (6) Not judged: whether a text block is XHTML; (5) of typed dimensions.
 */
#include "validate/validate.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/xml.h"
#include "validate/calculation.h"
#include "validate/rule.h"

#define MAX_DERIVED	1000		/* steps up from a type */
#define MAX_MARKUP	((size_t)8 << 20)	/* libxml2 stops at ten */

enum demand { DEMAND_UNKNOWN, DEMAND_NONE, DEMAND_NO_DECIMALS, DEMAND_NODES,
	DEMAND_XML, DEMAND_PREFIXES, DEMAND_RECOGNITION };

static const struct {
	const char *type;
	enum demand demand;
} demands[] = {
	{ "noDecimalsMonetaryItemType", DEMAND_NO_DECIMALS },
	{ "nonNegativeNoDecimalsMonetaryItemType", DEMAND_NO_DECIMALS },
	{ "xmlNodesItemType", DEMAND_NODES },
	{ "xmlItemType", DEMAND_XML },
	{ "SQNameItemType", DEMAND_PREFIXES },
	{ "SQNamesItemType", DEMAND_PREFIXES },
	{ "prefixedContentItemType", DEMAND_RECOGNITION },
};

/* What a type demands by its own name. */
static enum demand
demand_of_name(const struct taxonomy *t, const struct img_type *type)
{
	const struct img_name *name = taxonomy_name(t, type->name);
	size_t i;

	if (name == NULL || !slice_starts(taxonomy_text(t, name->ns),
	    SLICE(NS_DTR)))
		return DEMAND_NONE;
	for (i = 0; i < sizeof(demands) / sizeof(demands[0]); i++)
		if (taxonomy_text_is(t, name->local, demands[i].type))
			return demands[i].demand;
	return DEMAND_NONE;
}

/* (1) */
static enum demand
demand_of(const struct taxonomy *t, uint32_t row)
{
	const struct img_type *type = taxonomy_type(t, row);
	enum demand demand = DEMAND_NONE;
	int steps = 0;

	for (; type != NULL && demand == DEMAND_NONE &&
	    steps < MAX_DERIVED; steps++) {
		demand = demand_of_name(t, type);
		type = taxonomy_type(t, type->base);
	}
	/* The type itself makes no promise that could be broken (5). */
	return demand == DEMAND_RECOGNITION && steps == 1 ? DEMAND_NONE :
	    demand;
}

/* (2) */
static void
check_decimals(const struct report *r, uint32_t i, struct arena *scratch,
    struct findings *fs)
{
	const struct fact *fact = &r->facts.v[i];
	struct operand o;
	int32_t decimals;
	char text[16];

	if ((fact->flags & FACT_BAD_ACCURACY) ||
	    (fact->decimals == DECIMALS_NONE &&
	    fact->precision == DECIMALS_NONE) ||
	    !operand_parse(&o, fact->value, SLICE_NONE, fact->decimals,
	    fact->precision, scratch) || !operand_decimals(&o, &decimals) ||
	    decimals == DECIMALS_INF || decimals <= 0)
		return;
	snprintf(text, sizeof(text), "%d", (int)decimals);
	finding_arg(rule_fact(fs, F_dtr_noDecimalsMonetaryItemType_Decimals,
	    r, i), "decimals", slice_of(text));
}

/* (3): nodes are the children of an element made for them. */
static void
check_markup(const struct report *r, uint32_t i, enum demand demand,
    struct arena *scratch, struct findings *fs)
{
	struct slice value = r->facts.v[i].value;
	struct xml_error error = { NULL, 0, 0 };
	struct finding *f;

	if (value.n > MAX_MARKUP || (demand == DEMAND_NODES && (value.n == 0 ||
	    (memchr(value.s, '<', value.n) == NULL &&
	    memchr(value.s, '&', value.n) == NULL))))
		return;		/* plain text */
	if (demand == DEMAND_XML)
		value = slice_trim(value);
	if (xml_is_well_formed(value, demand == DEMAND_NODES, scratch,
	    &error))
		return;
	f = rule_fact(fs, demand == DEMAND_XML ?
	    F_dtr_xmlItemType_NotWellFormed :
	    F_dtr_xmlNodesItemType_NotWellFormed, r, i);
	finding_arg(f, "reason", slice_of(error.message));
}

/* (5) */
static void
check_prefixes(const struct report *r, uint32_t i, struct findings *fs)
{
	const struct fact *fact = &r->facts.v[i];
	struct slice rest = slice_trim(fact->value), name, prefix;
	const char *colon;
	size_t n;

	while (rest.n > 0) {
		for (n = 0; n < rest.n && !is_xml_space(rest.s[n]); n++)
			;
		name = (struct slice){ rest.s, n };
		rest = slice_trim(slice_from(rest, n));
		if ((colon = memchr(name.s, ':', name.n)) == NULL)
			continue;	/* which its type has said already */
		prefix = (struct slice){ name.s, (size_t)(colon - name.s) };
		if (!is_ncname(prefix) ||
		    report_namespace(r, fact->scope, prefix).s != NULL)
			continue;
		finding_arg(rule_fact(fs, F_dtr_SQNameItemType_Prefix, r, i),
		    "prefix", prefix);
		return;
	}
}

static void
check_fact(const struct report *r, uint32_t i, enum demand demand,
    struct arena *scratch, struct findings *fs)
{
	struct arena_mark mark = arena_mark(scratch);

	switch (demand) {
	case DEMAND_UNKNOWN:
	case DEMAND_NONE:
		break;
	case DEMAND_NO_DECIMALS:
		check_decimals(r, i, scratch, fs);
		break;
	case DEMAND_NODES:
	case DEMAND_XML:
		check_markup(r, i, demand, scratch, fs);
		break;
	case DEMAND_PREFIXES:
		check_prefixes(r, i, fs);
		break;
	case DEMAND_RECOGNITION:
		(void)rule_fact(fs,
		    F_dtr_prefixedContentItemType_Unrecognised, r, i);
		break;
	}
	arena_reset(scratch, mark);
}

struct check {
	const struct report *r;
	struct findings     *fs;
	struct arena        *scratch;
	uint32_t             n_types;
	uint8_t             *demand;	/* enum demand, by type */
};

static bool
begin(void *ctx, const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct check *k = ctx;

	(void)o;
	if (r->taxonomy == NULL)
		return false;
	k->r = r;
	k->fs = fs;
	k->n_types = taxonomy_count(r->taxonomy, SEC_TYPES);
	k->demand = mem_calloc(k->n_types, 1);
	k->scratch = arena_new();
	(void)arena_alloc(k->scratch, 1);	/* a chunk that stays */
	return true;
}

static void
facts(void *ctx, uint32_t first, uint32_t end)
{
	struct check *k = ctx;
	uint8_t *demand;
	uint32_t i;

	for (i = first; i < end; i++) {
		const struct fact *fact = &k->r->facts.v[i];

		if (fact->flags & (FACT_NIL | FACT_TUPLE | FACT_MARKUP) ||
		    fact->type >= k->n_types)
			continue;
		demand = &k->demand[fact->type];
		if (*demand == DEMAND_UNKNOWN)
			*demand = (uint8_t)demand_of(k->r->taxonomy,
			    fact->type);
		if (*demand != DEMAND_NONE)
			check_fact(k->r, i, (enum demand)*demand, k->scratch,
			    k->fs);
	}
}

static void
end(void *ctx)
{
	struct check *k = ctx;

	arena_free(k->scratch);
	mem_free(k->demand);
}

const struct fact_rule rule_registry_types = { sizeof(struct check), begin,
	facts, end };
