/*
 * test_store_rows.c: the rows of a filing on their way into the store: what is
 * refused, and in what order they go in.
 */
#include <sqlite3.h>

#include "base/mem.h"
#include "store/filing_pack.h"
#include "store/store.h"
#include "tests/store/sample_filing.h"
#include "tests/store/scratch.h"
#include "tests/tap.h"

static struct arena *arena;
static const char *why;

static struct store *
new_store(void)
{
	const struct store_options o = { .clock = { sample_now, NULL } };
	struct store *s = NULL;

	remove_store();
	ok(store_open(&s, path, &o, arena, &why) == 0, "a store");
	return s;
}

/* The only value there is, a text. */
static const char *
text_of(struct store *s, const char *sql)
{
	struct store_cursor *c;
	const char *text = "";

	if (store_select(s, sql, NULL, 0, &c, &why) == -1)
		return why;
	if (store_next(c, &why) == 1)
		text = arena_printf(arena, "%.*s",
		    SLICE_ARG(store_column(c, 0).text));
	store_end(c);
	return text;
}

static uint32_t
no_concept(void *ctx, uint32_t i)
{
	(void)ctx;
	(void)i;
	return 0;
}

/* A row that is changed on its way: which, from what on. */
struct bent {
	struct sample     sample;
	enum store_table  table;
	int               column;
	struct store_value value;
};

static bool
bent_row(void *ctx, enum store_table t, uint32_t i, struct store_value *v)
{
	struct bent *b = ctx;

	if (!sample_row(&b->sample, t, i, v))
		return false;
	if (t == b->table && i == 0)
		v[b->column] = b->value;
	return true;
}

/* What a row refers to must be there, and what the tables' checks say must be
 * so: who read the report may have come to harm by it. */
static void
test_checks(void)
{
	static const struct {
		enum store_table table;
		int column;
		struct store_value value;
		const char *name;
	} cases[] = {
#define NUMBER(n)	{ STORE_INT, n, { NULL, 0 } }
#define TEXT(s)		{ STORE_TEXT, 0, { s, sizeof(s) - 1 } }
#define NOTHING		{ STORE_NULL, 0, { NULL, 0 } }
		{ TABLE_FACT, 2, NUMBER(2), "a concept that is not there" },
		{ TABLE_FACT, 2, NUMBER(0), "the concept 0" },
		{ TABLE_FACT, 2, NUMBER(INT64_MIN), "a concept below 0" },
		{ TABLE_FACT, 2, TEXT("1"), "a concept that is no number" },
		{ TABLE_FACT, 3, NUMBER(2), "a context that is not there" },
		{ TABLE_FACT, 4, NUMBER(-1), "a unit that is not there" },
		{ TABLE_FACT, 1, NUMBER(77), "a tuple that is not there" },
		{ TABLE_FACT, 0, NUMBER(0), "the ordinal 0" },
		{ TABLE_FACT, 0, NUMBER(5), "an ordinal past the last" },
		{ TABLE_FACT, 0, NUMBER(3), "an ordinal of another fact" },
		{ TABLE_FACT, 0, NOTHING, "no ordinal" },
		{ TABLE_FACT, 8, NUMBER(2), "more than nil" },
		{ TABLE_FACT, 9, NOTHING, "a scale without an amount" },
		{ TABLE_FACT, 10, NOTHING, "an amount without a scale" },
		{ TABLE_FACT, 10, NUMBER(19), "a scale past 18" },
		{ TABLE_FACT, 10, NUMBER(-1), "a scale below 0" },
		{ TABLE_CONTEXT, 3, TEXT("instants"), "a kind of period" },
		{ TABLE_CONTEXT, 3, NUMBER(1), "a period that is a number" },
		{ TABLE_TUPLE, 1, NUMBER(1), "a tuple around itself" },
		{ TABLE_TUPLE, 0, NUMBER(5), "a tuple past the last" },
		{ TABLE_TUPLE, 5, NUMBER(-1), "a tuple less than nil" },
		{ TABLE_DIMENSION, 5, NOTHING, "neither member nor value" },
		{ TABLE_DIMENSION, 6, TEXT("x"), "both member and value" },
		{ TABLE_FINDING, 2, TEXT("errors"), "a severity" },
		{ TABLE_FINDING, 2, NOTHING, "no severity" },
		{ TABLE_FINDING_FACT, 0, NUMBER(3), "of no finding" },
		{ TABLE_FINDING_FACT, 2, NUMBER(99), "of no fact" },
		{ TABLE_FINDING_FACT, 2, NUMBER(1), "of a tuple as a fact" },
		{ TABLE_FINDING_FACT, 2, NUMBER(INT64_MAX), "of no fact ever" },
		{ TABLE_FINDING_FACT, 3, NUMBER(1), "of a fact and a tuple" },
		{ TABLE_FINDING_FACT, 2, NOTHING, "of neither" },
#undef NUMBER
#undef TEXT
#undef NOTHING
	};
	struct store *s = new_store();
	struct store_receipt r;
	struct store_filing f;
	struct bent bent;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		f = *sample_make(&bent.sample, "99911", 110, 3);
		bent.table = cases[i].table;
		bent.column = cases[i].column;
		bent.value = cases[i].value;
		f.row = bent_row;
		f.ctx = &bent;
		is_int(store_put(s, &f, arena, &r, &why), -1, cases[i].name);
		is_str(why, "what was read of it is damaged", "is refused");
	}
	f.concept = no_concept;
	bent.table = STORE_TABLES;
	is_int(store_put(s, &f, arena, &r, &why), -1, "facts of no concept");
	f.concept = sample_concept;
	is_int(store_put(s, &f, arena, &r, &why), 0, "with none of that");
	store_close(s);
}

/* A filing with facts of three concepts in turn; which, by its entity. */
static bool
mixed_row(void *ctx, enum store_table t, uint32_t i, struct store_value *v)
{
	static const char *const names[2][3] = {
		{ "Assets", "Debts", "Staff" }, { "Staff", "Pupils", "Assets" }
	};
	const struct sample *s = ctx;
	bool other = slice_is(s->filing.entity, "99916");

	if (!sample_row(ctx, t, i, v))
		return false;
	if (t == TABLE_CONCEPT)
		v[1] = sample_text(names[other][i]);
	else if (t == TABLE_FACT)
		v[2] = store_int(i % 3 + 1);
	return true;
}

static uint32_t
mixed_concept(void *ctx, uint32_t i)
{
	(void)ctx;
	return i % 3 + 1;
}

static const struct store_filing *
make_mixed(struct sample *s, const char *entity, int serial)
{
	(void)sample_make(s, entity, serial, 7);
	s->filing.rows[TABLE_CONCEPT] = 3;
	s->filing.row = mixed_row;
	s->filing.concept = mixed_concept;
	return &s->filing;
}

static const char *
last_content(struct store *s)
{
	return text_of(s, "SELECT content FROM audit ORDER BY sequence DESC "
	    "LIMIT 1");
}

static int
first_answer(void *ctx, int n, char **values, char **names)
{
	(void)n;
	(void)names;
	*(const char **)ctx = arena_string(arena, values[0]);
	return 1;
}

/* What SQLite says of the tables' checks, in a database that may be written:
 * in one opened for reading it leaves them out. */
static const char *
checks(const char *first)
{
	const char *answer = "";
	sqlite3 *db = NULL;

	sqlite3_open(path, &db);
	(void)sqlite3_exec(db, first, NULL, NULL, NULL);
	(void)sqlite3_exec(db, "PRAGMA ignore_check_constraints = OFF; "
	    "PRAGMA integrity_check(1)", first_answer, &answer, NULL);
	sqlite3_close(db);
	return answer;
}

/* Facts lie by concept; what the log says of them does not depend on that, nor
 * on whether they came as bytes. */
static void
test_order(void)
{
	struct buf packed = BUF_ANY;
	struct packed_filing p;
	struct store_receipt r;
	struct sample one, two;
	const char *as_rows;
	char head[SHA256_HEX];
	struct store *s;

	s = new_store();
	is_int(store_put(s, make_mixed(&one, "99915", 130), arena, &r, &why),
	    0, "facts of three concepts");
	is_int(store_put(s, make_mixed(&two, "99916", 131), arena, &r, &why),
	    0, "of the same in another order, and a new one");
	is_str(text_of(s, "SELECT group_concat(local || ordinal, ' ') FROM "
	    "(SELECT local, ordinal FROM fact_row r JOIN concept c ON c.id = "
	    "r.concept WHERE filing = 2 ORDER BY concept, ordinal)"),
	    "Assets4 Assets7 Staff2 Staff5 Staff8 Pupils3 Pupils6",
	    "the facts of each are those it was given");
	is_int(store_verify(s, head, &why), 0, "all is well");
	as_rows = arena_string(arena, last_content(s));
	store_close(s);

	s = new_store();
	(void)store_put(s, make_mixed(&one, "99915", 130), arena, &r, &why);
	filing_pack(make_mixed(&two, "99916", 131), &packed);
	ok(filing_unpack(&p, buf_get(&packed)) == 0, "the other as bytes");
	p.head.file = two.filing.file;
	p.head.bytes = two.filing.bytes;
	is_int(store_put(s, &p.head, arena, &r, &why), 0, "is stored");
	is_str(last_content(s), as_rows, "as the same");
	is_int(store_verify(s, head, &why), 0, "all is well");
	store_close(s);
	is_str(checks(""), "ok", "and the tables' own checks agree");
	is_str(checks("PRAGMA ignore_check_constraints = ON; DROP TRIGGER "
	    "fact_row_stays_1; UPDATE fact_row SET nil = 2"),
	    "CHECK constraint failed in fact_row", "which others would meet");
	buf_free(&packed);
}

/* A concept has one number, whoever stored it first. */
static void
test_two_writers(void)
{
	const struct store_options o = { .clock = { sample_now, NULL } };
	struct store *s = new_store(), *t = NULL;
	struct store_receipt r;
	struct sample one, two;
	char head[SHA256_HEX];

	is_int(store_put(s, make_mixed(&one, "99915", 140), arena, &r, &why),
	    0, "three concepts");
	ok(store_open(&t, path, &o, arena, &why) == 0, "another writer");
	is_int(store_put(t, make_mixed(&two, "99916", 141), arena, &r, &why),
	    0, "stores a fourth");
	is_int(store_put(s, make_mixed(&two, "99916", 142), arena, &r, &why),
	    0, "so does the first, which knows it not");
	is_int(store_put(t, make_mixed(&one, "99915", 143), arena, &r, &why),
	    0, "and the other those that it did not store");
	is_str(text_of(s, "SELECT group_concat(id || local, ' ') FROM "
	    "(SELECT * FROM concept ORDER BY id)"),
	    "1Assets 2Debts 3Staff 4Pupils", "each has one number");
	is_int(store_verify(s, head, &why), 0, "all is well");
	store_close(t);
	store_close(s);
}

int
main(void)
{
	if (!scratch_begin(NULL))
		return skip_all("no folder to work in");
	arena = arena_new();
	test_checks();
	test_order();
	test_two_writers();
	scratch_end();
	arena_free(arena);
	return done();
}
