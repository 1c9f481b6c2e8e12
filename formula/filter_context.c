/*
 * filter_context.c: filters on what a context says: Period Filters 1.0, Entity
 * Filters 1.0, Segment and Scenario Filters 1.0.
 */
#include "formula/filter_local.h"

static const struct period *
period_of(const struct ask *q)
{
	return &q->run->report->periods.v[q->c->period];
}

/* --- periods (Period Filters 1.0, 2) --- */

int
passes_period_test(const struct ask *q)
{
	return ask_truth(q, q->f->test, q->c->nodes.period);
}

/* An atomic value as a moment: an xs:date or xs:dateTime, or text of one. */
static bool
moment_of(const struct ask *q, struct xp_item item, struct moment *m)
{
	struct slice text = xp_string_of(&q->run->d, item, q->run->d.arena);

	return moment_parse(m, slice_trim(text)) == 0;
}

/* Adds an xs:time to a date. */
static bool
add_time(const struct ask *q, struct xp_item time, struct moment *m)
{
	struct slice text = xp_string_of(&q->run->d, time, q->run->d.arena);
	const char *z = arena_printf(q->run->d.arena, "1970-01-01T%.*s",
	    SLICE_ARG(text));
	struct moment t;

	if (time.type == XT_DATETIME)
		return moment_parse(m, text) == 0;
	if (moment_parse_datetime(&t, slice_of(z)) == -1)
		return false;
	m->date_only = false;
	m->seconds += t.seconds;
	m->nanos = t.nanos;
	if (m->zone == ZONE_NONE)
		m->zone = t.zone;
	return true;
}

/* @date, and @time where it is there (2.2 to 2.4). */
int
prepare_period(const struct ask *q, struct prepared *p)
{
	struct xp_item item;
	int rc = ask_atom(q, q->f->test, &item);
	bool good;

	p->nothing = true;
	if (rc != 1)
		return rc;
	good = moment_of(q, item, &p->moment);
	if (good && q->f->second != NONE) {
		if ((rc = ask_atom(q, q->f->second, &item)) != 1)
			return rc;
		good = add_time(q, item, &p->moment);
	}
	if (!good)
		return ask_fail(q, NS_XPATH_ERROR, "XPTY0004",
		    "the expression gives something else than a date or time");
	p->moment = q->f->kind == FILTER_PERIOD_START ?
	    moment_period_start(p->moment) : moment_period_end(p->moment);
	p->nothing = false;
	return 0;
}

int
passes_period(const struct ask *q)
{
	const struct period *p = period_of(q);

	if (q->p->nothing)
		return 0;
	if (q->f->kind == FILTER_PERIOD_INSTANT)
		return p->kind == PERIOD_INSTANT &&
		    moment_cmp(p->end, q->p->moment) == 0;
	return p->kind == PERIOD_DURATION &&
	    moment_cmp(q->f->kind == FILTER_PERIOD_START ? p->start : p->end,
	    q->p->moment) == 0;
}

int
passes_forever(const struct ask *q)
{
	return period_of(q)->kind == PERIOD_FOREVER;
}

/* 2.6: an instant that is the start or the end of the period of a variable. */
int
passes_instant_duration(const struct ask *q)
{
	const struct report *r = q->run->report;
	const struct bound *b = ask_bound(q, q->f->variable);
	const struct period *p = period_of(q), *other;
	uint32_t i, context;

	if (b == NULL || b->kind != BOUND_FACTS || p->kind != PERIOD_INSTANT)
		return 0;
	for (i = 0; i < b->n; i++) {
		if ((context = r->facts.v[b->facts[i]].context) == NONE)
			continue;
		other = &r->periods.v[r->contexts.v[context].period];
		if (other->kind == PERIOD_DURATION && moment_cmp(p->end,
		    q->f->value == BOUNDARY_START ? other->start :
		    other->end) == 0)
			return 1;
	}
	return 0;
}

/* --- entities (Entity Filters 1.0, 2) --- */

static const struct entity *
entity_of(const struct ask *q)
{
	return &q->run->report->entities.v[q->c->entity];
}

int
passes_entity_test(const struct ask *q)
{
	return ask_truth(q, q->f->test, q->c->nodes.identifier);
}

int
prepare_entity(const struct ask *q, struct prepared *p)
{
	struct regex_error err;
	int rc;

	if (q->f->kind == FILTER_ENTITY_SCHEME_PATTERN ||
	    q->f->kind == FILTER_ENTITY_IDENTIFIER_PATTERN) {
		p->regex = regex_compile_xpath(formula_text(q->run->t,
		    q->f->text), 0, &err);
		return p->regex != NULL ? 0 : ask_fail(q, NS_XPATH_ERROR,
		    "FORX0002", "the pattern is no regular expression");
	}
	rc = q->f->test == NONE ? 0 : ask_text(q, q->f->test, &p->text);
	if (rc == 1 && q->f->second != NONE)
		rc = ask_text(q, q->f->second, &p->second);
	p->nothing = rc == 0;
	return rc == -1 ? -1 : 0;
}

#define MATCH_WORK	UINT64_C(10000000)	/* a tenth of a second */

static bool
matches(struct regex *pattern, struct slice text)
{
	uint64_t work = MATCH_WORK;

	return regex_find(pattern, text, 0, &work) == 1;
}

int
passes_entity(const struct ask *q)
{
	const struct entity *e = entity_of(q);

	if (q->p->nothing)
		return 0;
	switch (q->f->kind) {
	case FILTER_ENTITY_SCHEME:
		return slice_eq(slice_trim(e->scheme), q->p->text);
	case FILTER_ENTITY_IDENTIFIER:
		return slice_eq(slice_trim(e->scheme), q->p->text) &&
		    slice_eq(slice_trim(e->identifier), q->p->second);
	case FILTER_ENTITY_SCHEME_PATTERN:
		return matches(q->p->regex, slice_trim(e->scheme));
	default:
		return matches(q->p->regex, slice_trim(e->identifier));
	}
}

/* --- segments and scenarios (Segment and Scenario Filters 1.0, 2) --- */

int
passes_occ(const struct ask *q)
{
	bool segment = q->f->kind == FILTER_SEGMENT;

	if (!(segment ? q->c->has_segment : q->c->has_scenario))
		return 0;
	return q->f->test == NONE ? 1 : ask_truth(q, q->f->test, segment ?
	    q->c->nodes.segment : q->c->nodes.scenario);
}
