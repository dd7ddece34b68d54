-- The evidence that a person keeps out of every bundle.
CREATE TABLE left_out (
    id INTEGER PRIMARY KEY,
    evidence INTEGER NOT NULL UNIQUE REFERENCES evidence (id)
) STRICT;
