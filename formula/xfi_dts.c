/* xfi_dts.c: the DTS that an expression speaks of, and its concepts. */
#include "formula/xfi_local.h"

int
xfi_dts_numbered(struct xp_eval *ev, uint32_t number, struct xfi_dts *out)
{
	struct xfi_host *h = xfi_host(ev);

	*out = (struct xfi_dts){ .number = number };
	if (h != NULL && number == 0 && h->taxonomy != NULL) {
		if (h->typing == NULL)
			h->typing = typing_new(h->taxonomy);
		out->t = h->taxonomy;
		out->typing = h->typing;
	} else if (h != NULL && number > 0 && number <= h->reports.n) {
		out->t = h->reports.v[number - 1]->report->taxonomy;
		out->typing = h->reports.v[number - 1]->typing;
	}
	if (out->t == NULL)
		return xp_fail(ev, "FODC0002", "there is no taxonomy here");
	return 0;
}

int
xfi_dts(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    unsigned at, struct xfi_dts *out)
{
	const struct xfi_host *h = xfi_host(ev);
	struct xfi_node root;

	if (at < n_args) {
		if (xfi_want(ev, &args[at], XFI_ROOT, &root) == -1)
			return -1;
		return xfi_dts_numbered(ev, root.of->index + 1u, out);
	}
	return xfi_dts_numbered(ev, h != NULL && h->reports.n > 0, out);
}

uint32_t
xfi_element(const struct xfi_dts *d, const struct xp_seq *arg)
{
	const struct xp_qname *q = xp_items(arg)->u.qname;

	return taxonomy_find_element(d->t, q->ns, q->local);
}

bool
xfi_is_concept(const struct taxonomy *t, uint32_t element)
{
	const struct img_element *e = taxonomy_element(t, element);

	return e != NULL && (taxonomy_is_item(e) || e->kind == EL_TUPLE) &&
	    !slice_is(taxonomy_element_ns(t, element), NS_XBRLI);
}

uint32_t
xfi_concept(struct xp_eval *ev, const struct xfi_dts *d,
    const struct xp_seq *arg)
{
	const struct xp_qname *q = xp_items(arg)->u.qname;
	uint32_t element = xfi_element(d, arg);

	if (xfi_is_concept(d->t, element))
		return element;
	(void)xfi_fail(ev, "invalidConceptQName", "{%.*s}%.*s is no concept "
	    "of the taxonomy", SLICE_ARG(q->ns), SLICE_ARG(q->local));
	return NONE;
}

struct xp_item
xfi_element_name(const struct taxonomy *t, uint32_t element, struct arena *a)
{
	return xp_name(taxonomy_element_ns(t, element),
	    taxonomy_element_local(t, element),
	    taxonomy_element_prefix(t, element), a);
}

struct xp_item
xfi_name(const struct taxonomy *t, uint32_t name, struct arena *a)
{
	const struct img_name *n = taxonomy_name(t, name);

	if (n == NULL)
		return xp_name(SLICE(""), SLICE(""), SLICE(""), a);
	return xp_name(taxonomy_text(t, n->ns), taxonomy_text(t, n->local),
	    taxonomy_text(t, n->prefix), a);
}
