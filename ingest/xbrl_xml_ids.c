/*
 * xbrl_xml_ids.c: attributes of the type xs:ID: names without a colon, each
 * once in a document (XML Schema 1.0 part 2, 3.3.8; XBRL 2.1, 4.6 to 4.8).
 *
 * (1) Ids of contexts and units are interned: facts refer to them.  Ids of
 *     facts are as many as facts and hardly ever asked for, so that a table of
 *     them would cost a look into far memory for each and crowd out the other.
 *     They are only noted, half a hash and a row in one number, sorted when
 *     all are there, and compared where the halves are equal.
 * (2) The first that has an id keeps it.
 */
#include "ingest/xbrl_xml.h"

#include "base/mem.h"
#include "base/radix.h"
#include "base/xml.h"

#define OTHER	(UINT32_C(1) << 31)	/* in a row: not of a fact */

static bool
is_good_id(struct reader *r, struct slice value)
{
	if (is_ncname(value))
		return true;
	finding_arg(reader_finding(r, F_xml_IdNotAName), "id", value);
	return false;
}

static void
not_unique(struct reader *r, const struct span *span, struct slice value)
{
	finding_arg(finding_add(r->findings, F_xml_IdNotUnique,
	    report_place(r->report, *span)), "id", value);
}

static uint32_t
take_id(struct reader *r, struct intern_key key, struct span span,
    struct id_target target)
{
	uint32_t id = intern_add_key(r->report->strings, key);
	struct other_id *o;

	while (r->ids.n <= id)
		VEC_PUSH(&r->ids, ((struct id_target){ ID_NONE, NONE }));
	if (r->ids.v[id].kind != ID_NONE) {
		not_unique(r, &span, key.s);
		return id;
	}
	r->ids.v[id] = target;
	VEC_PUSH(&r->id_keys, report_id_key(key.s, OTHER |
	    (uint32_t)r->other_ids.n));
	o = VEC_ADD(&r->other_ids);
	o->string = id;
	o->span = span;
	return id;
}

uint32_t
ids_add(struct reader *r, struct slice value, enum id_kind kind, uint32_t row)
{
	value = slice_trim(value);
	if (value.s == NULL || !is_good_id(r, value))
		return 0;
	ids_late(r);			/* which come before it (2) */
	return take_id(r, intern_key(r->report->strings, value),
	    reader_here(r), (struct id_target){ kind, row });
}

void
ids_add_context(struct reader *r, struct slice value, uint32_t row)
{
	value = slice_trim(value);
	if (value.s == NULL || !is_good_id(r, value))
		return;
	VEC_PUSH(&r->late.ids, ((struct late_id){
	    intern_key(r->report->strings, value), row, reader_here(r) }));
}

void
ids_late(struct reader *r)
{
	size_t i;

	for (i = 0; i < r->late.ids.n; i++) {
		const struct late_id *l = &r->late.ids.v[i];

		r->report->contexts.v[l->row].id = take_id(r, l->key, l->span,
		    (struct id_target){ ID_CONTEXT, l->row });
	}
	r->late.ids.n = 0;
}

uint32_t
ids_add_fact(struct reader *r, struct slice value, uint32_t row)
{
	struct report *p = r->report;

	value = slice_trim(reader_keep(r, value));
	if (value.s == NULL || !is_good_id(r, value))
		return 0;
	VEC_PUSH(&r->id_keys, report_id_key(value, row));
	VEC_PUSH(&p->fact_ids, value);
	return (uint32_t)p->fact_ids.n - 1;
}

void
ids_make_room(struct reader *r, size_t facts)
{
	struct report *p = r->report;

	mem_grow((void **)&p->fact_ids.v, &p->fact_ids.cap, facts,
	    sizeof(*p->fact_ids.v));
	mem_grow((void **)&r->id_keys.v, &r->id_keys.cap, facts,
	    sizeof(*r->id_keys.v));
}

static struct slice
text_of(const struct reader *r, uint32_t row)
{
	const struct report *p = r->report;

	return (row & OTHER) != 0 ? intern_get(p->strings,
	    r->other_ids.v[row & ~OTHER].string) :
	    report_fact_id(p, &p->facts.v[row]);
}

/* Whether one before it, among those with the same key, has the same id. */
static bool
is_taken(const struct reader *r, size_t from, size_t i)
{
	struct slice text;

	if (from == i)			/* nearly always */
		return false;
	text = text_of(r, (uint32_t)r->id_keys.v[i]);
	for (; from < i; from++)
		if (slice_eq(text_of(r, (uint32_t)r->id_keys.v[from]), text))
			return true;
	return false;
}

/* Those with one key, in the order of the document; what is taken goes. */
static void
judge_same(struct reader *r, size_t first, size_t end)
{
	struct report *p = r->report;
	size_t i, kept = first;

	for (i = first; i < end; i++) {
		uint32_t row = (uint32_t)r->id_keys.v[i];

		r->id_keys.v[kept] = r->id_keys.v[i];
		if (!is_taken(r, first, kept))
			kept++;
		else
			not_unique(r, (row & OTHER) != 0 ?
			    &r->other_ids.v[row & ~OTHER].span :
			    &p->facts.v[row].span, text_of(r, row));
	}
	for (i = first; i < kept; i++)
		if ((r->id_keys.v[i] & OTHER) == 0)
			VEC_PUSH(&p->facts_by_id, r->id_keys.v[i]);
}

void
ids_resolve(struct reader *r)
{
	size_t i, n = 0, end;

	for (i = 0; i < r->id_keys.n; i++) {	/* a fact may be cut off */
		uint32_t row = (uint32_t)r->id_keys.v[i];

		if ((row & OTHER) != 0 || row < r->report->facts.n)
			r->id_keys.v[n++] = r->id_keys.v[i];
	}
	radix_sort(r->id_keys.v, n);
	mem_grow((void **)&r->report->facts_by_id.v,
	    &r->report->facts_by_id.cap, n,
	    sizeof(*r->report->facts_by_id.v));
	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n && r->id_keys.v[end] >> 32 ==
		    r->id_keys.v[i] >> 32; end++)
			continue;
		judge_same(r, i, end);
	}
	for (i = 0; i < r->ids.n; i++)
		VEC_PUSH(&r->report->is_id, r->ids.v[i].kind != ID_NONE);
}
