/*
 * binding_words.h: what the variables of a set are called in sentences: the label
 * of the concept that the facts have, or that the variable can bind; its $name
 * where there is no such label, and beside it where two variables have the same
 * one.
 */
#ifndef FORMULA_BINDING_WORDS_H
#define FORMULA_BINDING_WORDS_H

#include "formula/run.h"
#include "formula/words.h"

struct binding_words {
	const struct taxonomy         *t;
	const struct img_variable_set *set;
	const struct evaluation       *e;	/* NULL: nothing is bound */
	struct arena                  *arena;
	enum lang                      lang;
	struct slice                  *labels;	/* by position; n 0: none */
	struct words                   words;	/* of an expression */
	uint32_t                       expression;
};

/* Everything in it lives in the arena. */
void	binding_words_begin(struct binding_words *, const struct taxonomy *,
	    const struct img_variable_set *, const struct evaluation *,
	    enum lang, struct arena *);
/* What a binding is called; `bare`: not that it is missing. */
void	binding_words_put(struct binding_words *, struct buf *,
	    uint32_t position, bool bare);
/* The words of an operation of an expression of the set, opened as x. */
void	binding_words_write(struct binding_words *, struct buf *,
	    uint32_t expression, const struct xp_expr *x, uint32_t op);
/* The label of the element of a name, in quotation marks; false: it has none. */
bool	binding_words_label(const struct taxonomy *, struct buf *,
	    struct slice ns, struct slice local, enum lang);
/* "$name" of a name (SEC_NAMES), in the arena. */
struct slice	binding_words_name(const struct taxonomy *, uint32_t name,
		    struct arena *);

#endif
