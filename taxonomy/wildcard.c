/*
 * wildcard.c: see wildcard.h.  The namespace attribute is kept as written,
 * with the target namespace of its schema beside it: ##any, ##other, or a list
 * in which ##targetNamespace and ##local may stand.
 */
#include "taxonomy/wildcard.h"

#include "base/buf.h"

enum constraint { TAKES_ANY, TAKES_OTHER, TAKES_LIST };

static enum constraint
constraint_of(const struct dts *d, const struct img_particle *w)
{
	struct slice ns = dts_text(d, w->ns);

	return slice_is(ns, "##any") ? TAKES_ANY :
	    slice_is(ns, "##other") ? TAKES_OTHER : TAKES_LIST;
}

/* The next namespace of a list; false where there is none. */
static bool
next_namespace(const struct dts *d, const struct img_particle *w,
    struct slice *rest, struct slice *ns)
{
	size_t n;

	*rest = slice_trim(*rest);
	if (rest->n == 0)
		return false;
	for (n = 0; n < rest->n && !is_xml_space(rest->s[n]);)
		n++;
	*ns = (struct slice){ rest->s, n };
	*rest = slice_from(*rest, n);
	if (slice_is(*ns, "##targetNamespace"))
		*ns = dts_text(d, w->target);
	else if (slice_is(*ns, "##local"))
		*ns = SLICE("");
	return true;
}

bool
wildcard_takes(const struct dts *d, const struct img_particle *w,
    struct slice ns)
{
	struct slice rest = dts_text(d, w->ns), one;

	switch (constraint_of(d, w)) {
	case TAKES_ANY:
		return true;
	case TAKES_OTHER:	/* nor what has no namespace (3.10.1) */
		return ns.n > 0 && !slice_eq(ns, dts_text(d, w->target));
	case TAKES_LIST:
		break;
	}
	while (next_namespace(d, w, &rest, &one))
		if (slice_eq(one, ns))
			return true;
	return false;
}

bool
wildcard_overlap(const struct dts *d, const struct img_particle *a,
    const struct img_particle *b)
{
	struct slice rest, ns;

	if (constraint_of(d, a) != TAKES_LIST) {
		const struct img_particle *swap = a;

		a = b;
		b = swap;
	}
	/* ##any and ##other leave all but two namespaces to each other. */
	if (constraint_of(d, a) != TAKES_LIST)
		return true;
	rest = dts_text(d, a->ns);
	while (next_namespace(d, a, &rest, &ns))
		if (wildcard_takes(d, b, ns))
			return true;
	return false;
}

bool
wildcard_subset(const struct dts *d, const struct img_particle *sub,
    const struct img_particle *super)
{
	struct slice rest, ns;

	if (constraint_of(d, super) == TAKES_ANY)
		return true;
	switch (constraint_of(d, sub)) {
	case TAKES_ANY:
		return false;
	case TAKES_OTHER:
		return constraint_of(d, super) == TAKES_OTHER &&
		    sub->target.off == super->target.off;
	case TAKES_LIST:
		break;
	}
	rest = dts_text(d, sub->ns);
	while (next_namespace(d, sub, &rest, &ns))
		if (!wildcard_takes(d, super, ns))
			return false;
	return true;
}

/* --- wildcards made of two: 3.10.6 --- */

/* Appends the namespaces of a list that the other wildcard lets in (or not),
 * spelt out. */
static void
spell(const struct dts *d, const struct img_particle *list,
    const struct img_particle *other, bool in, struct buf *out)
{
	struct slice rest = dts_text(d, list->ns), ns;

	while (next_namespace(d, list, &rest, &ns)) {
		if (other != NULL && wildcard_takes(d, other, ns) != in)
			continue;
		if (out->n > 0)
			buf_char(out, ' ');
		buf_slice(out, ns.n == 0 ? SLICE("##local") : ns);
	}
}

static bool
take(const struct img_particle *w, struct istr *ns, struct istr *target)
{
	*ns = w->ns;
	*target = w->target;
	return true;
}

static bool
finish_list(struct dts *d, struct buf *b, struct istr *ns)
{
	*ns = dts_string(d, buf_get(b));
	buf_free(b);
	return true;
}

bool
wildcard_intersect(struct dts *d, const struct img_particle *a,
    const struct img_particle *b, struct istr *ns, struct istr *target)
{
	struct buf list = BUF_ANY;

	if (wildcard_subset(d, a, b))
		return take(a, ns, target);
	if (wildcard_subset(d, b, a))
		return take(b, ns, target);
	if (constraint_of(d, a) != TAKES_LIST) {
		const struct img_particle *swap = a;

		a = b;
		b = swap;
	}
	if (constraint_of(d, a) == TAKES_LIST) {
		spell(d, a, b, true, &list);
		return finish_list(d, &list, ns);
	}
	/* Two ##other: one leaves out only what has no namespace, or none
	 * says it (cos-aw-intersect.5). */
	if (a->target.len > 0 && b->target.len > 0)
		return false;
	return take(a->target.len > 0 ? a : b, ns, target);
}

bool
wildcard_unite(struct dts *d, const struct img_particle *a,
    const struct img_particle *b, struct istr *ns, struct istr *target)
{
	struct buf list = BUF_ANY;
	bool local, own;

	if (wildcard_subset(d, a, b))
		return take(b, ns, target);
	if (wildcard_subset(d, b, a))
		return take(a, ns, target);
	if (constraint_of(d, a) != TAKES_LIST) {
		const struct img_particle *swap = a;

		a = b;
		b = swap;
	}
	if (constraint_of(d, b) == TAKES_LIST) {
		spell(d, a, NULL, true, &list);
		spell(d, b, a, false, &list);
		return finish_list(d, &list, ns);
	}
	if (constraint_of(d, a) == TAKES_OTHER) {	/* two: not absent */
		*ns = a->ns;
		*target = (struct istr){ 0, 0 };
		return true;
	}
	local = wildcard_takes(d, a, SLICE(""));
	own = wildcard_takes(d, a, dts_text(d, b->target));
	if (local && own) {
		*ns = dts_string(d, SLICE("##any"));
		return true;
	}
	if (local)			/* cos-aw-union.5.3 */
		return false;
	*ns = b->ns;
	*target = (struct istr){ 0, 0 };
	return true;
}
