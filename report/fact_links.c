/*
 * fact_links.c: see fact_links.h.
 *
 * (1) An arc leads from every locator with its xlink:from to every locator or
 *     footnote with its xlink:to (XBRL 2.1, 3.5.3.9), labels being those of
 *     its own extended link.
 * (2) Of equal relationships one counts; a prohibition takes away those of its
 *     priority and below (3.5.3.9.7.4, 3.5.3.9.7.5).
 * (3) Ends that are tuples, fractions or nothing at all are no facts of the
 *     model: such links are left out.
 */
#include "report/fact_links.h"

#include <stdlib.h>

#define MAX_LINKS	(1u << 20)	/* labels that many share multiply */

/* A relationship before it is known whether it counts. */
struct raw_link {
	struct fact_link link;
	int64_t  priority;
	uint32_t seq;
	bool     prohibited;
};

struct label_end {		/* a locator or footnote of a link */
	struct slice label;
	uint32_t     row;
};

struct link_reader {
	const struct report *report;
	struct fact_links   *out;
	VEC(struct raw_link)  raw;
	VEC(struct label_end) ends;
};

/* --- the ends of arcs (1) --- */

static int
cmp_ends(const void *a, const void *b)
{
	const struct label_end *x = a, *y = b;
	int c = slice_cmp(x->label, y->label);

	return c != 0 ? c : x->row < y->row ? -1 : x->row > y->row;
}

static void
read_ends(struct link_reader *k, size_t first, size_t end)
{
	size_t i;

	k->ends.n = 0;
	for (i = first; i < end; i++) {
		const struct foot *f = &k->report->footnotes.v[i];
		struct label_end e = { f->label, (uint32_t)i };

		if (f->kind != FOOT_ARC && f->label.n > 0)
			VEC_PUSH(&k->ends, e);
	}
	if (k->ends.n > 1)
		qsort(k->ends.v, k->ends.n, sizeof(*k->ends.v), cmp_ends);
}

/* The first end with that label or past it. */
static size_t
find_end(const struct link_reader *k, struct slice label)
{
	size_t lo = 0, hi = k->ends.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (slice_cmp(k->ends.v[mid].label, label) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
has_label(const struct link_reader *k, size_t i, struct slice label)
{
	return i < k->ends.n && slice_eq(k->ends.v[i].label, label);
}

/* (3) */
static bool
is_fact(const struct report *r, uint32_t row)
{
	return row < r->facts.n && r->facts.v[row].context != NONE &&
	    (r->facts.v[row].flags & (FACT_TUPLE | FACT_FRACTION)) == 0;
}

/* --- relationships --- */

/* xl:priority is an integer; what is none counts as the default. */
static int64_t
priority_of(struct slice s)
{
	int64_t n = 0;
	bool minus;
	size_t i;

	s = slice_trim(s);
	minus = s.n > 0 && s.s[0] == '-';
	for (i = s.n > 0 && (minus || s.s[0] == '+'); i < s.n; i++) {
		if (s.s[i] < '0' || s.s[i] > '9' || n > INT32_MAX)
			return 0;
		n = n * 10 + (s.s[i] - '0');
	}
	return minus ? -n : n;
}

static void
add_link(struct link_reader *k, const struct foot *arc, struct slice role,
    uint32_t source, uint32_t end)
{
	const struct foot *to = &k->report->footnotes.v[end];
	struct raw_link l = { .seq = (uint32_t)k->raw.n,
	    .priority = priority_of(arc->priority),
	    .prohibited = slice_is(slice_trim(arc->use), "prohibited") };

	l.link.source = source;
	l.link.is_note = to->kind == FOOT_RESOURCE;
	l.link.target = l.link.is_note ? end : to->fact;
	if (!l.link.is_note && !is_fact(k->report, to->fact))
		return;
	if (k->raw.n >= MAX_LINKS) {
		k->out->cut = true;
		return;
	}
	l.link.type = intern_add(k->out->types, slice_trim(arc->role));
	l.link.group = intern_add(k->out->groups, slice_trim(role));
	VEC_PUSH(&k->raw, l);
}

static void
read_arc(struct link_reader *k, const struct foot *arc, struct slice role)
{
	size_t from, first = find_end(k, arc->to), to;

	if (arc->role.n == 0 || role.n == 0)
		return;
	for (from = find_end(k, arc->from); has_label(k, from, arc->from) &&
	    !k->out->cut; from++) {
		uint32_t source =
		    k->report->footnotes.v[k->ends.v[from].row].fact;

		if (!is_fact(k->report, source))
			continue;
		for (to = first; has_label(k, to, arc->to) && !k->out->cut;
		    to++)
			add_link(k, arc, role, source, k->ends.v[to].row);
	}
}

/* Rows of footnotes stand together link by link. */
static void
read_links(struct link_reader *k)
{
	const struct report *r = k->report;
	size_t first, end, i;

	for (first = 0; first < r->footnotes.n; first = end) {
		uint32_t link = r->footnotes.v[first].link;

		for (end = first; end < r->footnotes.n &&
		    r->footnotes.v[end].link == link; end++)
			;
		read_ends(k, first, end);
		for (i = first; i < end; i++)
			if (r->footnotes.v[i].kind == FOOT_ARC)
				read_arc(k, &r->footnotes.v[i],
				    r->footnote_links.v[link].role);
	}
}

/* --- which of them count (2) --- */

static int
cmp_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int
cmp_relation(const struct fact_link *x, const struct fact_link *y)
{
	int c = cmp_numbers(x->source, y->source);

	if (c == 0)
		c = cmp_numbers(x->type, y->type);
	if (c == 0)
		c = cmp_numbers(x->group, y->group);
	if (c == 0)
		c = cmp_numbers(x->is_note, y->is_note);
	return c != 0 ? c : cmp_numbers(x->target, y->target);
}

/* Equal ones together, the one that decides first. */
static int
cmp_equal(const void *a, const void *b)
{
	const struct raw_link *x = a, *y = b;
	int c = cmp_relation(&x->link, &y->link);

	if (c == 0 && x->priority != y->priority)
		c = x->priority > y->priority ? -1 : 1;
	if (c == 0 && x->prohibited != y->prohibited)
		c = x->prohibited ? -1 : 1;
	return c != 0 ? c : cmp_numbers(x->seq, y->seq);
}

static int
cmp_output(const void *a, const void *b)
{
	const struct raw_link *x = a, *y = b;
	int c = cmp_numbers(x->link.source, y->link.source);

	if (c == 0)
		c = cmp_numbers(x->link.type, y->link.type);
	if (c == 0)
		c = cmp_numbers(x->link.group, y->link.group);
	return c != 0 ? c : cmp_numbers(x->seq, y->seq);
}

static void
keep_effective(struct link_reader *k)
{
	size_t i, n = 0;

	if (k->raw.n == 0)
		return;
	qsort(k->raw.v, k->raw.n, sizeof(*k->raw.v), cmp_equal);
	for (i = 0; i < k->raw.n; i++) {
		struct raw_link l = k->raw.v[i];
		bool first = i == 0 || cmp_relation(&l.link,
		    &k->raw.v[i - 1].link) != 0;

		/* The row before may be overwritten, but by an equal one. */
		if (first && !l.prohibited)
			k->raw.v[n++] = l;
	}
	k->raw.n = n;
	if (n > 0)
		qsort(k->raw.v, n, sizeof(*k->raw.v), cmp_output);
}

/* --- the outcome --- */

static int
cmp_rows(const void *a, const void *b)
{
	return cmp_numbers(*(const uint32_t *)a, *(const uint32_t *)b);
}

static void
hand_over(struct link_reader *k)
{
	struct fact_links *out = k->out;
	size_t i, n = 0;

	for (i = 0; i < k->raw.n; i++) {
		const struct fact_link *l = &k->raw.v[i].link;

		VEC_PUSH(&out->all, *l);
		if (l->is_note)
			VEC_PUSH(&out->notes, l->target);
	}
	if (out->notes.n > 0)
		qsort(out->notes.v, out->notes.n, sizeof(*out->notes.v),
		    cmp_rows);
	for (i = 0; i < out->notes.n; i++)
		if (i == 0 || out->notes.v[i] != out->notes.v[i - 1])
			out->notes.v[n++] = out->notes.v[i];
	out->notes.n = n;
}

void
fact_links_read(struct fact_links *out, const struct report *r)
{
	struct link_reader k = { .report = r, .out = out };

	*out = (struct fact_links){ .types = intern_new(),
	    .groups = intern_new() };
	read_links(&k);
	keep_effective(&k);
	hand_over(&k);
	VEC_FREE(&k.raw);
	VEC_FREE(&k.ends);
}

void
fact_links_free(struct fact_links *l)
{
	VEC_FREE(&l->all);
	VEC_FREE(&l->notes);
	intern_free(l->types);
	intern_free(l->groups);
}
