"""Export of the bundle: what is asked, what to look at before, its pages and its letter."""
