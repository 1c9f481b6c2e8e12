/*
 * test_xpath_eval.c: the evaluator, by sections of XPath 2.0 and of Functions
 * and Operators: expressions over one small document, with the value that the
 * specification gives them.
 *
 * A value is written item by item with "|" between: nodes as their kind and
 * name, or text; atomic values as xs:string casts them.  An error is "!" and
 * its code.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/names.h"
#include "tests/tap.h"
#include "xpath/eval.h"

static const char document[] =
"<?pi-before data?>"
"<r xmlns:p='urn:p' xml:id='top' xml:lang='nl' xml:base='http://example.org/d/'>"
"<a i='1'>one</a>"
"<a i='2' p:j='x'>two<b>deep</b>tail</a>"
"<!--note-->"
"<p:c xmlns='urn:q' xml:lang='en-GB' xml:base='sub/'><q>3</q><?do it?></p:c>"
"<n>10</n><n>9</n><n>x</n>"
"<d xml:id='d1' refs='top d1'/>"
"</r>";

struct test {
	const char *name, *expression, *want;
};

static const struct test tests[] = {
#include "tests/unit/test_xpath_eval_cases.h"
};

/* --- the static context --- */

static struct slice
namespace_of(void *ctx, struct slice prefix)
{
	static const char *const known[][2] = {
		{ "xs", NS_XSD }, { "fn", NS_XPATH_FN }, { "p", "urn:p" },
		{ "q", "urn:q" }, { "xml", NS_XML },
	};
	size_t i;

	(void)ctx;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (slice_is(prefix, known[i][0]))
			return slice_of(known[i][1]);
	return SLICE_NONE;
}

/* --- running --- */

static const char *const kinds[] = { "document", "element", "attribute",
	"text", "comment", "pi", "namespace" };

static void
print_node(struct buf *b, const struct xp_dynamic *d, struct xp_item node)
{
	const struct xp_tree *t = d->trees[node.tree];
	struct xp_qname name;

	buf_puts(b, kinds[xp_node_kind(t, node)]);
	if (xp_node_name(t, node, &name)) {
		buf_char(b, ' ');
		buf_slice(b, name.local);
	} else if (xp_node_kind(t, node) == XK_TEXT) {
		buf_char(b, ' ');
		buf_slice(b, xp_node_string(t, node, d->arena));
	}
}

static void
print(struct buf *b, const struct xp_dynamic *d, const struct xp_seq *s)
{
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		struct xp_item item = xp_items(s)[i];

		if (i > 0)
			buf_char(b, '|');
		if (xp_is_node(item))
			print_node(b, d, item);
		else
			buf_slice(b, xp_string_of(d, item, d->arena));
	}
}

/* One expression over a document, or without a context. */
static void
run(struct xp_dynamic *d, const char *expression, bool context,
    struct buf *out)
{
	struct xp_static st = { .namespace = namespace_of };
	struct xp_item root = xp_node(0, 0);
	struct xp_focus focus = { context ? &root : NULL, 1, 1 };
	struct buf code = BUF_ANY;
	struct xp_error err;
	struct xp_expr e;
	struct xp_seq s = XP_EMPTY;
	int rc = xp_compile(slice_of(expression), &st, &code, d->arena, &err);

	if (rc == 0 && !xp_open(&e, buf_get(&code))) {
		buf_puts(out, "not opened");
	} else {
		if (rc == 0)
			rc = xp_eval(&e, d, &focus, NULL, &s, &err);
		if (rc == 0) {
			print(out, d, &s);
		} else {
			buf_char(out, '!');
			buf_slice(out, err.local);
			if (getenv("XP_WHY") != NULL)
				buf_slice(out, err.message);
		}
	}
	buf_free(&code);
}

static void
test_one(const struct xp_tree *tree, const struct test *t)
{
	struct xp_dynamic d = { .arena = arena_new(),
	    .base_uri = SLICE("http://example.org/base/"),
	    .default_collation = SLICE_NONE };
	bool none = t->expression[0] == '~';
	struct buf out = BUF_ANY;

	(void)xp_add_tree(&d, tree);
	run(&d, t->expression + none, !none, &out);
	if (!ok(slice_is(buf_get(&out), t->want), "%s", t->name))
		printf("# %s\n# got  %.*s\n# want %s\n", t->expression,
		    SLICE_ARG(buf_get(&out)), t->want);
	buf_free(&out);
	xp_dynamic_end(&d);
	arena_free(d.arena);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct xp_tree_error err;
	struct xp_tree *tree = xp_tree_read(slice_of(document),
	    SLICE("http://example.org/doc.xml"), NULL, arena, &err);
	size_t i;

	if (tree == NULL) {
		ok(false, "the document is read: %s", err.message);
	} else {
		for (i = 0; i < sizeof(tests) / sizeof(*tests); i++)
			test_one(tree, &tests[i]);
	}
	xp_tree_free(tree);
	arena_free(arena);
	return done();
}
