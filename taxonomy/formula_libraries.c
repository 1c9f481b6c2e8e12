/*
 * formula_libraries.c: the libraries of functions by which expressions of
 * formulas are compiled and evaluated (formula.h): those of the registry and the
 * custom functions of a taxonomy.
 */
#include "taxonomy/formula.h"

#include "base/buf.h"

/* --- custom functions --- */

/* A type as an image has it; one that is none, in a damaged image, is any. */
static struct slice
sound_type(struct slice type)
{
	struct slice s = type;

	if (s.n > 0 && strchr("?*+", s.s[s.n - 1]) != NULL)
		s.n--;
	if (slice_is(s, "item()") || slice_is(s, "node()") ||
	    slice_is(s, "empty-sequence()") ||
	    (slice_starts(s, SLICE("xs:")) &&
	    xp_type_named(slice_from(s, 3)) != XT_NONE))
		return type;
	return SLICE("item()*");
}

static const char *
parameters_of(const struct taxonomy *t, const struct img_function *f,
    struct arena *arena)
{
	struct buf b = BUF_ANY;
	const struct img_function_input *in;
	const char *text;
	uint32_t i;

	for (i = 0; i < f->n_inputs && i < XP_MANY - 1; i++) {
		in = formula_function_input(t, f->inputs + i);
		if (i > 0)
			buf_char(&b, ',');
		buf_slice(&b, in == NULL ? SLICE("item()*") :
		    sound_type(formula_text(t, in->type)));
	}
	text = b.n == 0 ? "" : arena_copy(arena, buf_get(&b)).s;
	buf_free(&b);
	return text;
}

static void
fill(const struct taxonomy *t, const struct img_function *f,
    struct xp_signature *s, struct arena *arena)
{
	const struct img_name *n = taxonomy_name(t, f->name);
	struct slice local = n == NULL ? SLICE("") :
	    taxonomy_text(t, n->local);
	uint32_t args = f->n_inputs < XP_MANY - 1 ? f->n_inputs : XP_MANY - 1;

	s->local = arena_copy(arena, local.s == NULL ? SLICE("") : local).s;
	s->min_args = s->max_args = (uint8_t)args;
	s->result = arena_copy(arena, sound_type(formula_text(t,
	    f->output_type))).s;
	s->parameters = parameters_of(t, f, arena);
}

/* The library of functions first … first + n of one namespace. */
static const struct xp_library *
custom(const struct taxonomy *t, uint32_t first, uint32_t n,
    struct arena *arena)
{
	struct xp_library *l = arena_alloc(arena, sizeof(*l));
	struct xp_signature *rows = arena_alloc(arena, n * sizeof(*rows));
	const struct img_function *f = formula_function(t, first);
	const struct img_name *name = taxonomy_name(t, f->name);
	struct slice ns = name == NULL ? SLICE("") :
	    taxonomy_text(t, name->ns);
	uint32_t i;

	for (i = 0; i < n; i++)
		fill(t, formula_function(t, first + i), &rows[i], arena);
	l->ns = arena_copy(arena, ns.s == NULL ? SLICE("") : ns).s;
	l->signatures = rows;
	l->n = (uint16_t)n;
	return l;
}

/* Images number libraries and rows from the first function on; where a damaged
 * one does not, the functions after that are not there. */
const struct xp_library *const *
formula_xp_libraries(const struct taxonomy *t, struct arena *arena,
    uint16_t *n)
{
	uint32_t count = taxonomy_count(t, SEC_FUNCTIONS), i, k;
	const struct xp_library **all;

	if (count > UINT16_MAX - FORMULA_LIBRARIES)
		count = UINT16_MAX - FORMULA_LIBRARIES;
	all = arena_alloc(arena, (count + 2) * sizeof(void *));
	all[0] = xfi_libraries[0];
	all[1] = xfi_libraries[1];
	*n = 2;
	for (i = 0; i < count; i = k) {
		const uint16_t library = formula_function(t, i)->library;

		for (k = i; k < count && formula_function(t, k)->library ==
		    library && formula_function(t, k)->row == k - i; k++)
			continue;
		if (library != *n + 1 || k == i)
			break;
		all[(*n)++] = custom(t, i, k - i, arena);
	}
	return all;
}
