/* output_write.c: what formulas made as a document; see output.h. */
#include "base/uri.h"
#include "formula/output_local.h"

/* How much of two URIs is the same folders. */
static size_t
common_folders(struct slice a, struct slice b)
{
	size_t i, n = 0;

	for (i = 0; i < a.n && i < b.n && a.s[i] == b.s[i]; i++)
		if (a.s[i] == '/')
			n = i + 1;
	return n;
}

/* A URI as seen from the document at another one, where both are files. */
static struct slice
relative(struct slice uri, struct slice from, struct arena *a)
{
	struct buf b = BUF_ANY;
	struct slice rest;
	size_t n, i;

	if (from.n == 0 || !slice_starts(uri, SLICE("file:///")) ||
	    !slice_starts(from, SLICE("file:///")))
		return uri;
	n = common_folders(uri, from);
	for (i = n; i < from.n; i++)
		if (from.s[i] == '/')
			buf_puts(&b, "../");
	rest = slice_from(uri, n);
	if (b.n == 0 && memchr(rest.s, ':', rest.n) != NULL)
		buf_puts(&b, "./");
	buf_slice(&b, rest);
	uri = arena_copy(a, buf_get(&b));
	buf_free(&b);
	return uri;
}

static void
write_root(struct buf *b, const struct formula_output *o, const char *path,
    struct arena *a)
{
	struct slice from = path == NULL ? SLICE_NONE : uri_of_path(a, path);
	size_t i;

	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xbrli:xbrl");
	for (i = 0; i < o->prefixes.n; i++) {
		buf_printf(b, "\n    xmlns:%.*s=\"",
		    SLICE_ARG(o->prefixes.v[i].prefix));
		buf_xml(b, o->prefixes.v[i].ns);
		buf_char(b, '"');
	}
	buf_puts(b, ">\n");
	for (i = 0; i < o->schemas.n; i++) {
		buf_puts(b, "<link:schemaRef xlink:type=\"simple\" "
		    "xlink:href=\"");
		buf_xml(b, relative(o->schemas.v[i], from, a));
		buf_puts(b, "\"/>\n");
	}
}

static void
write_all(struct buf *b, const char *element, char letter,
    const struct intern *all)
{
	uint32_t i;

	for (i = 1; i < intern_count(all); i++) {
		buf_printf(b, "<xbrli:%s id=\"%c%u\">", element, letter, i);
		buf_slice(b, intern_get(all, i));
		buf_printf(b, "</xbrli:%s>\n", element);
	}
}

static void
write_accuracy(struct buf *b, const char *attribute, int32_t n)
{
	if (n == DECIMALS_INF)
		buf_printf(b, " %s=\"INF\"", attribute);
	else if (n != DECIMALS_NONE)
		buf_printf(b, " %s=\"%d\"", attribute, n);
}

static void
write_fact(struct buf *b, const struct output_fact *f)
{
	buf_printf(b, "<%.*s contextRef=\"c%u\"", SLICE_ARG(f->name),
	    f->context);
	if (f->unit != 0)
		buf_printf(b, " unitRef=\"u%u\"", f->unit);
	if (f->nil) {
		buf_puts(b, " xsi:nil=\"true\"/>\n");
		return;
	}
	write_accuracy(b, "decimals", f->decimals);
	write_accuracy(b, "precision", f->precision);
	buf_char(b, '>');
	fragment_text(b, f->value, false);
	buf_printf(b, "</%.*s>\n", SLICE_ARG(f->name));
}

void
formula_output_write(struct buf *b, const struct formula_output *o,
    const char *path)
{
	struct arena *a = arena_new();
	uint64_t k;
	size_t i;

	write_root(b, o, path, a);
	write_all(b, "context", 'c', o->contexts);
	write_all(b, "unit", 'u', o->units);
	for (i = 0; i < o->facts.n; i++)
		for (k = 0; k < o->facts.v[i].copies && !b->full; k++)
			write_fact(b, &o->facts.v[i]);
	buf_puts(b, "</xbrli:xbrl>\n");
	arena_free(a);
}
