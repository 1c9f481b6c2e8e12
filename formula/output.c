/*
 * output.c: facts that formulas make are kept as rows, with their contexts and
 * units as the XML that they become: equal XML is the same context.
 *
 * Prefixes are given out when a namespace is first met: the one of the report, else
 * that which the name brings along, unless it means another namespace here.
 */
#include "base/names.h"
#include "base/xml.h"
#include "formula/output_local.h"

struct formula_output *
formula_output_new(void)
{
	static const struct output_prefix fixed[] = {
		{ { NS_XBRLI, sizeof(NS_XBRLI) - 1 }, { "xbrli", 5 } },
		{ { NS_LINK, sizeof(NS_LINK) - 1 }, { "link", 4 } },
		{ { NS_XLINK, sizeof(NS_XLINK) - 1 }, { "xlink", 5 } },
	};
	struct formula_output *o = mem_calloc(1, sizeof(*o));
	size_t i;

	o->arena = arena_new();
	o->contexts = intern_new();
	o->units = intern_new();
	o->buf = BUF_ANY;
	for (i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		VEC_PUSH(&o->prefixes, fixed[i]);
	return o;
}

void
formula_output_free(struct formula_output *o)
{
	if (o == NULL)
		return;
	buf_free(&o->buf);
	VEC_FREE(&o->prefixes);
	VEC_FREE(&o->liked);
	VEC_FREE(&o->schemas);
	VEC_FREE(&o->facts);
	intern_free(o->contexts);
	intern_free(o->units);
	arena_free(o->arena);
	mem_free(o);
}

uint64_t
formula_output_count(const struct formula_output *o)
{
	return o->n;
}

/* --- names --- */

static bool
is_taken(const struct formula_output *o, struct slice prefix)
{
	size_t i;

	for (i = 0; i < o->prefixes.n; i++)
		if (slice_eq(o->prefixes.v[i].prefix, prefix))
			return true;
	return false;
}

/* Whether a namespace may have a prefix: those that are written without asking
 * have theirs. */
static bool
may_have(struct slice ns, struct slice prefix)
{
	if (slice_is(prefix, "xsi"))
		return slice_is(ns, NS_XSI);
	return is_ncname(prefix) && !slice_starts(prefix, SLICE("xml"));
}

/* The prefix of a namespace; `like` where it is free. */
static struct slice
prefix_of(struct formula_output *o, struct slice ns, struct slice like)
{
	struct output_prefix p = { ns, like };
	unsigned n = 0;
	size_t i;

	for (i = 0; i < o->prefixes.n; i++)
		if (slice_eq(o->prefixes.v[i].ns, ns))
			return o->prefixes.v[i].prefix;
	for (i = 0; i < o->liked.n; i++)
		if (slice_eq(o->liked.v[i].ns, ns))
			p.prefix = o->liked.v[i].prefix;
	if (!may_have(ns, p.prefix))
		p.prefix = SLICE("ns0");
	while (is_taken(o, p.prefix))
		p.prefix = slice_of(arena_printf(o->arena, "ns%u", n++));
	p.ns = arena_copy(o->arena, p.ns);
	p.prefix = arena_copy(o->arena, p.prefix);
	VEC_PUSH(&o->prefixes, p);
	return p.prefix;
}

/* The first prefix of each namespace of the report. */
static void
like_prefixes(struct formula_output *o, const struct report *r)
{
	size_t i, k;

	for (i = 0; i < r->names.n; i++) {
		const struct name *n = &r->names.v[i];
		struct output_prefix p;

		for (k = 0; k < o->liked.n; k++)
			if (slice_eq(o->liked.v[k].ns, n->ns))
				break;
		if (k < o->liked.n || n->ns.n == 0 || n->prefix.n == 0)
			continue;
		p.ns = arena_copy(o->arena, n->ns);
		p.prefix = arena_copy(o->arena, n->prefix);
		VEC_PUSH(&o->liked, p);
	}
}

void
output_begin(struct formula_output *o, const struct report *r)
{
	size_t i;

	for (i = 0; i < r->references.n; i++)
		if (r->references.v[i].kind == REF_SCHEMA &&
		    r->references.v[i].uri.n > 0)
			VEC_PUSH(&o->schemas, arena_copy(o->arena,
			    r->references.v[i].uri));
	like_prefixes(o, r);
}

static void
put_name(struct formula_output *o, const struct xp_qname *q)
{
	if (q->ns.n > 0) {
		buf_slice(&o->buf, prefix_of(o, q->ns, q->prefix));
		buf_char(&o->buf, ':');
	}
	buf_slice(&o->buf, q->local);
}

/* --- contexts --- */

static void
put_dimension(struct formula_output *o, const struct made_dimension *d)
{
	struct slice xbrldi = prefix_of(o, SLICE(NS_XBRLDI), SLICE("xbrldi"));
	const char *element = d->typed ? "typedMember" : "explicitMember";

	buf_printf(&o->buf, "<%.*s:%s dimension=\"", SLICE_ARG(xbrldi),
	    element);
	put_name(o, &d->name);
	buf_puts(&o->buf, "\">");
	if (d->typed)
		fragment_write(&o->buf, d->value);
	else
		put_name(o, &d->member);
	buf_printf(&o->buf, "</%.*s:%s>", SLICE_ARG(xbrldi), element);
}

static void
put_place(struct formula_output *o, const struct made_context *c,
    enum made_place place)
{
	const char *element = place == MADE_SEGMENT ? "segment" : "scenario";
	bool any = c->occ[place].n > 0;
	size_t i;

	for (i = 0; i < c->dimensions.n; i++)
		any |= c->dimensions.v[i].place == place;
	if (!any)
		return;
	buf_printf(&o->buf, "<xbrli:%s>", element);
	for (i = 0; i < c->dimensions.n; i++)
		if (c->dimensions.v[i].place == place)
			put_dimension(o, &c->dimensions.v[i]);
	for (i = 0; i < c->occ[place].n; i++)
		fragment_write(&o->buf, c->occ[place].v[i]);
	buf_printf(&o->buf, "</xbrli:%s>", element);
}

static void
put_period(struct buf *b, const struct period *p)
{
	switch (p->kind) {
	case PERIOD_INSTANT:
		buf_puts(b, "<xbrli:instant>");
		moment_print_end(b, p->end);
		buf_puts(b, "</xbrli:instant>");
		break;
	case PERIOD_DURATION:
		buf_puts(b, "<xbrli:startDate>");
		moment_print(b, p->start);
		buf_puts(b, "</xbrli:startDate><xbrli:endDate>");
		moment_print_end(b, p->end);
		buf_puts(b, "</xbrli:endDate>");
		break;
	case PERIOD_FOREVER:
	case PERIOD_BAD:
		buf_puts(b, "<xbrli:forever/>");
		break;
	}
}

static uint32_t
add_context(struct formula_output *o, const struct made_context *c)
{
	struct buf *b = &o->buf;

	buf_clear(b);
	buf_puts(b, "<xbrli:entity><xbrli:identifier scheme=\"");
	fragment_text(b, c->scheme, true);
	buf_puts(b, "\">");
	fragment_text(b, c->identifier, false);
	buf_puts(b, "</xbrli:identifier>");
	put_place(o, c, MADE_SEGMENT);
	buf_puts(b, "</xbrli:entity><xbrli:period>");
	put_period(b, &c->period);
	buf_puts(b, "</xbrli:period>");
	put_place(o, c, MADE_SCENARIO);
	return intern_add(o->contexts, buf_get(b));
}

/* --- units --- */

static void
put_measures(struct formula_output *o, const struct xp_qname *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		buf_puts(&o->buf, "<xbrli:measure>");
		put_name(o, &v[i]);
		buf_puts(&o->buf, "</xbrli:measure>");
	}
}

static uint32_t
add_unit(struct formula_output *o, const struct made_unit *u)
{
	buf_clear(&o->buf);
	if (u->denominator.n == 0) {
		put_measures(o, u->numerator.v, u->numerator.n);
	} else {
		buf_puts(&o->buf, "<xbrli:divide><xbrli:unitNumerator>");
		put_measures(o, u->numerator.v, u->numerator.n);
		buf_puts(&o->buf,
		    "</xbrli:unitNumerator><xbrli:unitDenominator>");
		put_measures(o, u->denominator.v, u->denominator.n);
		buf_puts(&o->buf,
		    "</xbrli:unitDenominator></xbrli:divide>");
	}
	return intern_add(o->units, buf_get(&o->buf));
}

/* --- facts --- */

static struct slice
name_text(struct formula_output *o, const struct xp_qname *q)
{
	buf_clear(&o->buf);
	put_name(o, q);
	return arena_copy(o->arena, buf_get(&o->buf));
}

void
output_add(struct formula_output *o, const struct made *m, uint64_t copies)
{
	struct output_fact f = { .nil = m->nil, .decimals = m->decimals,
	    .precision = m->precision, .copies = copies };

	f.name = name_text(o, &m->name);
	f.context = add_context(o, &m->context);
	if (m->numeric)
		f.unit = add_unit(o, &m->unit);
	f.value = m->qname.local.n > 0 ? name_text(o, &m->qname) :
	    arena_copy(o->arena, m->text);
	if (m->nil)
		(void)prefix_of(o, SLICE(NS_XSI), SLICE("xsi"));
	VEC_PUSH(&o->facts, f);
	o->n += copies;
}
