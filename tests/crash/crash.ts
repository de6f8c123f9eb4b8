/**
 * The product in bare workerd under load, killed again and again with its whole process group, and started again on the same state. After
 * each kill the database on the disk has every message that was acknowledged, once and in order; at the end, when the clients have come back
 * and sent again what they had no answer to, also all others, and D1 agrees.
 *
 * It is a process that is killed, not a machine: what the kernel has been given it writes. Whether a disk keeps what it is told to keep,
 * and how Cloudflare replicates a commit, can't be tested here.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { bundleWorker } from '../server/bundle.ts';
import { startServer } from '../server/server.ts';
import { Workspace } from '../server/workspace.ts';
import { Crowd } from './crowd.ts';
import { type Faults, Ledger, stillToTell } from './ledger.ts';

export interface CrashOptions {
  worker: string;
  kills: number;
  visitors: number;
  /** How long it runs between two kills, at random from these on, ms. */
  upMs: [number, number];
  /** How many times faster than a real one a client comes back; by default no faster. */
  hurry?: number;
  onKill?: (report: Report) => void;
}

export interface Report extends Faults {
  kills: number;
  /** Messages acknowledged, and how many of them were the agent's. */
  acked: number;
  ofAgent: number;
  /** How long after each start everybody was back, ms: the median, and the longest. */
  backMs: { median: number; max: number };
}

/** Everybody is back, or has been answered, within this; or something hangs. */
const PATIENCE_MS = 60_000;

/** Runs a server from its first start to its last kill. */
export async function crash({
  worker,
  kills,
  visitors,
  upMs: [fromMs, toMs],
  hurry = 1,
  onKill,
}: CrashOptions): Promise<Report> {
  const ledger = new Ledger();
  const server = await startServer({ worker });
  const workspace = new Workspace(server.origin);
  await workspace.claim();
  const site = await workspace.site({}, [
    { title: 'Delivery', body: 'Delivery takes two working days and costs 5 euros.' },
  ]);
  const crowd = new Crowd({ workspace, site, visitors, hurry, ledger });
  const backMs: number[] = [];
  const total: Faults = { lost: 0, doubled: 0, reordered: 0, misplaced: 0, missing: 0, untold: 0 };
  const report = (at: number): Report => {
    const sorted = backMs.toSorted((a, b) => a - b);
    const back = { median: sorted[sorted.length >> 1] ?? 0, max: sorted.at(-1) ?? 0 };
    return { ...total, kills: at, acked: ledger.acked.size, ofAgent: ledger.ackedOf('agent'), backMs: back };
  };
  const audit = (atRest: boolean) => {
    for (const [fault, times] of Object.entries(ledger.audit(server.state, atRest)) as [keyof Faults, number][]) {
      total[fault] = Math.max(total[fault], times);
    }
  };
  try {
    await until(() => crowd.live, 'everybody is there');
    for (let kill = 1; kill <= kills; kill++) {
      await pause(fromMs + Math.random() * (toMs - fromMs));
      await server.kill();
      // What has arrived before the end is heard.
      await pause(10);
      audit(false);
      await server.start();
      const startedAt = performance.now();
      await until(() => crowd.live, 'everybody is back');
      backMs.push(Math.round(performance.now() - startedAt));
      onKill?.(report(kill));
    }
    crowd.rest();
    await until(() => crowd.idle, 'everybody has an answer');
    await until(() => stillToTell(server.state) === 0, 'D1 is told', 500);
    crowd.leave();
    await server.kill();
    audit(true);
    return report(kills);
  } finally {
    crowd.leave();
    await server.close();
  }
}

/**
 * The Worker, bundled, without the limits on how fast one visitor or agent may write: here a dozen of them are to keep a server busy.
 * Nothing else of it is changed.
 */
export async function unlimitedWorker(): Promise<{ worker: string; remove(): void }> {
  const { worker, remove } = await bundleWorker();
  const text = readFileSync(worker, 'utf8');
  const lifted = text.replace(
    /(var (?:FRAMES|MESSAGES|CONVERSATIONS|AGENT_MESSAGES) = )\{[^}]*\}/g,
    '$1{ burst: 1e9, perSecond: 1e9 }',
  );
  if (lifted.split('1e9, perSecond').length !== 5) throw new Error('the limits are not where they were in the bundle');
  writeFileSync(worker, lifted);
  return { worker, remove };
}

/** The same Worker with one lie in it: it acknowledges a message at once and sees to it a moment later. */
export function lying(worker: string): string {
  const text = readFileSync(worker, 'utf8');
  const door = 'webSocketMessage(socket, data) {';
  if (text.split(door).length !== 2) throw new Error('the Worker has another door for messages now');
  const lie = `webSocketMessage(socket, data) {
    const frame = typeof data === "string" && data.startsWith("{") ? JSON.parse(data) : {};
    if (frame.t !== "entry.post") return this.honestly(socket, data);
    socket.send(JSON.stringify({ t: "ack", cid: frame.cid, seq: 1, at: Date.now() }));
    setTimeout(() => this.honestly(socket, data), 50);
  }
  honestly(socket, data) {`;
  const file = worker.replace(/\.js$/, '.lying.js');
  writeFileSync(file, text.replace(door, lie));
  return file;
}

async function until(done: () => boolean, what: string, everyMs = 20): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!done()) {
    if (performance.now() > giveUpAt) throw new Error(`not within ${PATIENCE_MS / 1_000} s: ${what}`);
    await pause(everyMs);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
