/*
 * formula_intern.c: what formulas have many of and few different ones: texts,
 * lists, namespaces in scope, expressions, filters, variables.  Equal ones are
 * one row (formulas.h, (2)), so that what is found out of one is found out once.
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

/* --- texts --- */

static bool
text_is(const void *ctx, uint32_t off, const void *key)
{
	const struct dts *d = ctx;
	const struct slice *s = key;

	return s->n < d->formula_text.n - off &&
	    memcmp(d->formula_text.v + off, s->s, s->n) == 0 &&
	    d->formula_text.v[off + s->n] == '\0';
}

struct fstr
formula_intern_text(struct dts *d, struct slice s)
{
	struct formula_set *set = formula_set_of(d);
	uint64_t h = hash_bytes(s.s, s.n, hash_salt());
	uint32_t off;

	if (s.n == 0)
		return (struct fstr){ 0, 0 };
	off = table_find(&set->text_table, h, text_is, d, &s);
	if (off != NONE)
		return (struct fstr){ off, (uint32_t)s.n };
	if (s.n >= NONE - d->formula_text.n - 2) {
		d->too_large = "more than 4 GB of formulas";
		return (struct fstr){ 0, 0 };
	}
	if (d->formula_text.n == 0)
		VEC_PUSH(&d->formula_text, '\0');	/* {0, 0} */
	off = (uint32_t)d->formula_text.n;
	mem_grow((void **)&d->formula_text.v, &d->formula_text.cap,
	    d->formula_text.n + s.n + 1, 1);
	memcpy(d->formula_text.v + off, s.s, s.n);
	d->formula_text.v[off + s.n] = '\0';
	d->formula_text.n += s.n + 1;
	table_add(&set->text_table, h, off);
	return (struct fstr){ off, (uint32_t)s.n };
}

struct slice
formula_text_of(const struct dts *d, struct fstr s)
{
	return s.len == 0 ? SLICE("") :
	    (struct slice){ d->formula_text.v + s.off, s.len };
}

/* --- lists --- */

struct list_key {
	const uint32_t *v;
	uint32_t n;
};

static bool
list_is(const void *ctx, uint32_t at, const void *key)
{
	const struct dts *d = ctx;
	const struct list_key *k = key;

	return k->n <= d->formula_lists.n - at &&
	    memcmp(d->formula_lists.v + at, k->v, k->n * sizeof(*k->v)) == 0;
}

uint32_t
formula_intern_list(struct dts *d, const uint32_t *v, uint32_t n)
{
	struct formula_set *set = formula_set_of(d);
	struct list_key k = { v, n };
	uint64_t h;
	uint32_t at, i;

	if (n == 0)
		return 0;
	h = hash_bytes(v, n * sizeof(*v), hash_salt());
	at = table_find(&set->list_table, h, list_is, d, &k);
	if (at != NONE)
		return at;
	at = (uint32_t)d->formula_lists.n;
	for (i = 0; i < n; i++)
		VEC_PUSH(&d->formula_lists, v[i]);
	table_add(&set->list_table, h, at);
	return at;
}

static int
compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

uint32_t
formula_sort_names(uint32_t *v, uint32_t n)
{
	uint32_t i, kept = 0;

	if (n == 0)
		return 0;
	qsort(v, n, sizeof(*v), compare);
	for (i = 0; i < n; i++)
		if (i == 0 || v[i] != v[kept - 1])
			v[kept++] = v[i];
	return kept;
}

/* --- namespaces in scope --- */

static bool
is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	    ((unsigned char)c & 0x80) != 0;
}

static bool
is_name_char(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9') || c == '.' ||
	    c == '-';
}

/* The next name in a text that a single colon follows; "" at the end.  What
 * only looks like a prefix, in a string say, does no harm. */
static struct slice
next_prefix(struct slice *rest)
{
	struct slice s = *rest, name;
	size_t n;

	while (s.n > 0) {
		if (!is_name_start(s.s[0])) {
			s = slice_from(s, 1);
			continue;
		}
		for (n = 1; n < s.n && is_name_char(s.s[n]); n++)
			continue;
		name = (struct slice){ s.s, n };
		s = slice_from(s, n);
		if (s.n > 1 && s.s[0] == ':' && s.s[1] != ':') {
			*rest = slice_from(s, 1);
			return name;
		}
	}
	*rest = s;
	return SLICE("");
}

#define MAX_PREFIX_SEARCHES	2000	/* in one expression */

/* The prefixes of one text. */
struct prefixes {
	uint32_t first;		/* of the rows made for it */
	uint32_t searches;
	struct slice last;	/* one that means nothing, mostly "http" */
};

static bool
is_there(const struct dts *d, const struct prefixes *p, struct slice prefix)
{
	size_t i;

	for (i = p->first; i < d->formula_namespaces.n; i++)
		if (slice_eq(dts_text(d, d->formula_namespaces.v[i].prefix),
		    prefix))
			return true;
	return false;
}

static void
add_namespace(struct dts *d, struct prefixes *p, const xmlNode *n,
    struct slice prefix)
{
	struct img_namespace row;
	struct slice ns;

	if ((p->last.n > 0 && slice_eq(prefix, p->last)) ||
	    is_there(d, p, prefix) || p->searches == MAX_PREFIX_SEARCHES)
		return;
	p->searches++;
	ns = xml_namespace(n, prefix);
	if (ns.n == 0) {
		p->last = prefix;
		return;
	}
	row.prefix = dts_string(d, prefix);
	row.ns = dts_string(d, ns);
	VEC_PUSH(&d->formula_namespaces, row);
}

static int
by_prefix(const void *a, const void *b)
{
	const struct img_namespace *x = a, *y = b;

	return x->prefix.off < y->prefix.off ? -1 :
	    x->prefix.off > y->prefix.off;
}

static bool
scope_is(const void *ctx, uint32_t row, const void *key)
{
	const struct dts *d = ctx;
	const struct img_scope *s = &d->formula_scopes.v[row], *k = key;

	return s->n_namespaces == k->n_namespaces &&
	    s->base.off == k->base.off && (k->n_namespaces == 0 ||
	    memcmp(d->formula_namespaces.v + s->namespaces,
	    d->formula_namespaces.v + k->namespaces,
	    k->n_namespaces * sizeof(*d->formula_namespaces.v)) == 0);
}

/* The base URI at a node (XPath 2.0, 2.1.1), where a text may call a function
 * that resolves against it and xml:base makes it another than the document's. */
static struct fstr
base_of(struct link_reader *r, const xmlNode *n, struct slice text)
{
	static const char *const asking[] = { "doc", "base-uri",
		"resolve-uri", "collection", "xbrl-instance" };
	struct slice base, file = slice_of(r->file);
	size_t i, count = sizeof(asking) / sizeof(asking[0]);

	for (i = 0; i < count; i++)
		if (memmem(text.s, text.n, asking[i],
		    strlen(asking[i])) != NULL)
			break;
	if (i == count)
		return (struct fstr){ 0, 0 };
	base = xml_base(n, file, r->scratch);
	return slice_eq(base, file) ? (struct fstr){ 0, 0 } :
	    formula_intern_text(r->d, base);
}

/* The row of what a text, standing at a node, makes use of. */
static uint32_t
scope_of(struct link_reader *r, const xmlNode *n, struct slice text)
{
	struct dts *d = r->d;
	struct formula_set *set = formula_set_of(d);
	struct img_scope k = { (uint32_t)d->formula_namespaces.n, 0,
	    base_of(r, n, text) };
	struct prefixes p = { .first = k.namespaces };
	struct slice prefix;
	uint64_t h;
	uint32_t row;

	add_namespace(d, &p, n, SLICE(""));
	while ((prefix = next_prefix(&text)).n > 0)
		add_namespace(d, &p, n, prefix);
	k.n_namespaces = (uint32_t)d->formula_namespaces.n - k.namespaces;
	if (k.n_namespaces > 1)
		qsort(d->formula_namespaces.v + k.namespaces, k.n_namespaces,
		    sizeof(*d->formula_namespaces.v), by_prefix);
	h = k.n_namespaces == 0 ? 0 : hash_bytes(d->formula_namespaces.v +
	    k.namespaces, k.n_namespaces * sizeof(*d->formula_namespaces.v),
	    hash_salt());
	h = hash_mix(h, k.base.off);
	row = table_find(&set->scope_table, h, scope_is, d, &k);
	if (row != NONE) {
		d->formula_namespaces.n = k.namespaces;
		return row;
	}
	row = (uint32_t)d->formula_scopes.n;
	VEC_PUSH(&d->formula_scopes, k);
	table_add(&set->scope_table, h, row);
	return row;
}

/* --- expressions --- */

uint32_t
formula_intern_expression(struct link_reader *r, const xmlNode *n,
    struct slice source)
{
	struct formula_set *set = formula_set_of(r->d);
	struct img_expression e = { .document = r->document };
	uint64_t key;
	uint32_t row;

	e.source = formula_intern_text(r->d, source);
	e.namespaces = scope_of(r, n, source);
	key = (uint64_t)e.source.off << 32 | e.namespaces;
	row = table_find_int(&set->expression_table, key);
	if (row != NONE)
		return row;
	e.line = xml_line(n);
	row = (uint32_t)r->d->expressions.n;
	VEC_PUSH(&r->d->expressions, e);
	table_add_int(&set->expression_table, key, row);
	return row;
}

/* --- filters --- */

static bool
same_items(const struct dts *d, uint32_t a, uint32_t b, uint32_t n)
{
	return n == 0 || memcmp(d->filter_items.v + a, d->filter_items.v + b,
	    n * sizeof(*d->filter_items.v)) == 0;
}

static bool
same_uses(const struct dts *d, uint32_t a, uint32_t b, uint32_t n)
{
	return n == 0 || memcmp(d->filter_uses.v + a, d->filter_uses.v + b,
	    n * sizeof(*d->filter_uses.v)) == 0;
}

static bool
filter_is(const void *ctx, uint32_t row, const void *key)
{
	const struct dts *d = ctx;
	const struct img_filter *f = &d->filters.v[row], *k = key;

	return f->kind == k->kind && f->value == k->value &&
	    f->flags == k->flags && f->generations == k->generations &&
	    f->variable == k->variable && f->test == k->test &&
	    f->second == k->second && f->text.off == k->text.off &&
	    f->n_items == k->n_items && f->n_uses == k->n_uses &&
	    same_items(d, f->items, k->items, k->n_items) &&
	    same_uses(d, f->uses, k->uses, k->n_uses);
}

static uint64_t
filter_hash(const struct dts *d, const struct img_filter *f)
{
	uint64_t h = hash_mix((uint64_t)f->kind << 16 |
	    (uint64_t)f->value << 8 | f->flags, (uint64_t)f->generations << 32 | f->variable);

	h = hash_mix(h, (uint64_t)f->test << 32 | f->second);
	h = hash_mix(h, f->text.off);
	if (f->n_items > 0)
		h = hash_mix(h, hash_bytes(d->filter_items.v + f->items,
		    f->n_items * sizeof(*d->filter_items.v), hash_salt()));
	if (f->n_uses > 0)
		h = hash_mix(h, hash_bytes(d->filter_uses.v + f->uses,
		    f->n_uses * sizeof(*d->filter_uses.v), hash_salt()));
	return h;
}

uint32_t
formula_intern_filter(struct dts *d, const struct img_filter *f)
{
	struct formula_set *set = formula_set_of(d);
	uint64_t h = filter_hash(d, f);
	uint32_t row = table_find(&set->filter_table, h, filter_is, d, f);

	if (row != NONE) {
		d->filter_items.n -= f->n_items;
		d->filter_uses.n -= f->n_uses;
		return row;
	}
	row = (uint32_t)d->filters.n;
	VEC_PUSH(&d->filters, *f);
	table_add(&set->filter_table, h, row);
	return row;
}

/* --- variables --- */

static bool
variable_is(const void *ctx, uint32_t row, const void *key)
{
	const struct dts *d = ctx;
	const struct img_variable *v = &d->variables.v[row], *k = key;

	return v->kind == k->kind && v->flags == k->flags &&
	    v->expression == k->expression && v->n_filters == k->n_filters &&
	    v->n_instances == k->n_instances &&
	    (k->n_instances == 0 || v->instances == k->instances) &&
	    same_uses(d, v->filters, k->filters, k->n_filters);
}

uint32_t
formula_intern_variable(struct dts *d, const struct img_variable *v)
{
	struct formula_set *set = formula_set_of(d);
	uint64_t h = hash_mix((uint64_t)v->kind << 8 | v->flags,
	    (uint64_t)v->expression << 32 | v->instances);
	uint32_t row;

	if (v->n_filters > 0)
		h = hash_mix(h, hash_bytes(d->filter_uses.v + v->filters,
		    v->n_filters * sizeof(*d->filter_uses.v), hash_salt()));
	row = table_find(&set->variable_table, h, variable_is, d, v);
	if (row != NONE) {
		d->filter_uses.n -= v->n_filters;
		return row;
	}
	row = (uint32_t)d->variables.n;
	VEC_PUSH(&d->variables, *v);
	table_add(&set->variable_table, h, row);
	return row;
}
