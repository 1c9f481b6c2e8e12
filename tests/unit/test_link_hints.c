/*
 * test_link_hints.c: schemas that linkbases name for themselves (XML Schema
 * 1.0 part 1, 4.3.2; XBRL 2.1, 3.2): said once, remembered, bounded.  What
 * they judge is in tests/cases/linkbase-schemas.cases.
 */
#include "base/uri.h"
#include "taxonomy/dts.h"
#include "taxonomy/taxonomy.h"
#include "tests/folder.h"

#define SECTION_NAME	"XML Schema 1.0 part 1, 4.3.2: "
#define MANY		64

static struct resolver *resolver;

static struct slice
put_linkbase(const char *name, const char *hint)
{
	return uri_of_path(arena, folder_put(name, slice_of(arena_printf(
	    arena, "<link:linkbase"
	    " xmlns:link='http://www.xbrl.org/2003/linkbase'"
	    " xmlns:xlink='http://www.w3.org/1999/xlink'"
	    " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
	    " xmlns:h='urn:%s' xsi:schemaLocation='urn:%s %s.xsd'>\n"
	    "<h:link xlink:type='extended'"
	    " xlink:role='http://www.xbrl.org/2003/role/link'/>\n"
	    "</link:linkbase>", hint, hint, hint))));
}

static void
put_schema(const char *hint, const char *more)
{
	(void)folder_put(arena_printf(arena, "%s.xsd", hint),
	    slice_of(arena_printf(arena,
	    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"
	    " xmlns:xl='http://www.xbrl.org/2003/XLink' xmlns:h='urn:%s'"
	    " targetNamespace='urn:%s'>\n"
	    "<xs:import namespace='http://www.xbrl.org/2003/XLink'"
	    " schemaLocation='http://www.xbrl.org/2003/xl-2003-12-31.xsd'/>\n"
	    "<xs:element name='link' type='xl:extendedType'"
	    " substitutionGroup='xl:extended'/>\n%s</xs:schema>", hint, hint,
	    more)));
}

static uint32_t
count(const struct findings *fs, enum finding_code code)
{
	uint32_t n = 0, i;

	for (i = 0; i < findings_count(fs); i++)
		n += findings_get(fs, i)->code == code;
	return n;
}

static void
test_once(void)
{
	struct slice entries[2];
	struct dts *d;
	uint32_t i, hinted = 0;

	put_schema("h", "<xs:element name='x' type='h:none'/>\n");
	entries[0] = put_linkbase("a.xml", "h");
	entries[1] = put_linkbase("b.xml", "h");
	d = dts_compile(resolver, entries, 2);
	is_int(findings_count(d->findings), 1, SECTION_NAME
	    "what is wrong in a schema that two linkbases name is said once");
	is_int(count(d->findings, F_xsd_UnresolvedReference), 1,
	    SECTION_NAME "and is that");
	is_int(dts_name_find(d, SLICE("urn:h"), SLICE("x")), NONE,
	    "XBRL 2.1, 3.2: nothing of it is in the DTS");
	for (i = 0; i < d->documents.n; i++)
		hinted += d->documents.v[i].kind == DOC_HINTED;
	is_int(hinted, 1, "the image knows on what it depends");
	is_int((long long)d->documents.n, 3, "and on what it does not");
	dts_free(d);
}

/* Each linkbase of these needs schemas of its own. */
static void
test_many(void)
{
	VEC(struct slice) entries = { NULL, 0, 0 };
	struct dts *d;
	int i;

	for (i = 0; i <= MANY; i++) {
		const char *name = arena_printf(arena, "s%d", i);

		put_schema(name, "");
		VEC_PUSH(&entries, put_linkbase(arena_printf(arena,
		    "%s.xml", name), name));
	}
	d = dts_compile(resolver, entries.v, MANY);
	is_int(findings_count(d->findings), 0, "as many sets as are judged");
	dts_free(d);
	VEC_PUSH(&entries, put_linkbase("more.xml", "h"));
	d = dts_compile(resolver, entries.v, entries.n);
	is_int(count(d->findings, F_rek_HintsNotJudged), 1,
	    "more are too many, which is said once");
	dts_free(d);
	VEC_FREE(&entries);
}

static uint32_t
findings_of(const struct slice *entry, const char *cache)
{
	struct taxonomy_options o = { .cache = cache };
	struct findings *fs = findings_new();
	struct taxonomy *t = NULL;
	const char *why;
	uint32_t n;

	if (taxonomy_get(&t, entry, 1, resolver, &o, arena, &why) != 0)
		printf("# %s\n", why);
	taxonomy_findings(t, fs);
	n = findings_count(fs);
	findings_free(fs);
	taxonomy_close(t);
	return n;
}

/* A cached image is used as long as what it was made of is as it was. */
static void
test_cache(void)
{
	const char *cache = folder_path("cache");
	struct slice entry = put_linkbase("c.xml", "late");

	is_int(findings_of(&entry, cache), 0, "a hint that leads nowhere yet");
	put_schema("late", "<xs:element name='x' type='h:none'/>\n");
	is_int(findings_of(&entry, cache), 1, "the schema has appeared");
	is_int(findings_of(&entry, cache), 1, "and is remembered");
	put_schema("late", "<xs:element name='x'/>\n");
	is_int(findings_of(&entry, cache), 0, "the schema was repaired");
}

int
main(void)
{
	if (!folder_begin())
		return skip_all("no temporary folder");
	resolver = resolver_new();
	test_once();
	test_many();
	test_cache();
	resolver_free(resolver);
	folder_end();
	return done();
}
