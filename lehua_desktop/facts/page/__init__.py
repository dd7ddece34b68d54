"""Where things stand on one page: rows, running text, values beside their labels, what does not belong to it."""
