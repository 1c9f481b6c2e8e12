/*
 * case_wants.h: what a case of tests/cases expects beside the codes of its
 * findings: sentences and calculations, how often assertions hold, the facts that
 * formulas make; and what every finding owes: a value for each {name} of its
 * sentences.  For test_cases.c, which has the arena.
 */
#ifndef TESTS_CASE_WANTS_H
#define TESTS_CASE_WANTS_H

#include "base/finding_rule.h"
#include "cli/conformance_output.h"
#include "formula/output.h"
#include "taxonomy/formula.h"
#include "tests/folder.h"
#include "validate/judge.h"

/* What some finding has to say. */
struct saying {
	bool         explains;	/* as its calculation; else as its sentence */
	enum lang    lang;
	struct slice severity;	/* of a sentence */
	struct slice text;
};

/* How often an assertion is satisfied and not. */
struct counted {
	struct slice id, satisfied, not_satisfied;
};

#define WANTS_MADE	"made.xbrl"	/* the report that formulas make */

struct wants {
	VEC(struct saying)  sayings;
	VEC(struct counted) counts;
	bool                makes;	/* WANTS_MADE is among the files */
	struct buf          complaints;	/* lines of TAP comments */
};

static inline void
wants_begin(struct wants *w)
{
	w->sayings.n = w->counts.n = 0;
	w->makes = false;
}

static inline void
wants_free(struct wants *w)
{
	VEC_FREE(&w->sayings);
	VEC_FREE(&w->counts);
	buf_free(&w->complaints);
}

/* --- what every finding owes --- */

/* Whether a finding has a value for every {name} of a sentence. */
static bool
is_filled(const struct finding *f, const char *text)
{
	const char *open, *close;
	uint32_t i;

	for (; (open = strchr(text, '{')) != NULL; text = close) {
		if ((close = strchr(open, '}')) == NULL)
			return false;
		for (i = 0; i < f->n_args; i++)
			if (strlen(f->args[i].name) ==
			    (size_t)(close - open - 1) && memcmp(
			    f->args[i].name, open + 1,
			    (size_t)(close - open - 1)) == 0)
				break;
		/* The renderers take {fact} and {value} from the fact. */
		if (i == f->n_args && f->n_facts == 0)
			return false;
		if (i == f->n_args && strncmp(open, "{fact}", 6) != 0 &&
		    strncmp(open, "{value}", 7) != 0)
			return false;
	}
	return true;
}

/* The key of a finding that says "?" somewhere, or NULL. */
static const char *
unfilled(const struct findings *fs)
{
	uint32_t i;

	for (i = 0; i < findings_count(fs); i++) {
		const struct finding *f = findings_get(fs, i);
		const struct message *m = message_of(f->code);

		if (!is_filled(f, m->text[LANG_NL]) ||
		    !is_filled(f, m->text[LANG_EN]) ||
		    !is_filled(f, m->help[LANG_NL]) ||
		    !is_filled(f, m->help[LANG_EN]))
			return m->key;
	}
	return NULL;
}

/* --- what findings say --- */

static bool
says(const struct finding *f, const struct saying *want)
{
	struct buf b = BUF_ANY;
	bool same;

	if (want->explains)
		(void)finding_explain(&b, f, want->lang);
	else
		finding_text(&b, f, want->lang);
	same = b.n > 0 && slice_eq(buf_get(&b), want->text) &&
	    (want->explains ||
	    slice_is(want->severity, severity_name(f->severity)));
	buf_free(&b);
	return same;
}

/* The first saying that no finding has, or NULL. */
static const struct saying *
unheard(const struct wants *w, const struct findings *fs)
{
	uint32_t k;
	size_t i;

	for (i = 0; i < w->sayings.n; i++) {
		for (k = 0; k < findings_count(fs); k++)
			if (says(findings_get(fs, k), &w->sayings.v[i]))
				break;
		if (k == findings_count(fs))
			return &w->sayings.v[i];
	}
	return NULL;
}

/* Prints what is wanted, and what findings say instead. */
static void
tell_unheard(struct buf *out, const struct saying *want,
    const struct findings *fs)
{
	struct buf b = BUF_ANY;
	uint32_t i;

	buf_printf(out, "# no finding says %.*s '%.*s'\n", SLICE_ARG(want->severity),
	    SLICE_ARG(want->text));
	for (i = 0; i < findings_count(fs); i++) {
		const struct finding *f = findings_get(fs, i);

		buf_clear(&b);
		if (want->explains)
			(void)finding_explain(&b, f, want->lang);
		else
			finding_text(&b, f, want->lang);
		buf_printf(out, "# but %s '%.*s'\n", severity_name(f->severity),
		    SLICE_ARG(buf_get(&b)));
	}
	buf_free(&b);
}

/* --- what formulas make, and how often assertions hold --- */

/* NULL where they are as wanted. */
static const char *
wrong_counts(const struct wants *w, const struct judged *j)
{
	const struct taxonomy *t = j->report == NULL ? NULL :
	    j->report->taxonomy;
	size_t i, k;

	for (i = 0; i < w->counts.n; i++) {
		const struct counted *want = &w->counts.v[i];
		const char *got = "there is no such assertion";

		for (k = 0; k < j->formulas.assertions.n; k++)
			if (slice_eq(formula_assertion_id(t,
			    formula_assertion(t, (uint32_t)k)), want->id))
				break;
		if (k < j->formulas.assertions.n)
			got = arena_printf(arena, "%ju %ju", (uintmax_t)
			    j->formulas.assertions.v[k].satisfied, (uintmax_t)
			    j->formulas.assertions.v[k].not_satisfied);
		if (strcmp(got, arena_printf(arena, "%.*s %.*s",
		    SLICE_ARG(want->satisfied),
		    SLICE_ARG(want->not_satisfied))) != 0)
			return arena_printf(arena, "%.*s: %s",
			    SLICE_ARG(want->id), got);
	}
	return NULL;
}

static const char *
wrong_facts(const struct wants *w, const struct judge_options *o,
    const char *in)
{
	char reason[2000];
	struct buf b = BUF_ANY;

	reason[0] = '\0';
	if (w->makes) {
		formula_output_write(&b, o->formula.output, NULL);
		conformance_output(buf_get(&b), arena_printf(arena, "%s/"
		    WANTS_MADE, in), &o->ingest, reason, sizeof(reason));
	}
	buf_free(&b);
	return reason[0] == '\0' ? NULL : arena_string(arena, reason);
}

/* Whether all is as wanted; what is not is said by wants_tell. */
static bool
wants_met(struct wants *w, const struct judged *j,
    const struct judge_options *o, const char *in)
{
	const struct saying *silent = unheard(w, j->findings);
	const char *unsaid = unfilled(j->findings);
	const char *wrong = wrong_counts(w, j);

	if (w->complaints.max == 0)
		w->complaints = BUF_ANY;
	buf_clear(&w->complaints);
	if (wrong == NULL)
		wrong = wrong_facts(w, o, in);
	if (silent != NULL)
		tell_unheard(&w->complaints, silent, j->findings);
	if (wrong != NULL)
		buf_printf(&w->complaints, "# %s\n", wrong);
	if (unsaid != NULL)
		buf_printf(&w->complaints, "# %s: a {name} of it has no "
		    "value\n", unsaid);
	return w->complaints.n == 0;
}

static inline void
wants_tell(const struct wants *w)
{
	if (w->complaints.n > 0)
		printf("%s", w->complaints.s);
}

#endif
