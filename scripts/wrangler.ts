/**
 * Every call of wrangler goes through here. `EDGEWISE_WRANGLER` names another executable, which is how the tests play
 * an account that isn't there. Nothing is sent about how it is used.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const QUIET = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  // Doubles the latency of a local Worker, and asks the network for a country.
  X_LOCAL_OBSERVABILITY: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  NO_UPDATE_NOTIFIER: '1',
};

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs wrangler to its end. `show` prints what it says while it does. */
export function wrangler(args: readonly string[], { show = false, input = '' } = {}): Promise<Ran> {
  const child = startWrangler(args);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk;
    if (show) process.stdout.write(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk;
    if (show) process.stderr.write(chunk);
  });
  child.stdin?.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, out, err }));
  });
}

/** Starts wrangler and leaves it running. Not a terminal to it, so it asks nothing. */
export function startWrangler(args: readonly string[]): ChildProcess {
  const other = process.env.EDGEWISE_WRANGLER;
  const [command, ...first] =
    other === undefined ? [process.execPath, `${ROOT}node_modules/wrangler/bin/wrangler.js`] : [other];
  return spawn(command as string, [...first, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
