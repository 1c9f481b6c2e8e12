/*
 * xpath_print.c: see xpath_print.h.
 *
 * The path of a node says which among its siblings of the same kind and name
 * each step is, where there are more.  That is counted for all nodes of a tree
 * at once, when the first node of it is printed.
 */
#include "cli/xpath_print.h"

#include "base/hash.h"
#include "base/names.h"
#include "base/utf8.h"
#include "xpath/eval.h"

#define SHOWN		80		/* characters of a string value */
#define FLUSH		((size_t)1 << 16)

/* Of a tree: for each row its place among the nodes that a step by kind and
 * name finds, and how many those are. */
struct places {
	uint32_t *place, *group;	/* by row */
	VEC(uint32_t) sizes;		/* by group */
};

struct printer {
	struct buf out;
	const struct xp_dynamic *d;
	struct arena *arena;		/* of one item */
	struct places **places;		/* by tree; NULL: not counted yet */
	bool types;
};

/* --- text --- */

void
xpath_print_text(struct buf *b, struct slice s)
{
	size_t n;

	for (; s.n > 0; s = slice_from(s, n)) {
		if ((n = utf8_length(s)) == 0)
			n = 1;
		if (*s.s == '\n')
			buf_puts(b, "\\n");
		else if (*s.s == '\r')
			buf_puts(b, "\\r");
		else if (*s.s == '\t')
			buf_puts(b, "\\t");
		else if ((n == 1 && ((unsigned char)*s.s < 0x20 ||
		    *s.s == 0x7f)) || (n == 2 && utf8_decode(s) < 0xa0))
			buf_printf(b, "\\u%04x", utf8_decode(s));
		else
			buf_add(b, s.s, n);
	}
}

/* A string value: short, and its white space single spaces. */
static void
print_short(struct buf *b, struct slice s)
{
	struct buf text = BUF_ANY;
	size_t n, shown = 0;
	bool space = false;

	s = slice_trim(s);
	for (; s.n > 0 && shown < SHOWN; s = slice_from(s, n)) {
		n = utf8_length(s);
		n = n == 0 ? 1 : n;
		if (is_xml_space(*s.s)) {
			space = true;
			continue;
		}
		if (space)
			buf_char(&text, ' ');
		shown += space ? 2 : 1;
		space = false;
		buf_add(&text, s.s, n);
	}
	if (s.n > 0)
		buf_puts(&text, "\xe2\x80\xa6");
	xpath_print_text(b, buf_get(&text));
	buf_free(&text);
}

static void
print_qname(struct buf *b, const struct xp_qname *name)
{
	if (name->prefix.n > 0)
		buf_printf(b, "%.*s:", SLICE_ARG(name->prefix));
	buf_slice(b, name->local);
}

/* --- paths --- */

static uint64_t
group_key(const struct xp_row *row)
{
	return hash_mix(hash_mix(row->parent, row->kind), row->name);
}

static struct places *
count_places(const struct xp_tree *t)
{
	struct places *p = mem_calloc(1, sizeof(*p));
	struct table groups = { NULL, NULL, 0, 0 };
	uint32_t i, g;

	p->place = mem_calloc(t->n_rows, sizeof(*p->place));
	p->group = mem_calloc(t->n_rows, sizeof(*p->group));
	for (i = 0; i < t->n_rows; i++) {
		g = table_find_int(&groups, group_key(&t->rows[i]));
		if (g == NONE) {
			g = (uint32_t)p->sizes.n;
			VEC_PUSH(&p->sizes, 0);
			table_add_int(&groups, group_key(&t->rows[i]), g);
		}
		p->group[i] = g;
		p->place[i] = ++p->sizes.v[g];
	}
	table_free(&groups);
	return p;
}

static const struct places *
places_of(struct printer *p, uint16_t tree)
{
	if (p->places[tree] == NULL)
		p->places[tree] = count_places(xp_tree_ready(p->d->trees[tree]));
	return p->places[tree];
}

/* "/p:name", "/text()" … of a row that is not the document. */
static void
print_step(struct buf *b, const struct xp_tree *t, struct xp_item node)
{
	struct xp_qname name = { SLICE(""), SLICE(""), SLICE("") };

	(void)xp_node_name(t, node, &name);
	switch (xp_node_kind(t, node)) {
	case XK_DOCUMENT:
		break;
	case XK_ELEMENT:
		buf_char(b, '/');
		print_qname(b, &name);
		break;
	case XK_ATTRIBUTE:
		buf_puts(b, "/@");
		print_qname(b, &name);
		break;
	case XK_NAMESPACE:
		buf_puts(b, "/namespace::");
		buf_slice(b, name.local.n > 0 ? name.local : SLICE("*"));
		break;
	case XK_TEXT:
		buf_puts(b, "/text()");
		break;
	case XK_COMMENT:
		buf_puts(b, "/comment()");
		break;
	case XK_PI:
		buf_printf(b, "/processing-instruction(%.*s)",
		    SLICE_ARG(name.local));
		break;
	}
}

/* `places` NULL: without numbers. */
static void
print_path(struct buf *b, const struct xp_tree *t, struct xp_item node,
    const struct places *places)
{
	VEC(struct xp_item) steps = { NULL, 0, 0 };
	uint32_t row;

	if (xp_node_kind(t, node) == XK_DOCUMENT)
		buf_char(b, '/');
	do
		VEC_PUSH(&steps, node);
	while (xp_node_parent(t, node, &node));
	for (; steps.n > 0; steps.n--) {
		node = steps.v[steps.n - 1];
		row = node.n;
		print_step(b, t, node);
		if (places != NULL && !(node.flags & XI_NS) &&
		    places->sizes.v[places->group[row]] > 1)
			buf_printf(b, "[%u]", places->place[row]);
	}
	VEC_FREE(&steps);
}

/* --- types --- */

static void
print_node_type(struct buf *b, const struct xp_tree *t, struct xp_item node)
{
	static const char *const kinds[] = { "document-node", "element",
	    "attribute", "text", "comment", "processing-instruction",
	    "namespace-node" };
	enum xp_kind kind = xp_node_kind(t, node);
	struct slice ns, local;
	struct xp_qname name;
	uint32_t type = kind == XK_NAMESPACE ? NONE : t->rows[node.n].type;

	buf_printf(b, "%s(", kinds[kind]);
	if (kind != XK_NAMESPACE && xp_node_name(t, node, &name))
		print_qname(b, &name);
	if ((kind == XK_ELEMENT || kind == XK_ATTRIBUTE) && type != NONE &&
	    t->typing != NULL && t->typing->name(t->typing->ctx, type, &ns,
	    &local)) {
		if (slice_is(ns, NS_XSD))
			buf_puts(b, ", xs:");
		else
			buf_printf(b, ", Q{%.*s}", SLICE_ARG(ns));
		buf_slice(b, local);
	}
	buf_char(b, ')');
}

static void
print_type(struct buf *b, const struct xp_dynamic *d, struct xp_item item)
{
	if (xp_is_node(item))
		print_node_type(b, xp_tree_ready(d->trees[item.tree]), item);
	else
		buf_printf(b, "xs:%s",
		    xp_type_name((enum xp_type)item.type));
}

/* --- items --- */

static void
print_value(struct buf *b, const struct xp_dynamic *d, struct xp_item item,
    const struct places *places, struct arena *arena)
{
	const struct xp_tree *t;

	if (!xp_is_node(item)) {
		xpath_print_text(b, xp_string_of(d, item, arena));
		return;
	}
	t = xp_tree_ready(d->trees[item.tree]);
	print_path(b, t, item, places);
	buf_char(b, '\t');
	print_short(b, xp_node_string(t, item, arena));
}

void
xpath_print_item(struct buf *b, const struct xp_dynamic *d,
    struct xp_item item)
{
	struct arena *arena = arena_new();

	print_value(b, d, item, NULL, arena);
	arena_free(arena);
}

static void
print_line(struct printer *p, struct xp_item item)
{
	struct arena_mark mark = arena_mark(p->arena);

	if (p->types) {
		print_type(&p->out, p->d, item);
		buf_char(&p->out, '\t');
	}
	print_value(&p->out, p->d, item, xp_is_node(item) ?
	    places_of(p, item.tree) : NULL, p->arena);
	buf_char(&p->out, '\n');
	arena_reset(p->arena, mark);
}

static void
printer_end(struct printer *p)
{
	uint16_t i;

	for (i = 0; i < p->d->n_trees; i++) {
		if (p->places[i] == NULL)
			continue;
		mem_free(p->places[i]->place);
		mem_free(p->places[i]->group);
		VEC_FREE(&p->places[i]->sizes);
		mem_free(p->places[i]);
	}
	mem_free(p->places);
	arena_free(p->arena);
	buf_free(&p->out);
}

int
xpath_print(struct cli *c, const struct xp_dynamic *d, const struct xp_seq *s,
    bool types)
{
	struct printer p = { .out = BUF_ANY, .d = d, .arena = arena_new(),
	    .types = types, .places = mem_calloc(d->n_trees + 1u,
	    sizeof(struct places *)) };
	int rc = EXIT_OK;
	uint32_t i;

	for (i = 0; i < s->n && rc == EXIT_OK; i++) {
		print_line(&p, xp_items(s)[i]);
		if (p.out.n > FLUSH)
			rc = cli_write(c, &p.out);
	}
	if (rc == EXIT_OK)
		rc = cli_write(c, &p.out);
	printer_end(&p);
	return rc;
}
