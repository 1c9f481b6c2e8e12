/*
 * output_trace.h: how an assertion was evaluated (formula/trace.h), for who
 * writes rules: as text, and as a JSON object.
 */
#ifndef VALIDATE_OUTPUT_TRACE_H
#define VALIDATE_OUTPUT_TRACE_H

#include "formula/trace.h"
#include "validate/output.h"

void	output_trace_text(struct buf *, const struct judged *,
	    const struct trace *, enum lang);
void	output_trace_json(struct buf *, const struct judged *,
	    const struct trace *, enum lang);

#endif
