-- Records of one day that belong together, the superior's reading, ledgers, and sheets of several raters.

-- The checklist that the organisation is scored by; empty: the one for its kind.
ALTER TABLE org ADD COLUMN checklist TEXT NOT NULL DEFAULT '';

-- The record in whose course this one was held: a 党课 on a theme day. Its own record all the same.
ALTER TABLE activity ADD COLUMN held_with INTEGER REFERENCES activity (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX activity_held_with ON activity (held_with) WHERE held_with IS NOT NULL;

-- What the superior wrote after reading the record book of a quarter (调阅).
CREATE TABLE reading (
  id      INTEGER PRIMARY KEY,
  org     INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  year    INTEGER NOT NULL,
  quarter INTEGER NOT NULL CHECK (quarter BETWEEN 1 AND 4),
  opinion TEXT    NOT NULL,
  grade   TEXT    CHECK (grade IN ('good', 'fair', 'average', 'poor')),
  reader  TEXT    NOT NULL,
  read_on TEXT    CHECK (read_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  UNIQUE (org, year, quarter)
) STRICT;

-- A township's checklist as it was adopted: its file word for word, so that a sheet keeps the version it was scored with.
CREATE TABLE checklist (
  id      INTEGER PRIMARY KEY,
  org     INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  code    TEXT    NOT NULL CHECK (code <> ''),
  version INTEGER NOT NULL CHECK (version > 0),
  body    TEXT    NOT NULL,
  hash    TEXT    NOT NULL CHECK (length(hash) = 64),
  UNIQUE (org, code, version)
) STRICT;

-- One scoring of an organisation by one checklist: the running one of the year, a dated self-check, a rater's, the review.
CREATE TABLE sheet (
  id        INTEGER PRIMARY KEY,
  org       INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  checklist TEXT    NOT NULL CHECK (checklist <> ''),
  version   INTEGER NOT NULL,
  year      INTEGER NOT NULL,
  role      TEXT    NOT NULL CHECK (role IN ('running', 'self', 'rater', 'review')),
  round     TEXT    NOT NULL, -- empty for the running one
  rater     TEXT    NOT NULL,
  scored_on TEXT    CHECK (scored_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  UNIQUE (org, checklist, version, year, role, round, rater),
  CHECK ((role = 'running') = (scored_on IS NULL))
) STRICT;

-- Decisions that were made before there were sheets belong to the running sheet of their version and year.
INSERT INTO sheet (id, org, checklist, version, year, role, round, rater, scored_on)
  SELECT min(id), org, checklist, version, year, 'running', '', '', NULL FROM mark GROUP BY org, checklist, version, year;

-- What a person said on one item of one sheet. Points in hundredths, where that is the decision.
CREATE TABLE mark_2 (
  id        INTEGER PRIMARY KEY,
  org       INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  sheet     INTEGER NOT NULL REFERENCES sheet (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  item      TEXT    NOT NULL,
  decision  TEXT    NOT NULL CHECK (decision IN ('points', 'not_applicable', 'none')),
  points    INTEGER,
  reason    TEXT    NOT NULL,
  suggested INTEGER,
  note      TEXT    NOT NULL,
  UNIQUE (sheet, item),
  CHECK ((decision = 'points') = (points IS NOT NULL))
) STRICT;
INSERT INTO mark_2 (id, org, sheet, item, decision, points, reason, suggested, note)
  SELECT m.id, m.org, s.id, m.item, iif(m.points IS NULL, 'not_applicable', 'points'), m.points, m.reason, m.suggested, ''
  FROM mark m JOIN sheet s ON s.org = m.org AND s.checklist = m.checklist AND s.version = m.version AND s.year = m.year;
DROP TABLE mark;
ALTER TABLE mark_2 RENAME TO mark;

-- One thing counted on an item by hand, for rules that ask: when, who, how many (hundredths), which of the choices.
CREATE TABLE occurrence (
  id     INTEGER PRIMARY KEY,
  org    INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  sheet  INTEGER NOT NULL REFERENCES sheet (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  item   TEXT    NOT NULL,
  rule   TEXT    NOT NULL,
  day    TEXT    NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  who    TEXT    NOT NULL,
  amount INTEGER NOT NULL,
  choice TEXT    NOT NULL,
  note   TEXT    NOT NULL
) STRICT;
CREATE INDEX occurrence_sheet ON occurrence (sheet, item);

-- A row of a ledger (台账); what else the ledger asks for lies in `fields`, described by the ledger's file.
-- Of a ledger whose rows are not closed one by one (a log), each row is closed on its own day.
CREATE TABLE ledger_entry (
  id        INTEGER PRIMARY KEY,
  org       INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  ledger    TEXT    NOT NULL CHECK (ledger <> ''),
  title     TEXT    NOT NULL CHECK (title <> ''),
  opened_on TEXT    NOT NULL CHECK (opened_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  due_on    TEXT    CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  closed_on TEXT    CHECK (closed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  fields    TEXT    NOT NULL CHECK (json_valid(fields)),
  -- What it came from: a member, a record, an item of a sheet.
  member    INTEGER REFERENCES member (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  activity  INTEGER REFERENCES activity (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  sheet     INTEGER REFERENCES sheet (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  item      TEXT    NOT NULL
) STRICT;
CREATE INDEX ledger_entry_opened ON ledger_entry (org, ledger, opened_on);
CREATE INDEX ledger_entry_closed ON ledger_entry (org, closed_on);
CREATE INDEX ledger_entry_member ON ledger_entry (member) WHERE member IS NOT NULL;
CREATE INDEX ledger_entry_activity ON ledger_entry (activity) WHERE activity IS NOT NULL;
CREATE INDEX ledger_entry_sheet ON ledger_entry (sheet) WHERE sheet IS NOT NULL;

-- A file belongs to a record, to an item of a sheet, or to a row of a ledger.
CREATE TABLE attachment_2 (
  id       INTEGER PRIMARY KEY,
  org      INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  activity INTEGER REFERENCES activity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  sheet    INTEGER REFERENCES sheet (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  item     TEXT    NOT NULL,
  entry    INTEGER REFERENCES ledger_entry (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  name     TEXT    NOT NULL CHECK (name <> ''),
  sha256   TEXT    NOT NULL CHECK (length(sha256) = 64),
  size     INTEGER NOT NULL CHECK (size >= 0),
  UNIQUE (activity, sha256),
  UNIQUE (sheet, item, sha256),
  UNIQUE (entry, sha256),
  CHECK ((activity IS NOT NULL) + (sheet IS NOT NULL) + (entry IS NOT NULL) = 1),
  CHECK ((sheet IS NULL) = (item = ''))
) STRICT;
INSERT INTO attachment_2 (id, org, activity, sheet, item, entry, name, sha256, size)
  SELECT id, org, activity, NULL, '', NULL, name, sha256, size FROM attachment;
DROP TABLE attachment;
ALTER TABLE attachment_2 RENAME TO attachment;
