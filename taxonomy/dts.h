/*
 * dts.h: a taxonomy while it is compiled (XBRL 2.1, 3.2).
 *
 * dts.c discovers documents one after another; schema.c and linkbase.c read
 * each tree into raw declarations and drop it; when all are there, types.c,
 * network.c and dimension.c turn them into the rows of image.h, which
 * image.c writes.  Internal to taxonomy/: nobody above includes it.
 */
#ifndef TAXONOMY_DTS_H
#define TAXONOMY_DTS_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/finding.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/slice.h"
#include "taxonomy/image.h"
#include "taxonomy/resolver.h"

struct ahead;		/* documents read before their turn, ahead.h */
struct schema_set;	/* raw declarations, schema.c */
struct link_set;	/* raw links, linkbase.c */
struct formula_set;	/* formulas, formulas.h */

struct dts {
	struct arena    *arena;
	struct resolver *resolver;	/* borrowed */
	struct ahead    *ahead;		/* while documents are discovered */
	struct findings *findings;	/* owned; stored in the image */

	/* The sections of the image, as they grow. */
	VEC(char)                        strings;
	VEC(struct img_entry)            entries;
	VEC(struct img_document)         documents;
	VEC(struct img_unresolved)       unresolved;
	VEC(struct img_name)             names;
	VEC(struct img_prefix)           prefixes;	/* image_write.c */
	VEC(struct img_element)          elements;
	VEC(struct img_attribute)        attributes;
	VEC(struct img_type)             types;
	VEC(struct img_pattern)          patterns;
	VEC(struct img_enumeration)      enumerations;
	VEC(uint32_t)                    member_types;
	VEC(struct img_particle)         particles;
	VEC(struct img_attribute_use)    uses;
	VEC(struct img_identity)         identities;
	VEC(struct img_path)             paths;
	VEC(struct img_step)             steps;
	VEC(struct img_role)             roles;
	VEC(struct img_role)             arcroles;
	VEC(uint32_t)                    used_on;
	VEC(struct img_network)          networks;
	VEC(struct img_relationship)     relationships;
	VEC(struct img_link)             img_links;
	VEC(uint32_t)                    inverse;
	VEC(struct img_resource)         resources;
	VEC(struct img_part)             parts;
	VEC(struct img_label)            labels;
	VEC(struct img_cube)             cubes;
	VEC(struct img_cube_dimension)   cube_dimensions;
	VEC(struct img_domain)           domains;
	VEC(uint64_t)                    domain_bits;
	VEC(struct img_primary)          primaries;
	VEC(uint32_t)                    primary_cubes;
	VEC(struct img_default)          defaults;
	VEC(struct img_enum_concept)     enum_concepts;
	VEC(char)                        formula_text;
	VEC(uint32_t)                    formula_lists;
	VEC(uint64_t)                    formula_code;
	VEC(struct img_expression)       expressions;
	VEC(struct img_scope)            formula_scopes;
	VEC(struct img_namespace)        formula_namespaces;
	VEC(struct img_parameter)        parameters;
	VEC(struct img_filter)           filters;
	VEC(struct img_filter_item)      filter_items;
	VEC(struct img_filter_use)       filter_uses;
	VEC(struct img_variable)         variables;
	VEC(struct img_binding)          bindings;
	VEC(struct img_variable_set)     variable_sets;
	VEC(struct img_set_scope)        set_scopes;
	VEC(struct img_output)           outputs;
	VEC(struct img_output_rule)      output_rules;
	VEC(struct img_assertion)        assertions;
	VEC(struct img_assertion_set)    assertion_sets;
	VEC(struct img_message)          messages;
	VEC(struct img_message_part)     message_parts;
	VEC(struct img_message_use)      message_uses;
	VEC(struct img_function)         functions;
	VEC(struct img_function_input)   function_inputs;
	VEC(struct img_function_step)    function_steps;
	VEC(struct img_equality)         equalities;
	VEC(struct img_wake)             wakes;

	struct table string_table, name_table, document_table, anchor_table;
	/* One a document: who asked first; nobody needs a schema or linkbase. */
	VEC(struct dts_request { struct place where; uint32_t by;
	    bool any_xml; }) requests;
	bool         schemas_only;	/* dts_compile_schemas */
	const char  *too_large;	/* more than it holds, of what; or NULL */
	/* What has an id: a node each, found by document and id.  Ids are only
	 * asked for here, so they are no strings of the image. */
	VEC(uint32_t) anchors;
	struct intern *ids;
	VEC(uint32_t) resource_ids;	/* by resource */

	struct schema_set *schemas;
	struct link_set   *links;
	struct formula_set *formulas;	/* NULL: there are none */
	struct pointed    *pointed;	/* xpointer.c */
};

/*
 * Compiles the DTS of the entry points (absolute URIs) into a new dts.
 * Never fails: what cannot be had or is wrong is a finding of the DTS; an
 * entry point that cannot be had is in `unresolved` with document NONE.
 * The resolver is borrowed until dts_free.
 */
struct dts	*dts_compile(struct resolver *, const struct slice *entries,
		    size_t n);
/* The same rows; with jobs above 1 other threads read documents ahead. */
struct dts	*dts_compile_jobs(struct resolver *,
		    const struct slice *entries, size_t n, int jobs);
/* The same of schemas alone, for XML Schema: linkbases are not discovered,
 * what they would say is not asked. */
struct dts	*dts_compile_schemas(struct resolver *,
		    const struct slice *entries, size_t n);
/* Lets go of what was read, of which there are rows now. */
void		 dts_forget(struct dts *);
void		 dts_free(struct dts *);	/* NULL is fine */

/* --- for the parts of the compiler --- */

/* Interns; equal strings share one place. */
struct istr	 dts_string(struct dts *, struct slice);
/* The slice is NUL-terminated; valid until the next dts_string. */
struct slice	 dts_text(const struct dts *, struct istr);
/* The row of a QName in names; made if it is not there. */
uint32_t	 dts_name(struct dts *, struct slice ns, struct slice local);
/* Adds the attribute of an element to the image; its prefix is kept for
 * display where the name has none yet. */
void		 dts_attribute(struct dts *, const xmlNode *, const xmlAttr *,
		    struct arena *scratch);
/* The row or NONE. */
uint32_t	 dts_name_find(const struct dts *, struct slice ns,
		    struct slice local);
/*
 * Asks for a document: ref is resolved against base, its fragment dropped.
 * Returns the row in documents; the document is read later.  One that turns
 * out not to be had keeps its row, with kind DOC_MISSING (and is noted in
 * unresolved, with a finding at `where`).  NONE only for a ref that is empty.
 */
uint32_t	 dts_discover(struct dts *, struct slice base,
		    struct slice ref, struct place where);
/* The same for a locator in a custom extended link, which may point into any
 * XML document (3.5.3.7): one that is no schema or linkbase is no fault. */
uint32_t	 dts_locate(struct dts *, struct slice base,
		    struct slice ref, struct place where);
/* The row of a document already asked for by its absolute URI, or NONE. */
uint32_t	 dts_document(const struct dts *, struct slice uri);
/* Notes a document of another dts, which judged a part of this one by schemas
 * that are not in it, unless it is here already: as DOC_HINTED. */
void		 dts_add_hinted(struct dts *, const struct dts *from,
		    uint32_t document);
/* Notes that the element with this id in the document is that node. */
void		 dts_anchor(struct dts *, uint32_t document, struct slice id,
		    uint32_t node);
/* The id of a resource, or "". */
struct slice	 dts_resource_id(const struct dts *, uint32_t resource);
/* The node of a fragment: shorthand pointer or element() scheme; NONE where
 * nothing has it. Once all documents are read. */
uint32_t	 dts_anchor_find(struct dts *, uint32_t document,
		    struct slice fragment);
/* The document's URI; valid until the next dts_string. */
struct slice	 dts_uri(const struct dts *, uint32_t document);
/* Where a node of a document stands, for findings. */
struct place	 dts_place(const struct dts *, uint32_t document,
		    const xmlNode *);
struct place	 dts_place_line(const struct dts *, uint32_t document,
		    uint32_t line);

/* schema.c: reads one xs:schema tree; embedded linkbases go to linkbase_read. */
void	schema_read(struct dts *, uint32_t document, xmlNode *root);
void	schema_set_free(struct schema_set *);	/* NULL is fine */
/* types.c: names become rows: elements, types, particles, attribute uses. */
void	schema_finish(struct dts *);
/* linkbase.c: reads one link:linkbase element. */
void	linkbase_read(struct dts *, uint32_t document, xmlNode *linkbase);
void	link_set_free(struct link_set *);	/* NULL is fine */
/* The links of the DTS, made if there are none yet. */
struct link_set	*link_set_of(struct dts *);
/* link_syntax.c: a schema's linkbaseRef, its attributes and its pointer. */
void	link_check_linkbase_ref(struct dts *, uint32_t document,
	    xmlNode *ref);
/* link_hints.c: linkbases against the schemas that they name. */
void	link_check_hints(struct dts *);
/* network.c: locators meet their targets, arcs become relationships,
 * prohibited and overridden ones go, networks and labels are made. */
void	network_finish(struct dts *);
/* formula_finish.c: formulas; when relationships and dimensions are there. */
void	formula_finish(struct dts *);
void	formula_set_free(struct formula_set *);	/* NULL is fine */
/* dimension.c: cubes, domains, defaults; rules of Dimensions 1.0, 2. */
void	dimension_finish(struct dts *);

#endif
