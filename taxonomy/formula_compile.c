/*
 * formula_compile.c: the expressions of formulas become code (Variables 1.0, 1.7;
 * xpath.h), kept in the image; what is statically wrong with one is a finding
 * where it stands.
 */
#include "taxonomy/formulas.h"

#include "base/reason.h"
#include "taxonomy/image_open.h"

/* --- the static context --- */

struct context {
	const struct dts        *d;
	const struct img_scope  *scope;
};

static struct slice
namespace_of(void *ctx, struct slice prefix)
{
	const struct context *c = ctx;
	uint32_t i;

	for (i = 0; i < c->scope->n_namespaces; i++) {
		const struct img_namespace *n =
		    &c->d->formula_namespaces.v[c->scope->namespaces + i];

		if (slice_eq(dts_text(c->d, n->prefix), prefix))
			return dts_text(c->d, n->ns);
	}
	return SLICE_NONE;
}

static bool
has_type(void *ctx, struct slice ns, struct slice local)
{
	const struct context *c = ctx;
	uint32_t name = dts_name_find(c->d, ns, local);

	return name != NONE && c->d->names.v[name].type != NONE;
}

static bool
is_declared(void *ctx, struct slice ns, struct slice local, bool attribute)
{
	const struct context *c = ctx;
	uint32_t name = dts_name_find(c->d, ns, local);

	return name != NONE && (attribute ? c->d->names.v[name].attribute :
	    c->d->names.v[name].element) != NONE;
}

/* --- what is wrong --- */

static const struct {
	const char *local;
	enum finding_code code;
} codes[] = {
	{ "XPST0001", F_err_XPST0001 },
	{ "XPST0003", F_err_XPST0003 },
	{ "XPST0005", F_err_XPST0005 },
	{ "XPST0008", F_err_XPST0008 },
	{ "XPST0010", F_err_XPST0010 },
	{ "XPST0017", F_err_XPST0017 },
	{ "XPST0051", F_err_XPST0051 },
	{ "XPST0080", F_err_XPST0080 },
	{ "XPST0081", F_err_XPST0081 },
	{ "XPST0083", F_err_XPST0083 },
	{ "XPTY0004", F_err_XPTY0004 },
	{ "XPTY0018", F_err_XPTY0018 },
	{ "XPTY0019", F_err_XPTY0019 },
	{ "XPTY0020", F_err_XPTY0020 },
	{ "FORG0001", F_err_FORG0001 },
	{ "FONS0004", F_err_FONS0004 },
};

static enum finding_code
code_for(const struct xp_error *err)
{
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (slice_is(err->ns, NS_XPATH_ERROR) &&
		    slice_is(err->local, codes[i].local))
			return codes[i].code;
	return F_rek_XPathLimit;
}

/* Variables 1.0, 3.1: a function of a namespace that is neither the language's
 * nor the registry's has to have a signature. */
static bool
is_custom_function(struct context *c, struct slice source,
    const struct xp_error *err)
{
	struct slice s = slice_from(source, err->position), ns;
	size_t n;

	if (!slice_is(err->local, "XPST0017"))
		return false;
	for (n = 0; n < s.n && s.s[n] != ':' && s.s[n] != '(' &&
	    !is_xml_space(s.s[n]); n++)
		continue;
	if (n == s.n || s.s[n] != ':')
		return false;
	ns = namespace_of(c, (struct slice){ s.s, n });
	return !slice_is(ns, NS_XPATH_FN) && !slice_is(ns, NS_XSD) &&
	    !slice_is(ns, NS_XFI) && !slice_is(ns, NS_XFF);
}

static void
report(struct dts *d, const struct img_expression *e, enum finding_code code,
    struct slice reason)
{
	struct finding *f = finding_add(d->findings, code,
	    dts_place_line(d, e->document, e->line));

	finding_arg(f, "expression", slice_trim(formula_text_of(d,
	    e->source)));
	finding_arg(f, "reason", reason_bare(reason));
}

/* --- code --- */

struct code_key {
	const void *bytes;
	size_t      n;
};

static bool
code_is(const void *ctx, uint32_t row, const void *key)
{
	const struct dts *d = ctx;
	const struct img_expression *e = &d->expressions.v[row];
	const struct code_key *k = key;

	return e->code_size == k->n &&
	    memcmp(d->formula_code.v + e->code, k->bytes, k->n) == 0;
}

static void
keep_code(struct dts *d, uint32_t row, const struct buf *b)
{
	struct formula_set *set = d->formulas;
	struct img_expression *e = &d->expressions.v[row];
	struct code_key k = { b->s, b->n };
	uint64_t h = hash_bytes(b->s, b->n, hash_salt());
	uint32_t same = table_find(&set->code_table, h, code_is, d, &k);
	size_t units = (b->n + 7) / 8, i;

	e->code_size = (uint32_t)b->n;
	if (same != NONE) {
		e->code = d->expressions.v[same].code;
		return;
	}
	e->code = (uint32_t)d->formula_code.n;
	for (i = 0; i < units; i++)
		VEC_PUSH(&d->formula_code, 0);
	memcpy(d->formula_code.v + e->code, b->s, b->n);
	table_add(&set->code_table, h, row);
}

/* The variables of an expression, by slot. */
static void
keep_names(struct dts *d, uint32_t row, const struct xp_expr *x)
{
	struct formula_set *set = d->formulas;
	uint32_t i;

	set->copies.n = 0;
	for (i = 0; i < x->h->n_variables; i++)
		VEC_PUSH(&set->copies, dts_name(d,
		    xp_str(x, x->variables[i].ns),
		    xp_str(x, x->variables[i].local)));
	d->expressions.v[row].n_names = (uint32_t)set->copies.n;
	d->expressions.v[row].names = formula_intern_list(d, set->copies.v,
	    (uint32_t)set->copies.n);
}

/* The row of a custom function by its place in its library. */
static uint32_t
function_of(const struct dts *d, const struct xp_call_row *c)
{
	uint32_t low = 0, high = (uint32_t)d->functions.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (d->functions.v[mid].library < c->library)
			low = mid + 1;
		else
			high = mid;
	}
	return low + c->function;
}

/* Custom Function Implementation 1.0, 2: one that is called has one. */
static void
keep_calls(struct dts *d, uint32_t row, const struct xp_expr *x)
{
	uint32_t i, k;

	for (i = 0; i < x->h->n_calls; i++) {
		if (x->calls[i].library < FORMULA_LIBRARIES)
			continue;
		k = function_of(d, &x->calls[i]);
		if (k >= d->functions.n)
			continue;
		if ((d->functions.v[k].flags & FUNCTION_IMPLEMENTED) != 0) {
			VEC_PUSH(&d->formulas->calls,
			    ((struct formula_call){ k, row }));
			continue;
		}
		report(d, &d->expressions.v[row], F_err_XPST0017,
		    slice_of(arena_printf(d->arena,
		    "the function %s has no implementation",
		    formula_name_text(d, d->functions.v[k].name,
		    d->arena).s)));
		d->expressions.v[row].code_size = 0;
	}
}

static void
compile(struct dts *d, uint32_t row, const struct xp_static *common,
    struct arena *scratch)
{
	const struct img_expression *e = &d->expressions.v[row];
	struct context c = { d, &d->formula_scopes.v[e->namespaces] };
	struct xp_static st = *common;
	struct slice source = formula_text_of(d, e->source);
	struct buf b = BUF_ANY;
	struct xp_error err = { .position = 0 };
	struct xp_expr x;

	st.ctx = &c;
	st.element_ns = namespace_of(&c, SLICE(""));
	if (st.element_ns.s == NULL)
		st.element_ns = SLICE("");
	if (xp_compile(source, &st, &b, scratch, &err) != 0) {
		report(d, e, is_custom_function(&c, source, &err) ?
		    F_xbrlve_noCustomFunctionSignature : code_for(&err),
		    err.message);
	} else if (xp_open(&x, buf_get(&b))) {
		keep_code(d, row, &b);
		keep_names(d, row, &x);
		keep_calls(d, row, &x);
	}
	buf_free(&b);
}

void
formula_compile(struct dts *d)
{
	struct arena *tables = arena_new(), *scratch = arena_new();
	struct xp_static st = { .namespace = namespace_of,
	    .function_ns = SLICE_NONE, .type = has_type,
	    .declared = is_declared };
	struct taxonomy t;
	uint32_t i;

	taxonomy_view(&t, d);
	st.libraries = formula_xp_libraries(&t, tables, &st.n_libraries);
	for (i = 0; i < d->expressions.n; i++) {
		struct arena_mark m = arena_mark(scratch);

		compile(d, i, &st, scratch);
		arena_reset(scratch, m);
	}
	arena_free(scratch);
	arena_free(tables);
}
