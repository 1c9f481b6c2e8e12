/*
 * collation.c: see collation.h.
 *
 * (1) By code point is by bytes: UTF-8 keeps that order.
 * (2) ICU and its tables are opened when a UCA collation is first asked for.
 * (3) Units of a UCA collation are in collation_units.c.
 */
#include "xpath/collation.h"

#include <unicode/ucol.h>

#include "base/mem.h"
#include "base/uri.h"
#include "xpath/collation_uca.h"
#include "xpath/kept.h"

#define MAX_COLLATIONS	64	/* then all are forgotten */

struct xp_collations {
	VEC(struct xp_collation *) all;
};

static const struct xp_collation codepoint = { .kind = XC_CODEPOINT };

static void
collation_free(struct xp_collation *c)
{
	uca_close(c);
	mem_free(c->uri);
	mem_free(c);
}

static void
forget(struct xp_collations *cs)
{
	size_t i;

	for (i = 0; i < cs->all.n; i++)
		collation_free(cs->all.v[i]);
	cs->all.n = 0;
}

void
xp_collations_free(struct xp_collations *cs)
{
	if (cs == NULL)
		return;
	forget(cs);
	VEC_FREE(&cs->all);
	mem_free(cs);
}

/* What a URI names; -1: nothing that is known. */
static int
open_collation(struct xp_collation *c, struct slice uri)
{
	if (slice_is(uri, CODEPOINT_COLLATION)) {
		c->kind = XC_CODEPOINT;
		return 0;
	}
	if (slice_is(uri, ASCII_COLLATION)) {
		c->kind = XC_ASCII;
		return 0;
	}
	if (!slice_starts(uri, SLICE(UCA_COLLATION)))
		return -1;
	uri = slice_from(uri, sizeof(UCA_COLLATION) - 1);
	if (uri.n > 0 && uri.s[0] != '?')
		return -1;
	c->kind = XC_UCA;
	return uca_open(c, slice_from(uri, 1));
}

static struct xp_collations *
collations(struct xp_eval *ev)
{
	struct xp_kept *kept = xp_kept(ev);

	if (kept->collations == NULL)
		kept->collations = mem_calloc(1, sizeof(*kept->collations));
	return kept->collations;
}

/* Keeps a new one; NULL with FOCH0002. */
static const struct xp_collation *
add(struct xp_eval *ev, struct xp_collations *cs, struct slice uri)
{
	struct slice known = SLICE_NONE;
	struct xp_collation *c;

	if (cs->all.n == MAX_COLLATIONS)
		forget(cs);
	c = mem_calloc(1, sizeof(*c));
	if (ev->d->collation != NULL)
		known = ev->d->collation(ev->d, uri);
	if (open_collation(c, known.s == NULL ? uri : known) == -1) {
		collation_free(c);
		(void)xp_fail(ev, "FOCH0002", "there is no collation '%.*s'",
		    SLICE_ARG(uri));
		return NULL;
	}
	c->uri = mem_calloc(uri.n + 1, 1);
	c->n_uri = uri.n;
	if (uri.n > 0)
		memcpy(c->uri, uri.s, uri.n);
	VEC_PUSH(&cs->all, c);
	return c;
}

const struct xp_collation *
xp_collation(struct xp_eval *ev, struct slice uri)
{
	struct xp_collations *cs;
	size_t i;

	if (slice_is(uri, CODEPOINT_COLLATION))
		return &codepoint;
	if (!uri_is_absolute(uri) && ev->d->base_uri.s != NULL)
		uri = uri_resolve_exact(ev->arena, ev->d->base_uri, uri);
	cs = collations(ev);
	for (i = 0; i < cs->all.n; i++)
		if (slice_eq((struct slice){ cs->all.v[i]->uri,
		    cs->all.v[i]->n_uri }, uri))
			return cs->all.v[i];
	return add(ev, cs, uri);
}

const struct xp_collation *
xp_default_collation(struct xp_eval *ev)
{
	if (ev->d->default_collation.s == NULL)
		return &codepoint;
	return xp_collation(ev, ev->d->default_collation);
}

/* --- HTML's ASCII case-insensitive collation --- */

static unsigned char
fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

static int
compare_ascii(struct slice a, struct slice b)
{
	size_t i, n = a.n < b.n ? a.n : b.n;

	for (i = 0; i < n; i++)
		if (fold(a.s[i]) != fold(b.s[i]))
			return fold(a.s[i]) < fold(b.s[i]) ? -1 : 1;
	return a.n == b.n ? 0 : a.n < b.n ? -1 : 1;
}

static struct slice
fold_all(struct slice s, struct arena *arena)
{
	char *text = arena_alloc(arena, s.n + 1);
	size_t i;

	for (i = 0; i < s.n; i++)
		text[i] = (char)fold(s.s[i]);
	return (struct slice){ text, s.n };
}

/* --- all of them --- */

int
xp_collate(const struct xp_collation *c, struct slice a, struct slice b)
{
	int order = 0;

	switch (c->kind) {
	case XC_CODEPOINT:
		order = slice_cmp(a, b);
		break;
	case XC_ASCII:
		return compare_ascii(a, b);
	case XC_UCA:
		order = uca_compare(c, a, b);
		break;
	}
	return order < 0 ? -1 : order > 0;
}

struct slice
xp_collation_key(const struct xp_collation *c, struct slice s,
    struct arena *arena)
{
	switch (c->kind) {
	case XC_CODEPOINT:
		return s;
	case XC_ASCII:
		return fold_all(s, arena);
	case XC_UCA:
		return uca_key(c, s, arena);
	}
	return s;
}

/* Bytes in bytes: glibc's memmem is linear. */
static int
find_bytes(enum xp_where where, struct slice text, struct slice part,
    size_t *from, size_t *to)
{
	const char *at;

	if (part.n > text.n)
		return 0;
	*from = where == XW_END ? text.n - part.n : 0;
	if (where == XW_FIRST && part.n > 0) {
		if ((at = memmem(text.s, text.n, part.s, part.n)) == NULL)
			return 0;
		*from = (size_t)(at - text.s);
	}
	*to = *from + part.n;
	return slice_eq((struct slice){ text.s + *from, part.n }, part);
}

int
xp_collation_find(struct xp_eval *ev, const struct xp_collation *c,
    enum xp_where where, struct slice text, struct slice part, size_t *from,
    size_t *to)
{
	text.s = text.s == NULL ? "" : text.s;
	switch (c->kind) {
	case XC_CODEPOINT:
		return find_bytes(where, text, part, from, to);
	case XC_ASCII:
		return find_bytes(where, fold_all(text, ev->arena),
		    fold_all(part, ev->arena), from, to);
	case XC_UCA:
		return uca_find(ev, c, where, text, part, from, to);
	}
	return 0;
}
