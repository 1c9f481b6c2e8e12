/*
 * mutant.h: a rule that is not there.  Only in the tree that tests/mutation
 * makes, never in a build of the project: there every place that raises a
 * finding asks MUTANT, and the one place that the environment variable MUTANT
 * names raises nothing.
 */
#ifndef TESTS_MUTATION_MUTANT_H
#define TESTS_MUTATION_MUTANT_H

struct findings;
struct place;

/* What raises nothing: no code of the catalogue. */
#define MUTED	FINDING_CODES

/*
 * The code, or MUTED where $MUTANT is this site.  Writes the site once to the
 * file that $MUTANT_LOG names: the sites that a test comes by.
 */
enum finding_code mutant(const char *site, enum finding_code, char *seen);
#define MUTANT(site, code) __extension__				\
	({ static char seen_; mutant(site, code, &seen_); })

/* finding_add, but MUTED goes to a heap that nobody reads; so does a code
 * whose enumeration constant $MUTANT names (what stands in tables). */
struct finding *mutant_finding_add(struct findings *, enum finding_code,
    struct place);
#ifndef MUTANT_SELF
#define finding_add mutant_finding_add
#endif

#endif
