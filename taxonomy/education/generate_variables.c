/*
 * generate_variables.c: the variables of a rule and their filters (Variables 1.0;
 * Concept, Dimension, Period, Entity, Unit and Aspect Cover Filters 1.0).
 *
 * A variable or filter that several rules of a linkbase have alike is written once.
 */
#include "generate.h"

#include <stdio.h>
#include <string.h>

/* Whether a resource of this label has yet to be written. */
bool
first_time(struct gen *g, const char *label)
{
	if (xmlHashLookup(g->seen, BAD_CAST label) != NULL)
		return false;
	if (xmlHashAddEntry(g->seen, BAD_CAST label, g) != 0)
		g->failed = true;
	return true;
}

void
resource(struct gen *g, const char *name, const char *label)
{
	el(g, name);
	at(g, "xlink:type", "resource");
	at(g, "xlink:label", label);
}

/* Opens an arc; the caller may add attributes, then end(). */
void
arc(struct gen *g, const char *name, const char *arcrole, const char *from,
    const char *to)
{
	el(g, name);
	at(g, "xlink:type", "arc");
	at(g, "xlink:arcrole", arcrole);
	at(g, "xlink:from", from);
	at(g, "xlink:to", to);
}

static void
qname(struct gen *g, enum space sp, const char *name)
{
	char s[MAX_ID];

	snprintf(s, sizeof(s), "%s:%s", spaces[sp].prefix, name);
	text(g, s);
}

/* --- filters --- */

static void
filter_arc(struct gen *g, const char *variable, const char *filter, bool cover)
{
	arc(g, "variable:variableFilterArc", VARIABLE_FILTER, variable, filter);
	at(g, "complement", "false");
	at(g, "cover", cover ? "true" : "false");
	end(g);
}

/* Lets through what the filter does not. */
static void
unlike_arc(struct gen *g, const char *variable, const char *filter)
{
	arc(g, "variable:variableFilterArc", VARIABLE_FILTER, variable, filter);
	at(g, "complement", "true");
	at(g, "cover", "false");
	end(g);
}

static void
concept_filter(struct gen *g, const struct variable *v, const char *label)
{
	size_t i;

	if (!first_time(g, label))
		return;
	resource(g, "cf:conceptName", label);
	for (i = 0; i < v->n_items; i++) {
		el(g, "cf:concept");
		el(g, "cf:qname");
		qname(g, SP_DATA, v->item[i]->r->f[C_NAME]);
		end(g);
		end(g);
	}
	end(g);
}

static const struct row *
axis_of(const struct gen *g, const struct row *r)
{
	while (r != NULL && strcmp(r->f[D_KIND], "axis") != 0)
		r = find_row(&g->dims, D_NAME, r->f[D_PARENT]);
	return r;		/* parents come first, so this ends */
}

static void
member_filter(struct gen *g, const struct row *member, const char *label)
{
	if (!first_time(g, label))
		return;
	resource(g, "df:explicitDimension", label);
	el(g, "df:dimension");
	el(g, "df:qname");
	qname(g, SP_AXES, axis_of(g, member)->f[D_NAME]);
	end(g);
	end(g);
	el(g, "df:member");
	el(g, "df:qname");
	qname(g, SP_DOMAINS, member->f[D_NAME]);
	end(g);
	end(g);
	end(g);
}

static void
period_filter(struct gen *g, bool instant, const char *label)
{
	if (!first_time(g, label))
		return;
	resource(g, instant ? "pf:periodInstant" : "pf:periodEnd", label);
	at(g, "date", "$FinancialReportingPeriodCurrentEndDate");
	end(g);
}

static void
cover_all(struct gen *g)
{
	if (!first_time(g, "cover_all"))
		return;
	resource(g, "acf:aspectCover", "cover_all");
	el(g, "acf:aspect");
	text(g, "all");
	end(g);
	end(g);
}

/* --- variables --- */

static void
filters(struct gen *g, const struct rule *u, const struct variable *v,
    const char *variable)
{
	const struct item *it = v->item[0];
	bool instant = strcmp(it->r->f[C_PERIOD], "instant") == 0;
	char label[MAX_ID];
	size_t i;

	if (v->several)
		snprintf(label, sizeof(label), "lines_%s", u->r->f[U_ID]);
	else
		snprintf(label, sizeof(label), "line_%s", it->r->f[C_NAME]);
	concept_filter(g, v, label);
	filter_arc(g, variable, label, !v->several);
	if (it->role->f[R_AXES][0] == '\0') {
		cover_all(g);
		filter_arc(g, variable, "cover_all", true);
	}
	for (i = 0; i < v->n_members; i++) {
		snprintf(label, sizeof(label), "member_%s",
		    v->member[i]->f[D_NAME]);
		member_filter(g, v->member[i], label);
		filter_arc(g, variable, label, true);
	}
	if (v->current) {
		period_filter(g, instant, instant ? "current_instant" :
		    "current_duration");
		filter_arc(g, variable, instant ? "current_instant" :
		    "current_duration", false);
	}
}

static void
variable_arc(struct gen *g, const char *assertion, const char *variable,
    const char *name, unsigned order)
{
	arc(g, "variable:variableArc", VARIABLE_SET, assertion, variable);
	at(g, "name", name);
	atf(g, "order", "%u", order);
	end(g);
}

void
fact_variable(struct gen *g, const struct rule *u, const struct variable *v,
    const char *assertion, unsigned order)
{
	static const char *const value[] = { NULL, "()", "0" };
	static const char *const suffix[] = { "", "_or_nothing", "_or_0" };
	char label[MAX_ID * 2];

	snprintf(label, sizeof(label), "variable_%s%s%s%s", v->several ?
	    u->r->f[U_ID] : "", v->several ? "_" : "", v->name,
	    suffix[v->fallback]);
	if (first_time(g, label)) {
		resource(g, "variable:factVariable", label);
		at(g, "bindAsSequence", "false");
		if (value[v->fallback] != NULL)
			at(g, "fallbackValue", value[v->fallback]);
		end(g);
		filters(g, u, v, label);
	}
	variable_arc(g, assertion, label, v->name, order);
}

static void
amounts_filter(struct gen *g)
{
	if (!first_time(g, "amounts"))
		return;
	resource(g, "cf:conceptDataType", "amounts");
	at(g, "strict", "false");
	el(g, "cf:type");
	el(g, "cf:qname");
	text(g, "xbrli:monetaryItemType");
	end(g);
	end(g);
	end(g);
}

/* The filter that facts of the rule's `let` do not pass. */
static void
unlike_filter(struct gen *g, const struct rule *u, const char *label)
{
	switch (u->let_kind) {
	case LET_VALUE:
		break;
	case LET_ENTITY:
		resource(g, "ef:specificIdentifier", label);
		at(g, "scheme", "$identifier-scheme");
		at(g, "value", str(u->select));
		end(g);
		break;
	case LET_SCHEME:
		resource(g, "ef:specificScheme", label);
		at(g, "scheme", str(u->select));
		end(g);
		break;
	case LET_CURRENCY:
		resource(g, "uf:singleMeasure", label);
		el(g, "uf:measure");
		el(g, "uf:qnameExpression");
		text(g, "QName('" XBRL "iso4217', ");
		text(g, str(u->select));
		text(g, ")");
		end(g);
		end(g);
		end(g);
		break;
	}
}

void
let_variable(struct gen *g, const struct rule *u, const char *assertion,
    unsigned order)
{
	bool facts = u->let_kind != LET_VALUE;
	char label[MAX_ID], filter[MAX_ID];

	snprintf(label, sizeof(label), "let_%s", u->r->f[U_ID]);
	snprintf(filter, sizeof(filter), "unlike_%s", u->r->f[U_ID]);
	resource(g, facts ? "variable:factVariable" :
	    "variable:generalVariable", label);
	at(g, "bindAsSequence", "true");
	at(g, facts ? "fallbackValue" : "select", facts ? "()" :
	    str(u->select));
	end(g);
	if (facts) {
		unlike_filter(g, u, filter);
		unlike_arc(g, label, filter);
		cover_all(g);
		filter_arc(g, label, "cover_all", true);
	}
	if (u->let_kind == LET_CURRENCY) {
		amounts_filter(g);
		filter_arc(g, label, "amounts", false);
	}
	variable_arc(g, assertion, label, u->let, order);
}
