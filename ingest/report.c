/* report.c: see report.h. */
#include "ingest/report.h"

#include "base/names.h"
#include "base/xml.h"

struct report *
report_new(void)
{
	struct report *r = mem_calloc(1, sizeof(*r));

	r->arena = arena_new();
	r->strings = intern_new();
	r->encoding_utf8 = true;
	VEC_INIT(&r->references);
	VEC_INIT(&r->names);
	VEC_INIT(&r->facts);
	VEC_INIT(&r->dangling);
	VEC_INIT(&r->contexts);
	VEC_INIT(&r->units);
	VEC_INIT(&r->entities);
	VEC_INIT(&r->periods);
	VEC_INIT(&r->dimensions);
	VEC_INIT(&r->contents);
	VEC_INIT(&r->measures);
	VEC_INIT(&r->attributes);
	VEC_INIT(&r->namespaces);
	VEC_INIT(&r->footnote_links);
	VEC_INIT(&r->footnotes);
	VEC_PUSH(&r->fact_ids, SLICE_NONE);
	VEC_INIT(&r->facts_by_id);
	VEC_INIT(&r->layout.remarks);
	VEC_INIT(&r->is_id);
	return r;
}

void
report_free(struct report *r)
{
	if (r == NULL)
		return;
	taxonomy_close(r->taxonomy);
	taxonomy_close(r->hinted);
	VEC_FREE(&r->references);
	VEC_FREE(&r->hints);
	VEC_FREE(&r->names);
	VEC_FREE(&r->facts);
	VEC_FREE(&r->dangling);
	VEC_FREE(&r->contexts);
	VEC_FREE(&r->units);
	VEC_FREE(&r->entities);
	VEC_FREE(&r->periods);
	VEC_FREE(&r->dimensions);
	VEC_FREE(&r->contents);
	VEC_FREE(&r->measures);
	VEC_FREE(&r->attributes);
	VEC_FREE(&r->namespaces);
	VEC_FREE(&r->footnote_links);
	VEC_FREE(&r->footnotes);
	VEC_FREE(&r->fact_ids);
	VEC_FREE(&r->facts_by_id);
	VEC_FREE(&r->layout.remarks);
	VEC_FREE(&r->is_id);
	intern_free(r->strings);
	lines_free(r->lines);
	encoding_close(&r->encoding);
	arena_free(r->arena);
	if (r->file.bytes.s != NULL)
		file_close(&r->file);
	mem_free(r);
}

void
report_open_text(struct report *r)
{
	const struct encoding *e = &r->encoding;

	if (r->lines != NULL)
		return;
	encoding_open(&r->encoding, r->file.bytes);
	r->lines = lines_new(e->text);
	r->encoding_utf8 = e->same && (strcasecmp(e->name, "UTF-8") == 0 ||
	    strcasecmp(e->name, "UTF8") == 0);
}

struct place
report_place(const struct report *r, struct span s)
{
	struct place p = { r->path, 0, 0, s.offset, s.length };

	if (s.offset == SPAN_NONE.offset) {
		p.offset = 0;
	} else if (r->lines != NULL) {
		lines_at(r->lines, s.offset, &p.line, &p.column);
		if (!r->encoding.same) {
			p.offset = encoding_offset(&r->encoding, s.offset);
			p.length = encoding_offset(&r->encoding,
			    s.offset + s.length) - p.offset;
		}
	}
	return p;
}

struct slice
report_qname(const struct report *r, uint32_t name, struct arena *arena)
{
	const struct name *n;

	if (name >= r->names.n)
		return SLICE_NONE;
	n = &r->names.v[name];
	if (r->taxonomy != NULL && n->element != NONE)
		return taxonomy_element_qname(r->taxonomy, n->element, arena);
	if (n->prefix.n == 0)
		return n->local;
	return arena_pair(arena, n->prefix, ':', n->local);
}

struct slice
report_prefix(const struct report *r, uint32_t name)
{
	const struct name *n = &r->names.v[name];

	if (r->taxonomy != NULL && n->element != NONE)
		return taxonomy_element_prefix(r->taxonomy, n->element);
	return n->prefix;
}

struct slice
report_string(const struct report *r, uint32_t id)
{
	return intern_get(r->strings, id);
}

struct slice
report_dangling(const struct report *r, uint32_t fact, bool to_unit)
{
	size_t low = 0, high = r->dangling.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (r->dangling.v[mid].fact < fact)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < r->dangling.n && r->dangling.v[low].fact == fact; low++)
		if (r->dangling.v[low].to_unit == to_unit)
			return report_string(r, r->dangling.v[low].reference);
	return SLICE_NONE;
}

bool
report_is_numeric(const struct report *r, const struct fact *f)
{
	const struct img_type *t;

	if (r->taxonomy == NULL)
		return false;
	t = taxonomy_type(r->taxonomy, f->type);
	return t != NULL && t->item_type != ITEM_NOT &&
	    t->item_type != ITEM_NONNUMERIC;
}

uint32_t
report_fact_by_id(const struct report *r, struct slice id)
{
	uint64_t key = report_id_key(id, 0);
	size_t low = 0, high = r->facts_by_id.n, middle;
	uint32_t fact;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (r->facts_by_id.v[middle] < key)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < r->facts_by_id.n &&
	    r->facts_by_id.v[low] >> 32 == key >> 32; low++) {
		fact = (uint32_t)r->facts_by_id.v[low];
		if (slice_eq(report_fact_id(r, &r->facts.v[fact]), id))
			return fact;
	}
	return NONE;
}

uint64_t
report_id_key(struct slice id, uint32_t row)
{
	return (hash_bytes(id.s, id.n, hash_salt()) &
	    ~(uint64_t)UINT32_MAX) | row;
}

bool
report_is_id(const struct report *r, struct slice id)
{
	uint32_t row = intern_find(r->strings, id);

	return (row < r->is_id.n && r->is_id.v[row]) ||
	    report_fact_by_id(r, id) != NONE;
}

struct slice
report_fact_id(const struct report *r, const struct fact *f)
{
	return r->fact_ids.v[f->id];
}

struct slice
report_namespace(const struct report *r, uint32_t scope, struct slice prefix)
{
	uint32_t want = prefix.n == 0 ? 0 : intern_find(r->strings, prefix);
	const struct declaration *d;

	if (slice_is(prefix, "xml"))
		return SLICE(NS_XML);
	for (; want != NONE && scope < r->namespaces.n; scope = d->outer) {
		d = &r->namespaces.v[scope];
		if (d->prefix == want)
			return d->ns == 0 && want != 0 ? SLICE_NONE :
			    intern_get(r->strings, d->ns);
	}
	return prefix.n == 0 ? SLICE("") : SLICE_NONE;
}

struct slice
report_lookup(void *ctx, struct slice prefix)
{
	const struct in_scope *at = ctx;

	return report_namespace(at->report, at->scope, prefix);
}

static struct slice
look_up(const void *owner, uint32_t scope, struct slice prefix)
{
	return report_namespace(owner, scope, prefix);
}

struct content_view
report_content(const struct report *r)
{
	return (struct content_view){ .taxonomy = r->taxonomy,
	    .names = r->names.v, .elements = r->contents.v,
	    .n_elements = (uint32_t)r->contents.n,
	    .attributes = r->attributes.v, .look_up = look_up, .owner = r };
}

bool
report_expand(const struct report *r, uint32_t scope, struct slice text,
    struct slice *ns, struct slice *local)
{
	struct slice prefix = SLICE("");
	const char *colon;

	text = slice_trim(text);
	if (!is_qname(text))
		return false;
	*local = text;
	if ((colon = memchr(text.s, ':', text.n)) != NULL) {
		prefix = (struct slice){ text.s, (size_t)(colon - text.s) };
		*local = slice_from(text, prefix.n + 1);
	}
	*ns = report_namespace(r, scope, prefix);
	return ns->s != NULL;
}

/* By bisection, as a context's dimensions stand by element. */
const struct dimension *
report_dimension(const struct report *r, const struct context *c,
    uint32_t dimension)
{
	uint32_t low = c->dimensions, end = low + c->n_dimensions, high = end;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (r->dimensions.v[mid].element < dimension)
			low = mid + 1;
		else
			high = mid;
	}
	return low < end && r->dimensions.v[low].element == dimension ?
	    &r->dimensions.v[low] : NULL;
}
