/*
 * identity_keys.h: node tables of identity constraints (XML Schema 1.0 part 1,
 * 3.11.5): which key-sequences a key has below an element.
 *
 * A key-sequence is a number, equal for equal ones; a node is the number of
 * its element.  Tables of children are joined into that of their parent, the
 * smaller into the larger, so that all of them together cost n log n.
 */
#ifndef VALIDATE_IDENTITY_KEYS_H
#define VALIDATE_IDENTITY_KEYS_H

#include "base/hash.h"
#include "base/mem.h"
#include "taxonomy/taxonomy.h"

enum key_state {
	KEY_THERE,
	KEY_CONFLICT,		/* several children have it: none counts */
	KEY_GONE		/* it was one below: as if it were not there */
};

struct key_entry {
	uint32_t sequence;
	uint32_t node;
	enum key_state state;
	uint64_t offset;	/* of its element in the text */
};

struct key_table {
	const struct img_identity *identity;	/* the key or unique */
	struct key_table *next;			/* of the same element */
	struct table      index;		/* sequence: row of entries */
	VEC(struct key_entry) entries;
	VEC(uint32_t)     conflicts;		/* rows that were in one */
};

struct key_table	*key_table_new(const struct img_identity *);
void			 key_table_free(struct key_table *);	/* NULL is fine */
/* The entry that counts for a sequence, or NULL (of no table too). */
const struct key_entry	*key_table_find(const struct key_table *,
			    uint32_t sequence);
/* Adds a node; where another one has the sequence, that one stays and is
 * returned, until the next addition. */
const struct key_entry	*key_table_add(struct key_table *, uint32_t sequence,
			    uint32_t node, uint64_t offset);

/* The table of a constraint among those of an element, or NULL. */
struct key_table	*key_tables_find(struct key_table *list,
			    const struct img_identity *);
/* Joins the table of a child, which is done with, into those of its parent:
 * what two children have counts for neither.  Takes the table. */
void			 key_tables_join(struct key_table **list,
			    struct key_table *);
/* Joins an element's own table into what its children have: its own counts.
 * Takes the table. */
void			 key_tables_own(struct key_table **list,
			    struct key_table *);

#endif
