/*
 * filing_rules_entry.c: FR-KVK-2.03: the report refers to an entry point that
 * was published for the Trade Register.
 *
 * The addresses are
 * http://www.nltaxonomie.nl/ntNN/kvk/DATE/entrypoints/
 *     kvk-rpt-jaarverantwoording-YEAR-KIND.xsd
 * with the years and kinds below, those of the Dutch taxonomy 16 to 20.  What
 * is published later must be added here.
 */
#include "validate/filing_rules.h"

#define NT16	1u
#define NT17	2u
#define NT18	4u
#define NT19	8u
#define NT20	16u
#define ALL	(NT16 | NT17 | NT18 | NT19 | NT20)
#define IFRS	(NT16 | NT17 | NT18)	/* later with inline XBRL only */

static const struct edition {
	const char *folder;
	const char *year;
	unsigned    bit;
} editions[] = {
	{ "nt16/kvk/20211208", "2021", NT16 },
	{ "nt17/kvk/20221214", "2022", NT17 },
	{ "nt18/kvk/20231213", "2023", NT18 },
	{ "nt19/kvk/20241211", "2024", NT19 },
	{ "nt20/kvk/20251210", "2025", NT20 },
};

static const struct kind {
	const char *name;
	unsigned    in;
} kinds[] = {
	{ "ifrs-full", IFRS },
	{ "ifrs-geconsolideerd-nlgaap-enkelvoudig", IFRS },
	{ "ifrs-smes", IFRS },
	{ "nlgaap-banken", ALL },
	{ "nlgaap-beleggingsentiteiten", ALL },
	{ "nlgaap-cooperaties", ALL },
	{ "nlgaap-cv-vof", ALL },
	{ "nlgaap-fondsenwervende-organisaties", ALL },
	{ "nlgaap-fondsenwervende-organisaties-klein", ALL },
	{ "nlgaap-groot", ALL },
	{ "nlgaap-groot-verticaal", ALL },
	{ "nlgaap-klein", ALL },
	{ "nlgaap-klein-publicatiestukken", ALL },
	{ "nlgaap-klein-verticaal", ALL },
	{ "nlgaap-klein-verticaal-publicatiestukken", ALL },
	{ "nlgaap-micro", ALL },
	{ "nlgaap-micro-publicatiestukken", ALL },
	{ "nlgaap-middelgroot", ALL },
	{ "nlgaap-middelgroot-plus", ALL & ~NT16 },
	{ "nlgaap-middelgroot-publicatiestukken", ALL },
	{ "nlgaap-middelgroot-verticaal", ALL },
	{ "nlgaap-middelgroot-verticaal-publicatiestukken", ALL },
	{ "nlgaap-organisaties-zonder-winststreven", ALL },
	{ "nlgaap-organisaties-zonder-winststreven-klein", ALL },
	{ "nlgaap-pensioenfondsen", ALL },
	{ "nlgaap-premiepensioeninstellingen", ALL },
	{ "nlgaap-stichtingen", ALL },
	{ "nlgaap-toegelaten-instellingen-volkshuisvesting", ALL },
	{ "nlgaap-verzekeringsmaatschappijen", ALL },
	{ "nlgaap-zorginstellingen", ALL },
};

/* Takes the word off the front; false where it does not stand there. */
static bool
take(struct slice *s, const char *word)
{
	if (!slice_starts(*s, slice_of(word)))
		return false;
	*s = slice_from(*s, strlen(word));
	return true;
}

static bool
is_kind(struct slice name, unsigned edition)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (slice_is(name, kinds[i].name))
			return (kinds[i].in & edition) != 0;
	return false;
}

static bool
is_published(struct slice href)
{
	size_t i;

	for (i = 0; i < sizeof(editions) / sizeof(editions[0]); i++) {
		struct slice s = href;

		if (!take(&s, "http://www.nltaxonomie.nl/") ||
		    !take(&s, editions[i].folder) ||
		    !take(&s, "/entrypoints/kvk-rpt-jaarverantwoording-") ||
		    !take(&s, editions[i].year) || !take(&s, "-") ||
		    !slice_ends(s, SLICE(".xsd")))
			continue;
		s.n -= 4;
		return is_kind(s, editions[i].bit);
	}
	return false;
}

void
rule_fr_kvk_2_03(struct filing *f)
{
	uint32_t i;

	for (i = 0; i < f->r->references.n; i++) {
		const struct reference *ref = &f->r->references.v[i];

		if (ref->kind != REF_SCHEMA || ref->href.s == NULL ||
		    is_published(slice_trim(ref->href)))
			continue;
		finding_arg(filing_at(f, F_NL_FR_KVK_2_03, ref->span), "href",
		    ref->href);
	}
}
