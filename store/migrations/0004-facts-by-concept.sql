-- 0004-facts-by-concept.sql: the facts of a filing lie by concept.
--
-- (1) Who compares asks for one concept of many filings: its facts in a filing
--     lie together now, and the key finds them.  The index that found them
--     before took a quarter of the time of storing.
-- (2) So a finding that names a fact has the concept of it too: the fact's key
--     is filing, concept, ordinal.
-- (3) Of (1) in 0001 the same is said here for tables that were made anew.

CREATE TABLE fact_row_before AS SELECT * FROM fact_row;
CREATE TABLE finding_fact_before AS SELECT * FROM finding_fact;
CREATE INDEX fact_row_before_key ON fact_row_before (filing, ordinal);
DROP TABLE finding_fact;
DROP TABLE fact_row;

-- No foreign keys: see 0003.  That ordinals are unique is looked at by who
-- stores (store/put.c).
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
	PRIMARY KEY (filing, concept, ordinal),
	CHECK ((amount IS NULL) = (scale IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_fact (
	filing       INTEGER NOT NULL,
	finding      INTEGER NOT NULL,
	position     INTEGER NOT NULL,
	fact         INTEGER,
	tuple        INTEGER,
	concept      INTEGER,			-- of the fact (2)
	PRIMARY KEY (filing, finding, position),
	FOREIGN KEY (filing, finding) REFERENCES finding (filing, ordinal),
	FOREIGN KEY (filing, concept, fact)
		REFERENCES fact_row (filing, concept, ordinal),
	FOREIGN KEY (filing, tuple) REFERENCES tuple (filing, ordinal),
	CHECK ((fact IS NULL) <> (tuple IS NULL)),
	CHECK ((fact IS NULL) = (concept IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO fact_row
SELECT * FROM fact_row_before ORDER BY filing, concept, ordinal;

INSERT INTO finding_fact
SELECT l.filing, l.finding, l.position, l.fact, l.tuple,
	(SELECT f.concept FROM fact_row_before f
	 WHERE f.filing = l.filing AND f.ordinal = l.fact)
FROM finding_fact_before l;

DROP TABLE fact_row_before;
DROP TABLE finding_fact_before;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('fact_row', 'fact_row', '1000000 400 2 1');

-- (3)

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
