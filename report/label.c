/*
 * label.c: see label.h.  Like taxonomy_label, but it says which language the
 * text is in, so that the page can say so too (WCAG 2.2, 3.1.2).
 */
#include "report/label.h"

struct slice
lang_tag(enum lang lang)
{
	return lang == LANG_NL ? SLICE("nl") : SLICE("en");
}

/* The first label row of a node or past it: they are sorted by node. */
static uint32_t
first_label(const struct taxonomy *t, uint32_t node)
{
	uint32_t lo = 0, hi = taxonomy_count(t, SEC_LABELS);

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		const struct img_label *l = taxonomy_label_row(t, mid);

		if (l != NULL && l->node < node)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* How well a language serves; 0 is no language at all. */
static int
rank(struct slice have, struct slice want)
{
	if (slice_eq(have, want))
		return 4;
	if (slice_starts(have, want) && have.n > want.n &&
	    have.s[want.n] == '-')
		return 3;
	return slice_starts(have, SLICE("en")) ? 2 : 1;
}

static struct label
in_role(const struct taxonomy *t, uint32_t node, struct slice role,
    struct slice want)
{
	struct label best = { SLICE_NONE, SLICE_NONE };
	const struct img_label *l;
	uint32_t i;
	int best_rank = 0;

	for (i = first_label(t, node); (l = taxonomy_label_row(t, i)) != NULL &&
	    l->node == node; i++) {
		const struct img_resource *r = taxonomy_resource(t,
		    l->resource);
		struct slice have;
		int n;

		if (r == NULL || !slice_eq(taxonomy_text(t, r->role), role))
			continue;
		have = taxonomy_text(t, r->lang);
		n = rank(have, want);
		if (n < best_rank || (n == best_rank &&
		    slice_cmp(have, best.lang) >= 0))
			continue;
		best_rank = n;
		best.text = slice_trim(taxonomy_text(t, r->text));
		best.lang = have;
	}
	if (best_rank >= 3 || best.lang.n == 0)
		best.lang = SLICE_NONE;
	return best;
}

/* "Assets [Abstract]" without what stands in brackets at the end. */
static struct slice
without_tag(struct slice s)
{
	size_t i = s.n;

	if (s.n < 4 || s.s[s.n - 1] != ']')
		return s;
	while (i > 0 && s.s[i - 1] != '[')
		i--;
	if (i < 2)
		return s;
	return slice_trim((struct slice){ s.s, i - 1 });
}

struct label
label_of(const struct taxonomy *t, uint32_t node, struct slice role,
    enum lang lang, struct slice otherwise)
{
	struct slice want = lang_tag(lang);
	struct label l = { SLICE_NONE, SLICE_NONE };

	if (role.n > 0)
		l = in_role(t, node, role, want);
	if (l.text.n == 0)
		l = in_role(t, node, SLICE(ROLE_LABEL), want);
	if (l.text.n == 0)
		l = in_role(t, node, SLICE(ROLE_ELEMENT_LABEL), want);
	if (l.text.n == 0)
		l = (struct label){ otherwise, SLICE_NONE };
	l.text = without_tag(l.text);
	return l;
}

struct label
label_role(const struct taxonomy *t, struct slice uri, enum lang lang)
{
	uint32_t row = taxonomy_find_role(t, uri);
	const struct img_role *r = taxonomy_role(t, row);

	if (r == NULL)
		return (struct label){ SLICE_NONE, SLICE_NONE };
	return label_of(t, NODE(NODE_ROLE, row), SLICE_NONE, lang,
	    slice_trim(taxonomy_text(t, r->definition)));
}

struct label
label_concept(const struct taxonomy *t, struct slice ns, struct slice local,
    enum lang lang)
{
	uint32_t e = t == NULL ? NONE : taxonomy_find_element(t, ns, local);

	if (e == NONE)
		return (struct label){ local, SLICE_NONE };
	return label_of(t, NODE(NODE_ELEMENT, e), SLICE_NONE, lang, local);
}
