-- Whole days after the due day within which a payment is not overdue. NULL: no document that was read states it.
ALTER TABLE loan ADD COLUMN grace INTEGER;
