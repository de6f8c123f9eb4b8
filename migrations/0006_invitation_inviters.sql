-- Who invited: an invitation is worth what its inviter may still give, and goes with them. Of the earlier ones nobody
-- can say who it was, and none of them is good for more than three days.
DROP TABLE invitations;
CREATE TABLE invitations (
  id TEXT PRIMARY KEY NOT NULL,
  token_hash TEXT NOT NULL,
  email TEXT NOT NULL,
  roles TEXT NOT NULL,
  inviter TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  accepted_at INTEGER
);
CREATE UNIQUE INDEX invitations_by_token_hash ON invitations (token_hash);
