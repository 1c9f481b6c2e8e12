/*
 * put.c: filings into a store; see store.h.
 *
 * (1) A filing is written in one transaction which no other writer can come
 *     between, alone or with others of a group; its version is found in it,
 *     its audit row is the last of it.
 * (2) The submission's bytes are looked at once more when all is written: a
 *     file that changed under our hands is not stored.
 * (3) A fact's concept is numbered by its filing where it comes from, and by
 *     the store where it goes to.
 * (4) Rows are looked at as they pass (filing_check.h): who read the report may have
 *     come to harm by it.
 * (5) Facts go in by concept, as their key has them, so that each comes at the
 *     end of its table.  The log hashes them as they stand in the report.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "store/audit.h"
#include "store/concepts.h"
#include "store/driver.h"
#include "store/filing_check.h"

/* A filing on its way into the store. */
struct putting {
	struct store              *store;
	struct driver             *d;
	const struct store_filing *f;
	struct audit_digest       *digest;
	int64_t                    filing;
	int64_t                   *concepts;	/* numbers in the store (3) */
	uint32_t                  *order;	/* of the facts (5) */
	enum store_table           table;	/* whose rows are asked for */
	uint32_t                   i;
	struct filing_check        check;	/* so far (4) */
};

uint64_t
store_mark(struct slice bytes)
{
	return hash_bytes(bytes.s, bytes.n, hash_salt());
}

static int
damaged(struct driver *d)
{
	snprintf(d->why, sizeof(d->why), "what was read of it is damaged");
	return -1;
}

/* --- rows --- */

struct one_row {
	const struct store_value *v;
	int n;
};

static bool
next_of_one(void *ctx, struct store_value *v)
{
	const struct one_row *one = ctx;

	memcpy(v, one->v, (size_t)one->n * sizeof(*v));
	return true;
}

int
store_insert_one(struct driver *d, enum store_table t,
    const struct store_value *v)
{
	struct one_row one = { v, store_column_count(t) };
	const struct row_source source = { 1, next_of_one, &one };

	return d->ops->insert(d, t, &source);
}

/* The next row as the filing has it, without its first column. */
static bool
next_row(struct putting *p, enum store_table t, uint32_t i,
    struct store_value *v)
{
	const struct store_filing *f = p->f;

	if (!f->row(f->ctx, t, i, v))
		return false;
	if (f->encoded.s == NULL && t != TABLE_FACT)	/* (5) */
		audit_digest_row(p->digest, v, store_filed_count(t));
	return true;
}

/* --- rows as they are stored --- */

/* The store's number of a concept of the filing. */
static struct store_value
stored_concept(const struct putting *p, int64_t own)
{
	return store_int(p->concepts[own - 1]);
}

/* The next row as the store is to have it. */
static bool
next_stored(void *ctx, struct store_value *v)
{
	struct putting *p = ctx;
	uint32_t i = p->i++;

	if (p->table == TABLE_FACT)
		i = p->order[i];
	v[0] = store_int(p->filing);
	if (!next_row(p, p->table, i, v + 1) ||
	    !filing_check_row(&p->check, p->table, v))
		return false;
	if (p->table == TABLE_FACT)
		v[FACT_CONCEPT] = stored_concept(p, v[FACT_CONCEPT].number);
	else if (p->table == TABLE_FINDING_FACT)
		v[LINK_CONCEPT] = v[LINK_FACT].type == STORE_NULL ?
		    store_text(SLICE_NONE) : stored_concept(p,
		    filing_check_concept(&p->check, v[LINK_FACT].number));
	return true;
}

static int
put_concepts(struct putting *p)
{
	struct store_value v[STORE_MAX_COLUMNS];
	uint32_t i, n = p->f->rows[TABLE_CONCEPT];
	int k;

	p->concepts = mem_calloc(n, sizeof(*p->concepts));
	for (i = 0; i < n; i++) {
		if (!next_row(p, TABLE_CONCEPT, i, v))
			return damaged(p->d);
		for (k = 0; k < 3; k++)
			if (v[k].type != STORE_TEXT)
				return damaged(p->d);
		if (concepts_number(p->store->concepts, p->d, v,
		    &p->concepts[i]) == -1)
			return -1;
	}
	return 0;
}

/* --- facts by concept (5) --- */

static int
ascending(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;

	return (a > b) - (a < b);
}

/* From how many facts each of the filing's concepts has, in place, to where
 * they begin: after those of the concepts that have a lower number in the
 * store, which fits 32 bits as the concept's own does. */
static void
lay_out(const struct putting *p, uint32_t *counts, uint32_t n)
{
	uint64_t *keys = mem_calloc(n, sizeof(*keys));
	uint32_t i, own, count, start = 0;

	for (i = 0; i < n; i++)
		keys[i] = (uint64_t)p->concepts[i] << 32 | i;
	qsort(keys, n, sizeof(*keys), ascending);
	for (i = 0; i < n; i++) {
		own = (uint32_t)keys[i];
		count = counts[own];
		counts[own] = start;
		start += count;
	}
	mem_free(keys);
}

static int
order_facts(struct putting *p)
{
	const struct store_filing *f = p->f;
	uint32_t n = f->rows[TABLE_FACT], k = f->rows[TABLE_CONCEPT], i;
	uint32_t *own = mem_calloc(n, sizeof(*own));
	uint32_t *next = mem_calloc((size_t)k + 1, sizeof(*next));
	int rc = 0;

	p->order = mem_calloc(n, sizeof(*p->order));
	for (i = 0; i < n && rc == 0; i++) {
		own[i] = f->concept(f->ctx, i) - 1;
		if (own[i] < k)
			next[own[i]]++;
		else
			rc = damaged(p->d);
	}
	lay_out(p, next, k);
	for (i = 0; i < n && rc == 0; i++)
		p->order[next[own[i]]++] = i;
	mem_free(own);
	mem_free(next);
	return rc;
}

/* The log has them in the order of the report. */
static int
digest_facts(struct putting *p)
{
	struct store_value v[STORE_MAX_COLUMNS];
	uint32_t i;

	for (i = 0; i < p->f->rows[TABLE_FACT]; i++) {
		if (!p->f->row(p->f->ctx, TABLE_FACT, i, v))
			return damaged(p->d);
		audit_digest_row(p->digest, v, store_filed_count(TABLE_FACT));
	}
	return 0;
}

static int
put_rows(struct putting *p)
{
	const struct store_filing *f = p->f;
	struct row_source source = { .next = next_stored, .ctx = p };

	if (f->encoded.s != NULL)
		audit_digest_bytes(p->digest, f->encoded);
	if (put_concepts(p) == -1 || order_facts(p) == -1)
		return -1;
	for (p->table = TABLE_UNIT; p->table <= LAST_OF_FILING; p->table++) {
		source.n = f->rows[p->table];
		p->i = 0;
		if (p->table == TABLE_FACT && f->encoded.s == NULL &&
		    digest_facts(p) == -1)
			return -1;
		if (source.n > 0 &&
		    p->d->ops->insert(p->d, p->table, &source) == -1)
			return -1;
	}
	audit_digest_counts(p->digest, f->rows);
	return 0;
}

/* --- filings --- */

/* One number that is always there. */
static int
number(struct driver *d, const char *sql, const struct store_value *args,
    size_t n, int64_t *out)
{
	struct store_cursor *c;
	int rc;

	if (d->ops->select(d, sql, args, n, &c) == -1)
		return -1;
	rc = d->ops->next(c);
	*out = rc == 1 ? d->ops->column(c, 0).number : 0;
	d->ops->end(c);
	return rc == -1 ? -1 : 0;
}

/* The id and version that the filing gets (1). */
static int
number_filing(struct driver *d, const struct store_filing *f,
    struct store_receipt *r)
{
	const struct store_value key[] = {
		store_text(f->entity), store_text(f->report),
		store_int(f->year), store_text(f->period_end)
	};

	if (number(d, "SELECT coalesce(max(id), 0) + 1 FROM filing", NULL, 0,
	    &r->filing) == -1)
		return -1;
	return number(d, "SELECT coalesce(max(version), 0) + 1 FROM filing "
	    "WHERE entity = ?1 AND report = ?2 AND year = ?3 AND period_end = "
	    "?4", key, 4, &r->version);
}

/* The rows of the submission, whose bytes are in the digest by their hash,
 * and of the filing. */
static int
put_heads(struct putting *p, const struct store_receipt *r, const char *at)
{
	const struct store_filing *f = p->f;
	const struct store_value submission[] = {
		store_text(slice_of(f->sha256)), store_text(f->file),
		store_int((int64_t)f->bytes.n), store_text(slice_of(at)),
		{ STORE_BLOB, 0, f->bytes }
	};
	const struct store_value filing[] = {
		store_int(r->filing), store_text(slice_of(f->sha256)),
		store_text(f->entity), store_text(f->report),
		store_int(f->year), store_text(f->period_end),
		store_int(r->version),
		store_text(slice_of(filing_status_name(r->status))),
		store_int(f->facts), store_int(f->errors),
		store_int(f->warnings),
		store_int((int64_t)f->findings_dropped),
		store_text(f->taxonomy), store_text(SLICE(STORE_SOFTWARE))
	};

	audit_digest_row(p->digest, submission, 4);
	audit_digest_row(p->digest, filing, 14);
	if (store_insert_one(p->d, TABLE_SUBMISSION, submission) == -1)
		return -1;
	return store_insert_one(p->d, TABLE_FILING, filing);
}

/* (2) */
static int
check_unchanged(struct driver *d, const struct store_filing *f)
{
	if (store_mark(f->bytes) == f->mark)
		return 0;
	snprintf(d->why, sizeof(d->why), "the file was changed by another "
	    "program while it was stored; try again");
	return -1;
}

static int
put_all(struct store *s, const struct store_filing *f,
    struct store_receipt *r)
{
	struct putting p = { .store = s, .d = s->driver, .f = f };
	char content[SHA256_HEX], at[STORE_TIME];
	int rc;

	store_time(s, at);
	if (number_filing(p.d, f, r) == -1)
		return -1;
	p.filing = r->filing;
	p.digest = audit_digest_new();
	filing_check_begin(&p.check, f);
	rc = put_heads(&p, r, at);
	if (rc == 0)
		rc = put_rows(&p);
	if (rc == 0)
		rc = check_unchanged(p.d, f);
	audit_digest_end(p.digest, content);
	mem_free(p.concepts);
	mem_free(p.order);
	filing_check_end(&p.check);
	return rc == -1 ? -1 :
	    audit_append(s, "stored", at, r->filing, content);
}

/* Within a transaction. */
static int
put_one(struct store *s, const struct store_filing *f, struct arena *a,
    struct store_receipt *out)
{
	int rc = store_look_up(s->driver, f->sha256, a, out);

	if (rc != 0)			/* there already, or -1 */
		return rc == 1 ? 0 : -1;
	*out = (struct store_receipt){
		.entity = arena_copy(a, f->entity),
		.report = arena_copy(a, f->report),
		.period_end = arena_copy(a, f->period_end),
		.year = f->year,
		.status = f->errors > 0 ? FILING_REJECTED : FILING_ACCEPTED,
		.facts = f->facts, .errors = f->errors,
		.warnings = f->warnings
	};
	return put_all(s, f, out);
}

int
store_put(struct store *s, const struct store_filing *f, struct arena *a,
    struct store_receipt *out, const char **why)
{
	bool grouped = s->grouped;

	if (!grouped && store_begin(s, why) == -1)
		return -1;
	if (put_one(s, f, a, out) == -1) {
		*why = s->driver->why;
		store_abandon(s);
		return -1;
	}
	return grouped ? 0 : store_commit(s, why);
}

/* --- groups --- */

int
store_begin(struct store *s, const char **why)
{
	int rc = s->driver->ops->begin(s->driver);

	s->grouped = rc == 0;
	concepts_begin(s->concepts);
	if (s->bare && rc == 0 && (rc = store_make_tables(s)) == -1)
		store_abandon(s);
	*why = s->driver->why;
	return rc;
}

int
store_commit(struct store *s, const char **why)
{
	int rc = s->driver->ops->commit(s->driver);

	*why = s->driver->why;
	if (rc == -1)
		store_abandon(s);
	else
		s->bare = false;
	s->grouped = false;
	return rc;
}

void
store_abandon(struct store *s)
{
	if (!s->grouped)
		return;
	s->driver->ops->rollback(s->driver);
	concepts_forget(s->concepts);
	s->grouped = false;
}
