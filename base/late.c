/* late.c: see late.h.  A library stays open until the process ends. */
#include "base/late.h"

#include <dlfcn.h>

bool
late_open(const char *file, const char *const *names, void **functions,
    size_t n)
{
	void *library;
	size_t i;

	if (functions[n - 1] != NULL)
		return true;
	if ((library = dlopen(file, RTLD_NOW | RTLD_LOCAL)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if ((functions[i] = dlsym(library, names[i])) == NULL)
			return false;
	return true;
}
