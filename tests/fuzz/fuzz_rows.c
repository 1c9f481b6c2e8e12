/*
 * fuzz_rows.c: images of formulas with other numbers in them, and checksums that
 * are right all the same: whoever evaluates them over a small report must come to
 * an end.  The images are of the linkbases of fuzz_formula (seeds/formula), with
 * its taxonomy and its report; a record of the input is a change:
 *
 *	section   1 byte	of formulas, or any where its top bit is set
 *	row       2 bytes	of the section, from its start round and round
 *	field     1 byte	its 4 bytes: their number
 *	how       1 byte	what is put there: below
 *	value     4 bytes
 *
 * The first byte of all says which image, whether formulas make facts (0x40),
 * and whether one assertion is traced (0x80).
 */
#include <dirent.h>

#include "base/file.h"
#include "base/uri.h"
#include "formula/output.h"
#include "taxonomy/dts.h"
#include "taxonomy/image_write.h"
#include "tests/fuzz/fuzz.h"
#include "tests/image_ask.h"
#include "validate/output.h"

#define FOLDER		"tests/fuzz"
#define SEEDS		FOLDER "/seeds/formula"
#define RECORD		9
#define MAX_CHANGES	64
#define MAX_IMAGES	64

enum how { PUT_VALUE, PUT_SMALL, PUT_NONE, PUT_ADD, PUT_OTHER_ROW, PUT_BYTE,
	PUT_COUNT, HOWS };

static struct slice images[MAX_IMAGES];
static size_t n_images;
static int image_fd, report_fd;
static char image_path[64], report_path[64];

int	LLVMFuzzerInitialize(int *argc, char ***argv);

/* --- the images --- */

static void
add_image(struct slice schema, struct slice linkbase)
{
	const struct slice entries[2] = { schema, linkbase };
	struct resolver *r = resolver_new();
	struct dts *d = dts_compile(r, entries, 2);

	images[n_images++] = image_write(d);
	dts_free(d);
	resolver_free(r);
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void
make_images(struct arena *a)
{
	const char *folder = file_real_path(FOLDER, a);
	struct dirent **names;
	int i, n = scandir(SEEDS, &names, NULL, by_name);

	if (folder == NULL || n <= 0) {
		fprintf(stderr, "fuzz_rows: no folder %s\n", SEEDS);
		exit(2);
	}
	for (i = 0; i < n; i++) {
		if (names[i]->d_name[0] != '.' && n_images < MAX_IMAGES)
			add_image(uri_of_path(a, arena_printf(a,
			    "%s/formula.xsd", folder)), uri_of_path(a,
			    arena_printf(a, "%s/seeds/formula/%s", folder,
			    names[i]->d_name)));
		free(names[i]);		/* lint: of scandir */
	}
	free(names);			/* lint: of scandir */
}

/* The report as it is: the image says what its taxonomy is. */
static void
write_report(struct arena *a)
{
	const char *why;
	struct file f;

	if (file_open(&f, FOLDER "/formula.xbrl", a, &why) == -1 ||
	    write(report_fd, f.bytes.s, f.bytes.n) != (ssize_t)f.bytes.n) {
		fprintf(stderr, "fuzz_rows: no report\n");
		exit(2);
	}
	file_close(&f);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena *a = arena_new();

	(void)argc;
	(void)argv;
	xml_init();
	image_fd = memfd_create("image", 0);
	report_fd = memfd_create("report", 0);
	snprintf(image_path, sizeof(image_path), "/proc/self/fd/%d", image_fd);
	snprintf(report_path, sizeof(report_path), "/proc/self/fd/%d",
	    report_fd);
	make_images(a);
	write_report(a);
	arena_free(a);
	return 0;
}

/* --- changes --- */

static uint32_t
number(const uint8_t *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static void
put(char *at, const uint8_t *record, const char *other)
{
	uint32_t value = number(record + 5), now;

	memcpy(&now, at, sizeof(now));
	switch ((enum how)(record[4] % HOWS)) {
	case PUT_VALUE:
	case HOWS:
		break;
	case PUT_SMALL:
		value = record[5] & 15;
		break;
	case PUT_NONE:
		value = NONE - (record[5] & 1);
		break;
	case PUT_ADD:
		value = now + record[5] - 128;
		break;
	case PUT_OTHER_ROW:
		memcpy(&value, other, sizeof(value));
		break;
	case PUT_BYTE:
		at[record[6] & 3] = (char)record[5];
		return;
	case PUT_COUNT:
		value = record[5];
		break;
	}
	memcpy(at, &value, sizeof(value));
}

static void
change(char *bytes, const uint8_t *record)
{
	const struct img_section *s = (const struct img_section *)
	    (const void *)(bytes + sizeof(struct img_header));
	unsigned section = record[0] & 0x80 ? (record[0] & 0x7f) % SECTIONS :
	    SEC_FORMULA_TEXT + record[0] % (SEC_WAKES - SEC_FORMULA_TEXT + 1);
	uint64_t row = number(record + 1) & 0xffff, field, fields;
	char *rows;

	s += section;
	fields = s->row_size / 4;
	if (fields == 0)		/* bytes: four of them */
		fields = 1;
	if (s->count * s->row_size < 4)
		return;
	rows = bytes + s->offset;
	row %= s->row_size < 4 ? s->count / 4 : s->count;
	field = record[3] % fields;
	put(rows + row * fields * 4 + field * 4, record,
	    rows + (number(record + 5) % (s->row_size < 4 ? s->count / 4 :
	    s->count)) * fields * 4 + field * 4);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct judge_options o = { .ingest.taxonomy.image = image_path,
	    .formula = { .max_evaluations = 2000, .max_steps = 20000,
	    .limits = { .steps = 200000, .memory = 32 << 20 } } };
	struct buf out = BUF(1 << 20);
	struct arena *a;
	struct slice image;
	struct judged j;
	char *bytes;
	size_t i;

	if (n < 1 + RECORD)
		return 0;
	a = arena_new();
	image = images[(data[0] & 0x3f) % n_images];
	bytes = mem_resize(NULL, image.n, 1);
	memcpy(bytes, image.s, image.n);
	for (i = 0; i < MAX_CHANGES && 1 + (i + 1) * RECORD <= n; i++)
		change(bytes, data + 1 + i * RECORD);
	image_mend(bytes, image.n);
	if (ftruncate(image_fd, 0) == -1 ||
	    pwrite(image_fd, bytes, image.n, 0) != (ssize_t)image.n)
		abort();
	mem_free(bytes);
	o.ingest.resolver = resolver_new();
	if (data[0] & 0x40)
		o.formula.output = formula_output_new();
	if (data[0] & 0x80)
		o.trace = SLICE("e");
	(void)judge_file(&j, report_path, &o, a);
	if (o.formula.output != NULL && j.report != NULL)
		formula_output_write(&out, o.formula.output, NULL);
	output_json.file(&out, &(struct output_options){ .lang = LANG_NL },
	    &j);
	buf_free(&out);
	formula_output_free(o.formula.output);
	judged_free(&j);
	resolver_free(o.ingest.resolver);
	arena_free(a);
	return 0;
}
