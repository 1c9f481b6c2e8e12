/* output_json.c: findings as JSON, with the keys that scripts rely on. */
#include "validate/output.h"

#include "base/finding_rule.h"
#include "base/reason.h"
#include "formula/explain.h"
#include "ingest/describe.h"
#include "validate/output_trace.h"

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

static void
dimensions(struct buf *b, const struct report *r, const struct fact *f,
    struct arena *a)
{
	const struct context *c;
	uint32_t i;

	key(b, "dimensions");
	buf_char(b, '{');
	if (f->context < r->contexts.n) {
		c = &r->contexts.v[f->context];
		for (i = 0; i < c->n_dimensions; i++) {
			const struct dimension *d =
			    &r->dimensions.v[c->dimensions + i];

			if (i > 0)
				buf_char(b, ',');
			buf_json(b, describe_axis(r, d, a));
			buf_char(b, ':');
			buf_json(b, describe_member(r, d, a));
		}
	}
	buf_char(b, '}');
}

static void
fact(struct buf *b, const struct report *r, uint32_t row,
    struct slice variable, enum lang lang)
{
	struct arena *a = arena_new();
	struct fact_text t;

	output_fact(r, row, lang, a, &t);
	buf_char(b, '{');
	if (variable.n > 0)
		string(b, "variable", variable);
	string(b, "concept", t.concept);
	string(b, "label", t.label);
	string(b, "value", t.value);
	string(b, "unit", t.unit);
	string(b, "period", t.period);
	dimensions(b, r, &r->facts.v[row], a);
	buf_printf(b, ",\"line\":%u}", t.line);
	arena_free(a);
}

static void
facts(struct buf *b, const struct judged *j, const struct finding *f,
    enum lang lang)
{
	uint32_t i, n = 0;

	key(b, "facts");
	buf_char(b, '[');
	for (i = 0; i < f->n_facts && i < FINDING_MAX_FACTS; i++) {
		if (j->report == NULL || f->facts[i] >= j->report->facts.n)
			continue;
		if (n++ > 0)
			buf_char(b, ',');
		fact(b, j->report, f->facts[i], output_variable(f, i), lang);
	}
	buf_char(b, ']');
}

/* --- of a rule of a taxonomy --- */

static void
side(struct buf *b, const char *name, const struct finding_side *s,
    enum lang lang)
{
	key(b, name);
	buf_char(b, '{');
	string(b, "words", s->words[lang]);
	key(b, "value");
	buf_json(b, s->value);
	buf_puts(b, "},");
}

static void
variables(struct buf *b, const struct finding_rule *r)
{
	uint32_t i;

	key(b, "variables");
	buf_char(b, '{');
	for (i = 0; i < r->n_variables; i++) {
		const struct finding_variable *v = &r->variables[i];

		if (i > 0)
			buf_char(b, ',');
		buf_json(b, v->name);
		buf_puts(b, ":{");
		if (v->n > 0) {
			buf_printf(b, "\"facts\":%u}", v->n);
			continue;
		}
		string(b, "value", v->value);
		buf_printf(b, "\"fallback\":%s}", v->fallback ? "true" :
		    "false");
	}
	buf_puts(b, "},");
}

static void
comparison(struct buf *b, const struct finding_rule *r, enum lang lang)
{
	key(b, "comparison");
	buf_char(b, '{');
	side(b, "left", &r->left, lang);
	string(b, "sign", r->sign);
	side(b, "right", &r->right, lang);
	string(b, "difference", r->difference);
	key(b, "allowed");
	buf_json(b, r->allowed);
	buf_puts(b, "},");
}

static void
rule(struct buf *b, const struct finding *f, enum lang lang)
{
	const struct finding_rule *r = f->rule;
	struct buf text = BUF_ANY;

	if (r == NULL || (r->test.n == 0 && r->n_variables == 0))
		return;
	string(b, "assertion", r->id);
	if (finding_explain(&text, f, lang))
		string(b, "explanation", buf_get(&text));
	buf_free(&text);
	string(b, "test", r->test);
	if (r->sign.n > 0)
		comparison(b, r, lang);
	variables(b, r);
	buf_printf(b, "\"more\":%llu,", (unsigned long long)r->more);
}

static void
finding(struct buf *b, const struct judged *j, const struct finding *f,
    enum lang lang)
{
	const struct message *m = message_of(f->code);
	struct buf text = BUF_ANY;

	buf_char(b, '{');
	string(b, "code", finding_code(f));
	string(b, "severity", slice_of(severity_name(f->severity)));
	output_message(&text, j, f, lang);
	string(b, "message", buf_get(&text));
	buf_clear(&text);
	output_help(&text, j, f, lang);
	string(b, "help", buf_get(&text));
	string(b, "source", slice_of(m->source));
	string(b, "file", slice_of(f->place.file == NULL ? j->path :
	    f->place.file));
	buf_printf(b, "\"line\":%u,\"column\":%u,\"offset\":%llu,"
	    "\"length\":%llu,", f->place.line, f->place.column,
	    (unsigned long long)f->place.offset,
	    (unsigned long long)f->place.length);
	rule(b, f, lang);
	facts(b, j, f, lang);
	buf_char(b, '}');
	buf_free(&text);
}

static void
entry_points(struct buf *b, const struct judged *j)
{
	const struct taxonomy *t = j->report != NULL ? j->report->taxonomy :
	    j->taxonomy;
	uint32_t i;

	key(b, "entrypoints");
	buf_char(b, '[');
	for (i = 0; t != NULL && i < taxonomy_count(t, SEC_ENTRIES); i++) {
		if (i > 0)
			buf_char(b, ',');
		buf_json(b, taxonomy_text(t, taxonomy_entry(t, i)->uri));
	}
	buf_puts(b, "],");
}

/* How many assertions there are, and how many were not evaluated, and why. */
static void
assertions(struct buf *b, const struct judged *j, enum lang lang)
{
	const struct formula_result *r = &j->formulas;
	struct buf why = BUF_ANY;

	if (r->assertions.n == 0)
		return;
	buf_printf(b, "\"assertions\":{\"total\":%zu,"
	    "\"not_evaluated\":%u", r->assertions.n, r->left);
	if (explain_left(&why, r, lang)) {
		buf_puts(b, ",\"why\":");
		buf_json(b, buf_get(&why));
	}
	buf_puts(b, "},");
	buf_free(&why);
}

static void
trace(struct buf *b, const struct judged *j, enum lang lang)
{
	if (j->trace == NULL)
		return;
	key(b, "trace");
	output_trace_json(b, j, j->trace, lang);
	buf_char(b, ',');
}

static void
json_begin_all(struct buf *b, const struct output_options *o)
{
	(void)o;
	buf_puts(b, "{\"reports\":[");
}

static void
json_file(struct buf *b, const struct output_options *o,
    const struct judged *j)
{
	const struct report *r = j->report;
	uint32_t i;

	buf_puts(b, "\n{");
	string(b, "file", slice_of(j->path));
	entry_points(b, j);
	buf_printf(b, "\"facts\":%u,\"contexts\":%zu,\"units\":%zu,",
	    r == NULL ? 0 : r->n_items, r == NULL ? 0 : r->contexts.n,
	    r == NULL ? 0 : r->units.n);
	buf_printf(b, "\"valid\":%s,", j->why == NULL &&
	    findings_errors(j->findings) == 0 ? "true" : "false");
	if (j->why != NULL) {
		struct buf why = BUF_ANY;

		reason_text(&why, slice_of(j->why), o->lang);
		string(b, "failure", buf_get(&why));
		buf_free(&why);
	}
	if (findings_dropped(j->findings) > 0)
		buf_printf(b, "\"findings_dropped\":%llu,",
		    (unsigned long long)findings_dropped(j->findings));
	assertions(b, j, o->lang);
	trace(b, j, o->lang);
	key(b, "findings");
	buf_char(b, '[');
	for (i = 0; i < findings_count(j->findings); i++) {
		buf_puts(b, i == 0 ? "\n " : ",\n ");
		finding(b, j, findings_get(j->findings, i), o->lang);
	}
	buf_puts(b, "]}");
}

static void
json_join(struct buf *b, const struct output_options *o, struct slice piece,
    bool *any)
{
	(void)o;
	if (*any)
		buf_char(b, ',');
	buf_slice(b, piece);
	*any = true;
}

static void
json_end_all(struct buf *b, const struct output_options *o)
{
	(void)o;
	buf_puts(b, "\n]}\n");
}

const struct output output_json = {
	"json", json_begin_all, json_file, json_join, json_end_all
};
