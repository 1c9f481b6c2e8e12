/*
 * tap.h: a test program prints one line a check and a plan at the end (Test
 * Anything Protocol), so that prove, a shell and a person can read it.
 */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/slice.h"

static int tap_run, tap_failed;

static inline bool __attribute__((format(printf, 2, 3)))
ok(bool good, const char *name, ...)
{
	va_list ap;

	printf("%sok %d - ", good ? "" : "not ", ++tap_run);
	va_start(ap, name);
	vprintf(name, ap);
	va_end(ap);
	putchar('\n');
	tap_failed += !good;
	return good;
}

static inline bool
is_int(long long got, long long want, const char *name)
{
	if (ok(got == want, "%s", name))
		return true;
	printf("# got %lld, want %lld\n", got, want);
	return false;
}

static inline bool
is_slice(struct slice got, const char *want, const char *name)
{
	if (ok(got.s != NULL && slice_is(got, want), "%s", name))
		return true;
	printf("# got '%.*s', want '%s'\n", SLICE_ARG(got), want);
	return false;
}

static inline bool
is_str(const char *got, const char *want, const char *name)
{
	return is_slice(slice_of(got), want, name);
}

/* The plan; the exit status of main. */
static inline int
done(void)
{
	printf("1..%d\n", tap_run);
	return tap_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* The whole program is skipped: the reason is printed. */
static inline int
skip_all(const char *reason)
{
	printf("1..0 # SKIP %s\n", reason);
	return EXIT_SUCCESS;
}

#endif
