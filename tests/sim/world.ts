/**
 * One simulated world: sites, visitors, agents, D1 and the network between them, in virtual time. It runs the real server and client code;
 * what it sees passing by it hands to the checks, and it stops at the first thing that must not be.
 */
import { CloseCode } from '../../src/protocol/close-code.ts';
import { settleDesk } from './act-admin.ts';
import { Chance, hashText } from './chance.ts';
import { accepted, arrived, attached } from './checks/bounds.ts';
import { Checks } from './checks/checks.ts';
import type { Broken } from './checks/must.ts';
import { isFault } from './fault-points.ts';
import { Agent, type Device } from './people/agent.ts';
import type { AiMood } from './people/moods.ts';
import type { Stranger } from './people/stranger.ts';
import { Visitor, type VisitorTab } from './people/visitor.ts';
import type { Setup } from './plan.ts';
import type { Tab } from './platform/browser.ts';
import { Clock } from './platform/clock.ts';
import { D1 } from './platform/d1.ts';
import { Network } from './platform/network.ts';
import { SiteHost, type SiteObject } from './platform/object.ts';
import { stage } from './platform/stage.ts';
import type { Storage } from './platform/storage.ts';
import type { ServerEnd } from './platform/wire.ts';

export interface Code {
  Site: new (context: object, env: object) => SiteObject;
  migrate: (sql: { all(query: string, ...values: (string | number | null)[]): object[] }, create: boolean) => boolean;
}

export class World {
  readonly clock = new Clock();
  readonly seed: number;
  readonly d1: D1;
  readonly network: Network;
  readonly sites: SiteHost[] = [];
  readonly visitors: Visitor[] = [];
  readonly agents: Agent[] = [];
  readonly checks: Checks;
  readonly Site: Code['Site'];
  /** A fingerprint of all that was said, when and to whom. */
  trace = 0x811c9dc5;
  /** Every word, where somebody wants to read it. */
  story: string[] | null = null;
  /** What each visitor's browser received, where two runs are compared. */
  received: Map<string, string[]> | null = null;
  broken: Broken | null = null;
  /** Conversations that an agent set out to look at. */
  readonly looked = new Set<string>();
  readonly strangers: Stranger[] = [];

  constructor(
    readonly setup: Setup,
    private readonly code: Code,
  ) {
    this.seed = setup.seed;
    this.Site = code.Site;
    this.checks = new Checks(this);
    this.d1 = new D1(this.clock, Chance.of(this.seed, 'D1'));
    this.d1.onWrite = () => this.guard(() => this.checks.d1Written());
    this.network = new Network(this, setup.speed, Chance.of(this.seed, 'network'));
  }

  /** Opens the sites and lets the first people in. */
  open(): void {
    stage.world = this;
    const { setup } = this;
    for (let i = 0; i < setup.sites; i++) {
      const host = new SiteHost(this, `site_${String(i + 1).padStart(16, '0')}`, i);
      host.ai = setup.ai as AiMood[];
      host.sleeps = setup.sleeps;
      this.sites.push(host);
      host.call(
        (object) => object.create(host.id, settings(i)),
        () => {},
      );
    }
    this.clock.advance(this.clock.now + 100);
    for (const host of this.sites) {
      host.call(
        (object) =>
          object.saveArticle(null, {
            title: 'Delivery',
            body: `Delivery takes three days. It is free. @s${host.index}`,
          }),
        () => {},
      );
    }
    const chance = Chance.of(this.seed, 'people');
    for (let i = 0; i < setup.visitors; i++) {
      const visitor = new Visitor(this, i, this.sites[i % setup.sites]!);
      if (setup.privateMode && chance.yes(0.4)) visitor.mood = chance.pick(['refuses', 'full', 'moody'] as const);
      visitor.isPrivate = visitor.mood !== 'keeps';
      this.visitors.push(visitor);
      visitor.openTab(undefined, setup.clocksOff ? skew(chance) : 0);
    }
    for (let i = 0; i < setup.agents; i++) {
      const role = setup.supervisors && chance.yes(0.4) ? 'supervisor' : 'agent';
      const agent = new Agent(this, i, this.sites[i % setup.sites]!, role);
      this.agents.push(agent);
      agent.signsUp();
      if (chance.yes(0.8)) agent.open(undefined, setup.clocksOff ? skew(chance) : 0);
    }
    if (setup.watcher) {
      const watcher = new Agent(this, setup.agents, this.sites[0]!, 'supervisor', true);
      this.agents.push(watcher);
      watcher.signsUp();
      const device = watcher.open();
      this.clock.after(2_000, device.owner, () => void device.desk.setStatus(false));
    }
    for (const host of this.sites) settleDesk(host, Chance.of(this.seed, `desk ${host.id}`));
  }

  /** Lets time pass. */
  pass(ms: number): void {
    this.clock.advance(this.clock.now + ms);
  }

  tabs(): VisitorTab[] {
    return this.visitors.flatMap((visitor) => visitor.tabs);
  }

  devices(): Device[] {
    return this.agents.flatMap((agent) => agent.devices);
  }

  close(): void {
    for (const tab of this.tabs()) tab.owner.dead = true;
    for (const device of this.devices()) device.owner.dead = true;
    for (const stranger of this.strangers) stranger.owner.dead = true;
    for (const host of this.sites) host.dispose();
    this.d1.close();
    stage.world = null;
  }

  tell(line: string): void {
    this.story?.push(`${((this.clock.now - this.setup.beginning) / 1_000).toFixed(3).padStart(9)} s  ${line}`);
  }

  migrate = (storage: Storage): void => {
    const sql = {
      all: (query: string, ...values: (string | number | null)[]) =>
        storage.sql.exec(query, ...values).toArray() as object[],
    };
    this.code.migrate(sql, true);
  };

  // What the platform reports.

  onSaid(host: SiteHost, end: ServerEnd, text: string, gated: boolean): void {
    this.guard(() => this.checks.said(host, end, text, gated));
  }

  onLeft(host: SiteHost, end: ServerEnd, text: string): void {
    this.guard(() => this.checks.left(host, end, text));
  }

  onHeard(tab: Tab, text: string): void {
    this.trace = hashText(text, this.trace ^ this.clock.now);
    if (this.story && text !== 'pong')
      this.tell(`  ${tab.name} ← ${text.length > 220 ? `${text.slice(0, 220)}…` : text}`);
    const list = this.received?.get(tab.name);
    if (list) list.push(`${this.clock.now} ${text}`);
    else this.received?.set(tab.name, [`${this.clock.now} ${text}`]);
  }

  onSent(name: string, text: string, host: SiteHost): void {
    this.checks.asked(host, text);
    if (this.story && text !== 'ping') this.tell(`  ${name} → ${text}`);
  }

  onCommit(host: SiteHost, touched: readonly string[], failed: boolean): void {
    this.trace = hashText(host.id, this.trace ^ this.clock.now);
    if (failed) this.tell(`  ${host.id}: the storage failed`);
    this.guard(() => this.checks.committed(host, touched));
  }

  /** A frame has come to the object, which has yet to look at it. */
  onArrived(host: SiteHost, end: ServerEnd, text: string): void {
    this.guard(() => arrived(this.checks.of(host), end, text));
  }

  onAccepted(host: SiteHost, end: ServerEnd): void {
    this.guard(() => accepted(this.checks.of(host), end));
  }

  onAttached(host: SiteHost, end: ServerEnd, before: string, after: string): void {
    this.guard(() => attached(this.checks.of(host), end, before, after));
  }

  onClientTurn(tab: Tab): void {
    this.guard(() => this.checks.clientTurned(tab));
  }

  onServerClosed(host: SiteHost, end: ServerEnd): void {
    this.checks.socketGone(host, end);
  }

  handlerThrew(host: SiteHost, error: Error): void {
    this.tell(`  ${host.id} threw: ${error.stack ?? error}`);
    if (!host.storage.failed) this.guard(() => this.checks.threw(host, error));
  }

  onLogged(_: 'error' | 'warn', words: unknown[]): void {
    if (this.story)
      this.tell(`  log: ${words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ')}`);
    const host = this.sites.find((site) => site.life === stage.owner);
    const kept = words[0] === 'failed' && isFault((words[1] as { error?: string }).error);
    if ((words[0] === 'frame failed' || words[0] === 'failed') && host && !host.storage.failed && !kept) {
      this.guard(() => this.checks.threw(host, new Error(JSON.stringify(words[1]))));
    }
  }

  /** Asks for a ticket, as a signed-in member does over HTTP; a close code where there is no point in it. */
  ticket(agent: Agent, tab: Tab): Promise<string | number> {
    return new Promise((resolve, reject) => {
      const later = (run: () => void) => this.clock.after(8, tab, run);
      if (!agent.online) return void later(() => reject(new TypeError('network')));
      if (agent.removed) return void later(() => resolve(CloseCode.forbidden));
      const identity = { id: agent.id, name: agent.name, role: agent.role, session: `session-${agent.index}` };
      this.clock.after(8, null, () =>
        agent.host.call(
          (object) => object.issueTicket(identity),
          (result) =>
            later(() => {
              if (!result) reject(new Error('overloaded'));
              else resolve(result.ok ? result.value : CloseCode.unknownSite);
            }),
        ),
      );
    });
  }

  /** The first thing that is broken is the one that counts. */
  guard(check: () => void): void {
    if (this.broken) return;
    try {
      check();
    } catch (error) {
      if (this.broken) return;
      const broken = error as Partial<Broken>;
      this.broken = { invariant: broken.invariant ?? 'the simulation itself', message: (error as Error).stack ?? '' };
      if (broken.invariant) this.broken.message = (error as Error).message;
      this.tell(`BROKEN ${this.broken.invariant}: ${this.broken.message}`);
    }
  }
}

const YEAR_MS = 365 * 86_400_000;

function skew(chance: Chance): number {
  return chance.yes(0.5) ? chance.int(-60_000, 60_000) : chance.int(-YEAR_MS, YEAR_MS);
}

function settings(index: number) {
  return {
    name: `Shop @s${index}`,
    origins: ['https://shop.example'],
    botName: `Bot @s${index}`,
    greeting: `Hello from @s${index}`,
    color: '#14503f',
    typingPreview: true,
  };
}
