/*
 * test_filing_rules.c: the filing rules of the Dutch channel where bytes,
 * places and names matter; the rest is tests/cases/filing-rules*.cases.
 */
#include "tests/tap.h"

#include <stdlib.h>

#include "validate/judge.h"

#define NAME	"SBR filing rules, "
#define ROOT	"<xbrl xml:lang='nl' xmlns='http://www.xbrl.org/2003/instance'>"

static struct arena *arena;

/* Judges bytes as if they were a file of this name. */
static void
judge(struct judged *j, const char *path, struct slice bytes)
{
	struct judge_options o = {
	    .validate.filing_rules = FILING_RULES_NL_KVK };

	o.ingest.bytes = bytes;
	(void)judge_file(j, path, &o, arena);
}

/* The first finding of a code, or NULL; *n gets how many there are. */
static const struct finding *
find(const struct judged *j, const char *code, unsigned *n)
{
	const struct finding *first = NULL;
	uint32_t i;

	*n = 0;
	for (i = 0; i < findings_count(j->findings); i++) {
		const struct finding *f = findings_get(j->findings, i);

		if (strcmp(message_of(f->code)->code, code) != 0)
			continue;
		if ((*n)++ == 0)
			first = f;
	}
	return first;
}

static bool
has(const char *path, struct slice bytes, const char *code)
{
	struct judged j;
	unsigned n;

	judge(&j, path, bytes);
	(void)find(&j, code, &n);
	judged_free(&j);
	return n > 0;
}

static bool
has_byte_code(struct slice bytes, const char *code)
{
	return has("r.xbrl", bytes, code);
}

/* ASCII as UTF-16 or UTF-32, after a mark. */
static struct slice
widen(struct slice mark, const char *text, size_t width, bool big)
{
	struct buf b = BUF_ANY;
	struct slice out;
	size_t i;

	buf_slice(&b, mark);
	for (; *text != '\0'; text++)
		for (i = 0; i < width; i++)
			buf_char(&b, i == (big ? width - 1 : 0) ? *text :
			    '\0');
	out = arena_copy(arena, buf_get(&b));
	buf_free(&b);
	return out;
}

static void
test_marks(void)
{
	static const struct { struct slice mark; size_t width; bool big; }
	    all[] = {
		{ { "\xEF\xBB\xBF", 3 }, 1, false },
		{ { "\xFF\xFE", 2 }, 2, false },
		{ { "\xFE\xFF", 2 }, 2, true },
		{ { "\xFF\xFE\0\0", 4 }, 4, false },
		{ { "\0\0\xFE\xFF", 4 }, 4, true },
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct slice s = widen(all[i].mark, ROOT "</xbrl>",
		    all[i].width, all[i].big);

		ok(has_byte_code(s, "NL.FR-NL-1.01"), NAME
		    "FR-NL-1.01: byte order mark %zu is found", i);
		ok(has_byte_code(s, "NL.FR-NL-1.05") == (i > 0), NAME
		    "FR-NL-1.05: with mark %zu it is UTF-%zu", i,
		    8 * all[i].width);
	}
	ok(!has_byte_code(SLICE(ROOT "</xbrl>"), "NL.FR-NL-1.01"),
	    NAME "FR-NL-1.01: a file without one is fine");
	ok(!has_byte_code(SLICE(ROOT "<!-- \xEF\xBB\xBF --></xbrl>"),
	    "NL.FR-NL-1.01"), NAME "FR-NL-1.01: only the start is meant");
}

static void
test_encodings(void)
{
	static const char code[] = "NL.FR-NL-1.05";

	ok(!has_byte_code(SLICE("<?xml version='1.0' encoding='utf-8'?>" ROOT
	    "</xbrl>"), code), NAME "FR-NL-1.05: utf-8 is UTF-8");
	ok(has_byte_code(SLICE("<?xml version='1.0' encoding='ISO-8859-1'?>"
	    ROOT "\xE9</xbrl>"), code), NAME "FR-NL-1.05: Latin-1 is not");
	ok(has_byte_code(SLICE("<?xml version='1.0' encoding='US-ASCII'?>"
	    ROOT "</xbrl>"), code), NAME
	    "FR-NL-1.05: nor is what says it is ASCII");
	ok(has_byte_code(SLICE(ROOT "\xE9</xbrl>"), code), NAME
	    "FR-NL-1.05: nor are bytes that UTF-8 does not have");
	ok(has_byte_code(SLICE("<?xml version='1.0' encoding='x-nothing'?>"
	    ROOT "</xbrl>"), code), NAME "FR-NL-1.05: nor an unknown one");
}

/* What cannot be read as XML is looked at all the same. */
static void
test_broken(void)
{
	ok(has_byte_code(SLICE(ROOT "<a>\xE2\x80\x9C</b>"), "NL.FR-NL-1.02"),
	    NAME "FR-NL-1.02: found past an error of XML");
	ok(has_byte_code(SLICE("<!DOCTYPE x [<!ENTITY e 'e'>]>" ROOT
	    "&e;</xbrl>"), "NL.FR-NL-1.03"), NAME "FR-NL-1.03: also with "
	    "declarations in it");
	ok(has_byte_code(SLICE("<!DOCTYPE x>" ROOT "&reg;</xbrl>"),
	    "NL.FR-NL-1.04"), NAME "FR-NL-1.04: found past a DOCTYPE");
	ok(!has_byte_code(SLICE(ROOT "&amp &#x; &; & reg;</xbrl>"),
	    "NL.FR-NL-1.04"), NAME "FR-NL-1.04: what is no reference");
	ok(has_byte_code(SLICE(ROOT "&#99999999999999999999;</xbrl>"),
	    "NL.FR-NL-1.04"), NAME "FR-NL-1.04: a number beyond all");
	ok(has_byte_code(SLICE(ROOT "x]]></xbrl>"), "NL.FR-NL-2.06"),
	    NAME "FR-NL-2.06: found in text");
	ok(has_byte_code(SLICE("<a><!-- ]]]> -->" ROOT), "NL.FR-NL-2.06"),
	    NAME "FR-NL-2.06: found in what is cut off");
}

static void
test_places(void)
{
	struct slice s = SLICE("<?xml version='1.0'?>\n" ROOT
	    "\n <!-- é “ -->\n“</xbrl>");
	const struct finding *f;
	struct judged j;
	unsigned n;

	judge(&j, "r.xbrl", s);
	f = find(&j, "NL.FR-NL-1.02", &n);
	is_int(n, 2, NAME "FR-NL-1.02: each place is named");
	if (f != NULL) {
		is_int(f->place.line, 3, "its line");
		is_int(f->place.column, 9, "its column, in characters");
		is_int((int64_t)f->place.length, 3, "its bytes");
		ok(memcmp(s.s + f->place.offset, "\xE2\x80\x9C", 3) == 0,
		    "where they are");
	}
	judged_free(&j);
}

static void
test_many(void)
{
	struct buf b = BUF_ANY;
	struct judged j;
	unsigned n;
	int i;

	buf_puts(&b, ROOT);
	for (i = 0; i < 150; i++)
		buf_puts(&b, "“&x;]]>");
	judge(&j, "r.xbrl", buf_get(&b));
	(void)find(&j, "NL.FR-NL-1.02", &n);
	is_int(n, 100, NAME "FR-NL-1.02: the first 100 places are named");
	(void)find(&j, "NL.FR-NL-1.04", &n);
	is_int(n, 100, NAME "FR-NL-1.04: the first 100 places are named");
	(void)find(&j, "NL.FR-NL-2.06", &n);
	is_int(n, 100, NAME "FR-NL-2.06: the first 100 places are named");
	judged_free(&j);
	buf_free(&b);
}

static void
test_names(void)
{
	static const struct { const char *path; bool stem, extension; } all[] = {
		{ "/a b/jaar-2024_B.xbrl", true, true },
		{ "jaar.xml", true, false },
		{ "jaar", true, false },
		{ "jaar.XBRL", true, false },
		{ "jaar.v2.xbrl", false, true },
		{ "jaar 2024.xbrl", false, true },
		{ "caf\xC3\xA9.xbrl", false, true },
		{ "a+b.xbrl", false, true },
	};
	struct slice s = SLICE(ROOT "</xbrl>");
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		ok(has(all[i].path, s, "NL.FR-NL-1.06") != all[i].stem, NAME
		    "FR-NL-1.06: %s", all[i].path);
		ok(has(all[i].path, s, "NL.FR-KVK-1.01") != all[i].extension,
		    NAME "FR-KVK-1.01: %s", all[i].path);
	}
}

#define SITE	"http://www.nltaxonomie.nl/"
#define REPORT	"/entrypoints/kvk-rpt-jaarverantwoording-"

static void
test_entry_points(void)
{
	static const struct { const char *href; bool published; } all[] = {
		{ SITE "nt16/kvk/20211208" REPORT "2021-nlgaap-micro.xsd",
		    true },
		{ SITE "nt17/kvk/20221214" REPORT "2022-ifrs-full.xsd", true },
		{ SITE "nt18/kvk/20231213" REPORT
		    "2023-nlgaap-middelgroot-plus.xsd", true },
		{ SITE "nt19/kvk/20241211" REPORT
		    "2024-nlgaap-zorginstellingen.xsd", true },
		{ SITE "nt20/kvk/20251210" REPORT "2025-nlgaap-klein.xsd",
		    true },
		{ SITE "nt16/kvk/20211208" REPORT
		    "2021-nlgaap-middelgroot-plus.xsd", false },
		{ SITE "nt19/kvk/20241211" REPORT "2024-ifrs-full.xsd",
		    false },
		{ SITE "nt19/kvk/20241211" REPORT "2023-nlgaap-klein.xsd",
		    false },
		{ SITE "nt19/kvk/20240101" REPORT "2024-nlgaap-klein.xsd",
		    false },
		{ SITE "nt19/kvk/20241211" REPORT "2024-nlgaap-klein", false },
		{ SITE "nt19/kvk/20241211" REPORT "2024-nlgaap-.xsd", false },
		{ "https://www.nltaxonomie.nl/nt19/kvk/20241211" REPORT
		    "2024-nlgaap-klein.xsd", false },
		{ "kvk-rpt-jaarverantwoording-2024-nlgaap-klein.xsd", false },
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct slice s = slice_of(arena_printf(arena, ROOT
		    "<l:schemaRef xmlns:l='http://www.xbrl.org/2003/linkbase' "
		    "xmlns:x='http://www.w3.org/1999/xlink' x:type='simple' "
		    "x:href='%s'/></xbrl>", all[i].href));

		ok(has_byte_code(s, "NL.FR-KVK-2.03") != all[i].published,
		    NAME "FR-KVK-2.03: %s", all[i].href);
	}
}

/* Findings that are guidelines warn; rules are errors (their first letters). */
static void
test_severities(void)
{
	int i;

	for (i = 0; i < FINDING_CODES; i++) {
		const struct message *m = message_of((enum finding_code)i);
		struct slice code = slice_of(m->code);

		if (slice_starts(code, SLICE("NL.FG-")))
			ok(m->severity == SEVERITY_WARNING, NAME
			    "%s: a guideline warns", m->code + 3);
		else if (slice_starts(code, SLICE("NL.")) &&
		    strcmp(m->key, "NL.FR-NL-5.11#syntax") != 0)
			ok(m->severity == SEVERITY_ERROR, NAME
			    "%s: a rule is an error", m->code + 3);
	}
}

int
main(void)
{
	arena = arena_new();
	test_marks();
	test_encodings();
	test_broken();
	test_places();
	test_many();
	test_names();
	test_entry_points();
	test_severities();
	arena_free(arena);
	return done();
}
