/*
 * resolver.c: see resolver.h.
 *
 * (1) The sources are asked in the header's order; one that names a place
 *     where nothing is, is passed over.
 * (2) What a rule puts behind its folder stays below it: a tail with a step
 *     ".." hidden in escapes is no document.
 * (3) An escape in a URI stands for its character, but some taxonomies were
 *     unpacked with the escapes in the names: both are tried.
 * (4) The documents of a taxonomy stand side by side: the real path of a
 *     folder is asked for once, not for each file in it, which takes a call of
 *     the system for each folder on the way.
 */
#include "taxonomy/resolver.h"

#include "base/file.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/uri.h"
#include "base/zip.h"
#include "taxonomy/catalog.h"
#include "taxonomy/package.h"
#include "taxonomy/rewrite.h"
#include "taxonomy/standard.h"

#define FOLDERS_UP	2	/* corpora have "../../notes/a.xsd" */

/* A catalog or package, for the identity. */
struct source {
	const char *kind;		/* "catalog" or "package" */
	const char *path;		/* absolute */
	uint64_t    size;
	int64_t     mtime_ns;
};

struct resolver {
	struct arena   *arena;		/* rules, packages, reasons */
	struct arena   *scratch;	/* one look-up */
	struct intern  *paths;		/* of what was opened */
	struct rewrites catalogs, packages;
	struct rewrites scope;		/* of the catalog that goes before … */
	const char     *scope_path;	/* … and its path, or NULL */
	VEC(struct package *) package;
	VEC(struct source) sources;
	VEC(const char *) allowed;	/* real paths of folders */
	const char     *about[2];	/* the same, for the report judged */
	bool            confined;
	struct buf      folder;		/* the last one of a file (4) … */
	const char     *real_folder;	/* … and its real path, or NULL */
};

/* What a resolved document holds until it is released. */
struct hold {
	struct file file;
	char       *bytes;		/* of a package's file */
};

static const char not_found[] =
    "not found in any catalog, package or on disk";
static const char outside[] =
    "it lies outside the folders of the report and of the command; only a "
    "catalog or package may lead there";

struct resolver *
resolver_new(void)
{
	struct resolver *r = mem_calloc(1, sizeof(*r));

	r->arena = arena_new();
	r->scratch = arena_new();
	r->folder = BUF_ANY;
	r->paths = intern_new();
	r->catalogs = REWRITES(r->arena);
	r->scope = REWRITES(r->arena);
	r->packages = REWRITES(r->arena);
	return r;
}

void
resolver_free(struct resolver *r)
{
	size_t i;

	if (r == NULL)
		return;
	for (i = 0; i < r->package.n; i++) {
		package_close(r->package.v[i]);
		mem_free(r->package.v[i]);
	}
	VEC_FREE(&r->package);
	VEC_FREE(&r->sources);
	VEC_FREE(&r->allowed);
	rewrites_free(&r->catalogs);
	rewrites_free(&r->scope);
	rewrites_free(&r->packages);
	buf_free(&r->folder);
	intern_free(r->paths);
	arena_free(r->scratch);
	arena_free(r->arena);
	mem_free(r);
}

/* Notes a catalog or package before it is read: a change while we read makes
 * another identity the next time. */
static void
add_source(struct resolver *r, const char *kind, const char *path)
{
	struct source *s = VEC_ADD(&r->sources);

	s->kind = kind;
	s->path = uri_to_path(r->arena, uri_of_path(r->arena, path));
	if (file_stat(path, &s->size, &s->mtime_ns) == -1)
		s->size = 0;
}

int
resolver_add_catalog(struct resolver *r, const char *path, const char **why)
{
	struct file file;
	int rc;

	if (file_open(&file, path, r->arena, why) == -1)
		return -1;
	add_source(r, "catalog", path);
	rc = catalog_read(&r->catalogs, file.bytes, path, r->arena, why);
	file_close(&file);
	return rc;
}

int
resolver_scope(struct resolver *r, const char *path, const char **why)
{
	struct file file;
	int rc;

	if (path != NULL && r->scope_path != NULL &&
	    strcmp(path, r->scope_path) == 0)
		return 0;
	rewrites_free(&r->scope);
	r->scope = REWRITES(r->arena);
	r->scope_path = NULL;
	if (path == NULL)
		return 0;
	if (file_open(&file, path, r->arena, why) == -1)
		return -1;
	r->scope_path = arena_string(r->arena, path);
	rc = catalog_read(&r->scope, file.bytes, path, r->arena, why);
	file_close(&file);
	return rc;
}

int
resolver_add_package(struct resolver *r, const char *path,
    struct findings *findings, const char **why)
{
	struct package *p = mem_calloc(1, sizeof(*p));

	add_source(r, "package", path);
	if (package_open(p, path, (uint32_t)r->package.n, &r->packages,
	    findings, r->arena, why) == -1) {
		package_close(p);
		mem_free(p);
		return -1;
	}
	VEC_PUSH(&r->package, p);
	return 0;
}

uint32_t
resolver_package_count(const struct resolver *r)
{
	return (uint32_t)r->package.n;
}

bool
resolver_entry_point(const struct resolver *r, uint32_t package, uint32_t i,
    struct slice *uri, struct slice *name)
{
	const struct package *p;

	if (package >= r->package.n)
		return false;
	p = r->package.v[package];
	if (i >= p->entries.n)
		return false;
	*uri = p->entries.v[i].uri;
	*name = p->entries.v[i].name;
	return true;
}

void
resolver_identity(const struct resolver *r, struct buf *b)
{
	size_t i;

	for (i = 0; i < r->sources.n; i++) {
		const struct source *s = &r->sources.v[i];

		buf_printf(b, "%s %llu %lld %s\n", s->kind,
		    (unsigned long long)s->size, (long long)s->mtime_ns,
		    s->path);
	}
}

/* --- what may be read from disk --- */

/* Whether a real path has fewer than two steps: "/", "/home". */
static bool
is_top(const char *real)
{
	return strchr(real + 1, '/') == NULL;
}

static bool
is_below(const char *real, const char *folder)
{
	size_t n = folder == NULL ? 0 : strlen(folder);

	return n > 0 && strncmp(real, folder, n) == 0 &&
	    (real[n] == '/' || folder[n - 1] == '/');
}

void
resolver_allow(struct resolver *r, const char *folder)
{
	const char *real = file_real_path(folder, r->arena);

	if (real != NULL)
		VEC_PUSH(&r->allowed, real);
}

/* The folder of a path, or the path above a folder; NULL at the top. */
static const char *
folder_above(struct resolver *r, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL || slash == path)
		return NULL;
	return arena_copy(r->scratch, (struct slice){ path,
	    (size_t)(slash - path) }).s;
}

/* A path that lives as long as the resolver; NULL stays NULL. */
static const char *
keep_folder(struct resolver *r, const char *path)
{
	return path == NULL ? NULL : intern_get(r->paths,
	    intern_add(r->paths, slice_of(path))).s;
}

void
resolver_about(struct resolver *r, const char *path)
{
	struct arena_mark mark = arena_mark(r->scratch);
	const char *real = file_real_path(path, r->scratch);
	const char *here = file_real_path(".", r->scratch);
	const char *own = real == NULL ? NULL : folder_above(r, real), *above;
	int i;

	r->confined = true;
	for (i = 0; i < FOLDERS_UP && own != NULL; i++) {
		above = folder_above(r, own);
		if (above == NULL || is_top(above))
			break;
		own = above;
	}
	r->about[0] = keep_folder(r, own);
	r->about[1] = keep_folder(r, here == NULL || is_top(here) ? NULL :
	    here);
	arena_reset(r->scratch, mark);
}

/* The real path of a file, or NULL where nothing is there (4). */
static const char *
real_path(struct resolver *r, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct slice folder;

	if (slash == NULL || slash == path || !file_is_itself(path))
		return file_real_path(path, r->scratch);
	folder = (struct slice){ path, (size_t)(slash - path) };
	if (!slice_eq(buf_get(&r->folder), folder)) {
		buf_clear(&r->folder);
		buf_slice(&r->folder, folder);
		r->real_folder = keep_folder(r, file_real_path(
		    arena_copy(r->scratch, folder).s, r->scratch));
	}
	return r->real_folder == NULL ? NULL : arena_printf(r->scratch,
	    "%s%s", r->real_folder, slash);
}

bool
resolver_may_read(struct resolver *r, const char *path)
{
	struct arena_mark mark = arena_mark(r->scratch);
	const char *real = r->confined ? real_path(r, path) : NULL;
	bool may = real == NULL || is_below(real, r->about[0]) ||
	    is_below(real, r->about[1]);
	size_t i;

	for (i = 0; i < r->allowed.n && !may; i++)
		may = is_below(real, r->allowed.v[i]);
	arena_reset(r->scratch, mark);
	return may;
}

/* --- look-up --- */

/* A path that lives as long as the resolver. */
static const char *
keep(struct resolver *r, const char *path)
{
	return intern_get(r->paths,
	    intern_add(r->paths, slice_of(path))).s;
}

/* Opens a file on disk. -1 with *why; "no such file" is not worth telling. */
static int
open_file(struct resolver *r, const char *path, enum document_source source,
    struct resolved *out, const char **why)
{
	struct hold *hold;
	struct file file;
	const char *reason;

	if (path == NULL)
		return -1;
	if (source == SRC_FILE && !resolver_may_read(r, path)) {
		*why = outside;
		return -1;
	}
	if (file_open(&file, path, r->arena, &reason) == -1) {
		if (strcmp(reason, "no such file") != 0)
			*why = reason;
		return -1;
	}
	hold = mem_calloc(1, sizeof(*hold));
	hold->file = file;
	*out = (struct resolved){ file.bytes, keep(r, path), source,
	    file.mtime_ns, hold };
	return 0;
}

/* Opens a file of a package by its name there. */
static int
open_entry(struct resolver *r, const struct package *p, struct slice name,
    struct resolved *out, const char **why)
{
	uint32_t i = zip_file_find(p->zip, name);
	struct hold *hold;
	struct slice bytes;

	if (i == NONE || slice_ends(name, SLICE("/")))
		return -1;
	if (zip_file_read(p->zip, i, &bytes, why) == -1)
		return -1;
	hold = mem_calloc(1, sizeof(*hold));
	hold->bytes = (char *)(uintptr_t)bytes.s;
	*out = (struct resolved){ bytes, keep(r, arena_printf(r->scratch,
	    "%s!%.*s", p->path, SLICE_ARG(name))), SRC_PACKAGE, 0, hold };
	return 0;
}

/* Whether a path leads upwards (2). */
static bool
climbs(const char *path)
{
	const char *p;

	for (p = strstr(path, ".."); p != NULL; p = strstr(p + 1, ".."))
		if ((p == path || p[-1] == '/') &&
		    (p[2] == '/' || p[2] == '\0'))
			return true;
	return false;
}

/* The folder that a rule leads to, as a path on disk or in its package. */
static const char *
folder_of(struct resolver *r, const struct rewrite *rule)
{
	if (rule->owner == NONE)
		return uri_to_path(r->scratch, rule->to);
	return uri_unescape(r->scratch, slice_from(rule->to,
	    r->package.v[rule->owner]->base.n));
}

static bool
has_escape(struct slice s)
{
	return s.n > 0 && memchr(s.s, '%', s.n) != NULL;
}

/* Opens what one rule leads to. */
static int
follow(struct resolver *r, const struct rewrite *rule, struct slice tail,
    struct resolved *out, const char **why)
{
	const char *folder = folder_of(r, rule), *rest, *path;
	int spelling, spellings = has_escape(tail) ? 2 : 1, rc;

	for (spelling = 0; folder != NULL && spelling < spellings;
	    spelling++) {
		rest = spelling == 1 ? arena_copy(r->scratch, tail).s :
		    uri_unescape(r->scratch, tail);
		if (rest == NULL || climbs(rest))
			continue;
		path = arena_printf(r->scratch, "%s%s", folder, rest);
		rc = rule->owner == NONE ?
		    open_file(r, path, SRC_CATALOG, out, why) :
		    open_entry(r, r->package.v[rule->owner], slice_of(path),
		    out, why);
		if (rc == 0)
			return 0;
	}
	return -1;
}

/* Asks the rules of one kind of source. */
static int
ask_rules(struct resolver *r, const struct rewrites *set, struct slice uri,
    struct resolved *out, const char **why)
{
	struct rewrite_search search;
	const struct rewrite *rule;
	struct slice tail;

	rewrite_begin(&search, set, uri, r->scratch);
	while ((rule = rewrite_next(&search, &tail)) != NULL)
		if (follow(r, rule, tail, out, why) == 0)
			return 0;
	return -1;
}

static int
ask_standard(struct resolver *r, struct slice uri, struct resolved *out)
{
	const char *name = NULL;
	struct slice bytes = standard_schema(uri, &name);

	if (bytes.s == NULL)
		return -1;
	*out = (struct resolved){ bytes, keep(r, arena_printf(r->scratch,
	    "standard:%s", name)), SRC_STANDARD, 0, NULL };
	return 0;
}

/* A file: URI on disk, unescaped and as it stands (3). */
static int
ask_disk(struct resolver *r, struct slice uri, struct resolved *out,
    const char **why)
{
	if (!slice_starts(uri, SLICE("file://")))
		return -1;
	if (open_file(r, uri_to_path(r->scratch, uri), SRC_FILE, out,
	    why) == 0)
		return 0;
	if (!has_escape(uri))
		return -1;
	return open_file(r, arena_copy(r->scratch, slice_from(uri, 7)).s,
	    SRC_FILE, out, why);
}

int
resolver_open(struct resolver *r, struct slice uri, struct resolved *out,
    const char **why)
{
	struct arena_mark mark = arena_mark(r->scratch);
	int rc = 0;

	*why = not_found;
	*out = (struct resolved){ .bytes = SLICE_NONE };
	uri = uri_split(uri_resolve(r->scratch, SLICE_NONE, uri), NULL);
	if (ask_rules(r, &r->scope, uri, out, why) == -1 &&
	    ask_rules(r, &r->catalogs, uri, out, why) == -1 &&
	    ask_rules(r, &r->packages, uri, out, why) == -1 &&
	    ask_standard(r, uri, out) == -1 &&
	    ask_disk(r, uri, out, why) == -1)
		rc = -1;
	arena_reset(r->scratch, mark);
	return rc;
}

void
resolver_release(struct resolved *resolved)
{
	struct hold *hold = resolved->hold;

	if (hold != NULL) {
		file_close(&hold->file);
		mem_free(hold->bytes);
		mem_free(hold);
	}
	*resolved = (struct resolved){ .bytes = SLICE_NONE };
}
