"""The grid of months of a credit report, cell by cell."""
