/** Devices on which the member isn't asked for the second step. To be asked again there, a device is removed. */
import { openHistory } from '../../history/db.ts';
import { forgetDevices, trustedDevices } from '../../history/trusted-devices.ts';
import { trustedDeviceIn } from '../auth/trusted-device.ts';
import { type Route, route } from '../route.ts';

export const deviceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/me/devices',
    action: 'device.list',
    handle: async ({ env, request, me, now }) => {
      const current = trustedDeviceIn(request.headers.get('Cookie'));
      return { ok: true, value: await trustedDevices(openHistory(env.HISTORY), me.member.id, current, now) };
    },
  }),

  route({
    method: 'DELETE',
    path: '/api/me/devices',
    action: 'device.remove',
    handle: async ({ env, me }) => {
      await forgetDevices(openHistory(env.HISTORY), me.member.id);
      return { ok: true, value: null };
    },
  }),

  route({
    method: 'DELETE',
    path: '/api/me/devices/:device',
    action: 'device.remove',
    handle: async ({ env, me, param }) => {
      await forgetDevices(openHistory(env.HISTORY), me.member.id, param('device'));
      return { ok: true, value: null };
    },
  }),
];
