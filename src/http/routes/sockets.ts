/**
 * The way to the sockets. Browsers hide why an upgrade failed, so a socket that is refused is accepted and closed with a
 * code. What passes goes to the site's object with what the edge knows of the caller, in headers that nobody else
 * can set; who the caller is, the object finds out from the token or ticket among the subprotocols.
 */
import { CloseCode } from '#protocol/close-code';
import { idSchema } from '#protocol/id';
import type { RefusalCode } from '#protocol/refusal';
import { echoedVersion, offeredProtocols } from '#protocol/version';
import { inTime } from '../../history/patience.ts';
import { callerAddress } from '../address.ts';
import { siteAt, type WorkerEnv } from '../env.ts';
import { errorFacts, refuse } from '../errors.ts';
import { sha256Hex } from '../id.ts';
import { dashboardOrigin, ownOrigin } from '../origin.ts';
import { type Call, type Route, route } from '../route.ts';
import { clientOf } from '../user-agent.ts';

const SITE_ID = idSchema('site');

export const socketRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/socket/visitor/:site',
    action: 'socket.visitor',
    handle: (call) => connect(call, 'visitor', ownOrigin(call.request)),
  }),
  route({
    method: 'GET',
    path: '/socket/agent/:site',
    action: 'socket.agent',
    handle: (call) => connect(call, 'agent', dashboardOrigin(call.request, call.env)),
  }),
];

async function connect(call: Call<unknown>, role: 'visitor' | 'agent', origin: string): Promise<Response> {
  const { env, request } = call;
  const site = call.param('site');
  if (request.headers.get('Upgrade')?.toLowerCase() !== 'websocket') return refuse('route.unknown');
  if (request.headers.get('Origin') !== origin) return closed(request, CloseCode.forbidden, 'origin.refused');
  if (!SITE_ID.safeParse(site).success) return closed(request, CloseCode.unknownSite, 'site.unknown');
  try {
    // Not worth a socket to say so: a client that can't connect stays away longer and longer.
    if (role === 'visitor' && !(await mayConnect(env, request, site))) return refuse('rate.limited');
    return await siteAt(env, site).fetch(new Request(request, { headers: await trusted(env, request, role, site) }));
  } catch (error) {
    console.error(JSON.stringify({ event: 'socket.failed', role, site, ...errorFacts(error) }));
    return closed(request, CloseCode.tryLater, 'overloaded');
  }
}

/** Where nobody can count, nobody is refused: the site's object has limits of its own. */
async function mayConnect(env: WorkerEnv, request: Request, site: string): Promise<boolean> {
  try {
    const { success } = await inTime(
      env.SOCKET_LIMIT.limit({ key: `${site} ${callerAddress(request)}` }),
      'the rate limit',
    );
    return success;
  } catch {
    return true;
  }
}

/** The caller's headers without ours and without cookies, and with what the edge knows. */
async function trusted(env: WorkerEnv, request: Request, role: 'visitor' | 'agent', site: string): Promise<Headers> {
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) {
    if (name.startsWith('x-edgewise-') || name === 'cookie' || name === 'authorization') headers.delete(name);
  }
  const { browser, os, device } = clientOf(request.headers.get('User-Agent') ?? '');
  headers.set('x-edgewise-role', role);
  headers.set('x-edgewise-site', site);
  setIf(headers, 'x-edgewise-country', countryOf(request));
  headers.set('x-edgewise-device', device);
  setIf(headers, 'x-edgewise-browser', browser);
  setIf(headers, 'x-edgewise-os', os);
  // With the site and a secret in it: addresses are few enough to try them all, and sites must not compare notes.
  const address = await sha256Hex(`${env.AUTH_SECRET ?? ''} ${site} ${callerAddress(request)}`);
  headers.set('x-edgewise-address', address.slice(0, 32));
  return headers;
}

function countryOf(request: Request): string | undefined {
  const country: string | undefined = (request.cf as IncomingRequestCfProperties | undefined)?.country;
  // XX and T1 are the edge's words for "unknown" and Tor.
  return country !== undefined && /^[A-Z]{2}$/.test(country) && country !== 'XX' ? country : undefined;
}

function setIf(headers: Headers, name: string, value: string | undefined): void {
  // Headers are bytes: a name that isn't plain would not arrive as it was.
  if (value !== undefined && /^[\x20-\x7e]{1,60}$/.test(value)) headers.set(name, value);
}

function closed(request: Request, code: number, reason: RefusalCode): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(code, reason);
  return new Response(null, { status: 101, webSocket: client, headers: echoedVersion(offeredProtocols(request)) });
}
