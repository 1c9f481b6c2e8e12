/*
 * schema_case.h: small schemas, compiled through the dts from files in a
 * folder of their own, and their rows and findings as a test asks for them.
 */
#ifndef TESTS_SCHEMA_CASE_H
#define TESTS_SCHEMA_CASE_H

#include "base/uri.h"
#include "base/xml.h"
#include "taxonomy/dts.h"
#include "tests/folder.h"

#define XS	"http://www.w3.org/2001/XMLSchema"
#define T	"http://example.com/t"
#define HEAD(attrs)							\
	"<xs:schema xmlns:xs='" XS "' xmlns:t='" T "'"			\
	" xmlns:xbrli='" NS_XBRLI "' xmlns:link='" NS_LINK "'"		\
	" xmlns:xlink='" NS_XLINK "' xmlns:xbrldt='" NS_XBRLDT "'"	\
	" targetNamespace='" T "' " attrs ">"
#define XBRL								\
	"<xs:import namespace='" NS_XBRLI "' schemaLocation="		\
	"'http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"	\
	"<xs:import namespace='" NS_XBRLDT "' schemaLocation="		\
	"'http://www.xbrl.org/2005/xbrldt-2005.xsd'/>"
#define PLAIN(body)	HEAD("elementFormDefault='qualified'") body "</xs:schema>"
#define TAXONOMY(body)	PLAIN(XBRL body)
#define APPINFO(body)	"<xs:annotation><xs:appinfo>" body		\
	"</xs:appinfo></xs:annotation>"

static struct resolver *resolver;
static struct dts *d;

static inline void
put(const char *name, const char *text)
{
	(void)folder_put(name, slice_of(text));
}

/* Compiles folder/name into d. */
static inline void
compile(const char *name)
{
	struct slice entry = uri_of_path(arena, folder_path(name));

	dts_free(d);
	d = dts_compile(resolver, &entry, 1);
}

static inline void
compile_text(const char *text)
{
	put("a.xsd", text);
	compile("a.xsd");
}

/* How many findings have the code. */
static inline unsigned
count(const char *code)
{
	unsigned n = 0;
	uint32_t i;

	for (i = 0; i < findings_count(d->findings); i++)
		n += strcmp(message_of(findings_get(d->findings, i)->code)
		    ->code, code) == 0;
	return n;
}

/* Only this code, that often; what else there is, is printed. */
static inline void
only(const char *code, unsigned n, const char *name)
{
	uint32_t i, all = findings_count(d->findings);

	if (ok(all == n && (n == 0 || count(code) == n), "%s", name))
		return;
	for (i = 0; i < all; i++) {
		const struct finding *f = findings_get(d->findings, i);
		struct buf b = BUF_ANY;

		finding_text(&b, f, LANG_EN);
		printf("# %s: %s\n", message_of(f->code)->code, b.s);
		buf_free(&b);
	}
}

static inline void
clean(const char *name)
{
	only("", 0, name);
}

static inline const struct img_name *
name_row(const char *ns, const char *local)
{
	static const struct img_name none = { .element = NONE, .type = NONE,
	    .attribute = NONE };
	uint32_t row = dts_name_find(d, slice_of(ns), slice_of(local));

	return row == NONE ? &none : &d->names.v[row];
}

static inline const struct img_type *
type(const char *ns, const char *local)
{
	static const struct img_type none = { .item_type = 255 };
	uint32_t row = name_row(ns, local)->type;

	return row == NONE ? &none : &d->types.v[row];
}

static inline const struct img_element *
element(const char *local)
{
	static const struct img_element none = { .kind = 255 };
	uint32_t row = name_row(T, local)->element;

	return row == NONE ? &none : &d->elements.v[row];
}

static inline const char *
local_of(uint32_t name)
{
	return name == NONE ? "-" : dts_text(d, d->names.v[name].local).s;
}

/* The attributes of a type as text: "a b! c=v" (required; value). */
static inline void
is_uses(const struct img_type *t, const char *want, const char *name)
{
	struct buf b = BUF_ANY;
	uint32_t i;

	for (i = 0; i < t->n_uses; i++) {
		const struct img_attribute_use *u = &d->uses.v[t->uses + i];

		buf_printf(&b, "%s%s%s", i > 0 ? " " : "", local_of(u->name),
		    u->flags & USE_REQUIRED ? "!" : "");
		if (u->value.len > 0)
			buf_printf(&b, "=%s", dts_text(d, u->value).s);
	}
	is_slice(buf_get(&b), want, name);
	buf_free(&b);
}

/* Before the first and after the last; false where there is no folder. */
static inline bool
case_begin(void)
{
	if (!folder_begin())
		return false;
	resolver = resolver_new();
	return true;
}

static inline void
case_end(void)
{
	dts_free(d);
	resolver_free(resolver);
	folder_end();
}

#endif
