/*
 * test_utr.c: the units registry by itself: the one that ships, and what is
 * said of registries that break a rule.  How facts are held against one is
 * in tests/cases/utr-*.cases.
 */
#include "taxonomy/utr.h"

#include "base/buf.h"
#include "base/names.h"
#include "tests/tap.h"

#define SPEC	"Units Registry 1.0, "
#define UTR	slice_of(NS_UTR)

static struct arena *arena;

/* --- the one that ships --- */

static void
test_builtin(void)
{
	struct utr *u = utr_builtin();
	size_t i, recommended = 0;

	for (i = 0; i < utr_count(u); i++)
		recommended += strcmp(utr_unit(u, i)->status, "REC") == 0;
	is_int((long long)utr_count(u), 324, SPEC "3: 324 definitions ship");
	is_int((long long)recommended, 311, SPEC "5: 311 are recommended");
	ok(utr_has_measure(u, slice_of(NS_ISO4217), SLICE("EUR")),
	    SPEC "3: the euro is a measure");
	ok(utr_has_measure(u, slice_of(NS_XBRLI), SLICE("pure")),
	    SPEC "3: pure is a measure");
	ok(utr_has_measure(u, UTR, SLICE("sqm")),
	    SPEC "3: a square metre is a measure");
	ok(!utr_has_measure(u, slice_of(NS_ISO4217), SLICE("sqm")),
	    SPEC "4: and is none in another namespace");
	ok(!utr_has_measure(u, UTR, SLICE("Monetary_per_Share")),
	    SPEC "4: a complex unit is no measure");
	ok(!utr_has_measure(u, UTR, SLICE("hl")),
	    SPEC "5: a candidate is no measure");
	ok(!utr_has_measure(u, SLICE(""), SLICE("")),
	    SPEC "4: nothing is no measure");
	ok(utr_has_type(u, slice_of(NS_XBRLI), SLICE("monetaryItemType")),
	    SPEC "4: amounts are present");
	ok(!utr_has_type(u, UTR, SLICE("monetaryItemType")),
	    SPEC "4: but in the namespace that is given");
	ok(utr_has_type(u, SLICE_NONE, SLICE("monetaryItemType")),
	    SPEC "4: a side of a division may leave it out");
	ok(utr_has_type(u, UTR, SLICE("areaItemType")),
	    SPEC "4: areas are present in any namespace");
	ok(!utr_has_type(u, slice_of(NS_XBRLI), SLICE("decimalItemType")),
	    SPEC "4: decimals are not present");
	utr_free(u);
}

/* --- reading --- */

#define HEAD	"<utr xmlns='" NS_UTR "'><units>\n"
#define TAIL	"</units></utr>"
#define END	"<definition/><baseStandard/><status>REC</status>" \
		"<versionDate>2025-01-01</versionDate></unit>\n"
#define NAMED	"<unit><unitId>kg</unitId><unitName>Kilo</unitName>"
#define KILO	NAMED "<nsUnit/><itemType>massItemType</itemType>" END

static void
refused(const char *text, const char *part, const char *what)
{
	const char *why = NULL;
	struct utr *u;

	ok(utr_read_bytes(&u, slice_of(text), arena, &why) == -1 && u == NULL,
	    "%s: refused", what);
	if (!ok(why != NULL && strstr(why, part) != NULL, "%s: and said",
	    what))
		printf("# %s\n", why == NULL ? "nothing" : why);
	utr_free(u);
}

/* The seven of section 2, each in a sentence that says which. */
static void
test_malformed(void)
{
	refused(HEAD KILO KILO TAIL, "line 3: a unit is defined twice",
	    SPEC "2: a unitId is defined once in a status");
	refused(HEAD NAMED "<nsUnit/>" END TAIL, "line 2: itemType is missing",
	    SPEC "2: a simple unit names its type");
	refused(HEAD NAMED "<itemType>a</itemType><numeratorItemType>b"
	    "</numeratorItemType><symbol>c</symbol>" END TAIL, "has a symbol",
	    SPEC "2: a complex unit has no symbol");
	refused(HEAD NAMED "<itemType>a</itemType><nsNumeratorItemType>b"
	    "</nsNumeratorItemType><denominatorItemType>c"
	    "</denominatorItemType>" END TAIL, "without numeratorItemType",
	    SPEC "2: a numerator's namespace comes with its type");
	refused(HEAD NAMED "<nsUnit/><itemType>a</itemType>"
	    "<numeratorItemType>b</numeratorItemType>" END TAIL,
	    "a simple unit", SPEC "2: a simple unit has no numerator");
	refused(HEAD NAMED "<itemType>a</itemType><numeratorItemType>b"
	    "</numeratorItemType><nsDenominatorItemType>c"
	    "</nsDenominatorItemType>" END TAIL, "without denominatorItemType",
	    SPEC "2: a denominator's namespace comes with its type");
	refused(HEAD NAMED "<nsUnit/><itemType>a</itemType>"
	    "<denominatorItemType>b</denominatorItemType>" END TAIL,
	    "a simple unit", SPEC "2: a simple unit has no denominator");
}

static void
test_documents(void)
{
	refused("", "is empty", SPEC "A.1: an empty file");
	refused("<utr", "is no XML", SPEC "A.1: what is no XML");
	refused("<utr/>", "the root is not utr", SPEC "A.1: no namespace");
	refused("<utr xmlns='" NS_UTR "'/>", "units", SPEC "A.1: no units");
	refused("<utr xmlns='" NS_UTR "'><units/><units/></utr>", "units",
	    SPEC "A.1: units twice");
	refused(HEAD "<item/>" TAIL, "is not unit", SPEC "A.1: no unit");
	refused(HEAD NAMED "<nsUnit><b/></nsUnit>" END TAIL,
	    "nsUnit has elements", SPEC "A.1: an element in a value");
	refused("<!DOCTYPE utr [<!ENTITY a 'b'>]>" HEAD TAIL, "is no XML",
	    SPEC "A.1: an entity");
}

/* A registry is nobody's way to fill the memory. */
static void
test_bounds(void)
{
	struct buf b = BUF_ANY;
	const char *why = NULL;
	struct utr *u;
	int i;

	buf_puts(&b, HEAD);
	for (i = 0; i < 10000; i++)
		buf_printf(&b, "<unit><unitId>u%d</unitId><unitName>U"
		    "</unitName><nsUnit/><itemType>a</itemType>" END, i);
	buf_puts(&b, TAIL);
	ok(utr_read_bytes(&u, buf_get(&b), arena, &why) == 0,
	    "ten thousand units are read");
	utr_free(u);
	b.n -= sizeof(TAIL) - 1;
	buf_puts(&b, KILO TAIL);
	refused(buf_get(&b).s, "too many units", "one more");
	while (b.n <= (size_t)16 << 20)
		buf_puts(&b, "                                        ");
	refused(buf_get(&b).s, "too large", "seventeen megabytes");
	buf_free(&b);
}

int
main(void)
{
	arena = arena_new();
	test_builtin();
	test_malformed();
	test_documents();
	test_bounds();
	arena_free(arena);
	return done();
}
