"""The repayment timeline: drawn axis, table, and what stands there without a plan."""
