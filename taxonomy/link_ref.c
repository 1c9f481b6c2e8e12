/*
 * link_ref.c: what a linkbaseRef promises of the linkbase that it points at
 * (XBRL 2.1, 4.3.2 and 4.3.4, table 2).
 */
#include "taxonomy/link.h"

#include "taxonomy/schema.h"

/* Kinds of extended links that a document holds, one bit each. */
static const struct kind {
	const char *link, *role;
	uint8_t bit;
} kinds[] = {
	{ "calculationLink",
	  "http://www.xbrl.org/2003/role/calculationLinkbaseRef", 1 },
	{ "definitionLink",
	  "http://www.xbrl.org/2003/role/definitionLinkbaseRef", 2 },
	{ "labelLink",
	  "http://www.xbrl.org/2003/role/labelLinkbaseRef", 4 },
	{ "presentationLink",
	  "http://www.xbrl.org/2003/role/presentationLinkbaseRef", 8 },
	{ "referenceLink",
	  "http://www.xbrl.org/2003/role/referenceLinkbaseRef", 16 },
};
#define N_KINDS		(sizeof(kinds) / sizeof(kinds[0]))
#define KIND_OTHER	32		/* any other extended link */
#define KIND_LINKBASE	64		/* a linkbase at all */

static uint8_t
kind_of(const struct dts *d, const struct link *l)
{
	struct slice local = dts_text(d, d->names.v[l->name].local);
	size_t i;

	for (i = 0; (l->flags & LINK_STANDARD) != 0 && i < N_KINDS; i++)
		if (slice_is(local, kinds[i].link))
			return kinds[i].bit;
	return KIND_OTHER;
}

/* For each document what its linkbases hold. Free with mem_free. */
static uint8_t *
contents(const struct dts *d)
{
	const struct link_set *set = d->links;
	uint8_t *holds = mem_calloc(d->documents.n, 1);
	size_t i;

	for (i = 0; i < set->linkbases.n; i++)
		holds[set->linkbases.v[i].document] |= KIND_LINKBASE;
	for (i = 0; i < set->links.n; i++) {
		const struct link *l = &set->links.v[i];

		holds[set->linkbases.v[l->linkbase].document] |=
		    kind_of(d, l);
	}
	return holds;
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
check(struct dts *d, const struct raw_linkbase_ref *ref, uint8_t holds)
{
	struct slice role = dts_text(d, ref->role);
	size_t i;

	if (d->documents.v[ref->to].kind >= DOC_OTHER)
		return;				/* discovery reported it */
	if ((holds & KIND_LINKBASE) == 0) {
		report(d, ref, F_xbrl_4_3_2_LinkbaseRefTarget);
		return;
	}
	/* Of a schema that holds several linkbases one is meant. */
	if (d->documents.v[ref->to].kind != DOC_LINKBASE)
		return;
	for (i = 0; i < N_KINDS; i++)
		if (slice_is(role, kinds[i].role) &&
		    (holds & ~(kinds[i].bit | KIND_LINKBASE)) != 0)
			report(d, ref, F_xbrl_4_3_4_LinkbaseRefContent);
}

void
link_check_linkbase_refs(struct dts *d)
{
	uint8_t *holds;
	size_t i;

	if (d->schemas == NULL)
		return;
	holds = contents(d);
	for (i = 0; i < d->schemas->linkbase_refs.n; i++) {
		const struct raw_linkbase_ref *ref =
		    &d->schemas->linkbase_refs.v[i];

		check(d, ref, holds[ref->to]);
	}
	mem_free(holds);
}
