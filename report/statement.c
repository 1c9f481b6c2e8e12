/*
 * statement.c: see statement.h.  Every fact gets its concept and its period
 * as numbers; then each network becomes a sheet, and what is left over the
 * last one.
 */
#include "report/statement.h"

#include "base/date.h"
#include "base/intern.h"
#include "base/format.h"
#include "report/statement_parts.h"

#define TEXT_MAX	240	/* characters of a text in a table */
/* A small taxonomy can repeat a concept so often that rows times facts are
 * without end; PacifiCorp's form of 31,033 facts takes some 100,000. */
#define BUDGET		((size_t)20 * 1000 * 1000)

/* --- periods --- */

static int64_t
seconds(struct slice day, bool start)
{
	struct moment m;

	if (moment_parse(&m, day) == -1)
		return 0;
	return (start ? moment_period_start(m) : moment_period_end(m)).seconds;
}

static uint32_t
add_period(struct statements *st, struct intern *known,
    const struct filed_fact *f)
{
	struct buf key = BUF_ANY;
	struct span_of_time *p;
	uint32_t row;

	if (f->period == FILED_NO_PERIOD)
		return NONE;
	buf_printf(&key, "%d ", (int)f->period);
	buf_slice(&key, f->start);
	buf_char(&key, ' ');
	buf_slice(&key, f->end);
	row = intern_add(known, buf_get(&key)) - 1;	/* 0 is "" */
	buf_free(&key);
	if (row < st->periods.n)
		return row;
	p = VEC_ADD(&st->periods);
	p->kind = f->period;
	p->start = f->start;
	p->end = f->end;
	p->to = f->period == FILED_FOREVER ? INT64_MAX :
	    seconds(f->end, false);
	p->from = f->period == FILED_DURATION ? seconds(f->start, true) :
	    p->to;
	return row;
}

/* --- facts by concept --- */

static void
resolve_facts(struct statements *st)
{
	const struct filed *f = st->filed;
	struct intern *known = intern_new();
	size_t i;

	for (i = 0; i < f->facts.n; i++) {
		const struct filed_fact *x = &f->facts.v[i];

		st->element_of[i] = st->taxonomy == NULL ? NONE :
		    taxonomy_find_element(st->taxonomy, x->ns, x->local);
		st->period_of[i] = add_period(st, known, x);
	}
	intern_free(known);
}

/* Counting sort of the facts by element. */
static void
index_facts(struct maker *m)
{
	uint32_t n = taxonomy_count(m->t, SEC_ELEMENTS), e, i;
	uint32_t *at;

	for (i = 0; i < m->st->filed->facts.n; i++)
		if ((e = m->st->element_of[i]) != NONE)
			m->first[e + 1]++;
	for (e = 0; e < n; e++)
		m->first[e + 1] += m->first[e];
	at = arena_alloc(m->st->arena, (n + 1) * sizeof(*at));
	memcpy(at, m->first, n * sizeof(*at));
	for (i = 0; i < m->st->filed->facts.n; i++)
		if ((e = m->st->element_of[i]) != NONE)
			m->by_element[at[e]++] = i;
}

static void
resolve_dimensions(struct maker *m)
{
	const struct filed *f = m->st->filed;
	size_t i;

	for (i = 0; i < f->dimensions.n; i++) {
		const struct filed_dimension *d = &f->dimensions.v[i];

		m->axis_of[i] = taxonomy_find_element(m->t, d->axis_ns,
		    d->axis_local);
		m->member_of[i] = d->typed.s != NULL ? NONE :
		    taxonomy_find_element(m->t, d->member_ns,
		    d->member_local);
	}
}

/* --- making --- */

static void
maker_begin(struct maker *m, struct statements *st)
{
	uint32_t n = st->taxonomy == NULL ? 0 :
	    taxonomy_count(st->taxonomy, SEC_ELEMENTS), i;
	size_t facts = st->filed->facts.n + 1;
	size_t dimensions = st->filed->dimensions.n + 1;

	*m = (struct maker){ .st = st, .t = st->taxonomy, .budget = BUDGET };
	m->first = arena_alloc(st->arena, (n + 2) * sizeof(uint32_t));
	m->by_element = arena_alloc(st->arena, facts * sizeof(uint32_t));
	m->home = arena_alloc(st->arena, (n + 1) * sizeof(uint32_t));
	m->axis = arena_alloc(st->arena, (n + 1) * sizeof(uint32_t));
	m->position = arena_alloc(st->arena, (n + 1) * sizeof(uint32_t));
	m->axis_of = arena_alloc(st->arena, dimensions * sizeof(uint32_t));
	m->member_of = arena_alloc(st->arena, dimensions * sizeof(uint32_t));
	m->strict = arena_alloc(st->arena, facts * sizeof(bool));
	m->placed = arena_alloc(st->arena, facts * sizeof(bool));
	for (i = 0; i < n; i++)
		m->home[i] = NONE;
}

bool
maker_may(struct maker *m)
{
	if (m->budget == 0) {
		m->st->cut = true;
		return false;
	}
	m->budget--;
	return true;
}

/* Finds the facts whose dimensions some net has. */
static void
find_strict(struct maker *m)
{
	uint32_t net, i;
	size_t row;

	for (net = 0; net < m->nets.n; net++) {
		network_mark_axes(m, net);
		for (row = 0; row < m->nets.v[net].rows.n; row++) {
			uint32_t e = m->nets.v[net].rows.v[row].element;

			for (i = m->first[e]; i < m->first[e + 1]; i++)
				if (maker_may(m) && network_has_axes(m, net,
				    m->by_element[i]))
					m->strict[m->by_element[i]] = true;
		}
	}
}

static void
make_sheets(struct maker *m)
{
	uint32_t net;

	index_facts(m);
	resolve_dimensions(m);
	networks_read(m);
	find_strict(m);
	for (net = 0; net < m->nets.n; net++) {
		network_mark_axes(m, net);
		sheet_make(m, net);
	}
}

/* What the row that shows a fact first calls its concept. */
static void
find_shown(struct statements *st)
{
	size_t i, k;

	st->shown = arena_alloc(st->arena,
	    (st->filed->facts.n + 1) * sizeof(const struct label *));
	for (i = 0; i < st->filed->facts.n; i++)
		st->shown[i] = NULL;
	for (i = 0; i < st->sheets.n; i++)
		for (k = 0; k < st->sheets.v[i].figures.n; k++) {
			const struct sheet *s = &st->sheets.v[i];
			uint32_t fact = s->figures.v[k].fact;
			const struct sheet_row *r =
			    &s->rows.v[s->figures.v[k].row];

			if (st->shown[fact] == NULL && r->element != NONE &&
			    r->element == st->element_of[fact])
				st->shown[fact] = &r->label;
		}
}

struct statements *
statements_new(const struct filed *f, const struct taxonomy *t,
    const struct statement_options *o)
{
	struct statements *st = mem_calloc(1, sizeof(*st));
	struct maker m;
	size_t i;

	st->arena = arena_new();
	st->filed = f;
	st->taxonomy = t;
	st->options = *o;
	st->choices = choices_new(t);
	st->element_of = arena_alloc(st->arena,
	    (f->facts.n + 1) * sizeof(uint32_t));
	st->period_of = arena_alloc(st->arena,
	    (f->facts.n + 1) * sizeof(uint32_t));
	resolve_facts(st);
	maker_begin(&m, st);
	if (t != NULL)
		make_sheets(&m);
	sheets_drop_sparse(st);
	sheet_rest(&m);
	find_shown(st);
	for (i = 0; i < m.nets.n; i++)
		VEC_FREE(&m.nets.v[i].rows);
	VEC_FREE(&m.nets);
	return st;
}

void
statements_free(struct statements *st)
{
	size_t i;

	if (st == NULL)
		return;
	for (i = 0; i < st->sheets.n; i++) {
		VEC_FREE(&st->sheets.v[i].columns);
		VEC_FREE(&st->sheets.v[i].rows);
		VEC_FREE(&st->sheets.v[i].figures);
	}
	VEC_FREE(&st->sheets);
	VEC_FREE(&st->periods);
	choices_free(st->choices);
	arena_free(st->arena);
	mem_free(st);
}

/* --- values --- */

static const struct img_type *
type_of(const struct statements *st, uint32_t fact)
{
	const struct img_element *e = st->taxonomy == NULL ? NULL :
	    taxonomy_element(st->taxonomy, st->element_of[fact]);

	return e == NULL ? NULL : taxonomy_type(st->taxonomy, e->type);
}

bool
statement_is_numeric(const struct statements *st, uint32_t fact)
{
	const struct img_type *t = type_of(st, fact);

	return t == NULL ? st->filed->facts.v[fact].unit.n > 0 :
	    t->item_type >= ITEM_NUMERIC;
}

static void
boolean(struct buf *b, struct slice s, enum lang lang)
{
	s = slice_trim(s);
	if (slice_is(s, "true") || slice_is(s, "1"))
		buf_puts(b, lang == LANG_NL ? "ja" : "yes");
	else if (slice_is(s, "false") || slice_is(s, "0"))
		buf_puts(b, lang == LANG_NL ? "nee" : "no");
	else
		buf_slice(b, s);
}

void
statement_value(struct buf *b, const struct statements *st, uint32_t fact,
    const struct sheet_row *row)
{
	const struct filed_fact *f = &st->filed->facts.v[fact];
	const struct img_type *t = type_of(st, fact);
	enum lang lang = st->options.lang;
	bool negate = row != NULL && (row->flags & ROW_NEGATED) != 0;

	if (f->nil)
		return;
	if (statement_is_numeric(st, fact)) {
		format_number(b, f->value, lang, negate);
		if (f->denominator.s != NULL) {
			buf_char(b, '/');
			format_number(b, f->denominator, lang, false);
		}
	} else if (t != NULL && t->primitive == PRIM_DATE) {
		format_date(b, f->value, lang);
	} else if (t != NULL && t->primitive == PRIM_BOOLEAN) {
		boolean(b, f->value, lang);
	} else if (!choices_print(b, st->choices, st->element_of[fact],
	    f->value, lang, TEXT_MAX)) {
		format_text(b, f->value, TEXT_MAX);
	}
}
