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
  const { results } = await d1
    .prepare(
      `SELECT 'session' AS kind, id, NULL AS role FROM sessions WHERE id IN (SELECT value FROM json_each(?1))
       UNION ALL
       SELECT 'member', members.id, CASE WHEN workspace.owner IS NULL THEN roles.role ELSE 'admin' END FROM members
         LEFT JOIN roles ON roles.member = members.id AND roles.site = ?3
         LEFT JOIN workspace ON workspace.owner = members.id
       WHERE members.id IN (SELECT value FROM json_each(?2)) AND (roles.role IS NOT NULL OR workspace.owner IS NOT NULL)`,
    )
    .bind(JSON.stringify(sessions), JSON.stringify(members), site)
    .all<{ kind: 'session' | 'member'; id: string; role: Role }>();
  const of = (kind: string) => results.filter((row) => row.kind === kind);
  return {
    sessions: new Set(of('session').map(({ id }) => id)),
    roles: new Map(of('member').map(({ id, role }) => [id, role])),
  };
}
