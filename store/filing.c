/*
 * filing.c: see filing.h.  What a report is filed as:
 *
 * (1) entity: the board number where the report states one, else the
 *     identifier of the context that decides (2).
 * (2) year and period end: of the latest duration of its contexts; without
 *     durations, of the latest instant.  Of equal ones the first decides.
 * (3) report: the entry point as its schemaRef names it, without a fragment;
 *     several are parted by spaces.  A relative address stays as it is
 *     written, so that the folder of the file does not matter.
 */
#include "store/filing.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/uri.h"
#include "ingest/describe.h"
#include "store/filing_rows.h"

/* --- who, what, when --- */

/* (1) The concepts that state a board number: the namespace starts so (the
 * year follows). */
static const struct {
	const char *namespace, *local;
} board_numbers[] = {
	{ "https://rekenschap.example/taxonomie/ow/", "BoardNumber" },
};

/* Five digits, not beginning with 0 (the type boardNumber). */
static bool
is_board_number(struct slice s)
{
	size_t i;

	if (s.n != 5 || s.s[0] == '0')
		return false;
	for (i = 0; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	return true;
}

static bool
states_board_number(const struct name *n)
{
	size_t i;

	for (i = 0; i < sizeof(board_numbers) / sizeof(board_numbers[0]); i++)
		if (slice_is(n->local, board_numbers[i].local) &&
		    slice_starts(n->ns, slice_of(board_numbers[i].namespace)))
			return true;
	return false;
}

/* The first board number in the report, or SLICE_NONE. */
static struct slice
board_number(const struct report *r)
{
	struct slice s;
	size_t i;

	for (i = 0; i < r->facts.n; i++) {
		const struct fact *f = &r->facts.v[i];

		if (f->name >= r->names.n || (f->flags & FACT_NIL) ||
		    !states_board_number(&r->names.v[f->name]))
			continue;
		s = slice_trim(f->value);
		if (is_board_number(s))
			return s;
	}
	return SLICE_NONE;
}

/* The rank of a kind of period for (2). */
static int
rank(enum period_kind kind)
{
	switch (kind) {
	case PERIOD_DURATION:
		return 2;
	case PERIOD_INSTANT:
		return 1;
	case PERIOD_FOREVER:
	case PERIOD_BAD:
		return 0;
	}
	return 0;
}

static const struct period *
period_of(const struct report *r, const struct context *c)
{
	static const struct period bad = { .kind = PERIOD_BAD };

	return c->period < r->periods.n ? &r->periods.v[c->period] : &bad;
}

/* The row of the context that decides (2), or NONE. */
static uint32_t
deciding_context(const struct report *r)
{
	const struct period *best = NULL, *p;
	uint32_t row = NONE;
	size_t i;

	for (i = 0; i < r->contexts.n; i++) {
		p = period_of(r, &r->contexts.v[i]);
		if (best != NULL && (rank(p->kind) < rank(best->kind) ||
		    (rank(p->kind) == rank(best->kind) &&
		    (rank(p->kind) == 0 ||
		    moment_cmp(p->end, best->end) <= 0))))
			continue;
		best = p;
		row = (uint32_t)i;
	}
	return row;
}

static struct slice
keep(struct filing *f, struct buf *b)
{
	struct slice s = b->n == 0 ? SLICE("") :
	    arena_copy(f->arena, buf_get(b));

	buf_clear(b);
	return s;
}

static void
set_period(struct filing *f)
{
	const struct report *r = f->report;
	uint32_t row = deciding_context(r);
	const struct period *p;
	struct buf b = BUF_ANY;

	f->head.entity = board_number(r);
	f->head.period_end = SLICE("");
	if (row == NONE)
		goto out;
	if (f->head.entity.s == NULL)
		f->head.entity = slice_trim(f->contexts[row].identifier);
	p = period_of(r, &r->contexts.v[row]);
	if (rank(p->kind) > 0) {
		f->head.year = moment_end_year(p->end);
		describe_end(&b, r, row);
		f->head.period_end = keep(f, &b);
	}
 out:
	if (f->head.entity.s == NULL)
		f->head.entity = SLICE("");
	buf_free(&b);
}

static void
set_entry_points(struct filing *f)
{
	const struct report *r = f->report;
	struct buf b = BUF_ANY;
	struct slice fragment;
	size_t i;

	for (i = 0; i < r->references.n; i++) {
		if (r->references.v[i].kind != REF_SCHEMA)
			continue;
		if (b.n > 0)
			buf_char(&b, ' ');
		buf_slice(&b, uri_split(slice_trim(r->references.v[i].href),
		    &fragment));
	}
	f->head.report = keep(f, &b);
	buf_free(&b);
}

/* By which DTS it was judged: SHA-256 over the lines "hash address" of its
 * documents, in the order of discovery. */
static void
set_taxonomy(struct filing *f)
{
	const struct taxonomy *t = f->report->taxonomy;
	unsigned char digest[SHA256_SIZE];
	char hex[SHA256_HEX];
	struct buf b = BUF_ANY;
	uint32_t i;

	if (t == NULL)
		return;
	for (i = 0; i < taxonomy_count(t, SEC_DOCUMENTS); i++) {
		const struct img_document *d = taxonomy_document(t, i);

		if (d == NULL || d->kind == DOC_HINTED)
			continue;
		sha256_hex(d->sha256, hex);
		buf_printf(&b, "%s ", hex);
		buf_slice(&b, taxonomy_text(t, d->uri));
		buf_char(&b, '\n');
	}
	sha256(buf_get(&b), digest);
	sha256_hex(digest, hex);
	f->head.taxonomy = slice_of(arena_string(f->arena, hex));
	buf_free(&b);
}

/* --- texts that many rows share --- */

static struct slice
period_name(enum period_kind kind)
{
	switch (kind) {
	case PERIOD_INSTANT:
		return SLICE("instant");
	case PERIOD_DURATION:
		return SLICE("duration");
	case PERIOD_FOREVER:
		return SLICE("forever");
	case PERIOD_BAD:
		return SLICE_NONE;
	}
	return SLICE_NONE;
}

static void
make_contexts(struct filing *f)
{
	const struct report *r = f->report;
	struct buf b = BUF_ANY;
	uint32_t i;

	f->contexts = arena_alloc(f->arena,
	    (r->contexts.n + 1) * sizeof(*f->contexts));
	for (i = 0; i < r->contexts.n; i++) {
		const struct context *c = &r->contexts.v[i];
		struct context_text *t = &f->contexts[i];

		if (c->entity < r->entities.n) {
			t->scheme = r->entities.v[c->entity].scheme;
			t->identifier = r->entities.v[c->entity].identifier;
		}
		t->period = period_name(period_of(r, c)->kind);
		describe_start(&b, r, i);
		t->start = keep(f, &b);
		describe_end(&b, r, i);
		t->end = keep(f, &b);
		t->dimensions = filing_dimensions(r, c, f->arena);
		if (c->segment != 0)
			t->segment = report_string(r, c->segment);
		if (c->scenario != 0)
			t->scenario = report_string(r, c->scenario);
		t->set = c->dimension_set;
	}
	buf_free(&b);
}

static void
make_names(struct filing *f)
{
	const struct report *r = f->report;
	uint32_t i;

	f->names = arena_alloc(f->arena, (r->names.n + 1) * sizeof(*f->names));
	f->no_name = (struct name_text){ SLICE(""), SLICE(""), SLICE(""), 0 };
	for (i = 0; i < r->names.n; i++)
		f->names[i] = (struct name_text){ r->names.v[i].ns,
		    r->names.v[i].local, report_prefix(r, i), 0 };
}

static void
make_units(struct filing *f)
{
	const struct report *r = f->report;
	struct buf b = BUF_ANY;
	uint32_t i;

	f->units = arena_alloc(f->arena, (r->units.n + 1) * sizeof(*f->units));
	for (i = 0; i < r->units.n; i++) {
		describe_unit(&b, r, i);
		f->units[i].text = keep(f, &b);
	}
	buf_free(&b);
}

/* --- which rows there are --- */

/* What has a contextRef counts as a fact, also a tuple that must not have one:
 * such a tuple is in both tables. */
static void
gather_facts(struct filing *f)
{
	const struct report *r = f->report;
	uint32_t i;

	for (i = 0; i < r->facts.n; i++) {
		uint16_t flags = r->facts.v[i].flags;

		if (flags & FACT_TUPLE)
			VEC_PUSH(&f->tuples, i);
		if (!(flags & FACT_TUPLE) || (flags & FACT_HAS_CONTEXT))
			VEC_PUSH(&f->facts, i);
		f->head.facts += (flags & FACT_HAS_CONTEXT) != 0;
	}
}

/* --- what the facts need, numbered --- */

static bool
is_concept(const void *ctx, uint32_t row, const void *key)
{
	const struct filing *f = ctx;
	const struct name_text *a = f->used_names.v[row], *b = key;

	return slice_eq(a->local, b->local) && slice_eq(a->ns, b->ns) &&
	    slice_eq(a->prefix, b->prefix);
}

/* A concept has one number, under however many names the report has it. */
static void
number_name(struct filing *f, struct table *seen, struct name_text *n)
{
	uint64_t salt = hash_salt();
	uint64_t hash = hash_mix(hash_bytes(n->ns.s, n->ns.n, salt),
	    hash_bytes(n->local.s, n->local.n, salt));
	uint32_t row = table_find(seen, hash, is_concept, f, n);

	if (row == NONE) {
		row = (uint32_t)f->used_names.n;
		VEC_PUSH(&f->used_names, n);
		table_add(seen, hash, row);
	}
	n->number = row + 1;
}

static void
number_needs(struct filing *f)
{
	const struct report *r = f->report;
	struct table seen = { .slots = NULL };
	struct name_text *n;
	size_t i;

	for (i = 0; i < f->facts.n; i++) {
		const struct fact *t = &r->facts.v[f->facts.v[i]];

		n = filing_concept(f, t->name);
		if (n->number == 0)
			number_name(f, &seen, n);
		if (t->context < r->contexts.n &&
		    f->contexts[t->context].number == 0) {
			VEC_PUSH(&f->used_contexts, t->context);
			f->contexts[t->context].number =
			    (uint32_t)f->used_contexts.n;
		}
		if (t->unit < r->units.n && f->units[t->unit].number == 0) {
			VEC_PUSH(&f->used_units, t->unit);
			f->units[t->unit].number = (uint32_t)f->used_units.n;
		}
	}
	table_free(&seen);
}

/* Each set once, from the first context that has it. */
static void
gather_sets(struct filing *f)
{
	const struct report *r = f->report;
	struct table seen = { .slots = NULL };
	uint32_t i, k;

	for (i = 0; i < r->contexts.n; i++) {
		const struct context *c = &r->contexts.v[i];

		if (c->n_dimensions == 0 ||
		    table_find_int(&seen, c->dimension_set) != NONE)
			continue;
		table_add_int(&seen, c->dimension_set, i);
		for (k = 0; k < c->n_dimensions; k++)
			VEC_PUSH(&f->members, ((struct set_member){
			    c->dimension_set, k + 1, c->dimensions + k }));
	}
	table_free(&seen);
}

static void
gather_links(struct filing *f)
{
	const struct findings *fs = f->judged->findings;
	uint32_t i, k;

	for (i = 0; i < findings_count(fs); i++) {
		const struct finding *d = findings_get(fs, i);

		for (k = 0; k < d->n_facts && k < FINDING_MAX_FACTS; k++)
			if (d->facts[k] < f->report->facts.n)
				VEC_PUSH(&f->links, ((struct finding_link){
				    i + 1, k + 1, d->facts[k] }));
	}
}

static void
set_head(struct filing *f)
{
	const struct findings *fs = f->judged->findings;
	unsigned char digest[SHA256_SIZE];

	f->head.file = slice_of(f->judged->path);
	f->head.bytes = f->report->file.bytes;
	sha256(f->head.bytes, digest);
	sha256_hex(digest, f->head.sha256);
	f->head.mark = store_mark(f->head.bytes);
	f->head.errors = findings_errors(fs);
	f->head.warnings = findings_warnings(fs);
	f->head.findings_dropped = findings_dropped(fs);
	f->head.rows[TABLE_CONCEPT] = (uint32_t)f->used_names.n;
	f->head.rows[TABLE_UNIT] = (uint32_t)f->used_units.n;
	f->head.rows[TABLE_CONTEXT] = (uint32_t)f->used_contexts.n;
	f->head.rows[TABLE_TUPLE] = (uint32_t)f->tuples.n;
	f->head.rows[TABLE_DIMENSION] = (uint32_t)f->members.n;
	f->head.rows[TABLE_FACT] = (uint32_t)f->facts.n;
	f->head.rows[TABLE_FINDING] = findings_count(fs);
	f->head.rows[TABLE_FINDING_FACT] = (uint32_t)f->links.n;
	f->head.row = filing_row;
	f->head.concept = filing_fact_concept;
	f->head.ctx = f;
}

struct filing *
filing_new(const struct judged *j)
{
	struct filing *f = mem_calloc(1, sizeof(*f));
	size_t i;

	f->judged = j;
	f->report = j->report;
	f->arena = arena_new();
	for (i = 0; i < 4; i++)
		f->text[i] = BUF_ANY;
	make_contexts(f);
	make_names(f);
	make_units(f);
	gather_facts(f);
	number_needs(f);
	gather_sets(f);
	gather_links(f);
	set_head(f);
	set_period(f);
	set_entry_points(f);
	set_taxonomy(f);
	return f;
}

const struct store_filing *
filing_rows(const struct filing *f)
{
	return &f->head;
}

void
filing_free(struct filing *f)
{
	size_t i;

	if (f == NULL)
		return;
	VEC_FREE(&f->facts);
	VEC_FREE(&f->tuples);
	VEC_FREE(&f->used_names);
	VEC_FREE(&f->used_contexts);
	VEC_FREE(&f->used_units);
	VEC_FREE(&f->members);
	VEC_FREE(&f->links);
	for (i = 0; i < 4; i++)
		buf_free(&f->text[i]);
	arena_free(f->arena);
	mem_free(f);
}
