-- Complaints and objections as a person typed them in. Ids are never given twice: calendars know entries by them.
CREATE TABLE filing (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    route TEXT NOT NULL,
    sent TEXT NOT NULL,
    institution TEXT,
    reference TEXT,
    accepted TEXT,
    replied TEXT,
    reply TEXT,
    reply_text TEXT
) STRICT;

-- A name of the case that stays when the file is renamed or copied: an exported calendar is known by it.
CREATE TABLE identity (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL
) STRICT;
INSERT INTO identity (id, uid) VALUES (1, lower(hex(randomblob(16))));
