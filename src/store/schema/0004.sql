-- What a member pays a month (党费标准), from one month until the next such row of that member. Money is in 分.
CREATE TABLE dues_standard (
  id         INTEGER PRIMARY KEY,
  org        INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  member     INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  from_month TEXT    NOT NULL CHECK (from_month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  basis      TEXT    NOT NULL CHECK (basis IN ('fixed', 'wage', 'pension', 'exempt')),
  base       INTEGER CHECK (base > 0),
  amount     INTEGER NOT NULL CHECK (amount >= 0),
  note       TEXT    NOT NULL,
  UNIQUE (member, from_month),
  CHECK ((basis = 'exempt') = (amount = 0)),
  CHECK (basis <> 'exempt' OR note <> ''),
  CHECK ((basis IN ('wage', 'pension')) = (base IS NOT NULL))
) STRICT;
CREATE INDEX dues_standard_from ON dues_standard (org, from_month);

-- What was paid for one member and one month. Where the day is not known there is none; when it was typed in always is.
CREATE TABLE dues_payment (
  id          INTEGER PRIMARY KEY,
  org         INTEGER NOT NULL REFERENCES org (id) DEFERRABLE INITIALLY DEFERRED,
  member      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  month       TEXT    NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  amount      INTEGER NOT NULL CHECK (amount > 0),
  paid_on     TEXT    CHECK (paid_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  payer       TEXT    NOT NULL, -- who paid for them (代交); empty: they did
  note        TEXT    NOT NULL,
  recorded_on TEXT    NOT NULL CHECK (recorded_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  UNIQUE (member, month)
) STRICT;
CREATE INDEX dues_payment_month ON dues_payment (org, month);
