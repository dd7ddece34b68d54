"""The case file: one SQLite file with the originals, what was read, and what the person decided."""
