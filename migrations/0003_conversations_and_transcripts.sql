-- What remains of conversations. Written by the site's object alone (src/history/archive.ts).
-- A row written is what D1 bills, and an index entry is a row: hence the few indexes.

CREATE TABLE conversations (
  id TEXT PRIMARY KEY NOT NULL,
  site TEXT NOT NULL,
  visitor TEXT NOT NULL,
  visit TEXT NOT NULL,
  control TEXT NOT NULL,
  holder TEXT,
  started_at INTEGER NOT NULL,
  closed_at INTEGER,
  closed_by TEXT,
  messages INTEGER NOT NULL,
  country TEXT,
  device TEXT NOT NULL,
  page_title TEXT NOT NULL,
  page_url TEXT NOT NULL,
  updated_seq INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX conversations_of_site ON conversations (site, started_at);

-- `entries` is the log of a closed conversation as JSON, `text` what is searched. The full-text index refers to `id`.
CREATE TABLE transcripts (
  id INTEGER PRIMARY KEY NOT NULL,
  conversation TEXT NOT NULL,
  site TEXT NOT NULL,
  closed_at INTEGER NOT NULL,
  entries TEXT NOT NULL,
  text TEXT NOT NULL,
  updated_seq INTEGER NOT NULL
);
CREATE UNIQUE INDEX transcripts_by_conversation ON transcripts (conversation);

CREATE VIRTUAL TABLE transcript_words USING fts5 (
  text,
  content = 'transcripts',
  content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER transcripts_inserted AFTER INSERT ON transcripts BEGIN
  INSERT INTO transcript_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER transcripts_updated AFTER UPDATE OF text ON transcripts WHEN old.text <> new.text BEGIN
  INSERT INTO transcript_words (transcript_words, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO transcript_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER transcripts_deleted AFTER DELETE ON transcripts BEGIN
  INSERT INTO transcript_words (transcript_words, rowid, text) VALUES ('delete', old.id, old.text);
END;
