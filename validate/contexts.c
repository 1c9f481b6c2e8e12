/*
 * contexts.c: contexts (XBRL 2.1, 4.7).
 *
 * 4.7.2:   a duration ends later than it starts.
 * 4.7.3.2: a segment holds no element of XBRL's own namespace and none that
 *          stands in the substitution group of item or tuple.
 * 4.7.4:   neither does a scenario.
 *
 * What an entity and a period consist of is judged while reading.
 */
#include "base/names.h"
#include "ingest/describe.h"
#include "validate/rule.h"
#include "validate/validate.h"

static void
check_period(const struct report *r, uint32_t row, struct findings *fs)
{
	const struct context *c = &r->contexts.v[row];
	const struct period *p;
	struct finding *f;
	struct buf b = BUF_ANY;

	if (c->period >= r->periods.n)
		return;
	p = &r->periods.v[c->period];
	if (p->kind != PERIOD_DURATION || moment_cmp(p->start, p->end) < 0)
		return;
	f = rule_at(fs, F_xbrl_4_7_2_PeriodOrder, r, c->period_span);
	finding_arg(f, "context", report_string(r, c->id));
	describe_start(&b, r, row);
	finding_arg(f, "start", buf_get(&b));
	buf_clear(&b);
	describe_end(&b, r, row);
	finding_arg(f, "end", buf_get(&b));
	buf_free(&b);
}

/* Whether an element may stand in a segment or scenario. */
static bool
is_allowed(const struct report *r, const struct name *n)
{
	const struct img_element *e;

	if (slice_is(n->ns, NS_XBRLI))
		return false;
	e = r->taxonomy == NULL ? NULL :
	    taxonomy_element(r->taxonomy, n->element);
	return e == NULL || (!taxonomy_is_item(e) && e->kind != EL_TUPLE);
}

static void
check_contents(const struct report *r, const struct context *c,
    struct findings *fs)
{
	struct arena *a = arena_new();
	uint32_t i;

	for (i = c->contents; i < c->contents + c->n_contents; i++) {
		const struct content_element *e = &r->contents.v[i];
		struct finding *f;

		if (is_allowed(r, &r->names.v[e->name]))
			continue;
		f = rule_at(fs, e->in_segment ?
		    F_xbrl_4_7_3_2_SegmentContent :
		    F_xbrl_4_7_4_ScenarioContent, r, e->span);
		finding_arg(f, "context", report_string(r, c->id));
		finding_arg(f, "element", report_qname(r, e->name, a));
	}
	arena_free(a);
}

void
validate_contexts(const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	uint32_t i;

	(void)o;
	for (i = 0; i < r->contexts.n; i++) {
		check_period(r, i, fs);
		check_contents(r, &r->contexts.v[i], fs);
	}
}
