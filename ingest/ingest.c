/*
 * ingest.c: see ingest.h.  What a document is, is read off its root element;
 * the parser that finds it sees at most SNIFF bytes and expands nothing.
 */
#include "ingest/ingest.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/uri.h"
#include "base/xml.h"
#include "ingest/encoding.h"

#define NS_INLINE	"/inlineXBRL"	/* ends both versions' namespaces */
#define SNIFF		((size_t)1 << 16)

/* --- what is it? --- */

struct sniffer {
	xmlParserCtxt     *ctxt;
	struct slice       text;
	size_t             fed;
	enum document_form form;
	bool               done;
};

static const struct root {
	const char        *ns, *local;
	enum document_form form;
} roots[] = {
	{ NS_XBRLI, "xbrl", FORM_XBRL },
	{ NS_XSD, "schema", FORM_SCHEMA },
	{ NS_LINK, "linkbase", FORM_LINKBASE },
};

static void
on_root(void *user, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attributes,
    int n_defaulted, const xmlChar **attributes)
{
	struct sniffer *s = user;
	struct slice name = slice_of((const char *)local);
	struct slice space = slice_of((const char *)uri);
	size_t i;

	(void)prefix, (void)n_ns, (void)ns;
	(void)n_attributes, (void)n_defaulted, (void)attributes;
	if (s->done)
		return;
	for (i = 0; i < sizeof(roots) / sizeof(*roots); i++)
		if (slice_is(name, roots[i].local) &&
		    slice_is(space, roots[i].ns))
			s->form = roots[i].form;
	if (slice_is(space, NS_XHTML) && slice_is(name, "html") &&
	    memmem(s->text.s, s->text.n, NS_INLINE,
	    sizeof(NS_INLINE) - 1) != NULL)
		s->form = FORM_INLINE;
	s->done = true;
	xmlStopParser(s->ctxt);
}

static int
feed_sniffer(void *user, char *buf, int len)
{
	struct sniffer *s = user;
	size_t n = s->text.n - s->fed;

	if (s->done || len <= 0)
		return 0;
	if (n > (size_t)len)
		n = (size_t)len;
	memcpy(buf, s->text.s + s->fed, n);
	s->fed += n;
	return (int)n;
}

static void
on_trouble(void *user, xmlError *e)
{
	struct sniffer *s = user;

	if (e->level == XML_ERR_FATAL)
		s->done = true;		/* nothing more is fed */
}

static enum document_form
sniff_xml(struct slice text)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
	    .startElementNs = on_root, .serror = on_trouble };
	struct sniffer s = { NULL, text, 0, FORM_XML, false };

	xml_init();
	s.ctxt = xmlCreateIOParserCtxt(&sax, &s, feed_sniffer, NULL, &s,
	    XML_CHAR_ENCODING_NONE);
	if (s.ctxt == NULL)
		return FORM_XML;
	s.ctxt->options |= XML_PARSE_IGNORE_ENC | XML_PARSE_NONET;
	(void)xmlParseDocument(s.ctxt);
	xmlFreeParserCtxt(s.ctxt);
	return s.form;
}

enum document_form
ingest_sniff(struct slice bytes)
{
	enum document_form form = FORM_UNKNOWN;
	struct encoding e;
	struct slice text;

	if (bytes.n > SNIFF)
		bytes.n = SNIFF;
	encoding_open(&e, bytes);
	text = e.text.n > 0 ? e.text : bytes;
	if (slice_starts(text, SLICE("\xEF\xBB\xBF")))
		text = slice_from(text, 3);
	text = slice_trim(text);
	if (text.n > 0 && text.s[0] == '<' &&
	    memchr(text.s, '\0', text.n) == NULL)
		form = sniff_xml(text);
	else if (text.n > 0 && text.s[0] == '{')
		form = FORM_JSON;
	else if (slice_starts(bytes, SLICE("PK\003\004")))
		form = FORM_ZIP;
	encoding_close(&e);
	return form;
}

/* --- reading --- */

/* A document of this form is read by this function, or is no report. */
static const struct reader_of {
	int       (*read)(struct report *, const struct ingest_options *,
		    struct findings *, struct arena *, const char **);
	const char *why;
} readers[] = {
	[FORM_UNKNOWN] = { NULL, "holds no XML" },
	[FORM_ZIP] = { NULL, "is a ZIP archive, not a report; a taxonomy "
	    "package goes with --package" },
	[FORM_XBRL] = { xbrl_xml_read, NULL },
	[FORM_INLINE] = { NULL, "is a page, perhaps inline XBRL, which is "
	    "not read yet" },
	[FORM_JSON] = { NULL, "is JSON, which is not read yet" },
	[FORM_SCHEMA] = { NULL, "is a schema, not a report" },
	[FORM_LINKBASE] = { NULL, "is a linkbase, not a report" },
	[FORM_XML] = { xbrl_xml_read, NULL },	/* which says what is wrong */
};

int
ingest_file(struct report **out, const char *path,
    const struct ingest_options *options, struct findings *findings,
    struct arena *arena, const char **why)
{
	const struct reader_of *reader;
	struct report *r = report_new();
	int rc = -1;

	r->path = arena_string(r->arena, path);
	r->uri = options->uri.s != NULL ? arena_copy(r->arena, options->uri) :
	    uri_of_path(r->arena, path);
	if (options->bytes.s != NULL)
		r->file.bytes = options->bytes;
	else if (file_open(&r->file, path, arena, why) == -1)
		goto out;
	if (r->file.bytes.n == 0) {
		*why = "is empty";
		goto out;
	}
	mem_expect(r->file.bytes.n);
	reader = &readers[ingest_sniff(r->file.bytes)];
	if (reader->read == NULL) {
		*why = reader->why;
		goto out;
	}
	rc = reader->read(r, options, findings, arena, why);
	if (rc == -1)
		goto out;
	*out = r;
	r = NULL;
 out:
	report_free(r);
	return rc;
}
