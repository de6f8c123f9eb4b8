/**
 * Invitations: single use, for a limited time, one an address, good while the inviter may still give those roles, the token kept only as
 * a hash. What an admin may see or withdraw is narrowed by `scope`, as for members. Those of a removed member go with them.
 */
import { and, asc, eq, gt, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { InvitationView } from '#protocol/member';
import type { History } from './db.ts';
import type { Scope } from './members.ts';
import { invitations, sites } from './schema.ts';

export interface NewInvitation extends InvitationView {
  tokenHash: string;
  /** Member id of who may give these roles now. */
  inviter: string;
}

/** Keeps a new invitation. It ends an older one for the same address; those that were used or have run out go, too. */
export async function addInvitation(db: History, invitation: NewInvitation): Promise<void> {
  const over = or(
    eq(invitations.email, invitation.email),
    isNotNull(invitations.acceptedAt),
    lte(invitations.expiresAt, invitation.createdAt),
  );
  await db.batch([db.delete(invitations).where(over), db.insert(invitations).values(invitation)]);
}

/** The open invitations that concern a site of `scope`; roles elsewhere are left out. */
export async function invitationsInScope(db: History, scope: Scope, now: number): Promise<InvitationView[]> {
  const rows = await db
    .select({
      id: invitations.id,
      email: invitations.email,
      roles: invitations.roles,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(isGood(now))
    .orderBy(asc(invitations.createdAt), asc(invitations.id));
  if (scope === null) return rows;
  return rows.flatMap((row) => {
    const seen = Object.entries(row.roles).filter(([site]) => scope.has(site));
    return seen.length === 0 ? [] : [{ ...row, roles: Object.fromEntries(seen) }];
  });
}

/** Withdraws an open invitation if all the sites it speaks of are in `scope`. Tells whether it did. */
export async function withdrawInvitation(db: History, id: string, scope: Scope): Promise<boolean> {
  const open = and(eq(invitations.id, id), isNull(invitations.acceptedAt));
  const row = (await db.select({ roles: invitations.roles }).from(invitations).where(open))[0];
  if (row === undefined || (scope !== null && !Object.keys(row.roles).every((site) => scope.has(site)))) return false;
  return (await db.delete(invitations).where(open).returning({ id: invitations.id })).length > 0;
}

/** What an invitation says to the person who holds its token, or null where it is no longer good. */
export async function invitationByToken(
  db: History,
  tokenHash: string,
  now: number,
): Promise<{ email: string; workspaceSites: string[] } | null> {
  const row = (
    await db
      .select({ email: invitations.email, roles: invitations.roles })
      .from(invitations)
      .where(and(eq(invitations.tokenHash, tokenHash), isGood(now)))
  )[0];
  if (row === undefined) return null;
  const names = await db
    .select({ id: sites.id, name: sites.name })
    .from(sites)
    .where(isNull(sites.deletedAt))
    .orderBy(asc(sites.name));
  return {
    email: row.email,
    workspaceSites: names.filter((site) => Object.hasOwn(row.roles, site.id)).map((site) => site.name),
  };
}

export interface NewMember {
  id: string;
  account: string;
  name: string;
  password: string;
}

/**
 * Makes the member an invitation is for, with its roles, and uses it up: all or nothing, and at most once however many
 * ask at a time. `false`: the invitation is not, or no longer, good. Throws on a second member with the same e-mail.
 */
export async function acceptInvitation(
  d1: D1Database,
  tokenHash: string,
  member: NewMember,
  now: number,
): Promise<boolean> {
  const [made] = await d1.batch([
    d1
      .prepare(
        `INSERT INTO members (id, name, email, email_verified, agent_name, created_at, updated_at)
         SELECT ?, ?, email, 1, ?, ?, ? FROM invitations
         WHERE token_hash = ? AND accepted_at IS NULL AND expires_at > ? AND ${VOUCHED}`,
      )
      .bind(member.id, member.name, firstWord(member.name), now, now, tokenHash, now),
    d1
      .prepare(
        `INSERT INTO accounts (id, account_id, provider_id, member, password, created_at, updated_at)
         SELECT ?, id, 'credential', id, ?, ?, ? FROM members WHERE id = ?`,
      )
      .bind(member.account, member.password, now, now, member.id),
    d1
      .prepare(
        `INSERT INTO roles (member, site, role)
         SELECT members.id, given.key, given.value FROM members, invitations, json_each(invitations.roles) AS given
         WHERE members.id = ? AND invitations.token_hash = ?
           AND given.key NOT IN (SELECT id FROM sites WHERE deleted_at IS NOT NULL)`,
      )
      .bind(member.id, tokenHash),
    d1
      .prepare(
        'UPDATE invitations SET accepted_at = ? WHERE token_hash = ? AND EXISTS (SELECT 1 FROM members WHERE id = ?)',
      )
      .bind(now, tokenHash, member.id),
  ]);
  return made?.meta.changes === 1;
}

/** Of an open invitation: its inviter is the owner, or an admin of all its sites, still. */
const VOUCHED = `(EXISTS (SELECT 1 FROM workspace WHERE workspace.owner = invitations.inviter)
  OR NOT EXISTS (SELECT 1 FROM json_each(invitations.roles) AS given WHERE NOT EXISTS (
    SELECT 1 FROM roles WHERE roles.member = invitations.inviter AND roles.site = given.key AND roles.role = 'admin')))`;

function isGood(now: number) {
  return and(isNull(invitations.acceptedAt), gt(invitations.expiresAt, now), sql.raw(VOUCHED));
}

/** The name visitors see at first: the first word of the full one. Members change it themselves. */
export function firstWord(name: string): string {
  return (name.split(' ')[0] ?? name).slice(0, 40);
}
