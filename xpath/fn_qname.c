/*
 * fn_qname.c: functions on QNames (Functions and Operators, 11.1, 11.2).
 */
#include "base/hash.h"
#include "base/mem.h"
#include "base/xml.h"
#include "xpath/text.h"

/* Splits a lexical QName; false where it is none. */
static bool
split_name(struct slice s, struct slice *prefix, struct slice *local)
{
	const char *colon;

	*prefix = SLICE("");
	*local = s;
	if (!is_qname(s))
		return false;
	if ((colon = memchr(s.s, ':', s.n)) != NULL) {
		*prefix = (struct slice){ s.s, (size_t)(colon - s.s) };
		*local = slice_from(s, prefix->n + 1);
	}
	return true;
}

static int
give_name(struct xp_eval *ev, struct slice ns, struct slice prefix,
    struct slice local, struct xp_seq *result)
{
	*result = xp_one(xp_name(ns, local, prefix, ev->arena));
	return 0;
}

int
fn_resolve_QName(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	const struct xp_item *element = xp_items(&args[1]);
	struct slice s, prefix, local, ns;

	(void)n_args;
	*result = XP_EMPTY;
	if (args[0].n == 0)
		return 0;
	s = slice_trim(xp_arg_string(&args[0]));
	if (!split_name(s, &prefix, &local))
		return xp_fail(ev, "FOCA0002", "'%.*s' is no QName",
		    SLICE_ARG(s));
	ns = xp_tree_namespace(xp_tree_of(ev, *element), element->n, prefix);
	if (ns.s == NULL && prefix.n > 0)
		return xp_fail(ev, "FONS0004",
		    "the prefix '%.*s' has no namespace there",
		    SLICE_ARG(prefix));
	return give_name(ev, ns.s == NULL ? SLICE("") : ns, prefix, local,
	    result);
}

int
fn_QName(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	struct slice ns = xp_arg_string(&args[0]), prefix, local;
	struct slice s = slice_trim(xp_arg_string(&args[1]));

	(void)n_args;
	if (!split_name(s, &prefix, &local))
		return xp_fail(ev, "FOCA0002", "'%.*s' is no QName",
		    SLICE_ARG(s));
	if (ns.n == 0 && prefix.n > 0)
		return xp_fail(ev, "FOCA0002",
		    "'%.*s' has a prefix and no namespace", SLICE_ARG(s));
	return give_name(ev, ns, prefix, local, result);
}

int
fn_prefix_from_QName(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	const struct xp_item *name = xp_arg(&args[0]);

	(void)ev;
	(void)n_args;
	*result = XP_EMPTY;
	if (name != NULL && name->u.qname->prefix.n > 0)
		*result = xp_one(xp_text(XT_NCNAME, name->u.qname->prefix));
	return 0;
}

int
fn_local_name_from_QName(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	const struct xp_item *name = xp_arg(&args[0]);

	(void)ev;
	(void)n_args;
	*result = XP_EMPTY;
	if (name != NULL)
		*result = xp_one(xp_text(XT_NCNAME, name->u.qname->local));
	return 0;
}

int
fn_namespace_uri_from_QName(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	const struct xp_item *name = xp_arg(&args[0]);

	(void)ev;
	(void)n_args;
	*result = XP_EMPTY;
	if (name != NULL)
		*result = xp_one(xp_text(XT_ANYURI, name->u.qname->ns));
	return 0;
}

/* 11.2.5: no prefix is the default namespace; where there is none, nothing. */
int
fn_namespace_uri_for_prefix(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	const struct xp_item *element = xp_items(&args[1]);
	struct slice prefix = xp_arg_string(&args[0]), ns;

	(void)n_args;
	*result = XP_EMPTY;
	ns = xp_tree_namespace(xp_tree_of(ev, *element), element->n, prefix);
	if (ns.s != NULL && ns.n > 0)
		*result = xp_one(xp_text(XT_ANYURI, ns));
	return 0;
}

/* --- in-scope-prefixes --- */

struct prefixes {
	VEC(struct slice) all;
	struct table rows;
};

static bool
is_prefix(const void *ctx, uint32_t row, const void *wanted)
{
	const struct prefixes *p = ctx;

	return slice_eq(p->all.v[row], *(const struct slice *)wanted);
}

/* Whether a prefix is seen for the first time. */
static bool
add_prefix(struct prefixes *p, struct slice prefix)
{
	uint64_t hash = hash_bytes(prefix.s, prefix.n, hash_salt());

	if (table_find(&p->rows, hash, is_prefix, p, &prefix) != NONE)
		return false;
	table_add(&p->rows, hash, (uint32_t)p->all.n);
	VEC_PUSH(&p->all, prefix);
	return true;
}

/* 11.2.6: declarations from the element outwards; the first of a prefix holds,
 * and one of the empty namespace takes the prefix away. */
int
fn_in_scope_prefixes(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	const struct xp_tree *t = xp_tree_of(ev, xp_only(&args[0]));
	uint32_t row = xp_only(&args[0]).n, at;
	struct prefixes seen = { .all = { NULL, 0, 0 } };
	struct slice prefix;

	(void)n_args;
	*result = XP_EMPTY;
	(void)add_prefix(&seen, SLICE("xml"));
	xp_add(result, xp_text(XT_NCNAME, SLICE("xml")), ev->arena);
	for (at = t->rows[row].scope; at != NONE; at = t->scopes[at].outer) {
		prefix = t->texts[t->scopes[at].prefix];
		if (add_prefix(&seen, prefix) &&
		    t->texts[t->scopes[at].ns].n > 0)
			xp_add(result, xp_text(prefix.n == 0 ? XT_STRING :
			    XT_NCNAME, prefix), ev->arena);
	}
	VEC_FREE(&seen.all);
	table_free(&seen.rows);
	return 0;
}
