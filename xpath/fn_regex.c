/*
 * fn_regex.c: matches, replace and tokenize (Functions and Operators, 7.6), by
 * base/regex.h.
 *
 * (1) A pattern is compiled once and kept for the evaluations that follow; when
 *     there are MAX_PATTERNS of them, all are forgotten.
 * (2) Matching is bounded, each search for itself and all of them as steps: some
 *     for each, the bytes that it looked over, and the work of base/regex.c.
 */
#include "base/hash.h"
#include "base/mem.h"
#include "base/regex.h"
#include "base/utf8.h"
#include "xpath/eval_op.h"
#include "xpath/text.h"
#include "xpath/kept.h"

#define MAX_PATTERNS	256
#define STEPS_A_MATCH	16
#define MOST_WORK	UINT64_C(50000000)	/* of one search; half a second */

struct pattern {
	char *text;		/* flags, "/", then the pattern */
	size_t n;
	struct regex *regex;
	signed char empty;	/* matches "": 0, 1; -1: not yet known */
};

struct xp_patterns {
	VEC(struct pattern) all;
	struct table rows;	/* by text */
};

static void
forget(struct xp_patterns *ps)
{
	size_t i;

	for (i = 0; i < ps->all.n; i++) {
		regex_free(ps->all.v[i].regex);
		mem_free(ps->all.v[i].text);
	}
	ps->all.n = 0;
	table_free(&ps->rows);
	ps->rows = (struct table){ NULL, NULL, 0, 0 };
}

void
xp_patterns_free(struct xp_patterns *ps)
{
	if (ps == NULL)
		return;
	forget(ps);
	VEC_FREE(&ps->all);
	mem_free(ps);
}

/* --- compiling --- */

/* 7.6.1.1; -1 with FORX0001. */
static int
parse_flags(struct xp_eval *ev, struct slice s, unsigned *flags)
{
	static const char letters[] = "smix";
	static const unsigned values[] = { REGEX_DOT_ALL, REGEX_LINES,
	    REGEX_FOLD, REGEX_SPACED };
	const char *at;
	size_t i;

	*flags = 0;
	for (i = 0; i < s.n; i++) {
		at = memchr(letters, s.s[i], sizeof(letters) - 1);
		if (at == NULL)
			return xp_fail(ev, "FORX0001",
			    "'%.*s' has a letter that is no flag",
			    SLICE_ARG(s));
		*flags |= values[at - letters];
	}
	return 0;
}

struct key {
	const struct xp_patterns *ps;
	unsigned flags;
	struct slice text;
};

/* Flags are below 64: one letter. */
static char
flag_letter(unsigned flags)
{
	return (char)('@' + flags);
}

static bool
is_pattern(const void *ctx, uint32_t row, const void *wanted)
{
	const struct xp_patterns *ps = ctx;
	const struct key *key = wanted;
	struct slice s = { ps->all.v[row].text, ps->all.v[row].n };

	return s.s[0] == flag_letter(key->flags) &&
	    slice_eq(slice_from(s, 1), key->text);
}

/* 7.6.1: what is wrong with a pattern, or that it is more than we use. */
static int
refuse(struct xp_eval *ev, const struct regex_error *why)
{
	if (why->too_large)
		return xp_limit_error(ev->err, "the pattern is too large");
	return xp_fail(ev, "FORX0002", "the pattern is no regular expression: "
	    "%s at %zu", why->message, why->position);
}

/* Compiles a pattern and keeps it; NULL with the error. */
static struct pattern *
add(struct xp_eval *ev, struct xp_patterns *ps, struct key key, uint64_t hash)
{
	struct regex_error why = { .message = NULL };
	struct regex *regex = regex_compile_xpath(key.text, key.flags, &why);
	struct pattern *p;

	if (regex == NULL) {
		(void)refuse(ev, &why);
		return NULL;
	}
	if (ps->all.n == MAX_PATTERNS)
		forget(ps);
	p = VEC_ADD(&ps->all);
	p->regex = regex;
	p->empty = -1;
	p->n = key.text.n + 1;
	p->text = mem_calloc(p->n + 1, 1);
	p->text[0] = flag_letter(key.flags);
	if (key.text.n > 0)
		memcpy(p->text + 1, key.text.s, key.text.n);
	table_add(&ps->rows, hash, (uint32_t)(ps->all.n - 1));
	return p;
}

/* The pattern and the flags of a call; NULL with the error. */
static struct pattern *
pattern_of(struct xp_eval *ev, struct slice text, struct slice letters)
{
	struct xp_kept *kept = xp_kept(ev);
	struct key key = { .text = text };
	uint64_t hash;
	uint32_t row;

	if (parse_flags(ev, letters, &key.flags) == -1)
		return NULL;
	if (kept->patterns == NULL)
		kept->patterns = mem_calloc(1, sizeof(*kept->patterns));
	hash = hash_mix(hash_bytes(text.s, text.n, hash_salt()), key.flags);
	row = table_find(&kept->patterns->rows, hash, is_pattern,
	    kept->patterns, &key);
	if (row != NONE)
		return &kept->patterns->all.v[row];
	return add(ev, kept->patterns, key, hash);
}

/* --- matching --- */

/* The next match at or after `from`: 1, 0, or -1 with the error (2). */
static int
find(struct xp_eval *ev, struct pattern *p, struct slice s, size_t from)
{
	uint64_t limit = ev->d->limits.steps == 0 ? XP_STEPS :
	    ev->d->limits.steps;
	uint64_t all = ev->d->steps >= limit ? 0 : limit - ev->d->steps, left;
	size_t end;
	int rc;

	left = all = all < MOST_WORK ? all : MOST_WORK;
	rc = regex_find(p->regex, s, from, &left);
	end = rc == 1 ? regex_group(p->regex, 0).to : s.n;
	if (xp_spend(ev, STEPS_A_MATCH + (end - from) / 16 + (all - left)) ==
	    -1)
		return -1;
	return rc != -1 ? rc : xp_limit_error(ev->err, "finding the pattern "
	    "in this text needs more work than is allowed");
}

int
fn_matches(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	struct pattern *p = pattern_of(ev, xp_arg_string(&args[1]),
	    n_args > 2 ? xp_arg_string(&args[2]) : SLICE(""));
	int rc;

	if (p == NULL || (rc = find(ev, p, xp_arg_string(&args[0]), 0)) == -1)
		return -1;
	*result = xp_one(xp_boolean(rc == 1));
	return 0;
}

/* 7.6.3, 7.6.4: one that matches the empty text parts nothing. */
static struct pattern *
parting_pattern(struct xp_eval *ev, struct slice text, struct slice letters)
{
	struct pattern *p = pattern_of(ev, text, letters);
	int rc;

	if (p != NULL && p->empty == -1) {
		if ((rc = find(ev, p, SLICE(""), 0)) == -1)
			return NULL;
		p->empty = (signed char)rc;
	}
	if (p != NULL && p->empty == 1) {
		(void)xp_fail(ev, "FORX0003",
		    "the pattern '%.*s' matches the empty text",
		    SLICE_ARG(text));
		return NULL;
	}
	return p;
}

/* --- replace --- */

/* Whether a replacement is one: every \ before \ or $, every $ before a digit
 * (7.6.3). */
static bool
is_replacement(struct slice s)
{
	size_t i;
	char next;

	for (i = 0; i < s.n; i++) {
		next = i + 1 < s.n ? s.s[i + 1] : '\0';
		if (s.s[i] == '\\' && next != '\\' && next != '$')
			return false;
		if (s.s[i] == '$' && (next < '0' || next > '9'))
			return false;
		if (s.s[i] == '\\')
			i++;
	}
	return true;
}

/* The number behind a $, whose digits begin *s: those that would make it more
 * than 9 and no group are left (7.6.3). */
static unsigned
take_number(struct slice *s, unsigned groups)
{
	unsigned n = (unsigned)(s->s[0] - '0'), more;

	*s = slice_from(*s, 1);
	while (s->n > 0 && s->s[0] >= '0' && s->s[0] <= '9') {
		more = n * 10 + (unsigned)(s->s[0] - '0');
		if (more > groups && more > 9)
			break;
		n = more;
		*s = slice_from(*s, 1);
	}
	return n;
}

/* What stands for the match at hand. */
static void
add_replacement(const struct regex *re, struct slice text, struct slice with,
    struct buf *out)
{
	struct regex_span span;
	char c;

	while (with.n > 0) {
		c = with.s[0];
		with = slice_from(with, 1);
		if (c == '\\') {
			buf_char(out, with.s[0]);
			with = slice_from(with, 1);
		} else if (c == '$') {
			span = regex_group(re, take_number(&with,
			    regex_groups(re)));
			if (span.from != REGEX_UNSET)
				buf_add(out, text.s + span.from,
				    span.to - span.from);
		} else {
			buf_char(out, c);
		}
	}
}

/* Where to look on after a match: behind it, and never at the same place. */
static size_t
after(struct slice s, struct regex_span match)
{
	size_t n;

	if (match.to > match.from)
		return match.to;
	n = utf8_length(slice_from(s, match.to));
	return match.to + (n == 0 ? 1 : n);
}

static int
replace_all(struct xp_eval *ev, struct pattern *p, struct slice s,
    struct slice with, struct buf *out)
{
	struct regex_span m;
	size_t done = 0, from = 0;
	int rc;

	while (from <= s.n && (rc = find(ev, p, s, from)) != 0) {
		if (rc == -1 || out->full)
			return -1;
		m = regex_group(p->regex, 0);
		buf_add(out, s.s + done, m.from - done);
		add_replacement(p->regex, s, with, out);
		done = m.to;
		from = after(s, m);
	}
	if (done < s.n)
		buf_add(out, s.s + done, s.n - done);
	return 0;
}

int
fn_replace(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	struct slice s = xp_arg_string(&args[0]), with;
	struct buf b = xp_text_buf(ev);
	struct pattern *p = parting_pattern(ev, xp_arg_string(&args[1]),
	    n_args > 3 ? xp_arg_string(&args[3]) : SLICE(""));

	if (p == NULL)
		return -1;
	with = xp_arg_string(&args[2]);
	if (!is_replacement(with))
		return xp_fail(ev, "FORX0004",
		    "the replacement '%.*s' has a \\ or $ that means nothing",
		    SLICE_ARG(with));
	if (replace_all(ev, p, s, with, &b) == -1 && !b.full) {
		buf_free(&b);
		return -1;
	}
	return xp_text_give(ev, &b, result);
}

/* --- tokenize --- */

static void
add_token(struct xp_eval *ev, struct slice s, size_t from, size_t to,
    struct xp_seq *result)
{
	xp_add(result, xp_string((struct slice){ s.s + from, to - from }),
	    ev->arena);
}

int
fn_tokenize(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	struct slice s = xp_arg_string(&args[0]);
	struct pattern *p = parting_pattern(ev, xp_arg_string(&args[1]),
	    n_args > 2 ? xp_arg_string(&args[2]) : SLICE(""));
	size_t done = 0, from = 0;
	struct regex_span m;
	int rc;

	*result = XP_EMPTY;
	if (p == NULL)
		return -1;
	if (s.n == 0)
		return 0;
	while (from <= s.n && (rc = find(ev, p, s, from)) != 0) {
		if (rc == -1)
			return -1;
		m = regex_group(p->regex, 0);
		add_token(ev, s, done, m.from, result);
		done = m.to;
		from = after(s, m);
	}
	add_token(ev, s, done, s.n, result);
	return 0;
}
