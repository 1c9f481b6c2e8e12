/*
 * test_finding_index.c: one sum that is found twice is one point
 * (report/finding_index.h), and what is not the same sum is not.
 */
#include "tests/tap.h"

#include "base/finding.h"
#include "report/finding_index.h"

#define FACTS	6

/* A finding: its code, whether it explains, its facts as digits. */
static void
add(struct filed *f, const char *code, bool explains, const char *facts)
{
	struct filed_finding *n = VEC_ADD(&f->findings);
	const char *c;

	*n = (struct filed_finding){ .code = slice_of(code),
		.severity = SLICE("warning"),
		.first = (uint32_t)f->finding_facts.n };
	n->message[LANG_NL] = explains ? SLICE("Het klopt niet.\nVereist is: a") :
	    SLICE("Het klopt niet.");
	n->message[LANG_EN] = explains ? SLICE("It does not hold.\nRequired: a")
	    : SLICE("It does not hold.");
	for (c = facts; *c != '\0'; c++) {
		VEC_PUSH(&f->finding_facts, (uint32_t)(*c - '0'));
		n->n++;
	}
	n->n_facts = n->n;
}

#define ROUNDING	"calc11e:inconsistentCalculationUsingRounding"
#define TRUNCATION	"calc11e:inconsistentCalculationUsingTruncation"
#define OLD		"xbrl.5.2.5.2:CalculationInconsistency"

int
main(void)
{
	static const struct {
		const char *code, *facts, *name;
		uint32_t same;
	} cases[] = {
		{ ROUNDING, "0123", "the assertion's facts", 0 },
		{ ROUNDING, "0321", "in another order, the total first", 0 },
		{ TRUNCATION, "0123", "truncated", 0 },
		{ OLD, "0123", "XBRL 2.1", 0 },
		{ ROUNDING, "1023", "another total", NONE },
		{ ROUNDING, "012", "a part fewer", NONE },
		{ ROUNDING, "01234", "a part more", NONE },
		{ ROUNDING, "0124", "another part", NONE },
		{ ROUNDING, "45", "a sum without an assertion", NONE },
		{ ROUNDING, "", "a sum of no facts", NONE },
		{ "calc11e:excessDigits", "0123", "not about a sum", NONE },
		{ "OW-S-002", "0123", "another assertion", NONE },
	};
	const size_t n = sizeof(cases) / sizeof(cases[0]);
	struct finding_index x;
	struct filed *f = filed_new();
	size_t i;

	for (i = 0; i < FACTS; i++)
		VEC_PUSH(&f->facts, ((struct filed_fact){
		    .ordinal = (int64_t)i + 1 }));
	add(f, "OW-S-001", true, "0123");
	for (i = 0; i < n; i++)
		add(f, cases[i].code, false, cases[i].facts);
	add(f, ROUNDING, false, "0123");
	f->findings.v[n + 1].n_facts = 5;
	finding_index_make(&x, f);
	ok(x.same[0] == NONE, "the assertion's finding speaks for itself");
	for (i = 0; i < n; i++)
		ok(x.same[i + 1] == cases[i].same, "%s", cases[i].name);
	ok(x.same[n + 1] == NONE, "of which not all facts are named");
	ok(x.first[4] - x.first[3] == 10, "ten findings name the fourth fact");
	ok(x.findings[x.first[4]] == 7 && x.findings[x.first[4] + 1] == 8 &&
	    x.findings[x.first[4] + 2] == 9, "those of a fact are ascending");
	finding_index_free(&x);
	filed_free(f);

	f = filed_new();
	VEC_PUSH(&f->facts, ((struct filed_fact){ .ordinal = 1 }));
	VEC_PUSH(&f->facts, ((struct filed_fact){ .ordinal = 2 }));
	add(f, ROUNDING, false, "01");
	add(f, "sum-without-words", false, "01");
	finding_index_make(&x, f);
	ok(x.same[0] == NONE, "what does not explain does not speak for it");
	finding_index_free(&x);
	filed_free(f);
	return done();
}
