/*
 * output_sarif.c: findings in SARIF 2.1.0 (OASIS), which editors and code
 * review tools show at the line.
 *
 * (1) The rules (3.49) are the codes that were met, in the order in which they
 *     were; variants of one code are one rule.  They stand after the results,
 *     when all are known: a JSON object has no order.
 * (2) A file that could not be judged is a notification of the invocation
 *     (3.58), which then was not successful (3.20.14).
 * (3) In a message braces are doubled (3.11.5); in the text of a rule an
 *     argument is an ellipsis.
 * (4) Of an assertion the rule is the code's, and the result's ruleId is that
 *     with the assertion's id behind it (3.5.4): code/id.
 * (5) What was met is kept from begin to end, one run at a time in a thread.
 * (6) A piece does not know which rules the pieces before it met: where the
 *     index of a rule goes, it has RULE, the code's number and a semicolon.
 *     RESULT stands before a result; NOTE, or FAILED where its file could not
 *     be judged, before a notification.  In JSON no such byte stands.
 */
#include "validate/output.h"

#include <stdio.h>

#include "base/finding_rule.h"
#include "base/mem.h"
#include "base/reason.h"
#include "base/uri.h"
#include "formula/explain.h"

#define NO_RULE	0
enum { RESULT = 1, RULE = 2, NOTE = 3, FAILED = 4 };	/* (6) */

static _Thread_local struct {
	uint32_t   rule[FINDING_CODES];	/* index + 1 by code; 0 none */
	uint32_t   n_rules;
	struct buf rules;		/* JSON */
	struct buf notes;		/* JSON of the notifications */
	bool       failed;
} run;

static void
sarif_begin(struct buf *b, const struct output_options *o)
{
	mem_zero(&run, sizeof(run));
	run.rules = run.notes = (struct buf)BUF_ANY;
	buf_printf(b, "{\"$schema\":\"https://json.schemastore.org/"
	    "sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{"
	    "\"language\":\"%s\",\"columnKind\":\"unicodeCodePoints\","
	    "\"results\":[", o->lang == LANG_NL ? "nl" : "en");
}

/* A message that is to be read as it stands (3). */
static void
message(struct buf *b, struct slice text)
{
	struct buf s = BUF_ANY;
	size_t i;

	for (i = 0; i < text.n; i++) {
		buf_char(&s, text.s[i]);
		if (text.s[i] == '{' || text.s[i] == '}')
			buf_char(&s, text.s[i]);
	}
	buf_puts(b, "\"message\":{\"text\":");
	buf_json(b, buf_get(&s));
	buf_char(b, '}');
	buf_free(&s);
}

/* --- rules --- */

/* A sentence of the catalogue (3). */
static void
description(struct buf *b, const char *name, const char *text)
{
	struct buf s = BUF_ANY;

	for (; *text != '\0'; text++)
		if (*text != '{') {
			buf_char(&s, *text);
		} else {
			buf_puts(&s, "\xe2\x80\xa6");
			while (text[1] != '\0' && *text != '}')
				text++;
		}
	buf_printf(b, ",\"%s\":{\"text\":", name);
	buf_json(b, buf_get(&s));
	buf_char(b, '}');
	buf_free(&s);
}

static void
add_rule(const struct message *m, enum lang lang)
{
	struct buf *b = &run.rules;

	buf_puts(b, run.n_rules == 0 ? "\n{\"id\":" : ",\n{\"id\":");
	buf_json(b, slice_of(m->code));
	description(b, "shortDescription", m->text[lang]);
	description(b, "help", m->help[lang]);
	buf_printf(b, ",\"defaultConfiguration\":{\"level\":\"%s\"}",
	    severity_name(m->severity));
	buf_puts(b, ",\"properties\":{\"source\":");
	buf_json(b, slice_of(m->source));
	buf_puts(b, "}}");
	run.n_rules++;
}

/* The index of a code's rule, which is made where it was not met yet (1). */
static uint32_t
rule_of(enum finding_code code, enum lang lang)
{
	const char *id = message_of(code)->code;
	uint32_t first = 0;

	if (run.rule[code] != NO_RULE)
		return run.rule[code] - 1;
	while (strcmp(message_of((enum finding_code)first)->code, id) != 0)
		first++;
	if (run.rule[first] == NO_RULE) {
		add_rule(message_of((enum finding_code)first), lang);
		run.rule[first] = run.n_rules;
	}
	run.rule[code] = run.rule[first];
	return run.rule[code] - 1;
}

/* --- places --- */

static void
artifact(struct buf *b, const char *file, struct arena *a)
{
	buf_puts(b, "\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
	buf_json(b, uri_is_absolute(slice_of(file)) ?
	    slice_of(file) : uri_of_path(a, file));
	buf_char(b, '}');
}

static void
region(struct buf *b, const struct place *p)
{
	if (p->line == 0)
		return;
	buf_printf(b, ",\"region\":{\"startLine\":%u", p->line);
	if (p->column > 0)
		buf_printf(b, ",\"startColumn\":%u", p->column);
	if (p->length > 0)
		buf_printf(b, ",\"byteOffset\":%llu,\"byteLength\":%llu",
		    (unsigned long long)p->offset,
		    (unsigned long long)p->length);
	buf_char(b, '}');
}

/* The facts concerned: each its line, and what it says. */
static void
related(struct buf *b, const struct judged *j, const struct finding *f,
    enum lang lang, struct arena *a)
{
	struct slice variable;
	struct fact_text t;
	uint32_t i, n = 0;

	for (i = 0; i < f->n_facts && i < FINDING_MAX_FACTS; i++) {
		if (j->report == NULL || f->facts[i] >= j->report->facts.n)
			continue;
		variable = output_variable(f, i);
		output_fact(j->report, f->facts[i], lang, a, &t);
		buf_puts(b, n++ == 0 ? ",\"relatedLocations\":[{" : ",{");
		artifact(b, j->path, a);
		if (t.line > 0)
			buf_printf(b, ",\"region\":{\"startLine\":%u}",
			    t.line);
		buf_puts(b, "},");
		message(b, slice_of(arena_printf(a,
		    "%.*s%s%.*s%s%.*s = %.*s%s%.*s",
		    SLICE_ARG(variable), variable.n > 0 ? ": " : "",
		    SLICE_ARG(t.label), t.label.n > 0 ? ", " : "",
		    SLICE_ARG(t.concept), SLICE_ARG(t.value),
		    t.unit.n > 0 ? " " : "", SLICE_ARG(t.unit))));
		buf_char(b, '}');
	}
	if (n > 0)
		buf_char(b, ']');
}

/* --- results and notifications --- */

/* The code, and behind it the assertion (4). */
static struct slice
rule_id(const struct finding *f, struct arena *a)
{
	const char *code = message_of(f->code)->code;

	return f->rule == NULL || f->rule->id.n == 0 ? slice_of(code) :
	    slice_of(arena_printf(a, "%s/%.*s", code,
	    SLICE_ARG(f->rule->id)));
}

static void
result(struct buf *b, const struct output_options *o, const struct judged *j,
    const struct finding *f)
{
	struct arena *a = arena_new();
	struct buf text = BUF_ANY;

	buf_puts(b, "{\"ruleId\":");
	buf_json(b, rule_id(f, a));
	buf_printf(b, ",\"ruleIndex\":%c%u;,\"level\":\"%s\",", RULE,
	    (unsigned)f->code, severity_name(f->severity));
	output_message(&text, j, f, o->lang);
	buf_char(&text, ' ');
	if (finding_explain(&text, f, o->lang))
		buf_char(&text, ' ');
	output_help(&text, j, f, o->lang);
	message(b, buf_get(&text));
	buf_puts(b, ",\"locations\":[{");
	artifact(b, f->place.file == NULL ? j->path : f->place.file, a);
	region(b, &f->place);
	buf_puts(b, "}}]");
	related(b, j, f, o->lang, a);
	buf_char(b, '}');
	buf_free(&text);
	arena_free(a);
}

static void
notify(struct buf *b, char mark, const char *path, const char *level,
    const char *text)
{
	struct arena *a = arena_new();

	buf_printf(b, "%c{\"level\":\"%s\",", mark, level);
	message(b, slice_of(text));
	buf_puts(b, ",\"locations\":[{");
	artifact(b, path, a);
	buf_puts(b, "}}]}");
	arena_free(a);
}

static void
sarif_file(struct buf *b, const struct output_options *o,
    const struct judged *j)
{
	struct buf why = BUF_ANY;
	char more[80];
	uint32_t i;

	for (i = 0; i < findings_count(j->findings); i++) {
		buf_char(b, RESULT);
		result(b, o, j, findings_get(j->findings, i));
	}
	if (findings_dropped(j->findings) > 0) {
		snprintf(more, sizeof(more), o->lang == LANG_NL ?
		    "Er zijn nog %llu bevindingen." :
		    "There are %llu findings more.", (unsigned long long)
		    findings_dropped(j->findings));
		notify(b, NOTE, j->path, "warning", more);
	}
	if (explain_left(&why, &j->formulas, o->lang))
		notify(b, NOTE, j->path, "note", why.s);
	buf_clear(&why);
	if (j->why != NULL) {
		reason_text(&why, slice_of(j->why), o->lang);
		notify(b, FAILED, j->path, "error", why.s);
	}
	buf_free(&why);
}

/* The number after RULE, as the index of that code's rule; what is behind. */
static struct slice
join_rule(struct buf *b, struct slice rest, enum lang lang)
{
	uint32_t code = 0;

	while (rest.n > 0 && *rest.s >= '0' && *rest.s <= '9') {
		code = code * 10 + (uint32_t)(*rest.s - '0');
		rest = slice_from(rest, 1);
	}
	buf_printf(b, "%u", code < FINDING_CODES ?
	    rule_of((enum finding_code)code, lang) : 0);
	return slice_from(rest, 1);
}

static void
sarif_join(struct buf *b, const struct output_options *o, struct slice piece,
    bool *any)
{
	struct buf *to = b;
	size_t n;

	while (piece.n > 0) {
		char mark = *piece.s;

		if (mark >= RESULT && mark <= FAILED)
			piece = slice_from(piece, 1);
		if (mark == RESULT) {
			to = b;
			buf_puts(to, *any ? ",\n" : "\n");
			*any = true;
		} else if (mark == RULE) {
			piece = join_rule(to, piece, o->lang);
		} else if (mark == NOTE || mark == FAILED) {
			to = &run.notes;
			buf_puts(to, to->n > 0 ? ",\n" : "\n");
			run.failed = run.failed || mark == FAILED;
		}
		for (n = 0; n < piece.n && (piece.s[n] < RESULT ||
		    piece.s[n] > FAILED); n++)
			;
		buf_slice(to, (struct slice){ piece.s, n });
		piece = slice_from(piece, n);
	}
}

static void
sarif_end(struct buf *b, const struct output_options *o)
{
	(void)o;
	buf_puts(b, "\n],\"tool\":{\"driver\":{\"name\":\"rekenschap\","
	    "\"version\":\"" REKENSCHAP_VERSION "\",\"rules\":[");
	buf_slice(b, buf_get(&run.rules));
	buf_printf(b, "]}},\"invocations\":[{\"executionSuccessful\":%s",
	    run.failed ? "false" : "true");
	if (run.notes.n > 0) {
		buf_puts(b, ",\"toolExecutionNotifications\":[");
		buf_slice(b, buf_get(&run.notes));
		buf_char(b, ']');
	}
	buf_puts(b, "}]}]}\n");
	buf_free(&run.rules);
	buf_free(&run.notes);
}

const struct output output_sarif = {
	"sarif", sarif_begin, sarif_file, sarif_join, sarif_end
};
