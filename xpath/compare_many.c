/*
 * compare_many.c: see compare_many.h.
 *
 * "<" and its kin hold of some pair where they hold of the least of one side and
 * the greatest of the other.  That is so where all are texts, or exact numbers, or
 * numbers of which some are doubles (a decimal becomes a double beside one,
 * which keeps the order: so each kind has its least), or of one type of dates.
 *
 * For "=", each item gets a key such that equal items have equal keys; the shorter side
 * goes into a table, the longer one is looked up.  What is found there is
 * compared for certain.  Keys there are for texts by code point, for exact
 * numbers, for numbers of which some are doubles, and for QNames; a side that
 * mixes kinds has none but for untyped items beside texts or numbers.
 */
#include "xpath/compare_many.h"

#include <math.h>

#include "base/hash.h"
#include "xpath/eval_op.h"

enum key_kind { KEY_TEXT, KEY_EXACT, KEY_DOUBLE, KEY_QNAME, KEY_NONE };

/* Which kinds of items there are: bits. */
#define HAS_UNTYPED	1u
#define HAS_TEXT	2u	/* xs:string and below */
#define HAS_EXACT	4u
#define HAS_DOUBLE	8u
#define HAS_QNAME	16u
#define HAS_OTHER	32u	/* xs:float, too: beside a decimal it is less
				 * exact than a double */

static unsigned
kinds(const struct xp_seq *s)
{
	const struct xp_item *v = xp_items(s);
	unsigned has = 0;
	uint32_t i;

	for (i = 0; i < s->n; i++)
		if (v[i].type == XT_UNTYPED)
			has |= HAS_UNTYPED;
		else if (v[i].type >= XT_STRING && v[i].type <= XT_ENTITY)
			has |= HAS_TEXT;
		else if (v[i].type == XT_DOUBLE)
			has |= HAS_DOUBLE;
		else if (v[i].type >= XT_DECIMAL && v[i].type <= XT_POSITIVE)
			has |= HAS_EXACT;
		else
			has |= v[i].type == XT_QNAME ? HAS_QNAME : HAS_OTHER;
	return has;
}

static bool
is_by_code_point(struct xp_eval *ev)
{
	return ev->d->default_collation.s == NULL ||
	    slice_is(ev->d->default_collation, CODEPOINT_COLLATION);
}

static enum key_kind
common_key(struct xp_eval *ev, unsigned a, unsigned b)
{
	unsigned all = a | b;

	if (all & HAS_OTHER)
		return KEY_NONE;
	if (!(all & ~(HAS_UNTYPED | HAS_TEXT)))
		return is_by_code_point(ev) ? KEY_TEXT : KEY_NONE;
	if (all == HAS_EXACT)
		return KEY_EXACT;
	if (!(all & ~(HAS_EXACT | HAS_DOUBLE)))
		return KEY_DOUBLE;
	/* Untyped items become doubles beside numbers only. */
	if ((a == HAS_UNTYPED && !(b & ~(HAS_EXACT | HAS_DOUBLE))) ||
	    (b == HAS_UNTYPED && !(a & ~(HAS_EXACT | HAS_DOUBLE))))
		return KEY_DOUBLE;
	return all == HAS_QNAME ? KEY_QNAME : KEY_NONE;
}

/* The key of an item; 1: it equals nothing (NaN); -1 with the error. */
static int
key_of(struct xp_eval *ev, enum key_kind kind, struct xp_item item,
    uint64_t salt, uint64_t *key)
{
	const struct xp_qname *q = item.u.qname;

	switch (kind) {
	case KEY_TEXT:
		*key = hash_bytes(item.u.s, item.n, salt);
		return 0;
	case KEY_EXACT:
		*key = dec_hash(xp_dec(item), salt);
		return 0;
	case KEY_QNAME:
		*key = hash_bytes(q->local.s, q->local.n,
		    hash_bytes(q->ns.s, q->ns.n, salt));
		return 0;
	case KEY_DOUBLE:
	case KEY_NONE:
		break;
	}
	if (item.type != XT_DOUBLE &&
	    xp_cast(item, XT_DOUBLE, ev->arena, &item, ev->err) == -1)
		return -1;
	if (isnan(item.u.d))
		return 1;
	if (item.u.d == 0)
		item.u.d = 0;		/* without its sign */
	*key = hash_bytes(&item.u.d, sizeof(item.u.d), salt);
	return 0;
}

/* What a look-up compares with: the items in the table. */
struct probe {
	struct xp_eval *ev;
	const struct xp_item *side;
	bool *failed;
};

static bool
is_equal(const void *ctx, uint32_t row, const void *key)
{
	const struct probe *p = ctx;
	int t = xp_spend(p->ev, 1) == -1 ? -1 : xp_general_pair(p->ev, XC_EQ,
	    p->side[row], *(const struct xp_item *)key);

	if (t == -1)
		*p->failed = true;
	return t != 0;			/* an error ends it too */
}

/* Looks all items of a sequence up, 1 where one is there; or adds those that
 * are not.  -1 where one is untyped and no number: an error only where nothing
 * else is equal. */
static int
run(const struct probe *p, struct table *table, const struct xp_seq *s,
    enum key_kind kind, bool add)
{
	const struct xp_item *v = xp_items(s);
	uint64_t salt = hash_salt(), key;
	int rc = 0, k;
	uint32_t i;

	for (i = 0; i < s->n && !*p->failed; i++) {
		k = key_of(p->ev, kind, v[i], salt, &key);
		if (k != 0) {
			rc = k == -1 ? -1 : rc;
			continue;
		}
		if (table_find(table, key, is_equal, p, &v[i]) == NONE) {
			if (add)
				table_add(table, key, i);
		} else if (!add) {
			return 1;
		}
	}
	return rc;
}

int
xp_any_equal(struct xp_eval *ev, const struct xp_seq *a,
    const struct xp_seq *b)
{
	enum key_kind kind = common_key(ev, kinds(a), kinds(b));
	const struct xp_seq *few = a->n < b->n ? a : b;
	struct table table = { .slots = NULL };
	bool failed = false;
	struct probe p = { ev, xp_items(few), &failed };
	int rc, t;

	if (kind == KEY_NONE)
		return XP_CANNOT;
	if (xp_spend(ev, (uint64_t)a->n + b->n) == -1)
		return -1;
	table_reserve(&table, few->n);
	rc = run(&p, &table, few, kind, true);
	t = run(&p, &table, few == a ? b : a, kind, false);
	table_free(&table);
	if (failed)
		return -1;
	return t == 1 ? 1 : rc == -1 ? -1 : t;
}

/* --- "<" and its kin --- */

/* Whether all items of both sides are of one type of date, moment or time. */
static bool
is_of_one_time(const struct xp_seq *a, const struct xp_seq *b)
{
	const struct xp_item *v = xp_items(a), *w = xp_items(b);
	uint32_t i;
	bool one = v->type == XT_DATE || v->type == XT_DATETIME ||
	    v->type == XT_TIME;

	for (i = 0; i < a->n && one; i++)
		one = v[i].type == v->type;
	for (i = 0; i < b->n && one; i++)
		one = w[i].type == v->type;
	return one;
}

static bool
have_an_order(const struct xp_seq *a, const struct xp_seq *b)
{
	unsigned all = kinds(a) | kinds(b);

	return !(all & ~(HAS_UNTYPED | HAS_TEXT)) ||
	    !(all & ~(HAS_EXACT | HAS_DOUBLE)) || is_of_one_time(a, b);
}

/* The least of a side, or the greatest: of doubles, and of all others. */
struct extremes {
	struct xp_item item[2];
	bool has[2];
};

/* 0, or -1 with the error. */
static int
find_extremes(struct xp_eval *ev, const struct xp_seq *s, bool least,
    struct extremes *x)
{
	uint32_t i;
	int better;

	x->has[0] = x->has[1] = false;
	for (i = 0; i < s->n; i++) {
		struct xp_item item = xp_items(s)[i];
		bool k = item.type == XT_DOUBLE;

		if (k && isnan(item.u.d))	/* of no pair it is true */
			continue;
		better = !x->has[k] ? 1 : xp_general_pair(ev, least ? XC_LT :
		    XC_GT, item, x->item[k]);
		if (better == -1)
			return -1;
		if (better == 1)
			x->item[k] = item;
		x->has[k] = true;
	}
	return 0;
}

int
xp_any_ordered(struct xp_eval *ev, enum xp_compare how,
    const struct xp_seq *a, const struct xp_seq *b)
{
	bool less = how == XC_LT || how == XC_LE;
	struct extremes x, y;
	int i, t = 0;

	if (!have_an_order(a, b))
		return XP_CANNOT;
	if (xp_spend(ev, (uint64_t)a->n + b->n) == -1 ||
	    find_extremes(ev, a, less, &x) == -1 ||
	    find_extremes(ev, b, !less, &y) == -1)
		return -1;
	for (i = 0; i < 4 && t == 0; i++)
		if (x.has[i / 2] && y.has[i % 2])
			t = xp_general_pair(ev, how, x.item[i / 2],
			    y.item[i % 2]);
	return t;
}
