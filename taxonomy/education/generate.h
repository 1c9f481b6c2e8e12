/*
 * generate.h: what the three parts of the taxonomy generator share.
 *
 * All strings returned live as long as the struct gen they came from: they
 * point into the source tables, which are read once and kept to the end.
 *
 * The generator is a build tool. It stands on libxml2 and libzip alone, so
 * that it can be built before anything else of the house.
 */
#ifndef OW_GENERATE_H
#define OW_GENERATE_H

#include <libxml/hash.h>
#include <libxml/xmlwriter.h>
#include <stdbool.h>
#include <stddef.h>

enum {
	MAX_COLS = 20,		/* the widest table has 19 */
	MAX_DOCS = 256,		/* six entry points make about 100 */
	MAX_NAME = 200,		/* bytes of a concept's name */
	MAX_ID = 512,		/* a name with prefix and suffix, a file name */
	MAX_MEMBERS = 4,	/* that one variable is held to */
	MAX_VARS = 64,		/* of one rule */
	MAX_DEPTH = 32,		/* levels of a statement; deeper is a cycle */
	MAX_PATH = 1024,
	MAX_TABLE = 1 << 22	/* bytes of one source table */
};

enum lang { NL, EN, N_LANG };
extern const char *const lang_code[N_LANG];

/* Columns, in the order in which the header of each table must name them. */
enum { P_KEY, P_VALUE, P_N };
enum {
	C_SECTION, C_CODE, C_KIND, C_NAME, C_PARENT, C_WEIGHT, C_TYPE,
	C_BALANCE, C_PERIOD, C_PREFERRED, C_SECTORS, C_LABEL, C_LABEL_EN,
	C_TERSE, C_TERSE_EN, C_TOTAL, C_TOTAL_EN, C_REF, C_ORIGIN, C_N
};
enum {
	R_NAME, R_SECTIONS, R_CONCEPT, R_AXES, R_PARA, R_LABEL, R_LABEL_EN,
	R_N
};
enum {
	D_KIND, D_NAME, D_PARENT, D_USABLE, D_DEFAULT, D_LABEL, D_LABEL_EN,
	D_N
};
enum { E_NAME, E_SECTOR, E_LABEL, E_LABEL_EN, E_DESC, E_DESC_EN, E_N };
enum { T_NAME, T_BASE, T_PATTERN, T_MIN, T_MAX, T_FRACTION, T_N };
enum { L_LIST, L_VALUE, L_LABEL, L_LABEL_EN, L_N };
enum {
	U_ID, U_STATEMENT, U_SECTORS, U_SEVERITY, U_KIND, U_LINE, U_GIVEN,
	U_LET, U_CHECK, U_EQUALS, U_TOLERANCE, U_LAW, U_LABEL, U_LABEL_EN,
	U_MESSAGE, U_MESSAGE_EN, U_N
};
enum { S_KEY, S_PUBLISHER, S_NAME, S_NUMBER, S_N };
enum { M_NAME, M_TYPE, M_SELECT, M_LABEL, M_LABEL_EN, M_N };

struct row {
	unsigned line;		/* 1-based, in the table's file */
	char *f[MAX_COLS];	/* never NULL: an empty cell is "" */
};

struct table {
	char path[MAX_PATH];
	char *text;		/* the file, cut up in place; owned */
	struct row *row;	/* owned */
	size_t n, cap;
};

enum kind { PLAIN, TOTAL, SUBTOTAL, ABSTRACT, REPEAT };

struct item {
	const struct row *r;
	enum kind kind;
	struct item *parent;	/* NULL: a root of its statement */
	struct item *decl;	/* the row that declares the concept */
	const struct row *role;	/* the statement it stands in */
};

/* --- rules --- */

enum fallback { NEEDED, OR_NOTHING, OR_ZERO };

/* What an expression means by [1.1@current?0]: a fact variable. */
struct variable {
	char name[MAX_ID];
	const struct item **item;	/* its lines; owned */
	size_t n_items;
	const struct row *member[MAX_MEMBERS];	/* only facts with these */
	size_t n_members;
	bool current;		/* only at the end of the reporting period */
	bool several;		/* any of its lines, whichever; not a sum */
	enum fallback fallback;
};

/* What `let` names: the value of an expression, or facts that others are not. */
enum let { LET_VALUE, LET_ENTITY, LET_SCHEME, LET_CURRENCY };

struct rule {
	const struct row *r;
	const struct row *role;	/* the statement it is of */
	struct variable *var;	/* owned; the first is the rule's line */
	size_t n_vars;
	char let[MAX_NAME];	/* the variable of `let`, "" without */
	enum let let_kind;
	xmlBufferPtr given;	/* XPath, empty where it always holds */
	xmlBufferPtr test;	/* XPath */
	xmlBufferPtr select;	/* XPath, of `let` */
	xmlBufferPtr amount, equals, allowed; /* XPath, of U_EQUALS, else empty */
};

/* One XML namespace of the taxonomy and the schema that declares it. */
enum space {
	SP_TYPES, SP_CODES, SP_DATA, SP_DOMAINS, SP_AXES, SP_TABLES, SP_ROLES,
	SP_ABSTRACTS, N_SPACE
};
struct space_info {
	const char *prefix;
	const char *dir;
	const char *name;	/* of the schema, without .xsd */
};
extern const struct space_info spaces[N_SPACE];

struct doc {
	char path[MAX_PATH];	/* below the package's top folder */
	xmlBufferPtr text;	/* owned */
};

struct gen {
	struct table package, concepts, roles, dims, entries, types, codes;
	struct table rules, sources, parameters;
	struct item *item;	/* owned, one for each row of concepts */
	struct rule *rule;	/* owned, one for each row of rules */
	struct doc doc[MAX_DOCS];
	size_t n_docs;
	xmlHashTablePtr seen;	/* labels in the linkbase being written */
	xmlTextWriterPtr w;	/* of the document being written, else NULL */
	unsigned errors;	/* of the tables, told on standard error */
	bool failed;		/* we failed: memory, a full disk */
};

/* generate_tables.c: 0, or -1 where the work could not be done */
int read_tables(struct gen *, const char *dir);
int check_tables(struct gen *);
const char *setting(struct gen *, const char *key);
bool in_list(const char *list, const char *word);
void lower_case(char *to, size_t size, const char *from);
bool in_sector(const struct item *, const char *sector);
bool declares(const struct item *);
const struct item *form_parent(const struct item *);
const struct row *find_row(const struct table *, int col, const char *value);
void need_name(struct gen *, const struct table *, const struct row *, int col);
void need_new(struct gen *, const struct table *, const struct row *, int col);
void need_labels(struct gen *, const struct table *, const struct row *,
    int col);
void bad(struct gen *, const struct table *, const struct row *,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* generate.c: says why and returns -1 */
int fail(const char *what, const char *why);

/* Writing: an error sticks in g->failed and is looked at once, at the end. */
void doc_open(struct gen *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void doc_close(struct gen *);
void el(struct gen *, const char *name);
void end(struct gen *);
void at(struct gen *, const char *name, const char *value);
void atf(struct gen *, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void text(struct gen *, const char *);

/* Parts of a linkbase that the last two share. */
#define XBRL "http://www.xbrl.org/2003/"
void linkbase_open(struct gen *);
void linkbase_close(struct gen *);
void role_ref(struct gen *, const struct row *role);
void arcrole_ref(struct gen *, const char *uri, const char *href);
void link_open(struct gen *, const char *name, const struct row *role);
void locate(struct gen *, const char *from, enum space, const char *name,
    const char *suffix, const char *as);

void part(struct gen *, const char *name, const char *value);
void linkbase_ref(struct gen *, const char *role, const char *href);

/* generate_rules.c: 0, or -1 where the work could not be done */
int check_rules(struct gen *);
void rules_free(struct gen *);
/* Its line is the sum of its parts. */
bool sums(const struct rule *);
void cat(struct gen *, xmlBufferPtr, const char *, size_t n);
void cats(struct gen *, xmlBufferPtr, const char *);
bool is_empty(xmlBufferPtr);
const char *str(xmlBufferPtr);
/* A [ that begins a code; else it is a predicate of XPath. */
bool is_ref(const char *);
/* Reads what stands between brackets; v->item is the caller's to free. */
int read_variable(struct gen *, const struct rule *, const char *, size_t n,
    struct variable *v);
/* Writes an expression with variables for its lines. Where `adds`, they become
 * the rule's; else they have to be. */
int expand(struct gen *, struct rule *, const char *, size_t n, bool adds,
    xmlBufferPtr);

/* generate_texts.c: a label, or a message, of a rule; the caller frees it */
xmlBufferPtr rule_text(struct gen *, struct rule *, const char *text, enum lang,
    bool message);
/* The rule's own, else the one for sums. */
const char *rule_cell(struct gen *, const struct rule *, int col);

/* generate_variables.c: `assertion` is a label in the linkbase being written */
#define ARCROLE "http://xbrl.org/arcrole/"
#define VARIABLE_SET ARCROLE "2008/variable-set"
#define VARIABLE_FILTER ARCROLE "2008/variable-filter"
/* Whether a resource of this label has yet to be written. */
bool first_time(struct gen *, const char *label);
void resource(struct gen *, const char *name, const char *label);
/* Opens an arc; the caller may add attributes, then end(). */
void arc(struct gen *, const char *name, const char *arcrole, const char *from,
    const char *to);
void fact_variable(struct gen *, const struct rule *, const struct variable *,
    const char *assertion, unsigned order);
void let_variable(struct gen *, const struct rule *, const char *assertion,
    unsigned order);

/* generate_formula.c */
void write_formulas(struct gen *);
void formula_refs(struct gen *, const struct row *entry);

/* generate_schema.c, generate_links.c, generate_statements.c */
void write_schemas(struct gen *);
void write_entry(struct gen *, const struct row *entry);
void write_links(struct gen *);
void write_sums(struct gen *, const struct row *role);
void write_statement_links(struct gen *, const struct row *entry,
    const struct row *role);

#endif
