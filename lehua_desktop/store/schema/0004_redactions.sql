-- What a person said about what the redacted edition blacks out. Proposals have no row: they follow from the readings.
CREATE TABLE redaction (
    id INTEGER PRIMARY KEY,
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    page INTEGER NOT NULL,              -- from 0
    x0 REAL NOT NULL,                   -- in the unit of the page
    y0 REAL NOT NULL,
    x1 REAL NOT NULL,
    y1 REAL NOT NULL,
    what TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'drawn'))
) STRICT;
CREATE INDEX redaction_evidence ON redaction (evidence, page);

-- The evidence whose redactions a person has looked at.
CREATE TABLE redaction_look (
    id INTEGER PRIMARY KEY,
    evidence INTEGER NOT NULL UNIQUE REFERENCES evidence (id)
) STRICT;

-- One value over all rows, see seal.py. No row: something changed since the file was closed.
CREATE TABLE seal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    digest TEXT NOT NULL
) STRICT;
