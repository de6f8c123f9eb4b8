/**
 * Members and their roles. The owner sees and changes all; an admin of some sites sees who has a role there, and
 * changes roles there alone. A role that ends closes the sockets it had opened.
 */
import { type MemberView, memberPatchSchema } from '#protocol/member';
import type { Refusal } from '#protocol/refusal';
import { openHistory } from '../../history/db.ts';
import { memberInScope, membersInScope, removeMember, replaceRoles, type Scope } from '../../history/members.ts';
import { existingSites } from '../../history/sites.ts';
import { disconnect } from '../disconnect.ts';
import { adminScope } from '../principal.ts';
import { type Call, type Route, route } from '../route.ts';

type Roles = MemberView['roles'];

/** More sites than this in one body are refused; D1 binds at most 100 values. */
const SITES_MAX = 90;

export const memberRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/members',
    action: 'member.list',
    handle: async ({ env, me }) => ({
      ok: true,
      value: await membersInScope(openHistory(env.HISTORY), adminScope(me), me.member.id),
    }),
  }),

  route({
    method: 'PATCH',
    path: '/api/members/:member',
    action: 'member.change',
    body: memberPatchSchema,
    handle: async (call) => {
      const { env, me, body } = call;
      const db = openHistory(env.HISTORY);
      const id = call.param('member');
      const scope = adminScope(me);
      const member = await memberInScope(db, id, scope, me.member.id);
      if (member === null) return refused('member.unknown');
      // The owner is admin everywhere; roles would say nothing.
      if (member.owner) return refused('member.last-owner');
      const refusal = await unknownSite(call, scope, Object.keys(body.roles));
      if (refusal !== null) return { ok: false, refusal };
      const before = await replaceRoles(env.HISTORY, id, scope, body.roles);
      await closeChanged(call, id, before, body.roles);
      const changed = await memberInScope(db, id, scope, me.member.id);
      // Without a role in reach they are out of sight, but who took the last one away may see that it is gone.
      return { ok: true, value: changed ?? { ...member, roles: {} } };
    },
  }),

  route({
    method: 'DELETE',
    path: '/api/members/:member',
    action: 'member.remove',
    handle: async ({ env, me, param }) => {
      const db = openHistory(env.HISTORY);
      const member = await memberInScope(db, param('member'), null, me.member.id);
      if (member === null) return refused('member.unknown');
      if (member.owner) return refused('member.last-owner');
      const sites = await removeMember(env.HISTORY, member.id);
      if (sites === null) return refused('member.unknown');
      await disconnect(env, sites, [{ member: member.id }]);
      return { ok: true, value: null };
    },
  }),
];

/** The refusal for sites that don't exist or aren't the caller's to give roles on, which look the same. */
export async function unknownSite(
  call: Call<unknown>,
  scope: Scope,
  sites: readonly string[],
): Promise<Refusal | null> {
  if (sites.length > SITES_MAX) return { code: 'body.malformed' };
  if (scope !== null && !sites.every((site) => scope.has(site))) return { code: 'site.unknown' };
  const existing = await existingSites(openHistory(call.env.HISTORY), sites);
  return existing.size === sites.length ? null : { code: 'site.unknown' };
}

/** Where the role is gone the member is shut out; where it is another one their sockets come back with it. */
async function closeChanged(call: Call<unknown>, member: string, before: Roles, after: Roles): Promise<void> {
  const sites = Object.keys(before);
  const gone = sites.filter((site) => after[site] === undefined);
  const other = sites.filter((site) => after[site] !== undefined && after[site] !== before[site]);
  await disconnect(call.env, gone, [{ member }]);
  await disconnect(call.env, other, [{ member, comesBack: true }]);
}

function refused(code: Refusal['code']): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code } };
}
