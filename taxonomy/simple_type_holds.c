/*
 * simple_type_holds.c: what values of a simple type may be or hold, from the
 * type alone (simple_type.h).  An image may be hostile: types that lead back
 * to themselves end at MAX_DEPTH or after MAX_VISITS.
 */
#include "taxonomy/lexical.h"

#define MAX_DEPTH	32
#define MAX_VISITS	4096

static unsigned
holds(const struct taxonomy *t, uint32_t row, int depth, int *visits)
{
	const struct img_type *type = taxonomy_type(t, row);
	unsigned all = 0;
	uint32_t i, member;

	if (type == NULL || type->content != CONTENT_SIMPLE ||
	    depth > MAX_DEPTH || ++*visits > MAX_VISITS)
		return 0;
	switch ((enum variety)type->variety) {
	case VARIETY_ATOMIC:
		return lexical_is_name((enum primitive)type->primitive) ?
		    SIMPLE_HOLDS_NAMES : type->builtin == BUILTIN_ID ||
		    type->builtin == BUILTIN_IDREF ||
		    type->builtin == BUILTIN_ENTITY ? SIMPLE_HOLDS_KEYS : 0;
	case VARIETY_LIST:
		return holds(t, type->item, depth + 1, visits);
	case VARIETY_UNION:
		for (i = 0; i < type->n_members && *visits <= MAX_VISITS;
		    i++) {
			member = taxonomy_member_type(t, type->members + i);
			if (member == NONE)
				break;
			all |= holds(t, member, depth + 1, visits);
		}
		return all;
	}
	return 0;
}

unsigned
simple_type_holds(const struct taxonomy *t, uint32_t row)
{
	int visits = 0;

	return holds(t, row, 0, &visits);
}

