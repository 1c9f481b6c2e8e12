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

#define MAX_HINTS	100	/* published reports have a handful */

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

static struct slice
next_word(struct slice *rest)
{
	struct slice word;
	size_t n;

	*rest = slice_trim(*rest);
	for (n = 0; n < rest->n && !is_xml_space(rest->s[n]);)
		n++;
	word = (struct slice){ rest->s, n };
	*rest = slice_from(*rest, n);
	return word;
}

void
hints_add(struct reader *r, struct attrs a)
{
	struct slice rest = attrs_get(a, r->words.ns_xsi,
	    r->words.schema_location);
	struct slice plain = attrs_get(a, r->words.ns_xsi,
	    r->words.no_ns_location);
	struct slice ns, location;

	while (rest.s != NULL && r->report->hints.n < MAX_HINTS) {
		ns = next_word(&rest);
		location = next_word(&rest);
		if (location.n == 0)
			break;
		add_hint(r, ns, location);
	}
	if (plain.s != NULL && slice_trim(plain).n > 0)
		add_hint(r, SLICE(""), slice_trim(plain));
}

/* (2) */
static bool
is_known(const struct taxonomy *t, struct slice ns)
{
	uint32_t n = taxonomy_count(t, SEC_DOCUMENTS), i;

	for (i = 0; i < n; i++) {
		const struct img_document *d = taxonomy_document(t, i);

		if (d != NULL && d->kind == DOC_SCHEMA &&
		    slice_eq(taxonomy_text(t, d->target_namespace), ns))
			return true;
	}
	return false;
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
		if (!is_known(p->taxonomy, p->hints.v[i].ns))
			VEC_PUSH(&entries, p->hints.v[i].uri);
	options.image = NULL;		/* that is the DTS */
	if (entries.n > 0 && taxonomy_get(&p->hinted, entries.v, entries.n,
	    r->options->resolver, &options, r->arena, &ignored) == -1)
		p->hinted = NULL;	/* (3) */
	VEC_FREE(&entries);
}
