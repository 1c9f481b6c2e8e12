/* judge.c: see judge.h. */
#include "validate/judge.h"

#include "base/file.h"
#include "base/uri.h"
#include "formula/trace.h"

static void
judge_entry(struct judged *out, struct slice entry,
    const struct judge_options *o, struct arena *a)
{
	if (taxonomy_get(&out->taxonomy, &entry, 1, o->ingest.resolver,
	    &o->ingest.taxonomy, a, &out->why) == 0)
		validate_taxonomy(out->taxonomy, &o->validate, out->findings);
}

/* A schema or a linkbase is an entry point of its own. */
static void
judge_taxonomy(struct judged *out, const char *path,
    const struct judge_options *o, struct arena *a)
{
	judge_entry(out, o->ingest.uri.s != NULL ? o->ingest.uri :
	    uri_of_path(a, path), o, a);
}

/* Evaluates the formulas, with one more who watches where a trace is wanted. */
static void
judge_formulas(struct judged *out, const struct judge_options *o,
    struct arena *a)
{
	struct formula_options formula = o->formula;
	const struct formula_watch **watches = arena_alloc(a,
	    (formula.n_watches + 1) * sizeof(struct formula_watch *));
	uint32_t i;

	if (formula.ingest == NULL)
		formula.ingest = &o->ingest;
	for (i = 0; i < formula.n_watches; i++)
		watches[i] = formula.watches[i];
	if (o->trace.n > 0) {
		out->trace = trace_new(o->trace);
		watches[formula.n_watches++] = trace_watch(out->trace);
		formula.watches = watches;
		formula.traced = o->trace;
	}
	formula_run(&out->formulas, out->report, &formula, out->findings);
}

static void
judge_facts(struct judged *out, const struct judge_options *o,
    struct arena *a)
{
	validate_report(out->report, &o->validate, out->findings);
	judge_formulas(out, o, a);
	findings_sort(out->findings);
}

static void
judge_report(struct judged *out, const char *path,
    const struct judge_options *o, struct arena *a)
{
	struct ingest_options options = o->ingest;
	int rc;

	options.layout |= o->validate.filing_rules != FILING_RULES_NONE;
	rc = ingest_file(&out->report, path, &options, out->findings, a,
	    &out->why);

	if (rc == -1)
		return;
	if (rc == 0)
		out->why = NULL;
	if (!o->read_only)
		judge_facts(out, o, a);
}

static const struct taxonomy *
taxonomy_of(const struct judged *j)
{
	return j->report != NULL ? j->report->taxonomy : j->taxonomy;
}

static bool
is_damaged(const struct judged *j)
{
	const struct taxonomy *t = taxonomy_of(j);

	return t != NULL && taxonomy_damaged(t);
}

/* What was wrong with the image in the cache. */
static void
note_refused(struct judged *out, struct arena *a)
{
	const struct taxonomy *t = taxonomy_of(out);
	const char *refused = t == NULL ? NULL : taxonomy_refused(t);

	if (refused != NULL)
		out->note = arena_printf(a, "the image in the cache was not "
		    "used, and is made afresh: %s", refused);
}

/* What the document is; -1 with out->why where it cannot be opened. */
static int
sniff(struct judged *out, const char *path, const struct judge_options *o,
    struct arena *a, enum document_form *form)
{
	struct file f;

	if (o->ingest.bytes.s != NULL) {
		*form = ingest_sniff(o->ingest.bytes);
		return 0;
	}
	if (file_open(&f, path, a, &out->why) == -1)
		return -1;
	*form = ingest_sniff(f.bytes);
	file_close(&f);
	return 0;
}

/* 2 where there was nothing to judge, else 0. */
static int
judge_once(struct judged *out, const char *path,
    const struct judge_options *o, struct arena *a)
{
	enum document_form form;

	*out = (struct judged){ .path = path, .findings = findings_new() };
	if (strstr(path, "://") != NULL) {	/* an entry point by its URI */
		judge_entry(out, slice_of(path), o, a);
		return 0;
	}
	if (sniff(out, path, o, a, &form) == -1)
		return 2;
	if (o->ingest.resolver != NULL)
		resolver_about(o->ingest.resolver, path);
	if (o->reports_only && form == FORM_SCHEMA)
		out->why = "is a schema, not a report";
	else if (o->reports_only && form == FORM_LINKBASE)
		out->why = "is a linkbase, not a report";
	else if (form == FORM_SCHEMA || form == FORM_LINKBASE)
		judge_taxonomy(out, path, o, a);
	else
		judge_report(out, path, o, a);
	return 0;
}

int
judge_file(struct judged *out, const char *path,
    const struct judge_options *o, struct arena *a)
{
	struct judge_options again = *o;

	if (judge_once(out, path, o, a) != 0)
		return 2;
	if (is_damaged(out) && o->ingest.taxonomy.image == NULL) {
		judged_free(out);
		again.ingest.taxonomy.afresh = true;
		if (judge_once(out, path, &again, a) != 0)
			return 2;
	}
	findings_sort(out->findings);
	note_refused(out, a);
	if (is_damaged(out))
		out->why = "the taxonomy image is damaged";
	if (out->why != NULL)
		return 2;
	return findings_errors(out->findings) > 0 ? 1 : 0;
}

void
judged_free(struct judged *j)
{
	formula_result_free(&j->formulas);
	trace_free(j->trace);
	report_free(j->report);
	taxonomy_close(j->taxonomy);
	findings_free(j->findings);
	*j = (struct judged){ .path = NULL };
}
