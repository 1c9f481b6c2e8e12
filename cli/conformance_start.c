/*
 * conformance_start.c: what a variation starts from: the catalog.json that
 * holds for it, and its reports, also those in an archive.
 */
#include <string.h>

#include "base/file.h"
#include "base/uri.h"
#include "base/zip.h"
#include "cli/conformance.h"

/* --- catalogs --- */

/* The folder of a path, without its last part; NULL at the top. */
static const char *
parent(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL || slash == path)
		return NULL;
	return arena_copy(a, (struct slice){ path, (size_t)(slash - path) }).s;
}

static const char *
nearest_catalog(struct arena *a, const char *testcase, const char *root)
{
	const char *folder, *path;
	int64_t mtime;
	uint64_t size;

	for (folder = parent(a, testcase); folder != NULL;
	    folder = parent(a, folder)) {
		path = arena_printf(a, "%s/catalog.json", folder);
		if (file_stat(path, &size, &mtime) == 0)
			return path;
		if (strlen(folder) <= strlen(root))
			break;
	}
	return NULL;
}

void
suite_catalogs(struct suite *s, size_t first, const char *path)
{
	const char *root = file_is_folder(path) ? path :
	    parent(s->arena, path);
	const char *last = NULL, *catalog = NULL;
	size_t i;

	for (i = first; i < s->variations.n; i++) {
		struct variation *v = &s->variations.v[i];

		if (last == NULL || strcmp(last, v->testcase) != 0)
			catalog = nearest_catalog(s->arena, v->testcase,
			    root == NULL ? "" : root);
		last = v->testcase;
		v->catalog = catalog;
	}
}

/* --- starting points --- */

static const char *
judge_one(const char *path, const struct judge_options *o,
    struct findings *all, struct arena *a,
    void (*each)(const struct judged *, void *ctx), void *ctx)
{
	const char *why = NULL;
	struct judged j;

	if (judge_file(&j, path, o, a) == 2)
		why = j.why;
	findings_append(all, j.findings);
	each(&j, ctx);
	judged_free(&j);
	return why;
}

static bool
is_archive(const char *path, struct arena *a)
{
	const char *why;
	struct file f;
	bool yes;

	if (file_open(&f, path, a, &why) == -1)
		return false;
	yes = ingest_sniff(f.bytes) == FORM_ZIP;
	file_close(&f);
	return yes;
}

/* One entry, if it is a report; relative references lead where they would if
 * it stood beside the archive. */
static const char *
judge_entry(const char *archive, struct slice name, struct slice bytes,
    const struct judge_options *options, struct findings *all,
    struct arena *a, bool *any, void (*each)(const struct judged *,
    void *ctx), void *ctx)
{
	struct judge_options o = *options;
	enum document_form form = ingest_sniff(bytes);
	const char *folder = parent(a, archive);

	if (form != FORM_XBRL && form != FORM_XML)
		return NULL;
	*any = true;
	o.ingest.bytes = bytes;
	o.ingest.uri = uri_of_path(a, arena_printf(a, "%s/%.*s",
	    folder == NULL ? "." : folder, SLICE_ARG(name)));
	return judge_one(arena_printf(a, "%s/%.*s", archive, SLICE_ARG(name)),
	    &o, all, a, each, ctx);
}

static const char *
judge_archive(const char *path, const struct judge_options *o,
    struct findings *all, struct arena *a,
    void (*each)(const struct judged *, void *ctx), void *ctx)
{
	struct zip_file *zip;
	const char *why = NULL, *first = NULL;
	struct slice bytes;
	bool any = false;
	uint32_t i;

	if (zip_file_open(&zip, path, a, &why) != 0)
		return why;
	for (i = 0; i < zip_file_count(zip); i++) {
		struct slice name = zip_file_name(zip, i);

		if (slice_ends(name, SLICE("/")))
			continue;
		if (zip_file_read(zip, i, &bytes, &why) == -1) {
			first = first == NULL ? why : first;
			continue;
		}
		why = judge_entry(path, name, bytes, o, all, a, &any, each,
		    ctx);
		first = first == NULL ? why : first;
		mem_free((void *)(uintptr_t)bytes.s);
	}
	zip_file_close(zip);
	return any || first != NULL ? first : "holds no report";
}

const char *
suite_judge(const char *start, const struct judge_options *o,
    struct findings *all, struct arena *a,
    void (*each)(const struct judged *, void *ctx), void *ctx)
{
	if (is_archive(start, a))
		return judge_archive(start, o, all, a, each, ctx);
	return judge_one(start, o, all, a, each, ctx);
}
