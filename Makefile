# Rekenschap. `make` builds build/rekenschap; `make help` tells the rest.

SHELL   := /bin/bash
BUILD   ?= build
VERSION := 0.1.0
PREFIX  ?= /usr/local

ifeq ($(origin CC),default)
CC      := gcc
endif
PKGS    := nettle sqlite3 libxml-2.0 libxslt libexslt libzip zlib libpcre2-8 gmp libxxhash
WARN    := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes \
           -Wmissing-prototypes -Wformat=2 -Wimplicit-fallthrough -Wvla -Werror
CFLAGS  ?= -O2 -g
PKGFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
ALLFLAGS = -std=c11 -D_GNU_SOURCE $(CFLAGS) $(WARN) -fPIC -fvisibility=hidden \
           -I. -I$(BUILD)/gen -DREKENSCHAP_VERSION='"$(VERSION)"' \
           -DREKENSCHAP_SHARE='"$(PREFIX)/share/rekenschap"' $(PKGFLAGS)
LIBS    := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm
LDFLAGS += -Wl,--as-needed -Wl,-z,pack-relative-relocs -fno-lto
# What every fact passes through is optimised as a whole when the command is
# linked (ten seconds: `make LTO=` goes without); its objects are ordinary ones
# besides, for all else that is linked.
LTO     := -flto=auto -ffat-lto-objects
LTO_OF  := base taxonomy ingest validate
ifdef SAN                       # make SAN=address,undefined test
BUILD   := build/san
CFLAGS  := -O1 -g -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS += -fsanitize=$(SAN)
LTO     :=
endif
ifneq ($(findstring clang,$(CC)),)
LTO     :=
endif

FLOORS  := base xpath taxonomy ingest formula validate store report lib
LIB_SRC := $(sort $(foreach f,$(FLOORS),$(wildcard $(f)/*.c)))
CLI_SRC := $(sort $(wildcard cli/*.c))
GEN_SRC := $(BUILD)/gen/base/catalogue.c
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/gen/catalogue.o \
           $(BUILD)/obj/gen/standard_files.o \
           $(BUILD)/obj/gen/utr_units.o \
           $(BUILD)/obj/gen/store_migrations.o \
           $(BUILD)/obj/gen/store_schema.o \
           $(BUILD)/obj/gen/page_files.o
CLI_OBJ := $(CLI_SRC:%.c=$(BUILD)/obj/%.o)
UNIT    := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))

.PHONY: all
all: $(BUILD)/rekenschap $(BUILD)/librekenschap.so

$(foreach f,$(LTO_OF),$(BUILD)/obj/$(f)/%.o): ALLFLAGS += $(LTO)
$(BUILD)/rekenschap: $(CLI_OBJ) $(BUILD)/librekenschap.a
	@echo "  LINK  $@"
	@$(CC) $(if $(LTO),$(filter-out -fno-lto,$(LDFLAGS)) $(CFLAGS) $(LTO),$(LDFLAGS)) -o $@ $^ $(LIBS)

$(BUILD)/librekenschap.a: $(LIB_OBJ)
	@echo "  AR    $@"
	@rm -f $@ && ar rcs $@ $^

$(BUILD)/librekenschap.so: $(LIB_OBJ)
	@echo "  LINK  $@"
	@$(CC) $(LDFLAGS) -shared -Wl,-soname,librekenschap.so.0 -o $@ $^ $(LIBS)

$(BUILD)/obj/%.o: %.c $(BUILD)/gen/base/codes.h $(BUILD)/gen/base/sonames.h
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/gen/%.o: $(BUILD)/gen/base/%.c $(BUILD)/gen/base/codes.h
	@mkdir -p $(@D)
	@$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

# The names that the linker would note for libraries opened late (base/late.h).
$(BUILD)/gen/base/sonames.h: base/sonames.sh
	@mkdir -p $(@D)
	@CC='$(CC)' base/sonames.sh > $@.tmp && mv $@.tmp $@

MESSAGES := $(sort $(wildcard base/messages/*.txt))
$(BUILD)/gen/base/codes.h: $(MESSAGES) base/messages.awk
	@mkdir -p $(@D)
	@awk -v want=h -f base/messages.awk $(MESSAGES) > $@.tmp && mv $@.tmp $@
$(BUILD)/gen/base/catalogue.c: $(MESSAGES) base/messages.awk
	@mkdir -p $(@D)
	@awk -v want=c -f base/messages.awk $(MESSAGES) > $@.tmp && mv $@.tmp $@

# What compiles taxonomies, in one number: a cached image made by another
# compiler is not used.
COMPILER_SRC := $(sort $(wildcard taxonomy/*.[ch] xpath/*.[ch] base/*.[ch])) $(MESSAGES)
$(BUILD)/gen/taxonomy/compiler_id.h: $(COMPILER_SRC)
	@mkdir -p $(@D)
	@printf '#define COMPILER_ID "%s"\n' "$$(cat $^ | sha256sum | cut -c1-16)" > $@
$(BUILD)/obj/taxonomy/cache.o: $(BUILD)/gen/taxonomy/compiler_id.h

# The standard schemas, embedded: any change of one makes the object anew.
STANDARD := taxonomy/standard
$(BUILD)/gen/taxonomy/standard_files.c: $(STANDARD)/catalog.tsv \
    $(STANDARD)/embed.awk $(addprefix $(STANDARD)/,$(sort $(shell cut -sf2 $(STANDARD)/catalog.tsv)))
	@mkdir -p $(@D)
	@LC_ALL=C awk -v dir=$(STANDARD) -f $(STANDARD)/embed.awk $< > $@.tmp && mv $@.tmp $@
$(BUILD)/obj/gen/%.o: $(BUILD)/gen/taxonomy/%.c
	@mkdir -p $(@D)
	@$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

# The units registry, likewise; and the tool that makes its table.
UTR := taxonomy/utr
$(BUILD)/gen/taxonomy/utr_units.c: $(UTR)/embed.awk $(UTR)/units.tsv
	@mkdir -p $(@D)
	@LC_ALL=C awk -f $^ > $@.tmp && mv $@.tmp $@
$(BUILD)/utr-table: $(UTR)/table.c $(BUILD)/librekenschap.a
	@mkdir -p $(@D)
	@echo "  CC    $@"
	@$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# The store's migrations, embedded in the same way; and what they come to.
MIGRATIONS := $(sort $(wildcard store/migrations/*.sql))
$(BUILD)/gen/store/store_migrations.c: store/migrations/embed.awk $(MIGRATIONS)
	@mkdir -p $(@D)
	@LC_ALL=C awk -f $< $(MIGRATIONS) > $@.tmp && mv $@.tmp $@
$(BUILD)/store-schema: store/migrations/schema.c \
    $(BUILD)/obj/gen/store_migrations.o
	@mkdir -p $(@D)
	@echo "  CC    $@"
	@$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/gen/store/store_schema.c: $(BUILD)/store-schema
	@mkdir -p $(@D)
	@$< > $@.tmp && mv $@.tmp $@
$(BUILD)/obj/gen/%.o: $(BUILD)/gen/store/%.c
	@mkdir -p $(@D)
	@$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

# The stylesheets of the page, likewise.
PAGE := report/html.xsl report/html.css
$(BUILD)/gen/report/page_files.c: report/embed.awk $(PAGE)
	@mkdir -p $(@D)
	@LC_ALL=C awk -f $< $(PAGE) > $@.tmp && mv $@.tmp $@
$(BUILD)/obj/gen/%.o: $(BUILD)/gen/report/%.c
	@mkdir -p $(@D)
	@$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/librekenschap.a
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(ALLFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(filter %.o,$^) $(BUILD)/librekenschap.a $(LIBS)
# Reports that formulas make are compared as the conformance runner does it.
$(BUILD)/unit/test_cases: $(BUILD)/obj/cli/conformance_output.o

# The store's tests on a file layer that fails when it is told to.
UNIT += $(BUILD)/unit/store_crash $(BUILD)/unit/store_faults
$(BUILD)/unit/store_%: tests/store/%.c tests/store/fault_vfs.c \
    $(wildcard tests/store/*.h) tests/tap.h $(BUILD)/librekenschap.a
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $(filter %.c %.a,$^) $(LIBS)

# --- the education taxonomy, made from its tables ---

EDU      := taxonomy/education
EDU_SRC  := $(sort $(wildcard $(EDU)/*.c))
PACKAGE  := $(BUILD)/rekenschap-ow-2026.zip
$(BUILD)/generate: $(EDU_SRC) $(EDU)/generate.h
	@mkdir -p $(@D)
	@echo "  CC    $@"
	@$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $(EDU_SRC) $(LIBS)
$(PACKAGE): $(BUILD)/generate $(sort $(wildcard $(EDU)/*.csv))
	@echo "  MAKE  $@"
	@$(BUILD)/generate $(EDU) $(BUILD)/taxonomy $@

.PHONY: package
package: $(PACKAGE)

# --- what a machine needs ---

DEPS      := build-essential pkg-config libxml2-dev libxslt1-dev \
             libsqlite3-dev libzip-dev zlib1g-dev libpcre2-dev nettle-dev \
             libgmp-dev libxxhash-dev libicu-dev
DEPS_TEST := clang libclang-rt-14-dev libxml2-utils sqlite3 valgrind zip zstd \
             chromium=chromium node=nodejs npm=npm
DEPS_BENCH := libxml2-utils strace zstd
DEPS_LINT := clang clang-tidy cppcheck shellcheck

.PHONY: deps deps-test deps-lint deps-bench
deps:
	@tests/deps.sh $(DEPS)
deps-test:
	@tests/deps.sh $(DEPS) $(DEPS_TEST)
deps-bench:
	@tests/deps.sh $(DEPS) $(DEPS_BENCH)
deps-lint:
	@tests/deps.sh $(DEPS) $(DEPS_LINT)

# --- the main job on the samples ---

.PHONY: demo demo-run
demo: deps
	@$(MAKE) --no-print-directory demo-run
demo-run: all package
	@tests/demo.sh $(BUILD)

# --- tests: `make test` is what the gate runs ---

.PHONY: unit unit-programs e2e san-e2e fuzz fuzz-smoke test test-run bench bench-run bench-tools lint mutation
unit-programs: $(UNIT)
unit: unit-programs package
	@PACKAGE=$(PACKAGE) tests/run.sh $(BUILD)/tap/unit $(UNIT)

e2e: all package bench-tools $(BUILD)/tests/compare $(BUILD)/tests/naive
	@tests/run.sh $(BUILD)/tap/e2e $(sort $(wildcard tests/e2e/*.sh)) $(BUILD)/tests/compare

# The sanitizer build over what runs strangers' files; the suites and the
# corpora are left to the ordinary build, which is ten times faster, and so is
# memory, which a sanitizer keeps when it is freed.
SAN_E2E := $(filter-out $(patsubst %,tests/e2e/%.sh,conformance corpus memory),$(sort $(wildcard tests/e2e/*.sh)))
san-e2e: all package
	@REKENSCHAP=$(BUILD)/rekenschap PACKAGE=$(PACKAGE) tests/run.sh $(BUILD)/tap/e2e $(SAN_E2E)

$(BUILD)/tests/compare: tests/standard/compare.c $(BUILD)/librekenschap.a
	@mkdir -p $(@D)
	@$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/tests/naive: tests/formula/naive.c $(BUILD)/librekenschap.a
	@mkdir -p $(@D)
	@$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# What the browser tests need beside Chromium, as the lock file says.
.PHONY: browser-deps
browser-deps: tests/browser/node_modules
tests/browser/node_modules: tests/browser/package-lock.json
	@cd tests/browser && npm ci --silent --no-audit --no-fund && touch node_modules || \
	    echo 'npm could not install the packages of tests/browser: those tests are skipped'

test: deps-test
	@$(MAKE) --no-print-directory test-run
test-run:
	@tests/all.sh

FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ     := $(FUZZ_SRC:tests/fuzz/%.c=build/fuzz/%)
FUZZ_SECONDS ?= 600
fuzz: all package $(FUZZ)
	@tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ)
fuzz-smoke: all package $(FUZZ)
	@tests/fuzz/run.sh 10 $(FUZZ)
# The fuzzers link the library built by clang with coverage and sanitizers.
fuzz-library:
	@$(MAKE) --no-print-directory BUILD=build/clang CC=clang \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' \
	    build/clang/librekenschap.a
build/fuzz/%: tests/fuzz/%.c fuzz-library
	@mkdir -p $(@D)
	@echo "  FUZZ  $@"
	@clang -std=c11 -D_GNU_SOURCE -O1 -g $(WARN) -I. -Ibuild/clang/gen $(PKGFLAGS) \
	    -fsanitize=fuzzer,address,undefined -o $@ $< build/clang/librekenschap.a $(LIBS)
.PHONY: fuzz-library

BENCH := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(sort $(wildcard tests/bench/*.c)))
$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/librekenschap.a
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/librekenschap.a -Wl,--as-needed $(LIBS)
bench: deps-bench
	@$(MAKE) --no-print-directory bench-run
bench-tools: $(BENCH)
bench-run: all package bench-tools
	@tests/bench.sh $(BUILD)

# Rules removed one by one: is each missed by a test?
mutation:
	@tests/mutation/run.sh

# All unit tests and the commands on the samples under valgrind.
.PHONY: valgrind
valgrind: all package $(UNIT)
	@TEST_SECONDS=3600 REKENSCHAP=$(BUILD)/rekenschap PACKAGE=$(PACKAGE) UNITS='$(UNIT)' \
	    tests/run.sh $(BUILD)/tap/valgrind tests/valgrind.sh

lint: deps-lint
	@BUILD=$(BUILD) tests/lint.sh

.PHONY: install
install: all package
	install -Dm755 $(BUILD)/rekenschap $(DESTDIR)$(PREFIX)/bin/rekenschap
	install -Dm644 $(BUILD)/librekenschap.a $(DESTDIR)$(PREFIX)/lib/librekenschap.a
	install -Dm755 $(BUILD)/librekenschap.so $(DESTDIR)$(PREFIX)/lib/librekenschap.so.0
	ln -sf librekenschap.so.0 $(DESTDIR)$(PREFIX)/lib/librekenschap.so
	install -Dm644 lib/rekenschap.h $(DESTDIR)$(PREFIX)/include/rekenschap.h
	install -Dm644 $(PACKAGE) $(DESTDIR)$(PREFIX)/share/rekenschap/packages/rekenschap-ow-2026.zip
	install -Dm644 cli/share/rekenschap.1 $(DESTDIR)$(PREFIX)/share/man/man1/rekenschap.1
	install -Dm644 cli/share/rekenschap.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/rekenschap
	mkdir -p $(DESTDIR)$(PREFIX)/lib/pkgconfig
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LIBS)|' cli/share/rekenschap.pc.in \
	    > $(DESTDIR)$(PREFIX)/lib/pkgconfig/rekenschap.pc

# docs/findings.md is the catalogue, for people; docs/conformance.md the last
# run of `make unit e2e`.
.PHONY: docs
docs: docs/findings.md
	@tests/conformance/doc.sh $(BUILD)/tap > $(BUILD)/conformance.md && \
	    mv $(BUILD)/conformance.md docs/conformance.md
docs/findings.md: $(MESSAGES) base/messages.awk
	@awk -v want=md -f base/messages.awk $(MESSAGES) > $@.tmp && mv $@.tmp $@

.PHONY: help
help:
	@echo 'make            build/rekenschap'
	@echo 'make demo       installs what is missing, ingests the samples, renders their reports'
	@echo 'make test       installs what is missing, runs everything the gate runs'
	@echo 'make unit e2e   a part of it'
	@echo 'make bench      speed and memory beside xmllint, in one run; docs/performance.md'
	@echo 'make fuzz       ten minutes a fuzzer (FUZZ_SECONDS=…)'
	@echo 'make mutation   removes the rules one by one, prints those no test misses'
	@echo 'make lint       gcc -fanalyzer, clang-tidy, cppcheck, shellcheck, banned calls, formatting'
	@echo 'make valgrind   the unit tests and the samples under valgrind'
	@echo 'make install    PREFIX=$(PREFIX) DESTDIR='
	@echo 'SAN=address,undefined make unit   the same under sanitizers'

.PHONY: clean
clean:
	@rm -rf build

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
