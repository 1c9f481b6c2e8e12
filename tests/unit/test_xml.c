/* test_xml.c: trees of strangers' documents, good and hostile. */
#include "base/xml.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "tests/tap.h"

static struct arena *arena;
static struct xml_error err;

static xmlDoc *
tree(struct slice bytes)
{
	return xml_tree(bytes, "test.xml", arena, &err);
}

static void
good(struct slice bytes, const char *text, const char *what)
{
	xmlDoc *doc = tree(bytes);

	if (!ok(doc != NULL, "%s is read", what)) {
		printf("# %s, line %u\n", err.message, err.line);
		return;
	}
	is_slice(xml_text(xmlDocGetRootElement(doc), arena), text, what);
	xmlFreeDoc(doc);
}

static void
refused(struct slice bytes, const char *what)
{
	xmlDoc *doc;

	err.message = NULL;
	doc = tree(bytes);
	ok(doc == NULL, "%s is refused", what);
	ok(err.message != NULL && strchr(err.message, '\n') == NULL &&
	    *err.message != '\0', "%s: in one line", what);
	xmlFreeDoc(doc);
}

static void
test_encodings(void)
{
	good(SLICE("<a>\xc3\xa9</a>"), "\xc3\xa9", "UTF-8");
	good(SLICE("\xef\xbb\xbf<a>b</a>"), "b", "UTF-8 with a mark");
	good(SLICE("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>"),
	    "\xc3\xa9", "Latin-1");
	good(SLICE("<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>"),
	    "\xe2\x82\xac", "Windows 1252");
	good((struct slice){ "\xff\xfe<\0a\0>\0b\0<\0/\0a\0>\0", 18 }, "b",
	    "UTF-16, little end first");
	good((struct slice){ "\xfe\xff\0<\0a\0>\0b\0<\0/\0a\0>", 18 }, "b",
	    "UTF-16, big end first");
	refused(SLICE("<a>\xe9</a>"), "Latin-1 that says it is not");
	refused(SLICE("<?xml version='1.0' encoding='x-none'?><a/>"),
	    "an unknown encoding");
}

static void
test_namespace_names(void)
{
	good(SLICE("<a xmlns:p='http://h\\x\\y'>b</a>"), "b",
	    "a namespace name that is no URI");
	refused(SLICE("<a xmlns:p=''>b</a>"), "a prefix undeclared");
	refused(SLICE("<a xmlns:xml='http://h'>b</a>"), "xml bound anew");
}

static void
test_refused(void)
{
	refused(SLICE(""), "nothing");
	refused(SLICE("\0\0\0"), "zeros");
	refused(SLICE("{}"), "JSON");
	refused(SLICE("<a><b></a>"), "a wrong end tag");
	refused(SLICE("<a"), "a cut tag");
	refused(SLICE("<a>"), "a cut document");
	refused(SLICE("<a/><b/>"), "two roots");
	refused(SLICE("<p:a/>"), "a prefix that nobody declared");
	refused(SLICE("<a p:b=''/>"), "such a prefix on an attribute");
	refused(SLICE("<a b='1' b='2'/>"), "an attribute twice");
	refused(SLICE("<a>&x;</a>"), "an entity that nobody declared");
	tree(SLICE("<a>\n<b>\n</c>\n</a>"));
	is_int(err.line, 3, "an error has its line");
	ok(err.column > 0, "and its column");
}

static const char billion[] =
    "<!DOCTYPE a [<!ENTITY b 'xxxxxxxxxx'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>"
    "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;'>"
    "<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;'><!ENTITY g '&f;&f;&f;&f;&f;&f;'>]>"
    "<a>&g;&g;&g;&g;&g;&g;&g;</a>";

/* A DOCTYPE with n default attributes. */
static struct slice
defaults(int n)
{
	struct buf b = BUF_ANY;
	struct slice copy;
	int i;

	buf_puts(&b, "<!DOCTYPE a [");
	for (i = 0; i < n; i++)
		buf_printf(&b, "<!ATTLIST a x%d CDATA 'v'>", i);
	buf_puts(&b, "]><a>t</a>");
	copy = arena_copy(arena, buf_get(&b));
	buf_free(&b);
	return copy;
}

static void
test_doctypes(void)
{
	refused(slice_of(billion), "a billion laughs");
	refused(SLICE("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
	    "<a>&x;</a>"), "a file as an entity");
	refused(SLICE("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://h/e'> %p;]>"
	    "<a/>"), "a parameter entity");
	refused(defaults(1000), "a thousand default attributes");
	good(defaults(5), "t", "a few default attributes");
	good(SLICE("<!DOCTYPE a PUBLIC 'x' 'http://127.0.0.1:9/x.dtd'>"
	    "<a>t</a>"), "t", "a DOCTYPE elsewhere, which nobody fetches");
	tree(slice_of(billion));
	is_str(err.message, "its DOCTYPE declares entities, which is refused",
	    "an entity's reason");
}

/* `depth` nested elements. */
static struct slice
nested(int depth)
{
	struct buf b = BUF_ANY;
	struct slice copy;
	int i;

	for (i = 0; i < depth; i++)
		buf_puts(&b, "<a>");
	buf_puts(&b, "t");
	for (i = 0; i < depth; i++)
		buf_puts(&b, "</a>");
	copy = arena_copy(arena, buf_get(&b));
	buf_free(&b);
	return copy;
}

static void
test_limits(void)
{
	struct buf b = BUF_ANY;
	xmlNode *root, *last;
	xmlDoc *doc;
	int i;

	good(nested(200), "t", "200 levels");
	refused(nested(300), "300 levels");
	refused(nested(100000), "100,000 levels");
	buf_puts(&b, "<a>");
	for (i = 0; i < 70000; i++)
		buf_char(&b, '\n');
	buf_puts(&b, "<b/><c/><d><e/></d></a>");
	if (ok((doc = tree(buf_get(&b))) != NULL, "70,000 lines")) {
		root = xmlDocGetRootElement(doc);
		is_int(xml_line(root), 1, "the first line");
		last = xml_element(root->children);
		is_int(xml_line(last), 70001, "the last line");
		last = xml_element(xml_element(last->next)->next);
		is_int(xml_line(xml_element(last->children)), 70001,
		    "also where no text is near");
		xmlFreeDoc(doc);
	}
	buf_free(&b);
}

/* A root of n attributes, in code units of `width` bytes, low byte first. */
static bool
reads_crowd(int n, size_t width, const char *first)
{
	struct buf b = BUF_ANY, wide = BUF_ANY;
	xmlDoc *doc;
	size_t i;

	buf_puts(&b, first);
	buf_puts(&b, "<r ");
	for (i = 0; i < (size_t)n; i++)
		buf_printf(&b, "a%zu='=' ", i);
	buf_puts(&b, "/>");
	if (width == 2)
		buf_puts(&wide, "\xff\xfe");
	for (i = 0; i < b.n; i++) {
		buf_char(&wide, b.s[i]);
		if (width == 2)
			buf_char(&wide, '\0');
	}
	doc = xml_tree(buf_get(&wide), "u", arena, &err);
	xmlFreeDoc(doc);
	buf_free(&b);
	buf_free(&wide);
	return doc != NULL;
}

/* A root of n elements whose names differ. */
static bool
reads_names(int n, bool tree)
{
	struct buf b = BUF_ANY;
	xmlDoc *doc = NULL;
	bool well;
	int i;

	buf_puts(&b, "<r>");
	for (i = 0; i < n; i++)
		buf_printf(&b, "<e%d/>", i);
	buf_puts(&b, "</r>");
	if (tree) {
		doc = xml_tree(buf_get(&b), "u", arena, &err);
		well = doc != NULL;
		xmlFreeDoc(doc);
	} else
		well = xml_is_well_formed(buf_get(&b), false, arena,
		    &err);
	buf_free(&b);
	return well;
}

static void
test_many_names(void)
{
	ok(reads_names(99000, true), "99,000 different names");
	ok(!reads_names(101000, true), "not 101,000");
	is_str(err.message, "uses too many different names", "the reason");
	ok(reads_names(99000, false), "where no tree is made: 99,000");
	ok(!reads_names(101000, false), "not 101,000 either");
}

static void
test_crowds(void)
{
	ok(reads_crowd(3999, 1, ""), "an element of 3,999 attributes");
	ok(!reads_crowd(4001, 1, ""), "none of 4,001");
	ok(reads_crowd(3999, 2, ""), "UTF-16: an element of 3,999 attributes");
	ok(!reads_crowd(4001, 2, ""), "UTF-16: none of 4,001");
	ok(!reads_crowd(3999, 1, "<?xml version='1.0' encoding='UTF-7'?>"),
	    "nor so many bytes in an encoding that hides its tags");
}

static void
test_nodes(void)
{
	xmlDoc *doc = tree(SLICE(
	    "<x:a xmlns:x='http://x' xmlns='http://d' b=' 1 ' x:b='2' c=''"
	    " xml:base='http://h/p/'><!-- no --><n xml:base='q/r#f'>"
	    "one<![CDATA[ & ]]><!-- no --><x:m xmlns=''>two</x:m>3</n></x:a>"));
	xmlNode *a, *n, *m;
	struct slice ns, local;

	if (!ok(doc != NULL, "a tree"))
		return;
	a = xmlDocGetRootElement(doc);
	n = xml_element(a->children);
	m = xml_element(n->children);
	ok(xml_is(a, "http://x", "a"), "a name in a namespace");
	ok(!xml_is(a, "http://d", "a"), "not in another");
	ok(!xml_is(a, NULL, "a"), "nor in none");
	ok(xml_is(n, "http://d", "n"), "the default namespace");
	ok(!xml_is(NULL, "http://d", "n"), "no node has no name");
	is_slice(xml_attr(a, NULL, "b", arena), " 1 ", "an attribute");
	is_slice(xml_attr(a, "http://x", "b", arena), "2", "in a namespace");
	is_slice(xml_attr(a, NULL, "c", arena), "", "an empty one");
	ok(xml_attr(a, NULL, "d", arena).s == NULL, "one that is not there");
	is_slice(xml_text(n, arena), "one & two3", "text, all of it");
	ok(xml_element(m->next) == NULL, "no further element");

	is_slice(xml_base(a, SLICE("http://z/z"), arena), "http://h/p/",
	    "xml:base");
	is_slice(xml_base(m, SLICE("http://z/z"), arena), "http://h/p/q/r",
	    "xml:base over xml:base");

	is_int(xml_qname(m, SLICE(" x:t\n"), true, arena, &ns, &local), 0,
	    "a QName");
	is_slice(ns, "http://x", "its namespace");
	is_slice(local, "t", "its name");
	is_int(xml_qname(n, SLICE("t"), true, arena, &ns, &local), 0,
	    "no prefix");
	is_slice(ns, "http://d", "is the default namespace");
	is_int(xml_qname(n, SLICE("t"), false, arena, &ns, &local), 0,
	    "or not");
	is_slice(ns, "", "if it does not count");
	xml_qname(m, SLICE("t"), true, arena, &ns, &local);
	is_slice(ns, "", "or was undeclared");
	is_int(xml_qname(n, SLICE("y:t"), true, arena, &ns, &local), -1,
	    "an unknown prefix");
	is_int(xml_qname(n, SLICE("x:"), true, arena, &ns, &local), -1,
	    "half a QName");
	is_int(xml_qname(n, SLICE("xml:lang"), true, arena, &ns, &local), 0,
	    "xml: is always there");
	is_slice(ns, NS_XML, "and is what it is");
	xmlFreeDoc(doc);
}

/* Names of all lengths up to some vectors, with one wrong byte at each place. */
static void
long_names(void)
{
	static const char wrong[] = "/:,@[^`{ ";
	char name[100];
	unsigned good = 0, bad = 0, tried = 0;
	size_t n, i, k;

	for (n = 1; n < sizeof(name); n++) {
		for (i = 0; i < n; i++)
			name[i] = "azAZ09-._b"[i % 10];
		good += is_ncname((struct slice){ name, n });
		for (i = 0; i < n; i++)
			for (k = 0; k < sizeof(wrong) - 1; k++) {
				char was = name[i];

				name[i] = wrong[k];
				bad += !is_ncname((struct slice){ name, n });
				tried++;
				name[i] = was;
			}
	}
	is_int(good, sizeof(name) - 1, "names of each length");
	is_int(bad, tried, "and none with a byte that is not of one");
}

static void
test_names(void)
{
	ok(is_ncname(SLICE("a-1.\xc3\xa9_")), "an NCName");
	long_names();
	ok(!is_ncname(SLICE("")), "empty is none");
	ok(!is_ncname(SLICE("1a")), "a digit first is none");
	ok(!is_ncname(SLICE("a:b")), "a colon is none");
	ok(!is_ncname(SLICE("a b")), "a space is none");
	ok(!is_ncname(SLICE("a\xff")), "bad UTF-8 is none");
	ok(!is_ncname(SLICE("\xc3\x97")), "the multiplication sign is none");
	ok(is_qname(SLICE("a:b")) && is_qname(SLICE("a")), "QNames");
	ok(!is_qname(SLICE("a:b:c")) && !is_qname(SLICE(":a")) &&
	    !is_qname(SLICE("a:")) && !is_qname(SLICE(":")), "no QNames");
	ok(is_nmtoken(SLICE("1a:.-")) && !is_nmtoken(SLICE("a b")) &&
	    !is_nmtoken(SLICE("")), "NMTOKENs");
	ok(is_language(SLICE("nl")) && is_language(SLICE("en-GB-x1")) &&
	    is_language(SLICE("abcdefgh")), "languages");
	ok(!is_language(SLICE("")) && !is_language(SLICE("abcdefghi")) &&
	    !is_language(SLICE("en_GB")) && !is_language(SLICE("1x")) &&
	    !is_language(SLICE("en-")) && !is_language(SLICE("-en")),
	    "no languages");
}

/* Not a word on standard error: it is a file for the time of the tests. */
int
main(void)
{
	char name[] = "/tmp/test_xml_XXXXXX";
	int fd = mkstemp(name), saved = dup(STDERR_FILENO);

	if (fd == -1)
		return skip_all("no temporary file");
	unlink(name);
	dup2(fd, STDERR_FILENO);
	arena = arena_new();
	test_encodings();
	test_namespace_names();
	test_refused();
	test_doctypes();
	test_limits();
	test_crowds();
	test_many_names();
	test_nodes();
	test_names();
	arena_free(arena);
	fflush(stderr);
	dup2(saved, STDERR_FILENO);
	is_int((long long)lseek(fd, 0, SEEK_END), 0,
	    "nothing was printed on standard error");
	return done();
}
