/* report.c: see report.h. */
#include "formula/report.h"

#include "base/finding_rule.h"
#include "base/hash.h"
#include "base/names.h"
#include "base/reason.h"
#include "formula/explain.h"

struct findings_told {
	struct table table;		/* by hash of where and what */
};

struct findings_told *
findings_told_new(void)
{
	return mem_calloc(1, sizeof(struct findings_told));
}

void
findings_told_free(struct findings_told *t)
{
	if (t == NULL)
		return;
	table_free(&t->table);
	mem_free(t);
}

/* Whether it is the first time. */
static bool
is_new(struct formula_run *run, uint64_t where, const struct xp_error *err)
{
	uint64_t key = hash_mix(hash_bytes(err->local.s, err->local.n,
	    hash_salt()), where);

	if (table_find_int(&run->told->table, key) != NONE)
		return false;
	table_add_int(&run->told->table, key, 0);
	return true;
}

/* --- errors --- */

static const struct { const char *ns, *prefix; } prefixes[] = {
	{ NS_XPATH_ERROR, "err" },
	{ NS_XFI_ERROR, "xfie" },
	{ NS_XFF_ERROR, "xffe" },
	{ "http://xbrl.org/2008/variable/error", "xbrlve" },
	{ "http://xbrl.org/2008/formula/error", "xbrlfe" },
	{ "http://xbrl.org/2008/filter/match/error", "xbrlmfe" },
};

static const char *
prefix_of(struct slice ns)
{
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (slice_is(ns, prefixes[i].ns))
			return prefixes[i].prefix;
	return NULL;
}

/* The row of the catalogue; that for any other error where it has none. */
static enum finding_code
code_for(struct formula_run *run, const struct xp_error *err)
{
	const char *prefix = prefix_of(err->ns);
	enum finding_code code = FINDING_CODES;

	if (slice_is(err->local, "XPathLimit"))
		return F_rek_XPathLimit;
	if (err->of_node)
		return F_err_FORG0001_Value;
	if (prefix != NULL)
		code = code_of(slice_of(arena_printf(run->scratch, "%s:%.*s",
		    prefix, SLICE_ARG(err->local))));
	return code == FINDING_CODES ? F_formula_ExpressionError : code;
}

/* The code as people write it: with its namespace where it has no prefix. */
static const char *
code_text(struct formula_run *run, const struct xp_error *err)
{
	const char *prefix = prefix_of(err->ns);

	if (prefix != NULL)
		return arena_printf(run->scratch, "%s:%.*s", prefix,
		    SLICE_ARG(err->local));
	return arena_printf(run->scratch, "{%.*s}%.*s", SLICE_ARG(err->ns),
	    SLICE_ARG(err->local));
}

static struct place
place_of(const struct taxonomy *t, uint32_t document, uint32_t line)
{
	const struct img_document *d = taxonomy_document(t, document);

	return (struct place){ .file = d == NULL ? NULL :
	    taxonomy_text(t, d->uri).s, .line = line };
}

/* Of a resource, or nowhere (NULL). */
static struct place
place_at(const struct taxonomy *t, const struct img_resource *r)
{
	struct place nowhere = { .file = NULL };

	return r == NULL ? nowhere : place_of(t, r->document, r->line);
}

static void
add_error(struct formula_run *run, struct place place, struct slice what,
    const struct xp_error *err)
{
	struct arena_mark mark = arena_mark(run->scratch);
	struct finding *f = finding_add(run->findings, code_for(run, err),
	    place);
	struct slice reason = err->message;

	if (reason.n == 0)
		reason = err->local;
	finding_arg(f, "expression", slice_trim(what));
	finding_arg(f, "reason", reason_bare(reason));
	finding_arg(f, "code", slice_of(code_text(run, err)));
	arena_reset(run->scratch, mark);
}

void
run_report_error(struct formula_run *run, uint32_t expression,
    const struct xp_error *err)
{
	const struct img_expression *e = formula_expression(run->t,
	    expression);

	if (err->local.n == 0 || e == NULL || !is_new(run, expression, err))
		return;
	add_error(run, place_of(run->t, e->document, e->line),
	    formula_text(run->t, e->source), err);
}

void
run_report_error_at(struct formula_run *run, uint32_t resource,
    const struct xp_error *err)
{
	const struct img_resource *r = taxonomy_resource(run->t, resource);

	if (err->local.n == 0 || r == NULL ||
	    !is_new(run, (uint64_t)1 << 32 | resource, err))
		return;
	add_error(run, place_of(run->t, r->document, r->line),
	    formula_text(run->t, r->id), err);
}

void
report_parameter_error(struct formula_run *run, uint32_t parameter,
    const struct xp_error *err)
{
	const struct img_parameter *p = formula_parameter_row(run->t,
	    parameter);
	const struct img_name *n = taxonomy_name(run->t, p->name);
	const struct img_resource *r = taxonomy_resource(run->t, p->resource);

	if (err->local.n == 0 || n == NULL)
		return;
	add_error(run, place_at(run->t, r), taxonomy_text(run->t, n->local),
	    err);
}

struct slice
report_parameter_name(const struct formula_run *run, uint32_t parameter)
{
	const struct img_parameter *p = formula_parameter_row(run->t,
	    parameter);
	const struct img_name *n = p == NULL ? NULL :
	    taxonomy_name(run->t, p->name);

	return n == NULL ? SLICE("?") : taxonomy_text(run->t, n->local);
}

/* --- sets --- */

struct slice
report_set_name(const struct taxonomy *t, const struct img_variable_set *s)
{
	const struct img_resource *r = taxonomy_resource(t, s->resource);
	const struct img_name *n = r == NULL ? NULL :
	    taxonomy_name(t, r->name);

	if (r != NULL && r->id.len > 0)
		return formula_text(t, r->id);
	return n == NULL ? SLICE("") : taxonomy_text(t, n->local);
}

static struct finding *
set_finding(struct formula_run *run, enum finding_code code,
    const struct img_variable_set *s)
{
	const struct img_resource *r = taxonomy_resource(run->t, s->resource);
	struct finding *f = finding_add(run->findings, code,
	    place_at(run->t, r));

	finding_arg(f, "assertion", report_set_name(run->t, s));
	return f;
}

void
report_limit(struct formula_run *run, const struct img_variable_set *s)
{
	(void)set_finding(run, F_formula_TooMuchWork, s);
}

void
report_unsupported(struct formula_run *run, const struct img_variable_set *s,
    enum finding_code code, struct slice of)
{
	struct finding *f = set_finding(run, code, s);

	if (of.n > 0)
		finding_arg(f, code == F_formula_CustomFilter ? "filter" :
		    "instance", of);
}

/* --- assertions --- */

/* For how many evaluations it stands beside itself. */
static uint64_t
duplicates(const struct evaluation *e)
{
	return e->outcome == OUTCOME_UNSATISFIED ? e->weight - 1 : 0;
}

void
report_unsatisfied(const struct evaluation *e)
{
	struct formula_run *run = e->run;
	uint32_t most = run->options->max_findings != 0 ?
	    run->options->max_findings : FORMULA_MAX_FINDINGS;

	if (run->options->no_findings || e->assertion == NONE)
		return;
	if (run->named_of != e->assertion)
		run->named = 0;
	run->named_of = e->assertion;
	if (run->named < most)
		run->last = explain_unsatisfied(e);
	if (run->last != NULL && run->last->rule != NULL)
		run->last->rule->more += duplicates(e) +
		    (run->named >= most);
	run->named++;
}
