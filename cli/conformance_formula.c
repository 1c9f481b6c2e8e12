/*
 * conformance_formula.c: what suites of formulas ask beside codes (formula
 * suite 1.0): how often each assertion is satisfied and not, what it says of
 * that, the facts that formulas make, for parameters that the testcase gives.
 */
#include "cli/conformance_formula.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/xml.h"
#include "cli/conformance_output.h"
#include "formula/message.h"

/* --- reading --- */

struct slice
suite_collapse(struct slice text, struct arena *a)
{
	char *s = arena_alloc(a, text.n + 1);
	size_t i, n = 0;

	text = slice_trim(text);
	for (i = 0; i < text.n; i++) {
		if (!is_xml_space(text.s[i]))
			s[n++] = text.s[i];
		else if (!is_xml_space(text.s[i - 1]))
			s[n++] = ' ';
	}
	return (struct slice){ s, n };
}

static struct slice
attribute(struct suite *s, const xmlNode *n, const char *local)
{
	return arena_copy(s->arena, xml_attr(n, NULL, local, s->arena));
}

static uint64_t
number(struct suite *s, const xmlNode *n, const char *local)
{
	struct slice text = attribute(s, n, local);

	return text.s == NULL ? 0 : strtoull(text.s, NULL, 10);
}

static void
read_messages(struct suite *s, struct variation *v, xmlNode *tests)
{
	struct suite_message *m;
	xmlNode *n;

	for (n = xml_element(tests->children); n != NULL;
	    n = xml_element(n->next)) {
		m = VEC_ADD(&v->messages);
		m->id = attribute(s, tests, "assertionID");
		m->lang = arena_copy(s->arena, xml_attr(n,
		    (const char *)XML_XML_NAMESPACE, "lang", s->arena));
		m->satisfied = strcmp((const char *)n->name,
		    "satisfied") == 0;
		m->text = suite_collapse(xml_text(n, s->arena), s->arena);
	}
}

/* A name without a prefix has the default namespace, as of an element. */
static void
read_parameter(struct suite *s, struct variation *v, xmlNode *n)
{
	struct formula_given *g = VEC_ADD(&v->given);
	struct slice ns = SLICE(""), local = SLICE("");

	(void)xml_qname(n, slice_trim(attribute(s, n, "name")), true,
	    s->arena, &ns, &local);
	g->name = slice_of(arena_printf(s->arena, "{%.*s}%.*s",
	    SLICE_ARG(ns), SLICE_ARG(local)));
	g->value = attribute(s, n, "value");
	if (xml_qname(n, slice_trim(attribute(s, n, "datatype")), false,
	    s->arena, &ns, &local) == 0)
		g->type = xp_type_named(local);
}

bool
suite_read_formula(struct suite *s, struct variation *v, xmlNode *n)
{
	const char *local = (const char *)n->name;
	struct suite_counts *c;

	if (strcmp(local, "parameter") == 0) {
		read_parameter(s, v, n);
	} else if (strcmp(local, "messageTests") == 0) {
		read_messages(s, v, n);
	} else if (strcmp(local, "assertionTests") == 0) {
		c = VEC_ADD(&v->counts);
		c->id = attribute(s, n, "assertionID");
		c->satisfied = number(s, n, "countSatisfied");
		c->not_satisfied = number(s, n, "countNotSatisfied");
	} else if (strcmp(local, "instance") == 0 && strcmp(
	    (const char *)n->parent->name, "result") == 0) {
		v->instance = suite_beside(s->arena, v->testcase,
		    slice_trim(xml_text(n, s->arena)));
	} else {
		return false;
	}
	return true;
}

/* --- judging --- */

/* Keeps what an assertion says, in the languages that are asked about. */
static void
listen(void *ctx, const struct evaluation *e)
{
	struct suite_formulas *s = ctx;
	const struct taxonomy *t = e->run->t;
	const struct img_assertion *a = formula_assertion(t, e->assertion);
	struct suite_message m;
	struct buf b = BUF_ANY;
	size_t i;

	if (a == NULL)
		return;
	m.id = formula_assertion_id(t, a);
	m.satisfied = evaluation_is_satisfied(e);
	for (i = 0; i < s->variation->messages.n; i++) {
		const struct suite_message *want =
		    &s->variation->messages.v[i];

		buf_clear(&b);
		if (!slice_eq(want->id, m.id) ||
		    want->satisfied != m.satisfied ||
		    message_text(e, want->lang, &b) != 1)
			continue;
		m.id = want->id;
		m.lang = want->lang;
		m.text = suite_collapse(buf_get(&b), s->arena);
		VEC_PUSH(&s->said, m);
	}
	buf_free(&b);
}

void
suite_formulas_begin(struct suite_formulas *s, const struct variation *v,
    struct judge_options *o, struct arena *a)
{
	*s = (struct suite_formulas){ .variation = v, .arena = a };
	o->formula.given = v->given.v;
	o->formula.n_given = (uint32_t)v->given.n;
	s->listener = (struct formula_watch){ .evaluation = listen,
	    .ctx = s };
	s->watches[0] = &s->listener;
	o->formula.watches = s->watches;
	o->formula.n_watches = v->messages.n > 0;
	s->output = o->formula.output = formula_output_new();
}

void
suite_formulas_end(struct suite_formulas *s)
{
	formula_output_free(s->output);
	VEC_FREE(&s->said);
}

/* The counts of all assertions with that id; false where there is none. */
static bool
counts_of(const struct judged *j, struct slice id, struct suite_counts *c)
{
	const struct taxonomy *t = j->report == NULL ? NULL :
	    j->report->taxonomy;
	const struct img_assertion *row;
	bool found = false;
	uint32_t i;

	*c = (struct suite_counts){ .id = id };
	for (i = 0; i < j->formulas.assertions.n; i++) {
		row = formula_assertion(t, i);
		if (row == NULL || !slice_eq(formula_assertion_id(t, row), id))
			continue;
		c->satisfied += j->formulas.assertions.v[i].satisfied;
		c->not_satisfied += j->formulas.assertions.v[i].not_satisfied;
		found = true;
	}
	return found;
}

static void
compare_counts(const struct variation *v, const struct judged *j,
    char *reason, size_t n)
{
	struct suite_counts got;
	size_t i;

	for (i = 0; i < v->counts.n && reason[0] == '\0'; i++) {
		const struct suite_counts *want = &v->counts.v[i];
		bool found = counts_of(j, want->id, &got);

		if (found && got.satisfied == want->satisfied &&
		    got.not_satisfied == want->not_satisfied)
			continue;
		if (!found)
			snprintf(reason, n, "there is no assertion '%.*s'",
			    SLICE_ARG(want->id));
		else
			snprintf(reason, n, "assertion '%.*s': expected %ju "
			    "satisfied and %ju not, got %ju and %ju",
			    SLICE_ARG(want->id), (uintmax_t)want->satisfied,
			    (uintmax_t)want->not_satisfied,
			    (uintmax_t)got.satisfied,
			    (uintmax_t)got.not_satisfied);
	}
}

static void
compare_messages(const struct suite_formulas *s, char *reason, size_t n)
{
	const struct suite_message *want, *got;
	size_t i, k;

	for (i = 0; i < s->variation->messages.n && reason[0] == '\0'; i++) {
		want = &s->variation->messages.v[i];
		got = NULL;
		for (k = 0; k < s->said.n; k++) {
			const struct suite_message *m = &s->said.v[k];

			if (m->satisfied != want->satisfied ||
			    !slice_eq(m->id, want->id) ||
			    !slice_eq(m->lang, want->lang))
				continue;
			got = m;
			if (slice_eq(m->text, want->text))
				break;
		}
		if (k == s->said.n)
			snprintf(reason, n, "assertion '%.*s' says '%.*s', "
			    "not '%.*s'", SLICE_ARG(want->id),
			    SLICE_ARG(got == NULL ? SLICE("nothing") :
			    got->text), SLICE_ARG(want->text));
	}
}

void
suite_formulas_compare(struct suite_formulas *s, const struct judged *j,
    const struct judge_options *o, char *reason, size_t n)
{
	struct buf b = BUF_ANY;

	compare_counts(s->variation, j, reason, n);
	compare_messages(s, reason, n);
	if (s->variation->instance == NULL || reason[0] != '\0')
		return;
	formula_output_write(&b, s->output, NULL);
	conformance_output(buf_get(&b), s->variation->instance, &o->ingest,
	    reason, n);
	buf_free(&b);
}

void
suite_expect_formulas(struct buf *b, const struct variation *v)
{
	const char *slash = v->instance == NULL ? NULL :
	    strrchr(v->instance, '/');
	size_t i;

	for (i = 0; i < v->counts.n; i++)
		buf_printf(b, ", %.*s %ju/%ju", SLICE_ARG(v->counts.v[i].id),
		    (uintmax_t)v->counts.v[i].satisfied,
		    (uintmax_t)v->counts.v[i].not_satisfied);
	if (v->messages.n > 0)
		buf_printf(b, ", %zu messages", v->messages.n);
	if (v->instance != NULL)
		buf_printf(b, ", %s", slash == NULL ? v->instance : slash + 1);
}
