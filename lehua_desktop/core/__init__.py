"""Values that every room shares. Standard library only: no input or output, no clock, no Qt."""
