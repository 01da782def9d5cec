-- What the suggestion rested on when an item was decided (see model::score::grounds): a JSON list of records, periods and
-- numbers by their ids. NULL: decided before that was kept, or nothing decided.
ALTER TABLE mark ADD COLUMN grounds TEXT CHECK (grounds IS NULL OR json_valid(grounds));
