/* page_files.h: the files that report/embed.awk builds in. */
#ifndef REPORT_PAGE_FILES_H
#define REPORT_PAGE_FILES_H

struct page_file {
	const char *name;	/* "html.xsl" */
	const char *bytes, *end;
};

extern const struct page_file page_files[];	/* ended by a NULL name */

#endif
