"""What words and figures mean, wherever they stand: amounts, days, numbers, labels, states, names of lenders."""
