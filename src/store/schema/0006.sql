-- The row of a ledger that a record was read from, by a hash of what stood there. NULL: typed in, or read before this was kept.
ALTER TABLE activity ADD COLUMN from_row TEXT;

-- How a matter was voted on. NULL: nobody said.
ALTER TABLE vote ADD COLUMN form TEXT CHECK (form IN ('hands', 'secret', 'open', 'voice'));

-- What was removed of a record still stands in its history: found among the few rows of the journal that tell of a removal.
CREATE INDEX journal_row_gone ON journal_row (table_name) WHERE after IS NULL;
