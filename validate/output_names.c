/*
 * output_names.c: what sentences call things: concepts, dimensions and members
 * by their label, roles by their generic label or definition, in the language
 * of the sentence, with the name behind it: “Baten” (ow-i:IncomeTotal).
 *
 * Findings carry names as text, those that a taxonomy's image keeps too.  Which
 * arguments are names is the table below.
 */
#include "validate/output.h"

enum meaning {
	ELEMENT,		/* prefix:Name */
	ELEMENTS,		/* several: a:x, a:y or a:d=a:m;a:e=a:n */
	ROLE			/* URI of a role or arcrole */
};

static const struct {
	const char  *arg;
	enum meaning meaning;
} meanings[] = {
	{ "alias", ELEMENT }, { "before", ELEMENT }, { "child", ELEMENT },
	{ "choice", ELEMENT }, { "concept", ELEMENT },
	{ "dimension", ELEMENT }, { "domain", ELEMENT },
	{ "element", ELEMENT }, { "field", ELEMENT }, { "from", ELEMENT },
	{ "head", ELEMENT }, { "item", ELEMENT }, { "member", ELEMENT },
	{ "missing", ELEMENT }, { "other", ELEMENT }, { "parent", ELEMENT },
	{ "part", ELEMENT }, { "required", ELEMENT },
	{ "resubmission", ELEMENT }, { "source", ELEMENT },
	{ "target", ELEMENT }, { "to", ELEMENT },
	{ "allowed", ELEMENTS }, { "dimensions", ELEMENTS },
	{ "arcrole", ROLE }, { "role", ROLE }, { "table", ROLE },
};

static const struct taxonomy *
taxonomy_of(const struct judged *j)
{
	return j->report == NULL ? j->taxonomy : j->report->taxonomy;
}

static struct slice
label_of(const struct taxonomy *t, uint32_t node, const char *role,
    enum lang lang)
{
	return slice_trim(taxonomy_label(t, node, slice_of(role),
	    lang == LANG_NL ? SLICE("nl") : SLICE("en")));
}

struct slice
output_label(const struct taxonomy *t, uint32_t element, enum lang lang)
{
	return t == NULL || element == NONE ? SLICE_NONE :
	    taxonomy_label(t, NODE(NODE_ELEMENT, element), SLICE(ROLE_LABEL),
	    lang == LANG_NL ? SLICE("nl") : SLICE("en"));
}

/* --- elements --- */

/* The element of that name among dimensions and members of a context. */
static uint32_t
find_in_context(const struct report *r, uint32_t context, struct slice qname,
    struct arena *a)
{
	const struct context *c;
	const struct dimension *d;
	uint32_t i;

	if (context >= r->contexts.n)
		return NONE;
	c = &r->contexts.v[context];
	for (i = 0; i < c->n_dimensions; i++) {
		d = &r->dimensions.v[c->dimensions + i];
		if (slice_eq(report_qname(r, d->name, a), qname))
			return d->element;
		if (d->typed == 0 &&
		    slice_eq(report_qname(r, d->value, a), qname))
			return d->member;
	}
	return NONE;
}

/* The element of that name that the finding's facts have; NONE. */
static uint32_t
find_in_facts(const struct report *r, const struct finding *f,
    struct slice qname)
{
	struct arena *a = arena_new();
	uint32_t i, element = NONE;

	for (i = 0; i < f->n_facts && i < FINDING_MAX_FACTS && element == NONE;
	    i++) {
		const struct fact *fact;

		if (f->facts[i] >= r->facts.n)
			continue;
		fact = &r->facts.v[f->facts[i]];
		element = slice_eq(report_qname(r, fact->name, a), qname) ?
		    fact->element : find_in_context(r, fact->context, qname,
		    a);
	}
	arena_free(a);
	return element;
}

static bool
write_labelled(struct buf *b, struct slice label, struct slice name)
{
	if (label.n == 0)
		return false;
	buf_puts(b, "“");
	buf_plain(b, label);
	buf_printf(b, "” (%.*s)", SLICE_ARG(name));
	return true;
}

static bool
write_element(struct buf *b, const struct judged *j, const struct finding *f,
    struct slice qname, enum lang lang)
{
	const struct taxonomy *t = taxonomy_of(j);
	uint32_t element = NONE;

	if (qname.n == 0 || memchr(qname.s, ':', qname.n) == NULL)
		return false;
	if (j->report != NULL)
		element = find_in_facts(j->report, f, qname);
	if (element == NONE)
		element = taxonomy_find_qname(t, qname);
	return element != NONE && write_labelled(b, label_of(t,
	    NODE(NODE_ELEMENT, element), ROLE_LABEL, lang), qname);
}

/* Names between what separates them. */
static bool
write_elements(struct buf *b, const struct judged *j, const struct finding *f,
    struct slice text, enum lang lang)
{
	struct slice name;
	size_t n;

	while (text.n > 0) {
		for (n = 0; n < text.n && strchr(",;=", text.s[n]) == NULL;)
			n++;
		name = slice_trim((struct slice){ text.s, n });
		if (!write_element(b, j, f, name, lang))
			buf_slice(b, name);
		if (n < text.n)
			buf_printf(b, text.s[n] == '=' ? " %c " : "%c ",
			    text.s[n]);
		text = slice_from(text, n + 1);
	}
	return true;
}

/* --- roles --- */

static bool
write_role(struct buf *b, const struct taxonomy *t, struct slice uri,
    enum lang lang)
{
	uint32_t row = taxonomy_find_role(t, uri);
	enum node_kind kind = NODE_ROLE;
	const struct img_role *role = taxonomy_role(t, row);
	struct slice label;

	if (role == NULL) {
		row = taxonomy_find_arcrole(t, uri);
		role = taxonomy_arcrole(t, row);
		kind = NODE_ARCROLE;
	}
	if (role == NULL)
		return false;
	label = label_of(t, NODE(kind, row), ROLE_ELEMENT_LABEL, lang);
	return write_labelled(b, label.n > 0 ? label :
	    slice_trim(taxonomy_text(t, role->definition)), uri);
}

/* --- sentences --- */

static bool
write_name(struct buf *b, const struct finding *f,
    const struct finding_arg *arg, enum lang lang, const void *ctx)
{
	const struct judged *j = ctx;
	size_t i;

	for (i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (strcmp(meanings[i].arg, arg->name) == 0)
			break;
	if (i == sizeof(meanings) / sizeof(meanings[0]))
		return false;
	switch (meanings[i].meaning) {
	case ELEMENT:
		return write_element(b, j, f, arg->value, lang);
	case ELEMENTS:
		return write_elements(b, j, f, arg->value, lang);
	case ROLE:
		return write_role(b, taxonomy_of(j), arg->value, lang);
	}
	return false;
}

void
output_message(struct buf *b, const struct judged *j, const struct finding *f,
    enum lang lang)
{
	struct finding_names names = { write_name, j };

	finding_text_named(b, f, lang, taxonomy_of(j) == NULL ? NULL : &names);
}

void
output_help(struct buf *b, const struct judged *j, const struct finding *f,
    enum lang lang)
{
	struct finding_names names = { write_name, j };

	finding_help_named(b, f, lang, taxonomy_of(j) == NULL ? NULL : &names);
}
