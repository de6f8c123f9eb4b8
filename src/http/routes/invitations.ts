/**
 * Invitations. The link holds a random token in its fragment, which browsers send to nobody; only its hash is kept.
 * It is good for three days and once.
 */
import * as z from 'zod';
import { invitationAcceptSchema, invitationCreateSchema } from '#protocol/member';
import { openHistory } from '../../history/db.ts';
import {
  acceptInvitation,
  addInvitation,
  invitationByToken,
  invitationsInScope,
  withdrawInvitation,
} from '../../history/invitations.ts';
import { emailTaken } from '../../history/members.ts';
import type { Answer } from '../../site/door.ts';
import { hashPassword } from '../auth/password.ts';
import { throttleAddress } from '../auth/throttle.ts';
import { newId, newToken, sha256Hex } from '../id.ts';
import { dashboardOrigin } from '../origin.ts';
import { adminScope } from '../principal.ts';
import { Remembered } from '../remembered.ts';
import { type Call, type Route, route } from '../route.ts';
import { unknownSite } from './members.ts';

/** Long enough for a weekend, short enough for a forgotten mailbox. */
const INVITATION_MS = 72 * 3_600_000;

/** How long it is remembered that a link leads nowhere: none comes to life again. What a good one says is read each time. */
const NONE_MS = 60_000;
const SEEN = new Remembered((env, tokenHash, now) => invitationByToken(openHistory(env.HISTORY), tokenHash, now));

const lookSchema = z.strictObject({ token: invitationAcceptSchema.shape.token });

export const invitationRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/invitations',
    action: 'invitation.list',
    handle: async ({ env, me, now }) => ({
      ok: true,
      value: await invitationsInScope(openHistory(env.HISTORY), adminScope(me), now),
    }),
  }),

  route({
    method: 'POST',
    path: '/api/invitations',
    action: 'invitation.create',
    body: invitationCreateSchema,
    status: 201,
    handle: async (call) => {
      const { env, me, body, now, request } = call;
      const db = openHistory(env.HISTORY);
      const sites = Object.keys(body.roles);
      // An invitation to nothing would be a member whom nobody but the owner sees.
      if (sites.length === 0) return { ok: false, refusal: { code: 'body.malformed' } };
      const refusal = await unknownSite(call, adminScope(me), sites);
      if (refusal !== null) return { ok: false, refusal };
      if (await emailTaken(db, body.email)) return { ok: false, refusal: { code: 'email.taken' } };
      const token = newToken();
      const view = { id: newId('inv'), ...body, createdAt: now, expiresAt: now + INVITATION_MS };
      await addInvitation(db, { ...view, tokenHash: await sha256Hex(token), inviter: me.member.id });
      return { ok: true, value: { ...view, link: `${dashboardOrigin(request, env)}/invitation#${token}` } };
    },
  }),

  route({
    method: 'DELETE',
    path: '/api/invitations/:invitation',
    action: 'invitation.withdraw',
    handle: async ({ env, me, param }) =>
      (await withdrawInvitation(openHistory(env.HISTORY), param('invitation'), adminScope(me)))
        ? { ok: true, value: null }
        : INVALID,
  }),

  route({
    method: 'POST',
    path: '/api/invitations/look',
    action: 'invitation.read',
    body: lookSchema,
    handle: async (call) => {
      const seen = await SEEN.get(call, await sha256Hex(call.body.token), (seen) => (seen ? 0 : NONE_MS));
      return seen.ok && seen.value === null ? INVALID : seen;
    },
  }),

  route({
    method: 'POST',
    path: '/api/invitations/accept',
    action: 'invitation.accept',
    body: invitationAcceptSchema,
    status: 201,
    handle: accept,
  }),
];

const INVALID: Answer<never> = { ok: false, refusal: { code: 'invitation.invalid' } };

async function accept(call: Call<z.infer<typeof invitationAcceptSchema>>): Promise<Answer<unknown>> {
  const { env, request, body, now } = call;
  const tokenHash = await sha256Hex(body.token);
  if ((await invitationByToken(openHistory(env.HISTORY), tokenHash, now)) === null) return INVALID;
  // Hashing is dear, so who holds one good token may not have it done without end.
  const refusal = await throttleAddress(env, request);
  if (refusal !== null) return { ok: false, refusal };
  const member = {
    id: newId('agt'),
    account: newId('acc'),
    name: body.name,
    password: await hashPassword(body.password),
  };
  try {
    return (await acceptInvitation(env.HISTORY, tokenHash, member, now)) ? { ok: true, value: {} } : INVALID;
  } catch (error) {
    if (error instanceof Error && error.message.includes('members.email')) {
      return { ok: false, refusal: { code: 'email.taken' } };
    }
    throw error;
  }
}
