/* rekenschap.c: see rekenschap.h: the public face of validate/judge.h. */
#include "lib/rekenschap.h"

#include "base/arena.h"
#include "base/finding_rule.h"
#include "base/mem.h"
#include "base/reason.h"
#include "base/xml.h"
#include "validate/judge.h"
#include "validate/output.h"

struct rekenschap {
	struct arena *arena;
	struct judge_options options;
	const char *error;
	enum lang lang;
};

struct rekenschap_result {
	struct arena *arena;
	enum rekenschap_status status;
	const char *error;
	const char *json;
	struct rekenschap_finding *findings;
	size_t n;
};

struct rekenschap *
rekenschap_new(void)
{
	struct rekenschap *s = mem_calloc(1, sizeof(*s));

	xml_init();
	s->arena = arena_new();
	s->options.ingest.resolver = resolver_new();
	s->lang = LANG_EN;
	return s;
}

void
rekenschap_free(struct rekenschap *s)
{
	if (s == NULL)
		return;
	resolver_free(s->options.ingest.resolver);
	arena_free(s->arena);
	mem_free(s);
}

/* "path: reason", in the language. */
static const char *
reason_at(struct arena *a, const char *path, const char *why, enum lang lang)
{
	struct buf b = BUF_ANY;
	const char *text;

	buf_printf(&b, "%s: ", path);
	reason_text(&b, slice_of(why), lang);
	text = arena_copy(a, buf_get(&b)).s;
	buf_free(&b);
	return text;
}

static int
refuse(struct rekenschap *s, const char *path, const char *why)
{
	s->error = reason_at(s->arena, path, why, s->lang);
	return -1;
}

int
rekenschap_add_package(struct rekenschap *s, const char *path)
{
	const char *why;

	return resolver_add_package(s->options.ingest.resolver, path, NULL,
	    &why) == 0 ? 0 : refuse(s, path, why);
}

int
rekenschap_add_catalog(struct rekenschap *s, const char *path)
{
	const char *why;

	return resolver_add_catalog(s->options.ingest.resolver, path,
	    &why) == 0 ? 0 : refuse(s, path, why);
}

const char *
rekenschap_error(const struct rekenschap *s)
{
	return s->error;
}

void
rekenschap_set_cache(struct rekenschap *s, const char *folder)
{
	s->options.ingest.taxonomy.cache = folder == NULL ? NULL :
	    arena_string(s->arena, folder);
}

void
rekenschap_set_lang(struct rekenschap *s, enum rekenschap_lang lang)
{
	s->lang = lang == REKENSCHAP_NL ? LANG_NL : LANG_EN;
}

static const char *
keep(struct buf *b, struct arena *a)
{
	const char *s = arena_copy(a, buf_get(b)).s;

	buf_clear(b);
	return s;
}

/* The sentence, and behind it how a rule of a taxonomy came to it. */
static void
whole_message(struct buf *b, const struct judged *j, const struct finding *f,
    enum lang lang)
{
	struct buf more = BUF_ANY;

	output_message(b, j, f, lang);
	if (finding_explain(&more, f, lang)) {
		buf_char(b, ' ');
		buf_slice(b, buf_get(&more));
	}
	buf_free(&more);
}

static void
copy_findings(struct rekenschap_result *r, const struct judged *j,
    enum lang lang)
{
	struct buf b = BUF_ANY;
	uint32_t i;

	r->n = findings_count(j->findings);
	r->findings = arena_alloc(r->arena, r->n * sizeof(*r->findings));
	for (i = 0; i < r->n; i++) {
		const struct finding *f = findings_get(j->findings, i);
		const struct message *m = message_of(f->code);
		struct rekenschap_finding *out = &r->findings[i];

		out->code = arena_copy(r->arena, finding_code(f)).s;
		out->severity = severity_name(f->severity);
		out->source = m->source;
		whole_message(&b, j, f, lang);
		out->message = keep(&b, r->arena);
		output_help(&b, j, f, lang);
		out->help = keep(&b, r->arena);
		out->file = arena_string(r->arena, f->place.file == NULL ?
		    j->path : f->place.file);
		out->line = f->place.line;
		out->column = f->place.column;
	}
	buf_free(&b);
}

struct rekenschap_result *
rekenschap_validate(struct rekenschap *s, const char *path)
{
	struct rekenschap_result *r = mem_calloc(1, sizeof(*r));
	struct output_options o = { .lang = s->lang };
	struct buf b = BUF_ANY, piece = BUF_ANY;
	struct judged j;
	bool any = false;

	r->arena = arena_new();
	r->status = (enum rekenschap_status)judge_file(&j, path, &s->options,
	    r->arena);
	r->error = j.why == NULL ? NULL : reason_at(r->arena, path, j.why,
	    s->lang);
	output_json.begin(&b, &o);
	output_json.file(&piece, &o, &j);
	output_json.join(&b, &o, buf_get(&piece), &any);
	output_json.end(&b, &o);
	r->json = keep(&b, r->arena);
	copy_findings(r, &j, s->lang);
	buf_free(&piece);
	buf_free(&b);
	judged_free(&j);
	return r;
}

void
rekenschap_result_free(struct rekenschap_result *r)
{
	if (r == NULL)
		return;
	arena_free(r->arena);
	mem_free(r);
}

enum rekenschap_status
rekenschap_result_status(const struct rekenschap_result *r)
{
	return r->status;
}

const char *
rekenschap_result_error(const struct rekenschap_result *r)
{
	return r->error;
}

size_t
rekenschap_result_count(const struct rekenschap_result *r)
{
	return r->n;
}

const struct rekenschap_finding *
rekenschap_result_finding(const struct rekenschap_result *r, size_t i)
{
	return i < r->n ? &r->findings[i] : NULL;
}

const char *
rekenschap_result_json(const struct rekenschap_result *r)
{
	return r->json;
}
