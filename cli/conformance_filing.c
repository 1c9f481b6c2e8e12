/*
 * conformance_filing.c: suites of the Dutch filing rules.  They are known by
 * what they ask: a testcase that has the name of such a rule, or states its
 * results in their codes, "NL.FR-NL-1.01".
 */
#include "base/mem.h"
#include "cli/conformance.h"

bool
suite_is_filing_code(struct slice code)
{
	return slice_starts(code, SLICE("NL."));
}

/* "NL.FR-NL-1.01", also without the NL. */
static bool
is_rule(struct slice name)
{
	static const char *const families[] = { "FR-NL-", "FG-NL-", "FR-KVK-",
	    "BR-KVK-" };
	size_t i;

	if (suite_is_filing_code(name))
		name = slice_from(name, 3);
	for (i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (slice_starts(name, slice_of(families[i])))
			return true;
	return false;
}

void
suite_mark_filing(struct suite *s, size_t first, struct slice name)
{
	bool filing = is_rule(name);
	size_t i, k;

	for (i = first; i < s->variations.n; i++)
		for (k = 0; k < s->variations.v[i].errors.n; k++)
			filing |= suite_is_filing_code(
			    s->variations.v[i].errors.v[k].local);
	for (i = first; i < s->variations.n; i++)
		s->variations.v[i].filing = filing;
}
