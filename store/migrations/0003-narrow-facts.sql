-- 0003-narrow-facts.sql: what many facts of a filing share is kept once.
--
-- (1) A fact is a row of numbers and its value; its concept, context and unit
--     are rows of their own, and `fact` is the view that puts them together
--     under the names it always had.
-- (2) A concept is kept once a store; contexts and units once a filing, and
--     numbered from 1 in the order in which its facts need them.
-- (3) Of (1) in 0001 the same is said here for the new tables.  Who stores
--     (store/sqlite.c) has the triggers off: it only ever adds, and only to
--     the filing whose number it has just given out.

CREATE TABLE concept (
	id           INTEGER PRIMARY KEY,
	namespace    TEXT NOT NULL,
	local        TEXT NOT NULL,
	prefix       TEXT NOT NULL,		-- the taxonomy's, for reading
	name         TEXT AS (CASE prefix WHEN '' THEN local
			ELSE prefix || ':' || local END),
	UNIQUE (local, namespace, prefix)
) STRICT;
CREATE INDEX concept_by_name ON concept (name);

CREATE TABLE unit (
	filing       INTEGER NOT NULL REFERENCES filing,
	number       INTEGER NOT NULL,
	unit         TEXT NOT NULL,		-- iso4217:EUR, a*b/c
	PRIMARY KEY (filing, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE context (
	filing       INTEGER NOT NULL REFERENCES filing,
	number       INTEGER NOT NULL,
	entity_scheme TEXT,
	entity       TEXT,
	period       TEXT CHECK (period IN ('instant', 'duration', 'forever')),
	period_start TEXT,			-- first day; instants: NULL
	period_end   TEXT,			-- last day, or the instant's
	dimension_set INTEGER NOT NULL,		-- 0: none
	dimensions   TEXT NOT NULL,		-- {"axis":"member"}, by axis
	segment      TEXT,			-- what is there beside dimensions
	scenario     TEXT,
	PRIMARY KEY (filing, number)
) STRICT, WITHOUT ROWID;

-- No foreign keys: they would cost a look-up a fact.  `store verify` counts
-- that no row belongs to no filing, and hashes what the numbers stand for.
CREATE TABLE fact_row (
	filing       INTEGER NOT NULL,
	ordinal      INTEGER NOT NULL,
	tuple        INTEGER,			-- the tuple it stands in
	concept      INTEGER NOT NULL,		-- concept.id
	context      INTEGER,			-- context.number; NULL: none
	unit         INTEGER,			-- unit.number; NULL: none
	language     TEXT,
	value        TEXT,			-- exactly as filed; nil: NULL
	denominator  TEXT,			-- of a fraction
	nil          INTEGER NOT NULL CHECK (nil IN (0, 1)),
	amount       INTEGER,			-- value = amount / 10^scale, exactly;
	scale        INTEGER CHECK (scale BETWEEN 0 AND 18),
						-- NULL: no number, or too long
	decimals     ANY,			-- a number, or INF as text
	precision    ANY,
	xml_id       TEXT,
	line         INTEGER NOT NULL,
	col          INTEGER NOT NULL,
	byte_offset  INTEGER NOT NULL,		-- of the element in the submission
	byte_length  INTEGER NOT NULL,
	PRIMARY KEY (filing, ordinal),
	CHECK ((amount IS NULL) = (scale IS NULL))
) STRICT, WITHOUT ROWID;

-- What was stored by earlier versions.

INSERT INTO concept (namespace, local, prefix)
SELECT namespace, local, prefix FROM fact
GROUP BY namespace, local, prefix
ORDER BY min(filing * 4294967296 + ordinal);

INSERT INTO unit
SELECT DISTINCT filing,
	dense_rank() OVER (PARTITION BY filing ORDER BY first), unit
FROM (SELECT filing, unit,
		min(ordinal) OVER (PARTITION BY filing, unit) AS first
	FROM fact WHERE unit IS NOT NULL);

-- To each fact the number of its context.
CREATE TABLE fact_context AS
SELECT *, dense_rank() OVER (PARTITION BY filing ORDER BY first) AS number
FROM (SELECT filing, ordinal, entity_scheme, entity, period, period_start,
		period_end, dimension_set, dimensions, segment, scenario,
		min(ordinal) OVER (PARTITION BY filing, entity_scheme, entity,
			period, period_start, period_end, dimension_set,
			dimensions, segment, scenario) AS first
	FROM fact
	WHERE coalesce(entity_scheme, entity, period, period_start, period_end,
		segment, scenario) IS NOT NULL
	   OR dimension_set <> 0 OR dimensions <> '{}');
CREATE INDEX fact_context_key ON fact_context (filing, ordinal);

INSERT INTO context
SELECT filing, number, entity_scheme, entity, period, period_start, period_end,
	dimension_set, dimensions, segment, scenario
FROM fact_context WHERE ordinal = first;

INSERT INTO fact_row
SELECT f.filing, f.ordinal, f.tuple, c.id, x.number, u.number, f.language,
	f.value, f.denominator, f.nil, f.amount, f.scale,
	CASE WHEN f.decimals = CAST(CAST(f.decimals AS INTEGER) AS TEXT)
		THEN CAST(f.decimals AS INTEGER) ELSE f.decimals END,
	CASE WHEN f.precision = CAST(CAST(f.precision AS INTEGER) AS TEXT)
		THEN CAST(f.precision AS INTEGER) ELSE f.precision END,
	f.xml_id, f.line, f.col, f.byte_offset, f.byte_length
FROM fact f
JOIN concept c ON c.local = f.local AND c.namespace = f.namespace
	AND c.prefix = f.prefix
LEFT JOIN fact_context x ON x.filing = f.filing AND x.ordinal = f.ordinal
LEFT JOIN unit u ON u.filing = f.filing AND u.unit = f.unit
ORDER BY f.filing, f.ordinal;

DROP TABLE fact_context;

-- By filing first: the rows of a new filing come at its end.  Who asks for a
-- concept only looks in each filing in turn (SQLite calls it a skip-scan).
CREATE INDEX fact_row_by_concept ON fact_row (filing, concept);
CREATE INDEX submission_by_size ON submission (size);

-- The facts a finding names are rows of another table now.
CREATE TABLE finding_fact_before AS SELECT * FROM finding_fact;
DROP VIEW figure;
DROP VIEW current_fact;
DROP TABLE finding_fact;
DROP TABLE fact;
CREATE TABLE finding_fact (
	filing       INTEGER NOT NULL,
	finding      INTEGER NOT NULL,
	position     INTEGER NOT NULL,
	fact         INTEGER,
	tuple        INTEGER,
	PRIMARY KEY (filing, finding, position),
	FOREIGN KEY (filing, finding) REFERENCES finding (filing, ordinal),
	FOREIGN KEY (filing, fact) REFERENCES fact_row (filing, ordinal),
	FOREIGN KEY (filing, tuple) REFERENCES tuple (filing, ordinal),
	CHECK ((fact IS NULL) <> (tuple IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO finding_fact
SELECT filing, finding, position, fact, tuple FROM finding_fact_before;
DROP TABLE finding_fact_before;

CREATE VIEW fact AS
SELECT r.filing, r.ordinal, r.tuple, c.namespace, c.local, c.prefix,
	x.entity_scheme, x.entity, x.period, x.period_start, x.period_end,
	u.unit, coalesce(x.dimension_set, 0) AS dimension_set,
	coalesce(x.dimensions, '{}') AS dimensions, x.segment, x.scenario,
	r.language, r.value, r.denominator, r.nil, r.amount, r.scale,
	CAST(r.decimals AS TEXT) AS decimals,
	CAST(r.precision AS TEXT) AS precision, r.xml_id, r.line, r.col,
	r.byte_offset, r.byte_length, c.name AS concept
FROM fact_row r JOIN concept c ON c.id = r.concept
LEFT JOIN context x ON x.filing = r.filing AND x.number = r.context
LEFT JOIN unit u ON u.filing = r.filing AND u.number = r.unit;

-- As in 0002.
CREATE VIEW current_fact AS
SELECT c.entity AS filing_entity, c.report, c.year, c.version, c.status,
	c.submission, f.*
FROM current_filing c JOIN fact f ON f.filing = c.id;

CREATE VIEW figure AS
SELECT f.filing_entity AS entity, f.report, f.year, f.version, f.status,
	f.filing, f.ordinal, f.concept, f.namespace, f.local, f.period,
	f.period_start, f.period_end, f.unit, f.dimension_set, f.dimensions,
	f.value, f.decimals, f.amount, f.scale,
	f.amount / p.factor AS whole,
	f.amount % p.factor * (1000000000000000000 / p.factor) AS rest,
	f.submission, f.line, f.byte_offset, f.byte_length
FROM current_fact f JOIN power_of_ten p ON p.scale = f.scale;

-- What the planner is to think of the tables, whatever is in them, so that a
-- question is answered in the same way in every store: by index, no scan.
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('submission', 'sqlite_autoindex_submission_1', '2500 1'),
	('submission', 'submission_by_size', '2500 2'),
	('filing', 'sqlite_autoindex_filing_1', '2500 1'),
	('filing', 'sqlite_autoindex_filing_2', '2500 2 2 1 1 1'),
	('filing', 'filing_by_year', '2500 500 2'),
	('concept', 'sqlite_autoindex_concept_1', '5000 1 1 1'),
	('concept', 'concept_by_name', '5000 1'),
	('context', 'context', '50000 20 1'),
	('unit', 'unit', '5000 2 1'),
	('fact_row', 'fact_row', '1000000 400 1'),
	('fact_row', 'fact_row_by_concept', '1000000 400 2');

-- (3)

CREATE TRIGGER concept_stays_1 BEFORE UPDATE ON concept
BEGIN SELECT RAISE(ABORT, 'a concept is never changed'); END;
CREATE TRIGGER concept_stays_2 BEFORE DELETE ON concept
BEGIN SELECT RAISE(ABORT, 'a concept is never removed'); END;
CREATE TRIGGER concept_stays_3 BEFORE INSERT ON concept
WHEN EXISTS (SELECT 1 FROM concept WHERE id = NEW.id
    OR (local, namespace, prefix) = (NEW.local, NEW.namespace, NEW.prefix))
BEGIN SELECT RAISE(ABORT, 'a concept is never replaced'); END;

CREATE TRIGGER unit_stays_1 BEFORE UPDATE ON unit
BEGIN SELECT RAISE(ABORT, 'a unit is never changed'); END;
CREATE TRIGGER unit_stays_2 BEFORE DELETE ON unit
BEGIN SELECT RAISE(ABORT, 'a unit is never removed'); END;
CREATE TRIGGER unit_stays_3 BEFORE INSERT ON unit
WHEN EXISTS (SELECT 1 FROM audit WHERE filing = NEW.filing)
BEGIN SELECT RAISE(ABORT, 'nothing is added to a stored filing'); END;

CREATE TRIGGER context_stays_1 BEFORE UPDATE ON context
BEGIN SELECT RAISE(ABORT, 'a context is never changed'); END;
CREATE TRIGGER context_stays_2 BEFORE DELETE ON context
BEGIN SELECT RAISE(ABORT, 'a context is never removed'); END;
CREATE TRIGGER context_stays_3 BEFORE INSERT ON context
WHEN EXISTS (SELECT 1 FROM audit WHERE filing = NEW.filing)
BEGIN SELECT RAISE(ABORT, 'nothing is added to a stored filing'); END;

CREATE TRIGGER fact_row_stays_1 BEFORE UPDATE ON fact_row
BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER fact_row_stays_2 BEFORE DELETE ON fact_row
BEGIN SELECT RAISE(ABORT, 'a fact is never removed'); END;
CREATE TRIGGER fact_row_stays_3 BEFORE INSERT ON fact_row
WHEN EXISTS (SELECT 1 FROM audit WHERE filing = NEW.filing)
BEGIN SELECT RAISE(ABORT, 'nothing is added to a stored filing'); END;

CREATE TRIGGER finding_fact_stays_1 BEFORE UPDATE ON finding_fact
BEGIN SELECT RAISE(ABORT, 'a finding is never changed'); END;
CREATE TRIGGER finding_fact_stays_2 BEFORE DELETE ON finding_fact
BEGIN SELECT RAISE(ABORT, 'a finding is never removed'); END;
CREATE TRIGGER finding_fact_stays_3 BEFORE INSERT ON finding_fact
WHEN EXISTS (SELECT 1 FROM audit WHERE filing = NEW.filing)
BEGIN SELECT RAISE(ABORT, 'nothing is added to a stored filing'); END;

CREATE TRIGGER fact_stays_1 INSTEAD OF UPDATE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER fact_stays_2 INSTEAD OF DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never removed'); END;
CREATE TRIGGER fact_stays_3 INSTEAD OF INSERT ON fact
BEGIN SELECT RAISE(ABORT, 'nothing is added to a stored filing'); END;
