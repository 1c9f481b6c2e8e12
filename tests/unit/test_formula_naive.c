/*
 * test_formula_naive.c: the planner against a deliberately naive evaluator of
 * variable sets: nested loops, straight from the words of Variables 1.0 (2 to
 * 4), over random small reports and random sets.  Both have to bind the same, as
 * often.  Some sets without fallback values are split in two, one in the scope of
 * the other (Variables Scope 1.0, 2.3), which binds the same.
 *
 * The naive one knows no image, no index and no plan: it works on the very rows
 * from which the files of the test are written.
 */
#include "tests/folder.h"

#include "base/uri.h"
#include "formula/run.h"
#include "validate/judge.h"

#ifndef ROUNDS
#define ROUNDS		12	/* taxonomies */
#endif
#define SETS		25	/* variable sets of each */
#define REPORTS		4	/* of each */
#define MAX_VARIABLES	4
#define MAX_FACTS	10
#define MAX_GROUPS	16384
#define MAX_LINES	20000

static uint64_t seed = 88172645463325252;

static unsigned
random_below(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 20) % n;
}

/* --- the model --- */

enum { C_ONE, C_TWO, C_THREE, C_TEXT, CONCEPTS };
static const char *const concepts[] = { "One", "Two", "Three", "Text" };
enum { A_CONCEPT, A_ENTITY, A_PERIOD, A_UNIT, A_AXIS, A_LINE, A_OTHER,
	A_ALL };		/* A_OTHER: all dimensions as one, where the
				 * model has no dimensions */
#define NONE_OF	(-1)

struct nfact {
	int aspect[A_ALL];	/* by A_…; NONE_OF: not there */
	int value;
	bool nil;
};

enum nkind { N_FACT, N_ITEMS, N_SEQUENCE };
struct nvariable {
	enum nkind kind;
	int  concepts;		/* bits; 0: no filter */
	bool concepts_cover, concepts_not;
	int  axis;		/* NONE_OF: no filter; 0 … 2 the member; 3 any */
	bool axis_cover, axis_not;
	bool line, line_cover;
	int  entity;		/* NONE_OF: no filter */
	bool entity_cover;
	bool period_cover, unit_cover, dimensions_cover;
	int  match, of;		/* aspect and variable, or NONE_OF */
	bool match_cover, match_not;
	int  equals;		/* a general filter that names it, or NONE_OF */
	bool sequence, matches, fallback, nils;
};

struct nset {
	struct nvariable v[MAX_VARIABLES];
	int  n;
	int  outer;		/* so many of them are bound around the rest */
	bool implicit, dimensional;
	int  group_entity;	/* a filter of the set, or NONE_OF */
};

static struct nset sets[SETS];
static struct nfact facts[MAX_FACTS];
static int n_facts;

/* --- what comes out: lines, one an evaluation --- */

struct lines {
	char *v[MAX_LINES];
	int   n;
};
static struct lines wanted[SETS], got[SETS];

static void
add_line(struct lines *l, const char *z)
{
	if (l->n < MAX_LINES)
		l->v[l->n++] = arena_string(arena, z);
}

/* The first fact that is the same in every way. */
static int
class_of(int fact)
{
	int i;

	for (i = 0; i < fact; i++)
		/* Padding is 0. NOLINTNEXTLINE(bugprone-suspicious-memory-comparison) */
		if (memcmp(&facts[i], &facts[fact], sizeof(facts[i])) == 0)
			return i;
	return fact;
}

/* --- the naive evaluator --- */

struct nbound {
	enum { NB_NOT, NB_FACTS, NB_FALLBACK, NB_VALUE } kind;
	int n, facts[MAX_FACTS];
	int value;
};

struct neval {
	const struct nset *s;
	struct nbound      b[MAX_VARIABLES];
	struct nbound      was[MAX_GROUPS][MAX_VARIABLES];
	int                n_was;
	struct lines      *out;
};
static struct neval ev;

static bool
depends(const struct nset *s, int v, int on)
{
	int direct[2] = { s->v[v].match == NONE_OF ? NONE_OF : s->v[v].of,
	    s->v[v].equals }, i;

	for (i = 0; i < 2; i++)
		if (direct[i] != NONE_OF && (direct[i] == on ||
		    depends(s, direct[i], on)))
			return true;
	return false;
}

/* 3.4.1: what its filters cover, whatever they let through. */
static bool
covers(const struct nset *s, int v, int aspect)
{
	const struct nvariable *x = &s->v[v];

	if (!s->dimensional && (aspect == A_AXIS || aspect == A_LINE))
		return true;	/* no aspects of this model */
	if (s->dimensional && aspect == A_OTHER)
		return true;
	return (aspect == A_CONCEPT && x->concepts != 0 &&
	    x->concepts_cover) ||
	    (aspect == A_AXIS && x->axis != NONE_OF && x->axis_cover) ||
	    (aspect == A_LINE && x->line && x->line_cover) ||
	    (aspect == A_ENTITY && x->entity != NONE_OF && x->entity_cover) ||
	    (aspect == A_PERIOD && x->period_cover) ||
	    (aspect == A_UNIT && x->unit_cover) ||
	    ((aspect == A_AXIS || aspect == A_LINE) && x->dimensions_cover) ||
	    (x->match == aspect && x->match_cover);
}

static bool
own_filters(const struct nvariable *x, const struct nfact *f)
{
	if (x->concepts != 0 && ((x->concepts >> f->aspect[A_CONCEPT] & 1) ==
	    x->concepts_not))
		return false;
	if (x->axis != NONE_OF && (x->axis == 3 ||
	    f->aspect[A_AXIS] == x->axis) == x->axis_not)
		return false;
	if (x->line && f->aspect[A_LINE] == NONE_OF)
		return false;
	return x->entity == NONE_OF || f->aspect[A_ENTITY] == x->entity;
}

/* Match Filters 1.0; and `string(.) = (for $i in $x return string($i))`. */
static bool
naming_filters(const struct nvariable *x, const struct nfact *f)
{
	const struct nbound *b;
	bool any = false;
	int i;

	if (x->match != NONE_OF) {
		b = &ev.b[x->of];
		if (b->kind != NB_FACTS)
			return x->match_not;
		if ((f->aspect[x->match] ==
		    facts[b->facts[0]].aspect[x->match]) == x->match_not)
			return false;
	}
	if (x->equals == NONE_OF)
		return true;
	b = &ev.b[x->equals];
	if (b->kind != NB_FACTS)
		return !f->nil && f->value == 0;	/* the fallback is 0 */
	for (i = 0; i < b->n; i++)
		any |= (f->nil && facts[b->facts[i]].nil) || (!f->nil &&
		    !facts[b->facts[i]].nil &&
		    f->value == facts[b->facts[i]].value);
	return any;
}

/* 3.5.3 */
static bool
matches_others(int v, const struct nfact *f)
{
	int o, a;

	for (o = 0; ev.s->implicit && o < v; o++) {
		if (ev.b[o].kind != NB_FACTS)
			continue;
		for (a = 0; a < A_ALL; a++)
			if (!covers(ev.s, v, a) && !covers(ev.s, o, a) &&
			    f->aspect[a] !=
			    facts[ev.b[o].facts[0]].aspect[a])
				return false;
	}
	return true;
}

static bool
passes(int v, int fact)
{
	const struct nvariable *x = &ev.s->v[v];
	const struct nfact *f = &facts[fact];

	return (x->nils || !f->nil) && (ev.s->group_entity == NONE_OF ||
	    f->aspect[A_ENTITY] == ev.s->group_entity) &&
	    own_filters(x, f) && naming_filters(x, f) && matches_others(v, f);
}

static void bind(int v);

static bool
same_facts(const struct nbound *a, const struct nbound *b)
{
	return a->kind == b->kind && a->n == b->n && a->value == b->value &&
	    memcmp(a->facts, b->facts, (size_t)a->n * sizeof(int)) == 0;
}

/* 4.2 */
static bool
makes_superfluous(const struct nbound *was)
{
	bool fuller = false, hangs;
	int v, o;

	for (v = 0; v < ev.s->n; v++)
		fuller |= ev.b[v].kind == NB_FALLBACK &&
		    was[v].kind == NB_FACTS;
	for (v = 0; fuller && v < ev.s->n; v++) {
		if (ev.b[v].kind == NB_FALLBACK)
			continue;
		for (o = 0, hangs = false; o < ev.s->n; o++)
			hangs |= ev.b[o].kind == NB_FALLBACK &&
			    was[o].kind == NB_FACTS && depends(ev.s, v, o);
		if (!hangs && !same_facts(&ev.b[v], &was[v]))
			return false;
	}
	return fuller;
}

static int
by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void
print_line(struct lines *out, const struct nbound *b, int n)
{
	struct buf line = BUF_ANY;
	int v, i, classes[MAX_FACTS];

	for (v = 0; v < n; v++) {
		if (b[v].kind == NB_FALLBACK)
			buf_puts(&line, "fallback");
		if (b[v].kind == NB_VALUE)
			buf_printf(&line, "%d", b[v].value);
		for (i = 0; b[v].kind == NB_FACTS && i < b[v].n; i++)
			classes[i] = class_of(b[v].facts[i]);
		if (b[v].kind == NB_FACTS)
			qsort(classes, (size_t)b[v].n, sizeof(int),
			    by_number);
		for (i = 0; b[v].kind == NB_FACTS && i < b[v].n; i++)
			buf_printf(&line, "f%d,", classes[i]);
		buf_char(&line, ';');
	}
	buf_char(&line, '\0');
	add_line(out, buf_get(&line).s);
	buf_free(&line);
}

static void
complete(void)
{
	bool any = false, facts_wanted = false;
	int v, i;

	for (v = 0; v < ev.s->n; v++) {
		facts_wanted |= ev.s->v[v].kind == N_FACT;
		any |= ev.b[v].kind == NB_FACTS;
	}
	if (facts_wanted && !any)
		return;
	for (i = 0; i < ev.n_was; i++)
		if (makes_superfluous(ev.was[i]))
			return;
	if (ev.n_was < MAX_GROUPS)
		memcpy(ev.was[ev.n_was++], ev.b, sizeof(ev.b));
	print_line(ev.out, ev.b, ev.s->n);
}

static bool
all_equal(const struct nfact *a, const struct nfact *b)
{
	return memcmp(a->aspect, b->aspect, sizeof(a->aspect)) == 0;
}

/* 4.1: one fact of each class of those that are equal in all aspects. */
static void
choose(int v, const int *part, int n, int at, struct nbound *b)
{
	bool first = true;
	int i;

	if (at == n) {
		int sorted[MAX_FACTS];

		memcpy(sorted, b->facts, sizeof(sorted));
		ev.b[v] = *b;
		qsort(ev.b[v].facts, (size_t)b->n, sizeof(int), by_number);
		bind(v + 1);
		return;
	}
	for (i = 0; i < at && !ev.s->v[v].matches; i++)
		first &= !all_equal(&facts[part[i]], &facts[part[at]]);
	if (!first) {
		choose(v, part, n, at + 1, b);
		return;
	}
	for (i = at; i < n; i++) {
		if (i > at && (ev.s->v[v].matches ||
		    !all_equal(&facts[part[i]], &facts[part[at]])))
			continue;
		b->facts[b->n++] = part[i];
		choose(v, part, n, at + 1, b);
		b->n--;
	}
}

static void
bind_sequences(int v, const int *found, int n)
{
	bool used[MAX_FACTS] = { false };
	int part[MAX_FACTS], n_part, i, k, a;

	for (i = 0; i < n; i++) {
		struct nbound b = { .kind = NB_FACTS };

		if (used[i])
			continue;
		for (k = i, n_part = 0; k < n; k++) {
			for (a = 0; a < A_ALL; a++)
				if (!covers(ev.s, v, a) &&
				    facts[found[i]].aspect[a] !=
				    facts[found[k]].aspect[a])
					break;
			if (a < A_ALL)
				continue;
			used[k] = true;
			part[n_part++] = found[k];
		}
		choose(v, part, n_part, 0, &b);
	}
}

static void
bind_facts(int v)
{
	int found[MAX_FACTS], n = 0, i;

	for (i = 0; i < n_facts; i++)
		if (passes(v, i))
			found[n++] = i;
	if (ev.s->v[v].sequence)
		bind_sequences(v, found, n);
	for (i = 0; i < n && !ev.s->v[v].sequence; i++) {
		ev.b[v] = (struct nbound){ .kind = NB_FACTS, .n = 1,
		    .facts = { found[i] } };
		bind(v + 1);
	}
	if (ev.s->v[v].fallback) {
		ev.b[v] = (struct nbound){ .kind = NB_FALLBACK };
		bind(v + 1);
	}
	ev.b[v] = (struct nbound){ .kind = NB_NOT };
}

static void
bind(int v)
{
	int i;

	if (v == ev.s->n) {
		complete();
		return;
	}
	if (ev.s->v[v].kind == N_FACT) {
		bind_facts(v);
		return;
	}
	for (i = 1; i <= (ev.s->v[v].kind == N_ITEMS ? 2 : 1); i++) {
		ev.b[v] = (struct nbound){ .kind = NB_VALUE, .value =
		    ev.s->v[v].kind == N_ITEMS ? i : 12 };
		bind(v + 1);
	}
	ev.b[v] = (struct nbound){ .kind = NB_NOT };
}

static void
evaluate_naively(int set)
{
	memset(&ev.b, 0, sizeof(ev.b));
	ev.s = &sets[set];
	ev.n_was = 0;
	ev.out = &wanted[set];
	bind(0);
}

#include "tests/unit/formula_random.h"

/* --- the planner --- */

/* NONE_OF where it is only around another. */
static int
set_number(const struct evaluation *e)
{
	const struct img_assertion *a = formula_assertion(e->run->t,
	    e->assertion);
	const char *id = formula_assertion_id(e->run->t, a).s;

	return id[0] == 'o' ? NONE_OF : (int)strtol(id + 1, NULL, 10);
}

static void
take_bound(struct nbound *b, const struct evaluation *e)
{
	uint32_t i, k;
	int64_t value;
	int v;

	for (i = 0; i < e->n_bound; i++) {
		v = evaluation_name(e, i, arena).s[1] - '0';
		b[v].kind = e->bound[i].kind == BOUND_FACTS ? NB_FACTS :
		    e->bound[i].kind == BOUND_FALLBACK ? NB_FALLBACK :
		    NB_VALUE;
		b[v].n = (int)e->bound[i].n;
		for (k = 0; k < e->bound[i].n; k++)
			b[v].facts[k] = (int)e->bound[i].facts[k];
		if (b[v].kind == NB_VALUE && e->bound[i].value.n == 1 &&
		    xp_int64(*xp_items(&e->bound[i].value), &value))
			b[v].value = (int)value;
	}
}

static void
watch(void *ctx, const struct evaluation *e)
{
	struct nbound b[MAX_VARIABLES] = { { .n = 0 } };
	int set = set_number(e);
	uint64_t w;

	(void)ctx;
	if (set == NONE_OF)
		return;
	if (e->outer != NULL)
		take_bound(b, e->outer);
	take_bound(b, e);
	for (w = 0; w < e->weight && w < MAX_LINES; w++)
		print_line(&got[set], b, sets[set].n);
}

/* --- both --- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
same_lines(struct lines *a, struct lines *b)
{
	int i;

	qsort(a->v, (size_t)a->n, sizeof(char *), by_text);
	qsort(b->v, (size_t)b->n, sizeof(char *), by_text);
	for (i = 0; i < a->n && i < b->n; i++)
		if (strcmp(a->v[i], b->v[i]) != 0)
			break;
	if (a->n == b->n && i == a->n)
		return true;
	printf("# naive %d, planner %d; first: naive %s, planner %s\n", a->n,
	    b->n, i < a->n ? a->v[i] : "-", i < b->n ? b->v[i] : "-");
	return false;
}

static void
compare_report(const char *name, int round, int turn,
    struct resolver *resolver)
{
	const struct formula_watch w = { .evaluation = watch };
	const struct formula_watch *const watches[] = { &w };
	struct judge_options o = { .ingest.resolver = resolver,
	    .ingest.taxonomy.cache = folder_path("cache"),
	    .formula.watches = watches, .formula.n_watches = 1 };
	struct judged j;
	int i, bad = 0;

	make_facts();
	(void)judge_file(&j, put_report(name), &o, arena);
	if (j.why != NULL || j.formulas.left > 0)
		printf("# %s; %u left\n", j.why == NULL ? "" : j.why,
		    j.formulas.left);
	for (i = 0; i < SETS; i++) {
		evaluate_naively(i);
		if (!same_lines(&wanted[i], &got[i])) {
			printf("# round %d, report %d, set %d\n", round, turn,
			    i);
			bad++;
		}
		wanted[i].n = got[i].n = 0;
	}
	ok(bad == 0 && j.formulas.left == 0, "Variables 1.0, 4: the planner "
	    "binds what nested loops bind (taxonomy %d, report %d)", round,
	    turn);
	judged_free(&j);
}

int
main(void)
{
	struct resolver *resolver = resolver_new();
	const char *keep = getenv("FORMULA_NAIVE_ROUND");
	const char *name;
	int round, turn, i;

	if (!folder_begin())
		return EXIT_FAILURE;
	for (round = 0; round < ROUNDS; round++) {
		if (keep != NULL && strtol(keep, NULL, 10) > round)
			continue;
		seed = 88172645463325252 + (uint64_t)round * 7919;
		for (i = 0; i < SETS; i++) {
			make_set(&sets[i]);
			split_set(&sets[i], i);
		}
		name = arena_printf(arena, "t%d", round);
		put_schema(name);
		put_linkbase(name);
		for (turn = 0; turn < REPORTS; turn++)
			compare_report(name, round, turn, resolver);
		if (keep != NULL)
			return done();	/* its files stay to be looked at */
	}
	resolver_free(resolver);
	folder_end();
	return done();
}
