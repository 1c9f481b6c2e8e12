/*
 * identity_judge.c: what identity constraints ask of the nodes that identity.c
 * finds (XML Schema 1.0 part 1, 3.11.4: cvc-identity-constraint).
 */
#include "validate/identity.h"

#define MAX_SHOWN	200	/* characters of a value, as of any argument */

/* --- findings --- */

/* The fact that an element is, by where it begins, or NONE: a walk numbers its
 * nodes by itself. */
static uint32_t
fact_of(const struct report *r, uint64_t offset)
{
	size_t low = 0, high = r->facts.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (r->facts.v[mid].span.offset < offset)
			low = mid + 1;
		else
			high = mid;
	}
	return low < r->facts.n && r->facts.v[low].span.offset == offset ?
	    (uint32_t)low : NONE;
}

static void
name_arg(struct finding *f, const char *arg, const struct taxonomy *t,
    const struct img_identity *id)
{
	const struct img_name *n = taxonomy_name(t, id->name);

	finding_arg(f, arg, n == NULL ? SLICE("?") :
	    taxonomy_text(t, n->local));
}

static struct finding *
add_finding(struct keys *k, enum finding_code code, const struct scope *s,
    const struct node *n)
{
	uint32_t fact = fact_of(k->report, n->span.offset);
	struct finding *f;

	if (fact != NONE) {
		f = rule_fact(k->findings, code, k->report, fact);
	} else {
		f = rule_at(k->findings, code, k->report, n->span);
		finding_argf(f, "concept", "%.*s%s%.*s", SLICE_ARG(n->prefix),
		    n->prefix.n > 0 ? ":" : "", SLICE_ARG(n->local));
	}
	name_arg(f, "name", s->view->t, s->id);
	return f;
}

/* The expression of a field (from 1). */
static void
field_arg(struct finding *f, const struct scope *s, uint32_t field)
{
	const struct img_path *p;
	uint32_t i;

	for (i = 0; i < s->id->n_paths; i++) {
		p = taxonomy_path(s->view->t, s->id->paths + i);
		if (p == NULL)		/* a damaged image: there are no more */
			break;
		if (p->field != field)
			continue;
		finding_arg(f, "field", taxonomy_text(s->view->t, p->text));
		return;
	}
}

/* A value as people read it: without the datatypes in its key. */
static void
write_value(struct buf *b, struct slice key)
{
	size_t i;

	if (key.n > 0 && key.s[0] != '[') {
		buf_slice(b, slice_from(key, 1));
		return;
	}
	for (i = 1; i < key.n && b->n < MAX_SHOWN; i++) {
		while (++i < key.n && key.s[i] != ' ')
			buf_char(b, key.s[i]);
		if (i < key.n)
			buf_char(b, ' ');
	}
}

static void
value_arg(struct keys *k, struct finding *f, uint32_t sequence)
{
	struct slice rows = intern_get(k->sequences, sequence);
	struct buf b = BUF_ANY;
	uint32_t row;
	size_t i;

	for (i = 0; i + sizeof(row) <= rows.n && b.n < MAX_SHOWN;
	    i += sizeof(row)) {
		memcpy(&row, rows.s + i, sizeof(row));
		if (i > 0)
			buf_puts(&b, ", ");
		write_value(&b, intern_get(k->texts, row));
	}
	finding_arg(f, "value", buf_get(&b));
	buf_free(&b);
}

/* --- targets --- */

/* 4.2.1 and 4.2.3; whether the node is qualified: all fields have a value. */
static bool
fields_good(struct keys *k, const struct scope *s, const struct target *t,
    const struct node *n)
{
	const struct field_value *v = &k->values.v[t->values];
	bool key = s->id->kind == IDENTITY_KEY, good = true;
	uint32_t i;

	for (i = 0; i < s->id->n_fields; i++) {
		good = good && v[i].state == VALUE_GOOD;
		if (key && v[i].state == VALUE_ABSENT)
			field_arg(add_finding(k,
			    F_xsd_cvc_identity_constraint_4_2_1, s, n), s,
			    i + 1);
		else if (key && v[i].nillable)
			field_arg(add_finding(k,
			    F_xsd_cvc_identity_constraint_4_2_3, s, n), s,
			    i + 1);
	}
	return good;
}

static uint32_t
sequence_of(struct keys *k, const struct scope *s, const struct target *t)
{
	struct buf b = BUF_ANY;
	uint32_t i, sequence;

	for (i = 0; i < s->id->n_fields; i++)
		buf_add(&b, &k->values.v[t->values + i].key, sizeof(uint32_t));
	sequence = intern_add(k->sequences, buf_get(&b));
	buf_free(&b);
	return sequence;
}

/* 4.1 and 4.2.2 */
static void
take_key(struct keys *k, struct scope *s, uint32_t sequence,
    const struct node *n)
{
	const struct key_entry *first = key_table_add(s->own, sequence,
	    n->ordinal, n->span.offset);
	struct finding *f;

	if (first == NULL)
		return;
	f = add_finding(k, s->id->kind == IDENTITY_KEY ?
	    F_xsd_cvc_identity_constraint_4_2_2 :
	    F_xsd_cvc_identity_constraint_4_1, s, n);
	value_arg(k, f, sequence);
	finding_argf(f, "line", "%u", report_place(k->report,
	    (struct span){ first->offset, 0 }).line);
}

void
keys_target_end(struct keys *k, const struct target *t)
{
	struct scope *s = &k->scopes.v[t->scope];
	const struct node *n = &k->frames[k->depth].node;
	uint32_t sequence;

	if (t->bad_field > 0) {
		field_arg(add_finding(k, t->code, s, n), s, t->bad_field);
		return;
	}
	if (!fields_good(k, s, t, n))
		return;
	k->nodes++;
	sequence = sequence_of(k, s, t);
	if (s->id->kind == IDENTITY_KEYREF)
		VEC_PUSH(&s->references, ((struct reference_to_key){ sequence,
		    *n }));
	else
		take_key(k, s, sequence, n);
}

/* --- scopes --- */

/* Whether some open keyref refers to the constraint. */
static bool
is_wanted(struct keys *k, const struct img_identity *id)
{
	size_t i;

	for (i = 0; i < k->scopes.n && keys_may(k, 1); i++)
		if (k->scopes.v[i].refer == id)
			return true;
	return false;
}

/* 4.3 */
static void
judge_references(struct keys *k, const struct scope *s,
    const struct key_table *table)
{
	const struct reference_to_key *r;
	struct finding *f;
	size_t i;

	for (i = 0; i < s->references.n; i++) {
		r = &s->references.v[i];
		if (key_table_find(table, r->sequence) != NULL)
			continue;
		f = add_finding(k, F_xsd_cvc_identity_constraint_4_3, s,
		    &r->node);
		value_arg(k, f, r->sequence);
		name_arg(f, "key", s->view->t, s->refer);
	}
}

static uint64_t
length_of(const struct key_table *list)
{
	uint64_t n = 0;

	for (; list != NULL; list = list->next)
		n++;
	return n;
}

/* 3.11.5: tables that some keyref further up asks for. */
static void
pass_on(struct keys *k, struct frame *f, struct frame *parent)
{
	struct key_table *t, *next;

	for (t = f->tables; t != NULL; t = next) {
		next = t->next;
		if (is_wanted(k, t->identity) &&
		    keys_may(k, 1 + length_of(parent->tables)))
			key_tables_join(&parent->tables, t);
		else
			key_table_free(t);
	}
	f->tables = NULL;
}

void
keys_scopes_end(struct keys *k)
{
	struct frame *f = &k->frames[k->depth];
	struct scope *s;
	size_t i;

	for (i = f->scopes; i < k->scopes.n; i++) {
		s = &k->scopes.v[i];
		if (s->own != NULL && is_wanted(k, s->id) &&
		    keys_may(k, 1 + length_of(f->tables))) {
			key_tables_own(&f->tables, s->own);
			s->own = NULL;
		}
	}
	for (i = f->scopes; i < k->scopes.n && !k->stopped; i++) {
		s = &k->scopes.v[i];
		if (s->refer != NULL && keys_may(k, 1 + length_of(f->tables)))
			judge_references(k, s, key_tables_find(f->tables,
			    s->refer));
	}
	while (k->scopes.n > f->scopes) {
		s = &k->scopes.v[--k->scopes.n];
		key_table_free(s->own);
		VEC_FREE(&s->references);
	}
	pass_on(k, f, &k->frames[k->depth - 1]);
}

void
keys_leave(struct keys *k)
{
	struct key_table *t, *next;
	uint32_t i;

	for (; k->scopes.n > 0; k->scopes.n--) {
		key_table_free(k->scopes.v[k->scopes.n - 1].own);
		VEC_FREE(&k->scopes.v[k->scopes.n - 1].references);
	}
	for (i = 0; i <= WALK_DEPTH; i++)
		for (t = k->frames[i].tables; t != NULL; t = next) {
			next = t->next;
			key_table_free(t);
		}
}
