-- What was removed of a record still stands in its history: found among the few rows of the journal that tell of a removal.
CREATE INDEX journal_row_gone ON journal_row (table_name) WHERE after IS NULL;
