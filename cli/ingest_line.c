/* ingest_line.c: what ingest prints of a filing: a line, or a JSON object. */
#include "cli/ingest_line.h"

static void
key(struct buf *b, const char *name)
{
	buf_char(b, b->n == 0 ? '{' : ',');
	buf_json(b, slice_of(name));
	buf_char(b, ':');
}

static void
text_member(struct buf *b, const char *name, struct slice value)
{
	key(b, name);
	buf_json(b, value);
}

static void
number_member(struct buf *b, const char *name, int64_t value)
{
	key(b, name);
	buf_printf(b, "%lld", (long long)value);
}

void
ingest_line_json(struct buf *b, const char *path, const char *sha256,
    const struct store_receipt *r)
{
	text_member(b, "file", slice_of(path));
	text_member(b, "sha256", slice_of(sha256));
	text_member(b, "entity", r->entity);
	text_member(b, "report", r->report);
	if (r->year == 0) {
		key(b, "year");
		buf_puts(b, "null");
	} else {
		number_member(b, "year", r->year);
	}
	number_member(b, "version", r->version);
	text_member(b, "status", slice_of(filing_status_name(r->status)));
	number_member(b, "facts", r->facts);
	number_member(b, "errors", r->errors);
	number_member(b, "warnings", r->warnings);
	buf_puts(b, "}\n");
}

/* The last part of an entry point's address, without ".xsd". */
static struct slice
short_name(struct slice report)
{
	size_t i;

	for (i = report.n; i > 0 && report.s[i - 1] != '/'; i--)
		;
	report = slice_from(report, i);
	if (slice_ends(report, SLICE(".xsd")))
		report.n -= 4;
	return report;
}

static void
add_count(struct buf *b, int64_t n, const char *one, const char *many)
{
	buf_printf(b, ", %lld %s", (long long)n, n == 1 ? one : many);
}

void
ingest_line_text(struct buf *b, const char *path, const struct store_receipt *r,
    enum lang lang)
{
	static const char *const status[2][3] = {
		{ "aanvaard", "afgekeurd", "stond er al" },
		{ "accepted", "rejected", "duplicate" }
	};
	bool nl = lang == LANG_NL;

	buf_plain(b, slice_of(path));
	buf_puts(b, ": ");
	buf_plain(b, r->entity.n == 0 ? SLICE("?") : r->entity);
	if (r->report.n > 0) {
		buf_char(b, ' ');
		buf_plain(b, short_name(r->report));
	}
	if (r->year != 0)
		buf_printf(b, " %lld", (long long)r->year);
	buf_printf(b, nl ? " versie %lld: %s" : " version %lld: %s",
	    (long long)r->version, status[lang][r->status]);
	add_count(b, r->facts, nl ? "feit" : "fact", nl ? "feiten" : "facts");
	add_count(b, r->errors, nl ? "fout" : "error",
	    nl ? "fouten" : "errors");
	add_count(b, r->warnings, nl ? "waarschuwing" : "warning",
	    nl ? "waarschuwingen" : "warnings");
	buf_char(b, '\n');
}
