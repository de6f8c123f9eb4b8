/**
 * The Site object's tables, as a numbered list of migrations: a step is never edited once released, only followed.
 * Rows written are the price of everything, so each table says what a write to it costs.
 */
import { DEFAULT_QUEUE } from '#protocol/queue';
import { ARTICLE_REINDEX, ARTICLE_SCHEMA } from './article-index.ts';
import type { Sql } from './sql.ts';
import { TEMPLATE_SCHEMA } from './template.ts';
import { TURNED_AWAY_SCHEMA } from './turned-away.ts';

const MIGRATIONS: readonly (readonly string[])[] = [
  [
    // One row: the site itself.
    `CREATE TABLE site (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      id TEXT NOT NULL,
      settings TEXT NOT NULL,
      rev INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      removed_at INTEGER
    )`,
    // One row a visitor, from their first conversation on.
    `CREATE TABLE visitors (
      id TEXT PRIMARY KEY,
      name TEXT, email TEXT, phone TEXT,
      country TEXT, device TEXT NOT NULL,
      first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
      chats INTEGER NOT NULL
    ) WITHOUT ROWID`,
    // A row changes when control does, never for a message. \`turn\` goes up with each change of control.
    `CREATE TABLE conversations (
      id TEXT PRIMARY KEY,
      visitor TEXT NOT NULL,
      visit TEXT NOT NULL,
      visit_since INTEGER NOT NULL,
      country TEXT, device TEXT NOT NULL,
      page_url TEXT NOT NULL, page_title TEXT NOT NULL,
      control TEXT NOT NULL CHECK (control IN ('bot', 'waiting', 'agent', 'closed')),
      turn INTEGER NOT NULL,
      control_at INTEGER NOT NULL,
      holder TEXT, holder_name TEXT,
      failures INTEGER NOT NULL,
      started_at INTEGER NOT NULL,
      closed_at INTEGER, closed_by TEXT,
      CHECK ((control = 'agent') = (holder IS NOT NULL)),
      CHECK ((control = 'closed') = (closed_at IS NOT NULL))
    ) WITHOUT ROWID`,
    'CREATE INDEX conversations_of_visitor ON conversations (visitor, started_at)',
    "CREATE INDEX conversations_with_people ON conversations (control) WHERE control IN ('waiting', 'agent')",
    // One row an entry and nothing else: order, counts and the visitor's own numbering ride on it.
    `CREATE TABLE entries (
      conversation TEXT NOT NULL,
      seq INTEGER NOT NULL,
      visitor_seq INTEGER NOT NULL,
      messages INTEGER NOT NULL,
      turn INTEGER NOT NULL,
      at INTEGER NOT NULL,
      author TEXT NOT NULL,
      cid TEXT,
      body TEXT NOT NULL,
      PRIMARY KEY (conversation, seq)
    ) WITHOUT ROWID`,
    `CREATE TABLE timers (
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      PRIMARY KEY (kind, subject)
    ) WITHOUT ROWID`,
    // What D1 has yet to be told: a subject once, read afresh when it is told.
    `CREATE TABLE outbox (
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      payload TEXT,
      PRIMARY KEY (kind, subject)
    ) WITHOUT ROWID`,
    ...ARTICLE_SCHEMA,
  ],
  [
    // One timer a conversation instead of one for each reason: when to look at it again.
    'ALTER TABLE conversations ADD COLUMN failed_at INTEGER',
    `INSERT INTO timers (kind, subject, due_at)
      SELECT 'look', subject, min(due_at) FROM timers WHERE kind IN ('answer', 'wait', 'idle') GROUP BY subject`,
    "DELETE FROM timers WHERE kind IN ('answer', 'wait', 'idle')",
  ],
  [
    // The desk. What it knows of a conversation is in the conversation's own row, which is written anyway when control changes.
    'ALTER TABLE conversations ADD COLUMN desk TEXT',
    'ALTER TABLE conversations ADD COLUMN wrap_up TEXT',
    'DROP INDEX conversations_with_people',
    `CREATE INDEX conversations_with_people ON conversations (control)
      WHERE control IN ('waiting', 'agent') OR wrap_up IS NOT NULL`,
    "CREATE INDEX conversations_closed ON conversations (closed_at, id) WHERE control = 'closed'",
    "CREATE TABLE queues (nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, waits TEXT NOT NULL DEFAULT '[]')",
    // One row a member who was here, or for whom something was set: changes with their status, not with their conversations.
    'CREATE TABLE agents (member TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID',
    // A site that was made before there were queues has the one that a new site has.
    `INSERT INTO queues (id, body) SELECT 'que_0000000000000001', '${JSON.stringify(DEFAULT_QUEUE)}' FROM site`,
    // Whoever waited there waits in it, and whoever had a conversation is known as an agent: gone since when the timer of their grace says.
    `UPDATE conversations SET desk = json_object('queue', 'que_0000000000000001', 'queuedAt', control_at, 'standingAt', control_at)
      WHERE control = 'waiting'`,
    `INSERT INTO agents (member, body) SELECT holder,
      json_set('{"role":"agent","capacity":3,"schedule":null,"toggle":null,"rona":false,"givenAt":0}', '$.name', max(holder_name),
        '$.goneAt', (SELECT due_at - 120000 FROM timers WHERE kind = 'agent-gone' AND subject = holder))
      FROM conversations WHERE control = 'agent' GROUP BY holder`,
    ...TEMPLATE_SCHEMA,
  ],
  [
    // Those that a member had last. What the AI had alone isn't in it, and costs nothing.
    `CREATE INDEX conversations_of_member ON conversations (desk ->> '$.lastAgent.id', closed_at, id)
      WHERE control = 'closed' AND desk ->> '$.lastAgent.id' IS NOT NULL`,
  ],
  ARTICLE_REINDEX,
  // How often a timer has thrown in a row.
  ['ALTER TABLE timers ADD COLUMN failures INTEGER NOT NULL DEFAULT 0'],
  [
    // Whose visitor asked for a person and got nobody: since when. Mostly none, and then the index costs nothing.
    'ALTER TABLE conversations ADD COLUMN nobody_at INTEGER',
    'CREATE INDEX conversations_nobody_came ON conversations (nobody_at, id) WHERE nobody_at IS NOT NULL',
  ],
  TURNED_AWAY_SCHEMA,
  // What the command of an entry asked for, so that its repeat is known from another one with the same `cid`.
  ['ALTER TABLE entries ADD COLUMN asked TEXT'],
];

/**
 * Brings the database to the newest schema and says whether there is a site in it. Writes nothing into a database that has none
 * unless `create` is set, so that asking for a site that doesn't exist costs no storage. Runs inside the caller's transaction.
 */
export function migrate(sql: Sql, create: boolean): boolean {
  const exists = sql.all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'").length > 0;
  if (!exists && !create) return false;
  if (!exists) sql.all('CREATE TABLE schema_version (version INTEGER NOT NULL)');
  const version = sql.all<{ version: number }>('SELECT max(version) AS version FROM schema_version')[0]?.version ?? 0;
  for (const [index, statements] of MIGRATIONS.entries()) {
    if (index < version) continue;
    for (const statement of statements) sql.all(statement);
    sql.all('INSERT INTO schema_version (version) VALUES (?)', index + 1);
  }
  return sql.all('SELECT 1 FROM site').length > 0;
}
