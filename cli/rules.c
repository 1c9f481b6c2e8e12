/*
 * rules.c: rules as `rekenschap rules` shows them, read from where each of them
 * stands once: findings in base/messages, assertions in a taxonomy.
 */
#include "cli/rules.h"

#include "base/arena.h"
#include "base/buf.h"
#include "taxonomy/formula.h"

static const char *const lang_code[2] = { "nl", "en" };

static void
rule_clear(struct listed_rule *r)
{
	int lang;

	memset(r, 0, sizeof(*r));
	r->source = r->test = r->given = SLICE_NONE;
	for (lang = 0; lang < 2; lang++)
		r->title[lang] = r->text[lang] = r->help[lang] = SLICE_NONE;
}

void
rules_of_findings(listed_rules *rules)
{
	const struct message *m;
	struct listed_rule r;
	int i, lang;

	for (i = 0; i < FINDING_CODES; i++) {
		m = message_of((enum finding_code)i);
		rule_clear(&r);
		r.code = slice_of(m->code);
		r.severity = m->severity;
		r.source = slice_of(m->source);
		for (lang = 0; lang < 2; lang++) {
			r.text[lang] = slice_of(m->text[lang]);
			r.help[lang] = slice_of(m->help[lang]);
		}
		VEC_PUSH(rules, r);
	}
}

/* Takes what was written, and begins afresh. */
static struct slice
taken(struct buf *b, struct arena *a)
{
	struct slice s = SLICE_NONE;

	if (b->n > 0)
		s = arena_copy(a, buf_get(b));
	buf_clear(b);
	return s;
}

static struct slice
expression(const struct taxonomy *t, uint32_t row)
{
	const struct img_expression *e = formula_expression(t, row);

	return e == NULL ? SLICE_NONE : formula_text(t, e->source);
}

/* The label of an element as a statement shows it: of a total its total label. */
static struct slice
label(const struct taxonomy *t, uint32_t element, int lang)
{
	struct slice in = slice_of(lang_code[lang]), s;
	uint32_t node = NODE(NODE_ELEMENT, element);

	s = taxonomy_label_exact(t, node, slice_of(ROLE_TOTAL_LABEL), in);
	if (s.s == NULL)
		s = taxonomy_label(t, node, slice_of(ROLE_LABEL), in);
	return s.s == NULL ? taxonomy_element_local(t, element) : s;
}

/* What a fact variable binds: its concepts; else what selects it. */
static void
name_label(const struct taxonomy *t, const struct img_variable *v, int lang,
    struct buf *b)
{
	uint32_t i;

	if (v->kind == VARIABLE_GENERAL) {
		buf_slice(b, expression(t, v->expression));
		return;
	}
	for (i = 0; i < v->n_concepts; i++) {
		if (i > 0)
			buf_puts(b, "; ");
		buf_slice(b, label(t, formula_list(t, v->concepts + i), lang));
	}
	if (v->n_concepts == 0)
		buf_puts(b, lang == LANG_NL ? "elk feit" : "any fact");
}

static void
read_names(struct listed_rule *r, const struct taxonomy *t,
    const struct img_variable_set *set, struct arena *a)
{
	struct buf b = BUF_ANY;
	uint32_t i;
	int lang;

	for (i = 0; i < set->n_bindings; i++) {
		const struct img_binding *in = formula_binding(t,
		    set->bindings + i);
		const struct img_name *name;
		const struct img_variable *v;
		struct rule_name n = { .otherwise = SLICE_NONE };

		if (in == NULL || in->kind == BINDING_PARAMETER ||
		    (v = formula_variable(t, in->target)) == NULL ||
		    (name = taxonomy_name(t, in->name)) == NULL)
			continue;
		n.name = taxonomy_text(t, name->local);
		for (lang = 0; lang < 2; lang++) {
			name_label(t, v, lang, &b);
			n.label[lang] = taken(&b, a);
		}
		if (v->kind == VARIABLE_FACT)
			n.otherwise = expression(t, v->expression);
		VEC_PUSH(&r->names, n);
	}
	buf_free(&b);
}

static void
read_test(struct listed_rule *r, const struct taxonomy *t,
    const struct img_assertion *as, struct arena *a)
{
	const struct img_variable_set *set;
	struct buf b = BUF_ANY;
	uint32_t i;

	if (as->kind == ASSERTION_CONSISTENCY || as->n_sets == 0 ||
	    (set = formula_set(t, formula_list(t, as->sets))) == NULL)
		return;
	r->test = expression(t, set->expression);
	for (i = 0; i < set->n_preconditions; i++) {
		if (i > 0)
			buf_puts(&b, " and ");
		buf_slice(&b, expression(t, formula_list(t,
		    set->preconditions + i)));
	}
	r->given = taken(&b, a);
	buf_free(&b);
	read_names(r, t, set, a);
}

/* A message as it was written: parts of text, and XPath in braces. */
static struct slice
message_text(const struct taxonomy *t, const struct img_message *m,
    struct arena *a)
{
	struct buf b = BUF_ANY;
	struct slice s;
	uint32_t i;

	for (i = 0; i < m->n_parts; i++) {
		const struct img_message_part *p = formula_message_part(t,
		    m->parts + i);

		if (p == NULL)
			break;
		buf_slice(&b, formula_text(t, p->text));
		if (p->expression == NONE)
			continue;
		buf_char(&b, '{');
		buf_slice(&b, expression(t, p->expression));
		buf_char(&b, '}');
	}
	s = taken(&b, a);
	buf_free(&b);
	return s;
}

/* The first message in each language; in no other than ours, that one. */
static void
read_messages(struct listed_rule *r, const struct taxonomy *t,
    const struct img_assertion *as, struct arena *a)
{
	uint32_t i;
	int lang;

	for (i = 0; i < as->n_messages; i++) {
		const struct img_message_use *use = formula_message_use(t,
		    as->messages + i);
		const struct img_message *m;
		const struct img_resource *res;
		struct slice in;

		if (use == NULL || use->satisfied ||
		    (m = formula_message(t, use->message)) == NULL ||
		    (res = taxonomy_resource(t, m->resource)) == NULL)
			continue;
		in = taxonomy_text(t, res->lang);
		for (lang = 0; lang < 2; lang++)
			if (r->text[lang].s == NULL &&
			    slice_starts(in, slice_of(lang_code[lang])))
				r->text[lang] = message_text(t, m, a);
	}
	for (lang = 0; lang < 2; lang++)
		if (r->text[lang].s == NULL)
			r->text[lang] = r->text[!lang];
}

/* The parts of a reference, one after the other. */
static void
add_reference(struct buf *b, const struct taxonomy *t, uint32_t resource)
{
	const struct img_resource *r = taxonomy_resource(t, resource);
	uint32_t i;

	if (b->n > 0 && r != NULL)
		buf_puts(b, "; ");
	for (i = 0; r != NULL && i < r->n_parts; i++) {
		const struct img_part *p = taxonomy_part(t, r->parts + i);

		if (p == NULL)
			break;
		if (i > 0)
			buf_puts(b, ", ");
		buf_slice(b, taxonomy_text(t, p->value));
	}
}

static void
read_source(struct listed_rule *r, const struct taxonomy *t,
    uint32_t resource, struct arena *a)
{
	struct buf b = BUF_ANY;
	uint32_t n = NONE, first, count, i;

	while ((n = taxonomy_next_network(t, n, slice_of(ARCROLE_ELEMENT_REF),
	    SLICE_NONE)) != NONE) {
		taxonomy_from(t, n, NODE(NODE_RESOURCE, resource), &first,
		    &count);
		for (i = 0; i < count; i++) {
			uint32_t to = taxonomy_relationship(t, first + i)->to;

			if (NODE_KIND(to) == NODE_RESOURCE)
				add_reference(&b, t, NODE_ROW(to));
		}
	}
	r->source = taken(&b, a);
	buf_free(&b);
}

static enum severity
severity_of(const struct img_assertion *as)
{
	switch ((enum assertion_severity)as->severity) {
	case ASSERTION_OK:
		return SEVERITY_NOTE;
	case ASSERTION_WARNING:
		return SEVERITY_WARNING;
	case ASSERTION_ERROR:
	case ASSERTION_COMPUTED:	/* it may be: the worst of them */
		return SEVERITY_ERROR;
	}
	return SEVERITY_ERROR;
}

void
rules_of_taxonomy(listed_rules *rules, const struct taxonomy *t,
    struct arena *a)
{
	uint32_t n = taxonomy_count(t, SEC_ASSERTIONS), i;
	int lang;

	for (i = 0; i < n; i++) {
		const struct img_assertion *as = formula_assertion(t, i);
		struct listed_rule r;

		if (as == NULL)
			break;
		rule_clear(&r);
		r.code = formula_assertion_id(t, as);
		r.severity = severity_of(as);
		for (lang = 0; lang < 2; lang++)
			r.title[lang] = taxonomy_label(t, NODE(NODE_RESOURCE,
			    as->resource), slice_of(ROLE_ELEMENT_LABEL),
			    slice_of(lang_code[lang]));
		read_messages(&r, t, as, a);
		read_test(&r, t, as, a);
		read_source(&r, t, as->resource, a);
		VEC_PUSH(rules, r);
	}
}

void
listed_rules_free(listed_rules *rules)
{
	size_t i;

	for (i = 0; i < rules->n; i++)
		VEC_FREE(&rules->v[i].names);
	VEC_FREE(rules);
}
