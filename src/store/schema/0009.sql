-- How somebody came onto the roster may also be that the 支部大会 took them in, or that they were here all the same and are
-- put on record late.
CREATE TABLE member_event_2 (
  id          INTEGER PRIMARY KEY,
  org         INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  member      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind        TEXT    NOT NULL CHECK (kind IN ('transferred_in', 'transferred_out', 'died', 'removed', 'suspended', 'restored',
                                               'office', 'group', 'vote_stopped', 'vote_restored', 'accepted', 'late_entry')),
  happened_on TEXT    NOT NULL CHECK (happened_on GLOB '[0-9][0-9][0-9][0-9]*'),
  was         TEXT    NOT NULL,
  became      TEXT    NOT NULL,
  detail      TEXT    NOT NULL,
  CHECK ((kind IN ('office', 'group')) = (was <> became))
) STRICT;
INSERT INTO member_event_2 (id, org, member, kind, happened_on, was, became, detail)
  SELECT id, org, member, kind, happened_on, was, became, detail FROM member_event;
DROP TABLE member_event;
ALTER TABLE member_event_2 RENAME TO member_event;
CREATE INDEX member_event_member ON member_event (member);
CREATE INDEX member_event_org ON member_event (org);
