/*
 * test_xfi.c: the functions of the XBRL function registry: the cases of
 * tests/formula/functions.t.  Each is asked twice: of a report whose tree has
 * not been read, and of one whose tree has.
 */
#include "base/file.h"
#include "base/names.h"
#include "base/uri.h"
#include "formula/xfi.h"
#include "tests/tap.h"
#include "xpath/xpath.h"

#define FOLDER	"tests/formula/"

struct asked {
	struct arena     *arena;
	struct report    *report;
	struct xfi_host  *host;
	struct xp_dynamic d;
};

/* --- the static context --- */

static struct slice
look_up(void *ctx, struct slice prefix)
{
	static const struct { const char *prefix, *ns; } known[] = {
		{ "xfi", NS_XFI }, { "xff", NS_XFF }, { "xs", NS_XSD },
		{ "fn", NS_XPATH_FN }, { "xbrli", NS_XBRLI },
		{ "xbrldi", NS_XBRLDI }, { "link", NS_LINK },
		{ "xlink", NS_XLINK }, { "a", "http://example.org/a" },
	};
	size_t i;

	(void)ctx;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (slice_is(prefix, known[i].prefix))
			return slice_of(known[i].ns);
	return SLICE_NONE;
}

static bool
knows_all(void *ctx, struct slice ns, struct slice local)
{
	(void)ctx, (void)ns, (void)local;
	return true;
}

static bool
declares_all(void *ctx, struct slice ns, struct slice local, bool attribute)
{
	(void)ctx, (void)ns, (void)local, (void)attribute;
	return true;
}

/* --- variables: $f1 is the fact with that id, $now the context --- */

static struct xp_item
named(const struct asked *q, struct slice id)
{
	const struct report *r = q->report;
	uint32_t fact = report_fact_by_id(r, id);
	uint16_t tree = xfi_document(q->host, 0).tree;
	size_t i;

	if (fact != NONE)
		return xfi_fact(q->host, 0, fact);
	for (i = 0; i < r->contexts.n; i++)
		if (slice_eq(report_string(r, r->contexts.v[i].id), id))
			return xp_node(tree, r->contexts.v[i].nodes.context);
	for (i = 0; i < r->units.n; i++)
		if (slice_eq(report_string(r, r->units.v[i].id), id))
			return xp_node(tree, r->units.v[i].node);
	return xp_string(SLICE("?"));
}

static int
evaluate(struct asked *q, struct slice text, struct xp_seq *out,
    struct xp_error *err)
{
	struct xp_static st = { .namespace = look_up,
	    .element_ns = SLICE(""), .libraries = xfi_libraries,
	    .n_libraries = XFI_LIBRARIES, .type = knows_all,
	    .declared = declares_all };
	struct xp_seq slots[16] = { XP_EMPTY };
	struct xp_item document = xfi_document(q->host, 0);
	struct xp_focus focus = { &document, 1, 1 };
	struct buf code = BUF_ANY;
	struct slice kept;
	struct xp_expr e;
	uint32_t i;
	int rc;

	rc = xp_compile(text, &st, &code, q->arena, err);
	kept = rc == -1 ? SLICE("") : arena_copy(q->arena, buf_get(&code));
	buf_free(&code);
	if (rc == -1)
		return -1;
	if (!xp_open(&e, kept) || !xp_open_calls(&e, xfi_libraries,
	    XFI_LIBRARIES) || e.h->n_variables > 16) {
		err->local = SLICE("?");
		return -1;
	}
	for (i = 0; i < e.h->n_variables; i++)
		slots[e.variables[i].slot] = xp_one(named(q,
		    xp_str(&e, e.variables[i].local)));
	return xp_eval(&e, &q->d, &focus, slots, out, err);
}

/* --- what came out, as text --- */

static void
put_error(struct buf *b, const struct xp_error *err)
{
	buf_puts(b, slice_is(err->ns, NS_XFI_ERROR) ? "!xfie:" :
	    slice_is(err->ns, NS_XFF_ERROR) ? "!xffe:" : "!");
	buf_slice(b, err->local);
}

static void
put_value(struct asked *q, const struct xp_seq *s, struct buf *b)
{
	const struct xp_item *v = xp_items(s);
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		if (i > 0)
			buf_char(b, ' ');
		if (v[i].type == XT_QNAME)
			buf_printf(b, "a:%.*s", SLICE_ARG(
			    v[i].u.qname->local));
		else
			buf_slice(b, xp_string_of(&q->d, v[i], q->arena));
	}
}

static bool
begin(struct asked *q, const struct ingest_options *o, bool read)
{
	struct findings *findings = findings_new();
	struct xp_seq out = XP_EMPTY;
	struct xp_error err;
	const char *why = NULL;
	bool good;

	q->arena = arena_new();
	good = ingest_file(&q->report, FOLDER "report.xml", o, findings,
	    q->arena, &why) == 0 && findings_errors(findings) == 0;
	q->host = xfi_host_new();
	q->host->ingest = o;
	q->d = (struct xp_dynamic){ .arena = q->arena, .calls = xfi_calls,
	    .host = q->host };
	if (good)
		good = xfi_host_add(q->host, &q->d, q->report) == 0;
	if (!good)
		printf("Bail out! report.xml: %s\n", why == NULL ?
		    "it has errors" : why);
	if (good && read)
		(void)evaluate(q, SLICE("//*"), &out, &err);
	findings_free(findings);
	return good;
}

static void
end(struct asked *q)
{
	xfi_host_free(q->host);
	xp_dynamic_end(&q->d);
	report_free(q->report);
	arena_free(q->arena);
}

static void
run_case(const struct ingest_options *o, struct slice name,
    struct slice expression, struct slice want)
{
	struct asked q = { .report = NULL };
	struct xp_error err = { .position = 0 };
	struct xp_seq out = XP_EMPTY;
	struct buf got = BUF_ANY;
	int read;

	for (read = 0; read < 2; read++) {
		if (!begin(&q, o, read == 1))
			exit(EXIT_FAILURE);
		buf_clear(&got);
		if (evaluate(&q, expression, &out, &err) == -1)
			put_error(&got, &err);
		else
			put_value(&q, &out, &got);
		if (!ok(slice_eq(buf_get(&got), want),
		    "Function Registry, %.*s%s", SLICE_ARG(name),
		    read ? " (the tree is there)" : ""))
			printf("# got '%.*s', want '%.*s' %.*s\n",
			    SLICE_ARG(buf_get(&got)), SLICE_ARG(want),
			    SLICE_ARG(err.message));
		end(&q);
	}
	buf_free(&got);
}

/* --- the file --- */

static struct slice
next_line(struct slice *rest)
{
	const char *nl = rest->n == 0 ? NULL : memchr(rest->s, '\n', rest->n);
	struct slice line = { rest->s, nl == NULL ? rest->n :
	    (size_t)(nl - rest->s) };

	*rest = slice_from(*rest, line.n + 1);
	return line;
}

/* A case: its name is the first line, the last one what it gives. */
static void
read_case(const struct ingest_options *o, struct slice first,
    struct slice *rest)
{
	struct slice expression = *rest, line, want = SLICE("");
	size_t before;

	for (;;) {
		before = rest->n;
		line = next_line(rest);
		if (before == 0 || line.n == 0)
			break;
		want = line;
	}
	expression.n = (size_t)(want.s - expression.s);
	run_case(o, slice_from(first, 2), expression, want);
}

/* What needs no tree, and one thing that does. */
static void
test_without_tree(const struct ingest_options *o)
{
	static const char *const cheap[] = {
		"$f1 + $f4", "$f10 eq xs:date('2020-02-29')",
		"($f1, $f2)[. gt 1200]", "$f1 is $f2", "data($f8)",
		("sum(xfi:items-in-instance(xfi:xbrl-instance('report.xml'))"
		    "[position() lt 4])"),
		"xfi:period-start(xfi:period($f7))",
		"xfi:identifier-value(xfi:identifier($f1))",
		"xfi:is-instant-period(xfi:context-period(xfi:context($f1)))",
		"xfi:fact-explicit-dimension-value($f4, xs:QName('a:Region'))",
		"xfi:fact-has-typed-dimension($f4, xs:QName('a:Product'))",
		"xfi:decimals($f1)", "xfi:c-equal($f1, $f2)",
		"xfi:v-equal($f1, $f2)", "xfi:duplicate-tuple($t1, $t3)",
		"xfi:unit($f1) is xfi:unit($f3)",
	};
	struct asked q = { .report = NULL };
	struct xp_error err = { .position = 0 };
	struct xp_seq out = XP_EMPTY;
	uint16_t tree;
	size_t i;

	if (!begin(&q, o, false))
		exit(EXIT_FAILURE);
	tree = xfi_document(q.host, 0).tree;
	for (i = 0; i < sizeof(cheap) / sizeof(cheap[0]); i++)
		ok(evaluate(&q, slice_of(cheap[i]), &out, &err) == 0 &&
		    q.d.trees[tree]->rows == NULL, "without a tree: %s",
		    cheap[i]);
	ok(evaluate(&q, SLICE("$f1/@id"), &out, &err) == 0 &&
	    q.d.trees[tree]->rows != NULL, "with one: $f1/@id");
	end(&q);
}

int
main(void)
{
	struct arena *a = arena_new();
	struct ingest_options o = { .resolver = resolver_new(),
	    .nodes = true };
	struct slice rest, line;
	struct file f;
	const char *why;

	if (file_open(&f, FOLDER "functions.t", a, &why) == -1) {
		printf("Bail out! functions.t %s\n", why);
		return EXIT_FAILURE;
	}
	rest = f.bytes;
	while (rest.n > 0) {
		line = next_line(&rest);
		if (slice_starts(line, SLICE("= ")))
			read_case(&o, line, &rest);
	}
	file_close(&f);
	test_without_tree(&o);
	resolver_free(o.resolver);
	arena_free(a);
	return done();
}
