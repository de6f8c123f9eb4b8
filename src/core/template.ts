/**
 * Message templates (D5): the site's, which supervisors write, and each member's own, which nobody else sees.
 * Every function is synchronous and runs inside the caller's transaction; a refusal has written nothing.
 */
import type { Role } from '#protocol/member';
import { unknownPlaceholder } from '#protocol/placeholder';
import type { RefusalCode } from '#protocol/refusal';
import { TEMPLATES_MAX, type Template, type TemplateBody, type TemplatesImported } from '#protocol/template';
import { supervises } from './access.ts';
import type { Sql } from './sql.ts';

/** Statements that make the table, for one migration. A template is one row and one index entry; `owner` is empty for the site's. */
export const TEMPLATE_SCHEMA: readonly string[] = [
  `CREATE TABLE templates (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, shortcut TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
    updated_at INTEGER NOT NULL
  ) WITHOUT ROWID`,
  'CREATE UNIQUE INDEX templates_by_shortcut ON templates (owner, shortcut)',
];

/** The tables that hold rows, for forgetting a whole site: `DELETE FROM` each. */
export const TEMPLATE_TABLES: readonly string[] = ['templates'];

/** A member of the site, and their role there. */
export interface TemplateWriter {
  member: string;
  role: Role;
}

export interface TemplateContext {
  now: number;
  newId: () => string;
}

const SITE = '';

interface TemplateRow {
  id: string;
  owner: string;
  shortcut: string;
  title: string;
  body: string;
  updated_at: number;
}

/** The site's templates and the member's own, by title. */
export function listTemplates(sql: Sql, member: string): Template[] {
  return sql
    .all<TemplateRow>(
      'SELECT * FROM templates WHERE owner IN (?, ?) ORDER BY title COLLATE NOCASE, shortcut, id',
      SITE,
      member,
    )
    .map(asTemplate);
}

/** Makes (`id` null) or replaces a template; with another scope it is moved. Writes nothing if nothing changed. */
export function saveTemplate(
  sql: Sql,
  by: TemplateWriter,
  id: string | null,
  body: TemplateBody,
  context: TemplateContext,
): Template | RefusalCode {
  const before = id === null ? null : ownOrSites(sql, by.member, id);
  if (id !== null && before === null) return 'template.unknown';
  if (!mayWrite(by, body) || (before && !mayWrite(by, asTemplate(before)))) return 'role.refused';
  if (unknownPlaceholder(body.body) !== null) return 'template.placeholder-unknown';
  const owner = ownerOf(by, body);
  const namesake = byShortcut(sql, owner, body.shortcut);
  if (namesake && namesake.id !== id) return 'template.shortcut-taken';
  if (before?.owner !== owner && countOf(sql, owner) >= TEMPLATES_MAX) return 'template.too-many';
  return write(sql, before, owner, body, context);
}

/** Removes a template for good. */
export function removeTemplate(sql: Sql, by: TemplateWriter, id: string): null | RefusalCode {
  const before = ownOrSites(sql, by.member, id);
  if (before === null) return 'template.unknown';
  if (!mayWrite(by, asTemplate(before))) return 'role.refused';
  sql.all('DELETE FROM templates WHERE id = ?', id);
  return null;
}

/** All of them or none: each is new, or replaces the one with its scope and shortcut. Two with the same are refused. */
export function importTemplates(
  sql: Sql,
  by: TemplateWriter,
  bodies: readonly TemplateBody[],
  context: TemplateContext,
): TemplatesImported | RefusalCode {
  if (bodies.some((body) => !mayWrite(by, body))) return 'role.refused';
  if (bodies.some((body) => unknownPlaceholder(body.body) !== null)) return 'template.placeholder-unknown';
  const all = bodies.map((body) => ({ body, before: byShortcut(sql, ownerOf(by, body), body.shortcut) }));
  if (new Set(bodies.map(({ scope, shortcut }) => `${scope} ${shortcut}`)).size < bodies.length)
    return 'template.shortcut-taken';
  for (const scope of ['site', 'mine'] as const) {
    const added = all.filter(({ body, before }) => before === null && body.scope === scope).length;
    if (added > 0 && countOf(sql, ownerOf(by, { scope })) + added > TEMPLATES_MAX) return 'template.too-many';
  }
  const imported = { added: 0, changed: 0 };
  for (const { body, before } of all) {
    if (before && same(before, before.owner, body)) continue;
    write(sql, before, ownerOf(by, body), body, context);
    imported[before ? 'changed' : 'added'] += 1;
  }
  return imported;
}

function write(
  sql: Sql,
  before: TemplateRow | null,
  owner: string,
  { shortcut, title, body }: TemplateBody,
  context: TemplateContext,
): Template {
  if (before && same(before, owner, { shortcut, title, body })) return asTemplate(before);
  const row = { id: before?.id ?? context.newId(), owner, shortcut, title, body, updated_at: context.now };
  const values = [owner, shortcut, title, body, context.now, row.id];
  if (before) {
    sql.all(
      'UPDATE templates SET owner = ?, shortcut = ?, title = ?, body = ?, updated_at = ? WHERE id = ?',
      ...values,
    );
  } else {
    sql.all(
      'INSERT INTO templates (owner, shortcut, title, body, updated_at, id) VALUES (?, ?, ?, ?, ?, ?)',
      ...values,
    );
  }
  return asTemplate(row);
}

function same(row: TemplateRow, owner: string, body: Omit<TemplateBody, 'scope'>): boolean {
  return row.owner === owner && row.shortcut === body.shortcut && row.title === body.title && row.body === body.body;
}

/** Another member's template is treated as if it weren't there. */
function ownOrSites(sql: Sql, member: string, id: string): TemplateRow | null {
  return sql.all<TemplateRow>('SELECT * FROM templates WHERE id = ? AND owner IN (?, ?)', id, SITE, member)[0] ?? null;
}

function byShortcut(sql: Sql, owner: string, shortcut: string): TemplateRow | null {
  return sql.all<TemplateRow>('SELECT * FROM templates WHERE owner = ? AND shortcut = ?', owner, shortcut)[0] ?? null;
}

function countOf(sql: Sql, owner: string): number {
  return sql.all<{ n: number }>('SELECT count(*) AS n FROM templates WHERE owner = ?', owner)[0]?.n ?? 0;
}

function mayWrite(by: TemplateWriter, { scope }: Pick<TemplateBody, 'scope'>): boolean {
  return scope === 'mine' || supervises(by);
}

function ownerOf(by: TemplateWriter, { scope }: Pick<TemplateBody, 'scope'>): string {
  return scope === 'site' ? SITE : by.member;
}

function asTemplate({ id, owner, shortcut, title, body, updated_at }: TemplateRow): Template {
  return { id, scope: owner === SITE ? 'site' : 'mine', shortcut, title, body, updatedAt: updated_at };
}
