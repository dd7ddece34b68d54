"""From lines to facts: what kind of document a file is and what it says. Pure functions of pages."""
