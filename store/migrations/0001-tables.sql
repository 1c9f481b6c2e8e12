-- 0001-tables.sql: the store's tables.  docs/data-model.md explains them.
--
-- (1) A row, once written, stays as it is: triggers forbid every UPDATE and
--     DELETE, and nothing can be added to a filing that has its audit row.
-- (2) Nothing here says what is current or superseded: the views do.
-- (3) Keys are the filing and a number from 1 in document order, so that the
--     same submissions in the same order make the same rows.

CREATE TABLE submission (
	sha256       TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
	file         TEXT NOT NULL,		-- its name as it was given
	size         INTEGER NOT NULL CHECK (size >= 0),
	received_at  TEXT NOT NULL,		-- UTC: 2026-02-18T09:30:00Z
	bytes        BLOB NOT NULL		-- exactly as received
) STRICT;

CREATE TABLE filing (
	id           INTEGER PRIMARY KEY,
	submission   TEXT NOT NULL UNIQUE REFERENCES submission,
	entity       TEXT NOT NULL,		-- board number, else identifier
	report       TEXT NOT NULL,		-- entry point; '' none named
	year         INTEGER NOT NULL,		-- 0: no period has an end
	period_end   TEXT NOT NULL,		-- '' where year is 0
	version      INTEGER NOT NULL CHECK (version >= 1),
	status       TEXT NOT NULL CHECK (status IN ('accepted', 'rejected')),
	facts        INTEGER NOT NULL,		-- items with a contextRef
	errors       INTEGER NOT NULL,
	warnings     INTEGER NOT NULL,
	findings_dropped INTEGER NOT NULL,	-- past the limit, only counted
	taxonomy     TEXT,			-- SHA-256 of the DTS judged by
	software     TEXT NOT NULL,		-- what judged it, with version
	UNIQUE (entity, report, year, period_end, version),
	CHECK ((status = 'accepted') = (errors = 0))
) STRICT;
CREATE INDEX filing_by_year ON filing (year, entity);

-- Tuples: elements that hold facts.  Numbered together with the facts.
CREATE TABLE tuple (
	filing       INTEGER NOT NULL REFERENCES filing,
	ordinal      INTEGER NOT NULL,
	parent       INTEGER,			-- the tuple around it
	namespace    TEXT NOT NULL,
	local        TEXT NOT NULL,
	prefix       TEXT NOT NULL,
	nil          INTEGER NOT NULL CHECK (nil IN (0, 1)),
	xml_id       TEXT,
	line         INTEGER NOT NULL,
	col          INTEGER NOT NULL,
	byte_offset  INTEGER NOT NULL,
	byte_length  INTEGER NOT NULL,
	concept      TEXT AS (CASE prefix WHEN '' THEN local
			ELSE prefix || ':' || local END),
	PRIMARY KEY (filing, ordinal),
	FOREIGN KEY (filing, parent) REFERENCES tuple (filing, ordinal)
) STRICT;

-- The sets of dimension values that the contexts of a filing have, by full
-- names; fact.dimensions has the same for reading.
CREATE TABLE dimension (
	filing       INTEGER NOT NULL REFERENCES filing,
	dimension_set INTEGER NOT NULL,
	position     INTEGER NOT NULL,
	axis_namespace TEXT NOT NULL,
	axis_local   TEXT NOT NULL,
	member_namespace TEXT,			-- NULL: typed
	member_local TEXT,
	typed_value  TEXT,			-- NULL: explicit
	PRIMARY KEY (filing, dimension_set, position),
	CHECK ((member_local IS NULL) <> (typed_value IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
	filing       INTEGER NOT NULL REFERENCES filing,
	ordinal      INTEGER NOT NULL,
	tuple        INTEGER,			-- the tuple it stands in
	namespace    TEXT NOT NULL,		-- of the concept
	local        TEXT NOT NULL,
	prefix       TEXT NOT NULL,		-- the taxonomy's, for reading
	entity_scheme TEXT,			-- of the context
	entity       TEXT,
	period       TEXT CHECK (period IN ('instant', 'duration', 'forever')),
	period_start TEXT,			-- first day; instants: NULL
	period_end   TEXT,			-- last day, or the instant's
	unit         TEXT,			-- iso4217:EUR, a*b/c
	dimension_set INTEGER NOT NULL,		-- 0: none
	dimensions   TEXT NOT NULL,		-- {"axis":"member"}, by axis
	segment      TEXT,			-- what is there beside dimensions
	scenario     TEXT,
	language     TEXT,
	value        TEXT,			-- exactly as filed; nil: NULL
	denominator  TEXT,			-- of a fraction
	nil          INTEGER NOT NULL CHECK (nil IN (0, 1)),
	amount       INTEGER,			-- value = amount / 10^scale, exactly;
	scale        INTEGER CHECK (scale BETWEEN 0 AND 18),
						-- NULL: no number, or too long
	decimals     TEXT,			-- a number or INF
	precision    TEXT,
	xml_id       TEXT,
	line         INTEGER NOT NULL,
	col          INTEGER NOT NULL,
	byte_offset  INTEGER NOT NULL,		-- of the element in the submission
	byte_length  INTEGER NOT NULL,
	concept      TEXT AS (CASE prefix WHEN '' THEN local
			ELSE prefix || ':' || local END),
	PRIMARY KEY (filing, ordinal),
	FOREIGN KEY (filing, tuple) REFERENCES tuple (filing, ordinal),
	CHECK ((amount IS NULL) = (scale IS NULL))
) STRICT;
CREATE INDEX fact_by_concept ON fact (local, filing);

CREATE TABLE finding (
	filing       INTEGER NOT NULL REFERENCES filing,
	ordinal      INTEGER NOT NULL,
	code         TEXT NOT NULL,
	severity     TEXT NOT NULL CHECK (severity IN
			('error', 'warning', 'note')),
	source       TEXT NOT NULL,		-- the clause
	message_nl   TEXT NOT NULL,
	message_en   TEXT NOT NULL,
	help_nl      TEXT NOT NULL,
	help_en      TEXT NOT NULL,
	file         TEXT,			-- NULL: the whole submission
	line         INTEGER NOT NULL,		-- 0: unknown
	col          INTEGER NOT NULL,
	byte_offset  INTEGER NOT NULL,
	byte_length  INTEGER NOT NULL,
	facts        INTEGER NOT NULL,		-- how many it concerns in all
	PRIMARY KEY (filing, ordinal)
) STRICT;
CREATE INDEX finding_by_code ON finding (code, filing);

-- The facts a finding names (the first of them, where there are many).
CREATE TABLE finding_fact (
	filing       INTEGER NOT NULL,
	finding      INTEGER NOT NULL,
	position     INTEGER NOT NULL,
	fact         INTEGER,
	tuple        INTEGER,
	PRIMARY KEY (filing, finding, position),
	FOREIGN KEY (filing, finding) REFERENCES finding (filing, ordinal),
	FOREIGN KEY (filing, fact) REFERENCES fact (filing, ordinal),
	FOREIGN KEY (filing, tuple) REFERENCES tuple (filing, ordinal),
	CHECK ((fact IS NULL) <> (tuple IS NULL))
) STRICT, WITHOUT ROWID;

-- The log.  hash is SHA-256 over the other columns, previous among them.
CREATE TABLE audit (
	sequence     INTEGER PRIMARY KEY,
	at           TEXT NOT NULL,
	action       TEXT NOT NULL CHECK (action IN
			('created', 'migrated', 'stored')),
	software     TEXT NOT NULL,
	schema       INTEGER NOT NULL,		-- version of these tables
	filing       INTEGER UNIQUE REFERENCES filing,
	content      TEXT,			-- SHA-256 over the filing's rows
	previous     TEXT NOT NULL,		-- hash of the row before
	hash         TEXT NOT NULL UNIQUE,
	CHECK ((action = 'stored') = (filing IS NOT NULL)),
	CHECK ((filing IS NULL) = (content IS NULL))
) STRICT;

CREATE TABLE migration (
	version      INTEGER PRIMARY KEY,
	name         TEXT NOT NULL,
	applied_at   TEXT NOT NULL
) STRICT;

-- For exact arithmetic in views: 10^scale as far as 64 bits go.
CREATE TABLE power_of_ten (
	scale        INTEGER PRIMARY KEY,
	factor       INTEGER NOT NULL
) STRICT;
INSERT INTO power_of_ten
WITH RECURSIVE p (scale, factor) AS (
	VALUES (0, 1)
	UNION ALL SELECT scale + 1, factor * 10 FROM p WHERE scale < 18)
SELECT scale, factor FROM p;

-- (1): what is written stays.

CREATE TRIGGER submission_stays_1 BEFORE UPDATE ON submission
BEGIN SELECT RAISE(ABORT, 'a submission is never changed'); END;
CREATE TRIGGER submission_stays_2 BEFORE DELETE ON submission
BEGIN SELECT RAISE(ABORT, 'a submission is never removed'); END;
CREATE TRIGGER submission_stays_3 BEFORE INSERT ON submission
WHEN EXISTS (SELECT 1 FROM submission WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'a submission is never replaced'); END;

CREATE TRIGGER filing_stays_1 BEFORE UPDATE ON filing
BEGIN SELECT RAISE(ABORT, 'a filing is never changed'); END;
CREATE TRIGGER filing_stays_2 BEFORE DELETE ON filing
BEGIN SELECT RAISE(ABORT, 'a filing is never removed'); END;
CREATE TRIGGER filing_stays_3 BEFORE INSERT ON filing
WHEN EXISTS (SELECT 1 FROM filing WHERE id = NEW.id
    OR submission = NEW.submission
    OR (entity, report, year, period_end, version) =
       (NEW.entity, NEW.report, NEW.year, NEW.period_end, NEW.version))
BEGIN SELECT RAISE(ABORT, 'a filing is never replaced'); END;

CREATE TRIGGER tuple_stays_1 BEFORE UPDATE ON tuple
BEGIN SELECT RAISE(ABORT, 'a tuple is never changed'); END;
CREATE TRIGGER tuple_stays_2 BEFORE DELETE ON tuple
BEGIN SELECT RAISE(ABORT, 'a tuple is never removed'); END;
CREATE TRIGGER tuple_stays_3 BEFORE INSERT ON tuple
WHEN EXISTS (SELECT 1 FROM audit WHERE filing = NEW.filing)
BEGIN SELECT RAISE(ABORT, 'nothing is added to a stored filing'); END;

CREATE TRIGGER dimension_stays_1 BEFORE UPDATE ON dimension
BEGIN SELECT RAISE(ABORT, 'a dimension is never changed'); END;
CREATE TRIGGER dimension_stays_2 BEFORE DELETE ON dimension
BEGIN SELECT RAISE(ABORT, 'a dimension is never removed'); END;
CREATE TRIGGER dimension_stays_3 BEFORE INSERT ON dimension
WHEN EXISTS (SELECT 1 FROM audit WHERE filing = NEW.filing)
BEGIN SELECT RAISE(ABORT, 'nothing is added to a stored filing'); END;

CREATE TRIGGER fact_stays_1 BEFORE UPDATE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER fact_stays_2 BEFORE DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never removed'); END;
CREATE TRIGGER fact_stays_3 BEFORE INSERT ON fact
WHEN EXISTS (SELECT 1 FROM audit WHERE filing = NEW.filing)
BEGIN SELECT RAISE(ABORT, 'nothing is added to a stored filing'); END;

CREATE TRIGGER finding_stays_1 BEFORE UPDATE ON finding
BEGIN SELECT RAISE(ABORT, 'a finding is never changed'); END;
CREATE TRIGGER finding_stays_2 BEFORE DELETE ON finding
BEGIN SELECT RAISE(ABORT, 'a finding is never removed'); END;
CREATE TRIGGER finding_stays_3 BEFORE INSERT ON finding
WHEN EXISTS (SELECT 1 FROM audit WHERE filing = NEW.filing)
BEGIN SELECT RAISE(ABORT, 'nothing is added to a stored filing'); END;

CREATE TRIGGER finding_fact_stays_1 BEFORE UPDATE ON finding_fact
BEGIN SELECT RAISE(ABORT, 'a finding is never changed'); END;
CREATE TRIGGER finding_fact_stays_2 BEFORE DELETE ON finding_fact
BEGIN SELECT RAISE(ABORT, 'a finding is never removed'); END;
CREATE TRIGGER finding_fact_stays_3 BEFORE INSERT ON finding_fact
WHEN EXISTS (SELECT 1 FROM audit WHERE filing = NEW.filing)
BEGIN SELECT RAISE(ABORT, 'nothing is added to a stored filing'); END;

CREATE TRIGGER audit_stays_1 BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_stays_2 BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never shortened'); END;
CREATE TRIGGER audit_stays_3 BEFORE INSERT ON audit
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit)
  OR NEW.previous <> coalesce((SELECT hash FROM audit
     ORDER BY sequence DESC LIMIT 1), printf('%064d', 0))
  OR EXISTS (SELECT 1 FROM audit WHERE hash = NEW.hash OR filing = NEW.filing)
BEGIN SELECT RAISE(ABORT, 'the audit log only grows at its end'); END;
