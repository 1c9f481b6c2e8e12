/*
 * test_cases.c: our own conformance cases, the files of tests/cases: what
 * the specifications demand and no public suite asks, written as text.  The
 * form of the files is told in tests/cases/README.md.
 *
 * Each case is judged in a folder of its own, by the same way as the command
 * goes (validate/judge.h); a case passes when the set of the codes of all its
 * findings is the set that it expects.
 */
#include "tests/folder.h"

#include "base/uri.h"
#include "tests/case_wants.h"
#include "validate/judge.h"

enum wrapper { AS_IT_STANDS, WRAP_SCHEMA, WRAP_LINKBASE, WRAP_REPORT };

/* A named piece of text: a define, or a file to be written. */
struct text {
	struct slice name;
	struct slice body;	/* expanded and wrapped */
};

typedef VEC(struct text) texts;

struct cases {
	const char  *path;
	int          line;
	struct slice rest;	/* of the file */
	bool         included;	/* it is a head, not a file of cases */
	struct slice specification;
	struct slice schemas;	/* xmlns declarations of all its schemas */
	struct judge_options options;
	struct slice utr;	/* "off", a file of the case, or "default" */
	texts        defines, shared, own;
	struct slice title;	/* of the case that is being read; n 0: none */
	struct slice entry;	/* the file that it judges */
	struct wants wants;	/* beside the codes of its findings */
	int          title_line;
};

static unsigned n_folders;

#define PREFIXES							\
	" xmlns:xs='http://www.w3.org/2001/XMLSchema'"			\
	" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"	\
	" xmlns:xbrli='http://www.xbrl.org/2003/instance'"		\
	" xmlns:link='http://www.xbrl.org/2003/linkbase'"		\
	" xmlns:xlink='http://www.w3.org/1999/xlink'"			\
	" xmlns:iso4217='http://www.xbrl.org/2003/iso4217'"		\
	" xmlns:xbrldt='http://xbrl.org/2005/xbrldt'"			\
	" xmlns:xbrldi='http://xbrl.org/2006/xbrldi'"			\
	" xmlns:gen='http://xbrl.org/2008/generic'"			\
	" xmlns:label='http://xbrl.org/2008/label'"			\
	" xmlns:reference='http://xbrl.org/2008/reference'"		\
	" xmlns:enum='http://xbrl.org/2014/extensible-enumerations'"	\
	" xmlns:enum2='http://xbrl.org/2020/extensible-enumerations-2.0'" \
	" xmlns:num='http://www.xbrl.org/dtr/type/numeric'"		\
	" xmlns:nonnum='http://www.xbrl.org/dtr/type/non-numeric'"	\
	" xmlns:dtr='http://www.xbrl.org/dtr/type/2022-03-31'"		\
	" xmlns:utr='http://www.xbrl.org/2009/utr'"

/* Of linkbases only: what formulas are made of. */
#define FORMULA_PREFIXES						\
	" xmlns:variable='http://xbrl.org/2008/variable'"		\
	" xmlns:formula='http://xbrl.org/2008/formula'"			\
	" xmlns:validation='http://xbrl.org/2008/validation'"		\
	" xmlns:va='http://xbrl.org/2008/assertion/value'"		\
	" xmlns:ea='http://xbrl.org/2008/assertion/existence'"		\
	" xmlns:ca='http://xbrl.org/2008/assertion/consistency'"	\
	" xmlns:bf='http://xbrl.org/2008/filter/boolean'"		\
	" xmlns:cf='http://xbrl.org/2008/filter/concept'"		\
	" xmlns:df='http://xbrl.org/2008/filter/dimension'"		\
	" xmlns:ef='http://xbrl.org/2008/filter/entity'"		\
	" xmlns:gf='http://xbrl.org/2008/filter/general'"		\
	" xmlns:mf='http://xbrl.org/2008/filter/match'"			\
	" xmlns:pf='http://xbrl.org/2008/filter/period'"		\
	" xmlns:rf='http://xbrl.org/2008/filter/relative'"		\
	" xmlns:ssf='http://xbrl.org/2008/filter/segment-scenario'"	\
	" xmlns:tf='http://xbrl.org/2008/filter/tuple'"			\
	" xmlns:uf='http://xbrl.org/2008/filter/unit'"			\
	" xmlns:vf='http://xbrl.org/2008/filter/value'"			\
	" xmlns:acf='http://xbrl.org/2010/filter/aspect-cover'"		\
	" xmlns:crf='http://xbrl.org/2010/filter/concept-relation'"	\
	" xmlns:msg='http://xbrl.org/2010/message'"			\
	" xmlns:cfi='http://xbrl.org/2010/custom-function'"		\
	" xmlns:instance='http://xbrl.org/2010/variable/instance'"	\
	" xmlns:scope='http://xbrl.org/2010/variable/variables-scope'"	\
	" xmlns:sev='http://xbrl.org/2022/assertion-severity'"		\
	" xmlns:sev1='http://xbrl.org/2016/assertion-severity'"		\
	" xmlns:xfi='http://www.xbrl.org/2008/function/instance'"	\
	" xmlns:xff='http://www.xbrl.org/2010/function/formula'"

/* --- reading --- */

static void __attribute__((noreturn))
die(const struct cases *c, const char *what)
{
	printf("Bail out! %s:%d: %s\n", c->path, c->line, what);
	exit(EXIT_FAILURE);
}

static bool
next_line(struct cases *c, struct slice *line)
{
	const char *nl;

	if (c->rest.n == 0)
		return false;
	nl = memchr(c->rest.s, '\n', c->rest.n);
	line->s = c->rest.s;
	line->n = nl == NULL ? c->rest.n : (size_t)(nl - c->rest.s);
	c->rest = slice_from(c->rest, line->n + (nl != NULL));
	c->line++;
	return true;
}

/* The first word of a line; the line keeps what comes after. */
static struct slice
word(struct slice *line)
{
	struct slice w;

	*line = slice_trim(*line);
	w = *line;
	for (w.n = 0; w.n < line->n && line->s[w.n] != ' '; w.n++)
		;
	*line = slice_trim(slice_from(*line, w.n));
	return w;
}

static const struct text *
find(const texts *v, struct slice name)
{
	size_t i;

	for (i = v->n; i > 0; i--)
		if (slice_eq(v->v[i - 1].name, name))
			return &v->v[i - 1];
	return NULL;
}

/* The content lines that follow, without their tab, defines filled in. */
static struct slice
content(struct cases *c)
{
	struct buf b = BUF_ANY;
	struct slice line, name, out;
	const struct text *define;

	while (c->rest.n > 0 && (c->rest.s[0] == '\t' ||
	    c->rest.s[0] == '\n')) {
		(void)next_line(c, &line);
		if (line.n == 0)
			continue;
		line = slice_from(line, 1);
		name = slice_trim(line);
		if (name.n > 0 && name.s[0] == '@') {
			define = find(&c->defines, slice_from(name, 1));
			if (define == NULL)
				die(c, "no such define");
			buf_slice(&b, define->body);
		} else {
			buf_slice(&b, line);
			buf_char(&b, '\n');
		}
	}
	out = arena_copy(arena, buf_get(&b));
	buf_free(&b);
	return out;
}

/* "a" of "a.xsd" */
static struct slice
stem(struct slice name)
{
	const char *dot = memchr(name.s, '.', name.n);

	return dot == NULL ? name :
	    (struct slice){ name.s, (size_t)(dot - name.s) };
}

static struct slice
wrap(const struct cases *c, enum wrapper how, struct slice name,
    struct slice body)
{
	switch (how) {
	case WRAP_SCHEMA:
		return slice_of(arena_printf(arena,
		    "<xs:schema" PREFIXES "%s"
		    " targetNamespace='http://example.org/%.*s'"
		    " elementFormDefault='qualified'>"
		    "<xs:import namespace='http://www.xbrl.org/2003/instance'"
		    " schemaLocation='http://www.xbrl.org/2003/"
		    "xbrl-instance-2003-12-31.xsd'/>\n%s</xs:schema>\n",
		    c->schemas.s, SLICE_ARG(stem(name)), body.s));
	case WRAP_LINKBASE:
		return slice_of(arena_printf(arena,
		    "<link:linkbase" PREFIXES FORMULA_PREFIXES
		    "%s>\n%s</link:linkbase>\n",
		    c->schemas.s, body.s));
	case WRAP_REPORT:
		return slice_of(arena_printf(arena,
		    "<xbrli:xbrl" PREFIXES "%s>\n%s</xbrli:xbrl>\n",
		    c->schemas.s, body.s));
	case AS_IT_STANDS:
		break;
	}
	return body;
}

static void
read_text(struct cases *c, texts *into, enum wrapper how, struct slice name)
{
	struct slice body = content(c);
	struct text t = { name, wrap(c, how, name, body) };

	if (name.n == 0)
		die(c, "a name is missing");
	VEC_PUSH(into, t);
}

/* Goes on with the lines of a head, which may not include another one. */
static void
enter(struct cases *c, struct slice name)
{
	const char *why;
	struct file f;

	if (c->included || name.n == 0)
		die(c, "only a file of cases includes, and a named head");
	c->path = arena_printf(arena, "tests/cases/%.*s", SLICE_ARG(name));
	c->line = 0;
	c->included = true;
	if (file_open(&f, c->path, arena, &why) == -1)
		die(c, why);
	c->rest = arena_copy(arena, f.bytes);
	file_close(&f);
}

/* The names of the schemas that come, in the heads as well. */
static void
list_schemas(struct cases ahead, texts *seen)
{
	struct slice line, key;

	while (next_line(&ahead, &line)) {
		struct text t = { .name = line };

		if (line.n == 0 || line.s[0] == '\t')
			continue;
		key = word(&line);
		t.name = stem(line);
		if (slice_is(key, "include")) {
			struct cases head = ahead;

			enter(&head, line);
			list_schemas(head, seen);
		} else if (slice_is(key, "schema") &&
		    find(seen, t.name) == NULL) {
			VEC_PUSH(seen, t);
		}
	}
}

/* xmlns:a='http://example.org/a' for every schema that the file has. */
static void
declare_schemas(struct cases *c)
{
	struct buf b = BUF_ANY;
	texts seen = { NULL, 0, 0 };
	size_t i;

	list_schemas(*c, &seen);
	for (i = 0; i < seen.n; i++)
		buf_printf(&b, " xmlns:%.*s='http://example.org/%.*s'",
		    SLICE_ARG(seen.v[i].name), SLICE_ARG(seen.v[i].name));
	c->schemas = arena_copy(arena, buf_get(&b));
	VEC_FREE(&seen);
	buf_free(&b);
}

/* --- options, named as the command's --- */

static bool
set_calculation(struct judge_options *o, struct slice value)
{
	static const struct { const char *name; enum calculation v; } all[] = {
		{ "default", CALCULATION_AUTO }, { "1.0", CALCULATION_10 },
		{ "1.1", CALCULATION_11 }, { "xbrl21", CALCULATION_XBRL21 },
		{ "1.1-truncation", CALCULATION_11_TRUNCATION },
		{ "off", CALCULATION_OFF },
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (slice_is(value, all[i].name)) {
			o->validate.calculation = all[i].v;
			return true;
		}
	}
	return false;
}

static bool
set_filing_rules(struct judge_options *o, struct slice value)
{
	static const char *const all[] = { "none", "nl", "nl-kvk" };
	int i;

	for (i = 0; i < 3; i++) {
		if (slice_is(value, all[i])) {
			o->validate.filing_rules = (enum filing_rules)i;
			return true;
		}
	}
	return false;
}

static bool
set_today(struct judge_options *o, struct slice value)
{
	return moment_parse_date(&o->validate.today, value) == 0;
}

static void
set_option(struct cases *c, struct slice line)
{
	static const struct {
		const char *name;
		bool (*set)(struct judge_options *, struct slice value);
	} all[] = {
		{ "calculation", set_calculation },
		{ "filing-rules", set_filing_rules },
		{ "today", set_today },
	};
	struct slice name = word(&line);
	size_t i;

	if (slice_is(name, "utr") && line.n > 0) {
		c->utr = line;		/* the file is not there yet */
		return;
	}
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (slice_is(name, all[i].name) &&
		    all[i].set(&c->options, line))
			return;
	die(c, "no such option, or no such value of it");
}

/* --- judging --- */

static void
write_texts(const char *in, const texts *v)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		(void)folder_put(arena_printf(arena, "%s/%.*s", in,
		    SLICE_ARG(v->v[i].name)), v->v[i].body);
}

static bool
names(struct slice codes, struct slice code)
{
	while (codes.n > 0)
		if (slice_eq(word(&codes), code))
			return true;
	return false;
}

/* A catalog.json among the files of a case holds for it. */
static void
add_catalog(const struct cases *c, const char *in, struct resolver *resolver)
{
	const char *why;

	if ((find(&c->own, SLICE("catalog.json")) != NULL ||
	    find(&c->shared, SLICE("catalog.json")) != NULL) &&
	    resolver_add_catalog(resolver, arena_printf(arena,
	    "%s/catalog.json", in), &why) == -1)
		die(c, why);
}

/* The codes of all findings, each once, and "undone" for exit status 2. */
static struct slice
codes_of(const struct findings *fs, int rc)
{
	struct slice codes = SLICE("");
	uint32_t i;

	for (i = 0; i < findings_count(fs); i++) {
		const char *code =
		    message_of(findings_get(fs, i)->code)->code;

		if (!names(codes, slice_of(code)))
			codes = slice_of(arena_printf(arena, "%s%s%s", codes.s,
			    codes.n > 0 ? " " : "", code));
	}
	if (rc == 2)
		codes = slice_of(arena_printf(arena, "%s%sundone", codes.s,
		    codes.n > 0 ? " " : ""));
	return codes.n == 0 ? SLICE("valid") : codes;
}

static bool
same_codes(struct slice a, struct slice b)
{
	struct slice left = a, right = b;

	while (left.n > 0)
		if (!names(b, word(&left)))
			return false;
	while (right.n > 0)
		if (!names(a, word(&right)))
			return false;
	return true;
}

static void
explain(const struct cases *c, const struct judged *j, struct slice got,
    struct slice want)
{
	uint32_t i;

	printf("# %s:%d: got '%.*s', want '%.*s'\n", c->path, c->title_line,
	    SLICE_ARG(got), SLICE_ARG(want));
	for (i = 0; i < findings_count(j->findings); i++) {
		const struct finding *f = findings_get(j->findings, i);
		struct buf b = BUF_ANY;

		finding_text(&b, f, LANG_EN);
		printf("# %s, line %u: %s\n", message_of(f->code)->code,
		    f->place.line, buf_get(&b).s);
		buf_free(&b);
	}
	if (j->why != NULL)
		printf("# %s\n", j->why);
}

/* As --utr of the command: -1 with *why where the registry is refused. */
static int
set_registry(struct cases *c, const char *in, struct utr **own,
    const char **why)
{
	struct validate_options *o = &c->options.validate;

	*own = NULL;
	o->no_utr = slice_is(c->utr, "off");
	if (!o->no_utr && c->utr.n > 0 && !slice_is(c->utr, "default") &&
	    utr_read(own, arena_printf(arena, "%s/%.*s", in,
	    SLICE_ARG(c->utr)), arena, why) == -1)
		return -1;
	o->utr = *own;
	return 0;
}

static void
judge(struct cases *c, struct slice want)
{
	const char *name = arena_printf(arena, "%u", n_folders++);
	const char *in = folder_path(name);
	const char *path = arena_printf(arena, "%s/%.*s", in,
	    SLICE_ARG(c->entry));
	struct resolver *resolver = resolver_new();
	struct arena *a = arena_new();
	struct judged j = { .path = path };
	struct slice got;
	bool met;
	struct utr *utr;
	int rc = 2;

	if (c->entry.n == 0)
		die(c, "the case has neither report nor entry");
	write_texts(name, &c->shared);
	write_texts(name, &c->own);
	resolver_allow(resolver, in);
	add_catalog(c, in, resolver);
	c->options.ingest.resolver = resolver;
	c->options.formula.output = formula_output_new();
	if (set_registry(c, in, &utr, &j.why) == 0)
		rc = judge_file(&j, path, &c->options, a);
	else
		j.findings = findings_new();
	got = codes_of(j.findings, rc);
	met = wants_met(&c->wants, &j, &c->options, in);
	if (!ok(same_codes(got, want) && met, "%.*s, %.*s",
	    SLICE_ARG(c->specification), SLICE_ARG(c->title)))
		explain(c, &j, got, want);
	wants_tell(&c->wants);
	formula_output_free(c->options.formula.output);
	judged_free(&j);
	utr_free(utr);
	resolver_free(resolver);
	arena_free(a);
}

/* --- a file of cases --- */

static void
begin_case(struct cases *c, struct slice title)
{
	if (c->specification.n == 0 || title.n == 0)
		die(c, "a case needs a specification and a title");
	c->title = title;
	c->title_line = c->line;
	c->entry = SLICE("");
	c->own.n = 0;
	wants_begin(&c->wants);
}

static void
end_case(struct cases *c, struct slice want)
{
	if (c->title.n == 0 || want.n == 0)
		die(c, "expect what, of which case?");
	judge(c, want);
	c->title.n = 0;
	c->own.n = 0;
}

static void read_lines(struct cases *);

static void
include(struct cases *c, struct slice name)
{
	const struct cases back = *c;

	enter(c, name);
	read_lines(c);
	c->path = back.path;
	c->line = back.line;
	c->rest = back.rest;
	c->included = false;
}

static void
read_saying(struct cases *c, struct slice line, bool explains)
{
	struct saying *s = VEC_ADD(&c->wants.sayings);
	struct slice lang;

	s->explains = explains;
	s->severity = explains ? SLICE("") : word(&line);
	lang = word(&line);
	s->lang = slice_is(lang, "nl") ? LANG_NL : LANG_EN;
	s->text = line;
	if ((!slice_is(lang, "nl") && !slice_is(lang, "en")) || line.n == 0)
		die(c, "who says what, in which language?");
}

static void
read_counts(struct cases *c, struct slice line)
{
	struct counted *n = VEC_ADD(&c->wants.counts);

	n->id = word(&line);
	n->satisfied = word(&line);
	n->not_satisfied = word(&line);
	if (n->not_satisfied.n == 0 || line.n > 0)
		die(c, "counts what, how often, how often not?");
}

static void
keyword(struct cases *c, struct slice line)
{
	struct slice key = word(&line);
	texts *into = c->title.n > 0 ? &c->own : &c->shared;

	if (slice_is(key, "include"))
		include(c, line);
	else if (slice_is(key, "specification"))
		c->specification = line;
	else if (slice_is(key, "option"))
		set_option(c, line);
	else if (slice_is(key, "define"))
		read_text(c, &c->defines, AS_IT_STANDS, line);
	else if (slice_is(key, "file"))
		read_text(c, into, AS_IT_STANDS, line);
	else if (slice_is(key, "schema"))
		read_text(c, into, WRAP_SCHEMA, line);
	else if (slice_is(key, "linkbase"))
		read_text(c, into, WRAP_LINKBASE, line);
	else if (slice_is(key, "case"))
		begin_case(c, line);
	else if (slice_is(key, "report"))
		read_text(c, into, WRAP_REPORT, c->entry = line.n > 0 ? line :
		    SLICE("report.xbrl"));
	else if (slice_is(key, "entry"))
		c->entry = line;
	else if (slice_is(key, "says") || slice_is(key, "explains"))
		read_saying(c, line, slice_is(key, "explains"));
	else if (slice_is(key, "counts"))
		read_counts(c, line);
	else if (slice_is(key, "makes") && (c->wants.makes = true))
		read_text(c, into, WRAP_REPORT, SLICE(WANTS_MADE));
	else if (slice_is(key, "expect"))
		end_case(c, line);
	else
		die(c, "no such keyword");
}

static void
read_lines(struct cases *c)
{
	struct slice line;

	while (next_line(c, &line))
		if (line.n > 0 && line.s[0] != '#')
			keyword(c, line);
}

static void
run_cases(const char *path)
{
	struct cases c = { .path = path, .schemas = SLICE("") };
	const char *why;
	struct file f;

	if (file_open(&f, path, arena, &why) == -1) {
		ok(false, "%s: %s", path, why);
		return;
	}
	c.rest = f.bytes;
	declare_schemas(&c);
	read_lines(&c);
	if (c.title.n > 0)
		die(&c, "the last case expects nothing");
	VEC_FREE(&c.defines);
	VEC_FREE(&c.shared);
	VEC_FREE(&c.own);
	wants_free(&c.wants);
	file_close(&f);
}

/* Without arguments all files of cases; else those. */
int
main(int argc, char **argv)
{
	struct slice *files;
	size_t n, i;

	if (!folder_begin())
		return skip_all("no folder for files");
	if (argc > 1) {
		for (; *++argv != NULL;)
			run_cases(*argv);
	} else if (file_list("tests/cases", arena, &files, &n) == 0) {
		for (i = 0; i < n; i++)
			if (slice_ends(files[i], SLICE(".cases")))
				run_cases(arena_printf(arena, "tests/cases/%s",
				    files[i].s));
	}
	folder_end();
	return done();
}
