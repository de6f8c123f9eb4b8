/**
 * What is measured: the product, and the yardsticks beside it. Each runs as a process of its own on a state of its own, and is called the
 * same way. The product's limits on messages and frames are lifted, and an agent may view more conversations than a person would: in the
 * bench's own copy of the bundled Worker alone, since a load generator is the very flood that they are there to stop.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type Bundle, bundleWorker } from '../server/bundle.ts';
import { cpuMsOf, freePort, memoryDisk, startServer } from '../server/server.ts';
import { Workspace } from '../server/workspace.ts';
import { VIEWS } from './load/crowd.ts';

export type Contender = 'product' | 'nothing' | 'commit' | 'ws' | 'ws-full';

export interface Running {
  port: number;
  site: string;
  inspectorPort: number | null;
  /** Tickets for this many agents' sockets: the first for the owner, the others for them too, or for other members. */
  tickets(count: number, others?: boolean): Promise<string[]>;
  /** CPU time used, in ms. */
  cpuMs(): number;
  /** Memory held, in bytes. */
  memory(): number;
  /** Takes the memory away and lets the sockets sleep, where there is such a thing. */
  evict(): Promise<void>;
  /** As a power cut would. */
  kill(): Promise<void>;
  startAgain(): Promise<void>;
  close(): Promise<void>;
}

export interface RunOptions {
  /** Keep the state on disk, not in memory. */
  onDisk?: boolean;
  /** Leave the product's limits as they are. */
  limited?: boolean;
  /** With an inspector, at `inspectorPort`. */
  inspected?: boolean;
}

/** Other members than the owner, who may view what others have; each has several sockets open. */
const MEMBERS = 7;

const OBJECT = new URL('yardsticks/object.ts', import.meta.url).pathname;
const WS = new URL('yardsticks/ws.ts', import.meta.url).pathname;

/** The Worker, bundled once for a run of the bench; and servers, each for one measurement, or `kept` for all that are alike. */
export class Contenders {
  private bundle: Bundle | null = null;
  private readonly servers = new Map<string, Promise<Started>>();
  private sites = 0;

  private readonly kept: boolean;

  constructor(kept: boolean) {
    this.kept = kept;
  }

  async start(contender: Contender, options: RunOptions = {}): Promise<Running> {
    if (contender === 'ws' || contender === 'ws-full') {
      return startWs(contender === 'ws' ? 'NORMAL' : 'FULL', options);
    }
    const started = await this.server(contender === 'product', options);
    const { workspace } = started;
    if (workspace) return this.product(started, workspace);
    return this.running(started, `${contender}-${this.sites++}`, async (count) =>
      Array.from({ length: count }, (_, index) => `ticket${index}`),
    );
  }

  async close(): Promise<void> {
    for (const started of this.servers.values()) await (await started).server.close();
    this.bundle?.remove();
  }

  private server(product: boolean, options: RunOptions): Promise<Started> {
    if (!this.kept) return this.startServer(product, options);
    const key = JSON.stringify([product, options]);
    const started = this.servers.get(key) ?? this.startServer(product, options);
    this.servers.set(key, started);
    return started;
  }

  private async startServer(product: boolean, { onDisk, limited, inspected }: RunOptions): Promise<Started> {
    let worker = OBJECT;
    if (product) {
      this.bundle ??= liftLimits(await bundleWorker());
      worker = limited ? this.bundle.worker : `${this.bundle.folder}/unlimited.js`;
    }
    const inspectorPort = inspected ? await freePort() : null;
    const server = await startServer({ worker, inMemory: !onDisk, ...(inspectorPort !== null && { inspectorPort }) });
    if (!product) return { server, inspectorPort, workspace: null };
    try {
      const workspace = new Workspace(server.origin);
      await workspace.claim();
      return { server, inspectorPort, workspace };
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  private async product(started: Started, workspace: Workspace): Promise<Running> {
    try {
      const site = await workspace.site();
      return this.running(started, site, async (count, others) => {
        const members: (string | undefined)[] = [];
        for (let i = 0; others && i < MEMBERS; i++)
          members.push(await workspace.member(`Agent ${i}`, site, 'supervisor'));
        const cookie = (index: number) => (index === 0 ? undefined : members[index % MEMBERS]);
        return Promise.all(Array.from({ length: count }, (_, index) => workspace.ticket(site, cookie(index))));
      });
    } catch (error) {
      await started.server.close();
      throw error;
    }
  }

  private running({ server, inspectorPort }: Started, site: string, tickets: Running['tickets']): Running {
    return {
      port: server.port,
      site,
      inspectorPort,
      tickets,
      cpuMs: () => server.cpuMs(),
      memory: () => server.memory(),
      evict: () => server.evict(site),
      kill: () => server.kill(),
      startAgain: () => server.start(),
      close: async () => {
        if (!this.kept) await server.close();
      },
    };
  }
}

interface Started {
  server: Awaited<ReturnType<typeof startServer>>;
  inspectorPort: number | null;
  /** The product's. */
  workspace: Workspace | null;
}

/** What the bench's copy allows. Each must be found, or the limits have moved. */
const LIFTED: [RegExp, string][] = [
  [
    /^var (FRAMES|MESSAGES|AGENT_MESSAGES) = \{ burst: \d+, perSecond: \d+ \};$/gm,
    'var $1 = { burst: 1e9, perSecond: 1e9 };',
  ],
  [/^var VIEWS_MAX = \d+;$/gm, `var VIEWS_MAX = ${VIEWS};`],
];

function liftLimits(bundle: Bundle): Bundle {
  let text = readFileSync(bundle.worker, 'utf8');
  for (const [limit, lifted] of LIFTED) {
    if (!limit.test(text)) throw new Error(`the bundled Worker has no ${limit}`);
    text = text.replace(limit, lifted);
  }
  writeFileSync(`${bundle.folder}/unlimited.js`, text);
  return bundle;
}

async function startWs(synchronous: 'NORMAL' | 'FULL', { onDisk }: RunOptions): Promise<Running> {
  const port = await freePort();
  const state = mkdtempSync(`${onDisk ? tmpdir() : memoryDisk()}/edgewise-ws-`);
  let child: ChildProcess;
  const start = async () => {
    const args = ['--state', state, '--port', String(port), '--synchronous', synchronous];
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', WS, ...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
  };
  const kill = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    port,
    site: 'ws',
    inspectorPort: null,
    tickets: async (count) => Array.from({ length: count }, (_, index) => `ticket${index}`),
    cpuMs: () => cpuMsOf(child.pid!),
    memory: () => Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1]) * 4_096,
    evict: async () => {},
    kill,
    startAgain: start,
    close: async () => {
      await kill();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
