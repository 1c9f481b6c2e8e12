/*
 * statement_xml.c: the statement document.  docs/statement.xsd describes it;
 * report/html.xsl makes a page of it.
 *
 * (1) Identifiers: facts f1, f2 … by their number in the filing, findings
 *     n1 …, statements s1 …, their rows s1r1 …, their columns s1c1 ….
 * (2) Text that XML cannot hold (control characters, bytes that are no
 *     UTF-8) becomes U+FFFD.
 * (3) The XML of a fact as filed is there while there are not too many facts.
 */
#include "report/statement.h"

#include "base/utf8.h"
#include "base/format.h"
#include "report/finding_index.h"

#define NS_STATEMENT	"https://rekenschap.example/statement/1"
#define EXCERPTS	5000	/* (3): facts */
#define EXCERPT_MAX	600	/* bytes */
#define MARKS		20	/* findings named at a figure */

struct xml_out {
	const struct statements *st;
	struct buf *b;
	struct buf text;	/* scratch */
	struct finding_index index;
};

/* --- text --- */

/* The length of a character that XML 1.0 (2.2) allows, or 0. */
static size_t
xml_char(struct slice s)
{
	size_t len = utf8_length(s);
	unsigned char c = (unsigned char)s.s[0];

	if (len == 1 && c < 0x20 && c != '\t' && c != '\n' && c != '\r')
		return 0;
	if (len == 3 && c == 0xef && (unsigned char)s.s[1] == 0xbf &&
	    (unsigned char)s.s[2] >= 0xbe)
		return 0;
	return len;
}

static void
put(struct buf *b, struct slice s)
{
	size_t i = 0, from = 0, len;

	while (i < s.n) {
		len = xml_char(slice_from(s, i));
		if (len == 0) {
			buf_xml(b, (struct slice){ s.s + from, i - from });
			buf_puts(b, "\xef\xbf\xbd");
			from = ++i;
			continue;
		}
		i += len;
	}
	if (s.n > from)
		buf_xml(b, slice_from(s, from));
}

/* An attribute; none where the value is none or empty. */
static void
attr(struct xml_out *o, const char *name, struct slice value)
{
	if (value.n == 0)
		return;
	buf_printf(o->b, " %s=\"", name);
	put(o->b, value);
	buf_char(o->b, '"');
}

static void
attr_int(struct xml_out *o, const char *name, long long value)
{
	buf_printf(o->b, " %s=\"%lld\"", name, value);
}

static void
flag(struct xml_out *o, const char *name, bool set)
{
	if (set)
		buf_printf(o->b, " %s=\"true\"", name);
}

static void
element(struct xml_out *o, const char *name, struct slice text)
{
	buf_printf(o->b, "<%s>", name);
	put(o->b, text);
	buf_printf(o->b, "</%s>", name);
}

/* What the scratch holds, as an attribute. */
static void
attr_text(struct xml_out *o, const char *name)
{
	attr(o, name, buf_get(&o->text));
	buf_clear(&o->text);
}

static void
label(struct xml_out *o, const char *name, const struct label *l)
{
	buf_printf(o->b, "<%s", name);
	attr(o, "xml:lang", l->lang);
	buf_char(o->b, '>');
	format_text(&o->text, l->text, 400);
	put(o->b, buf_get(&o->text));
	buf_clear(&o->text);
	buf_printf(o->b, "</%s>", name);
}

/* --- parts --- */

static struct slice
qname(struct xml_out *o, struct slice ns, struct slice local)
{
	const struct taxonomy *t = o->st->taxonomy;
	uint32_t e = t == NULL ? NONE : taxonomy_find_element(t, ns, local);
	struct slice s = SLICE_NONE;

	if (e != NONE)
		s = taxonomy_element_qname(t, e, o->st->arena);
	return s.n == 0 ? local : s;
}

static void
members(struct xml_out *o, uint32_t set)
{
	const struct filed *f = o->st->filed;
	uint32_t i;

	for (i = 0; set != NONE && i < f->sets.v[set].n; i++) {
		const struct filed_dimension *d =
		    &f->dimensions.v[f->sets.v[set].first + i];
		struct label axis = label_concept(o->st->taxonomy, d->axis_ns,
		    d->axis_local, o->st->options.lang), member;

		buf_puts(o->b, "<member");
		attr(o, "axis", qname(o, d->axis_ns, d->axis_local));
		if (d->typed.s != NULL) {
			buf_puts(o->b, " typed=\"true\"");
			member = (struct label){ d->typed, SLICE_NONE };
		} else {
			attr(o, "member", qname(o, d->member_ns,
			    d->member_local));
			member = label_concept(o->st->taxonomy, d->member_ns,
			    d->member_local, o->st->options.lang);
		}
		buf_char(o->b, '>');
		label(o, "axis-label", &axis);
		label(o, "label", &member);
		buf_puts(o->b, "</member>");
	}
}

static void
period_text(struct buf *b, const struct span_of_time *p, enum lang lang)
{
	switch (p->kind) {
	case FILED_INSTANT:
		format_date(b, p->end, lang);
		break;
	case FILED_DURATION:
		format_duration(b, p->start, p->end, lang);
		break;
	case FILED_FOREVER:
		buf_puts(b, lang == LANG_NL ? "altijd" : "always");
		break;
	case FILED_NO_PERIOD:
		break;
	}
}

static void
period(struct xml_out *o, uint32_t row)
{
	static const char *const kinds[] = { "", "instant", "duration",
	    "forever" };
	const struct span_of_time *p;

	if (row == NONE)
		return;
	p = &o->st->periods.v[row];
	buf_printf(o->b, "<period kind=\"%s\"", kinds[p->kind]);
	if (p->kind == FILED_DURATION)
		attr(o, "start", p->start);
	attr(o, "end", p->end);
	buf_char(o->b, '>');
	period_text(&o->text, p, o->st->options.lang);
	put(o->b, buf_get(&o->text));
	buf_clear(&o->text);
	buf_puts(o->b, "</period>");
}

/* --- the filing --- */

/* The concepts that name who reports, by their local names. */
static const char *const names[] = {
	"LegalEntityName", "EntityRegistrantName", "RespondentLegalName",
	"NameOfReportingEntityOrOtherMeansOfIdentification",
};

static struct slice
entity_name(const struct statements *st)
{
	size_t k, i;

	for (k = 0; k < sizeof(names) / sizeof(names[0]); k++)
		for (i = 0; i < st->filed->facts.n; i++) {
			const struct filed_fact *f = &st->filed->facts.v[i];

			if (slice_is(f->local, names[k]) && !f->nil &&
			    slice_trim(f->value).n > 0)
				return slice_trim(f->value);
		}
	return SLICE_NONE;
}

/* The title of the report: the label of nothing in the taxonomy is it, so
 * the entry point's file name stands in. */
static void
filing(struct xml_out *o)
{
	const struct filed *f = o->st->filed;

	buf_puts(o->b, "<filing");
	attr(o, "entity", f->entity);
	attr(o, "name", entity_name(o->st));
	attr(o, "report", f->report);
	attr_int(o, "year", f->year);
	attr(o, "period-end", f->period_end);
	format_date(&o->text, f->period_end, o->st->options.lang);
	attr_text(o, "period-end-text");
	attr_int(o, "version", f->version);
	attr(o, "status", f->status);
	attr(o, "file", f->file);
	attr(o, "sha256", f->sha256);
	attr_int(o, "size", (long long)f->bytes.n);
	attr(o, "received", f->received_at);
	attr(o, "software", f->software);
	attr_int(o, "facts", f->n_facts);
	attr_int(o, "errors", f->n_errors);
	attr_int(o, "warnings", f->n_warnings);
	attr_int(o, "findings-dropped", f->n_dropped);
	flag(o, "consolidated", o->st->options.consolidated);
	flag(o, "without-taxonomy", o->st->taxonomy == NULL);
	flag(o, "cut", o->st->cut);
	flag(o, "others", f->others);
	buf_puts(o->b, "/>\n");
}

static void
findings(struct xml_out *o)
{
	const struct filed *f = o->st->filed;
	enum lang lang = o->st->options.lang;
	size_t i, j;

	buf_puts(o->b, "<findings>\n");
	for (i = 0; i < f->findings.n; i++) {
		const struct filed_finding *n = &f->findings.v[i];

		buf_printf(o->b, "<finding id=\"n%zu\"", i + 1);
		attr(o, "code", n->code);
		attr(o, "severity", n->severity);
		attr(o, "source", n->source);
		if (o->index.same[i] != NONE)
			buf_printf(o->b, " same-as=\"n%u\"",
			    o->index.same[i] + 1);
		attr(o, "file", n->file);
		if (n->line > 0) {
			attr_int(o, "line", n->line);
			attr_int(o, "column", n->column);
			attr_int(o, "offset", (long long)n->offset);
			attr_int(o, "length", (long long)n->length);
		}
		attr_int(o, "facts", n->n_facts);
		buf_char(o->b, '>');
		statement_message(&o->text, o->st, n);
		element(o, "message", buf_get(&o->text));
		buf_clear(&o->text);
		element(o, "help", n->help[lang]);
		for (j = 0; j < n->n; j++)
			buf_printf(o->b, "<about fact=\"f%lld\"/>",
			    (long long)f->facts.v[f->finding_facts.v[
			    n->first + j]].ordinal);
		buf_puts(o->b, "</finding>\n");
	}
	buf_puts(o->b, "</findings>\n");
}

/* --- statements --- */

static void
columns(struct xml_out *o, const struct sheet *s, size_t number)
{
	uint32_t group = 0, set = NONE;
	size_t i;

	buf_puts(o->b, "<columns>\n");
	for (i = 0; i < s->columns.n; i++) {
		const struct sheet_column *c = &s->columns.v[i];

		if (i == 0 || c->set != set) {
			if (group > 0)
				buf_puts(o->b, "</group>\n");
			buf_printf(o->b, "<group id=\"s%zug%u\">", number,
			    ++group);
			members(o, c->set);
			set = c->set;
		}
		buf_printf(o->b, "<column id=\"s%zuc%zu\"", number, i + 1);
		if (c->element != NONE)
			attr(o, "concept", taxonomy_element_qname(
			    o->st->taxonomy, c->element, o->st->arena));
		buf_char(o->b, '>');
		period(o, c->period);
		if (c->element != NONE)
			label(o, "label", &c->label);
		buf_puts(o->b, "</column>");
	}
	buf_puts(o->b, group > 0 ? "</group>\n</columns>\n" : "</columns>\n");
}

/* Whether a fact is shown by labels, whatever language is in force at it. */
static bool
is_choice(const struct statements *st, uint32_t fact)
{
	return st->taxonomy != NULL && taxonomy_enumerated(st->taxonomy,
	    st->element_of[fact]) != NULL;
}

/* The findings that name a fact, but for those that another one speaks for. */
static void
marks(struct xml_out *o, uint32_t fact)
{
	const struct finding_index *x = &o->index;
	uint32_t i, n = 0;

	for (i = x->first[fact]; i < x->first[fact + 1] && n < MARKS; i++)
		if (x->same[x->findings[i]] == NONE)
			buf_printf(o->b, "%sn%u", n++ == 0 ? " findings=\"" :
			    " ", x->findings[i] + 1);
	if (n > 0)
		buf_char(o->b, '"');
}

static void
figure(struct xml_out *o, const struct sheet *s, const struct figure *g)
{
	const struct filed_fact *f = &o->st->filed->facts.v[g->fact];
	const struct sheet_row *row = &s->rows.v[g->row];
	bool numeric = statement_is_numeric(o->st, g->fact);

	buf_printf(o->b, "<figure fact=\"f%lld\"", (long long)f->ordinal);
	flag(o, "numeric", numeric);
	flag(o, "nil", f->nil);
	if (numeric && !f->nil)
		attr(o, "value", slice_trim(f->value));
	attr(o, "decimals", f->decimals);
	attr(o, "unit", f->unit);
	if (f->unit.n > 0 && !slice_eq(f->unit, s->unit)) {
		format_unit(&o->text, f->unit, o->st->options.lang);
		attr_text(o, "unit-text");
	}
	attr(o, "xml:lang", numeric || is_choice(o->st, g->fact) ?
	    SLICE_NONE : f->lang);
	marks(o, g->fact);
	buf_char(o->b, '>');
	statement_value(&o->text, o->st, g->fact, row);
	put(o->b, buf_get(&o->text));
	buf_clear(&o->text);
	buf_puts(o->b, "</figure>");
}

/* The findings that are first of all about a fact in this row. */
static void
notes(struct xml_out *o, const struct figure *g, size_t n)
{
	const struct filed *f = o->st->filed;
	const struct finding_index *x = &o->index;
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = x->first[g[i].fact]; j < x->first[g[i].fact + 1] &&
		    j < x->first[g[i].fact] + MARKS; j++) {
			uint32_t k = x->findings[j];

			if (x->same[k] == NONE && f->finding_facts.v[
			    f->findings.v[k].first] == g[i].fact)
				buf_printf(o->b, "<note finding=\"n%u\"/>",
				    k + 1);
		}
}

static void
row_start(struct xml_out *o, const struct sheet_row *r, size_t number,
    size_t row)
{
	buf_printf(o->b, "<row id=\"s%zur%zu\" depth=\"%u\"", number, row + 1,
	    r->depth);
	if (r->element != NONE)
		attr(o, "concept", taxonomy_element_qname(o->st->taxonomy,
		    r->element, o->st->arena));
	else if (r->fact != NONE)
		attr(o, "concept", o->st->filed->facts.v[r->fact].concept);
	attr(o, "role", r->role);
	flag(o, "abstract", r->flags & ROW_ABSTRACT);
	flag(o, "total", r->flags & ROW_TOTAL);
	flag(o, "monetary", r->flags & ROW_MONETARY);
	flag(o, "numeric", r->flags & ROW_NUMERIC);
	flag(o, "negated", r->flags & ROW_NEGATED);
	buf_char(o->b, '>');
	if (r->label.text.s != NULL)
		label(o, "label", &r->label);
	members(o, r->set);
	period(o, r->period);
}

static void
rows(struct xml_out *o, const struct sheet *s, size_t number)
{
	size_t row, i = 0, from;

	buf_puts(o->b, "<rows>\n");
	for (row = 0; row < s->rows.n; row++) {
		row_start(o, &s->rows.v[row], number, row);
		for (from = i; i < s->figures.n && s->figures.v[i].row == row;
		    i++) {
			uint32_t c = s->figures.v[i].column;

			if (i == from || c != s->figures.v[i - 1].column)
				buf_printf(o->b, "%s<cell column=\"s%zuc%u\">",
				    i == from ? "" : "</cell>", number, c + 1);
			figure(o, s, &s->figures.v[i]);
		}
		if (i > from) {
			buf_puts(o->b, "</cell>");
			notes(o, s->figures.v + from, i - from);
		}
		buf_puts(o->b, "</row>\n");
	}
	buf_puts(o->b, "</rows>\n");
}

static void
statement(struct xml_out *o, const struct sheet *s, size_t number)
{
	static const char *const layouts[] = { "columns", "members", "nested",
	    "list" };

	buf_printf(o->b, "<statement id=\"s%zu\" layout=\"%s\"", number,
	    layouts[s->layout]);
	attr(o, "role", s->role);
	attr(o, "unit", s->unit);
	if (s->unit.n > 0) {
		format_unit(&o->text, s->unit, o->st->options.lang);
		attr_text(o, "unit-text");
	}
	flag(o, "mixed", s->mixed);
	attr(o, "decimals", s->decimals);
	buf_puts(o->b, ">\n");
	if (s->title.text.n > 0)
		label(o, "title", &s->title);
	period(o, s->period);
	columns(o, s, number);
	rows(o, s, number);
	buf_puts(o->b, "</statement>\n");
}

/* --- facts --- */

static void
fact(struct xml_out *o, uint32_t i)
{
	const struct filed *x = o->st->filed;
	const struct filed_fact *f = &x->facts.v[i];
	struct label l = label_concept(o->st->taxonomy, f->ns, f->local,
	    o->st->options.lang);

	buf_printf(o->b, "<fact id=\"f%lld\"", (long long)f->ordinal);
	attr(o, "concept", f->concept);
	attr(o, "entity", f->entity);
	attr(o, "unit", f->unit);
	attr(o, "decimals", f->decimals);
	attr(o, "xml:lang", f->lang);
	flag(o, "nil", f->nil);
	flag(o, "numeric", statement_is_numeric(o->st, i));
	attr_int(o, "line", f->line);
	attr_int(o, "column", f->column);
	attr_int(o, "offset", (long long)f->offset);
	attr_int(o, "length", (long long)f->length);
	buf_char(o->b, '>');
	label(o, "label", &l);
	period(o, o->st->period_of[i]);
	members(o, f->set);
	if (!f->nil)
		element(o, "value", f->value);
	if (f->denominator.s != NULL)
		element(o, "denominator", f->denominator);
	if (x->facts.n <= EXCERPTS && f->offset < x->bytes.n) {
		struct slice s = slice_from(x->bytes, (size_t)f->offset);
		size_t n = f->length < s.n ? (size_t)f->length : s.n;

		buf_puts(o->b, n > EXCERPT_MAX ? "<source cut=\"true\">" :
		    "<source>");
		n = n > EXCERPT_MAX ? EXCERPT_MAX : n;
		put(o->b, (struct slice){ s.s, n });
		buf_puts(o->b, "</source>");
	}
	buf_puts(o->b, "</fact>\n");
}

void
statement_xml(const struct statements *st, struct buf *b)
{
	struct xml_out o = { .st = st, .b = b, .text = BUF_ANY };
	size_t i;

	finding_index_make(&o.index, st->filed);
	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<report xmlns=\"" NS_STATEMENT "\"");
	attr(&o, "xml:lang", lang_tag(st->options.lang));
	buf_puts(b, ">\n");
	filing(&o);
	findings(&o);
	buf_puts(b, "<statements>\n");
	for (i = 0; i < st->sheets.n; i++)
		statement(&o, &st->sheets.v[i], i + 1);
	buf_puts(b, "</statements>\n<facts>\n");
	for (i = 0; i < st->filed->facts.n; i++)
		fact(&o, (uint32_t)i);
	buf_puts(b, "</facts>\n</report>\n");
	buf_free(&o.text);
	finding_index_free(&o.index);
}
