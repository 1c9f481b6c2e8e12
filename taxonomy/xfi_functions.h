/*
 * xfi_functions.h: the functions of the XBRL function registry once: name,
 * arguments at least and at most, result, parameters and the C function of
 * formula/ that does it.  XFI is for those of NS_XFI, XFF for NS_XFF; a file
 * that includes this defines both.  It has no include guard on purpose.
 *
 * Parameters that the registry calls element(xbrli:context), schema-element(
 * xbrli:item) and the like are nodes here: the functions ask the report what a
 * node is, for which no tree need be read.  xfi:relationship.type is an
 * xs:unsignedLong, which only these functions understand.  Where the registry
 * has a function twice, with and without an instance, it is one row.
 *
 * Images keep the number of a row; any change here is one of the compiler.
 */

/* --- xfi_context.c --- */
XFI("context", 1, 1, "node()", "node()", xfi_context)
XFI("period", 1, 1, "node()", "node()", xfi_period)
XFI("context-period", 1, 1, "node()", "node()", xfi_context_period)
XFI("entity", 1, 1, "node()", "node()", xfi_entity)
XFI("context-entity", 1, 1, "node()", "node()", xfi_context_entity)
XFI("identifier", 1, 1, "node()", "node()", xfi_identifier)
XFI("context-identifier", 1, 1, "node()", "node()", xfi_context_identifier)
XFI("entity-identifier", 1, 1, "node()", "node()", xfi_entity_identifier)
XFI("identifier-value", 1, 1, "xs:token", "node()", xfi_identifier_value)
XFI("identifier-scheme", 1, 1, "xs:anyURI", "node()", xfi_identifier_scheme)
XFI("fact-identifier-value", 1, 1, "xs:token", "node()",
    xfi_fact_identifier_value)
XFI("fact-identifier-scheme", 1, 1, "xs:anyURI", "node()",
    xfi_fact_identifier_scheme)
XFI("segment", 1, 1, "node()?", "node()", xfi_segment)
XFI("entity-segment", 1, 1, "node()?", "node()", xfi_entity_segment)
XFI("context-segment", 1, 1, "node()?", "node()", xfi_context_segment)
XFI("scenario", 1, 1, "node()?", "node()", xfi_scenario)
XFI("context-scenario", 1, 1, "node()?", "node()", xfi_context_scenario)
XFI("fact-segment-remainder", 1, 1, "node()*", "node()",
    xfi_fact_segment_remainder)
XFI("fact-scenario-remainder", 1, 1, "node()*", "node()",
    xfi_fact_scenario_remainder)

/* --- xfi_unit.c --- */
XFI("unit", 1, 1, "node()?", "node()", xfi_unit)
XFI("unit-numerator", 1, 1, "node()+", "node()", xfi_unit_numerator)
XFI("unit-denominator", 1, 1, "node()*", "node()", xfi_unit_denominator)
XFI("measure-name", 1, 1, "xs:QName", "node()", xfi_measure_name)

/* --- xfi_period.c --- */
XFI("is-start-end-period", 1, 1, "xs:boolean", "node()",
    xfi_is_start_end_period)
XFI("is-forever-period", 1, 1, "xs:boolean", "node()", xfi_is_forever_period)
XFI("is-duration-period", 1, 1, "xs:boolean", "node()",
    xfi_is_duration_period)
XFI("is-instant-period", 1, 1, "xs:boolean", "node()", xfi_is_instant_period)
XFI("period-start", 1, 1, "xs:dateTime", "node()", xfi_period_start)
XFI("period-end", 1, 1, "xs:dateTime", "node()", xfi_period_end)
XFI("period-instant", 1, 1, "xs:dateTime", "node()", xfi_period_instant)
XFI("start-equal", 2, 2, "xs:boolean", "xs:anyAtomicType,xs:anyAtomicType",
    xfi_start_equal)
XFI("end-equal", 2, 2, "xs:boolean", "xs:anyAtomicType,xs:anyAtomicType",
    xfi_end_equal)

/* --- xfi_accuracy.c --- */
XFI("precision", 1, 1, "xs:anyAtomicType", "node()", xfi_precision)
XFI("decimals", 1, 1, "xs:anyAtomicType", "node()", xfi_decimals)

/* --- xfi_instance.c --- */
XFI("facts-in-instance", 1, 1, "node()*", "node()", xfi_facts_in_instance)
XFI("non-nil-facts-in-instance", 1, 1, "node()*", "node()",
    xfi_non_nil_facts_in_instance)
XFI("items-in-instance", 1, 1, "node()*", "node()", xfi_items_in_instance)
XFI("tuples-in-instance", 1, 1, "node()*", "node()", xfi_tuples_in_instance)
XFI("items-in-tuple", 1, 1, "node()*", "node()", xfi_items_in_tuple)
XFI("tuples-in-tuple", 1, 1, "node()*", "node()", xfi_tuples_in_tuple)
XFI("xbrl-instance", 1, 1, "node()", "xs:string", xfi_xbrl_instance)

/* --- xfi_equal.c --- */
XFI("identical-nodes", 2, 2, "xs:boolean", "node()*,node()*",
    xfi_identical_nodes)
XFI("identical-node-set", 2, 2, "xs:boolean", "node()*,node()*",
    xfi_identical_node_set)
XFI("x-equal", 2, 2, "xs:boolean", "node()*,node()*", xfi_x_equal)
XFI("s-equal", 2, 2, "xs:boolean", "node()*,node()*", xfi_s_equal)
XFI("s-equal-set", 2, 2, "xs:boolean", "node()*,node()*", xfi_s_equal_set)
XFI("nodes-correspond", 2, 2, "xs:boolean", "node(),node()",
    xfi_nodes_correspond)

/* --- xfi_item_equal.c --- */
XFI("u-equal", 2, 2, "xs:boolean", "node()*,node()*", xfi_u_equal)
XFI("v-equal", 2, 2, "xs:boolean", "node()*,node()*", xfi_v_equal)
XFI("c-equal", 2, 2, "xs:boolean", "node()*,node()*", xfi_c_equal)
XFI("p-equal", 2, 2, "xs:boolean", "node()+,node()+", xfi_p_equal)
XFI("cu-equal", 2, 2, "xs:boolean", "node()*,node()*", xfi_cu_equal)
XFI("pc-equal", 2, 2, "xs:boolean", "node()*,node()*", xfi_pc_equal)
XFI("pcu-equal", 2, 2, "xs:boolean", "node()*,node()*", xfi_pcu_equal)
XFI("u-equal-set", 2, 2, "xs:boolean", "node()*,node()*", xfi_u_equal_set)
XFI("v-equal-set", 2, 2, "xs:boolean", "node()*,node()*", xfi_v_equal_set)
XFI("c-equal-set", 2, 2, "xs:boolean", "node()*,node()*", xfi_c_equal_set)
XFI("duplicate-item", 2, 2, "xs:boolean", "node(),node()",
    xfi_duplicate_item)
XFI("duplicate-tuple", 2, 2, "xs:boolean", "node(),node()",
    xfi_duplicate_tuple)

/* --- xfi_concept.c --- */
XFI("is-non-numeric", 1, 1, "xs:boolean", "xs:QName", xfi_is_non_numeric)
XFI("is-numeric", 1, 1, "xs:boolean", "xs:QName", xfi_is_numeric)
XFI("is-fraction", 1, 1, "xs:boolean", "xs:QName", xfi_is_fraction)
XFI("concept-balance", 1, 1, "xs:string", "xs:QName", xfi_concept_balance)
XFI("concept-period-type", 1, 1, "xs:string", "xs:QName",
    xfi_concept_period_type)
XFI("concept-custom-attribute", 2, 2, "xs:anyAtomicType*",
    "xs:QName,xs:QName", xfi_concept_custom_attribute)
XFI("concept-data-type", 1, 1, "xs:QName?", "xs:QName",
    xfi_concept_data_type)
XFI("concept-data-type-derived-from", 2, 2, "xs:boolean",
    "xs:QName,xs:QName", xfi_concept_data_type_derived_from)
XFI("concept-substitutions", 1, 1, "xs:QName+", "xs:QName",
    xfi_concept_substitutions)

/* --- xfi_member.c --- */
XFI("filter-member-network-selection", 5, 5, "xs:QName*",
    "xs:QName,xs:QName,xs:string,xs:string,xs:string",
    xfi_filter_member_network_selection)
XFI("filter-member-DRS-selection", 5, 5, "xs:QName*",
    "xs:QName,xs:QName,xs:QName,xs:string?,xs:string",
    xfi_filter_member_drs_selection)

/* --- xfi_dimension.c --- */
XFI("fact-explicit-segment-dimension-value", 2, 2, "xs:QName?",
    "node(),xs:QName", xfi_fact_explicit_segment_dimension_value)
XFI("fact-explicit-scenario-dimension-value", 2, 2, "xs:QName?",
    "node(),xs:QName", xfi_fact_explicit_scenario_dimension_value)
XFI("fact-explicit-dimension-value", 2, 2, "xs:QName?", "node(),xs:QName",
    xfi_fact_explicit_dimension_value)
XFI("fact-typed-dimension-value", 2, 2, "node()?", "node(),xs:QName",
    xfi_fact_typed_dimension_value)
XFI("fact-has-explicit-dimension", 2, 2, "xs:boolean", "node(),xs:QName",
    xfi_fact_has_explicit_dimension)
XFI("fact-has-typed-dimension", 2, 2, "xs:boolean", "node(),xs:QName",
    xfi_fact_has_typed_dimension)
XFI("fact-has-explicit-dimension-value", 3, 3, "xs:boolean",
    "node(),xs:QName,xs:QName", xfi_fact_has_explicit_dimension_value)
XFI("fact-explicit-dimensions", 1, 1, "xs:QName*", "node()",
    xfi_fact_explicit_dimensions)
XFI("fact-typed-dimensions", 1, 1, "xs:QName*", "node()",
    xfi_fact_typed_dimensions)
XFI("fact-dimension-s-equal2", 3, 3, "xs:boolean", "node(),node(),xs:QName",
    xfi_fact_dimension_s_equal2)

/* --- xfi_label.c --- */
XFI("linkbase-link-roles", 1, 2, "xs:anyURI*", "xs:string,node()",
    xfi_linkbase_link_roles)
XFI("concept-label", 4, 5, "xs:string",
    "xs:QName,xs:string?,xs:string?,xs:string,node()", xfi_concept_label)
XFI("arcrole-definition", 1, 2, "xs:string?", "xs:string,node()",
    xfi_arcrole_definition)
XFI("role-definition", 1, 2, "xs:string?", "xs:string,node()",
    xfi_role_definition)
XFI("fact-footnotes", 5, 5, "xs:string*",
    "node(),xs:string?,xs:string?,xs:string?,xs:string", xfi_fact_footnotes)

/* --- xfi_navigate.c --- */
XFI("navigate-relationships", 5, 7, "xs:anyAtomicType*",
    "xs:QName,xs:string?,xs:string,xs:string,xs:integer,xs:QName*,node()",
    xfi_navigate_relationships)
XFI("concept-relationships", 4, 8, "xs:unsignedLong*",
    "xs:QName,xs:string?,xs:string,xs:string,xs:integer?,xs:QName?,"
    "xs:QName?,node()", xfi_concept_relationships)
XFI("distinct-nonAbstract-parent-concepts", 2, 3, "xs:QName*",
    "xs:string?,xs:string,node()", xfi_distinct_non_abstract_parent_concepts)

/* --- xfi_relation.c --- */
XFI("relationship-from-concept", 1, 1, "xs:QName", "xs:unsignedLong",
    xfi_relationship_from_concept)
XFI("relationship-to-concept", 1, 1, "xs:QName", "xs:unsignedLong",
    xfi_relationship_to_concept)
XFI("relationship-attribute", 2, 2, "xs:anyAtomicType*",
    "xs:unsignedLong,xs:QName", xfi_relationship_attribute)
XFI("relationship-link-attribute", 2, 2, "xs:anyAtomicType*",
    "xs:unsignedLong,xs:QName", xfi_relationship_link_attribute)
XFI("relationship-name", 1, 1, "xs:QName", "xs:unsignedLong",
    xfi_relationship_name)
XFI("relationship-link-name", 1, 1, "xs:QName", "xs:unsignedLong",
    xfi_relationship_link_name)

/* --- xfi_format.c, xfi_create.c --- */
XFI("format-number", 2, 2, "xs:string", "numeric?,xs:string",
    xfi_format_number)
XFI("create-element", 2, 4, "node()",
    "xs:QName,xs:anyAtomicType*,xs:anyAtomicType?,node()*",
    xfi_create_element)

/* --- xff.c --- */
XFF("uncovered-aspect", 1, 2, "item()*", "xs:string,xs:QName?",
    xff_uncovered_aspect)
XFF("has-fallback-value", 1, 1, "xs:boolean", "xs:QName",
    xff_has_fallback_value)
XFF("uncovered-non-dimensional-aspects", 0, 0, "xs:token*", "",
    xff_uncovered_non_dimensional_aspects)
XFF("uncovered-dimensional-aspects", 0, 0, "xs:QName*", "",
    xff_uncovered_dimensional_aspects)
