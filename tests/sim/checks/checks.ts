/** Everything that is checked while a world runs, put together: what is said, what leaves, what commits, what clients show. */

import type { Offer } from '../../../src/core/at-desk.ts';
import type { AgentRow } from '../../../src/core/desk-rows.ts';
import type { Device } from '../people/agent.ts';
import type { Visitor, VisitorTab } from '../people/visitor.ts';
import type { Tab } from '../platform/browser.ts';
import type { SiteHost } from '../platform/object.ts';
import type { ServerEnd } from '../platform/wire.ts';
import type { World } from '../world.ts';
import { Bounds, everybodyIsAnswered, fedWithinBounds, leftWithinBounds } from './bounds.ts';
import { deviceShowsTheLog, tabShowsTheLog } from './clients.ts';
import { d1IsNotAhead } from './d1.ts';
import { agentMaySee, nothingPrivateLeaves } from './eyes.ts';
import { SILENT_MS } from './grace.ts';
import { everythingIsKept } from './kept.ts';
import { SiteLog } from './log.ts';
import { must } from './must.ts';
import { committed } from './on-commit.ts';
import { said, type Told } from './wire.ts';

/** What is remembered of one site. */
export interface Seen {
  host: SiteHost;
  log: SiteLog;
  /** What visitors and viewers were shown of each answer. */
  streamed: Map<string, string>;
  /** Until when each member was there, as far as closed sockets tell, in true time. */
  goneAt: Map<string, number>;
  /** When a socket of a member, or of a visitor, last closed. */
  closedAt: Map<string, number>;
  /** When each visitor's messages of the last seconds were committed. */
  posts: Map<string, number[]>;
  /** What each address was sent by hellos and resumes in the last seconds. */
  reads: Map<string, { at: number; cost: number }[]>;
  /** Cids of messages that were acknowledged, by author. */
  acked: Set<string>;
  /** Who each visitor is, by what the site calls them. */
  people: Map<string, Visitor>;
  /** The agents as their rows are. */
  agents: Map<string, AgentRow>;
  /** Every offer there ever was; how it ended, once it has. */
  offers: Map<string, { offer: Offer; conversation: string; how: string | null; life: number }>;
  /** Who asked to accept what, by cid. */
  accepts: Map<string, string>;
  /** Members whose role was taken from them. */
  sentAway: Set<string>;
  /** When, in true time. */
  revokedAt: Map<string, number>;
  /** Conversations that stopped ringing because their visitor left. */
  away: Set<string>;
  /** Who could be offered what, and isn't: since when, by conversation and member. */
  idle: Map<string, number>;
  /** The conversation on each visit's card, as it was told last. */
  onCards: Map<string, string | null>;
  /** When control last changed anywhere, in true time. */
  movedAt: number;
  /** The alarm as it was after the last commit, and the furthest that the server’s clock was since it was set later. */
  alarm: { at: number | null; clock: number };
  /** What everybody costs. */
  bounds: Bounds;
  /** The site was asked to go; from its commit on it is gone. */
  removing: boolean;
}

export class Checks {
  private readonly sites = new Map<SiteHost, Seen>();
  private readonly clients = new Map<Tab, VisitorTab | Device>();
  private text = '';
  private updates: Told[] = [];

  constructor(private readonly world: World) {}

  of(host: SiteHost): Seen {
    const known = this.sites.get(host);
    if (known) return known;
    const empty = {
      streamed: new Map(),
      goneAt: new Map(),
      closedAt: new Map(),
      posts: new Map(),
      reads: new Map(),
      acked: new Set<string>(),
      people: new Map(),
      agents: new Map(),
      offers: new Map(),
      accepts: new Map(),
      sentAway: new Set<string>(),
      revokedAt: new Map(),
      away: new Set<string>(),
      idle: new Map(),
      onCards: new Map(),
    };
    const alarm = { at: null, clock: 0 };
    const seen: Seen = { host, log: new SiteLog(), bounds: new Bounds(), removing: false, movedAt: 0, alarm, ...empty };
    this.sites.set(host, seen);
    return seen;
  }

  know(tab: Tab, client: VisitorTab | Device): void {
    this.clients.set(tab, client);
  }

  clientOf(tab: Tab): VisitorTab | Device | undefined {
    return this.clients.get(tab);
  }

  said(host: SiteHost, end: ServerEnd, text: string, gated: boolean): void {
    for (const update of this.parse(text)) said(this.of(host), end, update, gated ? 'gated' : 'said');
  }

  left(host: SiteHost, end: ServerEnd, text: string): void {
    const foreign = text.match(/@s(\d)/g)?.find((mark) => mark !== `@s${host.index}`);
    must(!foreign, 'INV11', () => `${host.id} says ${text}`);
    nothingPrivateLeaves(host, end, text);
    fedWithinBounds(this.of(host), end, text);
    for (const update of this.parse(text)) {
      leftWithinBounds(this.of(host), end, update);
      said(this.of(host), end, update, 'left');
      if (end.tags[0] === 'agent') agentMaySee(this.of(host), end, update);
    }
  }

  /** An agent's frame goes out. */
  asked(host: SiteHost, text: string): void {
    if (!text.includes('"offer.accept"')) return;
    const { cid, offer } = JSON.parse(text) as { cid: string; offer: string };
    this.of(host).accepts.set(cid, offer);
  }

  committed(host: SiteHost, touched: readonly string[]): void {
    committed(this.of(host), touched);
  }

  clientTurned(tab: Tab): void {
    const client = this.clients.get(tab);
    if (!client || tab.dead) return;
    if ('chat' in client) tabShowsTheLog(this.of(client.visitor.host), client);
    else deviceShowsTheLog(this.of(client.agent.host), client);
  }

  socketGone(host: SiteHost, end: ServerEnd): void {
    const who = end.tags[1];
    if (!who || end.isGone) return;
    end.isGone = true;
    const { goneAt, closedAt } = this.of(host);
    const { now } = this.world.clock;
    closedAt.set(who, now);
    // A connection without a welcome was none, and a silent one was gone before it closed.
    const gone = end.welcomed ? Math.min(now, end.heardAt + SILENT_MS) : 0;
    goneAt.set(who, Math.max(goneAt.get(who) ?? 0, gone));
  }

  threw(host: SiteHost, error: Error): void {
    must(false, 'nothing throws', () => `${host.id}: ${error.stack ?? error}`);
  }

  d1Written(): void {}

  /** The slow and thorough look, now and then and at the end. */
  everything(): void {
    for (const seen of this.sites.values()) {
      everythingIsKept(seen);
      everybodyIsAnswered(seen);
    }
    d1IsNotAhead(this.world, this.sites.values());
  }

  private parse(text: string): Told[] {
    if (text === this.text) return this.updates;
    const parsed = JSON.parse(text) as Told | Told[];
    this.text = text;
    this.updates = Array.isArray(parsed) ? parsed : [parsed];
    return this.updates;
  }
}
