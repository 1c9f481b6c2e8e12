# Each case: what it shows, an expression, and what it gives.

# --- contexts, 80101 and 80120 to 80143 ---

= xfi:context: the context whose id is the item's contextRef
xfi:context($f1) is $now and xfi:context($f1) instance of element(xbrli:context)
true

= xfi:context: a tuple has none
xfi:context($t1)
!XPTY0004

= xfi:context: two items are one too many
xfi:context(($f1, $f2))
!XPTY0004

= xfi:context: the argument is no string
xfi:context('now')
!XPTY0004

= xfi:period: the period of the item's context
xfi:period($f7) is $year/xbrli:period
true

= xfi:context-period: that of a context
xfi:context-period($year) is $year/xbrli:period
true

= xfi:context-period: an item is no context
xfi:context-period($f1)
!XPTY0004

= xfi:entity: the entity of the item's context
xfi:entity($f4) is $nl/xbrli:entity
true

= xfi:context-entity: that of a context
xfi:context-entity($nl) is $nl/xbrli:entity
true

= xfi:identifier: the identifier of the item's context
xfi:identifier($f4) is $nl/xbrli:entity/xbrli:identifier
true

= xfi:context-identifier: that of a context
xfi:context-identifier($nl) is $nl//xbrli:identifier
true

= xfi:entity-identifier: that of an entity
xfi:entity-identifier($nl/xbrli:entity) is $nl//xbrli:identifier
true

= xfi:entity-identifier: a context is no entity
xfi:entity-identifier($nl)
!XPTY0004

= xfi:identifier-value: a token, without white space around it
xfi:identifier-value($now//xbrli:identifier) eq '41234' and xfi:identifier-value($now//xbrli:identifier) instance of xs:token
true

= xfi:identifier-scheme: a URI
xfi:identifier-scheme($now//xbrli:identifier) eq xs:anyURI('http://example.org/board')
true

= xfi:fact-identifier-value: that of the item's context
xfi:fact-identifier-value($f1) eq '41234'
true

= xfi:fact-identifier-scheme: that of the item's context
xfi:fact-identifier-scheme($f1) instance of xs:anyURI and xfi:fact-identifier-scheme($f1) eq 'http://example.org/board'
true

= xfi:segment: the segment of the item's context
xfi:segment($f4) is $nl//xbrli:segment
true

= xfi:segment: nothing where there is none
empty(xfi:segment($f5))
true

= xfi:entity-segment: that of an entity
xfi:entity-segment($nl/xbrli:entity) is $nl//xbrli:segment and empty(xfi:entity-segment($now/xbrli:entity))
true

= xfi:context-segment: that of a context
xfi:context-segment($nl) is $nl//xbrli:segment and empty(xfi:context-segment($seven))
true

= xfi:scenario: the scenario of the item's context, or nothing
xfi:scenario($f5) is $seven/xbrli:scenario and empty(xfi:scenario($f4))
true

= xfi:context-scenario: that of a context
xfi:context-scenario($seven) is $seven/xbrli:scenario and empty(xfi:context-scenario($nl))
true

= xfi:fact-segment-remainder: what reports no dimension, in order
empty(xfi:fact-segment-remainder($f4)) and empty(xfi:fact-segment-remainder($f1))
true

= xfi:fact-scenario-remainder: what reports no dimension, in order
for $r in xfi:fact-scenario-remainder($f5) return string($r/@id)
r1 r2 r3

= xfi:fact-scenario-remainder: nodes have the types of their schema
data(xfi:fact-scenario-remainder($f5)[1]/a:weight) instance of xs:decimal and count(data(xfi:fact-scenario-remainder($f5)[1]/a:words)) eq 2
true

# --- units, 80102 to 80105 ---

= xfi:unit: the unit whose id is the item's unitRef
xfi:unit($f1) is $eur
true

= xfi:unit: none of what is not numeric, nor of a fraction
empty((xfi:unit($f8), xfi:unit($f13)))
true

= xfi:unit: a tuple is no item
xfi:unit($t1)
!XPTY0004

= xfi:unit-numerator: the measures of a unit that divides nothing
xfi:unit-numerator($eur) is $eur/xbrli:measure
true

= xfi:unit-numerator: those of the numerator
xfi:unit-numerator($per) is $per//xbrli:unitNumerator/xbrli:measure
true

= xfi:unit-denominator: those of the denominator, in order
for $m in xfi:unit-denominator($per) return local-name-from-QName(xfi:measure-name($m))
shares month

= xfi:unit-denominator: none where nothing is divided
empty(xfi:unit-denominator($eur))
true

= xfi:measure-name: the QName that the measure means
xfi:measure-name($eur/xbrli:measure) eq QName('http://www.xbrl.org/2003/iso4217', 'EUR')
true

= xfi:measure-name: a unit is no measure
xfi:measure-name($eur)
!XPTY0004

# --- periods, 80122 to 80129, 80217, 80218 ---

= xfi:is-start-end-period: of a start and an end only
for $c in ($now, $year, $ever) return xfi:is-start-end-period($c/xbrli:period)
false true false

= xfi:is-forever-period: of forever only
for $c in ($now, $year, $ever) return xfi:is-forever-period($c/xbrli:period)
false false true

= xfi:is-duration-period: of both of these
for $c in ($now, $year, $ever) return xfi:is-duration-period($c/xbrli:period)
false true true

= xfi:is-instant-period: of an instant only
for $c in ($now, $year, $ever) return xfi:is-instant-period($c/xbrli:period)
true false false

= xfi:is-instant-period: a context is no period
xfi:is-instant-period($now)
!XPTY0004

= xfi:period-start: a date is the midnight at its start
xfi:period-start(xfi:period($f7)) eq xs:dateTime('2020-01-01T00:00:00')
true

= xfi:period-start: of an instant the instant, the midnight at the end of the date
xfi:period-start(xfi:period($f1)) eq xs:dateTime('2021-01-01T00:00:00')
true

= xfi:period-start: forever has none
xfi:period-start(xfi:period($f15))
!xfie:PeriodIsForever

= xfi:period-end: a date is the midnight at its end
xfi:period-end(xfi:period($f7)) eq xs:dateTime('2021-01-01T00:00:00')
true

= xfi:period-end: forever has none
xfi:period-end(xfi:period($f15))
!xfie:PeriodIsForever

= xfi:period-instant: a moment keeps its clock and its zone
string(xfi:period-instant(xfi:period($f3)))
2019-12-31T12:30:00+01:00

= xfi:period-instant: a duration is none
xfi:period-instant(xfi:period($f7))
!xfie:PeriodIsNotInstant

= xfi:period-instant: nor is forever
xfi:period-instant(xfi:period($f15))
!xfie:PeriodIsNotInstant

= xfi:start-equal: a date is the midnight that begins it
xfi:start-equal(xs:date('2020-03-01'), xs:dateTime('2020-03-01T00:00:00'))
true

= xfi:start-equal: and not the one that ends it
xfi:start-equal($f10, $f11)
false

= xfi:end-equal: a date is the midnight that ends it
xfi:end-equal($f10, $f11)
true

= xfi:end-equal: also at the end of a year
xfi:end-equal(xs:dateTime('2021-01-01T00:00:00'), xs:date('2020-12-31'))
true

= xfi:end-equal: a number is no date
xfi:end-equal($f1, $f11)
!XPTY0004

# --- accuracy, 80153 and 80154 ---

= xfi:decimals: as stated, an integer
xfi:decimals($f2) instance of xs:integer and xfi:decimals($f2) eq -2
true

= xfi:decimals: INF is a string
xfi:decimals($f4)
INF

= xfi:decimals: from the precision
xfi:decimals($f3)
-1

= xfi:decimals: a fraction is exact
xfi:decimals($f13)
INF

= xfi:decimals: what is not numeric has none
xfi:decimals($f8)
!xfie:ItemIsNotNumeric

= xfi:precision: as stated
xfi:precision($f3) instance of xs:nonNegativeInteger and xfi:precision($f3) eq 3
true

= xfi:precision: from the decimals
for $f in ($f1, $f2, $f12) return xfi:precision($f)
4 2 2

= xfi:precision: INF is a string
(xfi:precision($f4), xfi:precision($f13))
INF INF

= xfi:precision: a tuple is no item
xfi:precision($t1)
!XPTY0004

# --- the facts of a report, 90101 to 90106, 90601 ---

= xfi:facts-in-instance: all of them, in tuples too
count(xfi:facts-in-instance(/xbrli:xbrl))
26

= xfi:facts-in-instance: a context is no report
xfi:facts-in-instance($now)
!XPTY0004

= xfi:non-nil-facts-in-instance: all but the nil one
count(xfi:non-nil-facts-in-instance(/xbrli:xbrl)), count(xfi:facts-in-instance(/xbrli:xbrl)[nilled(.)])
25 1

= xfi:items-in-instance: those that stand in no tuple
for $f in xfi:items-in-instance(/xbrli:xbrl)[position() > 14] return string($f/@id)
f15

= xfi:tuples-in-instance: those that stand in no tuple
for $f in xfi:tuples-in-instance(/xbrli:xbrl) return string($f/@id)
t1 t3 t5

= xfi:items-in-tuple: its own, not those of tuples in it
for $f in xfi:items-in-tuple($t1) return string($f/@id)
f16

= xfi:items-in-tuple: an item is no tuple
xfi:items-in-tuple($f1)
!XPTY0004

= xfi:tuples-in-tuple: its own
for $f in (xfi:tuples-in-tuple($t1), xfi:tuples-in-tuple($t2)) return string($f/@id)
t2

= xfi:xbrl-instance: relative to the report; the same one each time
xfi:xbrl-instance('other.xml') is xfi:xbrl-instance('../formula/other.xml')
true

= xfi:xbrl-instance: the report itself is there already
xfi:xbrl-instance('report.xml') is /xbrli:xbrl
true

= xfi:xbrl-instance: its nodes have the types of its own DTS
data(xfi:xbrl-instance('other.xml')/a:Amount) instance of xs:decimal and xfi:xbrl-instance('other.xml')/a:Amount eq $f1
true

= xfi:xbrl-instance: what is not there cannot be read
xfi:xbrl-instance('none.xml')
!xfie:unableToLoadXbrlInstance

= xfi:xbrl-instance: nor can what is no report
xfi:xbrl-instance('a.xsd')
!xfie:unableToLoadXbrlInstance

# --- equality of nodes, 80200, 80201, 80205, 80206, 80210, 80219 ---

= xfi:identical-nodes: each with the one in its place
xfi:identical-nodes(($f1, $now), ($f1, $now)), xfi:identical-nodes(($f1, $now), ($now, $f1)), xfi:identical-nodes($f1, ($f1, $f1)), xfi:identical-nodes($now, $again)
true false false false

= xfi:identical-node-set: in any order, each once
xfi:identical-node-set(($f1, $now), ($now, $f1, $f1)), xfi:identical-node-set(($f1, $now), ($f1, $again)), xfi:identical-node-set((), ())
true false true

= xfi:x-equal: numbers as numbers
xfi:x-equal(//a:remark[@id='r1']/a:weight, //a:remark[@id='r2']/a:weight)
true

= xfi:x-equal: dates as text
xfi:x-equal($f10, $f11), xfi:x-equal($f8, $f9)
false false

= xfi:x-equal: a string is no node
xfi:x-equal($f1, 'x')
!XPTY0004

= xfi:s-equal: contexts that say the same
xfi:s-equal($now, $again), xfi:s-equal($now, $then)
true false

= xfi:s-equal: units with the same measures
xfi:s-equal($eur, $euro), xfi:s-equal($eur, $usd)
true false

= xfi:s-equal: elements by their content, ids left out
xfi:s-equal(//a:remark[@id='r1'], //a:remark[@id='r2'])
true

= xfi:s-equal: the order of the content counts
xfi:s-equal(//a:remark[@id='r2'], //a:remark[@id='r3'])
false

= xfi:s-equal: items by their contexts and units, not by the ids of these
xfi:s-equal($f17, $f18)
true

= xfi:s-equal: and by their accuracy
xfi:s-equal($f1, $f2)
false

= xfi:s-equal: contexts and items of two reports
xfi:s-equal($now, xfi:xbrl-instance('other.xml')/xbrli:context), xfi:s-equal($f1, xfi:xbrl-instance('other.xml')/a:Amount)
true true

= xfi:s-equal: sequences of different length
xfi:s-equal(($now, $now), $now)
false

= xfi:s-equal-set: in any order
xfi:s-equal-set(($now, $eur), ($euro, $again)), xfi:s-equal-set(($now, $eur), ($usd, $again))
true false

= xfi:nodes-correspond: attributes but id, and content by eq
xfi:nodes-correspond(//a:remark[@id='r1'], //a:remark[@id='r2'])
true

= xfi:nodes-correspond: children in the same order
xfi:nodes-correspond(//a:remark[@id='r2'], //a:remark[@id='r3'])
false

= xfi:nodes-correspond: attributes of one name and value
xfi:nodes-correspond($now//@scheme, $again//@scheme), xfi:nodes-correspond($now/@id, $again/@id), xfi:nodes-correspond($now/@id, $now)
true false false

= xfi:nodes-correspond: texts correspond to nothing
xfi:nodes-correspond($f9/text(), $f9/text())
false

# --- equality of items and tuples, 80202 to 80204, 80207 to 80216 ---

= xfi:c-equal: in s-equal contexts
xfi:c-equal($f1, $f2), xfi:c-equal($f1, $f3), xfi:c-equal(($f1, $f8), ($f2, $f9)), xfi:c-equal(($f1, $f8), $f1)
true false true false

= xfi:c-equal: contexts themselves are no items
xfi:c-equal($now, $again)
!xfie:NodeIsNotXbrlItem

= xfi:u-equal: in s-equal units, or without
xfi:u-equal($f1, $f2), xfi:u-equal($f1, $f4), xfi:u-equal($f8, $f10), xfi:u-equal($f1, $f8)
true false true false

= xfi:u-equal: a tuple is no item
xfi:u-equal($f1, $t1)
!xfie:NodeIsNotXbrlItem

= xfi:v-equal: numbers to the accuracy that both have
xfi:v-equal($f1, $f2), xfi:v-equal($f1, $f17)
true false

= xfi:v-equal: texts by their words
xfi:v-equal($f8, $f9), xfi:v-equal($f10, $f11)
true false

= xfi:v-equal: nil is equal to nil only
xfi:v-equal($f6, $f6), xfi:v-equal($f6, $f1)
true false

= xfi:v-equal: across reports
xfi:v-equal($f1, xfi:xbrl-instance('other.xml')/a:Amount)
true

= xfi:p-equal: children of one parent
xfi:p-equal($f1, $t1), xfi:p-equal($f16, $t2), xfi:p-equal($f16, $f17)
true true false

= xfi:p-equal: a context is neither item nor tuple
xfi:p-equal($f1, $now)
!xfie:ElementIsNotXbrlConcept

= xfi:p-equal: of nothing there is no parent
xfi:p-equal((), ())
!XPTY0004

= xfi:cu-equal: both c-equal and u-equal
xfi:cu-equal($f1, $f2), xfi:cu-equal($f1, $f3), xfi:cu-equal($f1, $f12)
true false false

= xfi:pc-equal: both p-equal and c-equal
xfi:pc-equal($f1, $f2), xfi:pc-equal($f1, $f17)
true false

= xfi:pcu-equal: all three
xfi:pcu-equal($f1, $f2), xfi:pcu-equal($f1, $f8)
true false

= xfi:c-equal-set: in any order, each once
xfi:c-equal-set(($f1, $f3), ($f3, $f2, $f3)), xfi:c-equal-set(($f1, $f3), ($f1, $f2))
true false

= xfi:u-equal-set: in any order, each once
xfi:u-equal-set(($f1, $f4), ($f4, $f2)), xfi:u-equal-set(($f1, $f4), ($f1, $f2))
true false

= xfi:v-equal-set: in any order, each once
xfi:v-equal-set(($f1, $f8), ($f9, $f2)), xfi:v-equal-set(($f1, $f8), ($f8, $f17))
true false

= xfi:duplicate-item: another item of the same name, parent, context and unit
xfi:duplicate-item($f1, $f2), xfi:duplicate-item($f1, $f1), xfi:duplicate-item($f1, $f3), xfi:duplicate-item($f1, $f17)
true false false false

= xfi:duplicate-item: a tuple is no item
xfi:duplicate-item($t1, $t3)
!XPTY0004

= xfi:duplicate-tuple: children that are alike, in any order
xfi:duplicate-tuple($t1, $t3), xfi:duplicate-tuple($t1, $t5), xfi:duplicate-tuple($t1, $t1), xfi:duplicate-tuple($t2, $t4)
true false false false

= xfi:duplicate-tuple: an item is no tuple
xfi:duplicate-tuple($f1, $f2)
!XPTY0004

# --- concepts, 80150 to 80152, 90201 to 90206 ---

= xfi:is-non-numeric: of text, not of numbers, fractions and tuples
for $n in ('Text', 'Amount', 'Fraction', 'Group') return xfi:is-non-numeric(QName('http://example.org/a', $n))
true false false false

= xfi:is-numeric: of numbers and fractions
for $n in ('Text', 'Amount', 'Fraction', 'Group') return xfi:is-numeric(QName('http://example.org/a', $n))
false true true false

= xfi:is-fraction: of fractions
for $n in ('Text', 'Amount', 'Fraction', 'Group') return xfi:is-fraction(QName('http://example.org/a', $n))
false false true false

= xfi:concept-balance: debit, credit, or nothing said
for $n in ('Amount', 'Flow', 'Text') return concat('[', xfi:concept-balance(QName('http://example.org/a', $n)), ']')
[credit] [debit] []

= xfi:concept-balance: a name that is no concept's
xfi:concept-balance(xs:QName('a:remark'))
!xfie:invalidConceptQName

= xfi:concept-balance: an item has no QName as value
xfi:concept-balance($f8)
!XPTY0004

= xfi:concept-period-type: instant or duration
xfi:concept-period-type(xs:QName('a:Amount')), xfi:concept-period-type(xs:QName('a:Flow'))
instant duration

= xfi:concept-period-type: xbrli:item itself is no concept of a taxonomy
xfi:concept-period-type(xs:QName('xbrli:item'))
!xfie:invalidConceptQName

= xfi:concept-custom-attribute: typed as the schema has it
xfi:concept-custom-attribute(xs:QName('a:Amount'), xs:QName('a:rank')) instance of xs:integer and xfi:concept-custom-attribute(xs:QName('a:Amount'), xs:QName('a:about')) eq xs:QName('a:Flow') and xfi:concept-custom-attribute(xs:QName('a:Amount'), xs:QName('a:note')) eq 'money'
true

= xfi:concept-custom-attribute: nothing where it is not there
empty(xfi:concept-custom-attribute(xs:QName('a:Flow'), xs:QName('a:rank')))
true

= xfi:concept-custom-attribute: whether a concept is abstract
boolean(xfi:concept-custom-attribute(xs:QName('a:Head'), QName('', 'abstract'))), boolean(xfi:concept-custom-attribute(xs:QName('a:Amount'), QName('', 'abstract')))
true false

= xfi:concept-data-type: the name of the type
xfi:concept-data-type(xs:QName('a:Amount')) eq xs:QName('xbrli:monetaryItemType') and xfi:concept-data-type(xs:QName('a:Share')) eq xs:QName('a:shareType')
true

= xfi:concept-data-type: an anonymous one has none
empty((xfi:concept-data-type(xs:QName('a:Small')), xfi:concept-data-type(xs:QName('a:Group'))))
true

= xfi:concept-data-type: an attribute is no concept
xfi:concept-data-type(xs:QName('a:rank'))
!xfie:invalidConceptQName

= xfi:concept-data-type-derived-from: itself, and any number of steps
for $t in ('a:shareType', 'xbrli:pureItemType', 'xs:decimal', 'xbrli:monetaryItemType') return xfi:concept-data-type-derived-from(xs:QName('a:Share'), if ($t eq 'a:shareType') then xs:QName('a:shareType') else if ($t eq 'xs:decimal') then xs:QName('xs:decimal') else QName('http://www.xbrl.org/2003/instance', $t))
true true true false

= xfi:concept-substitutions: up to xbrli:item or xbrli:tuple
for $q in (xfi:concept-substitutions(xs:QName('a:Part')), xfi:concept-substitutions(xs:QName('a:Group'))) return local-name-from-QName($q)
Amount item tuple

= xfi:concept-substitutions: what is in none
xfi:concept-substitutions(xs:QName('a:number'))
!xfie:invalidConceptQName

# --- dimensions, 90213, 90214, 90300 to 90312, 90403 ---

= xfi:fact-explicit-dimension-value: the member reported
xfi:fact-explicit-dimension-value($f4, xs:QName('a:Region')) eq xs:QName('a:NL')
true

= xfi:fact-explicit-dimension-value: else the default, whatever the hypercubes say
xfi:fact-explicit-dimension-value($f1, xs:QName('a:Region')) eq xs:QName('a:World') and xfi:fact-explicit-dimension-value($f8, xs:QName('a:Region')) eq xs:QName('a:World')
true

= xfi:fact-explicit-dimension-value: a typed dimension is none
xfi:fact-explicit-dimension-value($f4, xs:QName('a:Product'))
!xfie:invalidExplicitDimensionQName

= xfi:fact-explicit-segment-dimension-value: what the segment reports, or its default
xfi:fact-explicit-segment-dimension-value($f4, xs:QName('a:Region')) eq xs:QName('a:NL') and xfi:fact-explicit-segment-dimension-value($f1, xs:QName('a:Region')) eq xs:QName('a:World') and empty(xfi:fact-explicit-segment-dimension-value($f8, xs:QName('a:Region')))
true

= xfi:fact-explicit-scenario-dimension-value: nothing, where it is the segment's
empty((xfi:fact-explicit-scenario-dimension-value($f4, xs:QName('a:Region')), xfi:fact-explicit-scenario-dimension-value($f1, xs:QName('a:Region'))))
true

= xfi:fact-typed-dimension-value: the element that has it
xfi:fact-typed-dimension-value($f4, xs:QName('a:Product')) is $nl//xbrldi:typedMember and xfi:fact-typed-dimension-value($f5, xs:QName('a:Product'))/a:number eq 7
true

= xfi:fact-typed-dimension-value: nothing where it is not reported
empty(xfi:fact-typed-dimension-value($f1, xs:QName('a:Product')))
true

= xfi:fact-typed-dimension-value: an explicit dimension is none
xfi:fact-typed-dimension-value($f4, xs:QName('a:Region'))
!xfie:invalidTypedDimensionQName

= xfi:fact-has-explicit-dimension: reported or by default
xfi:fact-has-explicit-dimension($f4, xs:QName('a:Region')), xfi:fact-has-explicit-dimension($f1, xs:QName('a:Region'))
true true

= xfi:fact-has-explicit-dimension: a name that is no dimension's
xfi:fact-has-explicit-dimension($f4, xs:QName('a:NL'))
!xfie:invalidExplicitDimensionQName

= xfi:fact-has-typed-dimension: only where it is reported
xfi:fact-has-typed-dimension($f4, xs:QName('a:Product')), xfi:fact-has-typed-dimension($f1, xs:QName('a:Product'))
true false

= xfi:fact-has-explicit-dimension-value: that very member
xfi:fact-has-explicit-dimension-value($f4, xs:QName('a:Region'), xs:QName('a:NL')), xfi:fact-has-explicit-dimension-value($f4, xs:QName('a:Region'), xs:QName('a:BE')), xfi:fact-has-explicit-dimension-value($f1, xs:QName('a:Region'), xs:QName('a:World'))
true false true

= xfi:fact-explicit-dimensions: reported ones, and those with a default
for $f in ($f4, $f1) return local-name-from-QName(xfi:fact-explicit-dimensions($f))
Region Region

= xfi:fact-typed-dimensions: reported ones
for $d in (xfi:fact-typed-dimensions($f4), xfi:fact-typed-dimensions($f1)) return local-name-from-QName($d)
Product

= xfi:fact-dimension-s-equal2: typed values, wherever they stand
xfi:fact-dimension-s-equal2($f4, $f5, xs:QName('a:Product')), xfi:fact-dimension-s-equal2($f4, $f1, xs:QName('a:Product')), xfi:fact-dimension-s-equal2($f1, $f2, xs:QName('a:Product'))
true false true

= xfi:fact-dimension-s-equal2: members, a default too
xfi:fact-dimension-s-equal2($f4, $f1, xs:QName('a:Region')), xfi:fact-dimension-s-equal2($f5, $f1, xs:QName('a:Region'))
false true

= xfi:filter-member-network-selection: usable members below another
for $q in xfi:filter-member-network-selection(xs:QName('a:Region'), xs:QName('a:World'), 'http://www.xbrl.org/2003/role/link', 'http://xbrl.org/int/dim/arcrole/domain-member', 'descendant-or-self') return local-name-from-QName($q)
World NL BE

= xfi:filter-member-network-selection: children only
for $q in xfi:filter-member-network-selection(xs:QName('a:Region'), xs:QName('a:Europe'), 'http://www.xbrl.org/2003/role/link', 'http://xbrl.org/int/dim/arcrole/domain-member', 'child') return local-name-from-QName($q)
NL BE

= xfi:filter-member-network-selection: of what is no member there is nothing
empty(xfi:filter-member-network-selection(xs:QName('a:Region'), xs:QName('a:Amount'), 'http://www.xbrl.org/2003/role/link', 'http://xbrl.org/int/dim/arcrole/domain-member', 'child-or-self'))
true

= xfi:filter-member-network-selection: the dimension must be one
xfi:filter-member-network-selection(xs:QName('a:Amount'), xs:QName('a:NL'), 'http://www.xbrl.org/2003/role/link', 'http://xbrl.org/int/dim/arcrole/domain-member', 'child')
!xfie:invalidDimensionQName

= xfi:filter-member-DRS-selection: members below another for a primary item
for $q in xfi:filter-member-DRS-selection(xs:QName('a:Region'), xs:QName('a:Amount'), xs:QName('a:World'), (), 'DRS-descendant') return local-name-from-QName($q)
NL BE

= xfi:filter-member-DRS-selection: children only, in one role
for $q in xfi:filter-member-DRS-selection(xs:QName('a:Region'), xs:QName('a:Amount'), xs:QName('a:Europe'), 'http://www.xbrl.org/2003/role/link', 'DRS-child') return local-name-from-QName($q)
NL BE

= xfi:filter-member-DRS-selection: none for an item without hypercubes, or in another role
empty((xfi:filter-member-DRS-selection(xs:QName('a:Region'), xs:QName('a:Flow'), xs:QName('a:World'), '', 'DRS-descendant'), xfi:filter-member-DRS-selection(xs:QName('a:Region'), xs:QName('a:Amount'), xs:QName('a:World'), 'http://example.org/role/one', 'DRS-descendant')))
true

= xfi:filter-member-DRS-selection: the primary item must be a concept
xfi:filter-member-DRS-selection(xs:QName('a:Region'), xs:QName('a:remark'), xs:QName('a:World'), '', 'DRS-child')
!xfie:invalidPrimaryItemConceptQName

# --- networks, 90502, 90507 to 90514 ---

= xfi:concept-relationships: children in their order, by value
for $r in xfi:concept-relationships(xs:QName('a:Head'), '', 'http://www.xbrl.org/2003/arcrole/parent-child', 'child') return local-name-from-QName(xfi:relationship-to-concept($r))
Amount Flow

= xfi:concept-relationships: depth first
for $r in xfi:concept-relationships(xs:QName('a:Head'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'descendant') return local-name-from-QName(xfi:relationship-to-concept($r))
Amount Part Flow

= xfi:concept-relationships: so many generations
count(xfi:concept-relationships(xs:QName('a:Head'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'descendant', 1))
2

= xfi:concept-relationships: from the roots
for $r in xfi:concept-relationships(xs:QName('xfi:root'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'child') return local-name-from-QName(xfi:relationship-to-concept($r))
Amount Flow Day

= xfi:concept-relationships: upwards
for $r in xfi:concept-relationships(xs:QName('a:Part'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'ancestor') return local-name-from-QName(xfi:relationship-from-concept($r))
Amount Head

= xfi:concept-relationships: to siblings, of which a root has none
for $r in (xfi:concept-relationships(xs:QName('a:Amount'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'sibling'), xfi:concept-relationships(xs:QName('a:Head'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'sibling')) return local-name-from-QName(xfi:relationship-to-concept($r))
Flow

= xfi:concept-relationships: a circle is met once more and left
for $r in xfi:concept-relationships(xs:QName('a:Amount'), 'http://example.org/role/one', 'http://example.org/arcrole/leads', 'descendant') return local-name-from-QName(xfi:relationship-to-concept($r))
Flow Amount

= xfi:concept-relationships: but walked as often as generations are asked for
count(xfi:concept-relationships(xs:QName('a:Amount'), 'http://example.org/role/one', 'http://example.org/arcrole/leads', 'descendant', 5))
5

= xfi:concept-relationships: only of links and arcs of a name
count(xfi:concept-relationships(xs:QName('a:Head'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'descendant', 0, xs:QName('link:presentationLink'), xs:QName('link:presentationArc'))), count(xfi:concept-relationships(xs:QName('a:Head'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'descendant', 0, xs:QName('link:definitionLink')))
3 0

= xfi:concept-relationships: of the DTS of another report
count(xfi:concept-relationships(xs:QName('a:Head'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'descendant', 0, (), (), xfi:xbrl-instance('other.xml')))
3

= xfi:relationship-name: the arc element; xfi:relationship-link-name: the link
for $r in xfi:concept-relationships(xs:QName('a:Part'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'parent') return (local-name-from-QName(xfi:relationship-name($r)), local-name-from-QName(xfi:relationship-link-name($r)))
presentationArc presentationLink

= xfi:relationship-attribute: typed as the schema has it
for $r in xfi:concept-relationships(xs:QName('a:Amount'), 'http://example.org/role/one', 'http://example.org/arcrole/leads', 'child') return (xfi:relationship-attribute($r, xs:QName('a:rank')) instance of xs:integer, xfi:relationship-attribute($r, xs:QName('a:rank')), xfi:relationship-attribute($r, xs:QName('a:about')) eq xs:QName('a:Part'), xfi:relationship-attribute($r, xs:QName('a:unknown')) instance of xs:untypedAtomic, xfi:relationship-attribute($r, QName('', 'priority')) eq 4)
true 3 true true true

= xfi:relationship-attribute: nothing where it is not there
empty(for $r in xfi:concept-relationships(xs:QName('a:Flow'), 'http://example.org/role/one', 'http://example.org/arcrole/leads', 'child') return (xfi:relationship-attribute($r, xs:QName('a:rank')), xfi:relationship-attribute($r, QName('', 'weight'))))
true

= xfi:relationship-attribute: order, preferredLabel
for $r in xfi:concept-relationships(xs:QName('a:Head'), (), 'http://www.xbrl.org/2003/arcrole/parent-child', 'child') return (xfi:relationship-attribute($r, QName('', 'order')), xfi:relationship-attribute($r, QName('', 'preferredLabel')))
1 2 http://www.xbrl.org/2003/role/totalLabel

= xfi:relationship-link-attribute: typed as the schema has it
for $r in xfi:concept-relationships(xs:QName('a:Amount'), 'http://example.org/role/one', 'http://example.org/arcrole/leads', 'child') return (xfi:relationship-link-attribute($r, xs:QName('a:since')) eq xs:date('2020-02-29'), xfi:relationship-link-attribute($r, xs:QName('xlink:role')), xfi:relationship-link-attribute($r, QName('', 'id')), count(xfi:relationship-link-attribute($r, xs:QName('a:rank'))))
true http://example.org/role/one the-link 0

= xfi:relationship-name: a number is no relationship
xfi:relationship-name(xs:unsignedLong(999999999))
!XPTY0004

= xfi:navigate-relationships: concepts below, then the values of attributes
xfi:navigate-relationships(xs:QName('a:Head'), '', 'http://www.xbrl.org/2003/arcrole/parent-child', 'descendant', 1, QName('', 'preferredLabel'))
a:Amount a:Flow  http://www.xbrl.org/2003/role/totalLabel

= xfi:navigate-relationships: with itself
xfi:navigate-relationships(xs:QName('a:Amount'), '', 'http://www.xbrl.org/2003/arcrole/parent-child', 'descendant-or-self', 0)
a:Amount a:Part

= xfi:navigate-relationships: upwards
xfi:navigate-relationships(xs:QName('a:Part'), '', 'http://www.xbrl.org/2003/arcrole/parent-child', 'ancestor', 0)
a:Amount a:Head

= xfi:navigate-relationships: the roots are below xfi:root
xfi:navigate-relationships(xs:QName('xfi:root'), '', 'http://www.xbrl.org/2003/arcrole/parent-child', 'descendant', 1)
a:Head a:Text

= xfi:navigate-relationships: siblings of a root are other roots
xfi:navigate-relationships(xs:QName('a:Head'), '', 'http://www.xbrl.org/2003/arcrole/parent-child', 'sibling', 1)
a:Text

= xfi:navigate-relationships: what is in no such network has no siblings
empty(xfi:navigate-relationships(xs:QName('a:Share'), '', 'http://www.xbrl.org/2003/arcrole/parent-child', 'sibling-or-self', 1))
true

= xfi:distinct-nonAbstract-parent-concepts: parents of children, none of them abstract
xfi:distinct-nonAbstract-parent-concepts((), 'http://www.xbrl.org/2003/arcrole/parent-child')
a:Amount a:Text

# --- labels, roles and footnotes, 90501, 90503 to 90506 ---

= xfi:concept-label: in a language and a role
for $l in ('en', 'nl', 'nl-BE', 'en-GB', 'NL', 'fr') return concat('[', xfi:concept-label(xs:QName('a:Amount'), '', '', $l), ']')
[Amount] [Bedrag] [Som] [Amount] [Bedrag] []

= xfi:concept-label: of a role, or a concept, that has none
concat('[', xfi:concept-label(xs:QName('a:Amount'), (), 'http://www.xbrl.org/2003/role/terseLabel', 'en'), ',', xfi:concept-label(xs:QName('a:Amount'), (), 'http://www.xbrl.org/2003/role/terseLabel', 'nl'), ',', xfi:concept-label(xs:QName('a:Flow'), (), (), 'en'), ',', xfi:concept-label(xs:QName('a:None'), (), (), 'en'), ']')
[Amt,,,]

= xfi:role-definition: what it says, or nothing
xfi:role-definition('http://example.org/role/one'), count((xfi:role-definition('http://example.org/role/silent'), xfi:role-definition('urn:none')))
The first role 0

= xfi:arcrole-definition: what it says, or nothing
xfi:arcrole-definition('http://example.org/arcrole/leads', /xbrli:xbrl), count(xfi:arcrole-definition('urn:none'))
Leads to 0

= xfi:linkbase-link-roles: of linkbases
xfi:linkbase-link-roles('http://www.xbrl.org/2003/arcrole/parent-child'), count(xfi:linkbase-link-roles('urn:none'))
http://www.xbrl.org/2003/role/link 0

= xfi:linkbase-link-roles: and of footnotes
xfi:linkbase-link-roles('http://www.xbrl.org/2003/arcrole/fact-footnote')
http://www.xbrl.org/2003/role/link http://example.org/role/one

= xfi:fact-footnotes: in a language, with the text of its markup
xfi:fact-footnotes($f1, '', '', '', 'nl'), xfi:fact-footnotes($f1, (), (), (), 'en')
Zie noot See <note>

= xfi:fact-footnotes: of another role
xfi:fact-footnotes($f1, 'http://example.org/role/one', (), (), 'en'), count(xfi:fact-footnotes($f1, 'http://example.org/role/one', (), (), 'nl'))
Elsewhere 0

= xfi:fact-footnotes: an arc that is prohibited leads nowhere
count(xfi:fact-footnotes($f2, (), (), (), 'nl'))
0

= xfi:fact-footnotes: a context is no fact
xfi:fact-footnotes($now, (), (), (), 'nl')
!XPTY0004

# --- xfi:format-number, 90701; XSLT 2.0, 16.4 ---

= xfi:format-number: digits, groups, signs
for $p in ('0', '#,##0.00', '0000000', '#', '[0]', '0.0#') return xfi:format-number(1234.5, $p)
1234 1,234.50 0001234 1234 [1234] 1234.5

= xfi:format-number: rounds half to even
for $n in (0.5, 1.5, 2.5, 0.125, 0.135) return xfi:format-number($n, '0.##')
0.5 1.5 2.5 0.12 0.14

= xfi:format-number: groups as far apart as the first go on
xfi:format-number(123456789, '#,##0'), xfi:format-number(123456789, '#,##,##0'), xfi:format-number(0.1234567, '0.000,000,0')
123,456,789 1234,56,789 0.123,456,7

= xfi:format-number: percent and per mille
xfi:format-number(0.256, '0%'), xfi:format-number(0.256, '0.0‰'), xfi:format-number(0.25, '%0')
26% 256.0‰ %25

= xfi:format-number: negative numbers
xfi:format-number(-5, '0'), xfi:format-number(-5, '0;(0)'), xfi:format-number(5, '0;(0)'), xfi:format-number(-0.001, '0.0')
-5 (5) 5 -0.0

= xfi:format-number: no number, and too large a one
xfi:format-number((), '0'), xfi:format-number(xs:double('NaN'), '0.0'), xfi:format-number(xs:double('INF'), 'x0y'), xfi:format-number(xs:double('-INF'), '0')
NaN NaN xInfinityy -Infinity

= xfi:format-number: less than one without a digit that must be there
xfi:format-number(0.5, '#.0'), xfi:format-number(0, '#.#'), xfi:format-number(0, '#'), xfi:format-number(12345678901234567890.12, '0.00')
.5 0 0 12345678901234567890.12

= xfi:format-number: a picture without a digit
xfi:format-number(1, 'hello')
!xfie:invalidPictureSyntax

= xfi:format-number: a picture with an active sign among passive ones
xfi:format-number(1, '0x0')
!xfie:invalidPictureSyntax

= xfi:format-number: a picture with two points
xfi:format-number(1, '0.0.0')
!xfie:invalidPictureSyntax

= xfi:format-number: a digit that may be there after one that must
xfi:format-number(1, '0#')
!xfie:invalidPictureSyntax

= xfi:format-number: a picture in three parts
xfi:format-number(1, '0;0;0')
!xfie:invalidPictureSyntax

= xfi:format-number: a text is no number
xfi:format-number('1', '0')
!XPTY0004

# --- xfi:create-element, 90801 ---

= xfi:create-element: a name, attributes, a value
for $e in xfi:create-element(xs:QName('a:x'), ('b', 1, xs:QName('a:c'), true()), 'text') return (local-name($e), namespace-uri($e), $e/@b, $e/@a:c, string($e), count($e/..), $e/.. instance of document-node())
x http://example.org/a 1 true text 1 true

= xfi:create-element: children, which may be of a report
for $e in xfi:create-element(xs:QName('a:x'), (), (), ($f9, xfi:create-element(xs:QName('a:y'), (), 'z'))) return (count($e/*), $e/a:Text, $e/a:y, $e/a:Text/@contextRef, $e/a:Text is $f9)
2 some words z now false

= xfi:create-element: each is another
xfi:create-element(xs:QName('a:x'), ()) is xfi:create-element(xs:QName('a:x'), ())
false

= xfi:create-element: an attribute without a value
xfi:create-element(xs:QName('a:x'), 'b')
!xfie:AttributesNotNameValuePairs

= xfi:create-element: a string with a prefix names no attribute
xfi:create-element(xs:QName('a:x'), ('a:b', 1))
!xfie:AttributesNotNameValuePairs

= xfi:create-element: a value and children
xfi:create-element(xs:QName('a:x'), (), 'y', $f9)
!xfie:MixedContentError

# --- what the registry wants refused, function by function ---

= xfi:precision: of what has neither precision nor decimals
xfi:precision($f8)
!xfie:ItemIsNotNumeric

= xfi:decimals: of what has neither precision nor decimals
xfi:decimals($f8)
!xfie:ItemIsNotNumeric

= xfi:period-start: of a period without one
xfi:period-start(xfi:period($f15))
!xfie:PeriodIsForever

= xfi:period-end: of a period without one
xfi:period-end(xfi:period($f15))
!xfie:PeriodIsForever

= xfi:period-instant: of a duration
xfi:period-instant(xfi:period($f7))
!xfie:PeriodIsNotInstant

= xfi:period-instant: of a period without an end
xfi:period-instant(xfi:period($f15))
!xfie:PeriodIsNotInstant

= xfi:v-equal: a tuple is no item
xfi:v-equal($t1, $f1)
!xfie:NodeIsNotXbrlItem

= xfi:v-equal: a unit is no item
xfi:v-equal($f1, $eur)
!xfie:NodeIsNotXbrlItem

= xfi:u-equal: a context is no item
xfi:u-equal($now, $f1)
!xfie:NodeIsNotXbrlItem

= xfi:c-equal: a tuple is no item
xfi:c-equal($f1, $t1)
!xfie:NodeIsNotXbrlItem

= xfi:cu-equal: a tuple is no item
xfi:cu-equal($t1, $t3)
!xfie:NodeIsNotXbrlItem

= xfi:pc-equal: a tuple is no item
xfi:pc-equal($f1, $t1)
!xfie:NodeIsNotXbrlItem

= xfi:pcu-equal: a tuple is no item
xfi:pcu-equal($t1, $f1)
!xfie:NodeIsNotXbrlItem

= xfi:u-equal-set: a tuple among items is none
xfi:u-equal-set(($f1, $t1), ($f1, $f2))
!xfie:NodeIsNotXbrlItem

= xfi:v-equal-set: a tuple among items is none
xfi:v-equal-set(($f1, $f2), ($f1, $t1))
!xfie:NodeIsNotXbrlItem

= xfi:c-equal-set: a context among items is none
xfi:c-equal-set(($f1, $f2), ($now, $f1))
!xfie:NodeIsNotXbrlItem

= xfi:p-equal: a context is no fact
xfi:p-equal($now, $f1)
!xfie:ElementIsNotXbrlConcept

= xfi:concept-balance: of no concept
xfi:concept-balance(xs:QName('a:None'))
!xfie:invalidConceptQName

= xfi:concept-period-type: of an element that is no concept
xfi:concept-period-type(xs:QName('a:remark'))
!xfie:invalidConceptQName

= xfi:concept-custom-attribute: of no concept
xfi:concept-custom-attribute(xs:QName('a:None'), xs:QName('a:rank'))
!xfie:invalidConceptQName

= xfi:concept-data-type: of no concept
xfi:concept-data-type(xs:QName('a:None'))
!xfie:invalidConceptQName

= xfi:concept-substitutions: of no concept
xfi:concept-substitutions(xs:QName('a:None'))
!xfie:invalidConceptQName

= xfi:filter-member-network-selection: a dimension that is not there
xfi:filter-member-network-selection(xs:QName('a:None'), xs:QName('a:NL'), 'http://www.xbrl.org/2003/role/link', 'http://xbrl.org/int/dim/arcrole/domain-member', 'child')
!xfie:invalidDimensionQName

= xfi:filter-member-DRS-selection: a dimension that is not there
xfi:filter-member-DRS-selection(xs:QName('a:None'), xs:QName('a:Amount'), xs:QName('a:World'), (), 'DRS-descendant')
!xfie:invalidDimensionQName

= xfi:filter-member-DRS-selection: a concept that is no dimension
xfi:filter-member-DRS-selection(xs:QName('a:Amount'), xs:QName('a:Amount'), xs:QName('a:World'), (), 'DRS-descendant')
!xfie:invalidDimensionQName

= xfi:filter-member-DRS-selection: a primary item that is not there
xfi:filter-member-DRS-selection(xs:QName('a:Region'), xs:QName('a:None'), xs:QName('a:World'), (), 'DRS-descendant')
!xfie:invalidPrimaryItemConceptQName

= xfi:fact-explicit-segment-dimension-value: of a typed dimension
xfi:fact-explicit-segment-dimension-value($f4, xs:QName('a:Product'))
!xfie:invalidExplicitDimensionQName

= xfi:fact-explicit-segment-dimension-value: of no dimension
xfi:fact-explicit-segment-dimension-value($f1, xs:QName('a:Amount'))
!xfie:invalidExplicitDimensionQName

= xfi:fact-explicit-scenario-dimension-value: of no dimension
xfi:fact-explicit-scenario-dimension-value($f1, xs:QName('a:None'))
!xfie:invalidExplicitDimensionQName

= xfi:fact-explicit-dimension-value: of a typed dimension
xfi:fact-explicit-dimension-value($f4, xs:QName('a:Product'))
!xfie:invalidExplicitDimensionQName

= xfi:fact-typed-dimension-value: of an explicit dimension
xfi:fact-typed-dimension-value($f4, xs:QName('a:Region'))
!xfie:invalidTypedDimensionQName

= xfi:fact-has-explicit-dimension: of no dimension
xfi:fact-has-explicit-dimension($f1, xs:QName('a:Amount'))
!xfie:invalidExplicitDimensionQName

= xfi:fact-has-typed-dimension: of an explicit dimension
xfi:fact-has-typed-dimension($f4, xs:QName('a:Region'))
!xfie:invalidTypedDimensionQName

= xfi:fact-has-explicit-dimension-value: of a typed dimension
xfi:fact-has-explicit-dimension-value($f4, xs:QName('a:Product'), xs:QName('a:NL'))
!xfie:invalidExplicitDimensionQName

= xfi:fact-has-explicit-dimension-value: of a dimension that the fact does not have
xfi:fact-has-explicit-dimension-value($f8, xs:QName('a:Region'), xs:QName('a:NL'))
false

= xfi:xbrl-instance: of what is not there
xfi:xbrl-instance('none.xml')
!xfie:unableToLoadXbrlInstance

= xfi:format-number: a picture that is none
xfi:format-number(1, '0.0.0')
!xfie:invalidPictureSyntax

= xfi:create-element: an attribute without a value
xfi:create-element(xs:QName('a:x'), ('b', 'c', 'd'))
!xfie:AttributesNotNameValuePairs

= xfi:create-element: the name of an attribute with a prefix, as a string
xfi:create-element(xs:QName('a:x'), ('a:b', 'c'))
!xfie:AttributesNotNameValuePairs

# --- xff:, 80155 to 80158 ---

= xff:uncovered-aspect: outside of a variable set
xff:uncovered-aspect('concept')
!xffe:invalidFunctionUse

= xff:has-fallback-value: outside of a variable set
xff:has-fallback-value(QName('', 'x'))
!xffe:invalidFunctionUse

= xff:uncovered-non-dimensional-aspects: outside of a variable set
xff:uncovered-non-dimensional-aspects()
!xffe:invalidFunctionUse

= xff:uncovered-dimensional-aspects: outside of a variable set
xff:uncovered-dimensional-aspects()
!xffe:invalidFunctionUse

# --- values without a tree, and with one ---

= values of facts: exact numbers, dates, texts
($f1 + $f4) instance of xs:decimal and $f1 + $f4 eq 1239.5 and $f10 instance of element(a:Day) and data($f10) instance of xs:date and data($f11) instance of xs:dateTime and data($f8) eq ' some  words '
true

= values of facts: nil has none
count(data($f6)), nilled($f6)
0 true

= values of facts: a fraction has none
data($f13)
!FOTY0012

= values of facts: the types of elements and attributes
$f1 instance of element(a:Amount, xs:decimal) and $f1 instance of schema-element(xbrli:item) and not($t1 instance of schema-element(xbrli:item)) and $f14 instance of element(*, xs:integer) and data($f14) instance of xs:integer and $f1/@decimals instance of attribute(*)
true
