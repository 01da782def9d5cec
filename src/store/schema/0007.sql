-- The row of a ledger that was kept out, by the hash that activity.from_row would have: the record that it becomes is that
-- row in every later import. NULL: no held row of a ledger, or kept out before this was kept.
ALTER TABLE import_issue ADD COLUMN from_row TEXT;
