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
		printf("# %.200s\n# got  %.*s\n# want %s\n", t->expression,
		    SLICE_ARG(buf_get(&out)), t->want);
	buf_free(&out);
	xp_dynamic_end(&d);
	arena_free(d.arena);
}

/* --- long rows of operators --- */

static const struct {
	const char *name, *begin, *again;
	size_t times;
	const char *end, *want;
} chains[] = {
	{ "XPath 2.0, 3.4: 100,000 additions", "1", "+1", 100000, "", "100001" },
	{ "XPath 2.0, 3.4: 20,000 subtractions, from the left", "20000", "-1",
	    20000, "", "0" },
	{ "XPath 2.0, 3.4: 20,000 kinds of operators", "1",
	    " + 4 idiv 2 * 3 - 6", 20000, "", "1" },
	{ "XPath 2.0, 3.4: an empty operand of many makes all empty",
	    "count(1 + ()", "+1", 20000, ")", "0" },
	{ "XPath 2.0, 3.4: but the others are evaluated, too",
	    "count(1 + ()", "+1", 20000, "+ 'a' + error())", "!FOER0000" },
	{ "XPath 2.0, 3.2.2: a position that is a long sum", "('a', 'b', 'c')[",
	    "1 + ", 19999, "1 - 19998]", "b" },
	{ "XPath 2.0, 3.3.3: 50,000 unions", "(/r/n", "|//a|/r/n[1]", 25000,
	    ")", "element a|element a|element n|element n|element n" },
	{ "XPath 2.0, 3.3.3: intersect and except of many", "(//*",
	    " except //a intersect //* except ()", 10000, ")/local-name()",
	    "r|b|c|q|n|n|n|d" },
	{ "XPath 2.0, 3.3.3: union after except and before",
	    "/r/n | /r/a except /r/a", " | /r/d", 10000, "",
	    "element n|element n|element n|element d" },
	{ "XPath 2.0, 3.2: 50,000 steps", "/r", "/d/..", 50000, "/n[2]/text()",
	    "text 9" },
	{ "XPath 2.0, 3.2: nothing at all, 50,000 steps on", "count(/r/x",
	    "/d/..", 50000, ")", "0" },
	{ "XPath 2.0, 3.2: no node in the middle of many steps", "/r",
	    "/d/..", 1000, "/d/1/..", "!XPTY0019" },
	{ "XPath 2.0, 3.3.1: 200,000 items", "count((1", ",1", 199999, "))",
	    "200000" },
	{ "XPath 2.0, 3.6: 80,000 conditions", "true()", " and true()", 80000,
	    " and false()", "false" },
};

static void
test_chains(const struct xp_tree *tree)
{
	struct arena *arena = arena_new();
	size_t i, k;

	for (i = 0; i < sizeof(chains) / sizeof(*chains); i++) {
		struct buf b = BUF_ANY;
		struct test t = { chains[i].name, NULL, chains[i].want };

		buf_puts(&b, chains[i].begin);
		for (k = 0; k < chains[i].times; k++)
			buf_puts(&b, chains[i].again);
		buf_puts(&b, chains[i].end);
		t.expression = arena_string(arena, b.s);
		test_one(tree, &t);
		buf_free(&b);
	}
	arena_free(arena);
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
		test_chains(tree);
	}
	xp_tree_free(tree);
	arena_free(arena);
	return done();
}
