/*
 * image_write.c: lays the sections of a dts out, one after another, each at a
 * multiple of eight bytes, and sums them up.
 */
#include "taxonomy/image_write.h"

#include <assert.h>

static size_t
align8(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

/* Open addressing over the names: at most half full, salted with nothing. */
static uint32_t *
name_index(const struct dts *d, size_t *size)
{
	uint32_t *slots;
	size_t i, at;

	for (*size = 16; *size < d->names.n * 2; *size *= 2)
		;
	slots = mem_resize(NULL, *size, sizeof(*slots));
	memset(slots, 0xff, *size * sizeof(*slots));
	for (i = 0; i < d->names.n; i++) {
		struct slice ns = dts_text(d, d->names.v[i].ns);
		struct slice local = dts_text(d, d->names.v[i].local);

		at = image_name_hash(ns, local) & (*size - 1);
		while (slots[at] != NONE)
			at = (at + 1) & (*size - 1);
		slots[at] = (uint32_t)i;
	}
	return slots;
}

/* The findings of the compilation become rows, codes and all as text. */
struct finding_rows {
	VEC(struct img_finding)     rows;
	VEC(struct img_finding_arg) args;
};

static void
add_findings(struct dts *d, struct finding_rows *out)
{
	uint32_t i, k;

	for (i = 0; i < findings_count(d->findings); i++) {
		const struct finding *f = findings_get(d->findings, i);
		struct img_finding row = { .line = f->place.line };

		row.code = dts_string(d, slice_of(message_of(f->code)->key));
		row.file = dts_string(d, slice_of(f->place.file));
		row.severity = (uint32_t)f->severity;
		row.args = (uint32_t)out->args.n;
		row.n_args = f->n_args;
		for (k = 0; k < f->n_args; k++) {
			struct img_finding_arg arg;

			arg.name = dts_string(d, slice_of(f->args[k].name));
			arg.value = dts_string(d, f->args[k].value);
			VEC_PUSH(&out->args, arg);
		}
		VEC_PUSH(&out->rows, row);
	}
}

static void
add_prefixes(struct dts *d)
{
	struct table seen = { .slots = NULL };
	size_t i;

	for (i = 0; i < d->elements.n && d->prefixes.n < MAX_PREFIXES; i++) {
		const struct img_name *n = &d->names.v[d->elements.v[i].name];
		uint64_t pair = (uint64_t)n->prefix.off << 32 | n->ns.off;

		if (n->prefix.len == 0 || table_find_int(&seen, pair) != NONE)
			continue;
		table_add_int(&seen, pair, 0);
		VEC_PUSH(&d->prefixes, ((struct img_prefix){ n->prefix,
		    n->ns }));
	}
	table_free(&seen);
}

struct piece {
	const void *bytes;
	size_t count, row_size;
};

/* The header and the table: where everything will be. */
static struct slice
lay_out(const struct piece *pieces)
{
	struct img_header header = { .version = IMAGE_VERSION,
	    .sections = SECTIONS };
	struct img_section table[SECTIONS];
	size_t at = align8(sizeof(header) + sizeof(table)), i;
	char *out;

	memset(table, 0, sizeof(table));
	for (i = 0; i < SECTIONS; i++) {
		size_t n = pieces[i].count * pieces[i].row_size;

		assert(pieces[i].row_size > 0);
		table[i].offset = at;
		table[i].count = pieces[i].count;
		table[i].row_size = pieces[i].row_size;
		table[i].checksum = hash_bytes(pieces[i].bytes, n, HASH_FIXED);
		at = align8(at + n);
	}
	memcpy(header.magic, IMAGE_MAGIC, sizeof(header.magic));
	header.size = at;
	header.checksum = hash_bytes(table, sizeof(table), HASH_FIXED);
	out = mem_calloc(at, 1);
	memcpy(out, &header, sizeof(header));
	memcpy(out + sizeof(header), table, sizeof(table));
	return (struct slice){ out, at };
}

/* Copies a section to its place. */
static void
fill(struct slice image, enum section sec, const struct piece *piece)
{
	char *out = (char *)(uintptr_t)image.s;
	const struct img_section *table = (const struct img_section *)
	    (const void *)(out + sizeof(struct img_header));

	if (piece->count > 0)
		memcpy(out + table[sec].offset, piece->bytes,
		    piece->count * piece->row_size);
}

struct slice
image_write(struct dts *d)
{
	struct finding_rows findings = { { NULL, 0, 0 }, { NULL, 0, 0 } };
	struct piece pieces[SECTIONS];
	struct slice out;
	uint32_t *slots;
	size_t n_slots;

	dts_forget(d);
	add_findings(d, &findings);
	add_prefixes(d);
	slots = name_index(d, &n_slots);
	memset(pieces, 0, sizeof(pieces));
#define SECTION(sec, type, field) \
	pieces[sec] = (struct piece){ d->field.v, d->field.n, sizeof(type) };
#include "taxonomy/sections.h"
#undef SECTION
	pieces[SEC_NAME_HASH] = (struct piece){ slots, n_slots, 4 };
	pieces[SEC_FINDINGS] = (struct piece){ findings.rows.v,
	    findings.rows.n, sizeof(struct img_finding) };
	pieces[SEC_FINDING_ARGS] = (struct piece){ findings.args.v,
	    findings.args.n, sizeof(struct img_finding_arg) };
	out = lay_out(pieces);
	/* Rows go as they are copied: all of them twice would be the peak. */
#define SECTION(sec, type, field)					\
	fill(out, sec, &pieces[sec]);					\
	VEC_FREE(&d->field);
#include "taxonomy/sections.h"
#undef SECTION
	fill(out, SEC_NAME_HASH, &pieces[SEC_NAME_HASH]);
	fill(out, SEC_FINDINGS, &pieces[SEC_FINDINGS]);
	fill(out, SEC_FINDING_ARGS, &pieces[SEC_FINDING_ARGS]);
	VEC_FREE(&findings.rows);
	VEC_FREE(&findings.args);
	mem_free(slots);
	return out;
}
