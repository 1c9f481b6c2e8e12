/*
 * test_package.c: Taxonomy Packages 1.0 (REC 2016-04-19), a good and a bad
 * package for each rule.  Expected codes are those of the specification; all
 * packages are made here.
 */
#include "taxonomy/resolver.h"

#include <unistd.h>

#include <zip.h>

#include "tests/folder.h"

#define TPS	"Taxonomy Packages 1.0, "
#define NOWHERE	"!not found in any catalog, package or on disk"

struct member {
	const char *name, *text;
};

#define END { NULL, NULL }
#define TP(body) "<tp:taxonomyPackage xmlns:tp=" \
	"'http://xbrl.org/2016/taxonomy-package'>" body "</tp:taxonomyPackage>"
#define ID "<tp:identifier>http://t/</tp:identifier>"
#define CATALOG(body) "<catalog xmlns=" \
	"'urn:oasis:names:tc:entity:xmlns:xml:catalog'>" body "</catalog>"
#define RULE "<rewriteURI uriStartString='http://t/' rewritePrefix='../t/'/>"
#define META "top/META-INF/taxonomyPackage.xml"
#define CAT "top/META-INF/catalog.xml"

static void
add_member(zip_t *zip, const char *name, const char *text)
{
	size_t n = strlen(name);

	if (n > 0 && name[n - 1] == '/')
		zip_dir_add(zip, name, ZIP_FL_ENC_UTF_8);
	else
		zip_file_add(zip, name, zip_source_buffer(zip, text,
		    strlen(text), 0), ZIP_FL_ENC_UTF_8);
}

/* A package of the members, at a new path: a mapped file stays as it is. */
static const char *
make_package(const struct member *m)
{
	static int number;
	const char *p = folder_path(arena_printf(arena, "p%d.zip", number++));
	zip_t *zip = zip_open(p, ZIP_CREATE | ZIP_TRUNCATE, NULL);

	for (; m->name != NULL; m++)
		add_member(zip, m->name, m->text);
	if (zip_close(zip) == -1)
		printf("# cannot make a package\n");
	return p;
}

/* The codes found in a package, joined by spaces. */
static const char *
codes(const char *zip)
{
	struct resolver *r = resolver_new();
	struct findings *fs = findings_new();
	const char *why, *all = "";
	uint32_t i;

	resolver_add_package(r, zip, fs, &why);
	for (i = 0; i < findings_count(fs); i++)
		all = arena_printf(arena, "%s%s%s", all, i > 0 ? " " : "",
		    message_of(findings_get(fs, i)->code)->code);
	findings_free(fs);
	resolver_free(r);
	return all;
}

/* The package of these members has exactly these codes. */
static void
gives(const struct member *m, const char *want, const char *name)
{
	is_str(codes(make_package(m)), want, name);
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

/* --- 3.1: the archive --- */

/* A package whose bytes are changed from `from` to `to`, of one length. */
static const char *
change(const struct member *m, const char *from, const char *to)
{
	const char *p = make_package(m), *why;
	size_t n = strlen(from), i;
	struct file f;
	char *copy;

	if (file_open(&f, p, arena, &why) == -1)
		return p;
	copy = arena_alloc(arena, f.bytes.n + 1);
	memcpy(copy, f.bytes.s, f.bytes.n);
	for (i = 0; i + n <= f.bytes.n; i++)
		if (memcmp(copy + i, from, n) == 0)
			memcpy(copy + i, to, n);
	p = folder_put("changed.zip", (struct slice){ copy, f.bytes.n });
	file_close(&f);
	return p;
}

static const char *
encrypted(void)
{
	const char *p = folder_path("encrypted.zip");
	zip_t *zip = zip_open(p, ZIP_CREATE | ZIP_TRUNCATE, NULL);

	add_member(zip, META, TP(ID));
	zip_file_add(zip, "top/a.xsd", zip_source_buffer(zip, "<a/>", 4, 0),
	    ZIP_FL_ENC_UTF_8);
	zip_file_set_encryption(zip, 1, ZIP_EM_AES_256, "secret");
	if (zip_close(zip) == -1)
		printf("# no encryption here\n");
	return p;
}

static void
test_format(void)
{
	static const struct member good[] = { { META, TP(ID) },
	    { "top/aaaa", "x" }, { "top/bbbb", "x" }, END };
	static const struct member flat[] = { { META, TP(ID) },
	    { "/top/a", "x" }, END };
	static const struct member drive[] = { { META, TP(ID) },
	    { "C:/top/a", "x" }, END };
	static const struct member backslash[] = { { META, TP(ID) },
	    { "top\\a.xsd", "<a/>" }, END };
	struct resolver *r = resolver_new();
	const char *why = NULL;

	gives(good, "", TPS "3.1: a ZIP archive is a package");
	is_str(codes(folder_put("text.zip", SLICE("no zip"))),
	    "tpe:invalidArchiveFormat",
	    TPS "3.1: what is no ZIP archive is no package");
	is_int(resolver_add_package(r, folder_path("text.zip"), NULL, &why), -1,
	    TPS "3.1: what is no ZIP archive is refused");
	is_str(why, "is not a ZIP archive", "and why");
	gives(backslash, "tpe:invalidArchiveFormat",
	    TPS "3.1: a backslash separates no folders (ZIP 4.4.17.1)");
	gives(flat, "tpe:invalidArchiveFormat",
	    TPS "3.1: no name begins with a slash (ZIP 4.4.17.1)");
	gives(drive, "tpe:invalidArchiveFormat",
	    TPS "3.1: no name has a drive (ZIP 4.4.17.1)");
	is_str(codes(encrypted()), "tpe:invalidArchiveFormat",
	    TPS "3.1: no entry is encrypted");
	is_str(codes(folder_path("none.zip")), "",
	    TPS "3.1: no file at all is no fault of a package");
	resolver_free(r);
}

/* --- 3.1: the folders --- */

static void
test_folders(void)
{
	static const struct member good[] = { { "top/", "" },
	    { "top/META-INF/", "" }, { META, TP(ID) },
	    { "top/META-INF/other.txt", "x" }, { "top/a/b/c.xsd", "<a/>" },
	    END };
	static const struct member beside[] = { { META, TP(ID) },
	    { "readme.txt", "x" }, END };
	static const struct member two[] = { { "__MACOSX/x", "x" },
	    { META, TP(ID) }, END };
	static const struct member bare[] = {
	    { "META-INF/taxonomyPackage.xml", TP(ID) },
	    { "META-INF/catalog.xml", CATALOG(RULE) },
	    { "t/a.xsd", "<a/>" }, END };
	static const struct member none[] = { { "a.xsd", "<a/>" }, END };
	static const struct member capitals[] = { { META, TP(ID) },
	    { "Top/a.xsd", "<a/>" }, END };

	gives(good, "", TPS "3.1: one top-level folder with META-INF");
	gives(beside, "tpe:invalidDirectoryStructure",
	    TPS "3.1: no file stands beside the top-level folder");
	gives(two, "tpe:invalidDirectoryStructure",
	    TPS "3.1: there is one top-level folder");
	gives(capitals, "tpe:invalidDirectoryStructure",
	    TPS "3.1: folders that differ by case are two");
	gives(bare, "tpe:invalidDirectoryStructure",
	    TPS "3.1: META-INF lies in a folder");
	gives(none, "tpe:invalidDirectoryStructure "
	    "tpe:metadataDirectoryNotFound",
	    TPS "3.1: a file alone is no folder");
	is_str(codes(folder_put("empty.zip", (struct slice){
	    "PK\005\006\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22 })),
	    "tpe:invalidDirectoryStructure",
	    TPS "3.1: an empty archive has no top-level folder");
}

/* Names that make no tree: the whole archive is refused. */
static void
test_names(void)
{
	static const struct {
		const char *bad, *name;
	} rows[] = {
		{ "top/../../evil",
		    TPS "3.1: no name leads upwards" },
		{ "top/..", TPS "3.1: nor at its end" },
		{ "top/./a.xsd", TPS "3.1: no name has a step ." },
		{ "top//a.xsd", TPS "3.1: no name has an empty step" },
		{ META "/a", TPS "3.1: no file is a folder too" },
	};
	static const struct member twice[] = { { META, TP(ID) },
	    { "top/aaaa", "x" }, { "top/bbbb", "x" }, END };
	struct resolver *r = resolver_new();
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct member m[] = { { META, TP(ID) },
		    { rows[i].bad, "x" }, END };

		gives(m, "tpe:invalidDirectoryStructure", rows[i].name);
		is_int(resolver_add_package(r, make_package(m), NULL, &why),
		    -1, "such an archive is refused as a whole");
	}
	is_str(codes(change(twice, "bbbb", "aaaa")),
	    "tpe:invalidDirectoryStructure",
	    TPS "3.1: no name stands twice");
	resolver_free(r);
}

static void
test_metadata_found(void)
{
	static const struct member no_meta_inf[] = {
	    { "top/a.xsd", "<a/>" }, END };
	static const struct member lower[] = {
	    { "top/meta-inf/taxonomyPackage.xml", TP(ID) }, END };
	static const struct member deep[] = {
	    { "top/a/META-INF/taxonomyPackage.xml", TP(ID) }, END };
	static const struct member is_file[] = {
	    { "top/META-INF", "x" }, END };
	static const struct member empty[] = { { "top/META-INF/", "" }, END };
	static const struct member no_file[] = {
	    { CAT, CATALOG(RULE) }, END };
	static const struct member other_case[] = {
	    { "top/META-INF/taxonomypackage.xml", TP(ID) }, END };

	gives(no_meta_inf, "tpe:metadataDirectoryNotFound",
	    TPS "3.1: the top-level folder has a folder META-INF");
	gives(lower, "tpe:metadataDirectoryNotFound",
	    TPS "3.1: META-INF is written in capitals");
	gives(deep, "tpe:metadataDirectoryNotFound",
	    TPS "3.1: META-INF lies in the top-level folder itself");
	gives(is_file, "tpe:metadataDirectoryNotFound",
	    TPS "3.1: META-INF is a folder");
	gives(empty, "tpe:metadataFileNotFound",
	    TPS "3.1: META-INF is not empty");
	gives(no_file, "tpe:metadataFileNotFound",
	    TPS "3.1: META-INF has a file taxonomyPackage.xml");
	gives(other_case, "tpe:metadataFileNotFound",
	    TPS "3.1: taxonomyPackage.xml is written so");
}

/* --- 3.2: taxonomyPackage.xml --- */

static void
metadata(const char *text, const char *want, const char *name)
{
	const struct member members[] = { { META, text }, END };

	gives(members, want, name);
}

#define EP(body) TP(ID "<tp:entryPoints><tp:entryPoint>" body \
	"</tp:entryPoint></tp:entryPoints>")
#define DOC "<tp:entryPointDocument href='http://t/a.xsd'/>"
#define BAD "tpe:invalidMetaDataFile"

static void
test_metadata(void)
{
	static const struct {
		const char *text, *want, *name;
	} rows[] = {
		{ TP(ID), "", "3.2: the smallest" },
		{ "<a>", BAD, "3.2: no XML" },
		{ "", BAD, "3.2: an empty file" },
		{ "<a/>", BAD, "3.2: another document element" },
		{ "<tp:taxonomyPackage xmlns:tp='http://xbrl.org/PR/2015-12-09"
		    "/taxonomy-package'>" ID "</tp:taxonomyPackage>", BAD,
		    "3.2: another namespace" },
		{ "<!DOCTYPE a [<!ENTITY x 'y'>]>" TP(ID), BAD,
		    "3.2: entities of its own" },
		{ TP(ID "<a xmlns='http://other/'/>"), "",
		    "3.2: elements of other namespaces at the end" },
		{ TP(ID "<tp:other/>"), BAD,
		    "3.2: an unknown element of its namespace" },
		{ TP(""), BAD, "3.2.1.1: no identifier" },
		{ TP(ID ID), BAD, "3.2.1.1: two identifiers" },
		{ TP("<tp:version>1</tp:version>" ID), BAD,
		    "3.2.1.1: the identifier comes first" },
		{ TP("<tp:identifier>http://t/%zz</tp:identifier>"), BAD,
		    "3.2.1.1: an identifier that is no URI" },
		{ TP(ID "<tp:name xml:lang='en'>T</tp:name><tp:description "
		    "xml:lang='en'>D</tp:description>"), "",
		    "3.2.1.2: a name and a description" },
		{ TP(ID "<tp:name xml:lang='a_b'>T</tp:name>"), BAD,
		    "3.2.1.2: a language that is none" },
		{ TP(ID "<tp:version>1.0</tp:version>"), "",
		    "3.2.1.4: a version" },
		{ TP(ID "<tp:version>1</tp:version><tp:version>2</tp:version>"
		    ), BAD, "3.2.1.4: two versions" },
		{ TP(ID "<tp:license href='http://t/l' name='L'/>"), "",
		    "3.2.1.5: a license" },
		{ TP(ID "<tp:license href='http://t/l'/>"), BAD,
		    "3.2.1.5: a license without a name" },
		{ TP(ID "<tp:license name='L'/>"), BAD,
		    "3.2.1.5: a license without an address" },
		{ TP(ID "<tp:publisher xml:lang='en'>P</tp:publisher>"
		    "<tp:publisherURL>http://t/</tp:publisherURL>"), "",
		    "3.2.1.7: a publisher and its address" },
		{ TP(ID "<tp:publisherURL>http://t/</tp:publisherURL>"
		    "<tp:publisherURL>http://t/</tp:publisherURL>"), BAD,
		    "3.2.1.7: two addresses of publishers" },
		{ TP(ID "<tp:publisherCountry>NL</tp:publisherCountry>"), "",
		    "3.2.1.8: a country" },
		{ TP(ID "<tp:publisherCountry>Nederland"
		    "</tp:publisherCountry>"), BAD,
		    "3.2.1.8: a country of more than two letters" },
		{ TP(ID "<tp:publisherCountry>nl</tp:publisherCountry>"), BAD,
		    "3.2.1.8: a country in small letters" },
		{ TP(ID "<tp:publicationDate>2024-02-29</tp:publicationDate>"
		    ), "", "3.2.1.9: a date" },
		{ TP(ID "<tp:publicationDate>2024</tp:publicationDate>"), BAD,
		    "3.2.1.9: half a date" },
		{ TP(ID "<tp:publicationDate>2023-02-29</tp:publicationDate>"
		    ), BAD, "3.2.1.9: a day that does not exist" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		metadata(rows[i].text, rows[i].want,
		    arena_printf(arena, TPS "%s", rows[i].name));
}

static void
test_entry_points(void)
{
	static const struct {
		const char *text, *want, *name;
	} rows[] = {
		{ EP(DOC), "", "3.2.2.1: an entry point" },
		{ TP(ID "<tp:entryPoints/>"), "",
		    "3.2.2: entry points may be none" },
		{ TP(ID "<tp:entryPoints/><tp:entryPoints/>"), BAD,
		    "3.2.2: lists of entry points are one" },
		{ EP("<tp:name xml:lang='en'>N</tp:name><tp:description "
		    "xml:lang='en'>D</tp:description><tp:version>1"
		    "</tp:version>" DOC DOC "<tp:languages><tp:language>nl"
		    "</tp:language></tp:languages>"), "",
		    "3.2.2.1: an entry point with all there is" },
		{ EP(""), BAD, "3.2.2.5: an entry point without a document" },
		{ EP("<tp:entryPointDocument/>"), BAD,
		    "3.2.2.5: a document without an address" },
		{ EP(DOC "<tp:version>1</tp:version>"), BAD,
		    "3.2.2.4: the version of an entry point comes first" },
		{ EP(DOC "<tp:languages><tp:language>a_b</tp:language>"
		    "</tp:languages>"), BAD,
		    "3.2.2.6: a language that is none" },
		{ TP(ID "<tp:supersededTaxonomyPackages>"
		    "<tp:taxonomyPackageRef>http://t/2015"
		    "</tp:taxonomyPackageRef></tp:supersededTaxonomyPackages>"
		    ), "", "3.2.3.1: a superseded package" },
		{ TP(ID "<tp:supersededTaxonomyPackages>"
		    "<tp:taxonomyPackageRef>http://t/%"
		    "</tp:taxonomyPackageRef></tp:supersededTaxonomyPackages>"
		    ), BAD, "3.2.3.1: a superseded package that is no URI" },
		{ TP(ID "<tp:supersededTaxonomyPackages><tp:other/>"
		    "</tp:supersededTaxonomyPackages>"), BAD,
		    "3.2.3: what supersedes is a reference" },
		{ TP(ID "<tp:versioningReports><tp:versioningReport "
		    "href='v.xml'/></tp:versioningReports>"), "",
		    "3.2.4.1: a versioning report" },
		{ TP(ID "<tp:versioningReports><tp:versioningReport/>"
		    "</tp:versioningReports>"), BAD,
		    "3.2.4.1: a versioning report without an address" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		metadata(rows[i].text, rows[i].want,
		    arena_printf(arena, TPS "%s", rows[i].name));
}

/* --- 3.4: languages --- */

static void
test_languages(void)
{
	static const struct {
		const char *text, *want, *name;
	} rows[] = {
		{ TP(ID "<tp:name>T</tp:name>"),
		    "tpe:missingLanguageAttribute",
		    "3.4: a name without a language" },
		{ TP(ID "<tp:description>D</tp:description>"),
		    "tpe:missingLanguageAttribute",
		    "3.4: a description without a language" },
		{ TP(ID "<tp:publisher>P</tp:publisher>"),
		    "tpe:missingLanguageAttribute",
		    "3.4: a publisher without a language" },
		{ EP("<tp:name>N</tp:name>" DOC),
		    "tpe:missingLanguageAttribute",
		    "3.4: a name of an entry point without a language" },
		{ EP("<tp:description>N</tp:description>" DOC),
		    "tpe:missingLanguageAttribute",
		    "3.4: its description without a language" },
		{ "<tp:taxonomyPackage xml:lang='en' xmlns:tp="
		    "'http://xbrl.org/2016/taxonomy-package'>" ID
		    "<tp:name>T</tp:name><tp:publisher>P</tp:publisher>"
		    "</tp:taxonomyPackage>", "",
		    "3.4: the language of an element around it counts" },
		{ "<tp:taxonomyPackage xml:lang='en' xmlns:tp="
		    "'http://xbrl.org/2016/taxonomy-package'>" ID
		    "<tp:name xml:lang='nl'>T</tp:name><tp:name>T</tp:name>"
		    "</tp:taxonomyPackage>", "",
		    "3.4: two names of two languages, one inherited" },
		{ TP(ID "<tp:name xml:lang='en'>T</tp:name>"
		    "<tp:description xml:lang='en'>D</tp:description>"
		    "<tp:name xml:lang='en'>U</tp:name>"),
		    "tpe:duplicateLanguagesForElement",
		    "3.4: two names of one language" },
		{ TP(ID "<tp:name xml:lang='en'>T</tp:name>"
		    "<tp:name xml:lang='EN'>U</tp:name>"),
		    "tpe:duplicateLanguagesForElement",
		    "3.4: languages are compared without case" },
		{ TP(ID "<tp:name xml:lang='en'>T</tp:name>"
		    "<tp:name xml:lang='en-GB'>U</tp:name>"), "",
		    "3.4: a language and a region of it are two" },
		{ TP(ID "<tp:publisher xml:lang='en'>P</tp:publisher>"
		    "<tp:publisher xml:lang='en'>Q</tp:publisher>"),
		    "tpe:duplicateLanguagesForElement",
		    "3.4: two publishers of one language" },
		{ EP("<tp:name xml:lang='en'>N</tp:name>"
		    "<tp:name xml:lang='en'>M</tp:name>" DOC),
		    "tpe:duplicateLanguagesForElement",
		    "3.4: two names of an entry point of one language" },
		{ TP(ID "<tp:name xml:lang='en'>T</tp:name><tp:entryPoints>"
		    "<tp:entryPoint><tp:name xml:lang='en'>N</tp:name>" DOC
		    "</tp:entryPoint><tp:entryPoint><tp:name xml:lang='en'>N"
		    "</tp:name>" DOC "</tp:entryPoint></tp:entryPoints>"), "",
		    "3.4: names of different elements are no duplicates" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		metadata(rows[i].text, rows[i].want,
		    arena_printf(arena, TPS "%s", rows[i].name));
}

/* --- 3.3: catalog.xml --- */

static void
test_catalog(void)
{
	static const struct {
		const char *text, *want, *name;
	} rows[] = {
		{ CATALOG(RULE), "", "3.3: a catalog" },
		{ CATALOG(RULE "<rewriteURI uriStartString='http://u/' "
		    "rewritePrefix='../t/'/>"), "", "3.3: two rules" },
		{ CATALOG("<a xmlns='http://other/'/>"), "",
		    "3.3: elements of other namespaces" },
		{ "<catalog>", "tpe:invalidCatalogFile", "3.3: no XML" },
		{ "<a/>", "tpe:invalidCatalogFile", "3.3: another XML" },
		{ CATALOG(""), "tpe:invalidCatalogFile",
		    "3.3: a catalog without a rule" },
		{ CATALOG("<rewriteURI uriStartString='http://t/'/>"),
		    "tpe:invalidCatalogFile", "3.3: a rule without a prefix" },
		{ CATALOG("<rewriteURI rewritePrefix='../t/'/>"),
		    "tpe:invalidCatalogFile",
		    "3.3: a rule without a start string" },
		{ CATALOG(RULE "<uri name='http://t/a' uri='../t/a'/>"),
		    "tpe:invalidCatalogFile",
		    "3.3: rules are of the one kind rewriteURI" },
		{ CATALOG("<group>" RULE "</group>"),
		    "tpe:invalidCatalogFile", "3.3: rules stand in no group" },
		{ CATALOG(RULE "<nextCatalog catalog='c.xml'/>"),
		    "tpe:invalidCatalogFile", "3.3: no catalog leads on" },
		{ CATALOG(RULE RULE),
		    "tpe:multipleRewriteURIsForStartString",
		    "3.3: one start string, one rule" },
		{ CATALOG(RULE "<rewriteURI uriStartString='http://t/' "
		    "rewritePrefix='../u/'/>"),
		    "tpe:multipleRewriteURIsForStartString",
		    "3.3: whatever it leads to" },
		{ CATALOG(RULE "<rewriteURI uriStartString='http://t/a/' "
		    "rewritePrefix='../u/'/>"), "",
		    "3.3: a longer start string is another" },
		{ CATALOG(RULE "<rewriteURI uriStartString='https://t/' "
		    "rewritePrefix='../t/'/>"), "",
		    "3.3: http and https are two start strings" },
		{ "<!DOCTYPE c [<!ENTITY x 'y'>]>" CATALOG(RULE),
		    "tpe:invalidCatalogFile", "3.3: entities of its own" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct member m[] = { { META, TP(ID) },
		    { CAT, rows[i].text }, END };

		gives(m, rows[i].want, arena_printf(arena, TPS "%s",
		    rows[i].name));
	}
}

/* A rule of more than 4,096 bytes is more than we keep, and that is said. */
static void
test_long_rule(void)
{
	struct buf b = BUF_ANY;
	const struct member *m;
	size_t i;

	buf_puts(&b, "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:"
	    "catalog'><rewriteURI rewritePrefix='../t/' uriStartString="
	    "'http://t/");
	for (i = 0; i < 5000; i++)
		buf_char(&b, 'a');
	buf_puts(&b, "/'/></catalog>");
	m = (const struct member[]){ { META, TP(ID) }, { CAT, b.s }, END };
	gives(m, "tpe:invalidCatalogFile", "a rule of 5,000 letters");
	buf_free(&b);
}

/* --- 3.3.1: what the rules do --- */

static void
test_remapping(void)
{
	static const struct member members[] = {
		{ META, TP(ID) },
		{ CAT, CATALOG(RULE
		    "<rewriteURI uriStartString='http://t/deep/' "
		    "rewritePrefix='../deep/'/>"
		    "<rewriteURI xml:base='../based/' "
		    "uriStartString='http://b/' rewritePrefix='x/'/>"
		    "<rewriteURI uriStartString='http://cut/ab' "
		    "rewritePrefix='../t/a'/>"
		    "<rewriteURI uriStartString='http://chain/' "
		    "rewritePrefix='http://t/'/>"
		    "<rewriteURI uriStartString='http://out/' "
		    "rewritePrefix='../../../'/>") },
		{ "top/t/a.xsd", "<a/>" },
		{ "top/t/deep/b.xsd", "<shallow/>" },
		{ "top/deep/b.xsd", "<deep/>" },
		{ "top/based/x/c.xsd", "<c/>" },
		{ "top/t/\xc3\xa9 d.xsd", "<e-acute/>" },
		{ "top/t/Case.xsd", "<case/>" },
		END
	};
	struct resolver *r = resolver_new();
	const char *why = NULL, *zip = make_package(members);
	struct resolved got;

	is_int(resolver_add_package(r, zip, NULL, &why), 0,
	    TPS "3.3.1: a package's rules are taken over");
	if (ok(resolver_open(r, SLICE("https://t/a.xsd"), &got, &why) == 0,
	    TPS "3.3.1: a URI that begins with the start string is remapped"
	    )) {
		is_slice(got.bytes, "<a/>", "its bytes");
		is_int(got.source, SRC_PACKAGE, "its source");
		is_str(got.path, arena_printf(arena, "%s!top/t/a.xsd", zip),
		    "its path");
		resolver_release(&got);
	}
	is_str(content(r, "http://t/deep/b.xsd"), "<deep/>",
	    TPS "3.3.1: the longest start string that matches counts");
	is_str(content(r, "http://b/c.xsd"), "<c/>",
	    TPS "3.3: xml:base counts for a rewritePrefix");
	is_str(content(r, "http://cut/ab.xsd"), "<a/>",
	    TPS "3.3.1: start strings are strings, not folders");
	is_str(content(r, "http://chain/a.xsd"), NOWHERE,
	    TPS "3.3.1: what was remapped is not remapped again");
	is_str(content(r, "http://none/a.xsd"), NOWHERE,
	    TPS "3.3.1: another URI is not remapped");
	is_str(content(r, "http://t/%C3%A9%20d.xsd"), "<e-acute/>",
	    TPS "3.3.1: an escape stands for its character, names in UTF-8");
	is_str(content(r, "http://t/case.xsd"), NOWHERE,
	    TPS "3.3.1: the case of a name counts");
	is_str(content(r, "http://t/"), NOWHERE, "a folder is no document");
	is_str(content(r, "http://t/%2e%2e/META-INF/catalog.xml"), NOWHERE,
	    "no way up by escapes");
	(void)folder_put("secret.xsd", SLICE("secret"));
	is_str(content(r, "http://out/secret.xsd"), NOWHERE,
	    "a package's catalog does not lead out of it");
	resolver_free(r);
}

static void
test_entry_documents(void)
{
	static const struct member members[] = {
		{ META, "<tp:taxonomyPackage xmlns:tp='http://xbrl.org/2016/"
		    "taxonomy-package' xml:lang='en'>" ID "<tp:entryPoints>"
		    "<tp:entryPoint><tp:name>All</tp:name>"
		    "<tp:entryPointDocument href='http://t/a.xsd'/>"
		    "<tp:entryPointDocument href='../t/b c.xsd'/>"
		    "</tp:entryPoint><tp:entryPoint><tp:entryPointDocument "
		    "xml:base='http://t/x/' href='d.xsd'/></tp:entryPoint>"
		    "</tp:entryPoints></tp:taxonomyPackage>" },
		{ CAT, CATALOG(RULE) },
		{ "top/t/a.xsd", "<a/>" }, { "top/t/b c.xsd", "<b/>" },
		{ "top/t/x/d.xsd", "<d/>" },
		END
	};
	struct resolver *r = resolver_new();
	struct slice uri, name;
	const char *why;

	resolver_add_package(r, make_package(members), NULL, &why);
	is_int(resolver_package_count(r), 1, "one package");
	ok(resolver_entry_point(r, 0, 0, &uri, &name),
	    TPS "3.2.2.5: the documents of an entry point");
	is_slice(uri, "http://t/a.xsd", "its URI");
	is_slice(name, "All", "its name");
	ok(resolver_entry_point(r, 0, 1, &uri, &name) &&
	    strcmp(content(r, uri.s), "<b/>") == 0,
	    TPS "3.2.2.5: a relative address is below the metadata file");
	ok(resolver_entry_point(r, 0, 2, &uri, &name) &&
	    slice_is(uri, "http://t/x/d.xsd"),
	    TPS "3.2.2.5: xml:base counts for an address");
	ok(!resolver_entry_point(r, 0, 3, &uri, &name), "no fourth");
	resolver_free(r);
}

/* A package that breaks rules is used as far as it can be. */
static void
test_used_all_the_same(void)
{
	static const struct member beside[] = { { META, TP(ID) },
	    { CAT, CATALOG(RULE) }, { "readme.txt", "x" },
	    { "top/t/a.xsd", "<a/>" }, END };
	struct resolver *r = resolver_new();
	const char *why = NULL;

	is_int(resolver_add_package(r, make_package(beside), NULL, &why), 0,
	    "a package with a file beside its folder is used");
	is_str(content(r, "http://t/a.xsd"), "<a/>", "as far as it can be");
	resolver_free(r);
}

int
main(void)
{
	if (!folder_begin())
		return skip_all("no folder for files");
	test_format();
	test_folders();
	test_names();
	test_metadata_found();
	test_metadata();
	test_entry_points();
	test_languages();
	test_catalog();
	test_long_rule();
	test_remapping();
	test_entry_documents();
	test_used_all_the_same();
	folder_end();
	return done();
}
