/* radix.h: sorting many small things by a number, in linear time. */
#ifndef BASE_RADIX_H
#define BASE_RADIX_H

#include <stddef.h>
#include <stdint.h>

/* Sorts by the upper 32 bits; what is equal there stays in its order. */
void	radix_sort(uint64_t *v, size_t n);

#endif
