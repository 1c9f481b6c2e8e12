/* xfi_instance.c: the facts of a report (function registry, 90101 to 90106). */
#include "formula/xfi_local.h"

#define WANT_ITEMS	1
#define WANT_TUPLES	2
#define WANT_NIL	4
#define WANT_DEEP	8	/* at any depth, not only children */

static bool
wanted(const struct fact *f, uint32_t parent, unsigned want)
{
	if ((want & WANT_DEEP) == 0 && f->parent != parent)
		return false;
	if ((want & WANT_NIL) == 0 && (f->flags & FACT_NIL) != 0)
		return false;
	return (want & (f->flags & FACT_TUPLE ? WANT_TUPLES : WANT_ITEMS)) !=
	    0;
}

/* Facts from a row on: all, or until one stands outside the tuple. */
static int
facts(struct xp_eval *ev, const struct xfi_node *n, uint32_t parent,
    unsigned want, struct xp_seq *out)
{
	const struct report *r = n->of->report;
	uint64_t end = UINT64_MAX;
	size_t i = parent == NONE ? 0 : parent + (size_t)1;

	*out = XP_EMPTY;
	if (parent != NONE)
		end = r->facts.v[parent].span.offset +
		    r->facts.v[parent].span.length;
	if (xp_spend(ev, r->facts.n) == -1)
		return -1;
	for (; i < r->facts.n && r->facts.v[i].span.offset < end; i++)
		if (wanted(&r->facts.v[i], parent, want))
			xp_add(out, xfi_item(n->of, r->facts.v[i].node),
			    ev->arena);
	return 0;
}

static int
in_instance(struct xp_eval *ev, const struct xp_seq *args, unsigned want,
    struct xp_seq *out)
{
	struct xfi_node n;

	return xfi_want(ev, &args[0], XFI_ROOT, &n) == -1 ? -1 :
	    facts(ev, &n, NONE, want, out);
}

static int
in_tuple(struct xp_eval *ev, const struct xp_seq *args, unsigned want,
    struct xp_seq *out)
{
	struct xfi_node n;

	return xfi_want(ev, &args[0], XFI_TUPLE, &n) == -1 ? -1 :
	    facts(ev, &n, n.row, want, out);
}

#define FACTS(name, function, want)					\
	int								\
	name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,	\
	    struct xp_seq *out)						\
	{								\
		(void)n;						\
		return function(ev, args, want, out);			\
	}

FACTS(xfi_facts_in_instance, in_instance,
    WANT_ITEMS | WANT_TUPLES | WANT_NIL | WANT_DEEP)
FACTS(xfi_non_nil_facts_in_instance, in_instance,
    WANT_ITEMS | WANT_TUPLES | WANT_DEEP)
FACTS(xfi_items_in_instance, in_instance, WANT_ITEMS | WANT_NIL)
FACTS(xfi_tuples_in_instance, in_instance, WANT_TUPLES | WANT_NIL)
FACTS(xfi_items_in_tuple, in_tuple, WANT_ITEMS | WANT_NIL)
FACTS(xfi_tuples_in_tuple, in_tuple, WANT_TUPLES | WANT_NIL)
