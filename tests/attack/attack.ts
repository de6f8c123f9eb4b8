/**
 * The product in bare workerd, with honest visitors and an agent on it, while one network address does its worst. What the honest get is
 * compared with what they got a moment before, in the same run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '../../src/protocol/limits.ts';
import { Crowd, type Spread } from '../bench/load/crowd.ts';
import { Wire } from '../bench/load/wire.ts';
import { bundleWorker } from '../server/bundle.ts';
import { type Server, startServer } from '../server/server.ts';
import { SHOP, Workspace } from '../server/workspace.ts';
import { type CaseName, KNOWN, type Worst } from './hostile.ts';

const HOSTILE = new URL('hostile.ts', import.meta.url).pathname;
/** Honest visitors; each writes a message a second. */
const HONEST = 30;
const VIEW_EVERY_MS = 200;
/** What the limits let through at once has come through by then, s. */
const BURST = 1.5;
/** Messages of the conversation that somebody made long. */
const LONG = 1_000;

export interface Outcome {
  quiet: Spread;
  /** While the attacker is let through what the limits allow at once. */
  burst: Spread;
  attacked: Spread;
  /** Share of a core that workerd takes, while it is quiet and while it is attacked. */
  busy: { quiet: number; attacked: number };
  /** How much more memory workerd holds after than before, in MB. */
  grownMb: number;
  worst: Worst;
}

export class Scene {
  private crowds = 0;

  private constructor(
    private readonly server: Server,
    private readonly workspace: Workspace,
    private readonly site: string,
    private readonly long: string,
    private readonly remove: () => void,
  ) {}

  /** A site on which somebody has a very long conversation. */
  static async make(): Promise<Scene> {
    const { worker, remove } = await bundleWorker();
    const unlimited = `${worker.slice(0, -3)}-unlimited.js`;
    writeFileSync(unlimited, withoutLimits(readFileSync(worker, 'utf8')));
    const seeding = await startServer({ worker: unlimited, inMemory: true });
    const workspace = new Workspace(seeding.origin);
    await workspace.claim();
    const site = await workspace.site();
    const long = await writeLong(seeding, await workspace.ticket(site), site);
    await seeding.kill();
    const server = await startServer({ worker, state: seeding.state, port: seeding.port });
    return new Scene(server, workspace, site, long, async () => {
      await server.close();
      await seeding.close();
      remove();
    });
  }

  close = () => this.remove();

  /** Quiet for so long, and then attacked for so long. */
  attack(name: CaseName, seconds: number): Promise<Outcome> {
    return this.compare(seconds, (forSeconds) => this.hostile(name, forSeconds));
  }

  /** Quiet for so long; then an agent looks at the long conversation again and again for so long, and meanwhile its visitor ends it. */
  viewLong(seconds: number): Promise<Outcome> {
    return this.compare(seconds, async (forSeconds) => {
      const worst: Worst = { sent: 0, told: {} };
      const { port } = this.server;
      const hears = (text: string) => {
        for (const { t, code } of [JSON.parse(text) as { t: string; code?: string }].flat())
          worst.told[code ?? t] = (worst.told[code ?? t] ?? 0) + 1;
      };
      const agent = await agentOf(port, this.site, await this.workspace.ticket(this.site), hears);
      const visitor = await visitorOf(port, this.site, () => {});
      const endAt = performance.now() + forSeconds * 1_000;
      const closeAt = performance.now() + (forSeconds / 2) * 1_000;
      const closing = { t: 'conversation.close', cid: 'close-long', conversation: this.long };
      for (let closed = false; performance.now() < endAt; ) {
        for (const t of ['conversation.view', 'conversation.unview'])
          agent.send(JSON.stringify({ t, conversation: this.long }));
        worst.sent += 2;
        if (!closed && performance.now() > closeAt) visitor.send(JSON.stringify(closing));
        closed = performance.now() > closeAt;
        await new Promise((resolve) => setTimeout(resolve, VIEW_EVERY_MS));
      }
      agent.drop();
      visitor.drop();
      return worst;
    });
  }

  private async compare(seconds: number, begin: (seconds: number) => Promise<Worst>): Promise<Outcome> {
    const crowd = await this.honest();
    try {
      await crowd.pace({ rate: HONEST, seconds: 1 });
      const quietBusy = this.busyFor(seconds);
      const quiet = await crowd.pace({ rate: HONEST, seconds });
      const busy = { quiet: quietBusy(), attacked: 0 };
      const before = this.server.memory();
      const ends = begin(seconds + BURST + 1);
      const burst = await crowd.pace({ rate: HONEST, seconds: BURST });
      const attackedBusy = this.busyFor(seconds);
      const attacked = await crowd.pace({ rate: HONEST, seconds });
      busy.attacked = attackedBusy();
      const worst = await ends;
      const grownMb = (this.server.memory() - before) / 1e6;
      return { quiet: quiet.ack, burst: burst.ack, attacked: attacked.ack, busy, grownMb, worst };
    } finally {
      await crowd.close();
    }
  }

  private async hostile(name: CaseName, seconds: number): Promise<Worst> {
    const args = [HOSTILE, String(this.server.port), this.site, name, String(seconds), this.long];
    const hostile = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    hostile.stdout.on('data', (chunk: Buffer) => {
      said += String(chunk);
    });
    await once(hostile, 'close');
    return JSON.parse(said) as Worst;
  }

  /** Tells, when asked, how much of a core workerd took since. */
  private busyFor(seconds: number): () => number {
    const from = this.server.cpuMs();
    return () => (this.server.cpuMs() - from) / 1_000 / seconds;
  }

  private async honest(): Promise<Crowd> {
    const crowd = new Crowd({ port: this.server.port, site: this.site, first: HONEST * this.crowds++ });
    await crowd.agentsCome([await this.workspace.ticket(this.site)]);
    await crowd.visitorsCome(HONEST);
    await crowd.conversationsBegin();
    return crowd;
  }
}

/** The Worker's text with nothing that keeps one visitor from writing as fast as they can. */
function withoutLimits(worker: string): string {
  const lifted = worker.replace(
    /(var (?:FRAMES|MESSAGES|CONVERSATIONS) = )\{[^}]*\}/g,
    '$1{ burst: 1e9, perSecond: 1e9 }',
  );
  if (lifted.split('1e9, perSecond').length !== 4) throw new Error('the limits are not where they were in the bundle');
  return lifted;
}

/** A conversation as somebody makes it who wants to hurt: the longest messages, full of what has to be looked at. Gives its id. */
async function writeLong(server: Server, ticket: string, site: string): Promise<string> {
  const { port } = server;
  let conversation = '';
  let acked = 0;
  let taken = false;
  const visitor = await visitorOf(port, site, (text) => {
    conversation ||= /"conversation.started","conversation":"([^"]+)"/.exec(text)?.[1] ?? '';
    acked += text.split('"ack"').length - 1;
  });
  const agent = await agentOf(port, site, ticket, (text) => {
    taken ||= text.includes('"ack"');
  });
  const post = (number: number) =>
    visitor.send(JSON.stringify({ t: 'entry.post', cid: `long-${number}`, text: hostileText(number) }));
  post(0);
  await until(() => acked === 1 && conversation !== '');
  agent.send(JSON.stringify({ t: 'conversation.take-over', cid: 'take-long', conversation }));
  await until(() => taken);
  for (let number = 1; number < LONG; number++) {
    post(number);
    if (number % 50 === 49) await until(() => acked === number + 1);
  }
  agent.drop();
  visitor.drop();
  return conversation;
}

/** The tab of the visitor who has the long conversation. */
async function visitorOf(port: number, site: string, onText: (text: string) => void): Promise<Wire> {
  const protocols = [SUBPROTOCOL, TOKEN_SUBPROTOCOL + KNOWN];
  const path = `/socket/visitor/${site}`;
  const wire = await Wire.open({ port, path, protocols, address: '203.0.113.66', onText });
  const page = { url: `${SHOP}/`, title: 'Kolovrat' };
  wire.send(JSON.stringify({ t: 'visit.hello', v: PROTOCOL_VERSION, origin: SHOP, page, open: true }));
  return wire;
}

async function agentOf(port: number, site: string, ticket: string, onText: (text: string) => void): Promise<Wire> {
  const protocols = [SUBPROTOCOL, TICKET_SUBPROTOCOL + ticket];
  const wire = await Wire.open({ port, path: `/socket/agent/${site}`, protocols, address: '192.0.2.1', onText });
  wire.send(JSON.stringify({ t: 'agent.hello', v: PROTOCOL_VERSION }));
  return wire;
}

function hostileText(number: number): string {
  return `${number} ana@ example.com 041 12 ﷺ ½ 4000 1234 5678 901 SI56 1910 0000 0123 43, `.repeat(20).slice(0, 990);
}

async function until(done: () => boolean): Promise<void> {
  const latest = performance.now() + 60_000;
  while (!done()) {
    if (performance.now() > latest) throw new Error('nothing came in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
