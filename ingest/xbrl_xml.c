/*
 * xbrl_xml.c: the streaming reader of xBRL-XML (XBRL 2.1, 4): libxml2's SAX2
 * on one side, a stack of open elements in the middle, the rows of the report
 * on the other.
 *
 * (1) The parser pulls the mapped file through a callback, in its own steps of
 *     a few kilobytes, without XML_PARSE_HUGE; it builds nothing.  A DOCTYPE
 *     stops it, so that no entity is ever declared.
 * (2) In a callback the parser stands at a known byte: at '>' or '/>' of a
 *     start tag, just after an end tag.  All text is UTF-8 (encoding.h), so
 *     that byte is exact.
 * (3) In 2.9.14 attributes of one element cost their square; the callback that
 *     feeds the parser counts those of a tag that grows long, before the
 *     parser does.
 * (4) After a fatal error nothing more is fed, so the parser soon ends.
 */
#include "ingest/xbrl_xml.h"

#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "base/xml.h"

#define LONG_TAG	((size_t)1 << 20)
#define MAX_TEXT	10000000	/* libxml2's, without XML_PARSE_HUGE */

/* --- where the parser stands --- */

static size_t
position(const struct reader *r)
{
	const xmlParserInput *in = r->ctxt->input;
	size_t at;

	if (in == NULL)
		return r->fed;
	at = in->consumed + (size_t)(in->cur - in->base);
	return at > r->text.n ? r->text.n : at;
}

/* Characters of valid UTF-8: bytes that do not continue one. */
static uint32_t
count_characters(const char *s, size_t n)
{
	uint32_t count = 0;
	size_t i = 0, k;

	for (; i + 16 <= n; i += 16) {
		uint8_t part = 0;

		for (k = 0; k < 16; k++)
			part = (uint8_t)(part + ((s[i + k] & 0xC0) != 0x80));
		count += part;
	}
	for (; i < n; i++)
		count += (s[i] & 0xC0) != 0x80;
	return count;
}

/* Moves the column on to `start`, which never goes back. */
static uint32_t
column_at(struct reader *r, size_t start)
{
	const char *from = r->text.s + r->line_from;
	const char *line = memrchr(from, '\n', start - r->line_from);

	if (line != NULL) {
		from = line + 1;
		r->column = 1;
	}
	r->column += count_characters(from,
	    (size_t)(r->text.s + start - from));
	r->line_from = start;
	return r->column;
}

static uint32_t
lines_between(const struct reader *r, size_t start, size_t end)
{
	const char *p = r->text.s + start, *stop = r->text.s + end;
	uint32_t n = 0;

	while ((p = memchr(p, '\n', (size_t)(stop - p))) != NULL) {
		n++;
		p++;
	}
	return n;
}

struct span
reader_span(const struct reader *r, size_t start, size_t end, uint32_t line,
    uint32_t column)
{
	uint64_t from = start, to = end;

	if (!r->encoding.same) {
		from = encoding_offset(&r->encoding, start);
		to = encoding_offset(&r->encoding, end);
	}
	return (struct span){ from, to - from, line, column };
}

struct span
reader_here(const struct reader *r)
{
	const struct frame *f = &r->frames[r->depth];

	return reader_span(r, f->start, r->last > f->start ? r->last :
	    f->inside, f->line, f->column);
}

struct finding *
reader_finding(struct reader *r, enum finding_code code)
{
	const struct frame *f = &r->frames[r->depth];

	return finding_add(r->findings, code, report_place(r->report,
	    reader_span(r, f->start, f->inside, f->line, f->column)));
}

void
reader_stop(struct reader *r)
{
	r->stopped = true;
	xmlStopParser(r->ctxt);
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
	reader_stop(r);
	return false;
}

/* --- feeding the parser --- */

static size_t
count_attributes(struct slice tag)
{
	char quote = 0;
	size_t i, n = 0;

	for (i = 0; i < tag.n && n <= MAX_ATTRIBUTES; i++) {
		char c = tag.s[i];

		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '=')
			n++;
		else if (c == '>' || c == '<')
			break;
	}
	return n;
}

/* The place of a position by itself, for findings outside callbacks: it reads
 * the text from its start, so there are only a few of these. */
static struct place
place_of(struct reader *r, size_t at)
{
	const char *from = memrchr(r->text.s, '\n', at);
	uint32_t column, line = 1 + lines_between(r, 0, at);

	from = from == NULL ? r->text.s : from + 1;
	column = 1 + count_characters(from, (size_t)(r->text.s + at - from));
	return report_place(r->report, reader_span(r, at, at, line, column));
}

/* Whether the next n bytes may be fed; see (3). */
static bool
feed_guard(struct reader *r, size_t n)
{
	const char *tag = memrchr(r->text.s + r->fed, '<', n);

	if (tag != NULL) {
		r->open_tag = (size_t)(tag - r->text.s);
		r->judged = false;
		return true;
	}
	if (r->judged || r->fed + n - r->open_tag < MIN_CROWD)
		return true;
	r->judged = true;
	if (count_attributes(slice_from(r->text, r->open_tag + 1)) <=
	    MAX_ATTRIBUTES)
		return true;
	r->failed = true;
	finding_argf(finding_add(r->findings, F_xml_TooManyAttributes,
	    place_of(r, r->open_tag)),
	    "limit", "%d", MAX_ATTRIBUTES);
	return false;
}

/* For tests: small steps, but never less than the parser looks ahead without
 * asking again (INPUT_CHUNK in libxml2). */
static size_t
test_chunk(const struct reader *r, size_t n)
{
	size_t ahead = r->fed == 0 ? 0 : r->fed - position(r);
	size_t want = ahead < INPUT_CHUNK ? INPUT_CHUNK - ahead : 0;

	if (want < r->options->read_chunk)
		want = r->options->read_chunk;
	return n < want ? n : want;
}

static int
feed(void *user, char *buf, int len)
{
	struct reader *r = user;
	size_t n = r->text.n - r->fed;

	if (r->stopped || r->failed || len <= 0)
		return 0;
	if (n > (size_t)len)
		n = (size_t)len;
	if (r->options->read_chunk != 0)
		n = test_chunk(r, n);
	if (!feed_guard(r, n))
		return 0;
	memcpy(buf, r->text.s + r->fed, n);
	r->fed += n;
	return (int)n;
}

/* --- start tags --- */

static void
root_start(struct reader *r, enum at known, struct attrs a)
{
	struct frame *top = reader_top(r);

	if (known != AT_XBRL) {
		finding_arg(reader_finding(r, F_xbrl_4_1_RootElement),
		    "element", names_print(r, top->name));
		reader_stop(r);
		return;
	}
	top->at = AT_XBRL;
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

/* Fills the new innermost frame; `text` is text_start up to pos. */
static void
push(struct reader *r, size_t text, size_t pos, uint32_t name)
{
	struct frame *parent = reader_top(r), *f;

	parent->has_children = true;
	f = &r->frames[++r->depth];
	*f = (struct frame){ .at = AT_IGNORED, .name = name, .row = NONE,
	    .lang = parent->lang, .type = NONE, .base = parent->base };
	f->namespaces = (uint32_t)r->bindings.n;
	f->start = tag_start(r, text, pos);
	f->inside = pos + (pos < r->text.n && r->text.s[pos] == '/' ? 2 : 1);
	if (f->inside > r->text.n)
		f->inside = r->text.n;
	f->line = (uint32_t)r->ctxt->input->line -
	    lines_between(r, f->start, pos);
	f->column = column_at(r, f->start);
	r->ordinal++;
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
refuse(struct reader *r, enum finding_code code, unsigned limit)
{
	finding_argf(reader_finding(r, code), "limit", "%u", limit);
	reader_stop(r);
}

static void
on_start(void *user, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attributes,
    int n_defaulted, const xmlChar **attributes)
{
	struct reader *r = user;
	struct attrs a = { attributes, (size_t)n_attributes };
	const struct name_slot *slot;
	struct frame *top, *parent;
	enum at known;
	size_t pos = position(r), text;

	(void)n_defaulted;
	if (r->stopped || pos >= r->text.n ||
	    (r->text.s[pos] != '>' && r->text.s[pos] != '/'))
		return;			/* a tag cut off: an error follows */
	if (r->depth >= MAX_DEPTH) {
		refuse(r, F_xml_TooDeep, MAX_DEPTH);
		return;
	}
	slot = names_slot(r, local, uri, prefix);
	known = slot->at;
	text = text_start(r, pos);
	push(r, text, pos, slot->row);
	top = reader_top(r);
	parent = reader_parent(r);
	if (n_ns > 0 && !namespaces_push(r, (size_t)n_ns, ns)) {
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
	/* Where the parser was stopped, the attributes' values are gone. */
	if (r->options->layout && !r->stopped)
		layout_element(r, prefix, a);
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

static void
on_end(void *user, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct reader *r = user;
	struct frame *top = reader_top(r);
	size_t pos, end;
	const char *tag;

	(void)local;
	(void)prefix;
	(void)uri;
	if (r->stopped || r->depth == 0)
		return;
	pos = position(r);
	end = top->inside;
	if (pos > end) {
		tag = memrchr(r->text.s + end, '<', pos - end);
		end = tag == NULL ? end : (size_t)(tag - r->text.s);
	}
	if (top->at == AT_CONTENT ? top->has_children :
	    rules_elements_only(top->at))
		gap(r, top, text_start(r, end), end);
	r->last = pos;
	finish_element(r, (struct slice){ r->text.s + top->inside,
	    end - top->inside });
	r->report->whole = r->depth == 1 && top->at == AT_XBRL;
	namespaces_pop(r, top->namespaces);
	if (--r->depth == 1)
		arena_reset(r->scratch, r->mark);
}

/* --- what stops the parser --- */

static void
on_doctype(void *user, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id)
{
	struct reader *r = user;

	(void)name;
	(void)public_id;
	(void)system_id;
	if (r->stopped)
		return;
	(void)finding_add(r->findings, F_xml_DoctypeNotAllowed,
	    place_of(r, position(r)));
	reader_stop(r);
}

/* The code of an error that ends the reading or breaks Namespaces in XML;
 * FINDING_CODES for one of no interest. */
static enum finding_code
error_code(const xmlError *e)
{
	static const struct {
		const char       *part;
		enum finding_code code;
	} limits[] = {			/* libxml2 says these by message only */
		{ "Huge input lookup", F_xml_TooLong },
		{ "too long", F_xml_TooLong },
		{ "too big", F_xml_TooLong },
	};
	size_t i;

	for (i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		if (e->level == XML_ERR_FATAL &&
		    strstr(e->message, limits[i].part) != NULL)
			return limits[i].code;
	if (e->level == XML_ERR_FATAL)
		return F_xml_NotWellFormed;
	if (e->level == XML_ERR_ERROR && e->domain == XML_FROM_NAMESPACE)
		return F_xml_NamespaceError;
	return FINDING_CODES;
}

static void
on_error(void *user, xmlError *e)
{
	struct reader *r = user;
	struct slice reason = slice_of(e->message);
	enum finding_code code = error_code(e);
	size_t at = position(r);
	struct finding *f;

	if (r->stopped || r->failed || code == FINDING_CODES)
		return;
	if (code == F_xml_NamespaceError && r->namespace_errors++ >= 100)
		return;			/* they have one cause */
	r->failed = code != F_xml_NamespaceError;
	if (r->failed && r->encoding.trouble != NULL && r->fed == r->text.n) {
		code = F_xml_NotWellFormed;
		reason = slice_of(r->encoding.trouble);
	}
	if (at - r->open_tag > LONG_TAG && at > r->open_tag)
		at = r->open_tag;	/* a tag too long to point into */
	while (reason.n > 0 && (is_xml_space(reason.s[reason.n - 1]) ||
	    reason.s[reason.n - 1] == '.'))
		reason.n--;
	f = finding_add(r->findings, code, place_of(r, at));
	if (code == F_xml_TooLong)
		finding_argf(f, "limit", "%d", MAX_TEXT);
	else
		finding_arg(f, "reason", reason);
}

/* --- the whole --- */

static void
reader_free(struct reader *r)
{
	xmlFreeParserCtxt(r->ctxt);
	encoding_close(&r->encoding);
	aspects_free(&r->aspects);
	names_free(r);
	buf_free(&r->context.canon);
	buf_free(&r->context.sequence);
	buf_free(&r->context.others);
	VEC_FREE(&r->unit.numerator);
	VEC_FREE(&r->unit.denominator);
	arena_free(r->scratch);
	mem_free(r);
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
	r->column = 1;
	r->frames[0] = (struct frame){ .at = AT_DOCUMENT, .row = NONE,
	    .line = 1, .column = 1 };
	r->context.canon = BUF_ANY;
	r->context.sequence = BUF_ANY;
	r->context.others = BUF_ANY;
	encoding_open(&r->encoding, report->file.bytes);
	r->text = r->encoding.same ? r->encoding.text :
	    arena_copy(report->arena, r->encoding.text);
	if (slice_starts(r->text, SLICE("\xEF\xBB\xBF")))
		r->last = r->line_from = 3;
	report->encoding_utf8 = r->encoding.same &&
	    (strcasecmp(r->encoding.name, "UTF-8") == 0 ||
	    strcasecmp(r->encoding.name, "UTF8") == 0);
	return r;
}

/* No character callbacks: see xbrl_xml.h (3).  Both being the same also keeps
 * the parser from guessing which white space may be ignored. */
static const xmlSAXHandler handler = {
	.initialized = XML_SAX2_MAGIC,
	.startElementNs = on_start,
	.endElementNs = on_end,
	.internalSubset = on_doctype,
	.serror = on_error,
};

int
xbrl_xml_read(struct report *report, const struct ingest_options *options,
    struct findings *findings, struct arena *arena, const char **why)
{
	struct reader *r = reader_new(report, options, findings, arena, why);
	xmlSAXHandler sax = handler;
	int rc = -1;

	xml_init();
	r->ctxt = xmlCreateIOParserCtxt(&sax, r, feed, NULL, r,
	    XML_CHAR_ENCODING_NONE);
	if (r->ctxt == NULL) {
		*why = "the XML parser could not be started";
		goto out;
	}
	r->ctxt->options |= XML_PARSE_IGNORE_ENC | XML_PARSE_NONET;
	words_init(r);
	rules_init(r);
	(void)xmlParseDocument(r->ctxt);
	if (r->encoding.trouble != NULL && !r->failed && !r->stopped)
		finding_arg(finding_add(findings, F_xml_NotWellFormed,
		    place_of(r, r->text.n)), "reason",
		    slice_of(r->encoding.trouble));
	report->whole = report->whole && !r->failed && !r->stopped;
	reader_finish(r);
	rc = r->rc;
 out:
	reader_free(r);
	return rc;
}
