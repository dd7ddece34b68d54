"""The redacted edition: what is private, where it stands, and how it is blacked out."""
