/*
 * link_ref.c: what a linkbaseRef promises of the linkbase that it points at
 * (XBRL 2.1, 4.3.2 and 4.3.4, table 2).
 */
#include "taxonomy/link.h"

#include "taxonomy/schema.h"
#include "taxonomy/taxonomy.h"

static const struct kind {
	const char *link, *role;
	uint8_t bit;
} kinds[] = {
	{ "calculationLink",
	  "http://www.xbrl.org/2003/role/calculationLinkbaseRef",
	  HOLDS_CALCULATION },
	{ "definitionLink",
	  "http://www.xbrl.org/2003/role/definitionLinkbaseRef",
	  HOLDS_DEFINITION },
	{ "labelLink",
	  "http://www.xbrl.org/2003/role/labelLinkbaseRef", HOLDS_LABEL },
	{ "presentationLink",
	  "http://www.xbrl.org/2003/role/presentationLinkbaseRef",
	  HOLDS_PRESENTATION },
	{ "referenceLink",
	  "http://www.xbrl.org/2003/role/referenceLinkbaseRef",
	  HOLDS_REFERENCE },
};
#define N_KINDS		(sizeof(kinds) / sizeof(kinds[0]))

static uint8_t
kind_of(const struct dts *d, const struct link *l)
{
	struct slice local = dts_text(d, d->names.v[l->name].local);
	size_t i;

	for (i = 0; (l->flags & LINK_STANDARD) != 0 && i < N_KINDS; i++)
		if (slice_is(local, kinds[i].link))
			return kinds[i].bit;
	return HOLDS_OTHER;
}

static void
note_contents(struct dts *d)
{
	const struct link_set *set = d->links;
	size_t i;

	for (i = 0; i < set->linkbases.n; i++)
		d->documents.v[set->linkbases.v[i].document].holds |=
		    HOLDS_LINKBASE;
	for (i = 0; i < set->links.n; i++) {
		const struct link *l = &set->links.v[i];

		d->documents.v[set->linkbases.v[l->linkbase].document].holds
		    |= kind_of(d, l);
	}
}

bool
taxonomy_ref_fits(const struct img_document *document, struct slice role)
{
	size_t i;

	/* Of a schema that holds several linkbases one is meant. */
	if (document->kind != DOC_LINKBASE)
		return true;
	for (i = 0; i < N_KINDS; i++)
		if (slice_is(role, kinds[i].role))
			return (document->holds &
			    ~(kinds[i].bit | HOLDS_LINKBASE)) == 0;
	return true;
}

static void
report(struct dts *d, const struct raw_linkbase_ref *ref,
    enum finding_code code)
{
	struct finding *f = finding_add(d->findings, code,
	    dts_place_line(d, ref->from, ref->line));

	finding_arg(f, "href", dts_uri(d, ref->to));
	if (ref->role.len > 0)
		finding_arg(f, "role", dts_text(d, ref->role));
}

static void
check(struct dts *d, const struct raw_linkbase_ref *ref)
{
	const struct img_document *document = &d->documents.v[ref->to];

	if (document->kind >= DOC_OTHER)
		return;				/* discovery reported it */
	if ((document->holds & HOLDS_LINKBASE) == 0)
		report(d, ref, F_xbrl_4_3_2_LinkbaseRefTarget);
	else if (!taxonomy_ref_fits(document, dts_text(d, ref->role)))
		report(d, ref, F_xbrl_4_3_4_LinkbaseRefContent);
}

void
link_check_linkbase_refs(struct dts *d)
{
	size_t i;

	note_contents(d);
	for (i = 0; d->schemas != NULL &&
	    i < d->schemas->linkbase_refs.n; i++)
		check(d, &d->schemas->linkbase_refs.v[i]);
}
