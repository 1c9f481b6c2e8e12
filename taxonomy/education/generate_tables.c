/*
 * generate_tables.c: reads the source tables and checks them.
 *
 * A table is a text file of one row a line, its cells parted by semicolons,
 * a cell in double quotes where it holds one; the first line names the
 * columns; empty lines and lines that begin with # are passed over.
 *
 * The tables are checked as a whole. Every row that is wrong is told, not
 * only the first; after a single one nothing is written.
 */
#include "generate.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_name[] = {
	[PLAIN] = "", [TOTAL] = "total", [SUBTOTAL] = "subtotal",
	[ABSTRACT] = "abstract", [REPEAT] = "repeat",
};

/* --- trouble --- */

void
bad(struct gen *g, const struct table *t, const struct row *r,
    const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%u: ", t->path, r == NULL ? 1 : r->line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	g->errors++;
}

/* --- the source tables --- */

static int
grow(void **v, size_t *cap, size_t need, size_t size)
{
	size_t c = *cap ? *cap : 64;
	void *p;

	while (c < need)
		if (__builtin_mul_overflow(c, (size_t)2, &c))
			return -1;
	if ((p = reallocarray(*v, c, size)) == NULL)
		return -1;
	*v = p;
	*cap = c;
	return 0;
}

static char *
slurp(const char *path)
{
	FILE *f;
	char *s = NULL;
	size_t cap = 0, n = 0, got;

	if ((f = fopen(path, "rb")) == NULL)
		goto fail;
	do {
		if (grow((void **)&s, &cap, n + 4096 + 1, 1) == -1)
			goto fail;
		got = fread(s + n, 1, 4096, f);
		n += got;
		if (n > MAX_TABLE) {
			errno = EFBIG;
			goto fail;
		}
	} while (got > 0);
	if (ferror(f))
		goto fail;
	fclose(f);
	s[n] = '\0';
	if (strlen(s) != n)		/* a NUL byte: no text at all */
		s[0] = '\0';
	return s;
fail:
	fail(path, strerror(errno));
	if (f != NULL)
		fclose(f);
	free(s);
	return NULL;
}

/*
 * Cuts one cell off at *s, unquoting it where it is quoted, and leaves *s at
 * the next cell. Returns false after the last cell of the line.
 */
static bool
next_cell(char **s, char **cell)
{
	char *in = *s, *to = *s, last;
	bool quoted = *in == '"';

	*cell = in;
	if (quoted)
		in++;
	while (*in != '\0' && (quoted || (*in != ';' && *in != '\n'))) {
		if (quoted && *in == '"') {
			if (in[1] != '"') {
				quoted = false;
				in++;
				continue;
			}
			in++;
		}
		*to++ = *in++;
	}
	last = *in;
	if (last != '\0')
		in++;
	if (to > *cell && last != ';' && to[-1] == '\r')
		to--;
	*to = '\0';
	*s = in;
	return last == ';';
}

static int
add_row(struct table *t, char **s, unsigned line, size_t cols, size_t *found)
{
	struct row *r;
	bool more;
	char *cell;
	size_t i;

	if (t->n == t->cap &&
	    grow((void **)&t->row, &t->cap, t->n + 1, sizeof(*t->row)) == -1)
		return fail(t->path, strerror(errno));
	r = &t->row[t->n++];
	r->line = line;
	for (i = 0; i < MAX_COLS; i++)
		r->f[i] = *s + strlen(*s);
	*found = 0;
	do {
		more = next_cell(s, &cell);
		if (*found < cols)
			r->f[*found] = cell;
		(*found)++;
	} while (more);
	return 0;
}

/* XML has no room for control characters, not even escaped. */
static bool
has_controls(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' && strchr("\t\n\r", *s) == NULL)
			return true;
	return false;
}

/* Reads one table; `header` is the line that it must begin with. */
static int
read_table(struct gen *g, struct table *t, const char *dir, const char *name,
    const char *header, size_t cols)
{
	size_t found = 0, n = strlen(header);
	unsigned line = 1;
	char *s;

	if (snprintf(t->path, sizeof(t->path), "%s/%s", dir, name) >=
	    (int)sizeof(t->path))
		return fail(dir, "the name is too long");
	if ((t->text = slurp(t->path)) == NULL)
		return -1;
	s = t->text;
	if (xmlCheckUTF8(BAD_CAST s) == 0 || has_controls(s))
		bad(g, t, NULL, "the table is not a text in UTF-8");
	if (strncmp(s, header, n) != 0 || (s[n] != '\n' && s[n] != '\r')) {
		bad(g, t, NULL, "the header must be \"%s\"", header);
		return 0;
	}
	s += strcspn(s, "\n");
	for (s += *s == '\n'; *s != '\0'; ) {
		line++;
		if (*s == '\n' || *s == '\r' || *s == '#') {
			s += strcspn(s, "\n");
			s += *s == '\n';
			continue;
		}
		if (add_row(t, &s, line, cols, &found) == -1)
			return -1;
		if (found != cols)
			bad(g, t, &t->row[t->n - 1], "%zu cells where %zu are "
			    "expected", found, cols);
	}
	return 0;
}

int
read_tables(struct gen *g, const char *dir)
{
	const struct {
		struct table *t;
		const char *name, *header;
		size_t cols;
	} all[] = {
		{ &g->package, "package.csv", "key;value", P_N },
		{ &g->concepts, "concepts.csv", "section;code;kind;concept;"
		    "parent;weight;type;balance;period;preferred;sectors;"
		    "label_nl;label_en;terse_nl;terse_en;total_nl;total_en;"
		    "reference;origin", C_N },
		{ &g->roles, "roles.csv", "name;sections;concept;axes;"
		    "paragraph;label_nl;label_en", R_N },
		{ &g->dims, "dimensions.csv", "kind;name;parent;usable;"
		    "default;label_nl;label_en", D_N },
		{ &g->entries, "entrypoints.csv", "name;sector;label_nl;"
		    "label_en;description_nl;description_en", E_N },
		{ &g->types, "types.csv", "name;base;pattern;min_length;"
		    "max_length;fraction_digits", T_N },
		{ &g->codes, "codes.csv", "list;value;label_nl;label_en", L_N },
		{ &g->rules, "rules.csv", "id;statement;sectors;severity;kind;"
		    "line;given;let;check;equals;tolerance;law;label_nl;"
		    "label_en;message_nl;message_en", U_N },
		{ &g->sources, "sources.csv", "key;publisher;name;number",
		    S_N },
		{ &g->parameters, "parameters.csv", "name;type;select;"
		    "label_nl;label_en", M_N },
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (read_table(g, all[i].t, dir, all[i].name, all[i].header,
		    all[i].cols) == -1)
			return -1;
	return 0;
}

const struct row *
find_row(const struct table *t, int col, const char *value)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->row[i].f[col], value) == 0)
			return &t->row[i];
	return NULL;
}

/* Every setting that the generator asks for has been checked. */
const char *
setting(struct gen *g, const char *key)
{
	const struct row *r = find_row(&g->package, P_KEY, key);

	return r == NULL ? "" : r->f[P_VALUE];
}

/* --- what the rows say to each other --- */

bool
in_list(const char *list, const char *word)
{
	size_t n = strlen(word);

	while (*list != '\0') {
		if (strcspn(list, ",") == n && strncmp(list, word, n) == 0)
			return true;
		list += strcspn(list, ",");
		list += *list == ',';
	}
	return false;
}

/* ASCII only: sector codes are. */
void
lower_case(char *to, size_t size, const char *from)
{
	size_t i;

	for (i = 0; i + 1 < size && from[i] != '\0'; i++)
		to[i] = from[i] >= 'A' && from[i] <= 'Z' ?
		    (char)(from[i] - 'A' + 'a') : from[i];
	to[i] = '\0';
}

/* Is the line in this sector's form? A line goes where its heading goes. */
bool
in_sector(const struct item *it, const char *sector)
{
	const char *list;

	for (; it != NULL; it = form_parent(it)) {
		list = it->r->f[C_SECTORS];
		if (*list != '\0' && !in_list(list, sector))
			return false;
	}
	return true;
}

bool
declares(const struct item *it)
{
	return it->decl == it && it->kind != ABSTRACT;
}

/*
 * A subtotal of a flow (result before tax) has its parts before it, not
 * beneath it: they stand on the subtotal's own level.
 */
const struct item *
form_parent(const struct item *it)
{
	const struct item *p = it->parent;

	while (p != NULL && p->kind == SUBTOTAL)
		p = p->parent;
	return p;
}

/* --- checks --- */

/* Labels of a row: two cells side by side, Dutch and English. */
void
need_labels(struct gen *g, const struct table *t, const struct row *r,
    int col)
{
	if (r->f[col][0] == '\0' || r->f[col + 1][0] == '\0')
		bad(g, t, r, "missing label (nl or en)");
}

/* The word becomes part of an XML name, an id or the name of a file. */
void
need_name(struct gen *g, const struct table *t, const struct row *r, int col)
{
	if (xmlValidateNCName(BAD_CAST r->f[col], 0) != 0 ||
	    strlen(r->f[col]) > MAX_NAME)
		bad(g, t, r, "\"%s\" cannot be a name", r->f[col]);
}

void
need_new(struct gen *g, const struct table *t, const struct row *r, int col)
{
	if (find_row(t, col, r->f[col]) != r)
		bad(g, t, r, "\"%s\" is already there", r->f[col]);
}

static enum kind
kind_of(struct gen *g, const struct row *r)
{
	size_t k;

	for (k = 0; k < sizeof(kind_name) / sizeof(kind_name[0]); k++)
		if (strcmp(r->f[C_KIND], kind_name[k]) == 0)
			return (enum kind)k;
	bad(g, &g->concepts, r, "unknown kind \"%s\"", r->f[C_KIND]);
	return PLAIN;
}

static struct item *
item_by(struct gen *g, int col, const char *value, bool declaring)
{
	size_t i;

	for (i = 0; i < g->concepts.n; i++)
		if (strcmp(g->item[i].r->f[col], value) == 0 &&
		    (!declaring || g->item[i].kind != REPEAT))
			return &g->item[i];
	return NULL;
}

static const struct row *
role_of(struct gen *g, const struct row *r)
{
	size_t i;

	for (i = 0; i < g->roles.n; i++)
		if (in_list(g->roles.row[i].f[R_SECTIONS], r->f[C_SECTION]))
			return &g->roles.row[i];
	bad(g, &g->concepts, r, "no role in roles.csv has section \"%s\"",
	    r->f[C_SECTION]);
	return NULL;
}

/* Ties a row to its role, its parent row and the row that declares it. */
static void
tie(struct gen *g, struct item *it)
{
	const char *const *f = (const char *const *)it->r->f;
	const struct item *same;

	it->role = role_of(g, it->r);
	need_name(g, &g->concepts, it->r, C_NAME);
	if (f[C_CODE][0] == '\0')
		bad(g, &g->concepts, it->r, "a row needs a code");
	same = item_by(g, C_CODE, f[C_CODE], false);
	if (same != NULL && same != it)
		bad(g, &g->concepts, it->r, "code \"%s\" is already used in "
		    "line %u", f[C_CODE], same->r->line);
	if (f[C_PARENT][0] != '\0' &&
	    (it->parent = item_by(g, C_CODE, f[C_PARENT], false)) == NULL)
		bad(g, &g->concepts, it->r, "unknown parent \"%s\"",
		    f[C_PARENT]);
	it->decl = item_by(g, C_NAME, f[C_NAME], true);
	if (it->decl == NULL)
		bad(g, &g->concepts, it->r, "concept \"%s\" is repeated but "
		    "nowhere declared", f[C_NAME]);
	else if (it->kind != REPEAT && it->decl != it)
		bad(g, &g->concepts, it->r, "concept \"%s\" is already "
		    "declared in line %u (kind \"repeat\" shows it again)",
		    f[C_NAME], it->decl->r->line);
}

static bool
known_type(struct gen *g, const char *name)
{
	return strncmp(name, "xbrli:", 6) == 0 ||
	    find_row(&g->types, T_NAME, name) != NULL ||
	    find_row(&g->codes, L_LIST, name) != NULL;
}

static void
check_declaration(struct gen *g, const struct item *it)
{
	const char *const *f = (const char *const *)it->r->f;
	const struct table *t = &g->concepts;

	if (!known_type(g, f[C_TYPE]))
		bad(g, t, it->r, "unknown type \"%s\"", f[C_TYPE]);
	if (!in_list("instant,duration", f[C_PERIOD]))
		bad(g, t, it->r, "the period must be instant or duration");
	if (f[C_BALANCE][0] != '\0' && !in_list("debit,credit", f[C_BALANCE]))
		bad(g, t, it->r, "the balance must be debit, credit or empty");
	if (f[C_BALANCE][0] != '\0' && strncmp(f[C_TYPE], "monetary", 8) != 0)
		bad(g, t, it->r, "only an amount has a balance");
	if (it->kind == TOTAL &&
	    (f[C_TOTAL][0] == '\0' || f[C_TOTAL_EN][0] == '\0'))
		bad(g, t, it->r, "missing total label (nl or en)");
	if ((f[C_TERSE][0] == '\0') != (f[C_TERSE_EN][0] == '\0'))
		bad(g, t, it->r, "missing terse label (nl or en)");
}

static void
check_labels(struct gen *g, const struct item *it)
{
	const char *const *f = (const char *const *)it->r->f;
	bool labelled = f[C_LABEL][0] != '\0' && f[C_LABEL_EN][0] != '\0';

	if (it->kind == REPEAT && f[C_PREFERRED][0] == '\0')
		return;
	if (!labelled)
		bad(g, &g->concepts, it->r, "missing label (nl or en)");
	if (f[C_PREFERRED][0] != '\0' &&
	    (it->kind != REPEAT || !in_list("start,end", f[C_PREFERRED])))
		bad(g, &g->concepts, it->r, "preferred is start or end, on a "
		    "row of kind repeat");
}

/* XBRL 2.1, 5.1.1.2: the sign of a weight agrees with both balances. */
static void
check_weight(struct gen *g, const struct item *it)
{
	const char *from, *to, *w = it->r->f[C_WEIGHT];
	bool minus = strcmp(w, "-1") == 0;

	if (*w == '\0')
		return;
	if (!minus && strcmp(w, "1") != 0)
		bad(g, &g->concepts, it->r, "the weight is 1, -1 or empty");
	if (it->parent == NULL || it->parent->kind == ABSTRACT ||
	    it->decl == NULL || it->parent->decl == NULL) {
		bad(g, &g->concepts, it->r, "a weight needs a parent that is "
		    "an amount");
		return;
	}
	from = it->parent->decl->r->f[C_BALANCE];
	to = it->decl->r->f[C_BALANCE];
	if (*from != '\0' && *to != '\0' && (strcmp(from, to) != 0) != minus)
		bad(g, &g->concepts, it->r, "weight %s from %s \"%s\" to %s "
		    "(XBRL 2.1, 5.1.1.2)", w, from, it->parent->r->f[C_CODE],
		    to);
	if (strcmp(it->parent->decl->r->f[C_PERIOD],
	    it->decl->r->f[C_PERIOD]) != 0)
		bad(g, &g->concepts, it->r, "a sum cannot mix instant and "
		    "duration");
}

static void
check_ancestors(struct gen *g, const struct item *it)
{
	const struct item *p = it->parent;
	int depth;

	for (depth = 0; p != NULL; p = p->parent) {
		if (++depth > MAX_DEPTH || p == it) {
			bad(g, &g->concepts, it->r, "the parents of \"%s\" go "
			    "round in a circle", it->r->f[C_CODE]);
			exit(1);	/* nothing can be walked any more */
		}
		if (p->role != it->role) {
			bad(g, &g->concepts, it->r, "parent \"%s\" is in "
			    "another statement", p->r->f[C_CODE]);
			break;
		}
	}
}

static void
check_dims(struct gen *g)
{
	const struct table *t = &g->dims;
	const struct row *r, *p;
	size_t i;

	for (i = 0; i < t->n; i++) {
		r = &t->row[i];
		need_name(g, t, r, D_NAME);
		need_new(g, t, r, D_NAME);
		need_labels(g, t, r, D_LABEL);
		if (!in_list("axis,domain,member", r->f[D_KIND]))
			bad(g, t, r, "kind is axis, domain or member");
		p = find_row(t, D_NAME, r->f[D_PARENT]);
		if (strcmp(r->f[D_KIND], "axis") != 0 && (p == NULL || p >= r))
			bad(g, t, r, "no earlier row is the parent \"%s\"",
			    r->f[D_PARENT]);
	}
}

static void
check_axes(struct gen *g, const struct row *role)
{
	const char *s = role->f[R_AXES];
	char axis[MAX_NAME + 1];
	size_t n;

	for (; *s != '\0'; s += n, s += *s == ',') {
		n = strcspn(s, ",");
		snprintf(axis, sizeof(axis), "%.*s", (int)n, s);
		if (find_row(&g->dims, D_NAME, axis) == NULL)
			bad(g, &g->roles, role, "unknown axis \"%s\"", axis);
	}
}

static void
check_roles_and_entries(struct gen *g)
{
	const struct row *r;
	size_t i;

	for (i = 0; i < g->roles.n; i++) {
		r = &g->roles.row[i];
		need_name(g, &g->roles, r, R_NAME);
		need_new(g, &g->roles, r, R_NAME);
		need_name(g, &g->roles, r, R_CONCEPT);
		need_labels(g, &g->roles, r, R_LABEL);
		check_axes(g, r);
	}
	for (i = 0; i < g->entries.n; i++) {
		r = &g->entries.row[i];
		need_name(g, &g->entries, r, E_NAME);
		need_new(g, &g->entries, r, E_NAME);
		need_name(g, &g->entries, r, E_SECTOR);
		need_new(g, &g->entries, r, E_SECTOR);
		need_labels(g, &g->entries, r, E_LABEL);
		need_labels(g, &g->entries, r, E_DESC);
	}
}

static void
check_types_and_codes(struct gen *g)
{
	const struct row *r, *first;
	size_t i;

	for (i = 0; i < g->types.n; i++) {
		r = &g->types.row[i];
		need_name(g, &g->types, r, T_NAME);
		need_new(g, &g->types, r, T_NAME);
		need_name(g, &g->types, r, T_BASE);
	}
	for (i = 0; i < g->codes.n; i++) {
		r = &g->codes.row[i];
		need_name(g, &g->codes, r, L_LIST);
		need_name(g, &g->codes, r, L_VALUE);
		need_labels(g, &g->codes, r, L_LABEL);
		first = find_row(&g->codes, L_LIST, r->f[L_LIST]);
		if (first != r && strcmp(r[-1].f[L_LIST], r->f[L_LIST]) != 0)
			bad(g, &g->codes, r, "the values of \"%s\" must stand "
			    "together", r->f[L_LIST]);
		if (find_row(&g->types, T_NAME, r->f[L_LIST]) != NULL)
			bad(g, &g->codes, r, "\"%s\" is a type already",
			    r->f[L_LIST]);
	}
}

static void
check_settings(struct gen *g)
{
	static const char *const need[] = { "base", "folder", "version",
	    "date", "title_nl", "title_en", "description_nl",
	    "description_en", "publisher_nl", "publisher_en",
	    "publisher_url", "reference_publisher", "reference_name",
	    "reference_chapter", "sum_label_nl", "sum_label_en",
	    "sum_message_nl", "sum_message_en" };
	const struct table *t = &g->package;
	const struct row *r;
	size_t i;

	for (i = 0; i < sizeof(need) / sizeof(need[0]); i++)
		if ((r = find_row(t, P_KEY, need[i])) == NULL ||
		    r->f[P_VALUE][0] == '\0')
			bad(g, t, r, "no value for \"%s\"", need[i]);
}

int
check_tables(struct gen *g)
{
	size_t i, n = g->concepts.n;

	if ((g->item = calloc(n + 1, sizeof(*g->item))) == NULL)
		return fail("concepts.csv", strerror(errno));
	for (i = 0; i < n; i++) {
		g->item[i].r = &g->concepts.row[i];
		g->item[i].kind = kind_of(g, g->item[i].r);
	}
	for (i = 0; i < n; i++)
		tie(g, &g->item[i]);
	for (i = 0; i < n; i++) {
		check_ancestors(g, &g->item[i]);
		check_labels(g, &g->item[i]);
		check_weight(g, &g->item[i]);
		if (declares(&g->item[i]))
			check_declaration(g, &g->item[i]);
	}
	check_settings(g);
	check_dims(g);
	check_roles_and_entries(g);
	check_types_and_codes(g);
	return g->errors == 0 ? check_rules(g) : 0;
}
