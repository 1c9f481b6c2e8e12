/*
 * test_schema_oracle.c: XML Schema 1.0 part 1 and 2: the schemas of our own
 * cases (tests/cases/schema-*.cases) compiled by libxml2 as well, and the two
 * verdicts compared.
 *
 * Where libxml2 is not right the case stands in `disagreements` with the
 * section that shows it; one that it gets right after all fails the test, so
 * that the list stays true.  Cases about reports or XBRL's own schemas are
 * none for libxml2, and are left out.
 *
 * Cases about identity constraints (schema-keys.cases) are reports: what stands
 * in their scenario is a document for libxml2, by the schema b.xsd, and its
 * verdict is compared with what the case expects, which test_cases.c holds our
 * own verdict against.
 */
#include <libxml/xmlschemas.h>

#include "tests/schema_case.h"

/* libxml2 2.9.14 does not come to an end with these. */
static const char *const endless[] = {
	"3.3.6: a member may have the type of a member of the head's union",
	"3.3.6: a member may not have a type that is none of the head's union",
};

#define AMBIGUOUS	"cos-nonambig, and appendix H"
#define CONSISTENT	"cos-element-consistent"
#define PARTICLES	"cos-particle-restrict is not judged there"

/* Titles of cases, as in the files, and the constraint that shows it. */
static const struct {
	const char *title, *why;
} disagreements[] = {
	{ "3.8.6: two members of a choice must not be of one name", AMBIGUOUS },
	{ "3.8.6: a number of times that may vary before a "
	    "particle of the same name is ambiguous",
	    AMBIGUOUS },
	{ "3.8.6: a sequence exactly twice, then what it may end "
	    "in, is ambiguous",
	    AMBIGUOUS },
	{ "3.8.6: a particle that may end a branch and one that "
	    "begins another are ambiguous in a repetition",
	    AMBIGUOUS },
	{ "3.8.6: ##other overlaps with a list of other namespaces",
	    AMBIGUOUS },
	{ "3.8.6: a wildcard after many optional own elements must "
	    "not let them in",
	    AMBIGUOUS },
	{ "3.8.6: elements of one name in one model have one type",
	    CONSISTENT },
	{ "3.8.6: a local element and a reference of one name have "
	    "one type",
	    CONSISTENT },
	{ "3.8.6: types written in place are two types", CONSISTENT },
	{ "3.8.6: a local element has the type of the member of a "
	    "substitution group that has its name",
	    CONSISTENT },
	{ "3.9.6: a restriction may not leave out what is required",
	    PARTICLES },
	{ "3.9.6: a restriction may not add an element", PARTICLES },
	{ "3.9.6: a restriction may not allow more repetitions", PARTICLES },
	{ "3.9.6: a restriction may not make optional what is "
	    "required",
	    PARTICLES },
	{ "3.9.6: a restriction keeps the order of a sequence", PARTICLES },
	{ "3.9.6: a restriction of a choice may not have other "
	    "members",
	    PARTICLES },
	{ "3.9.6: a sequence does not restrict a choice that "
	    "repeats less often (MapAndSum)",
	    PARTICLES },
	{ "3.9.6: a sequence that restricts xs:all has all that is "
	    "required",
	    PARTICLES },
	{ "3.9.6: a choice does not restrict a sequence", PARTICLES },
	{ "3.9.6: an element does not restrict a wildcard of other "
	    "namespaces (NSCompat)",
	    PARTICLES },
	{ "3.9.6: a group restricts a wildcard only as often "
	    "(NSRecurseCheckCardinality)",
	    PARTICLES },
	{ "3.9.6: a wildcard does not restrict a narrower one "
	    "(NSSubset)",
	    PARTICLES },
	{ "3.9.6: a wildcard does not restrict an element", PARTICLES },
	{ "3.9.6: an element of another type does not restrict it "
	    "(NameAndTypeOK)",
	    PARTICLES },
	{ "3.9.6: an element that may be nil does not restrict one "
	    "that may not (NameAndTypeOK)",
	    PARTICLES },
	{ "3.9.6: several members in the place of the head keep the "
	    "order of what follows it", PARTICLES },
	{ "3.9.6: what is not in the substitution group has no place "
	    "with its members", PARTICLES },
	{ "3.9.6: a head that repeats is a group of its own and gives "
	    "place to one member only", PARTICLES },
	{ "3.9.6: an element outside the substitution group does "
	    "not restrict the head",
	    PARTICLES },
	{ "3.4.6: a value that the base fixes stays fixed to it",
	    "derivation-ok-restriction.2.1.3" },
	{ "3.5.6: a reference does not change what the declaration "
	    "fixes",
	    "au-props-correct.2" },
	{ "3.14.3: a facet is given once a step", "src-single-facet-value" },
	{ "4.3.2.4: minLength is not greater than maxLength",
	    "minLength-less-than-equal-to-maxLength" },
	{ "4.3.2.4: a minLength greater than the maxLength of the "
	    "base contradicts it",
	    "minLength-less-than-equal-to-maxLength" },
	{ "4.3.4: a quantity does not end before it begins",
	    "appendix F, productions [5] and [36]" },
	{ "4.3.4: a block exists", "appendix F, productions [5] and [36]" },
	{ "4.3.6.4: whiteSpace does not become wider",
	    "whiteSpace-valid-restriction" },
	{ "4.3.12.4: an integer has no fraction digits",
	    "fractionDigits-valid-restriction" },
	{ "3.2.19: NOTATION is used by way of an enumeration only",
	    "enumeration-required-notation" },
	{ "3.15.6: two notations have two names", "sch-props-correct.2" },
	{ "4.2.3: an imported schema has the namespace that the "
	    "import says",
	    "src-import.3" },
	{ "3.11.6: a field ends in its attribute", "c-fields-xpaths" },
	{ "3.9.6: a restriction may not give an element constraints of "
	    "its own",
	    PARTICLES },
	{ "3.11.4: an attribute that nothing declares has no simple type",
	    "cvc-identity-constraint.3" },
	{ "3.11.4: a list of one is no atom, and lists of other items "
	    "differ",
	    "part 2, 2.5.1.2: values of a list are sequences" },
	{ "3.11.5: an element's own node counts before those of its "
	    "children",
	    "3.11.5: of conflicting entries those of children go" },
	{ "3.11.5: a conflict of children is none further up",
	    "3.11.5: such a table has no entry, so none is passed on" },
	{ "3.12.2: a notation has a public or a system identifier",
	    "3.12.1, {public identifier}" },
};

#define N_DISAGREEMENTS	(sizeof(disagreements) / sizeof(disagreements[0]))

struct one {				/* a case while it is read */
	struct slice title, entry;
	struct slice scene;		/* the element in a scenario, or "" */
	bool         fit;		/* for libxml2 */
};

static xmlExternalEntityLoader loader;	/* libxml2's own, which reads files */
static bool met[N_DISAGREEMENTS];

/* --- the two --- */

static void
silence(void *user, const char *format, ...)
{
	(void)user;
	(void)format;
}

static bool
libxml_accepts(const char *path)
{
	xmlSchemaParserCtxt *ctxt = xmlSchemaNewParserCtxt(path);
	xmlExternalEntityLoader none = xmlGetExternalEntityLoader();
	xmlSchema *schema;

	if (ctxt == NULL)
		return false;
	xmlSetExternalEntityLoader(loader);
	xmlSchemaSetParserErrors(ctxt, silence, silence, NULL);
	schema = xmlSchemaParse(ctxt);
	xmlSetExternalEntityLoader(none);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(ctxt);
	return schema != NULL;
}

/* The two verdicts about a case. */
static void
agree(const struct one *c, bool ours, bool theirs)
{
	size_t i;

	for (i = 0; i < N_DISAGREEMENTS; i++)
		if (slice_is(c->title, disagreements[i].title))
			break;
	if (i < N_DISAGREEMENTS) {
		met[i] = true;
		ok(ours != theirs, "%.*s: libxml2 is wrong: %s",
		    SLICE_ARG(c->title), disagreements[i].why);
	} else if (!ok(ours == theirs, "%.*s: as libxml2 says",
	    SLICE_ARG(c->title))) {
		printf("# we: %d, libxml2: %d\n", ours, theirs);
	}
}

static void
compare(const struct one *c)
{
	const char *name = arena_printf(arena, "%.*s", SLICE_ARG(c->entry));
	bool theirs;
	size_t i;

	for (i = 0; i < sizeof(endless) / sizeof(endless[0]); i++)
		if (slice_is(c->title, endless[i]))
			return;
	theirs = libxml_accepts(folder_path(name));
	compile(name);
	agree(c, findings_errors(d->findings) == 0, theirs);
}

/* --- documents --- */

static int
libxml_judges(const char *schema_path, const char *document)
{
	xmlSchemaParserCtxt *parser = xmlSchemaNewParserCtxt(schema_path);
	xmlExternalEntityLoader none = xmlGetExternalEntityLoader();
	xmlDoc *doc = xmlReadMemory(document, (int)strlen(document), "d.xml",
	    NULL, XML_PARSE_NONET);
	xmlSchemaValidCtxt *ctxt;
	xmlSchema *schema;
	int rc = -1;

	xmlSetExternalEntityLoader(loader);
	xmlSchemaSetParserErrors(parser, silence, silence, NULL);
	schema = xmlSchemaParse(parser);
	xmlSetExternalEntityLoader(none);
	ctxt = schema == NULL ? NULL : xmlSchemaNewValidCtxt(schema);
	if (ctxt != NULL && doc != NULL) {
		xmlSchemaSetValidErrors(ctxt, silence, silence, NULL);
		rc = xmlSchemaValidateDoc(ctxt, doc);
	}
	xmlSchemaFreeValidCtxt(ctxt);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(parser);
	xmlFreeDoc(doc);
	return rc;
}

/* Where the one element in the scenario is of b.xsd. */
static void
judge_scene(const struct one *c, bool expects_valid)
{
	size_t name = 0;
	int rc;

	if (c->scene.s == NULL || !slice_starts(c->scene, SLICE("<b:")) ||
	    memchr(c->scene.s, '\n', c->scene.n) != NULL)
		return;
	while (name < c->scene.n && strchr(" />", c->scene.s[name]) == NULL)
		name++;
	rc = libxml_judges(folder_path("b.xsd"), arena_printf(arena,
	    "%.*s xmlns:b='http://example.org/b' xmlns:xs='" XS "'"
	    " xmlns:a='http://example.org/a'"
	    " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'%.*s",
	    (int)name, c->scene.s, SLICE_ARG(slice_from(c->scene, name))));
	if (ok(rc >= 0, "%.*s: libxml2 can judge it", SLICE_ARG(c->title)))
		agree(c, expects_valid, rc == 0);
}

/* --- the files of cases --- */

static struct slice
take_line(struct slice *rest)
{
	const char *end = memchr(rest->s, '\n', rest->n);
	struct slice line = { rest->s, end == NULL ? rest->n :
	    (size_t)(end - rest->s) };

	*rest = slice_from(*rest, line.n + (end != NULL));
	return line;
}

/* The content lines that follow, without their tab. */
static struct slice
take_content(struct slice *rest)
{
	struct buf b = BUF_ANY;
	struct slice text;

	while (rest->n > 0 && rest->s[0] == '\t') {
		buf_slice(&b, slice_from(take_line(rest), 1));
		buf_char(&b, '\n');
	}
	text = arena_copy(arena, buf_get(&b));
	buf_free(&b);
	return text;
}

/* What stands between @scene and @end in a report, or "". */
static struct slice
scene_of(struct slice report)
{
	static const char begin[] = "@scene\n", end[] = "\n@end\n";
	const char *last;

	if (!slice_starts(report, slice_of(begin)))
		return SLICE("");
	report = slice_from(report, strlen(begin));
	last = memmem(report.s, report.n, end, strlen(end));
	return last == NULL ? SLICE("") :
	    (struct slice){ report.s, (size_t)(last - report.s) };
}

static void
put_schema(const char *name, struct slice body)
{
	(void)folder_put(name, slice_of(arena_printf(arena,
	    "<xs:schema xmlns:xs='" XS "'"
	    " xmlns:xbrldi='http://xbrl.org/2006/xbrldi'"
	    " xmlns:a='http://example.org/a' xmlns:b='http://example.org/b'"
	    " targetNamespace='http://example.org/%.*s'"
	    " elementFormDefault='qualified'>\n%.*s</xs:schema>\n",
	    (int)strcspn(name, "."), name, SLICE_ARG(body))));
}

static void
read_part(struct one *c, struct slice line, struct slice *rest)
{
	bool schema = slice_starts(line, SLICE("schema "));
	struct slice body;
	const char *name;

	if (schema || slice_starts(line, SLICE("file "))) {
		name = arena_printf(arena, "%.*s",
		    SLICE_ARG(slice_from(line, schema ? 7 : 5)));
		body = take_content(rest);
		if (memmem(body.s, body.n, "xbrli:", 6) != NULL)
			c->fit = false;
		if (schema)
			put_schema(name, body);
		else
			(void)folder_put(name, body);
	} else if (slice_starts(line, SLICE("case "))) {
		*c = (struct one){ .title = slice_from(line, 5),
		    .scene = SLICE(""), .entry = SLICE(""), .fit = true };
	} else if (slice_is(line, "report")) {
		c->scene = scene_of(take_content(rest));
	} else if (slice_starts(line, SLICE("entry "))) {
		c->entry = slice_from(line, 6);
	} else if (slice_starts(line, SLICE("expect ")) && c->fit &&
	    c->entry.n > 0) {
		compare(c);
	} else if (slice_starts(line, SLICE("expect "))) {
		judge_scene(c, slice_is(line, "expect valid"));
	}
}

static void
read_cases(const char *path)
{
	struct file f;
	struct slice rest;
	struct one c = { .fit = false };
	const char *why;

	if (!ok(file_open(&f, path, arena, &why) == 0, "%s is there", path))
		return;
	rest = arena_copy(arena, f.bytes);
	file_close(&f);
	while (rest.n > 0)
		read_part(&c, take_line(&rest), &rest);
}

int
main(void)
{
	size_t i;

	loader = xmlGetExternalEntityLoader();	/* before ours takes its place */
	if (!case_begin())
		return skip_all("no temporary folder");
	read_cases("tests/cases/schema-ambiguity.cases");
	read_cases("tests/cases/schema-groups.cases");
	read_cases("tests/cases/schema-restriction.cases");
	read_cases("tests/cases/schema-types.cases");
	read_cases("tests/cases/schema-facets.cases");
	read_cases("tests/cases/schema-documents.cases");
	read_cases("tests/cases/schema-keys.cases");
	for (i = 0; i < N_DISAGREEMENTS; i++)
		ok(met[i], "there is a case: %s", disagreements[i].title);
	case_end();
	return done();
}
