/* test_json.c: RFC 8259, and what is not. */
#include "base/json.h"

#include "base/mem.h"
#include "tests/tap.h"

static struct arena *arena;

/* The tokens of a text as letters; '!' for an error. */
static const char *
tokens(const char *text)
{
	static const char letters[] = ".!{}[]ksn" "tf0";
	static char out[256];
	struct json j;
	size_t n = 0;
	enum json_kind kind;

	json_begin(&j, slice_of(text));
	do {
		kind = json_next(&j);
		out[n++] = letters[kind];
	} while (kind != JSON_END && kind != JSON_ERROR && n < 255);
	out[n] = '\0';
	return out;
}

static void
test_grammar(void)
{
	static const struct {
		const char *text, *tokens;
	} rows[] = {
		{ "{}", "{}." },
		{ "[]", "[]." },
		{ " [ 1 , \"a\" , true , false , null ] ", "[nstf0]." },
		{ "{\"a\":1,\"b\":{\"c\":[]}}", "{knk{k[]}}." },
		{ "3", "n." },
		{ "\"x\"", "s." },
		{ "[-0, 0.5, 1e9, 1E+9, -12.25e-3]", "[nnnnn]." },
		{ "", "!" },
		{ " ", "!" },
		{ "[1,]", "[n!" },
		{ "[,1]", "[!" },
		{ "[1 2]", "[n!" },
		{ "{\"a\":1,}", "{kn!" },
		{ "{\"a\" 1}", "{!" },
		{ "{\"a\":}", "{k!" },
		{ "{a:1}", "{!" },
		{ "{1:1}", "{!" },
		{ "{\"a\":1]", "{kn!" },
		{ "[1}", "[n!" },
		{ "[1", "[n!" },
		{ "{\"a\"", "{!" },
		{ "{\"a\":", "{k!" },
		{ "[] []", "[]!" },
		{ "]", "!" },
		{ "01", "!" },
		{ "+1", "!" },
		{ "1.", "!" },
		{ ".5", "!" },
		{ "1e", "!" },
		{ "-", "!" },
		{ "NaN", "!" },
		{ "Infinity", "!" },
		{ "tru", "!" },
		{ "truer", "t!" },
		{ "'a'", "!" },
		{ "\"a", "!" },
		{ "\"a\nb\"", "!" },
		{ "\"\\x\"", "!" },
		{ "\"\\u12g4\"", "!" },
		{ "\"\\u12\"", "!" },
		{ "\"\\", "!" },
		{ "\"\xff\"", "!" },
		{ "\"\xc0\x80\"", "!" },
		{ "\"\xed\xa0\x80\"", "!" },
		{ "\"\xc3\xa9\"", "s." },
		{ "[1] // no", "[n]!" },
		{ "\xef\xbb\xbf[]", "!" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		is_str(tokens(rows[i].text), rows[i].tokens,
		    arena_printf(arena, "row %zu", i));
}

static struct slice
string(const char *text)
{
	struct json j;

	json_begin(&j, slice_of(text));
	if (json_next(&j) != JSON_STRING)
		return SLICE_NONE;
	return json_string(&j, arena);
}

static void
test_strings(void)
{
	struct slice s;

	is_slice(string("\"plain\""), "plain", "no escape");
	is_slice(string("\"\""), "", "empty");
	is_slice(string("\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\""),
	    "a\"\\/\b\f\n\r\tz", "the short escapes");
	is_slice(string("\"\\u0041\\u00e9\\u20AC\""), "A\xc3\xa9\xe2\x82\xac",
	    "\\u of one, two and three bytes");
	is_slice(string("\"\\ud83d\\ude00\""), "\xf0\x9f\x98\x80", "a pair");
	is_slice(string("\"\\ud83dx\""), "\xef\xbf\xbdx", "a high half alone");
	is_slice(string("\"\\ude00\""), "\xef\xbf\xbd", "a low half alone");
	is_slice(string("\"\\ud83d\\u0041\""), "\xef\xbf\xbd" "A",
	    "a high half and a letter");
	is_slice(string("\"\\ud83d\\ud83d\\ude00\""),
	    "\xef\xbf\xbd\xf0\x9f\x98\x80", "a high half and a pair");
	s = string("\"a\\u0000b\"");
	ok(s.n == 3 && memcmp(s.s, "a\0b", 4) == 0, "a NUL is a character");
}

static void
test_positions(void)
{
	struct json j;

	json_begin(&j, SLICE("{\"key\": 1.10}"));
	json_next(&j);
	json_next(&j);
	is_slice(j.raw, "key", "a key without its quotes");
	json_next(&j);
	is_slice(j.raw, "1.10", "a number as written");
	is_int((long long)(j.raw.s - j.in.s), 8, "where it stands");
	json_next(&j);
	is_int(json_next(&j), JSON_END, "the end");
	is_int(json_next(&j), JSON_END, "stays the end");
	json_begin(&j, SLICE("[1,\"\\q\"]"));
	while (json_next(&j) != JSON_ERROR)
		;
	is_int((long long)j.pos, 4, "an error has its place");
	ok(j.error != NULL, "and its reason");
	is_int(json_next(&j), JSON_ERROR, "and stays");
}

static void
test_skip(void)
{
	struct json j;

	json_begin(&j, SLICE("[{\"a\":[1,{\"b\":2}]}, 5, 6]"));
	json_next(&j);
	json_next(&j);
	json_skip(&j);
	is_int(json_next(&j), JSON_NUMBER, "after the object that was skipped");
	json_skip(&j);
	is_int(json_next(&j), JSON_NUMBER, "a number skips to nowhere");
	is_slice(j.raw, "6", "but itself");
	json_begin(&j, SLICE("[[1,2"));
	json_next(&j);
	json_next(&j);
	json_skip(&j);
	is_int(j.kind, JSON_ERROR, "skipping what is cut off ends");
}

static void
test_depth(void)
{
	char *text = mem_calloc(1 << 20, 1);
	struct json j;
	int n = 0;

	memset(text, '[', 1 << 20);
	json_begin(&j, (struct slice){ text, 1 << 20 });
	while (json_next(&j) == JSON_ARRAY)
		n++;
	is_int(n, JSON_MAX_DEPTH, "64 levels and no more");
	is_int(j.kind, JSON_ERROR, "then an error");
	memset(text + 64, ']', 64);
	json_begin(&j, (struct slice){ text, 128 });
	while (json_next(&j) != JSON_END && j.kind != JSON_ERROR)
		;
	is_int(j.kind, JSON_END, "64 levels are fine");
	mem_free(text);
}

/* Cut at every byte: never good, never a read past the end. */
static void
test_truncated(void)
{
	static const char text[] =
	    "{\"a\\u00e9\\n\": [1.5e+10, true, null, \"\xc3\xa9\", {\"b\": {}}]}";
	size_t n = sizeof(text) - 1, i, good = 0;
	struct json j;
	char *copy;

	for (i = 0; i <= n; i++) {
		copy = mem_calloc(i, 1);	/* a sanitizer sees its end */
		memcpy(copy, text, i);
		json_begin(&j, (struct slice){ copy, i });
		while (json_next(&j) != JSON_END && j.kind != JSON_ERROR)
			if (j.kind == JSON_STRING || j.kind == JSON_KEY)
				json_string(&j, arena);
		good += j.kind == JSON_END;
		mem_free(copy);
	}
	is_int((long long)good, 1, "only the whole text is good");
}

int
main(void)
{
	arena = arena_new();
	test_grammar();
	test_strings();
	test_positions();
	test_skip();
	test_depth();
	test_truncated();
	arena_free(arena);
	return done();
}
