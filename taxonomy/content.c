/* content.c: see content.h. */
#include "taxonomy/content.h"

#include "base/mem.h"

struct slice
content_lookup(void *ctx, struct slice prefix)
{
	const struct content_scope *at = ctx;

	return at->content->look_up(at->content->owner, at->scope, prefix);
}

uint32_t
content_after(const struct content_view *v, uint32_t row)
{
	uint32_t i = row + 1;

	while (i < v->n_elements && v->elements[i].parent != NONE &&
	    v->elements[i].parent >= row)
		i++;
	return i;
}
