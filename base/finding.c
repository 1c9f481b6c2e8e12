/*
 * finding.c: the sink of findings and the catalogue's look-ups; see finding.h.
 *
 * (1) A value of an argument is one line of valid UTF-8: what is no character
 *     becomes U+FFFD and white space becomes a space, so that no rendering can
 *     be broken, or a terminal driven, by the file that is judged.
 * (2) Past FINDINGS_MAX the sink hands out one scratch finding again and
 *     again; its severity is tallied when it is handed out anew, so that an
 *     error which was dropped still counts as one.
 */
#include "base/finding.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

#include "base/arena.h"
#include "base/catalogue.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/finding_rule.h"
#include "base/reason.h"
#include "base/utf8.h"

#define ARG_MAX_CHARS		200
#define SENTENCE_MAX_CHARS	((size_t)2000)

struct findings {
	struct arena   *arena;		/* the findings */
	struct intern  *files;		/* in the order of first naming */
	struct intern  *strings;	/* names and values of arguments */
	VEC(struct finding *) all;
	struct finding  scratch;	/* stands in for a dropped one */
	uint64_t        dropped;
	uint64_t        tally[SEVERITY_ERROR + 1];	/* dropped before it */
};

struct findings *
findings_new(void)
{
	struct findings *fs = mem_calloc(1, sizeof(*fs));

	fs->arena = arena_new();
	fs->files = intern_new();
	fs->strings = intern_new();
	return fs;
}

void
findings_free(struct findings *fs)
{
	if (fs == NULL)
		return;
	arena_free(fs->arena);
	intern_free(fs->files);
	intern_free(fs->strings);
	VEC_FREE(&fs->all);
	mem_free(fs);
}

/* The scratch finding, once what it last stood for is tallied (2). */
static struct finding *
drop(struct findings *fs)
{
	if (fs->dropped++ > 0)
		fs->tally[fs->scratch.severity]++;
	mem_zero(&fs->scratch, sizeof(fs->scratch));
	return &fs->scratch;
}

struct finding *
finding_add(struct findings *fs, enum finding_code code, struct place place)
{
	struct finding *f;

	assert(code < FINDING_CODES);
	if (fs->all.n < FINDINGS_MAX) {
		f = arena_alloc(fs->arena, sizeof(*f));
		f->seq = (uint32_t)fs->all.n;
		VEC_PUSH(&fs->all, f);
		if (place.file != NULL)
			place.file = intern_get(fs->files, intern_add(
			    fs->files, slice_of(place.file))).s;
	} else {
		f = drop(fs);
		f->seq = UINT32_MAX;
		place.file = NULL;
	}
	f->code = code;
	f->severity = catalogue[code].severity;
	f->place = place;
	f->owner = fs;
	return f;
}

/* One character of an argument (1); n bytes, 0 where they are none. */
static void
add_char(struct buf *b, const char *s, size_t n)
{
	unsigned char c = (unsigned char)*s;

	if (n == 1 && is_xml_space(*s))
		buf_char(b, ' ');
	else if (n == 0 || (n == 1 && (c < 0x20 || c == 0x7f)) ||
	    (n == 2 && c == 0xc2 && (unsigned char)s[1] < 0xa0))
		buf_puts(b, "\xef\xbf\xbd");
	else
		buf_add(b, s, n);
}

/* How many of the first characters are ASCII that is kept as it is. */
static size_t
plain_start(struct slice s, size_t most)
{
	size_t n = 0;

	while (n < s.n && n < most && s.s[n] >= 0x20 && s.s[n] < 0x7f)
		n++;
	return n;
}

/* What is kept of a value: one line of so many characters at most. */
static void
clean(struct buf *b, struct slice value, size_t most)
{
	size_t chars = 0, last = 0, n;

	while (value.n > 0) {
		if (chars == most) {
			b->n = last;	/* room for the ellipsis */
			buf_puts(b, "\xe2\x80\xa6");
			return;
		}
		if ((n = plain_start(value, most - chars)) > 0) {
			buf_add(b, value.s, n);
			last = b->n - 1;
			value = slice_from(value, n);
			chars += n;
			continue;
		}
		last = b->n;
		n = utf8_length(value);
		add_char(b, value.s, n);
		value = slice_from(value, n == 0 ? 1 : n);
		chars++;
	}
}

void
finding_arg(struct finding *f, const char *name, struct slice value)
{
	struct findings *fs = f->owner;
	struct finding_arg *arg = NULL;
	struct buf b = BUF_ANY;
	uint32_t i;

	if (f == &fs->scratch)
		return;
	for (i = 0; i < f->n_args; i++)
		if (strcmp(f->args[i].name, name) == 0)
			arg = &f->args[i];
	if (arg == NULL) {
		assert(f->n_args < FINDING_MAX_ARGS);
		if (f->n_args >= FINDING_MAX_ARGS)
			return;
		arg = &f->args[f->n_args++];
		arg->name = intern_get(fs->strings,
		    intern_add(fs->strings, slice_of(name))).s;
	}
	clean(&b, value, ARG_MAX_CHARS);
	arg->value = intern_get(fs->strings,
	    intern_add(fs->strings, buf_get(&b)));
	buf_free(&b);
}

void
finding_argf(struct finding *f, const char *name, const char *fmt, ...)
{
	char text[ARG_MAX_CHARS * 4 + 8];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n < 0)
		n = 0;
	if ((size_t)n >= sizeof(text))
		n = (int)sizeof(text) - 1;	/* over 200 characters anyhow */
	finding_arg(f, name, (struct slice){ text, (size_t)n });
}

void
finding_fact(struct finding *f, uint32_t fact)
{
	if (f->n_facts < FINDING_MAX_FACTS)
		f->facts[f->n_facts] = fact;
	if (f->n_facts < UINT32_MAX)
		f->n_facts++;
}

/* --- rules of taxonomies --- */

/* A text of a rule, as clean as arguments are (1). */
static struct slice
keep_text(struct findings *fs, struct slice text, size_t most)
{
	struct buf b = BUF_ANY;
	struct slice s = SLICE_NONE;

	if (text.s == NULL)
		return s;
	clean(&b, text, most);
	s = b.n == 0 ? SLICE("") : arena_copy(fs->arena, buf_get(&b));
	buf_free(&b);
	return s;
}

static void
keep_side(struct findings *fs, struct finding_side *side)
{
	side->words[LANG_NL] = keep_text(fs, side->words[LANG_NL],
	    SENTENCE_MAX_CHARS);
	side->words[LANG_EN] = keep_text(fs, side->words[LANG_EN],
	    SENTENCE_MAX_CHARS);
	side->value = keep_text(fs, side->value, ARG_MAX_CHARS);
}

static void
keep_variables(struct findings *fs, struct finding_rule *r)
{
	const struct finding_variable *from = r->variables;
	struct finding_variable *to;
	uint32_t i;

	if (r->n_variables > FINDING_MAX_VARIABLES)
		r->n_variables = FINDING_MAX_VARIABLES;
	to = arena_alloc(fs->arena, r->n_variables * sizeof(*to));
	for (i = 0; i < r->n_variables; i++) {
		to[i] = from[i];
		to[i].name = keep_text(fs, from[i].name, ARG_MAX_CHARS);
		to[i].value = keep_text(fs, from[i].value, ARG_MAX_CHARS);
	}
	r->variables = to;
}

void
finding_set_rule(struct finding *f, const struct finding_rule *rule)
{
	struct findings *fs = f->owner;
	struct finding_rule *r;
	int lang;

	if (f == &fs->scratch)
		return;
	f->rule = r = arena_alloc(fs->arena, sizeof(*r));
	*r = *rule;
	r->id = keep_text(fs, r->id, ARG_MAX_CHARS);
	r->code = keep_text(fs, r->code, ARG_MAX_CHARS);
	r->test = keep_text(fs, r->test, SENTENCE_MAX_CHARS);
	r->sign = keep_text(fs, r->sign, ARG_MAX_CHARS);
	r->difference = keep_text(fs, r->difference, ARG_MAX_CHARS);
	r->allowed = keep_text(fs, r->allowed, ARG_MAX_CHARS);
	for (lang = LANG_NL; lang <= LANG_EN; lang++) {
		r->text[lang] = keep_text(fs, r->text[lang],
		    SENTENCE_MAX_CHARS);
		r->explained[lang] = keep_text(fs, r->explained[lang],
		    2 * SENTENCE_MAX_CHARS);
	}
	keep_side(fs, &r->left);
	keep_side(fs, &r->right);
	keep_variables(fs, r);
}

bool
finding_explain(struct buf *b, const struct finding *f, enum lang lang)
{
	const struct finding_rule *r = f->rule;
	bool any = r != NULL && r->explained[lang].n > 0;

	if (any)
		buf_slice(b, r->explained[lang]);
	if (r == NULL || r->more == 0)
		return any;
	buf_printf(b, lang == LANG_NL ?
	    "%sNog %llu keer is niet aan deze controle voldaan." :
	    "%sThis check is not met %llu times more.", any ? " " : "",
	    (unsigned long long)r->more);
	return true;
}

struct slice
finding_code(const struct finding *f)
{
	return f->rule != NULL && f->rule->code.n > 0 ? f->rule->code :
	    slice_of(catalogue[f->code].code);
}

uint32_t
findings_count(const struct findings *fs)
{
	return (uint32_t)fs->all.n;
}

uint64_t
findings_dropped(const struct findings *fs)
{
	return fs->dropped;
}

/* How many have the severity, those that were dropped too. */
static uint32_t
count_severity(const struct findings *fs, enum severity severity)
{
	uint64_t n = fs->tally[severity];
	size_t i;

	for (i = 0; i < fs->all.n; i++)
		n += fs->all.v[i]->severity == severity;
	n += fs->dropped > 0 && fs->scratch.severity == severity;
	return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

uint32_t
findings_errors(const struct findings *fs)
{
	return count_severity(fs, SEVERITY_ERROR);
}

uint32_t
findings_warnings(const struct findings *fs)
{
	return count_severity(fs, SEVERITY_WARNING);
}

const struct finding *
findings_get(const struct findings *fs, uint32_t i)
{
	return i < fs->all.n ? fs->all.v[i] : NULL;
}

/* --- order --- */

/* The rank of a finding's file: the whole submission first. */
static uint32_t
file_rank(const struct finding *f)
{
	uint32_t id;

	if (f->place.file == NULL)
		return 0;
	id = intern_find(f->owner->files, slice_of(f->place.file));
	return id == NONE ? NONE : id + 1;
}

#define ORDER(a, b)	do { if ((a) != (b)) return (a) < (b) ? -1 : 1; } while (0)

static int
by_document(const void *pa, const void *pb)
{
	const struct finding *a = *(struct finding *const *)pa;
	const struct finding *b = *(struct finding *const *)pb;
	int c;

	if (a->place.file != b->place.file)
		ORDER(file_rank(a), file_rank(b));
	ORDER(a->place.offset, b->place.offset);
	ORDER(a->place.line, b->place.line);
	if (a->code != b->code) {
		c = strcmp(catalogue[a->code].code, catalogue[b->code].code);
		if (c != 0)
			return c;
	}
	ORDER(a->seq, b->seq);
	return 0;
}

void
findings_sort(struct findings *fs)
{
	if (fs->all.n > 1)
		qsort(fs->all.v, fs->all.n, sizeof(struct finding *),
		    by_document);
}

/* --- the catalogue --- */

const struct message *
message_of(enum finding_code code)
{
	assert(code < FINDING_CODES);
	return &catalogue[code];
}

/* The catalogue's rows by the text of their code, variants of one code in the
 * catalogue's order; for code_of. */
static enum finding_code by_code[FINDING_CODES];
static once_flag by_code_once = ONCE_FLAG_INIT;

static int
cmp_codes(const void *a, const void *b)
{
	enum finding_code x = *(const enum finding_code *)a;
	enum finding_code y = *(const enum finding_code *)b;
	int c = strcmp(catalogue[x].key, catalogue[y].key);

	if (c != 0)
		return c;
	return x < y ? -1 : x > y;
}

static void
make_by_code(void)
{
	size_t i;

	for (i = 0; i < FINDING_CODES; i++)
		by_code[i] = (enum finding_code)i;
	qsort(by_code, FINDING_CODES, sizeof(by_code[0]), cmp_codes);
}

enum finding_code
code_of(struct slice text)
{
	size_t low = 0, high = FINDING_CODES, mid;

	call_once(&by_code_once, make_by_code);
	while (low < high) {		/* the first that is not before it */
		mid = low + (high - low) / 2;
		if (slice_cmp(slice_of(catalogue[by_code[mid]].key), text) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < FINDING_CODES &&
	    slice_is(text, catalogue[by_code[low]].key))
		return by_code[low];
	return FINDING_CODES;
}

/* --- sentences --- */

/* The argument of that name; a reason in the language (base/reason.h). */
static void
add_arg(struct buf *b, const struct finding *f, struct slice name,
    enum lang lang, const struct finding_names *names)
{
	const struct finding_arg *arg;
	uint32_t i;

	for (i = 0; i < f->n_args; i++) {
		arg = &f->args[i];
		if (!slice_is(name, arg->name))
			continue;
		if (slice_is(name, "reason"))
			reason_text(b, arg->value, lang);
		else if (names == NULL ||
		    !names->write(b, f, arg, lang, names->ctx))
			buf_slice(b, arg->value);
		return;
	}
	buf_char(b, '?');
}

/* The length of "{name}" at the start of s; 0 where there is none. */
static size_t
placeholder(const char *s)
{
	size_t n = 1;

	while ((s[n] >= 'a' && s[n] <= 'z') || s[n] == '_')
		n++;
	return n > 1 && s[n] == '}' ? n + 1 : 0;
}

static void
fill(struct buf *b, const struct finding *f, const char *text, enum lang lang,
    const struct finding_names *names)
{
	size_t n;

	while (*text != '\0') {
		n = strcspn(text, "{");
		buf_add(b, text, n);
		text += n;
		if (*text == '\0')
			return;
		n = placeholder(text);
		if (n > 0)
			add_arg(b, f, (struct slice){ text + 1, n - 2 }, lang,
			    names);
		else
			buf_char(b, *text);
		text += n > 0 ? n : 1;
	}
}

void
finding_text_named(struct buf *b, const struct finding *f, enum lang lang,
    const struct finding_names *names)
{
	if (f->rule != NULL && f->rule->text[lang].n > 0)
		buf_slice(b, f->rule->text[lang]);
	else
		fill(b, f, catalogue[f->code].text[lang], lang, names);
}

void
finding_help_named(struct buf *b, const struct finding *f, enum lang lang,
    const struct finding_names *names)
{
	fill(b, f, catalogue[f->code].help[lang], lang, names);
}

void
finding_text(struct buf *b, const struct finding *f, enum lang lang)
{
	finding_text_named(b, f, lang, NULL);
}

void
finding_help(struct buf *b, const struct finding *f, enum lang lang)
{
	finding_help_named(b, f, lang, NULL);
}

const char *
severity_name(enum severity severity)
{
	switch (severity) {
	case SEVERITY_NOTE:
		return "note";
	case SEVERITY_WARNING:
		return "warning";
	case SEVERITY_ERROR:
		return "error";
	}
	return "error";
}

void
findings_append(struct findings *to, const struct findings *from)
{
	size_t i;
	uint32_t k;

	for (i = 0; i < from->all.n; i++) {
		const struct finding *f = from->all.v[i];
		struct finding *copy = finding_add(to, f->code, f->place);

		copy->severity = f->severity;
		if (f->rule != NULL)
			finding_set_rule(copy, f->rule);
		for (k = 0; k < f->n_args; k++)
			finding_arg(copy, f->args[k].name, f->args[k].value);
	}
}
