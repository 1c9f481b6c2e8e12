/*
 * conformance_qt3_print.c: what a case of the QT3 suite asserts, in one line,
 * and which cases were not run.
 */
#include "cli/conformance.h"
#include "cli/conformance_qt3.h"

#define MAX_TEXT	300	/* bytes of one assertion's text */

const char *
qt3_kind_name(enum qt3_kind k)
{
	switch (k) {
	case QT3_ALL_OF:
		return "all-of";
	case QT3_ANY_OF:
		return "any-of";
	case QT3_NOT:
		return "not";
	case QT3_ASSERT:
		return "assert";
	case QT3_EQ:
		return "assert-eq";
	case QT3_COUNT:
		return "assert-count";
	case QT3_DEEP_EQ:
		return "assert-deep-eq";
	case QT3_PERMUTATION:
		return "assert-permutation";
	case QT3_XML:
		return "assert-xml";
	case QT3_EMPTY:
		return "assert-empty";
	case QT3_TYPE:
		return "assert-type";
	case QT3_TRUE:
		return "assert-true";
	case QT3_FALSE:
		return "assert-false";
	case QT3_STRING_VALUE:
		return "assert-string-value";
	case QT3_ERROR:
		return "error";
	case QT3_SERIALIZATION_ERROR:
		return "assert-serialization-error";
	case QT3_SERIALIZATION_MATCHES:
		return "serialization-matches";
	case QT3_N:
		break;
	}
	return "";
}

static void
print_group(struct buf *b, const struct qt3_assertion *a, const char *between)
{
	const struct qt3_assertion *k;

	if (a->kind == QT3_NOT)
		buf_puts(b, "not ");
	buf_char(b, '(');
	for (k = a->kids; k != NULL; k = k->next) {
		qt3_expected(b, k);
		if (k->next != NULL)
			buf_puts(b, between);
	}
	buf_char(b, ')');
}

void
qt3_expected(struct buf *b, const struct qt3_assertion *a)
{
	if (a->kind == QT3_ALL_OF || a->kind == QT3_ANY_OF ||
	    a->kind == QT3_NOT) {
		print_group(b, a, a->kind == QT3_ANY_OF ? " or " : " and ");
		return;
	}
	buf_puts(b, qt3_kind_name(a->kind));
	if (a->text.n > 0) {
		buf_char(b, ' ');
		buf_plain(b, (struct slice){ a->text.s,
		    a->text.n > MAX_TEXT ? MAX_TEXT : a->text.n });
	}
	if (a->file != NULL)
		buf_puts(b, " of a file");
}

/* --- what was not run --- */

struct tally {
	const char *reason;
	unsigned    n;
};
typedef VEC(struct tally) tallies;

static void
count(tallies *t, const char *reason)
{
	size_t k;

	for (k = 0; k < t->n; k++)
		if (strcmp(t->v[k].reason, reason) == 0)
			break;
	if (k == t->n)
		VEC_PUSH(t, ((struct tally){ reason, 0 }));
	t->v[k].n++;
}

static void
print_tally(struct buf *b, const struct tally *t, bool json)
{
	if (!json) {
		buf_printf(b, "%u not run: %s\n", t->n, t->reason);
		return;
	}
	buf_printf(b, "\n{\"count\":%u,\"reason\":", t->n);
	buf_json(b, slice_of(t->reason));
	buf_char(b, '}');
}

void
qt3_summary(struct buf *b, const struct suite *s, bool json)
{
	tallies t = { NULL, 0, 0 };
	bool any = s->left_out > 0;
	size_t i;

	for (i = 0; i < s->variations.n; i++) {
		const struct variation *v = &s->variations.v[i];

		any |= v->qt3 != NULL;
		if (v->qt3 != NULL && v->qt3->needs != NULL)
			count(&t, v->slip);
	}
	if (any && json)
		buf_printf(b, ",\"left_out\":%zu,\"absent_sets\":%zu,"
		    "\"not_run\":[", s->left_out, s->absent);
	for (i = 0; i < t.n; i++) {
		if (json && i > 0)
			buf_char(b, ',');
		print_tally(b, &t.v[i], json);
	}
	if (any && json)
		buf_puts(b, "]");
	else if (any)
		buf_printf(b, "%zu left out: for other languages and "
		    "versions\n", s->left_out);
	if (any && !json && s->absent > 0)
		buf_printf(b, "%zu test sets of the catalog are not there\n",
		    s->absent);
	VEC_FREE(&t);
}
