/*
 * encoding.h: the characters of a document, whatever their bytes (XML 1.0,
 * 4.3.3 and appendix F).  The text is UTF-8: the document itself where it is
 * that, else a copy, and every position in the text can be led back to the
 * byte of the document it came from.
 */
#ifndef INGEST_ENCODING_H
#define INGEST_ENCODING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/slice.h"

struct encoding_mark {
	uint64_t text, raw;	/* the same character in both */
};

struct encoding {
	struct slice raw;	/* borrowed */
	struct slice text;	/* UTF-8; raw itself where `same` */
	bool         same;
	char         name[41];	/* what it is called, "UTF-8" by default */
	const char  *trouble;	/* what is wrong with the bytes, or NULL; the
				 * text ends before it then */
	VEC(struct encoding_mark) marks;
};

/* Finds the encoding and makes the text.  Free with encoding_close. */
void	 encoding_open(struct encoding *, struct slice raw);
void	 encoding_close(struct encoding *);
/* The byte of the document where position `text` of the text comes from. */
uint64_t encoding_offset(const struct encoding *, uint64_t text);

#endif
