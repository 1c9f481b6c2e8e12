/*
 * change.c: change N FILE…: gives each report another value of the same
 * length, so that nothing of an earlier run can be remembered of it: the first
 * character of its first entity identifier becomes the N-th letter.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int
change(char *bytes, size_t n, unsigned long by)
{
	const char *end = bytes + n;
	char *p = memmem(bytes, n, "identifier ", 11);

	if (p != NULL)
		p = memchr(p, '>', (size_t)(end - p));
	if (p == NULL || end - p < 2 || p[1] == '<')
		return -1;
	p[1] = (char)('A' + by % 26);
	return 0;
}

static int
change_file(const char *path, unsigned long by)
{
	int fd = open(path, O_RDWR), rc = -1;
	struct stat st;
	void *map;

	if (fd == -1)
		return -1;
	if (fstat(fd, &st) == 0 && st.st_size > 0 &&
	    (map = mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE,
	    MAP_SHARED, fd, 0)) != MAP_FAILED) {
		rc = change(map, (size_t)st.st_size, by);
		(void)munmap(map, (size_t)st.st_size);
	}
	(void)close(fd);
	return rc;
}

int
main(int argc, char **argv)
{
	int i;

	for (i = 2; i < argc; i++)
		if (change_file(argv[i], strtoul(argv[1], NULL, 10)) == -1) {
			fprintf(stderr, "change: %s: cannot\n", argv[i]);
			return 2;
		}
	return 0;
}
