/*
 * value.c: making and reading items; sequences (value.h).
 *
 * A decimal is kept in the item as i × 10^-n while i has 63 bits and n is at
 * most MAX_INLINE_SCALE; a longer one loses the zeros at its end first.  So a
 * number in u.dec never fits in the item.
 */
#include "xpath/value.h"

#include "base/mem.h"

#define MAX_INLINE_SCALE	18

/* --- sequences --- */

static void
room(struct xp_seq *s, uint32_t need, struct arena *arena)
{
	struct xp_item *v;
	uint32_t cap = s->cap < 4 ? 4 : s->cap;

	if (need <= s->cap)
		return;
	while (cap < need)
		cap *= 2;
	v = arena_alloc(arena, cap * sizeof(*v));
	if (s->n > 0)
		memcpy(v, xp_items(s), s->n * sizeof(*v));
	s->u.many = v;
	s->cap = cap;
}

void
xp_add(struct xp_seq *s, struct xp_item item, struct arena *arena)
{
	if (s->n == 0 && s->cap == 0) {
		*s = xp_one(item);
		return;
	}
	assert(s->n < XP_MAX_ITEMS);
	room(s, s->n + 1, arena);
	s->u.many[s->n++] = item;
}

void
xp_append(struct xp_seq *s, const struct xp_seq *t, struct arena *arena)
{
	if (t->n == 0)
		return;
	if (s->n == 0 && s->cap == 0 && t->n == 1) {
		*s = xp_one(*xp_items(t));
		return;
	}
	assert(t->n <= XP_MAX_ITEMS && s->n <= XP_MAX_ITEMS - t->n);
	room(s, s->n + t->n, arena);
	memcpy(s->u.many + s->n, xp_items(t), t->n * sizeof(*s->u.many));
	s->n += t->n;
}

/* --- making items --- */

static struct xp_item
item_of(enum xp_type type)
{
	return (struct xp_item){ .type = (uint8_t)type };
}

struct xp_item
xp_boolean(bool b)
{
	struct xp_item x = item_of(XT_BOOLEAN);

	x.u.i = b;
	return x;
}

struct xp_item
xp_integer(int64_t i)
{
	struct xp_item x = item_of(XT_INTEGER);

	x.u.i = i;
	return x;
}

struct xp_item
xp_double(double d)
{
	struct xp_item x = item_of(XT_DOUBLE);

	x.u.d = d;
	return x;
}

struct xp_item
xp_float(double d)
{
	struct xp_item x = item_of(XT_FLOAT);

	x.u.d = (double)(float)d;
	return x;
}

struct xp_item
xp_text(enum xp_type type, struct slice s)
{
	struct xp_item x = item_of(type);

	assert(s.n <= UINT32_MAX);
	x.u.s = s.s == NULL ? "" : s.s;
	x.n = (uint32_t)s.n;
	return x;
}

struct xp_item
xp_string(struct slice s)
{
	return xp_text(XT_STRING, s);
}

struct xp_item
xp_number(enum xp_type type, struct dec d, struct arena *arena)
{
	struct xp_item x = item_of(type);
	struct dec *big;

	if (d.big != NULL || d.scale < 0 || d.scale > MAX_INLINE_SCALE ||
	    d.c > INT64_MAX || d.c < INT64_MIN ||
	    (d.scale > 0 && type != XT_DECIMAL))
		d = dec_canonical(d, arena);
	if (d.big == NULL && d.scale <= MAX_INLINE_SCALE &&
	    d.c <= INT64_MAX && d.c >= INT64_MIN) {
		x.u.i = (int64_t)d.c;
		x.n = (uint32_t)d.scale;
		return x;
	}
	big = arena_alloc(arena, sizeof(*big));
	*big = d;
	x.u.dec = big;
	x.flags = XI_BIG;
	return x;
}

struct xp_item
xp_name(struct slice ns, struct slice local, struct slice prefix,
    struct arena *arena)
{
	struct xp_item x = item_of(XT_QNAME);
	struct xp_qname *q = arena_alloc(arena, sizeof(*q));

	q->ns = ns.s == NULL ? SLICE("") : ns;
	q->local = local;
	q->prefix = prefix.s == NULL ? SLICE("") : prefix;
	x.u.qname = q;
	return x;
}

struct xp_item
xp_time_item(enum xp_type type, struct xp_time t, struct arena *arena)
{
	struct xp_item x = item_of(type);
	struct xp_time *p = arena_alloc(arena, sizeof(*p));

	*p = t;
	x.u.time = p;
	return x;
}

struct xp_item
xp_duration_item(enum xp_type type, struct xp_duration d, struct arena *arena)
{
	struct xp_item x = item_of(type);
	struct xp_duration *p = arena_alloc(arena, sizeof(*p));

	*p = d;
	x.u.duration = p;
	return x;
}

struct xp_item
xp_binary_item(enum xp_type type, const uint8_t *v, size_t n,
    struct arena *arena)
{
	struct xp_item x = item_of(type);
	struct xp_binary *p = arena_alloc(arena, sizeof(*p));

	p->v = v;
	p->n = n;
	x.u.binary = p;
	return x;
}

struct xp_item
xp_node(uint16_t tree, uint32_t row)
{
	struct xp_item x = item_of(XT_NODE);

	x.tree = tree;
	x.n = row;
	return x;
}

/* --- reading items --- */

struct slice
xp_slice(struct xp_item x)
{
	return (struct slice){ x.u.s, x.n };
}

struct dec
xp_dec(struct xp_item x)
{
	if (x.flags & XI_BIG)
		return *x.u.dec;
	return (struct dec){ x.u.i, NULL, (int32_t)x.n };
}

bool
xp_int64(struct xp_item x, int64_t *out)
{
	if (x.flags & XI_BIG)
		return false;
	*out = x.u.i;
	return x.n == 0;
}
