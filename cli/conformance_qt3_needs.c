/*
 * conformance_qt3_needs.c: which cases of the QT3 suite are for XPath 2.0, and
 * which of those need a feature that is not here.  A feature not listed is
 * named as it is: it is not here either.
 */
#include "base/buf.h"
#include "cli/conformance_qt3.h"

#define VERSION	20		/* XPath 2.0 */

/* The next word of a list. */
static struct slice
word(struct slice *list)
{
	struct slice w;

	*list = slice_trim(*list);
	w = (struct slice){ list->s, 0 };
	while (w.n < list->n && !is_xml_space(list->s[w.n]))
		w.n++;
	*list = slice_from(*list, w.n);
	return w;
}

/* "XP20", "XP20+": the language with its version, and later ones. */
static bool
is_version(struct slice w)
{
	unsigned version = 0;
	size_t i;
	bool later;

	if (!slice_starts(w, SLICE("XP")))
		return false;
	later = slice_ends(w, SLICE("+"));
	for (i = 2; i < w.n - (later ? 1u : 0u); i++) {
		if (w.s[i] < '0' || w.s[i] > '9' || version > 99)
			return false;
		version = version * 10 + (unsigned)(w.s[i] - '0');
	}
	return later ? version > 0 && version <= VERSION : version == VERSION;
}

bool
qt3_is_for_us(struct slice versions)
{
	struct slice w;

	while ((w = word(&versions)).n > 0)
		if (is_version(w))
			return true;
	return false;
}

struct feature {
	const char *type, *value;
	const char *missing;	/* why not; NULL: it is here */
};

#define SCHEMA	"schema import: validated sources and types of a schema"

static const struct feature features[] = {
	{ "feature", "collection-stability", NULL },
	{ "feature", "non_empty_sequence_collection", NULL },
	{ "feature", "non_unicode_codepoint_collation", NULL },
	{ "feature", "arbitraryPrecisionDecimal", NULL },
	{ "feature", "namespace-axis", NULL },
	{ "feature", "infoset-dtd", NULL },
	{ "feature", "schemaImport", SCHEMA },
	{ "feature", "schemaValidation", SCHEMA },
	{ "feature", "schemaAware", SCHEMA },
	{ "feature", "typedData", SCHEMA },
	{ "schemaAware", NULL, SCHEMA },
	{ "feature", "staticTyping", "static typing" },
	{ "feature", "directory-as-collection-uri",
	  "collections from the file system or the web" },
	{ "directory-as-collection-uri", NULL,
	  "collections from the file system or the web" },
	{ "feature", "remote_http", "documents from the web" },
	{ "feature", "higherOrderFunctions", "higher-order functions" },
	{ "feature", "serialization", "serialization" },
	{ "feature", "moduleImport", "modules" },
	{ "feature", "xpath-1.0-compatibility", "XPath 1.0 compatibility" },
	{ "xml-version", "1.0", NULL },
	{ "xml-version", "1.0:5+", NULL },
	{ "xml-version", "1.0:4-", "XML 1.0 before its fifth edition" },
	{ "xml-version", "1.1", "XML 1.1" },
	{ "xsd-version", "1.0", NULL },
	{ "xsd-version", "1.1", "XML Schema 1.1" },
	{ "unicode-normalization-form", "NFC", NULL },
	{ "unicode-normalization-form", "NFD", NULL },
	{ "unicode-normalization-form", "NFKC", NULL },
	{ "unicode-normalization-form", "NFKD", NULL },
	{ "unicode-normalization-form", "FULLY-NORMALIZED",
	  "full normalization" },
	{ "unicode-version", NULL, NULL },
	{ "limits", NULL, NULL },	/* of years and integers: there is none */
	{ "language", "en", NULL },
	{ "default-language", "en", NULL },
	{ "calendar", "AD", NULL },
	{ "calendar", "ISO", NULL },
};

/* Whether the type may have the one value; *missing says why not. */
static bool
has_value(struct slice type, struct slice value, const char **missing,
    struct arena *a)
{
	const struct feature *f;
	size_t i;

	for (i = 0; i < sizeof(features) / sizeof(features[0]); i++) {
		f = &features[i];
		if (!slice_is(type, f->type) ||
		    (f->value != NULL && !slice_is(value, f->value)))
			continue;
		*missing = f->missing;
		return f->missing == NULL;
	}
	*missing = slice_is(type, "feature") ?
	    arena_printf(a, "%.*s", SLICE_ARG(value)) :
	    arena_printf(a, "%.*s %.*s", SLICE_ARG(type), SLICE_ARG(value));
	return false;
}

const char *
qt3_needs(struct slice type, struct slice value, bool satisfied,
    struct arena *a)
{
	const char *missing = NULL;
	struct slice rest = value, w;
	bool has = false;

	while (!has && (w = word(&rest)).n > 0)
		has = has_value(type, w, &missing, a);
	if (has == satisfied)
		return NULL;
	return satisfied ? missing : arena_printf(a, "a processor without "
	    "%.*s: this one has it", SLICE_ARG(value));
}
