/** A scripted site for the dashboard's tests: a WebSocket that is played by hand, and cards and entries told shortly. */
import { vi } from 'vitest';
import type { AgentFrame, AgentUpdate, ConversationView, DeskView } from '../../src/protocol/agent-wire.ts';
import type { AgentCard } from '../../src/protocol/desk.ts';
import type { AgentEntry } from '../../src/protocol/entry.ts';
import type { CardConversation, VisitCard } from '../../src/protocol/visit.ts';

import { SiteVisits } from './site-visits.ts';

export const SITE = 'site_0000000000000001';
export const ME = 'agt_maja';
/** Durations tick by the real clock, so the story happens today. */
export const NOW = Date.now();

export const WELCOME: Omit<Extract<AgentUpdate, { t: 'agent.welcomed' }>, 't' | 'v' | 'now'> = {
  site: { id: SITE, name: 'Kolovrat', botName: 'Vela' },
  member: { id: ME, name: 'Maja', role: 'agent' },
  desk: deskView(),
};

/** A desk of one queue, with Maja at it. */
export function deskView(rest: Partial<DeskView> = {}): DeskView {
  return {
    settings: {
      ...{ wrapUpReasons: ['Sold', 'Complaint'], wrapUpRequired: false, unavailableReasons: ['Lunch'] },
      ...{ typingPreview: false, chatOn: true },
    },
    agents: [agent(ME, 'Maja')],
    queues: [
      { ...{ id: 'que_1', name: 'General', mode: 'ring' }, ...{ waiting: 0, since: null, available: 1, free: 1 } },
    ],
    offers: [],
    wrapUps: [],
    nobody: 0,
    ...rest,
  };
}

export function agent(id: string, name: string, rest: Partial<AgentCard> = {}): AgentCard {
  const standing = { reason: null, by: 'presence', until: null, load: 0, capacity: 3 } as const;
  return { id, name, role: 'agent', status: 'available', ...standing, ...rest };
}

export class FakeSocket {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    return FakeSocket.all.at(-1)!;
  }
  sent: AgentFrame[] = [];
  readonly visits = new SiteVisits();
  private welcomed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readonly url: string;
  readonly protocols: string[];
  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
    FakeSocket.all.push(this);
  }
  send(data: string) {
    if (data === 'ping') return;
    const frame = JSON.parse(data) as AgentFrame;
    this.sent.push(frame);
    if (!('watch' in frame) || !frame.watch) return;
    this.visits.watch = frame.watch;
    // Whatever is watched comes at once.
    if (this.welcomed) queueMicrotask(() => this.hears(this.visits.shows({ added: [...this.visits.cards.values()] })));
  }
  close() {}
  /** Opens and welcomes, with these visits on the site. */
  async welcomes(...visits: VisitCard[]) {
    await this.welcomesTo(WELCOME, ...visits);
  }
  async welcomesTo(welcome: typeof WELCOME, ...visits: VisitCard[]) {
    this.onopen?.();
    this.welcomed = true;
    await this.says({ t: 'agent.welcomed', v: 3, now: NOW, ...welcome }, this.visits.shows({ added: visits }));
  }
  /** Tells of a change of the visits. */
  async shows(change: Parameters<SiteVisits['shows']>[0]) {
    await this.says(this.visits.shows(change));
  }
  async says(...updates: AgentUpdate[]) {
    this.hears(...updates);
    await settled();
  }
  hears(...updates: AgentUpdate[]) {
    this.onmessage?.({ data: JSON.stringify(updates) });
  }
  async dies(code = 1006) {
    this.onclose?.({ code, reason: '' });
    await settled();
  }
  /** The last frame of this kind. */
  frame<T extends AgentFrame['t']>(t: T): Extract<AgentFrame, { t: T }> | undefined {
    return this.sent.findLast((frame): frame is Extract<AgentFrame, { t: T }> => frame.t === t);
  }
}

export const FakeWebSocket = FakeSocket as unknown as typeof WebSocket;

/** Answers of the HTTP interface, by `METHOD path`; what isn't there is a 404. */
export function fakeHttp(answers: Record<string, unknown>) {
  const fetched = vi.fn(async (url: string, init?: RequestInit) => {
    const answer = answers[`${init?.method ?? 'GET'} ${url}`];
    if (answer instanceof Response) return answer.clone();
    if (answer === undefined) return new Response(JSON.stringify({ code: 'route.unknown' }), { status: 404 });
    return new Response(JSON.stringify(answer));
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

export async function settled() {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
}

export function card(id: string, conversation: CardConversation | null, rest: Partial<VisitCard> = {}): VisitCard {
  return {
    id: `visit_${id}`,
    visitor: `vis_${id}`,
    name: id,
    country: 'SI',
    device: 'mobile',
    since: NOW - 60_000,
    online: true,
    page: { url: 'https://shop.example/', title: 'Shop' },
    conversation,
    ...rest,
  };
}

export function conversation(id: string, rest: Partial<CardConversation> = {}): CardConversation {
  return {
    id: `cnv_${id}`,
    control: 'bot',
    controlAt: NOW - 30_000,
    holder: null,
    startedAt: NOW - 50_000,
    closedAt: null,
    messages: 1,
    last: { from: 'visitor', name: null, text: `Hello from ${id}`, at: NOW - 30_000 },
    answering: false,
    failed: false,
    ...rest,
  };
}

export function viewed(of: VisitCard, entries: AgentEntry[], rest: Partial<ConversationView> = {}): AgentUpdate {
  const { id, control, controlAt, holder, startedAt, closedAt } = of.conversation!;
  const { visitor, name, country, device, page } = of;
  return {
    t: 'conversation.viewed',
    conversation: {
      ...{ id, visitor, name, country, device, page: page!, control, controlAt, holder, startedAt, closedAt },
      ...{ desk: of.conversation!.desk ?? {}, entries, from: 0, answer: null, ...rest },
    },
  };
}

export const says = {
  visitor: (seq: number, text: string): AgentEntry => ({ seq, at: NOW + seq, kind: 'message', from: 'visitor', text }),
  agent: (seq: number, text: string, cid: string): AgentEntry => ({
    ...{ seq, at: NOW + seq, kind: 'message', from: 'agent', name: 'Maja', agent: ME },
    ...{ text, cid },
  }),
  joined: (seq: number, agent = ME, name = 'Maja'): AgentEntry => ({
    ...{ seq, at: NOW + seq, kind: 'event', event: 'agent.joined' },
    ...{ agent, name },
  }),
};
