"""The values of a page, to correct, confirm and link."""
