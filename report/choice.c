/*
 * choice.c: see choice.h.
 *
 * (1) An expanded name URI (2.0, 5) says itself what it names.
 * (2) A QName (1.0) does not: the store has it as filed, not what its prefix
 *     meant there.  The domain knows: what it names is the member with that
 *     local name, in one of the namespaces that members are in; if there are
 *     several, or very many namespaces, the value is shown as it is.  The
 *     namespaces of a domain are looked for once.
 */
#include "report/choice.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/format.h"

#define MAX_SPACES	8	/* namespaces of one domain; one is usual */

struct spaces {			/* of a domain */
	size_t n;		/* MAX_SPACES + 1: too many */
	struct slice ns[MAX_SPACES];
};

struct choices {
	const struct taxonomy *t;
	struct table known;	/* domain to row of spaces */
	VEC(struct spaces) spaces;
};

struct choices *
choices_new(const struct taxonomy *t)
{
	struct choices *c = mem_calloc(1, sizeof(*c));

	c->t = t;
	return c;
}

void
choices_free(struct choices *c)
{
	if (c == NULL)
		return;
	table_free(&c->known);
	VEC_FREE(&c->spaces);
	mem_free(c);
}

/* --- what an entry names --- */

static void
add_space(struct spaces *s, struct slice ns)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (slice_eq(s->ns[i], ns))
			return;
	if (s->n < MAX_SPACES)
		s->ns[s->n] = ns;
	s->n++;
}

static const struct spaces *
spaces_of(struct choices *c, uint32_t domain)
{
	uint32_t row = table_find_int(&c->known, domain), member = NONE;
	struct spaces *s;

	if (row != NONE)
		return &c->spaces.v[row];
	table_add_int(&c->known, domain, (uint32_t)c->spaces.n);
	s = VEC_ADD(&c->spaces);
	while (s->n <= MAX_SPACES && (member = taxonomy_next_member(c->t,
	    domain, member)) != NONE)
		add_space(s, taxonomy_element_ns(c->t, member));
	return s;
}

/* (2): NONE where no member or several have the local name. */
static uint32_t
find_local(struct choices *c, uint32_t domain, struct slice qname)
{
	const char *colon = qname.n == 0 ? NULL :
	    memchr(qname.s, ':', qname.n);
	struct slice local = colon == NULL ? qname :
	    slice_from(qname, (size_t)(colon - qname.s) + 1);
	const struct spaces *s = spaces_of(c, domain);
	uint32_t found = NONE, element;
	size_t i;

	for (i = 0; s->n <= MAX_SPACES && i < s->n; i++) {
		element = taxonomy_find_element(c->t, s->ns[i], local);
		if (element == NONE ||
		    !taxonomy_domain_has(c->t, domain, element))
			continue;
		if (found != NONE)
			return NONE;
		found = element;
	}
	return found;
}

/* --- printing --- */

static void
print_entry(struct buf *b, struct choices *c,
    const struct img_enum_concept *e, struct slice entry, enum lang lang)
{
	uint32_t element = e->form == ENUM_QNAME ?
	    find_local(c, e->domain, entry) : taxonomy_find_uri(c->t, entry);

	if (b->n > 0)
		buf_puts(b, "; ");
	buf_slice(b, element == NONE ? entry : label_of(c->t,
	    NODE(NODE_ELEMENT, element), SLICE_NONE, lang,
	    taxonomy_element_local(c->t, element)).text);
}

bool
choices_print(struct buf *b, struct choices *c, uint32_t element,
    struct slice value, enum lang lang, size_t most)
{
	const struct img_enum_concept *e = c->t == NULL ? NULL :
	    taxonomy_enumerated(c->t, element);
	struct buf text = BUF_ANY;
	struct slice rest, entry;

	if (e == NULL)
		return false;
	for (rest = slice_trim(value); rest.n > 0 && text.n <= 4 * most;
	    rest = slice_trim(slice_from(rest, entry.n))) {
		entry = rest;
		for (entry.n = 0; entry.n < rest.n &&
		    !is_xml_space(rest.s[entry.n]); entry.n++)
			;
		print_entry(&text, c, e, entry, lang);
	}
	format_text(b, buf_get(&text), most);
	buf_free(&text);
	return true;
}
