/*
 * xbrl_xml_hints.c: schemas that a report names by xsi:schemaLocation and
 * xsi:noNamespaceSchemaLocation (XML Schema 1.0 part 1, 4.3.2).
 *
 * (1) They are no part of the DTS (XBRL 2.1, 3.2): no concept comes from them.
 *     What they declare counts where XML Schema judges by what it can find:
 *     the content of segment and scenario and attributes of other namespaces
 *     (validate/lax.c).
 * (2) A namespace that the DTS has a schema of is known; nothing is read.
 * (3) A hint that leads nowhere is no fault of the report.
 */
#include "ingest/xbrl_xml.h"

#include "base/uri.h"
#include "taxonomy/hints.h"

static void
add_hint(struct reader *r, struct slice ns, struct slice location)
{
	struct report *p = r->report;
	struct slice uri, fragment;
	struct schema_hint *h;
	size_t i;

	if (p->hints.n >= MAX_HINTS)
		return;
	uri = reader_resolve(r, r->scratch, reader_top(r)->base, location);
	if (uri.s == NULL)
		return;
	uri = uri_split(uri, &fragment);
	for (i = 0; i < p->hints.n; i++)
		if (slice_eq(p->hints.v[i].ns, ns) &&
		    slice_eq(p->hints.v[i].uri, uri))
			return;
	h = VEC_ADD(&p->hints);
	h->ns = arena_copy(p->arena, ns);
	h->uri = arena_copy(p->arena, uri);
}

void
hints_add(struct reader *r, struct attrs a)
{
	struct slice rest = attrs_get(a, r->words.ns_xsi,
	    r->words.schema_location);
	struct slice plain = attrs_get(a, r->words.ns_xsi,
	    r->words.no_ns_location);
	struct slice ns, location;

	while (r->report->hints.n < MAX_HINTS &&
	    hint_next(&rest, &ns, &location))
		add_hint(r, ns, location);
	if (plain.s != NULL && slice_trim(plain).n > 0)
		add_hint(r, SLICE(""), slice_trim(plain));
}

void
hints_open(struct reader *r)
{
	struct report *p = r->report;
	struct taxonomy_options options = r->options->taxonomy;
	VEC(struct slice) entries = { NULL, 0, 0 };
	const char *ignored;
	size_t i;

	if (p->taxonomy == NULL || r->options->resolver == NULL)
		return;
	for (i = 0; i < p->hints.n; i++)
		if (!hint_is_known(p->taxonomy, p->hints.v[i].ns))	/* (2) */
			VEC_PUSH(&entries, p->hints.v[i].uri);
	options.image = NULL;		/* that is the DTS */
	if (entries.n > 0 && taxonomy_get(&p->hinted, entries.v, entries.n,
	    r->options->resolver, &options, r->arena, &ignored) == -1)
		p->hinted = NULL;	/* (3) */
	VEC_FREE(&entries);
}
