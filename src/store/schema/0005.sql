-- What happened to a membership may also be another part in the committee, another 党小组, or a vote stopped and restored.
-- `was` and `became`: of the first two, what it was until then and what it is from then on (empty: none).
CREATE TABLE member_event_2 (
  id          INTEGER PRIMARY KEY,
  org         INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  member      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind        TEXT    NOT NULL CHECK (kind IN ('transferred_in', 'transferred_out', 'died', 'removed', 'suspended', 'restored',
                                               'office', 'group', 'vote_stopped', 'vote_restored')),
  happened_on TEXT    NOT NULL CHECK (happened_on GLOB '[0-9][0-9][0-9][0-9]*'),
  was         TEXT    NOT NULL,
  became      TEXT    NOT NULL,
  detail      TEXT    NOT NULL,
  CHECK ((kind IN ('office', 'group')) = (was <> became))
) STRICT;
INSERT INTO member_event_2 (id, org, member, kind, happened_on, was, became, detail)
  SELECT id, org, member, kind, happened_on, '', '', detail FROM member_event;
DROP TABLE member_event;
ALTER TABLE member_event_2 RENAME TO member_event;
CREATE INDEX member_event_member ON member_event (member);
CREATE INDEX member_event_org ON member_event (org);
