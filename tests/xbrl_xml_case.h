/*
 * xbrl_xml_case.h: small reports for tests of the reader of xBRL-XML.  Every
 * report is read in several step sizes; the model and the findings must be the
 * same bytes each time.
 */
#ifndef TESTS_XBRL_XML_CASE_H
#define TESTS_XBRL_XML_CASE_H

#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "ingest/ingest.h"
#include "tests/tap.h"

static char path[] = "/tmp/rekenschap-test-XXXXXX";

static struct {
	struct arena    *arena;
	struct findings *findings;
	struct report   *report;
	const char      *why;
	int              rc;
	uint32_t         max_rows;	/* an option of the next readings */
} t;

static inline void
forget(void)
{
	report_free(t.report);
	findings_free(t.findings);
	arena_free(t.arena);
	t.report = NULL;
	t.findings = NULL;
	t.arena = NULL;
}

static inline void
read_file(const char *file, size_t chunk)
{
	struct ingest_options o = { .read_chunk = chunk,
	    .max_rows = t.max_rows,
	    .uri = SLICE("http://example.org/r.xbrl") };

	forget();
	t.arena = arena_new();
	t.findings = findings_new();
	t.why = NULL;
	t.rc = ingest_file(&t.report, file, &o, t.findings, t.arena, &t.why);
}

static inline void
put_slice(struct buf *b, struct slice s)
{
	if (s.s == NULL)
		buf_puts(b, "(none)");
	else
		buf_slice(b, s);
	buf_char(b, '|');
}

static inline void
put_place(struct buf *b, struct place p)
{
	buf_printf(b, "%lu+%lu %u:%u ", (unsigned long)p.offset,
	    (unsigned long)p.length, p.line, p.column);
}

/* Everything that is in the model, as text. */
static inline void
dump_facts(struct buf *b, const struct report *r)
{
	size_t i;

	for (i = 0; i < r->facts.n; i++) {
		const struct fact *f = &r->facts.v[i];

		buf_printf(b, "F %u %u %u %u %u %u %u %u %x %d %d ", f->name,
		    f->context, f->unit, f->parent, f->id, f->lang,
		    f->n_extras, f->node, f->flags, f->decimals,
		    f->precision);
		put_place(b, report_place(r, f->span));
		put_slice(b, f->value);
		put_slice(b, fact_denominator(f));
		buf_char(b, '\n');
	}
}

static inline void
dump_rest(struct buf *b, const struct report *r)
{
	size_t i;

	for (i = 0; i < r->contexts.n; i++) {
		const struct context *c = &r->contexts.v[i];

		buf_printf(b, "C %u %u %u %u+%u %u %u %u %u %u+%u %lu+%lu\n",
		    c->id, c->entity, c->period, c->dimensions,
		    c->n_dimensions, c->dimension_set, c->segment,
		    c->scenario, c->s_equal, c->contents, c->n_contents,
		    (unsigned long)c->span.offset,
		    (unsigned long)c->span.length);
	}
	for (i = 0; i < r->dimensions.n; i++) {
		buf_printf(b, "D %u %u %u ", r->dimensions.v[i].name,
		    r->dimensions.v[i].value, r->dimensions.v[i].typed);
		put_slice(b, r->dimensions.v[i].xml);
	}
	for (i = 0; i < r->footnotes.n; i++) {
		put_slice(b, r->footnotes.v[i].label);
		put_slice(b, r->footnotes.v[i].href);
		put_slice(b, r->footnotes.v[i].xml);
		buf_printf(b, "%u\n", r->footnotes.v[i].fact);
	}
	for (i = 0; i < r->names.n; i++) {
		put_slice(b, r->names.v[i].ns);
		put_slice(b, r->names.v[i].local);
	}
	for (i = 0; i < r->attributes.n; i++)
		put_slice(b, r->attributes.v[i].value);
}

static inline struct slice
dump(struct buf *b)
{
	uint32_t i;

	if (t.report != NULL) {
		dump_facts(b, t.report);
		dump_rest(b, t.report);
	}
	for (i = 0; i < findings_count(t.findings); i++) {
		const struct finding *f = findings_get(t.findings, i);

		buf_printf(b, "! %s %u:%u @%lu ", message_of(f->code)->code,
		    f->place.line, f->place.column,
		    (unsigned long)f->place.offset);
		finding_text(b, f, LANG_EN);
		buf_char(b, '\n');
	}
	return buf_get(b);
}

static inline void
write_file(struct slice bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd == -1 || write(fd, bytes.s, bytes.n) != (ssize_t)bytes.n)
		exit(2);
	close(fd);
}

/* Reads the bytes in all step sizes; leaves the last reading in t. */
static inline void
read_bytes(struct slice bytes, const char *name)
{
	static const size_t steps[] = { 1, 7, 4096, 0 };
	struct buf first = BUF_ANY, next = BUF_ANY;
	bool same = true;
	size_t i;

	write_file(bytes);
	read_file(path, steps[0]);
	dump(&first);
	for (i = 1; i < sizeof(steps) / sizeof(*steps); i++) {
		read_file(path, steps[i]);
		buf_clear(&next);
		same = same && slice_eq(buf_get(&first), dump(&next));
	}
	if (!ok(same, "%s: the same in steps of any size", name))
		printf("# %.300s\n# --\n# %.300s\n", first.s, next.s);
	buf_free(&first);
	buf_free(&next);
}

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"		\
	"<xbrli:xbrl xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" "	\
	"xmlns:link=\"http://www.xbrl.org/2003/linkbase\" "			\
	"xmlns:xlink=\"http://www.w3.org/1999/xlink\" "			\
	"xmlns:xbrldi=\"http://xbrl.org/2006/xbrldi\" "			\
	"xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "		\
	"xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\" "		\
	"xmlns:e=\"http://example.org/e\">\n"
#define SCHEMA "<link:schemaRef xlink:type=\"simple\" xlink:href=\"e.xsd\"/>\n"
#define ENTITY "<xbrli:entity><xbrli:identifier scheme=\"http://s\">42"	\
	"</xbrli:identifier></xbrli:entity>"
#define CTX(id, inner) "<xbrli:context id=\"" id "\">" ENTITY		\
	"<xbrli:period>" inner "</xbrli:period></xbrli:context>\n"
#define C1 CTX("c1", "<xbrli:instant>2022-12-31</xbrli:instant>")
#define U1 "<xbrli:unit id=\"u1\"><xbrli:measure>iso4217:EUR"		\
	"</xbrli:measure></xbrli:unit>\n"
#define TAIL "</xbrli:xbrl>\n"

static inline void
read_text(const char *text, const char *name)
{
	read_bytes(slice_of(text), name);
}

static inline uint32_t
count_code(enum finding_code code)
{
	uint32_t i, n = 0;

	for (i = 0; i < findings_count(t.findings); i++)
		n += findings_get(t.findings, i)->code == code;
	return n;
}

static inline void
no_findings(const char *name)
{
	struct buf b = BUF_ANY;

	if (!ok(findings_count(t.findings) == 0, "%s: nothing found", name)) {
		finding_text(&b, findings_get(t.findings, 0), LANG_EN);
		printf("# %s\n", b.s);
	}
	buf_free(&b);
}

/* A file for the reports; false where there can be none. */
static inline bool
begin(void)
{
	int fd = mkstemp(path);

	if (fd != -1)
		close(fd);
	return fd != -1;
}

static inline int
finish(void)
{
	forget();
	unlink(path);
	return done();
}

#endif
