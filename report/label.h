/* label.h: what things are called on the page, and in which language. */
#ifndef REPORT_LABEL_H
#define REPORT_LABEL_H

#include "base/arena.h"
#include "base/finding.h"
#include "taxonomy/taxonomy.h"

struct label {
	struct slice text;
	struct slice lang;	/* of the text; s == NULL: the page's own, or
				 * not known */
};

/* The language's tag. */
struct slice	lang_tag(enum lang);
/*
 * The label of a node in a role, else its standard label: in the language, in
 * another region's form of it, in English, in any.  Without a label the text
 * is `otherwise`.  A tag in square brackets at the end ("[abstract]"), which
 * only speaks to taxonomy makers, is left out.  May point into the arena.
 */
struct label	label_of(const struct taxonomy *, uint32_t node,
		    struct slice role, enum lang, struct slice otherwise);
/* The title of a link role: its generic label or its definition; "" where it
 * has neither. */
struct label	label_role(const struct taxonomy *, struct slice uri,
		    enum lang);
/* The label of a concept by its name; the name where it has none. */
struct label	label_concept(const struct taxonomy *, struct slice ns,
		    struct slice local, enum lang);

#endif
