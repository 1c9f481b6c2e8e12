/*
 * buf.h: text that grows.  Every buffer is born with a ceiling; what would
 * pass it is dropped and remembered in `full`.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

struct buf {
	char  *s;		/* NUL-terminated once anything was added */
	size_t n, cap, max;
	bool   full;
};

/* An empty buffer of at most max bytes; nothing is allocated yet. */
#define BUF(max)	((struct buf){ NULL, 0, 0, (max), false })
#define BUF_ANY		BUF((size_t)1 << 32)

void		buf_free(struct buf *);
void		buf_add(struct buf *, const void *, size_t n);
/* Room for n bytes behind what is there, to be written by the caller, who then
 * says how many they became; NULL where they would pass the ceiling. */
char	       *buf_room(struct buf *, size_t n);
void		buf_added(struct buf *, size_t n);
void		buf_puts(struct buf *, const char *);
void		buf_slice(struct buf *, struct slice);
void		buf_char(struct buf *, char);
/* A number in decimal, where there are many: printf's "%u" takes its time. */
void		buf_number(struct buf *, uint32_t);
void		buf_printf(struct buf *, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));
/* Text with & < > and " as entities: for XML content and attributes. */
void		buf_xml(struct buf *, struct slice);
/* A JSON string with its quotes; bytes that are no UTF-8 become U+FFFD. */
void		buf_json(struct buf *, struct slice);
/* Text for a terminal, on one line: what could drive the terminal (control
 * characters of one and two bytes, bytes that are no UTF-8) is a '?'. */
void		buf_plain(struct buf *, struct slice);
/* One CSV field (RFC 4180): quoted where it has to be. */
void		buf_csv(struct buf *, struct slice);
struct slice	buf_get(const struct buf *);
void		buf_clear(struct buf *);

#endif
