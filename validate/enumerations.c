/*
 * enumerations.c: facts whose concept takes its values from a domain:
 * Extensible Enumerations 1.0 (REC 2014-10-29), 3, and 2.0 (REC 2020-02-12),
 * 6.1.
 *
 * (1) Nil facts have no value to judge (6.1); an empty element has the
 *     default or fixed value of its declaration.  Of a default QName the image
 *     does not have what its prefix meant in the schema: it is not judged.
 * (2) A value of 2.0 is an expanded name URI, namespace#local (5), one of 1.0 a
 *     QName: whether it names a member is a look-up in the domain that the
 *     image has, whatever the length of that.  What is no URI or QName at
 *     all names none (6.2.1).
 * (3) White space around and between the entries of a set says nothing
 *     (6.2.2); the empty set is a set.  Entries are compared as they are
 *     written, byte by byte, which in UTF-8 is character by character (6.2.3).
 * (4) One finding a fact for each rule, with the first entry that breaks it.
 * (5) That a value is in no domain is known only of a whole DTS; else one
 *     finding names such facts, and no more.
 */
#include "validate/validate.h"

#include <stdlib.h>

#include "validate/rule.h"

#define MAX_ALLOWED	6	/* choices named in a sentence */

struct enumerations {
	const struct report   *r;
	const struct taxonomy *t;
	struct findings *fs;
	struct arena    *scratch;	/* reset after every fact */
	bool             whole;		/* (5) */
	struct finding  *unjudged;
	uint32_t         n_unjudged;
	VEC(struct slice) entries;	/* of the set that is judged */
};

/* --- findings --- */

/* An entry for people: the name of what it names, or its text. */
static struct slice
shown(const struct enumerations *k, uint32_t element, struct slice entry)
{
	return element == NONE ? entry :
	    taxonomy_element_qname(k->t, element, k->scratch);
}

/* The first choices of a domain, and … where there are more. */
static void
allowed_arg(const struct enumerations *k, struct finding *f, uint32_t domain)
{
	struct buf b = BUF(1000);
	uint32_t member = NONE, n = 0;

	while ((member = taxonomy_next_member(k->t, domain, member)) != NONE) {
		if (n > 0)
			buf_puts(&b, ", ");
		if (n++ == MAX_ALLOWED) {
			buf_puts(&b, "…");
			break;
		}
		buf_slice(&b, taxonomy_element_qname(k->t, member,
		    k->scratch));
	}
	if (n == 0)
		buf_char(&b, '-');
	finding_arg(f, "allowed", buf_get(&b));
	buf_free(&b);
}

/* About an entry of a set. */
static struct finding *
complain(struct enumerations *k, enum finding_code code, uint32_t fact,
    struct slice entry)
{
	struct finding *f = rule_fact(k->fs, code, k->r, fact);

	finding_arg(f, "choice", shown(k, taxonomy_find_uri(k->t, entry),
	    entry));
	return f;
}

/* About a value that is not in the domain; element: what it names. */
static struct finding *
not_allowed(struct enumerations *k, enum finding_code code, uint32_t fact,
    const struct img_enum_concept *c, uint32_t element, struct slice entry)
{
	struct finding *f;

	if (k->whole) {
		f = rule_fact(k->fs, code, k->r, fact);
		finding_arg(f, "choice", shown(k, element, entry));
		allowed_arg(k, f, c->domain);
		return f;
	}
	k->n_unjudged++;
	if (k->unjudged == NULL)
		k->unjudged = rule_fact(k->fs,
		    F_xbrl_3_2_EnumerationsNotJudged, k->r, fact);
	else
		finding_fact(k->unjudged, fact);
	return k->unjudged;
}

/* --- single values --- */

static bool
is_allowed(const struct enumerations *k, const struct img_enum_concept *c,
    uint32_t element)
{
	return element != NONE && taxonomy_domain_has(k->t, c->domain,
	    element);
}

/* 2.0, 6.1. */
static void
check_uri(struct enumerations *k, uint32_t fact,
    const struct img_enum_concept *c, struct slice value)
{
	uint32_t element;

	value = slice_trim(value);
	element = taxonomy_find_uri(k->t, value);
	if (c->domain != NONE && !is_allowed(k, c, element))
		(void)not_allowed(k, F_enum2ie_InvalidEnumerationValue, fact,
		    c, element, value);
}

/* 1.0, 3. */
static void
check_qname(struct enumerations *k, uint32_t fact,
    const struct img_enum_concept *c, struct slice value)
{
	uint32_t element = NONE;
	struct slice ns, local;

	value = slice_trim(value);
	if (report_expand(k->r, k->r->facts.v[fact].scope, value, &ns,
	    &local))
		element = taxonomy_find_element(k->t, ns, local);
	if (c->domain != NONE && !is_allowed(k, c, element))
		(void)not_allowed(k, F_enumie_InvalidFactValue, fact, c,
		    element, value);
}

/* --- sets: 2.0, 6.1 --- */

static void
read_entries(struct enumerations *k, struct slice s)
{
	struct slice entry;

	k->entries.n = 0;
	for (s = slice_trim(s); s.n > 0; s = slice_trim(s)) {
		entry = s;
		for (entry.n = 0; entry.n < s.n &&
		    !is_xml_space(s.s[entry.n]); entry.n++)
			;
		VEC_PUSH(&k->entries, entry);
		s = slice_from(s, entry.n);
	}
}

static void
check_members(struct enumerations *k, uint32_t fact,
    const struct img_enum_concept *c)
{
	struct slice first = SLICE_NONE;
	struct finding *f;
	size_t i, n = 0;

	for (i = 0; c->domain != NONE && i < k->entries.n; i++) {
		if (is_allowed(k, c, taxonomy_find_uri(k->t,
		    k->entries.v[i])))
			continue;
		if (n++ == 0)
			first = k->entries.v[i];
	}
	if (n == 0)
		return;
	f = not_allowed(k, F_enum2ie_InvalidEnumerationSetValue, fact, c,
	    taxonomy_find_uri(k->t, first), first);
	if (f != k->unjudged)
		finding_argf(f, "count", "%zu", n);
}

static void
check_order(struct enumerations *k, uint32_t fact)
{
	struct finding *f;
	size_t i;

	for (i = 1; i < k->entries.n; i++) {
		if (slice_cmp(k->entries.v[i - 1], k->entries.v[i]) <= 0)
			continue;
		f = complain(k, F_enum2ie_InvalidEnumerationSetOrder, fact,
		    k->entries.v[i]);
		finding_arg(f, "before", shown(k, taxonomy_find_uri(k->t,
		    k->entries.v[i - 1]), k->entries.v[i - 1]));
		return;
	}
}

static int
cmp_entries(const void *a, const void *b)
{
	return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

/* Sorts the entries: the last to look at them. */
static void
check_unique(struct enumerations *k, uint32_t fact)
{
	size_t i;

	if (k->entries.n > 1)
		qsort(k->entries.v, k->entries.n, sizeof(*k->entries.v),
		    cmp_entries);
	for (i = 1; i < k->entries.n; i++) {
		if (!slice_eq(k->entries.v[i - 1], k->entries.v[i]))
			continue;
		(void)complain(k, F_enum2ie_RepeatedEnumerationSetValue, fact,
		    k->entries.v[i]);
		return;
	}
}

static void
check_fact(struct enumerations *k, uint32_t fact,
    const struct img_enum_concept *c)
{
	const struct fact *f = &k->r->facts.v[fact];
	const struct img_element *e = taxonomy_element(k->t, f->element);
	bool absent = f->value.n == 0 &&
	    (e->flags & (EL_HAS_DEFAULT | EL_HAS_FIXED)) != 0;	/* (1) */
	struct slice value = absent ? taxonomy_text(k->t, e->value) :
	    f->value;

	switch ((enum enum_form)c->form) {
	case ENUM_NOT:
		break;
	case ENUM_QNAME:
		if (!absent)
			check_qname(k, fact, c, value);
		break;
	case ENUM_URI:
		check_uri(k, fact, c, value);
		break;
	case ENUM_URI_SET:
		read_entries(k, value);
		check_members(k, fact, c);
		check_order(k, fact);
		check_unique(k, fact);
		break;
	}
}

void
validate_enumerations(const struct report *r,
    const struct validate_options *o, struct findings *fs)
{
	struct enumerations k = { .r = r, .t = r->taxonomy, .fs = fs };
	const struct img_enum_concept *c;
	struct arena_mark mark;
	uint32_t i;

	(void)o;
	if (k.t == NULL || taxonomy_count(k.t, SEC_ENUM_CONCEPTS) == 0)
		return;
	k.whole = taxonomy_is_whole(k.t);
	k.scratch = arena_new();
	(void)arena_alloc(k.scratch, 1);	/* a chunk that stays */
	mark = arena_mark(k.scratch);
	for (i = 0; i < r->facts.n; i++) {
		const struct fact *f = &r->facts.v[i];

		if (f->element == NONE ||
		    (f->flags & (FACT_NIL | FACT_TUPLE | FACT_MARKUP)) ||
		    (c = taxonomy_enumerated(k.t, f->element)) == NULL)
			continue;
		check_fact(&k, i, c);
		arena_reset(k.scratch, mark);
	}
	if (k.unjudged != NULL)
		finding_argf(k.unjudged, "count", "%u", k.n_unjudged);
	VEC_FREE(&k.entries);
	arena_free(k.scratch);
}
