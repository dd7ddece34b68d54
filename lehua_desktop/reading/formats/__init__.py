"""Kinds of files: told by their bytes, opened with care."""
