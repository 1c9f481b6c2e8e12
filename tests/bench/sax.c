/*
 * sax.c: sax FILE…: libxml2's SAX2 pass and nothing more: each file is mapped
 * and pushed in pieces of 64 kB to callbacks that are empty.  What a reader on
 * libxml2 costs before it has done any work of its own.
 */
#include <stdio.h>

#include <libxml/parser.h>

#include "base/arena.h"
#include "base/file.h"

#define PIECE	((size_t)1 << 16)

static void
on_start(void *user, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attributes,
    int n_defaulted, const xmlChar **attributes)
{
	(void)user, (void)local, (void)prefix, (void)uri, (void)n_ns;
	(void)ns, (void)n_attributes, (void)n_defaulted, (void)attributes;
}

static void
on_end(void *user, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri)
{
	(void)user, (void)local, (void)prefix, (void)uri;
}

static void
on_text(void *user, const xmlChar *text, int n)
{
	(void)user, (void)text, (void)n;
}

static int
pass(struct slice bytes)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
	    .startElementNs = on_start, .endElementNs = on_end,
	    .characters = on_text };
	xmlParserCtxt *ctxt = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0,
	    NULL);
	size_t at, n;
	int rc = 0;

	if (ctxt == NULL)
		return -1;
	for (at = 0; at < bytes.n && rc == 0; at += n) {
		n = bytes.n - at < PIECE ? bytes.n - at : PIECE;
		rc = xmlParseChunk(ctxt, bytes.s + at, (int)n, 0);
	}
	if (rc == 0)
		rc = xmlParseChunk(ctxt, NULL, 0, 1);
	xmlFreeParserCtxt(ctxt);
	return rc == 0 ? 0 : -1;
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	int i, status = 0;

	for (i = 1; i < argc; i++) {
		const char *why = "is not well-formed";
		struct file f;
		int rc = file_open(&f, argv[i], a, &why);

		if (rc == 0) {
			rc = pass(f.bytes);
			file_close(&f);
		}
		if (rc == -1) {
			fprintf(stderr, "sax: %s: %s\n", argv[i], why);
			status = 2;
		}
	}
	arena_free(a);
	return status;
}
