/*
 * progress.c: how far the work is, on a terminal (see cli.h).  The only place
 * of the command that looks at a clock; nothing of it reaches a result.
 */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

#define SHOW_AFTER	1.0		/* seconds */
#define SHOW_EVERY	0.2
#define ERASE		"\r\033[K"

static double
now(void)
{
	struct timespec t = { 0, 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
cli_progress_begin(struct cli_progress *p, const struct cli *c, size_t total)
{
	const char *term = getenv("TERM");

	*p = (struct cli_progress){ .cli = c, .total = total };
	p->on = !c->quiet && total > 1 && isatty(STDERR_FILENO) &&
	    term != NULL && *term != '\0';
	if (p->on)
		p->begun = p->shown = now();
}

void
cli_progress_hide(struct cli_progress *p)
{
	if (!p->there)
		return;
	fputs(ERASE, stderr);
	p->there = false;
}

/* "12/340, 3.4/s, 1 min 36 s left" */
static void
show(struct cli_progress *p, double t)
{
	double rate = (double)p->done / (t - p->begun);
	double left = (double)(p->total - p->done) / rate;
	bool nl = p->cli->lang == LANG_NL;

	fprintf(stderr, ERASE "%zu/%zu, %.1f/s, ", p->done, p->total, rate);
	if (left >= 60)
		fprintf(stderr, "%.0f min ", (left - 30) / 60);
	fprintf(stderr, nl ? "nog %.0f s" : "%.0f s left",
	    left - 60 * (double)(long)(left / 60));
	fflush(stderr);
	p->there = true;
	p->shown = t;
}

void
cli_progress_step(struct cli_progress *p)
{
	double t;

	p->done++;
	if (!p->on)
		return;
	if (p->done == p->total) {
		cli_progress_hide(p);
		return;
	}
	t = now();
	if (t - p->begun >= SHOW_AFTER && (t - p->shown >= SHOW_EVERY ||
	    !p->there))
		show(p, t);
}
