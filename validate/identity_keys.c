/* identity_keys.c: see identity_keys.h. */
#include "validate/identity_keys.h"

struct key_table *
key_table_new(const struct img_identity *identity)
{
	struct key_table *t = mem_calloc(1, sizeof(*t));

	t->identity = identity;
	return t;
}

void
key_table_free(struct key_table *t)
{
	if (t == NULL)
		return;
	table_free(&t->index);
	VEC_FREE(&t->entries);
	VEC_FREE(&t->conflicts);
	mem_free(t);
}

/* The entry of a sequence, whatever its state, or NULL. */
static struct key_entry *
entry_of(const struct key_table *t, uint32_t sequence)
{
	uint32_t row = table_find_int(&t->index, sequence);

	return row == NONE ? NULL : &t->entries.v[row];
}

const struct key_entry *
key_table_find(const struct key_table *t, uint32_t sequence)
{
	const struct key_entry *e = t == NULL ? NULL : entry_of(t, sequence);

	return e != NULL && e->state == KEY_THERE ? e : NULL;
}

/* Puts an entry in the place of what is there. */
static void
put(struct key_table *t, struct key_entry e)
{
	struct key_entry *old = entry_of(t, e.sequence);
	uint32_t row = (uint32_t)t->entries.n;

	if (old == NULL) {
		table_add_int(&t->index, e.sequence, row);
		VEC_PUSH(&t->entries, e);
	} else {
		row = (uint32_t)(old - t->entries.v);
		*old = e;
	}
	if (e.state == KEY_CONFLICT)
		VEC_PUSH(&t->conflicts, row);
}

const struct key_entry *
key_table_add(struct key_table *t, uint32_t sequence, uint32_t node,
    uint64_t offset)
{
	const struct key_entry *old = key_table_find(t, sequence);

	if (old == NULL)
		put(t, (struct key_entry){ sequence, node, KEY_THERE, offset });
	return old;
}

/* What was a conflict among children is nothing one element up. */
static void
settle(struct key_table *t)
{
	size_t i;

	for (i = 0; i < t->conflicts.n; i++)
		if (t->entries.v[t->conflicts.v[i]].state == KEY_CONFLICT)
			t->entries.v[t->conflicts.v[i]].state = KEY_GONE;
	t->conflicts.n = 0;
}

struct key_table *
key_tables_find(struct key_table *list, const struct img_identity *identity)
{
	while (list != NULL && list->identity != identity)
		list = list->next;
	return list;
}

/* Where `t` takes the place of another in a list, or is new in it. */
static void
replace(struct key_table **list, const struct key_table *old,
    struct key_table *t)
{
	while (*list != NULL && *list != old)
		list = &(*list)->next;
	t->next = *list == NULL ? NULL : (*list)->next;
	*list = t;
}

/* One entry more among those of children. */
static void
join(struct key_table *t, struct key_entry e)
{
	const struct key_entry *old = entry_of(t, e.sequence);

	if (e.state == KEY_GONE || (old != NULL && old->state ==
	    KEY_CONFLICT))
		return;
	if (old != NULL && old->state == KEY_THERE && old->node != e.node)
		e.state = KEY_CONFLICT;
	put(t, e);
}

void
key_tables_join(struct key_table **list, struct key_table *t)
{
	struct key_table *there = key_tables_find(*list, t->identity), *small;
	size_t i;

	settle(t);
	if (there == NULL) {
		replace(list, NULL, t);
		return;
	}
	small = t;
	if (t->entries.n > there->entries.n) {
		replace(list, there, t);
		small = there;
		there = t;
	}
	for (i = 0; i < small->entries.n; i++)
		join(there, small->entries.v[i]);
	key_table_free(small);
}

void
key_tables_own(struct key_table **list, struct key_table *own)
{
	struct key_table *there = key_tables_find(*list, own->identity);
	size_t i;

	if (there == NULL) {
		replace(list, NULL, own);
		return;
	}
	if (own->entries.n <= there->entries.n) {
		for (i = 0; i < own->entries.n; i++)
			put(there, own->entries.v[i]);
		key_table_free(own);
		return;
	}
	replace(list, there, own);
	for (i = 0; i < there->entries.n; i++)
		if (there->entries.v[i].state == KEY_THERE &&
		    entry_of(own, there->entries.v[i].sequence) == NULL)
			put(own, there->entries.v[i]);
	key_table_free(there);
}
