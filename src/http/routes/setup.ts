/** S1: the first owner. Only who holds the deployment's set-up code can claim the workspace, and only once. */
import { setupSchema } from '#protocol/member';
import { claimWorkspace, workspaceOpen } from '../../history/setup.ts';
import { hashPassword } from '../auth/password.ts';
import { throttleAddress } from '../auth/throttle.ts';
import type { WorkerEnv } from '../env.ts';
import { newId, sha256Hex } from '../id.ts';
import { Remembered } from '../remembered.ts';
import { type Route, route } from '../route.ts';

const OPEN = new Remembered((env) => workspaceOpen(env.HISTORY));

export const setupRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/setup',
    action: 'setup.read',
    handle: async (call) => {
      // A workspace that was claimed once stays so.
      const open = await OPEN.get(call, '', (open) => (open ? 0 : Number.POSITIVE_INFINITY));
      return open.ok ? { ok: true, value: { open: open.value } } : open;
    },
  }),

  route({
    method: 'POST',
    path: '/api/setup',
    action: 'setup.claim',
    body: setupSchema,
    status: 201,
    handle: async ({ env, request, body, now }) => {
      // Asked before the code is looked at: a guess beyond the limit must not learn that it is right.
      const refusal = await throttleAddress(env, request);
      if (refusal !== null) return { ok: false, refusal };
      if (!(await codeFits(env, body.code))) return { ok: false, refusal: { code: 'setup.code-wrong' } };
      if (!(await workspaceOpen(env.HISTORY))) return { ok: false, refusal: { code: 'setup.closed' } };
      const owner = {
        id: newId('agt'),
        account: newId('acc'),
        name: body.name,
        email: body.email,
        password: await hashPassword(body.password),
      };
      const won = await claimWorkspace(env.HISTORY, owner, now);
      return won ? { ok: true, value: {} } : { ok: false, refusal: { code: 'setup.closed' } };
    },
  }),
];

/** Compares hashes, so that the time it takes says nothing about the code. Without a code set none fits. */
async function codeFits(env: WorkerEnv, code: string): Promise<boolean> {
  if (!env.SETUP_CODE) return false;
  return (await sha256Hex(code)) === (await sha256Hex(env.SETUP_CODE));
}
