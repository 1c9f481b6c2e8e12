/*
 * xfi.h: the functions of the XBRL function registry, as far as compiling an
 * expression needs to know them.  What they do is in formula/.
 */
#ifndef TAXONOMY_XFI_H
#define TAXONOMY_XFI_H

#include "xpath/xpath.h"

#define NS_XFI	"http://www.xbrl.org/2008/function/instance"
#define NS_XFF	"http://www.xbrl.org/2010/function/formula"
#define NS_XFI_ERROR	"http://www.xbrl.org/2008/function/instance/error"
#define NS_XFF_ERROR	"http://www.xbrl.org/2010/function/formula/error"

/* The libraries in the order that struct xp_static and the calls of struct
 * xp_dynamic have them: xfi is number 1, xff number 2. */
#define XFI_LIBRARIES	2
extern const struct xp_library *const xfi_libraries[XFI_LIBRARIES];

#endif
