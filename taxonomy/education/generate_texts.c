/*
 * generate_texts.c: what rules say: labels and messages.
 *
 * In them [1.1] is the line's label, {[1.1]} its value, {#[1.1]} its value as an
 * amount; {#amount}, {#equals}, {#difference} and {#allowed} are the two sides of a
 * comparison, what is between them, and what rounding allows.
 */
#include "generate.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_ROLE XBRL "role/label"

/* A label or message: the rule's own, else the one for sums. */
const char *
rule_cell(struct gen *g, const struct rule *u, int col)
{
	static const char *const key[] = { "sum_label_nl", "sum_label_en",
	    "sum_message_nl", "sum_message_en" };

	if (u->r->f[col][0] == '\0' && sums(u))
		return setting(g, key[col - U_LABEL]);
	return u->r->f[col];
}

static void
line_label(struct gen *g, const struct rule *u, const struct variable *v,
    enum lang lang, bool message, xmlBufferPtr b)
{
	const struct row *r;

	if (v->several && message) {
		cats(g, b, "{xfi:concept-label(node-name($line), (), '"
		    LABEL_ROLE "', '");
		cats(g, b, lang_code[lang]);
		cats(g, b, "')}");
		return;
	}
	if (v->several || v->n_items == 0) {
		bad(g, &g->rules, u->r, "[line] has no label: it is several");
		return;
	}
	r = v->item[0]->r;
	cats(g, b, r->f[(v->item[0]->kind == TOTAL ? C_TOTAL : C_LABEL) +
	    (int)lang]);
	if (!isdigit((unsigned char)r->f[C_CODE][0]))
		return;
	cats(g, b, " (");
	cats(g, b, r->f[C_CODE]);
	cats(g, b, ")");
}

/* What {#…} is of, in words for it or XPath. */
static int
expand_amount(struct gen *g, struct rule *u, const char *s, size_t n,
    xmlBufferPtr b)
{
	static const char *const word[] = { "amount", "equals", "allowed",
	    "difference" };
	size_t i;

	for (i = 0; i < 4; i++)
		if (strlen(word[i]) == n && memcmp(word[i], s, n) == 0)
			break;
	if (i < 4 && is_empty(u->equals))
		bad(g, &g->rules, u->r, "{#%s} without a comparison", word[i]);
	switch (i) {
	case 0:
		cats(g, b, str(u->amount));
		return 0;
	case 1:
		cats(g, b, str(u->equals));
		return 0;
	case 2:
		cats(g, b, str(u->allowed));
		return 0;
	case 3:
		cats(g, b, "abs(");
		cats(g, b, str(u->amount));
		cats(g, b, " - (");
		cats(g, b, str(u->equals));
		cats(g, b, "))");
		return 0;
	default:
		return expand(g, u, s, n, false, b);
	}
}

/* One part in braces; returns the bytes that it took. */
static size_t
text_value(struct gen *g, struct rule *u, const char *s, enum lang lang,
    xmlBufferPtr b)
{
	size_t n = strcspn(s, "}");
	int rc;

	if (s[n] != '}') {
		bad(g, &g->rules, u->r, "a { without its }");
		return n;
	}
	cats(g, b, "{");
	if (s[1] == '#') {
		cats(g, b, "ow-f:amount(");
		rc = expand_amount(g, u, s + 2, n - 2, b);
		cats(g, b, ", '");
		cats(g, b, lang_code[lang]);
		cats(g, b, "')");
	} else
		rc = expand(g, u, s + 1, n - 1, false, b);
	cats(g, b, "}");
	if (rc == -1)
		g->failed = true;
	return n + 1;
}

static size_t
text_label(struct gen *g, struct rule *u, const char *s, enum lang lang,
    bool message, xmlBufferPtr b)
{
	struct variable v;
	size_t n = strcspn(s, "]");

	if (s[n] != ']') {
		bad(g, &g->rules, u->r, "a [ without its ]");
		return n;
	}
	if (read_variable(g, u, s + 1, n - 1, &v) == -1)
		g->failed = true;
	else
		line_label(g, u, &v, lang, message, b);
	free(v.item);
	return n + 1;
}

/*
 * A text of a rule: a label, or a message where `message`, in which values stand.
 * The caller frees it.
 */
xmlBufferPtr
rule_text(struct gen *g, struct rule *u, const char *s, enum lang lang,
    bool message)
{
	xmlBufferPtr b = xmlBufferCreate();

	if (b == NULL) {
		fail("rules.csv", "no memory");
		exit(2);
	}
	while (*s != '\0') {
		if (is_ref(s))
			s += text_label(g, u, s, lang, message, b);
		else if (message && *s == '{')
			s += text_value(g, u, s, lang, b);
		else
			cat(g, b, s++, 1);
	}
	return b;
}
