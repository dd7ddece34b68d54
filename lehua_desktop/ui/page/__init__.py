"""The page on show, with its boxes and what is blacked out on it."""
