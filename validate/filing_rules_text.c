/*
 * filing_rules_text.c: FR-NL-5.11: formatting in texts ("escaped XHTML").
 *
 * (1) Only facts whose type is, or derives from, the Dutch taxonomy's
 *     formattedExplanationItemType may hold elements.  In others a text that
 *     reads as XML with an element in it, or has a tag of those below, is
 *     formatted.
 * (2) What such a text may hold is what the schema of the Dutch taxonomy for
 *     formatted text (sbr-text-formatting.xsd, 2017) declares, here as tables:
 *     the text is the content of its element formattedText.
 * (3) The rule further limits styles and, by the list they stand in, the types
 *     of list items.
 * (4) A text that cannot be read as XML gets a warning: a single '<' need not
 *     be meant as formatting.
 *
 * Each fact gets at most one finding of a kind.
 */
#include "validate/filing_rules.h"

#include "base/xml.h"

#define NS_FORMATTING	"http://www.nltaxonomie.nl/2017/xbrl/sbr-text-formatting"

/* --- the vocabulary --- */

enum content { CONTENT_FLOW, CONTENT_INLINE, CONTENT_PRE, CONTENT_ITEMS,
	CONTENT_ROWS, CONTENT_CELLS, CONTENT_NOTHING };

/* Where an element may stand, by content. */
#define IN(content)	(1u << (content))
#define IN_FLOW		IN(CONTENT_FLOW)
#define IN_TEXT		(IN_FLOW | IN(CONTENT_INLINE))
#define IN_PRE		(IN_TEXT | IN(CONTENT_PRE))

enum attributes { HAS_STYLE, HAS_START, HAS_TYPE, HAS_WIDTH, OF_TABLE, OF_ROW,
	OF_CELL };

static const struct tag {
	const char     *name;
	enum content    content;
	unsigned        in;
	enum attributes attributes;
} tags[] = {
	{ "b", CONTENT_INLINE, IN_PRE, HAS_STYLE },
	{ "br", CONTENT_NOTHING, IN_PRE, HAS_STYLE },
	{ "div", CONTENT_FLOW, IN_FLOW, HAS_STYLE },
	{ "em", CONTENT_INLINE, IN_PRE, HAS_STYLE },
	{ "i", CONTENT_INLINE, IN_PRE, HAS_STYLE },
	{ "li", CONTENT_FLOW, IN(CONTENT_ITEMS), HAS_TYPE },
	{ "ol", CONTENT_ITEMS, IN_FLOW, HAS_START },
	{ "p", CONTENT_INLINE, IN_FLOW, HAS_STYLE },
	{ "pre", CONTENT_PRE, IN_FLOW, HAS_WIDTH },
	{ "s", CONTENT_INLINE, IN_PRE, HAS_STYLE },
	{ "small", CONTENT_INLINE, IN_TEXT, HAS_STYLE },
	{ "strong", CONTENT_INLINE, IN_PRE, HAS_STYLE },
	{ "sub", CONTENT_INLINE, IN_TEXT, HAS_STYLE },
	{ "sup", CONTENT_INLINE, IN_TEXT, HAS_STYLE },
	{ "table", CONTENT_ROWS, IN_FLOW, OF_TABLE },
	{ "td", CONTENT_FLOW, IN(CONTENT_CELLS), OF_CELL },
	{ "th", CONTENT_FLOW, IN(CONTENT_CELLS), OF_CELL },
	{ "tr", CONTENT_CELLS, IN(CONTENT_ROWS), OF_ROW },
	{ "u", CONTENT_INLINE, IN_PRE, HAS_STYLE },
	{ "ul", CONTENT_ITEMS, IN_FLOW, HAS_STYLE },
};

enum value { VALUE_ANY, VALUE_NUMBER, VALUE_LENGTH, VALUE_CHARACTER,
	VALUE_WORD };

#define ON(attributes)	(1u << (attributes))

static const struct known_attribute {
	const char *name;
	unsigned    on;
	enum value  value;
	const char *words;		/* VALUE_WORD: " left right " */
} attributes[] = {
	{ "style", ~0u, VALUE_ANY, NULL },
	{ "start", ON(HAS_START), VALUE_NUMBER, NULL },
	{ "type", ON(HAS_TYPE), VALUE_ANY, NULL },	/* see check_item */
	{ "width", ON(HAS_WIDTH), VALUE_NUMBER, NULL },
	{ "width", ON(OF_TABLE) | ON(OF_CELL), VALUE_LENGTH, NULL },
	{ "height", ON(OF_CELL), VALUE_LENGTH, NULL },
	{ "border", ON(OF_TABLE), VALUE_NUMBER, NULL },
	{ "frame", ON(OF_TABLE), VALUE_WORD,
	    " void above below hsides lhs rhs vsides box border " },
	{ "rules", ON(OF_TABLE), VALUE_WORD, " none groups rows cols all " },
	{ "cellspacing", ON(OF_TABLE), VALUE_LENGTH, NULL },
	{ "cellpadding", ON(OF_TABLE), VALUE_LENGTH, NULL },
	{ "align", ON(OF_TABLE), VALUE_WORD, " left center right " },
	{ "align", ON(OF_ROW) | ON(OF_CELL), VALUE_WORD,
	    " left center right justify char " },
	{ "char", ON(OF_ROW) | ON(OF_CELL), VALUE_CHARACTER, NULL },
	{ "charoff", ON(OF_ROW) | ON(OF_CELL), VALUE_LENGTH, NULL },
	{ "valign", ON(OF_ROW) | ON(OF_CELL), VALUE_WORD,
	    " top middle bottom baseline " },
	{ "rowspan", ON(OF_CELL), VALUE_NUMBER, NULL },
	{ "colspan", ON(OF_CELL), VALUE_NUMBER, NULL },
};

static const struct tag *
find_tag(struct slice name)
{
	size_t i;

	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (slice_is(name, tags[i].name))
			return &tags[i];
	return NULL;
}

static const struct tag *
tag_of(const xmlNode *n)
{
	if (n->ns == NULL || strcmp((const char *)n->ns->href,
	    NS_FORMATTING) != 0)
		return NULL;
	return find_tag(slice_of((const char *)n->name));
}

/* --- findings --- */

struct formatted {
	struct filing *f;
	uint32_t       fact;
	bool           said[FINDING_CODES];
};

/* A finding about the text, or NULL where there is one of its kind. */
static struct finding *
said(struct formatted *x, enum finding_code code, const xmlNode *n)
{
	struct finding *at;

	if (x->said[code])
		return NULL;
	x->said[code] = true;
	at = rule_fact(x->f->fs, code, x->f->r, x->fact);
	if (n != NULL)
		finding_argf(at, "element", "<%s>", (const char *)n->name);
	return at;
}

/* --- values of attributes --- */

static bool
is_digits(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	return s.n > 0;
}

/* nn, or nn% or nn.nn%, with a sign or without. */
static bool
is_length(struct slice s)
{
	const char *dot;

	if (s.n > 0 && (s.s[0] == '-' || s.s[0] == '+'))
		s = slice_from(s, 1);
	if (s.n == 0 || s.s[s.n - 1] != '%')
		return is_digits(s);
	s.n--;
	dot = s.n == 0 ? NULL : memchr(s.s, '.', s.n);
	if (dot == NULL)
		return is_digits(s);
	return is_digits((struct slice){ s.s, (size_t)(dot - s.s) }) &&
	    is_digits(slice_from(s, (size_t)(dot - s.s) + 1));
}

static bool
is_word_of(struct slice s, const char *words)
{
	const char *at = words;

	if (s.n == 0 || memchr(s.s, ' ', s.n) != NULL)
		return false;
	while ((at = memmem(at, strlen(at), s.s, s.n)) != NULL) {
		if (at[-1] == ' ' && at[s.n] == ' ')
			return true;
		at++;
	}
	return false;
}

static bool
is_value(const struct known_attribute *a, struct slice s)
{
	switch (a->value) {
	case VALUE_ANY:
		return true;
	case VALUE_NUMBER:
		return is_digits(slice_trim(s));
	case VALUE_LENGTH:
		return is_length(s);
	case VALUE_CHARACTER:
		return xmlUTF8Strlen((const xmlChar *)s.s) == 1;
	case VALUE_WORD:
		return is_word_of(slice_trim(s), a->words);
	}
	return false;
}

/* --- style --- */

/* The next declaration of a style, as far as its ';'; quotes hide one. */
static struct slice
next_style(struct slice *rest)
{
	struct slice s = *rest;
	char quote = '\0';

	for (s.n = 0; s.n < rest->n; s.n++) {
		char c = rest->s[s.n];

		if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == ';')
			break;
	}
	*rest = slice_from(*rest, s.n + 1);
	return s;
}

static void
check_style(struct formatted *x, const xmlNode *n, struct slice style)
{
	static const char *const allowed[] = { "font-family", "font-size",
	    "color" };
	struct finding *at;
	size_t i;

	while (style.n > 0) {
		struct slice s = next_style(&style);
		const char *colon = s.n == 0 ? NULL : memchr(s.s, ':', s.n);

		if (colon != NULL)
			s.n = (size_t)(colon - s.s);
		s = slice_trim(s);
		for (i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
			if (s.n == strlen(allowed[i]) &&
			    strncasecmp(s.s, allowed[i], s.n) == 0)
				break;
		if (s.n == 0 || i < sizeof(allowed) / sizeof(allowed[0]))
			continue;
		if ((at = said(x, F_NL_FR_NL_5_11_style, n)) != NULL)
			finding_arg(at, "property", s);
	}
}

/* --- elements --- */

/* The types that an item may have in its list; any list may do without. */
static void
check_item(struct formatted *x, const xmlNode *n, struct slice type)
{
	bool ordered = strcmp((const char *)n->parent->name, "ol") == 0;
	struct finding *at;

	if (is_word_of(slice_trim(type), ordered ? " 1 a A i I " :
	    " circle square "))
		return;
	if ((at = said(x, F_NL_FR_NL_5_11_list, n)) == NULL)
		return;
	finding_argf(at, "parent", "<%s>", (const char *)n->parent->name);
	finding_arg(at, "value", slice_trim(type));
}

static bool
is_known(const struct tag *tag, const xmlAttr *a, struct slice value)
{
	const char *name = (const char *)a->name;
	size_t i;

	if (a->ns != NULL)		/* xml:space="preserve" on pre */
		return strcmp((const char *)a->ns->href, NS_XML) == 0 &&
		    strcmp(name, "space") == 0 && slice_is(value, "preserve") &&
		    tag->content == CONTENT_PRE;
	for (i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++)
		if (strcmp(name, attributes[i].name) == 0 &&
		    (attributes[i].on & ON(tag->attributes)) != 0)
			return is_value(&attributes[i], value);
	return false;
}

static void
check_attributes(struct formatted *x, const xmlNode *n, const struct tag *tag)
{
	const xmlAttr *a;
	struct finding *at;

	for (a = n->properties; a != NULL; a = a->next) {
		const char *ns = a->ns == NULL ? NULL :
		    (const char *)a->ns->href;
		struct slice value = xml_attr(n, ns, (const char *)a->name,
		    x->f->arena);

		if (!is_known(tag, a, value)) {
			at = said(x, F_NL_FR_NL_5_11_attribute, n);
			if (at == NULL)
				continue;
			finding_arg(at, "attribute",
			    slice_of((const char *)a->name));
			finding_arg(at, "value", value);
		} else if (ns == NULL &&
		    strcmp((const char *)a->name, "style") == 0) {
			check_style(x, n, value);
		} else if (ns == NULL && tag->attributes == HAS_TYPE) {
			check_item(x, n, value);
		}
	}
}

static bool
is_blank(const xmlNode *n)
{
	return xmlIsBlankNode(n) == 1;
}

/* What stands directly in an element; parent NULL: in formattedText. */
static void
check_content(struct formatted *x, const xmlNode *n, const struct tag *tag)
{
	enum content content = tag == NULL ? CONTENT_FLOW : tag->content;
	bool must = content == CONTENT_ITEMS || content == CONTENT_ROWS ||
	    content == CONTENT_CELLS;
	bool mixed = !must && content != CONTENT_NOTHING, any = false;
	const xmlNode *c;
	struct finding *at;

	for (c = n->children; c != NULL; c = c->next) {
		const struct tag *child;

		if (c->type == XML_TEXT_NODE || c->type ==
		    XML_CDATA_SECTION_NODE) {
			if (!mixed && !is_blank(c))
				(void)said(x, F_NL_FR_NL_5_11_text, n);
			continue;
		}
		if (c->type != XML_ELEMENT_NODE)
			continue;
		any = true;
		child = tag_of(c);
		if (child != NULL && (child->in & IN(content)) != 0)
			continue;
		if ((at = said(x, F_NL_FR_NL_5_11_element, c)) == NULL)
			continue;
		if (tag == NULL)
			finding_arg(at, "parent", SLICE("<formattedText>"));
		else
			finding_argf(at, "parent", "<%s>", tag->name);
	}
	if (must && !any)
		(void)said(x, F_NL_FR_NL_5_11_empty, n);
}

/* The next element in document order within the root; not below one that the
 * schema does not have. */
static const xmlNode *
next_element(const xmlNode *root, const xmlNode *n, bool below)
{
	const xmlNode *next = below ? xml_element(n->children) : NULL;

	while (next == NULL && n != root) {
		next = xml_element(n->next);
		n = n->parent;
	}
	return next;
}

static void
check_tree(struct formatted *x, const xmlNode *root)
{
	const xmlNode *n;
	const struct tag *tag = NULL;

	check_content(x, root, NULL);
	for (n = next_element(root, root, true); n != NULL;
	    n = next_element(root, n, tag != NULL)) {
		if ((tag = tag_of(n)) == NULL)
			continue;
		check_attributes(x, n, tag);
		check_content(x, n, tag);
	}
}

/* --- facts --- */

/* Whether a type is formattedExplanationItemType, or derives from it. */
static bool
is_formatted_type(const struct filing *f, uint32_t type)
{
	const struct taxonomy *t = f->r->taxonomy;
	int depth;

	for (depth = 0; t != NULL && type != NONE && depth < 100; depth++) {
		const struct img_type *row = taxonomy_type(t, type);
		const struct img_name *name = row == NULL ? NULL :
		    taxonomy_name(t, row->name);

		if (row == NULL)
			return false;
		if (name != NULL && taxonomy_text_is(t, name->local,
		    "formattedExplanationItemType") &&
		    filing_is_dictionary(taxonomy_text(t, name->ns),
		    "nl-types"))
			return true;
		type = row->base;
	}
	return false;
}

/* The name in a start or end tag that begins at this '<' and has an end before
 * the next '<'; n 0: none. */
static struct slice
tag_name(struct slice text)
{
	struct slice name = slice_from(text, text.n > 1 && text.s[1] == '/' ?
	    2 : 1);
	size_t n, end;

	for (n = 0; n < name.n && name.s[n] >= 'a' && name.s[n] <= 'z'; n++)
		;
	for (end = n; end < name.n && name.s[end] != '>' &&
	    name.s[end] != '<'; end++)
		;
	if (end == name.n || name.s[end] != '>' || (n < end &&
	    name.s[n] != '/' && !is_xml_space(name.s[n])))
		return SLICE("");
	return (struct slice){ name.s, n };
}

/* The first tag of the vocabulary, as "<p>"; n 0: none. */
static struct slice
first_tag(const struct filing *f, struct slice text)
{
	const char *at;

	while (text.n > 0 && (at = memchr(text.s, '<', text.n)) != NULL) {
		struct slice name;

		text = slice_from(text, (size_t)(at - text.s));
		name = tag_name(text);
		if (find_tag(name) != NULL)
			return slice_of(arena_printf(f->arena, "<%.*s>",
			    SLICE_ARG(name)));
		text = slice_from(text, 1);
	}
	return SLICE("");
}

static void
check_plain(struct filing *f, uint32_t fact, struct slice value,
    const xmlNode *root)
{
	const xmlNode *n = root == NULL ? NULL : xml_element(root->children);
	struct slice element = n != NULL ? slice_of(arena_printf(f->arena,
	    "<%s>", (const char *)n->name)) : first_tag(f, value);

	if (element.n > 0)
		finding_arg(rule_fact(f->fs, F_NL_FR_NL_5_11_type, f->r,
		    fact), "element", element);
}

static void
check_fact(struct filing *f, uint32_t fact)
{
	struct slice value = f->r->facts.v[fact].value;
	struct formatted *x;
	struct xml_error err = { NULL, 0, 0 };
	struct finding *at;
	struct slice whole;
	xmlDoc *doc;

	whole = slice_of(arena_printf(f->arena, "<formattedText xmlns=\""
	    NS_FORMATTING "\">%.*s</formattedText>", SLICE_ARG(value)));
	doc = xml_tree(whole, "formattedText", f->arena, &err);
	if (!is_formatted_type(f, f->r->facts.v[fact].type)) {
		check_plain(f, fact, value, doc == NULL ? NULL :
		    xmlDocGetRootElement(doc));
	} else {
		x = arena_alloc(f->arena, sizeof(*x));
		x->f = f;
		x->fact = fact;
		if (doc != NULL)
			check_tree(x, xmlDocGetRootElement(doc));
		else if ((at = said(x, F_NL_FR_NL_5_11_syntax, NULL)) != NULL)
			finding_arg(at, "reason", slice_of(err.message));
	}
	xmlFreeDoc(doc);
}

void
rule_fr_nl_5_11(struct filing *f)
{
	struct arena_mark mark = arena_mark(f->arena);
	uint32_t i;

	for (i = 0; i < f->r->facts.n; i++) {
		const struct fact *fact = &f->r->facts.v[i];

		if ((fact->flags & (FACT_TUPLE | FACT_NIL | FACT_FRACTION |
		    FACT_MARKUP)) != 0 || fact->value.n == 0 ||
		    fact->value.n > INT32_MAX / 2)
			continue;
		if (memchr(fact->value.s, '<', fact->value.n) == NULL &&
		    memchr(fact->value.s, '&', fact->value.n) == NULL)
			continue;
		check_fact(f, i);
		arena_reset(f->arena, mark);
	}
}
