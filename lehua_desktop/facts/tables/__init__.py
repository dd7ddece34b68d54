"""Tables by their column titles, whatever they list."""
