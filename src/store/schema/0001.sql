-- Records. Every journalled table has `id` (see store::id) and `org`, the organisation whose books the row belongs to.
-- References are deferred: undo puts rows back in the opposite order, and the pragma that defers them for one
-- transaction would make SQLite compile every cached statement anew.

CREATE TABLE org (
  id       INTEGER PRIMARY KEY,
  org      INTEGER NOT NULL CHECK (org = id),
  parent   INTEGER REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  kind     TEXT    NOT NULL CHECK (kind IN ('county', 'township', 'village', 'community', 'enterprise', 'branch', 'group')),
  name     TEXT    NOT NULL CHECK (name <> ''),
  township TEXT    NOT NULL,
  founded  TEXT    CHECK (founded GLOB '[0-9][0-9][0-9][0-9]*'),
  theme_day INTEGER NOT NULL CHECK (theme_day BETWEEN 1 AND 28)
) STRICT;

CREATE TABLE member (
  id          INTEGER PRIMARY KEY,
  org         INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  no          INTEGER NOT NULL CHECK (no >= 0),
  name        TEXT    NOT NULL CHECK (name <> ''),
  sex         TEXT    CHECK (sex IN ('male', 'female')),
  ethnicity   TEXT    NOT NULL,
  birth       TEXT    CHECK (birth GLOB '[0-9][0-9][0-9][0-9]*'),
  id_number   TEXT    NOT NULL,
  education   TEXT    NOT NULL,
  category    TEXT    NOT NULL CHECK (category IN ('full', 'probationary', 'candidate', 'activist', 'applicant')),
  joined      TEXT    CHECK (joined GLOB '[0-9][0-9][0-9][0-9]*'),
  full_since  TEXT    CHECK (full_since GLOB '[0-9][0-9][0-9][0-9]*'),
  party_group TEXT    NOT NULL,
  post        TEXT    NOT NULL,
  role        TEXT    CHECK (role IN ('secretary', 'deputy', 'commissioner')),
  job         TEXT    NOT NULL,
  phone       TEXT    NOT NULL,
  address     TEXT    NOT NULL,
  floating    INTEGER NOT NULL CHECK (floating IN (0, 1)),
  floating_place TEXT NOT NULL,
  note        TEXT    NOT NULL,
  extra       TEXT    NOT NULL CHECK (json_valid(extra))
) STRICT;
CREATE INDEX member_org_no ON member (org, no);

CREATE TABLE member_event (
  id          INTEGER PRIMARY KEY,
  org         INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  member      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind        TEXT    NOT NULL CHECK (kind IN ('transferred_in', 'transferred_out', 'died', 'removed', 'suspended', 'restored')),
  happened_on TEXT    NOT NULL CHECK (happened_on GLOB '[0-9][0-9][0-9][0-9]*'),
  detail      TEXT    NOT NULL
) STRICT;
CREATE INDEX member_event_member ON member_event (member);
CREATE INDEX member_event_org ON member_event (org);

CREATE TABLE import_issue (
  id          INTEGER PRIMARY KEY,
  org         INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  kind        TEXT    NOT NULL CHECK (kind IN ('roster', 'activities')), -- of the file
  member      INTEGER REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  activity    INTEGER REFERENCES activity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  file        TEXT    NOT NULL,
  file_row    INTEGER NOT NULL,
  column_name TEXT    NOT NULL,
  value       TEXT    NOT NULL,
  severity    TEXT    NOT NULL CHECK (severity IN ('held', 'flagged')),
  message     TEXT    NOT NULL,
  cells       TEXT    NOT NULL CHECK (json_valid(cells)), -- the whole row, where it was held
  settled     INTEGER NOT NULL CHECK (settled IN (0, 1))
) STRICT;
CREATE INDEX import_issue_open ON import_issue (org) WHERE settled = 0;
CREATE INDEX import_issue_member ON import_issue (member);
CREATE INDEX import_issue_activity ON import_issue (activity);

CREATE TABLE activity (
  id             INTEGER PRIMARY KEY,
  org            INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  no             TEXT    NOT NULL CHECK (no <> ''),
  kind           TEXT    NOT NULL CHECK (kind <> ''),
  held_on        TEXT    NOT NULL CHECK (held_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  starts         TEXT    NOT NULL,
  ends           TEXT    NOT NULL,
  place          TEXT    NOT NULL,
  chair          TEXT    NOT NULL,
  recorder       TEXT    NOT NULL,
  title          TEXT    NOT NULL,
  topics         TEXT    NOT NULL,
  minutes        TEXT    NOT NULL,
  party_group    TEXT    NOT NULL,
  stated_due     INTEGER CHECK (stated_due >= 0),
  stated_present INTEGER CHECK (stated_present >= 0),
  extra          TEXT    NOT NULL CHECK (json_valid(extra)),
  source         TEXT    NOT NULL CHECK (source IN ('typed', 'imported')),
  recorded_at    TEXT    NOT NULL CHECK (recorded_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*')
) STRICT;
CREATE INDEX activity_org_held ON activity (org, held_on);
CREATE INDEX activity_org_no ON activity (org, no);
CREATE INDEX activity_org_kind ON activity (org, kind, held_on);

-- Frozen when the activity is saved: who leaves the roster later keeps the name here and loses only the link.
CREATE TABLE attendance (
  id       INTEGER PRIMARY KEY,
  org      INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  activity INTEGER NOT NULL REFERENCES activity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  member   INTEGER REFERENCES member (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  name     TEXT    NOT NULL,
  no       INTEGER NOT NULL CHECK (no >= 0),
  roll     TEXT    NOT NULL CHECK (roll IN ('unmarked', 'present', 'excused', 'absent', 'observer', 'not_due')),
  reason   TEXT    NOT NULL,
  votes    INTEGER NOT NULL CHECK (votes IN (0, 1)),
  due_note TEXT    NOT NULL, -- why the list of those due was corrected by hand
  position INTEGER NOT NULL CHECK (position >= 0),
  CHECK (roll <> 'not_due' OR due_note <> '')
) STRICT;
CREATE INDEX attendance_activity ON attendance (activity, roll);
CREATE INDEX attendance_member ON attendance (member, activity);

CREATE TABLE vote (
  id       INTEGER PRIMARY KEY,
  org      INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  activity INTEGER NOT NULL REFERENCES activity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  matter   TEXT    NOT NULL,
  rule     TEXT    NOT NULL,
  agree    INTEGER NOT NULL CHECK (agree >= 0),
  against  INTEGER NOT NULL CHECK (against >= 0),
  abstain  INTEGER NOT NULL CHECK (abstain >= 0),
  written  INTEGER NOT NULL CHECK (written >= 0),
  -- Who might vote and who of them was there, frozen when saved; NULL while the roll was not called in full.
  due_voting     INTEGER CHECK (due_voting >= 0),
  present_voting INTEGER CHECK (present_voting BETWEEN 0 AND due_voting),
  position INTEGER NOT NULL CHECK (position >= 0),
  CHECK ((due_voting IS NULL) = (present_voting IS NULL))
) STRICT;
CREATE INDEX vote_activity ON vote (activity);

-- The file itself lies beside the database, named by its content; removing the row leaves it there.
CREATE TABLE attachment (
  id       INTEGER PRIMARY KEY,
  org      INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  activity INTEGER NOT NULL REFERENCES activity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  name     TEXT    NOT NULL CHECK (name <> ''),
  sha256   TEXT    NOT NULL CHECK (length(sha256) = 64),
  size     INTEGER NOT NULL CHECK (size >= 0),
  UNIQUE (activity, sha256)
) STRICT;

-- What a person decided on one item of a checklist. Points in hundredths; NULL: the item does not apply.
CREATE TABLE mark (
  id        INTEGER PRIMARY KEY,
  org       INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  checklist TEXT    NOT NULL,
  version   INTEGER NOT NULL,
  year      INTEGER NOT NULL,
  item      TEXT    NOT NULL,
  points    INTEGER,
  reason    TEXT    NOT NULL,
  suggested INTEGER,
  UNIQUE (org, checklist, year, item)
) STRICT;

-- The journal: one step per act, one row per record touched. See store::journal.

CREATE TABLE journal_step (
  n             INTEGER PRIMARY KEY, -- the order in this file
  origin        INTEGER NOT NULL,
  seq           INTEGER NOT NULL CHECK (seq > 0),
  at_ms         INTEGER NOT NULL,
  wall_ms       INTEGER NOT NULL,
  device        TEXT    NOT NULL,
  person        TEXT    NOT NULL,
  op            TEXT    NOT NULL,
  label         TEXT    NOT NULL,
  kind          TEXT    NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  target_origin INTEGER,
  target_seq    INTEGER,
  program       TEXT    NOT NULL,
  schema        INTEGER NOT NULL,
  prev_hash     TEXT    NOT NULL,
  hash          TEXT    NOT NULL,
  UNIQUE (origin, seq),
  CHECK ((kind = 'do') = (target_origin IS NULL) AND (target_origin IS NULL) = (target_seq IS NULL))
) STRICT;
CREATE INDEX journal_step_target ON journal_step (target_origin, target_seq) WHERE target_origin IS NOT NULL;

CREATE TABLE journal_row (
  n          INTEGER PRIMARY KEY,
  origin     INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  table_name TEXT    NOT NULL,
  row_id     INTEGER NOT NULL,
  before     TEXT,
  after      TEXT,
  FOREIGN KEY (origin, seq) REFERENCES journal_step (origin, seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX journal_row_step ON journal_row (origin, seq);
CREATE INDEX journal_row_record ON journal_row (table_name, row_id);

CREATE TRIGGER keep_step_update BEFORE UPDATE ON journal_step BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER keep_step_delete BEFORE DELETE ON journal_step BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER keep_row_update BEFORE UPDATE ON journal_row BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER keep_row_delete BEFORE DELETE ON journal_row BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;

-- The step being written; empty outside an act, so that a write past the one door fails.
CREATE TABLE journal_open (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  origin INTEGER NOT NULL,
  seq    INTEGER NOT NULL
) STRICT;

-- Not journalled.

CREATE TABLE book (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  id         INTEGER NOT NULL,
  created_at TEXT    NOT NULL
) STRICT;

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
