/*
 * test_identity_facts.c: findings of identity constraints name the fact that they
 * are about, whether or not the reader numbered its nodes.
 */
#include "base/uri.h"
#include "tests/folder.h"
#include "validate/judge.h"

#define SCHEMA								\
	"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"	\
	" xmlns:xbrli='http://www.xbrl.org/2003/instance'"		\
	" xmlns:a='urn:a' targetNamespace='urn:a'"			\
	" elementFormDefault='qualified'><xs:import"			\
	" namespace='http://www.xbrl.org/2003/instance' schemaLocation="	\
	"'http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"	\
	"<xs:element name='i' id='i' substitutionGroup='xbrli:item'"	\
	" type='xbrli:stringItemType' xbrli:periodType='instant'/>"	\
	"<xs:element name='t' id='t' substitutionGroup='xbrli:tuple'>"	\
	"<xs:complexType><xs:complexContent><xs:restriction"		\
	" base='xs:anyType'><xs:sequence><xs:element ref='a:i'"		\
	" maxOccurs='unbounded'/></xs:sequence><xs:attribute name='id'"	\
	" type='xs:ID'/></xs:restriction></xs:complexContent>"		\
	"</xs:complexType><xs:unique name='u'><xs:selector xpath='a:i'/>" \
	"<xs:field xpath='.'/></xs:unique></xs:element></xs:schema>"

#define REPORT								\
	"<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'"	\
	" xmlns:link='http://www.xbrl.org/2003/linkbase'"		\
	" xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:a='urn:a'>\n" \
	"<link:schemaRef xlink:type='simple' xlink:href='a.xsd'/>\n"	\
	"<xbrli:context id='c'><xbrli:entity><xbrli:identifier"		\
	" scheme='urn:s'>x</xbrli:identifier></xbrli:entity>"		\
	"<xbrli:period><xbrli:instant>2020-12-31</xbrli:instant>"	\
	"</xbrli:period></xbrli:context>\n<a:t>\n <a:i contextRef='c'>1"	\
	"</a:i>\n <a:i contextRef='c'>1</a:i>\n</a:t>\n</xbrli:xbrl>"

static void
test_fact(const char *path, bool nodes)
{
	struct judge_options o = { .ingest.nodes = nodes };
	struct arena *a = arena_new();
	const struct finding *f, *found = NULL;
	struct judged j;
	uint32_t i;

	o.ingest.resolver = resolver_new();
	(void)judge_file(&j, path, &o, a);
	for (i = 0; i < findings_count(j.findings); i++) {
		f = findings_get(j.findings, i);
		if (f->code == F_xsd_cvc_identity_constraint_4_1)
			found = f;
	}
	ok(found != NULL, "XML Schema 1.0 part 1, 3.11.4: two values of "
	    "one field are not unique");
	if (found != NULL) {
		is_int(found->n_facts, 1, "one fact is named");
		is_int(found->facts[0], 2, "the second of them");
	}
	judged_free(&j);
	resolver_free(o.ingest.resolver);
	arena_free(a);
}

int
main(void)
{
	const char *path;

	if (!folder_begin())
		return EXIT_FAILURE;
	(void)folder_put("a.xsd", SLICE(SCHEMA));
	path = folder_put("r.xbrl", SLICE(REPORT));
	test_fact(path, false);
	test_fact(path, true);
	folder_end();
	return done();
}
