/*
 * formula.h: the formulas of a compiled taxonomy, ready to be asked
 * (Variables 1.0, Formula 1.0, Validation 1.0 and what extends them).
 *
 *	assertion --> variable set --> bindings --> variables --> uses --> filters
 *	   |              |               |             |
 *	   |              |               |             +--> fallback, select
 *	   |              |               +--> parameters --> select
 *	   |              +--> test or value, preconditions, filters of the group
 *	   +--> messages, severity, sets of assertions
 *
 * What stands at the right ends are expressions; filters have items (names,
 * members) and, the and- and or-filters, uses of filters again.
 *
 * The rows are in formula_rows.h, each field with what it means.  As all rows of
 * an image they are mapped and used in place; whoever never calls a function of
 * this header pays nothing for the formulas.  Row numbers are checked as in
 * taxonomy.h: one that is out of range reads as NULL, SLICE_NONE, NONE.
 *
 * For who writes the planner:
 *
 * (1) Equal filters are one row, equal variables are one row, equal expressions
 *     are one row: what was found of a row (a bitset of facts, say) may be kept by
 *     its number for the whole report.  A filter whose n_names is 0 hangs on the
 *     facts alone.  One whose names are all parameters does so too, once those have
 *     values; formula_parameter tells which names are.
 * (2) Variables of an expression are found by name: slot i of the compiled form is
 *     the QName formula_list(t, e->names + i), and a binding of the set, else a
 *     parameter, that has this name is what it means (3.5.1: the arc's name goes
 *     before the parameter's own).  formula_resolve does that.  The names that a
 *     specification gives besides (ea:test-expression …) resolve to NONE.
 * (3) Bindings of a set stand in an order in which they can be evaluated; needs
 *     says on which others each hangs, by filters that name them too.
 * (4) A set that has no SET_ALWAYS evaluates only where the report has a fact of
 *     one of its wakes.  formula_woken lists the sets of a concept; sets that are
 *     SET_ALWAYS are the list of NONE.  A set that is not woken has no evaluation:
 *     a value assertion is then neither satisfied nor unsatisfied, an existence
 *     assertion (always SET_ALWAYS) has to be judged all the same.
 * (5) VARIABLE_NAMED: all that the variable can bind is a fact of one of its
 *     concepts, by filters not complemented; whoever has facts by concept begins
 *     there.  The group filters of a set may narrow it further.
 * (6) Sets and assertions that are _BROKEN have a static error, which is among
 *     the findings of the taxonomy; they are not to be evaluated.
 */
#ifndef TAXONOMY_FORMULA_H
#define TAXONOMY_FORMULA_H

#include "taxonomy/taxonomy.h"
#include "taxonomy/xfi.h"
#include "xpath/xpath.h"

#define NS_FORMULA	"http://xbrl.org/2008/formula"
#define NS_VARIABLE	"http://xbrl.org/2008/variable"
#define NS_INSTANCE	"http://xbrl.org/2010/variable/instance"
#define NS_EXISTENCE	"http://xbrl.org/2008/assertion/existence"
#define NS_VALUE	"http://xbrl.org/2008/assertion/value"
#define NS_CONSISTENCY	"http://xbrl.org/2008/assertion/consistency"
#define ROLE_MESSAGE	"http://www.xbrl.org/2010/role/message"

/* Bindings of one set: more than 200 are not known. */
#define FORMULA_MAX_BINDINGS	2000

/*
 * Libraries by which expressions of an image are compiled, in the order of
 * xp_dynamic.calls: number 1 is xfi:, number 2 is xff: (xfi.h),
 * from 3 on come custom functions, one library for each namespace.
 */
enum { LIBRARY_XFI = 1, LIBRARY_XFF, FORMULA_LIBRARIES };
/* All of them, for xp_open_calls and in the order of xp_dynamic.calls; in the
 * arena, *n of them. */
const struct xp_library *const *formula_xp_libraries(const struct taxonomy *,
		    struct arena *, uint16_t *n);
/* The custom function of a call (xp_call_row); NONE for other libraries. */
uint32_t	formula_function_of_call(const struct taxonomy *,
		    uint16_t library, uint16_t row);

/* --- rows --- */

struct slice	formula_text(const struct taxonomy *, struct fstr);
/* A number of a list; NONE past the end. */
uint32_t	formula_list(const struct taxonomy *, uint32_t at);
TAXONOMY_ROW(img_expression, formula_expression);
TAXONOMY_ROW(img_parameter, formula_parameter_row);
TAXONOMY_ROW(img_filter, formula_filter);
TAXONOMY_ROW(img_filter_item, formula_filter_item);
TAXONOMY_ROW(img_filter_use, formula_filter_use);
TAXONOMY_ROW(img_variable, formula_variable);
TAXONOMY_ROW(img_binding, formula_binding);
TAXONOMY_ROW(img_variable_set, formula_set);
TAXONOMY_ROW(img_set_scope, formula_set_scope);
TAXONOMY_ROW(img_output, formula_output);
TAXONOMY_ROW(img_output_rule, formula_output_rule);
TAXONOMY_ROW(img_assertion, formula_assertion);
TAXONOMY_ROW(img_assertion_set, formula_assertion_set);
TAXONOMY_ROW(img_message, formula_message);
TAXONOMY_ROW(img_message_part, formula_message_part);
TAXONOMY_ROW(img_message_use, formula_message_use);
TAXONOMY_ROW(img_function, formula_function);
TAXONOMY_ROW(img_function_input, formula_function_input);
TAXONOMY_ROW(img_function_step, formula_function_step);
TAXONOMY_ROW(img_equality, formula_equality);
TAXONOMY_ROW(img_wake, formula_wake);

/* --- questions --- */

/* Whether there is anything to evaluate, as the image says: nothing of it has
 * been looked at for that. */
bool		formula_any(const struct taxonomy *);
/*
 * Whether the formulas of the image are whole: all their sections by their sums,
 * and every number in their rows by what it is of (formula_sound.c).  It is found
 * out once, with the first row of any of them; if not, they all read as
 * empty, and taxonomy_damaged says so too.
 */
bool		formula_whole(const struct taxonomy *);

/* The compiled form of an expression, checked; false where it has none (it did
 * not compile) or the image is damaged: then taxonomy_damaged says so from here
 * on. */
bool		formula_open(const struct taxonomy *, uint32_t expression,
		    struct xp_expr *);
/* The same found by who knows more of it: it calls what there is not. */
void		formula_bad_code(const struct taxonomy *);
/* The namespace that a prefix means for an expression ("" the default one);
 * SLICE_NONE where it means none. */
struct slice	formula_namespace(const struct taxonomy *,
		    uint32_t expression, struct slice prefix);
/* The base URI of an expression that may ask for it, where it is not that of its
 * document (XPath 2.0, 2.1.1); else "". */
struct slice	formula_base(const struct taxonomy *, uint32_t expression);
/* The parameter of a name (SEC_NAMES), or NONE. */
uint32_t	formula_parameter(const struct taxonomy *, uint32_t name);
/* What a name means in a set: its binding (a row of SEC_BINDINGS), else NONE,
 * and the parameter of that name in *parameter, or NONE. Bindings that the set
 * sees by variables-scope are not looked at. */
uint32_t	formula_resolve(const struct taxonomy *,
		    const struct img_variable_set *, uint32_t name,
		    uint32_t *parameter);
/* The sets that a concept wakes (SEC_ELEMENTS; NONE: those that are SET_ALWAYS):
 * formula_list(t, *first + i), i < *count, are rows of SEC_VARIABLE_SETS. */
void		formula_woken(const struct taxonomy *, uint32_t element,
		    uint32_t *first, uint32_t *count);
/* The equality definition of a typed domain (SEC_EQUALITIES), or NONE. */
uint32_t	formula_equality_of(const struct taxonomy *, uint32_t element);
/* The id of an assertion, "" where it has none or is NULL. */
struct slice	formula_assertion_id(const struct taxonomy *,
		    const struct img_assertion *);

#endif
