"""What the bundle says: the facts in order, sentences with linked numbers, the letter."""
