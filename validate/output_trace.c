/* output_trace.c: see output_trace.h. */
#include "validate/output_trace.h"

#include "ingest/describe.h"

struct writer {
	struct buf          *b;
	const struct judged *j;
	const struct trace  *t;
	enum lang            lang;
};

static const char *
word(const struct writer *w, const char *nl, const char *en)
{
	return w->lang == LANG_NL ? nl : en;
}

/* "1 fact", "2 facts": the number, and one of two words. */
static void
counted(const struct writer *w, uint64_t n, const char *one, const char *many)
{
	buf_printf(w->b, "%llu %s", (unsigned long long)n,
	    n == 1 ? one : many);
}

/* --- aspects --- */

static const char *
aspect_word(enum aspect_kind aspect, enum lang lang)
{
	static const char *const words[ASPECTS][2] = {
		[ASPECT_CONCEPT] = { "begrip", "concept" },
		[ASPECT_LOCATION] = { "plaats", "location" },
		[ASPECT_ENTITY] = { "entiteit", "entity" },
		[ASPECT_PERIOD] = { "periode", "period" },
		[ASPECT_UNIT] = { "eenheid", "unit" },
		[ASPECT_SEGMENT] = { "segment", "segment" },
		[ASPECT_SCENARIO] = { "scenario", "scenario" },
		[ASPECT_NON_XDT_SEGMENT] = { "rest van het segment",
		    "rest of the segment" },
		[ASPECT_NON_XDT_SCENARIO] = { "rest van het scenario",
		    "rest of the scenario" },
		[ASPECT_DIMENSION] = { "dimensie", "dimension" },
		[ASPECT_DIMENSIONS] = { "alle andere dimensies",
		    "all other dimensions" },
		[ASPECT_ALL] = { "alles", "all" },
	};

	return words[aspect][lang];
}

static void
put_key(const struct writer *w, const struct traced_key *k)
{
	buf_puts(w->b, aspect_word((enum aspect_kind)k->aspect, w->lang));
	if (k->dimension.n > 0)
		buf_printf(w->b, " %.*s", SLICE_ARG(k->dimension));
}

/* --- text: the plan --- */

/* "the same period, unit as $a; the same dimension as $b" */
static void
put_keys(const struct writer *w, const struct traced_step *s)
{
	uint32_t i;

	for (i = 0; i < s->n_keys; i++) {
		const struct traced_key *k = &s->keys[i];

		if (i > 0 && slice_eq(k->with, s->keys[i - 1].with)) {
			buf_puts(w->b, ", ");
			put_key(w, k);
			continue;
		}
		if (i > 0)
			buf_printf(w->b, w->lang == LANG_NL ? " als %.*s" :
		    " as %.*s",
			    SLICE_ARG(s->keys[i - 1].with));
		buf_puts(w->b, word(w, "; gelijk in ", "; equal in "));
		put_key(w, k);
	}
	if (s->n_keys > 0)
		buf_printf(w->b, w->lang == LANG_NL ? " met %.*s" :
		    " to %.*s",
		    SLICE_ARG(s->keys[s->n_keys - 1].with));
}

static void
put_step(const struct writer *w, const struct traced_step *s, uint32_t number)
{
	buf_printf(w->b, "    %u. ", number);
	buf_plain(w->b, s->name);
	buf_puts(w->b, ": ");
	if (s->kind != BINDING_FACT)
		buf_puts(w->b, word(w, "berekend", "calculated"));
	else if (s->sequence)
		counted(w, s->units, word(w, "reeks feiten",
		    "sequence of facts"), word(w, "reeksen feiten",
		    "sequences of facts"));
	else
		counted(w, s->units, word(w, "feit", "fact"),
		    word(w, "feiten", "facts"));
	put_keys(w, s);
	if (s->tests > 0) {
		buf_puts(w->b, "; ");
		counted(w, s->tests, word(w, "filter per feit",
		    "filter for each fact"), word(w, "filters per feit",
		    "filters for each fact"));
	}
	if (s->fallback)
		buf_puts(w->b, word(w, "; vervangende waarde als er geen is",
		    "; fallback value where there is none"));
	buf_char(w->b, '\n');
}

static void
put_plan(const struct writer *w, const struct traced_set *s)
{
	uint32_t i;

	buf_puts(w->b, word(w, "  plan", "  plan"));
	if (s->why != NULL)
		buf_printf(w->b, w->lang == LANG_NL ? ": niet uitgevoerd (%s)" :
		    ": not evaluated (%s)", s->why);
	else if (!s->planned)
		buf_puts(w->b, word(w, ": geen", ": none"));
	else if (s->empty)
		buf_puts(w->b, word(w, ": niets te evalueren, want er zijn "
		    "geen feiten voor", ": nothing to evaluate, for want of "
		    "facts"));
	buf_char(w->b, '\n');
	for (i = 0; i < s->n_steps; i++)
		put_step(w, &w->t->steps.v[s->first_step + i], i + 1);
}

/* --- text: evaluations --- */

static const char *
outcome_word(enum traced_outcome o, enum lang lang)
{
	static const char *const words[TRACED_OUTCOMES][2] = {
		[TRACED_SATISFIED] = { "voldaan", "satisfied" },
		[TRACED_UNSATISFIED] = { "niet voldaan", "not satisfied" },
		[TRACED_REJECTED] = { "afgewezen door een voorwaarde",
		    "turned down by a precondition" },
		[TRACED_MADE] = { "feit gemaakt", "fact made" },
	};

	return words[o][lang];
}

static void
put_facts(const struct writer *w, const struct traced_binding *b)
{
	struct arena *a = arena_new();
	struct fact_text t;
	struct slice dimensions;
	uint32_t i;

	for (i = 0; i < b->n_facts && i < TRACE_MAX_FACTS; i++) {
		if (w->j->report == NULL ||
		    b->facts[i] >= w->j->report->facts.n)
			continue;
		output_fact(w->j->report, b->facts[i], w->lang, a, &t);
		dimensions = output_dimensions(w->j->report, b->facts[i], a);
		buf_printf(w->b, "%s%.*s = ", i > 0 ? "; " : "",
		    SLICE_ARG(t.concept));
		buf_plain(w->b, t.value);
		buf_printf(w->b, " (%.*s%s%.*s, %s %u)", SLICE_ARG(t.period),
		    dimensions.n > 0 ? ", " : "", SLICE_ARG(dimensions),
		    word(w, "regel", "line"), t.line);
	}
	if (b->n_facts > TRACE_MAX_FACTS)
		buf_printf(w->b, w->lang == LANG_NL ? "; en nog %u" :
		    "; and %u more",
		    b->n_facts - TRACE_MAX_FACTS);
	arena_free(a);
}

static void
put_binding(const struct writer *w, const struct traced_binding *b)
{
	buf_puts(w->b, "       ");
	buf_plain(w->b, b->name);
	buf_puts(w->b, ": ");
	if (b->kind == BOUND_FACTS) {
		put_facts(w, b);
	} else {
		if (b->kind == BOUND_FALLBACK)
			buf_puts(w->b, word(w, "geen feit; vervangende waarde ",
			    "no fact; fallback value "));
		if (b->value.n == 0)
			buf_puts(w->b, "()");
		buf_plain(w->b, b->value);
	}
	buf_char(w->b, '\n');
}

static void
put_evaluation(const struct writer *w, const struct traced_set *s,
    const struct traced_evaluation *e)
{
	uint32_t i;

	buf_printf(w->b, "    · %s", outcome_word(e->outcome, w->lang));
	if (e->precondition.n > 0) {
		buf_puts(w->b, ": ");
		buf_plain(w->b, e->precondition);
	}
	if (e->value.n > 0) {
		buf_puts(w->b, s->kind == SET_EXISTENCE ? word(w,
		    "; aantal ", "; the number is ") : ": ");
		buf_plain(w->b, e->value);
	}
	if (s->kind != SET_EXISTENCE && e->weight > 1)
		buf_printf(w->b, w->lang == LANG_NL ? " (%llu keer, door dubbele feiten)" :
		    " (%llu times, by duplicate facts)",
		    (unsigned long long)e->weight);
	buf_char(w->b, '\n');
	for (i = 0; i < e->n; i++)
		put_binding(w, &w->t->bindings.v[e->first + i]);
}

static void
put_set(const struct writer *w, const struct traced_set *s)
{
	const char *between = ": ";
	uint32_t i;
	int o;

	buf_puts(w->b, "  ");
	buf_plain(w->b, s->document);
	buf_printf(w->b, ":%u: %s ", s->line, s->kind == SET_FORMULA ||
	    s->kind == SET_TUPLE ? word(w, "waarde", "value") :
	    word(w, "toets", "test"));
	buf_plain(w->b, s->expression);
	buf_char(w->b, '\n');
	put_plan(w, s);
	buf_puts(w->b, word(w, "  evaluaties", "  evaluations"));
	for (o = 0; o < TRACED_OUTCOMES; o++) {
		if (s->count[o] == 0)
			continue;
		buf_printf(w->b, "%s%llu %s", between,
		    (unsigned long long)s->count[o],
		    outcome_word((enum traced_outcome)o, w->lang));
		between = ", ";
	}
	buf_puts(w->b, between[0] == ':' ? word(w, ": geen\n", ": none\n") :
	    "\n");
	for (i = 0; i < s->n; i++)
		put_evaluation(w, s, &w->t->evaluations.v[s->first + i]);
}

/* --- both: that there is nothing --- */

static const struct taxonomy *
taxonomy_of(const struct judged *j)
{
	return j->report != NULL ? j->report->taxonomy : j->taxonomy;
}

/* Why no set was shown; NULL where one was. */
static const char *
nothing(const struct writer *w)
{
	const struct taxonomy *t = taxonomy_of(w->j);
	uint32_t i, n = t == NULL ? 0 : taxonomy_count(t, SEC_ASSERTIONS);

	if (w->t->sets.n > 0)
		return NULL;
	for (i = 0; i < n; i++)
		if (slice_eq(formula_assertion_id(t, formula_assertion(t, i)),
		    w->t->id))
			return word(w, "niets geëvalueerd: de controle heeft "
			    "een fout, of er wordt niets geëvalueerd",
			    "nothing was evaluated: the assertion has an "
			    "error, or no formulas are evaluated");
	return word(w, "de taxonomie heeft geen controle met deze id",
	    "the taxonomy has no assertion with this id");
}

void
output_trace_text(struct buf *b, const struct judged *j,
    const struct trace *t, enum lang lang)
{
	const struct writer w = { b, j, t, lang };
	const char *why = nothing(&w);
	size_t i;

	buf_puts(b, word(&w, "verloop van ", "trace of "));
	buf_plain(b, t->id);
	buf_printf(b, "%s%s\n", why != NULL ? ": " : "",
	    why != NULL ? why : "");
	for (i = 0; i < t->sets.n; i++)
		put_set(&w, &t->sets.v[i]);
}

/* --- JSON --- */

static void
key(struct buf *b, const char *name)
{
	buf_json(b, slice_of(name));
	buf_char(b, ':');
}

static void
string(struct buf *b, const char *name, struct slice value)
{
	key(b, name);
	buf_json(b, value);
	buf_char(b, ',');
}

/* What follows a comma: no more, so it goes. */
static void
close_with(struct buf *b, char c)
{
	if (b->n > 0 && b->s[b->n - 1] == ',')
		b->n--;
	buf_char(b, c);
}

static void
json_step(struct buf *b, const struct traced_step *s, enum lang lang)
{
	uint32_t i;

	buf_char(b, '{');
	string(b, "variable", s->name);
	if (s->kind == BINDING_FACT)
		buf_printf(b, "\"%s\":%u,", s->sequence ? "sequences" :
		    "facts", s->units);
	buf_printf(b, "\"fallback\":%s,\"filters\":%u,\"equal\":[",
	    s->fallback ? "true" : "false", s->tests);
	for (i = 0; i < s->n_keys; i++) {
		buf_char(b, '{');
		string(b, "aspect", slice_of(aspect_word((enum aspect_kind)
		    s->keys[i].aspect, lang)));
		if (s->keys[i].dimension.n > 0)
			string(b, "dimension", s->keys[i].dimension);
		string(b, "with", s->keys[i].with);
		close_with(b, '}');
		buf_char(b, ',');
	}
	close_with(b, ']');
	buf_puts(b, "},");
}

static void
json_binding(const struct writer *w, const struct traced_binding *x)
{
	struct arena *a = arena_new();
	struct buf *b = w->b;
	struct fact_text t;
	uint32_t i;

	buf_json(b, x->name);
	buf_puts(b, ":{");
	if (x->kind != BOUND_FACTS) {
		string(b, "value", x->value);
		buf_printf(b, "\"fallback\":%s},", x->kind == BOUND_FALLBACK ?
		    "true" : "false");
		arena_free(a);
		return;
	}
	buf_printf(b, "\"count\":%u,\"facts\":[", x->n_facts);
	for (i = 0; i < x->n_facts && i < TRACE_MAX_FACTS; i++) {
		if (w->j->report == NULL ||
		    x->facts[i] >= w->j->report->facts.n)
			continue;
		output_fact(w->j->report, x->facts[i], w->lang, a, &t);
		buf_char(b, '{');
		string(b, "concept", t.concept);
		string(b, "value", t.value);
		string(b, "period", t.period);
		string(b, "dimensions", output_dimensions(w->j->report,
		    x->facts[i], a));
		buf_printf(b, "\"line\":%u},", t.line);
	}
	close_with(b, ']');
	buf_puts(b, "},");
	arena_free(a);
}

static void
json_evaluation(const struct writer *w, const struct traced_evaluation *e)
{
	static const char *const names[TRACED_OUTCOMES] = { "satisfied",
	    "not_satisfied", "rejected", "made" };
	uint32_t i;

	buf_char(w->b, '{');
	string(w->b, "outcome", slice_of(names[e->outcome]));
	if (e->precondition.n > 0)
		string(w->b, "precondition", e->precondition);
	if (e->value.n > 0)
		string(w->b, "value", e->value);
	buf_printf(w->b, "\"times\":%llu,\"variables\":{",
	    (unsigned long long)e->weight);
	for (i = 0; i < e->n; i++)
		json_binding(w, &w->t->bindings.v[e->first + i]);
	close_with(w->b, '}');
	buf_puts(w->b, "},");
}

static void
json_set(const struct writer *w, const struct traced_set *s)
{
	struct buf *b = w->b;
	uint32_t i;

	buf_char(b, '{');
	string(b, "document", s->document);
	buf_printf(b, "\"line\":%u,", s->line);
	string(b, "expression", s->expression);
	buf_printf(b, "\"satisfied\":%llu,\"not_satisfied\":%llu,"
	    "\"rejected\":%llu,\"made\":%llu,\"plan\":[",
	    (unsigned long long)s->count[TRACED_SATISFIED],
	    (unsigned long long)s->count[TRACED_UNSATISFIED],
	    (unsigned long long)s->count[TRACED_REJECTED],
	    (unsigned long long)s->count[TRACED_MADE]);
	for (i = 0; i < s->n_steps; i++)
		json_step(b, &w->t->steps.v[s->first_step + i], w->lang);
	close_with(b, ']');
	buf_puts(b, ",\"evaluations\":[");
	for (i = 0; i < s->n; i++)
		json_evaluation(w, &w->t->evaluations.v[s->first + i]);
	close_with(b, ']');
	buf_puts(b, "},");
}

void
output_trace_json(struct buf *b, const struct judged *j,
    const struct trace *t, enum lang lang)
{
	const struct writer w = { b, j, t, lang };
	const char *why = nothing(&w);
	size_t i;

	buf_char(b, '{');
	string(b, "assertion", t->id);
	if (why != NULL)
		string(b, "why", slice_of(why));
	buf_puts(b, "\"sets\":[");
	for (i = 0; i < t->sets.n; i++)
		json_set(&w, &t->sets.v[i]);
	close_with(b, ']');
	buf_char(b, '}');
}
