/*
 * taxonomy.h: a compiled taxonomy, ready to be asked.
 *
 * Everything returned points into the mapped image and lives until
 * taxonomy_close.  Row numbers are checked: a number out of range reads as
 * "none" (NULL, SLICE_NONE, NONE, an empty range), never as a crash, so a
 * damaged image gives wrong answers at worst and is refused by its checksums.
 */
#ifndef TAXONOMY_TAXONOMY_H
#define TAXONOMY_TAXONOMY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/finding.h"
#include "base/mem.h"
#include "base/slice.h"
#include "taxonomy/image.h"
#include "taxonomy/resolver.h"

struct taxonomy;

/* Arcroles of XBRL 2.1, Dimensions 1.0, Calculations 1.1 and generic links. */
#define ARCROLE_PARENT_CHILD	"http://www.xbrl.org/2003/arcrole/parent-child"
#define ARCROLE_SUMMATION	"http://www.xbrl.org/2003/arcrole/summation-item"
#define ARCROLE_SUMMATION_11	"https://xbrl.org/2023/arcrole/summation-item"
#define ARCROLE_CONCEPT_LABEL	"http://www.xbrl.org/2003/arcrole/concept-label"
#define ARCROLE_CONCEPT_REF	"http://www.xbrl.org/2003/arcrole/concept-reference"
#define ARCROLE_GENERAL_SPECIAL	"http://www.xbrl.org/2003/arcrole/general-special"
#define ARCROLE_ESSENCE_ALIAS	"http://www.xbrl.org/2003/arcrole/essence-alias"
#define ARCROLE_SIMILAR_TUPLES	"http://www.xbrl.org/2003/arcrole/similar-tuples"
#define ARCROLE_REQUIRES	"http://www.xbrl.org/2003/arcrole/requires-element"
#define ARCROLE_FACT_FOOTNOTE	"http://www.xbrl.org/2003/arcrole/fact-footnote"
#define ARCROLE_ELEMENT_LABEL	"http://xbrl.org/arcrole/2008/element-label"
#define ARCROLE_ELEMENT_REF	"http://xbrl.org/arcrole/2008/element-reference"
#define ARCROLE_ALL		"http://xbrl.org/int/dim/arcrole/all"
#define ARCROLE_NOT_ALL		"http://xbrl.org/int/dim/arcrole/notAll"
#define ARCROLE_HYPERCUBE_DIM	"http://xbrl.org/int/dim/arcrole/hypercube-dimension"
#define ARCROLE_DIM_DOMAIN	"http://xbrl.org/int/dim/arcrole/dimension-domain"
#define ARCROLE_DOMAIN_MEMBER	"http://xbrl.org/int/dim/arcrole/domain-member"
#define ARCROLE_DIM_DEFAULT	"http://xbrl.org/int/dim/arcrole/dimension-default"
#define ROLE_LINK		"http://www.xbrl.org/2003/role/link"
#define ROLE_LABEL		"http://www.xbrl.org/2003/role/label"
#define ROLE_TERSE_LABEL	"http://www.xbrl.org/2003/role/terseLabel"
#define ROLE_TOTAL_LABEL	"http://www.xbrl.org/2003/role/totalLabel"
#define ROLE_PERIOD_START_LABEL	"http://www.xbrl.org/2003/role/periodStartLabel"
#define ROLE_PERIOD_END_LABEL	"http://www.xbrl.org/2003/role/periodEndLabel"
#define ROLE_ELEMENT_LABEL	"http://www.xbrl.org/2008/role/label"

/* --- getting one --- */

struct taxonomy_options {
	const char *cache;	/* folder of images; NULL: none is kept */
	const char *image;	/* --image: use this file as it is; or NULL */
	bool        afresh;	/* pass over what the cache has, and replace it */
	bool        whole;	/* compare all checksums of an image at once, for
				 * callers that do not ask taxonomy_damaged */
	int         jobs;	/* threads that compile; 0 is 1: no other */
};

/*
 * The taxonomy of these entry points (absolute URIs): from the cache where it
 * is there and still true, compiled and cached where not.  0 where all is
 * there; 1 where some entry point cannot be had: *why names it, and *out is
 * the taxonomy of what could; -1 with *why where there is none (none of the
 * entry points, or an unfit --image).  *why lives in the arena.
 */
int	taxonomy_get(struct taxonomy **, const struct slice *entries, size_t n,
	    struct resolver *, const struct taxonomy_options *,
	    struct arena *, const char **why);
/* Compiles afresh into a file; of the options only the jobs count. */
int	taxonomy_compile(const char *path, const struct slice *entries,
	    size_t n, struct resolver *, const struct taxonomy_options *,
	    struct arena *, const char **why);
/* Maps an image file. */
int	taxonomy_open(struct taxonomy **, const char *path, struct arena *,
	    const char **why);
/* Uses an image in memory, which is borrowed. */
int	taxonomy_open_bytes(struct taxonomy **, struct slice, struct arena *,
	    const char **why);
void	taxonomy_close(struct taxonomy *);	/* NULL is fine */
/* Whether a checksum was found wrong while the image was used: what was read
 * of it is incomplete, and the work counts as not done. */
bool	taxonomy_damaged(const struct taxonomy *);
/* Why an image in the cache was refused and the taxonomy compiled afresh; NULL
 * where there was none, or it was only out of date. Lives in the arena. */
const char *taxonomy_refused(const struct taxonomy *);
/* Copies the findings of the compilation into a sink. */
void	taxonomy_findings(const struct taxonomy *, struct findings *);

/* --- rows --- */

/* The size of the image in bytes. */
uint64_t	taxonomy_size(const struct taxonomy *);
/* Whether every document of the DTS could be had and read: what is not there
 * cannot be said to be nowhere (XBRL 2.1, 3.2). */
bool		taxonomy_is_whole(const struct taxonomy *);
/* How many rows a section has. */
uint32_t	taxonomy_count(const struct taxonomy *, enum section);
/* How many the table of the image says, of a section that nobody looks at yet. */
uint32_t	taxonomy_told(const struct taxonomy *, enum section);
struct slice	taxonomy_text(const struct taxonomy *, struct istr);
bool		taxonomy_text_is(const struct taxonomy *, struct istr,
		    const char *);

#define TAXONOMY_ROW(type, function) \
	const struct type *function(const struct taxonomy *, uint32_t row)
TAXONOMY_ROW(img_entry, taxonomy_entry);
TAXONOMY_ROW(img_document, taxonomy_document);
TAXONOMY_ROW(img_unresolved, taxonomy_unresolved);
TAXONOMY_ROW(img_name, taxonomy_name);
TAXONOMY_ROW(img_prefix, taxonomy_prefix);
TAXONOMY_ROW(img_element, taxonomy_element);
TAXONOMY_ROW(img_attribute, taxonomy_attribute);
TAXONOMY_ROW(img_type, taxonomy_type);
TAXONOMY_ROW(img_pattern, taxonomy_pattern);
TAXONOMY_ROW(img_enumeration, taxonomy_enumeration);
TAXONOMY_ROW(img_particle, taxonomy_particle);
TAXONOMY_ROW(img_attribute_use, taxonomy_attribute_use);
TAXONOMY_ROW(img_identity, taxonomy_identity);
TAXONOMY_ROW(img_path, taxonomy_path);
TAXONOMY_ROW(img_step, taxonomy_step);
TAXONOMY_ROW(img_role, taxonomy_role);
TAXONOMY_ROW(img_role, taxonomy_arcrole);
TAXONOMY_ROW(img_network, taxonomy_network);
TAXONOMY_ROW(img_relationship, taxonomy_relationship);
TAXONOMY_ROW(img_link, taxonomy_link);
TAXONOMY_ROW(img_resource, taxonomy_resource);
TAXONOMY_ROW(img_part, taxonomy_part);
TAXONOMY_ROW(img_label, taxonomy_label_row);
TAXONOMY_ROW(img_cube, taxonomy_cube);
TAXONOMY_ROW(img_cube_dimension, taxonomy_cube_dimension);
TAXONOMY_ROW(img_domain, taxonomy_domain);
TAXONOMY_ROW(img_primary, taxonomy_primary);
TAXONOMY_ROW(img_default, taxonomy_default);
TAXONOMY_ROW(img_enum_concept, taxonomy_enum_concept);
/* The dimensions of a cube side by side, *n of them: where every role of a
 * concept is asked, a call for each row takes its time. */
const struct img_cube_dimension *taxonomy_cube_dimensions(
		    const struct taxonomy *, const struct img_cube *,
		    uint32_t *n);
/* Sections of bare integers; NONE past the end. */
uint32_t	taxonomy_member_type(const struct taxonomy *, uint32_t row);
uint32_t	taxonomy_used_on(const struct taxonomy *, uint32_t row);
uint32_t	taxonomy_inverse(const struct taxonomy *, uint32_t row);
uint32_t	taxonomy_primary_cube(const struct taxonomy *, uint32_t row);

/* --- questions --- */

/* The row of a QName, or NONE. */
uint32_t	taxonomy_find_name(const struct taxonomy *, struct slice ns,
		    struct slice local);
/* The global element of a QName, or NONE. */
uint32_t	taxonomy_find_element(const struct taxonomy *,
		    struct slice ns, struct slice local);
struct slice	taxonomy_element_ns(const struct taxonomy *, uint32_t element);
struct slice	taxonomy_element_local(const struct taxonomy *,
		    uint32_t element);
/* The prefix that people know it by, or "". */
struct slice	taxonomy_element_prefix(const struct taxonomy *,
		    uint32_t element);
/* "prefix:Name" for people, in the arena. */
struct slice	taxonomy_element_qname(const struct taxonomy *,
		    uint32_t element, struct arena *);
/* The element that such a name means: the first one that has it; NONE. */
uint32_t	taxonomy_find_qname(const struct taxonomy *, struct slice);
/* Of no element (NULL): false. */
bool	taxonomy_is_item(const struct img_element *);	/* cubes and dimensions too */
bool	taxonomy_is_numeric(const struct taxonomy *, const struct img_element *);
/* Whether `element` is, or substitutes (at any depth) for, `head`. */
bool	taxonomy_substitutes(const struct taxonomy *, uint32_t element,
	    uint32_t head);

/* Whether a fragment is none, a name or pointers of the element() scheme (XBRL
 * 2.1, 3.5.4); the arena is for undoing %XX. */
bool		taxonomy_pointer_good(struct slice fragment, struct arena *);
/* Whether a document holds what a linkbaseRef of that role promises (XBRL 2.1,
 * 4.3.4, table 2). */
bool		taxonomy_ref_fits(const struct img_document *,
		    struct slice role);
/* --- stand_in.c: XML Schema 1.0 part 1 --- */

/* Whether a type is, or is derived from, another, by no step of a kind that is
 * blocked (BLOCK_…; cos-ct-derived-ok, cos-st-derived-ok). */
bool	taxonomy_derives(const struct taxonomy *, uint32_t type,
	    uint32_t base, unsigned blocked);
/* The steps, BLOCK_…, that neither an element (its EL_BLOCK_…) nor its type
 * allows of a type that xsi:type puts in its place (cvc-elt.4.3). */
unsigned taxonomy_blocked(const struct taxonomy *, unsigned flags,
	    uint32_t type);
/* Whether `element` may stand where a content model says `head`: it is that
 * or substitutes for it, and nothing blocks that (3.3.6). */
bool	taxonomy_takes_place(const struct taxonomy *, uint32_t element,
	    uint32_t head);
/* Whether a wildcard lets a namespace in, "" for none (3.10.4). */
bool	taxonomy_wildcard_takes(const struct taxonomy *,
	    const struct img_particle *, struct slice ns);

/* The roleType row of a role URI, the arcroleType row; NONE where none. */
uint32_t	taxonomy_find_role(const struct taxonomy *, struct slice uri);
uint32_t	taxonomy_find_arcrole(const struct taxonomy *, struct slice);

/*
 * Networks in the order of the image (by arcrole, then role order); use in a
 * loop: for (n = NONE; (n = taxonomy_next_network(t, n, arcrole, role)) !=
 * NONE;).  arcrole and role may be SLICE_NONE for any.
 */
uint32_t	taxonomy_next_network(const struct taxonomy *, uint32_t after,
		    struct slice arcrole, struct slice role);
/* The relationships that start at a node: rows first … first + count. */
void	taxonomy_from(const struct taxonomy *, uint32_t network, uint32_t node,
	    uint32_t *first, uint32_t *count);
/* Those that end at it: taxonomy_inverse(t, first + i) is the row. */
void	taxonomy_to(const struct taxonomy *, uint32_t network, uint32_t node,
	    uint32_t *first, uint32_t *count);

/*
 * The label of a node in a role and language (standard or generic label).  The
 * language falls back on its primary subtag, then on any other in the order
 * en, then by language; the role falls back on the standard label.
 * SLICE_NONE where there is none at all.
 */
struct slice	taxonomy_label(const struct taxonomy *, uint32_t node,
		    struct slice role, struct slice lang);
/* Like it, exact in role, SLICE_NONE where this role is not there. */
struct slice	taxonomy_label_exact(const struct taxonomy *, uint32_t node,
		    struct slice role, struct slice lang);
/* Whether the domain has the element as a usable member. */
bool	taxonomy_domain_has(const struct taxonomy *, uint32_t domain,
	    uint32_t element);
/* The first usable member of the domain in the order of the elements, past
 * `after` (NONE: the very first), or NONE; for use in a loop. */
uint32_t	taxonomy_next_member(const struct taxonomy *, uint32_t domain,
		    uint32_t after);
/* The default member of a dimension, or NONE. */
uint32_t	taxonomy_default_member(const struct taxonomy *,
		    uint32_t dimension);
/* What an element may have as value where it is an enumeration concept; NULL
 * where it is none. */
const struct img_enum_concept *taxonomy_enumerated(const struct taxonomy *,
		    uint32_t element);
/* The global element that an expanded name URI names (Extensible Enumerations
 * 2.0, 5): "namespace#local"; NONE where there is none. */
uint32_t	taxonomy_find_uri(const struct taxonomy *, struct slice);
/* The rows of SEC_PRIMARIES of an element. */
void	taxonomy_primaries(const struct taxonomy *, uint32_t element,
	    uint32_t *first, uint32_t *count);

#endif
