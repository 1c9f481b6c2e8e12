/*
 * formula_finish.c: formulas, once all documents are read and all networks
 * made: one step after the other (formulas.h).
 */
#include "taxonomy/formulas.h"

void
formula_finish(struct dts *d)
{
	if (d->formulas == NULL)
		return;
	formula_find_edges(d);
	formula_make_functions(d);
	formula_compile(d);
	formula_check_functions(d);
	formula_make_parameters(d);
	formula_make_filters(d);
	formula_make_variables(d);
	formula_make_sets(d);
	formula_name_concepts(d);
	formula_check_outputs(d);
	formula_check_scopes(d);
	formula_make_assertions(d);
	formula_make_equalities(d);
	formula_make_wakes(d);
}
