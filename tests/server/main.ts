/**
 * A Worker in bare workerd, as a process of its own that can be killed: no proxy or entry worker in front, no local observability, D1
 * brought up to date, state in a folder that outlives it. `tests/server/server.ts` starts it.
 *
 *   node tests/server/main.ts --worker FILE --state FOLDER [--port N] [--inspector-port N]
 *
 * Static assets are left out: they are no Worker's work. The parent hears `{ready: origin}`, and may ask `{evict: name}`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { convertV4MiniflareOptions, Miniflare, type V4MiniflareOptions } from 'miniflare';

export interface Ready {
  ready: string;
}
export interface Evict {
  evict: string;
}
export interface Evicted {
  evicted: string;
  error?: string;
}

/** The secrets of every Worker that is started here. */
export const SETUP_CODE = 'set-up code of the bare server';
const AUTH_SECRET = 'a secret that only the bare server knows, 0123456789';

const ROOT = new URL('../../', import.meta.url).pathname;
const NAME = 'edgewise';

if (import.meta.main) await main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      worker: { type: 'string' },
      state: { type: 'string' },
      port: { type: 'string', default: '0' },
      'inspector-port': { type: 'string' },
    },
  });
  const { worker, state, port } = values;
  if (!worker || !state) throw new Error('--worker and --state are needed');
  process.env.X_LOCAL_OBSERVABILITY = 'false';
  const inspectorPort = values['inspector-port'] === undefined ? undefined : Number(values['inspector-port']);
  const server = new Miniflare(convertV4MiniflareOptions(optionsOf(worker, state, Number(port), inspectorPort)));
  await server.ready;
  // A connection that lay idle while a busy machine loaded the splitter may be closed when it is used again; what was applied is marked.
  await migrate(server).catch(() => migrate(server));
  process.on('message', (asked: Evict) => void evict(server, asked.evict));
  process.on('SIGTERM', () => void server.dispose().then(() => process.exit(0)));
  // Whoever started it is gone: so is it.
  process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
  const { origin } = await server.unsafeGetDirectURL(NAME);
  process.send?.({ ready: origin } satisfies Ready);
}

/** Production's settings, as wrangler.toml has them. */
function optionsOf(worker: string, state: string, port: number, inspectorPort?: number): V4MiniflareOptions {
  const toml = readFileSync(`${ROOT}wrangler.toml`, 'utf8');
  const text = readFileSync(worker, 'utf8');
  const contents = worker.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
  return {
    name: NAME,
    modulesRoot: dirname(worker),
    modules: [{ type: 'ESModule', path: `${dirname(worker)}/${basename(worker, '.ts')}`, contents }],
    compatibilityDate: /^compatibility_date = "(.+)"/m.exec(toml)![1]!,
    compatibilityFlags: JSON.parse(/^compatibility_flags = (\[.*\])/m.exec(toml)![1]!) as string[],
    durableObjects: { SITE: { className: 'Site', useSQLite: true } },
    d1Databases: { HISTORY: NAME },
    ratelimits: {
      SIGN_IN_LIMIT: { namespace_id: '1001', simple: { limit: 20, period: 60 } },
      DOOR_LIMIT: { namespace_id: '1002', simple: { limit: 120, period: 60 } },
      SOCKET_LIMIT: { namespace_id: '1003', simple: { limit: 100, period: 10 } },
    },
    bindings: { AUTH_SECRET, SETUP_CODE },
    unsafeDirectSockets: [{ host: '127.0.0.1', port }],
    resourcePersistencePath: state,
    host: '127.0.0.1',
    port: 0,
    cf: false,
    logRequests: false,
    ...(inspectorPort !== undefined && { inspectorPort, inspectorHost: '127.0.0.1' }),
  };
}

/** Applies what of migrations/ has not been applied to this state. */
async function migrate(server: Miniflare): Promise<void> {
  const db = await server.getD1Database('HISTORY', NAME);
  await db.exec('CREATE TABLE IF NOT EXISTS applied (name TEXT PRIMARY KEY) WITHOUT ROWID');
  const { results } = await db.prepare('SELECT name FROM applied').all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const missing = readdirSync(`${ROOT}migrations`).filter((name) => name.endsWith('.sql') && !applied.has(name));
  if (missing.length === 0) return;
  // Takes a while to load, so only where it is needed: a restart is to be quick.
  const { unstable_splitSqlQuery: splitSql } = await import('wrangler');
  for (const name of missing.sort()) {
    const statements = splitSql(readFileSync(`${ROOT}migrations/${name}`, 'utf8'));
    const mark = db.prepare('INSERT INTO applied (name) VALUES (?)').bind(name);
    await db.batch([...statements.map((statement) => db.prepare(statement)), mark]);
  }
}

/** Takes an object's memory away and lets its sockets sleep, as ten quiet seconds would. */
async function evict(server: Miniflare, name: string): Promise<void> {
  const evicted: Evicted = { evicted: name };
  try {
    await server.unsafeEvictDurableObject(NAME, 'Site', { name, webSockets: 'hibernate' });
  } catch (error) {
    evicted.error = String(error);
  }
  process.send?.(evicted);
}
