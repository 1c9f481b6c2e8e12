/*
 * reason.c: see reason.h.
 *
 * (1) A '%' in a row stands for any text up to what follows it in the row; in
 *     the Dutch it is filled in with that text, itself in Dutch where it is a
 *     reason too.
 * (2) A row stands for a whole reason, and the first that fits counts.
 */
#include "base/reason.h"

#include "base/reason_xpath.h"

#define MAX_HOLES	4
#define MAX_NESTED	3		/* a reason in a reason in a reason */

static const struct reason_row rows[] = {
	/* files */
	{ "access is denied", "de toegang is geweigerd" },
	{ "is a folder", "is een map" },
	{ "is not a regular file", "is geen gewoon bestand" },
	{ "is empty", "is leeg" },
	{ "its symbolic links go round in circles",
	    "de symbolische links verwijzen in een kring" },
	{ "its folder does not exist", "de map ervan bestaat niet" },
	{ "no such file", "bestaat niet" },
	{ "the disk is full", "de schijf is vol" },
	{ "the disk is read-only", "op de schijf kan niet geschreven worden" },
	{ "the name is too long", "de naam is te lang" },
	{ "out of memory", "er is te weinig geheugen" },
	{ "cannot be read: libzip is not on this machine",
	    "is niet te lezen: libzip staat niet op deze machine" },

	/* ZIP archives and packages */
	{ "is not a ZIP archive", "is geen ZIP-bestand" },
	{ "the ZIP archive contradicts itself",
	    "het ZIP-bestand spreekt zichzelf tegen" },
	{ "the ZIP archive is compressed in an unknown way",
	    "het ZIP-bestand is op een onbekende manier ingepakt" },
	{ "the ZIP archive is damaged", "het ZIP-bestand is beschadigd" },
	{ "the ZIP archive is encrypted", "het ZIP-bestand is versleuteld" },
	{ "the checksum of an entry is wrong",
	    "de controlesom van een bestand erin klopt niet" },
	{ "the name of an entry has a step . or ..",
	    "de naam van een bestand erin heeft een stap . of .." },
	{ "the name of an entry has an empty step",
	    "de naam van een bestand erin heeft een lege stap" },
	{ "the name of an entry has too many steps",
	    "de naam van een bestand erin heeft te veel stappen" },
	{ "the name of an entry begins at the root",
	    "de naam van een bestand erin begint bij de hoofdmap" },
	{ "the name of an entry cannot be read",
	    "de naam van een bestand erin is niet te lezen" },
	{ "the name of an entry has a backslash",
	    "de naam van een bestand erin heeft een backslash" },
	{ "the name of an entry is not UTF-8",
	    "de naam van een bestand erin is geen UTF-8" },
	{ "the name of an entry is too long",
	    "de naam van een bestand erin is te lang" },
	{ "two entries have the same name",
	    "twee bestanden erin hebben dezelfde naam" },
	{ "an entry has no name", "een bestand erin heeft geen naam" },
	{ "an entry is a file and a folder",
	    "een naam erin is een bestand en ook een map" },
	{ "an entry unpacks to more than it may",
	    "een bestand erin wordt uitgepakt groter dan het mag zijn" },
	{ "has too many entries", "bevat te veel bestanden" },
	{ "there is no such entry", "dat bestand zit er niet in" },
	{ "it is larger than 64 MB", "het is groter dan 64 MB" },
	{ "xml:lang '%' is no language", "xml:lang '%' is geen taal" },
	{ "it has too many rules, or one that is too long",
	    "er zijn te veel regels, of een die te lang is" },
	{ "the packages have too many rules, or its path is too long",
	    "de pakketten hebben te veel regels, of het pad is te lang" },

	/* catalogs and resolving */
	{ "has too many rules, or one that is too long",
	    "heeft te veel regels, of een die te lang is" },
	{ "\"map\" must be an object", "\"map\" moet een object zijn" },
	{ "\"map\" must give a folder for every prefix",
	    "\"map\" moet bij elk begin een map geven" },
	{ "has no \"map\"", "heeft geen \"map\"" },
	{ "names a folder with a NUL in it",
	    "noemt een map met een NUL erin" },
	{ "is XML, but no OASIS catalog",
	    "is XML, maar geen OASIS-catalogus" },
	{ "is no XML: %, line %", "is geen XML: %, regel %" },
	{ "is no JSON: %, at byte %", "is geen JSON: %, bij byte %" },
	{ "is no catalog", "is geen catalogus" },
	{ "not found in any catalog, package or on disk",
	    "niet gevonden in een catalogus, een pakket of op schijf" },
	{ "it lies outside the folders of the report and of the command; only "
	    "a catalog or package may lead there",
	    "het ligt buiten de mappen van het verslag en van de opdracht; "
	    "alleen een catalogus of pakket mag daarheen leiden" },
	{ "the entry point % cannot be had; pass its taxonomy package with "
	    "--package or a catalog with --catalog",
	    "het ingangspunt % is niet te vinden; geef het taxonomiepakket "
	    "met --package of een catalogus met --catalog" },
	{ "the report names no taxonomy", "het verslag noemt geen taxonomie" },
	{ "the file is no taxonomy image",
	    "het bestand is geen taxonomie-image" },
	{ "the taxonomy image is cut short",
	    "de taxonomie-image is afgebroken" },
	{ "the image in the cache was not used, and is made afresh: %",
	    "de image in de cache is niet gebruikt, en opnieuw gemaakt: %" },
	{ "the taxonomy image is damaged", "de taxonomie-image is beschadigd" },
	{ "the taxonomy image is of another version",
	    "de taxonomie-image is van een andere versie" },
	{ "the taxonomy image is not aligned",
	    "de taxonomie-image ligt niet goed in het geheugen" },
	{ "more than 4 GB of text", "meer dan 4 GB tekst" },
	{ "more than 200,000 documents", "meer dan 200.000 documenten" },
	{ "more than 4,000,000 relationships", "meer dan 4.000.000 relaties" },
	{ "too many ways through its tables",
	    "te veel wegen door de tabellen" },
	{ "too many element() pointers", "te veel element()-verwijzingen" },

	/* the units registry */
	{ "is too large for a units registry",
	    "is te groot voor een eenhedenregister" },
	{ "is no units registry: line %: %",
	    "is geen eenhedenregister: regel %: %" },
	{ "an element is unknown, stands twice or stands in the wrong place",
	    "een element is onbekend, staat er twee keer of staat op de "
	    "verkeerde plaats" },
	{ "nsNumeratorItemType stands without numeratorItemType",
	    "nsNumeratorItemType staat er zonder numeratorItemType" },
	{ "nsDenominatorItemType stands without denominatorItemType",
	    "nsDenominatorItemType staat er zonder denominatorItemType" },
	{ "a simple unit, one with nsUnit, has a numerator or denominator",
	    "een enkelvoudige eenheid, met nsUnit, heeft een teller of "
	    "noemer" },
	{ "a unit has neither nsUnit nor a numerator or denominator",
	    "een eenheid heeft geen nsUnit en ook geen teller of noemer" },
	{ "a complex unit, one with a numerator or denominator, has a symbol",
	    "een samengestelde eenheid, met een teller of noemer, heeft een "
	    "symbool" },
	{ "a unit is defined twice in one status",
	    "een eenheid staat er twee keer met dezelfde status" },
	{ "there must be one element, units, below utr",
	    "onder utr moet één element staan: units" },
	{ "there are too many units", "er zijn te veel eenheden" },
	{ "the root is not utr", "het begint niet met utr" },
	{ "the version is not 1.0", "de versie is niet 1.0" },
	{ "an element is not unit", "een element is geen unit" },

	/* documents */
	{ "holds no XML", "bevat geen XML" },
	{ "is a ZIP archive, not a report; a taxonomy package goes with "
	    "--package", "is een ZIP-bestand, geen verslag; een "
	    "taxonomiepakket geeft u met --package" },
	{ "is a page, perhaps inline XBRL, which is not read yet",
	    "is een webpagina, misschien inline XBRL; dat wordt nog niet "
	    "gelezen" },
	{ "is JSON, which is not read yet",
	    "is JSON; dat wordt nog niet gelezen" },
	{ "is a schema, not a report", "is een schema, geen verslag" },
	{ "is a linkbase, not a report", "is een linkbase, geen verslag" },
	{ "is no report", "is geen verslag" },
	{ "is not well-formed", "is niet welgevormd" },
	{ "is not valid", "is niet geldig" },
	{ "an element has too many attributes",
	    "een element heeft te veel attributen" },
	{ "uses too many different names",
	    "gebruikt te veel verschillende namen" },
	{ "the XML parser could not be started",
	    "het lezen van XML kon niet beginnen" },
	{ "its encoding is not known", "de tekencodering is niet bekend" },
	{ "the declared encoding is not that of the bytes",
	    "de opgegeven tekencodering is niet die van de bytes" },
	{ "the last character is cut off", "het laatste teken is afgebroken" },
	{ "there are bytes that its encoding does not have",
	    "er staan bytes in die de tekencodering niet heeft" },
	{ "checking it broke off: the program crashed or ran out of memory",
	    "de controle brak af: het programma liep vast of had te weinig "
	    "geheugen" },
	{ "reading it broke off: the program crashed or ran out of memory",
	    "het lezen brak af: het programma liep vast of had te weinig "
	    "geheugen" },
	{ "no process could be started", "er is geen proces te starten" },
	{ "what was read of it is damaged",
	    "wat ervan gelezen is, is beschadigd" },

	/* what the XML parser says most */
	{ "Document is empty", "het document is leeg" },
	{ "Start tag expected, '<' not found",
	    "er moet een begintag staan, maar '<' ontbreekt" },
	{ "Extra content at the end of the document",
	    "er staat nog iets na het einde van het document" },
	{ "Opening and ending tag mismatch: % line % and %",
	    "de begintag % van regel % en de eindtag % horen niet bij "
	    "elkaar" },
	{ "Premature end of data in tag % line %",
	    "het document houdt op binnen het element % van regel %" },
	{ "EntityRef: expecting ';'", "na & en een naam moet ; staan" },
	{ "xmlParseEntityRef: no name", "na & moet een naam staan" },
	{ "Entity '%' not defined", "de entiteit '%' is niet bekend" },
	{ "Attribute % redefined", "het attribuut % staat er twee keer" },
	{ "Namespace prefix % for % on % is not defined",
	    "het voorvoegsel % van het attribuut % bij % is niet "
	    "gedeclareerd" },
	{ "Namespace prefix % on % is not defined",
	    "het voorvoegsel % van % is niet gedeclareerd" },
	{ "Couldn't find end of Start Tag % line %",
	    "de begintag % van regel % houdt niet op" },

	/* JSON */
	{ "\\u must be followed by four hexadecimal digits",
	    "na \\u moeten vier hexadecimale cijfers staan" },
	{ "a control character in a string must be escaped",
	    "een stuurteken in een tekst moet met \\ geschreven worden" },
	{ "the text ends within a string",
	    "de tekst houdt op binnen aanhalingstekens" },
	{ "unknown escape in a string", "onbekend teken na \\" },
	{ "a colon must follow a key", "na een naam moet een : staan" },
	{ "a comma or the end of the object or array must stand here",
	    "hier moet een komma staan, of het einde van het object of de "
	    "reeks" },
	{ "a key must stand here", "hier moet een naam staan" },
	{ "a number lacks digits after its point",
	    "een getal heeft geen cijfers na de punt" },
	{ "a number lacks digits in its exponent",
	    "een getal heeft geen cijfers in de exponent" },
	{ "a number lacks its digits", "een getal heeft geen cijfers" },
	{ "a number must not begin with 0",
	    "een getal mag niet met een 0 beginnen" },
	{ "objects and arrays are nested too deeply",
	    "objecten en reeksen staan te diep in elkaar" },
	{ "text follows the value", "na de waarde staat nog tekst" },
	{ "the text ends where a value must stand",
	    "de tekst houdt op waar een waarde moet staan" },

	/* the store */
	{ "the store or its folder is read-only, so nothing can be stored",
	    "in de opslag of de map ervan kan niet geschreven worden" },
	{ "another program keeps the store locked; try again when it is done",
	    "een ander programma houdt de opslag bezet; probeer het opnieuw "
	    "als dat klaar is" },
	{ "the store cannot be opened or made there: check that the folder "
	    "exists and may be written", "de opslag kan daar niet geopend of "
	    "gemaakt worden: bestaat de map, en mag erin geschreven worden?" },
	{ "access to the store is denied",
	    "de toegang tot de opslag is geweigerd" },
	{ "this is not a store: it is a file of another kind",
	    "dit is geen opslag, maar een ander soort bestand" },
	{ "the store is damaged; put back a copy of it",
	    "de opslag is beschadigd; zet er een kopie van terug" },
	{ "the disk reports an error while the store is read or written",
	    "de schijf meldt een fout bij het lezen of schrijven van de "
	    "opslag" },
	{ "the report is larger than a store takes (a thousand million "
	    "bytes)", "het verslag is groter dan een opslag aankan (een "
	    "miljard bytes)" },
	{ "the store refuses: %", "de opslag weigert: %" },
	{ "a store is a file, and this is a folder",
	    "een opslag is een bestand, en dit is een map" },
	{ "a store is a regular file, and this is none",
	    "een opslag is een gewoon bestand, en dit niet" },
	{ "a store must have a name", "een opslag moet een naam hebben" },
	{ "the store cannot be kept safely on this kind of disk (no "
	    "write-ahead log)", "op dit soort schijf is een opslag niet veilig "
	    "te bewaren (geen write-ahead log)" },
	{ "the store is empty: nothing was ingested into it yet",
	    "de opslag is leeg: er is nog niets in opgeslagen" },
	{ "there is no such store", "die opslag bestaat niet" },
	{ "this is a database of another application, not a store",
	    "dit is een database van een ander programma, geen opslag" },
	{ "this store was made by a newer version of Rekenschap; use that one",
	    "deze opslag is gemaakt door een nieuwere versie van Rekenschap; "
	    "gebruik die" },
	{ "this store was made by an older version of Rekenschap; ingest a "
	    "report to bring it up to date", "deze opslag is gemaakt door een "
	    "oudere versie van Rekenschap; sla er een verslag in op om hem bij "
	    "te werken" },
	{ "this version keeps a store in a file; a database server is not "
	    "supported yet", "deze versie bewaart een opslag in een bestand; "
	    "een databaseserver kan nog niet" },
	{ "the file was changed by another program while it was stored; try "
	    "again", "het bestand is door een ander programma veranderd "
	    "terwijl het werd opgeslagen; probeer het opnieuw" },
	{ "the rows of filing % are not those that were stored",
	    "de rijen van verslag % zijn niet die welke zijn opgeslagen" },
	{ "the bytes of filing % are not those that were received",
	    "de bytes van verslag % zijn niet die welke zijn ontvangen" },
	{ "row % of the audit log is missing",
	    "rij % van het logboek ontbreekt" },
	{ "row % of the audit log does not follow the row before it",
	    "rij % van het logboek volgt niet op de rij ervoor" },
	{ "row % of the audit log was changed",
	    "rij % van het logboek is veranderd" },
	{ "the audit log knows % filings, the store another number",
	    "het logboek kent % verslagen, de opslag een ander aantal" },

	/* pages, suites */
	{ "a page cannot be made: libexslt is not on this machine",
	    "een pagina is niet te maken: libexslt staat niet op deze "
	    "machine" },
	{ "the page could not be made: %",
	    "de pagina kon niet gemaakt worden: %" },
	{ "the page could not be made", "de pagina kon niet gemaakt worden" },
	{ "the stylesheet of the page is broken",
	    "de stylesheet van de pagina is stuk" },
	{ "indexes are nested too deeply",
	    "indexen staan te diep in elkaar" },
	{ "neither a testcase document nor an index",
	    "geen testgeval en ook geen index" },

	/* of an element, last since they fit much */
	{ "% has elements in it", "in % staan elementen" },
	{ "% has a value that it cannot have",
	    "% heeft een waarde die niet kan" },
	{ "% is missing", "% ontbreekt" },
};

#define N_ROWS	(sizeof(rows) / sizeof(rows[0]))

bool
reason_row(size_t n, const char **en, const char **nl)
{
	/* Those at the end of both fit much: of expressions first. */
	const struct reason_row *row = n < reason_xpath_n ? &reason_xpath[n] :
	    n < reason_xpath_n + N_ROWS ? &rows[n - reason_xpath_n] : NULL;

	if (row == NULL)
		return false;
	*en = row->en;
	*nl = row->nl;
	return true;
}

/* Whether the text is of the form; holes get what stands for each '%' (1). */
static bool
matches(const char *form, struct slice text, struct slice *holes)
{
	const char *at;
	size_t n, hole = 0;

	for (;;) {
		n = strcspn(form, "%");
		if (!slice_starts(text, (struct slice){ form, n }))
			return false;
		text = slice_from(text, n);
		form += n;
		if (*form == '\0')
			return text.n == 0;
		if (hole == MAX_HOLES)
			return false;
		n = strcspn(++form, "%");
		at = n == 0 ? text.s + text.n : text.n == 0 ? NULL :
		    memmem(text.s, text.n, form, n);
		if (at == NULL)
			return false;
		holes[hole++] = (struct slice){ text.s,
		    (size_t)(at - text.s) };
		text = slice_from(text, (size_t)(at - text.s));
	}
}

static void
add_reason(struct buf *b, struct slice why, enum lang lang, int depth)
{
	struct slice holes[MAX_HOLES] = { { NULL, 0 } };
	const char *en, *nl = NULL;
	size_t i, hole = 0;

	for (i = 0; lang == LANG_NL && depth < MAX_NESTED &&
	    reason_row(i, &en, &nl); i++)
		if (matches(en, why, holes))
			break;
	if (lang != LANG_NL || depth == MAX_NESTED ||
	    !reason_row(i, &en, &nl)) {
		buf_slice(b, why);
		return;
	}
	for (; *nl != '\0'; nl++)
		if (*nl == '%')
			add_reason(b, holes[hole++], lang, depth + 1);
		else
			buf_char(b, *nl);
}

void
reason_text(struct buf *b, struct slice why, enum lang lang)
{
	add_reason(b, why, lang, 0);
}

struct slice
reason_bare(struct slice why)
{
	if (why.n > 0 && why.s[why.n - 1] == '.' && !slice_ends(why,
	    SLICE("..")))
		why.n--;
	return why;
}
