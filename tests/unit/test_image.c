/*
 * test_image.c: images that are not as they were written.  What is cut short,
 * foreign or damaged is refused with a sentence; where the checksums are right
 * nevertheless, no number in it leads outside (the sanitizer build watches).
 */
#include "taxonomy/image_write.h"
#include "tests/tap.h"
#include "tests/image_ask.h"
#include "tests/schema_case.h"

/* Types, unions, patterns, groups, wildcards, substitution. */
static const char text[] = PLAIN(
    "<xs:simpleType name='u'><xs:union memberTypes='xs:date xs:token'>"
    "<xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='a+'/>"
    "<xs:enumeration value='aa'/></xs:restriction></xs:simpleType>"
    "</xs:union></xs:simpleType>"
    "<xs:simpleType name='l'><xs:list itemType='t:u'/></xs:simpleType>"
    "<xs:attribute name='a' type='t:l' default='aa'/>"
    "<xs:complexType name='c'><xs:sequence maxOccurs='5'>"
    "<xs:element ref='t:e' minOccurs='0'/><xs:choice><xs:any "
    "namespace='##other' processContents='lax'/><xs:element name='x' "
    "type='t:u'/></xs:choice></xs:sequence><xs:attribute ref='t:a' "
    "use='required'/><xs:anyAttribute/></xs:complexType>"
    "<xs:complexType name='d'><xs:complexContent><xs:extension base='t:c'/>"
    "</xs:complexContent></xs:complexType>"
    "<xs:element name='e' type='t:c'/>"
    "<xs:element name='f' type='t:d' substitutionGroup='t:e'/>");

/* Why the n bytes are refused, or "" . */
static const char *
refusal(const char *bytes, size_t n)
{
	struct taxonomy *t = NULL;
	const char *why = NULL;

	if (taxonomy_open_bytes(&t, (struct slice){ bytes, n }, arena,
	    &why) == -1)
		return why;
	taxonomy_close(t);
	return "";
}

static void
test_head(char *copy, struct slice image)
{
	size_t n, whole = 0, bad = 0;
	size_t head = sizeof(struct img_header) +
	    sizeof(struct img_section) * SECTIONS;

	is_str(refusal(copy, image.n), "", "as it was written: opened");
	for (n = 0; n < image.n; n++)
		whole += strcmp(refusal(copy, n),
		    "the taxonomy image is cut short") != 0;
	is_int((int)whole, 0, "cut short anywhere: so it is called");
	for (n = 0; n < head; n++) {
		copy[n] = (char)~copy[n];
		bad += *refusal(copy, image.n) == '\0';
		copy[n] = (char)~copy[n];
	}
	is_int((int)bad, 0, "any byte of the header or table: refused");
	is_str(refusal(copy, image.n), "", "put back: opened");
}

/* Each number in turn another, with the checksums made right. */
static void
test_numbers(char *copy, struct slice image, uint32_t value)
{
	size_t at, opened = 0;
	struct taxonomy *t;
	const char *why;

	for (at = 0; at + 4 <= image.n; at += 4) {
		memcpy(copy, image.s, image.n);
		memcpy(copy + at, &value, sizeof(value));
		image_mend(copy, image.n);
		if (taxonomy_open_bytes(&t, (struct slice){ copy, image.n },
		    arena, &why) == -1)
			continue;
		image_ask(t, arena);
		taxonomy_close(t);
		opened++;
	}
	ok(opened > image.n / 8, "every number %x: asked, and nothing broke "
	    "(%zu)", value, opened);
	memcpy(copy, image.s, image.n);
}

/* A section whose sum is wrong counts as empty, from the first question on. */
static void
test_lazy(char *copy, struct slice image)
{
	const struct img_section *s = (const struct img_section *)
	    (const void *)(copy + sizeof(struct img_header));
	size_t at = s[SEC_ELEMENTS].offset;
	struct taxonomy *t = NULL;
	const char *why = NULL;

	copy[at] = (char)~copy[at];
	if (!ok(taxonomy_open_bytes(&t, (struct slice){ copy, image.n },
	    arena, &why) == 0, "a damaged section: opened"))
		return;
	ok(!taxonomy_damaged(t), "not looked at yet");
	ok(taxonomy_count(t, SEC_TYPES) > 0, "another section is used");
	ok(!taxonomy_damaged(t), "still not looked at");
	is_int((int)taxonomy_count(t, SEC_ELEMENTS), 0,
	    "the section itself: empty");
	ok(taxonomy_damaged(t), "and the image damaged");
	taxonomy_close(t);
	copy[at] = (char)~copy[at];
}

int
main(void)
{
	struct slice image;
	char *copy;

	if (!case_begin())
		return skip_all("no temporary folder");
	compile_text(text);
	image = image_write(d);
	copy = mem_resize(NULL, image.n, 1);
	memcpy(copy, image.s, image.n);
	test_head(copy, image);
	test_lazy(copy, image);
	test_numbers(copy, image, NONE);
	test_numbers(copy, image, 0x7fffffff);
	test_numbers(copy, image, 0);
	test_numbers(copy, image, 1);
	mem_free(copy);
	mem_free((void *)(uintptr_t)image.s);
	case_end();
	return done();
}
