/*
 * formula.c: reading the rows of formulas in an image (formula.h).
 */
#include "taxonomy/formula.h"

#include "taxonomy/image_open.h"

static const void *
row_of(const struct taxonomy *t, enum section sec, size_t size, uint32_t row)
{
	uint32_t n;
	const char *rows = section_rows(t, sec, &n);

	return row < n ? rows + (size_t)row * size : NULL;
}

#define ROW(type, function, sec)					\
const struct type *							\
function(const struct taxonomy *t, uint32_t row)			\
{									\
	return row_of(t, sec, sizeof(struct type), row);		\
}

ROW(img_expression, formula_expression, SEC_EXPRESSIONS)
ROW(img_parameter, formula_parameter_row, SEC_PARAMETERS)
ROW(img_filter, formula_filter, SEC_FILTERS)
ROW(img_filter_item, formula_filter_item, SEC_FILTER_ITEMS)
ROW(img_filter_use, formula_filter_use, SEC_FILTER_USES)
ROW(img_variable, formula_variable, SEC_VARIABLES)
ROW(img_binding, formula_binding, SEC_BINDINGS)
ROW(img_variable_set, formula_set, SEC_VARIABLE_SETS)
ROW(img_set_scope, formula_set_scope, SEC_SET_SCOPES)
ROW(img_output, formula_output, SEC_OUTPUTS)
ROW(img_output_rule, formula_output_rule, SEC_OUTPUT_RULES)
ROW(img_assertion, formula_assertion, SEC_ASSERTIONS)
ROW(img_assertion_set, formula_assertion_set, SEC_ASSERTION_SETS)
ROW(img_message, formula_message, SEC_MESSAGES)
ROW(img_message_part, formula_message_part, SEC_MESSAGE_PARTS)
ROW(img_message_use, formula_message_use, SEC_MESSAGE_USES)
ROW(img_function, formula_function, SEC_FUNCTIONS)
ROW(img_function_input, formula_function_input, SEC_FUNCTION_INPUTS)
ROW(img_function_step, formula_function_step, SEC_FUNCTION_STEPS)
ROW(img_equality, formula_equality, SEC_EQUALITIES)
ROW(img_wake, formula_wake, SEC_WAKES)

struct slice
formula_text(const struct taxonomy *t, struct fstr s)
{
	uint32_t n;
	const char *bytes = section_rows(t, SEC_FORMULA_TEXT, &n);

	if (s.len == 0)
		return SLICE("");
	if (s.off >= n || s.len >= n - s.off || bytes[s.off + s.len] != '\0')
		return SLICE_NONE;
	return (struct slice){ bytes + s.off, s.len };
}

uint32_t
formula_list(const struct taxonomy *t, uint32_t at)
{
	const uint32_t *p = row_of(t, SEC_FORMULA_LISTS, sizeof(*p), at);

	return p == NULL ? NONE : *p;
}

/* --- functions --- */

uint32_t
formula_function_of_call(const struct taxonomy *t, uint16_t library,
    uint16_t row)
{
	uint32_t n, low = 0, high, mid;
	const struct img_function *f = section_rows(t, SEC_FUNCTIONS, &n);

	for (high = n; low < high;) {
		mid = low + (high - low) / 2;
		if (f[mid].library < library ||
		    (f[mid].library == library && f[mid].row < row))
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && f[low].library == library && f[low].row == row ?
	    low : NONE;
}

/* --- expressions --- */

static const struct img_scope *
scope_of(const struct taxonomy *t, uint32_t expression)
{
	const struct img_expression *e = formula_expression(t, expression);

	return e == NULL ? NULL : row_of(t, SEC_FORMULA_SCOPES,
	    sizeof(struct img_scope), e->namespaces);
}

struct slice
formula_base(const struct taxonomy *t, uint32_t expression)
{
	const struct img_scope *s = scope_of(t, expression);

	return s == NULL ? SLICE("") : formula_text(t, s->base);
}

struct slice
formula_namespace(const struct taxonomy *t, uint32_t expression,
    struct slice prefix)
{
	const struct img_scope *s = scope_of(t, expression);
	uint32_t i;

	for (i = 0; s != NULL && i < s->n_namespaces; i++) {
		const struct img_namespace *n = row_of(t,
		    SEC_FORMULA_NAMESPACES, sizeof(*n), s->namespaces + i);

		if (n == NULL)
			break;
		if (slice_eq(taxonomy_text(t, n->prefix), prefix))
			return taxonomy_text(t, n->ns);
	}
	return SLICE_NONE;
}

/* --- names --- */

uint32_t
formula_parameter(const struct taxonomy *t, uint32_t name)
{
	uint32_t n, low = 0, high, mid;
	const struct img_parameter *p = section_rows(t, SEC_PARAMETERS, &n);

	for (high = n; low < high;) {
		mid = low + (high - low) / 2;
		if (p[mid].name < name)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && p[low].name == name ? low : NONE;
}

uint32_t
formula_resolve(const struct taxonomy *t, const struct img_variable_set *set,
    uint32_t name, uint32_t *parameter)
{
	const struct img_binding *b;
	uint32_t i;

	*parameter = NONE;
	for (i = 0; i < set->n_bindings; i++) {
		b = formula_binding(t, set->bindings + i);
		if (b == NULL)
			break;
		if (b->name == name)
			return set->bindings + i;
	}
	*parameter = formula_parameter(t, name);
	return NONE;
}

/* --- look-ups by element --- */

void
formula_woken(const struct taxonomy *t, uint32_t element, uint32_t *first,
    uint32_t *count)
{
	uint32_t n, low = 0, high, mid;
	const struct img_wake *w = section_rows(t, SEC_WAKES, &n);

	for (high = n; low < high;) {
		mid = low + (high - low) / 2;
		if (w[mid].element < element)
			low = mid + 1;
		else
			high = mid;
	}
	*first = *count = 0;
	if (low < n && w[low].element == element) {
		*first = w[low].sets;
		*count = w[low].n_sets;
	}
}

bool
formula_any(const struct taxonomy *t)
{
	return taxonomy_told(t, SEC_VARIABLE_SETS) > 0 ||
	    taxonomy_told(t, SEC_PARAMETERS) > 0;
}

bool
formula_whole(const struct taxonomy *t)
{
	(void)taxonomy_count(t, SEC_VARIABLE_SETS);
	return !taxonomy_damaged(t);
}

uint32_t
formula_equality_of(const struct taxonomy *t, uint32_t element)
{
	uint32_t n, low = 0, high, mid;
	const struct img_equality *e = section_rows(t, SEC_EQUALITIES, &n);

	for (high = n; low < high;) {
		mid = low + (high - low) / 2;
		if (e[mid].element < element)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && e[low].element == element ? low : NONE;
}

struct slice
formula_assertion_id(const struct taxonomy *t, const struct img_assertion *a)
{
	const struct img_resource *r = a == NULL ? NULL :
	    taxonomy_resource(t, a->resource);

	return r == NULL ? SLICE("") : formula_text(t, r->id);
}
