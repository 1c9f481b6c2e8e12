/*
 * formula_open.c: compiled expressions of an image (formula.h): where an image
 * meets the evaluator.
 */
#include "taxonomy/formula.h"

#include "taxonomy/image_open.h"

void
formula_bad_code(const struct taxonomy *t)
{
	((struct taxonomy *)(uintptr_t)t)->bad_code = true;
}

bool
formula_open(const struct taxonomy *t, uint32_t expression,
    struct xp_expr *out)
{
	const struct img_expression *e = formula_expression(t, expression);
	uint32_t n;
	const uint64_t *code = section_rows(t, SEC_FORMULA_CODE, &n);

	if (e == NULL || e->code_size == 0)
		return false;
	if (e->code < n && e->code_size <= (uint64_t)(n - e->code) * 8 &&
	    xp_open(out, (struct slice){ (const char *)(const void *)
	    (code + e->code), e->code_size }) &&
	    out->h->n_variables == e->n_names)
		return true;
	formula_bad_code(t);
	return false;
}
