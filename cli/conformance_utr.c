/*
 * conformance_utr.c: the units registry that a suite brings along: a file
 * whose root is {http://www.xbrl.org/2009/utr}utr in the folder of the
 * testcase or the nearest folder above it, within what was asked for.  Of
 * several in one folder the first by name counts.  And which variations are
 * held against a registry at all (docs/decisions.md).
 */
#include "base/file.h"
#include "base/names.h"
#include "base/xml.h"
#include "cli/conformance.h"
#include "taxonomy/utr.h"

#define NS_UTRE	NS_UTR "/errors"
#define HEAD	65536		/* bytes in which the root names its space */

/* The folder of a path, without a slash at its end. */
static const char *
folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? "." : slash == path ? "/" :
	    arena_copy(a, (struct slice){ path, (size_t)(slash - path) }).s;
}

static bool
has_root(struct slice bytes, const char *path, struct arena *a)
{
	struct xml_error err;
	xmlDoc *doc;
	bool yes;

	/* Most files are something else and need no parser to say so. */
	if (bytes.n == 0 || memmem(bytes.s, bytes.n < HEAD ? bytes.n : HEAD,
	    NS_UTR, sizeof(NS_UTR) - 1) == NULL)
		return false;
	if ((doc = xml_tree(bytes, path, a, &err)) == NULL)
		return false;
	yes = xml_is(xmlDocGetRootElement(doc), NS_UTR, "utr");
	xmlFreeDoc(doc);
	return yes;
}

static const char *
registry_in(const char *folder, struct arena *a)
{
	const char *path, *why, *found = NULL;
	struct slice *names;
	struct file f;
	size_t n, i;

	if (file_list(folder, a, &names, &n) == -1)
		return NULL;
	for (i = 0; i < n && found == NULL; i++) {
		path = arena_printf(a, "%s/%s", folder, names[i].s);
		if (!slice_ends(names[i], SLICE(".xml")) ||
		    file_open(&f, path, a, &why) == -1)
			continue;
		if (has_root(f.bytes, path, a))
			found = path;
		file_close(&f);
	}
	return found;
}

struct visit {
	const char *folder, *registry;
};
typedef VEC(struct visit) visits;

/* The registry of a folder or the nearest one above it, down to `root`: that
 * of all folders passed on the way, too. */
static const char *
nearest(const char *folder, const char *root, visits *seen, struct arena *a)
{
	size_t known = seen->n, i;
	const char *registry = NULL;

	for (;;) {
		for (i = 0; i < known; i++)
			if (strcmp(seen->v[i].folder, folder) == 0)
				break;
		if (i < known) {
			registry = seen->v[i].registry;
			break;
		}
		VEC_PUSH(seen, ((struct visit){ folder, NULL }));
		if ((registry = registry_in(folder, a)) != NULL ||
		    strlen(folder) <= strlen(root))
			break;
		folder = folder_of(a, folder);
	}
	for (i = known; i < seen->n; i++)
		seen->v[i].registry = registry;
	return registry;
}

void
suite_registries(struct suite *s, size_t first, const char *path)
{
	const char *root = file_is_folder(path) ? path :
	    folder_of(s->arena, path);
	visits seen = { NULL, 0, 0 };
	size_t i;

	for (i = first; i < s->variations.n; i++)
		s->variations.v[i].utr = nearest(folder_of(s->arena,
		    s->variations.v[i].testcase), root, &seen, s->arena);
	VEC_FREE(&seen);
}

bool
suite_names_utr(xmlNode *variation)
{
	return xmlSearchNsByHref(variation->doc, variation,
	    (const xmlChar *)NS_UTRE) != NULL;
}

struct utr *
suite_utr(const struct variation *v, struct validate_options *o,
    struct arena *a, const char **why)
{
	struct utr *own = NULL;

	o->no_utr = v->utr == NULL && !v->names_utr;
	if (v->utr != NULL && utr_read(&own, v->utr, a, why) == -1)
		return NULL;
	o->utr = own;
	return own;
}
