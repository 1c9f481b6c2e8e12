/*
 * xbrl_xml_unit.c: units (XBRL 2.1, 4.8).  Measures are QNames in the scope
 * of their element; a unit without a divide has only a numerator.
 */
#include "ingest/xbrl_xml.h"

void
unit_start(struct reader *r, struct attrs a)
{
	struct report *p = r->report;
	struct frame *top = reader_top(r);
	struct unit *u;

	if (!reader_has_room(r, p->units.n))
		return;
	top->row = (uint32_t)p->units.n;
	u = VEC_ADD(&p->units);
	u->span = reader_here(r);
	u->node = top->node;
	u->id = ids_add(r, attrs_get(a, NULL, r->words.id), ID_UNIT,
	    top->row);
	r->unit.numerator.n = r->unit.denominator.n = 0;
}

void
unit_measure(struct reader *r, struct slice raw)
{
	struct slice text = text_decode(raw, r->scratch);
	struct finding *f;
	bool good;
	uint32_t name = names_qname_or_text(r, text, &good);

	if (!good) {
		f = reader_finding(r, F_xbrl_4_8_2_MeasureName);
		finding_arg(f, "element", names_print(r, reader_top(r)->name));
		finding_arg(f, "value", slice_trim(text));
	}
	if (reader_parent(r)->at == AT_UNIT_DENOMINATOR)
		VEC_PUSH(&r->unit.denominator, name);
	else
		VEC_PUSH(&r->unit.numerator, name);
}

void
unit_end(struct reader *r)
{
	struct report *p = r->report;
	uint32_t row = reader_top(r)->row;
	struct unit *u = &p->units.v[row];
	size_t i;

	u->span = reader_here(r);
	u->measures = (uint32_t)p->measures.n;
	u->n_numerator = (uint32_t)r->unit.numerator.n;
	u->n_denominator = (uint32_t)r->unit.denominator.n;
	for (i = 0; i < r->unit.numerator.n; i++)
		VEC_PUSH(&p->measures, r->unit.numerator.v[i]);
	for (i = 0; i < r->unit.denominator.n; i++)
		VEC_PUSH(&p->measures, r->unit.denominator.v[i]);
	u->s_equal = aspects_unit(r, row);
}
