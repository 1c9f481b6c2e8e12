/*
 * wildcard.c: see wildcard.h.  The namespace attribute is kept as written,
 * with the target namespace of its schema beside it: ##any, ##other, or a list
 * in which ##targetNamespace and ##local may stand.
 */
#include "taxonomy/wildcard.h"

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
