/*
 * cache.c: images are made once and found again (taxonomy_get).
 *
 * (1) The name of a cached image is the SHA-256 of the format version, the
 *     compiler's own sources, the entry points in order, and what identifies
 *     each catalog and package: no document is opened to find it.
 * (2) A loose file, read from disk under no catalog, is compared by size and
 *     time; a document that could not be had is looked for again.  Either
 *     difference makes the image be compiled afresh.
 * (3) An image is written to a temporary name and renamed, so that two
 *     commands at once see the old one or the new one.
 * (4) An image that is cut short, damaged or no image at all is made afresh,
 *     and what was wrong is kept to be told (taxonomy_refused). Damage that
 *     shows only while it is used makes the caller ask again (`afresh`).
 * (5) A cache that cannot be written is no failure: the image is used from
 *     memory.
 * (6) Of several who want an image that is not there one compiles it: the
 *     others wait for a lock that is the image's own, and find it then.  It is
 *     a courtesy: who gets no lock compiles, and (3) keeps the peace.
 */
#include "taxonomy/taxonomy.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/sha256.h"
#include "taxonomy/compiler_id.h"	/* made by make */
#include "taxonomy/dts.h"
#include "taxonomy/image_open.h"
#include "taxonomy/image_write.h"

/* Where an image is kept: its name as bytes and as a path. */
struct place_in_cache {
	unsigned char digest[SHA256_SIZE];
	const char   *path;		/* NULL: nothing is kept */
};

static void
find_place(struct place_in_cache *p, const char *cache,
    const struct slice *entries, size_t n, const struct resolver *r,
    struct arena *a)
{
	struct buf key = BUF_ANY;
	char hex[SHA256_HEX];
	size_t i;

	p->path = NULL;
	if (cache == NULL)
		return;
	buf_printf(&key, "image %d compiler %s\n", IMAGE_VERSION,
	    COMPILER_ID);
	for (i = 0; i < n; i++)
		buf_printf(&key, "%zu:%.*s\n", entries[i].n,
		    SLICE_ARG(entries[i]));
	resolver_identity(r, &key);
	sha256(buf_get(&key), p->digest);
	sha256_hex(p->digest, hex);
	buf_free(&key);
	p->path = arena_printf(a, "%s/%s.image", cache, hex);
}

static bool
is_unchanged(const struct taxonomy *t, const struct img_document *d,
    struct resolver *r)
{
	const char *path = taxonomy_text(t, d->path).s;	/* NULL: damaged */
	uint64_t size;
	int64_t mtime;

	return path != NULL && resolver_may_read(r, path) &&
	    file_stat(path, &size, &mtime) == 0 && size == d->size &&
	    mtime == d->mtime_ns;
}

/* Whether every loose file is as it was when the image was made. */
static bool
still_true(const struct taxonomy *t, struct resolver *r)
{
	uint32_t n = taxonomy_count(t, SEC_DOCUMENTS), i;
	struct resolved found;
	const char *why;

	for (i = 0; i < n; i++) {
		const struct img_document *d = taxonomy_document(t, i);

		if (d->kind == DOC_MISSING ||
		    (d->kind == DOC_HINTED && d->path.len == 0)) {
			if (resolver_open(r, taxonomy_text(t, d->uri), &found,
			    &why) == -1)
				continue;
			resolver_release(&found);
			return false;
		}
		if (d->source == SRC_FILE && !is_unchanged(t, d, r))
			return false;
	}
	return !taxonomy_damaged(t);
}

static int
open_memory(struct taxonomy **out, struct slice bytes, struct arena *a,
    const char **why)
{
	if (taxonomy_open_bytes(out, bytes, a, why) == -1) {
		mem_free((void *)(uintptr_t)bytes.s);
		return -1;
	}
	(*out)->owns_bytes = true;
	return 0;
}

static struct slice
compile(const struct slice *entries, size_t n, struct resolver *r, int jobs)
{
	struct dts *d = dts_compile_jobs(r, entries, n, jobs);
	struct slice image = image_write(d);

	dts_free(d);
	return image;
}

/* The document of an entry point.  They are the first documents asked for, in
 * their order, each once; *at is the next that may be one.  One that is not it
 * came before: a second name of a standard schema, which is there. */
static const struct img_document *
entry_document(const struct taxonomy *t, uint32_t entry, uint32_t *at)
{
	const struct img_entry *e = taxonomy_entry(t, entry);
	const struct img_document *d = taxonomy_document(t, *at);

	if (e == NULL || d == NULL || d->uri.off != e->uri.off)
		return NULL;
	++*at;
	return d;
}

/* 0 where all entry points are there, 1 and a reason where one is not, -1
 * where none is. */
static int
judge_entries(struct taxonomy **t, struct arena *a, const char **why)
{
	uint32_t n = taxonomy_count(*t, SEC_ENTRIES), missing = 0, at = 0, i;

	for (i = 0; i < n; i++) {
		const struct img_document *d = entry_document(*t, i, &at);

		if (d == NULL || d->kind != DOC_MISSING)
			continue;
		if (missing++ == 0)
			*why = arena_printf(a, "the entry point %s cannot be "
			    "had; pass its taxonomy package with --package or "
			    "a catalog with --catalog",
			    taxonomy_text(*t, d->uri).s);
	}
	if (missing == 0)
		return 0;
	if (missing < n)
		return 1;
	taxonomy_close(*t);
	*t = NULL;
	return -1;
}

/* An image in the cache that is fit and still true; 1 where there is none, and
 * *refused where one is unfit. */
static int
find(struct taxonomy **out, const char *path, struct resolver *r, bool whole,
    struct arena *a, const char **refused)
{
	const char *why;

	if (taxonomy_open(out, path, a, &why) == -1) {
		*refused = strcmp(why, "no such file") == 0 ? NULL : why;
		return 1;
	}
	if (whole)
		taxonomy_check(*out);
	if (still_true(*out, r))
		return 0;
	if (taxonomy_damaged(*out))
		*refused = IMAGE_DAMAGED;
	taxonomy_close(*out);
	*out = NULL;
	return 1;
}

/* Takes the lock of the image's own (6); -1 where there is none. */
static int
take_turn(const struct place_in_cache *p, const char *cache, struct arena *a)
{
	uint64_t what;

	memcpy(&what, p->digest, sizeof(what));
	return file_lock(arena_printf(a, "%s/lock", cache), what);
}

/* Compiles and keeps it, unless somebody else did while we waited. */
static int
compile_cached(struct taxonomy **out, const struct place_in_cache *p,
    const struct slice *entries, size_t n, struct resolver *r,
    const struct taxonomy_options *o, struct arena *a, const char **why)
{
	struct slice image;
	const char *ignored;
	int lock = -1, rc = 0;

	if (file_make_folders(o->cache) == 0)
		lock = take_turn(p, o->cache, a);
	if (lock != -1 && find(out, p->path, r, o->whole || o->afresh, a,
	    &ignored) == 0)
		goto out;
	image = compile(entries, n, r, o->jobs);
	if (lock != -1)
		file_clear_temporary(p->path, a);
	(void)file_write(p->path, image, a, &ignored);
	rc = open_memory(out, image, a, why);
 out:
	file_unlock(lock);
	return rc;
}

static int
find_or_compile(struct taxonomy **out, const struct slice *entries, size_t n,
    struct resolver *r, const struct taxonomy_options *o, struct arena *a,
    const char **why)
{
	const char *refused = o->afresh ? IMAGE_DAMAGED : NULL;
	struct place_in_cache p;

	find_place(&p, o->cache, entries, n, r, a);
	if (p.path == NULL)
		return open_memory(out, compile(entries, n, r, o->jobs), a,
		    why);
	if (!o->afresh && find(out, p.path, r, o->whole, a, &refused) == 0)
		return 0;
	if (compile_cached(out, &p, entries, n, r, o, a, why) == -1)
		return -1;
	(*out)->refused = refused;
	return 0;
}

/* --image. */
static int
open_own(struct taxonomy **out, const struct taxonomy_options *o,
    struct arena *a, const char **why)
{
	if (taxonomy_open(out, o->image, a, why) == -1)
		return -1;
	if (o->whole)
		taxonomy_check(*out);
	if (!taxonomy_damaged(*out))
		return 0;
	taxonomy_close(*out);
	*out = NULL;
	*why = IMAGE_DAMAGED;
	return -1;
}

int
taxonomy_get(struct taxonomy **out, const struct slice *entries, size_t n,
    struct resolver *r, const struct taxonomy_options *o, struct arena *a,
    const char **why)
{
	*out = NULL;
	*why = NULL;
	if (o->image != NULL)
		return open_own(out, o, a, why);
	if (n == 0) {
		*why = "the report names no taxonomy";
		return -1;
	}
	if (find_or_compile(out, entries, n, r, o, a, why) == -1)
		return -1;
	return judge_entries(out, a, why);
}

int
taxonomy_compile(const char *path, const struct slice *entries, size_t n,
    struct resolver *r, const struct taxonomy_options *o,
    struct arena *a, const char **why)
{
	struct slice image = compile(entries, n, r, o->jobs);
	struct taxonomy *t;
	int rc;

	if ((rc = taxonomy_open_bytes(&t, image, a, why)) == 0 &&
	    (rc = judge_entries(&t, a, why)) != -1)
		taxonomy_close(t);
	if (rc == 0)
		rc = file_write(path, image, a, why);
	mem_free((void *)(uintptr_t)image.s);
	return rc == 0 ? 0 : -1;
}
