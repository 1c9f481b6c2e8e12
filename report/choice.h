/*
 * choice.h: the value of an enumeration (Extensible Enumerations 1.0 and 2.0)
 * as people read it: what its members are called, not their names or URIs.
 */
#ifndef REPORT_CHOICE_H
#define REPORT_CHOICE_H

#include "base/buf.h"
#include "report/label.h"

struct choices;

/* The taxonomy is borrowed until choices_free; it may be NULL. */
struct choices	*choices_new(const struct taxonomy *);
void		 choices_free(struct choices *);	/* NULL is fine */
/*
 * The labels of what the value of a concept names, "; " between those of a
 * set, cut after `most` characters; an entry that names nothing as it is
 * written.  False, and nothing printed, where the concept is no enumeration.
 */
bool	choices_print(struct buf *, struct choices *, uint32_t element,
	    struct slice value, enum lang, size_t most);

#endif
