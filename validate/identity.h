/*
 * identity.h: the state of judging identity constraints in a report, shared by
 * identity.c, which finds the nodes, and identity_judge.c, which judges them.
 */
#ifndef VALIDATE_IDENTITY_H
#define VALIDATE_IDENTITY_H

#include "base/intern.h"
#include "ingest/walk.h"
#include "taxonomy/attribute_use.h"
#include "taxonomy/declared.h"
#include "taxonomy/simple_type.h"
#include "validate/identity_keys.h"
#include "validate/rule.h"
#include "validate/validate.h"

/* The DTS, or the schemas that hints name. */
struct view {
	const struct taxonomy *t;
	struct simple_types   *types;
	struct table first;	/* element: its first row of SEC_IDENTITIES */
	bool         whole;	/* no document is missing */
};

/* An element as findings name it. */
struct node {
	struct span  span;
	uint32_t     ordinal;
	struct slice prefix, local;
};

/* An open element.  The numbers say how many there were outside it. */
struct frame {
	const struct view *view;
	struct assessed at;
	unsigned     flags;	/* EL_… */
	struct slice value;	/* default or fixed */
	struct slice ns;
	struct node  node;
	bool         nil, has_children;
	uint32_t     scopes, targets, pending;
	struct key_table *tables;	/* of what stands in it */
};

struct reference_to_key {
	uint32_t    sequence;
	struct node node;
};

/* A constraint on an open element. */
struct scope {
	const struct view *view;
	const struct img_identity *id;
	const struct img_identity *refer;	/* of a keyref; NULL: none */
	uint32_t depth;
	struct key_table *own;		/* of a key or unique */
	VEC(struct reference_to_key) references;	/* of a keyref */
};

enum value_state {
	VALUE_ABSENT,
	VALUE_UNKNOWN,		/* there, but without a value of its type */
	VALUE_GOOD
};

struct field_value {
	enum value_state state;
	uint32_t key;		/* row of texts */
	uint32_t ordinal;	/* of the element … */
	uint32_t attribute;	/* … and from 1, its attribute; 0: itself */
	bool     nillable;	/* by its declaration */
};

/* An open element that a selector has found. */
struct target {
	uint32_t scope;		/* row of scopes */
	uint32_t depth;
	uint32_t values;	/* first row of values, one for each field */
	uint32_t bad_field;	/* from 1: a node too many or of no simple type */
	enum finding_code code;	/* what it is then */
};

struct keys {
	const struct report *report;
	struct findings     *findings;
	struct walk         *walk;
	struct view          views[2];
	uint32_t             n_views;
	struct declaring     declaring;
	struct frame         frames[WALK_DEPTH + 1];
	uint32_t             depth;
	VEC(struct scope)    scopes;
	VEC(struct target)   targets;
	VEC(struct field_value) values;
	VEC(uint32_t)        pending;	/* rows of values, of open elements */
	struct intern       *texts;	/* simple_type_key of values */
	struct intern       *sequences;	/* of rows of texts */
	struct arena        *scratch;	/* reset to … */
	struct arena_mark    mark;	/* … this after each value */
	uint64_t             work, granted, nodes;
	bool                 stopped;
};

/* --- identity.c --- */

/* Counts steps; false where they are too many. */
bool	keys_may(struct keys *, uint64_t steps);

/* --- identity_judge.c --- */

/* A target ends: its key-sequence is known. */
void	keys_target_end(struct keys *, const struct target *);
/* The innermost element ends: its constraints are judged, and its tables go
 * to its parent. */
void	keys_scopes_end(struct keys *);
/* Frees what is open. */
void	keys_leave(struct keys *);

#endif
