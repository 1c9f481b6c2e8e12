/*
 * test_duplicates.c: duplicate facts (XBRL 2.1, 4.10; the working group note
 * "Handling Duplicate Facts", 2.1 to 2.4) on reports that are made by hand.
 */
#include "tests/tap.h"

#include "base/mem.h"
#include "taxonomy/dts.h"
#include "taxonomy/image_write.h"
#include "validate/validate.h"

enum { MONEY, TEXT, BOOL, DATE, NAME, LIST, CONCEPTS };
static const char *const concepts[CONCEPTS] = { "Money", "Text", "Bool",
	"Date", "Name", "List" };
static const enum primitive primitives[CONCEPTS] = { PRIM_DECIMAL,
	PRIM_STRING, PRIM_BOOLEAN, PRIM_DATETIME, PRIM_QNAME, PRIM_NONE };

/* The content of List: Text any number of times, then Money once. */
static void
add_content(struct dts *d)
{
	struct img_particle *p;

	p = VEC_ADD(&d->particles);
	*p = (struct img_particle){ .min = 1, .max = 1, .first = 1,
	    .count = 2, .name = NONE, .type = NONE,
	    .kind = PARTICLE_SEQUENCE };
	p = VEC_ADD(&d->particles);
	*p = (struct img_particle){ .min = 1, .max = UNBOUNDED, .name = TEXT,
	    .type = NONE, .kind = PARTICLE_ELEMENT };
	p = VEC_ADD(&d->particles);
	*p = (struct img_particle){ .min = 1, .max = 1, .name = MONEY,
	    .type = NONE, .kind = PARTICLE_ELEMENT };
	d->types.v[LIST].content = CONTENT_ELEMENTS;
	d->elements.v[LIST].kind = EL_TUPLE;
}

static struct taxonomy *
make_taxonomy(struct arena *arena, struct slice *image)
{
	struct dts *d = mem_calloc(1, sizeof(*d));
	struct taxonomy *t = NULL;
	const char *why = "";

	d->arena = arena_new();
	d->findings = findings_new();
	(void)dts_string(d, SLICE(""));
	for (uint32_t i = 0; i < CONCEPTS; i++) {
		struct istr ns = dts_string(d, SLICE("http://e"));
		struct istr local = dts_string(d, slice_of(concepts[i]));
		struct istr prefix = dts_string(d, SLICE("e"));
		struct img_type *type = VEC_ADD(&d->types);
		struct img_element *e;

		type->name = type->base = NONE;
		type->primitive = (uint8_t)primitives[i];
		type->item_type = i == MONEY ? ITEM_MONETARY : ITEM_NONNUMERIC;
		*VEC_ADD(&d->names) = (struct img_name){ ns, local, i, NONE,
		    NONE, prefix };
		e = VEC_ADD(&d->elements);
		e->name = e->type = i;
		e->substitution = e->typed_domain = NONE;
		e->kind = EL_ITEM;
	}
	add_content(d);
	*image = image_write(d);
	dts_free(d);
	if (taxonomy_open_bytes(&t, *image, arena, &why) != 0)
		ok(false, "the image opens: %s", why);
	return t;
}

static struct report *
new_report(struct taxonomy *t)
{
	struct report *r = report_new();

	r->path = "test";
	r->taxonomy = t;
	for (uint32_t i = 0; i < CONCEPTS; i++)
		*VEC_ADD(&r->names) = (struct name){ .ns = SLICE("http://e"),
		    .local = slice_of(concepts[i]),
		    .element = t == NULL ? NONE : i };
	for (uint32_t i = 0; i < 3; i++) {
		struct context *c = VEC_ADD(&r->contexts);
		struct unit *u = VEC_ADD(&r->units);

		/* The third of each is s-equal to the first. */
		c->s_equal = c->period = i % 2;
		u->s_equal = i % 2;
	}
	return r;
}

/* In context and, if numeric, unit 1; decimals as given. */
static struct fact *
add(struct report *r, uint32_t concept, const char *value, int32_t decimals)
{
	struct fact *f = VEC_ADD(&r->facts);

	f->name = concept;
	f->element = r->names.v[concept].element;
	f->unit = concept == MONEY ? 0 : NONE;
	f->parent = f->extras = NONE;
	f->type = f->element;	/* of new_taxonomy: the same rows */
	f->decimals = decimals;
	f->precision = DECIMALS_NONE;
	f->value = slice_of(value);
	f->span.offset = r->facts.n;
	return f;
}

/* What is found, as "WWN": a letter for each warning and note. */
static void
judged(struct report *r, const char *want, const char *why)
{
	struct findings *fs = findings_new();
	struct validate_options o = { .calculation = CALCULATION_AUTO };
	char got[16] = "";
	uint32_t i;

	validate_rule(&rule_duplicates, r, &o, fs);
	for (i = 0; i < findings_count(fs) && i < sizeof(got) - 1; i++)
		got[i] = findings_get(fs, i)->code ==
		    F_xbrl_4_10_InconsistentDuplicates ? 'W' : 'N';
	got[i] = '\0';
	is_str(got, want, why);
	findings_free(fs);
	r->taxonomy = NULL;
	report_free(r);
}

#define NUMBERS	5

static void
test_numbers(struct taxonomy *t)
{
	static const struct { struct { const char *v; int32_t d; } f[NUMBERS];
	    const char *want, *why; } tests[] = {
		{ { { "100", 0 } }, "", "one fact" },
		{ { { "100", 0 }, { "100", 0 } }, "", "complete" },
		{ { { "100", 0 }, { "100.0", 0 } }, "", "complete by value" },
		{ { { "100", 0 }, { "101", 0 } }, "W", "inconsistent" },
		{ { { "1000", -3 }, { "1234", 0 } }, "N", "consistent" },
		{ { { "1234", 0 }, { "1000", -3 }, { "1200", -2 } }, "N",
		  "three at three accuracies" },
		{ { { "1000", -3 }, { "1501", 0 } }, "W",
		  "out of each other's reach" },
		{ { { "1000", -3 }, { "1400", -2 }, { "1300", -2 } }, "W",
		  "one pair is enough" },
		{ { { "100", DECIMALS_INF }, { "100", 0 } }, "N",
		  "the same value, other decimals" },
		{ { { "100", DECIMALS_INF }, { "100.4", DECIMALS_INF } }, "W",
		  "exact and different" },
		{ { { "x", 0 }, { "100", 0 } }, "W", "no number: other text" },
	};

	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		struct report *r = new_report(t), *blind = new_report(NULL);

		for (int k = 0; k < NUMBERS && tests[i].f[k].v != NULL; k++) {
			add(r, MONEY, tests[i].f[k].v, tests[i].f[k].d);
			add(blind, MONEY, tests[i].f[k].v, tests[i].f[k].d);
		}
		judged(r, tests[i].want, tests[i].why);
		judged(blind, tests[i].want, "the same without a taxonomy");
	}
}

static void
declare(struct report *r, const char *prefix, const char *ns, uint32_t outer)
{
	struct declaration d = { .outer = outer,
	    .prefix = intern_add(r->strings, slice_of(prefix)),
	    .ns = intern_add(r->strings, slice_of(ns)) };

	VEC_PUSH(&r->namespaces, d);
}

static void
test_texts(struct taxonomy *t)
{
	static const struct { int concept; const char *a, *b, *want, *why; }
	tests[] = {
		{ TEXT, "one", "one", "", "complete" },
		{ TEXT, "one", "two", "W", "inconsistent" },
		{ TEXT, " one\n  two ", "one two", "", "white space aside" },
		{ TEXT, "onetwo", "one two", "W", "but not all of it" },
		{ TEXT, "one", "One", "W", "case counts" },
		{ TEXT, "", "", "", "empty" },
		{ TEXT, "", "one", "W", "empty and not" },
		{ BOOL, "true", "1", "", "true is 1" },
		{ BOOL, "true", "0", "W", "and not 0" },
		{ BOOL, "true", "maybe", "W", "nor anything else" },
		{ DATE, "2022-12-31T24:00:00", "2023-01-01T00:00:00", "",
		  "one moment" },
		{ DATE, "2022-12-31T12:00:00Z", "2022-12-31T13:00:00+01:00",
		  "", "one moment in two zones" },
		{ DATE, "2022-12-31", "2023-01-01T00:00:00", "W",
		  "a day is no moment" },
		{ DATE, "2022-12-31", "2022-12-30", "W", "two days" },
		{ NAME, "a:x", "b:x", "", "two prefixes of one namespace" },
		{ NAME, "a:x", "c:x", "W", "prefixes of two namespaces" },
		{ NAME, "a:x", "d:x", "W", "a prefix that is not bound" },
		{ NAME, "a:x", "a:y", "W", "other local names" },
	};

	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		struct report *r = new_report(t);

		declare(r, "a", "urn:one", 1);	/* in force at all facts */
		declare(r, "b", "urn:one", 2);
		declare(r, "c", "urn:two", NONE);
		add(r, (uint32_t)tests[i].concept, tests[i].a, DECIMALS_NONE);
		add(r, (uint32_t)tests[i].concept, tests[i].b, DECIMALS_NONE);
		judged(r, tests[i].want, tests[i].why);
	}
}

static void
test_keys(struct taxonomy *t)
{
	struct report *r = new_report(t);

	add(r, MONEY, "1", 0);
	add(r, MONEY, "2", 0)->context = 1;
	judged(r, "", "another context");
	r = new_report(t);
	add(r, MONEY, "1", 0);
	add(r, MONEY, "2", 0)->context = 2;
	judged(r, "W", "an s-equal one");
	r = new_report(t);
	add(r, MONEY, "1", 0);
	add(r, MONEY, "2", 0)->unit = 1;
	judged(r, "", "another unit");
	r = new_report(t);
	add(r, MONEY, "1", 0);
	add(r, MONEY, "2", 0)->unit = 2;
	judged(r, "W", "an s-equal one");
	r = new_report(t);
	add(r, TEXT, "", 0)->flags = FACT_TUPLE;
	add(r, TEXT, "", 0)->flags = FACT_TUPLE;
	add(r, MONEY, "1", 0)->parent = 0;
	add(r, MONEY, "2", 0)->parent = 1;
	judged(r, "", "other tuples; tuples themselves are no matter");
	r = new_report(t);
	add(r, LIST, "", 0)->flags = FACT_TUPLE;
	add(r, TEXT, "S.01.01", 0)->parent = 0;
	add(r, TEXT, "S.02.01", 0)->parent = 0;
	judged(r, "", "what a tuple takes more than once is a list");
	r = new_report(t);
	add(r, LIST, "", 0)->flags = FACT_TUPLE;
	add(r, MONEY, "1", 0)->parent = 0;
	add(r, MONEY, "2", 0)->parent = 0;
	judged(r, "W", "what it takes once is not");
	r = new_report(t);
	add(r, TEXT, "one", 0)->lang = 1;
	add(r, TEXT, "een", 0)->lang = 2;
	judged(r, "", "another language");
	r = new_report(t);
	add(r, TEXT, "one", 0)->lang = 1;
	add(r, TEXT, "two", 0)->lang = 1;
	judged(r, "W", "the same language");
	r = new_report(t);
	add(r, BOOL, "true", 0)->lang = 1;
	add(r, BOOL, "false", 0)->lang = 2;
	judged(r, "W", "only text has a language");
	r = new_report(t);
	add(r, MONEY, "", 0)->flags = FACT_NIL;
	add(r, MONEY, "1", 0);
	judged(r, "W", "nil and not nil");
	r = new_report(t);
	add(r, MONEY, "", 0)->flags = FACT_NIL;
	add(r, MONEY, "", 0)->flags = FACT_NIL;
	judged(r, "", "both nil");
	r = new_report(t);
	add(r, MONEY, "1", 0)->context = NONE;
	add(r, MONEY, "2", 0)->context = NONE;
	judged(r, "", "no context known");
	r = new_report(t);
	for (int i = 0; i < 2; i++) {
		struct fact *f = add(r, MONEY, i == 0 ? "1\0003" : "2\0006",
		    DECIMALS_NONE);

		f->flags = FACT_FRACTION | FACT_DENOMINATOR;
	}
	judged(r, "", "1/3 and 2/6");
}

static void
test_finding(struct taxonomy *t)
{
	struct report *r = new_report(t);
	struct findings *fs = findings_new();
	struct validate_options o = { .calculation = CALCULATION_AUTO };
	const struct finding *f;
	struct buf b = BUF_ANY;

	add(r, TEXT, "x", DECIMALS_NONE);
	add(r, MONEY, "100", 0);
	add(r, MONEY, "100", 0);
	add(r, MONEY, " 101 ", 0);
	validate_rule(&rule_duplicates, r, &o, fs);
	is_int(findings_count(fs), 1, "one finding for all of them");
	f = findings_get(fs, 0);
	is_int(f->severity, SEVERITY_WARNING, "a warning");
	is_int((long long)f->place.offset, 2, "at the first");
	is_int(f->n_facts, 3, "with all three");
	finding_text(&b, f, LANG_EN);
	is_slice(buf_get(&b), "e:Money is reported 3 times for the same period "
	    "and circumstances, with values that contradict each other: 100 "
	    "and 101.", "in words");
	buf_free(&b);
	findings_free(fs);
	r->taxonomy = NULL;
	report_free(r);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct slice image;
	struct taxonomy *t = make_taxonomy(arena, &image);

	test_numbers(t);
	test_texts(t);
	test_keys(t);
	test_finding(t);
	taxonomy_close(t);
	mem_free((void *)(uintptr_t)image.s);
	arena_free(arena);
	return done();
}
