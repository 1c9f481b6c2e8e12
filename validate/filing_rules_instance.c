/*
 * filing_rules_instance.c: filing rules about the report as it was read:
 * FR-NL-1.06 to 6.01, but for those about bytes (filing_rules_bytes.c) and
 * formatted text (filing_rules_text.c).
 *
 * What software does wrong once it does wrong everywhere: rules about an
 * attribute of facts give one finding that counts, with the first facts
 * attached; rules about a context, a unit or a value give one for each.
 */
#include "validate/filing_rules.h"

#include "base/hash.h"
#include "ingest/describe.h"

/* --- FR-NL-1.06: the file name --- */

void
rule_fr_nl_1_06(struct filing *f)
{
	struct slice name = filing_name(f), stem = name;
	const char *dot = memrchr(name.s, '.', name.n);
	size_t i;

	if (dot != NULL && dot > name.s)
		stem.n = (size_t)(dot - name.s);
	for (i = 0; i < stem.n; i++) {
		char c = stem.s[i];

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') || c == '-' || c == '_')
			continue;
		finding_arg(filing_at(f, F_NL_FR_NL_1_06, SPAN_NONE),
		    "name", name);
		return;
	}
}

/* --- FR-NL-2.03: the root has a language --- */

void
rule_fr_nl_2_03(struct filing *f)
{
	const struct document_layout *l = &f->r->layout;

	if (l->has_root && (l->lang.s == NULL || slice_trim(l->lang).n == 0))
		(void)filing_at(f, F_NL_FR_NL_2_03, l->root);
}

/* --- FR-NL-2.04 and 2.05: one schemaRef, no linkbaseRef --- */

static void
refuse_references(struct filing *f, enum ref_kind kind, uint32_t allowed,
    enum finding_code code)
{
	uint32_t i, n = 0;

	for (i = 0; i < f->r->references.n; i++) {
		const struct reference *ref = &f->r->references.v[i];

		if (ref->kind == kind && n++ >= allowed)
			finding_arg(filing_at(f, code, ref->span), "href",
			    ref->href);
	}
}

void
rule_fr_nl_2_04(struct filing *f)
{
	refuse_references(f, REF_SCHEMA, 1, F_NL_FR_NL_2_04);
}

void
rule_fr_nl_2_05(struct filing *f)
{
	refuse_references(f, REF_LINKBASE, 0, F_NL_FR_NL_2_05);
}

/* --- FR-NL-2.07: no xsi:nil --- */

void
rule_fr_nl_2_07(struct filing *f)
{
	struct finding *at = NULL;
	unsigned n = 0;
	uint32_t i;

	for (i = 0; i < f->r->layout.remarks.n; i++) {
		const struct remark *m = &f->r->layout.remarks.v[i];

		if (m->kind != REMARK_NIL)
			continue;
		if (n++ == 0) {
			at = filing_at(f, F_NL_FR_NL_2_07, m->span);
			finding_arg(at, "element", report_qname(f->r, m->name,
			    f->arena));
		}
		if (m->row < f->r->facts.n)
			finding_fact(at, m->row);
	}
	if (n > 0)
		finding_argf(at, "count", "%u", n);
}

/* --- FR-NL-3.01 to 3.04: contexts --- */

static struct slice
context_id(const struct filing *f, uint32_t row)
{
	return row >= f->r->contexts.n ? SLICE("?") :
	    report_string(f->r, f->r->contexts.v[row].id);
}

/* A date of a period has no time, whether a day it is or not. */
void
rule_fr_nl_3_01(struct filing *f)
{
	struct finding *at;
	uint32_t i;

	for (i = 0; i < f->r->layout.remarks.n; i++) {
		const struct remark *m = &f->r->layout.remarks.v[i];

		if (m->kind != REMARK_DATE || m->value.n == 0 ||
		    memchr(m->value.s, 'T', m->value.n) == NULL)
			continue;
		at = filing_at(f, F_NL_FR_NL_3_01, m->span);
		finding_arg(at, "context", context_id(f, m->row));
		finding_arg(at, "element", report_qname(f->r, m->name,
		    f->arena));
		finding_arg(at, "value", m->value);
	}
}

void
rule_fr_nl_3_02(struct filing *f)
{
	uint32_t i;

	for (i = 0; i < f->r->contexts.n; i++) {
		const struct context *c = &f->r->contexts.v[i];

		if (c->period < f->r->periods.n &&
		    f->r->periods.v[c->period].kind == PERIOD_FOREVER)
			finding_arg(filing_at(f, F_NL_FR_NL_3_02, c->span),
			    "context", context_id(f, i));
	}
}

/* Which of n contexts or units the facts use. */
static bool *
used_rows(struct filing *f, size_t n, bool units)
{
	bool *used = arena_alloc(f->arena, n + 1);
	uint32_t i, row;

	for (i = 0; i < f->r->facts.n; i++) {
		row = units ? f->r->facts.v[i].unit :
		    f->r->facts.v[i].context;
		if (row < n)
			used[row] = true;
	}
	return used;
}

void
rule_fr_nl_3_03(struct filing *f)
{
	const bool *used = used_rows(f, f->r->contexts.n, false);
	uint32_t i;

	for (i = 0; i < f->r->contexts.n; i++)
		if (!used[i])
			finding_arg(filing_at(f, F_NL_FR_NL_3_03,
			    f->r->contexts.v[i].span), "context",
			    context_id(f, i));
}

/* S-equal (XBRL 2.1, 4.10): numbered while reading. */
void
rule_fr_nl_3_04(struct filing *f)
{
	struct table first = { .slots = NULL };
	struct finding *at;
	uint32_t i, row;

	for (i = 0; i < f->r->contexts.n; i++) {
		const struct context *c = &f->r->contexts.v[i];

		row = table_find_int(&first, c->s_equal);
		if (row == NONE) {
			table_add_int(&first, c->s_equal, i);
			continue;
		}
		at = filing_at(f, F_NL_FR_NL_3_04, c->span);
		finding_arg(at, "context", context_id(f, i));
		finding_arg(at, "first", context_id(f, row));
	}
	table_free(&first);
}

/* --- FR-NL-4.01 and 4.02: units --- */

void
rule_fr_nl_4_01(struct filing *f)
{
	struct table first = { .slots = NULL };
	struct buf b = BUF_ANY;
	struct finding *at;
	uint32_t i, row;

	for (i = 0; i < f->r->units.n; i++) {
		const struct unit *u = &f->r->units.v[i];

		row = table_find_int(&first, u->s_equal);
		if (row == NONE) {
			table_add_int(&first, u->s_equal, i);
			continue;
		}
		buf_clear(&b);
		describe_unit(&b, f->r, i);
		at = filing_at(f, F_NL_FR_NL_4_01, u->span);
		finding_arg(at, "unit", report_string(f->r, u->id));
		finding_arg(at, "first", report_string(f->r,
		    f->r->units.v[row].id));
		finding_arg(at, "measures", buf_get(&b));
	}
	buf_free(&b);
	table_free(&first);
}

void
rule_fr_nl_4_02(struct filing *f)
{
	const bool *used = used_rows(f, f->r->units.n, true);
	uint32_t i;

	for (i = 0; i < f->r->units.n; i++)
		if (!used[i])
			finding_arg(filing_at(f, F_NL_FR_NL_4_02,
			    f->r->units.v[i].span), "unit",
			    report_string(f->r, f->r->units.v[i].id));
}

/* --- FR-NL-5.01: each fact once --- */

struct same { uint32_t name, parent, context, unit; };

/* Unlike duplicates of XBRL 2.1, 4.10, neither value nor language counts. */
static struct same
same_of(const struct report *r, const struct fact *fact)
{
	struct same k = { fact->name, fact->parent, NONE, NONE };

	if (fact->context < r->contexts.n)
		k.context = r->contexts.v[fact->context].s_equal;
	if (fact->unit < r->units.n)
		k.unit = r->units.v[fact->unit].s_equal;
	return k;
}

static bool
is_same(const void *ctx, uint32_t row, const void *key)
{
	const struct report *r = ctx;
	const struct same a = same_of(r, &r->facts.v[row]), *b = key;

	return a.name == b->name && a.parent == b->parent &&
	    a.context == b->context && a.unit == b->unit;
}

/* first[i]: the first fact that is the same, NONE for what is no item; n[i]:
 * how many of the same there are, at the first of them. */
static void
count_same(struct filing *f, uint32_t *first, uint32_t *n)
{
	struct table table = { .slots = NULL };
	const struct report *r = f->r;
	uint32_t i;

	for (i = 0; i < r->facts.n; i++) {
		const struct fact *fact = &r->facts.v[i];
		struct same k = same_of(r, fact);
		uint64_t h = hash_mix(hash_mix(hash_salt(),
		    (uint64_t)k.name << 32 | k.parent),
		    (uint64_t)k.context << 32 | k.unit);

		first[i] = NONE;
		if ((fact->flags & FACT_TUPLE) != 0 || k.context == NONE)
			continue;
		first[i] = table_find(&table, h, is_same, r, &k);
		if (first[i] == NONE) {
			first[i] = i;
			table_add(&table, h, i);
		}
		n[first[i]]++;
	}
	table_free(&table);
}

void
rule_fr_nl_5_01(struct filing *f)
{
	size_t count = f->r->facts.n;
	uint32_t *first = arena_alloc(f->arena, (count + 1) * sizeof(*first));
	uint32_t *n = arena_alloc(f->arena, (count + 1) * sizeof(*n));
	struct finding **at;
	uint32_t i;

	at = arena_alloc(f->arena, (count + 1) * sizeof(struct finding *));
	count_same(f, first, n);
	for (i = 0; i < count; i++) {
		if (first[i] == NONE || n[first[i]] < 2)
			continue;
		if (first[i] != i) {
			finding_fact(at[first[i]], i);
			continue;
		}
		at[i] = rule_fact(f->fs, F_NL_FR_NL_5_01, f->r, i);
		finding_argf(at[i], "count", "%u", n[i]);
	}
}

/* --- FR-NL-5.03: no empty text --- */

void
rule_fr_nl_5_03(struct filing *f)
{
	uint32_t i;

	for (i = 0; i < f->r->facts.n; i++) {
		const struct fact *fact = &f->r->facts.v[i];

		if ((fact->flags & (FACT_TUPLE | FACT_NIL | FACT_FRACTION |
		    FACT_MARKUP)) == 0 && slice_trim(fact->value).n == 0 &&
		    filing_primitive(f, fact) == PRIM_STRING)
			(void)rule_fact(f->fs, F_NL_FR_NL_5_03, f->r, i);
	}
}

/* --- FR-NL-5.06: no precision --- */

static bool
has_precision(const struct report *r, const struct fact *fact)
{
	uint32_t i;

	if (fact->precision != DECIMALS_NONE)
		return true;
	if ((fact->flags & FACT_BAD_ACCURACY) == 0)
		return false;
	for (i = fact->extras; i < fact->extras + fact->n_extras; i++) {
		const struct name *n =
		    &r->names.v[r->attributes.v[i].name];

		if (n->ns.n == 0 && slice_is(n->local, "precision"))
			return true;
	}
	return false;
}

void
rule_fr_nl_5_06(struct filing *f)
{
	struct finding *at = NULL;
	unsigned n = 0;
	uint32_t i;

	for (i = 0; i < f->r->facts.n; i++) {
		if (!has_precision(f->r, &f->r->facts.v[i]))
			continue;
		if (n++ == 0)
			at = rule_fact(f->fs, F_NL_FR_NL_5_06, f->r, i);
		else
			finding_fact(at, i);
	}
	if (n > 0)
		finding_argf(at, "count", "%u", n);
}

/* --- FR-NL-6.01: no footnotes --- */

void
rule_fr_nl_6_01(struct filing *f)
{
	uint32_t i;

	for (i = 0; i < f->r->footnotes.n; i++) {
		if (f->r->footnotes.v[i].kind != FOOT_RESOURCE)
			continue;
		(void)filing_at(f, F_NL_FR_NL_6_01,
		    f->r->footnotes.v[i].span);
		return;
	}
}
