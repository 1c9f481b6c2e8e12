/*
 * filing_rules_kvk.c: filing rules of the Trade Register (KVK) for XBRL
 * instances: FR-KVK (form) and BR-KVK (business).
 *
 * (1) The facts that the business rules read are known by their names in the
 *     dictionaries jenv-bw2-data and kvk-data of whatever year of the Dutch
 *     taxonomy.  Where one is reported several times the first one with a
 *     value counts (FR-NL-5.01 speaks of the others).
 * (2) A rule about a date that is not there, or is none, says nothing:
 *     BR-KVK-4.20 speaks of the latter.
 * (3) The day of filing is the option --today.
 */
#include "validate/filing_rules.h"

#include "base/names.h"
#include "ingest/describe.h"

#define DAY	((int64_t)86400)

/* --- the facts that the rules read --- */

struct wanted { const char *dictionary, *local; };

static const struct wanted
    current_start = { "jenv-bw2-data",
	"FinancialReportingPeriodCurrentStartDate" },
    current_end = { "jenv-bw2-data", "FinancialReportingPeriodCurrentEndDate" },
    previous_start = { "jenv-bw2-data",
	"FinancialReportingPeriodPreviousStartDate" },
    previous_end = { "jenv-bw2-data",
	"FinancialReportingPeriodPreviousEndDate" },
    adoption_date = { "jenv-bw2-data", "DocumentAdoptionDate" },
    adoption_status = { "jenv-bw2-data", "DocumentAdoptionStatus" },
    resubmission = { "kvk-data",
	"DocumentResubmissionDueToUnsurmountableInaccuracies" };

static bool
is_wanted(const struct filing *f, const struct fact *fact,
    const struct wanted *w)
{
	const struct name *n = &f->r->names.v[fact->name];

	return (fact->flags & FACT_TUPLE) == 0 && slice_is(n->local,
	    w->local) && filing_is_dictionary(n->ns, w->dictionary);
}

/* The first such fact that has a value, or NONE. */
static uint32_t
fact_of(const struct filing *f, const struct wanted *w)
{
	uint32_t i;

	for (i = 0; i < f->r->facts.n; i++)
		if (is_wanted(f, &f->r->facts.v[i], w) &&
		    slice_trim(f->r->facts.v[i].value).n > 0)
			return i;
	return NONE;
}

/* Whether such a fact says Ja. */
static bool
says_yes(const struct filing *f, const struct wanted *w)
{
	uint32_t i;

	for (i = 0; i < f->r->facts.n; i++)
		if (is_wanted(f, &f->r->facts.v[i], w) && slice_is(
		    slice_trim(f->r->facts.v[i].value), "Ja"))
			return true;
	return false;
}

/* The date that such a fact gives, at midnight; false where it gives none. */
static bool
date_of(const struct filing *f, const struct wanted *w, struct moment *out,
    uint32_t *fact)
{
	struct slice value;

	*fact = fact_of(f, w);
	if (*fact == NONE)
		return false;
	value = slice_trim(f->r->facts.v[*fact].value);
	return is_plain_date(value) && moment_parse_date(out, value) == 0;
}

static void
date_arg(struct finding *at, const char *name, struct moment m)
{
	struct buf b = BUF_ANY;

	moment_print(&b, m);
	finding_arg(at, name, buf_get(&b));
	buf_free(&b);
}

/* --- FR-KVK-1.01: the extension --- */

void
rule_fr_kvk_1_01(struct filing *f)
{
	struct slice name = filing_name(f);

	if (!slice_ends(name, SLICE(".xbrl")))
		finding_arg(filing_at(f, F_NL_FR_KVK_1_01, SPAN_NONE),
		    "name", name);
}

/* --- FR-KVK-2.01 and 2.02: one language --- */

void
rule_fr_kvk_2_01(struct filing *f)
{
	static const char *const accepted[] = { "nl", "en", "de", "fr" };
	const struct document_layout *l = &f->r->layout;
	size_t i;

	if (!l->has_root)
		return;
	for (i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++)
		if (l->lang.s != NULL && slice_is(l->lang, accepted[i]))
			return;
	finding_arg(filing_at(f, F_NL_FR_KVK_2_01, l->root), "value",
	    l->lang.s == NULL ? SLICE("") : l->lang);
}

void
rule_fr_kvk_2_02(struct filing *f)
{
	const struct document_layout *l = &f->r->layout;
	struct finding *at = NULL;
	unsigned n = 0;
	uint32_t i;

	for (i = 0; i < l->remarks.n; i++) {
		const struct remark *m = &l->remarks.v[i];

		if (m->kind != REMARK_LANG)
			continue;
		if (n++ == 0) {
			at = filing_at(f, F_NL_FR_KVK_2_02, m->span);
			finding_arg(at, "root", l->lang.s == NULL ?
			    SLICE("") : l->lang);
			finding_arg(at, "element", report_qname(f->r, m->name,
			    f->arena));
			finding_arg(at, "value", m->value);
		}
		if (m->row < f->r->facts.n)
			finding_fact(at, m->row);
	}
	if (n > 0)
		finding_argf(at, "count", "%u", n);
}

/* --- FR-KVK-5.01 and 5.02: decimals --- */

static bool
is_amount_accuracy(int32_t decimals)
{
	static const int32_t accepted[] = { DECIMALS_INF, -9, -6, -3, 0, 2 };
	size_t i;

	for (i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++)
		if (decimals == accepted[i])
			return true;
	return false;
}

/* Items whose number can have decimals: neither nil nor a fraction. */
static enum item_type
number_type(const struct filing *f, const struct fact *fact)
{
	const struct img_type *t;

	if (f->r->taxonomy == NULL ||
	    (fact->flags & (FACT_TUPLE | FACT_NIL)) != 0)
		return ITEM_NOT;
	t = taxonomy_type(f->r->taxonomy, fact->type);
	if (t == NULL || t->item_type == ITEM_NONNUMERIC ||
	    t->item_type == ITEM_FRACTION)
		return ITEM_NOT;
	return (enum item_type)t->item_type;
}

static void
check_decimals(struct filing *f, bool amounts, enum finding_code code)
{
	struct buf b = BUF_ANY;
	uint32_t i;

	for (i = 0; i < f->r->facts.n; i++) {
		const struct fact *fact = &f->r->facts.v[i];
		enum item_type type = number_type(f, fact);

		if (type == ITEM_NOT || (type == ITEM_MONETARY) != amounts)
			continue;
		if (amounts ? is_amount_accuracy(fact->decimals) :
		    fact->decimals == DECIMALS_INF)
			continue;
		buf_clear(&b);
		describe_decimals(&b, fact);
		finding_arg(rule_fact(f->fs, code, f->r, i), "value",
		    buf_get(&b));
	}
	buf_free(&b);
}

void
rule_fr_kvk_5_01(struct filing *f)
{
	check_decimals(f, true, F_NL_FR_KVK_5_01);
}

void
rule_fr_kvk_5_02(struct filing *f)
{
	check_decimals(f, false, F_NL_FR_KVK_5_02);
}

/* --- BR-KVK-2.04: periods of contexts --- */

/* A reporting period in seconds: the midnights at both ends. */
struct years {
	bool    there;
	int64_t start, end;
};

static struct years
years_of(const struct filing *f, const struct wanted *start,
    const struct wanted *end)
{
	struct moment a, b;
	uint32_t fact;

	if (!date_of(f, start, &a, &fact) || !date_of(f, end, &b, &fact))
		return (struct years){ false, 0, 0 };
	return (struct years){ true, a.seconds, b.seconds + DAY };
}

/* An instant is the midnight at the end of its day: at the end of a period,
 * or where it starts, which is the end of the day before. */
static bool
is_of(const struct period *p, struct years y)
{
	if (!y.there || p->end.nanos != 0)
		return false;
	if (p->kind == PERIOD_INSTANT)
		return p->end.seconds == y.end || p->end.seconds == y.start;
	return p->kind == PERIOD_DURATION && p->start.nanos == 0 &&
	    p->start.seconds == y.start && p->end.seconds == y.end;
}

static void
years_arg(struct finding *at, const char *name, struct years y)
{
	struct moment a = { y.start, 0, ZONE_NONE, true };
	struct moment b = { y.end - DAY, 0, ZONE_NONE, true };
	struct buf buf = BUF_ANY;

	if (y.there) {
		moment_print(&buf, a);
		buf_puts(&buf, " – ");
		moment_print(&buf, b);
	} else {
		buf_puts(&buf, "-");
	}
	finding_arg(at, name, buf_get(&buf));
	buf_free(&buf);
}

void
rule_br_kvk_2_04(struct filing *f)
{
	struct years now = years_of(f, &current_start, &current_end);
	struct years before = years_of(f, &previous_start, &previous_end);
	struct finding *at;
	struct buf b = BUF_ANY;
	uint32_t i;

	for (i = 0; now.there && i < f->r->contexts.n; i++) {
		const struct context *c = &f->r->contexts.v[i];
		const struct period *p = c->period >= f->r->periods.n ? NULL :
		    &f->r->periods.v[c->period];

		if (p == NULL || p->kind == PERIOD_BAD || is_of(p, now) ||
		    is_of(p, before))
			continue;
		buf_clear(&b);
		describe_period(&b, f->r, i);
		at = filing_at(f, F_NL_BR_KVK_2_04, c->period_span);
		finding_arg(at, "context", report_string(f->r, c->id));
		finding_arg(at, "period", buf_get(&b));
		years_arg(at, "current", now);
		years_arg(at, "previous", before);
	}
	buf_free(&b);
}

/* --- BR-KVK-3.01: one currency --- */

void
rule_br_kvk_3_01(struct filing *f)
{
	unsigned n = 0;
	struct finding *at;
	struct span second = f->r->layout.root;
	uint32_t i, k;

	for (i = 0; i < f->r->units.n; i++) {
		const struct unit *u = &f->r->units.v[i];

		for (k = 0; k < u->n_numerator + u->n_denominator; k++) {
			uint32_t m = f->r->measures.v[u->measures + k];

			if (!slice_is(f->r->names.v[m].ns, NS_ISO4217))
				continue;
			if (++n == 2)
				second = u->span;
		}
	}
	if (n == 1)
		return;
	at = filing_at(f, F_NL_BR_KVK_3_01, second);
	finding_argf(at, "count", "%u", n);
}

/* --- BR-KVK-4.07, 4.10, 4.17, 4.20: dates --- */

static void
check_day(struct filing *f, const struct wanted *w, bool same_day_is_late,
    enum finding_code code)
{
	struct finding *at;
	struct moment m;
	uint32_t fact;

	if (!date_of(f, w, &m, &fact) ||
	    moment_cmp(m, f->today) < (same_day_is_late ? 0 : 1))
		return;
	at = rule_fact(f->fs, code, f->r, fact);
	date_arg(at, "value", m);
	date_arg(at, "today", f->today);
}

void
rule_br_kvk_4_07(struct filing *f)
{
	check_day(f, &current_end, true, F_NL_BR_KVK_4_07);
}

void
rule_br_kvk_4_10(struct filing *f)
{
	check_day(f, &adoption_date, false, F_NL_BR_KVK_4_10);
}

static int
year_of(struct slice date)
{
	return (date.s[0] - '0') * 1000 + (date.s[1] - '0') * 100 +
	    (date.s[2] - '0') * 10 + (date.s[3] - '0');
}

/* Whether the end lies after the same day two years later; both YYYY-MM-DD. */
static bool
over_two_years(struct slice start, struct slice end)
{
	int years = year_of(end) - year_of(start);

	return years > 2 || (years == 2 &&
	    memcmp(end.s + 4, start.s + 4, 6) > 0);
}

void
rule_br_kvk_4_17(struct filing *f)
{
	struct moment start, end;
	struct slice from, to;
	struct finding *at;
	uint32_t first, last;

	if (!date_of(f, &previous_start, &start, &first) ||
	    !date_of(f, &current_end, &end, &last))
		return;
	from = slice_trim(f->r->facts.v[first].value);
	to = slice_trim(f->r->facts.v[last].value);
	if (!over_two_years(from, to))
		return;
	at = rule_fact(f->fs, F_NL_BR_KVK_4_17, f->r, last);
	finding_fact(at, first);
	finding_arg(at, "start", from);
	finding_arg(at, "end", to);
}

static void
check_period_dates(struct filing *f)
{
	struct finding *at;
	uint32_t i;

	for (i = 0; i < f->r->layout.remarks.n; i++) {
		const struct remark *m = &f->r->layout.remarks.v[i];

		if (m->kind != REMARK_DATE || m->row >= f->r->contexts.n)
			continue;
		at = filing_at(f, F_NL_BR_KVK_4_20_period, m->span);
		finding_arg(at, "context", report_string(f->r,
		    f->r->contexts.v[m->row].id));
		finding_arg(at, "element", report_qname(f->r, m->name,
		    f->arena));
		finding_arg(at, "value", m->value);
	}
}

void
rule_br_kvk_4_20(struct filing *f)
{
	uint32_t i;

	check_period_dates(f);
	for (i = 0; i < f->r->facts.n; i++) {
		const struct fact *fact = &f->r->facts.v[i];
		struct slice value = slice_trim(fact->value);

		if ((fact->flags & (FACT_TUPLE | FACT_NIL)) == 0 &&
		    filing_primitive(f, fact) == PRIM_DATE &&
		    !is_plain_date(value))
			finding_arg(rule_fact(f->fs, F_NL_BR_KVK_4_20, f->r,
			    i), "value", value);
	}
}

/* --- BR-KVK-4.12 and 4.16: corrected accounts --- */

static struct slice
wanted_name(const struct filing *f, const struct wanted *w)
{
	uint32_t fact = fact_of(f, w);

	return fact == NONE ? slice_of(w->local) : report_qname(f->r,
	    f->r->facts.v[fact].name, f->arena);
}

void
rule_br_kvk_4_12(struct filing *f)
{
	struct finding *at;

	if (!says_yes(f, &resubmission) || says_yes(f, &adoption_status))
		return;
	at = rule_fact(f->fs, F_NL_BR_KVK_4_12, f->r,
	    fact_of(f, &resubmission));
	finding_arg(at, "resubmission", wanted_name(f, &resubmission));
	finding_arg(at, "status", wanted_name(f, &adoption_status));
}

void
rule_br_kvk_4_16(struct filing *f)
{
	static const struct wanted *const needed[] = { &adoption_status,
	    &adoption_date };
	struct finding *at;
	size_t i;

	if (!says_yes(f, &resubmission))
		return;
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (fact_of(f, needed[i]) != NONE)
			continue;
		at = rule_fact(f->fs, F_NL_BR_KVK_4_16, f->r,
		    fact_of(f, &resubmission));
		finding_arg(at, "resubmission", wanted_name(f,
		    &resubmission));
		finding_arg(at, "missing", slice_of(needed[i]->local));
	}
}
