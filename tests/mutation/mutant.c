/* mutant.c: see mutant.h. */
#define MUTANT_SELF
#include "base/finding.h"

#include "tests/mutation/mutant.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
note(const char *site, char *seen)
{
	const char *log = getenv("MUTANT_LOG");
	int fd;

	if (*seen || log == NULL)
		return;
	*seen = 1;
	fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
	if (fd == -1)
		abort();
	dprintf(fd, "%s\n", site);
	close(fd);
}

static bool
is_muted(const char *site)
{
	const char *muted = getenv("MUTANT");

	return muted != NULL && strcmp(muted, site) == 0;
}

enum finding_code
mutant(const char *site, enum finding_code code, char *seen)
{
	note(site, seen);
	return is_muted(site) ? MUTED : code;
}

struct finding *
mutant_finding_add(struct findings *fs, enum finding_code code,
    struct place place)
{
	static struct findings *nobody;
	static char seen[FINDING_CODES];
	char name[200];
	char *s;

	if (code != MUTED) {
		snprintf(name, sizeof(name), "F_%s", message_of(code)->key);
		for (s = name; *s != '\0'; s++)
			if (!isalnum((unsigned char)*s))
				*s = '_';
		note(name, &seen[code]);
		if (!is_muted(name))
			return finding_add(fs, code, place);
	}
	if (nobody == NULL || findings_count(nobody) > 1000) {
		findings_free(nobody);
		nobody = findings_new();
	}
	return finding_add(nobody, (enum finding_code)0, place);
}
