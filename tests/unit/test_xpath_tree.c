/*
 * test_xpath_tree.c: documents as rows: what is read, what is refused, IDs,
 * namespaces, base URIs, document order, and that the axes agree with slow
 * definitions of themselves on trees made at random.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/names.h"
#include "tests/tap.h"
#include "xpath/axes.h"
#include "xpath/eval.h"

static struct arena *arena;
static struct xp_tree_error why;

static struct xp_tree *
read_text(const char *text)
{
	return xp_tree_read(slice_of(text), SLICE("http://example.org/a.xml"),
	    NULL, arena, &why);
}

static struct xp_tree *
read_dtd(const char *text)
{
	return xp_tree_read_dtd(slice_of(text), SLICE_NONE, NULL, arena,
	    &why);
}

/* --- what is read --- */

/* Of each row its depth and kind, its name, its text. */
static void
is_tree(const struct xp_tree *t, const char *want, const char *name)
{
	static const char *const kinds[] = { "doc", "elem", "attr", "text",
		"comm", "pi" };
	struct buf b = BUF_ANY;
	uint32_t i;

	if (t == NULL) {
		ok(false, "%s: %s", name, why.message);
		return;
	}
	for (i = 0; i < t->n_rows; i++) {
		const struct xp_row *r = &t->rows[i];

		buf_printf(&b, "%s%u%s", i == 0 ? "" : " ", r->depth,
		    kinds[r->kind]);
		if (r->name != NONE)
			buf_printf(&b, ":%.*s", SLICE_ARG(
			    t->names[r->name].local));
		if (r->text != NONE)
			buf_printf(&b, "=%.*s", SLICE_ARG(t->texts[r->text]));
	}
	is_slice(buf_get(&b), want, name);
	buf_free(&b);
}

static void
test_reading(void)
{
	struct xp_tree *t = read_text("<?a b?><r x='1'>t<![CDATA[<u]]>&amp;"
	    "<e/><!--c-->v</r><!--z-->");

	is_tree(t, "0doc 1pi:a=b 1elem:r 2attr:x=1 2text=t<u& 2elem:e "
	    "2comm=c 2text=v 1comm=z",
	    "Data Model, 6: rows in document order; text is one node");
	if (t != NULL) {
		is_int(t->rows[2].end, 8, "Data Model, 6: the end of a "
		    "subtree");
		is_int(t->rows[5].parent, 2, "Data Model, 6: the parent");
		is_slice(xp_tree_string(t, 2, arena), "t<u&v",
		    "Data Model, 5.13: the string value of an element has no "
		    "comments");
		is_slice(xp_tree_string(t, 0, arena), "t<u&v",
		    "Data Model, 5.13: the string value of a document");
		is_slice(xp_tree_string(t, 5, arena), "",
		    "Data Model, 5.13: the string value of an empty element");
	}
	xp_tree_free(t);
	t = read_text("<r> <a/>\n</r>");
	is_tree(t, "0doc 1elem:r 2text=  2elem:a 2text=\n",
	    "Data Model, 6: white space between elements is kept");
	xp_tree_free(t);
	t = read_text("<r a='x&amp;y&#10;&lt;' b=' p  q '/>");
	is_tree(t, "0doc 1elem:r 2attr:a=x&y\n< 2attr:b= p  q ",
	    "Data Model, 6: references in attributes");
	xp_tree_free(t);
}

/* --- what is refused --- */

static char *
repeat(const char *before, const char *piece, size_t n, const char *after)
{
	struct buf b = BUF_ANY;
	char *text;
	size_t i;

	buf_puts(&b, before);
	for (i = 0; i < n; i++)
		buf_puts(&b, piece);
	buf_puts(&b, after);
	text = arena_string(arena, b.s);
	buf_free(&b);
	return text;
}

static void
refused(struct xp_tree *t, const char *name)
{
	ok(t == NULL && why.message != NULL && *why.message != '\0', "%s",
	    name);
	xp_tree_free(t);
}

static void
test_refused(void)
{
	char *laughs;

	refused(read_text(""), "Data Model, 6: nothing is no document");
	refused(read_text("<r>"), "Data Model, 6: not well formed");
	refused(read_text("<r/><s/>"), "Data Model, 6: two elements outside");
	refused(read_text("<p:r/>"), "Data Model, 6: an unbound prefix");
	refused(read_text("<!DOCTYPE r><r/>"),
	    "Data Model, 6: a DOCTYPE in a stranger's document");
	refused(read_text(repeat("", "<a>", 100000, "")),
	    "Data Model, 6: elements a hundred thousand deep");
	refused(read_text(repeat("<a ", "x='' ", 100000, "/>")),
	    "Data Model, 6: a hundred thousand attributes");
	laughs = repeat("<!DOCTYPE r [<!ENTITY a '0123456789'>"
	    "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
	    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
	    "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
	    "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>"
	    "<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>"
	    "<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'>]><r>", "&g;", 10,
	    "</r>");
	refused(read_dtd(laughs), "Data Model, 6: entities that multiply");
	refused(read_dtd(repeat("<!DOCTYPE r [<!ENTITY a '",
	    "0123456789012345678901234567890123456789012345678901234567890123",
	    1000, repeat("'>]><r>", "&a;", 3000, "</r>"))),
	    "Data Model, 6: one long entity many times");
}

/* --- DOCTYPE, IDs --- */

static void
test_outside(void)
{
	struct xp_tree *t = read_dtd("<!DOCTYPE r SYSTEM 'file:///etc/passwd' "
	    "[<!ENTITY a SYSTEM 'file:///etc/passwd'>"
	    "<!ENTITY % b SYSTEM 'file:///etc/passwd'> %b;]><r>&a;</r>");

	is_tree(t, "0doc 1elem:r",
	    "Data Model, 6: nothing outside the document is read");
	xp_tree_free(t);
}

static void
test_dtd(void)
{
	struct xp_tree *t = read_dtd("<!DOCTYPE r [<!ELEMENT r ANY>"
	    "<!--c--><?p i?><!ENTITY e 'x<b>y</b>'>"
	    "<!ATTLIST r k ID #IMPLIED d CDATA 'dflt'>"
	    "<!ATTLIST s to IDREFS #IMPLIED>]>"
	    "<r k=' one '>&e;&e;<s to='one two'/></r>");
	uint32_t at = 0;

	is_tree(t, "0doc 1elem:r 2attr:k=one 2attr:d=dflt 2text=x 2elem:b "
	    "3text=y 2text=x 2elem:b 3text=y 2elem:s 3attr:to=one two",
	    "Data Model, 6: entities and defaults of an internal subset");
	if (t == NULL)
		return;
	is_int(xp_tree_id(t, SLICE("one")), 1,
	    "Functions and Operators, 15.5.2: an ID that the DOCTYPE declares");
	is_int(xp_tree_id(t, SLICE("two")), NONE,
	    "Functions and Operators, 15.5.2: an ID that nothing has");
	is_int(xp_tree_idref(t, SLICE("two"), &at), 11,
	    "Functions and Operators, 15.5.3: one of several IDREFs");
	is_int(xp_tree_idref(t, SLICE("two"), &at), NONE,
	    "Functions and Operators, 15.5.3: and no more");
	xp_tree_free(t);
}

static void
test_xml_id(void)
{
	struct xp_tree *t = read_text("<r><a xml:id=' b  c '/>"
	    "<a xml:id=' x '/><a xml:id='x'/></r>");

	if (t == NULL) {
		ok(false, "xml:id: %s", why.message);
		return;
	}
	is_slice(t->texts[t->rows[3].text], "b c",
	    "Data Model, 6.3.3: white space of xml:id is normalised");
	is_int(xp_tree_id(t, SLICE("x")), 4,
	    "Functions and Operators, 15.5.2: the first of several with an ID");
	xp_tree_free(t);
}

/* --- namespaces, base URIs --- */

static void
test_namespaces(void)
{
	struct xp_tree *t = read_text("<r xmlns='urn:d' xmlns:p='urn:1'>"
	    "<a xmlns:p='urn:2'><b xmlns=''/></a><p:c/></r>");
	const uint32_t *scopes;

	if (t == NULL) {
		ok(false, "namespaces: %s", why.message);
		return;
	}
	is_slice(xp_tree_namespace(t, 3, SLICE("p")), "urn:2",
	    "Data Model, 6.2.4: an inner declaration counts");
	is_slice(xp_tree_namespace(t, 3, SLICE("")), "",
	    "Data Model, 6.2.4: a default that is taken back");
	is_slice(xp_tree_namespace(t, 2, SLICE("")), "urn:d",
	    "Data Model, 6.2.4: a default from further out");
	is_slice(xp_tree_namespace(t, 4, SLICE("p")), "urn:1",
	    "Data Model, 6.2.4: behind an element its declarations are gone");
	is_slice(xp_tree_namespace(t, 4, SLICE("xml")), NS_XML,
	    "Data Model, 6.2.4: xml is always there");
	ok(xp_tree_namespace(t, 4, SLICE("z")).s == NULL,
	    "Data Model, 6.2.4: a prefix that nothing declares");
	is_int(xp_tree_scopes(t, 3, arena, &scopes), 2,
	    "Data Model, 6.2.4: each prefix once, not what is taken back");
	is_int(xp_tree_scopes(t, 4, arena, &scopes), 3,
	    "Data Model, 6.2.4: all in scope");
	xp_tree_free(t);
}

static void
test_base(void)
{
	struct xp_tree *t = read_text("<r xml:base='x/'><a xml:base='y.xml'>t"
	    "</a><b/></r>");

	if (t == NULL) {
		ok(false, "base URIs: %s", why.message);
		return;
	}
	is_slice(xp_tree_base(t, 0, arena), "http://example.org/a.xml",
	    "Data Model, 5.2: a document's base URI");
	is_slice(xp_tree_base(t, 5, arena), "http://example.org/x/y.xml",
	    "Data Model, 5.2: of a text, that of its element");
	is_slice(xp_tree_base(t, 6, arena), "http://example.org/x/",
	    "Data Model, 5.2: xml:base over that of the parent");
	xp_tree_free(t);
}

/* --- axes against their definitions --- */

static uint32_t seed = 7;

static uint32_t
chance(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 16) % n;
}

static void
grow_tree(struct buf *b, unsigned depth)
{
	unsigned i, n = chance(4), name = chance(3);

	buf_printf(b, "<e%u", name);
	for (i = chance(3); i > 0; i--)
		buf_printf(b, " a%u=''", i);
	buf_puts(b, ">");
	for (i = 0; i < n && depth < 6; i++) {
		if (chance(3) == 0)
			buf_puts(b, "t");
		if (chance(5) == 0)
			buf_puts(b, "<!---->");
		grow_tree(b, depth + 1);
	}
	buf_printf(b, "</e%u>", name);
}

/* Whether b is on an axis of a, told by parents and order alone. */
static bool
is_on(const struct xp_tree *t, enum xp_axis axis, uint32_t a, uint32_t b)
{
	const struct xp_row *ra = &t->rows[a], *rb = &t->rows[b];
	bool attribute = rb->kind == XK_ATTRIBUTE, above = false, below = false;
	uint32_t i;

	for (i = ra->parent; i != NONE; i = t->rows[i].parent)
		above |= i == b;
	for (i = rb->parent; i != NONE; i = t->rows[i].parent)
		below |= i == a;
	switch (axis) {
	case AXIS_CHILD:
		return rb->parent == a && !attribute;
	case AXIS_DESCENDANT:
		return below && !attribute;
	case AXIS_ATTRIBUTE:
		return rb->parent == a && attribute;
	case AXIS_SELF:
		return a == b;
	case AXIS_DESCENDANT_OR_SELF:
		return a == b || (below && !attribute);
	case AXIS_FOLLOWING_SIBLING:
		return b > a && rb->parent == ra->parent && !attribute &&
		    ra->kind != XK_ATTRIBUTE;
	case AXIS_FOLLOWING:
		return b > a && !below && !attribute;
	case AXIS_PARENT:
		return ra->parent == b;
	case AXIS_ANCESTOR:
		return above;
	case AXIS_PRECEDING_SIBLING:
		return b < a && rb->parent == ra->parent && !attribute &&
		    ra->kind != XK_ATTRIBUTE && ra->parent != NONE;
	case AXIS_PRECEDING:
		return b < a && !above && !attribute;
	case AXIS_ANCESTOR_OR_SELF:
		return a == b || above;
	case AXIS_NAMESPACE:
		break;
	}
	return false;
}

static bool
agrees(const struct xp_tree *t, enum xp_axis axis, uint32_t a)
{
	struct xp_walk w = xp_walk_begin(t, a, false, axis);
	bool back = xp_is_reverse(axis);
	uint32_t i, b;

	for (i = 0; i < t->n_rows; i++) {
		b = back ? t->n_rows - 1 - i : i;
		if (is_on(t, axis, a, b) && xp_walk_next(&w) != b)
			return false;
	}
	return xp_walk_next(&w) == NONE;
}

static void
test_axes(void)
{
	static const char *const names[] = { "child", "descendant",
		"attribute", "self", "descendant-or-self",
		"following-sibling", "following", "namespace", "parent",
		"ancestor", "preceding-sibling", "preceding",
		"ancestor-or-self" };
	unsigned axis, wrong[AXIS_ANCESTOR_OR_SELF + 1] = { 0 }, round;
	uint32_t a;

	for (round = 0; round < 60; round++) {
		struct buf b = BUF_ANY;
		struct xp_tree *t;

		buf_puts(&b, "<!--c--><e0>");
		grow_tree(&b, 0);
		buf_puts(&b, "</e0>");
		t = read_text(b.s);
		for (axis = 0; t != NULL && axis <= AXIS_ANCESTOR_OR_SELF;
		    axis++)
			for (a = 0; a < t->n_rows; a++)
				wrong[axis] += !agrees(t, axis, a);
		wrong[0] += t == NULL;
		xp_tree_free(t);
		buf_free(&b);
	}
	for (axis = 0; axis <= AXIS_ANCESTOR_OR_SELF; axis++)
		is_int(wrong[axis], 0, arena_printf(arena, "XPath 2.0, "
		    "3.2.1.1: the axis %s, by its definition", names[axis]));
}

/* --- elements by name --- */

/* Whether those below a row that have a name are the ones that a walk finds. */
static bool
named_agree(const struct xp_tree *t, uint32_t row, const char *local)
{
	struct xp_walk w = xp_walk_begin(t, row, false, AXIS_DESCENDANT);
	const uint32_t *rows;
	uint32_t n, at, i = 0;

	rows = xp_tree_named(t, row, SLICE(""), slice_of(local), &n);
	if (rows == NULL)
		return t->named.rows == NULL;
	while ((at = xp_walk_next(&w)) != NONE) {
		if (t->rows[at].kind != XK_ELEMENT || !slice_is(
		    t->names[t->rows[at].name].local, local))
			continue;
		if (i == n || rows[i++] != at)
			return false;
	}
	return i == n;
}

static void
test_named(void)
{
	static const char *const names[] = { "e0", "e1", "e2", "none" };
	unsigned wrong = 0, round, i;
	struct xp_tree *t;
	uint32_t a, n = 9;

	for (round = 0; round < 60; round++) {
		struct buf b = BUF_ANY;

		buf_puts(&b, "<e0>");
		grow_tree(&b, 0);
		buf_puts(&b, "</e0>");
		t = read_text(b.s);
		for (i = 0; t != NULL && i < 4; i++)
			for (a = t->n_rows; a > 0; a--)	/* small ones first */
				wrong += !named_agree(t, a - 1, names[i]);
		wrong += t == NULL || t->named.rows == NULL;
		xp_tree_free(t);
		buf_free(&b);
	}
	is_int(wrong, 0, "XPath 2.0, 3.2.1.2: elements of a name, by a walk");
	t = read_text("<r xmlns:p='urn:p' xmlns:q='urn:p'><p:a/><q:a/><a/>"
	    "<p:b p:c=''/></r>");
	ok(xp_tree_named(t, 0, SLICE("urn:p"), SLICE("a"), &n) == NULL,
	    "XPath 2.0, 3.2.1.2: a name with two prefixes is walked for");
	ok(xp_tree_named(t, 0, SLICE(""), SLICE("a"), &n) != NULL && n == 1 &&
	    xp_tree_named(t, 0, SLICE("urn:p"), SLICE("b"), &n) != NULL &&
	    n == 1 && xp_tree_named(t, 0, SLICE("urn:p"), SLICE("c"), &n) !=
	    NULL && n == 0, "XPath 2.0, 3.2.1.2: by namespace, elements "
	    "alone");
	xp_tree_free(t);
}

/* --- document order --- */

static void
test_order(void)
{
	struct xp_seq s = XP_EMPTY;
	struct xp_item ns = xp_node(0, 5);
	uint32_t i;
	bool good = true;

	for (i = 0; i < 20000; i++)
		xp_add(&s, xp_node(0, chance(5000)), arena);
	xp_sort_nodes(&s);
	for (i = 1; i < s.n; i++)
		good &= xp_node_order(xp_items(&s)[i - 1], xp_items(&s)[i]) < 0;
	ok(good && s.n > 1000 && s.n <= 5000,
	    "XPath 2.0, 3.2: many nodes into order, each once");
	s = XP_EMPTY;
	ns.flags = XI_NS;
	ns.u.i = 3;
	xp_add(&s, xp_node(1, 0), arena);
	xp_add(&s, xp_node(0, 6), arena);
	xp_add(&s, ns, arena);
	xp_add(&s, xp_node(0, 5), arena);
	ns.u.i = NONE;
	xp_add(&s, ns, arena);
	xp_add(&s, ns, arena);
	xp_sort_nodes(&s);
	ok(s.n == 5 && xp_items(&s)[0].flags == 0 && xp_items(&s)[0].n == 5 &&
	    xp_items(&s)[1].u.i == NONE && xp_items(&s)[2].u.i == 3 &&
	    xp_items(&s)[3].n == 6 && xp_items(&s)[4].tree == 1,
	    "Data Model, 2.4: namespaces behind their element, before its "
	    "attributes; trees one after another");
}

int
main(void)
{
	arena = arena_new();
	test_reading();
	test_refused();
	test_outside();
	test_dtd();
	test_xml_id();
	test_namespaces();
	test_base();
	test_axes();
	test_named();
	test_order();
	arena_free(arena);
	return done();
}
