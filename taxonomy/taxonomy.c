/*
 * taxonomy.c: opening an image and reading its rows (taxonomy.h, first half).
 *
 * (1) Opening checks the header, its checksum and that every section lies
 *     within the file; it costs the same for every size of taxonomy.
 * (2) A section's checksum is compared when the section is first used.  One
 *     that fails counts as empty, and the image as damaged.
 * (3) No row and no string is handed out without a bounds check.
 * (4) Rows of formulas are full of each other's numbers, and whoever plans with
 *     half of them plans nonsense: all their sections are looked at together,
 *     and are empty together.
 */
#include "taxonomy/taxonomy.h"

#include <assert.h>

#include "taxonomy/dts.h"
#include "taxonomy/formula_sound.h"
#include "taxonomy/image_open.h"

static const uint64_t row_sizes[SECTIONS] = {
#define SECTION(sec, type, field)	[sec] = sizeof(type),
#include "taxonomy/sections.h"
#undef SECTION
	[SEC_NAME_HASH] = sizeof(uint32_t),
	[SEC_FINDINGS] = sizeof(struct img_finding),
	[SEC_FINDING_ARGS] = sizeof(struct img_finding_arg),
};

static const char *
check_header(const struct taxonomy *t, struct img_header *h)
{
	uint64_t table = sizeof(struct img_section) * SECTIONS;

	if (t->bytes.n < sizeof(*h) + table)
		return "the taxonomy image is cut short";
	memcpy(h, t->bytes.s, sizeof(*h));
	if (memcmp(h->magic, IMAGE_MAGIC, sizeof(h->magic)) != 0)
		return "the file is no taxonomy image";
	if (h->version != IMAGE_VERSION || h->sections != SECTIONS)
		return "the taxonomy image is of another version";
	if (h->size != t->bytes.n)
		return "the taxonomy image is cut short";
	if (hash_bytes(t->bytes.s + sizeof(*h), table, HASH_FIXED) !=
	    h->checksum)
		return IMAGE_DAMAGED;
	return NULL;
}

static const char *
check_sections(struct taxonomy *t)
{
	size_t i;

	for (i = 0; i < SECTIONS; i++) {
		const struct img_section *s = &t->table[i];
		uint64_t n;

		if (s->row_size != row_sizes[i] || s->offset % 8 != 0 ||
		    s->count > NONE - 1 ||
		    __builtin_mul_overflow(s->count, s->row_size, &n) ||
		    s->offset > t->bytes.n || n > t->bytes.n - s->offset)
			return IMAGE_DAMAGED;
		t->sections[i].rows = t->bytes.s + s->offset;
		t->sections[i].count = (uint32_t)s->count;
	}
	return NULL;
}

static const char *
check(struct taxonomy *t)
{
	struct img_header h;
	const char *why = check_header(t, &h);

	if (why != NULL)
		return why;
	t->table = (const struct img_section *)(const void *)
	    (t->bytes.s + sizeof(h));
	return check_sections(t);
}

int
taxonomy_open(struct taxonomy **out, const char *path, struct arena *a,
    const char **why)
{
	struct taxonomy *t = mem_calloc(1, sizeof(*t));

	if (file_open(&t->file, path, a, why) == -1) {
		mem_free(t);
		return -1;
	}
	t->is_file = true;
	t->bytes = t->file.bytes;
	if ((*why = check(t)) != NULL) {
		taxonomy_close(t);
		return -1;
	}
	*out = t;
	return 0;
}

int
taxonomy_open_bytes(struct taxonomy **out, struct slice bytes,
    struct arena *a, const char **why)
{
	struct taxonomy *t = mem_calloc(1, sizeof(*t));

	(void)a;
	t->bytes = bytes;
	if (((uintptr_t)bytes.s & 7) != 0)
		*why = "the taxonomy image is not aligned";
	else
		*why = check(t);
	if (*why != NULL) {
		taxonomy_close(t);
		return -1;
	}
	*out = t;
	return 0;
}

void
taxonomy_close(struct taxonomy *t)
{
	if (t == NULL)
		return;
	table_free(&t->role_table);
	table_free(&t->arcrole_table);
	if (t->is_file)
		file_close(&t->file);
	if (t->owns_bytes)
		mem_free((void *)(uintptr_t)t->bytes.s);
	mem_free(t);
}

bool
taxonomy_damaged(const struct taxonomy *t)
{
	return t->bad != 0 || t->bad_code;
}

const char *
taxonomy_refused(const struct taxonomy *t)
{
	return t->refused;
}

/* What a question remembers about the image is no change of it. */
static struct taxonomy *
memory_of(const struct taxonomy *t)
{
	return (struct taxonomy *)(uintptr_t)t;
}

static uint64_t
bit_of(unsigned section)
{
	return UINT64_C(1) << section;
}

static void
check_sum(struct taxonomy *t, unsigned i)
{
	const struct img_section *s = &t->table[i];

	if (t->checked & bit_of(i))
		return;
	t->checked |= bit_of(i);
	if (hash_bytes(t->sections[i].rows, s->count * s->row_size,
	    HASH_FIXED) == s->checksum)
		return;
	t->bad |= bit_of(i);
	t->sections[i].count = 0;
}

void
section_check(const struct taxonomy *read, enum section sec)
{
	struct taxonomy *t = memory_of(read);
	uint64_t all = 0;
	unsigned i;

	if (sec < SEC_FORMULA_TEXT || sec > SEC_WAKES) {
		check_sum(t, sec);
		return;
	}
	for (i = SEC_FORMULA_TEXT; i <= SEC_WAKES; i++) {
		check_sum(t, i);
		all |= bit_of(i);
	}
	if ((t->bad & all) == 0 && formula_is_sound(t))
		return;
	t->bad |= all;			/* (4) */
	for (i = SEC_FORMULA_TEXT; i <= SEC_WAKES; i++)
		t->sections[i].count = 0;
}

size_t
section_row_size(enum section sec)
{
	return row_sizes[sec];
}

void
taxonomy_check(const struct taxonomy *t)
{
	uint32_t n;
	int i;

	for (i = 0; i < SECTIONS; i++)
		(void)section_rows(t, (enum section)i, &n);
}

void
taxonomy_view(struct taxonomy *t, const struct dts *d)
{
	memset(t, 0, sizeof(*t));
	t->checked = UINT64_MAX;
#define SECTION(sec, type, field)					\
	t->sections[sec].rows = d->field.v;				\
	t->sections[sec].count = (uint32_t)d->field.n;
#include "taxonomy/sections.h"
#undef SECTION
}

uint64_t
taxonomy_size(const struct taxonomy *t)
{
	return t->bytes.n;
}

uint32_t
taxonomy_count(const struct taxonomy *t, enum section sec)
{
	uint32_t n;

	(void)section_rows(t, sec, &n);
	return n;
}

uint32_t
taxonomy_told(const struct taxonomy *t, enum section sec)
{
	return t->sections[sec].count;
}

struct slice
taxonomy_text(const struct taxonomy *t, struct istr s)
{
	uint32_t n;
	const char *bytes = section_rows(t, SEC_STRINGS, &n);

	if (s.off >= n || s.len >= n - s.off || bytes[s.off + s.len] != '\0')
		return SLICE_NONE;
	return (struct slice){ bytes + s.off, s.len };
}

bool
taxonomy_text_is(const struct taxonomy *t, struct istr s, const char *z)
{
	return slice_is(taxonomy_text(t, s), z);
}

static const void *
row_of(const struct taxonomy *t, enum section sec, uint32_t row)
{
	uint32_t n;
	const char *rows = section_rows(t, sec, &n);

	return row < n ? rows + (size_t)row * row_sizes[sec] : NULL;
}

#define ROW(type, function, sec)					\
const struct type *							\
function(const struct taxonomy *t, uint32_t row)			\
{									\
	return row_of(t, sec, row);					\
}

ROW(img_entry, taxonomy_entry, SEC_ENTRIES)
ROW(img_document, taxonomy_document, SEC_DOCUMENTS)
ROW(img_unresolved, taxonomy_unresolved, SEC_UNRESOLVED)
ROW(img_name, taxonomy_name, SEC_NAMES)
ROW(img_prefix, taxonomy_prefix, SEC_PREFIXES)
ROW(img_element, taxonomy_element, SEC_ELEMENTS)
ROW(img_attribute, taxonomy_attribute, SEC_ATTRIBUTES)
ROW(img_type, taxonomy_type, SEC_TYPES)
ROW(img_pattern, taxonomy_pattern, SEC_PATTERNS)
ROW(img_enumeration, taxonomy_enumeration, SEC_ENUMERATIONS)
ROW(img_particle, taxonomy_particle, SEC_PARTICLES)
ROW(img_attribute_use, taxonomy_attribute_use, SEC_ATTRIBUTE_USES)
ROW(img_identity, taxonomy_identity, SEC_IDENTITIES)
ROW(img_path, taxonomy_path, SEC_PATHS)
ROW(img_step, taxonomy_step, SEC_STEPS)
ROW(img_role, taxonomy_role, SEC_ROLES)
ROW(img_role, taxonomy_arcrole, SEC_ARCROLES)
ROW(img_network, taxonomy_network, SEC_NETWORKS)
ROW(img_relationship, taxonomy_relationship, SEC_RELATIONSHIPS)
ROW(img_link, taxonomy_link, SEC_LINKS)
ROW(img_resource, taxonomy_resource, SEC_RESOURCES)
ROW(img_part, taxonomy_part, SEC_PARTS)
ROW(img_label, taxonomy_label_row, SEC_LABELS)
ROW(img_cube, taxonomy_cube, SEC_CUBES)
ROW(img_cube_dimension, taxonomy_cube_dimension, SEC_CUBE_DIMENSIONS)
ROW(img_domain, taxonomy_domain, SEC_DOMAINS)
ROW(img_primary, taxonomy_primary, SEC_PRIMARIES)
ROW(img_default, taxonomy_default, SEC_DEFAULTS)
ROW(img_enum_concept, taxonomy_enum_concept, SEC_ENUM_CONCEPTS)

const struct img_cube_dimension *
taxonomy_cube_dimensions(const struct taxonomy *t,
    const struct img_cube *cube, uint32_t *n)
{
	uint32_t all;
	const struct img_cube_dimension *rows =
	    section_rows(t, SEC_CUBE_DIMENSIONS, &all);

	*n = 0;
	if (cube->dimensions >= all)
		return NULL;
	*n = cube->n_dimensions < all - cube->dimensions ?
	    cube->n_dimensions : all - cube->dimensions;
	return rows + cube->dimensions;
}

#define INTEGER(function, sec)						\
uint32_t								\
function(const struct taxonomy *t, uint32_t row)			\
{									\
	const uint32_t *p = row_of(t, sec, row);			\
									\
	return p == NULL ? NONE : *p;					\
}

INTEGER(taxonomy_member_type, SEC_MEMBER_TYPES)
INTEGER(taxonomy_used_on, SEC_USED_ON)
INTEGER(taxonomy_inverse, SEC_INVERSE)
INTEGER(taxonomy_primary_cube, SEC_PRIMARY_CUBES)

bool
taxonomy_is_whole(const struct taxonomy *t)
{
	const struct img_document *d;
	uint32_t i;

	for (i = 0; (d = taxonomy_document(t, i)) != NULL; i++)
		if (d->kind == DOC_MISSING || d->kind == DOC_BROKEN)
			return false;
	return true;
}

void
taxonomy_findings(const struct taxonomy *t, struct findings *out)
{
	uint32_t n, m, i, k;
	const struct img_finding *rows = section_rows(t, SEC_FINDINGS, &n);
	const struct img_finding_arg *args =
	    section_rows(t, SEC_FINDING_ARGS, &m);

	for (i = 0; i < n; i++) {
		enum finding_code code =
		    code_of(taxonomy_text(t, rows[i].code));
		struct slice file = taxonomy_text(t, rows[i].file);
		struct finding *f;

		if (code == FINDING_CODES || rows[i].severity > SEVERITY_ERROR)
			continue;	/* of another version: cannot be */
		f = finding_add(out, code, (struct place){
		    .file = file.n == 0 ? NULL : file.s,
		    .line = rows[i].line });
		f->severity = (enum severity)rows[i].severity;
		for (k = rows[i].args; k - rows[i].args < rows[i].n_args &&
		    k - rows[i].args < FINDING_MAX_ARGS && k < m; k++) {
			struct slice name = taxonomy_text(t, args[k].name);

			if (name.s != NULL)
				finding_arg(f, name.s,
				    taxonomy_text(t, args[k].value));
		}
	}
}
