/*
 * function_registry.h: the functions of the function registry of XBRL
 * International (xfi: and xff:) once: library, name, arguments at least and at
 * most, result, parameters and the C function that does it.  Included with
 * FUNCTION defined; has no include guard on purpose.  The number of a row among
 * those of its library is kept in images.
 *
 * Elements of an instance (schema-element(xbrli:item), element(xbrli:period))
 * are element() here: the function says what is wrong with another one, by the
 * code that the registry defines for that.
 */

/* --- xfi: http://www.xbrl.org/2008/function/instance --- */

FUNCTION(xfi, "context", 1, 1, "element()",
    "element()", xfi_context)
FUNCTION(xfi, "unit", 1, 1, "element()?",
    "element()", xfi_unit)
FUNCTION(xfi, "unit-numerator", 1, 1, "element()+",
    "element()", xfi_unit_numerator)
FUNCTION(xfi, "unit-denominator", 1, 1, "element()*",
    "element()", xfi_unit_denominator)
FUNCTION(xfi, "measure-name", 1, 1, "xs:QName",
    "element()", xfi_measure_name)
FUNCTION(xfi, "period", 1, 1, "element()",
    "element()", xfi_period)
FUNCTION(xfi, "context-period", 1, 1, "element()",
    "element()", xfi_context_period)
FUNCTION(xfi, "is-start-end-period", 1, 1, "xs:boolean",
    "element()", xfi_is_start_end_period)
FUNCTION(xfi, "is-forever-period", 1, 1, "xs:boolean",
    "element()", xfi_is_forever_period)
FUNCTION(xfi, "is-duration-period", 1, 1, "xs:boolean",
    "element()", xfi_is_duration_period)
FUNCTION(xfi, "is-instant-period", 1, 1, "xs:boolean",
    "element()", xfi_is_instant_period)
FUNCTION(xfi, "period-start", 1, 1, "xs:dateTime",
    "element()", xfi_period_start)
FUNCTION(xfi, "period-end", 1, 1, "xs:dateTime",
    "element()", xfi_period_end)
FUNCTION(xfi, "period-instant", 1, 1, "xs:dateTime",
    "element()", xfi_period_instant)
FUNCTION(xfi, "entity", 1, 1, "element()",
    "element()", xfi_entity)
FUNCTION(xfi, "context-entity", 1, 1, "element()",
    "element()", xfi_context_entity)
FUNCTION(xfi, "identifier", 1, 1, "element()",
    "element()", xfi_identifier)
FUNCTION(xfi, "context-identifier", 1, 1, "element()",
    "element()", xfi_context_identifier)
FUNCTION(xfi, "entity-identifier", 1, 1, "element()",
    "element()", xfi_entity_identifier)
FUNCTION(xfi, "identifier-value", 1, 1, "xs:token",
    "element()", xfi_identifier_value)
FUNCTION(xfi, "identifier-scheme", 1, 1, "xs:anyURI",
    "element()", xfi_identifier_scheme)
FUNCTION(xfi, "segment", 1, 1, "element()?",
    "element()", xfi_segment)
FUNCTION(xfi, "entity-segment", 1, 1, "element()?",
    "element()", xfi_entity_segment)
FUNCTION(xfi, "context-segment", 1, 1, "element()?",
    "element()", xfi_context_segment)
FUNCTION(xfi, "scenario", 1, 1, "element()?",
    "element()", xfi_scenario)
FUNCTION(xfi, "context-scenario", 1, 1, "element()?",
    "element()", xfi_context_scenario)
FUNCTION(xfi, "fact-identifier-value", 1, 1, "xs:token",
    "element()", xfi_fact_identifier_value)
FUNCTION(xfi, "fact-identifier-scheme", 1, 1, "xs:anyURI",
    "element()", xfi_fact_identifier_scheme)
FUNCTION(xfi, "is-non-numeric", 1, 1, "xs:boolean",
    "xs:QName", xfi_is_non_numeric)
FUNCTION(xfi, "is-numeric", 1, 1, "xs:boolean",
    "xs:QName", xfi_is_numeric)
FUNCTION(xfi, "is-fraction", 1, 1, "xs:boolean",
    "xs:QName", xfi_is_fraction)
FUNCTION(xfi, "precision", 1, 1, "xs:anyAtomicType",
    "element()", xfi_precision)
FUNCTION(xfi, "decimals", 1, 1, "xs:anyAtomicType",
    "element()", xfi_decimals)
FUNCTION(xfi, "identical-nodes", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_identical_nodes)
FUNCTION(xfi, "s-equal", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_s_equal)
FUNCTION(xfi, "u-equal", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_u_equal)
FUNCTION(xfi, "v-equal", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_v_equal)
FUNCTION(xfi, "c-equal", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_c_equal)
FUNCTION(xfi, "identical-node-set", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_identical_node_set)
FUNCTION(xfi, "s-equal-set", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_s_equal_set)
FUNCTION(xfi, "v-equal-set", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_v_equal_set)
FUNCTION(xfi, "c-equal-set", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_c_equal_set)
FUNCTION(xfi, "u-equal-set", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_u_equal_set)
FUNCTION(xfi, "x-equal", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_x_equal)
FUNCTION(xfi, "duplicate-item", 2, 2, "xs:boolean",
    "element(),element()", xfi_duplicate_item)
FUNCTION(xfi, "duplicate-tuple", 2, 2, "xs:boolean",
    "element(),element()", xfi_duplicate_tuple)
FUNCTION(xfi, "p-equal", 2, 2, "xs:boolean",
    "element()+,element()+", xfi_p_equal)
FUNCTION(xfi, "cu-equal", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_cu_equal)
FUNCTION(xfi, "pc-equal", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_pc_equal)
FUNCTION(xfi, "pcu-equal", 2, 2, "xs:boolean",
    "node()*,node()*", xfi_pcu_equal)
FUNCTION(xfi, "start-equal", 2, 2, "xs:boolean",
    "xs:anyAtomicType,xs:anyAtomicType", xfi_start_equal)
FUNCTION(xfi, "end-equal", 2, 2, "xs:boolean",
    "xs:anyAtomicType,xs:anyAtomicType", xfi_end_equal)
FUNCTION(xfi, "nodes-correspond", 2, 2, "xs:boolean",
    "node(),node()", xfi_nodes_correspond)
FUNCTION(xfi, "facts-in-instance", 1, 1, "element()*",
    "element()", xfi_facts_in_instance)
FUNCTION(xfi, "items-in-instance", 1, 1, "element()*",
    "element()", xfi_items_in_instance)
FUNCTION(xfi, "tuples-in-instance", 1, 1, "element()*",
    "element()", xfi_tuples_in_instance)
FUNCTION(xfi, "items-in-tuple", 1, 1, "element()*",
    "element()", xfi_items_in_tuple)
FUNCTION(xfi, "tuples-in-tuple", 1, 1, "element()*",
    "element()", xfi_tuples_in_tuple)
FUNCTION(xfi, "non-nil-facts-in-instance", 1, 1, "element()*",
    "element()", xfi_non_nil_facts_in_instance)
FUNCTION(xfi, "concept-balance", 1, 1, "xs:string",
    "xs:QName", xfi_concept_balance)
FUNCTION(xfi, "concept-period-type", 1, 1, "xs:string",
    "xs:QName", xfi_concept_period_type)
FUNCTION(xfi, "concept-custom-attribute", 2, 2, "xs:anyAtomicType?",
    "xs:QName,xs:QName", xfi_concept_custom_attribute)
FUNCTION(xfi, "concept-data-type", 1, 1, "xs:QName?",
    "xs:QName", xfi_concept_data_type)
FUNCTION(xfi, "concept-data-type-derived-from", 2, 2, "xs:boolean",
    "xs:QName,xs:QName", xfi_concept_data_type_derived_from)
FUNCTION(xfi, "concept-substitutions", 1, 1, "xs:QName+",
    "xs:QName", xfi_concept_substitutions)
FUNCTION(xfi, "filter-member-network-selection", 5, 5, "xs:QName*",
    "xs:QName,xs:QName,xs:string,xs:string,xs:string",
    xfi_filter_member_network_selection)
FUNCTION(xfi, "filter-member-DRS-selection", 5, 5, "xs:QName*",
    "xs:QName,xs:QName,xs:QName,xs:string?,xs:string",
    xfi_filter_member_drs_selection)
FUNCTION(xfi, "fact-explicit-segment-dimension-value", 2, 2, "xs:QName?",
    "element(),xs:QName", xfi_fact_explicit_segment_dimension_value)
FUNCTION(xfi, "fact-explicit-scenario-dimension-value", 2, 2, "xs:QName?",
    "element(),xs:QName", xfi_fact_explicit_scenario_dimension_value)
FUNCTION(xfi, "fact-segment-remainder", 1, 1, "element()*",
    "element()", xfi_fact_segment_remainder)
FUNCTION(xfi, "fact-scenario-remainder", 1, 1, "element()*",
    "element()", xfi_fact_scenario_remainder)
FUNCTION(xfi, "fact-has-explicit-dimension", 2, 2, "xs:boolean",
    "element(),xs:QName", xfi_fact_has_explicit_dimension)
FUNCTION(xfi, "fact-has-typed-dimension", 2, 2, "xs:boolean",
    "element(),xs:QName", xfi_fact_has_typed_dimension)
FUNCTION(xfi, "fact-has-explicit-dimension-value", 3, 3, "xs:boolean",
    "element(),xs:QName,xs:QName", xfi_fact_has_explicit_dimension_value)
FUNCTION(xfi, "fact-explicit-dimension-value", 2, 2, "xs:QName?",
    "element(),xs:QName", xfi_fact_explicit_dimension_value)
FUNCTION(xfi, "fact-typed-dimension-value", 2, 2, "element()?",
    "element(),xs:QName", xfi_fact_typed_dimension_value)
FUNCTION(xfi, "fact-explicit-dimensions", 1, 1, "xs:QName*",
    "element()", xfi_fact_explicit_dimensions)
FUNCTION(xfi, "fact-typed-dimensions", 1, 1, "xs:QName*",
    "element()", xfi_fact_typed_dimensions)
FUNCTION(xfi, "fact-dimension-s-equal2", 3, 3, "xs:boolean",
    "element(),element(),xs:QName", xfi_fact_dimension_s_equal2)
FUNCTION(xfi, "linkbase-link-roles", 1, 2, "xs:anyURI*",
    "xs:string,element()", xfi_linkbase_link_roles)
FUNCTION(xfi, "navigate-relationships", 7, 7, "xs:anyAtomicType*",
    "xs:QName,xs:anyURI,xs:anyURI,xs:string,xs:integer,xs:QName*,element()",
    xfi_navigate_relationships)
FUNCTION(xfi, "concept-label", 4, 5, "xs:string",
    "xs:QName,xs:string?,xs:string?,xs:string,element()", xfi_concept_label)
FUNCTION(xfi, "arcrole-definition", 1, 2, "xs:string?",
    "xs:string,element()", xfi_arcrole_definition)
FUNCTION(xfi, "role-definition", 1, 2, "xs:string?",
    "xs:string,element()", xfi_role_definition)
FUNCTION(xfi, "fact-footnotes", 5, 5, "xs:string*",
    "element(),xs:string?,xs:string?,xs:string?,xs:string",
    xfi_fact_footnotes)
FUNCTION(xfi, "concept-relationships", 4, 8, "item()*",
    "xs:QName,xs:string?,xs:string,xs:string,xs:nonNegativeInteger?,"
    "xs:QName?,xs:QName?,element()",
    xfi_concept_relationships)
FUNCTION(xfi, "relationship-from-concept", 1, 1, "xs:QName",
    "item()", xfi_relationship_from_concept)
FUNCTION(xfi, "relationship-to-concept", 1, 1, "xs:QName",
    "item()", xfi_relationship_to_concept)
FUNCTION(xfi, "distinct-nonAbstract-parent-concepts", 2, 3, "xs:QName*",
    "xs:string?,xs:string,element()",
    xfi_distinct_nonabstract_parent_concepts)
FUNCTION(xfi, "relationship-attribute", 2, 2, "item()*",
    "item(),xs:QName", xfi_relationship_attribute)
FUNCTION(xfi, "relationship-link-attribute", 2, 2, "item()*",
    "item(),xs:QName", xfi_relationship_link_attribute)
FUNCTION(xfi, "relationship-name", 1, 1, "xs:QName",
    "item()", xfi_relationship_name)
FUNCTION(xfi, "relationship-link-name", 1, 1, "xs:QName",
    "item()", xfi_relationship_link_name)
FUNCTION(xfi, "xbrl-instance", 1, 1, "element()",
    "xs:anyURI", xfi_xbrl_instance)
FUNCTION(xfi, "format-number", 2, 2, "xs:string",
    "numeric?,xs:string", xfi_format_number)
FUNCTION(xfi, "create-element", 4, 4, "element()",
    "xs:QName,xs:anyAtomicType*,xs:anyAtomicType?,element()*",
    xfi_create_element)

/* --- xff: http://www.xbrl.org/2010/function/formula --- */

FUNCTION(xff, "uncovered-aspect", 1, 2, "item()*",
    "xs:token,xs:QName?", xff_uncovered_aspect)
FUNCTION(xff, "has-fallback-value", 1, 1, "xs:boolean",
    "xs:QName", xff_has_fallback_value)
FUNCTION(xff, "uncovered-non-dimensional-aspects", 0, 0, "xs:token*",
    "", xff_uncovered_non_dimensional_aspects)
FUNCTION(xff, "uncovered-dimensional-aspects", 0, 0, "xs:QName*",
    "", xff_uncovered_dimensional_aspects)
