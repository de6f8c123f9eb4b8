/**
 * Members and their roles. What an admin may see or change is narrowed by `scope`: the sites they administer,
 * or `null` for the owner, who sees all.
 */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { MemberView, MePatch, Role } from '#protocol/member';
import type { History } from './db.ts';
import { members, roles, workspace } from './schema.ts';

/** The sites an answer may speak of; `null` means every one. */
export type Scope = ReadonlySet<string> | null;

/** The members with a role on one of the sites of `scope`, the owner and `self`; roles elsewhere are left out. */
export async function membersInScope(db: History, scope: Scope, self: string): Promise<MemberView[]> {
  const rows = await memberRows(db);
  return rows.flatMap((row) => {
    const view = narrowed(row, scope);
    const visible = scope === null || row.owner || row.id === self || Object.keys(view.roles).length > 0;
    return visible ? [view] : [];
  });
}

/** One member as seen in `scope`, or null where there is none to be seen. */
export async function memberInScope(db: History, id: string, scope: Scope, self: string): Promise<MemberView | null> {
  const seen = await membersInScope(db, scope, self);
  return seen.find((member) => member.id === id) ?? null;
}

/** Everybody with a role on the site, the owner among them, by their display names. */
export async function membersOfSite(db: History, site: string): Promise<{ id: string; name: string; role: Role }[]> {
  const rows = await db
    .select({ id: members.id, name: members.agentName, role: roles.role, owner: workspace.owner })
    .from(members)
    .leftJoin(roles, and(eq(roles.member, members.id), eq(roles.site, site)))
    .leftJoin(workspace, eq(workspace.owner, members.id))
    .orderBy(asc(members.agentName));
  return rows.flatMap(({ id, name, role, owner }) => {
    if (owner !== null) return [{ id, name, role: 'admin' as const }];
    return role === null ? [] : [{ id, name, role }];
  });
}

/**
 * Replaces a member's roles on the sites of `within`; those elsewhere stay. One transaction, which alone can tell what the
 * roles there were until then: that is the answer.
 */
export async function replaceRoles(
  d1: D1Database,
  member: string,
  within: Scope,
  next: Readonly<Record<string, Role>>,
): Promise<Record<string, Role>> {
  const [taken] = await d1.batch<{ site: string; role: Role }>([
    within === null
      ? d1.prepare('DELETE FROM roles WHERE member = ? RETURNING site, role').bind(member)
      : d1
          .prepare(
            'DELETE FROM roles WHERE member = ? AND site IN (SELECT value FROM json_each(?)) RETURNING site, role',
          )
          .bind(member, JSON.stringify([...within])),
    d1
      .prepare(
        `INSERT INTO roles (member, site, role) SELECT members.id, given.key, given.value
         FROM members, json_each(?) AS given WHERE members.id = ?`,
      )
      .bind(JSON.stringify(next), member),
  ]);
  return Object.fromEntries((taken?.results ?? []).map(({ site, role }) => [site, role]));
}

/** Changes what a member may change about themselves. */
export async function changeSelf(db: History, member: string, patch: MePatch, now: number): Promise<void> {
  await db
    .update(members)
    .set({
      updatedAt: new Date(now),
      ...(patch.name === undefined ? {} : { name: patch.name }),
      ...(patch.agentName === undefined ? {} : { agentName: patch.agentName }),
      ...(patch.sound === undefined ? {} : { sound: patch.sound }),
    })
    .where(eq(members.id, member));
}

/**
 * Removes a member with their sessions, password, roles and invitations; never the owner. Answers with the sites they had a
 * role on until then, or null where nobody was removed.
 */
export async function removeMember(d1: D1Database, member: string): Promise<string[] | null> {
  const isNotOwner = 'NOT EXISTS (SELECT 1 FROM workspace WHERE owner = ?1)';
  const [taken, gone] = await d1.batch<{ site: string }>([
    d1.prepare(`DELETE FROM roles WHERE member = ?1 AND ${isNotOwner} RETURNING site`).bind(member),
    d1.prepare(`DELETE FROM members WHERE id = ?1 AND ${isNotOwner} RETURNING id`).bind(member),
  ]);
  return gone?.results.length === 1 ? (taken?.results ?? []).map(({ site }) => site) : null;
}

/** Whether somebody signs in with this e-mail. */
export async function emailTaken(db: History, email: string): Promise<boolean> {
  const rows = await db
    .select({ id: members.id })
    .from(members)
    .where(inArray(members.email, [email]))
    .limit(1);
  return rows.length > 0;
}

// Names spelled out: Drizzle leaves out the table of a column where a query has only one, and `id` is in two of them.
/** Of a query that selects from `members`: 1 for the workspace's owner. */
export const IS_OWNER = sql<number>`EXISTS (SELECT 1 FROM workspace WHERE workspace.owner = members.id)`;
/** Of a query that selects from `members`: roles by site id, as JSON. */
export const ROLES_AS_JSON = sql<string>`(SELECT json_group_object(roles.site, roles.role) FROM roles WHERE roles.member = members.id)`;

interface MemberRow extends MemberView {
  owner: boolean;
}

async function memberRows(db: History): Promise<MemberRow[]> {
  const rows = await db
    .select({
      id: members.id,
      name: members.name,
      email: members.email,
      createdAt: members.createdAt,
      owner: IS_OWNER,
      roles: ROLES_AS_JSON,
    })
    .from(members)
    .orderBy(asc(members.createdAt), asc(members.id));
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.getTime(),
    owner: row.owner === 1,
    roles: JSON.parse(row.roles) as Record<string, Role>,
  }));
}

function narrowed(row: MemberRow, scope: Scope): MemberView {
  if (scope === null) return row;
  return { ...row, roles: Object.fromEntries(Object.entries(row.roles).filter(([site]) => scope.has(site))) };
}
