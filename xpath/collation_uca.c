/*
 * collation_uca.c: collations of the Unicode Collation Algorithm, by ICU
 * (Functions and Operators 3.1, 5.3.4: the parameters), and their units
 * (Functions and Operators, 7.5).
 *
 * (1) A unit is a collation element of ICU with the levels that the strength
 *     leaves out masked away; one of which nothing is left is ignored.
 * (2) Units that come of one character, or of characters that sort as one, are
 *     a group; a match begins and ends with whole groups.
 * (3) `identical` also compares code points, which no unit tells: it has none.
 */
#include "xpath/collation_uca.h"

#include <stdio.h>

#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/ucoleitr.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/late.h"
#include "base/mem.h"
#include "base/sonames.h"

#define COMMON_FUNCTIONS(F) F(u_strFromUTF8) F(uloc_forLanguageTag)	\
	F(u_getPropertyValueEnum) F(uloc_countAvailable)		\
	F(uloc_getAvailable) F(uloc_getLanguage)
LATE_LIBRARY(common, COMMON_FUNCTIONS);

#define UCOL_FUNCTIONS(F) F(ucol_open) F(ucol_close) F(ucol_setAttribute) \
	F(ucol_getAttribute) F(ucol_strcollUTF8) F(ucol_getSortKey)	\
	F(ucol_openElements) F(ucol_closeElements) F(ucol_next)		\
	F(ucol_getOffset) F(ucol_setMaxVariable) F(ucol_getVariableTop)	\
	F(ucol_setReorderCodes) F(ucol_getUCAVersion)
LATE_LIBRARY(icu, UCOL_FUNCTIONS);

#define MAX_PARAMETERS	1024		/* bytes */
#define MAX_REORDER	64
#define MAX_TEXT	((size_t)1 << 29)

/* --- parameters --- */

struct word {
	const char *name;
	int value;
};

static const struct word strengths[] = {
	{ "primary", UCOL_PRIMARY }, { "1", UCOL_PRIMARY },
	{ "secondary", UCOL_SECONDARY }, { "2", UCOL_SECONDARY },
	{ "tertiary", UCOL_TERTIARY }, { "3", UCOL_TERTIARY },
	{ "quaternary", UCOL_QUATERNARY }, { "4", UCOL_QUATERNARY },
	{ "identical", UCOL_IDENTICAL }, { "5", UCOL_IDENTICAL },
	{ NULL, 0 }
};
static const struct word alternates[] = {
	{ "non-ignorable", UCOL_NON_IGNORABLE }, { "shifted", UCOL_SHIFTED },
	{ "blanked", UCOL_SHIFTED }, { NULL, 0 }
};
static const struct word variables[] = {
	{ "space", UCOL_REORDER_CODE_SPACE },
	{ "punct", UCOL_REORDER_CODE_PUNCTUATION },
	{ "symbol", UCOL_REORDER_CODE_SYMBOL },
	{ "currency", UCOL_REORDER_CODE_CURRENCY }, { NULL, 0 }
};
static const struct word switches[] = {
	{ "yes", UCOL_ON }, { "no", UCOL_OFF }, { NULL, 0 }
};
static const struct word cases[] = {
	{ "upper", UCOL_UPPER_FIRST }, { "lower", UCOL_LOWER_FIRST },
	{ NULL, 0 }
};

/* Parameters that are attributes of ICU's. */
static const struct attribute {
	const char *name;
	UColAttribute attribute;
	const struct word *values;
} attributes[] = {
	{ "strength", UCOL_STRENGTH, strengths },
	{ "alternate", UCOL_ALTERNATE_HANDLING, alternates },
	{ "backwards", UCOL_FRENCH_COLLATION, switches },
	{ "normalization", UCOL_NORMALIZATION_MODE, switches },
	{ "caseLevel", UCOL_CASE_LEVEL, switches },
	{ "caseFirst", UCOL_CASE_FIRST, cases },
	{ "numeric", UCOL_NUMERIC_COLLATION, switches },
};

/* The value of a word; -1: it is not among them. */
static int
value_of(const struct word *words, struct slice s)
{
	for (; words->name != NULL; words++)
		if (slice_is(s, words->name))
			return words->value;
	return -1;
}

/* Cuts the part before `c` off s. */
static struct slice
cut(struct slice *s, char c)
{
	const char *at = s->n == 0 ? NULL : memchr(s->s, c, s->n);
	struct slice head = *s;

	if (at != NULL)
		head.n = (size_t)(at - s->s);
	*s = slice_from(*s, head.n + 1);
	return head;
}

/* The value of a parameter, SLICE_NONE where it is not given. */
static struct slice
parameter(struct slice all, const char *name)
{
	struct slice one;

	while (all.n > 0) {
		one = cut(&all, ';');
		if (slice_is(cut(&one, '='), name))
			return one;
	}
	return SLICE_NONE;
}

/* Whether a name is one of the parameters. */
static bool
is_parameter(struct slice name)
{
	static const char *const others[] = { "fallback", "lang", "version",
	    "maxVariable", "reorder" };
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (slice_is(name, others[i]))
			return true;
	for (i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++)
		if (slice_is(name, attributes[i].name))
			return true;
	return false;
}

/* Whether all parameters are known and have values. */
static bool
all_known(struct slice all)
{
	struct slice one;

	while (all.n > 0) {
		one = cut(&all, ';');
		if (!is_parameter(cut(&one, '=')) || one.n == 0)
			return false;
	}
	return true;
}

/* "4.0" is no later than the version that ICU has. */
static bool
has_version(const UCollator *c, struct slice want)
{
	UVersionInfo have;
	struct slice part;
	unsigned number, digits;
	size_t i;

	icu.ucol_getUCAVersion(c, have);
	for (i = 0; i < U_MAX_VERSION_LENGTH && want.n > 0; i++) {
		part = cut(&want, '.');
		number = digits = 0;
		for (; digits < part.n && digits < 5; digits++) {
			if (part.s[digits] < '0' || part.s[digits] > '9')
				return false;
			number = number * 10 + (unsigned)(part.s[digits] - '0');
		}
		if (digits == 0 || number != have[i])
			return digits > 0 && number < have[i];
	}
	return true;
}

/* "reorder=digit,Latn"; -1: a name that there is not. */
static int
set_reorder(UCollator *c, struct slice list)
{
	static const struct word digit = { "digit", UCOL_REORDER_CODE_DIGIT };
	int32_t codes[MAX_REORDER], n = 0;
	UErrorCode status = U_ZERO_ERROR;
	char name[64];
	int code;

	while (list.n > 0 && n < MAX_REORDER) {
		struct slice one = cut(&list, ',');

		if (one.n >= sizeof(name))
			return -1;
		(void)snprintf(name, sizeof(name), "%.*s", SLICE_ARG(one));
		code = slice_is(one, digit.name) ? digit.value :
		    value_of(variables, one);
		if (code == -1)
			code = common.u_getPropertyValueEnum(UCHAR_SCRIPT,
			    name);
		if (code == UCHAR_INVALID_CODE)
			return -1;
		codes[n++] = code;
	}
	icu.ucol_setReorderCodes(c, codes, n, &status);
	return U_FAILURE(status) ? -1 : 0;
}

/* The attributes; -1: a value that is none. */
static int
set_attributes(UCollator *c, struct slice all)
{
	UErrorCode status = U_ZERO_ERROR;
	struct slice s;
	int bad = 0, value;
	size_t i;

	for (i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
		if ((s = parameter(all, attributes[i].name)).s == NULL)
			continue;
		if ((value = value_of(attributes[i].values, s)) == -1)
			bad = -1;
		else
			icu.ucol_setAttribute(c, attributes[i].attribute,
			    (UColAttributeValue)value, &status);
	}
	if ((s = parameter(all, "maxVariable")).s != NULL) {
		if ((value = value_of(variables, s)) == -1)
			bad = -1;
		else
			icu.ucol_setMaxVariable(c, (UColReorderCode)value,
			    &status);
	}
	s = parameter(all, "reorder");
	if (s.s != NULL && set_reorder(c, s) == -1)
		bad = -1;
	return U_FAILURE(status) ? -1 : bad;
}

/* Whether ICU knows the language of a locale.  Many, as Dutch, have no order of
 * their own: the root's is theirs. */
static bool
knows_language(const char *locale)
{
	char name[ULOC_LANG_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;
	int32_t i, n = common.uloc_countAvailable();

	(void)common.uloc_getLanguage(locale, name, sizeof(name), &status);
	if (U_FAILURE(status))
		return false;
	for (i = 0; i < n; i++)
		if (strcmp(common.uloc_getAvailable(i), name) == 0)
			return true;
	return false;
}

/* ICU's collator of a language; *exact: it knows the language. NULL. */
static UCollator *
open_language(struct slice lang, bool *exact)
{
	char tag[128], locale[ULOC_FULLNAME_CAPACITY] = "";
	UErrorCode status = U_ZERO_ERROR;
	int32_t parsed = 0;
	UCollator *c;

	*exact = lang.s == NULL;
	if (lang.s != NULL && lang.n < sizeof(tag)) {
		(void)snprintf(tag, sizeof(tag), "%.*s", SLICE_ARG(lang));
		(void)common.uloc_forLanguageTag(tag, locale,
		    sizeof(locale), &parsed, &status);
		if (U_FAILURE(status))
			locale[0] = '\0';
		*exact = (size_t)parsed == lang.n && knows_language(locale);
	}
	status = U_ZERO_ERROR;
	c = icu.ucol_open(locale, &status);
	return U_FAILURE(status) ? NULL : c;
}

/* What units need to know: (1). */
static void
prepare_units(struct xp_collation *c)
{
	static const uint32_t masks[] = { 0xffff0000, 0xffffff00, 0xffffffff };
	UErrorCode status = U_ZERO_ERROR;
	int strength, alternate, level;

	strength = icu.ucol_getAttribute(c->uca, UCOL_STRENGTH, &status);
	alternate = icu.ucol_getAttribute(c->uca, UCOL_ALTERNATE_HANDLING,
	    &status);
	level = icu.ucol_getAttribute(c->uca, UCOL_CASE_LEVEL, &status);
	c->units = strength != UCOL_IDENTICAL;
	c->mask = masks[strength > UCOL_TERTIARY ? UCOL_TERTIARY : strength];
	if (level == UCOL_ON)
		c->mask |= 0xc0;	/* the case bits of ICU's tertiary */
	c->shifted = alternate == UCOL_SHIFTED && strength <= UCOL_TERTIARY;
	c->variable_top = icu.ucol_getVariableTop(c->uca, &status);
}

int
uca_open(struct xp_collation *c, struct slice parameters)
{
	struct slice fallback, version;
	bool strict, exact;

	if (!LATE_OPEN(common, LIBICUUC) || !LATE_OPEN(icu, LIBICUI18N) ||
	    parameters.n > MAX_PARAMETERS)
		return -1;
	fallback = parameter(parameters, "fallback");
	version = parameter(parameters, "version");
	strict = fallback.s != NULL && slice_is(fallback, "no");
	c->uca = open_language(parameter(parameters, "lang"), &exact);
	if (c->uca == NULL)
		return -1;
	if (set_attributes(c->uca, parameters) == -1)
		exact = false;
	if (strict && (!exact || !all_known(parameters) ||
	    (version.s != NULL && !has_version(c->uca, version))))
		return -1;
	prepare_units(c);
	return 0;
}

void
uca_close(struct xp_collation *c)
{
	if (c->uca != NULL)
		icu.ucol_close(c->uca);
	c->uca = NULL;
}

/* --- comparing --- */

int
uca_compare(const struct xp_collation *c, struct slice a, struct slice b)
{
	UErrorCode status = U_ZERO_ERROR;

	if (a.n > MAX_TEXT || b.n > MAX_TEXT)
		return slice_cmp(a, b);
	return icu.ucol_strcollUTF8(c->uca, a.s == NULL ? "" : a.s,
	    (int32_t)a.n, b.s == NULL ? "" : b.s, (int32_t)b.n, &status);
}

/* Text in UTF-16, which is ICU's; free with mem_free. */
static UChar *
utf16(struct slice s, int32_t *n)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar *text = mem_calloc(s.n + 1, sizeof(*text));

	*n = 0;
	if (s.n > 0 && s.n <= MAX_TEXT)
		(void)common.u_strFromUTF8(text, (int32_t)s.n, n, s.s,
		    (int32_t)s.n, &status);
	if (U_FAILURE(status))
		*n = 0;
	return text;
}

struct slice
uca_key(const struct xp_collation *c, struct slice s, struct arena *arena)
{
	uint8_t *key, small[256];
	int32_t n, size;
	UChar *text;

	if (s.n > MAX_TEXT)
		return s;
	text = utf16(s, &n);
	size = icu.ucol_getSortKey(c->uca, text, n, small, sizeof(small));
	key = arena_alloc(arena, (size_t)size);
	if ((size_t)size <= sizeof(small))
		memcpy(key, small, (size_t)size);
	else
		(void)icu.ucol_getSortKey(c->uca, text, n, key, size);
	mem_free(text);
	return (struct slice){ (const char *)key, (size_t)size };
}

/* --- units --- */

struct unit {
	uint32_t weights;
	int32_t  from, to;	/* of its group, in UTF-16: (2) */
};
struct units { VEC(struct unit) all; };

/* The weights of an element that count; 0: it is ignored.  Where variable ones
 * are shifted, so is what belongs to one: *after says that one was before. */
static uint32_t
weights(const struct xp_collation *c, uint32_t element, bool *after)
{
	uint32_t primary = element & 0xffff0000;

	if (c->shifted) {
		if (primary == 0 && *after)
			return 0;
		*after = primary != 0 && primary <= c->variable_top;
		if (*after)
			return 0;
	}
	return element & c->mask;
}

static void
read_units(const struct xp_collation *c, const UChar *text, int32_t n,
    struct units *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UCollationElements *it = icu.ucol_openElements(c->uca, text, n,
	    &status);
	int32_t from = 0, to = 0, at, element;
	bool after = false;
	uint32_t w;

	if (U_FAILURE(status))
		return;
	while ((element = icu.ucol_next(it, &status)) != UCOL_NULLORDER) {
		at = icu.ucol_getOffset(it);
		if (at != to) {
			from = to;
			to = at;
		}
		if ((w = weights(c, (uint32_t)element, &after)) != 0)
			VEC_PUSH(&out->all, ((struct unit){ w, from, to }));
	}
	icu.ucol_closeElements(it);
}

/* Whether the n units at i are whole groups: (2). */
static bool
is_whole(const struct units *u, size_t i, size_t n)
{
	const struct unit *v = u->all.v;

	return (i == 0 || v[i - 1].from != v[i].from) &&
	    (i + n == u->all.n || v[i + n].from != v[i + n - 1].from);
}

/* For each prefix of the part how much of it is a suffix of it too (Knuth,
 * Morris and Pratt). */
static uint32_t *
failures(const struct units *part)
{
	uint32_t *f = mem_calloc(part->all.n + 1, sizeof(*f));
	uint32_t k = 0;
	size_t i;

	for (i = 1; i < part->all.n; i++) {
		while (k > 0 && part->all.v[i].weights !=
		    part->all.v[k].weights)
			k = f[k];
		if (part->all.v[i].weights == part->all.v[k].weights)
			k++;
		f[i + 1] = k;
	}
	return f;
}

/* The unit of `text` at which `part`, not empty, is found, or NONE. */
static uint32_t
find_first(const struct units *text, const struct units *part)
{
	uint32_t *f = failures(part), k = 0, found = NONE;
	size_t i, n = part->all.n;

	for (i = 0; i < text->all.n && found == NONE; i++) {
		while (k > 0 && (k == n || text->all.v[i].weights !=
		    part->all.v[k].weights))
			k = f[k];
		if (text->all.v[i].weights == part->all.v[k].weights)
			k++;
		if (k == n && is_whole(text, i + 1 - n, n))
			found = (uint32_t)(i + 1 - n);
	}
	mem_free(f);
	return found;
}

/* The same at a given unit. */
static uint32_t
find_at(const struct units *text, const struct units *part, size_t at)
{
	size_t i;

	for (i = 0; i < part->all.n; i++)
		if (text->all.v[at + i].weights != part->all.v[i].weights)
			return NONE;
	return is_whole(text, at, part->all.n) ? (uint32_t)at : NONE;
}

/* The byte of UTF-8 text at which a unit of UTF-16 begins. */
static size_t
byte_of(struct slice text, int32_t unit)
{
	size_t i = 0;
	int32_t at = 0;

	while (at < unit && i < text.n) {
		at += (unsigned char)text.s[i] >= 0xf0 ? 2 : 1;
		i++;
		while (i < text.n && (text.s[i] & 0xc0) == 0x80)
			i++;
	}
	return i;
}

static uint32_t
find_units(const struct units *text, const struct units *part,
    enum xp_where where)
{
	if (part->all.n > text->all.n)
		return NONE;
	switch (where) {
	case XW_FIRST:
		return find_first(text, part);
	case XW_START:
		return find_at(text, part, 0);
	case XW_END:
		return find_at(text, part, text->all.n - part->all.n);
	}
	return NONE;
}

int
uca_find(struct xp_eval *ev, const struct xp_collation *c,
    enum xp_where where, struct slice text, struct slice part, size_t *from,
    size_t *to)
{
	struct units in = { .all = { NULL, 0, 0 } }, of = in;
	int32_t n_text, n_part;
	UChar *t, *p;
	uint32_t at;

	if (!c->units || text.n > MAX_TEXT || part.n > MAX_TEXT)
		return xp_fail(ev, "FOCH0004",
		    "the collation compares no parts of texts");
	if (xp_spend(ev, text.n + part.n) == -1)
		return -1;
	t = utf16(text, &n_text);
	p = utf16(part, &n_part);
	read_units(c, t, n_text, &in);
	read_units(c, p, n_part, &of);
	mem_free(t);
	mem_free(p);
	*from = *to = where == XW_END ? text.n : 0;
	at = of.all.n == 0 ? 0 : find_units(&in, &of, where);
	if (of.all.n > 0 && at != NONE) {
		*from = byte_of(text, in.all.v[at].from);
		*to = byte_of(text, in.all.v[at + of.all.n - 1].to);
	}
	VEC_FREE(&in.all);
	VEC_FREE(&of.all);
	return at != NONE;
}
