/*
 * xbrl_xml.c: the streaming reader of xBRL-XML (XBRL 2.1, 4): the tags that
 * xbrl_xml_parser.c hands over on one side, a stack of open elements in the
 * middle, the rows of the report on the other.
 *
 * (1) A tag comes with the byte at which the parser stood: at '>' or '/>' of a
 *     start tag, just after an end tag.  All text is UTF-8 (encoding.h), so
 *     that byte is exact.
 * (2) Tags come some hundreds at a time, when the parser is already beyond
 *     them; nothing here asks the parser anything but names of its dictionary.
 */
#include "ingest/xbrl_xml.h"

#include "base/xml.h"

/* --- places --- */

struct span
reader_here(const struct reader *r)
{
	const struct frame *f = &r->frames[r->depth];

	return span_between(f->start, r->last > f->start ? r->last :
	    f->inside);
}

struct place
reader_place(const struct reader *r, size_t at)
{
	return report_place(r->report, span_between(at, at));
}

struct finding *
reader_finding(struct reader *r, enum finding_code code)
{
	const struct frame *f = &r->frames[r->depth];

	return finding_add(r->findings, code, report_place(r->report,
	    span_between(f->start, f->inside)));
}

bool
reader_has_room(struct reader *r, size_t rows)
{
	uint32_t max = r->options->max_rows;

	if (max == 0)
		max = INGEST_MAX_ROWS;
	if (rows < max)
		return true;
	finding_argf(reader_finding(r, F_xml_TooMany), "limit", "%u", max);
	r->stopped = true;
	return false;
}

/* --- start tags --- */

static void
root_start(struct reader *r, enum at known, struct attrs a)
{
	struct frame *top = reader_top(r);

	if (known != AT_XBRL) {
		finding_arg(reader_finding(r, F_xbrl_4_1_RootElement),
		    "element", names_print(r, top->name));
		r->stopped = true;
		return;
	}
	top->at = AT_XBRL;
	r->report->root_node = top->node;
	rules_attributes(r, a);
	ids_add(r, attrs_get(a, NULL, r->words.id), ID_OTHER, NONE);
}

static bool
is_extended(const struct reader *r, struct attrs a)
{
	struct slice type = attrs_get(a, r->words.ns_xlink, r->words.type);

	return type.s != NULL && slice_is(type, "extended");
}

/* A child of the root that is none of the references: 4.1. */
static void
body_child(struct reader *r, enum at known, struct attrs a)
{
	struct frame *top = reader_top(r), *parent = reader_parent(r);
	bool reserved = rules_reserved(r->report->names.v[top->name].ns);
	enum at want = known;

	reader_open_taxonomy(r);
	if (known == AT_OTHER && !reserved)
		want = is_extended(r, a) ? AT_FOOTNOTE_LINK : AT_ITEM;
	else if (known == AT_EXPLICIT || known == AT_TYPED)
		want = AT_ITEM;
	if ((parent->state != 4 || want != AT_ITEM) &&
	    !rules_child(r, parent, want))
		return;
	top->at = want;
	if (known == want)
		rules_attributes(r, a);
	if (want == AT_CONTEXT)
		context_start(r, a);
	else if (want == AT_UNIT)
		unit_start(r, a);
	else if (want == AT_FOOTNOTE_LINK)
		footnote_link_start(r, a);
	else
		fact_start(r, a);
}

static void
root_child(struct reader *r, enum at known, struct attrs a)
{
	struct frame *top = reader_top(r);

	if (known != AT_SCHEMA_REF && known != AT_LINKBASE_REF &&
	    known != AT_ROLE_REF && known != AT_ARCROLE_REF) {
		body_child(r, known, a);
		return;
	}
	(void)rules_child(r, reader_parent(r), known);
	top->at = known;
	rules_attributes(r, a);
	references_start(r, a);
}

static void
tuple_child(struct reader *r, struct attrs a)
{
	struct frame *top = reader_top(r);

	if (!rules_reserved(r->report->names.v[top->name].ns)) {
		fact_start(r, a);
		return;
	}
	rules_content_finding(r, AT_XBRL, slice_of(arena_printf(r->scratch,
	    "<%.*s>", SLICE_ARG(names_print(r, top->name)))));
}

static void
unit_child(struct reader *r, enum at known, struct attrs a)
{
	struct frame *top = reader_top(r);

	if (!rules_child(r, reader_parent(r), known))
		return;
	top->at = known;
	rules_attributes(r, a);
}

static void
dispatch(struct reader *r, enum at known, struct attrs a)
{
	switch (reader_parent(r)->at) {
	case AT_DOCUMENT:
		root_start(r, known, a);
		break;
	case AT_XBRL:
		root_child(r, known, a);
		break;
	case AT_ITEM:
		fact_child(r, known, a);
		break;
	case AT_TUPLE:
		tuple_child(r, a);
		break;
	case AT_CONTEXT: case AT_ENTITY: case AT_IDENTIFIER: case AT_SEGMENT:
	case AT_PERIOD: case AT_START_DATE: case AT_END_DATE:
	case AT_INSTANT: case AT_FOREVER: case AT_SCENARIO: case AT_EXPLICIT:
	case AT_TYPED: case AT_CONTENT:
		context_child(r, known, a);
		break;
	case AT_UNIT: case AT_MEASURE: case AT_DIVIDE: case AT_UNIT_NUMERATOR:
	case AT_UNIT_DENOMINATOR:
	case AT_SCHEMA_REF: case AT_LINKBASE_REF: case AT_ROLE_REF:
	case AT_ARCROLE_REF:
		unit_child(r, known, a);
		break;
	case AT_FOOTNOTE_LINK: case AT_LOC: case AT_FOOTNOTE: case AT_ARC:
	case AT_DOCUMENTATION:
		footnote_child(r, known, a);
		break;
	case AT_NUMERATOR: case AT_DENOMINATOR: case AT_IGNORED: case AT_OTHER:
	case ATS:
		break;
	}
}

/* The first byte since the last tag that is no white space, or the end. */
static size_t
text_start(const struct reader *r, size_t end)
{
	size_t i = r->last;

	while (i < end && is_xml_space(r->text.s[i]))
		i++;
	return i;
}

/* The text between the last tag and this one stands in the parent; `text` is
 * text_start up to `end` or beyond. */
static void
gap(struct reader *r, struct frame *frame, size_t text, size_t end)
{
	if (text >= end)
		return;
	if (frame->at == AT_CONTENT)
		content_gap(r, frame, (struct slice){ r->text.s + r->last,
		    end - r->last });
	else if (rules_elements_only(frame->at))
		rules_gap(r, frame, (struct slice){ r->text.s + text,
		    end - text });
}

/* The end of the comment, instruction or section that text begins with; *node
 * tells whether it is a node by itself, *text whether it is part of one. */
static size_t
markup_end(struct slice s, bool *node, bool *text)
{
	static const struct { const char *open, *close; bool node; } kinds[] = {
		{ "<!--", "-->", true }, { "<![CDATA[", "]]>", false },
		{ "<?xml ", "?>", false }, { "<?", "?>", true },
	};
	size_t i, n, m;
	const char *end;

	*node = *text = false;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!slice_starts(s, slice_of(kinds[i].open)))
			continue;
		n = strlen(kinds[i].open);
		m = strlen(kinds[i].close);
		end = memmem(s.s + n, s.n - n, kinds[i].close, m);
		if (end == NULL)
			break;
		*node = kinds[i].node;
		*text = i == 1 && end > s.s + n;
		return (size_t)(end - s.s) + m;
	}
	return s.n;
}

/* How many nodes the bytes between two tags are: a text, and what comments
 * and instructions make of it. */
static uint32_t
nodes_of(struct slice s, bool document)
{
	bool open = false, node, text;
	uint32_t n = 0;
	const char *markup;
	size_t end;

	while (s.n > 0) {
		markup = memchr(s.s, '<', s.n);
		if (markup != s.s) {
			n += !open && !document;
			open = true;
			if (markup == NULL)
				break;
			s = slice_from(s, (size_t)(markup - s.s));
		}
		end = markup_end(s, &node, &text);
		n += node || (text && !open && !document);
		open = !node && (open || text);
		s = slice_from(s, end);
	}
	return n;
}

/* Counts the nodes up to `end`; before `text` there is white space only. */
static void
count_gap(struct reader *r, size_t text, size_t end)
{
	struct slice gap = { r->text.s + r->last, end - r->last };

	if (end <= r->last)
		return;
	if (r->depth > 0 && (text >= end ||
	    memchr(gap.s, '<', gap.n) == NULL))
		r->nodes++;		/* nearly always: one text */
	else
		r->nodes += nodes_of(gap, r->depth == 0);
}

/* The '<' of the start tag that ends at pos: the first byte after white space
 * if that is no comment, instruction or section, else the last one; attribute
 * values hold none. */
static size_t
tag_start(const struct reader *r, size_t text, size_t pos)
{
	const char *s = r->text.s, *tag;

	if (text + 1 < pos && s[text] == '<' && s[text + 1] != '!' &&
	    s[text + 1] != '?')
		return text;
	tag = memrchr(s + r->last, '<', pos - r->last);
	return tag == NULL ? r->last : (size_t)(tag - s);
}

static void
refuse(struct reader *r, enum finding_code code, unsigned limit)
{
	finding_argf(reader_finding(r, code), "limit", "%u", limit);
	r->stopped = true;
}

bool
reader_push(struct reader *r, const struct tag *tag, size_t *text)
{
	size_t pos = tag->at, start;
	struct frame *parent = reader_top(r), *f;

	if (r->depth >= MAX_DEPTH) {
		refuse(r, F_xml_TooDeep, MAX_DEPTH);
		return false;
	}
	*text = text_start(r, pos);
	parent->has_children = true;
	start = tag_start(r, *text, pos);
	if (r->numbering)
		count_gap(r, *text, start);
	f = &r->frames[++r->depth];
	*f = (struct frame){ .at = AT_IGNORED, .name = NONE, .row = NONE,
	    .lang = parent->lang, .type = NONE, .base = parent->base };
	f->namespaces = (uint32_t)r->bindings.n;
	f->start = start;
	f->inside = pos + (pos < r->text.n && r->text.s[pos] == '/' ? 2 : 1);
	if (f->inside > r->text.n)
		f->inside = r->text.n;
	f->node = r->nodes;
	r->nodes += 1 + (uint32_t)tag->attributes.n;
	return true;
}

static bool
has_attribute_of(struct attrs a, const xmlChar *ns)
{
	size_t i;

	for (i = 0; i < a.n; i++)
		if (a.v[5 * i + 2] == ns)
			return true;
	return false;
}

static void
element_start(struct reader *r, const struct tag *tag)
{
	struct attrs a = tag->attributes;
	const struct name_slot *slot;
	struct frame *top, *parent;
	enum at known;
	size_t text;

	if (!reader_push(r, tag, &text))
		return;
	slot = names_slot(r, tag->local, tag->ns, tag->prefix);
	known = slot->at;
	top = reader_top(r);
	top->name = slot->row;
	parent = reader_parent(r);
	if (tag->n_ns > 0 && !namespaces_push(r, tag->n_ns, tag->bound)) {
		refuse(r, F_xml_TooManyNamespaces, MAX_NAMESPACES);
		return;
	}
	gap(r, parent, text, top->start);
	if (has_attribute_of(a, r->words.ns_xml)) {
		top->lang = reader_lang(r, a, parent->lang);
		top->base = reader_base(r, a, parent->base);
	}
	if (has_attribute_of(a, r->words.ns_xsi))
		hints_add(r, a);
	dispatch(r, known, a);
	if (r->options->layout && !r->stopped)
		layout_element(r, tag->prefix, a);
	r->last = top->inside;
}

/* --- end tags --- */

static void
finish_element(struct reader *r, struct slice raw)
{
	switch (reader_top(r)->at) {
	case AT_XBRL:
		reader_open_taxonomy(r);
		break;
	case AT_CONTEXT:
		rules_end(r);
		context_end(r);
		break;
	case AT_ENTITY: case AT_IDENTIFIER: case AT_SEGMENT: case AT_PERIOD:
	case AT_START_DATE: case AT_END_DATE: case AT_INSTANT:
	case AT_FOREVER: case AT_SCENARIO: case AT_EXPLICIT: case AT_TYPED:
	case AT_CONTENT:
		context_child_end(r, raw);
		break;
	case AT_UNIT:
		rules_end(r);
		unit_end(r);
		break;
	case AT_MEASURE:
		unit_measure(r, raw);
		break;
	case AT_DIVIDE: case AT_UNIT_NUMERATOR: case AT_UNIT_DENOMINATOR:
		rules_end(r);
		break;
	case AT_ITEM: case AT_TUPLE:
		fact_end(r, raw);
		break;
	case AT_NUMERATOR: case AT_DENOMINATOR:
		fraction_end(r, raw);
		break;
	case AT_FOOTNOTE_LINK:
		footnote_link_end(r);
		break;
	case AT_LOC: case AT_FOOTNOTE: case AT_ARC: case AT_DOCUMENTATION:
		footnote_child_end(r, raw);
		break;
	case AT_OTHER: case AT_DOCUMENT: case AT_SCHEMA_REF:
	case AT_LINKBASE_REF: case AT_ROLE_REF: case AT_ARCROLE_REF:
	case AT_IGNORED: case ATS:
		break;
	}
}

struct slice
reader_inside(struct reader *r, size_t pos)
{
	size_t from = r->frames[r->depth].inside;
	const char *start = r->text.s + from, *tag = NULL;

	if (pos > from)
		tag = memrchr(start, '<', pos - from);
	if (tag != NULL && r->numbering)
		count_gap(r, 0, (size_t)(tag - r->text.s));
	return (struct slice){ start, tag == NULL ? 0 : (size_t)(tag - start) };
}

static void
element_end(struct reader *r, size_t pos)
{
	struct frame *top = reader_top(r);
	struct slice raw;
	size_t end;

	if (r->depth == 0)
		return;
	raw = reader_inside(r, pos);
	end = top->inside + raw.n;
	if (top->at == AT_CONTENT ? top->has_children :
	    rules_elements_only(top->at))
		gap(r, top, text_start(r, end), end);
	r->last = pos;
	finish_element(r, raw);
	r->report->whole = r->depth == 1 && top->at == AT_XBRL;
	namespaces_pop(r, top->namespaces);
	if (--r->depth == 1)
		arena_reset(r->scratch, r->mark);
}

/* --- the whole --- */

static void
reader_free(struct reader *r)
{
	parser_free(r);
	aspects_free(&r->aspects);
	names_free(r);
	buf_free(&r->context.canon);
	buf_free(&r->context.sequence);
	buf_free(&r->context.others);
	late_free(&r->late);
	VEC_FREE(&r->unit.numerator);
	VEC_FREE(&r->unit.denominator);
	arena_free(r->scratch);
	mem_free(r);
}

void
reader_open_text(struct reader *r, const struct encoding *encoding)
{
	r->encoding = encoding;
	r->text = encoding->text;
	r->next_line = SIZE_MAX;
	if (slice_starts(r->text, SLICE("\xEF\xBB\xBF")))
		r->last = 3;
	r->nodes = 1;
	r->numbering = true;
	r->frames[0] = (struct frame){ .at = AT_DOCUMENT, .row = NONE };
}

static struct reader *
reader_new(struct report *report, const struct ingest_options *options,
    struct findings *findings, struct arena *arena, const char **why)
{
	struct reader *r = mem_calloc(1, sizeof(*r));

	r->report = report;
	r->options = options;
	r->findings = findings;
	r->arena = arena;
	r->why = why;
	r->scratch = arena_new();
	(void)arena_alloc(r->scratch, 1);	/* its first chunk stays */
	r->mark = arena_mark(r->scratch);
	r->start = element_start;
	r->end = element_end;
	r->context.canon = BUF_ANY;
	r->context.sequence = BUF_ANY;
	r->context.others = BUF_ANY;
	r->late.bytes = BUF_ANY;
	report_open_text(report);
	reader_open_text(r, &report->encoding);
	r->next_line = 0;		/* somebody will ask */
	return r;
}

int
xbrl_xml_read(struct report *report, const struct ingest_options *options,
    struct findings *findings, struct arena *arena, const char **why)
{
	struct reader *r = reader_new(report, options, findings, arena, why);
	int rc = -1;

	xml_init();
	if (parser_new(r) == -1) {
		*why = "the XML parser could not be started";
		goto out;
	}
	words_init(r);
	rules_init(r);
	parser_run(r);
	report->whole = report->whole && !r->failed && !r->stopped;
	reader_finish(r);
	rc = r->rc;
 out:
	reader_free(r);
	return rc;
}
