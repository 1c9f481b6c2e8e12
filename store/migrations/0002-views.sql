-- 0002-views.sql: how everyone reads the store; docs/data-model.md.
--
-- The filings of one entity, report, year and period end are versions of one
-- another; the highest is the one that counts.

CREATE VIEW filing_version AS
SELECT f.*, s.file, s.size, s.received_at,
	(SELECT n.id FROM filing n
	 WHERE n.entity = f.entity AND n.report = f.report AND n.year = f.year
	   AND n.period_end = f.period_end AND n.version = f.version + 1)
	AS superseded_by		-- the filing that did; NULL: current
FROM filing f JOIN submission s ON s.sha256 = f.submission;

CREATE VIEW current_filing AS
SELECT * FROM filing_version WHERE superseded_by IS NULL;

-- The highest version without errors, for who may show nothing else.
CREATE VIEW accepted_filing AS
SELECT v.* FROM filing_version v
WHERE v.status = 'accepted' AND NOT EXISTS (
	SELECT 1 FROM filing n
	WHERE n.entity = v.entity AND n.report = v.report AND n.year = v.year
	  AND n.period_end = v.period_end AND n.version > v.version
	  AND n.status = 'accepted');

-- What `ingest` prints of a filing.
CREATE VIEW receipt AS
SELECT id AS filing, file, submission AS sha256, entity, report, year,
	period_end, version, status, facts, errors, warnings
FROM filing_version;

-- Facts of the current filings, with whose and which report they are.
-- filing_entity is the board, entity what the fact's own context says.
CREATE VIEW current_fact AS
SELECT c.entity AS filing_entity, c.report, c.year, c.version, c.status,
	c.submission, f.*
FROM current_filing c JOIN fact f ON f.filing = c.id;

-- Numeric facts that 64 bits hold.  whole and rest sort exactly in this order
-- and add up exactly: the value is whole + rest / 10^18, both of one sign.
CREATE VIEW figure AS
SELECT f.filing_entity AS entity, f.report, f.year, f.version, f.status,
	f.filing, f.ordinal, f.concept, f.namespace, f.local, f.period,
	f.period_start, f.period_end, f.unit, f.dimension_set, f.dimensions,
	f.value, f.decimals, f.amount, f.scale,
	f.amount / p.factor AS whole,
	f.amount % p.factor * (1000000000000000000 / p.factor) AS rest,
	f.submission, f.line, f.byte_offset, f.byte_length
FROM current_fact f JOIN power_of_ten p ON p.scale = f.scale;

CREATE VIEW current_finding AS
SELECT c.entity, c.report, c.year, c.version, c.submission, f.*
FROM current_filing c JOIN finding f ON f.filing = c.id;
