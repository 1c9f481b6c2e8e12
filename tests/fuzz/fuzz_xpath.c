/*
 * fuzz_xpath.c: strangers' bytes as an expression: compiled, opened, dumped,
 * evaluated on a small document with small limits.
 *
 * What stands behind a NUL damages the compiled form, which is input too when
 * it comes out of an image: three bytes each, where (two bytes, the low one
 * first) and what to put there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/xml.h"
#include "xpath/xpath.h"

#define STEPS	50000
#define MEMORY	((size_t)8 << 20)

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

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

static struct slice
namespace_of(void *ctx, struct slice prefix)
{
	static const char *const known[][2] = {
		{ "xs", NS_XSD }, { "fn", NS_XPATH_FN }, { "p", "urn:p" },
		{ "q", "urn:q" }, { "xml", NS_XML }, { "err", NS_XPATH_ERROR },
	};
	size_t i;

	(void)ctx;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (slice_is(prefix, known[i][0]))
			return slice_of(known[i][1]);
	return SLICE_NONE;
}

static void
damage(struct buf *code, const uint8_t *v, size_t n)
{
	size_t at;

	for (; n >= 3; n -= 3, v += 3) {
		at = (size_t)v[0] | (size_t)v[1] << 8;
		if (at < code->n)
			code->s[at] = (char)v[2];
	}
}

/* Each outer variable is a number, or a node, or nothing. */
static struct xp_seq *
values(const struct xp_expr *e, struct arena *arena)
{
	struct xp_seq *v = arena_alloc(arena,
	    (e->h->n_variables + 1) * sizeof(*v));
	uint32_t i;

	for (i = 0; i < e->h->n_variables; i++)
		v[i] = i % 3 == 0 ? xp_one(xp_integer(i + 2)) :
		    i % 3 == 1 ? xp_one(xp_node(0, 1)) : XP_EMPTY;
	return v;
}

static void
evaluate(const struct xp_expr *e, const struct xp_tree *tree,
    struct arena *arena)
{
	struct xp_dynamic d = { .arena = arena, .now = { 2026, 1, 31, 12, 0, 0,
	    0, 60 }, .zone = 60, .base_uri = SLICE("http://example.org/b/"),
	    .default_collation = SLICE_NONE,
	    .limits = { STEPS, MEMORY } };
	struct xp_item root = xp_node(0, 0);
	struct xp_focus focus = { &root, 1, 1 };
	struct xp_seq *slots = values(e, arena), result = XP_EMPTY;
	struct xp_error err;
	uint32_t i;

	(void)xp_add_tree(&d, tree);
	if (xp_eval(e, &d, &focus, slots, &result, &err) == 0)
		for (i = 0; i < result.n && i < 100; i++)
			(void)xp_string_of(&d, xp_items(&result)[i], arena);
	d.steps = 0;
	focus.item = NULL;
	(void)xp_eval_truth(e, &d, &focus, slots, &err);
	xp_dynamic_end(&d);
}

static void
one(struct slice source, const uint8_t *changes, size_t n_changes,
    const struct xp_tree *tree)
{
	struct xp_static st = { .namespace = namespace_of,
	    .element_ns = SLICE(""), .function_ns = SLICE_NONE };
	struct buf code = BUF_ANY, text = BUF_ANY;
	struct arena *arena = arena_new();
	struct xp_error err;
	struct xp_expr e;

	if (xp_compile(source, &st, &code, arena, &err) == 0) {
		damage(&code, changes, n_changes);
		if (xp_open(&e, buf_get(&code)) && xp_open_calls(&e, NULL, 0)) {
			xp_dump(&e, NULL, 0, &text);
			evaluate(&e, tree, arena);
		} else if (n_changes < 3) {
			abort();	/* what we write we can read */
		}
	}
	buf_free(&code);
	buf_free(&text);
	arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct xp_tree *tree;
	struct slice source = { (const char *)data, n };
	const uint8_t *nul = n == 0 ? NULL : memchr(data, '\0', n);
	struct xp_tree_error why;
	struct arena *arena;

	if (tree == NULL) {
		xml_init();
		arena = arena_new();
		tree = xp_tree_read(slice_of(document),
		    SLICE("http://example.org/doc.xml"), NULL, arena, &why);
		arena_free(arena);
	}
	if (nul != NULL)
		source.n = (size_t)(nul - data);
	one(source, nul == NULL ? NULL : nul + 1,
	    nul == NULL ? 0 : n - source.n - 1, tree);
	return 0;
}
