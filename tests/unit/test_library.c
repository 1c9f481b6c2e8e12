/* test_library.c: the public library as a program of somebody else uses it. */
#include "lib/rekenschap.h"

#include "tests/tap.h"

static const char good[] = "samples/valid/po-2022.xbrl";
static const char bad[] = "samples/faulty/09-instant-for-a-duration.xbrl";

static void
test_without_taxonomy(void)
{
	struct rekenschap *s = rekenschap_new();
	struct rekenschap_result *r = rekenschap_validate(s, good);

	is_int(rekenschap_result_status(r), REKENSCHAP_FAILED,
	    "no taxonomy: failed");
	ok(rekenschap_result_error(r) != NULL, "and says why");
	rekenschap_result_free(r);
	r = rekenschap_validate(s, "no/such/file");
	is_int(rekenschap_result_status(r), REKENSCHAP_FAILED, "no file: failed");
	is_int((long long)rekenschap_result_count(r), 0, "with no finding");
	rekenschap_result_free(r);
	is_int(rekenschap_add_package(s, "no/such/package.zip"), -1,
	    "no package: -1");
	ok(rekenschap_error(s) != NULL, "and says why");
	rekenschap_free(s);
}

static void
test_findings(struct rekenschap *s)
{
	struct rekenschap_result *r = rekenschap_validate(s, bad);
	const struct rekenschap_finding *f = rekenschap_result_finding(r, 0);

	is_int(rekenschap_result_status(r), REKENSCHAP_INVALID, "faulty");
	is_int((long long)rekenschap_result_count(r), 1, "one finding");
	ok(f != NULL, "the finding");
	if (f != NULL) {
		is_str(f->code, "xbrl.4.7.2:PeriodType", "its code");
		is_str(f->severity, "error", "its severity");
		is_str(f->file, bad, "its file");
		is_int(f->line, 63, "its line");
		ok(strstr(f->message, "I_2022_S") != NULL,
		    "its sentence names the context");
	}
	ok(rekenschap_result_finding(r, 1) == NULL, "no second finding");
	ok(strstr(rekenschap_result_json(r), "\"valid\":false") != NULL,
	    "as JSON");
	rekenschap_result_free(r);
}

int
main(void)
{
	const char *package = getenv("PACKAGE");
	struct rekenschap *s = rekenschap_new();
	struct rekenschap_result *r;

	if (package == NULL)
		package = "build/rekenschap-ow-2026.zip";
	test_without_taxonomy();
	if (rekenschap_add_package(s, package) == -1) {
		ok(false, "the education package: %s", rekenschap_error(s));
		rekenschap_free(s);
		return done();
	}
	r = rekenschap_validate(s, good);
	is_int(rekenschap_result_status(r), REKENSCHAP_VALID, "valid");
	rekenschap_result_free(r);
	test_findings(s);
	rekenschap_set_lang(s, REKENSCHAP_NL);
	r = rekenschap_validate(s, bad);
	ok(rekenschap_result_count(r) == 1 &&
	    strstr(rekenschap_result_finding(r, 0)->message, "periode") != NULL,
	    "in Dutch");
	rekenschap_result_free(r);
	rekenschap_free(s);
	return done();
}
