/* content.c: see content.h. */
#include "taxonomy/content.h"

struct slice
content_lookup(void *ctx, struct slice prefix)
{
	const struct content_scope *at = ctx;

	return at->content->look_up(at->content->owner, at->scope, prefix);
}
