/* row_code.c: see row_code.h.  The numbers are LEB128 with a zigzag sign. */
#include "store/row_code.h"

#include <string.h>

#define MAX_NUMBER	10	/* bytes of 64 bits, by seven */

static size_t
write_number(unsigned char *to, uint64_t n)
{
	size_t k = 0;

	for (; n >= 0x80; n >>= 7)
		to[k++] = (unsigned char)(n | 0x80);
	to[k++] = (unsigned char)n;
	return k;
}

static uint64_t
zigzag(int64_t n)
{
	return n < 0 ? ~((uint64_t)n << 1) : (uint64_t)n << 1;
}

void
row_encode(struct buf *b, const struct store_value *v, int n)
{
	unsigned char small[STORE_MAX_COLUMNS * (MAX_NUMBER + 1)];
	size_t k = 0;
	int i;

	for (i = 0; i < n; i++) {
		if (k > sizeof(small) - MAX_NUMBER - 1) {
			buf_add(b, small, k);
			k = 0;
		}
		small[k++] = (unsigned char)v[i].type;
		if (v[i].type == STORE_NULL)
			continue;
		if (v[i].type == STORE_INT) {
			k += write_number(small + k, zigzag(v[i].number));
			continue;
		}
		k += write_number(small + k, v[i].text.n);
		if (v[i].text.n <= sizeof(small) - k) {
			if (v[i].text.n > 0)
				memcpy(small + k, v[i].text.s, v[i].text.n);
			k += v[i].text.n;
			continue;
		}
		buf_add(b, small, k);
		buf_slice(b, v[i].text);
		k = 0;
	}
	buf_add(b, small, k);
}

/* A number; NULL where there is none. */
static const unsigned char *
read_number(const unsigned char *p, const unsigned char *end, uint64_t *n)
{
	unsigned shift;

	if (p < end && *p < 0x80) {
		*n = *p;
		return p + 1;
	}
	*n = 0;
	for (shift = 0; p < end && shift < 64; shift += 7) {
		*n |= (uint64_t)(*p & 0x7f) << shift;
		if ((*p++ & 0x80) == 0)
			return p;
	}
	return NULL;
}

static const unsigned char *
read_value(const unsigned char *p, const unsigned char *end,
    struct store_value *v)
{
	uint64_t n;

	if (p == end || *p > STORE_BLOB)
		return NULL;
	v->type = (enum store_type)*p++;
	v->number = 0;
	v->text = SLICE_NONE;
	if (v->type == STORE_NULL)
		return p;
	if ((p = read_number(p, end, &n)) == NULL)
		return NULL;
	if (v->type == STORE_INT) {
		v->number = (int64_t)(n & 1 ? ~(n >> 1) : n >> 1);
		return p;
	}
	if (n > (uint64_t)(end - p))
		return NULL;
	v->text = (struct slice){ (const char *)p, (size_t)n };
	return p + n;
}

bool
row_decode(struct slice *bytes, struct store_value *v, int n)
{
	const unsigned char *p = (const unsigned char *)bytes->s;
	const unsigned char *end = p + bytes->n;
	int i;

	for (i = 0; i < n; i++)
		if ((p = read_value(p, end, &v[i])) == NULL)
			return false;
	*bytes = (struct slice){ (const char *)p, (size_t)(end - p) };
	return true;
}
