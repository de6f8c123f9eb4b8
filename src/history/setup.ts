/** The first owner. A workspace is claimed once: the row that says so can exist only once. */
import { firstWord, type NewMember } from './invitations.ts';

/** Whether nobody owns the workspace yet. */
export async function workspaceOpen(d1: D1Database): Promise<boolean> {
  return (await d1.prepare('SELECT 1 AS one FROM workspace').first()) === null;
}

/** Makes the owner: all or nothing, and one winner however many ask at a time. Tells whether this one won. */
export async function claimWorkspace(
  d1: D1Database,
  owner: NewMember & { email: string },
  now: number,
): Promise<boolean> {
  try {
    await d1.batch([
      d1
        .prepare(
          `INSERT INTO members (id, name, email, email_verified, agent_name, created_at, updated_at)
           VALUES (?, ?, ?, 1, ?, ?, ?)`,
        )
        .bind(owner.id, owner.name, owner.email, firstWord(owner.name), now, now),
      d1
        .prepare(
          `INSERT INTO accounts (id, account_id, provider_id, member, password, created_at, updated_at)
           VALUES (?, ?, 'credential', ?, ?, ?, ?)`,
        )
        .bind(owner.account, owner.id, owner.id, owner.password, now, now),
      d1.prepare('INSERT INTO workspace (id, owner, created_at) VALUES (1, ?, ?)').bind(owner.id, now),
    ]);
    return true;
  } catch (error) {
    // Lost the race (or D1 lost the answer to our own success): either way the workspace says whose it is.
    const row = await d1.prepare('SELECT owner FROM workspace').first<{ owner: string }>();
    if (row === null) throw error;
    return row.owner === owner.id;
  }
}
