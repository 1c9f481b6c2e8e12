/*
 * utr.c: units against the units registry (Units Registry, Structure 1.0,
 * section 4).
 *
 * (1) A fact's type, or else the nearest type it was derived from, that is
 *     present in the registry decides which units it may have; where none is,
 *     it may have any.  A type without a name is present nowhere.
 * (2) Nil or not makes no difference: the fact has a unit.
 * (3) A unit that XBRL 2.1 (4.8.2) refuses already is not refused again.
 * (4) Types are looked up once, then each pair of a type and a unit is judged
 *     once; one finding names all facts of a pair.
 */
#include "taxonomy/utr.h"

#include "base/hash.h"
#include "ingest/describe.h"
#include "validate/rule.h"
#include "validate/units.h"
#include "validate/validate.h"

#define NOT_YET		(NONE - 1)	/* a type that was not looked up */

struct pair {
	bool            fits;		/* nothing is to be said */
	struct finding *finding;	/* what was, or NULL */
};

struct units {
	const struct report *r;
	const struct utr    *utr;
	struct utr          *builtin;	/* ours, where no other was given */
	struct findings     *fs;
	struct arena        *arena;
	uint32_t            *limit;	/* by type: the type that decides (1),
					 * NONE or NOT_YET */
	struct table         judged;	/* (type that decides, unit) */
	VEC(struct pair)     pairs;
};

/* --- the type that decides (1) --- */

/* local is SLICE_NONE for a type without a name. */
struct type_name {
	struct slice ns, local, prefix;
};

static struct type_name
type_name(const struct taxonomy *t, uint32_t type)
{
	const struct img_type *row = taxonomy_type(t, type);
	const struct img_name *n = row == NULL || row->name == NONE ? NULL :
	    taxonomy_name(t, row->name);

	if (n == NULL)
		return (struct type_name){ SLICE_NONE, SLICE_NONE, SLICE("") };
	return (struct type_name){ taxonomy_text(t, n->ns),
	    taxonomy_text(t, n->local), taxonomy_text(t, n->prefix) };
}

static uint32_t
base_of(const struct taxonomy *t, uint32_t type)
{
	const struct img_type *row = taxonomy_type(t, type);

	return row == NULL ? NONE : row->base;
}

static bool
is_present(const struct units *k, uint32_t type)
{
	struct type_name n = type_name(k->r->taxonomy, type);

	return n.local.n > 0 && n.ns.s != NULL &&
	    utr_has_type(k->utr, n.ns, n.local);
}

/* "Most specific ancestor in the UTR": up the chain of bases until one is
 * known, then down again with the answer. */
static uint32_t
deciding_type(struct units *k, uint32_t type)
{
	const struct taxonomy *t = k->r->taxonomy;
	uint32_t n = taxonomy_count(t, SEC_TYPES), at = type, answer = NONE;
	uint32_t steps = 0;

	for (; at < n && steps++ < n; at = base_of(t, at)) {
		if (k->limit[at] != NOT_YET)
			answer = k->limit[at];
		else if (is_present(k, at))
			answer = at;
		else
			continue;
		break;
	}
	for (; type < n && k->limit[type] == NOT_YET;
	    type = base_of(t, type)) {
		k->limit[type] = answer;
		if (type == answer)
			break;
	}
	return answer;
}

/* --- a type and a unit --- */

static const struct utr_measure *
measures_of(struct units *k, uint32_t first, uint32_t n)
{
	struct utr_measure *m = arena_alloc(k->arena, n * sizeof(*m));
	uint32_t i;

	for (i = 0; i < n; i++) {
		const struct name *name =
		    &k->r->names.v[k->r->measures.v[first + i]];

		m[i] = (struct utr_measure){ name->ns, name->local };
	}
	return m;
}

static bool
is_taken(struct units *k, uint32_t type, const struct unit *u)
{
	struct type_name n = type_name(k->r->taxonomy, type);
	struct arena_mark mark = arena_mark(k->arena);
	struct utr_measures m = {
		.top = measures_of(k, u->measures, u->n_numerator),
		.n_top = u->n_numerator,
		.bottom = measures_of(k, u->measures + u->n_numerator,
		    u->n_denominator),
		.n_bottom = u->n_denominator,
	};
	bool taken = utr_takes(k->utr, n.ns, n.local, &m);

	arena_reset(k->arena, mark);
	return taken;
}

static struct pair *
pair_of(struct units *k, uint32_t type, uint32_t unit)
{
	const struct unit *u = &k->r->units.v[unit];
	uint64_t key = (uint64_t)type << 32 | u->s_equal;
	uint32_t row = table_find_int(&k->judged, key);
	struct pair *p;

	if (row != NONE)
		return &k->pairs.v[row];
	table_add_int(&k->judged, key, (uint32_t)k->pairs.n);
	p = VEC_ADD(&k->pairs);
	p->fits = !unit_suits(k->r, taxonomy_type(k->r->taxonomy, type), u) ||
	    is_taken(k, type, u);			/* (3) */
	return p;
}

/* --- facts --- */

static struct finding *
misfit(struct units *k, uint32_t fact, uint32_t type)
{
	struct type_name n = type_name(k->r->taxonomy, type);
	struct finding *f = rule_fact(k->fs,
	    F_utre_error_NumericFactUtrInvalid, k->r, fact);
	struct buf b = BUF_ANY;

	describe_unit(&b, k->r, k->r->facts.v[fact].unit);
	finding_arg(f, "unit", buf_get(&b));
	buf_free(&b);
	finding_argf(f, "type", "%.*s%s%.*s", SLICE_ARG(n.prefix),
	    n.prefix.n > 0 ? ":" : "", SLICE_ARG(n.local));
	return f;
}

static void
check_fact(struct units *k, uint32_t row)
{
	const struct fact *f = &k->r->facts.v[row];
	uint32_t type;
	struct pair *p;

	if (f->unit == NONE || !report_is_numeric(k->r, f))
		return;
	type = deciding_type(k, f->type);
	if (type == NONE)
		return;
	p = pair_of(k, type, f->unit);
	if (p->fits)
		return;
	if (p->finding == NULL)
		p->finding = misfit(k, row, type);
	else
		finding_fact(p->finding, row);
}

static bool
begin(void *ctx, const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct units *k = ctx;
	uint32_t i, n;

	if (o->no_utr || r->taxonomy == NULL || r->units.n == 0)
		return false;
	k->r = r;
	k->utr = o->utr;
	k->fs = fs;
	if (k->utr == NULL)
		k->utr = k->builtin = utr_builtin();
	n = taxonomy_count(r->taxonomy, SEC_TYPES);
	k->limit = mem_calloc(n, sizeof(*k->limit));
	for (i = 0; i < n; i++)
		k->limit[i] = NOT_YET;
	k->arena = arena_new();
	return true;
}

static void
facts(void *ctx, uint32_t first, uint32_t end)
{
	uint32_t i;

	for (i = first; i < end; i++)
		check_fact(ctx, i);
}

static void
end(void *ctx)
{
	struct units *k = ctx;

	arena_free(k->arena);
	table_free(&k->judged);
	VEC_FREE(&k->pairs);
	mem_free(k->limit);
	utr_free(k->builtin);
}

const struct fact_rule rule_utr = { sizeof(struct units), begin, facts, end };
