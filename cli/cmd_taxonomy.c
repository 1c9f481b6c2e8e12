/*
 * cmd_taxonomy.c: rekenschap taxonomy compile|info|verify|add|list|remove.
 */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"
#include "cli/cli.h"

struct info {
	const char *key;		/* as INTERFACE names it */
	const char *label[2];
	uint64_t    value;
};

enum { I_DOCUMENTS, I_UNRESOLVED, I_CONCEPTS, I_ITEMS, I_TUPLES,
	I_DIMENSIONS, I_MEMBERS, I_HYPERCUBES, I_RELATIONSHIPS, I_LABELS,
	I_REFERENCES, I_ASSERTIONS, I_TABLES, I_IMAGE_BYTES, N_INFO };

static void
count_elements(const struct taxonomy *t, struct info *info)
{
	uint32_t n = taxonomy_count(t, SEC_ELEMENTS), i;

	for (i = 0; i < n; i++) {
		const struct img_element *e = taxonomy_element(t, i);

		info[I_CONCEPTS].value += taxonomy_is_item(e) ||
		    e->kind == EL_TUPLE;
		info[I_ITEMS].value += taxonomy_is_item(e);
		info[I_TUPLES].value += e->kind == EL_TUPLE;
		info[I_DIMENSIONS].value += e->kind == EL_DIMENSION;
		info[I_HYPERCUBES].value += e->kind == EL_HYPERCUBE;
	}
}

/* Members: elements that are usable in the domain of some dimension. */
static uint64_t
count_members(const struct taxonomy *t, struct arena *a)
{
	uint32_t n = taxonomy_count(t, SEC_ELEMENTS), i, d;
	bool *seen = arena_alloc(a, n);
	uint64_t members = 0;

	for (d = 0; d < taxonomy_count(t, SEC_DOMAINS); d++) {
		const struct img_domain *domain = taxonomy_domain(t, d);
		uint64_t end = domain->base + (uint64_t)domain->n_words * 64;

		for (i = domain->base; i < n && i < end; i++)
			if (!seen[i] && taxonomy_domain_has(t, d, i)) {
				seen[i] = true;
				members++;
			}
	}
	return members;
}

static void
count_resources(const struct taxonomy *t, struct info *info)
{
	uint32_t n = taxonomy_count(t, SEC_RESOURCES), i;

	for (i = 0; i < n; i++) {
		const struct img_resource *r = taxonomy_resource(t, i);
		const struct img_name *name = taxonomy_name(t, r->name);
		struct slice local;

		if (name == NULL)
			continue;
		local = taxonomy_text(t, name->local);
		info[I_LABELS].value += slice_is(local, "label");
		info[I_REFERENCES].value += slice_is(local, "reference");
		info[I_TABLES].value += slice_is(local, "table");
	}
}

static void
count(const struct taxonomy *t, struct info *info, struct arena *a)
{
	uint32_t n = taxonomy_count(t, SEC_DOCUMENTS), i;

	for (i = 0; i < n; i++) {
		uint8_t kind = taxonomy_document(t, i)->kind;

		if (kind != DOC_HINTED)
			info[kind == DOC_MISSING ? I_UNRESOLVED :
			    I_DOCUMENTS].value++;
	}
	count_elements(t, info);
	info[I_MEMBERS].value = count_members(t, a);
	info[I_RELATIONSHIPS].value = taxonomy_count(t, SEC_RELATIONSHIPS);
	count_resources(t, info);
	info[I_ASSERTIONS].value = taxonomy_count(t, SEC_ASSERTIONS);
	info[I_IMAGE_BYTES].value = taxonomy_size(t);
}

static int
print_info(struct cli *c, const struct taxonomy *t, const char *entry,
    bool json)
{
	struct info info[N_INFO] = {
		{ "documents", { "documenten", "documents" }, 0 },
		{ "unresolved", { "niet gevonden", "unresolved" }, 0 },
		{ "concepts", { "concepten", "concepts" }, 0 },
		{ "items", { "items", "items" }, 0 },
		{ "tuples", { "tuples", "tuples" }, 0 },
		{ "dimensions", { "dimensies", "dimensions" }, 0 },
		{ "members", { "leden", "members" }, 0 },
		{ "hypercubes", { "hypercubes", "hypercubes" }, 0 },
		{ "relationships", { "relaties", "relationships" }, 0 },
		{ "labels", { "labels", "labels" }, 0 },
		{ "references", { "verwijzingen", "references" }, 0 },
		{ "assertions", { "assertions", "assertions" }, 0 },
		{ "tables", { "tabellen", "tables" }, 0 },
		{ "image_bytes", { "bytes image", "image bytes" }, 0 },
	};
	struct buf b = BUF_ANY;
	int i, rc;

	count(t, info, c->arena);
	if (json) {
		buf_puts(&b, "{\"entrypoint\":");
		buf_json(&b, slice_of(entry));
	} else {
		buf_printf(&b, "%s\n", entry);
	}
	for (i = 0; i < N_INFO; i++)
		if (json)
			buf_printf(&b, ",\"%s\":%llu", info[i].key,
			    (unsigned long long)info[i].value);
		else
			buf_printf(&b, "%12llu  %s\n",
			    (unsigned long long)info[i].value,
			    info[i].label[c->lang]);
	if (json)
		buf_puts(&b, "}\n");
	rc = cli_write(c, &b);
	buf_free(&b);
	return rc;
}

/* The taxonomy of the one entry point on the command line. */
static int
get(struct cli *c, struct taxonomy **t)
{
	struct slice entry;
	const char *why;

	if (c->n_args != 2)
		return cli_fail(c, "geef één ingangspunt (een URL of een "
		    "schemabestand)", "give one entry point (a URL or a "
		    "schema file)");
	if (cli_resolver(c) == -1)
		return EXIT_UNDONE;
	entry = cli_entry_point(c, c->args[1]);
	c->taxonomy.whole = true;
	if (taxonomy_get(t, &entry, 1, c->resolver, &c->taxonomy, c->arena,
	    &why) != 0)
		return cli_fail_at(c, NULL, why);
	return EXIT_OK;
}

static int
status_of(const struct taxonomy *t)
{
	struct findings *fs = findings_new();
	int rc;

	taxonomy_findings(t, fs);
	rc = findings_errors(fs) > 0 ? EXIT_FINDINGS : EXIT_OK;
	findings_free(fs);
	return rc;
}

static int
info(struct cli *c, bool json)
{
	struct taxonomy *t = NULL;
	int rc = get(c, &t);

	if (rc != EXIT_OK)
		return rc;
	rc = cli_worse(status_of(t), print_info(c, t, c->args[1], json));
	if (rc == EXIT_FINDINGS)
		cli_say(c, c->lang == LANG_NL ? "er zijn fouten in deze "
		    "taxonomie; rekenschap validate %s toont ze\n" :
		    "there are errors in this taxonomy; rekenschap validate "
		    "%s shows them\n", c->args[1]);
	taxonomy_close(t);
	return rc;
}

static int
compile(struct cli *c, const char *out)
{
	struct slice entry;
	const char *why;

	if (c->n_args != 2)
		return cli_fail(c, "geef één ingangspunt", "give one entry "
		    "point");
	if (out == NULL)
		return cli_fail(c, "waarheen? gebruik -o BESTAND",
		    "where to? use -o FILE");
	if (cli_resolver(c) == -1)
		return EXIT_UNDONE;
	entry = cli_entry_point(c, c->args[1]);
	if (taxonomy_compile(out, &entry, 1, c->resolver, &c->taxonomy,
	    c->arena, &why) == -1)
		return cli_fail_at(c, NULL, why);
	return EXIT_OK;
}

static int
verify(struct cli *c)
{
	struct taxonomy *t = NULL;
	int rc = get(c, &t);
	uint32_t i, n, changed = 0;

	if (rc != EXIT_OK)
		return rc;
	n = taxonomy_count(t, SEC_DOCUMENTS);
	for (i = 0; i < n; i++) {
		const struct img_document *d = taxonomy_document(t, i);
		unsigned char digest[SHA256_SIZE];
		struct slice uri = taxonomy_text(t, d->uri);
		struct resolved r;
		const char *why;

		if (d->kind == DOC_MISSING || d->path.len == 0)
			continue;
		if (resolver_open(c->resolver, uri, &r, &why) == 0) {
			sha256(r.bytes, digest);
			resolver_release(&r);
			if (memcmp(digest, d->sha256, SHA256_SIZE) == 0)
				continue;
			why = c->lang == LANG_NL ? "gewijzigd" : "changed";
		}
		printf("%s: %s\n", uri.s, cli_why(c, why));
		changed++;
	}
	printf(c->lang == LANG_NL ? "%u documenten, %u anders dan in de "
	    "image\n" : "%u documents, %u differ from the image\n", n,
	    changed);
	taxonomy_close(t);
	return changed > 0 ? EXIT_FINDINGS : EXIT_OK;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static int
add(struct cli *c)
{
	const char *folder = cli_library(c->arena), *why, *to;
	struct resolver *r;
	uint32_t errors;
	struct file f;
	int rc;

	if (c->n_args != 2 || folder == NULL)
		return cli_fail(c, "welk pakket? (PAKKET.zip)",
		    "which package? (PACKAGE.zip)");
	r = resolver_new();
	rc = cli_package(c, r, c->args[1], &errors);
	resolver_free(r);
	if (rc == -1 || errors > 0)
		return rc == -1 ? EXIT_UNDONE : EXIT_FINDINGS;
	to = arena_printf(c->arena, "%s/%s", folder, base_name(c->args[1]));
	if (file_make_folders(folder) == -1)
		return cli_fail(c, "%s: niet aan te maken",
		    "%s: cannot be made", folder);
	if (file_open(&f, c->args[1], c->arena, &why) == -1)
		return cli_fail_at(c, c->args[1], why);
	rc = file_write(to, f.bytes, c->arena, &why);
	file_close(&f);
	if (rc == -1)
		return cli_fail_at(c, to, why);
	cli_say(c, c->lang == LANG_NL ? "%s bewaard als %s\n" :
	    "%s kept as %s\n", c->args[1], to);
	return EXIT_OK;
}

/* The entry points that a package names: URI, tab, name. */
static int
package_info(struct cli *c, const char *path)
{
	struct resolver *r = resolver_new();
	struct slice uri, name;
	uint32_t errors, i;
	int rc = cli_package(c, r, path, &errors);

	for (i = 0; rc == 0 &&
	    resolver_entry_point(r, 0, i, &uri, &name); i++)
		printf("%.*s\t%.*s\n", SLICE_ARG(uri), SLICE_ARG(name));
	resolver_free(r);
	return rc == -1 ? EXIT_UNDONE : errors > 0 ? EXIT_FINDINGS : EXIT_OK;
}

static int
list(struct cli *c)
{
	const char *folder = cli_library(c->arena);
	struct slice *names;
	size_t n, i;

	if (folder != NULL &&
	    file_list(folder, c->arena, &names, &n) == 0)
		for (i = 0; i < n; i++)
			printf("%s\n", names[i].s);
	return EXIT_OK;
}

static int
remove_package(struct cli *c)
{
	const char *folder = cli_library(c->arena);

	if (c->n_args != 2 || folder == NULL ||
	    strchr(c->args[1], '/') != NULL)
		return cli_fail(c, "welk pakket? zie taxonomy list",
		    "which package? see taxonomy list");
	if (unlink(arena_printf(c->arena, "%s/%s", folder,
	    c->args[1])) == -1)
		return cli_fail(c, "%s: niet in de bibliotheek",
		    "%s: not in the library", c->args[1]);
	return EXIT_OK;
}

static int
run(struct cli *c, int argc, char **argv)
{
	const char *out = NULL, *what;
	int format = 0, rc;
	const struct option_spec specs[] = {
		{ "output", 'o', OPT_TEXT, &out, NULL },
		{ "format", 0, OPT_CHOICE, &format, "text|json" },
		{ NULL, 0, OPT_FLAG, NULL, NULL }
	};

	if ((rc = cli_options(c, &cmd_taxonomy, specs, true, argc, argv)) != 0)
		return rc == 1 ? EXIT_OK : EXIT_UNDONE;
	what = c->n_args > 0 ? c->args[0] : "";
	if (strcmp(what, "compile") == 0)
		return compile(c, out);
	if (strcmp(what, "info") == 0 && c->n_args == 2 &&
	    slice_ends(slice_of(c->args[1]), SLICE(".zip")))
		return package_info(c, c->args[1]);
	if (strcmp(what, "info") == 0)
		return info(c, format == 1);
	if (strcmp(what, "verify") == 0)
		return verify(c);
	if (strcmp(what, "add") == 0)
		return add(c);
	if (strcmp(what, "list") == 0)
		return list(c);
	if (strcmp(what, "remove") == 0)
		return remove_package(c);
	return cli_fail(c, "wat? compile, info, verify, add, list of remove",
	    "what? compile, info, verify, add, list or remove");
}

const struct command cmd_taxonomy = {
	"taxonomy", "compile|info|verify ENTRYPOINT | add PACKAGE.zip | list | "
	"remove NAME",
	{ "Compileert taxonomieën, telt wat erin zit, bewaart pakketten.",
	  "Compiles taxonomies, counts what is in them, keeps packages." },
	{ "  compile INGANGSPUNT -o BESTAND  maakt een image\n"
	  "  info INGANGSPUNT [--format text|json]\n"
	  "                                  telt wat erin zit\n"
	  "  info PAKKET.zip                 toont de ingangspunten\n"
	  "  verify INGANGSPUNT              vergelijkt elk document met de "
	  "image\n"
	  "  add PAKKET.zip, list, remove NAAM\n"
	  "                                  de eigen pakketten, die elke "
	  "opdracht gebruikt\n",
	  "  compile ENTRYPOINT -o FILE      makes an image\n"
	  "  info ENTRYPOINT [--format text|json]\n"
	  "                                  counts what is in it\n"
	  "  info PACKAGE.zip                lists its entry points\n"
	  "  verify ENTRYPOINT               compares every document with the "
	  "image\n"
	  "  add PACKAGE.zip, list, remove NAME\n"
	  "                                  your own packages, which every "
	  "command uses\n" },
	run
};
