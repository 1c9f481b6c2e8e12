/* output.c: what the three ways of writing findings share. */
#include "validate/output.h"

#include "base/finding_rule.h"
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

/* --- facts --- */

void
output_fact(const struct report *r, uint32_t fact, enum lang lang,
    struct arena *a, struct fact_text *out)
{
	const struct fact *f = &r->facts.v[fact];
	struct buf b = BUF_ANY;

	out->concept = report_qname(r, f->name, a);
	out->label = output_label(r->taxonomy, f->element, lang);
	describe_value(&b, f);
	out->value = cut(keep(&b, a), a);
	describe_unit(&b, r, f->unit);
	out->unit = keep(&b, a);
	describe_period(&b, r, f->context);
	out->period = keep(&b, a);
	out->line = report_place(r, f->span).line;
	buf_free(&b);
}

struct slice
output_dimensions(const struct report *r, uint32_t fact, struct arena *a)
{
	struct buf b = BUF_ANY;
	struct slice s;

	describe_dimensions(&b, r, r->facts.v[fact].context);
	s = cut(keep(&b, a), a);
	buf_free(&b);
	return s;
}

struct slice
output_variable(const struct finding *f, uint32_t i)
{
	const struct finding_rule *r = f->rule;
	uint32_t k;

	for (k = 0; r != NULL && k < r->n_variables; k++)
		if (i >= r->variables[k].first &&
		    i - r->variables[k].first < r->variables[k].n)
			return r->variables[k].name;
	return SLICE_NONE;
}
