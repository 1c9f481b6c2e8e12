/*
 * xbrl_xml_late.c: numbers of contexts, some contexts at a time.
 *
 * What contexts say is told apart by numbers: that of their id, of the text of
 * typed members, segments and scenarios, of the set of their dimensions, of all
 * of it.  Each is found in a table, which in a report of a hundred thousand
 * contexts is no longer near: five times a context the reader would wait for
 * memory.  So what is to be numbered is noted, its place in the table begins to
 * be fetched, and the number is taken when all tags that the parser handed over
 * are through; nobody asks for it before.  Numbers follow the order of the
 * document all the same.
 */
#include "ingest/xbrl_xml.h"

#define MAX_BYTES	((size_t)1 << 16)	/* that wait, about */

void
late_text(struct reader *r, enum late_kind kind, uint32_t row,
    struct slice text)
{
	struct late *l = &r->late;
	struct intern_key key = intern_key(r->report->strings, text);

	VEC_PUSH(&l->texts, ((struct late_text){ kind, row, l->bytes.n,
	    text.n, key.hash }));
	buf_slice(&l->bytes, text);
}

void
late_context(struct reader *r, uint32_t row)
{
	VEC_PUSH(&r->late.contexts, ((struct late_context){ row, 0 }));
	if (r->late.bytes.n > MAX_BYTES)
		late_finish(r);
}

static void
put_text(struct report *p, const struct late_text *t, uint32_t number)
{
	switch (t->kind) {
	case LATE_TYPED:
		p->dimensions.v[t->row].typed = number;
		break;
	case LATE_SEGMENT:
		p->contexts.v[t->row].segment = number;
		break;
	case LATE_SCENARIO:
		p->contexts.v[t->row].scenario = number;
		break;
	case LATE_ALL_SEGMENT:
		p->contexts.v[t->row].all_segment = number;
		break;
	case LATE_ALL_SCENARIO:
		p->contexts.v[t->row].all_scenario = number;
		break;
	}
}

static void
number_texts(struct reader *r)
{
	struct late *l = &r->late;
	size_t i;

	for (i = 0; i < l->texts.n; i++) {
		const struct late_text *t = &l->texts.v[i];
		struct slice text = { buf_get(&l->bytes).s + t->at, t->n };

		put_text(r->report, t, t->n == 0 ? 0 : intern_add_key(
		    r->report->strings,
		    (struct intern_key){ text, t->hash }));
	}
	l->texts.n = 0;
	buf_clear(&l->bytes);
}

void
late_finish(struct reader *r)
{
	struct late *l = &r->late;
	struct context *v = r->report->contexts.v, *c;
	size_t i;

	ids_late(r);
	number_texts(r);
	for (i = 0; i < l->contexts.n; i++) {
		c = &v[l->contexts.v[i].row];
		l->contexts.v[i].hash = aspects_dimensions_hash(r,
		    c->dimensions, c->n_dimensions);
	}
	for (i = 0; i < l->contexts.n; i++) {
		c = &v[l->contexts.v[i].row];
		c->dimension_set = aspects_dimensions(r, c->dimensions,
		    c->n_dimensions, l->contexts.v[i].hash);
		l->contexts.v[i].hash = aspects_context_hash(r,
		    l->contexts.v[i].row);
	}
	for (i = 0; i < l->contexts.n; i++)
		v[l->contexts.v[i].row].s_equal = aspects_context(r,
		    l->contexts.v[i].row, l->contexts.v[i].hash);
	l->contexts.n = 0;
}

void
late_free(struct late *l)
{
	VEC_FREE(&l->texts);
	VEC_FREE(&l->ids);
	VEC_FREE(&l->contexts);
	buf_free(&l->bytes);
}
