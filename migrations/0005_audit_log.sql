-- Who looked at or changed what, written by the outbox of each site; append-only.
CREATE TABLE audit (
  id TEXT NOT NULL PRIMARY KEY,
  site TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  updated_seq INTEGER NOT NULL
);
CREATE INDEX audit_of_site ON audit (site, at);
