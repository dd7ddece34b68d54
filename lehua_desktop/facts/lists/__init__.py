"""Lists of payments: bill lists, histories, their records, headings and years."""
