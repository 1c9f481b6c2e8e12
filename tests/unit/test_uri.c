/* test_uri.c: RFC 3986, section 5.4's own examples, and what strangers write. */
#include "base/uri.h"

#include "base/mem.h"
#include "tests/tap.h"

static struct arena *arena;

static struct slice
resolve(const char *base, const char *ref)
{
	return uri_resolve(arena, slice_of(base), slice_of(ref));
}

static void
test_rfc(void)
{
	static const char *const rows[][2] = {
		/* 5.4.1 */
		{ "g:h", "http://a/b/c/g:h" },	/* one letter: see below */
		{ "gg:h", "gg:h" },
		{ "g", "http://a/b/c/g" },
		{ "./g", "http://a/b/c/g" },
		{ "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" },
		{ "//g", "http://g" },
		{ "?y", "http://a/b/c/d;p?y" },
		{ "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q#s" },
		{ "g#s", "http://a/b/c/g#s" },
		{ "g?y#s", "http://a/b/c/g?y#s" },
		{ ";x", "http://a/b/c/;x" },
		{ "g;x", "http://a/b/c/g;x" },
		{ "g;x?y#s", "http://a/b/c/g;x?y#s" },
		{ "", "http://a/b/c/d;p?q" },
		{ ".", "http://a/b/c/" },
		{ "./", "http://a/b/c/" },
		{ "..", "http://a/b/" },
		{ "../", "http://a/b/" },
		{ "../g", "http://a/b/g" },
		{ "../..", "http://a/" },
		{ "../../", "http://a/" },
		{ "../../g", "http://a/g" },
		/* 5.4.2 */
		{ "../../../g", "http://a/g" },
		{ "../../../../g", "http://a/g" },
		{ "/./g", "http://a/g" },
		{ "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." },
		{ ".g", "http://a/b/c/.g" },
		{ "g..", "http://a/b/c/g.." },
		{ "..g", "http://a/b/c/..g" },
		{ "./../g", "http://a/b/g" },
		{ "./g/.", "http://a/b/c/g/" },
		{ "g/./h", "http://a/b/c/g/h" },
		{ "g/../h", "http://a/b/c/h" },
		{ "g;x=1/./y", "http://a/b/c/g;x=1/y" },
		{ "g;x=1/../y", "http://a/b/c/y" },
		{ "g?y/./x", "http://a/b/c/g?y/./x" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "g#s/./x", "http://a/b/c/g#s/./x" },
		{ "g#s/../x", "http://a/b/c/g#s/../x" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		is_slice(resolve("http://a/b/c/d;p?q", rows[i][0]),
		    rows[i][1], rows[i][0]);
}

static void
test_odd(void)
{
	is_slice(resolve("http://h/x/a.xsd", "my file.xsd"),
	    "http://h/x/my%20file.xsd", "a space is escaped");
	is_slice(resolve("http://h/x/a.xsd", "my%20file.xsd"),
	    "http://h/x/my%20file.xsd", "an escape stays");
	is_slice(resolve("http://h/x/a.xsd", "100%.xsd"),
	    "http://h/x/100%25.xsd", "a percent sign alone is escaped");
	is_slice(resolve("http://h/x/a.xsd", "\xc3\xa9.xsd#\xc3\xa9"),
	    "http://h/x/%C3%A9.xsd#\xc3\xa9",
	    "so are letters beyond ASCII; the fragment stays");
	is_slice(resolve("http://h/x/a.xsd", "..\\y\\b.xsd"),
	    "http://h/y/b.xsd", "backslashes are slashes");
	is_slice(resolve("file:///x/a.xsd", "C:\\t\\b.xsd#i"),
	    "file:///C:/t/b.xsd#i", "a drive is no scheme");
	is_slice(resolve("http://h/x/a.xsd", " b.xsd\n"),
	    "http://h/x/b.xsd", "white space around goes");
	is_slice(resolve("http://h", "b.xsd"), "http://h/b.xsd",
	    "a base without a path");
	is_slice(resolve(NULL, "http://h//a/../b.xsd"), "http://h//b.xsd",
	    "no base; an empty step counts");
	is_slice(resolve("http://h/2005//x/y.xsd", "../z.xsd"),
	    "http://h/2005//z.xsd", "an empty step stays");
	is_slice(resolve("http://h/a", "HTTP://h/b"), "http://h/b",
	    "a scheme in capitals");
	is_slice(resolve("http://h/a", "urn:x:../y"), "urn:x:../y",
	    "an opaque URI stays as it is");
	is_slice(resolve("file:///d/a", "file:/e/f"), "file:///e/f",
	    "file: with one slash");
	is_slice(resolve("file:///d/a", "file:f"), "file:///d/f",
	    "file: with none is relative");
	is_slice(resolve("http://h/a", "file://localhost/e/f"), "file:///e/f",
	    "file: with localhost");
	is_slice(resolve("", ""), "", "nothing at all");
}

static void
test_parts(void)
{
	struct slice fragment;

	is_slice(uri_split(SLICE("a#b#c"), &fragment), "a", "before the hash");
	is_slice(fragment, "b#c", "after it");
	is_slice(uri_split(SLICE("a"), &fragment), "a", "no hash");
	ok(fragment.s == NULL, "then no fragment");
	ok(uri_is_absolute(SLICE("http://x")), "http is absolute");
	ok(uri_is_absolute(SLICE("urn:x")), "urn too");
	ok(!uri_is_absolute(SLICE("x/y:z")), "a colon later is not");
	ok(!uri_is_absolute(SLICE("C:/x")), "nor is a drive");
	ok(!uri_is_absolute(SLICE("")), "nor nothing");
}

static void
test_paths(void)
{
	struct slice uri = uri_of_path(arena, "/tmp/a b#c%d?e/\xc3\xa9.xsd");

	is_slice(uri, "file:///tmp/a%20b%23c%25d%3Fe/%C3%A9.xsd",
	    "a path as a URI");
	is_str(uri_to_path(arena, uri), "/tmp/a b#c%d?e/\xc3\xa9.xsd",
	    "and back");
	is_slice(uri_of_path(arena, "/a/./b/../c/"), "file:///a/c/",
	    "dot steps go, the last slash stays");
	uri = uri_of_path(arena, "rel.xsd");
	ok(slice_starts(uri, SLICE("file:///")) &&
	    slice_ends(uri, SLICE("/rel.xsd")), "a relative path is made whole");
	is_str(uri_to_path(arena, SLICE("file:///a%2Fb")), "/a/b",
	    "escapes are undone");
	ok(uri_to_path(arena, SLICE("http://a/b")) == NULL, "http has no path");
	ok(uri_to_path(arena, SLICE("file://server/b")) == NULL,
	    "nor has another machine");
	ok(uri_to_path(arena, SLICE("file:///a%00b")) == NULL,
	    "nor has a NUL");
}

/* A hostile href costs no more than its length. */
static void
test_large(void)
{
	size_t n = 1 << 20, i;
	char *s = mem_calloc(n, 1);
	struct slice got;

	for (i = 0; i + 3 <= n; i += 3)
		memcpy(s + i, "../", 3);
	got = uri_resolve(arena, SLICE("http://h/a/b"), (struct slice){ s,
	    i });
	is_slice(got, "http://h/", "a megabyte of ..");
	for (i = 0; i + 2 <= n; i += 2)
		memcpy(s + i, "a/", 2);
	got = uri_resolve(arena, SLICE("http://h/"), (struct slice){ s, i });
	is_int((long long)got.n, (long long)i + 9, "a megabyte of steps");
	mem_free(s);
}

int
main(void)
{
	arena = arena_new();
	test_rfc();
	test_odd();
	test_parts();
	test_paths();
	test_large();
	arena_free(arena);
	return done();
}
