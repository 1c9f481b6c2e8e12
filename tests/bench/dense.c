/*
 * dense.c: dense IMAGE ROWS SHARE: a report in which as many of a taxonomy's
 * value assertions as possible have all their fact variables bound.
 *
 * For each fact variable of each assertion it makes the fact that the filters
 * ask for: the concept that is named, the members of explicit dimensions, a
 * value of typed ones (ROWS of them: R1, R2 …), nothing where the filter is
 * complemented.  What a hypercube of the concept wants besides is added, so
 * that the report is valid; where no hypercube takes the dimensions there is no
 * fact.  All facts are of one entity and, by their concepts, of one instant or
 * year, and each stands there once.  SHARE of a hundred numbers are other than
 * zero: how many sums do not add up.
 *
 * Filing indicators are written as Eurofiling has them, one for each text in
 * quotes in a parameter that asks for them.
 *
 * On standard error: facts, contexts, assertions, those that are bound.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/intern.h"
#include "base/hash.h"
#include "base/mem.h"
#include "taxonomy/formula.h"

#define NS_INDICATORS	"http://www.eurofiling.info/xbrl/ext/filing-indicators"
#define DIMENSIONS	64
#define TYPED		(NONE - 1)	/* as a member: a value of a typed one */

/* A dimension and its member: an element, TYPED, or NONE: not reported. */
struct value { uint32_t dimension, member; };
struct wanted {
	uint32_t concept;
	bool unfit;		/* what is asked for cannot be made */
	uint32_t n;
	struct value values[DIMENSIONS];
};

struct dense {
	struct taxonomy *t;
	struct arena *arena;
	struct intern *namespaces, *contexts, *facts;
	struct buf contexts_out, facts_out;
	uint32_t rows, share;
	uint32_t assertions, bound;
};

/* --- what a variable asks for --- */

static void
want(struct wanted *w, uint32_t dimension, uint32_t member)
{
	uint32_t i;

	for (i = 0; i < w->n; i++)
		if (w->values[i].dimension == dimension)
			return;		/* the variable's own goes first */
	if (w->n == DIMENSIONS || dimension == NONE) {
		w->unfit = true;
		return;
	}
	w->values[w->n++] = (struct value){ dimension, member };
}

static uint32_t
item_element(const struct dense *d, const struct img_filter *f, uint32_t i)
{
	const struct img_filter_item *item = i < f->n_items ?
	    formula_filter_item(d->t, f->items + i) : NULL;
	const struct img_name *name = item == NULL ? NULL :
	    taxonomy_name(d->t, item->name);

	return name == NULL ? NONE : name->element;
}

static void
want_filter(const struct dense *d, struct wanted *w,
    const struct img_filter_use *use)
{
	const struct img_filter *f = formula_filter(d->t, use->filter);
	bool not = use->flags & FILTER_COMPLEMENT;

	switch (f == NULL ? FILTER_UNKNOWN : f->kind) {
	case FILTER_CONCEPT_NAME:
		if (!not && w->concept == NONE)
			w->concept = item_element(d, f, 0);
		break;
	case FILTER_EXPLICIT_DIMENSION:
		want(w, item_element(d, f, 0), not ? NONE :
		    item_element(d, f, 1));
		if (!not && item_element(d, f, 1) == NONE)
			w->unfit = true;
		break;
	case FILTER_TYPED_DIMENSION:
		want(w, item_element(d, f, 0), not ? NONE : TYPED);
		break;
	case FILTER_ASPECT_COVER:
		break;
	default:
		w->unfit = true;	/* among them: children of tuples */
	}
}

/* --- what a hypercube wants besides --- */

static const struct value *
value_of(const struct wanted *w, uint32_t dimension)
{
	uint32_t i;

	for (i = 0; i < w->n; i++)
		if (w->values[i].dimension == dimension)
			return &w->values[i];
	return NULL;
}

/* Completes *w by a cube; false where the cube does not take it. */
static bool
fit_cube(const struct dense *d, const struct img_cube *cube, struct wanted *w)
{
	uint32_t i;

	for (i = 0; i < cube->n_dimensions; i++) {
		const struct img_cube_dimension *c = taxonomy_cube_dimension(
		    d->t, cube->dimensions + i);
		uint32_t usual = taxonomy_default_member(d->t, c->dimension);
		const struct value *v = value_of(w, c->dimension);
		uint32_t member = v == NULL ? NONE : v->member;

		if (c->domain == NONE) {
			if (v != NULL && member == NONE)
				return false;
			want(w, c->dimension, TYPED);
		} else if (v == NULL && usual == NONE) {
			want(w, c->dimension, taxonomy_next_member(d->t,
			    c->domain, NONE));
		} else if (!taxonomy_domain_has(d->t, c->domain,
		    member == NONE ? usual : member)) {
			return false;
		}
	}
	return !w->unfit;
}

static bool
cube_has(const struct dense *d, const struct img_cube *cube,
    uint32_t dimension)
{
	uint32_t i;

	for (i = 0; i < cube->n_dimensions; i++)
		if (taxonomy_cube_dimension(d->t, cube->dimensions +
		    i)->dimension == dimension)
			return true;
	return false;
}

/* Whether a closed cube has all dimensions that are reported. */
static bool
is_inside(const struct dense *d, const struct img_cube *cube,
    const struct wanted *w)
{
	uint32_t i;

	for (i = 0; cube->closed && i < w->n; i++)
		if (w->values[i].member != NONE &&
		    !cube_has(d, cube, w->values[i].dimension))
			return false;
	return true;
}

/* All cubes of one link role hold, or none of it counts (Dimensions 1.0,
 * 3.1.1); in the scenario only, and no role that excludes. */
static bool
fit_role(const struct dense *d, const struct img_primary *p, struct wanted *w)
{
	const struct img_cube *cube;
	uint32_t i, pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < p->n_cubes; i++) {
			cube = taxonomy_cube(d->t, taxonomy_primary_cube(d->t,
			    p->cubes + i));
			if (cube->not_all || cube->segment ||
			    !(pass == 0 ? fit_cube(d, cube, w) :
			    is_inside(d, cube, w)))
				return false;
		}
	return true;
}

static int
by_dimension(const void *a, const void *b)
{
	const struct value *x = a, *y = b;

	return (x->dimension > y->dimension) - (x->dimension < y->dimension);
}

/* Of the roles that take it the one that adds least. */
static void
complete(const struct dense *d, struct wanted *w)
{
	struct wanted best, try;
	uint32_t first, count, i;

	for (i = 0; i < w->n; i++)
		if (w->values[i].member == taxonomy_default_member(d->t,
		    w->values[i].dimension))
			w->values[i].member = NONE;	/* is not written */
	best.n = NONE;
	taxonomy_primaries(d->t, w->concept, &first, &count);
	for (i = first; i < first + count; i++) {
		try = *w;
		if (fit_role(d, taxonomy_primary(d->t, i), &try) &&
		    try.n < best.n)
			best = try;
	}
	if (best.n == NONE) {
		w->unfit = true;
		return;
	}
	*w = best;
	qsort(w->values, w->n, sizeof(*w->values), by_dimension);
}

/* --- what is written --- */

static void
put_name(struct dense *d, struct buf *out, uint32_t element)
{
	buf_printf(out, "n%u:%.*s", intern_add(d->namespaces,
	    taxonomy_element_ns(d->t, element)),
	    SLICE_ARG(taxonomy_element_local(d->t, element)));
}

static bool
has_typed(const struct wanted *w)
{
	uint32_t i;

	for (i = 0; i < w->n; i++)
		if (w->values[i].member == TYPED)
			return true;
	return false;
}

static void
put_dimensions(struct dense *d, struct buf *out, const struct wanted *w,
    uint32_t row)
{
	const struct img_type *type;
	uint32_t i, domain;

	for (i = 0; i < w->n; i++) {
		const struct value *v = &w->values[i];

		if (v->member == NONE)
			continue;
		buf_puts(out, v->member == TYPED ?
		    "<xbrldi:typedMember dimension=\"" :
		    "<xbrldi:explicitMember dimension=\"");
		put_name(d, out, v->dimension);
		buf_puts(out, "\">");
		if (v->member != TYPED) {
			put_name(d, out, v->member);
			buf_puts(out, "</xbrldi:explicitMember>");
			continue;
		}
		domain = taxonomy_element(d->t, v->dimension)->typed_domain;
		buf_puts(out, "<");
		put_name(d, out, domain);
		type = taxonomy_type(d->t, taxonomy_element(d->t,
		    domain)->type);
		buf_printf(out, type != NULL && type->primitive ==
		    PRIM_DECIMAL ? ">%u</" : ">R%u</", row + 1);
		put_name(d, out, domain);
		buf_puts(out, "></xbrldi:typedMember>");
	}
}

/* The number of the context; it is written when it is new. */
static uint32_t
put_context(struct dense *d, const struct wanted *w, uint32_t row)
{
	bool instant = taxonomy_element(d->t, w->concept)->period ==
	    PERIOD_TYPE_INSTANT;
	struct buf text = BUF_ANY;
	uint32_t was = intern_count(d->contexts), id;

	buf_puts(&text, instant ? "<period><instant>2022-12-31</instant>" :
	    "<period><startDate>2022-01-01</startDate>"
	    "<endDate>2022-12-31</endDate>");
	buf_puts(&text, "</period><scenario>");
	put_dimensions(d, &text, w, row);
	buf_puts(&text, "</scenario>");
	id = intern_add(d->contexts, buf_get(&text));
	if (id == was) {
		buf_printf(&d->contexts_out, "<context id=\"c%u\"><entity>"
		    "<identifier scheme=\"http://example.org/entity\">e"
		    "</identifier></entity>", id);
		if (slice_ends(buf_get(&text), SLICE("<scenario></scenario>")))
			text.n -= strlen("<scenario></scenario>");
		buf_slice(&d->contexts_out, buf_get(&text));
		buf_puts(&d->contexts_out, "</context>\n");
	}
	buf_free(&text);
	return id;
}

static void
put_value(struct dense *d, struct buf *out, const struct img_element *e,
    uint32_t concept, uint64_t chance)
{
	const struct img_enum_concept *domain =
	    taxonomy_enumerated(d->t, concept);
	const struct img_type *type = taxonomy_type(d->t, e->type);

	if (domain != NULL && domain->form == ENUM_QNAME) {
		put_name(d, out, taxonomy_next_member(d->t, domain->domain,
		    NONE));
		return;
	}
	switch (type->primitive) {
	case PRIM_BOOLEAN:
		buf_puts(out, "true");
		break;
	case PRIM_DATE:
		buf_puts(out, "2022-12-31");
		break;
	case PRIM_DECIMAL:
	case PRIM_DOUBLE:
	case PRIM_FLOAT:
		buf_number(out, chance % 100 < d->share ?
		    1 + (uint32_t)(chance / 100 % 1000) : 0);
		break;
	default:
		buf_puts(out, "text");
	}
}

static void
put_fact(struct dense *d, const struct wanted *w, uint32_t row)
{
	const struct img_element *e = taxonomy_element(d->t, w->concept);
	const struct img_type *type = taxonomy_type(d->t, e->type);
	uint32_t context = put_context(d, w, row), was, id;
	struct buf key = BUF_ANY, *out = &d->facts_out;

	buf_printf(&key, "%u %u", w->concept, context);
	was = intern_count(d->facts);
	id = intern_add(d->facts, buf_get(&key));
	buf_free(&key);
	if (id != was)
		return;
	buf_puts(out, "<");
	put_name(d, out, w->concept);
	buf_printf(out, " contextRef=\"c%u\"", context);
	if (taxonomy_is_numeric(d->t, e))
		buf_printf(out, " unitRef=\"%s\" decimals=\"0\"",
		    type->item_type == ITEM_MONETARY ? "EUR" :
		    type->item_type == ITEM_SHARES ? "shares" : "pure");
	buf_puts(out, ">");
	put_value(d, out, e, w->concept, hash_mix(HASH_FIXED, id));
	buf_puts(out, "</");
	put_name(d, out, w->concept);
	buf_puts(out, ">\n");
}

/* --- assertions --- */

static void
filters_of(const struct dense *d, struct wanted *w, uint32_t first, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		want_filter(d, w, formula_filter_use(d->t, first + i));
}

/* Facts for a variable; false where none can be. */
static bool
put_variable(struct dense *d, const struct img_variable_set *s,
    const struct img_variable *v)
{
	struct wanted w = { .concept = NONE };
	const struct img_element *e;
	uint32_t row;

	filters_of(d, &w, v->filters, v->n_filters);
	filters_of(d, &w, s->filters, s->n_filters);
	e = taxonomy_element(d->t, w.concept);
	if (e == NULL || e->kind != EL_ITEM || taxonomy_type(d->t, e->type) ==
	    NULL || w.unfit)
		return false;
	complete(d, &w);
	if (w.unfit)
		return false;
	for (row = 0; row < (has_typed(&w) ? d->rows : 1); row++)
		put_fact(d, &w, row);
	return true;
}

static void
put_assertion(struct dense *d, const struct img_assertion *a)
{
	const struct img_variable_set *s = formula_set(d->t,
	    formula_list(d->t, a->sets));
	bool all = true;
	uint32_t i;

	d->assertions++;
	if (s == NULL || (s->flags & SET_BROKEN))
		return;
	for (i = 0; i < s->n_bindings; i++) {
		const struct img_binding *b = formula_binding(d->t,
		    s->bindings + i);

		if (b->kind == BINDING_FACT && !put_variable(d, s,
		    formula_variable(d->t, b->target)))
			all = false;
	}
	d->bound += all;
}

/* --- filing indicators --- */

static void
put_indicators(struct dense *d, struct buf *out)
{
	uint32_t i, n = taxonomy_count(d->t, SEC_PARAMETERS), any = 0;

	for (i = 0; i < n; i++) {
		const struct img_expression *e = formula_expression(d->t,
		    formula_parameter_row(d->t, i)->expression);
		struct slice s = e == NULL ? SLICE("") :
		    formula_text(d->t, e->source);
		const char *quote = memmem(s.s, s.n, " = '", 4), *end;

		if (quote == NULL || memmem(s.s, s.n, "filingIndicator",
		    15) == NULL)
			continue;
		quote += 4;
		end = memchr(quote, '\'', (size_t)(s.s + s.n - quote));
		if (any++ == 0)
			buf_puts(out, "<find:fIndicators>\n");
		if (end != NULL)
			buf_printf(out, "<find:filingIndicator contextRef=\""
			    "plain\">%.*s</find:filingIndicator>\n",
			    (int)(end - quote), quote);
	}
	if (any > 0)
		buf_puts(out, "</find:fIndicators>\n");
}

static void
put_report(struct dense *d)
{
	struct buf indicators = BUF_ANY;
	uint32_t i;

	put_indicators(d, &indicators);
	printf("<xbrl xmlns=\"http://www.xbrl.org/2003/instance\" "
	    "xmlns:link=\"http://www.xbrl.org/2003/linkbase\" "
	    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
	    "xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\" "
	    "xmlns:xbrldi=\"http://xbrl.org/2006/xbrldi\" "
	    "xmlns:find=\"" NS_INDICATORS "\"");
	for (i = 1; i < intern_count(d->namespaces); i++)
		printf(" xmlns:n%u=\"%.*s\"", i,
		    SLICE_ARG(intern_get(d->namespaces, i)));
	printf(">\n<link:schemaRef xlink:type=\"simple\" xlink:href=\"%.*s\"/>\n",
	    SLICE_ARG(taxonomy_text(d->t, taxonomy_entry(d->t, 0)->uri)));
	if (indicators.n > 0)
		puts("<context id=\"plain\"><entity><identifier "
		    "scheme=\"http://example.org/entity\">e</identifier>"
		    "</entity><period><instant>2022-12-31</instant></period>"
		    "</context>");
	printf("%.*s<unit id=\"EUR\"><measure>iso4217:EUR</measure></unit>\n"
	    "<unit id=\"pure\"><measure>pure</measure></unit>\n"
	    "<unit id=\"shares\"><measure>shares</measure></unit>\n%.*s%.*s"
	    "</xbrl>\n", SLICE_ARG(buf_get(&d->contexts_out)),
	    SLICE_ARG(buf_get(&indicators)),
	    SLICE_ARG(buf_get(&d->facts_out)));
	buf_free(&indicators);
}

int
main(int argc, char **argv)
{
	struct dense d = { .contexts_out = BUF_ANY, .facts_out = BUF_ANY };
	const struct img_assertion *a;
	const char *why = NULL;
	uint32_t i;

	if (argc != 4) {
		fputs("usage: dense IMAGE ROWS SHARE\n", stderr);
		return 2;
	}
	d.arena = arena_new();
	if (taxonomy_open(&d.t, argv[1], d.arena, &why) == -1) {
		fprintf(stderr, "dense: %s\n", why);
		return 2;
	}
	d.rows = (uint32_t)strtoul(argv[2], NULL, 10);
	d.share = (uint32_t)strtoul(argv[3], NULL, 10);
	d.namespaces = intern_new();
	d.contexts = intern_new();
	d.facts = intern_new();
	for (i = 0; (a = formula_assertion(d.t, i)) != NULL; i++)
		if (a->kind == ASSERTION_VALUE)
			put_assertion(&d, a);
	put_report(&d);
	fprintf(stderr, "%u %u %u %u\n", intern_count(d.facts) - 1,
	    intern_count(d.contexts) - 1, d.assertions, d.bound);
	intern_free(d.facts);
	intern_free(d.contexts);
	intern_free(d.namespaces);
	buf_free(&d.contexts_out);
	buf_free(&d.facts_out);
	taxonomy_close(d.t);
	arena_free(d.arena);
	return 0;
}
