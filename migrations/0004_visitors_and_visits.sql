-- Who came, and when. Keys begin with the site, so that a row costs one write and the rows of one site, and of one
-- visitor, lie together.

CREATE TABLE visitors (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT,
  email TEXT,
  phone TEXT,
  country TEXT,
  device TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  chats INTEGER NOT NULL,
  updated_seq INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

CREATE TABLE visits (
  site TEXT NOT NULL,
  visitor TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  id TEXT NOT NULL,
  ended_at INTEGER,
  country TEXT,
  device TEXT NOT NULL,
  browser TEXT,
  os TEXT,
  page_title TEXT NOT NULL,
  page_url TEXT NOT NULL,
  updated_seq INTEGER NOT NULL,
  PRIMARY KEY (site, visitor, started_at, id)
) WITHOUT ROWID;
