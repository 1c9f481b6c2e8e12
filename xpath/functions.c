/*
 * functions.c: functions.h as tables: the signatures, for the front end and for
 * conversions, and in the same order the functions.
 */
#include "xpath/eval.h"

#define FUNCTION(name, min, max, result, parameters, function)		\
	{ name, min, max, result, parameters },

static const struct xp_signature signatures[] = {
#include "xpath/functions.h"
	{ NULL, 0, 0, NULL, NULL }	/* there is always a row */
};

const struct xp_library xp_fn = { NS_XPATH_FN, signatures,
	(uint16_t)(sizeof(signatures) / sizeof(*signatures) - 1) };

#undef FUNCTION
#define FUNCTION(name, min, max, result, parameters, function) function,

xp_function *const xp_fn_calls[] = {
#include "xpath/functions.h"
	NULL
};
