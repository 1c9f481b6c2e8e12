/* test_ingest.c: what a document is, by its first bytes. */
#include "ingest/ingest.h"
#include "tests/tap.h"

int
main(void)
{
	is_int(ingest_sniff(SLICE("<!-- x --><?p?>\n<x:xbrl xmlns:x="
	    "\"http://www.xbrl.org/2003/instance\">")), FORM_XBRL, "xbrl");
	is_int(ingest_sniff(SLICE("<linkbase xmlns="
	    "\"http://www.xbrl.org/2003/linkbase\"/>")), FORM_LINKBASE,
	    "linkbase");
	is_int(ingest_sniff(SLICE("<!DOCTYPE html><html xmlns="
	    "\"http://www.w3.org/1999/xhtml\" xmlns:ix="
	    "\"http://www.xbrl.org/2013/inlineXBRL\">")), FORM_INLINE,
	    "inline");
	is_int(ingest_sniff(SLICE("<html xmlns="
	    "\"http://www.w3.org/1999/xhtml\"/>")), FORM_XML, "plain XHTML");
	is_int(ingest_sniff(SLICE("<xbrl")), FORM_XML, "cut off");
	is_int(ingest_sniff(SLICE("\n{\"a\":1}")), FORM_JSON, "JSON");
	is_int(ingest_sniff(SLICE("a,b\n")), FORM_UNKNOWN, "text");
	is_int(ingest_sniff(SLICE("")), FORM_UNKNOWN, "nothing");
	return done();
}
