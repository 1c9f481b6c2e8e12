/*
 * output_text.c: findings for people, in the form that editors understand:
 * file:line:column: severity code, then the sentence, the facts, the help.
 */
#include "validate/output.h"

#include "base/finding_rule.h"
#include "formula/explain.h"
#include "validate/output_trace.h"

#define RED	"\033[1;31m"
#define YELLOW	"\033[1;33m"
#define GREEN	"\033[1;32m"
#define DIM	"\033[2m"
#define PLAIN	"\033[0m"

static void
color(struct buf *b, const struct output_options *o, const char *code)
{
	if (o->color)
		buf_puts(b, code);
}

static const char *
severity_word(enum severity s, enum lang lang)
{
	static const char *const words[2][3] = {
		[LANG_NL] = { "opmerking", "waarschuwing", "fout" },
		[LANG_EN] = { "note", "warning", "error" },
	};

	return words[lang][s];
}

static void
place(struct buf *b, const char *path, const struct place *p)
{
	buf_plain(b, slice_of(p->file == NULL ? path : p->file));
	if (p->line > 0)
		buf_printf(b, ":%u", p->line);
	if (p->line > 0 && p->column > 0)
		buf_printf(b, ":%u", p->column);
	buf_puts(b, ": ");
}

/* A part of a fact's line, with what goes around it; nothing where it is
 * empty. */
static void
part(struct buf *b, const char *before, struct slice text, const char *after)
{
	if (text.n == 0)
		return;
	buf_puts(b, before);
	buf_plain(b, text);
	buf_puts(b, after);
}

static void
facts(struct buf *b, const struct output_options *o,
    const struct judged *j, const struct finding *f)
{
	struct arena *a = arena_new();
	struct fact_text t;
	uint32_t i;

	for (i = 0; i < f->n_facts && i < FINDING_MAX_FACTS; i++) {
		if (j->report == NULL || f->facts[i] >= j->report->facts.n)
			continue;
		output_fact(j->report, f->facts[i], o->lang, a, &t);
		buf_puts(b, "    · ");
		part(b, "", output_variable(f, i), ": ");
		part(b, "", t.label, " ");
		part(b, "(", t.concept, ")");
		buf_puts(b, " = ");
		buf_plain(b, t.value);
		part(b, " ", t.unit, "");
		part(b, ", ", t.period, "");
		part(b, ", ", output_dimensions(j->report, f->facts[i], a),
		    "");
		buf_printf(b, o->lang == LANG_NL ? ", regel %u\n" :
		    ", line %u\n", t.line);
	}
	if (f->n_facts > FINDING_MAX_FACTS)
		buf_printf(b, o->lang == LANG_NL ? "    · en nog %u\n" :
		    "    · and %u more\n", f->n_facts - FINDING_MAX_FACTS);
	arena_free(a);
}

/* The variables of a rule that are no facts. */
static void
values(struct buf *b, const struct output_options *o, const struct finding *f)
{
	const struct finding_rule *r = f->rule;
	uint32_t i;

	for (i = 0; r != NULL && i < r->n_variables; i++) {
		const struct finding_variable *v = &r->variables[i];

		if (v->n > 0)
			continue;
		part(b, "    · ", v->name, v->fallback ? o->lang == LANG_NL ?
		    ": ontbreekt, gerekend met " :
		    ": missing, calculated with " : ": ");
		if (v->value.n == 0)
			buf_puts(b, o->lang == LANG_NL ? "niets" : "nothing");
		buf_plain(b, v->value);
		buf_char(b, '\n');
	}
}

/* How a rule came to its finding. */
static void
explanation(struct buf *b, const struct output_options *o,
    const struct finding *f)
{
	struct buf text = BUF_ANY;

	if (finding_explain(&text, f, o->lang)) {
		buf_puts(b, "    ");
		buf_plain(b, buf_get(&text));
		buf_char(b, '\n');
	}
	buf_free(&text);
}

static void
finding(struct buf *b, const struct output_options *o,
    const struct judged *j, const struct finding *f)
{
	const struct message *m = message_of(f->code);

	place(b, j->path, &f->place);
	color(b, o, f->severity == SEVERITY_ERROR ? RED :
	    f->severity == SEVERITY_WARNING ? YELLOW : DIM);
	buf_puts(b, severity_word(f->severity, o->lang));
	color(b, o, PLAIN);
	part(b, " ", finding_code(f), " ");
	color(b, o, DIM);
	buf_printf(b, "(%s)", m->source);
	color(b, o, PLAIN);
	buf_puts(b, "\n    ");
	output_message(b, j, f, o->lang);
	buf_char(b, '\n');
	explanation(b, o, f);
	facts(b, o, j, f);
	values(b, o, f);
	buf_puts(b, "    → ");
	output_help(b, j, f, o->lang);
	buf_char(b, '\n');
}

static void
verdict(struct buf *b, const struct output_options *o, const struct judged *j)
{
	uint32_t errors = findings_errors(j->findings);
	uint32_t warnings = findings_warnings(j->findings);
	bool nl = o->lang == LANG_NL;

	buf_plain(b, slice_of(j->path));
	buf_puts(b, ": ");
	color(b, o, j->why != NULL || errors > 0 ? RED : GREEN);
	if (j->why != NULL)
		buf_puts(b, nl ? "niet te beoordelen" : "not judged");
	else if (errors > 0)
		buf_puts(b, nl ? "niet geldig" : "not valid");
	else
		buf_puts(b, nl ? "geldig" : "valid");
	color(b, o, PLAIN);
	if (j->report != NULL)
		buf_printf(b, nl ? " (%u feiten" : " (%u facts",
		    j->report->n_items);
	else
		buf_puts(b, " (");
	buf_printf(b, "%s%u %s, %u %s)",
	    j->report != NULL ? ", " : "", errors,
	    nl ? (errors == 1 ? "fout" : "fouten") :
	    (errors == 1 ? "error" : "errors"), warnings,
	    nl ? (warnings == 1 ? "waarschuwing" : "waarschuwingen") :
	    (warnings == 1 ? "warning" : "warnings"));
	buf_char(b, '\n');
	if (findings_dropped(j->findings) > 0)
		buf_printf(b, nl ? "    en nog %llu bevindingen\n" :
		    "    and %llu findings more\n",
		    (unsigned long long)findings_dropped(j->findings));
}

/* Assertions that were not evaluated; the trace of one that was. */
static void
formulas(struct buf *b, const struct output_options *o,
    const struct judged *j)
{
	struct buf text = BUF_ANY;

	if (explain_left(&text, &j->formulas, o->lang)) {
		buf_puts(b, "    ");
		buf_slice(b, buf_get(&text));
		buf_char(b, '\n');
	}
	buf_free(&text);
	if (j->trace != NULL)
		output_trace_text(b, j, j->trace, o->lang);
}

static void
text_begin(struct buf *b, const struct output_options *o)
{
	(void)b;
	(void)o;
}

static void
text_file(struct buf *b, const struct output_options *o,
    const struct judged *j)
{
	uint32_t i;

	for (i = 0; i < findings_count(j->findings); i++)
		finding(b, o, j, findings_get(j->findings, i));
	verdict(b, o, j);
	formulas(b, o, j);
}

static void
text_join(struct buf *b, const struct output_options *o, struct slice piece,
    bool *any)
{
	(void)o;
	(void)any;
	buf_slice(b, piece);
}

const struct output output_text = {
	"text", text_begin, text_file, text_join, text_begin
};
