/*
 * output_sarif.c: findings in SARIF 2.1.0 (OASIS), which editors and code
 * review tools show at the line. Rules are the codes that were met.
 */
#include "validate/output.h"

#include "base/uri.h"

static void
sarif_begin(struct buf *b, const struct output_options *o)
{
	enum lang lang = o->lang;
	int i;

	buf_puts(b, "{\"$schema\":\"https://json.schemastore.org/"
	    "sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":"
	    "{\"driver\":{\"name\":\"rekenschap\",\"version\":\""
	    REKENSCHAP_VERSION "\",\"rules\":[");
	for (i = 0; i < FINDING_CODES; i++) {
		const struct message *m = message_of((enum finding_code)i);

		buf_puts(b, i == 0 ? "\n{\"id\":" : ",\n{\"id\":");
		buf_json(b, slice_of(m->code));
		buf_puts(b, ",\"shortDescription\":{\"text\":");
		buf_json(b, slice_of(m->text[lang]));
		buf_puts(b, "},\"help\":{\"text\":");
		buf_json(b, slice_of(m->help[lang]));
		buf_puts(b, "}}");
	}
	buf_puts(b, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
}

static void
region(struct buf *b, const struct place *p)
{
	if (p->line == 0)
		return;
	buf_printf(b, ",\"region\":{\"startLine\":%u", p->line);
	if (p->column > 0)
		buf_printf(b, ",\"startColumn\":%u", p->column);
	if (p->length > 0)
		buf_printf(b, ",\"byteOffset\":%llu,\"byteLength\":%llu",
		    (unsigned long long)p->offset,
		    (unsigned long long)p->length);
	buf_char(b, '}');
}

static void
sarif_file(struct buf *b, const struct output_options *o,
    const struct judged *j, bool *any)
{
	struct arena *a = arena_new();
	struct buf text = BUF_ANY;
	uint32_t i;

	for (i = 0; i < findings_count(j->findings); i++) {
		const struct finding *f = findings_get(j->findings, i);
		const char *file = f->place.file == NULL ? j->path :
		    f->place.file;

		buf_puts(b, *any ? ",\n" : "\n");
		*any = true;
		buf_puts(b, "{\"ruleId\":");
		buf_json(b, slice_of(message_of(f->code)->code));
		buf_printf(b, ",\"level\":\"%s\",\"message\":{\"text\":",
		    severity_name(f->severity));
		buf_clear(&text);
		finding_text(&text, f, o->lang);
		buf_json(b, buf_get(&text));
		buf_puts(b, "},\"locations\":[{\"physicalLocation\":"
		    "{\"artifactLocation\":{\"uri\":");
		buf_json(b, uri_is_absolute(slice_of(file)) ?
		    slice_of(file) : uri_of_path(a, file));
		buf_char(b, '}');
		region(b, &f->place);
		buf_puts(b, "}}]}");
	}
	buf_free(&text);
	arena_free(a);
}

static void
sarif_end(struct buf *b, const struct output_options *o)
{
	(void)o;
	buf_puts(b, "\n]}]}\n");
}

const struct output output_sarif = {
	"sarif", sarif_begin, sarif_file, sarif_end
};
