/*
 * test_resolver.c: from URIs to bytes through catalogs, the standard schemas
 * and the disk.  All files are made here.  Packages: test_package.c.
 */
#include "taxonomy/resolver.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/uri.h"
#include "taxonomy/standard.h"
#include "tests/folder.h"

#define INSTANCE "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"

/* A file whose content is its own name, or the text given. */
static const char *
put(const char *name, const char *text)
{
	return folder_put(name, slice_of(text == NULL ? name : text));
}

/* Where a URI leads: the bytes, or "!" and the reason. */
static const char *
content(struct resolver *r, const char *uri)
{
	struct resolved got;
	const char *why = NULL, *text;

	if (resolver_open(r, slice_of(uri), &got, &why) == -1)
		return arena_printf(arena, "!%s", why);
	text = arena_copy(arena, got.bytes).s;
	resolver_release(&got);
	return text;
}

#define NOWHERE "!not found in any catalog, package or on disk"

static void
test_catalog(void)
{
	struct resolver *r = resolver_new();
	struct resolved got;
	const char *why = NULL;

	put("c/catalog.json", "\xef\xbb\xbf{\"name\": \"n\", \"map\": {"
	    "\"http://h/\": \"www/\", \"https://h/deep/\": \"deep/\","
	    "\"http://flat/\": \"\", \"http://dot/\": \"./\","
	    "\"http://up/\": \"../x/\", \"http://bare/\": \"www\","
	    "\"http://both/\": \"www/\", \"https://both/\": \"deep/\","
	    "\"http://www.xbrl.org/2003/\": \"www/\"},"
	    "\"other\": [{\"map\": 1}]}");
	put("c/www/a.xsd", NULL);
	put("c/www/deep/only.xsd", NULL);
	put("c/www/with space.xsd", NULL);
	put("c/www/kept%20escape.xsd", NULL);
	put("c/deep/a.xsd", NULL);
	put("c/flat.xsd", NULL);
	put("x/up.xsd", NULL);
	put("secret.xsd", NULL);
	is_int(resolver_add_catalog(r, folder_path("c/catalog.json"), &why), 0,
	    "a catalog.json is read");
	is_str(content(r, "http://h/a.xsd"), "c/www/a.xsd", "by prefix");
	is_str(content(r, "https://h/a.xsd"), "c/www/a.xsd", "https alike");
	is_str(content(r, "http://H/a.xsd"), "c/www/a.xsd",
	    "a host in capitals alike");
	is_str(content(r, "http://h/deep/a.xsd"), "c/deep/a.xsd",
	    "the longest prefix wins");
	is_str(content(r, "http://h/deep/only.xsd"), "c/www/deep/only.xsd",
	    "a hit without a file falls through");
	is_str(content(r, "http://flat/flat.xsd"), "c/flat.xsd",
	    "the folder \"\"");
	is_str(content(r, "http://dot/flat.xsd"), "c/flat.xsd",
	    "the folder \"./\"");
	is_str(content(r, "http://up/up.xsd"), "x/up.xsd",
	    "a folder beside the catalog's");
	is_str(content(r, "http://bare/a.xsd"), "c/www/a.xsd",
	    "a folder without its slash");
	is_str(content(r, "http://both/a.xsd"), "c/www/a.xsd",
	    "of two that differ by scheme the same one: http");
	is_str(content(r, "https://both/a.xsd"), "c/deep/a.xsd", "and https");
	is_str(content(r, "http://h/x/../a.xsd#id"), "c/www/a.xsd",
	    "dot steps and fragments do not count");
	is_str(content(r, "http://h/with%20space.xsd"), "c/www/with space.xsd",
	    "an escape is undone");
	is_str(content(r, "http://h/with space.xsd"), "c/www/with space.xsd",
	    "a space needs none");
	is_str(content(r, "http://h/kept%20escape.xsd"),
	    "c/www/kept%20escape.xsd", "a name with an escape in it");
	is_str(content(r, "http://h/%2e%2e/%2E%2E/secret.xsd"), NOWHERE,
	    "no way up by escapes");
	is_str(content(r, "http://h/none.xsd"), NOWHERE, "no such file");
	is_str(content(r, "http://h/deep"), "!is a folder", "a folder");
	ok(slice_starts(slice_of(content(r, INSTANCE)), SLICE("<")),
	    "a catalog that lacks a standard schema leaves it to us");
	if (ok(resolver_open(r, SLICE("http://h/a.xsd"), &got, &why) == 0,
	    "open once more")) {
		is_int(got.source, SRC_CATALOG, "its source");
		is_str(got.path, folder_path("c/www/a.xsd"), "its path");
		ok(got.mtime_ns > 0, "its time");
		resolver_release(&got);
		resolver_release(&got);
	}
	put("c/www/xbrl-instance-2003-12-31.xsd", "mine");
	is_str(content(r, INSTANCE), "mine",
	    "a catalog goes before the standard schemas");
	resolver_free(r);
	resolver_free(NULL);
}

static void
test_two_catalogs(void)
{
	struct resolver *r = resolver_new();
	struct buf b = BUF_ANY;
	const char *why, *line;

	put("d/catalog.json", "{\"map\": {\"http://h/deep/\": \"e/\","
	    "\"http://h/\": \"e/\"}}");
	put("d/e/a.xsd", NULL);
	put("d/f.json", "{\"map\": {\"http://h/\": \"f/\"}}");
	put("d/f/a.xsd", NULL);
	resolver_add_catalog(r, folder_path("d/f.json"), &why);
	resolver_add_catalog(r, folder_path("d/catalog.json"), &why);
	is_str(content(r, "http://h/deep/a.xsd"), "d/e/a.xsd",
	    "the longest prefix over all catalogs");
	is_str(content(r, "http://h/a.xsd"), "d/f/a.xsd",
	    "of equal ones the first given");
	resolver_identity(r, &b);
	line = b.s;
	ok(strncmp(line, "catalog 28 ", 11) == 0 && strstr(line,
	    arena_printf(arena, " %s\ncatalog ",
	    folder_path("d/f.json"))) != NULL &&
	    slice_ends(buf_get(&b), slice_of(arena_printf(arena, " %s\n",
	    folder_path("d/catalog.json")))),
	    "the identity has size, time and path, in the order given");
	buf_free(&b);
	resolver_free(r);
}

static void
test_oasis(void)
{
	struct resolver *r = resolver_new();
	const char *why = NULL;

	put("o/catalog.xml", "<!DOCTYPE catalog PUBLIC '-//OASIS//DTD Entity "
	    "Resolution XML Catalog V1.0//EN' 'http://127.0.0.1/catalog.dtd'>"
	    "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>"
	    "<rewriteURI uriStartString='http://r/' rewritePrefix='a/'/>"
	    "<group xml:base='b/'><rewriteSystem "
	    "systemIdStartString='http://s/' rewritePrefix=''/>"
	    "<uri name='http://u/u.xsd' uri='b.xsd'/></group>"
	    "<system systemId='http://t/t.xsd' uri='b/b.xsd'/>"
	    "<rewriteURI uriStartString='http://cut' rewritePrefix='a'/>"
	    "<nextCatalog catalog='other.xml'/>"
	    "</catalog>");
	put("o/a/a.xsd", NULL);
	put("o/b/b.xsd", NULL);
	is_int(resolver_add_catalog(r, folder_path("o/catalog.xml"), &why), 0,
	    "an OASIS catalog is read");
	is_str(content(r, "http://r/a.xsd"), "o/a/a.xsd", "rewriteURI");
	is_str(content(r, "https://r/a.xsd"), "o/a/a.xsd", "https alike");
	is_str(content(r, "http://s/b.xsd"), "o/b/b.xsd",
	    "rewriteSystem, in a group with xml:base");
	is_str(content(r, "http://u/u.xsd"), "o/b/b.xsd", "uri");
	is_str(content(r, "http://t/t.xsd"), "o/b/b.xsd", "system");
	is_str(content(r, "http://t/t.xsd/b.xsd"), NOWHERE,
	    "which is for one URI only");
	is_str(content(r, "http://cut/a.xsd"), "o/a/a.xsd",
	    "prefixes without slashes");
	resolver_free(r);
}

static void
bad_catalog(const char *text, const char *reason, const char *what)
{
	struct resolver *r = resolver_new();
	const char *why = NULL;

	is_int(resolver_add_catalog(r, put("bad.json", text), &why), -1, what);
	ok(why != NULL && strstr(why, reason) != NULL, "why: %s",
	    why == NULL ? "-" : why);
	resolver_free(r);
}

static void
test_bad_catalogs(void)
{
	struct resolver *r = resolver_new();
	const char *why = NULL;
	char deep[1000];

	bad_catalog("", "is empty", "an empty catalog");
	bad_catalog("{\"map\": {\"http://h/\": \"a", "is no JSON",
	    "a catalog cut off");
	bad_catalog("{\"map\": {\"http://h/\": 1}}", "folder", "a number");
	bad_catalog("{\"map\": []}", "must be an object", "an array");
	bad_catalog("{\"name\": \"n\"}", "has no \"map\"", "no map");
	bad_catalog("{\"map\": {}} x", "is no JSON", "text behind it");
	bad_catalog("hello", "is no XML", "a text");
	bad_catalog("<a/>", "no OASIS catalog", "another XML");
	memset(deep, '[', sizeof(deep) - 1);
	deep[sizeof(deep) - 1] = '\0';
	bad_catalog(arena_printf(arena, "{\"x\": %s", deep), "too deeply",
	    "a deep one");
	is_int(resolver_add_catalog(r, folder, &why), -1, "a folder");
	is_str(why, "is a folder", "is none");
	is_int(resolver_add_catalog(r, folder_path("none"), &why), -1,
	    "no file");
	resolver_free(r);
}

static void
test_disk(void)
{
	struct resolver *r = resolver_new();
	struct resolved got;
	const char *why = NULL;

	put("disk/a b.xsd", NULL);
	put("disk/c%20d.xsd", NULL);
	mkfifo(folder_path("disk/fifo"), 0600);
	is_str(content(r, arena_printf(arena, "file://%s",
	    folder_path("disk/a b.xsd"))), "disk/a b.xsd", "a file");
	is_str(content(r, uri_of_path(arena, folder_path("disk/a b.xsd")).s),
	    "disk/a b.xsd", "by its URI");
	is_str(content(r, arena_printf(arena, "file://%s",
	    folder_path("disk/c%20d.xsd"))), "disk/c%20d.xsd",
	    "a name as it stands");
	is_str(content(r, arena_printf(arena, "file://%s",
	    folder_path("disk"))), "!is a folder", "a folder");
	is_str(content(r, arena_printf(arena, "file://%s",
	    folder_path("disk/fifo"))), "!is not a regular file", "a FIFO, at once");
	is_str(content(r, "http://h/a"), NOWHERE, "nothing is fetched");
	is_str(content(r, "rel.xsd"), NOWHERE, "a relative reference");
	is_str(content(r, ""), NOWHERE, "nothing");
	if (ok(resolver_open(r, SLICE("https://www.xbrl.org/2003/xl-2003-12-31"
	    ".xsd#x"), &got, &why) == 0, "a standard schema, by https")) {
		is_int(got.source, SRC_STANDARD, "its source");
		is_str(got.path, "standard:2003/xl-2003-12-31.xsd", "its path");
		ok(slice_starts(got.bytes, SLICE("<")), "its bytes");
		resolver_release(&got);
	}
	ok(standard_schema(SLICE("http://www.xbrl.org/2003/xl"), NULL).s ==
	    NULL, "the beginning of one is none");
	is_slice(standard_address(SLICE("https://www.xbrl.org/2005//xbrldt-"
	    "2005.xsd")), "http://www.xbrl.org/2005/xbrldt-2005.xsd",
	    "the address by which a schema is known");
	resolver_free(r);
}

/* What a report may name on disk while it is judged. */
static void
test_confined(void)
{
	struct resolver *r = resolver_new();
	const char *report = put("in/a/b/c/report.xbrl", NULL);
	const char *far = uri_of_path(arena, put("far/f.xsd", NULL)).s;
	const char *near = uri_of_path(arena, put("in/a/n.xsd", NULL)).s;

	is_str(content(r, far), "far/f.xsd", "nobody is judged: all is read");
	resolver_about(r, report);
	is_str(content(r, near), "in/a/n.xsd", "two folders up is read");
	is_str(content(r, far), "!it lies outside the folders of the report "
	    "and of the command; only a catalog or package may lead there",
	    "elsewhere is not");
	ok(resolver_may_read(r, folder_path("far/gone.xsd")),
	    "what is not there is not forbidden");
	if (symlink(folder_path("far"), folder_path("in/a/b/c/way")) == 0)
		ok(!resolver_may_read(r, folder_path("in/a/b/c/way/f.xsd")),
		    "nor by a symbolic link");
	put("in/a/b/c/own.xsd", NULL);
	ok(resolver_may_read(r, folder_path("in/a/b/c/own.xsd")), "beside it");
	if (symlink(folder_path("far/f.xsd"), folder_path("in/a/b/c/l.xsd"))
	    == 0)
		ok(!resolver_may_read(r, folder_path("in/a/b/c/l.xsd")),
		    "a link out of a folder that is read");
	ok(!resolver_may_read(r, folder_path("in/a/b/c/../../../..")),
	    "nor by steps upwards from one");
	put("in/ab/n.xsd", NULL);
	ok(!resolver_may_read(r, folder_path("in/ab/n.xsd")),
	    "a folder whose name begins the same is another");
	resolver_allow(r, folder_path("far"));
	is_str(content(r, far), "far/f.xsd", "a folder allowed by name is");
	resolver_free(r);
}

/* Many rules cost their reading, not more: a look-up asks by length. */
static void
test_many_rules(void)
{
	struct resolver *r = resolver_new();
	struct buf b = BUF_ANY;
	const char *why = NULL;
	int i;

	buf_puts(&b, "{\"map\": {");
	for (i = 0; i < 50000; i++)
		buf_printf(&b, "\"http://h/%d/\": \"m/\",", i);
	buf_puts(&b, "\"http://h/\": \"m/\"}}");
	put("many.json", b.s);
	put("m/a.xsd", NULL);
	is_int(resolver_add_catalog(r, folder_path("many.json"), &why), 0,
	    "50,000 rules");
	for (i = 0; i < 20000; i++)
		if (strcmp(content(r, "http://h/49999/a.xsd"), "m/a.xsd") != 0)
			break;
	is_int(i, 20000, "and 20,000 look-ups");
	buf_free(&b);
	resolver_free(r);
}

int
main(void)
{
	if (!folder_begin())
		return skip_all("no folder for files");
	test_catalog();
	test_two_catalogs();
	test_oasis();
	test_bad_catalogs();
	test_disk();
	test_confined();
	test_many_rules();
	folder_end();
	return done();
}
