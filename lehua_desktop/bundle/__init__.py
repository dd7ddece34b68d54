"""From the case to what leaves the house: one PDF that a clerk can check, and a ZIP with the originals."""
