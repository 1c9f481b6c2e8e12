/*
 * references.c: how a report refers to its taxonomy (XBRL 2.1, 4.2 to 4.5).
 *
 * 4.2.2: a schemaRef points to a schema.
 * 3.5.4: the pointers of references are names or element() pointers.
 * 4.3.2, 4.3.4: a linkbaseRef points to a linkbase that holds what its role
 *        promises.
 * 4.3.3: a linkbaseRef has the arcrole for linkbases.
 * 4.4, 3.5.2.4: a roleRef points to the roleType of its roleURI; a role is
 *        announced once.
 * 4.5, 3.5.2.5: the same of arcroleRef and arcroleType.
 *
 * That there is a schemaRef at all (4.2) is judged while reading.
 */
#include "base/hash.h"
#include "base/uri.h"
#include "validate/announced.h"
#include "validate/rule.h"
#include "validate/validate.h"

#define ARCROLE_LINKBASE "http://www.w3.org/1999/xlink/properties/linkbase"

/* --- documents: 4.2.2, 4.3.2, 4.3.4 --- */

static bool
document_is(const void *ctx, uint32_t row, const void *key)
{
	return slice_eq(taxonomy_text(ctx, taxonomy_document(ctx, row)->uri),
	    *(const struct slice *)key);
}

static uint64_t
hash_uri(struct slice uri)
{
	return hash_bytes(uri.s, uri.n, hash_salt());
}

static void
index_documents(const struct taxonomy *t, struct table *out)
{
	uint32_t i, n = taxonomy_count(t, SEC_DOCUMENTS);

	for (i = 0; i < n; i++)
		table_add(out, hash_uri(taxonomy_text(t,
		    taxonomy_document(t, i)->uri)), i);
}

/* NULL where the document was not read: that is a finding of the taxonomy. */
static const struct img_document *
document_of(const struct report *r, const struct table *documents,
    const struct reference *ref)
{
	struct slice fragment, uri;
	const struct img_document *d;
	uint32_t row;

	if (r->taxonomy == NULL || ref->href.n == 0)
		return NULL;
	uri = uri_split(ref->uri, &fragment);
	row = table_find(documents, hash_uri(uri), document_is, r->taxonomy,
	    &uri);
	d = row == NONE ? NULL : taxonomy_document(r->taxonomy, row);
	return d == NULL || d->kind >= DOC_OTHER ? NULL : d;
}

static void
ref_finding(const struct report *r, const struct reference *ref,
    enum finding_code code, struct findings *fs)
{
	struct finding *f = rule_at(fs, code, r, ref->span);

	finding_arg(f, "href", ref->href);
	if (ref->kind == REF_LINKBASE)
		finding_arg(f, "role", ref->role);
}

/* 3.5.4 */
static void
check_pointer(const struct report *r, const struct reference *ref,
    struct arena *a, struct findings *fs)
{
	struct slice fragment;

	(void)uri_split(ref->uri, &fragment);
	if (!taxonomy_pointer_good(fragment, a))
		finding_arg(rule_at(fs, F_xbrl_3_5_4_XPointer, r, ref->span),
		    "href", ref->href);
}

static void
check_schema_ref(const struct report *r, const struct reference *ref,
    const struct table *documents, struct findings *fs)
{
	const struct img_document *d = document_of(r, documents, ref);

	if (d != NULL && d->kind != DOC_SCHEMA)
		ref_finding(r, ref, F_xbrl_4_2_SchemaRefTarget, fs);
}

static void
check_linkbase_ref(const struct report *r, const struct reference *ref,
    const struct table *documents, struct findings *fs)
{
	const struct img_document *d = document_of(r, documents, ref);

	if (!slice_is(ref->arcrole, ARCROLE_LINKBASE))
		ref_finding(r, ref, F_xbrl_4_3_3_LinkbaseRefArcrole, fs);
	if (d != NULL && (d->holds & HOLDS_LINKBASE) == 0)
		ref_finding(r, ref, F_xbrl_4_3_2_LinkbaseRefTarget, fs);
	else if (d != NULL && !taxonomy_ref_fits(d, ref->role))
		ref_finding(r, ref, F_xbrl_4_3_4_LinkbaseRefContent, fs);
}

/* --- roles: 4.4, 4.5 --- */

/* Whether the href names the definition of the role: its document and its id. */
static bool
points_to(const struct taxonomy *t, const struct img_role *role,
    struct slice uri)
{
	const struct img_document *d = taxonomy_document(t, role->document);
	struct slice fragment, doc = uri_split(uri, &fragment);

	if (d == NULL || !slice_eq(taxonomy_text(t, d->uri), doc))
		return false;
	/* element(NAME) is another way to write the id.  Of other pointers,
	 * paths of children, the document is what can be compared. */
	if (slice_starts(fragment, SLICE("element(")) &&
	    slice_ends(fragment, SLICE(")"))) {
		fragment = slice_from(fragment, 8);
		fragment.n--;
		if (memchr(fragment.s, '/', fragment.n) != NULL ||
		    memchr(fragment.s, ')', fragment.n) != NULL)
			return true;
	}
	return slice_ends(fragment, SLICE(")")) ||
	    slice_eq(taxonomy_text(t, role->id), fragment);
}

/* The definitions by role, so that thousands of them cost no square. */
struct roles {
	const struct report *r;
	struct announced announced;
	struct table defined[2];	/* first rows of roles, of arcroles */
	VEC(uint32_t) next[2];		/* the next row of the same URI */
};

struct role_key {
	struct slice uri;
	enum ref_kind kind;
};

static const struct img_role *
definition(const struct taxonomy *t, bool role, uint32_t row)
{
	return role ? taxonomy_role(t, row) : taxonomy_arcrole(t, row);
}

static bool
defined_is(const void *ctx, uint32_t row, const void *key)
{
	const struct role_key *k = key;

	return slice_eq(taxonomy_text(ctx, definition(ctx,
	    k->kind == REF_ROLE, row)->uri), k->uri);
}

/* Indexes the definitions; the last of a URI comes first. */
static void
index_definitions(struct roles *s, bool role)
{
	const struct taxonomy *t = s->r->taxonomy;
	uint32_t n = taxonomy_count(t, role ? SEC_ROLES : SEC_ARCROLES), i,
	    first;
	struct role_key key = { .kind = role ? REF_ROLE : REF_ARCROLE };

	for (i = n; i-- > 0;)
		VEC_PUSH(&s->next[role], NONE);
	for (i = 0; i < n; i++) {
		key.uri = taxonomy_text(t, definition(t, role, i)->uri);
		first = table_find(&s->defined[role], hash_uri(key.uri),
		    defined_is, t, &key);
		if (first == NONE) {
			table_add(&s->defined[role], hash_uri(key.uri), i);
			continue;
		}
		s->next[role].v[i] = s->next[role].v[first];
		s->next[role].v[first] = i;
	}
}

static bool
is_defined_there(const struct roles *s, const struct reference *ref)
{
	const struct taxonomy *t = s->r->taxonomy;
	bool role = ref->kind == REF_ROLE;
	struct role_key key = { .uri = ref->role_uri, .kind = ref->kind };
	uint32_t i = table_find(&s->defined[role], hash_uri(key.uri),
	    defined_is, t, &key);

	for (; i != NONE; i = s->next[role].v[i])
		if (points_to(t, definition(t, role, i), ref->uri))
			return true;
	return false;
}

static void
role_finding(const struct report *r, const struct reference *ref,
    enum finding_code code, struct findings *fs)
{
	struct finding *f = rule_at(fs, code, r, ref->span);

	finding_arg(f, "role", ref->role_uri);
	finding_arg(f, "href", ref->href);
}

static void
check_role_ref(struct roles *s, uint32_t row, struct findings *fs)
{
	const struct report *r = s->r;
	const struct reference *ref = &r->references.v[row];
	bool role = ref->kind == REF_ROLE;

	if (ref->role_uri.n == 0)	/* a missing attribute, said already */
		return;
	if (announced_first(&s->announced, ref->kind, ref->role_uri) != row) {
		role_finding(r, ref, role ? F_xbrl_4_4_RoleRefTwice :
		    F_xbrl_4_5_ArcroleRefTwice, fs);
		return;
	}
	if (r->taxonomy != NULL && !is_defined_there(s, ref))
		role_finding(r, ref, role ? F_xbrl_4_4_RoleRefTarget :
		    F_xbrl_4_5_ArcroleRefTarget, fs);
}

void
validate_references(const struct report *r,
    const struct validate_options *o, struct findings *fs)
{
	struct roles s = { .r = r, .announced = announced_new(r) };
	struct table documents = { .slots = NULL };
	struct arena *a = arena_new();
	uint32_t i;

	(void)o;
	if (r->taxonomy != NULL) {
		index_documents(r->taxonomy, &documents);
		index_definitions(&s, false);
		index_definitions(&s, true);
	}
	for (i = 0; i < r->references.n; i++) {
		check_pointer(r, &r->references.v[i], a, fs);
		switch (r->references.v[i].kind) {
		case REF_LINKBASE:
			check_linkbase_ref(r, &r->references.v[i], &documents,
			    fs);
			break;
		case REF_ROLE:
		case REF_ARCROLE:
			check_role_ref(&s, i, fs);
			break;
		case REF_SCHEMA:
			check_schema_ref(r, &r->references.v[i], &documents,
			    fs);
			break;
		}
	}
	arena_free(a);
	table_free(&documents);
	announced_free(&s.announced);
	for (i = 0; i < 2; i++) {
		table_free(&s.defined[i]);
		VEC_FREE(&s.next[i]);
	}
}
