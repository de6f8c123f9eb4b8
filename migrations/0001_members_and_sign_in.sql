-- Members of the workspace and how they sign in. Times are epoch milliseconds.

CREATE TABLE members (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_verified INTEGER NOT NULL DEFAULT 0,
  image TEXT,
  agent_name TEXT NOT NULL,
  sound TEXT NOT NULL DEFAULT 'every-message',
  two_factor_enabled INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX members_by_email ON members (email);

-- One row at most: whoever inserts it owns the workspace.
CREATE TABLE workspace (
  id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
  owner TEXT NOT NULL UNIQUE REFERENCES members (id),
  created_at INTEGER NOT NULL
);

-- `updated_at` is when the session was last seen (by the hour); `expires_at` never moves.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY NOT NULL,
  token TEXT NOT NULL,
  member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  ip_address TEXT,
  user_agent TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX sessions_by_token ON sessions (token);
CREATE INDEX sessions_of_member ON sessions (member);

CREATE TABLE accounts (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  access_token TEXT,
  refresh_token TEXT,
  id_token TEXT,
  access_token_expires_at INTEGER,
  refresh_token_expires_at INTEGER,
  scope TEXT,
  password TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX accounts_of_member ON accounts (member);

CREATE TABLE verifications (
  id TEXT PRIMARY KEY NOT NULL,
  identifier TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX verifications_by_identifier ON verifications (identifier);

CREATE TABLE two_factors (
  id TEXT PRIMARY KEY NOT NULL,
  member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  secret TEXT NOT NULL,
  backup_codes TEXT NOT NULL,
  verified INTEGER NOT NULL DEFAULT 1,
  failed_verification_count INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER
);
CREATE INDEX two_factors_of_member ON two_factors (member);

-- Failed sign-ins, by a hash of the account's e-mail, alone and together with the address they came from.
CREATE TABLE sign_in_failures (
  subject TEXT PRIMARY KEY NOT NULL,
  failures INTEGER NOT NULL,
  since INTEGER NOT NULL
) WITHOUT ROWID;
