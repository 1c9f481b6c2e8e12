/*
 * message.c: messages and severities of assertions.
 *
 * (1) A message is text with expressions, which see what its assertion's
 *     evaluation sees (Validation Messages 1.0, 3.1), and by name the text of
 *     the assertion's own expressions: va:test-expression (3.1.1),
 *     ca:absolute-acceptance-radius-expression and its kin (3.1.2),
 *     ea:test-expression (3.1.3).
 * (2) The items of a value stand with the message's separator between them, a
 *     space where it has none (Generic Messages 1.0, 3).
 * (3) An error in a message is told once for each run and expression:
 *     run_report_error sees to that.  A name that means nothing is an error of
 *     the taxonomy, which was told when that was compiled.
 */
#include "formula/message.h"

#define ROLE_VERBOSE_MESSAGE	"http://www.xbrl.org/2010/role/verboseMessage"
#define ROLE_TERSE_MESSAGE	"http://www.xbrl.org/2010/role/terseMessage"

/* --- which one --- */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* How many characters two tags have in common, whatever their case. */
static size_t
common(struct slice a, struct slice b)
{
	size_t n = 0;

	while (n < a.n && n < b.n && lower(a.s[n]) == lower(b.s[n]))
		n++;
	return n;
}

/* The length of the primary part of a language tag. */
static size_t
primary(struct slice tag)
{
	size_t n = 0;

	while (n < tag.n && tag.s[n] != '-' && tag.s[n] != '_')
		n++;
	return n;
}

/* How well the language of a text suits: less is better. */
static unsigned
language_rank(struct slice has, struct slice wanted)
{
	if (has.n == wanted.n && common(has, wanted) == has.n)
		return 0;
	if (has.n > 0 && primary(has) == primary(wanted) &&
	    common(has, wanted) >= primary(has))
		return 1;
	if (primary(has) == 2 && common(has, SLICE("en")) == 2)
		return 2;
	return 3;
}

/* 2.3. */
static unsigned
role_rank(struct slice role)
{
	return slice_is(role, ROLE_MESSAGE) ? 0 :
	    slice_is(role, ROLE_VERBOSE_MESSAGE) ? 1 :
	    slice_is(role, ROLE_TERSE_MESSAGE) ? 2 : 3;
}

uint32_t
message_choose(const struct taxonomy *t, const struct img_assertion *a,
    bool satisfied, struct slice lang)
{
	const struct img_message_use *use;
	const struct img_message *m;
	const struct img_resource *r;
	uint32_t i, best = NONE;
	unsigned rank, least = 0;

	for (i = 0; i < a->n_messages; i++) {
		use = formula_message_use(t, a->messages + i);
		m = use == NULL ? NULL : formula_message(t, use->message);
		r = m == NULL ? NULL : taxonomy_resource(t, m->resource);
		if (r == NULL || (use->satisfied != 0) != satisfied)
			continue;
		rank = 4 * language_rank(taxonomy_text(t, r->lang), lang) +
		    role_rank(taxonomy_text(t, r->role));
		if (best != NONE && rank >= least)
			continue;
		best = use->message;
		least = rank;
	}
	return best;
}

/* --- what its expressions see (1) --- */

#define MAX_GIVEN	8

struct given {
	struct named_value v[MAX_GIVEN];
	uint32_t n;
};

static void
give(struct given *g, const struct taxonomy *t, const char *ns,
    const char *local, uint32_t expression)
{
	const struct img_expression *x = formula_expression(t, expression);

	if (x == NULL || g->n == MAX_GIVEN)
		return;
	g->v[g->n++] = (struct named_value){ slice_of(ns), slice_of(local),
	    xp_one(xp_string(formula_text(t, x->source))) };
}

static void
gather(struct given *g, const struct evaluation *e)
{
	const struct taxonomy *t = e->run->t;
	const struct img_assertion *a = formula_assertion(t, e->assertion);
	uint32_t i;

	g->n = 0;
	for (i = 0; i < e->n_given && g->n < MAX_GIVEN; i++)
		g->v[g->n++] = e->given[i];
	if (a == NULL)
		return;
	switch ((enum assertion_kind)a->kind) {
	case ASSERTION_VALUE:
		give(g, t, NS_VALUE, "test-expression", e->row->expression);
		break;
	case ASSERTION_EXISTENCE:
		give(g, t, NS_EXISTENCE, "test-expression",
		    e->row->expression);
		break;
	case ASSERTION_CONSISTENCY:
		give(g, t, NS_CONSISTENCY,
		    "absolute-acceptance-radius-expression", a->absolute);
		give(g, t, NS_CONSISTENCY,
		    "proportional-acceptance-radius-expression",
		    a->proportional);
		break;
	}
}

const struct xp_focus *
evaluation_focus(const struct evaluation *e, struct xp_focus *focus,
    struct xp_item *item)
{
	if ((e->outcome != OUTCOME_EXISTENCE_SATISFIED &&
	    e->outcome != OUTCOME_EXISTENCE_UNSATISFIED) || e->value.n != 1)
		return NULL;
	*item = *xp_items(&e->value);
	*focus = (struct xp_focus){ item, 1, 1 };
	return focus;
}

static bool
is_given(const struct given *g, const struct taxonomy *t, uint32_t name)
{
	const struct img_name *n = taxonomy_name(t, name);
	uint32_t i;

	for (i = 0; n != NULL && i < g->n; i++)
		if (slice_eq(taxonomy_text(t, n->local), g->v[i].local) &&
		    slice_eq(taxonomy_text(t, n->ns), g->v[i].ns))
			return true;
	return false;
}

/* Whether all names of an expression mean something (3). */
static bool
names_are_known(const struct evaluation *e, uint32_t expression,
    const struct given *g)
{
	const struct taxonomy *t = e->run->t;
	const struct img_expression *x = formula_expression(t, expression);
	const struct bound *b;
	uint32_t i, name;

	for (i = 0; x != NULL && i < x->n_names; i++) {
		name = formula_list(t, x->names + i);
		b = evaluation_named(e, name, NULL);
		if ((b == NULL || b->kind == BOUND_NOT) &&
		    formula_parameter(t, name) == NONE &&
		    !is_given(g, t, name))
			return false;
	}
	return true;
}

/* --- the text --- */

/* The items of a value (2). */
static void
add_value(struct buf *b, const struct formula_run *run,
    const struct xp_seq *value, struct slice separator)
{
	uint32_t i;

	for (i = 0; i < value->n; i++) {
		if (i > 0)
			buf_slice(b, separator);
		buf_slice(b, xp_string_of(&run->d, xp_items(value)[i],
		    run->d.arena));
	}
}

static int
expand(const struct evaluation *e, const struct img_message *m, struct buf *b)
{
	struct formula_run *run = e->run;
	struct slice separator = formula_text(run->t, m->separator);
	struct xp_focus focus;
	struct xp_item item;
	struct xp_error err;
	struct xp_seq value;
	struct given g;
	uint32_t i;

	gather(&g, e);
	for (i = 0; i < m->n_parts; i++) {
		const struct img_message_part *p =
		    formula_message_part(run->t, m->parts + i);

		if (p == NULL)
			break;
		buf_slice(b, formula_text(run->t, p->text));
		if (p->expression == NONE)
			continue;
		if (!names_are_known(e, p->expression, &g))
			return -1;
		value = XP_EMPTY;
		if (evaluation_eval(e, p->expression, evaluation_focus(e,
		    &focus, &item), g.v, g.n, &value, &err) == -1) {
			run_report_error(run, p->expression, &err);
			return -1;
		}
		add_value(b, run, &value, separator);
	}
	return 1;
}

int
message_text(const struct evaluation *e, struct slice lang, struct buf *b)
{
	const struct taxonomy *t = e->run->t;
	const struct img_assertion *a = formula_assertion(t, e->assertion);
	uint32_t row = a == NULL ? NONE : message_choose(t, a,
	    evaluation_is_satisfied(e), lang);
	const struct img_message *m = formula_message(t, row);

	return m == NULL ? 0 : expand(e, m, b);
}

/* --- severity --- */

/* Assertion Severity 2.0, 2: exactly one of three words. */
static bool
severity_of(struct slice word, enum severity *out)
{
	static const struct {
		const char   *word;
		enum severity severity;
	} words[] = {
		{ "OK", SEVERITY_NOTE }, { "WARNING", SEVERITY_WARNING },
		{ "ERROR", SEVERITY_ERROR },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_is(word, words[i].word)) {
			*out = words[i].severity;
			return true;
		}
	return false;
}

static void
bad_severity(const struct evaluation *e, const struct img_assertion *a,
    struct slice value)
{
	const struct taxonomy *t = e->run->t;
	const struct img_expression *x = formula_expression(t, a->computed);
	struct finding *f = finding_add(e->run->findings,
	    F_seve_invalidSeverityExpressionResultError,
	    report_place(e->run->report, SPAN_NONE));

	finding_arg(f, "assertion", formula_assertion_id(t, a));
	finding_arg(f, "value", value);
	finding_arg(f, "expression", x == NULL ? SLICE("") :
	    formula_text(t, x->source));
}

/* 2.0, 2: what the expression says. */
static enum severity
computed(const struct evaluation *e, const struct img_assertion *a)
{
	struct formula_run *run = e->run;
	struct xp_seq value = XP_EMPTY, atoms = XP_EMPTY;
	enum severity severity = SEVERITY_ERROR;
	struct buf text = BUF_ANY;
	struct xp_focus focus;
	struct xp_item item;
	struct xp_error err;

	if (evaluation_eval(e, a->computed, evaluation_focus(e, &focus, &item),
	    NULL, 0, &value, &err) == -1 ||
	    xp_atomize(&run->d, &value, &atoms, &err) == -1) {
		run_report_error(run, a->computed, &err);
		return SEVERITY_ERROR;
	}
	add_value(&text, run, &atoms, SLICE(" "));
	if (atoms.n != 1 || xp_items(&atoms)->type == XT_QNAME ||
	    !severity_of(buf_get(&text), &severity))
		bad_severity(e, a, buf_get(&text));
	buf_free(&text);
	return severity;
}

enum severity
message_severity(const struct evaluation *e)
{
	const struct img_assertion *a = formula_assertion(e->run->t,
	    e->assertion);

	if (a == NULL)
		return SEVERITY_ERROR;
	switch ((enum assertion_severity)a->severity) {
	case ASSERTION_ERROR:
		return SEVERITY_ERROR;
	case ASSERTION_WARNING:
		return SEVERITY_WARNING;
	case ASSERTION_OK:
		return SEVERITY_NOTE;
	case ASSERTION_COMPUTED:
		return computed(e, a);
	}
	return SEVERITY_ERROR;
}
