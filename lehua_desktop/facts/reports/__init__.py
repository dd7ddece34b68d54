"""Credit reports: brief, full, and as they were printed until 2020."""
