/*
 * expression.h: expressions of the image in a run: opened once, their variables
 * found once for each set that has them.
 *
 * An error is told once: who reports it sets its code to "" (run_report_error),
 * and nobody reports one that has none.
 */
#ifndef FORMULA_EXPRESSION_H
#define FORMULA_EXPRESSION_H

#include "formula/run.h"

struct expressions;

struct expressions	*expressions_new(struct formula_run *);
/* Functions that expressions of the taxonomy may call, n of them. */
const struct xp_library *const *expression_libraries(
		    const struct formula_run *, uint16_t *n);
void			 expressions_free(struct expressions *);

/* The compiled form; NULL where it has none. */
const struct xp_expr	*expression_view(struct formula_run *, uint32_t row);
/* Whether its value hangs on variables alone: not on the context item. */
bool		expression_is_fixed(struct formula_run *, uint32_t row);
/* Whether a function looks at the context item, called with so many arguments. */
bool			call_uses_focus(const struct xp_call_row *,
			    unsigned n_args);
/* The values of all slots of an expression in an evaluation, in run->d.arena;
 * NULL: some variable has none. */
struct xp_seq		*expression_slots(struct formula_run *,
			    const struct evaluation *, uint32_t row);
/* Whether anything in it can tell a node from another one with the same value
 * and aspects: steps, node comparisons, sets of nodes, functions of nodes. */
bool		expression_knows_nodes(struct formula_run *, uint32_t row);

/*
 * The value, in run->d.arena.  `e` NULL: no variables but parameters.  The focus
 * NULL: the root element of the report. 0; -1 with *err.
 */
int	expression_eval(struct formula_run *, const struct evaluation *e,
	    uint32_t row, const struct xp_focus *, struct xp_seq *,
	    struct xp_error *);
/* The same with values by name that go before those of variables. */
int	expression_eval_with(struct formula_run *, const struct evaluation *e,
	    uint32_t row, const struct xp_focus *, const struct named_value *,
	    uint32_t n, struct xp_seq *, struct xp_error *);
/* Its effective boolean value: 0, 1, -1. */
int	expression_truth(struct formula_run *, const struct evaluation *e,
	    uint32_t row, const struct xp_focus *, struct xp_error *);
/* Its atomized value of one item at most: 1; 0: it is empty; -1. More than one
 * is XPTY0004. */
int	expression_atom(struct formula_run *, const struct evaluation *e,
	    uint32_t row, const struct xp_focus *, struct xp_item *,
	    struct xp_error *);
/* An xs:QName likewise. */
int	expression_name(struct formula_run *, const struct evaluation *e,
	    uint32_t row, const struct xp_focus *, struct xp_qname *,
	    struct xp_error *);

/* --- parameter.c (Variables 1.0, 2.2) --- */

/* Evaluates those that may fail by themselves. */
void	parameters_begin(struct formula_run *);
/* The value of one: 0; -1 where it has none. */
int	parameter_value(struct formula_run *, uint32_t row, struct xp_seq *,
	    struct xp_error *);

/* --- function.c: custom functions (Custom Functions 1.0) --- */

/* The calls of all libraries, for struct xp_dynamic. */
xp_function *const *const *custom_calls(const struct taxonomy *,
	    struct arena *, uint16_t n_libraries);

#endif
