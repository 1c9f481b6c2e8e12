/* hints.c: see hints.h. */
#include "taxonomy/hints.h"

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

bool
hint_next(struct slice *rest, struct slice *ns, struct slice *location)
{
	if (rest->s == NULL)
		return false;
	*ns = next_word(rest);
	*location = next_word(rest);
	return location->n > 0;
}

bool
hint_is_known(const struct taxonomy *t, struct slice ns)
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
