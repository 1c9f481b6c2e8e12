/*
 * filing_rules_guide.c: the guidelines of the Dutch channel, FG-NL: what a
 * report should do.  They warn.
 */
#include "validate/filing_rules.h"

#include "base/hash.h"
#include "taxonomy/utr.h"

/* --- FG-NL-03: the prefixes of the taxonomy --- */

/*
 * The taxonomy's prefix for a namespace is the one that the schema of that
 * namespace uses; where schemas of one namespace differ, each of theirs will
 * do.  A namespace of no schema of the taxonomy may have any prefix.
 */
struct used_prefix {
	uint32_t prefix, ns;	/* report->strings */
	uint32_t next;		/* of the same namespace, or NONE */
	struct slice recommended;	/* s NULL: there is none */
	bool     good;
};

struct prefixes {
	VEC(struct used_prefix) all;	/* of the report, each pair once */
	struct table pairs, spaces;	/* rows of all */
	struct table seen;		/* pairs of the taxonomy */
};

static void
note_used(struct prefixes *p, const struct declaration *d)
{
	uint64_t pair = (uint64_t)d->prefix << 32 | d->ns;
	uint32_t row = (uint32_t)p->all.n, first;
	struct used_prefix *u;

	if (d->prefix == 0 || d->ns == 0 ||
	    table_find_int(&p->pairs, pair) != NONE)
		return;
	table_add_int(&p->pairs, pair, row);
	u = VEC_ADD(&p->all);
	*u = (struct used_prefix){ d->prefix, d->ns, NONE, SLICE_NONE,
	    false };
	first = table_find_int(&p->spaces, d->ns);
	if (first == NONE) {
		table_add_int(&p->spaces, d->ns, row);
		return;
	}
	u->next = p->all.v[first].next;
	p->all.v[first].next = row;
}

static void
note_prefix(struct filing *f, struct prefixes *p, struct slice ns,
    struct slice prefix)
{
	uint32_t id = intern_find(f->r->strings, ns);
	uint32_t row = id == NONE ? NONE : table_find_int(&p->spaces, id);

	for (; row != NONE; row = p->all.v[row].next) {
		struct used_prefix *u = &p->all.v[row];

		if (u->recommended.s == NULL)
			u->recommended = prefix;
		u->good |= slice_eq(report_string(f->r, u->prefix), prefix);
	}
}

/* Each pair of namespace and prefix in the taxonomy, once. */
static void
note_prefixes(struct filing *f, struct prefixes *p)
{
	const struct taxonomy *t = f->r->taxonomy;
	uint32_t i, n = taxonomy_count(t, SEC_NAMES);

	for (i = 0; i < n; i++) {
		const struct img_name *name = taxonomy_name(t, i);
		uint64_t key;

		if (name == NULL || name->prefix.len == 0)
			continue;
		key = (uint64_t)name->ns.off << 32 | name->prefix.off;
		if (table_find_int(&p->seen, key) != NONE)
			continue;
		table_add_int(&p->seen, key, 0);
		note_prefix(f, p, taxonomy_text(t, name->ns),
		    taxonomy_text(t, name->prefix));
	}
}

void
rule_fg_nl_03(struct filing *f)
{
	struct prefixes p = { .all = { NULL, 0, 0 } };
	struct finding *at;
	uint32_t i;

	for (i = 0; i < f->r->namespaces.n; i++)
		note_used(&p, &f->r->namespaces.v[i]);
	if (f->r->taxonomy != NULL)
		note_prefixes(f, &p);
	for (i = 0; i < p.all.n; i++) {
		const struct used_prefix *u = &p.all.v[i];

		if (u->good || u->recommended.s == NULL)
			continue;
		at = filing_at(f, F_NL_FG_NL_03, f->r->layout.root);
		finding_arg(at, "namespace", report_string(f->r, u->ns));
		finding_arg(at, "prefix", report_string(f->r, u->prefix));
		finding_arg(at, "recommended", u->recommended);
	}
	VEC_FREE(&p.all);
	table_free(&p.pairs);
	table_free(&p.spaces);
	table_free(&p.seen);
}

/* --- FG-NL-04: referents before references --- */

enum { PLACE_SCHEMA, PLACE_LINKBASE, PLACE_ROLE, PLACE_ARCROLE, PLACE_CONTEXT,
	PLACE_UNIT, PLACE_FACT, PLACES };

static const char *const place_names[PLACES] = {
	"link:schemaRef", "link:linkbaseRef", "link:roleRef",
	"link:arcroleRef", "xbrli:context", "xbrli:unit", NULL
};

/* The spans of what has one place, in document order; facts that stand in a
 * tuple are passed over.  *i moves on; NULL where there are no more. */
static const struct span *
next_of(const struct report *r, int place, uint32_t *i)
{
	static const enum ref_kind kinds[] = { REF_SCHEMA, REF_LINKBASE,
	    REF_ROLE, REF_ARCROLE };

	if (place == PLACE_CONTEXT)
		return *i < r->contexts.n ? &r->contexts.v[(*i)++].span : NULL;
	if (place == PLACE_UNIT)
		return *i < r->units.n ? &r->units.v[(*i)++].span : NULL;
	if (place == PLACE_FACT) {
		while (*i < r->facts.n && r->facts.v[*i].parent != NONE)
			(*i)++;
		return *i < r->facts.n ? &r->facts.v[(*i)++].span : NULL;
	}
	for (; *i < r->references.n; (*i)++)
		if (r->references.v[*i].kind == kinds[place])
			return &r->references.v[(*i)++].span;
	return NULL;
}

static struct slice
place_name(struct filing *f, int place)
{
	if (place_names[place] != NULL)
		return slice_of(place_names[place]);
	return report_qname(f->r, f->r->facts.v[0].name, f->arena);
}

/* One finding for what has one place but stands after something that has a
 * later one: `first` begins at byte `from`. */
static void
check_place(struct filing *f, int place, uint64_t from, int first)
{
	struct finding *at = NULL;
	const struct span *s;
	unsigned n = 0;
	uint32_t i = 0;

	while ((s = next_of(f->r, place, &i)) != NULL) {
		if (s->offset < from || n++ > 0)
			continue;
		at = filing_at(f, F_NL_FG_NL_04, *s);
		finding_arg(at, "element", place_name(f, place));
		finding_arg(at, "after", place_name(f, first));
	}
	if (n > 0)
		finding_argf(at, "count", "%u", n);
}

void
rule_fg_nl_04(struct filing *f)
{
	uint64_t from = UINT64_MAX;
	const struct span *s;
	int place, first = 0;
	uint32_t i;

	for (place = PLACES - 1; place >= 0; place--) {
		check_place(f, place, from, first);
		i = 0;
		s = next_of(f->r, place, &i);
		if (s != NULL && s->offset < from) {
			from = s->offset;
			first = place;
		}
	}
}

/* --- FG-NL-05: no unused namespaces --- */

void
rule_fg_nl_05(struct filing *f)
{
	const struct document_layout *l = &f->r->layout;
	struct finding *at;
	uint32_t i;

	for (i = 0; i < l->root_namespaces; i++) {
		const struct declaration *d = &f->r->namespaces.v[i];

		if (d->used)
			continue;
		at = filing_at(f, F_NL_FG_NL_05, l->root);
		finding_arg(at, "namespace", report_string(f->r, d->ns));
		finding_arg(at, "prefix", d->prefix != 0 ?
		    report_string(f->r, d->prefix) : SLICE("-"));
	}
}

/* --- FG-NL-09: facts without id --- */

void
rule_fg_nl_09(struct filing *f)
{
	struct finding *at = NULL;
	unsigned n = 0;
	uint32_t i;

	for (i = 0; i < f->r->facts.n; i++) {
		if ((f->r->facts.v[i].flags & FACT_HAS_ID) == 0)
			continue;
		if (n++ == 0)
			at = rule_fact(f->fs, F_NL_FG_NL_09, f->r, i);
		else
			finding_fact(at, i);
	}
	if (n > 0)
		finding_argf(at, "count", "%u", n);
}

/* --- FG-NL-11: measures of the units registry --- */

static void
check_measures(struct filing *f, const struct utr *utr, const struct unit *u)
{
	uint32_t i, n = u->n_numerator + u->n_denominator;
	struct finding *at;

	for (i = 0; i < n; i++) {
		uint32_t m = f->r->measures.v[u->measures + i];
		const struct name *name = &f->r->names.v[m];

		if (utr_has_measure(utr, name->ns, name->local))
			continue;
		at = filing_at(f, F_NL_FG_NL_11, u->span);
		finding_arg(at, "unit", report_string(f->r, u->id));
		finding_arg(at, "measure", report_qname(f->r, m, f->arena));
	}
}

void
rule_fg_nl_11(struct filing *f)
{
	struct utr *builtin = f->utr == NULL ? utr_builtin() : NULL;
	uint32_t i;

	for (i = 0; i < f->r->units.n; i++)
		check_measures(f, builtin != NULL ? builtin : f->utr,
		    &f->r->units.v[i]);
	utr_free(builtin);
}
