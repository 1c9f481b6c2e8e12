/* xfi.c: see xfi.h; the table itself is xfi_functions.h. */
#include "taxonomy/xfi.h"

#define SIGNATURE(name, min, max, result, parameters)	\
	{ name, min, max, result, parameters },

#define XFI(name, min, max, result, parameters, function)	\
	SIGNATURE(name, min, max, result, parameters)
#define XFF(name, min, max, result, parameters, function)
static const struct xp_signature xfi_signatures[] = {
#include "taxonomy/xfi_functions.h"
};
#undef XFI
#undef XFF

#define XFI(name, min, max, result, parameters, function)
#define XFF(name, min, max, result, parameters, function)	\
	SIGNATURE(name, min, max, result, parameters)
static const struct xp_signature xff_signatures[] = {
#include "taxonomy/xfi_functions.h"
};
#undef XFI
#undef XFF

#define COUNT(v)	(uint16_t)(sizeof(v) / sizeof((v)[0]))

static const struct xp_library xfi = { NS_XFI, xfi_signatures,
	COUNT(xfi_signatures) };
static const struct xp_library xff = { NS_XFF, xff_signatures,
	COUNT(xff_signatures) };

const struct xp_library *const xfi_libraries[XFI_LIBRARIES] = { &xfi, &xff };
