/*
 * lexer.h: the terminal symbols of XPath 2.0 (A.2).
 *
 * No symbol depends on what stands before it: keywords are names until the
 * parser takes them for keywords, and "*" alone is one symbol.  Symbols point
 * into the source, which outlives them.
 */
#ifndef XPATH_LEXER_H
#define XPATH_LEXER_H

#include <stdint.h>

#include "base/slice.h"

enum xp_token_kind {
	T_END,
	T_ERROR,	/* the lexer has its message */
	T_INTEGER, T_DECIMAL, T_DOUBLE,
	T_STRING,	/* text: with its quotes */
	T_NAME,		/* prefix (or none) and local */
	T_PREFIX_STAR,	/* prefix:* */
	T_STAR_LOCAL,	/* *:local */
	T_STAR,
	T_LPAREN, T_RPAREN, T_LBRACKET, T_RBRACKET,
	T_COMMA, T_DOLLAR, T_DOT, T_DOTDOT, T_AT, T_AXIS,
	T_SLASH, T_SLASHSLASH, T_BAR, T_PLUS, T_MINUS, T_QUESTION,
	T_EQ, T_NE, T_LT, T_LE, T_GT, T_GE, T_BEFORE, T_AFTER
};

struct xp_token {
	enum xp_token_kind kind;
	uint32_t     at;	/* byte offset in the source */
	struct slice text;	/* as written */
	struct slice prefix;	/* of names; "" for none */
	struct slice local;
};

struct xp_lexer {
	struct slice source;
	size_t       at;
	const char  *message;	/* of T_ERROR: constant text */
};

/* Begins at the start of a source, which has to be UTF-8. */
void	xp_lex_begin(struct xp_lexer *, struct slice source);
/* The next symbol, behind white space and comments; T_END stays T_END. */
struct xp_token xp_lex(struct xp_lexer *);
/* Whether all characters are those of XML (Extensible Markup Language, 2.2);
 * *at: the first that is none. */
bool	xp_characters(struct slice source, uint32_t *at);

#endif
