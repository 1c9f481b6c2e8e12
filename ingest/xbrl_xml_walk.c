/*
 * xbrl_xml_walk.c: see walk.h.  The parser, its tags and their places are those
 * of the reader (xbrl_xml_parser.c, xbrl_xml.c); all else of it stays unused.
 */
#include "ingest/walk.h"

#include "base/xml.h"
#include "ingest/xbrl_xml.h"

struct scope_binding {
	struct slice prefix, ns;
};

struct walk {
	struct reader        reader;	/* first: it is all that handlers get */
	struct report        nothing;	/* what the reader adds to */
	struct ingest_options plain;
	const struct walk_handler *handler;
	VEC(struct walk_attribute) attributes;
	VEC(struct scope_binding)  bindings;
	uint32_t             outer[WALK_DEPTH + 1];	/* bindings outside each */
};

static_assert(WALK_DEPTH == MAX_DEPTH, "both count open elements");

static struct slice
slice_x(const xmlChar *s)
{
	return s == NULL ? SLICE("") : slice_of((const char *)s);
}

struct slice
walk_namespace(void *user, struct slice prefix)
{
	const struct walk *w = user;
	size_t i;

	if (slice_is(prefix, "xml"))
		return SLICE(NS_XML);
	for (i = w->bindings.n; i > 0; i--)
		if (slice_eq(w->bindings.v[i - 1].prefix, prefix))
			return w->bindings.v[i - 1].ns;
	return prefix.n == 0 ? SLICE("") : SLICE_NONE;
}

struct slice
walk_text(struct slice raw, struct arena *a)
{
	return text_decode(raw, a);
}

void
walk_stop(struct walk *w)
{
	w->reader.stopped = true;
}

static void
walk_start(struct reader *r, const struct tag *tag)
{
	struct walk *w = (struct walk *)r;
	struct walk_element e = { .ns = slice_x(tag->ns),
	    .local = slice_x(tag->local), .prefix = slice_x(tag->prefix) };
	const struct frame *top;
	size_t i, text;

	if (!reader_push(r, tag, &text))
		return;
	top = reader_top(r);
	w->outer[r->depth] = (uint32_t)w->bindings.n;
	for (i = 0; i < tag->n_ns; i++)
		VEC_PUSH(&w->bindings, ((struct scope_binding){
		    slice_x(tag->bound[2 * i]),
		    slice_x(tag->bound[2 * i + 1]) }));
	w->attributes.n = 0;
	for (i = 0; i < tag->attributes.n; i++) {
		const xmlChar **v = tag->attributes.v + 5 * i;

		VEC_PUSH(&w->attributes, ((struct walk_attribute){
		    slice_x(v[2]), slice_x(v[0]), { (const char *)v[3],
		    (size_t)(v[4] - v[3]) } }));
	}
	e.attributes = w->attributes.v;
	e.n_attributes = w->attributes.n;
	e.node = top->node;
	e.depth = r->depth;
	e.span = span_between(top->start, top->inside);
	r->last = top->inside;
	w->handler->start(w->handler->ctx, w, &e);
}

static void
walk_end(struct reader *r, size_t at)
{
	struct walk *w = (struct walk *)r;
	const struct frame *top = reader_top(r);
	struct slice raw;

	if (r->depth == 0)
		return;
	raw = reader_inside(r, at);
	r->last = at;
	w->handler->end(w->handler->ctx, w, raw,
	    span_between(top->start, at));
	w->bindings.n = w->outer[r->depth--];
}

int
report_walk(const struct report *report, const struct walk_handler *h)
{
	struct walk *w = mem_calloc(1, sizeof(*w));
	struct reader *r = &w->reader;
	int rc;

	w->handler = h;
	r->report = &w->nothing;
	r->options = &w->plain;
	r->findings = findings_new();	/* those of the first reading again */
	r->start = walk_start;
	r->end = walk_end;
	reader_open_text(r, &report->encoding);
	rc = parser_new(r);
	if (rc == 0)
		parser_run(r);
	parser_free(r);
	findings_free(r->findings);
	VEC_FREE(&w->attributes);
	VEC_FREE(&w->bindings);
	mem_free(w);
	return rc;
}
