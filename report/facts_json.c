/*
 * facts_json.c: see facts.h.  xBRL-JSON 1.0 (REC 2021-10-13).
 *
 * (1) Every namespace has one prefix, the one that the taxonomy or the report
 *     uses, made unique where two claim the same (section 3.1.1).
 * (2) Values are text as filed, white space collapsed but for strings; nil is
 *     null (3.2.2); a QName gets the prefix that its namespace has here.
 *     decimals INF is said by leaving it out (3.2.3).
 * (3) Periods are date-times, the unit xbrli:pure is left out (3.2.4).
 * (4) Links (5.3) name their type and group by aliases: "footnote" and "_" for
 *     the arcrole and role that XBRL 2.1 gives (1.4), t1 …, g1 … for others.
 *     A footnote is a fact of xbrl:note whose noteId is its own id.
 * (5) The prefixes of the model's own namespaces are theirs alone.
 */
#include "base/date.h"
#include "base/decimal.h"
#include "base/names.h"
#include "base/xml.h"
#include "ingest/describe.h"
#include "report/fact_links.h"
#include "report/facts.h"
#include "taxonomy/simple_type.h"

#define NS_OIM		"https://xbrl.org/2021"

struct aliases {		/* of the types or groups of links (4) */
	VEC(struct slice) v;	/* by number; s NULL: not used */
	uint32_t made;
};

struct json_out {
	const struct report *report;
	struct buf *b;
	struct intern *spaces;		/* namespaces that have a prefix */
	VEC(struct slice) prefixes;	/* by number in spaces */
	struct intern *taken;		/* prefixes that are in use */
	struct arena *arena;
	uint32_t made;			/* prefixes and ids of our own */
	struct fact_links links;
	struct slice *note_ids;		/* as links.notes */
	struct intern *ids;		/* those that footnotes have */
	struct aliases types, groups;
	size_t next;			/* in links.all: those of later facts */
};

/* --- names --- */

/* (5): what the prefix of a namespace may be, where it would be `wish`. */
static struct slice
allowed_prefix(struct slice ns, struct slice wish)
{
	static const struct { const char *prefix, *ns; } own[] = {
		{ "xbrl", NS_OIM }, { "xbrli", NS_XBRLI },
		{ "xs", NS_XSD }, { "iso4217", NS_ISO4217 },
		{ "utr", NS_UTR },
	};
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (slice_is(ns, own[i].ns))
			return slice_of(own[i].prefix);
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (slice_is(wish, own[i].prefix))
			return SLICE("");
	return wish;
}

static struct slice
prefix_for(struct json_out *o, struct slice ns, struct slice wish)
{
	uint32_t row = intern_add(o->spaces, ns);
	struct slice p;

	if (row < o->prefixes.n && o->prefixes.v[row].s != NULL)
		return o->prefixes.v[row];
	p = wish = allowed_prefix(ns, wish);
	while (p.n == 0 || intern_find(o->taken, p) != NONE)
		p = slice_of(arena_printf(o->arena, "%.*s%u",
		    SLICE_ARG(wish.n == 0 ? SLICE("ns") : wish), o->made++));
	intern_add(o->taken, p);
	while (o->prefixes.n <= row)
		VEC_PUSH(&o->prefixes, SLICE_NONE);
	o->prefixes.v[row] = arena_copy(o->arena, p);
	return o->prefixes.v[row];
}

static struct slice
qname(struct json_out *o, uint32_t name)
{
	const struct name *n = &o->report->names.v[name];
	struct slice shown = report_qname(o->report, name, o->arena), wish;
	const char *colon = shown.n == 0 ? NULL :
	    memchr(shown.s, ':', shown.n);

	wish = colon == NULL ? n->prefix :
	    (struct slice){ shown.s, (size_t)(colon - shown.s) };
	if (n->ns.n == 0)
		return n->local;
	return slice_of(arena_printf(o->arena, "%.*s:%.*s",
	    SLICE_ARG(prefix_for(o, n->ns, wish)), SLICE_ARG(n->local)));
}

/* --- dimensions of a fact --- */

static void
member(struct json_out *o, const char *key, struct slice value)
{
	buf_printf(o->b, ",\"%s\":", key);
	buf_json(o->b, value);
}

static void
date_time(struct buf *b, struct moment m)
{
	size_t from = b->n;

	moment_print(b, m);
	if (memchr(b->s + from, 'T', b->n - from) == NULL)
		buf_puts(b, "T00:00:00");
}

static void
period(struct json_out *o, const struct context *c)
{
	const struct period *p;
	struct buf text = BUF_ANY;

	if (c->period >= o->report->periods.n)
		return;
	p = &o->report->periods.v[c->period];
	if (p->kind == PERIOD_DURATION) {
		date_time(&text, p->start);
		buf_char(&text, '/');
	}
	if (p->kind == PERIOD_DURATION || p->kind == PERIOD_INSTANT) {
		date_time(&text, p->end);
		member(o, "period", buf_get(&text));
	}
	buf_free(&text);
}

static void
measures(struct json_out *o, struct buf *b, uint32_t first, uint32_t n,
    bool brackets)
{
	uint32_t i;

	if (brackets && n > 1)
		buf_char(b, '(');
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_char(b, '*');
		buf_slice(b, qname(o, o->report->measures.v[first + i]));
	}
	if (brackets && n > 1)
		buf_char(b, ')');
}

static bool
is_pure(const struct report *r, const struct unit *u)
{
	const struct name *n;

	if (u->n_numerator != 1 || u->n_denominator != 0)
		return false;
	n = &r->names.v[r->measures.v[u->measures]];
	return slice_is(n->ns, NS_XBRLI) && slice_is(n->local, "pure");
}

static void
unit(struct json_out *o, const struct fact *f)
{
	const struct unit *u;
	struct buf text = BUF_ANY;
	bool divide;

	if (f->unit == NONE || is_pure(o->report,
	    &o->report->units.v[f->unit]))
		return;
	u = &o->report->units.v[f->unit];
	divide = u->n_denominator > 0;
	measures(o, &text, u->measures, u->n_numerator, divide);
	if (divide) {
		buf_char(&text, '/');
		measures(o, &text, u->measures + u->n_numerator,
		    u->n_denominator, true);
	}
	member(o, "unit", buf_get(&text));
	buf_free(&text);
}

static void
taxonomy_dimensions(struct json_out *o, const struct context *c)
{
	uint32_t i;

	for (i = 0; i < c->n_dimensions; i++) {
		const struct dimension *d =
		    &o->report->dimensions.v[c->dimensions + i];

		buf_char(o->b, ',');
		buf_json(o->b, qname(o, d->name));
		buf_char(o->b, ':');
		buf_json(o->b, d->is_typed ? describe_member(o->report, d,
		    o->arena) : qname(o, d->value));
	}
}

static enum primitive
primitive_of(const struct json_out *o, const struct fact *f)
{
	const struct img_type *t = o->report->taxonomy == NULL ? NULL :
	    taxonomy_type(o->report->taxonomy, f->type);

	return t == NULL ? PRIM_STRING : (enum primitive)t->primitive;
}

static bool
is_string(const struct json_out *o, const struct fact *f)
{
	return primitive_of(o, f) == PRIM_STRING;
}

static void
dimensions(struct json_out *o, const struct fact *f)
{
	const struct context *c = &o->report->contexts.v[f->context];

	buf_puts(o->b, "\"dimensions\":{\"concept\":");
	buf_json(o->b, qname(o, f->name));
	if (c->entity < o->report->entities.n) {
		const struct entity *e = &o->report->entities.v[c->entity];

		member(o, "entity", slice_of(arena_printf(o->arena,
		    "%.*s:%.*s", SLICE_ARG(prefix_for(o, e->scheme,
		    SLICE("scheme"))), SLICE_ARG(e->identifier))));
	}
	period(o, c);
	unit(o, f);
	if (f->lang != 0 && is_string(o, f) &&
	    !report_is_numeric(o->report, f))
		member(o, "language", report_string(o->report, f->lang));
	taxonomy_dimensions(o, c);
	buf_char(o->b, '}');
}

/* --- a fact --- */

static void
accuracy(struct json_out *o, const struct fact *f)
{
	int32_t d = f->decimals;
	struct dec v;

	if (d == DECIMALS_NONE && f->precision != DECIMALS_NONE &&
	    f->precision != DECIMALS_INF &&
	    dec_parse_float(&v, slice_trim(f->value), o->arena) == 0 &&
	    dec_sign(v) != 0)		/* XBRL 2.1, 4.6.6 */
		d = f->precision - dec_magnitude(v) - 1;
	if (d != DECIMALS_NONE && d != DECIMALS_INF)
		buf_printf(o->b, "\"decimals\":%d,", d);
}

/* Whether a fact or footnote has the id. */
static bool
is_taken(const struct json_out *o, struct slice id)
{
	return report_fact_by_id(o->report, id) != NONE ||
	    intern_find(o->ids, id) != NONE;
}

static struct slice
fact_id(struct json_out *o, const struct fact *f, size_t row)
{
	char *made;

	if (f->id != 0)
		return report_fact_id(o->report, f);
	made = arena_printf(o->arena, "f%zu", row + 1);
	while (is_taken(o, slice_of(made)))
		made = arena_printf(o->arena, "%s_", made);
	return slice_of(made);
}

/* --- links (4) --- */

/* The names of footnotes as facts: their ids, or ones that nothing has. */
static void
name_notes(struct json_out *o)
{
	size_t n = o->links.notes.n, i;
	char *made;

	o->note_ids = arena_alloc(o->arena, (n + 1) * sizeof(*o->note_ids));
	for (i = 0; i < n; i++) {
		struct slice id = slice_trim(
		    o->report->footnotes.v[o->links.notes.v[i]].id);

		if (!is_ncname(id) || is_taken(o, id))
			continue;
		o->note_ids[i] = id;
		intern_add(o->ids, id);
	}
	for (i = 0; i < n; i++) {
		if (o->note_ids[i].s != NULL)
			continue;
		made = arena_printf(o->arena, "n%zu", i + 1);
		while (is_taken(o, slice_of(made)))
			made = arena_printf(o->arena, "%s_", made);
		o->note_ids[i] = slice_of(made);
		intern_add(o->ids, o->note_ids[i]);
	}
}

/* Of a footnote that is linked to. */
static struct slice
note_id(const struct json_out *o, uint32_t note)
{
	size_t lo = 0, hi = o->links.notes.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (o->links.notes.v[mid] < note)
			lo = mid + 1;
		else
			hi = mid;
	}
	return o->note_ids[lo];
}

static struct slice
alias_for(struct json_out *o, struct aliases *known,
    const struct intern *uris, uint32_t number, const char *standard,
    const char *name, char letter)
{
	while (known->v.n <= number)
		VEC_PUSH(&known->v, SLICE_NONE);
	if (known->v.v[number].s == NULL)
		known->v.v[number] = slice_of(
		    slice_is(intern_get(uris, number), standard) ? name :
		    arena_printf(o->arena, "%c%u", letter, ++known->made));
	return known->v.v[number];
}

static void
links(struct json_out *o, uint32_t row)
{
	const struct fact_link *l, *before = NULL;
	bool again;

	for (; o->next < o->links.all.n; before = l, o->next++) {
		l = &o->links.all.v[o->next];
		if (l->source > row)
			break;
		again = before != NULL && l->type == before->type;
		if (again && l->group == before->group) {
			buf_char(o->b, ',');
		} else {
			buf_puts(o->b, before == NULL ? ",\"links\":{" :
			    again ? "]," : "]},");
			if (!again) {
				buf_json(o->b, alias_for(o, &o->types,
				    o->links.types, l->type,
				    ARCROLE_FACT_FOOTNOTE, "footnote", 't'));
				buf_puts(o->b, ":{");
			}
			buf_json(o->b, alias_for(o, &o->groups,
			    o->links.groups, l->group, ROLE_LINK, "_", 'g'));
			buf_puts(o->b, ":[");
		}
		buf_json(o->b, l->is_note ? note_id(o, l->target) :
		    fact_id(o, &o->report->facts.v[l->target], l->target));
	}
	if (before != NULL)
		buf_puts(o->b, "]}}");
}

/* A QName means here what the document's namespaces say of its prefix (2). */
static struct slice
qname_value(struct json_out *o, const struct fact *f)
{
	struct slice text = slice_trim(f->value), ns, local, prefix;

	if (!report_expand(o->report, f->scope, text, &ns, &local) ||
	    ns.n == 0)
		return text;
	prefix = (struct slice){ text.s, text.n - local.n };
	if (prefix.n > 0)
		prefix.n--;		/* the colon */
	return slice_of(arena_printf(o->arena, "%.*s:%.*s",
	    SLICE_ARG(prefix_for(o, ns, prefix)), SLICE_ARG(local)));
}

static struct slice
value_of(struct json_out *o, const struct fact *f)
{
	enum primitive p = primitive_of(o, f);

	if (p == PRIM_QNAME)
		return qname_value(o, f);
	return p == PRIM_STRING ? f->value : slice_trim(f->value);
}

static void
fact(struct json_out *o, size_t row, bool first)
{
	const struct fact *f = &o->report->facts.v[row];

	buf_puts(o->b, first ? "\n" : ",\n");
	buf_json(o->b, fact_id(o, f, row));
	buf_puts(o->b, ":{\"value\":");
	if (f->flags & FACT_NIL)
		buf_puts(o->b, "null");
	else
		buf_json(o->b, value_of(o, f));
	buf_char(o->b, ',');
	if (report_is_numeric(o->report, f) && (f->flags & FACT_NIL) == 0)
		accuracy(o, f);
	dimensions(o, f);
	links(o, (uint32_t)row);
	buf_char(o->b, '}');
}

static void
note(struct json_out *o, uint32_t row)
{
	const struct foot *f = &o->report->footnotes.v[row];
	struct slice prefix = prefix_for(o, SLICE(NS_OIM), SLICE("xbrl"));
	struct buf text = BUF_ANY;

	buf_puts(o->b, ",\n");		/* the fact that leads to it is there */
	buf_json(o->b, note_id(o, row));
	buf_puts(o->b, ":{\"value\":");
	fact_links_note(&text, o->report, f);
	buf_json(o->b, buf_get(&text));
	buf_free(&text);
	buf_printf(o->b, ",\"dimensions\":{\"concept\":\"%.*s:note\"",
	    SLICE_ARG(prefix));
	member(o, "noteId", note_id(o, row));
	if (f->lang != 0)
		member(o, "language", report_string(o->report, f->lang));
	buf_puts(o->b, "}}");
}

/* --- the document --- */

static void
alias_map(struct buf *b, const char *name, const struct aliases *known,
    const struct intern *uris)
{
	bool first = true;
	uint32_t i;

	for (i = 0; i < known->v.n; i++) {
		if (known->v.v[i].s == NULL)
			continue;
		if (first)
			buf_printf(b, ",\"%s\":", name);
		buf_char(b, first ? '{' : ',');
		buf_json(b, known->v.v[i]);
		buf_char(b, ':');
		buf_json(b, intern_get(uris, i));
		first = false;
	}
	if (!first)
		buf_char(b, '}');
}

static void
document_info(struct json_out *o, struct buf *b)
{
	bool first = true;
	size_t i;

	buf_puts(b, "{\"documentInfo\":{\"documentType\":"
	    "\"https://xbrl.org/2021/xbrl-json\",\"namespaces\":{");
	for (i = 0; i < o->prefixes.n; i++) {
		if (o->prefixes.v[i].s == NULL)
			continue;
		if (!first)
			buf_char(b, ',');
		first = false;
		buf_json(b, o->prefixes.v[i]);
		buf_char(b, ':');
		buf_json(b, intern_get(o->spaces, (uint32_t)i));
	}
	buf_char(b, '}');
	alias_map(b, "linkTypes", &o->types, o->links.types);
	alias_map(b, "linkGroups", &o->groups, o->links.groups);
	buf_puts(b, ",\"taxonomy\":[");
	for (first = true, i = 0; i < o->report->references.n; i++) {
		if (o->report->references.v[i].kind != REF_SCHEMA)
			continue;
		if (!first)
			buf_char(b, ',');
		first = false;
		buf_json(b, o->report->references.v[i].href);
	}
	buf_puts(b, "]},\n\"facts\":{");
}

void
facts_json(const struct report *r, struct buf *b, uint32_t *left_out)
{
	struct buf facts = BUF_ANY;
	struct json_out o = { .report = r, .b = &facts,
	    .spaces = intern_new(), .taken = intern_new(), .ids = intern_new(),
	    .arena = arena_new() };
	bool first = true;
	size_t i;

	*left_out = 0;
	fact_links_read(&o.links, r);
	name_notes(&o);
	for (i = 0; i < r->facts.n; i++) {
		const struct fact *f = &r->facts.v[i];

		if (f->flags & FACT_TUPLE)
			continue;
		if (f->context == NONE || f->flags & FACT_FRACTION) {
			(*left_out)++;
			continue;
		}
		fact(&o, i, first);
		first = false;
	}
	for (i = 0; i < o.links.notes.n; i++)
		note(&o, o.links.notes.v[i]);
	document_info(&o, b);
	buf_slice(b, buf_get(&facts));
	buf_puts(b, "\n}}\n");
	buf_free(&facts);
	intern_free(o.spaces);
	intern_free(o.taken);
	VEC_FREE(&o.prefixes);
	VEC_FREE(&o.types.v);
	VEC_FREE(&o.groups.v);
	intern_free(o.ids);
	fact_links_free(&o.links);
	arena_free(o.arena);
}
