"""What kind of document a file is, and the signs that show it."""
