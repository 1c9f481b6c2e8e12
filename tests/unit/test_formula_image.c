/*
 * test_formula_image.c: images whose formulas have wrong numbers in them, and
 * checksums that are right (taxonomy/formula_sound.c): they are told before
 * anything follows one, and no row of formulas is handed out then.  Evaluating
 * such images is for fuzz_rows.
 */
#include <stddef.h>

#include "tests/tap.h"

#include "base/file.h"
#include "base/uri.h"
#include "base/xml.h"
#include "taxonomy/dts.h"
#include "taxonomy/image_open.h"
#include "taxonomy/image_write.h"
#include "tests/image_ask.h"

#define FOLDER	"tests/fuzz"

static struct arena *arena;
static struct slice image;
static char *copy;

static void
compile(void)
{
	struct slice entries[3];
	struct resolver *r = resolver_new();
	const char *folder = file_real_path(FOLDER, arena);
	struct dts *d;

	entries[0] = uri_of_path(arena, arena_printf(arena,
	    "%s/formula.xsd", folder));
	entries[1] = uri_of_path(arena, arena_printf(arena,
	    "%s/seeds/formula/all.xml", folder));
	entries[2] = uri_of_path(arena, arena_printf(arena,
	    "%s/seeds/formula/steps.xml", folder));
	d = dts_compile(r, entries, 3);
	image = image_write(d);
	copy = mem_resize(NULL, image.n, 1);
	dts_free(d);
	resolver_free(r);
}

static const struct img_section *
section(enum section sec)
{
	return (const struct img_section *)(const void *)(copy +
	    sizeof(struct img_header)) + sec;
}

static void *
row(enum section sec, uint32_t i)
{
	return copy + section(sec)->offset + i * section(sec)->row_size;
}

static struct taxonomy *
open_copy(void)
{
	struct taxonomy *t = NULL;
	const char *why;

	image_mend(copy, image.n);
	return taxonomy_open_bytes(&t, (struct slice){ copy, image.n }, arena,
	    &why) == 0 ? t : NULL;
}

/* The copy is damaged, and has no formulas; then it is as it was. */
static void
refused(const char *name)
{
	struct taxonomy *t = open_copy();

	ok(t != NULL && formula_any(t) && !taxonomy_damaged(t) &&
	    !formula_whole(t) && taxonomy_damaged(t) &&
	    taxonomy_count(t, SEC_EXPRESSIONS) == 0 &&
	    taxonomy_count(t, SEC_WAKES) == 0, "%s: refused", name);
	taxonomy_close(t);
	memcpy(copy, image.s, image.n);
}

#define N(sec)	((uint32_t)section(sec)->count)

static void
test_fields(void)
{
	static const struct {
		const char  *name;
		enum section section;
		size_t       offset;
	} numbers[] = {
#define FIELD(sec, type, field)	\
	{ #type "." #field, sec, offsetof(struct type, field) }
		FIELD(SEC_EXPRESSIONS, img_expression, namespaces),
		FIELD(SEC_EXPRESSIONS, img_expression, code),
		FIELD(SEC_EXPRESSIONS, img_expression, source),
		FIELD(SEC_FORMULA_SCOPES, img_scope, n_namespaces),
		FIELD(SEC_FORMULA_NAMESPACES, img_namespace, ns),
		FIELD(SEC_PARAMETERS, img_parameter, name),
		FIELD(SEC_PARAMETERS, img_parameter, turn),
		FIELD(SEC_PARAMETERS, img_parameter, expression),
		FIELD(SEC_FILTERS, img_filter, variable),
		FIELD(SEC_FILTERS, img_filter, test),
		FIELD(SEC_FILTERS, img_filter, resource),
		FIELD(SEC_FILTER_ITEMS, img_filter_item, name),
		FIELD(SEC_FILTER_ITEMS, img_filter_item, expression),
		FIELD(SEC_FILTER_USES, img_filter_use, filter),
		FIELD(SEC_VARIABLES, img_variable, expression),
		FIELD(SEC_VARIABLES, img_variable, n_filters),
		FIELD(SEC_VARIABLES, img_variable, n_concepts),
		FIELD(SEC_BINDINGS, img_binding, name),
		FIELD(SEC_BINDINGS, img_binding, target),
		FIELD(SEC_VARIABLE_SETS, img_variable_set, expression),
		FIELD(SEC_VARIABLE_SETS, img_variable_set, n_bindings),
		FIELD(SEC_VARIABLE_SETS, img_variable_set, n_preconditions),
		FIELD(SEC_VARIABLE_SETS, img_variable_set, owner),
		FIELD(SEC_OUTPUTS, img_output, set),
		FIELD(SEC_OUTPUTS, img_output, n_rules),
		FIELD(SEC_OUTPUT_RULES, img_output_rule, expression),
		FIELD(SEC_ASSERTIONS, img_assertion, n_sets),
		FIELD(SEC_ASSERTIONS, img_assertion, n_messages),
		FIELD(SEC_ASSERTIONS, img_assertion, resource),
		FIELD(SEC_MESSAGES, img_message, n_parts),
		FIELD(SEC_MESSAGE_PARTS, img_message_part, expression),
		FIELD(SEC_MESSAGE_USES, img_message_use, message),
		FIELD(SEC_FUNCTIONS, img_function, n_inputs),
		FIELD(SEC_FUNCTION_STEPS, img_function_step, expression),
		FIELD(SEC_WAKES, img_wake, n_sets),
#undef FIELD
	};
	const uint32_t wrong = 0x00ffffff;
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (N(numbers[i].section) == 0) {
			ok(true, "%s # SKIP no row", numbers[i].name);
			continue;
		}
		memcpy((char *)row(numbers[i].section, 0) + numbers[i].offset,
		    &wrong, sizeof(wrong));
		refused(numbers[i].name);
	}
}

/* The first filter that has others in it; NONE. */
static uint32_t
filter_with_uses(void)
{
	uint32_t i;

	for (i = 0; i < N(SEC_FILTERS); i++)
		if (((struct img_filter *)row(SEC_FILTERS, i))->n_uses > 0)
			return i;
	return NONE;
}

static void
test_circles(void)
{
	uint32_t i = filter_with_uses();
	struct img_filter *f;
	struct img_filter_use *u;
	struct img_variable_set *s = row(SEC_VARIABLE_SETS, 0);
	struct img_binding *b;

	if (ok(i != NONE, "there is a filter in a filter")) {
		f = row(SEC_FILTERS, i);
		u = row(SEC_FILTER_USES, f->uses);
		u->filter = i;
		refused("a filter in itself");
		u->filter = i - 1;
		((struct img_filter *)row(SEC_FILTERS, i - 1))->depth = 70;
		f->depth = 71;
		refused("filters nested too deep");
	}
	while (s->n_bindings == 0)
		s++;
	b = row(SEC_BINDINGS, s->bindings);
	b->n_needs = 1;		/* whatever it is: none is before it */
	b->needs = 0;
	refused("a binding that hangs on itself, or on one after it");
	b->kind = b->kind == BINDING_FACT ? BINDING_GENERAL : BINDING_FACT;
	refused("a binding of another kind than its variable");
}

static void
test_ranges(void)
{
	struct img_variable_set *s = row(SEC_VARIABLE_SETS, 0), *z;
	struct img_parameter *p = row(SEC_PARAMETERS, 0);
	struct img_filter *f = row(SEC_FILTERS, 0);
	const struct img_expression *e = row(SEC_EXPRESSIONS, 0);

	z = row(SEC_VARIABLE_SETS, 1);
	s->bindings = z->bindings = 0;
	s->n_bindings = z->n_bindings = N(SEC_BINDINGS);
	refused("two sets with the same bindings");
	f->kind = FILTER_KINDS;
	refused("a kind of filter that there is not");
	s->kind = SET_EXISTENCE + 1;
	refused("a kind of set that there is not");
	if (N(SEC_PARAMETERS) > 1) {
		p[1].name = p[0].name;
		refused("two parameters of a name");
	}
	copy[section(SEC_FORMULA_TEXT)->offset + e->source.off +
	    e->source.len] = 'x';
	refused("a text without an end");
}

/* Ids stand in rows that not only formulas have: each is looked at by who asks
 * for it. */
static void
test_ids(void)
{
	const struct img_assertion *a = row(SEC_ASSERTIONS, 0);
	struct img_resource *r = row(SEC_RESOURCES, a->resource);
	static const struct fstr wrong[] = { { NONE, 1 }, { 0, NONE },
	    { 1, 2 }, { NONE, NONE } };
	struct taxonomy *t = open_copy();
	size_t i;

	ok(t != NULL && formula_assertion_id(t, formula_assertion(t, 0)).n > 0,
	    "the id of an assertion");
	taxonomy_close(t);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		r->id = wrong[i];
		t = open_copy();
		ok(t != NULL && formula_whole(t) && formula_assertion_id(t,
		    formula_assertion(t, 0)).s == NULL,
		    "an id that is no text: none");
		taxonomy_close(t);
	}
	memcpy(copy, image.s, image.n);
}

/* What is compiled is looked at when it is used, and told then. */
static void
test_code(void)
{
	const struct img_expression *e = row(SEC_EXPRESSIONS, 0);
	struct xp_header *h = (void *)(copy +
	    section(SEC_FORMULA_CODE)->offset + (size_t)e->code * 8);
	struct taxonomy *t;
	struct xp_expr x;

	h->n_ops++;
	t = open_copy();
	ok(t != NULL && formula_whole(t) && !formula_open(t, 0, &x) &&
	    taxonomy_damaged(t), "an expression that is none: the image is "
	    "damaged once it is used");
	taxonomy_close(t);
	memcpy(copy, image.s, image.n);
}

/* Every number in turn another: asked, and nothing breaks; whole or empty. */
static void
test_all(uint32_t value)
{
	const struct img_section *first = section(SEC_FORMULA_LISTS);
	const struct img_section *last = section(SEC_WAKES);
	size_t at, end = last->offset + last->count * last->row_size;
	size_t half = 0, sound = 0;
	struct taxonomy *t;

	for (at = first->offset; at + 4 <= end; at += 4) {
		memcpy(copy + at, &value, sizeof(value));
		if ((t = open_copy()) != NULL) {
			image_ask_formulas(t, arena);
			sound += formula_whole(t);
			half += !formula_whole(t) && !t->bad_code &&
			    taxonomy_count(t, SEC_ASSERTIONS) > 0;
			taxonomy_close(t);
		}
		memcpy(copy + at, image.s + at, sizeof(value));
	}
	ok(half == 0 && sound > 0, "every number %x: whole (%zu), or empty",
	    value, sound);
}

int
main(void)
{
	struct taxonomy *t;

	arena = arena_new();
	xml_init();
	compile();
	memcpy(copy, image.s, image.n);
	t = open_copy();
	ok(t != NULL && formula_any(t) && formula_whole(t) &&
	    !taxonomy_damaged(t), "as it was written: whole");
	taxonomy_close(t);
	test_fields();
	test_circles();
	test_ranges();
	test_ids();
	test_code();
	test_all(NONE);
	test_all(0x7fffffff);
	test_all(1);
	mem_free(copy);
	mem_free((void *)(uintptr_t)image.s);
	arena_free(arena);
	return done();
}
