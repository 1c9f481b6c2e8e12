/*
 * table.c: a build tool: a published utr.xml into units.tsv, the registry
 * that ships.  Facts carry over; definitions, remarks and formulas do not.
 *
 *	build/utr-table UTR.XML >taxonomy/utr/units.tsv
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/names.h"
#include "taxonomy/utr.h"

static const struct { const char *prefix, *ns; } prefixes[] = {
	{ "iso4217", NS_ISO4217 }, { "utr", NS_UTR }, { "xbrli", NS_XBRLI },
};

#define PREFIXES	(sizeof(prefixes) / sizeof(prefixes[0]))

/* prefix:local and a tab; local alone where there is no namespace. */
static void
print_qname(const char *ns, const char *local)
{
	size_t i;

	for (i = 0; i < PREFIXES && strcmp(ns, prefixes[i].ns) != 0; i++)
		;
	if (i == PREFIXES && ns[0] != '\0') {
		fprintf(stderr, "utr-table: no prefix for %s\n", ns);
		exit(EXIT_FAILURE);
	}
	printf("%s%s%s\t", ns[0] == '\0' ? "" : prefixes[i].prefix,
	    ns[0] == '\0' ? "" : ":", local);
}

static int
by_type(const void *a, const void *b)
{
	const struct utr_unit *x = *(const struct utr_unit *const *)a;
	const struct utr_unit *y = *(const struct utr_unit *const *)b;
	int c = strcmp(x->type, y->type);

	if (c == 0)
		c = strcmp(x->id, y->id);
	return c != 0 ? c : strcmp(x->status, y->status);
}

static void
print_unit(const struct utr_unit *u)
{
	print_qname(u->ns, u->id);
	print_qname(u->type_ns, u->type);
	printf("%s\t", u->type_date);
	print_qname(u->numerator_ns, u->numerator);
	print_qname(u->denominator_ns, u->denominator);
	printf("%s\t%s\t%s\n", u->status, u->symbol, u->name);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	const struct utr_unit **rows;
	struct utr *u = NULL;
	const char *why = "which file?";
	size_t i;

	if (argc != 2 || utr_read(&u, argv[1], a, &why) == -1) {
		fprintf(stderr, "utr-table: %s\n", why);
		return EXIT_FAILURE;
	}
	puts("# Made by build/utr-table; see README.md. Fields, with tabs "
	    "between: unit, item type,\n# item type date, numerator type, "
	    "denominator type, status, symbol, name.");
	for (i = 0; i < PREFIXES; i++)
		printf("prefix\t%s\t%s\n", prefixes[i].prefix,
		    prefixes[i].ns);
	rows = mem_calloc(utr_count(u), sizeof(const struct utr_unit *));
	for (i = 0; i < utr_count(u); i++)
		rows[i] = utr_unit(u, i);
	qsort(rows, utr_count(u), sizeof(const struct utr_unit *), by_type);
	for (i = 0; i < utr_count(u); i++)
		print_unit(rows[i]);
	mem_free(rows);
	utr_free(u);
	arena_free(a);
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
