"""The ZIP and the papers in it."""
