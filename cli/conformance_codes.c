/*
 * conformance_codes.c: codes of findings as the QNames that suites expect.
 */
#include "cli/conformance.h"

/* Prefixes as the specifications have them.  Assertion Severity has two
 * namespaces for one set of errors: "" agrees with any. */
static const struct {
	const char *prefix, *ns;
} known[] = {
	{ "xbrldte", "http://xbrl.org/2005/xbrldt/errors" },
	{ "xbrldie", "http://xbrl.org/2005/xbrldi/errors" },
	{ "enumte", "http://xbrl.org/2014/extensible-enumerations/"
	    "taxonomy-errors" },
	{ "enumie", "http://xbrl.org/2014/extensible-enumerations/"
	    "instance-errors" },
	{ "enum2te", "http://xbrl.org/2020/extensible-enumerations-2.0/"
	    "taxonomy-errors" },
	{ "enum2ie", "http://xbrl.org/2020/extensible-enumerations-2.0/"
	    "instance-errors" },
	{ "gple", "http://xbrl.org/2013/preferred-label/error" },
	{ "utre", "http://www.xbrl.org/2009/utr/errors" },
	{ "xbrlgene", "http://xbrl.org/2008/generic/error" },
	{ "xbrllabele", "http://xbrl.org/2008/label/error" },
	{ "xbrlrefe", "http://xbrl.org/2008/reference/error" },
	/* Whatever XML Schema itself finds wrong has one name there. */
	{ "sche", "http://www.xbrl.org/2005/genericXmlSchemaError" },
	/* Formulas. */
	{ "err", "http://www.w3.org/2005/xqt-errors" },
	{ "seve", "" },
	{ "xbrlve", "http://xbrl.org/2008/variable/error" },
	{ "xbrlfe", "http://xbrl.org/2008/formula/error" },
	{ "xbrlvae", "http://xbrl.org/2008/assertion/value/error" },
	{ "xbrleae", "http://xbrl.org/2008/assertion/existence/error" },
	{ "xbrlcae", "http://xbrl.org/2008/assertion/consistency/error" },
	{ "xbrlacfe", "http://xbrl.org/2010/filter/aspect-cover/error" },
	{ "xbrlcfie", "http://xbrl.org/2010/custom-function/error" },
	{ "xbrlcfe", "http://xbrl.org/2008/filter/concept/error" },
	{ "xbrlcrfe", "http://xbrl.org/2010/filter/concept-relation/error" },
	{ "xbrldfe", "http://xbrl.org/2008/filter/dimension/error" },
	{ "xbrlmfe", "http://xbrl.org/2008/filter/match/error" },
	{ "xbrlpfe", "http://xbrl.org/2008/filter/period/error" },
	{ "xbrlrfe", "http://xbrl.org/2008/filter/relative/error" },
	{ "xbrlmsge", "http://xbrl.org/2010/message/error" },
	{ "xbrlvarscopee", "http://xbrl.org/2010/variable/variables-scope/"
	    "error" },
	{ "xbrlvarinste", "http://xbrl.org/2010/variable/instance/error" },
	{ "xfie", "http://www.xbrl.org/2008/function/instance/error" },
	{ "xffe", "http://www.xbrl.org/2010/function/formula/error" },
};

/* SLICE_NONE for a prefix that is none of the suites'. */
static struct slice
namespace_of(struct slice prefix)
{
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (slice_is(prefix, known[i].prefix))
			return slice_of(known[i].ns);
	return SLICE_NONE;
}

/* The error of an expression that has no code of its own here: its name is the
 * argument {code}, as prefix:local or {namespace}local. */
static bool
raised(const struct finding *f, struct suite_error *e)
{
	uint32_t i;

	for (i = 0; i < f->n_args; i++) {
		struct slice value = f->args[i].value;
		const char *end = value.n == 0 ? NULL : memchr(value.s,
		    value.s[0] == '{' ? '}' : ':', value.n);

		if (strcmp(f->args[i].name, "code") != 0 || end == NULL)
			continue;
		e->local = slice_from(value, (size_t)(end - value.s) + 1);
		value.n = (size_t)(end - value.s);
		e->ns = value.s[0] == '{' ? slice_from(value, 1) :
		    namespace_of(value);
		return true;
	}
	return false;
}

/* What XML Schema says, and what the standard's own schemas say (XBRL 2.1,
 * appendix A; Dimensions 1.0, appendix A), is all the one generic error. */
struct suite_error
suite_error_of(const struct finding *f)
{
	struct slice code = slice_of(message_of(f->code)->code);
	const char *colon = memchr(code.s, ':', code.n);
	struct slice prefix = { code.s, colon == NULL ? 0 :
	    (size_t)(colon - code.s) };
	struct suite_error e = { SLICE(""), code };

	if (f->code == F_formula_ExpressionError && raised(f, &e))
		return e;
	if (slice_is(prefix, "xsd") || slice_is(prefix, "xbrl.A") ||
	    slice_is(prefix, "xbrldi"))
		return (struct suite_error){ namespace_of(SLICE("sche")),
		    SLICE("XmlSchemaError") };
	if (namespace_of(prefix).s != NULL)
		return (struct suite_error){ namespace_of(prefix),
		    slice_from(code, prefix.n + 1) };
	return e;
}

static bool
same_error(const struct suite_error *a, const struct suite_error *b)
{
	return slice_eq(a->local, b->local) &&
	    (a->ns.n == 0 || b->ns.n == 0 || slice_eq(a->ns, b->ns));
}

bool
suite_has_error(const struct suite_error *v, size_t n,
    const struct suite_error *e)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (same_error(&v[i], e))
			return true;
	return false;
}

bool
suite_same_errors(const struct suite_error *a, size_t na,
    const struct suite_error *b, size_t nb)
{
	size_t i;

	for (i = 0; i < na; i++)
		if (!suite_has_error(b, nb, &a[i]))
			return false;
	for (i = 0; i < nb; i++)
		if (!suite_has_error(a, na, &b[i]))
			return false;
	return true;
}
