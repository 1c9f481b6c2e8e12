/*
 * binding_words.c: see binding_words.h.
 *
 * Labels are compared with each other once for each set that is put in words:
 * of sets with more than MANY bindings each is called by its $name too.
 */
#include "formula/binding_words.h"

#include "formula/expression.h"

#define MANY	64

struct slice
binding_words_name(const struct taxonomy *t, uint32_t name, struct arena *a)
{
	const struct img_name *n = taxonomy_name(t, name);

	return n == NULL ? SLICE("$?") : arena_pair(a, SLICE(""), '$',
	    taxonomy_text(t, n->local));
}

/* The one element that all of a binding's facts have, or that it could bind;
 * NONE. */
static uint32_t
element_of(const struct binding_words *w, const struct img_binding *b,
    uint32_t position)
{
	const struct bound *bound = w->e == NULL ||
	    position >= w->e->n_bound ? NULL : &w->e->bound[position];
	const struct img_variable *v = b->kind == BINDING_FACT ?
	    formula_variable(w->t, b->target) : NULL;
	const struct fact *facts;
	uint32_t i, element;

	if (bound != NULL && bound->kind == BOUND_FACTS && bound->n > 0) {
		facts = w->e->run->report->facts.v;
		element = facts[bound->facts[0]].element;
		for (i = 1; i < bound->n && element != NONE; i++)
			if (facts[bound->facts[i]].element != element)
				element = NONE;
		return element;
	}
	return v != NULL && (v->flags & VARIABLE_NAMED) &&
	    v->n_concepts == 1 ? formula_list(w->t, v->concepts) : NONE;
}

static struct slice
label_of(const struct binding_words *w, uint32_t position)
{
	const struct img_binding *b = formula_binding(w->t,
	    w->set->bindings + position);
	uint32_t element = b == NULL ? NONE : element_of(w, b, position);

	return element == NONE ? SLICE("") : slice_trim(taxonomy_label(w->t,
	    NODE(NODE_ELEMENT, element), SLICE(ROLE_LABEL),
	    w->lang == LANG_NL ? SLICE("nl") : SLICE("en")));
}

void
binding_words_begin(struct binding_words *w, const struct taxonomy *t,
    const struct img_variable_set *set, const struct evaluation *e,
    enum lang lang, struct arena *a)
{
	uint32_t i;

	*w = (struct binding_words){ .t = t, .set = set, .e = e, .arena = a,
	    .lang = lang };
	w->labels = arena_alloc(a, (set->n_bindings + 1) *
	    sizeof(*w->labels));
	for (i = 0; i < set->n_bindings; i++)
		w->labels[i] = label_of(w, i);
	w->words.libraries = e != NULL ? expression_libraries(e->run,
	    &w->words.n_libraries) : formula_xp_libraries(t, a,
	    &w->words.n_libraries);
}

/* Whether another binding has the same label. */
static bool
is_shared(const struct binding_words *w, uint32_t position)
{
	uint32_t i;

	if (w->set->n_bindings > MANY)
		return true;
	for (i = 0; i < w->set->n_bindings; i++)
		if (i != position && slice_eq(w->labels[i],
		    w->labels[position]))
			return true;
	return false;
}

static bool
is_missing(const struct binding_words *w, uint32_t position)
{
	return w->e != NULL && position < w->e->n_bound &&
	    w->e->bound[position].kind == BOUND_FALLBACK;
}

void
binding_words_put(struct binding_words *w, struct buf *b, uint32_t position,
    bool bare)
{
	const struct img_binding *row = formula_binding(w->t,
	    w->set->bindings + position);
	struct slice name, label = w->labels[position];

	if (row == NULL)
		return;
	name = binding_words_name(w->t, row->name, w->arena);
	if (label.n == 0)
		buf_slice(b, name);
	else if (is_shared(w, position))
		buf_printf(b, "“%.*s” (%.*s)", SLICE_ARG(label),
		    SLICE_ARG(name));
	else
		buf_printf(b, "“%.*s”", SLICE_ARG(label));
	if (!bare && is_missing(w, position))
		buf_puts(b, w->lang == LANG_NL ? " (ontbreekt)" :
		    " (missing)");
}

/* A variable of the expression, by its slot. */
static void
put_slot(void *ctx, struct buf *b, uint32_t slot, bool bare)
{
	struct binding_words *w = ctx;
	const struct img_expression *x = formula_expression(w->t,
	    w->expression);
	uint32_t name = x == NULL || slot >= x->n_names ? NONE :
	    formula_list(w->t, x->names + slot), parameter, row;

	row = formula_resolve(w->t, w->set, name, &parameter);
	if (row != NONE)
		binding_words_put(w, b, row - w->set->bindings, bare);
	else
		buf_slice(b, binding_words_name(w->t, name, w->arena));
}

bool
binding_words_label(const struct taxonomy *t, struct buf *b, struct slice ns,
    struct slice local, enum lang lang)
{
	uint32_t element = taxonomy_find_element(t, ns, local);
	struct slice label;

	if (element == NONE)
		return false;
	label = slice_trim(taxonomy_label(t, NODE(NODE_ELEMENT, element),
	    SLICE(ROLE_LABEL), lang == LANG_NL ? SLICE("nl") : SLICE("en")));
	if (label.n > 0)
		buf_printf(b, "“%.*s”", SLICE_ARG(label));
	return label.n > 0;
}

static bool
put_name(void *ctx, struct buf *b, struct slice ns, struct slice local)
{
	const struct binding_words *w = ctx;

	return binding_words_label(w->t, b, ns, local, w->lang);
}

void
binding_words_write(struct binding_words *w, struct buf *b,
    uint32_t expression, const struct xp_expr *x, uint32_t op)
{
	w->expression = expression;
	w->words.e = x;
	w->words.lang = w->lang;
	w->words.variable = put_slot;
	w->words.name = put_name;
	w->words.ctx = w;
	w->words.context = w->set->kind != SET_EXISTENCE ? NULL :
	    w->lang == LANG_NL ? "het aantal" : "the number";
	words_write(&w->words, op, b);
}
