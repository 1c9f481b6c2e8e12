/*
 * xbrl_xml_parser.c: libxml2's SAX2 as the reader of xBRL-XML drives it.
 *
 * (1) The parser pulls the mapped file through a callback, in its own steps of
 *     a few kilobytes, without XML_PARSE_HUGE; it builds nothing.  A DOCTYPE
 *     stops it, so that no entity is ever declared.
 * (2) Its callbacks only note the tags, TAGS at a time; then all are handed
 *     over.  The parser and the reader are larger than the processor's cache
 *     for code is: taking turns at every tag, each would push the other out.
 * (3) The values of attributes lie in the parser's buffer, which moves on.  A
 *     value that is its bytes is noted where the mapped text has it.
 * (4) In 2.9.14 attributes of one element cost their square; the callback that
 *     feeds the parser counts those of a tag that grows long, before the
 *     parser does.
 * (5) So do different names, beyond some ten thousand: its dictionary stops
 *     growing.  They are counted at each tag.
 * (6) After a fatal error nothing more is fed, so the parser soon ends.
 */
#include "ingest/xbrl_xml.h"

#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "base/mem.h"
#include "base/xml.h"

#define LONG_TAG	((size_t)1 << 20)
#define MAX_TEXT	10000000	/* libxml2's, without XML_PARSE_HUGE */
#define TAGS		512		/* noted before they are handed over */
#define FETCH		((size_t)1 << 20)	/* bytes mapped in at once */
#define LINES_STEP	4096		/* bytes from one note of the line on */

/* A start tag; an end tag has only `at`, and local NULL. */
struct noted {
	const xmlChar *local, *prefix, *ns;
	size_t         at;
	uint32_t       words;		/* its first: n_ns pairs, … */
	uint32_t       n_ns, n_attributes;	/* … then fives */
};

struct tags {
	size_t       n;
	struct noted v[TAGS];
	VEC(const xmlChar *) words;
	struct arena *values;		/* what is not its bytes (3) */
	struct arena_mark mark;
};

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
	    reader_place(r, r->open_tag)),
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
	if (r->fed >= r->fetched) {
		file_fetch(&r->report->file, r->fed, FETCH);
		r->fetched = r->fed + FETCH;
	}
	if (!feed_guard(r, n))
		return 0;
	memcpy(buf, r->text.s + r->fed, n);
	r->fed += n;
	return (int)n;
}

/* --- tags --- */

/* Hands over what was noted; what comes after a stop is dropped. */
static void
hand_over(struct reader *r)
{
	struct tags *t = r->tags;
	size_t i, n = t->n;

	t->n = 0;			/* findings lead back here */
	for (i = 0; i < n && !r->stopped; i++) {
		const struct noted *e = &t->v[i];
		const xmlChar **words = t->words.v + e->words;
		struct tag tag = { e->local, e->prefix, e->ns, words, e->n_ns,
		    { words + 2 * (size_t)e->n_ns, e->n_attributes },
		    e->at };

		if (e->local == NULL)
			r->end(r, e->at);
		else
			r->start(r, &tag);
	}
	late_finish(r);
	t->words.n = 0;
	arena_reset(t->values, t->mark);
}

/* Room for one more; NULL where nothing more is to be read. */
static struct noted *
note(struct reader *r)
{
	struct tags *t = r->tags;

	if (t->n == TAGS)
		hand_over(r);
	if (!r->stopped)
		return &t->v[t->n++];
	xmlStopParser(r->ctxt);
	return NULL;
}

/*
 * An attribute's value where it stays until the tag is handed over (3): one
 * that lies in the parser's buffer is as it was written, and between the
 * quotes in the text that it was fed from.
 */
static struct slice
lasting(struct reader *r, struct slice value)
{
	const xmlParserInput *in = r->ctxt->input;
	const char *base = (const char *)in->base, *s;
	size_t at;

	if (value.s > base && value.s < (const char *)in->end) {
		at = in->consumed + (size_t)(value.s - base);
		s = r->text.s + at;
		if (at > 0 && at < r->text.n && value.n < r->text.n - at &&
		    (s[-1] == '"' || s[-1] == '\'') && s[value.n] == s[-1])
			return (struct slice){ s, value.n };
	}
	return arena_copy(r->tags->values, value);
}

static void
note_attributes(struct reader *r, size_t n, const xmlChar **v)
{
	struct tags *t = r->tags;
	const xmlChar **out;
	struct slice value;
	size_t i;

	if (t->words.cap - t->words.n < 5 * n)
		mem_grow((void **)&t->words.v, &t->words.cap,
		    t->words.n + 5 * n, sizeof(*t->words.v));
	out = t->words.v + t->words.n;
	t->words.n += 5 * n;
	for (i = 0; i < n; i++, v += 5, out += 5) {
		value = lasting(r, (struct slice){ (const char *)v[3],
		    (size_t)(v[4] - v[3]) });
		memcpy(out, v, 3 * sizeof(*v));
		out[3] = (const xmlChar *)value.s;
		out[4] = (const xmlChar *)value.s + value.n;
	}
}

/* Whether no more different names were met than the parser bears (5). */
static bool
names_guard(struct reader *r, size_t at)
{
	if (xmlDictSize(r->ctxt->dict) <= MAX_NAMES)
		return true;
	hand_over(r);
	if (!r->stopped)
		finding_argf(finding_add(r->findings, F_xml_TooManyNames,
		    reader_place(r, at)), "limit", "%d", MAX_NAMES);
	r->stopped = true;
	xmlStopParser(r->ctxt);
	return false;
}

static void
on_start(void *user, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attributes,
    int n_defaulted, const xmlChar **attributes)
{
	struct reader *r = user;
	size_t at = position(r);
	struct noted *e;
	int i;

	(void)n_defaulted;
	if (r->stopped || at >= r->text.n ||
	    (r->text.s[at] != '>' && r->text.s[at] != '/'))
		return;			/* a tag cut off: an error follows */
	if (!names_guard(r, at) || (e = note(r)) == NULL)
		return;
	if (at >= r->next_line) {
		lines_note(r->report->lines, at,
		    (uint32_t)r->ctxt->input->line);
		r->next_line = at + LINES_STEP;
	}
	*e = (struct noted){ local, prefix, uri, at,
	    (uint32_t)r->tags->words.n, (uint32_t)n_ns,
	    (uint32_t)n_attributes };
	for (i = 0; i < 2 * n_ns; i++)
		VEC_PUSH(&r->tags->words, ns[i]);
	note_attributes(r, (size_t)n_attributes, attributes);
}

static void
on_end(void *user, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct reader *r = user;
	struct noted *e;

	(void)local;
	(void)prefix;
	(void)uri;
	if (r->stopped || (e = note(r)) == NULL)
		return;
	e->local = NULL;
	e->at = position(r);
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
	    reader_place(r, position(r)));
	r->stopped = true;
	xmlStopParser(r->ctxt);
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

	if (code == FINDING_CODES)
		return;
	hand_over(r);
	if (r->stopped || r->failed)
		return;
	if (code == F_xml_NamespaceError && r->namespace_errors++ >= 100)
		return;			/* they have one cause */
	r->failed = code != F_xml_NamespaceError;
	if (r->failed && r->encoding->trouble != NULL && r->fed == r->text.n) {
		code = F_xml_NotWellFormed;
		reason = slice_of(r->encoding->trouble);
	}
	if (at - r->open_tag > LONG_TAG && at > r->open_tag)
		at = r->open_tag;	/* a tag too long to point into */
	while (reason.n > 0 && (is_xml_space(reason.s[reason.n - 1]) ||
	    reason.s[reason.n - 1] == '.'))
		reason.n--;
	f = finding_add(r->findings, code, reader_place(r, at));
	if (code == F_xml_TooLong)
		finding_argf(f, "limit", "%d", MAX_TEXT);
	else
		finding_arg(f, "reason", reason);
}

/* --- the whole --- */

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
parser_new(struct reader *r)
{
	xmlSAXHandler sax = handler;

	xml_init();
	r->ctxt = xmlCreateIOParserCtxt(&sax, r, feed, NULL, r,
	    XML_CHAR_ENCODING_NONE);
	if (r->ctxt == NULL)
		return -1;
	r->ctxt->options |= XML_PARSE_IGNORE_ENC | XML_PARSE_NONET;
	r->tags = mem_resize(NULL, 1, sizeof(*r->tags));
	r->tags->n = 0;
	r->tags->words.v = NULL;
	r->tags->words.n = r->tags->words.cap = 0;
	VEC_INIT(&r->tags->words);
	r->tags->values = arena_new();
	(void)arena_alloc(r->tags->values, 1);	/* its first chunk stays */
	r->tags->mark = arena_mark(r->tags->values);
	return 0;
}

void
parser_run(struct reader *r)
{
	(void)xmlParseDocument(r->ctxt);
	hand_over(r);
	if (r->encoding->trouble != NULL && !r->failed && !r->stopped)
		finding_arg(finding_add(r->findings, F_xml_NotWellFormed,
		    reader_place(r, r->text.n)), "reason",
		    slice_of(r->encoding->trouble));
}

void
parser_free(struct reader *r)
{
	if (r->tags != NULL) {
		VEC_FREE(&r->tags->words);
		arena_free(r->tags->values);
		mem_free(r->tags);
	}
	xmlFreeParserCtxt(r->ctxt);
}
