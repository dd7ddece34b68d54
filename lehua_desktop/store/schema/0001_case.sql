-- One imported file. Its bytes lie in `original`, apart, so that lists of evidence never touch them.
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    container TEXT,                     -- the ZIP it came out of
    sha256 TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,              -- bytes
    media_type TEXT NOT NULL,
    added_at TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
    password TEXT                       -- the one that opened the file
) STRICT;

CREATE TABLE original (
    evidence INTEGER PRIMARY KEY REFERENCES evidence (id),
    data BLOB NOT NULL
) STRICT;

-- What machines read. Reading again adds rows; the newest good row of a page counts.
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    read_at TEXT NOT NULL,
    page_count INTEGER NOT NULL,
    fault TEXT                          -- JSON; the file as a whole could not be read
) STRICT;
CREATE INDEX attempt_evidence ON attempt (evidence);

CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    attempt INTEGER NOT NULL REFERENCES attempt (id),
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    page INTEGER NOT NULL,              -- from 0
    engine TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL DEFAULT '',
    body TEXT,                          -- JSON of the page
    fault TEXT,                         -- JSON; why the page could not be read
    CHECK ((body IS NULL) <> (fault IS NULL))
) STRICT;
CREATE INDEX reading_page ON reading (evidence, page);

-- Facts are derived from readings; `stamp` names what they were derived from and by.
CREATE TABLE facts (
    evidence INTEGER PRIMARY KEY REFERENCES evidence (id),
    stamp TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- A payment fact keeps its id when the file is read again. `position` is its place among the payments of
-- `facts`; NULL: the last reading does not show it, or a person typed it in (`by_hand`).
-- Ids are never given twice, so that an edit that was taken back can be done again.
CREATE TABLE proof (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    position INTEGER,
    by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
    body TEXT NOT NULL                  -- JSON of the fact as last seen
) STRICT;
CREATE INDEX proof_evidence ON proof (evidence);

-- What a person decided. No reading ever touches these.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    proof INTEGER NOT NULL REFERENCES proof (id),
    field TEXT NOT NULL,
    value TEXT NOT NULL,                -- JSON
    UNIQUE (proof, field)
) STRICT;

CREATE TABLE confirmation (
    id INTEGER PRIMARY KEY,
    proof INTEGER NOT NULL UNIQUE REFERENCES proof (id),
    body TEXT NOT NULL                  -- JSON of the fact as it stood when it was confirmed
) STRICT;

CREATE TABLE ignored (
    id INTEGER PRIMARY KEY,
    proof INTEGER NOT NULL UNIQUE REFERENCES proof (id)
) STRICT;

-- `loan` may name a loan that documents propose, so it refers to no row.
CREATE TABLE link (
    id INTEGER PRIMARY KEY,
    proof INTEGER NOT NULL REFERENCES proof (id),
    loan INTEGER NOT NULL,
    number INTEGER NOT NULL,
    linked INTEGER NOT NULL CHECK (linked IN (0, 1)),
    amount_fen INTEGER,
    UNIQUE (proof, loan, number)
) STRICT;

CREATE TABLE same (
    id INTEGER PRIMARY KEY,
    one INTEGER NOT NULL REFERENCES proof (id),
    other INTEGER NOT NULL REFERENCES proof (id),
    same INTEGER NOT NULL CHECK (same IN (0, 1)),
    CHECK (one < other),
    UNIQUE (one, other)
) STRICT;

CREATE TABLE loan (
    id INTEGER PRIMARY KEY,
    platform TEXT,
    lender TEXT,
    guarantor TEXT,
    contract TEXT,
    borrower TEXT,
    principal_fen INTEGER,
    disbursed TEXT,
    cutoff TEXT
) STRICT;

CREATE TABLE installment (
    id INTEGER PRIMARY KEY,
    loan INTEGER NOT NULL REFERENCES loan (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL,
    due TEXT NOT NULL,
    amount_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX installment_loan ON installment (loan);

CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    source TEXT NOT NULL,
    detail TEXT NOT NULL                -- JSON
) STRICT;
