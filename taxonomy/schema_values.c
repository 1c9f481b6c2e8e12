/*
 * schema_values.c: the attributes of a schema's elements: words, numbers,
 * names and references (XML Schema 1.0 part 1, 3.15.3 and the schema for
 * schemas), each judged where it is read.
 */
#include "taxonomy/schema.h"

#include "base/xml.h"

struct slice
schema_attr(struct schema_reader *r, const xmlNode *node, const char *name)
{
	struct slice s = xml_attr(node, NULL, name, r->scratch);

	return s.s == NULL ? s : slice_trim(s);
}

void
schema_bad_value(struct schema_reader *r, const xmlNode *node,
    const char *attr, struct slice value)
{
	struct finding *f = schema_finding(r, F_xsd_AttributeValue, node);

	finding_arg(f, "attribute", slice_of(attr));
	finding_arg(f, "value", value);
}

int
schema_word(struct schema_reader *r, const xmlNode *node, const char *name,
    const char *const *words, int n, int otherwise)
{
	struct slice s = schema_attr(r, node, name);
	int i;

	if (s.s == NULL)
		return otherwise;
	for (i = 0; i < n; i++)
		if (slice_is(s, words[i]))
			return i;
	schema_bad_value(r, node, name, s);
	return otherwise;
}

bool
schema_bool(struct schema_reader *r, const xmlNode *node, const char *name,
    bool otherwise)
{
	static const char *const words[] = { "false", "true", "0", "1" };

	return schema_word(r, node, name, words, 4, otherwise) % 2 == 1;
}

/* xs:nonNegativeInteger, no larger than we count. */
static bool
number(struct slice s, uint32_t *out)
{
	uint64_t n = 0;
	size_t i;

	if (s.n > 1 && s.s[0] == '+')
		s = slice_from(s, 1);
	if (s.n == 0)
		return false;
	for (i = 0; i < s.n; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
		n = n * 10 + (uint64_t)(s.s[i] - '0');
		if (n >= UNBOUNDED)
			n = UNBOUNDED - 1;
	}
	*out = (uint32_t)n;
	return true;
}

void
schema_occurs(struct schema_reader *r, const xmlNode *node, uint32_t *min,
    uint32_t *max)
{
	struct slice low = schema_attr(r, node, "minOccurs");
	struct slice high = schema_attr(r, node, "maxOccurs");

	*min = *max = 1;
	if (low.s != NULL && !number(low, min))
		schema_bad_value(r, node, "minOccurs", low);
	if (high.s != NULL && slice_is(high, "unbounded"))
		*max = UNBOUNDED;
	else if (high.s != NULL && !number(high, max))
		schema_bad_value(r, node, "maxOccurs", high);
	else if (*min > *max) {		/* 3.9.6, p-props-correct.2.1 */
		schema_bad_value(r, node, "minOccurs", low.s == NULL ?
		    SLICE("1") : low);
		*min = *max;
	}
}

uint8_t
schema_final(struct schema_reader *r, const xmlNode *node, const char *name,
    uint8_t allowed, uint8_t otherwise)
{
	static const struct {
		const char *word;
		uint8_t     bits;
	} words[] = {
		{ "extension", FINAL_EXTENSION },
		{ "restriction", FINAL_RESTRICTION }, { "list", FINAL_LIST },
		{ "union", FINAL_UNION },
		{ "substitution", BLOCK_SUBSTITUTION },
	};
	struct slice s = schema_attr(r, node, name), word;
	uint8_t bits = 0;
	size_t i, n;

	if (s.s == NULL)
		return otherwise & allowed;
	if (slice_is(s, "#all"))
		return allowed;
	while (s.n > 0) {
		for (n = 0; n < s.n && !is_xml_space(s.s[n]); n++)
			;
		word = (struct slice){ s.s, n };
		s = slice_trim(slice_from(s, n));
		for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (slice_is(word, words[i].word) &&
			    words[i].bits & allowed)
				break;
		if (i == sizeof(words) / sizeof(words[0]))
			schema_bad_value(r, node, name, word);
		else
			bits |= words[i].bits;
	}
	return bits;
}

/* --- names and references --- */

/* src-resolve.4: a schema refers only to what it imports. */
static void
judge_reference(struct schema_reader *r, const xmlNode *node, uint32_t name)
{
	struct istr ns = r->d->names.v[name].ns;
	uint64_t key = (uint64_t)r->document << 32 | ns.off;
	struct finding *f;

	if (slice_is(dts_text(r->d, ns), NS_XSD) ||
	    table_find_int(&r->set->imports, key) != NONE)
		return;
	table_add_int(&r->set->imports, key, 0);	/* once a document */
	f = schema_finding(r, F_xsd_ImportMissing, node);
	finding_arg(f, "namespace", dts_text(r->d, ns));
	schema_arg_name(r->d, f, "name", name);
}

uint32_t
schema_ref_text(struct schema_reader *r, const xmlNode *node,
    const char *attr, struct slice text)
{
	struct slice ns, local;
	uint32_t name;

	if (xml_qname(node, text, true, r->scratch, &ns, &local) == -1) {
		schema_bad_value(r, node, attr, text);
		return NONE;
	}
	if (ns.n == 0 && r->chameleon)	/* 4.2.1, src-include.3.2.2 */
		ns = r->target;
	name = dts_name(r->d, ns, local);
	judge_reference(r, node, name);
	return name;
}

uint32_t
schema_ref(struct schema_reader *r, const xmlNode *node, const char *attr)
{
	struct slice s = schema_attr(r, node, attr);

	return s.s == NULL ? NONE : schema_ref_text(r, node, attr, s);
}

struct slice
schema_expand(struct schema_reader *r, const xmlNode *node, struct slice text)
{
	struct buf b = BUF_ANY;
	struct slice rest = slice_trim(text), ns, local, out = SLICE_NONE;
	size_t n;

	while (rest.n > 0) {
		for (n = 0; n < rest.n && !is_xml_space(rest.s[n]);)
			n++;
		if (xml_qname(node, (struct slice){ rest.s, n }, true,
		    r->scratch, &ns, &local) == -1)
			goto out;
		buf_printf(&b, "%s{%.*s}%.*s", b.n == 0 ? "" : " ",
		    SLICE_ARG(ns), SLICE_ARG(local));
		rest = slice_trim(slice_from(rest, n));
	}
	if (b.n > 0)
		out = arena_copy(r->set->arena, buf_get(&b));
 out:
	buf_free(&b);
	return out;
}

uint32_t
schema_name(struct schema_reader *r, const xmlNode *node, bool qualified)
{
	struct slice s = schema_attr(r, node, "name");
	struct img_name *n;
	uint32_t name;

	if (s.s == NULL)
		return NONE;
	if (!is_ncname(s)) {
		schema_bad_value(r, node, "name", s);
		return NONE;
	}
	name = dts_name(r->d, qualified ? r->target : SLICE(""), s);
	n = &r->d->names.v[name];
	if (qualified && n->prefix.len == 0)
		n->prefix = r->prefix;
	return name;
}

void
schema_id(struct schema_reader *r, const xmlNode *node, uint32_t anchor)
{
	struct slice id = schema_attr(r, node, "id");
	struct istr s;
	uint64_t key;

	if (id.s == NULL)
		return;
	if (!is_ncname(id)) {
		schema_bad_value(r, node, "id", id);
		return;
	}
	s = dts_string(r->d, id);
	key = (uint64_t)r->document << 32 | s.off;
	if (table_find_int(&r->set->ids, key) == NONE)
		table_add_int(&r->set->ids, key, 0);
	else
		finding_arg(schema_finding(r, F_xsd_DuplicateId, node), "id",
		    id);
	if (anchor == NONE)
		anchor = NODE(NODE_OTHER, (uint32_t)r->d->anchors.n);
	if (anchor != ANCHOR_LATER)
		dts_anchor(r->d, r->document, id, anchor);
}
