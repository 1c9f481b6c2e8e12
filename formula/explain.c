/*
 * explain.c: see explain.h.
 *
 * (1) The sentence is the assertion's message in the language of the reader,
 *     else its label, else its id.  What was asked and what was found follows
 *     as a second one.
 * (2) The facts of a finding are those of variables with one fact first, so that
 *     a long sequence does not crowd them out; struct finding has room for
 *     FINDING_MAX_FACTS.
 * (3) Both languages are always made: the finding is kept in a store for readers
 *     of either.
 */
#include "formula/explain.h"

#include "base/finding_rule.h"
#include "base/format.h"
#include "formula/binding_words.h"
#include "formula/decide.h"
#include "formula/message.h"

#define MAX_ITEMS	5	/* of a value that are shown */

struct explaining {
	const struct evaluation    *e;
	const struct img_assertion *a;
	struct finding             *f;
	struct finding_rule         rule;
	struct finding_variable     variables[FINDING_MAX_VARIABLES];
	struct decided              decided;
	bool                        has_decided;
	struct arena               *arena;	/* of texts, while it is made */
	struct binding_words        words[2];	/* by language, once asked */
};

static struct slice
keep(struct explaining *x, struct buf *b)
{
	struct slice s = b->n == 0 ? SLICE("") :
	    arena_copy(x->arena, buf_get(b));

	buf_free(b);
	return s;
}

static struct slice
tag_of(enum lang lang)
{
	return lang == LANG_NL ? SLICE("nl") : SLICE("en");
}

static struct binding_words *
words_of(struct explaining *x, enum lang lang)
{
	struct binding_words *w = &x->words[lang];

	if (w->arena == NULL)
		binding_words_begin(w, x->e->run->t, x->e->row, x->e, lang,
		    x->arena);
	return w;
}

/* --- names of assertions --- */

static struct slice
assertion_label(const struct taxonomy *t, const struct img_assertion *a,
    enum lang lang)
{
	return slice_trim(taxonomy_label(t, NODE(NODE_RESOURCE, a->resource),
	    SLICE(ROLE_ELEMENT_LABEL), tag_of(lang)));
}

struct slice
explain_assertion(const struct taxonomy *t, const struct img_assertion *a,
    enum lang lang)
{
	struct slice label = assertion_label(t, a, lang);

	return label.n > 0 ? label : formula_assertion_id(t, a);
}

/* Our own rules are their own codes: OW-B-001; OW-D-001a, one part of a rule. */
static bool
is_own_code(struct slice id)
{
	size_t i;

	if (id.n < 8 || id.n > 9 || !slice_starts(id, SLICE("OW-")) ||
	    id.s[3] < 'A' || id.s[3] > 'Z' || id.s[4] != '-')
		return false;
	for (i = 5; i < 8; i++)
		if (id.s[i] < '0' || id.s[i] > '9')
			return false;
	return id.n == 8 || (id.s[8] >= 'a' && id.s[8] <= 'z');
}

/* --- the sentence (1) --- */

/* On one line: white space of any length is a space. */
static void
put_line(struct buf *b, struct slice s)
{
	bool space = false;
	size_t i;

	s = slice_trim(s);
	for (i = 0; i < s.n; i++) {
		if (!is_xml_space(s.s[i]))
			buf_char(b, s.s[i]);
		else if (!space)
			buf_char(b, ' ');
		space = is_xml_space(s.s[i]);
	}
}

static struct slice
sentence(struct explaining *x, enum lang lang)
{
	const struct taxonomy *t = x->e->run->t;
	struct buf b = BUF_ANY, raw = BUF_ANY;
	struct slice name;

	if (message_text(x->e, tag_of(lang), &raw) == 1)
		put_line(&b, buf_get(&raw));
	buf_free(&raw);
	if (b.n > 0)
		return keep(x, &b);
	name = assertion_label(t, x->a, lang);
	if (name.n > 0)
		put_line(&b, name);
	else if (x->rule.id.n > 0)
		buf_printf(&b, lang == LANG_NL ?
		    "Aan controle %.*s van de taxonomie is niet voldaan." :
		    "Check %.*s of the taxonomy is not met.",
		    SLICE_ARG(x->rule.id));
	else
		buf_puts(&b, lang == LANG_NL ?
		    "Aan een controle van de taxonomie is niet voldaan." :
		    "A check of the taxonomy is not met.");
	return keep(x, &b);
}

/* --- values --- */

/* As the rule's language has it; a number without an exponent. */
static struct slice
plain(struct explaining *x, const struct xp_seq *s)
{
	const struct formula_run *run = x->e->run;
	struct buf b = BUF_ANY;
	struct dec d;
	uint32_t i;

	if (decide_number(s, &d, x->arena))
		dec_print(&b, dec_canonical(d, x->arena));
	else
		for (i = 0; i < s->n && i < MAX_ITEMS; i++) {
			if (i > 0)
				buf_char(&b, ' ');
			buf_slice(&b, xp_string_of(&run->d, xp_items(s)[i],
			    x->arena));
		}
	return keep(x, &b);
}

/* A name by its label, everything else as words_item has it. */
static void
put_item(struct explaining *x, struct buf *b, struct xp_item item,
    enum lang lang)
{
	const struct formula_run *run = x->e->run;

	if (item.type != XT_QNAME || !binding_words_label(run->t, b,
	    item.u.qname->ns, item.u.qname->local, lang))
		words_item(b, &run->d, item, lang, x->arena);
}

/* As the reader's language has it. */
static void
put_value(struct explaining *x, struct buf *b, const struct xp_seq *s,
    enum lang lang)
{
	uint32_t i;

	if (s->n == 0)
		buf_puts(b, lang == LANG_NL ? "niets" : "nothing");
	for (i = 0; i < s->n && i < MAX_ITEMS; i++) {
		if (i > 0)
			buf_puts(b, "; ");
		put_item(x, b, xp_items(s)[i], lang);
	}
	if (s->n > MAX_ITEMS)
		buf_printf(b, lang == LANG_NL ? " … (%u waarden)" :
		    " … (%u values)", s->n);
}

/* Left less right; false where they are no two numbers. */
static bool
difference(struct explaining *x, const struct xp_seq *left,
    const struct xp_seq *right, struct buf *b)
{
	struct dec l, r, d;

	if (!decide_number(left, &l, x->arena) ||
	    !decide_number(right, &r, x->arena))
		return false;
	d = dec_canonical(dec_sub(l, r, x->arena), x->arena);
	dec_print(b, d);
	return true;
}

/* ": a difference of 12"; the sign is left to the sides. */
static void
put_difference(struct explaining *x, struct buf *b, const struct xp_seq *left,
    const struct xp_seq *right, enum lang lang)
{
	struct buf d = BUF_ANY;
	struct slice s;

	if (difference(x, left, right, &d)) {
		s = buf_get(&d);
		if (s.s[0] == '-')
			s = slice_from(s, 1);
		buf_puts(b, lang == LANG_NL ? ": een verschil van " :
		    ": a difference of ");
		format_number(b, s, lang, false);
	}
	buf_free(&d);
}

/* --- what was asked and found --- */

static void
put_rounding(struct buf *b, const struct decided *d, enum lang lang)
{
	static const char *const words[][2] = {
		[ROUNDED_NOT] = { "", "" },
		[ROUNDED_WHOLE] = { ", afgerond op gehelen",
		    ", rounded to whole numbers" },
		[ROUNDED_DIGITS] = { "", "" },
		[ROUNDED_UP] = { ", naar boven afgerond", ", rounded up" },
		[ROUNDED_DOWN] = { ", naar beneden afgerond",
		    ", rounded down" },
	};

	buf_puts(b, words[d->rounded][lang]);
	if (d->rounded == ROUNDED_DIGITS)
		buf_printf(b, lang == LANG_NL ?
		    ", afgerond op %lld cijfers achter de komma" :
		    ", rounded to %lld digits after the point",
		    (long long)d->digits);
}

static void
put_side(struct explaining *x, struct buf *b, int side, enum lang lang)
{
	const struct decided *d = &x->decided;

	buf_puts(b, side == 0 ? lang == LANG_NL ? "Links staat " :
	    "The left side is " : lang == LANG_NL ? ", rechts " :
	    ", the right side ");
	put_value(x, b, &d->values[side], lang);
	if (d->rounded == ROUNDED_NOT)
		return;
	buf_puts(b, lang == LANG_NL ? " (afgerond " : " (rounded ");
	put_value(x, b, &d->after[side], lang);
	buf_char(b, ')');
}

static void
put_allowed(struct explaining *x, struct buf *b, enum lang lang)
{
	const struct decided *d = &x->decided;
	struct dec number;

	if (d->allowed != NONE || d->margins) {
		buf_puts(b, lang == LANG_NL ? d->strict ?
		    " (toegestaan: minder dan " : " (toegestaan: hoogstens " :
		    d->strict ? " (allowed: less than " :
		    " (allowed: at most ");
		put_value(x, b, &d->allowed_value, lang);
		buf_char(b, ')');
	} else if (d->function != NULL) {
		buf_printf(b, lang == LANG_NL ?
		    " (vergeleken met de functie %s van de taxonomie)" :
		    " (compared by the function %s of the taxonomy)",
		    d->function);
	} else if (d->sign == XC_EQ && d->rounded == ROUNDED_NOT &&
	    decide_number(&d->values[0], &number, x->arena) &&
	    decide_number(&d->values[1], &number, x->arena)) {
		buf_puts(b, lang == LANG_NL ? " (toegestaan: geen)" :
		    " (allowed: none)");
	}
}

static void
put_comparison(struct explaining *x, struct buf *b, enum lang lang)
{
	const struct decided *d = &x->decided;

	buf_puts(b, lang == LANG_NL ? "Vereist is: " : "Required is: ");
	buf_slice(b, x->rule.left.words[lang]);
	buf_printf(b, " %s ", words_sign(d->sign));
	buf_slice(b, x->rule.right.words[lang]);
	put_rounding(b, d, lang);
	buf_puts(b, ". ");
	put_side(x, b, 0, lang);
	put_side(x, b, 1, lang);
	put_difference(x, b, &d->values[0], &d->values[1], lang);
	put_allowed(x, b, lang);
	buf_char(b, '.');
}

/* The whole test, where no comparison decided. */
static void
put_test(struct explaining *x, struct buf *b, enum lang lang)
{
	const struct xp_expr *e;

	if (decide_slots(x->e, x->e->row->expression, &e) == NULL)
		return;
	if (words_is_call(e, words_bare(e, e->h->root), "false")) {
		buf_puts(b, lang == LANG_NL ? "Dit mag niet (samen) in het "
		    "verslag staan." : "This must not be in the report "
		    "(together).");
		return;
	}
	buf_puts(b, lang == LANG_NL ? "Vereist is: " : "Required is: ");
	binding_words_write(words_of(x, lang), b, x->e->row->expression, e,
	    e->h->root);
	buf_char(b, '.');
}

/* An existence assertion counts (Existence Assertions 1.0, 2.1). */
static void
put_count(struct explaining *x, struct buf *b, enum lang lang)
{
	buf_puts(b, lang == LANG_NL ? "In het verslag is het aantal " :
	    "In the report the number is ");
	put_value(x, b, &x->e->value, lang);
	buf_puts(b, ". ");
	if (x->e->row->expression == NONE)
		buf_puts(b, lang == LANG_NL ? "Vereist is: minstens één." :
		    "Required is: at least one.");
	else if (x->has_decided)
		put_comparison(x, b, lang);
	else
		put_test(x, b, lang);
}

static const struct xp_seq *
given(const struct evaluation *e, const char *local)
{
	uint32_t i;

	for (i = 0; i < e->n_given; i++)
		if (slice_is(e->given[i].local, local) &&
		    slice_is(e->given[i].ns, NS_CONSISTENCY))
			return &e->given[i].value;
	return NULL;
}

/* What is reported, and what a formula made; false where that is not known. */
static bool
sides_of(struct explaining *x, struct xp_seq *reported, struct xp_seq *made)
{
	const struct xp_seq *facts = given(x->e, "aspect-matched-facts");
	struct xp_dynamic *d = &x->e->run->d;
	struct xp_error err;

	return facts != NULL && xp_atomize(d, facts, reported, &err) == 0 &&
	    xp_atomize(d, &x->e->value, made, &err) == 0;
}

/* A consistency assertion: what a formula gives, and what is reported
 * (Consistency Assertions 1.0, 3). */
static void
put_consistency(struct explaining *x, struct buf *b, enum lang lang)
{
	const struct xp_seq *radius = given(x->e, "acceptance-radius");
	struct xp_seq atoms = XP_EMPTY, made = XP_EMPTY;

	if (!sides_of(x, &atoms, &made))
		return;
	buf_puts(b, lang == LANG_NL ? "Opgegeven is " : "Reported is ");
	put_value(x, b, &atoms, lang);
	buf_puts(b, lang == LANG_NL ? ", berekend is " : ", calculated is ");
	put_value(x, b, &made, lang);
	put_difference(x, b, &atoms, &made, lang);
	if (radius != NULL && radius->n > 0) {
		buf_puts(b, lang == LANG_NL ? " (toegestaan: hoogstens " :
		    " (allowed: at most ");
		put_value(x, b, radius, lang);
		buf_char(b, ')');
	}
	buf_char(b, '.');
}

static struct slice
explained(struct explaining *x, enum lang lang)
{
	struct buf b = BUF_ANY;

	switch ((enum assertion_kind)x->a->kind) {
	case ASSERTION_VALUE:
		if (x->has_decided)
			put_comparison(x, &b, lang);
		else
			put_test(x, &b, lang);
		break;
	case ASSERTION_EXISTENCE:
		put_count(x, &b, lang);
		break;
	case ASSERTION_CONSISTENCY:
		put_consistency(x, &b, lang);
		break;
	}
	return keep(x, &b);
}

/* --- the same for programs; its words are those of the sentence --- */

static void
set_side(struct explaining *x, struct finding_side *side, uint32_t op,
    const struct xp_seq *value)
{
	int lang;

	side->value = plain(x, value);
	for (lang = LANG_NL; lang <= LANG_EN; lang++) {
		struct buf b = BUF_ANY;

		binding_words_write(words_of(x, (enum lang)lang), &b,
		    x->e->row->expression, x->decided.x, op);
		side->words[lang] = keep(x, &b);
	}
}

static void
set_comparison(struct explaining *x)
{
	const struct decided *d = &x->decided;
	struct finding_rule *r = &x->rule;
	struct buf b = BUF_ANY;

	r->sign = slice_of(words_sign(d->sign));
	set_side(x, &r->left, d->left, &d->values[0]);
	set_side(x, &r->right, d->right, &d->values[1]);
	if (difference(x, &d->values[0], &d->values[1], &b))
		r->difference = keep(x, &b);
	else
		buf_free(&b);
	if (d->allowed != NONE || d->margins)
		r->allowed = plain(x, &d->allowed_value);
}

static void
set_consistency(struct explaining *x)
{
	const struct xp_seq *radius = given(x->e, "acceptance-radius");
	struct finding_rule *r = &x->rule;
	struct xp_seq atoms = XP_EMPTY, made = XP_EMPTY;
	struct buf b = BUF_ANY;

	if (!sides_of(x, &atoms, &made))
		return;
	r->sign = SLICE("=");
	r->left = (struct finding_side){ { SLICE("opgegeven"),
	    SLICE("reported") }, plain(x, &atoms) };
	r->right = (struct finding_side){ { SLICE("berekend"),
	    SLICE("calculated") }, plain(x, &made) };
	if (difference(x, &atoms, &made, &b))
		r->difference = keep(x, &b);
	else
		buf_free(&b);
	if (radius != NULL)
		r->allowed = plain(x, radius);
}

/* --- facts and variables --- */

static void
add_variable(struct explaining *x, const struct evaluation *e,
    uint32_t position)
{
	const struct bound *b = &e->bound[position];
	const struct img_binding *row = formula_binding(x->e->run->t,
	    e->row->bindings + position);
	struct finding_variable *v;
	struct xp_seq atoms = XP_EMPTY;
	struct xp_error err;
	uint32_t i;

	if (row == NULL || x->rule.n_variables == FINDING_MAX_VARIABLES)
		return;
	v = &x->variables[x->rule.n_variables++];
	*v = (struct finding_variable){ .first = x->f->n_facts,
	    .name = binding_words_name(x->e->run->t, row->name, x->arena),
	    .fallback = b->kind == BOUND_FALLBACK };
	if (b->kind == BOUND_FACTS) {
		v->n = b->n;
		for (i = 0; i < b->n; i++)
			finding_fact(x->f, b->facts[i]);
	} else if (xp_atomize(&x->e->run->d, &b->value, &atoms, &err) == 0) {
		v->value = plain(x, &atoms);
	}
}

/* The facts that a consistency assertion holds against the one that was made. */
static void
add_matched(struct explaining *x)
{
	const struct xp_seq *facts = given(x->e, "aspect-matched-facts");
	struct finding_variable *v;
	uint32_t i, report, row;

	if (facts == NULL || facts->n == 0)
		return;
	v = &x->variables[x->rule.n_variables++];
	*v = (struct finding_variable){ .first = x->f->n_facts,
	    .name = SLICE("$ca:aspect-matched-facts") };
	for (i = 0; i < facts->n; i++)
		if (xfi_fact_of(x->e->run->host, xp_items(facts)[i], &report,
		    &row) && report == 0) {
			finding_fact(x->f, row);
			v->n++;
		}
}

/* (2); then those of the evaluations in whose scope it is. */
static void
add_variables(struct explaining *x)
{
	const struct evaluation *e;
	uint32_t i;

	x->rule.variables = x->variables;
	add_matched(x);
	for (e = x->e; e != NULL; e = e->outer) {
		for (i = 0; i < e->n_bound; i++)
			if (e->bound[i].kind == BOUND_FACTS &&
			    e->bound[i].n == 1)
				add_variable(x, e, i);
		for (i = 0; i < e->n_bound; i++)
			if (e->bound[i].kind == BOUND_FACTS &&
			    e->bound[i].n != 1)
				add_variable(x, e, i);
		for (i = 0; i < e->n_bound; i++)
			if (e->bound[i].kind == BOUND_FALLBACK ||
			    e->bound[i].kind == BOUND_VALUE)
				add_variable(x, e, i);
	}
}

/* Where the finding stands: at its first fact, else nowhere in particular. */
static struct place
place_of(const struct evaluation *e)
{
	const struct xp_seq *matched = given(e, "aspect-matched-facts");
	const struct report *r = e->run->report;
	const uint32_t *facts;
	uint32_t i, pass, report, row;

	if (matched != NULL && matched->n > 0 && xfi_fact_of(e->run->host,
	    *xp_items(matched), &report, &row) && report == 0)
		return report_place(r, r->facts.v[row].span);
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < e->n_bound; i++)
			if (e->bound[i].kind == BOUND_FACTS &&
			    (e->bound[i].n == 1 || (pass == 1 &&
			    e->bound[i].n > 0)))
				return report_place(r,
				    r->facts.v[e->bound[i].facts[0]].span);
	if (e->outer != NULL && evaluation_facts(e, &facts) > 0)
		return report_place(r, r->facts.v[facts[0]].span);
	return report_place(r, SPAN_NONE);
}

/* --- all of it --- */

static void
set_rule(struct explaining *x)
{
	const struct evaluation *e = x->e;
	const struct img_expression *test = formula_expression(e->run->t,
	    e->row->expression);
	int lang;

	x->rule.id = formula_assertion_id(e->run->t, x->a);
	if (is_own_code(x->rule.id))
		x->rule.code = x->rule.id;
	if (test != NULL && x->a->kind != ASSERTION_CONSISTENCY)
		x->rule.test = slice_trim(formula_text(e->run->t,
		    test->source));
	if (x->has_decided)
		set_comparison(x);
	else if (x->a->kind == ASSERTION_CONSISTENCY)
		set_consistency(x);
	for (lang = LANG_NL; lang <= LANG_EN; lang++) {
		x->rule.text[lang] = sentence(x, (enum lang)lang);
		x->rule.explained[lang] = explained(x, (enum lang)lang);
	}
	add_variables(x);
	finding_arg(x->f, "assertion", x->rule.id.n > 0 ? x->rule.id :
	    x->rule.test);
	finding_set_rule(x->f, &x->rule);
}

struct finding *
explain_unsatisfied(const struct evaluation *e)
{
	struct formula_run *run = e->run;
	struct xp_focus focus = { .item = NULL };
	struct xp_item item = xfi_root(run->host, 0);
	const struct evaluation *before = run->now;
	struct arena_mark mark = arena_mark(run->d.arena);
	struct explaining x = { .e = e, .arena = arena_new(),
	    .a = formula_assertion(run->t, e->assertion) };

	if (x.a == NULL) {
		arena_free(x.arena);
		return NULL;
	}
	if (evaluation_focus(e, &focus, &item) == NULL)
		focus = (struct xp_focus){ &item, 1, 1 };
	run->now = e;
	x.has_decided = x.a->kind != ASSERTION_CONSISTENCY &&
	    decide(e, e->row->expression, &focus, false, &x.decided);
	x.f = finding_add(run->findings, F_formula_AssertionUnsatisfied,
	    place_of(e));
	x.f->severity = message_severity(e);
	set_rule(&x);
	run->now = before;
	arena_free(x.arena);
	arena_reset(run->d.arena, mark);
	return x.f;
}

void
explain_test(struct buf *b, const struct taxonomy *t,
    const struct img_variable_set *set, enum lang lang)
{
	struct arena *a = arena_new();
	struct binding_words w;
	struct xp_expr x;

	if (formula_open(t, set->expression, &x)) {
		binding_words_begin(&w, t, set, NULL, lang, a);
		if (xp_open_calls(&x, w.words.libraries, w.words.n_libraries))
			binding_words_write(&w, b, set->expression, &x,
			    x.h->root);
	}
	arena_free(a);
}

/* --- what was left --- */

static const char *const reasons[][2] = {
	[FORMULA_EVALUATED] = { "", "" },
	[FORMULA_BROKEN] = { "door een fout in de taxonomie",
	    "because of an error in the taxonomy" },
	[FORMULA_FAILED] = { "omdat een uitdrukking geen waarde heeft",
	    "because an expression has no value" },
	[FORMULA_LIMITED] = { "omdat zij te veel rekenwerk zouden kosten",
	    "because they would take too much work" },
	[FORMULA_UNSUPPORTED] = { "omdat zij iets vragen wat deze versie niet "
	    "kent", "because they ask for what this version does not know" },
	[FORMULA_UNREAD] = { "omdat het verslag niet tot het einde te lezen is",
	    "because the report cannot be read to its end" },
	[FORMULA_LEFT] = { "omdat daarom is gevraagd",
	    "because that was asked for" },
};
#define STATES	(sizeof(reasons) / sizeof(reasons[0]))

bool
explain_left(struct buf *b, const struct formula_result *result,
    enum lang lang)
{
	uint32_t count[STATES] = { 0 };
	const char *between = ": ";
	size_t i;

	if (result->left == 0)
		return false;
	for (i = 0; i < result->assertions.n; i++)
		count[result->assertions.v[i].state]++;
	if (count[FORMULA_LEFT] == result->assertions.n)
		return false;
	buf_printf(b, lang == LANG_NL ?
	    "%u van de %zu controles van de taxonomie zijn niet uitgevoerd" :
	    "%u of the %zu checks of the taxonomy were not evaluated",
	    result->left, result->assertions.n);
	for (i = FORMULA_EVALUATED + 1; i < STATES; i++) {
		if (count[i] == 0)
			continue;
		buf_puts(b, between);
		if (count[i] < result->left)
			buf_printf(b, "%u ", count[i]);
		buf_puts(b, reasons[i][lang]);
		between = ", ";
	}
	buf_char(b, '.');
	return true;
}
