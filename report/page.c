/*
 * page.c: see page.h.  The stylesheet is ours and the document is ours, but
 * what is in the document is a stranger's: the transformation may neither
 * read nor write a file, nor use the network (libxslt's security
 * preferences), and everything in the page is text of the document, escaped.
 */
#include "report/page.h"

#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxml/xmlsave.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>

#include "base/late.h"
#include "base/sonames.h"
#include "base/xml.h"
#include "report/page_files.h"

/* Of libxslt, which stands behind libexslt. */
#define XSLT_FUNCTIONS(F) \
	F(exsltCommonRegister) F(xsltApplyStylesheetUser) \
	F(xsltFreeSecurityPrefs) F(xsltFreeStylesheet) \
	F(xsltFreeTransformContext) F(xsltNewSecurityPrefs) \
	F(xsltNewTransformContext) F(xsltParseStylesheetDoc) \
	F(xsltQuoteOneUserParam) F(xsltSecurityForbid) \
	F(xsltSetCtxtSecurityPrefs) F(xsltSetDefaultSecurityPrefs) \
	F(xsltSetSecurityPrefs) F(xsltSetTransformErrorFunc)

LATE_LIBRARY(xslt, XSLT_FUNCTIONS);

static struct slice
file(const char *name)
{
	size_t i;

	for (i = 0; page_files[i].name != NULL; i++)
		if (strcmp(page_files[i].name, name) == 0)
			return (struct slice){ page_files[i].bytes,
			    (size_t)(page_files[i].end - page_files[i].bytes) };
	return SLICE_NONE;
}

/* Keeps the first line that libxslt says. */
static void __attribute__((format(printf, 2, 3)))
say(void *ctx, const char *fmt, ...)
{
	struct buf *b = ctx;
	char line[256];
	va_list ap;

	if (b->n > 0)
		return;
	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	line[strcspn(line, "\n")] = '\0';
	buf_puts(b, line);
}

/* Forbids everything that reaches outside; NULL where memory ran out. */
static xsltSecurityPrefs *
forbid_all(void)
{
	static const xsltSecurityOption all[] = {
		XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
		XSLT_SECPREF_WRITE_NETWORK
	};
	xsltSecurityPrefs *p = xslt.xsltNewSecurityPrefs();
	size_t i;

	for (i = 0; p != NULL && i < sizeof(all) / sizeof(all[0]); i++)
		if (xslt.xsltSetSecurityPrefs(p, all[i],
		    xslt.xsltSecurityForbid) != 0) {
			xslt.xsltFreeSecurityPrefs(p);
			return NULL;
		}
	return p;
}

static xsltStylesheet *
stylesheet(struct arena *a, const char **why)
{
	struct slice xsl = file("html.xsl");
	xmlDoc *doc = xmlReadMemory(xsl.s, (int)xsl.n, "html.xsl", NULL,
	    XML_PARSE_NONET);
	xsltStylesheet *s = doc == NULL ? NULL : xslt.xsltParseStylesheetDoc(doc);

	if (s == NULL) {
		xmlFreeDoc(doc);
		*why = arena_string(a, "the stylesheet of the page is broken");
	}
	return s;
}

/* Writes the tree as XML that HTML parsers read the same. */
static int
save(struct buf *b, xmlDoc *page)
{
	xmlBuffer *text = xmlBufferCreate();
	xmlSaveCtxt *save = text == NULL ? NULL : xmlSaveToBuffer(text,
	    "UTF-8", XML_SAVE_XHTML | XML_SAVE_NO_DECL);
	int rc = -1;

	if (save != NULL && xmlSaveDoc(save, page) != -1 &&
	    xmlSaveFlush(save) != -1)
		rc = 0;
	if (save != NULL)
		(void)xmlSaveClose(save);
	if (rc == 0) {
		buf_puts(b, "<!DOCTYPE html>\n");
		buf_add(b, xmlBufferContent(text),
		    (size_t)xmlBufferLength(text));
	}
	if (text != NULL)
		xmlBufferFree(text);
	return rc;
}

/* Applies the stylesheet, with the style as its parameter. */
static xmlDoc *
transform(xsltStylesheet *s, xmlDoc *doc, xsltSecurityPrefs *prefs,
    struct buf *said)
{
	struct slice css = file("html.css");
	xsltTransformContext *c = xslt.xsltNewTransformContext(s, doc);
	xmlDoc *page = NULL;

	if (c == NULL)
		return NULL;
	xslt.xsltSetTransformErrorFunc(c, said, say);
	if (xslt.xsltSetCtxtSecurityPrefs(prefs, c) == 0 &&
	    xslt.xsltQuoteOneUserParam(c, BAD_CAST "css", BAD_CAST css.s) == 0)
		page = xslt.xsltApplyStylesheetUser(s, doc, NULL, NULL, NULL, c);
	if (c->state != XSLT_STATE_OK) {
		xmlFreeDoc(page);
		page = NULL;
	}
	xslt.xsltFreeTransformContext(c);
	return page;
}

int
page_html(struct buf *b, struct slice document, struct arena *a,
    const char **why)
{
	xsltSecurityPrefs *prefs = NULL;
	xsltStylesheet *sheet = NULL;
	xmlDoc *doc = NULL, *page = NULL;
	struct buf said = BUF(256);
	int rc = -1;

	*why = "a page cannot be made: libexslt is not on this machine";
	if (!LATE_OPEN(xslt, LIBEXSLT))
		return -1;
	*why = "the page could not be made";
	xslt.exsltCommonRegister();
	if (document.n > INT_MAX || (prefs = forbid_all()) == NULL)
		goto out;
	xslt.xsltSetDefaultSecurityPrefs(prefs);
	if ((sheet = stylesheet(a, why)) == NULL)
		goto out;
	doc = xmlReadMemory(document.s, (int)document.n, "statement.xml",
	    NULL, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_COMPACT);
	if (doc == NULL)
		goto out;
	if ((page = transform(sheet, doc, prefs, &said)) == NULL) {
		if (said.n > 0)
			*why = arena_printf(a, "the page could not be made: "
			    "%s", said.s);
		goto out;
	}
	rc = save(b, page);
 out:
	xmlFreeDoc(page);
	xmlFreeDoc(doc);
	xslt.xsltFreeStylesheet(sheet);
	xslt.xsltSetDefaultSecurityPrefs(NULL);
	if (prefs != NULL)
		xslt.xsltFreeSecurityPrefs(prefs);
	buf_free(&said);
	return rc;
}
