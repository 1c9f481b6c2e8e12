/*
 * conformance_function_run.c: running a case of the function registry.
 *
 * A case about a report has that report's DTS and its document as context item;
 * one about a DTS alone has that of its schemas and linkbases, and no context
 * item.  The tests see the result as $result.
 */
#include <string.h>

#include "base/names.h"
#include "base/uri.h"
#include "cli/conformance_function.h"
#include "formula/xfi.h"

struct run {
	const struct function_case *c;
	const struct ingest_options *ingest;
	struct arena      *arena;
	struct report     *report;
	struct taxonomy   *taxonomy;	/* where there is no report: owned */
	struct xfi_host   *host;
	struct xp_dynamic  d;
	const char        *why;		/* it could not be run at all */
};

/* --- what it is about --- */

static void
open_report(struct run *r)
{
	struct findings *ignored = findings_new();
	int rc = ingest_file(&r->report, r->c->instance, r->ingest, ignored,
	    r->arena, &r->why);

	if (rc == 0)
		r->why = NULL;
	else
		r->why = arena_printf(r->arena, "%s: %s", r->c->instance,
		    r->why);
	if (rc != -1 && xfi_host_add(r->host, &r->d, r->report) == -1)
		r->why = "no room for the report";
	findings_free(ignored);
}

static void
open_taxonomy(struct run *r)
{
	struct slice *entries = arena_alloc(r->arena,
	    (r->c->dts.n + 1) * sizeof(*entries));
	size_t i;

	for (i = 0; i < r->c->dts.n; i++)
		entries[i] = uri_of_path(r->arena, r->c->dts.v[i]);
	if (taxonomy_get(&r->taxonomy, entries, r->c->dts.n,
	    r->ingest->resolver, &r->ingest->taxonomy, r->arena,
	    &r->why) == 0)
		r->why = NULL;
	r->host->taxonomy = r->taxonomy;
}

/* --- expressions --- */

static struct slice
look_up(void *ctx, struct slice prefix)
{
	const struct function_text *t = ctx;
	size_t i;

	for (i = 0; i < t->n_prefixes; i++)
		if (slice_eq(t->prefixes[i].prefix, prefix))
			return t->prefixes[i].ns;
	return slice_is(prefix, "xs") ? SLICE(NS_XSD) :
	    slice_is(prefix, "fn") ? SLICE(NS_XPATH_FN) :
	    slice_is(prefix, "xml") ? SLICE(NS_XML) : SLICE_NONE;
}

static const struct taxonomy *
taxonomy_of(const struct run *r)
{
	return r->report != NULL ? r->report->taxonomy : r->taxonomy;
}

struct scope {
	const struct function_text *text;
	const struct run *r;
};

static struct slice
scope_look_up(void *ctx, struct slice prefix)
{
	const struct scope *s = ctx;

	return look_up((void *)(uintptr_t)s->text, prefix);
}

static bool
knows_type(void *ctx, struct slice ns, struct slice local)
{
	const struct taxonomy *t = taxonomy_of(((struct scope *)ctx)->r);
	const struct img_name *n = t == NULL ? NULL :
	    taxonomy_name(t, taxonomy_find_name(t, ns, local));

	return n != NULL && n->type != NONE;
}

static bool
knows_name(void *ctx, struct slice ns, struct slice local, bool attribute)
{
	const struct taxonomy *t = taxonomy_of(((struct scope *)ctx)->r);
	const struct img_name *n = t == NULL ? NULL :
	    taxonomy_name(t, taxonomy_find_name(t, ns, local));

	return n != NULL && (attribute ? n->attribute : n->element) != NONE;
}

/* 0, or -1 with *err; `result` is the value of $result, or NULL. */
static int
evaluate(struct run *r, const struct function_text *t,
    const struct xp_seq *result, struct xp_seq *out, struct xp_error *err)
{
	struct scope scope = { t, r };
	struct xp_static st = { .namespace = scope_look_up, .ctx = &scope,
	    .element_ns = SLICE(""), .function_ns = SLICE_NONE,
	    .libraries = xfi_libraries, .n_libraries = XFI_LIBRARIES,
	    .type = knows_type, .declared = knows_name };
	struct xp_focus focus = { .position = 1, .size = 1 };
	struct xp_item document;
	struct xp_seq slots[8] = { XP_EMPTY };
	struct buf code = BUF_ANY;
	struct xp_expr e;
	uint32_t i;
	int rc = -1;

	if (xp_compile(t->text, &st, &code, r->arena, err) == -1)
		goto out;
	if (!xp_open(&e, (struct slice){ arena_copy(r->arena,
	    buf_get(&code)).s, code.n }) ||
	    !xp_open_calls(&e, xfi_libraries, XFI_LIBRARIES) ||
	    e.h->n_variables > sizeof(slots) / sizeof(slots[0])) {
		*err = (struct xp_error){ .local = SLICE("XPST0003"),
		    .message = SLICE("it cannot be opened again") };
		goto out;
	}
	for (i = 0; i < e.h->n_variables && result != NULL; i++)
		slots[e.variables[i].slot] = *result;
	if (r->report != NULL) {
		document = xfi_document(r->host, 0);
		focus.item = &document;
	}
	rc = xp_eval(&e, &r->d, &focus, slots, out, err);
 out:
	buf_free(&code);
	return rc;
}

/* --- the verdict --- */

static bool
is_expected(const struct variation *v, const struct xp_error *err)
{
	const struct suite_error e = { err->ns, err->local };

	return suite_has_error(v->errors.v, v->errors.n, &e);
}

/* Whether every test holds. */
static bool
judge_tests(struct run *r, const struct xp_seq *result, struct buf *actual,
    struct buf *reason)
{
	struct xp_error err = { .position = 0 };
	struct xp_seq truth;
	size_t i;
	int rc;

	for (i = 0; i < r->c->tests.n; i++) {
		rc = evaluate(r, &r->c->tests.v[i], result, &truth, &err);
		if (rc == 0)
			rc = xp_truth(&truth, &err);
		if (rc == 1)
			continue;
		buf_puts(actual, rc == 0 ? "a test that is false" :
		    "a test that fails");
		if (rc == -1)
			buf_printf(reason, "%.*s: %.*s",
			    SLICE_ARG(err.local), SLICE_ARG(err.message));
		return false;
	}
	return true;
}

static void
put_items(struct run *r, const struct xp_seq *s, struct buf *b)
{
	uint32_t i;

	buf_printf(b, "; %u:", s->n);
	for (i = 0; i < s->n && i < 10; i++)
		buf_printf(b, " %.*s", SLICE_ARG(slice_trim(xp_string_of(
		    &r->d, xp_items(s)[i], r->arena))));
}

static bool
judge(struct run *r, const struct variation *v, struct buf *actual,
    struct buf *reason)
{
	struct xp_error err = { .position = 0 };
	struct xp_seq result = XP_EMPTY;

	if (evaluate(r, &r->c->call, NULL, &result, &err) == -1) {
		buf_printf(actual, "%.*s", SLICE_ARG(err.local));
		buf_printf(reason, "%.*s", SLICE_ARG(err.message));
		return is_expected(v, &err);
	}
	if (v->errors.n > 0) {
		buf_puts(actual, "a result");
		put_items(r, &result, reason);
		return false;
	}
	if (judge_tests(r, &result, actual, reason)) {
		buf_puts(actual, "valid");
		return true;
	}
	put_items(r, &result, reason);
	return false;
}

bool
function_run(const struct variation *v, const struct ingest_options *ingest,
    struct buf *actual, struct buf *reason)
{
	struct run r = { .c = v->function, .ingest = ingest };
	bool passed = false;

	r.arena = arena_new();
	r.host = xfi_host_new();
	r.host->ingest = ingest;
	r.d = (struct xp_dynamic){ .arena = r.arena, .calls = xfi_calls,
	    .host = r.host };
	if (r.c->instance != NULL)
		open_report(&r);
	else if (r.c->dts.n > 0)
		open_taxonomy(&r);
	if (r.why != NULL)
		buf_puts(reason, r.why);
	else
		passed = judge(&r, v, actual, reason);
	xfi_host_free(r.host);
	xp_dynamic_end(&r.d);
	report_free(r.report);
	taxonomy_close(r.taxonomy);
	arena_free(r.arena);
	return passed;
}
