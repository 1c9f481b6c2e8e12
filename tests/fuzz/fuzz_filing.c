/*
 * fuzz_filing.c: what a process that came to harm could send for a filing: the
 * store takes it or refuses it, and nothing worse.  The input is a filing that
 * is sound, as bytes, and changes to it; a record of the input is a change:
 *
 *	how     1 byte	what is done: below
 *	place   2 bytes	in the bytes, from their start round and round
 *	value   4 bytes
 *
 * The first byte of all says how many facts the filing has.  Nothing is kept:
 * each filing is the only one of a group that is given up, in a store that has
 * another.
 */
#include "store/filing_pack.h"

#include "base/mem.h"
#include "tests/fuzz/fuzz.h"
#include "tests/store/sample_filing.h"

#define RECORD		7
#define MAX_CHANGES	32
#define MAX_FACTS	8

enum how { PUT_BYTE, PUT_NUMBER, PUT_SUM, CUT, ADD, HOWS };

static struct store *store;
static char folder[] = "/tmp/fuzz-filing.XXXXXX";
static char path[64];

static void
leave(void)
{
	store_close(store);
	unlink(path);
	rmdir(folder);
}

static void
open_store(void)
{
	const struct store_options o = { .clock = { sample_now, NULL } };
	struct arena *a = arena_new();
	struct store_receipt receipt;
	struct sample other;
	const char *why;

	if (mkdtemp(folder) == NULL)
		abort();
	snprintf(path, sizeof(path), "%s/s.db", folder);
	if (store_open(&store, path, &o, a, &why) == -1 ||
	    store_put(store, sample_make(&other, "99902", 2, 2), a, &receipt,
	    &why) == -1)
		abort();
	arena_free(a);
	atexit(leave);
}

static void
change(struct buf *b, const uint8_t *record)
{
	uint32_t value, old;
	size_t at;

	if (b->n < sizeof(value))
		return;
	at = (record[1] | (size_t)record[2] << 8) % (b->n - sizeof(value) + 1);
	memcpy(&value, record + 3, sizeof(value));
	memcpy(&old, b->s + at, sizeof(old));
	switch ((enum how)(record[0] % HOWS)) {
	case PUT_BYTE:
		b->s[at] = (char)record[3];
		break;
	case PUT_SUM:
		value += old;
		memcpy(b->s + at, &value, sizeof(value));
		break;
	case PUT_NUMBER:
		memcpy(b->s + at, &value, sizeof(value));
		break;
	case CUT:
		b->n = at;
		break;
	case ADD:
		buf_char(b, (char)record[3]);
		break;
	case HOWS:
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();
	struct buf b = BUF_ANY;
	struct store_receipt receipt;
	struct packed_filing p;
	struct sample sample;
	const char *why;
	size_t i;

	if (store == NULL)
		open_store();
	(void)sample_make(&sample, "99901", 1, n > 0 ? data[0] % MAX_FACTS : 1);
	filing_pack(&sample.filing, &b);
	for (i = 1; i + RECORD <= n && i / RECORD < MAX_CHANGES; i += RECORD)
		change(&b, data + i);
	if (filing_unpack(&p, buf_get(&b)) == 0 &&
	    store_begin(store, &why) == 0) {
		p.head.file = sample.filing.file;
		p.head.bytes = sample.filing.bytes;
		(void)store_put(store, &p.head, a, &receipt, &why);
		store_abandon(store);
	}
	buf_free(&b);
	arena_free(a);
	return 0;
}
