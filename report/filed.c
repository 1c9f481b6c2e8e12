/*
 * filed.c: see filed.h.  One query a table, each through the view or table
 * that docs/data-model.md names; the order is that of the document.
 */
#include "report/filed.h"


struct filed *
filed_new(void)
{
	struct filed *f = mem_calloc(1, sizeof(*f));

	f->arena = arena_new();
	VEC_PUSH(&f->sets, ((struct filed_set){ 0, 0, 0 }));
	return f;
}

void
filed_free(struct filed *f)
{
	if (f == NULL)
		return;
	VEC_FREE(&f->dimensions);
	VEC_FREE(&f->sets);
	VEC_FREE(&f->facts);
	VEC_FREE(&f->findings);
	VEC_FREE(&f->finding_facts);
	arena_free(f->arena);
	mem_free(f);
}

/* --- columns --- */

static struct slice
text(struct filed *f, const struct store_cursor *c, int i)
{
	struct store_value v = store_column(c, i);

	return v.type == STORE_NULL ? SLICE_NONE : arena_copy(f->arena,
	    v.text);
}

/* The same text as the row before had is not copied again. */
static struct slice
text_like(struct filed *f, const struct store_cursor *c, int i,
    struct slice before)
{
	struct store_value v = store_column(c, i);

	if (v.type == STORE_NULL)
		return SLICE_NONE;
	if (before.s != NULL && slice_eq(before, v.text))
		return before;
	return arena_copy(f->arena, v.text);
}

static int64_t
number(const struct store_cursor *c, int i)
{
	return store_column(c, i).number;
}

static uint32_t
number32(const struct store_cursor *c, int i)
{
	int64_t n = number(c, i);

	return n < 0 || n > INT32_MAX ? 0 : (uint32_t)n;
}

/* Runs `row` on every row of a query about the filing. */
static int
each(struct filed *f, struct store *s, const char *sql,
    void (*row)(struct filed *, const struct store_cursor *),
    const char **why)
{
	struct store_value id = store_int(f->id);
	struct store_cursor *c = NULL;
	int rc;

	if (store_select(s, sql, &id, 1, &c, why) == -1)
		return -1;
	while ((rc = store_next(c, why)) == 1)
		row(f, c);
	store_end(c);
	return rc;
}

/* --- rows --- */

static void
head_row(struct filed *f, const struct store_cursor *c)
{
	f->entity = text(f, c, 0);
	f->report = text(f, c, 1);
	f->year = number(c, 2);
	f->period_end = text(f, c, 3);
	f->version = number(c, 4);
	f->status = text(f, c, 5);
	f->n_facts = number(c, 6);
	f->n_errors = number(c, 7);
	f->n_warnings = number(c, 8);
	f->n_dropped = number(c, 9);
	f->file = text(f, c, 10);
	f->sha256 = text(f, c, 11);
	f->received_at = text(f, c, 12);
	f->software = text(f, c, 13);
	f->bytes = text(f, c, 14);
}
static const char head_sql[] =
    "SELECT v.entity, v.report, v.year, v.period_end, v.version, v.status, "
    "v.facts, v.errors, v.warnings, v.findings_dropped, v.file, s.sha256, "
    "v.received_at, v.software, s.bytes "
    "FROM filing_version v JOIN submission s ON s.sha256 = v.submission "
    "WHERE v.id = ?1";

static void
dimension_row(struct filed *f, const struct store_cursor *c)
{
	int64_t n = number(c, 0);
	struct filed_set *set = &f->sets.v[f->sets.n - 1];
	struct filed_dimension *d;

	if (set->number != n) {
		set = VEC_ADD(&f->sets);
		set->number = n;
		set->first = (uint32_t)f->dimensions.n;
	}
	set->n++;
	d = VEC_ADD(&f->dimensions);
	d->axis_ns = text(f, c, 1);
	d->axis_local = text(f, c, 2);
	d->member_ns = text(f, c, 3);
	d->member_local = text(f, c, 4);
	d->typed = text(f, c, 5);
}
static const char dimension_sql[] =
    "SELECT dimension_set, axis_namespace, axis_local, member_namespace, "
    "member_local, typed_value FROM dimension "
    "WHERE filing = ?1 AND dimension_set > 0 "
    "ORDER BY dimension_set, position";

static enum filed_period
period(struct slice s)
{
	return slice_is(s, "instant") ? FILED_INSTANT :
	    slice_is(s, "duration") ? FILED_DURATION :
	    slice_is(s, "forever") ? FILED_FOREVER : FILED_NO_PERIOD;
}

/* The row of a set by the store's number: they are sorted. */
static uint32_t
find_set(const struct filed *f, int64_t n)
{
	size_t lo = 0, hi = f->sets.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (f->sets.v[mid].number < n)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < f->sets.n && f->sets.v[lo].number == n ? (uint32_t)lo : 0;
}

static void
fact_row(struct filed *f, const struct store_cursor *c)
{
	struct filed_fact *x = VEC_ADD(&f->facts), none = { 0 };
	const struct filed_fact *b = f->facts.n > 1 ? x - 1 : &none;

	x->ordinal = number(c, 0);
	x->ns = text_like(f, c, 1, b->ns);
	x->local = text_like(f, c, 2, b->local);
	x->concept = text_like(f, c, 3, b->concept);
	x->entity = text_like(f, c, 4, b->entity);
	x->period = period(store_column(c, 5).text);
	x->start = text_like(f, c, 6, b->start);
	x->end = text_like(f, c, 7, b->end);
	x->unit = text_like(f, c, 8, b->unit);
	x->set = find_set(f, number(c, 9));
	x->lang = text_like(f, c, 10, b->lang);
	x->value = text(f, c, 11);
	x->denominator = text(f, c, 12);
	x->nil = number(c, 13) != 0;
	x->decimals = text_like(f, c, 14, b->decimals);
	x->line = number32(c, 15);
	x->column = number32(c, 16);
	x->offset = (uint64_t)number(c, 17);
	x->length = (uint64_t)number(c, 18);
}
static const char fact_sql[] =
    "SELECT ordinal, namespace, local, concept, entity, period, "
    "period_start, period_end, unit, dimension_set, language, value, "
    "denominator, nil, decimals, line, col, byte_offset, byte_length "
    "FROM fact WHERE filing = ?1 ORDER BY ordinal";

static void
finding_row(struct filed *f, const struct store_cursor *c)
{
	struct filed_finding *n = VEC_ADD(&f->findings);

	n->code = text(f, c, 0);
	n->severity = text(f, c, 1);
	n->source = text(f, c, 2);
	n->message[0] = text(f, c, 3);
	n->message[1] = text(f, c, 4);
	n->help[0] = text(f, c, 5);
	n->help[1] = text(f, c, 6);
	n->file = text(f, c, 7);
	n->line = number32(c, 8);
	n->column = number32(c, 9);
	n->offset = (uint64_t)number(c, 10);
	n->length = (uint64_t)number(c, 11);
	n->n_facts = number(c, 12);
}
static const char finding_sql[] =
    "SELECT code, severity, source, message_nl, message_en, help_nl, "
    "help_en, file, line, col, byte_offset, byte_length, facts "
    "FROM finding WHERE filing = ?1 ORDER BY ordinal";

static uint32_t
find_fact(const struct filed *f, int64_t ordinal)
{
	size_t lo = 0, hi = f->facts.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (f->facts.v[mid].ordinal < ordinal)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < f->facts.n && f->facts.v[lo].ordinal == ordinal ?
	    (uint32_t)lo : NONE;
}

static void
finding_fact_row(struct filed *f, const struct store_cursor *c)
{
	int64_t finding = number(c, 0);
	uint32_t fact = find_fact(f, number(c, 1));
	struct filed_finding *n;

	if (finding < 1 || (uint64_t)finding > f->findings.n || fact == NONE)
		return;
	n = &f->findings.v[finding - 1];
	if (n->n == 0)
		n->first = (uint32_t)f->finding_facts.n;
	n->n++;
	VEC_PUSH(&f->finding_facts, fact);
}
static const char finding_fact_sql[] =
    "SELECT finding, fact FROM finding_fact "
    "WHERE filing = ?1 AND fact IS NOT NULL ORDER BY finding, position";

/* --- which --- */

/* The id of the filing: 1, 0 where there is none, -1. */
static int
find(struct filed *f, struct store *s, struct slice entity, int64_t year,
    const char **why)
{
	const struct store_value args[] = { store_text(entity),
	    store_int(year) };
	struct store_cursor *c = NULL;
	int rc;

	if (store_select(s, "SELECT id FROM current_filing "
	    "WHERE entity = ?1 AND year = ?2 ORDER BY id DESC LIMIT 2", args,
	    2, &c, why) == -1)
		return -1;
	if ((rc = store_next(c, why)) == 1) {
		int more;

		f->id = number(c, 0);
		if ((more = store_next(c, why)) == -1)
			rc = -1;
		f->others = more == 1;
	}
	store_end(c);
	return rc;
}

int
filed_read(struct filed **out, struct store *s, struct slice entity,
    int64_t year, const char **why)
{
	struct filed *f = filed_new();
	int rc;

	*out = NULL;
	if ((rc = find(f, s, entity, year, why)) != 1)
		goto out;
	rc = -1;
	if (each(f, s, head_sql, head_row, why) == -1 ||
	    each(f, s, dimension_sql, dimension_row, why) == -1 ||
	    each(f, s, fact_sql, fact_row, why) == -1 ||
	    each(f, s, finding_sql, finding_row, why) == -1 ||
	    each(f, s, finding_fact_sql, finding_fact_row, why) == -1)
		goto out;
	*out = f;
	f = NULL;
	rc = 1;
 out:
	filed_free(f);
	return rc;
}

/* Appends the lines of one query; how many there were, or -1. */
static int
list(struct buf *b, struct store *s, const char *sql, struct slice entity,
    unsigned most, const char **why)
{
	const struct store_value args[] = { store_text(entity),
	    store_int(most) };
	struct store_cursor *c = NULL;
	int rc, n = 0;

	if (store_select(s, sql, args, 2, &c, why) == -1)
		return -1;
	while ((rc = store_next(c, why)) == 1) {
		buf_slice(b, store_column(c, 0).text);
		buf_printf(b, " %lld\n", (long long)number(c, 1));
		n++;
	}
	store_end(c);
	return rc == -1 ? -1 : n;
}

int
filed_list(struct buf *b, struct store *s, struct slice entity,
    unsigned most, const char **why)
{
	int n = list(b, s, "SELECT DISTINCT entity, year FROM current_filing "
	    "WHERE entity = ?1 ORDER BY entity, year LIMIT ?2", entity, most,
	    why);

	if (n == 0)
		n = list(b, s, "SELECT DISTINCT entity, year "
		    "FROM current_filing WHERE ?1 IS NOT NULL "
		    "ORDER BY entity, year LIMIT ?2", entity, most, why);
	return n == -1 ? -1 : 0;
}
