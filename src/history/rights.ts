/** Who may be at a site's desk, as the workspace knows it. Plain SQL, for the site's object. */
import type { Role } from '#protocol/member';

export interface Rights {
  /** Those of the sessions asked about that are still there. */
  sessions: Set<string>;
  /** The roles on the site that those of the members asked about have. */
  roles: Map<string, Role>;
}

export async function rightsOn(
  d1: D1Database,
  site: string,
  members: readonly string[],
  sessions: readonly string[],
): Promise<Rights> {
  const [there, theirs] = await d1.batch<{ id: string; role: Role }>([
    d1.prepare('SELECT id FROM sessions WHERE id IN (SELECT value FROM json_each(?))').bind(JSON.stringify(sessions)),
    d1
      .prepare(
        `SELECT members.id AS id, CASE WHEN workspace.owner IS NULL THEN roles.role ELSE 'admin' END AS role FROM members
           LEFT JOIN roles ON roles.member = members.id AND roles.site = ?2
           LEFT JOIN workspace ON workspace.owner = members.id
         WHERE members.id IN (SELECT value FROM json_each(?1)) AND (roles.role IS NOT NULL OR workspace.owner IS NOT NULL)`,
      )
      .bind(JSON.stringify(members), site),
  ]);
  return {
    sessions: new Set(there!.results.map(({ id }) => id)),
    roles: new Map(theirs!.results.map(({ id, role }) => [id, role])),
  };
}
