/** The workspace's sites as D1 knows them. Deleted ones are in none of the answers. */
import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Role } from '#protocol/member';
import type { History } from './db.ts';
import { sites } from './schema.ts';

export interface SiteSummary {
  id: string;
  name: string;
  role: Role;
}

/** The allowed origins of one site, or null where there is no such site. The visitor's path: plain SQL, one row read. */
export async function siteOrigins(d1: D1Database, site: string): Promise<string[] | null> {
  const row = await d1
    .prepare('SELECT origins FROM sites WHERE id = ? AND deleted_at IS NULL')
    .bind(site)
    .first<{ origins: string }>();
  return row === null ? null : (JSON.parse(row.origins) as string[]);
}

/** The sites a member has a role on, with that role; all of them, as admin, for the owner. */
export async function sitesOfMember(
  db: History,
  member: { owner: boolean; roles: Readonly<Record<string, Role>> },
): Promise<SiteSummary[]> {
  const rows = await db
    .select({ id: sites.id, name: sites.name })
    .from(sites)
    .where(isNull(sites.deletedAt))
    .orderBy(asc(sites.createdAt), asc(sites.id));
  return rows.flatMap(({ id, name }) => {
    const role = member.owner ? 'admin' : member.roles[id];
    return role === undefined ? [] : [{ id, name, role }];
  });
}

/** Those of `ids` that are sites of the workspace. Callers keep the list short: D1 binds at most 100 values. */
export async function existingSites(db: History, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: sites.id })
    .from(sites)
    .where(and(inArray(sites.id, [...ids]), isNull(sites.deletedAt)));
  return new Set(rows.map((row) => row.id));
}

/** Ids of the sites that a member may be on, as things are now: those they have a role on, all for the owner. */
export async function siteIdsOfMember(db: History, member: string): Promise<string[]> {
  const hasRole = sql`EXISTS (SELECT 1 FROM roles WHERE roles.site = sites.id AND roles.member = ${member})`;
  const isOwner = sql`EXISTS (SELECT 1 FROM workspace WHERE workspace.owner = ${member})`;
  const rows = await db
    .select({ id: sites.id })
    .from(sites)
    .where(and(isNull(sites.deletedAt), or(hasRole, isOwner)));
  return rows.map((row) => row.id);
}

/** Takes a removed site off the lists at once; its object's outbox tells the rest. */
export async function markSiteDeleted(db: History, site: string, now: number): Promise<void> {
  await db
    .update(sites)
    .set({ deletedAt: now })
    .where(and(eq(sites.id, site), isNull(sites.deletedAt)));
}
