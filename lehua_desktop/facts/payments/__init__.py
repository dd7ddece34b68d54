"""One payment on a page, and pages with several."""
