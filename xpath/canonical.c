/*
 * canonical.c: atomic values as strings (Functions and Operators, 17.1.2): the
 * canonical form of XML Schema 1.0 part 2 but for numbers: a decimal that is
 * whole has no point, doubles are written plainly where that is short.
 */
#include "xpath/atomic.h"

/* What was written is moved to the arena. */
static struct slice
settle(struct buf *b, struct arena *arena)
{
	struct slice s = arena_copy(arena, buf_get(b));

	buf_free(b);
	return s;
}

static struct slice
int_text(int64_t i, struct arena *arena)
{
	char text[24];
	size_t at = sizeof(text);
	uint64_t m = i < 0 ? -(uint64_t)i : (uint64_t)i;

	do
		text[--at] = (char)('0' + m % 10);
	while ((m /= 10) > 0);
	if (i < 0)
		text[--at] = '-';
	return arena_copy(arena,
	    (struct slice){ text + at, sizeof(text) - at });
}

static struct slice
number_text(struct xp_item x, struct arena *arena)
{
	struct arena_mark mark;
	struct buf b = BUF_ANY;

	if (!(x.flags & XI_BIG) && x.n == 0)
		return int_text(x.u.i, arena);
	mark = arena_mark(arena);
	dec_print(&b, dec_canonical(xp_dec(x), arena));
	arena_reset(arena, mark);
	return settle(&b, arena);
}

static struct slice
name_text(const struct xp_qname *q, struct arena *arena)
{
	struct buf b = BUF_ANY;

	if (q->prefix.n == 0)
		return q->local;
	buf_slice(&b, q->prefix);
	buf_char(&b, ':');
	buf_slice(&b, q->local);
	return settle(&b, arena);
}

/* XML Schema part 2, 3.2.15.2: in capitals. */
static struct slice
hex_text(const struct xp_binary *x, struct arena *arena)
{
	static const char digit[] = "0123456789ABCDEF";
	char *s = arena_alloc(arena, x->n * 2 + 1);
	size_t i;

	for (i = 0; i < x->n; i++) {
		s[2 * i] = digit[x->v[i] >> 4];
		s[2 * i + 1] = digit[x->v[i] & 15];
	}
	return (struct slice){ s, x->n * 2 };
}

/* 3.2.16.2: without white space. */
static struct slice
base64_text(const struct xp_binary *x, struct arena *arena)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char *s = arena_alloc(arena, (x->n + 2) / 3 * 4 + 1), *p = s;
	size_t i, left;

	for (i = 0; i < x->n; i += 3) {
		left = x->n - i;
		uint32_t w = (uint32_t)x->v[i] << 16;

		if (left > 1)
			w |= (uint32_t)x->v[i + 1] << 8;
		if (left > 2)
			w |= x->v[i + 2];
		*p++ = digit[w >> 18];
		*p++ = digit[w >> 12 & 63];
		*p++ = left > 1 ? digit[w >> 6 & 63] : '=';
		*p++ = left > 2 ? digit[w & 63] : '=';
	}
	return (struct slice){ s, (size_t)(p - s) };
}

struct slice
xp_atomic_string(struct xp_item x, struct arena *arena)
{
	struct buf b = BUF_ANY;

	switch (xp_primitive((enum xp_type)x.type)) {
	case XT_BOOLEAN:
		return x.u.i ? SLICE("true") : SLICE("false");
	case XT_DECIMAL:
		return number_text(x, arena);
	case XT_FLOAT:
	case XT_DOUBLE:
		xp_double_print(&b, x.u.d, x.type == XT_FLOAT);
		return settle(&b, arena);
	case XT_DURATION:
		xp_duration_print(&b, (enum xp_type)x.type, *x.u.duration);
		return settle(&b, arena);
	case XT_HEX:
		return hex_text(x.u.binary, arena);
	case XT_BASE64:
		return base64_text(x.u.binary, arena);
	case XT_QNAME:
	case XT_NOTATION:
		return name_text(x.u.qname, arena);
	default:
		break;
	}
	if (XP_IS_TIME(x.type)) {
		xp_time_print(&b, (enum xp_type)x.type, x.u.time);
		return settle(&b, arena);
	}
	return xp_slice(x);
}

struct slice
xp_string_of(const struct xp_dynamic *d, struct xp_item x,
    struct arena *arena)
{
	if (x.type == XT_NODE)
		return xp_tree_string(xp_tree_ready(d->trees[x.tree]), x.n,
		    arena);
	return xp_atomic_string(x, arena);
}
