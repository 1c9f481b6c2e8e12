/*
 * test_xpath_string.c: the functions on strings, patterns, names, URIs and
 * sequences: expressions in tests/xpath.
 */
#include "tests/xpath_case.h"

int
main(void)
{
	xpath_cases("tests/xpath/strings.txt");
	xpath_cases("tests/xpath/patterns.txt");
	xpath_cases("tests/xpath/sequences.txt");
	return done();
}
