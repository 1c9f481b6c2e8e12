/*
 * ids.c: values of type xs:ID, xs:IDREF and xs:ENTITY (XML Schema 1.0 part 1,
 * 3.15.4 cvc-id, 3.14.4 cvc-simple-type; part 2, 3.3.8 to 3.3.11).
 *
 * (1) An ID is the value of one element or attribute of the document only,
 *     the ids of contexts, units, facts and footnotes included; those are told
 *     apart while reading, like all attributes of segments and scenarios.
 * (2) An IDREF, and each of IDREFS, is some ID of the document.
 * (3) An ENTITY is declared in a document type; no report has one.
 *
 * Judged are facts, their attributes, and the content of segments, scenarios
 * and typed members as far as a global declaration or xsi:type tells its type.
 * A value that its type does not allow is left to others.
 */
#include "base/xml.h"
#include "taxonomy/simple_type.h"
#include "taxonomy/attribute_use.h"
#include "validate/rule.h"
#include "validate/validate.h"

#define MAX_DEPTH	32	/* unions in lists in unions */

enum knowledge { UNKNOWN, HOLDS_NONE, HOLDS_KEYS };

struct ids {
	const struct report *r;
	struct findings     *fs;
	struct simple_types *types;
	struct arena        *scratch;	/* reset after every value */
	struct intern       *own;	/* values of type ID */
	uint8_t             *known;	/* enum knowledge, by type row */
	uint32_t             n_types;
	bool                 references;	/* the second round: IDREF, ENTITY */
	bool                 any;	/* there is something for it to do */
	/* What is being judged. */
	struct in_scope      in;
	uint32_t             fact;	/* or NONE: content */
	const struct content_element *content;
	bool                 noted;	/* IDs were collected by the reader */
};

static struct finding *
add_finding(struct ids *k, enum finding_code code, struct slice value)
{
	struct finding *f;

	if (k->fact != NONE) {
		f = rule_fact(k->fs, code, k->r, k->fact);
	} else {
		f = rule_at(k->fs, code, k->r, k->content->span);
		finding_arg(f, "concept", report_qname(k->r,
		    k->content->name, k->scratch));
	}
	finding_arg(f, code == F_xml_IdNotUnique ? "id" : "value", value);
	return f;
}

/* (1) */
static void
take_id(struct ids *k, struct slice value)
{
	uint32_t before = intern_count(k->own);

	if (k->noted)
		return;
	(void)intern_add(k->own, value);
	if (intern_count(k->own) == before || report_is_id(k->r, value))
		(void)add_finding(k, F_xml_IdNotUnique, value);
}

static void
take_atomic(struct ids *k, enum builtin builtin, struct slice value)
{
	if (builtin == BUILTIN_ID && !k->references)
		take_id(k, value);
	else if (builtin == BUILTIN_IDREF && k->references &&
	    !report_is_id(k->r, value) &&
	    intern_find(k->own, value) == NONE)
		(void)add_finding(k, F_xsd_cvc_id_1, value);
	else if (builtin == BUILTIN_ENTITY && k->references)
		(void)add_finding(k, F_xsd_cvc_simple_type_2, value);
}

static void
take(struct ids *k, uint32_t row, struct slice value, int depth)
{
	const struct img_type *type = taxonomy_type(k->r->taxonomy, row);
	uint32_t member;
	size_t n;

	if (type == NULL || type->content != CONTENT_SIMPLE ||
	    depth > MAX_DEPTH)
		return;
	value = slice_trim(value);
	switch ((enum variety)type->variety) {
	case VARIETY_ATOMIC:
		if (is_ncname(value))
			take_atomic(k, (enum builtin)type->builtin, value);
		break;
	case VARIETY_LIST:
		for (; value.n > 0; value = slice_trim(slice_from(value, n))) {
			for (n = 0; n < value.n && !is_xml_space(value.s[n]);)
				n++;
			take(k, type->item, (struct slice){ value.s, n },
			    depth + 1);
		}
		break;
	case VARIETY_UNION:
		member = simple_type_member(k->types, row, value,
		    report_lookup, &k->in, k->scratch);
		if (member != row)
			take(k, member, value, depth + 1);
		break;
	}
}

static void
check_value(struct ids *k, uint32_t type, struct slice value)
{
	struct arena_mark mark;

	if (type >= k->n_types || k->known[type] == HOLDS_NONE)
		return;
	if (k->known[type] == UNKNOWN)
		k->known[type] = simple_type_holds(k->r->taxonomy, type) &
		    SIMPLE_HOLDS_KEYS ? HOLDS_KEYS : HOLDS_NONE;
	if (k->known[type] == HOLDS_NONE || value.s == NULL)
		return;
	k->any = true;
	mark = arena_mark(k->scratch);
	take(k, type, value, 0);
	arena_reset(k->scratch, mark);
}

static void
check_attributes(struct ids *k, uint32_t type, uint32_t first, uint32_t n)
{
	const struct img_type *row = taxonomy_type(k->r->taxonomy, type);
	const struct content_view view = report_content(k->r);
	uint32_t i;

	for (i = first; i < first + n; i++)
		check_value(k, attribute_find(&view, row,
		    k->r->attributes.v[i].name).type,
		    k->r->attributes.v[i].value);
}

static void
check_fact(struct ids *k, uint32_t row)
{
	const struct fact *f = &k->r->facts.v[row];
	uint32_t type = f->type;

	k->fact = row;
	k->in.scope = f->scope;
	if (f->element == NONE)
		return;
	if (f->n_extras > 0)
		check_attributes(k, type, f->extras, f->n_extras);
	if ((f->flags & (FACT_NIL | FACT_TUPLE | FACT_FRACTION |
	    FACT_MARKUP)) == 0)
		check_value(k, type, f->value);
}

static void
check_content(struct ids *k, const struct content_element *c)
{
	const struct img_element *e = taxonomy_element(k->r->taxonomy,
	    k->r->names.v[c->name].element);
	uint32_t type = c->xsi_type != NONE ? c->xsi_type :
	    e != NULL ? e->type : NONE;

	k->fact = NONE;
	k->content = c;
	k->in.scope = c->scope;
	k->noted = true;
	check_attributes(k, type, c->attributes, c->n_attributes);
	k->noted = false;
	if (!c->nil && !c->has_children)
		check_value(k, type, c->text);
}

static void
contents(struct ids *k)
{
	uint32_t i;

	for (i = 0; i < k->r->contents.n; i++)
		check_content(k, &k->r->contents.v[i]);
}

static bool
begin(void *ctx, const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct ids *k = ctx;

	(void)o;
	if (r->taxonomy == NULL)
		return false;
	k->r = r;
	k->fs = fs;
	k->in = (struct in_scope){ r, NONE };
	k->types = simple_types_new(r->taxonomy);
	k->scratch = arena_new();
	(void)arena_alloc(k->scratch, 1);	/* a chunk that stays */
	k->own = intern_new();
	k->n_types = taxonomy_count(r->taxonomy, SEC_TYPES);
	k->known = mem_calloc(k->n_types, 1);
	contents(k);
	return true;
}

static void
facts(void *ctx, uint32_t first, uint32_t end)
{
	uint32_t i;

	for (i = first; i < end; i++)
		check_fact(ctx, i);
}

/* The second round: what refers to an ID needs all of them. */
static void
end(void *ctx)
{
	struct ids *k = ctx;

	k->references = true;
	if (k->any) {
		contents(k);
		facts(k, 0, (uint32_t)k->r->facts.n);
	}
	mem_free(k->known);
	intern_free(k->own);
	arena_free(k->scratch);
	simple_types_free(k->types);
}

const struct fact_rule rule_ids = { sizeof(struct ids), begin, facts, end };
