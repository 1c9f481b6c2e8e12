/*
 * generate_rules.c: reads rules.csv: what each rule needs, asks and says.
 *
 * A rule speaks of lines by their codes, in square brackets:
 *
 *	[1.1]			the amount of that line, which must be there
 *	[1.1?0]			0 where it is not; [1.1?]: nothing
 *	[1.1@current]		at the end of, or over, the reporting period only
 *	[1.1@BudgetMember]	with that member only
 *	[line]			what the column `line` names; it may name several:
 *				1.* all lines below 1, !1.2.2.16 not that one
 *	sum			in `equals`: the parts of the line, by concepts.csv
 *
 * Each becomes a fact variable of the same name as its concept.  Facts of
 * one evaluation agree in all else: period, unit, members; document information,
 * which has no axes, goes with any of them.  What rules say: generate_texts.c.
 */
#include "generate.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REPORTING_PERIOD "FinancialReportingPeriodCurrentEndDate"

void
cat(struct gen *g, xmlBufferPtr b, const char *s, size_t n)
{
	if (xmlBufferAdd(b, BAD_CAST s, (int)n) != 0)
		g->failed = true;
}

void
cats(struct gen *g, xmlBufferPtr b, const char *s)
{
	cat(g, b, s, strlen(s));
}

bool
is_empty(xmlBufferPtr b)
{
	return xmlBufferLength(b) == 0;
}

const char *
str(xmlBufferPtr b)
{
	return (const char *)xmlBufferContent(b);
}

/* The rule takes its sum, and what it has no text for, from the concepts. */
bool
sums(const struct rule *u)
{
	return strcmp(u->r->f[U_EQUALS], "sum") == 0;
}

/* --- lines by their codes --- */

/* One word of a list: "1.1", "1.*". */
static bool
matches(const char *word, size_t n, const char *code)
{
	if (n > 0 && word[n - 1] == '*')
		return strncmp(word, code, n - 1) == 0;
	return strlen(code) == n && memcmp(word, code, n) == 0;
}

/* Whether a list of codes names a code. */
static bool
named(const char *list, size_t n, const char *code)
{
	bool yes = false;
	size_t len;

	for (; n > 0; list += len, n -= len) {
		if (*list == ',') {
			len = 1;
			continue;
		}
		for (len = 0; len < n && list[len] != ','; len++)
			;
		if (*list == '!' && matches(list + 1, len - 1, code))
			return false;
		yes |= *list != '!' && matches(list, len, code);
	}
	return yes;
}

/* Every word names at least one line. */
static void
need_lines(struct gen *g, const struct rule *u, const char *list, size_t n)
{
	size_t i, len;

	for (; n > 0; list += len, n -= len) {
		if (*list == ',' || *list == '!') {
			len = 1;
			continue;
		}
		for (len = 0; len < n && list[len] != ','; len++)
			;
		for (i = 0; i < g->concepts.n; i++)
			if (matches(list, len, g->item[i].r->f[C_CODE]))
				break;
		if (i == g->concepts.n)
			bad(g, &g->rules, u->r, "no line has the code \"%.*s\"",
			    (int)len, list);
	}
}

static int
add_item(struct variable *v, const struct item *it)
{
	const struct item **p;

	p = reallocarray(v->item, v->n_items + 1,
	    sizeof(*p)); /* NOLINT(bugprone-sizeof-expression) */
	if (p == NULL)
		return fail("rules.csv", strerror(errno));
	v->item = p;
	v->item[v->n_items++] = it;
	return 0;
}

static int
add_lines(struct gen *g, const struct rule *u, struct variable *v,
    const char *list, size_t n)
{
	const struct item *it;
	size_t i;

	need_lines(g, u, list, n);
	for (i = 0; i < g->concepts.n; i++) {
		it = &g->item[i];
		if (declares(it) && named(list, n, it->r->f[C_CODE]) &&
		    add_item(v, it) == -1)
			return -1;
	}
	if (v->n_items == 0)
		bad(g, &g->rules, u->r, "\"%.*s\" names no line", (int)n, list);
	v->several = v->n_items != 1;
	return 0;
}

/* --- variables --- */

static void
restrict_to(struct gen *g, const struct rule *u, struct variable *v,
    const char *s, size_t n)
{
	const struct row *r;
	char word[MAX_NAME + 1];

	snprintf(word, sizeof(word), "%.*s", (int)n, s);
	if (strcmp(word, "current") == 0) {
		v->current = true;
		return;
	}
	r = find_row(&g->dims, D_NAME, word);
	if (r == NULL || strcmp(r->f[D_KIND], "member") != 0)
		bad(g, &g->rules, u->r, "\"%s\" is no member", word);
	else if (v->n_members == MAX_MEMBERS)
		bad(g, &g->rules, u->r, "too many members");
	else
		v->member[v->n_members++] = r;
}

/* What restricts a variable is part of its name. */
static void
name_variable(struct variable *v, bool is_line)
{
	size_t i, n;

	if (v->item == NULL)		/* no line, which is told */
		return;
	snprintf(v->name, sizeof(v->name), "%s", v->several ? "line" :
	    v->item[0]->r->f[C_NAME]);
	if (v->several && is_line)
		return;
	for (i = 0; i < v->n_members; i++) {
		n = strlen(v->name);
		snprintf(v->name + n, sizeof(v->name) - n, "_%s",
		    v->member[i]->f[D_NAME]);
	}
	n = strlen(v->name);
	if (v->current)
		snprintf(v->name + n, sizeof(v->name) - n, "_current");
}

/* Reads what stands between brackets. v->item is owned by the caller. */
int
read_variable(struct gen *g, const struct rule *u, const char *s, size_t n,
    struct variable *v)
{
	const char *line = u->r->f[U_LINE];
	size_t codes = 0, at, len;
	bool is_line = n == 4 && memcmp(s, "line", 4) == 0;

	memset(v, 0, sizeof(*v));
	if (is_line) {
		s = line;
		n = strlen(line);
	}
	while (codes < n && s[codes] != '@' && s[codes] != '?')
		codes++;
	if (codes == 4 && memcmp(s, "line", 4) == 0) {
		if (add_lines(g, u, v, line, strcspn(line, "@?")) == -1)
			return -1;
	} else if (add_lines(g, u, v, s, codes) == -1)
		return -1;
	if (v->several && s != line && memcmp(s, "line", 4) != 0)
		bad(g, &g->rules, u->r, "only [line] can be several lines");
	for (at = codes; at < n && s[at] == '@'; at += 1 + len) {
		for (len = 0; at + 1 + len < n && s[at + 1 + len] != '@' &&
		    s[at + 1 + len] != '?'; len++)
			;
		restrict_to(g, u, v, s + at + 1, len);
	}
	if (at < n)
		v->fallback = at + 1 == n ? OR_NOTHING : OR_ZERO;
	if (at + 1 < n && (n - at != 2 || s[at + 1] != '0'))
		bad(g, &g->rules, u->r, "after ? only 0 can stand");
	name_variable(v, is_line || s == line);
	return 0;
}

static struct variable *
variable_named(const struct rule *u, const char *name)
{
	size_t i;

	for (i = 0; i < u->n_vars; i++)
		if (strcmp(u->var[i].name, name) == 0)
			return &u->var[i];
	return NULL;
}

/* Takes the variable over, or frees it where the rule has it already. */
static int
add_variable(struct gen *g, struct rule *u, struct variable *v)
{
	struct variable *same = variable_named(u, v->name);
	struct variable period = { .n_items = 0 };
	size_t i;

	if (v->n_items == 0)		/* of which something was said */
		return 0;
	if (same != NULL) {
		if (same->fallback != v->fallback)
			bad(g, &g->rules, u->r, "\"%s\" both must and need not "
			    "be there", v->name);
		free(v->item);
		return 0;
	}
	if (u->n_vars == MAX_VARS) {
		bad(g, &g->rules, u->r, "more than %d lines", MAX_VARS);
		free(v->item);
		return 0;
	}
	u->var[u->n_vars++] = *v;
	if (!v->current)
		return 0;
	for (i = 0; i < g->concepts.n; i++)
		if (strcmp(g->item[i].r->f[C_NAME], REPORTING_PERIOD) == 0)
			break;
	if (i == g->concepts.n) {
		bad(g, &g->rules, u->r, "no concept \"%s\"", REPORTING_PERIOD);
		return 0;
	}
	if (add_item(&period, &g->item[i]) == -1)
		return -1;
	name_variable(&period, false);
	return add_variable(g, u, &period);	/* not current: ends */
}

/* --- expressions --- */

/* A [ that begins a code; else it is a predicate of XPath. */
bool
is_ref(const char *s)
{
	if (*s != '[')
		return false;
	if (strncmp(s + 1, "line", 4) == 0)
		return s[5] != '\0' && strchr("]@?", s[5]) != NULL;
	return isdigit((unsigned char)s[1]) || isupper((unsigned char)s[1]);
}

/* A [ right after this is a predicate. */
static bool
ends_step(char c)
{
	return isalnum((unsigned char)c) || (c != '\0' &&
	    strchr(")]_*.", c) != NULL);
}

/*
 * Writes an expression with variables for its lines.  Where `adds`, they become
 * the rule's; else they have to be.
 */
int
expand(struct gen *g, struct rule *u, const char *s, size_t n, bool adds,
    xmlBufferPtr b)
{
	const char *to = s + n, *from = s;
	struct variable v;
	size_t len;
	bool quoted = false;

	for (; s < to; s += len) {
		len = 1;
		quoted ^= *s == '\'';
		if (quoted || !is_ref(s) || (s > from && ends_step(s[-1]))) {
			cat(g, b, s, 1);
			continue;
		}
		len = strcspn(s, "]") + 1;
		if (s + len > to) {
			bad(g, &g->rules, u->r, "a [ without its ]");
			return 0;
		}
		if (read_variable(g, u, s + 1, len - 2, &v) == -1)
			return -1;
		if (!adds && variable_named(u, v.name) == NULL)
			bad(g, &g->rules, u->r, "%.*s is not in the rule",
			    (int)len, s);
		cats(g, b, "$");
		cats(g, b, v.name);
		if (!adds)
			free(v.item);
		else if (add_variable(g, u, &v) == -1)
			return -1;
	}
	return 0;
}

/* --- sums and comparisons --- */

/* The parts of the line, and that at least one of them is reported. */
static int
expand_sum(struct gen *g, struct rule *u, unsigned *parts)
{
	const struct item *line, *it;
	struct variable v;
	xmlBufferPtr given = u->given;
	bool alone = is_empty(given);
	size_t i;

	*parts = 0;
	if (u->n_vars == 0 || u->var[0].several) {
		bad(g, &g->rules, u->r, "a sum is of one line");
		return 0;
	}
	line = u->var[0].item[0];
	cats(g, given, alone ? "some $part in (" :
	    " and (some $part in (");
	for (i = 0; i < g->concepts.n; i++) {
		it = &g->item[i];
		if (it->parent != line || it->r->f[C_WEIGHT][0] == '\0')
			continue;
		memset(&v, 0, sizeof(v));
		v.fallback = OR_ZERO;
		if (add_item(&v, it->decl) == -1)
			return -1;
		name_variable(&v, false);
		cats(g, given, *parts == 0 ? "$" : ", $");
		cats(g, given, v.name);
		if (it->r->f[C_WEIGHT][0] == '-')
			cats(g, u->equals, *parts == 0 ? "- $" : " - $");
		else
			cats(g, u->equals, *parts == 0 ? "$" : " + $");
		cats(g, u->equals, v.name);
		++*parts;
		if (add_variable(g, u, &v) == -1)
			return -1;
	}
	cats(g, given, ") satisfies $part instance of node()");
	cats(g, given, alone ? "" : ")");
	if (*parts == 0)
		bad(g, &g->rules, u->r, "the line has no parts");
	return 0;
}

static void
write_allowed(struct gen *g, struct rule *u, unsigned parts)
{
	const char *tolerance = u->r->f[U_TOLERANCE];
	char times[32];
	size_t i, n = 0;

	if (*tolerance == '\0' && sums(u))
		snprintf(times, sizeof(times), "%u", parts > 0 ? parts : 1);
	else
		snprintf(times, sizeof(times), "%s", tolerance);
	if (times[0] == '\0' || times[strspn(times, "0123456789")] != '\0')
		bad(g, &g->rules, u->r, "the tolerance is a whole number");
	cats(g, u->allowed, times);
	cats(g, u->allowed, " * ow-f:rounding((");
	for (i = 0; i < u->n_vars; i++) {
		if (strncmp(u->var[i].item[0]->r->f[C_TYPE], "monetary", 8) !=
		    0)
			continue;
		cats(g, u->allowed, n++ == 0 ? "$" : ", $");
		cats(g, u->allowed, u->var[i].name);
	}
	cats(g, u->allowed, "))");
}

static int
read_comparison(struct gen *g, struct rule *u)
{
	const char *s = u->r->f[U_CHECK], *to = u->r->f[U_EQUALS];
	unsigned parts = 0;

	if (expand(g, u, s, strlen(s), true, u->amount) == -1)
		return -1;
	if (sums(u)) {
		if (expand_sum(g, u, &parts) == -1)
			return -1;
	} else if (expand(g, u, to, strlen(to), true, u->equals) == -1)
		return -1;
	write_allowed(g, u, parts);
	cats(g, u->test, "if (");
	cats(g, u->test, str(u->amount));
	cats(g, u->test, " eq ");
	cats(g, u->test, str(u->equals));
	cats(g, u->test, ") then true() else abs(");
	cats(g, u->test, str(u->amount));
	cats(g, u->test, " - (");
	cats(g, u->test, str(u->equals));
	cats(g, u->test, ")) le ");
	cats(g, u->test, str(u->allowed));
	return 0;
}

/* --- checks --- */

static void
check_sectors(struct gen *g, const struct row *r)
{
	const char *s = r->f[U_SECTORS];
	char sector[16];
	size_t n;

	for (; *s != '\0'; s += n, s += *s == ',') {
		n = strcspn(s, ",");
		snprintf(sector, sizeof(sector), "%.*s", (int)n, s);
		if (find_row(&g->entries, E_SECTOR, sector) == NULL)
			bad(g, &g->rules, r, "unknown sector \"%s\"", sector);
	}
}

static void
check_law(struct gen *g, const struct rule *u)
{
	const char *law = u->r->f[U_LAW];
	char key[MAX_NAME];

	snprintf(key, sizeof(key), "%.*s", (int)strcspn(law, ":"), law);
	if (*law != '\0' && find_row(&g->sources, S_KEY, key) == NULL)
		bad(g, &g->rules, u->r, "no source \"%s\" in sources.csv", key);
	if (*law == '\0' && (u->n_vars == 0 || u->var[0].several ||
	    u->var[0].item[0]->role->f[R_PARA][0] == '\0') &&
	    strcmp(u->role->f[R_PARA], "") == 0)
		bad(g, &g->rules, u->r, "a rule needs a source");
}

static void
check_cells(struct gen *g, const struct rule *u)
{
	const struct row *r = u->r;
	bool once = strcmp(r->f[U_KIND], "once") == 0;

	need_name(g, &g->rules, r, U_ID);
	need_new(g, &g->rules, r, U_ID);
	check_sectors(g, r);
	if (!in_list("E,W,I", r->f[U_SEVERITY]))
		bad(g, &g->rules, r, "the severity is E, W or I");
	if (!once && r->f[U_KIND][0] != '\0')
		bad(g, &g->rules, r, "the kind is once or empty");
	if (once != (r->f[U_CHECK][0] == '\0') || (once &&
	    (r->f[U_GIVEN][0] != '\0' || r->f[U_EQUALS][0] != '\0' ||
	    r->f[U_LINE][0] == '\0')))
		bad(g, &g->rules, r, "a rule checks something, or that a line is "
		    "there once");
	if (!sums(u)) {
		need_labels(g, &g->rules, r, U_LABEL);
		need_labels(g, &g->rules, r, U_MESSAGE);
	}
}

static void
check_texts(struct gen *g, struct rule *u)
{
	int lang;

	for (lang = 0; lang < N_LANG; lang++) {
		xmlBufferFree(rule_text(g, u, rule_cell(g, u, U_LABEL + lang),
		    (enum lang)lang, false));
		xmlBufferFree(rule_text(g, u, rule_cell(g, u, U_MESSAGE + lang),
		    (enum lang)lang, true));
	}
}

/* "name := expression", or facts that are not like what an expression says. */
static int
read_let(struct gen *g, struct rule *u)
{
	static const char *const others[] = {
		[LET_ENTITY] = "facts of another entity than ",
		[LET_SCHEME] = "facts of another scheme than ",
		[LET_CURRENCY] = "amounts in another currency than ",
	};
	const char *s = u->r->f[U_LET], *is = strstr(s, " := ");
	size_t i;

	if (*s == '\0')
		return 0;
	if (is == NULL || (size_t)(is - s) >= sizeof(u->let)) {
		bad(g, &g->rules, u->r, "let is \"name := expression\"");
		return 0;
	}
	snprintf(u->let, sizeof(u->let), "%.*s", (int)(is - s), s);
	is += strlen(" := ");
	for (i = LET_ENTITY; i <= LET_CURRENCY; i++)
		if (strncmp(is, others[i], strlen(others[i])) == 0) {
			is += strlen(others[i]);
			u->let_kind = (enum let)i;
			break;
		}
	return expand(g, u, is, strlen(is), true, u->select);
}

static int
read_rule(struct gen *g, struct rule *u)
{
	const char *const *f = (const char *const *)u->r->f;

	u->role = find_row(&g->roles, R_NAME, f[U_STATEMENT]);
	if (u->role == NULL) {
		bad(g, &g->rules, u->r, "unknown statement \"%s\"",
		    f[U_STATEMENT]);
		return 0;
	}
	check_cells(g, u);
	if (f[U_LINE][0] != '\0') {
		struct variable v;

		if (read_variable(g, u, "line", 4, &v) == -1 ||
		    add_variable(g, u, &v) == -1)
			return -1;
	}
	if (expand(g, u, f[U_GIVEN], strlen(f[U_GIVEN]), true, u->given) ==
	    -1 || read_let(g, u) == -1)
		return -1;
	if (f[U_EQUALS][0] != '\0') {
		if (read_comparison(g, u) == -1)
			return -1;
	} else if (expand(g, u, f[U_CHECK], strlen(f[U_CHECK]), true,
	    u->test) == -1)
		return -1;
	check_law(g, u);
	check_texts(g, u);
	return 0;
}

static int
rule_new(struct rule *u, const struct row *r)
{
	u->r = r;
	u->var = calloc(MAX_VARS, sizeof(*u->var));
	u->given = xmlBufferCreate();
	u->test = xmlBufferCreate();
	u->select = xmlBufferCreate();
	u->amount = xmlBufferCreate();
	u->equals = xmlBufferCreate();
	u->allowed = xmlBufferCreate();
	if (u->var == NULL || u->given == NULL || u->test == NULL ||
	    u->select == NULL || u->amount == NULL || u->equals == NULL ||
	    u->allowed == NULL)
		return fail("rules.csv", "no memory");
	return 0;
}

int
check_rules(struct gen *g)
{
	const struct row *r;
	size_t i;

	for (i = 0; i < g->sources.n; i++) {
		r = &g->sources.row[i];
		need_name(g, &g->sources, r, S_KEY);
		need_new(g, &g->sources, r, S_KEY);
	}
	for (i = 0; i < g->parameters.n; i++) {
		r = &g->parameters.row[i];
		need_name(g, &g->parameters, r, M_NAME);
		need_new(g, &g->parameters, r, M_NAME);
		need_labels(g, &g->parameters, r, M_LABEL);
	}
	g->rule = calloc(g->rules.n + 1, sizeof(*g->rule));
	if (g->rule == NULL)
		return fail("rules.csv", strerror(errno));
	for (i = 0; i < g->rules.n; i++)
		if (rule_new(&g->rule[i], &g->rules.row[i]) == -1 ||
		    read_rule(g, &g->rule[i]) == -1)
			return -1;
	return 0;
}

void
rules_free(struct gen *g)
{
	struct rule *u;
	size_t i, k;

	for (i = 0; g->rule != NULL && i < g->rules.n; i++) {
		u = &g->rule[i];
		for (k = 0; k < u->n_vars; k++)
			free(u->var[k].item);
		free(u->var);
		xmlBufferFree(u->given);
		xmlBufferFree(u->test);
		xmlBufferFree(u->select);
		xmlBufferFree(u->amount);
		xmlBufferFree(u->equals);
		xmlBufferFree(u->allowed);
	}
	free(g->rule);
}
