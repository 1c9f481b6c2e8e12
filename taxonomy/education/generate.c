/*
 * generate.c: makes the education taxonomy from the tables beside it.
 *
 *	generate SOURCE_DIR OUT_DIR [PACKAGE.zip]
 *
 * Reads the tables (README.md tells their columns), checks them, and
 * writes schemas, linkbases and package metadata below OUT_DIR; with a third
 * argument also a Taxonomy Packages 1.0 file of the same documents.
 *
 * (1) Nothing is written while a table is wrong; every bad row is told as
 *     FILE:LINE: what is wrong (generate_tables.c).
 * (2) Same input, same bytes: order comes from the tables or from sorting,
 *     and the entries of the package bear one fixed time.
 *
 * Exit status: 0 done, 1 a table is wrong, 2 the work could not be done.
 */
#include "generate.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

const char *const lang_code[N_LANG] = { "nl", "en" };

const struct space_info spaces[N_SPACE] = {
	[SP_TYPES] = { "ow-types", "dictionary", "ow-types" },
	[SP_CODES] = { "ow-codes", "dictionary", "ow-codes" },
	[SP_DATA] = { "ow-i", "dictionary", "ow-data" },
	[SP_DOMAINS] = { "ow-dm", "dictionary", "ow-domains" },
	[SP_AXES] = { "ow-dim", "dictionary", "ow-axes" },
	[SP_TABLES] = { "ow-table", "dictionary", "ow-tables" },
	[SP_ROLES] = { "ow-lr", "dictionary", "ow-linkroles" },
	[SP_ABSTRACTS] = { "ow-abstr", "presentation", "ow-abstracts" },
};

int
fail(const char *what, const char *why)
{
	fprintf(stderr, "generate: %s: %s\n", what, why);
	return -1;
}

/* --- documents --- */

void
doc_open(struct gen *g, const char *fmt, ...)
{
	struct doc *d;
	va_list ap;
	int n;

	if (g->n_docs == MAX_DOCS) {
		fail("the taxonomy", "more documents than MAX_DOCS");
		exit(2);
	}
	d = &g->doc[g->n_docs++];
	va_start(ap, fmt);
	n = vsnprintf(d->path, sizeof(d->path), fmt, ap);
	va_end(ap);
	if (n < 0 || n >= (int)sizeof(d->path) ||
	    (d->text = xmlBufferCreate()) == NULL ||
	    (g->w = xmlNewTextWriterMemory(d->text, 0)) == NULL) {
		fail(fmt, "no memory");
		exit(2);
	}
	if (xmlTextWriterSetIndent(g->w, 1) < 0 ||
	    xmlTextWriterSetIndentString(g->w, BAD_CAST "  ") < 0 ||
	    xmlTextWriterStartDocument(g->w, NULL, "UTF-8", NULL) < 0)
		g->failed = true;
}

void
doc_close(struct gen *g)
{
	if (xmlTextWriterEndDocument(g->w) < 0)
		g->failed = true;
	xmlFreeTextWriter(g->w);
	g->w = NULL;
}

void
el(struct gen *g, const char *name)
{
	if (xmlTextWriterStartElement(g->w, BAD_CAST name) < 0)
		g->failed = true;
}

void
end(struct gen *g)
{
	if (xmlTextWriterEndElement(g->w) < 0)
		g->failed = true;
}

void
at(struct gen *g, const char *name, const char *value)
{
	if (xmlTextWriterWriteAttribute(g->w, BAD_CAST name,
	    BAD_CAST value) < 0)
		g->failed = true;
}

void
atf(struct gen *g, const char *name, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (xmlTextWriterWriteVFormatAttribute(g->w, BAD_CAST name, fmt,
	    ap) < 0)
		g->failed = true;
	va_end(ap);
}

void
text(struct gen *g, const char *s)
{
	if (xmlTextWriterWriteString(g->w, BAD_CAST s) < 0)
		g->failed = true;
}

static int
make_folders(char *path)
{
	char *s;

	for (s = path + 1; *s != '\0'; s++) {
		if (*s != '/')
			continue;
		*s = '\0';
		if (mkdir(path, 0777) == -1 && errno != EEXIST)
			return fail(path, strerror(errno));
		*s = '/';
	}
	return 0;
}

/* A reader sees the old document or the new one, never half. */
static int
save_doc(const struct doc *d, const char *dir)
{
	char path[MAX_PATH * 2], tmp[MAX_PATH * 2 + 8];
	size_t n = (size_t)xmlBufferLength(d->text);
	FILE *f;
	int bytes;

	bytes = snprintf(path, sizeof(path), "%s/%s", dir, d->path);
	if (bytes < 0 || bytes >= (int)sizeof(path))
		return fail(dir, "the name is too long");
	snprintf(tmp, sizeof(tmp), "%s.tmp", path);
	if (make_folders(tmp) == -1)
		return -1;
	if ((f = fopen(tmp, "wb")) == NULL)
		return fail(tmp, strerror(errno));
	if (fwrite(xmlBufferContent(d->text), 1, n, f) != n) {
		fclose(f);
		return fail(tmp, strerror(errno));
	}
	if (fclose(f) != 0 || rename(tmp, path) == -1)
		return fail(path, strerror(errno));
	return 0;
}

/* --- the package --- */

static void
write_localised(struct gen *g, const char *name, const char *nl,
    const char *en)
{
	const char *s[N_LANG] = { nl, en };
	int lang;

	for (lang = 0; lang < N_LANG; lang++) {
		el(g, name);
		at(g, "xml:lang", lang_code[lang]);
		text(g, s[lang]);
		end(g);
	}
}

static void
write_simple(struct gen *g, const char *name, const char *value)
{
	el(g, name);
	text(g, value);
	end(g);
}

static void
write_entry_point(struct gen *g, const struct row *e)
{
	int lang;

	el(g, "tp:entryPoint");
	write_localised(g, "tp:name", e->f[E_LABEL], e->f[E_LABEL_EN]);
	write_localised(g, "tp:description", e->f[E_DESC], e->f[E_DESC_EN]);
	write_simple(g, "tp:version", setting(g, "version"));
	el(g, "tp:entryPointDocument");
	atf(g, "href", "%sentrypoints/%s.xsd", setting(g, "base"),
	    e->f[E_NAME]);
	end(g);
	el(g, "tp:languages");
	for (lang = 0; lang < N_LANG; lang++)
		write_simple(g, "tp:language", lang_code[lang]);
	end(g);
	end(g);
}

static void
write_package(struct gen *g)
{
	size_t i;

	doc_open(g, "META-INF/taxonomyPackage.xml");
	el(g, "tp:taxonomyPackage");
	at(g, "xmlns:tp", "http://xbrl.org/2016/taxonomy-package");
	at(g, "xml:lang", "nl");
	write_simple(g, "tp:identifier", setting(g, "base"));
	write_localised(g, "tp:name", setting(g, "title_nl"),
	    setting(g, "title_en"));
	write_localised(g, "tp:description", setting(g, "description_nl"),
	    setting(g, "description_en"));
	write_simple(g, "tp:version", setting(g, "version"));
	write_localised(g, "tp:publisher", setting(g, "publisher_nl"),
	    setting(g, "publisher_en"));
	write_simple(g, "tp:publisherURL", setting(g, "publisher_url"));
	write_simple(g, "tp:publisherCountry", "NL");
	write_simple(g, "tp:publicationDate", setting(g, "date"));
	el(g, "tp:entryPoints");
	for (i = 0; i < g->entries.n; i++)
		write_entry_point(g, &g->entries.row[i]);
	end(g);
	end(g);
	doc_close(g);

	doc_open(g, "META-INF/catalog.xml");
	el(g, "catalog");
	at(g, "xmlns", "urn:oasis:names:tc:entity:xmlns:xml:catalog");
	el(g, "rewriteURI");
	at(g, "uriStartString", setting(g, "base"));
	at(g, "rewritePrefix", "../");
	end(g);
	end(g);
	doc_close(g);
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(((const struct doc *)a)->path,
	    ((const struct doc *)b)->path);
}

static int
zip_doc(struct gen *g, zip_t *z, const struct doc *d)
{
	/* 1 January 1980, midnight: the earliest that ZIP can say */
	const zip_uint16_t time = 0, date = (1 << 5) | 1;
	char name[MAX_PATH * 2];
	zip_source_t *s;
	zip_int64_t i;

	if (snprintf(name, sizeof(name), "%s/%s", setting(g, "folder"),
	    d->path) >= (int)sizeof(name))
		return -1;
	s = zip_source_buffer(z, xmlBufferContent(d->text),
	    (zip_uint64_t)xmlBufferLength(d->text), 0);
	if (s == NULL)
		return -1;
	if ((i = zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8)) == -1) {
		zip_source_free(s);
		return -1;
	}
	return zip_file_set_dostime(z, (zip_uint64_t)i, time, date, 0);
}

static int
save_package(struct gen *g, const char *path)
{
	zip_t *z;
	size_t i;
	int code;

	if ((z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code)) == NULL)
		return fail(path, "cannot be written");
	for (i = 0; i < g->n_docs; i++) {
		if (zip_doc(g, z, &g->doc[i]) == -1) {
			fail(path, zip_strerror(z));
			zip_discard(z);
			return -1;
		}
	}
	if (zip_close(z) == -1) {
		fail(path, zip_strerror(z));
		zip_discard(z);
		return -1;
	}
	return 0;
}

/* --- the whole --- */

static void
write_all(struct gen *g)
{
	size_t i, k;

	write_schemas(g);
	write_links(g);
	for (i = 0; i < g->entries.n; i++) {
		write_entry(g, &g->entries.row[i]);
		for (k = 0; k < g->roles.n; k++)
			write_statement_links(g, &g->entries.row[i],
			    &g->roles.row[k]);
	}
	write_formulas(g);
	write_package(g);
	qsort(g->doc, g->n_docs, sizeof(g->doc[0]), by_path);
}

static void
gen_free(struct gen *g)
{
	struct table *t[] = { &g->package, &g->concepts, &g->roles, &g->dims,
	    &g->entries, &g->types, &g->codes, &g->rules, &g->sources,
	    &g->parameters };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		free(t[i]->text);
		free(t[i]->row);
	}
	for (i = 0; i < g->n_docs; i++)
		xmlBufferFree(g->doc[i].text);
	rules_free(g);
	free(g->item);
}

int
main(int argc, char **argv)
{
	static struct gen g;
	size_t i;
	int rc = 2;

	if (argc < 3 || argc > 4) {
		fputs("usage: generate SOURCE_DIR OUT_DIR [PACKAGE.zip]\n",
		    stderr);
		return 2;
	}
	if (read_tables(&g, argv[1]) == -1 || check_tables(&g) == -1)
		goto out;
	if (g.errors == 0)
		write_all(&g);
	if (g.errors > 0) {
		rc = 1;
		goto out;
	}
	if (g.failed) {
		fail(argv[2], "the XML writer failed");
		goto out;
	}
	for (i = 0; i < g.n_docs; i++)
		if (save_doc(&g.doc[i], argv[2]) == -1)
			goto out;
	if (argc == 4 && save_package(&g, argv[3]) == -1)
		goto out;
	rc = 0;
out:
	gen_free(&g);
	return rc;
}
