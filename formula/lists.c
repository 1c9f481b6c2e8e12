/* lists.c: see lists.h. */
#include "formula/lists.h"

#include "base/hash.h"

#define MAX_CELLS	((size_t)16 << 20)	/* of all columns */

struct column {
	uint32_t *members;		/* by fact; NULL: not made */
	size_t    asked;		/* facts */
};

struct lists {
	const struct report *report;
	/* By the report's name: from first[name] on. */
	uint32_t *first, *by_name;
	/* By dimension and member; made when first asked for. */
	bool          has_members;
	struct table  members;
	VEC(uint32_t) member_first;	/* and one more */
	uint32_t     *by_member;
	uint32_t     *of_row;		/* the member's list of each row of the
					 * report's dimensions, */
	uint32_t     *any_of_row;	/* and that of any member */
	struct column *columns;		/* by name */
	size_t        n_cells;
};

struct lists *
lists_new(struct formula_run *run)
{
	struct lists *l = mem_calloc(1, sizeof(*l));
	const struct report *r = run->report;
	uint32_t i;

	l->report = r;
	l->first = mem_calloc(r->names.n + 2, sizeof(*l->first));
	l->by_name = mem_calloc(r->facts.n + 1, sizeof(*l->by_name));
	l->columns = mem_calloc(r->names.n + 1, sizeof(*l->columns));
	for (i = 0; i < r->facts.n; i++)
		l->first[r->facts.v[i].name]++;
	for (i = 1; i <= r->names.n; i++)
		l->first[i] += l->first[i - 1];
	for (i = (uint32_t)r->facts.n; i > 0; i--)
		l->by_name[--l->first[r->facts.v[i - 1].name]] = i - 1;
	return l;
}

void
lists_free(struct lists *l)
{
	size_t i;

	if (l == NULL)
		return;
	for (i = 0; i < l->report->names.n; i++)
		mem_free(l->columns[i].members);
	mem_free(l->columns);
	mem_free(l->first);
	mem_free(l->by_name);
	table_free(&l->members);
	VEC_FREE(&l->member_first);
	mem_free(l->by_member);
	mem_free(l->of_row);
	mem_free(l->any_of_row);
	mem_free(l);
}

uint32_t
lists_concept(const struct lists *l, uint32_t name, const uint32_t **out)
{
	*out = l->by_name + l->first[name];
	return l->first[name + 1] - l->first[name];
}

/* --- members --- */

static uint32_t
list_of(struct lists *l, uint32_t dimension, uint32_t member)
{
	uint64_t key = (uint64_t)dimension << 32 | member;
	uint32_t row = table_find_int(&l->members, key);

	if (row != NONE)
		return row;
	row = (uint32_t)l->member_first.n;
	VEC_PUSH(&l->member_first, 0);
	table_add_int(&l->members, key, row);
	return row;
}

/* Calls for each list of a fact's dimensions. */
static void
count_or_put(struct lists *l, uint32_t fact, bool put)
{
	const struct report *r = l->report;
	uint32_t context = r->facts.v[fact].context, i, row;
	uint32_t *first = l->member_first.v;
	const struct context *c;

	if (context == NONE)
		return;
	c = &r->contexts.v[context];
	for (i = 0; i < c->n_dimensions; i++) {
		row = c->dimensions + i;
		if (!put) {
			first[l->of_row[row]]++;
			first[l->any_of_row[row]]++;
			continue;
		}
		l->by_member[--first[l->of_row[row]]] = fact;
		l->by_member[--first[l->any_of_row[row]]] = fact;
	}
}

static void
make_members(struct lists *l)
{
	const struct report *r = l->report;
	uint32_t i;

	l->has_members = true;
	l->of_row = mem_calloc(r->dimensions.n + 1, sizeof(*l->of_row));
	l->any_of_row = mem_calloc(r->dimensions.n + 1,
	    sizeof(*l->any_of_row));
	for (i = 0; i < r->dimensions.n; i++) {
		const struct dimension *d = &r->dimensions.v[i];

		l->any_of_row[i] = list_of(l, d->name, NONE);
		l->of_row[i] = d->is_typed ? l->any_of_row[i] :
		    list_of(l, d->name, d->value);
	}
	VEC_PUSH(&l->member_first, 0);
	for (i = 0; i < r->facts.n; i++)
		count_or_put(l, i, false);
	for (i = 1; i < l->member_first.n; i++)
		l->member_first.v[i] += l->member_first.v[i - 1];
	l->by_member = mem_calloc(l->member_first.v[l->member_first.n - 1] +
	    (size_t)1, sizeof(*l->by_member));
	for (i = (uint32_t)r->facts.n; i > 0; i--)
		count_or_put(l, i - 1, true);
}

uint32_t
lists_member(struct lists *l, uint32_t dimension, uint32_t member,
    const uint32_t **out)
{
	uint32_t row;

	if (!l->has_members)
		make_members(l);
	*out = l->by_member;
	row = table_find_int(&l->members, (uint64_t)dimension << 32 | member);
	if (dimension == NONE || row == NONE)
		return 0;
	*out = l->by_member + l->member_first.v[row];
	return l->member_first.v[row + 1] - l->member_first.v[row];
}

/* --- columns --- */

uint32_t
lists_member_of(const struct lists *l, uint32_t fact, uint32_t dimension)
{
	const struct report *r = l->report;
	uint32_t context = r->facts.v[fact].context, i;
	const struct context *c;

	if (context == NONE)
		return NO_CONTEXT;
	c = &r->contexts.v[context];
	for (i = c->dimensions; i < c->dimensions + c->n_dimensions; i++)
		if (r->dimensions.v[i].name == dimension)
			return r->dimensions.v[i].value;
	return NONE;
}

const uint32_t *
lists_column(struct lists *l, uint32_t dimension, size_t n)
{
	uint32_t facts = (uint32_t)l->report->facts.n, i;
	struct column *c;

	if (dimension == NONE)
		return NULL;
	c = &l->columns[dimension];
	if (c->members != NULL || c->asked < facts / 2 ||
	    facts > MAX_CELLS - l->n_cells) {
		c->asked += n;
		return c->members;
	}
	l->n_cells += facts;
	c->members = mem_resize(NULL, facts, sizeof(*c->members));
	for (i = 0; i < facts; i++)
		c->members[i] = lists_member_of(l, i, dimension);
	return c->members;
}
