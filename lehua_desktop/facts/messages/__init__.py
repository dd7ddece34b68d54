"""Messages of banks, lenders and platforms, and what they tell of money."""
