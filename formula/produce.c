/* produce.c: see produce.h. */
#include "formula/produce.h"

#include "formula/consistency.h"
#include "formula/output_local.h"
#include "formula/typing.h"
#include "formula/xfi_local.h"

struct producer {
	struct formula_run    *run;
	struct maker           maker;
	struct formula_output *output;	/* or NULL */
	struct consistency    *consistency;	/* or NULL */
	bool                   scopes;	/* some fact has a name in them */
	/* Trees of facts in whose scope sets are evaluated, one in the other:
	 * numbers in run->d, and which are in use. */
	VEC(uint16_t)          numbers;
	size_t                 depth;
	struct buf             buf;
};

/* --- facts as nodes (Variables Scope 1.0, 2.2) --- */

static bool
has_names(const struct formula_run *run)
{
	size_t i;

	for (i = 0; i < run->scopes.n; i++)
		if (run->scopes.v[i].name != NONE)
			return true;
	return false;
}

static bool
is_named(const struct producer *p, uint32_t set)
{
	uint32_t n, i;
	const struct run_scope *s = !p->scopes ? NULL :
	    run_scopes_of(p->run, set, &n);

	for (i = 0; s != NULL && i < n; i++)
		if (s[i].name != NONE)
			return true;
	return false;
}

/* The fact as a document of its own, without what it refers to. */
static void
write_fact(struct buf *b, const struct made *m)
{
	buf_clear(b);
	buf_puts(b, "<f:");
	buf_slice(b, m->name.local);
	buf_puts(b, " xmlns:f=\"");
	buf_xml(b, m->name.ns);
	buf_puts(b, "\" xmlns:v=\"");
	buf_xml(b, m->qname.ns.n == 0 ? m->name.ns : m->qname.ns);
	buf_puts(b, m->nil ? "\" xmlns:xsi=\"http://www.w3.org/2001/"
	    "XMLSchema-instance\" xsi:nil=\"true\">" : "\">");
	if (!m->nil && m->qname.local.n > 0) {
		buf_puts(b, m->qname.ns.n > 0 ? "v:" : "");
		buf_slice(b, m->qname.local);
	} else if (!m->nil) {
		buf_xml(b, m->text);
	}
	buf_puts(b, "</f:");
	buf_slice(b, m->name.local);
	buf_char(b, '>');
}

/* The node of the fact last made, typed by its schema; none where there are too
 * many trees. */
static void
make_node(struct producer *p, struct evaluation *e)
{
	static const struct xp_tree nothing = { .n_rows = 0 };
	struct formula_run *run = p->run;
	struct xp_tree_error err;
	struct xp_tree *tree;
	int number;

	write_fact(&p->buf, &p->maker.made);
	tree = xp_tree_read(buf_get(&p->buf), SLICE(""), typing_of_trees(
	    run->host->reports.v[0]->typing), run->scratch, &err);
	if (tree == NULL)
		return;
	if (p->depth == p->numbers.n) {
		if ((number = xp_add_tree(&run->d, &nothing)) == -1) {
			xp_tree_free(tree);
			return;
		}
		VEC_PUSH(&p->numbers, (uint16_t)number);
	}
	run->d.trees[p->numbers.v[p->depth]] = tree;
	e->made = (struct bound){ .kind = BOUND_VALUE, .weight = 1,
	    .value = xp_one(xp_node(p->numbers.v[p->depth], 1)) };
	e->tree = tree;
	p->depth++;
}

void
produce_forget(struct producer *p, struct evaluation *e)
{
	if (e->tree == NULL)
		return;
	xp_tree_free(e->tree);
	e->tree = NULL;
	e->made = (struct bound){ .kind = BOUND_NOT };
	p->depth--;
}

/* --- the whole --- */

struct producer *
produce_begin(struct formula_run *run)
{
	struct consistency *c = consistency_new(run);
	struct producer *p;
	bool scopes = has_names(run);

	if (run->options->output == NULL && c == NULL && !scopes)
		return NULL;
	p = mem_calloc(1, sizeof(*p));
	p->run = run;
	p->output = run->options->output;
	p->consistency = c;
	p->scopes = scopes;
	p->buf = BUF_ANY;
	maker_begin(&p->maker, run);
	if (p->output != NULL)
		output_begin(p->output, run->report);
	return p;
}

bool
produce_wants(const struct producer *p, uint32_t set)
{
	return p != NULL && (p->output != NULL || is_named(p, set) ||
	    consistency_wants(p->consistency, set));
}

/* What is done with a fact. */
static void
show(struct producer *p, const struct evaluation *e)
{
	if (p->output != NULL)
		output_add(p->output, &p->maker.made, e->weight);
	if (consistency_wants(p->consistency, e->set))
		consistency_judge(p->consistency, &p->maker, e);
}

void
produce_evaluation(struct producer *p, struct evaluation *e)
{
	const struct evaluation *before = e->run->now;
	int rc;

	if (!produce_wants(p, e->set))
		return;
	e->run->now = e;
	rc = made_make(&p->maker, e);
	if (rc == 0)
		show(p, e);
	else
		produce_failed(p, e->set, FORMULA_FAILED);
	if (rc == 0 && is_named(p, e->set))
		make_node(p, e);
	e->run->now = before;
}

void
produce_failed(struct producer *p, uint32_t set, enum formula_state state)
{
	if (p != NULL && consistency_wants(p->consistency, set))
		consistency_failed(p->consistency, set, state);
}

void
produce_end(struct producer *p)
{
	if (p == NULL)
		return;
	consistency_free(p->consistency);
	maker_end(&p->maker);
	VEC_FREE(&p->numbers);
	buf_free(&p->buf);
	mem_free(p);
}
