-- The sites of the workspace and who may do what on them.

-- A projection: written by each site's own object. A deleted site's row stays, so that a late write can't bring it back.
CREATE TABLE sites (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  origins TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER,
  updated_seq INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE roles (
  member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  site TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
  PRIMARY KEY (member, site)
) WITHOUT ROWID;

-- `roles` is a JSON object, site id to role. The token itself is in the link alone.
CREATE TABLE invitations (
  id TEXT PRIMARY KEY NOT NULL,
  token_hash TEXT NOT NULL,
  email TEXT NOT NULL,
  roles TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  accepted_at INTEGER
);
CREATE UNIQUE INDEX invitations_by_token_hash ON invitations (token_hash);
