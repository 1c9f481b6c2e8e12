/*
 * package.h: one taxonomy package (Taxonomy Packages 1.0, REC 2016-04-19).
 */
#ifndef TAXONOMY_PACKAGE_H
#define TAXONOMY_PACKAGE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/finding.h"
#include "base/mem.h"
#include "base/slice.h"
#include "taxonomy/rewrite.h"

struct entry_point {
	struct slice uri;		/* absolute */
	struct slice name;		/* the first given; may be empty */
};

struct package {
	const char  *path;		/* as given */
	struct slice base;		/* "file:///…/x.zip/": its files' URIs */
	struct zip_file *zip;
	VEC(struct entry_point) entries;
};

/*
 * Opens the package at `path` and adds its rules, as those of `owner`.  What
 * is wrong with it goes to the findings (NULL: to nobody).  0, also with
 * findings, as long as there is a ZIP whose files can be used; else -1 with
 * *why.  Strings live in the arena.  Close with package_close in both cases.
 */
int	package_open(struct package *, const char *path, uint32_t owner,
	    struct rewrites *, struct findings *, struct arena *,
	    const char **why);
void	package_close(struct package *);

#endif
