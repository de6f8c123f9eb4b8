/**
 * `npm start`: the whole product on this machine, with no account and no network. Builds, brings the local database up
 * to date, runs the Worker and a demo shop on another origin, and says where they are.
 *
 *   npm start -- [--demo] [--port 8787] [--shop-port 8788] [--no-build]
 */
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { type Demo, seed } from './seed.ts';
import { kept, newSecrets, STATE, write } from './state.ts';
import { ROOT, startWrangler, wrangler } from './wrangler.ts';

interface Shop {
  origin: string;
  close(): Promise<void> | void;
}
type StartShop = (options: { port: number; chatOrigin: string; site?: string }) => Promise<Shop>;

const { values: options } = parseArgs({
  options: {
    demo: { type: 'boolean', default: false },
    port: { type: 'string', default: '8787' },
    'shop-port': { type: 'string', default: '8788' },
    build: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const port = Number(options.port);
const shopPort = Number(options['shop-port']);
const origin = `http://localhost:${port}`;
const shopOrigin = `http://localhost:${shopPort}`;

let worker: ChildProcess | undefined;
let shop: Shop | undefined;
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));

try {
  await start();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  await stop(1);
}

async function start(): Promise<void> {
  if (options.build) build();
  if (!existsSync(`${ROOT}dist/index.html`)) throw new Error('dist/ is empty. Run `npm run build` first.');
  const secrets = kept('secrets', newSecrets);

  say('Bringing the local database up to date');
  const migrated = await wrangler([
    'd1',
    'migrations',
    'apply',
    'edgewise',
    '--local',
    '--persist-to',
    `${STATE}/state`,
  ]);
  if (migrated.code !== 0) throw new Error(`The migrations failed:\n${migrated.out}${migrated.err}`);

  say('Starting');
  worker = runWorker(secrets);
  await answering(worker);

  let demo: Demo | null = null;
  if (options.demo) demo = await seed({ origin, shopOrigin, setupCode: secrets.SETUP_CODE });
  shop = await startShop(demo?.site);
  await tell(secrets.SETUP_CODE, demo);
}

/** The Worker, told its secrets by a file, since arguments are there for everybody on the machine to read. */
function runWorker(secrets: object): ChildProcess {
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  const child = startWrangler([
    'dev',
    '--local',
    ...['--port', String(port), '--inspector-port', '0'],
    ...['--persist-to', `${STATE}/state`, '--env-file', write('dev.vars', lines.join(''))],
    ...['--log-level', 'warn', '--show-interactive-dev-session=false'],
  ]);
  child.stdout?.pipe(process.stdout);
  child.stderr?.pipe(process.stderr);
  child.on('exit', (code) => {
    if (stopping) return;
    console.error(`\nThe Worker stopped by itself (${code}). Is port ${port} free?`);
    void stop(1);
  });
  return child;
}

async function answering(child: ChildProcess): Promise<void> {
  for (const from = Date.now(); Date.now() - from < 60_000; await pause(150)) {
    if (child.exitCode !== null) return;
    const answer = await fetch(`${origin}/api/setup`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error('The Worker did not answer within a minute.');
}

/** A shop on another origin, as an owner's own pages would be. */
async function startShop(site: string | undefined): Promise<Shop | undefined> {
  const file = `${ROOT}demo/shop.ts`;
  if (!existsSync(file)) return undefined;
  const { startShop } = (await import(file)) as { startShop: StartShop };
  return startShop({ port: shopPort, chatOrigin: origin, ...(site === undefined ? {} : { site }) });
}

async function tell(setupCode: string, demo: Demo | null): Promise<void> {
  const { open } = (await (await fetch(`${origin}/api/setup`)).json()) as { open: boolean };
  const lines = ['', `  Dashboard   ${origin}${open ? `/setup#${setupCode}` : ''}`];
  if (open) lines.push('              (this link makes you the owner; it works once)');
  if (shop) lines.push(`  Demo shop   ${shop.origin}`);
  for (const person of demo?.people ?? []) {
    lines.push(
      '',
      `  ${person.name} (${person.role})`,
      `    e-mail    ${person.email}`,
      `    password  ${person.password}`,
    );
  }
  if (demo?.note) lines.push('', `  ${demo.note}`);
  console.log([...lines, '', '  Ctrl+C stops everything.', ''].join('\n'));
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await shop?.close();
  if (worker && worker.exitCode === null) {
    const gone = new Promise((resolve) => worker?.once('exit', resolve));
    worker.kill('SIGTERM');
    // Its own children go with it; one that hangs is not waited for.
    await Promise.race([gone, pause(5_000)]);
    if (worker.exitCode === null) worker.kill('SIGKILL');
  }
  process.exit(code);
}

function say(what: string): void {
  console.log(`${what} …`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
