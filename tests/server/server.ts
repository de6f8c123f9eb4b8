/**
 * Starts a Worker in bare workerd (tests/server/main.ts) in a process group of its own, which a SIGKILL takes away as a power cut would,
 * and starts it again on the same state and port. The process it is, is workerd's: its CPU time and memory are read from /proc.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import type { Evicted, Ready } from './main.ts';

const MAIN = new URL('main.ts', import.meta.url).pathname;
const STARTS_WITHIN_MS = 60_000;
/** The kernel's clock ticks a second, in which /proc counts CPU time; Linux has had 100 on every platform for decades. */
const TICKS_PER_SECOND = 100;

export interface ServerOptions {
  /** The Worker's one module: bundled JavaScript, or TypeScript that imports nothing of ours. */
  worker: string;
  /** Where its state is kept; by default a new folder, which goes with `close`. */
  state?: string;
  /** Keep the state in memory where there is a memory disk. For the default folder only. */
  inMemory?: boolean;
  port?: number;
  inspectorPort?: number;
}

export async function startServer(options: ServerOptions): Promise<Server> {
  const own = options.state === undefined;
  const state = options.state ?? mkdtempSync(`${options.inMemory ? memoryDisk() : tmpdir()}/edgewise-server-`);
  const server = new Server(options, state, own, options.port ?? (await freePort()));
  await server.start();
  return server;
}

export class Server {
  readonly origin: string;
  private child: ChildProcess | null = null;
  private readonly options: ServerOptions;
  readonly state: string;
  private readonly ownsState: boolean;
  readonly port: number;
  private said = '';

  constructor(options: ServerOptions, state: string, ownsState: boolean, port: number) {
    this.options = options;
    this.state = state;
    this.ownsState = ownsState;
    this.port = port;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** Starts it, for the first time or after a kill, and waits until it serves. */
  async start(): Promise<void> {
    const { worker, inspectorPort } = this.options;
    const args = [MAIN, '--worker', worker, '--state', this.state, '--port', String(this.port)];
    if (inspectorPort !== undefined) args.push('--inspector-port', String(inspectorPort));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, X_LOCAL_OBSERVABILITY: 'false' },
      detached: true,
    });
    this.child = child;
    this.said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.said = (this.said + String(chunk)).slice(-20_000);
      });
    }
    await this.answer<Ready>(child, (said) => 'ready' in said);
  }

  /** SIGKILL to the whole group: nobody gets to say goodbye. The state stays. */
  async kill(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await gone;
    while (!(await isFree(this.port))) await pause(5);
  }

  /** Kills it and, where it was made for it, removes the state. */
  async close(): Promise<void> {
    await this.kill();
    if (this.ownsState) rmSync(this.state, { recursive: true, force: true });
  }

  /** Takes the object's memory away, and lets its sockets sleep. */
  async evict(site: string): Promise<void> {
    const child = this.running();
    child.send({ evict: site });
    const { error } = await this.answer<Evicted>(child, (said) => 'evicted' in said);
    if (error) throw new Error(error);
  }

  /** The last of what it wrote to its streams. */
  get log(): string {
    return this.said;
  }

  /** CPU time that workerd has used, in ms. */
  cpuMs(): number {
    return cpuMsOf(this.workerd());
  }

  /** Memory that workerd holds, in bytes. */
  memory(): number {
    const pages = Number(readFileSync(`/proc/${this.workerd()}/statm`, 'utf8').split(' ')[1]);
    return pages * 4_096;
  }

  private workerd(): number {
    const parent = this.running().pid!;
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      const stat = statOf(Number(entry));
      if (stat && Number(stat.fields[1]) === parent && stat.name.startsWith('workerd')) return Number(entry);
    }
    throw new Error('workerd is not running');
  }

  private running(): ChildProcess {
    if (!this.child) throw new Error('the server is not running');
    return this.child;
  }

  private answer<T extends object>(child: ChildProcess, fits: (said: object) => boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void) => {
        clearTimeout(timer);
        child.off('message', hear);
        child.off('exit', exit);
        act();
      };
      const hear = (said: object) => fits(said) && end(() => resolve(said as T));
      const exit = (code: number | null) => end(() => reject(new Error(`the server ended (${code})\n${this.said}`)));
      const timer = setTimeout(
        () => end(() => reject(new Error(`the server did not answer\n${this.said}`))),
        STARTS_WITHIN_MS,
      );
      child.on('message', hear);
      child.on('exit', exit);
    });
  }
}

/** A folder in memory, where the machine has one; else the one for temporary files. */
export function memoryDisk(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

/** CPU time that a process has used, in ms. */
export function cpuMsOf(pid: number): number {
  const stat = statOf(pid);
  if (!stat) throw new Error(`there is no process ${pid}`);
  return ((Number(stat.fields[11]) + Number(stat.fields[12])) / TICKS_PER_SECOND) * 1_000;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** A process's name, and the fields of its stat line that follow it: state, parent, … */
function statOf(pid: number): { name: string; fields: string[] } | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const at = line.lastIndexOf(')');
    return { name: line.slice(line.indexOf('(') + 1, at), fields: line.slice(at + 2).split(' ') };
  } catch {
    return null;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
