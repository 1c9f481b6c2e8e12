/* kept.c: see kept.h. */
#include "xpath/kept.h"

#include "base/mem.h"

struct xp_kept *
xp_kept(struct xp_eval *ev)
{
	if (ev->d->kept == NULL)
		ev->d->kept = mem_calloc(1, sizeof(*ev->d->kept));
	return ev->d->kept;
}

void
xp_kept_free(struct xp_dynamic *d)
{
	if (d->kept == NULL)
		return;
	xp_patterns_free(d->kept->patterns);
	xp_collations_free(d->kept->collations);
	mem_free(d->kept);
	d->kept = NULL;
}
