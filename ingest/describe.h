/*
 * describe.h: aspects of a fact as text, one way for every output: CSV, JSON,
 * findings, the store.
 */
#ifndef INGEST_DESCRIBE_H
#define INGEST_DESCRIBE_H

#include "base/buf.h"
#include "ingest/report.h"

/* "iso4217:EUR", "xbrli:pure", "iso4217:EUR/xbrli:shares", "a*b/c". */
void	describe_unit(struct buf *, const struct report *, uint32_t unit);
/* The first day of a duration; nothing for instants and forever. */
void	describe_start(struct buf *, const struct report *, uint32_t context);
/* The last day of a duration, or the day of an instant. */
void	describe_end(struct buf *, const struct report *, uint32_t context);
/* For people: "2022-01-01 – 2022-12-31", "2022-12-31", "forever". */
void	describe_period(struct buf *, const struct report *, uint32_t context);
/* The dimension's name, its member's name or its typed value. */
struct slice	describe_axis(const struct report *, const struct dimension *,
		    struct arena *);
struct slice	describe_member(const struct report *,
		    const struct dimension *, struct arena *);
/* "axis=member;axis=value", sorted by the axis' element. */
void	describe_dimensions(struct buf *, const struct report *,
	    uint32_t context);
/* "INF", a number, or nothing. */
void	describe_decimals(struct buf *, const struct fact *);
/* A fact's value for people: nil as "nil", fractions as "a/b". */
void	describe_value(struct buf *, const struct fact *);

#endif
