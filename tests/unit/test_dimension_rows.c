/*
 * test_dimension_rows.c: dimension_finish over hand-made rows: Dimensions
 * 1.0, section 2, without schemas and linkbases.
 */
#include "tests/tap.h"

#include "taxonomy/dts.h"
#include "taxonomy/image_write.h"
#include "taxonomy/taxonomy.h"

static struct dts *d;

static void
begin(void)
{
	d = mem_calloc(1, sizeof(*d));
	d->arena = arena_new();
	d->findings = findings_new();
	VEC_PUSH(&d->strings, '\0');
	(void)VEC_ADD(&d->documents);
	d->documents.v[0].uri = dts_string(d, SLICE("file:///t.xsd"));
}

static void
end(void)
{
	dts_free(d);
	d = NULL;
}

static uint32_t
element(const char *local, enum element_kind kind, uint8_t flags)
{
	struct img_element e = { .substitution = NONE, .type = NONE,
	    .typed_domain = NONE };
	uint32_t row = (uint32_t)d->elements.n;

	e.name = dts_name(d, SLICE("urn:t"), slice_of(local));
	d->names.v[e.name].element = row;
	e.kind = (uint8_t)kind;
	e.flags = flags;
	VEC_PUSH(&d->elements, e);
	return row;
}

/* Opens a network; the arcs that follow are its. */
static void
network(const char *role, const char *arcrole)
{
	struct img_network n = { .first = (uint32_t)d->relationships.n };

	n.role = dts_string(d, slice_of(role));
	n.arcrole = dts_string(d, slice_of(arcrole));
	n.link = dts_name(d, SLICE("urn:l"), SLICE("definitionLink"));
	n.arc = dts_name(d, SLICE("urn:l"), SLICE("definitionArc"));
	VEC_PUSH(&d->networks, n);
}

static void
arc(uint32_t from, uint32_t to, const char *target_role, uint16_t flags)
{
	struct img_relationship r = { .from = NODE(NODE_ELEMENT, from),
	    .to = NODE(NODE_ELEMENT, to), .flags = flags };

	r.target_role = dts_string(d, slice_of(target_role));
	r.line = (uint32_t)d->relationships.n + 1;
	VEC_PUSH(&d->relationships, r);
	d->networks.v[d->networks.n - 1].count++;
}

/* The codes of all findings, in order, each followed by a space. */
static const char *
codes(void)
{
	static char out[4096];
	uint32_t i;

	out[0] = '\0';
	for (i = 0; i < findings_count(d->findings); i++) {
		size_t n = strlen(out);

		snprintf(out + n, sizeof(out) - n, "%s ",
		    message_of(findings_get(d->findings, i)->code)->code);
	}
	return out;
}

/* The primary row of an element in a role, or NULL. */
static const struct img_primary *
primary(uint32_t e, const char *role)
{
	size_t i;

	for (i = 0; i < d->primaries.n; i++)
		if (d->primaries.v[i].element == e && slice_is(dts_text(d,
		    d->networks.v[d->primaries.v[i].network].role), role))
			return &d->primaries.v[i];
	return NULL;
}

static uint32_t
cubes_of(uint32_t e, const char *role)
{
	const struct img_primary *p = primary(e, role);

	return p == NULL ? 0 : p->n_cubes;
}

static bool
has(uint32_t domain, uint32_t e)
{
	const struct img_domain *dom = &d->domains.v[domain];
	uint32_t at = e - dom->base;

	return e >= dom->base && at / 64 < dom->n_words &&
	    (d->domain_bits.v[dom->bits + at / 64] >> at % 64 & 1) != 0;
}

/* --- 2.6.1 --- */

static void
test_inheritance(void)
{
	uint32_t p1, p2, p3, p5, h1, h2;

	begin();
	p1 = element("p1", EL_ITEM, 0);
	p2 = element("p2", EL_ITEM, 0);
	p3 = element("p3", EL_ITEM, 0);
	p5 = element("p5", EL_ITEM, 0);
	h1 = element("h1", EL_HYPERCUBE, 0);
	h2 = element("h2", EL_HYPERCUBE, 0);
	network("link1", ARCROLE_ALL);
	arc(p1, h2, "", REL_SEGMENT);
	arc(p2, h1, "", REL_SCENARIO | REL_CLOSED);
	network("link1", ARCROLE_DOMAIN_MEMBER);
	arc(p1, p2, ROLE_LINK, 0);
	arc(p2, p5, "", REL_UNUSABLE);
	network(ROLE_LINK, ARCROLE_DOMAIN_MEMBER);
	arc(p2, p3, "", 0);
	arc(p3, p1, "", 0);		/* nobody's heir is p1 in link1 */
	dimension_finish(d);

	is_str(codes(), "", "no findings");
	is_int((long long)d->cubes.n, 2, "a cube for each arc");
	is_int(cubes_of(p1, "link1"), 1, "the source has its cube");
	is_int(cubes_of(p2, "link1"), 2, "the child has its own and inherits");
	is_int(cubes_of(p3, "link1"), 1, "inherited through a targetRole");
	is_int(d->primary_cubes.v[primary(p3, "link1")->cubes],
	    d->primary_cubes.v[primary(p1, "link1")->cubes],
	    "it is the cube of the grandparent, not of the parent");
	is_int(cubes_of(p5, "link1"), 1,
	    "a targetRole keeps what is above out; usable does not matter");
	is_int(d->cubes.v[d->primary_cubes.v[primary(p5, "link1")->cubes]]
	    .element, h1, "of the parent's own cube");
	is_int((long long)d->primary_cubes.n, 4,
	    "equal lists are stored once");
	ok(d->cubes.v[1].closed && !d->cubes.v[0].closed, "closed");
	ok(!d->cubes.v[1].segment && d->cubes.v[0].segment, "container");
	end();
}

static void
test_roles_apart(void)
{
	uint32_t p, c, h;

	begin();
	p = element("p", EL_ITEM, 0);
	c = element("c", EL_ITEM, 0);
	h = element("h", EL_HYPERCUBE, 0);
	network("a", ARCROLE_ALL);
	arc(p, h, "", REL_SEGMENT);
	network("b", ARCROLE_ALL);
	arc(p, h, "", REL_SEGMENT);
	network("b", ARCROLE_NOT_ALL);
	arc(c, h, "", REL_SEGMENT);
	network("b", ARCROLE_DOMAIN_MEMBER);
	arc(p, c, "", 0);
	dimension_finish(d);
	is_int(cubes_of(p, "a"), 1, "one in role a");
	is_int(cubes_of(p, "b"), 1, "one in role b");
	is_int(cubes_of(c, "a"), 0, "nothing to inherit in role a");
	is_int(cubes_of(c, "b"), 2, "all and notAll together in role b");
	is_int((long long)d->primary_cubes.n, 4, "four list places");
	ok(d->cubes.v[d->primary_cubes.v[primary(c, "b")->cubes + 1]].not_all,
	    "the second is the notAll");
	end();
}

/* --- 2.5.3.3 --- */

static void
test_domain(void)
{
	uint32_t p, h, h2, x, y, t, dom, m[200], i;

	begin();
	p = element("p", EL_ITEM, 0);
	h = element("h", EL_HYPERCUBE, 0);
	h2 = element("h2", EL_HYPERCUBE, 0);
	t = element("t", EL_DIMENSION, EL_TYPED);
	x = element("x", EL_DIMENSION, 0);
	y = element("y", EL_DIMENSION, 0);
	dom = element("dom", EL_ITEM, 0);
	for (i = 0; i < 200; i++) {
		char name[16];

		snprintf(name, sizeof(name), "m%u", i);
		m[i] = element(name, EL_ITEM, 0);
	}
	network("r", ARCROLE_ALL);
	arc(p, h, "cube", REL_SEGMENT);
	arc(p, h2, "cube", REL_SEGMENT);
	network("cube", ARCROLE_HYPERCUBE_DIM);
	arc(h, y, "doms", 0);
	arc(h, x, "doms", 0);
	arc(h, t, "", 0);
	arc(h2, x, "", 0);
	network("doms", ARCROLE_DIM_DOMAIN);
	arc(x, dom, "members", REL_UNUSABLE);
	arc(y, dom, "members", REL_UNUSABLE);
	network("members", ARCROLE_DOMAIN_MEMBER);
	arc(dom, m[0], "", 0);
	arc(dom, m[1], "more", 0);
	arc(m[0], m[2], "", REL_UNUSABLE);
	arc(m[0], m[4], "", 0);
	network("more", ARCROLE_DOMAIN_MEMBER);
	arc(m[1], m[199], "", 0);
	arc(m[1], m[2], "", 0);		/* usable here, not there */
	arc(m[0], m[3], "", 0);		/* m0 is not reached in this role */
	dimension_finish(d);

	/* No roleRef anywhere: each arc with a targetRole says so (2.4.3). */
	is_int(findings_count(d->findings), 7, "targetRoles without roleRef");
	is_int((long long)d->cube_dimensions.n, 4, "dimensions of two cubes");
	is_int(d->cube_dimensions.v[0].dimension, t, "by dimension");
	ok(d->cube_dimensions.v[0].domain == NONE, "typed: no domain");
	is_int(d->cube_dimensions.v[1].domain, d->cube_dimensions.v[2].domain,
	    "equal domains are one row");
	i = d->cube_dimensions.v[1].domain;
	ok(!has(i, dom), "usable=false on dimension-domain");
	ok(has(i, m[0]) && has(i, m[1]), "members");
	ok(has(i, m[199]), "through a targetRole of domain-member");
	ok(!has(i, m[2]), "unusable once is unusable");
	ok(has(i, m[4]), "below a member");
	ok(!has(i, m[3]), "not of a role that is not followed");
	i = d->cube_dimensions.v[3].domain;
	is_int(d->domains.v[i].n_words, 0,
	    "no targetRole, no arcs in the role: an empty domain");
	end();
}

/* --- 2.4.3 --- */

/* domain -> member in r1 (going on in `on`), member -> domain in r2. */
static const char *
cycle(const char *on, const char *back, bool reached)
{
	static char out[200];
	uint32_t p, h, x, a, b;

	begin();
	p = element("p", EL_ITEM, 0);
	h = element("h", EL_HYPERCUBE, 0);
	x = element("x", EL_DIMENSION, 0);
	a = element("a", EL_ITEM, 0);
	b = element("b", EL_ITEM, 0);
	network(ROLE_LINK, ARCROLE_ALL);
	if (reached)
		arc(p, h, "", REL_SEGMENT);
	network(ROLE_LINK, ARCROLE_HYPERCUBE_DIM);
	arc(h, x, "", 0);
	network(ROLE_LINK, ARCROLE_DIM_DOMAIN);
	arc(x, a, "", 0);
	network(ROLE_LINK, ARCROLE_DOMAIN_MEMBER);
	arc(a, b, on, 0);
	network("r2", ARCROLE_DOMAIN_MEMBER);
	arc(b, a, back, 0);
	dimension_finish(d);
	snprintf(out, sizeof(out), "%s", codes());
	end();
	return out;
}

/* A cycle inside r2, with arcs before and after it in other roles. */
static void
test_cycle_in_one_role(void)
{
	uint32_t p, h, x, a, b, c, e;

	begin();
	p = element("p", EL_ITEM, 0);
	h = element("h", EL_HYPERCUBE, 0);
	x = element("x", EL_DIMENSION, 0);
	a = element("a", EL_ITEM, 0);
	b = element("b", EL_ITEM, 0);
	c = element("c", EL_ITEM, 0);
	e = element("e", EL_ITEM, 0);
	network("r", ARCROLE_ALL);
	arc(p, h, "", REL_SEGMENT);
	network("r", ARCROLE_HYPERCUBE_DIM);
	arc(h, x, "", 0);
	network("r", ARCROLE_DIM_DOMAIN);
	arc(x, a, "", 0);
	network("r", ARCROLE_DOMAIN_MEMBER);
	arc(a, b, "r2", 0);
	network("r2", ARCROLE_DOMAIN_MEMBER);
	arc(b, c, "", 0);
	arc(c, b, "", 0);
	arc(c, e, ROLE_LINK, 0);
	network(ROLE_LINK, ARCROLE_DOMAIN_MEMBER);
	arc(e, p, "", REL_UNUSABLE);
	dimension_finish(d);
	is_str(codes(), "xbrldte:TargetRoleNotResolvedError ",
	    "a cycle in one base set is XBRL 2.1's");
	end();
}

static void
test_cycles(void)
{
	test_cycle_in_one_role();
	is_str(cycle("", "", true), "", "the way back is not followed");
	is_str(cycle("r2", ROLE_LINK, true),
	    "xbrldte:TargetRoleNotResolvedError "
	    "xbrldte:DRSDirectedCycleError ", "a cycle over two roles");
	is_str(cycle("r2", "", true), "xbrldte:TargetRoleNotResolvedError "
	    "xbrldte:DRSDirectedCycleError ",
	    "two consecutive arcs as if in one link");
	is_str(cycle("r2", "", false),
	    "xbrldte:TargetRoleNotResolvedError ", "no cube, no set");
}

/* --- 2.5.3.2.1 --- */

static const char *
polymorphism(uint16_t flags)
{
	static char out[200];
	uint32_t p, c, h, x, dom;

	begin();
	p = element("p", EL_ITEM, 0);
	c = element("c", EL_ITEM, 0);
	h = element("h", EL_HYPERCUBE, 0);
	x = element("x", EL_DIMENSION, 0);
	dom = element("dom", EL_ITEM, 0);
	network("r", ARCROLE_ALL);
	arc(p, h, "", REL_SEGMENT);
	network("r", ARCROLE_HYPERCUBE_DIM);
	arc(h, x, "", 0);
	network("r", ARCROLE_DIM_DOMAIN);
	arc(x, dom, "", 0);
	network("r", ARCROLE_DOMAIN_MEMBER);
	arc(p, c, "", 0);
	arc(dom, c, "", flags);
	dimension_finish(d);
	snprintf(out, sizeof(out), "%s", codes());
	end();
	return out;
}

static void
test_polymorphism(void)
{
	is_str(polymorphism(0), "xbrldte:PrimaryItemPolymorphismError ",
	    "an heir that is a member too");
	is_str(polymorphism(REL_UNUSABLE), "", "not where it is unusable");
}

/* --- 2.7 --- */

static void
test_defaults(void)
{
	uint32_t x, y, a, b;

	begin();
	y = element("y", EL_DIMENSION, 0);
	x = element("x", EL_DIMENSION, 0);
	a = element("a", EL_ITEM, 0);
	b = element("b", EL_ITEM, 0);
	network("r", ARCROLE_DIM_DEFAULT);
	arc(x, a, "", 0);
	arc(y, a, "", 0);
	network("s", ARCROLE_DIM_DEFAULT);
	arc(x, a, "", 0);
	arc(y, b, "", 0);
	dimension_finish(d);
	is_str(codes(), "xbrldte:TooManyDefaultMembersError ",
	    "two members in two roles; the same twice is fine");
	is_int((long long)d->defaults.n, 2, "two defaults");
	is_int(d->defaults.v[0].dimension, y, "by dimension");
	is_int(d->defaults.v[0].member, a, "the first one counts");
	end();
}

/* --- ends of arcs --- */

static void
test_ends(void)
{
	static const struct {
		const char *arcrole, *from, *to, *code;
	} cases[] = {
		{ ARCROLE_ALL, "dim", "cube", "HasHypercubeSourceError" },
		{ ARCROLE_NOT_ALL, "tuple", "cube",
		  "HasHypercubeSourceError" },
		{ ARCROLE_ALL, "item", "dim", "HasHypercubeTargetError" },
		{ ARCROLE_HYPERCUBE_DIM, "item", "dim",
		  "HypercubeDimensionSourceError" },
		{ ARCROLE_HYPERCUBE_DIM, "cube", "cube",
		  "HypercubeDimensionTargetError" },
		{ ARCROLE_DIM_DOMAIN, "item", "item2",
		  "DimensionDomainSourceError" },
		{ ARCROLE_DIM_DOMAIN, "typed", "item",
		  "DimensionDomainSourceError" },
		{ ARCROLE_DIM_DOMAIN, "dim", "cube",
		  "DimensionDomainTargetError" },
		{ ARCROLE_DOMAIN_MEMBER, "cube", "item",
		  "DomainMemberSourceError" },
		{ ARCROLE_DOMAIN_MEMBER, "item", "dim",
		  "DomainMemberTargetError" },
		{ ARCROLE_DIM_DEFAULT, "typed", "item",
		  "DimensionDefaultSourceError" },
		{ ARCROLE_DIM_DEFAULT, "dim", "dim",
		  "DimensionDefaultTargetError" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char want[100];
		const struct img_name *from, *to;

		begin();
		(void)element("item", EL_ITEM, 0);
		(void)element("item2", EL_ITEM, 0);
		(void)element("cube", EL_HYPERCUBE, 0);
		(void)element("dim", EL_DIMENSION, 0);
		(void)element("typed", EL_DIMENSION, EL_TYPED);
		(void)element("tuple", EL_TUPLE, 0);
		from = &d->names.v[dts_name_find(d, SLICE("urn:t"),
		    slice_of(cases[i].from))];
		to = &d->names.v[dts_name_find(d, SLICE("urn:t"),
		    slice_of(cases[i].to))];
		snprintf(want, sizeof(want), "xbrldte:%s ", cases[i].code);
		{
			uint32_t f = from->element, t = to->element;

			network("r", cases[i].arcrole);
			arc(f, t, "", REL_SEGMENT);
		}
		dimension_finish(d);
		is_str(codes(), want, want);
		end();
	}
	begin();
	{
		uint32_t p = element("p", EL_ITEM, 0);
		uint32_t h = element("h", EL_HYPERCUBE, 0);

		network("r", ARCROLE_ALL);
		arc(p, h, "", 0);
	}
	dimension_finish(d);
	is_str(codes(),
	    "xbrldte:HasHypercubeMissingContextElementAttributeError ",
	    "no contextElement");
	is_int((long long)d->cubes.n, 0, "and no cube");
	end();
}

/* --- Extensible Enumerations 2.0, 4 and 5 --- */

static uint32_t
enumeration(uint32_t head, const char *role, uint8_t head_usable)
{
	struct img_enum_concept c = { .head = head, .domain = NONE,
	    .form = ENUM_URI, .head_usable = head_usable };

	c.element = element(arena_printf(d->arena, "c%zu",
	    d->enum_concepts.n), EL_ITEM, 0);
	c.role = dts_string(d, slice_of(role));
	VEC_PUSH(&d->enum_concepts, c);
	return (uint32_t)d->enum_concepts.n - 1;
}

static void
test_enumerations(void)
{
	uint32_t head, a, b, plain, again, usable, circle, other;
	const struct img_enum_concept *c;

	begin();
	head = element("head", EL_ITEM, 0);
	a = element("a", EL_ITEM, 0);
	b = element("b", EL_ITEM, 0);
	plain = enumeration(head, "r", 0);
	again = enumeration(head, "r", 0);
	usable = enumeration(head, "r", 1);
	circle = enumeration(head, "circle", 0);
	other = enumeration(head, "none", 0);
	(void)enumeration(NONE, "r", 0);
	network("r", ARCROLE_DOMAIN_MEMBER);
	arc(head, a, "", 0);
	arc(a, b, "", REL_UNUSABLE);
	network("circle", ARCROLE_DOMAIN_MEMBER);
	arc(head, b, "", 0);
	arc(b, head, "", 0);
	dimension_finish(d);
	c = d->enum_concepts.v;
	is_int((long long)d->domains.n, 4, "a domain for each set of members");
	ok(c[plain].domain == c[again].domain, "made once");
	ok(has(c[plain].domain, a) && !has(c[plain].domain, b) &&
	    !has(c[plain].domain, head), "usable members, not the head");
	ok(has(c[usable].domain, a) && has(c[usable].domain, head),
	    "the head where it is usable");
	ok(has(c[circle].domain, b) && !has(c[circle].domain, head),
	    "arcs that lead to the head do not count");
	is_int(d->domains.v[c[other].domain].n_words, 0,
	    "a role without arcs: none");
	is_int(c[other + 1].domain, NONE, "without a head nothing is known");
	is_str(codes(), "", "no findings");
	end();
}

static void
test_members(void)
{
	uint32_t e[140], member = NONE, element_row, i, n = 0;
	struct taxonomy *t = NULL;
	struct arena *arena;
	struct slice image;
	const char *why = "";

	begin();
	for (i = 0; i < 140; i++)
		e[i] = element(arena_printf(d->arena, "e%u", i), EL_ITEM, 0);
	(void)enumeration(e[0], "r", 0);
	network("r", ARCROLE_DOMAIN_MEMBER);
	arc(e[0], e[3], "", 0);
	arc(e[0], e[66], "", 0);
	arc(e[0], e[67], "", 0);
	arc(e[0], e[139], "", 0);
	dimension_finish(d);
	element_row = d->enum_concepts.v[0].element;
	image = image_write(d);
	arena = arena_new();
	if (ok(taxonomy_open_bytes(&t, image, arena, &why) == 0, "image: %s",
	    why)) {
		static const uint32_t want[] = { 3, 66, 67, 139 };
		const struct img_enum_concept *c = taxonomy_enumerated(t,
		    element_row);

		while (n < 4 && c != NULL && (member = taxonomy_next_member(t,
		    c->domain, member)) != NONE)
			is_int(member, want[n++], "members in their order");
		is_int(n, 4, "all of them");
		is_int(taxonomy_next_member(t, 0, 139), NONE, "and no more");
		is_int(taxonomy_next_member(t, NONE, NONE), NONE, "no domain");
		ok(taxonomy_enumerated(t, e[3]) == NULL, "no enumeration");
		is_int(taxonomy_find_uri(t, SLICE("urn:t#e3")), 3, "a URI");
		is_int(taxonomy_find_uri(t, SLICE("urn:t#e140")), NONE,
		    "that names nothing");
		is_int(taxonomy_find_uri(t, SLICE("urn:t")), NONE, "no #");
		is_int(taxonomy_find_uri(t, SLICE("#e3")), NONE,
		    "no namespace");
		is_int(taxonomy_find_uri(t, SLICE("")), NONE, "nothing");
		is_int(taxonomy_find_uri(t, SLICE_NONE), NONE, "none");
	}
	taxonomy_close(t);
	mem_free((void *)(uintptr_t)image.s);
	arena_free(arena);
	end();
}

int
main(void)
{
	test_enumerations();
	test_members();
	test_inheritance();
	test_roles_apart();
	test_domain();
	test_cycles();
	test_polymorphism();
	test_defaults();
	test_ends();
	return done();
}
