-- What a person wrote in a letter or in the statement of facts. `body` keeps its places ({paid:7}), `stood` the values
-- that stood in them then, so that a later change of the ledger can be marked.
CREATE TABLE letter_text (
    id INTEGER PRIMARY KEY,
    route TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
    part TEXT NOT NULL,
    body TEXT NOT NULL,
    stood TEXT NOT NULL,                -- JSON
    UNIQUE (route, language, part)
) STRICT;

-- The number of each exhibit in the last export, so that a later one can keep it.
CREATE TABLE exhibit_number (
    evidence INTEGER PRIMARY KEY REFERENCES evidence (id),
    number TEXT NOT NULL
) STRICT;
