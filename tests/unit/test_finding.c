/* test_finding.c: the sink, its order, its limits, and the sentences. */
#include "base/finding_rule.h"

#include "tests/tap.h"

static struct place
at(const char *file, uint32_t line, uint64_t offset)
{
	return (struct place){ .file = file, .line = line, .offset = offset };
}

static const char *
file_of(const struct findings *fs, uint32_t i)
{
	const char *file = findings_get(fs, i)->place.file;

	return file == NULL ? "-" : file;
}

static void
test_order(void)
{
	struct findings *fs = findings_new();
	struct finding *f;
	char name[] = "b.xml";

	finding_add(fs, F_xml_NotWellFormed, at(name, 9, 90));
	name[0] = 'x';			/* strings are copied */
	finding_add(fs, F_xml_NotWellFormed, at("a.xml", 1, 0));
	finding_add(fs, F_xml_NotWellFormed, at("b.xml", 2, 20));
	f = finding_add(fs, F_xml_DoctypeNotAllowed, at("b.xml", 9, 90));
	finding_add(fs, F_xml_NotWellFormed, at(NULL, 0, 0));
	f->severity = SEVERITY_WARNING;
	is_int(findings_count(fs), 5, "five are counted");
	is_int(findings_errors(fs), 4, "a changed severity counts as changed");
	is_int(findings_warnings(fs), 1, "one warning");
	findings_sort(fs);
	is_str(file_of(fs, 0), "-", "the whole submission comes first");
	is_str(file_of(fs, 1), "b.xml", "files in the order of first naming");
	is_int(findings_get(fs, 1)->place.line, 2, "within a file by offset");
	is_int(findings_get(fs, 2)->code, F_xml_DoctypeNotAllowed,
	    "at one place by the text of the code");
	is_int(findings_get(fs, 3)->code, F_xml_NotWellFormed, "then the other");
	is_str(file_of(fs, 4), "a.xml", "the second file last");
	ok(findings_get(fs, 5) == NULL, "past the end there is none");
	findings_free(fs);
	findings_free(NULL);
}

static void
test_sentences(void)
{
	struct findings *fs = findings_new();
	struct finding *f = finding_add(fs, F_xml_NotWellFormed,
	    at("a", 1, 1));
	struct buf b = BUF_ANY;

	finding_text(&b, f, LANG_EN);
	is_slice(buf_get(&b),
	    "The file is not a well-formed XML document: ?.",
	    "an argument that is not set prints ?");
	buf_clear(&b);
	finding_arg(f, "reason", SLICE("one"));
	finding_argf(f, "reason", "tag %s, line %d", "b", 7);
	is_int(f->n_args, 1, "an argument set twice is there once");
	finding_text(&b, f, LANG_NL);
	is_slice(buf_get(&b),
	    "Het bestand is geen goed gevormd XML-document: tag b, line 7.",
	    "the Dutch sentence, filled in");
	buf_clear(&b);
	finding_help(&b, f, LANG_EN);
	ok(b.n > 0 && strstr(b.s, "{") == NULL, "help has no open {name}");
	buf_free(&b);
	findings_free(fs);
}

/* An argument as it is kept. */
static struct slice
kept(struct findings *fs, struct slice value)
{
	struct finding *f = finding_add(fs, F_xml_NotWellFormed, at("a", 1, 1));

	finding_arg(f, "reason", value);
	return f->args[0].value;
}

static size_t
characters(struct slice s)
{
	size_t n = 0, i;

	for (i = 0; i < s.n; i++)
		n += ((unsigned char)s.s[i] & 0xc0) != 0x80;
	return n;
}

static void
test_values(void)
{
	struct findings *fs = findings_new();
	char euros[3 * 300];
	struct slice got;
	size_t i;

	for (i = 0; i < 300; i++)
		memcpy(euros + 3 * i, "\xe2\x82\xac", 3);
	got = kept(fs, (struct slice){ euros, sizeof(euros) });
	is_int((long long)characters(got), 200, "cut at 200 characters");
	ok(slice_ends(got, SLICE("\xe2\x82\xac\xe2\x80\xa6")),
	    "the cut leaves whole characters and shows");
	got = kept(fs, (struct slice){ euros, 600 });
	ok(got.n == 600 && memcmp(got.s, euros, 600) == 0,
	    "200 characters stay as they are");
	is_slice(kept(fs, SLICE("a\nb\tc")), "a b c", "one line");
	is_slice(kept(fs, SLICE("a\xff\x1b[0m\xc2\x9b")),
	    "a\xef\xbf\xbd\xef\xbf\xbd[0m\xef\xbf\xbd",
	    "bad bytes and controls become U+FFFD");
	is_slice(kept(fs, SLICE("")), "", "an empty value is a value");
	is_slice(kept(fs, SLICE_NONE), "", "none is kept as empty");
	findings_free(fs);
}

static void
test_facts(void)
{
	struct findings *fs = findings_new();
	struct finding *f = finding_add(fs, F_xml_NotWellFormed, at("a", 1, 1));
	uint32_t i;

	for (i = 0; i < 40; i++)
		finding_fact(f, i + 100);
	is_int(f->n_facts, 40, "all facts are counted");
	is_int(f->facts[FINDING_MAX_FACTS - 1], 100 + FINDING_MAX_FACTS - 1,
	    "the first sixteen are named");
	findings_free(fs);
}

static void
test_limit(void)
{
	struct findings *fs = findings_new();
	struct finding *f, *first;
	uint32_t i;

	first = finding_add(fs, F_xml_NotWellFormed, at("a", 1, 1));
	first->severity = SEVERITY_NOTE;
	for (i = 1; i < FINDINGS_MAX; i++) {
		f = finding_add(fs, F_xml_NotWellFormed, at("a", i, i));
		f->severity = SEVERITY_NOTE;
	}
	is_int(findings_errors(fs), 0, "only notes so far");
	f = finding_add(fs, F_xml_NotWellFormed, at("z", 1, 1));
	finding_arg(f, "reason", SLICE("dropped"));
	f->severity = SEVERITY_WARNING;
	(void)finding_add(fs, F_xml_NotWellFormed, at("z", 1, 1));
	(void)finding_add(fs, F_xml_NotWellFormed, at("z", 1, 1));
	is_int(findings_count(fs), FINDINGS_MAX, "no more are kept");
	is_int((long long)findings_dropped(fs), 3, "three were dropped");
	is_int(findings_errors(fs), 2, "a dropped error is still an error");
	is_int(findings_warnings(fs), 1, "a dropped warning a warning");
	is_int(first->severity, SEVERITY_NOTE, "pointers stay good");
	findings_sort(fs);
	is_int(findings_get(fs, FINDINGS_MAX - 1)->place.line,
	    FINDINGS_MAX - 1, "sorting leaves out what was dropped");
	findings_free(fs);
}

static void
test_codes(void)
{
	size_t i, wrong = 0;
	enum finding_code code;
	const char *text;

	for (i = 0; i < FINDING_CODES; i++) {
		text = message_of((enum finding_code)i)->key;
		code = code_of(slice_of(text));
		wrong += code != (enum finding_code)i;
	}
	is_int((long long)wrong, 0, "every code is found by its key");
	is_int(code_of(SLICE("xml:NotWellFormed")), F_xml_NotWellFormed,
	    "one by name");
	is_int(code_of(SLICE("xml:NotWellForme")), FINDING_CODES,
	    "a part of a code is none");
	is_int(code_of(SLICE("")), FINDING_CODES, "nor is the empty text");
	is_str(severity_name(SEVERITY_ERROR), "error", "error");
	is_str(severity_name(SEVERITY_WARNING), "warning", "warning");
	is_str(severity_name(SEVERITY_NOTE), "note", "note");
}

/* A rule of a taxonomy: its texts are copied, cleaned, and go before those of
 * the catalogue. */
static void
test_rule(void)
{
	struct findings *fs = findings_new(), *copies = findings_new();
	struct finding *f = finding_add(fs, F_formula_AssertionUnsatisfied,
	    at("a", 1, 0));
	char text[] = "a\nb\033c";
	const struct finding_variable v = { .name = SLICE("$v"), .first = 0,
	    .n = 2 };
	const struct finding_rule rule = { .id = SLICE("OW-B-001"),
	    .text = { { text, sizeof(text) - 1 }, SLICE("") },
	    .explained = { SLICE("Zo."), SLICE("So.") },
	    .variables = &v, .n_variables = 1 };
	struct buf b = BUF_ANY;

	finding_arg(f, "assertion", SLICE("OW-B-001"));
	finding_set_rule(f, &rule);
	text[0] = 'x';
	finding_text(&b, f, LANG_NL);
	is_slice(buf_get(&b), "a b\xef\xbf\xbd" "c", "a rule's own sentence");
	buf_clear(&b);
	finding_text(&b, f, LANG_EN);
	ok(strstr(b.s, "OW-B-001") != NULL,
	    "where it has none, the catalogue's");
	buf_clear(&b);
	ok(finding_explain(&b, f, LANG_EN), "a calculation");
	is_slice(buf_get(&b), "So.", "as it is");
	f->rule->more = 3;
	buf_clear(&b);
	(void)finding_explain(&b, f, LANG_EN);
	is_slice(buf_get(&b), "So. This check is not met 3 times more.",
	    "how often besides");
	is_slice(finding_code(f), "formula:AssertionUnsatisfied",
	    "the catalogue's code");
	f->rule->code = SLICE("OW-B-001");
	findings_append(copies, fs);
	f = (struct finding *)(uintptr_t)findings_get(copies, 0);
	is_slice(finding_code(f), "OW-B-001", "a code of its own, copied");
	is_int(f->rule->n_variables, 1, "the variables go along");
	is_slice(f->rule->variables[0].name, "$v", "by name");
	f = finding_add(copies, F_xml_NotWellFormed, at("a", 2, 0));
	buf_clear(&b);
	ok(!finding_explain(&b, f, LANG_NL) && b.n == 0,
	    "other findings have nothing to explain");
	buf_free(&b);
	findings_free(fs);
	findings_free(copies);
}

/* Whether every {name} of one text stands in the other. */
static bool
has_names(const char *text, const char *other)
{
	const char *open, *close;
	char name[40];

	for (; (open = strchr(text, '{')) != NULL; text = close) {
		close = strchr(open, '}');
		if (close == NULL || close - open > 30)
			return false;
		memcpy(name, open, (size_t)(close - open + 1));
		name[close - open + 1] = '\0';
		if (strstr(other, name) == NULL)
			return false;
	}
	return true;
}

/* A sentence ends as one and leaves nothing open. */
static bool
is_sentence(const char *s)
{
	size_t n = s == NULL ? 0 : strlen(s);

	return n > 10 && (s[n - 1] == '.' || s[n - 1] == ')') &&
	    strchr(s, '?') == NULL && strstr(s, "  ") == NULL;
}

/* Each finding is help in both languages. */
static void
test_catalogue(void)
{
	size_t i;
	int lang;

	for (i = 0; i < FINDING_CODES; i++) {
		const struct message *m = message_of((enum finding_code)i);
		bool good = m->source[0] != '\0' &&
		    strcmp(m->text[LANG_NL], m->text[LANG_EN]) != 0 &&
		    has_names(m->text[LANG_NL], m->text[LANG_EN]) &&
		    has_names(m->text[LANG_EN], m->text[LANG_NL]) &&
		    has_names(m->help[LANG_NL], m->help[LANG_EN]) &&
		    has_names(m->help[LANG_EN], m->help[LANG_NL]);

		for (lang = 0; lang < 2; lang++)
			good = good && is_sentence(m->text[lang]) &&
			    is_sentence(m->help[lang]);
		ok(good, "%s: a sentence and what to do, in both languages",
		    m->key);
	}
}

int
main(void)
{
	test_order();
	test_sentences();
	test_values();
	test_facts();
	test_limit();
	test_codes();
	test_rule();
	test_catalogue();
	return done();
}
