/* xfi_host.c: see xfi.h: reports that expressions speak of; the functions. */
#include <assert.h>

#include "base/uri.h"
#include "formula/xfi_local.h"

/* --- the functions, by library --- */

#define XFI(name, min, max, result, parameters, function) function,
#define XFF(name, min, max, result, parameters, function)
static xp_function *const xfi_functions[] = {
#include "taxonomy/xfi_functions.h"
};
#undef XFI
#undef XFF

#define XFI(name, min, max, result, parameters, function)
#define XFF(name, min, max, result, parameters, function) function,
static xp_function *const xff_functions[] = {
#include "taxonomy/xfi_functions.h"
};
#undef XFI
#undef XFF

xp_function *const *const xfi_calls[XFI_LIBRARIES] = { xfi_functions,
	xff_functions };

/* --- reports --- */

struct xfi_host *
xfi_host_new(void)
{
	return mem_calloc(1, sizeof(struct xfi_host));
}

static void
report_free_all(struct xfi_report *x)
{
	report_tree_end(x);
	if (x->owned) {
		report_free(x->report);
		resolver_release(&x->bytes);
	}
	mem_free(x);
}

void
xfi_host_free(struct xfi_host *h)
{
	size_t i;

	if (h == NULL)
		return;
	for (i = 0; i < h->reports.n; i++)
		report_free_all(h->reports.v[i]);
	VEC_FREE(&h->reports);
	typing_free(h->typing);
	arena_free(h->made);
	mem_free(h);
}

/* Made trees become documents without content; their numbers at the end are
 * given anew. */
void
xfi_host_forget(struct xfi_host *h, struct xp_dynamic *d)
{
	static const struct xp_row row = { .kind = XK_DOCUMENT, .name = NONE,
	    .parent = NONE, .end = 1, .text = NONE, .type = NONE,
	    .scope = NONE };
	static const struct xp_tree nothing = { .rows = &row, .n_rows = 1 };
	uint16_t i;

	if (h->made == NULL)
		return;
	for (i = 0; i < d->n_trees; i++)
		if (d->trees[i]->arena == h->made)
			d->trees[i] = &nothing;
	while (d->n_trees > 0 && d->trees[d->n_trees - 1] == &nothing)
		d->n_trees--;
	arena_free(h->made);
	h->made = NULL;
}

int
xfi_host_add(struct xfi_host *h, struct xp_dynamic *d, struct report *r)
{
	struct xfi_report *x;
	int number;

	assert(r->numbered);
	if (h->reports.n == XFI_MAX_REPORTS)
		return -1;
	x = mem_calloc(1, sizeof(*x));
	x->report = r;
	x->index = (uint16_t)h->reports.n;
	if ((number = xp_add_tree(d, &x->tree)) == -1) {
		mem_free(x);
		return -1;
	}
	x->number = (uint16_t)number;
	report_tree_begin(x);
	VEC_PUSH(&h->reports, x);
	return (int)x->index;
}

/* --- xfi:xbrl-instance (registry, 90601) --- */

static struct xfi_report *
find_report(const struct xfi_host *h, struct slice uri)
{
	size_t i;

	for (i = 0; i < h->reports.n; i++)
		if (slice_eq(h->reports.v[i]->report->uri, uri))
			return h->reports.v[i];
	return NULL;
}

/* Reads a report; NULL with *why. What is wrong with it is of no interest as
 * long as it is one with all of its DTS. */
static struct report *
read_report(const struct xfi_host *h, struct slice uri,
    struct resolved *bytes, struct arena *a, const char **why)
{
	struct ingest_options o = *h->ingest;
	struct findings *ignored = NULL;
	struct report *r = NULL;
	int rc = -1;

	if (o.resolver == NULL || resolver_open(o.resolver, uri, bytes,
	    why) == -1)
		return NULL;
	ignored = findings_new();
	o.uri = uri;
	o.bytes = bytes->bytes;
	o.layout = false;
	o.nodes = true;
	rc = ingest_file(&r, bytes->path, &o, ignored, a, why);
	if (rc == 0 && !r->whole) {
		*why = "is no whole report";
		rc = -1;
	}
	findings_free(ignored);
	if (rc == 0)
		return r;
	report_free(r);
	resolver_release(bytes);
	return NULL;
}

static struct xfi_report *
load(struct xfi_host *h, struct xp_dynamic *d, struct slice uri,
    struct arena *a, const char **why)
{
	struct arena *scratch = arena_new();
	struct resolved bytes = { .hold = NULL };
	struct report *r = NULL;
	struct xfi_report *x = NULL;
	int index;

	*why = "none may be read here";
	if (h->ingest != NULL)
		r = read_report(h, uri, &bytes, scratch, why);
	if (r != NULL && (index = xfi_host_add(h, d, r)) != -1) {
		x = h->reports.v[index];
		x->owned = true;
		x->bytes = bytes;
	} else if (r != NULL) {
		*why = "too many reports are open";
		report_free(r);
		resolver_release(&bytes);
	}
	*why = x != NULL ? "" : arena_string(a, *why);
	arena_free(scratch);
	return x;
}

bool
xfi_host_open(struct xfi_host *h, struct xp_dynamic *d, struct slice href,
    struct arena *a, struct xp_item *root, const char **why)
{
	struct slice uri = uri_split(uri_resolve(a,
	    h->reports.v[0]->report->uri, href), NULL);
	struct xfi_report *x = find_report(h, uri);

	if (x == NULL)
		x = load(h, d, uri, a, why);
	if (x == NULL) {
		*why = arena_printf(a, "%.*s: %s", SLICE_ARG(uri), *why);
		return false;
	}
	*root = xfi_item(x, x->report->root_node);
	return true;
}

int
xfi_xbrl_instance(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xfi_host *h = xfi_host(ev);
	struct slice href = xp_slice(*xp_items(&args[0]));
	const char *why;
	struct xp_item root;

	(void)n_args;
	if (h == NULL || h->reports.n == 0)
		return xfi_fail(ev, "unableToLoadXbrlInstance",
		    "%.*s: there is no report here", SLICE_ARG(href));
	if (!xfi_host_open(h, ev->d, href, ev->arena, &root, &why))
		return xfi_fail(ev, "unableToLoadXbrlInstance", "%s", why);
	return xfi_result(out, root);
}
