/* output.c: what the three ways of writing findings share. */
#include "validate/output.h"

#include "ingest/describe.h"

#define MAX_VALUE	120	/* characters of a value that a finding shows */

const struct output *
output_find(const char *name)
{
	static const struct output *const all[] = {
		&output_text, &output_json, &output_sarif
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i]->name, name) == 0)
			return all[i];
	return NULL;
}

static struct slice
keep(struct buf *b, struct arena *a)
{
	struct slice s = arena_copy(a, buf_get(b));

	buf_clear(b);
	return s;
}

/* A value of pages is cut: the place says where the whole of it is. */
static struct slice
cut(struct slice s, struct arena *a)
{
	size_t n = MAX_VALUE;

	s = slice_trim(s);
	if (s.n <= MAX_VALUE)
		return s;
	while (n > 0 && ((unsigned char)s.s[n] & 0xc0) == 0x80)
		n--;
	return slice_of(arena_printf(a, "%.*s…", (int)n, s.s));
}

/* --- names for people --- */

static struct slice
label_of(const struct report *r, uint32_t element, enum lang lang)
{
	return r->taxonomy == NULL || element == NONE ? SLICE_NONE :
	    taxonomy_label(r->taxonomy, NODE(NODE_ELEMENT, element),
	    SLICE(ROLE_LABEL), lang == LANG_NL ? SLICE("nl") : SLICE("en"));
}

/* The row of names of that QName among dimensions and members of a context. */
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
			return d->name;
		if (d->typed == 0 &&
		    slice_eq(report_qname(r, d->value, a), qname))
			return d->value;
	}
	return NONE;
}

/* The row of names of a QName that the finding's facts have; NONE. */
static uint32_t
find_name(const struct report *r, const struct finding *f, struct slice qname,
    struct arena *a)
{
	uint32_t i, row = NONE;

	for (i = 0; i < f->n_facts && i < FINDING_MAX_FACTS && row == NONE;
	    i++) {
		const struct fact *fact;

		if (f->facts[i] >= r->facts.n)
			continue;
		fact = &r->facts.v[f->facts[i]];
		row = slice_eq(report_qname(r, fact->name, a), qname) ?
		    fact->name : find_in_context(r, fact->context, qname, a);
	}
	return row;
}

static bool
write_name(struct buf *b, const struct finding *f, struct slice value,
    enum lang lang, const void *ctx)
{
	const struct report *r = ctx;
	struct slice label = SLICE_NONE;
	struct arena *a;
	uint32_t row;

	if (memchr(value.s, ':', value.n) == NULL)
		return false;
	a = arena_new();
	row = find_name(r, f, value, a);
	if (row != NONE)
		label = slice_trim(label_of(r, r->names.v[row].element, lang));
	arena_free(a);
	if (label.n == 0)
		return false;
	buf_puts(b, "“");
	buf_plain(b, label);
	buf_printf(b, "” (%.*s)", SLICE_ARG(value));
	return true;
}

void
output_message(struct buf *b, const struct judged *j, const struct finding *f,
    enum lang lang)
{
	struct finding_names names = { write_name, j->report };

	finding_text_named(b, f, lang, j->report == NULL ? NULL : &names);
}

void
output_help(struct buf *b, const struct judged *j, const struct finding *f,
    enum lang lang)
{
	struct finding_names names = { write_name, j->report };

	finding_help_named(b, f, lang, j->report == NULL ? NULL : &names);
}

/* --- facts --- */

void
output_fact(const struct report *r, uint32_t fact, enum lang lang,
    struct arena *a, struct fact_text *out)
{
	const struct fact *f = &r->facts.v[fact];
	struct buf b = BUF_ANY;

	out->concept = report_qname(r, f->name, a);
	out->label = label_of(r, f->element, lang);
	describe_value(&b, f);
	out->value = cut(keep(&b, a), a);
	describe_unit(&b, r, f->unit);
	out->unit = keep(&b, a);
	describe_period(&b, r, f->context);
	out->period = keep(&b, a);
	out->line = f->span.line;
	buf_free(&b);
}
