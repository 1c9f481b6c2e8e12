/*
 * sample_filing.h: small filings made up for tests of the store: a tuple, two
 * dimensions, some facts, two findings; as many as are asked for.
 */
#ifndef TESTS_SAMPLE_FILING_H
#define TESTS_SAMPLE_FILING_H

#include <stdio.h>
#include <string.h>

#include "base/sha256.h"
#include "store/store.h"

#define SAMPLE_NS	"http://example.com/concepts"

struct sample {
	char bytes[64], amount[32];
	struct store_filing filing;
};

static inline struct store_value
sample_null(void)
{
	return (struct store_value){ STORE_NULL, 0, SLICE_NONE };
}

static inline struct store_value
sample_text(const char *z)
{
	return store_text(slice_of(z));
}

static inline void
sample_fact(struct sample *s, uint32_t i, struct store_value *v)
{
	int n = snprintf(s->amount, sizeof(s->amount), "%d.500", (int)i - 2);
	const struct store_value row[] = {
		store_int((int64_t)i + 2), i == 0 ? store_int(1) :
		    sample_null(),
		store_int(1), store_int(1), store_int(1), sample_text("nl"),
		store_text((struct slice){ s->amount, (size_t)n }),
		sample_null(), store_int(0),
		store_int(((int64_t)i - 2) * 1000 + (i < 2 ? -500 : 500)),
		store_int(3),
		store_int(-3), sample_null(), sample_null(),
		store_int(7), store_int(3), store_int(100 + i), store_int(20)
	};

	memcpy(v, row, sizeof(row));
}

static inline bool
sample_row(void *ctx, enum store_table t, uint32_t i, struct store_value *v)
{
	const struct store_value concept[] = {
		sample_text(SAMPLE_NS), sample_text("Assets"),
		sample_text("ex")
	};
	const struct store_value unit[] = {
		store_int(1), sample_text("iso4217:EUR")
	};
	const struct store_value context[] = {
		store_int(1), sample_text("http://example.com/ids"),
		sample_text("12345"), sample_text("instant"), sample_null(),
		sample_text("2022-12-31"), store_int(1),
		sample_text("{\"ex:Axis\":\"ex:One\",\"ex:Key\":\"\xc3\xa9\"}"),
		sample_null(), sample_null()
	};
	const struct store_value tuple[] = {
		store_int(1), sample_null(), sample_text(SAMPLE_NS),
		sample_text("Group"), sample_text("ex"), store_int(0),
		sample_text("t1"), store_int(5), store_int(1), store_int(50),
		store_int(300)
	};
	const struct store_value dimension[] = {
		store_int(1), store_int((int64_t)i + 1),
		sample_text(SAMPLE_NS), sample_text(i == 0 ? "Axis" : "Key"),
		i == 0 ? sample_text(SAMPLE_NS) : sample_null(),
		i == 0 ? sample_text("One") : sample_null(),
		i == 0 ? sample_null() : sample_text("\xc3\xa9")
	};
	const struct store_value finding[] = {
		store_int((int64_t)i + 1), sample_text("xbrl.4.7.2:PeriodOrder"),
		sample_text(i == 0 ? "error" : "warning"),
		sample_text("XBRL 2.1, 4.7.2"), sample_text("nee"),
		sample_text("no"), sample_text("help"), sample_text("help"),
		sample_text("a.xbrl"), store_int(3), store_int(1),
		store_int(9), store_int(4), store_int(1)
	};
	const struct store_value link[] = {
		store_int((int64_t)i + 1), store_int(1),
		i == 0 ? store_int(2) : sample_null(),
		i == 0 ? sample_null() : store_int(1)
	};

	if (t == TABLE_CONCEPT)
		memcpy(v, concept, sizeof(concept));
	else if (t == TABLE_UNIT)
		memcpy(v, unit, sizeof(unit));
	else if (t == TABLE_CONTEXT)
		memcpy(v, context, sizeof(context));
	else if (t == TABLE_TUPLE)
		memcpy(v, tuple, sizeof(tuple));
	else if (t == TABLE_DIMENSION)
		memcpy(v, dimension, sizeof(dimension));
	else if (t == TABLE_FACT)
		sample_fact(ctx, i, v);
	else if (t == TABLE_FINDING)
		memcpy(v, finding, sizeof(finding));
	else
		memcpy(v, link, sizeof(link));
	return true;
}

static inline uint32_t
sample_concept(void *ctx, uint32_t i)
{
	(void)ctx;
	(void)i;
	return 1;
}

/* A filing of an entity; the serial number makes its bytes its own. */
static inline const struct store_filing *
sample_make(struct sample *s, const char *entity, int serial, uint32_t facts)
{
	unsigned char digest[SHA256_SIZE];
	struct store_filing *f = &s->filing;

	mem_zero(s, sizeof(*s));
	snprintf(s->bytes, sizeof(s->bytes), "<report n='%d'/>", serial);
	f->file = SLICE("a.xbrl");
	f->bytes = slice_of(s->bytes);
	sha256(f->bytes, digest);
	sha256_hex(digest, f->sha256);
	f->entity = slice_of(entity);
	f->report = SLICE("http://example.com/entry.xsd");
	f->period_end = SLICE("2022-12-31");
	f->year = 2022;
	f->facts = facts;
	f->errors = f->warnings = 1;
	f->mark = store_mark(f->bytes);
	f->rows[TABLE_CONCEPT] = f->rows[TABLE_UNIT] =
	    f->rows[TABLE_CONTEXT] = facts > 0;
	f->rows[TABLE_TUPLE] = 1;
	f->rows[TABLE_DIMENSION] = 2;
	f->rows[TABLE_FACT] = facts;
	f->rows[TABLE_FINDING] = f->rows[TABLE_FINDING_FACT] = 2;
	f->row = sample_row;
	f->concept = sample_concept;
	f->ctx = s;
	return f;
}

/* 2031-01-01T00:00:00Z, always. */
static inline int64_t
sample_now(void *arg)
{
	(void)arg;
	return INT64_C(1924992000);
}

#endif
