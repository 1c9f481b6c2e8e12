/*
 * rekenschap.h: the engine as a C library (-lrekenschap; pkg-config
 * rekenschap).
 *
 * A session holds where taxonomies come from. A result is what one file was
 * found to be: its status and its findings, which live until the result is
 * freed. Strings are UTF-8.
 *
 *	struct rekenschap *s = rekenschap_new();
 *	rekenschap_add_package(s, "taxonomy.zip");
 *	struct rekenschap_result *r = rekenschap_validate(s, "report.xbrl");
 *	puts(rekenschap_result_json(r));
 *	rekenschap_result_free(r);
 *	rekenschap_free(s);
 *
 * A session is used by one thread at a time. Nothing is printed, nothing is
 * fetched from a network. Running out of memory ends the process with exit
 * status 2: a host that must survive that judges in a process of its own.
 */
#ifndef REKENSCHAP_H
#define REKENSCHAP_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define REKENSCHAP_API	__attribute__((visibility("default")))

struct rekenschap;
struct rekenschap_result;

enum rekenschap_lang { REKENSCHAP_NL, REKENSCHAP_EN };
enum rekenschap_status {
	REKENSCHAP_VALID,	/* no finding of severity error */
	REKENSCHAP_INVALID,	/* at least one */
	REKENSCHAP_FAILED	/* the work could not be done */
};

/* One finding; the strings are the result's. */
struct rekenschap_finding {
	const char *code;	/* "xbrl.4.7.2:PeriodOrder" */
	const char *severity;	/* "error", "warning", "note" */
	const char *message;	/* a sentence in the session's language */
	const char *help;	/* what to do about it */
	const char *source;	/* "XBRL 2.1, 4.7.2" */
	const char *file;
	uint32_t    line, column;	/* from 1; 0: unknown */
};

/* A new session, in English, without a cache; free with rekenschap_free. */
REKENSCHAP_API struct rekenschap *rekenschap_new(void);
REKENSCHAP_API void rekenschap_free(struct rekenschap *);
/* 0, or -1 with rekenschap_error saying why. */
REKENSCHAP_API int rekenschap_add_package(struct rekenschap *, const char *path);
REKENSCHAP_API int rekenschap_add_catalog(struct rekenschap *, const char *path);
/* The reason of the last -1, one sentence; lives as long as the session. */
REKENSCHAP_API const char *rekenschap_error(const struct rekenschap *);
/* A folder where compiled taxonomies are kept; copied. NULL: none. */
REKENSCHAP_API void rekenschap_set_cache(struct rekenschap *, const char *folder);
REKENSCHAP_API void rekenschap_set_lang(struct rekenschap *, enum rekenschap_lang);

/* Judges a report, a schema or a linkbase. Never NULL. */
REKENSCHAP_API struct rekenschap_result *rekenschap_validate(
    struct rekenschap *, const char *path);
REKENSCHAP_API void rekenschap_result_free(struct rekenschap_result *);
REKENSCHAP_API enum rekenschap_status rekenschap_result_status(
    const struct rekenschap_result *);
/* Why the work could not be done; NULL where it was. */
REKENSCHAP_API const char *rekenschap_result_error(
    const struct rekenschap_result *);
REKENSCHAP_API size_t rekenschap_result_count(const struct rekenschap_result *);
/* The i-th finding, in document order; NULL past the end. */
REKENSCHAP_API const struct rekenschap_finding *rekenschap_result_finding(
    const struct rekenschap_result *, size_t i);
/* Everything as the JSON of `rekenschap validate --format json`. */
REKENSCHAP_API const char *rekenschap_result_json(
    const struct rekenschap_result *);

#ifdef __cplusplus
}
#endif

#endif
