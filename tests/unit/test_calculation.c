/*
 * test_calculation.c: XBRL 2.1, 5.2.5.2, and Calculations 1.1, on a taxonomy
 * and reports that are made by hand.
 *
 * The taxonomy has A = B + C, T = A - D and W = 1.01 B + 1.01 C.  A report is
 * written as "A=100d0 B=60p2 C=nil ( B=1 )": d gives decimals, p precision,
 * neither means exact; @2 is another context, #2 another unit; parentheses are
 * a tuple, and 3/4 is a fraction.
 */
#include "tests/tap.h"

#include <assert.h>

#include "base/mem.h"
#include "taxonomy/dts.h"
#include "taxonomy/image_write.h"
#include "validate/calculation.h"
#include "validate/validate.h"

static struct arena *arena;

/* --- a taxonomy made by hand --- */

enum { A, B, C, D, T, W, TUPLE, CONCEPTS };
static const char *const concepts[CONCEPTS] = { "A", "B", "C", "D", "T", "W",
	"Tuple" };

struct arc { int network, from, to; const char *weight; };

static const struct arc plain[] = {
	{ 0, A, B, "1" }, { 0, A, C, "1.0" },
	{ 0, W, B, "1.01" }, { 0, W, C, "1.01" },
	{ 1, T, A, "1" }, { 1, T, D, "-1" },
	{ -1, 0, 0, NULL }
};
static const struct arc faulty[] = {
	{ 0, A, B, "1" }, { 0, A, C, "1" }, { 0, A, C, "-1" },
	{ 0, T, TUPLE, "1" },
	{ -1, 0, 0, NULL }
};

static void
add_concepts(struct dts *d)
{
	struct img_type *type = VEC_ADD(&d->types);

	type->name = NONE;
	type->primitive = PRIM_DECIMAL;
	type->item_type = ITEM_MONETARY;
	for (uint32_t i = 0; i < CONCEPTS; i++) {
		struct istr ns = dts_string(d, SLICE("http://e"));
		struct istr local = dts_string(d, slice_of(concepts[i]));
		struct istr prefix = dts_string(d, SLICE("e"));
		struct img_name *n = VEC_ADD(&d->names);
		struct img_element *e = VEC_ADD(&d->elements);

		*n = (struct img_name){ ns, local, i, NONE, NONE, prefix };
		e->name = i;
		e->type = i == TUPLE ? NONE : 0;
		e->substitution = e->typed_domain = NONE;
		e->kind = i == TUPLE ? EL_TUPLE : EL_ITEM;
	}
}

static void
add_networks(struct dts *d, const struct arc *arcs, const char *arcrole)
{
	static const char *const roles[] = { "http://e/1", "http://e/2" };
	const struct arc *a;
	struct img_network *n = NULL;
	int last = -1;

	for (a = arcs; a->weight != NULL; a++) {
		struct istr role = dts_string(d, slice_of(roles[a->network]));
		struct istr arcr = dts_string(d, slice_of(arcrole));
		struct istr weight = dts_string(d, slice_of(a->weight));
		struct img_relationship *r;

		if (a->network != last) {
			n = VEC_ADD(&d->networks);
			n->role = role;
			n->arcrole = arcr;
			n->link = n->arc = NONE;
			n->first = (uint32_t)d->relationships.n;
			last = a->network;
		}
		assert(n != NULL);	/* no arc's network is -1 */
		VEC_PUSH(&d->inverse, (uint32_t)d->relationships.n);
		r = VEC_ADD(&d->relationships);
		r->from = NODE(NODE_ELEMENT, (uint32_t)a->from);
		r->to = NODE(NODE_ELEMENT, (uint32_t)a->to);
		r->weight = weight;
		r->document = NONE;
		n->count++;
	}
}

static struct taxonomy *
make_taxonomy(const struct arc *arcs, const char *arcrole, struct slice *image)
{
	struct dts *d = mem_calloc(1, sizeof(*d));
	struct taxonomy *t = NULL;
	const char *why = "";

	d->arena = arena_new();
	d->findings = findings_new();
	(void)dts_string(d, SLICE(""));
	add_concepts(d);
	add_networks(d, arcs, arcrole);
	*image = image_write(d);
	dts_free(d);
	if (taxonomy_open_bytes(&t, *image, arena, &why) != 0)
		ok(false, "the image opens: %s", why);
	return t;
}

/* --- a report made by hand --- */

static void
read_accuracy(struct fact *f, const char *s)
{
	int32_t n = (int32_t)strtol(s + 1, NULL, 10);

	if (*s == 'd')
		f->decimals = n;
	else
		f->precision = n;
}

/* One word of the notation: "B=984.8p3@2#2". */
static void
add_fact(struct report *r, const char *word, size_t n, uint32_t parent)
{
	struct fact *f = VEC_ADD(&r->facts);
	char *s = arena_printf(arena, "%.*s", (int)n, word);
	char *end = s + strcspn(s, "dp@#/");

	f->parent = parent;
	f->context = f->unit = 0;
	f->type = 0;
	f->extras = NONE;
	f->decimals = f->precision = DECIMALS_NONE;
	f->span.offset = r->facts.n;
	for (f->element = 0; f->element < TUPLE; f->element++)
		if (concepts[f->element][0] == s[0])
			break;
	f->name = f->element;
	if (f->element == TUPLE) {
		f->flags = FACT_TUPLE;
		f->context = f->unit = NONE;
		return;
	}
	if (strncmp(s + 2, "nil", 3) == 0)
		f->flags |= FACT_NIL;
	f->value = (struct slice){ s + 2, (size_t)(end - s) - 2 };
	for (; *end != '\0'; end += 1 + strcspn(end + 1, "dp@#/"))
		switch (*end) {
		case '@':
			f->context = (uint32_t)(end[1] - '1');
			break;
		case '#':
			f->unit = (uint32_t)(end[1] - '1');
			break;
		case '/':
			f->flags |= FACT_FRACTION;
			f->flags |= FACT_DENOMINATOR;	/* right behind it */
			break;
		default:
			read_accuracy(f, end);
		}
}

static struct report *
make_report(struct taxonomy *t, const char *text)
{
	struct report *r = report_new();
	uint32_t parent = NONE;

	r->path = "test";
	r->taxonomy = t;
	for (uint32_t i = 0; i < CONCEPTS; i++) {
		struct name *n = VEC_ADD(&r->names);

		n->ns = SLICE("http://e");
		n->local = slice_of(concepts[i]);
		n->element = i;
	}
	for (uint32_t i = 0; i < 3; i++) {
		struct context *c = VEC_ADD(&r->contexts);
		struct unit *u = VEC_ADD(&r->units);

		/* Context 3 is s-equal to context 1, so is unit 3. */
		c->s_equal = c->period = i % 2;
		u->s_equal = i % 2;
	}
	while (*text != '\0') {
		size_t n = strcspn(text, " ");

		if (*text == '(') {
			add_fact(r, "(", 1, parent);
			parent = (uint32_t)r->facts.n - 1;
		} else if (*text == ')') {
			parent = r->facts.v[parent].parent;
		} else if (n > 0) {
			add_fact(r, text, n, parent);
		}
		text += n + (text[n] == ' ');
	}
	return r;
}

/* The codes found, a space between. */
static const char *
judge(struct taxonomy *t, const char *text, enum calculation by)
{
	struct report *r = make_report(t, text);
	struct findings *fs = findings_new();
	struct validate_options o = { .calculation = by };
	struct buf b = BUF_ANY;
	char *codes;

	validate_calculation(r, &o, fs);
	findings_sort(fs);
	buf_puts(&b, "");
	for (uint32_t i = 0; i < findings_count(fs); i++) {
		const struct finding *f = findings_get(fs, i);

		if (i > 0)
			buf_char(&b, ' ');
		buf_puts(&b, message_of(f->code)->code);
		if (f->code == F_xbrl_5_2_5_2_CalculationInconsistency_Unknown)
			buf_char(&b, '?');
	}
	codes = arena_string(arena, b.s == NULL ? "" : b.s);
	buf_free(&b);
	findings_free(fs);
	r->taxonomy = NULL;		/* shared by the tests */
	report_free(r);
	return codes;
}

#define DIFFERS	"xbrl.5.2.5.2:CalculationInconsistency"
#define UNKNOWN	DIFFERS "?"	/* for want of accuracy */
#define ROUNDED	"calc11e:inconsistentCalculationUsingRounding"
#define CUT	"calc11e:inconsistentCalculationUsingTruncation"
#define EXCESS	"calc11e:excessDigits"
#define DUP	"oime:disallowedDuplicateFacts"

struct test { const char *facts, *want, *why; };

static void
run(struct taxonomy *t, const struct test *tests, enum calculation by)
{
	for (; tests->facts != NULL; tests++)
		is_str(judge(t, tests->facts, by), tests->want,
		    arena_printf(arena, "%s: %s", tests->facts, tests->why));
}

static const struct test v10[] = {
	{ "A=100d0 B=60d0 C=40d0", "", "it adds up" },
	{ "A=100d0 B=60d0 C=41d0", DIFFERS, "it does not" },
	{ "A=100d0 B=100d0", "", "one contributor is enough" },
	{ "A=100d0 B=99d0", DIFFERS, "and can be wrong" },
	{ "A=100d0", "", "none: nothing to check" },
	{ "B=60d0 C=40d0", "", "no total: nothing to check" },
	{ "A=100d0 B=60d0@2 C=40d0@2", "", "another context does not bind" },
	{ "A=100d0 B=60d0#2 C=30d0#2", "", "another unit does not bind" },
	{ "A=100d0@3 B=60d0 C=30d0#3", DIFFERS, "s-equal ones do" },
	{ "A=100d0@3 B=60d0 C=30d0@2 C=40d0", "", "only those" },
	{ "A=nil B=60d0", "", "a nil total" },
	{ "A=60d0 B=60d0 C=nil", "", "a nil contributor is none" },
	{ "A=61d0 B=60d0 C=nil", DIFFERS, "but the others count" },
	{ "A=100d0 B=60d0 B=60d0 C=1d0", "", "a duplicate contributor" },
	{ "A=100d0 A=100d0 B=60d0", "", "a duplicate total" },
	{ "A=nil A=100d0 B=60d0", "", "values are not considered: 4.10" },
	{ "A=100d0 B=60d0 B=60d0@2", DIFFERS, "no duplicate" },
	/* accuracy, 4.6.6 and 4.6.7.2 */
	{ "A=1559p2 B=984.8p3 C=582.334973d1", "", "1600 = 985 + 582.3" },
	{ "A=1527p2 B=984.8p3 C=582.334973d1", DIFFERS, "1500 is not" },
	{ "A=1234d-2 B=0d0 C=1234d0", "", "zero to 0 decimals is zero" },
	{ "A=0d1 B=1.234d2 C=-1.223d2", "", "0.01 rounds to 0.0" },
	{ "A=-51d0 B=-26.5d0 C=-24d0", DIFFERS, "-26.5 rounds to -26" },
	{ "A=-52d0 B=-27.5d0 C=-24d0", "", "-27.5 rounds to -28" },
	{ "A=2.8d1 B=2.85d1", "", "2.85 rounds to 2.8" },
	{ "A=1d0 B=0.5d0 C=0.5d0", DIFFERS, "halves go to even: 0" },
	{ "A=1000d-3 B=600d-3 C=400d-3", "", "1000 + 0" },
	{ "A=1000d-3 B=499d0 C=1d0", DIFFERS, "500 goes to even: 0" },
	{ "A=1.6p2 B=1p1 C=0.55p0", UNKNOWN, "precision 0 below" },
	{ "A=1.25p0 B=1p1 C=0.25p2", UNKNOWN, "precision 0 above" },
	{ "A=1.001 B=1 C=0.001", "", "exact" },
	{ "A=1.001 B=1 C=0.0010000000000000000000000000000000000001", DIFFERS,
	  "exact to the last of many digits" },
	{ "W=2.04d2 B=1.01d2 C=1.01d2", "", "weight 1.01: 2.0402" },
	{ "W=2.02d2 B=1.01d2 C=1.01d2", DIFFERS, "not 2.02" },
	{ "T=40d0 A=100d0 D=60d0", "", "a weight of -1" },
	{ "T=160d0 A=100d0 D=60d0", DIFFERS, "not added" },
	{ "T=10d0 A=100d0 B=60d0 C=40d0 D=60d0", DIFFERS,
	  "two networks, one wrong" },
	{ "T=1d0 A=2d0 B=3d0", DIFFERS " " DIFFERS, "both wrong" },
	/* tuples */
	{ "A=100d0 ( B=60d0 C=40d0 )", "", "contributors in a tuple" },
	{ "A=100d0 ( B=60d0 ) ( C=30d0 )", DIFFERS, "in two" },
	{ "( A=100d0 ) ( B=60d0 C=30d0 )", "", "a total elsewhere" },
	{ "( A=100d0 B=60d0 C=40d0 ) ( A=7d0 B=3d0 C=4d0 )", "",
	  "each in its own tuple" },
	{ "( A=100d0 B=60d0 C=40d0 ) ( A=7d0 B=3d0 C=5d0 )", DIFFERS,
	  "one of them wrong" },
	{ "A=110d0 B=60d0 C=40d0 ( A=10d0 B=4d0 C=6d0 )", "",
	  "nephews count" },
	{ "A=100d0 B=60d0 C=40d0 ( A=10d0 B=4d0 C=6d0 )", DIFFERS,
	  "and not counting them is wrong" },
	{ "A=100d0 ( ( B=60d0 ) ( ( C=30d0 C=30d0 ) ) )", "",
	  "duplicates deep down" },
	{ "A=120d0 ( ( B=60d0 ) ( C=30d0 ) ( C=30d0 ) )", "",
	  "other parents: no duplicates" },
	/* fractions */
	{ "A=1/2 B=1/3 C=1/6", "", "fractions add up" },
	{ "A=1/2 B=1/3 C=1/7", DIFFERS, "or not" },
	{ "A=0.33d2 B=1/3", "", "rounded: 0.333…" },
	{ "A=0.34d2 B=1/3", DIFFERS, "not 0.34" },
	{ "A=2d0 B=5/2", "", "a tie goes to even" },
	{ "A=3d0 B=5/2", DIFFERS, "not to odd" },
	{ "A=x B=60d0", "", "no number: judged elsewhere" },
	/* numbers at the border of what an attribute can say */
	{ "A=0.001p2147483646 B=0.001d2147483646", "", "absurdly exact" },
	{ "A=7d-2147483646 B=1/7 C=3d0", "", "absurdly inexact" },
	{ NULL, NULL, NULL }
};

/* The text before 2011: inferred precision, half up. */
static const struct test v10_precision[] = {
	{ "A=100d0 B=60d0 C=40d0", "", "it adds up" },
	{ "A=100d0 B=60d0 C=41d0", DIFFERS, "it does not" },
	{ "A=-51d0 B=-26.5d0 C=-24d0", "", "-26.5 rounds to -27" },
	{ "A=2.9d1 B=2.85d1", "", "2.85 rounds to 2.9" },
	{ "A=1234d-2 B=0d0 C=1234d0", UNKNOWN, "0 to 0 decimals: precision 0" },
	{ "A=1d0 B=0.5d0 C=0.5d0", UNKNOWN, "0.5 to 0 decimals too" },
	{ "A=1559p2 B=984.8p3 C=582.334973d1", "", "1600 = 985 + 582.3" },
	{ NULL, NULL, NULL }
};

static const struct test v11[] = {
	{ "A=100d0 B=60d0 C=40d0", "", "it adds up" },
	{ "A=101d0 B=60d0 C=40d0", "", "within rounding" },
	{ "A=102d0 B=60d0 C=40d0", ROUNDED,
	  "[101.5 102.5] and [99 101]: out" },
	{ "A=101.5d1 B=60d0 C=40d0", ROUNDED, "[101.45 101.55]: out" },
	{ "A=101.0d1 B=60d0 C=40d0", "", "[100.95 101.05] meets" },
	{ "A=100 B=60 C=41", ROUNDED, "exact" },
	{ "A=7d-2147483646 B=3d2147483646", EXCESS, "7 is an excess digit" },
	{ "A=0d-2147483646 B=3d2147483646", "", "absurd decimals" },
	{ "A=0.001p2147483646 B=0.002", ROUNDED, "absurd precision" },
	{ "A=100d0", "", "no contributor" },
	{ "A=100d0 B=nil", "", "only nil ones" },
	{ "A=100d0 B=100d0 C=nil", "", "nil ones do not contribute" },
	{ "A=nil B=60d0", "", "a nil total" },
	{ "A=100d0 B=60d0 B=60d0 C=20d0", ROUNDED, "duplicates do not stop it" },
	{ "A=1000d-3 A=1234d0 B=1234d0", "", "consistent totals" },
	{ "A=1000d-3 A=1234d0 B=1240d0", ROUNDED, "the narrower one counts" },
	{ "A=100d0 A=101d0 B=60d0", DUP, "inconsistent totals" },
	{ "A=100d0 B=60d0 B=61d0", DUP, "inconsistent contributors" },
	{ "A=100d0 B=60d0 B=nil", DUP, "nil and not nil" },
	{ "A=100d0 A=101d0", "", "no calculation: nothing to say" },
	{ "A=100d0 B=60.4d0", EXCESS, "more digits than decimals" },
	{ "A=100.4d0 B=100d0", EXCESS, "in the total too" },
	{ "T=40d0 A=100d0 D=60d0", "", "a weight of -1" },
	{ "T=42d0 A=100d0 D=60d0", ROUNDED, "out" },
	{ "A=100d0 B=60d0@2 C=10d0@2", "", "another period" },
	{ "A=100d0@3 B=60d0 C=10d0#3", ROUNDED, "equal aspects" },
	{ "A=100d0 ( B=60d0 )", "calc11e:tuplesInReportWarning",
	  "facts in tuples are left out" },
	{ "A=1/2 B=1/3", "calc11e:oimIncompatibleReportWarning",
	  "fractions are not of the model" },
	{ "A=100p0 B=60d0", "calc11e:oimIncompatibleReportWarning",
	  "nor is precision 0" },
	{ NULL, NULL, NULL }
};

static const struct test v11_cut[] = {
	{ "A=101d0 B=60d0 C=40d0", "", "[101 102) and [100 102)" },
	{ "A=102d0 B=60d0 C=40d0", CUT, "[102 103) is out" },
	{ "A=99d0 B=60d0 C=40d0", CUT, "[99 100) is out" },
	{ "A=-101d0 B=-60d0 C=-40d0", "", "below zero" },
	{ "A=0d0 B=-1d0 C=1d0", "", "(-1 1) and (-1 1)" },
	{ "A=1000d-3 A=2000d0 B=60d0",
	  "calc11e:disallowedDuplicateFactsUsingTruncation",
	  "an open border" },
	{ NULL, NULL, NULL }
};

/* The English sentence of the only finding. */
static void
is_sentence(struct taxonomy *t, const char *facts, enum calculation by,
    const char *want)
{
	struct report *r = make_report(t, facts);
	struct findings *fs = findings_new();
	struct validate_options o = { .calculation = by };
	struct buf b = BUF_ANY;

	validate_calculation(r, &o, fs);
	is_int(findings_count(fs), 1, "one finding");
	finding_text(&b, findings_get(fs, 0), LANG_EN);
	is_slice(buf_get(&b), want, facts);
	buf_free(&b);
	findings_free(fs);
	r->taxonomy = NULL;
	report_free(r);
}

static void
test_finding(struct taxonomy *t)
{
	struct report *r = make_report(t, "D=1d0 B=60d0 A=100d0 C=41d0");
	struct findings *fs = findings_new();
	struct validate_options o = { .calculation = CALCULATION_10 };
	const struct finding *f;

	validate_calculation(r, &o, fs);
	is_int(findings_count(fs), 1, "one finding");
	f = findings_get(fs, 0);
	is_int(f->severity, SEVERITY_WARNING, "a warning");
	is_int((long long)f->place.offset, 3, "at the total");
	is_int(f->n_facts, 3, "with three facts");
	ok(f->facts[0] == 2 && f->facts[1] == 1 && f->facts[2] == 3,
	    "the total first, then the contributors");
	findings_free(fs);
	r->taxonomy = NULL;
	report_free(r);
	is_sentence(t, "D=1d0 B=60d0 A=100d0 C=41d0", CALCULATION_10,
	    "The total e:A is reported as 100, but the reported parts add up "
	    "to 101: a difference of -1. Calculation: http://e/1.");
	is_sentence(t, "A=1240d-1 A=1000d-3 B=1200d0 C=60d0", CALCULATION_11,
	    "The total e:A is reported as 1240, but the reported parts add up "
	    "to 1260: a difference of -20, more than rounding can explain. "
	    "Calculation: http://e/1.");
	is_sentence(t, "A=100.50 B=60.000 C=40", CALCULATION_10,
	    "The total e:A is reported as 100.50, but the reported parts add "
	    "up to 100.00: a difference of 0.50. Calculation: http://e/1.");
	is_sentence(t, "A=100.5d0 B=1d0", CALCULATION_11,
	    "The calculations with e:A were not checked: the value 100.5 has "
	    "more digits than its accuracy (decimals 0) allows.");
}

/* --- the second opinion: 5.2.5.2 word by word, over all pairs of facts --- */

static bool
has_duplicate(const struct report *r, uint32_t x)
{
	const struct fact *f = &r->facts.v[x], *g;

	for (uint32_t i = 0; i < r->facts.n; i++) {
		g = &r->facts.v[i];
		if (i != x && g->element == f->element &&
		    g->parent == f->parent && g->context % 2 == f->context % 2
		    && g->unit % 2 == f->unit % 2)
			return true;
	}
	return false;
}

static bool
is_below(const struct report *r, uint32_t x, uint32_t tuple)
{
	if (tuple == NONE)
		return true;
	while (x != NONE && x != tuple)
		x = r->facts.v[x].parent;
	return x == tuple;
}

static struct operand
operand_of(const struct fact *f)
{
	struct operand o;

	(void)operand_parse(&o, f->value, SLICE_NONE, f->decimals,
	    f->precision, arena);
	return o;
}

/* Whether total x is inconsistent by the arcs of its network. */
static bool
slow_differs(const struct report *r, const struct arc *arcs, int network,
    uint32_t x)
{
	const struct fact *f = &r->facts.v[x], *g;
	struct summation sum;
	struct operand o;
	struct dec a, b, weight;
	bool any = false;

	if (has_duplicate(r, x) || (f->flags & FACT_NIL) != 0)
		return false;
	summation_begin(&sum, false);
	for (; arcs->weight != NULL; arcs++)
		for (uint32_t i = 0; i < r->facts.n; i++) {
			g = &r->facts.v[i];
			if (arcs->network != network ||
			    (uint32_t)arcs->from != f->element ||
			    (uint32_t)arcs->to != g->element ||
			    (g->flags & FACT_NIL) != 0 ||
			    g->context % 2 != f->context % 2 ||
			    g->unit % 2 != f->unit % 2 ||
			    !is_below(r, i, f->parent))
				continue;
			if (has_duplicate(r, i))
				return false;
			any = true;
			o = operand_of(g);
			dec_parse(&weight, slice_of(arcs->weight), arena);
			summation_add(&sum, &o, weight, arena);
		}
	o = operand_of(f);
	return any && !summation_agrees(&sum, &o, &a, &b, arena);
}

static uint32_t seed = 20230222;

static uint32_t
random_below(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

static char *
random_facts(void)
{
	static const char *const ends[] = { "d0", "d0", "d-1", "d1", "p1",
	    "p2", "", "d0@2", "d0#2", "d0@3", "d0#3" };
	struct buf b = BUF_ANY;
	char *s;
	int depth = 0;

	for (uint32_t n = 3 + random_below(12); n > 0; n--) {
		uint32_t what = random_below(10);

		if (what == 0 && depth < 4) {
			buf_puts(&b, "( ");
			depth++;
		} else if (what == 1 && depth > 0) {
			buf_puts(&b, ") ");
			depth--;
		} else {
			buf_printf(&b, "%s=", concepts[random_below(TUPLE)]);
			if (random_below(12) == 0)
				buf_puts(&b, "nil ");
			else
				buf_printf(&b, "%u%s ", random_below(8) * 5,
				    ends[random_below(11)]);
		}
	}
	s = arena_string(arena, b.s);
	buf_free(&b);
	return s;
}

static void
test_against_slow(struct taxonomy *t)
{
	struct validate_options o = { .calculation = CALCULATION_10 };
	uint32_t found = 0, wrong = 0;

	for (int i = 0; i < 4000; i++) {
		struct arena_mark mark = arena_mark(arena);
		struct report *r = make_report(t, random_facts());
		struct findings *fs = findings_new();
		uint32_t want = 0;

		for (uint32_t x = 0; x < r->facts.n; x++)
			if ((r->facts.v[x].flags & FACT_TUPLE) == 0)
				for (int n = 0; n < 2; n++)
					want += slow_differs(r, plain, n, x);
		validate_calculation(r, &o, fs);
		wrong += findings_count(fs) != want;
		found += want;
		findings_free(fs);
		r->taxonomy = NULL;
		report_free(r);
		arena_reset(arena, mark);
	}
	ok(found > 1000, "random reports have inconsistencies");
	is_int(wrong, 0, "4,000 of them agree with the second opinion");
}

/* 20,000 contexts: joined from the totals, and from the contributors where
 * there are few of those. */
static void
test_size(struct taxonomy *t)
{
	struct report *r = make_report(t, "");
	struct findings *fs = findings_new();
	struct validate_options o = { .calculation = CALCULATION_10 };

	for (uint32_t i = 3; i < 20000; i++) {
		struct context *c = VEC_ADD(&r->contexts);

		c->s_equal = c->period = i;
		for (int k = A; k <= C; k++) {
			add_fact(r, k == A ? "A=3d0" : k == B ? "B=1d0" :
			    "C=1d0", 5, NONE);
			r->facts.v[r->facts.n - 1].context = i;
		}
	}
	validate_calculation(r, &o, fs);
	is_int(findings_count(fs), 19997, "every context has its finding");
	findings_free(fs);
	fs = findings_new();
	for (uint32_t i = 0; i < r->facts.n; i++)
		if (r->facts.v[i].element != A &&
		    r->facts.v[i].context % 1000 != 0)
			r->facts.v[i].context = NONE;
	validate_calculation(r, &o, fs);
	is_int(findings_count(fs), 19, "every thousandth has");
	findings_free(fs);
	r->taxonomy = NULL;
	report_free(r);
}

int
main(void)
{
	struct slice image, image11, bad;
	struct taxonomy *t, *t11, *t_bad;

	arena = arena_new();
	t = make_taxonomy(plain, ARCROLE_SUMMATION, &image);
	t11 = make_taxonomy(plain, ARCROLE_SUMMATION_11, &image11);
	t_bad = make_taxonomy(faulty, ARCROLE_SUMMATION_11, &bad);
	run(t, v10, CALCULATION_10);
	run(t, v10_precision, CALCULATION_XBRL21);
	run(t, v11, CALCULATION_11);
	run(t11, v11, CALCULATION_AUTO);
	run(t11, v11_cut, CALCULATION_11_TRUNCATION);
	is_str(judge(t, "A=1d0 B=2d0", CALCULATION_AUTO), DIFFERS,
	    "without arcs of 1.1 it is 1.0");
	is_str(judge(t11, "A=1d0 B=2d0", CALCULATION_10), "",
	    "1.0 knows no arcs of 1.1");
	is_str(judge(t, "A=1d0 B=2d0", CALCULATION_OFF), "", "off");
	is_str(judge(t_bad, "", CALCULATION_AUTO),
	    "calc11e:duplicateCalculationRelationships "
	    "calc11e:nonDecimalItemNode", "a faulty taxonomy");
	is_str(judge(t_bad, "", CALCULATION_10), "", "not by 1.0");
	test_finding(t);
	test_against_slow(t);
	test_size(t);
	taxonomy_close(t);
	taxonomy_close(t11);
	taxonomy_close(t_bad);
	mem_free((void *)(uintptr_t)image.s);
	mem_free((void *)(uintptr_t)image11.s);
	mem_free((void *)(uintptr_t)bad.s);
	arena_free(arena);
	return done();
}
