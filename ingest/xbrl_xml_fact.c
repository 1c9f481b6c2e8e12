/*
 * xbrl_xml_fact.c: items and tuples (XBRL 2.1, 4.6 and 4.9), fractions
 * (5.1.1.3).
 *
 * What has a contextRef is an item, also where its element is declared
 * nowhere; a declared tuple is a tuple.  What is neither is taken for a tuple
 * so that the facts inside it are not lost; the validators say what is wrong
 * with it.
 */
#include "ingest/xbrl_xml.h"

#include "base/mem.h"
#include "base/xml.h"

#define MANY_FACTS	2048		/* enough to judge by */
#define MOST_GROWTH	32		/* times as many as there are */

/* decimals and precision: xs:integer or INF (4.6.4, 4.6.5).  A number beyond
 * the range is its end: no value has so many digits. */
static bool
parse_accuracy(struct slice s, bool natural, int32_t *out)
{
	int64_t n = 0;
	bool negative = false;
	size_t i = 0;

	s = slice_trim(s);
	if (slice_is(s, "INF")) {
		*out = DECIMALS_INF;
		return true;
	}
	if (s.n > 0 && (s.s[0] == '-' || s.s[0] == '+'))
		negative = s.s[i++] == '-';
	if (i == s.n)
		return false;
	for (; i < s.n; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
		if (n < INT32_MAX)
			n = n * 10 + (s.s[i] - '0');
	}
	if (natural && negative && n > 0)
		return false;
	if (n >= INT32_MAX)
		n = INT32_MAX - 1;
	*out = (int32_t)(negative ? -n : n);
	return true;
}

static void
add_extra(struct reader *r, struct fact *f, const xmlChar **v)
{
	struct attribute *a;

	if (f->n_extras == 0)
		f->extras = (uint32_t)r->report->attributes.n;
	a = VEC_ADD(&r->report->attributes);
	a->name = names_slot(r, v[0], v[2], v[1])->row;
	a->value = reader_keep(r, (struct slice){ (const char *)v[3],
	    (size_t)(v[4] - v[3]) });
	f->n_extras++;
}

static void
fact_nil(struct reader *r, struct fact *f, struct slice value)
{
	struct finding *finding;

	f->flags |= FACT_HAS_NIL;
	value = slice_trim(value);
	if (slice_is(value, "true") || slice_is(value, "1")) {
		f->flags |= FACT_NIL;
		return;
	}
	if (slice_is(value, "false") || slice_is(value, "0"))
		return;
	finding = reader_finding(r, F_xsi_NilNotBoolean);
	finding_arg(finding, "element", names_print(r, reader_top(r)->name));
	finding_arg(finding, "value", value);
}

/* cvc-elt.4.1 and 4.2: the name of a type that there is. */
static void
fact_type(struct reader *r, struct fact *f, struct slice value)
{
	struct finding *finding;

	uint32_t type = reader_type_named(r, value);

	if (type != NONE)
		f->type = type;
	if (type != NONE || r->report->taxonomy == NULL ||
	    f->element == NONE)
		return;
	finding = reader_finding(r, names_qname(r, value) == NONE ?
	    F_xsd_cvc_elt_4_1 : F_xsd_cvc_elt_4_2);
	finding_arg(finding, "element", names_print(r, reader_top(r)->name));
	finding_arg(finding, "value", slice_trim(value));
}

static void
fact_accuracy(struct reader *r, struct fact *f, const xmlChar **v,
    struct slice value)
{
	bool decimals = v[0] == r->words.decimals;

	if (parse_accuracy(value, !decimals,
	    decimals ? &f->decimals : &f->precision))
		return;
	f->flags |= FACT_BAD_ACCURACY;
	add_extra(r, f, v);
}

/* The references of a fact, whose numbers are asked for once its other
 * attributes are read. */
struct references {
	struct intern_key context;
	struct slice unit;
};

/* The number of a unitRef, nearly always that of the fact before. */
static uint32_t
unit_ref(struct reader *r, struct slice text)
{
	struct intern *strings = r->report->strings;

	if (!slice_eq(intern_get(strings, r->last_unit_ref), text))
		r->last_unit_ref = intern_add(strings, text);
	return r->last_unit_ref;
}

/* One attribute; false where it is none of those with a place in the row. */
static bool
fact_attribute(struct reader *r, struct fact *f, const xmlChar **v,
    struct references *refs)
{
	const struct words *w = &r->words;
	struct intern *strings = r->report->strings;
	struct slice value = { (const char *)v[3], (size_t)(v[4] - v[3]) };

	if (v[2] == NULL) {
		if (v[0] == w->context_ref) {
			refs->context = intern_key(strings,
			    slice_trim(value));
			f->flags |= FACT_HAS_CONTEXT;
		} else if (v[0] == w->unit_ref) {
			refs->unit = slice_trim(value);
			f->flags |= FACT_HAS_UNIT;
		} else if (v[0] == w->decimals || v[0] == w->precision) {
			fact_accuracy(r, f, v, value);
		} else if (v[0] == w->id) {
			f->flags |= FACT_HAS_ID;
		} else {
			return false;
		}
		return true;
	}
	if (v[2] == w->ns_xsi) {
		if (v[0] == w->nil) {
			fact_nil(r, f, value);
		} else if (v[0] == w->type) {
			f->flags |= FACT_XSI_TYPE;
			fact_type(r, f, value);
		}
		return true;
	}
	return false;
}

/* The accuracy that a type gives by default (XML Schema 1.0 part 1, 3.2.1);
 * whether it gives any. */
static bool
type_accuracy(const struct taxonomy *t, uint32_t type, int32_t *decimals,
    int32_t *precision)
{
	const struct img_type *row = taxonomy_type(t, type);
	bool any = false;
	uint32_t i;

	for (i = 0; row != NULL && i < row->n_uses; i++) {
		const struct img_attribute_use *u =
		    taxonomy_attribute_use(t, row->uses + i);
		const struct img_name *n;

		if (u == NULL)		/* a damaged image: there are no more */
			break;
		n = taxonomy_name(t, u->name);
		if (n == NULL || n->ns.len > 0 || u->value.len == 0)
			continue;
		if (taxonomy_text_is(t, n->local, "decimals"))
			any |= parse_accuracy(taxonomy_text(t, u->value),
			    false, decimals);
		else if (taxonomy_text_is(t, n->local, "precision"))
			any |= parse_accuracy(taxonomy_text(t, u->value),
			    true, precision);
	}
	return any;
}

/* Few types have such defaults: which have none is asked once a type. */
static void
accuracy_default(struct reader *r, struct fact *f)
{
	const struct taxonomy *t = r->report->taxonomy;

	if (t == NULL || f->decimals != DECIMALS_NONE ||
	    f->precision != DECIMALS_NONE || f->flags & FACT_NIL)
		return;
	if (f->type == NONE ||
	    table_find_int(&r->plain_types, f->type) != NONE)
		return;
	if (!type_accuracy(t, f->type, &f->decimals, &f->precision))
		table_add_int(&r->plain_types, f->type, f->type);
}

/* Room for the facts to come, if they come as densely as those so far: an
 * array that doubles is copied, and its old places are touched for nothing. */
static void
make_room(struct reader *r)
{
	struct report *p = r->report;
	size_t start = reader_top(r)->start, first, more;

	if (p->facts.n < p->facts.cap || p->facts.n < MANY_FACTS)
		return;
	first = (size_t)p->facts.v[0].span.offset;
	if (start <= first)
		return;
	more = (r->text.n - start) / ((start - first) / p->facts.n + 1);
	if (more > p->facts.n * MOST_GROWTH)
		more = p->facts.n * MOST_GROWTH;
	more += p->facts.n + more / 8 + 1;
	mem_grow((void **)&p->facts.v, &p->facts.cap, more,
	    sizeof(*p->facts.v));
	if (p->fact_ids.n > p->facts.n / 2)
		ids_make_room(r, more);
}

void
fact_start(struct reader *r, struct attrs a)
{
	struct report *p = r->report;
	struct frame *top = reader_top(r), *parent = reader_parent(r);
	uint8_t kind = r->kinds.v[top->name];
	struct references refs = { .unit = SLICE("") };
	struct fact *f;
	size_t i;

	if (!reader_has_room(r, p->facts.n))
		return;
	make_room(r);
	top->row = (uint32_t)p->facts.n;
	f = VEC_ADD(&p->facts);
	f->element = p->names.v[top->name].element;
	f->name = top->name;
	f->type = r->types.v[top->name];
	f->context = f->unit = NONE;
	f->parent = parent->at == AT_TUPLE ? parent->row : NONE;
	f->lang = top->lang;
	f->node = top->node;
	f->scope = namespaces_scope(r);
	f->decimals = f->precision = DECIMALS_NONE;
	for (i = 0; i < a.n; i++)
		if (!fact_attribute(r, f, a.v + 5 * i, &refs))
			add_extra(r, f, a.v + 5 * i);
	accuracy_default(r, f);
	if ((f->flags & FACT_HAS_CONTEXT) != 0)
		f->context = intern_add_key(p->strings, refs.context);
	if ((f->flags & FACT_HAS_UNIT) != 0)
		f->unit = unit_ref(r, refs.unit);
	f->id = ids_add_fact(r, attrs_get(a, NULL, r->words.id), top->row);
	if (kind == EL_TUPLE || (kind != EL_ITEM && kind != EL_HYPERCUBE &&
	    kind != EL_DIMENSION && (f->flags & FACT_HAS_CONTEXT) == 0)) {
		f->flags |= FACT_TUPLE;
		top->at = AT_TUPLE;
	} else {
		top->at = AT_ITEM;
	}
	p->n_items += (f->flags & FACT_HAS_CONTEXT) != 0;
	f->span = reader_here(r);
}

/* An element inside an item: a part of a fraction, or markup. */
void
fact_child(struct reader *r, enum at known, struct attrs a)
{
	struct frame *top = reader_top(r), *parent = reader_parent(r);
	struct fact *f = &r->report->facts.v[parent->row];

	(void)a;
	top->at = AT_IGNORED;
	if (known != AT_NUMERATOR && known != AT_DENOMINATOR) {
		f->flags |= FACT_MARKUP;
		return;
	}
	f->flags |= FACT_FRACTION;
	if (rules_child(r, parent, known)) {
		top->at = known;
		top->row = parent->row;
	}
}

void
fraction_end(struct reader *r, struct slice raw)
{
	struct frame *top = reader_top(r);
	struct fact *f = &r->report->facts.v[top->row];
	struct slice text = text_decode(raw, r->report->arena);

	if (top->has_children)
		f->flags |= FACT_MARKUP;
	if (top->at == AT_NUMERATOR) {
		f->value = text;
		return;
	}
	f->value.s = arena_printf(r->report->arena, "%.*s%c%.*s",
	    SLICE_ARG(f->value), 0, SLICE_ARG(text));
	f->flags |= FACT_DENOMINATOR;
}

static void
fraction_whole(struct reader *r)
{
	struct frame *top = reader_top(r);
	struct slice name = names_print(r, top->name);

	if (top->state < 2)
		rules_content_finding(r, AT_ITEM, slice_of(
		    arena_printf(r->scratch, "</%.*s>", SLICE_ARG(name))));
}

void
fact_end(struct reader *r, struct slice raw)
{
	struct frame *top = reader_top(r);
	struct fact *f = &r->report->facts.v[top->row];

	f->span = reader_here(r);
	if (top->at == AT_TUPLE)
		return;
	if ((f->flags & FACT_FRACTION) != 0)
		fraction_whole(r);
	else
		f->value = text_decode(raw, r->report->arena);
	if (r->options->layout)
		layout_value(r, f);
}

/* The row that a reference of a fact leads to, if it is of that kind. */
static uint32_t
target(struct reader *r, size_t fact, uint32_t id, enum id_kind kind)
{
	if (id < r->ids.n && r->ids.v[id].kind == kind)
		return r->ids.v[id].row;
	VEC_PUSH(&r->report->dangling, ((struct dangling){ (uint32_t)fact,
	    id, kind == ID_UNIT }));
	return NONE;
}

/* Until now the columns hold what the references say. */
void
facts_resolve(struct reader *r)
{
	struct report *p = r->report;
	size_t i;

	for (i = 0; i < p->facts.n; i++) {
		struct fact *f = &p->facts.v[i];

		if ((f->flags & FACT_HAS_CONTEXT) != 0)
			f->context = target(r, i, f->context, ID_CONTEXT);
		if ((f->flags & FACT_HAS_UNIT) != 0)
			f->unit = target(r, i, f->unit, ID_UNIT);
	}
}
