/*
 * reason.h: why something could not be done, in the user's language.  Reasons
 * are made in English, where they arise; the Dutch of the fixed ones stands in
 * one table (reason.c).  One that is not there, such as what a library says,
 * stays as it is.
 */
#ifndef BASE_REASON_H
#define BASE_REASON_H

#include "base/buf.h"
#include "base/finding.h"
#include "base/slice.h"

/* Appends the reason in the language. */
void	reason_text(struct buf *, struct slice why, enum lang);
/* A reason that is a sentence, without its full stop: for what goes on. */
struct slice	reason_bare(struct slice why);
/* The n-th row of the table, for its test: false past the end.  A '%' stands
 * for any text, the same ones in the same order in both. */
bool	reason_row(size_t n, const char **en, const char **nl);

#endif
