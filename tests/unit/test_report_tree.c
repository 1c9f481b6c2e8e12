/*
 * test_report_tree.c: the numbers that the reader of reports gives to nodes are
 * those of the tree (ingest/report.h, xpath/tree.h); with files as arguments,
 * those of the reports in them.
 */
#include "formula/xfi.h"
#include "tests/tap.h"

#include "base/file.h"

#define HEAD "<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'" \
	" xmlns:link='http://www.xbrl.org/2003/linkbase'"		\
	" xmlns:xlink='http://www.w3.org/1999/xlink'"			\
	" xmlns:xbrldi='http://xbrl.org/2006/xbrldi'"			\
	" xmlns:a='urn:a'>"
#define CONTEXT "<xbrli:context id='c'><xbrli:entity>"			\
	"<xbrli:identifier scheme='urn:s'>x</xbrli:identifier>"		\
	"</xbrli:entity><xbrli:period><xbrli:instant>2020-12-31"	\
	"</xbrli:instant></xbrli:period></xbrli:context>"

static bool
is_at(const struct xp_tree *t, uint32_t node, struct slice local)
{
	return node < t->n_rows && t->rows[node].kind == XK_ELEMENT &&
	    slice_eq(t->names[t->rows[node].name].local, local);
}

/* How many nodes are not where the report says. */
static unsigned
astray(const struct report *r, const struct xp_tree *t)
{
	unsigned n = !is_at(t, r->root_node, SLICE("xbrl"));
	size_t i;

	for (i = 0; i < r->facts.n; i++)
		n += !is_at(t, r->facts.v[i].node,
		    r->names.v[r->facts.v[i].name].local);
	for (i = 0; i < r->contexts.n; i++) {
		const struct context_nodes *c = &r->contexts.v[i].nodes;

		n += !is_at(t, c->context, SLICE("context"));
		n += c->entity != 0 && !is_at(t, c->entity, SLICE("entity"));
		n += c->identifier != 0 && !is_at(t, c->identifier,
		    SLICE("identifier"));
		n += c->segment != 0 && !is_at(t, c->segment,
		    SLICE("segment"));
		n += c->period != 0 && !is_at(t, c->period, SLICE("period"));
		n += c->scenario != 0 && !is_at(t, c->scenario,
		    SLICE("scenario"));
	}
	for (i = 0; i < r->units.n; i++)
		n += !is_at(t, r->units.v[i].node, SLICE("unit"));
	for (i = 0; i < r->footnotes.n; i++)
		n += !is_at(t, r->footnotes.v[i].node,
		    r->names.v[r->footnotes.v[i].name].local);
	return n;
}

/* -1: it cannot be read. */
static int
compare(const char *path, struct slice bytes, size_t *facts)
{
	struct ingest_options o = { .bytes = bytes, .nodes = true };
	struct findings *findings = findings_new();
	struct arena *a = arena_new();
	struct xp_tree_error err;
	struct report *r = NULL;
	struct xp_tree *t;
	const char *why = NULL;
	int n = -1;

	if (ingest_file(&r, path, &o, findings, a, &why) != -1 &&
	    r->whole && (t = xp_tree_read(bytes, r->uri, NULL, a, &err)) !=
	    NULL) {
		n = (int)astray(r, t);
		*facts = r->facts.n;
		xp_tree_free(t);
	}
	report_free(r);
	findings_free(findings);
	arena_free(a);
	return n;
}

static const struct {
	const char *name, *text;
	size_t facts;
} cases[] = {
	{ "facts without white space",
	  HEAD CONTEXT "<a:x contextRef='c'>1</a:x><a:y contextRef='c'/>"
	  "<a:z contextRef='c' id='i'></a:z><a:x contextRef='c'>2</a:x>"
	  "</xbrli:xbrl>", 4 },
	{ "white space between elements is text",
	  "<?xml version='1.0'?>\n" HEAD "\n " CONTEXT "\n\n<a:x"
	  " contextRef='c'> 1 </a:x>\t<a:x contextRef='c'/> "
	  "</xbrli:xbrl>\n", 2 },
	{ "comments and instructions part texts",
	  "<!-- a --><?b c?><!--d-->\n" HEAD "<!-- <a:x/> -->\n<!--e-->f?\n"
	  CONTEXT "<?g?><a:x contextRef='c'>1<!-- 2 -->3<?h i?></a:x>"
	  "<!-- --> <a:x contextRef='c'/></xbrli:xbrl>", 2 },
	{ "sections are text, empty ones none",
	  HEAD CONTEXT "<a:x contextRef='c'>1<![CDATA[<2>]]>3</a:x>"
	  "<a:x contextRef='c'><![CDATA[]]></a:x>"
	  "<a:x contextRef='c'><![CDATA[]]><![CDATA[a]]></a:x>"
	  "<a:x contextRef='c'><![CDATA[a]]><!--b--><![CDATA[c]]></a:x>"
	  "<a:x contextRef='c'/></xbrli:xbrl>", 5 },
	{ "references are part of a text",
	  HEAD CONTEXT "<a:x contextRef='c'>&lt;a&amp;b&#60;</a:x>"
	  "<a:x contextRef='c' a:b='&quot;&gt;'/><a:x contextRef='c'/>"
	  "</xbrli:xbrl>", 3 },
	{ "namespace declarations are no attributes, others are",
	  HEAD CONTEXT "<a:x xmlns:b='urn:b' xml:lang='nl' b:c='d'"
	  " contextRef='c' xmlns='urn:e'>1</a:x><a:x contextRef='c'/>"
	  "</xbrli:xbrl>", 2 },
	{ "parts of contexts, units and tuples",
	  HEAD "<xbrli:context id='c'>\n<xbrli:entity>\n"
	  "<xbrli:identifier scheme='urn:s'>x</xbrli:identifier>\n"
	  "<xbrli:segment><a:s t='u'><a:v>w</a:v></a:s></xbrli:segment>"
	  "</xbrli:entity>\n<xbrli:period><xbrli:startDate>2020-01-01"
	  "</xbrli:startDate><xbrli:endDate>2020-12-31</xbrli:endDate>"
	  "</xbrli:period><xbrli:scenario><a:s/></xbrli:scenario>"
	  "</xbrli:context>\n<xbrli:unit id='u'><xbrli:measure>xbrli:pure"
	  "</xbrli:measure></xbrli:unit><a:t>\n<a:x contextRef='c'>1</a:x>"
	  "<a:t><a:x contextRef='c'/></a:t>\n</a:t></xbrli:xbrl>", 4 },
	{ "markup within an item, footnotes after it",
	  HEAD CONTEXT "<a:x contextRef='c' id='f'>1<a:b c='d'>2</a:b> </a:x>"
	  "<link:footnoteLink xlink:type='extended'"
	  " xlink:role='http://www.xbrl.org/2003/role/link'>\n"
	  "<link:loc xlink:type='locator' xlink:href='#f' xlink:label='l'/>"
	  "<link:footnote xlink:type='resource' xlink:label='n'"
	  " xml:lang='en' xlink:role='http://www.xbrl.org/2003/role/footnote'"
	  ">A <b xmlns='http://www.w3.org/1999/xhtml'>note</b></link:footnote>"
	  "<link:footnoteArc xlink:type='arc' xlink:from='l' xlink:to='n'"
	  " xlink:arcrole='http://www.xbrl.org/2003/arcrole/fact-footnote'/>"
	  "</link:footnoteLink><a:x contextRef='c'/></xbrli:xbrl>", 2 },
};

static void
test_files(int n, char **paths)
{
	struct arena *a = arena_new();
	const char *why;
	struct file f;
	size_t facts = 0;
	int i, wrong;

	for (i = 0; i < n; i++) {
		if (file_open(&f, paths[i], a, &why) == -1)
			continue;
		wrong = compare(paths[i], f.bytes, &facts);
		if (wrong != -1)
			is_int(wrong, 0, paths[i]);
		file_close(&f);
	}
	arena_free(a);
}

int
main(int argc, char **argv)
{
	size_t i, facts;

	test_files(argc - 1, argv + 1);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		facts = 0;
		is_int(compare("r.xbrl", slice_of(cases[i].text), &facts), 0,
		    cases[i].name);
		is_int((long long)facts, (long long)cases[i].facts,
		    "so many facts");
	}
	return done();
}
