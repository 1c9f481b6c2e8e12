/*
 * references.c: how a report refers to its taxonomy (XBRL 2.1, 4.3 to 4.5).
 *
 * 4.3.3: a linkbaseRef has the arcrole for linkbases.
 * 4.4, 3.5.2.4: a roleRef points to the roleType of its roleURI; a role is
 *        announced once.
 * 4.5, 3.5.2.5: the same of arcroleRef and arcroleType.
 *
 * That there is a schemaRef at all (4.2) is judged while reading.
 */
#include "base/uri.h"
#include "validate/rule.h"
#include "validate/validate.h"

#define ARCROLE_LINKBASE "http://www.w3.org/1999/xlink/properties/linkbase"

static void
check_linkbase_ref(const struct report *r, const struct reference *ref,
    struct findings *fs)
{
	if (slice_is(ref->arcrole, ARCROLE_LINKBASE))
		return;
	finding_arg(rule_at(fs, F_xbrl_4_3_3_LinkbaseRefArcrole, r,
	    ref->span), "href", ref->href);
}

/* Whether the href names the definition of the role: its document and its id. */
static bool
points_to(const struct taxonomy *t, const struct img_role *role,
    struct slice uri)
{
	const struct img_document *d = taxonomy_document(t, role->document);
	struct slice fragment, doc = uri_split(uri, &fragment);

	if (d == NULL || !slice_eq(taxonomy_text(t, d->uri), doc))
		return false;
	/* An element() pointer names a place, which was resolved when the
	 * taxonomy was compiled; here the document is what can be compared. */
	return slice_ends(fragment, SLICE(")")) ||
	    slice_eq(taxonomy_text(t, role->id), fragment);
}

static bool
is_defined_there(const struct taxonomy *t, const struct reference *ref)
{
	enum section sec = ref->kind == REF_ROLE ? SEC_ROLES : SEC_ARCROLES;
	uint32_t n = taxonomy_count(t, sec), i;

	for (i = 0; i < n; i++) {
		const struct img_role *role = sec == SEC_ROLES ?
		    taxonomy_role(t, i) : taxonomy_arcrole(t, i);

		if (slice_eq(taxonomy_text(t, role->uri), ref->role_uri) &&
		    points_to(t, role, ref->uri))
			return true;
	}
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
check_role_ref(const struct report *r, size_t row, struct findings *fs)
{
	const struct reference *ref = &r->references.v[row];
	bool role = ref->kind == REF_ROLE;
	size_t i;

	/* References are few; a report with thousands is bounded by reading. */
	for (i = 0; i < row && i < 1000; i++)
		if (r->references.v[i].kind == ref->kind &&
		    slice_eq(r->references.v[i].role_uri, ref->role_uri)) {
			role_finding(r, ref, role ?
			    F_xbrl_4_4_RoleRefTwice :
			    F_xbrl_4_5_ArcroleRefTwice, fs);
			return;
		}
	if (r->taxonomy != NULL && !is_defined_there(r->taxonomy, ref))
		role_finding(r, ref, role ? F_xbrl_4_4_RoleRefTarget :
		    F_xbrl_4_5_ArcroleRefTarget, fs);
}

void
validate_references(const struct report *r,
    const struct validate_options *o, struct findings *fs)
{
	size_t i;

	(void)o;
	for (i = 0; i < r->references.n; i++)
		switch (r->references.v[i].kind) {
		case REF_LINKBASE:
			check_linkbase_ref(r, &r->references.v[i], fs);
			break;
		case REF_ROLE:
		case REF_ARCROLE:
			check_role_ref(r, i, fs);
			break;
		case REF_SCHEMA:
			break;
		}
}
