/*
 * migrations.h: the SQL that makes a store, as store/migrations/embed.awk
 * builds it in.  The n-th of them leads to version n.
 */
#ifndef STORE_MIGRATIONS_H
#define STORE_MIGRATIONS_H

struct migration {
	const char *name;	/* "0001-tables.sql" */
	const char *sql;
};

extern const struct migration store_migrations[];
extern const int store_migration_count;

/* What all of them make of an empty database, in fewer statements: made of
 * them by store/migrations/schema.c. */
extern const char *const store_schema[];
extern const int store_schema_count;

#endif
