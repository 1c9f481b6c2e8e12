/*
 * conformance_qt3_run.c: evaluates a case of the QT3 suite.
 *
 * (1) A document is read once in a process and kept for all cases; its number
 *     in an evaluation is its place among the trees that were asked for.
 * (2) Documents are those of the environment and the files below the folder of
 *     the suite; nothing comes from elsewhere.
 * (3) The clock stands still, in UTC.
 */
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/uri.h"
#include "cli/conformance_qt3_eval.h"
#include "xpath/eval.h"

#define STEPS		UINT64_C(200000000)	/* of one expression */
#define MEMORY		((size_t)512 << 20)
#define MAX_TREES	1000			/* of one case */
#define MAX_ITEMS	20			/* that are shown */
#define NS_LOCAL	"http://www.w3.org/2005/xquery-local-functions"

/* --- documents --- */

struct document {
	const char     *path;
	struct slice    uri;
	struct xp_tree *tree;		/* NULL: cannot be read */
	const char     *why;
};

struct qt3_cache {
	struct arena *arena;
	VEC(struct document) documents;
};

struct qt3_cache *
qt3_cache_new(void)
{
	struct qt3_cache *c = mem_calloc(1, sizeof(*c));

	c->arena = arena_new();
	return c;
}

void
qt3_cache_free(struct qt3_cache *c)
{
	size_t i;

	if (c == NULL)
		return;
	for (i = 0; i < c->documents.n; i++)
		xp_tree_free(c->documents.v[i].tree);
	VEC_FREE(&c->documents);
	arena_free(c->arena);
	mem_free(c);
}

static void
read_document(struct qt3_cache *c, struct document *d)
{
	struct xp_tree_error err = { .message = NULL };
	struct file f;

	if (file_open(&f, d->path, c->arena, &d->why) == -1)
		return;
	d->tree = xp_tree_read_dtd(f.bytes, d->uri, NULL, c->arena, &err);
	if (d->tree == NULL)
		d->why = err.message;
	file_close(&f);
}

/* The document of a file that is known by a URI. */
static const struct document *
document_at(struct qt3_cache *c, const char *path, struct slice uri)
{
	struct document *d;
	size_t i;

	for (i = 0; i < c->documents.n; i++) {
		d = &c->documents.v[i];
		if (strcmp(d->path, path) == 0 && slice_eq(d->uri, uri))
			return d;
	}
	d = VEC_ADD(&c->documents);
	d->path = arena_string(c->arena, path);
	d->uri = arena_copy(c->arena, uri);
	read_document(c, d);
	return d;
}

/* Whether a path is below the folder of the suite (2). */
static bool
is_inside(const char *path, const char *root)
{
	size_t n = strlen(root);

	return strncmp(path, root, n) == 0 && path[n] == '/';
}

/* The number of a document in this evaluation; -1 where there is none. */
static int
number_of(struct qt3_eval *ev, const char *path, struct slice uri)
{
	const struct document *d;
	int i;

	if (!is_inside(path, ev->c->root))
		return -1;
	d = document_at(ev->cache, path, uri);
	if (d->tree == NULL) {
		if (ev->reason->n == 0)
			buf_printf(ev->reason, "%s: %s", path,
			    d->why == NULL ? "cannot be read" : d->why);
		return -1;
	}
	for (i = 0; i < ev->d.n_trees; i++)
		if (ev->d.trees[i] == d->tree)
			return i;
	return ev->d.n_trees >= MAX_TREES ? -1 : xp_add_tree(&ev->d, d->tree);
}

static int
number_of_source(struct qt3_eval *ev, const struct qt3_source *s)
{
	return number_of(ev, s->path, s->uri.s != NULL ? s->uri :
	    uri_of_path(ev->arena, s->path));
}

/* fn:doc: a source by its URI, or a file of the suite by its own. */
static int
open_document(struct xp_dynamic *d, struct slice uri)
{
	struct qt3_eval *ev = d->host;
	const struct qt3_environment *e = ev->c->environment;
	const struct qt3_collection *c;
	const struct qt3_source *s;
	const char *path;

	for (s = e == NULL ? NULL : e->sources; s != NULL; s = s->next)
		if (s->uri.s != NULL && slice_eq(s->uri, uri))
			return number_of_source(ev, s);
	for (c = e == NULL ? NULL : e->collections; c != NULL; c = c->next)
		for (s = c->sources; s != NULL; s = s->next)
			if (s->uri.s != NULL && slice_eq(s->uri, uri))
				return number_of_source(ev, s);
	path = uri_to_path(ev->arena, uri);
	return path == NULL ? -1 : number_of(ev, path, uri);
}

static int
open_collection(struct xp_dynamic *d, struct slice uri, struct xp_seq *out)
{
	struct qt3_eval *ev = d->host;
	const struct qt3_environment *e = ev->c->environment;
	const struct qt3_collection *c = e == NULL ? NULL : e->collections;
	const struct qt3_source *s;
	int i;

	while (c != NULL && !slice_eq(c->uri, uri))
		c = c->next;
	if (c == NULL)
		return -1;
	for (s = c->sources; s != NULL; s = s->next) {
		if ((i = number_of_source(ev, s)) == -1)
			return -1;
		xp_add(out, xp_node((uint16_t)i, 0), ev->arena);
	}
	return 0;
}

/* --- the static context --- */

/* The suite's own name for a collation that is blind to case, for letters of
 * ASCII in the order of the English alphabet. */
static struct slice
collation_of(struct xp_dynamic *d, struct slice uri)
{
	(void)d;
	return slice_is(uri, NS_QT3 "/collation/caseblind") ?
	    SLICE("http://www.w3.org/2013/collation/UCA?"
	    "lang=en;strength=secondary") : SLICE_NONE;
}

static struct slice
namespace_of(void *ctx, struct slice prefix)
{
	static const struct { const char *prefix, *uri; } known[] = {
		{ "xml", NS_XML },
		{ "xs", NS_XSD },
		{ "xsi", NS_XSI },
		{ "fn", NS_XPATH_FN },
		{ "err", NS_XPATH_ERROR },
		{ "local", NS_LOCAL },
	};
	const struct qt3_eval *ev = ctx;
	const struct qt3_environment *e = ev->c->environment;
	const struct qt3_namespace *n;
	size_t i;

	for (n = e == NULL ? NULL : e->namespaces; n != NULL; n = n->next)
		if (slice_eq(n->prefix, prefix))
			return n->uri;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (slice_is(prefix, known[i].prefix))
			return slice_of(known[i].uri);
	return SLICE_NONE;
}

static struct qt3_variable *
variable_of(const struct qt3_eval *ev, struct slice ns, struct slice local)
{
	struct qt3_variable *v;

	for (v = ev->variables; v != NULL; v = v->next)
		if (slice_eq(v->ns, ns) && slice_eq(v->local, local))
			return v;
	return NULL;
}

static bool
is_variable(void *ctx, struct slice ns, struct slice local)
{
	return variable_of(ctx, ns, local) != NULL;
}

static void
add_variable(struct qt3_eval *ev, struct slice ns, struct slice local,
    struct xp_seq value)
{
	struct qt3_variable *v = arena_alloc(ev->arena, sizeof(*v));

	v->ns = ns;
	v->local = local;
	v->value = value;
	v->next = ev->variables;
	ev->variables = v;
}

/* --- evaluating --- */

static int
compile(struct qt3_eval *ev, struct slice source, struct xp_expr *e,
    struct xp_error *err)
{
	struct buf b = BUF_ANY;
	char *bytes;
	int rc;

	rc = xp_compile(source, &ev->st, &b, ev->arena, err);
	if (rc == 0) {		/* its strings may end up in the result */
		bytes = arena_alloc(ev->arena, b.n);
		if (b.n > 0)
			memcpy(bytes, b.s, b.n);
		if (!xp_open(e, (struct slice){ bytes, b.n })) {
			err->local = SLICE("");
			err->message = SLICE("the compiled expression is "
			    "damaged");
			rc = -1;
		}
	}
	buf_free(&b);
	return rc;
}

int
qt3_evaluate(struct qt3_eval *ev, struct slice source,
    const struct xp_focus *focus, struct xp_seq *out, struct xp_error *err)
{
	const struct qt3_variable *v;
	struct xp_seq *slots;
	struct xp_expr e;
	uint32_t i;

	if (compile(ev, source, &e, err) != 0)
		return -1;
	slots = arena_alloc(ev->arena, e.h->n_variables * sizeof(*slots));
	for (i = 0; i < e.h->n_variables; i++) {
		v = variable_of(ev, xp_str(&e, e.variables[i].ns),
		    xp_str(&e, e.variables[i].local));
		if (v != NULL)
			slots[e.variables[i].slot] = v->value;
	}
	ev->d.steps = 0;
	return xp_eval(&e, &ev->d, focus, slots, out, err);
}

/* The variables and the context item; false with the reason said. */
static bool
set_up(struct qt3_eval *ev, struct xp_focus *focus, struct xp_item *item)
{
	const struct qt3_environment *e = ev->c->environment;
	const struct qt3_source *s;
	const struct qt3_param *p;
	struct xp_seq value;
	int i;

	for (s = e == NULL ? NULL : e->sources; s != NULL; s = s->next) {
		if (!s->context && s->variable.s == NULL)
			continue;
		if ((i = number_of_source(ev, s)) == -1)
			return false;
		if (s->context) {
			*item = xp_node((uint16_t)i, 0);
			*focus = (struct xp_focus){ item, 1, 1 };
		} else {
			add_variable(ev, SLICE(""), s->variable,
			    xp_one(xp_node((uint16_t)i, 0)));
		}
	}
	for (p = e == NULL ? NULL : e->params; p != NULL; p = p->next) {
		if (qt3_evaluate(ev, p->select, focus, &value,
		    &ev->error) == -1)
			return false;
		add_variable(ev, p->ns, p->local, value);
	}
	if (e != NULL && e->context.s != NULL) {
		if (qt3_evaluate(ev, e->context, focus, &value,
		    &ev->error) == -1 || value.n != 1)
			return false;
		*item = xp_items(&value)[0];
		*focus = (struct xp_focus){ item, 1, 1 };
	}
	return true;
}

static void
begin(struct qt3_eval *ev, const struct qt3_case *c, struct qt3_cache *cache)
{
	const struct qt3_environment *e = c->environment;

	ev->c = c;
	ev->cache = cache;
	ev->arena = arena_new();
	ev->st.namespace = namespace_of;
	ev->st.variable = is_variable;
	ev->st.ctx = ev;
	ev->st.element_ns = namespace_of(ev, SLICE(""));
	if (ev->st.element_ns.s == NULL)
		ev->st.element_ns = SLICE("");
	ev->d.arena = ev->arena;
	ev->d.document = open_document;
	ev->d.collection = open_collection;
	ev->d.collation = collation_of;
	ev->d.host = ev;
	ev->d.base_uri = e != NULL && e->has_base ? e->base : c->base;
	ev->d.default_collation = e == NULL ? SLICE_NONE : e->collation;
	ev->d.now = (struct xp_time){ .year = 2026, .month = 1, .day = 2,
	    .hour = 13, .minute = 14, .second = 15 };
	ev->d.limits.steps = STEPS;
	ev->d.limits.memory = MEMORY;
}

/* --- what came out --- */

static void
show_item(const struct qt3_eval *ev, struct xp_item item, struct buf *b)
{
	static const char *const kinds[] = { "document-node", "element",
	    "attribute", "text", "comment", "processing-instruction",
	    "namespace-node" };
	const struct xp_tree *t;
	struct xp_qname name = { .local = SLICE("") };

	if (item.type != XT_NODE) {
		buf_printf(b, "xs:%s ", xp_type_name(item.type));
	} else {
		t = ev->d.trees[item.tree];
		(void)xp_node_name(t, item, &name);
		buf_printf(b, "%s(%.*s) ", kinds[xp_node_kind(t, item)],
		    SLICE_ARG(name.local));
	}
	buf_char(b, '\'');
	buf_plain(b, xp_string_of(&ev->d, item, ev->arena));
	buf_char(b, '\'');
}

static void
show(const struct qt3_eval *ev, struct buf *b)
{
	const struct xp_item *items = xp_items(&ev->result);
	uint32_t i;

	if (ev->failed) {
		if (!slice_is(ev->error.ns, NS_XPATH_ERROR))
			buf_printf(b, "Q{%.*s}", SLICE_ARG(ev->error.ns));
		buf_slice(b, ev->error.local);
		return;
	}
	if (ev->result.n == 0)
		buf_puts(b, "()");
	for (i = 0; i < ev->result.n && i < MAX_ITEMS; i++) {
		if (i > 0)
			buf_puts(b, ", ");
		show_item(ev, items[i], b);
	}
	if (i < ev->result.n)
		buf_printf(b, ", … (%u items)", ev->result.n);
}

bool
qt3_run(const struct qt3_case *c, struct qt3_cache *cache, struct buf *actual,
    struct buf *reason)
{
	struct qt3_eval ev = { .reason = reason };
	struct xp_focus focus = { NULL, 0, 0 };
	struct xp_item item;
	bool passed = false;

	begin(&ev, c, cache);
	if (!set_up(&ev, &focus, &item)) {
		if (reason->n == 0)
			buf_puts(reason, "its environment cannot be set up");
		goto out;
	}
	ev.failed = qt3_evaluate(&ev, c->test, &focus, &ev.result,
	    &ev.error) == -1;
	show(&ev, actual);
	add_variable(&ev, SLICE(""), SLICE("result"), ev.result);
	buf_clear(reason);
	passed = qt3_holds(&ev, c->result);
	if (passed)
		buf_clear(reason);
	else if (ev.failed && reason->n == 0)
		buf_plain(reason, ev.error.message);
 out:
	xp_dynamic_end(&ev.d);
	arena_free(ev.arena);
	return passed;
}
