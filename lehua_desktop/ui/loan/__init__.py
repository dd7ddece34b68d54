"""The loan and its plan."""
