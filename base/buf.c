/* buf.c: see buf.h. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/utf8.h"

void
buf_free(struct buf *b)
{
	mem_free(b->s);
	*b = BUF(b->max);
}

char *
buf_room(struct buf *b, size_t n)
{
	if (b->full || n > b->max - b->n) {
		b->full = true;
		return NULL;
	}
	if (b->n + n + 1 > b->cap)
		mem_grow((void **)&b->s, &b->cap, b->n + n + 1, 1);
	return b->s + b->n;
}

void
buf_added(struct buf *b, size_t n)
{
	b->n += n;
	b->s[b->n] = '\0';
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	char *to = buf_room(b, n);

	if (to == NULL)
		return;
	if (n > 0)
		memcpy(to, p, n);
	buf_added(b, n);
}

void
buf_puts(struct buf *b, const char *z)
{
	buf_add(b, z, strlen(z));
}

void
buf_slice(struct buf *b, struct slice s)
{
	buf_add(b, s.s, s.n);
}

void
buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_number(struct buf *b, uint32_t n)
{
	char digits[10];
	size_t i = sizeof(digits);

	do {
		digits[--i] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	buf_add(b, digits + i, sizeof(digits) - i);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	char small[256], *p = small;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	if ((size_t)n >= sizeof(small)) {
		p = mem_resize(NULL, (size_t)n + 1, 1);
		va_start(ap, fmt);
		vsnprintf(p, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	buf_add(b, p, (size_t)n);
	if (p != small)
		mem_free(p);
}

void
buf_xml(struct buf *b, struct slice s)
{
	size_t i, from = 0;

	for (i = 0; i < s.n; i++) {
		const char *e = NULL;

		switch (s.s[i]) {
		case '&': e = "&amp;"; break;
		case '<': e = "&lt;"; break;
		case '>': e = "&gt;"; break;
		case '"': e = "&quot;"; break;
		case '\r': e = "&#13;"; break;
		}
		if (e == NULL)
			continue;
		buf_add(b, s.s + from, i - from);
		buf_puts(b, e);
		from = i + 1;
	}
	buf_add(b, s.s == NULL ? "" : s.s + from, s.n - from);
}

/* A byte of a JSON string that cannot stand there as it is. */
static void
json_escape(struct buf *b, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";

	if (c == '"' || c == '\\') {
		buf_char(b, '\\');
		buf_char(b, (char)c);
	} else if (c == '\n') {
		buf_puts(b, "\\n");
	} else if (c == '\t') {
		buf_puts(b, "\\t");
	} else if (c == '\r') {
		buf_puts(b, "\\r");
	} else if (c < 0x20) {
		buf_puts(b, "\\u00");
		buf_char(b, hex[c >> 4]);
		buf_char(b, hex[c & 15]);
	} else {
		buf_puts(b, "\xef\xbf\xbd");
	}
}

/* How many of the first bytes can stand in a JSON string as they are. */
static size_t
json_plain(struct slice s)
{
	size_t i = 0, len = 1;

	while (i < s.n && len > 0) {
		unsigned char c = (unsigned char)s.s[i];

		if (c < 0x80)
			len = c >= 0x20 && c != '"' && c != '\\';
		else
			len = utf8_length(slice_from(s, i));
		i += len;
	}
	return i;
}

void
buf_json(struct buf *b, struct slice s)
{
	size_t n;

	buf_char(b, '"');
	while (s.n > 0) {
		n = json_plain(s);
		buf_add(b, s.s, n);
		if (n == s.n)
			break;
		json_escape(b, (unsigned char)s.s[n]);
		s = slice_from(s, n + 1);
	}
	buf_char(b, '"');
}

void
buf_plain(struct buf *b, struct slice s)
{
	size_t n;

	while (s.n > 0) {
		n = utf8_length(s);
		if (n == 0 || (n == 1 && ((unsigned char)*s.s < 0x20 ||
		    *s.s == 0x7f)) || (n == 2 && utf8_decode(s) < 0xa0))
			buf_char(b, '?');
		else
			buf_add(b, s.s, n);
		s = slice_from(s, n == 0 ? 1 : n);
	}
}

void
buf_csv(struct buf *b, struct slice s)
{
	size_t i;

	if (s.n == 0 || (memchr(s.s, '"', s.n) == NULL &&
	    memchr(s.s, ',', s.n) == NULL && memchr(s.s, '\n', s.n) == NULL &&
	    memchr(s.s, '\r', s.n) == NULL)) {
		buf_slice(b, s);
		return;
	}
	buf_char(b, '"');
	for (i = 0; i < s.n; i++) {
		if (s.s[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.s[i]);
	}
	buf_char(b, '"');
}

struct slice
buf_get(const struct buf *b)
{
	return b->s == NULL ? SLICE("") : (struct slice){ b->s, b->n };
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	b->full = false;
	if (b->s != NULL)
		b->s[0] = '\0';
}
