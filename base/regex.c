/*
 * regex.c: see regex.h.  PCRE2 in UTF mode with its just-in-time compiler
 * where the machine has one.
 *
 * (1) What PCRE2 does is counted; past MATCH_LIMIT an answer is given up.
 * (2) That limit is for one place where a match may begin.  An expression of
 *     XPath is tried at every place of a text, so its work is counted over all
 *     of them: PCRE2 calls `count` before each item of the pattern that it
 *     tries, some nanoseconds each, which adds how far it moved in the text.
 * (3) An expression that was given up GIVE_UPS times is not tried again: one
 *     hostile pattern costs a bounded time however many values there are.
 * (4) An object is used by one thread at a time.
 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "base/regex.h"

#include <pcre2.h>

#include "base/mem.h"
#include "base/regex_translate.h"

#define MATCH_LIMIT	1000000	/* some 10 ms; sound patterns need far less */
#define DEPTH_LIMIT	10000	/* of the interpreter, where there is no JIT */
#define HEAP_LIMIT	20000	/* KiB, the interpreter's again */
#define LONG_HEAP_LIMIT	65536	/* the same, for expressions of XPath */
#define JIT_STACK	(1u << 20)
#define LONG_JIT_STACK	(1u << 26)	/* for one match, then given back */
#define BYTES_A_UNIT	16		/* moved in the text */
#define GIVE_UPS	10
#define MAX_TRANSLATION	(1u << 20)

struct meter {
	uint64_t left;		/* units of work that may still be done */
	size_t   at;		/* in the text, when it was last looked at */
};

struct regex {
	pcre2_code          *code;
	pcre2_match_data    *data;
	pcre2_match_context *context;
	pcre2_jit_stack     *stack;	/* NULL until the small one overflowed */
	uint32_t             groups;
	int                  given_up;
	struct meter         meter;
	bool                 used;	/* made machine code, where there is any */
};

static void *
regex_alloc(size_t n, void *unused)
{
	(void)unused;
	return mem_resize(NULL, n, 1);
}

static void
regex_release(void *p, void *unused)
{
	(void)unused;
	mem_free(p);
}

/* PCRE2's word for what it did not take; our translation is always well
 * formed, so that it can only be too large or too deep. */
static void
too_large(struct regex_error *err)
{
	err->message = "the expression is too large";
	err->position = 0;
	err->too_large = true;
}

/* (2) */
static int
count(pcre2_callout_block *where, void *ctx)
{
	struct meter *m = ctx;
	size_t at = where->current_position;
	size_t moved = at > m->at ? at - m->at : m->at - at;
	uint64_t work = 1 + moved / BYTES_A_UNIT;

	m->at = at;
	if (work > m->left) {
		m->left = 0;
		return PCRE2_ERROR_CALLOUT;
	}
	m->left -= work;
	return 0;
}

static void
set_limits(struct regex *re, bool xpath)
{
	pcre2_set_heap_limit(re->context, xpath ? LONG_HEAP_LIMIT : HEAP_LIMIT);
	if (xpath) {
		(void)pcre2_set_callout(re->context, count, &re->meter);
		pcre2_set_match_limit(re->context, UINT32_MAX);
		pcre2_set_depth_limit(re->context, UINT32_MAX);
		return;
	}
	pcre2_set_match_limit(re->context, MATCH_LIMIT);
	pcre2_set_depth_limit(re->context, DEPTH_LIMIT);
}

/* Flags of regex.h; 0: an expression of XML Schema, which is anchored. */
static struct regex *
compile(struct slice expression, unsigned flags, struct regex_error *err)
{
	struct buf text = BUF(MAX_TRANSLATION);
	uint32_t how = PCRE2_UTF | PCRE2_ALLOW_EMPTY_CLASS |
	    PCRE2_NEVER_BACKSLASH_C;
	pcre2_general_context *memory = NULL;
	pcre2_compile_context *options = NULL;
	struct regex *re = NULL;
	pcre2_code *code = NULL;
	int number;
	size_t offset;

	buf_puts(&text, flags == 0 ? "\\A(?:" : "(?:");
	if (regex_translate(expression, flags, &text, err) == -1)
		goto out;
	buf_puts(&text, flags == 0 ? ")\\z" : ")");
	how |= flags == 0 ? PCRE2_NO_AUTO_CAPTURE :
	    PCRE2_MATCH_UNSET_BACKREF | PCRE2_AUTO_CALLOUT;
	how |= (flags & REGEX_FOLD) != 0 ? PCRE2_CASELESS : 0;
	memory = pcre2_general_context_create(regex_alloc, regex_release,
	    NULL);
	options = pcre2_compile_context_create(memory);
	code = text.full ? NULL : pcre2_compile((PCRE2_SPTR)text.s, text.n,
	    how, &number, &offset, options);
	if (code == NULL) {
		too_large(err);
		goto out;
	}
	re = mem_calloc(1, sizeof(*re));
	re->code = code;
	(void)pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &re->groups);
	re->data = pcre2_match_data_create(re->groups + 1, memory);
	re->context = pcre2_match_context_create(memory);
	set_limits(re, flags != 0);
 out:
	pcre2_compile_context_free(options);
	pcre2_general_context_free(memory);
	buf_free(&text);
	return re;
}

void
regex_free(struct regex *re)
{
	if (re == NULL)
		return;
	pcre2_jit_stack_free(re->stack);
	pcre2_match_context_free(re->context);
	pcre2_match_data_free(re->data);
	pcre2_code_free(re->code);
	mem_free(re);
}

struct regex *
regex_compile(struct slice expression, struct regex_error *err)
{
	return compile(expression, 0, err);
}

struct regex *
regex_compile_xpath(struct slice expression, unsigned flags,
    struct regex_error *err)
{
	return compile(expression, flags | REGEX_XPATH, err);
}

unsigned
regex_groups(const struct regex *re)
{
	return re->groups;
}

/* Text that was searched before is not looked at again, whether it is UTF-8:
 * that would make many matches in a long text quadratic. */
static int
run(struct regex *re, struct slice text, size_t from)
{
	re->meter.at = from;
	return pcre2_match(re->code,
	    (PCRE2_SPTR)(text.s == NULL ? "" : text.s), text.n, from,
	    from == 0 ? 0 : PCRE2_NO_UTF_CHECK, re->data, re->context);
}

/* With a stack that is large enough for any text that is not hostile. */
static int
run_long(struct regex *re, struct slice text, size_t from)
{
	pcre2_jit_stack *stack = pcre2_jit_stack_create(JIT_STACK,
	    LONG_JIT_STACK, NULL);
	int rc = PCRE2_ERROR_JIT_STACKLIMIT;

	if (stack != NULL) {
		pcre2_jit_stack_assign(re->context, NULL, stack);
		rc = run(re, text, from);
	}
	pcre2_jit_stack_assign(re->context, NULL, re->stack);
	pcre2_jit_stack_free(stack);
	return rc;
}

/* 1, 0; -1: given up. */
static int
find(struct regex *re, struct slice text, size_t from)
{
	int rc;

	if (re->given_up >= GIVE_UPS)
		return -1;
	if (!re->used)
		(void)pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE);
	re->used = true;
	rc = run(re, text, from);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT && re->stack == NULL) {
		re->stack = pcre2_jit_stack_create(32768, JIT_STACK, NULL);
		pcre2_jit_stack_assign(re->context, NULL, re->stack);
		rc = run(re, text, from);
	}
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = run_long(re, text, from);
	if (rc >= 0)
		return 1;
	if (rc == PCRE2_ERROR_NOMATCH || (rc <= PCRE2_ERROR_UTF8_ERR1 &&
	    rc >= PCRE2_ERROR_UTF8_ERR21))
		return 0;
	re->given_up++;
	return -1;
}

int
regex_match(struct regex *re, struct slice text)
{
	return find(re, text, 0);
}

int
regex_find(struct regex *re, struct slice text, size_t from, uint64_t *work)
{
	int rc;

	re->meter.left = *work;
	rc = find(re, text, from);
	*work = re->meter.left;
	return rc;
}

struct regex_span
regex_group(const struct regex *re, unsigned n)
{
	const PCRE2_SIZE *v = pcre2_get_ovector_pointer(re->data);

	if (n > re->groups || v[2 * (size_t)n] == PCRE2_UNSET)
		return (struct regex_span){ REGEX_UNSET, REGEX_UNSET };
	return (struct regex_span){ v[2 * (size_t)n], v[2 * (size_t)n + 1] };
}
