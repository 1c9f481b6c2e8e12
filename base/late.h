/*
 * late.h: libraries that most runs do without, opened when they are first
 * needed.  The dynamic loader looks up every symbol of every library at the
 * start of a program: libzip (for archives that are not plain) and libexslt,
 * with libcrypto and libgcrypt behind them, cost more than judging a small
 * report.
 *
 *	#define ZIP_FUNCTIONS(F) F(zip_open) F(zip_close)
 *	LATE_LIBRARY(libzip, ZIP_FUNCTIONS);
 *	…
 *	if (LATE_OPEN(libzip, LIBZIP))
 *		libzip.zip_close(archive);
 *
 * The header of the library gives each function its type; base/sonames.h, made
 * by sonames.sh, the file name as the linker would have noted it.  A name that
 * its header defines as another (ICU's ucol_open is ucol_open_72) is looked up
 * as that other one.
 */
#ifndef BASE_LATE_H
#define BASE_LATE_H

#include <stdbool.h>
#include <stddef.h>

#define LATE_MEMBER(function)	__typeof__(function) *function;
#define LATE_QUOTE(function)	#function
#define LATE_NAME(function)	LATE_QUOTE(function),

#define LATE_LIBRARY(library, FUNCTIONS)				\
	static struct { FUNCTIONS(LATE_MEMBER) } library;		\
	static const char *const library##_names[] = { FUNCTIONS(LATE_NAME) }

/* True once the library is there, from then on for nothing; false where it,
 * or one of the functions, is not on this machine. */
#define LATE_OPEN(library, file)					\
	late_open(file, library##_names, (void **)(void *)&(library),	\
	    sizeof(library) / sizeof(void *))

bool	late_open(const char *file, const char *const *names, void **functions,
	    size_t n);

#endif
