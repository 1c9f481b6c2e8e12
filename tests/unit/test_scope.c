/*
 * test_scope.c: what a prefix stands for at a fact (Namespaces in XML 1.0,
 * 6), and the name that a QName value means there (XML Schema 1.0 part 2,
 * 3.2.18).
 */
#include <unistd.h>

#include "ingest/ingest.h"
#include "tests/tap.h"

static const char report[] =
    "<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'"
    " xmlns='urn:d' xmlns:a='urn:a' xmlns:b='urn:b'>"
    "<a:one contextRef='c'/>"
    "<a:two contextRef='c' xmlns:a='urn:a2' xmlns:c='urn:c'/>"
    "<a:three contextRef='c' xmlns=''/>"
    "<a:four contextRef='c'/>"
    "</xbrli:xbrl>";

static const struct {
	const char *name;
	uint32_t    fact;
	const char *text, *ns, *local;	/* ns NULL: no name */
} rows[] = {
	{ "XML Schema 1.0 part 2, 3.2.18: a prefix means the namespace that "
	    "is bound to it at the fact", 0, "b:x", "urn:b", "x" },
	{ "XML Schema 1.0 part 2, 3.2.18: a name without a prefix has the "
	    "default namespace", 0, "x", "urn:d", "x" },
	{ "XML Schema 1.0 part 2, 3.2.18: white space around a QName is not "
	    "of it", 0, " \n\tb:x ", "urn:b", "x" },
	{ "XML Schema 1.0 part 2, 3.2.18: a prefix that is bound nowhere "
	    "makes no QName", 0, "c:x", NULL, NULL },
	{ "XML Schema 1.0 part 2, 3.2.18: two colons make no QName", 0,
	    "a:b:x", NULL, NULL },
	{ "XML Schema 1.0 part 2, 3.2.18: the empty text is no QName", 0, "",
	    NULL, NULL },
	{ "Namespaces in XML 1.0, 6.1: a declaration holds for the element "
	    "it stands on", 1, "c:x", "urn:c", "x" },
	{ "Namespaces in XML 1.0, 6.1: an inner declaration overrides an "
	    "outer one", 1, "a:x", "urn:a2", "x" },
	{ "Namespaces in XML 1.0, 6.1: outer declarations hold within", 1,
	    "b:x", "urn:b", "x" },
	{ "Namespaces in XML 1.0, 6.2: xmlns=\"\" takes the default away", 2,
	    "x", "", "x" },
	{ "Namespaces in XML 1.0, 6.1: a declaration ends with its element",
	    3, "c:x", NULL, NULL },
	{ "Namespaces in XML 1.0, 6.1: what was overridden holds again", 3,
	    "a:x", "urn:a", "x" },
	{ "Namespaces in XML 1.0, 6.2: what was taken away holds again", 3,
	    "x", "urn:d", "x" },
	{ "Namespaces in XML 1.0, 3: the prefix xml is bound always", 3,
	    "xml:lang", "http://www.w3.org/XML/1998/namespace", "lang" },
};

static struct report *
read_report(struct findings *fs, struct arena *a)
{
	char path[] = "/tmp/rekenschap-test-XXXXXX";
	struct ingest_options o = { .resolver = NULL };
	struct report *r = NULL;
	const char *why = NULL;
	int fd = mkstemp(path);

	if (fd == -1 || write(fd, report, sizeof(report) - 1) !=
	    (ssize_t)sizeof(report) - 1)
		abort();
	close(fd);
	(void)ingest_file(&r, path, &o, fs, a, &why);
	unlink(path);
	return r;
}

int
main(void)
{
	struct findings *fs = findings_new();
	struct arena *a = arena_new();
	struct report *r = read_report(fs, a);
	struct slice ns, local;
	size_t i;

	if (r == NULL || r->facts.n != 4)
		abort();
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool is = report_expand(r, r->facts.v[rows[i].fact].scope,
		    slice_of(rows[i].text), &ns, &local);

		if (rows[i].ns == NULL)
			ok(!is, "%s", rows[i].name);
		else
			ok(is && slice_is(ns, rows[i].ns) &&
			    slice_is(local, rows[i].local), "%s",
			    rows[i].name);
	}
	report_free(r);
	findings_free(fs);
	arena_free(a);
	return done();
}
