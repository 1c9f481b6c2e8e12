/*
 * test_xbrl_broken.c: the reader of xBRL-XML and what is hardly a report:
 * documents that break off, encodings, more than it takes, strangers.
 */
#include <iconv.h>
#include <sys/stat.h>

#include "tests/xbrl_xml_case.h"

/* --- documents that break off, encodings --- */

static void
test_broken(void)
{
	static const char whole[] = HEAD SCHEMA C1 U1
	    "<e:T><e:A contextRef=\"c1\">1</e:A>"
	    "<e:B id=\"b\" contextRef=\"c1\">2</e:B></e:T>" TAIL;
	size_t n, cut = (size_t)(strstr(whole, "2</e:B>") - whole);
	bool found = true;

	read_bytes((struct slice){ whole, cut }, "truncated");
	is_int(t.rc, 0, "a truncated report is read");
	is_int(count_code(F_xml_NotWellFormed), 1, "and found to be so");
	is_int((long long)t.report->facts.n, 2, "whole facts stay");
	is_int(t.report->n_items, 1, "the one cut off does not");
	is_int(report_fact_by_id(t.report, SLICE("b")), NONE,
	    "nor does its id");
	is_int(t.report->facts.v[1].context, 0, "references are resolved");
	for (n = 1; n < sizeof(whole) - 2; n++) {
		write_file((struct slice){ whole, n });
		read_file(path, 0);
		if (t.rc != 0 || count_code(F_xml_NotWellFormed) != 1) {
			found = false;
			printf("# at byte %zu: %d\n", n, t.rc);
		}
	}
	ok(found, "cut off after any byte: found once, nothing crashes");
	read_text(HEAD SCHEMA C1 "<e:A contextRef=\"c1\">1</e:B>" TAIL,
	    "mismatch");
	is_int(count_code(F_xml_NotWellFormed), 1, "end tag of another name");
	is_int(findings_get(t.findings, 0)->place.line, 5, "at its line");
	read_text("<xbrl/>", "no namespace");
	is_int(count_code(F_xbrl_4_1_RootElement), 1, "xbrl of no namespace");
	read_text(HEAD SCHEMA C1 "<e:A contextRef=\"c1\">\xE9</e:A>" TAIL,
	    "bad UTF-8");
	is_int(count_code(F_xml_NotWellFormed), 1, "a byte that is no UTF-8");
	is_int((long long)t.report->contexts.n, 1, "what came before stays");
}

/* The text in an encoding; free with mem_free. */
static struct slice
encoded(const char *text, const char *name, const char *mark, size_t n_mark)
{
	size_t left = strlen(text), room = left * 4 + n_mark;
	char *in = (char *)(uintptr_t)text;
	char *buf = mem_calloc(room, 1), *out = buf + n_mark;
	iconv_t cd = iconv_open(name, "UTF-8");

	memcpy(buf, mark, n_mark);
	iconv(cd, &in, &left, &out, &room);
	iconv_close(cd);
	return (struct slice){ buf, (size_t)(out - buf) };
}

static const struct { const char *name, *declared, *mark; size_t n; }
encodings[] = {
	{ "UTF-16LE", "UTF-16", "\xFF\xFE", 2 },
	{ "UTF-16BE", "UTF-16", "\xFE\xFF", 2 },
	{ "UTF-16LE", "UTF-16", "", 0 },
	{ "ISO-8859-15", "ISO-8859-15", "", 0 },
	{ "WINDOWS-1252", "windows-1252", "", 0 },
	{ "UTF-8", "utf-8", "\xEF\xBB\xBF", 3 },
};

static void
test_encodings(void)
{
	size_t i, from;

	for (i = 0; i < sizeof(encodings) / sizeof(*encodings); i++) {
		struct buf b = BUF_ANY;
		struct slice bytes, fact;
		struct place place;
		const char *name = encodings[i].name;

		buf_printf(&b, "<?xml version=\"1.0\" encoding=\"%s\"?>\n%s",
		    encodings[i].declared, strchr(HEAD, '\n') + 1);
		buf_puts(&b, SCHEMA C1 "<!-- \xE2\x82\xAC\xC3\xA9 -->"
		    "<e:A contextRef=\"c1\" e:x=\"\xC3\xA9\">\xE2\x82\xAC "
		    "5&#x20AC;</e:A>" TAIL);
		bytes = encoded(b.s, name, encodings[i].mark,
		    encodings[i].n);
		read_bytes(bytes, name);
		no_findings(name);
		is_slice(t.report->facts.v[0].value,
		    "\xE2\x82\xAC 5\xE2\x82\xAC", "its text is UTF-8");
		place = report_place(t.report, t.report->facts.v[0].span);
		is_int(place.column, 12,
		    "a column counts characters");
		fact = encoded("<e:A contextRef=\"c1\" e:x=\"\xC3\xA9\">"
		    "\xE2\x82\xAC 5&#x20AC;</e:A>", name, "", 0);
		from = (size_t)((char *)memmem(bytes.s, bytes.n, fact.s,
		    fact.n) - bytes.s);
		is_int((long long)place.offset,
		    (long long)from, "offset in bytes of the file");
		is_int((long long)place.length,
		    (long long)fact.n, "length likewise");
		is_int(t.report->encoding_utf8, strcmp(name, "UTF-8") == 0,
		    "and it is known whether that is UTF-8");
		mem_free((void *)(uintptr_t)bytes.s);
		mem_free((void *)(uintptr_t)fact.s);
		buf_free(&b);
	}
	read_text("<?xml version=\"1.0\" encoding=\"no-such\"?><x/>",
	    "unknown encoding");
	is_int(count_code(F_xml_NotWellFormed), 1, "an unknown encoding");
	read_text("<?xml version=\"1.0\" encoding=\"UTF-16\"?><x/>",
	    "wrong encoding");
	is_int(count_code(F_xml_NotWellFormed), 1, "an untrue encoding");
	read_text("<?xml version=\"1.0\" encoding=\"US-ASCII\"?>"
	    "<xbrl xmlns=\"http://www.xbrl.org/2003/instance\">\xE9</xbrl>",
	    "not ASCII");
	is_int(count_code(F_xml_NotWellFormed), 1, "a byte not of ASCII");
	read_text("<?xml version=\"1.0\" encoding=\"US-ASCII\"?>"
	    "<xbrl xmlns=\"http://www.xbrl.org/2003/instance\"/>\xE9",
	    "not ASCII");
	is_int(count_code(F_xml_NotWellFormed), 1,
	    "a byte not of ASCII after the last element");
}

/* --- strangers --- */

static void
repeat(struct buf *b, const char *fmt, unsigned n)
{
	unsigned i;

	for (i = 0; i < n; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		buf_printf(b, fmt, i);
#pragma GCC diagnostic pop
	}
}

static void
hostile(const char *before, const char *part, unsigned n, const char *after,
    enum finding_code code)
{
	struct buf b = BUF_ANY;

	buf_puts(&b, before);
	repeat(&b, part, n);
	buf_puts(&b, after);
	read_bytes(buf_get(&b), message_of(code)->code);
	is_int(t.rc, 0, "it is read");
	is_int(count_code(code), 1, message_of(code)->code);
	buf_free(&b);
}

/* The last finding says this. */
static void
says(const char *want)
{
	struct buf b = BUF_ANY;

	if (findings_count(t.findings) > 0)
		finding_text(&b, findings_get(t.findings,
		    findings_count(t.findings) - 1), LANG_EN);
	is_str(b.n > 0 ? b.s : "", want, "in words");
	buf_free(&b);
}

static void
test_hostile(void)
{
	hostile("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">", "<!ENTITY a%u \""
	    "&a;&a;&a;&a;&a;&a;&a;&a;&a;\">", 30, "]><x>&a29;</x>",
	    F_xml_DoctypeNotAllowed);
	hostile("<!DOCTYPE x SYSTEM \"file:///etc/hostname\">", "<x%u/>", 1,
	    "", F_xml_DoctypeNotAllowed);
	hostile(HEAD SCHEMA, "<e:T id=\"t%u\">", 10000, "", F_xml_TooDeep);
	hostile(HEAD SCHEMA "<e:A", " a%u=\"\"", 400000, "/>" TAIL,
	    F_xml_TooManyAttributes);
	hostile(HEAD SCHEMA "<e:A", " xmlns:a%u=\"x:y\"", 3000, "/>" TAIL,
	    F_xml_TooManyNamespaces);
	hostile(HEAD SCHEMA, "<e:A%u/>", 110000, TAIL, F_xml_TooManyNames);
	hostile(HEAD SCHEMA, "<e:A xmlns:p%1$u=\"u:%1$u\"/>", 60000, TAIL,
	    F_xml_TooManyNames);
	hostile(HEAD SCHEMA C1 "<e:A contextRef=\"", "c%08u", 1300000,
	    "\">1</e:A>" TAIL, F_xml_TooLong);
	says("An attribute, name or comment in the file is longer than "
	    "10000000 characters. What follows was not read.");
	hostile(HEAD SCHEMA, "<e:A contextRef=\"c\">&b%u;</e:A>", 1, TAIL,
	    F_xml_NotWellFormed);
}

#define FOOTNOTES "<link:footnoteLink xlink:type=\"extended\" "		\
	"xlink:role=\"http://www.xbrl.org/2003/role/link\">"

/* Of each kind eight are taken, and ten are not. */
static void
test_rows(void)
{
	static const struct { const char *before, *part, *after; } kinds[] = {
		{ HEAD SCHEMA C1, "<e:A contextRef=\"c1\">%u</e:A>", TAIL },
		{ HEAD SCHEMA C1, "<e:T id=\"t%u\"/>", TAIL },
		{ HEAD SCHEMA, "<xbrli:context id=\"c%u\">" ENTITY
		    "<xbrli:period><xbrli:forever/></xbrli:period>"
		    "</xbrli:context>", TAIL },
		{ HEAD SCHEMA, "<xbrli:unit id=\"u%u\"><xbrli:measure>"
		    "xbrli:pure</xbrli:measure></xbrli:unit>", TAIL },
		{ HEAD SCHEMA "<xbrli:context id=\"c\">" ENTITY
		    "<xbrli:period><xbrli:forever/></xbrli:period>"
		    "<xbrli:scenario>", "<e:x%u/>",
		    "</xbrli:scenario></xbrli:context>" TAIL },
		{ HEAD SCHEMA "<xbrli:context id=\"c\">" ENTITY
		    "<xbrli:period><xbrli:forever/></xbrli:period>"
		    "<xbrli:scenario>", "<xbrldi:explicitMember dimension="
		    "\"e:D%u\">e:M</xbrldi:explicitMember>",
		    "</xbrli:scenario></xbrli:context>" TAIL },
		{ HEAD, "<link:schemaRef xlink:type=\"simple\" xlink:href="
		    "\"e%u.xsd\"/>", TAIL },
		{ HEAD SCHEMA, FOOTNOTES "<!-- %u --></link:footnoteLink>",
		    TAIL },
		{ HEAD SCHEMA FOOTNOTES, "<link:footnote xlink:type="
		    "\"resource\" xlink:label=\"n%u\" xml:lang=\"nl\"/>",
		    "</link:footnoteLink>" TAIL },
	};
	struct buf b = BUF_ANY;
	size_t i;

	t.max_rows = 8;
	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		buf_clear(&b);
		buf_puts(&b, kinds[i].before);
		repeat(&b, kinds[i].part, 8);
		buf_puts(&b, kinds[i].after);
		read_bytes(buf_get(&b), kinds[i].part);
		no_findings(kinds[i].part);
		hostile(kinds[i].before, kinds[i].part, 10, kinds[i].after,
		    F_xml_TooMany);
		says("The file holds more than 8 parts of one kind. What "
		    "follows was not read.");
	}
	hostile(HEAD SCHEMA "<e:T", " xmlns:n%u=\"http://example.org/n\"", 2,
	    "/>" TAIL, F_xml_TooMany);
	t.max_rows = 0;
	buf_free(&b);
}

/* Exactly at a limit, and one beyond it; and the limit is named. */
static void
test_limits(void)
{
	struct buf b = BUF_ANY;

	buf_puts(&b, HEAD SCHEMA);
	repeat(&b, "<e:T id=\"t%u\">", 255);
	repeat(&b, "</e:T>", 255);
	buf_puts(&b, TAIL);
	read_bytes(buf_get(&b), "256 levels");
	no_findings("256 levels");
	hostile(HEAD SCHEMA, "<e:T id=\"t%u\">", 256, "", F_xml_TooDeep);
	says("The file nests more than 256 elements. What follows was not "
	    "read.");
	buf_clear(&b);
	buf_puts(&b, HEAD SCHEMA C1);
	repeat(&b, "<z%u:A contextRef=\"c1\"/>", 150);
	buf_puts(&b, TAIL);
	read_bytes(buf_get(&b), "150 prefixes that nothing declares");
	is_int(count_code(F_xml_NamespaceError), 100, "are told 100 times");
	buf_free(&b);
}

static void
refused(const char *file, const char *name)
{
	read_file(file, 0);
	ok(t.rc == -1 && t.why != NULL && t.report == NULL,
	    "%s is refused: %s", name, t.why == NULL ? "?" : t.why);
}

static void
test_refused(void)
{
	static const char binary[] = "\x7F" "ELF\2\1\1\0\0";

	write_file(SLICE(""));
	refused(path, "an empty file");
	write_file((struct slice){ binary, sizeof(binary) });
	refused(path, "a binary");
	write_file(SLICE(" { \"a\": 1 }"));
	refused(path, "JSON");
	write_file(SLICE("<s:schema xmlns:s="
	    "\"http://www.w3.org/2001/XMLSchema\"/>"));
	refused(path, "a schema");
	refused("/tmp", "a folder");
	unlink(path);
	refused(path, "nothing");
	if (mkfifo(path, 0600) == 0)
		refused(path, "a FIFO");
	unlink(path);
}

int
main(void)
{
	if (!begin())
		return skip_all("no temporary file");
	test_broken();
	test_encodings();
	test_hostile();
	test_limits();
	test_rows();
	test_refused();
	return finish();
}
