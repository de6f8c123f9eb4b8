/**
 * What happens to a real site, and the same over again on the pure core. `Trial` acts on the Worker, the object and D1, and writes down what
 * was done, when, and how it was answered; `replay` does it once more with `handle` over a second object's database, and looks whether
 * the answers are the same. When the AI says something is its own matter: the core is told the moment the real log has it.
 */
import { abortAllDurableObjects, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import type { AgentUpdate } from '#protocol/agent-wire';
import { PROTOCOL_VERSION, TICKET_SUBPROTOCOL } from '#protocol/limits';
import type { VisitorUpdate } from '#protocol/visitor-wire';
import type { Outcome } from '../../src/core/engine.ts';
import type { Entry } from '../../src/core/entry.ts';
import { Store } from '../../src/core/store.ts';
import { unanswered } from '../../src/core/transcript.ts';
import type { Site } from '../../src/site/site.ts';
import { sqlOf } from '../../src/site/sql.ts';
import { openShop, type Shop } from '../core/shop.ts';
import { type Line, memberOf, openSite, World } from './site-world.ts';

export const VISITORS = ['Zofia', 'Igor'] as const;
export const AGENTS = ['Maja', 'Oskar'] as const;

/** A visitor's or an agent's command, by who sends it: an index of the lists above. */
export type Wish =
  | { t: 'entry.post' | 'person.request' | 'person.withdraw' | 'conversation.close'; visitor: number; text: string }
  | {
      t: 'entry.post' | 'conversation.take-over' | 'conversation.leave' | 'conversation.close';
      agent: number;
      /** Whose conversation is meant: the newest of theirs, or the one before. */
      of: number;
      before: boolean;
      text: string;
    };

interface Scene {
  /** The conversation that a command was meant for when it was first sent, by its `cid`. */
  meant: Map<string, string>;
  visitors: ReturnType<Shop['visitor']>[];
  agents: ReturnType<Shop['agent']>[];
}

/** What a client is answered: the entry's number, or why not. */
type Answer = number | string;

interface Step {
  what: string;
  now: number;
  act(shop: Shop, scene: Scene): Outcome | null;
  answer: Answer | null;
}

/** Everything that must be the same, ids and the AI's words aside. */
export interface State {
  logs: unknown[];
  conversations: unknown[];
  timers: unknown[];
  outbox: unknown[];
}

export class Trial {
  readonly steps: Step[] = [];
  private readonly visitorLines: (Line<VisitorUpdate> | null)[] = VISITORS.map(() => null);
  private readonly agentLines: (Line<AgentUpdate> | null)[] = AGENTS.map(() => null);
  private readonly names: string[] = [...AGENTS];
  private readonly sent = new Map<string, { wish: Wish; cid: string }>();
  /** What was sent, by `cid`: a repeat is the very same. */
  private readonly frames = new Map<string, Record<string, unknown>>();
  private cids = 0;

  private constructor(public site: World) {}

  static async begin(): Promise<Trial> {
    const trial = new Trial(await openSite());
    // Heartbeats are answered by the platform, whose clock is not the story's: who is connected has just given a sign of life.
    await runInDurableObject(trial.object, (_, state) => {
      vi.spyOn(Object.getPrototypeOf(state), 'getWebSocketAutoResponseTimestamp').mockImplementation(() => new Date());
    });
    return trial;
  }

  /** Sends a command and waits for its answer; under a `cid` used before, if that is wished. */
  async does(wish: Wish, cid = `cid-${++this.cids}`): Promise<void> {
    const author = 'visitor' in wish ? `visitor ${wish.visitor}` : `agent ${wish.agent}`;
    const line = await this.lineOf(wish);
    const frame = await this.frameOf(wish, cid);
    this.sent.set(author, { wish, cid });
    const answers = () => (line as Line<VisitorUpdate>).received.filter((it) => 'cid' in it && it.cid === cid);
    const before = answers().length;
    line.send(frame);
    await line.wait(() => answers().length > before);
    const answered = answers().at(-1) as Extract<VisitorUpdate, { t: 'ack' | 'refused' }>;
    const answer = answered.t === 'ack' ? answered.seq : `${answered.code} ${answered.holder ?? ''}`.trim();
    this.note(`${author} ${wish.t} ${cid}`, (shop, scene) => doneBy(shop, scene, wish, cid), answer);
  }

  /** Sends a command and does not hear how it ends, since the object dies; the client comes back and sends it again. */
  async doesAndDies(wish: Wish, how: 'close' | 'abort'): Promise<void> {
    const cid = `cid-${++this.cids}`;
    const line = await this.lineOf(wish);
    line.send(await this.frameOf(wish, cid));
    await this.dies(how);
    await this.does(wish, cid);
  }

  /** The last command of an author once more, as after a lost ack. */
  async repeats(author: string): Promise<void> {
    const last = this.sent.get(author);
    if (last) await this.does(last.wish, last.cid);
  }

  /** The object loses its memory: asleep with its sockets, or with all of them closed, or in the midst of things. */
  async dies(how: 'hibernate' | 'close' | 'abort'): Promise<void> {
    if (how === 'abort') {
      await abortAllDurableObjects();
      // A stub whose object was aborted stays broken.
      const stub = env.SITE.getByName(this.site.id) as unknown as DurableObjectStub<Site>;
      this.site = new World(this.site.id, stub);
    } else await this.site.evict(how);
    if (how !== 'hibernate') {
      this.visitorLines.fill(null);
      this.agentLines.fill(null);
    }
    await this.site.stub.read();
    this.note(`the object dies: ${how}`, (shop, { agents }) => {
      if (how !== 'hibernate') for (const agent of agents) agent.goes();
      // An answer that was being written is begun anew.
      for (const { id: conversation, turn } of shop.store.openConversations()) {
        if (!shop.ai.run(conversation)) continue;
        shop.ai.hears({ type: 'answer.cancel', conversation });
        shop.ai.hears({ type: 'answer.start', conversation, turn });
      }
      return null;
    });
  }

  /** The alarm rings, needed or not. */
  async rings(): Promise<void> {
    await this.settles();
    if (!(await this.site.ring())) return;
    await this.settles();
    this.note('the alarm', (shop) => {
      do shop.rings();
      while (shop.store.agenda.dueTimers(shop.now, 1).length > 0);
      shop.drains(shop.now);
      return null;
    });
  }

  async agentLeaves(agent: number): Promise<void> {
    const line = this.agentLines[agent];
    if (!line) return;
    this.agentLines[agent] = null;
    line.close();
    const member = memberOf(AGENTS[agent]!);
    await this.until((store, sockets) => {
      const holds = store.conversationsWithPeople().some(({ holder }) => holder?.id === member);
      const missed = store.sql.all(`SELECT 1 FROM timers WHERE kind = 'agent-gone' AND subject = ?`, member).length > 0;
      return sockets(member) === 0 && (!holds || missed);
    });
    this.note(`${AGENTS[agent]} goes`, (_, { agents }) => {
      agents[agent]!.goes();
      return null;
    });
  }

  async visitorLeaves(visitor: number): Promise<void> {
    this.visitorLines[visitor]?.close();
    this.visitorLines[visitor] = null;
  }

  async isCalled(agent: number, name: string): Promise<void> {
    this.names[agent] = name;
    await this.site.stub.renameAgent(memberOf(AGENTS[agent]!), name);
    this.note(`${AGENTS[agent]} is called ${name}`, (_, { agents }) => {
      agents[agent]!.isCalled(name);
      return null;
    });
  }

  /** Waits until the AI has nothing left to say. */
  settles(): Promise<void> {
    return this.until((store) =>
      store.openConversations().every((it) => it.control !== 'bot' || unanswered(store, it.id) === null),
    );
  }

  /** Everybody leaves. */
  end(): void {
    for (const line of [...this.visitorLines, ...this.agentLines]) line?.close();
  }

  /** How the real site stands. */
  state(): Promise<State> {
    return runInDurableObject(this.object, (_, { storage }) => {
      const named = (text: string) => AGENTS.reduce((it, name) => it.replaceAll(memberOf(name), name), text);
      return stateOf(
        new Store(sqlOf(storage)),
        VISITORS.map((_, visitor) => this.ids.get(visitor)),
        named,
      );
    });
  }

  /** The logs, by visitor and in order, as the AI's prompter needs them. */
  logs(): Promise<Entry[][][]> {
    return runInDurableObject(this.object, async (_, { storage }) => {
      const store = new Store(sqlOf(storage));
      const ids = await Promise.all(VISITORS.map((_, visitor) => this.conversationsOf(store, visitor)));
      return ids.map((of) => of.map((id) => store.entriesAfter(id, 0)));
    });
  }

  within<T>(look: (store: Store) => T): Promise<T> {
    return runInDurableObject(this.object, (_, { storage }) => look(new Store(sqlOf(storage))));
  }

  private get object(): DurableObjectStub {
    return this.site.stub as unknown as DurableObjectStub;
  }

  private conversationsOf(store: Store, visitor: number): string[] {
    const id = this.ids.get(visitor);
    return id ? store.conversationsSince(id, 0).reverse() : [];
  }

  /** The visitors' ids, which are hashes. */
  private readonly ids = new Map<number, string>();

  private note(what: string, act: Step['act'], answer: Answer | null = null): void {
    this.steps.push({ what, now: Date.now(), act, answer });
  }

  private async lineOf(wish: Wish): Promise<Line<VisitorUpdate> | Line<AgentUpdate>> {
    if ('visitor' in wish) {
      const { visitor } = wish;
      const line = this.visitorLines[visitor] ?? (await this.site.visitor(VISITORS[visitor]!));
      this.visitorLines[visitor] = line;
      this.ids.set(visitor, (await line.until('visit.welcomed')).visitor);
      return line;
    }
    const { agent } = wish;
    const there = this.agentLines[agent];
    if (there) return there;
    const id = memberOf(AGENTS[agent]!);
    const ticket = await this.site.stub.issueTicket({ id, name: this.names[agent]!, role: 'agent', session: id });
    if (!ticket.ok) throw new Error(ticket.refusal.code);
    const line = await this.site.connect<AgentUpdate>('agent', TICKET_SUBPROTOCOL + ticket.value);
    line.send({ t: 'agent.hello', v: PROTOCOL_VERSION });
    await line.until('agent.welcomed');
    this.agentLines[agent] = line;
    this.note(`${AGENTS[agent]} comes back`, (_, { agents }) => {
      agents[agent]!.comesBack();
      return null;
    });
    return line;
  }

  private async frameOf(wish: Wish, cid: string): Promise<Record<string, unknown>> {
    const before = this.frames.get(cid);
    if (before) return before;
    const frame: Record<string, unknown> = { t: wish.t, cid, ...(wish.t === 'entry.post' && { text: wish.text }) };
    if ('agent' in wish) {
      frame.conversation = await this.within((store) => meant(this.conversationsOf(store, wish.of), wish.before));
    }
    this.frames.set(cid, frame);
    return frame;
  }

  private async until(done: (store: Store, sockets: (tag: string) => number) => boolean): Promise<void> {
    const look = () =>
      runInDurableObject(this.object, (_, state) => {
        const open = (tag: string) => state.getWebSockets(tag).filter((it) => it.readyState === WebSocket.OPEN).length;
        return done(new Store(sqlOf(state.storage)), open);
      });
    for (let tries = 0; !(await look()); tries++) {
      if (tries > 1_000)
        throw new Error(`it never came to it, after: ${this.steps.map(({ what }) => what).join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}

/** Does it all again on the core. Answers with how it stands then; throws where an answer is another one. */
export async function replay(trial: Trial): Promise<State> {
  const logs = await trial.logs();
  const stub = env.SITE.get(env.SITE.newUniqueId()) as unknown as DurableObjectStub;
  return runInDurableObject(stub, (_, { storage }) => {
    const database = { sql: sqlOf(storage), transaction: <T>(work: () => T) => storage.transactionSync(work) };
    const shop = openShop(database);
    shop.drains();
    shop.store.agenda.wanted = [];
    const scene: Scene = {
      meant: new Map(),
      visitors: VISITORS.map((it) => shop.visitor(it)),
      agents: AGENTS.map((it) => shop.agent(it)),
    };
    shop.online.clear();
    for (const [index, step] of trial.steps.entries()) {
      prompt(shop, scene, logs);
      shop.now = step.now;
      const outcome = step.act(shop, scene);
      if (outcome) {
        const place = outcome.ok && (step.what.startsWith('visitor') ? outcome.place.visitorSeq : outcome.place.seq);
        const answer = outcome.ok ? place : `${outcome.refusal.code} ${outcome.refusal.holder ?? ''}`.trim();
        if (answer !== step.answer) {
          const story = trial.steps.slice(0, index + 1).map(({ what }) => what);
          throw new Error(`the site answered ${step.answer}, the core ${answer}, to the last of: ${story.join(', ')}`);
        }
      }
      prompt(shop, scene, logs);
      // What is due at once is told at once.
      if (shop.store.agenda.wanted.some((at) => at <= shop.now)) shop.drains(shop.now);
      shop.store.agenda.wanted = [];
    }
    const ids = scene.visitors.map(({ id }) => id);
    return stateOf(shop.store, ids, (text) => text.replace(/agt_(\w+)_secret/g, '$1'));
  });
}

/** Has the AI say what it is next to say by the real logs, as far as it has been asked. */
function prompt(shop: Shop, { visitors }: Scene, logs: Entry[][][]): void {
  for (const [index, visitor] of visitors.entries()) {
    const ids = shop.store.conversationsSince(visitor.id, 0).reverse();
    for (const [nth, id] of ids.entries()) {
      for (;;) {
        const said = logs[index]?.[nth]?.[shop.log(id).length];
        const next = said?.body;
        const run = shop.ai.run(id);
        if (!run || next?.kind !== 'message' || next.from !== 'bot' || !next.answer || next.re !== run.re) break;
        if (next.cut) {
          if (run.text === '') shop.ai.shows(id, next.text);
          break;
        }
        const { now } = shop;
        shop.now = said!.at;
        shop.ai.answers(id, next.text);
        shop.now = now;
      }
    }
  }
}

function doneBy(shop: Shop, { visitors, agents, meant: known }: Scene, wish: Wish, cid: string): Outcome {
  if ('visitor' in wish) {
    const visitor = visitors[wish.visitor]!;
    switch (wish.t) {
      case 'entry.post':
        return visitor.writes(wish.text, { cid, conversation: undefined });
      case 'person.request':
        return visitor.asksForPerson(cid);
      case 'person.withdraw':
        return visitor.goesBack(cid);
      default:
        return visitor.ends(cid);
    }
  }
  const agent = agents[wish.agent]!;
  const id = known.get(cid) ?? meant(shop.store.conversationsSince(visitors[wish.of]!.id, 0).reverse(), wish.before);
  known.set(cid, id);
  switch (wish.t) {
    case 'entry.post':
      return agent.writes(id, wish.text, cid);
    case 'conversation.take-over':
      return agent.takesOver(id, cid);
    case 'conversation.leave':
      return agent.leaves(id, cid);
    default:
      return agent.ends(id, cid);
  }
}

/** Of somebody's conversations in order the newest or the one before; one that never was where there is none. */
function meant(ids: string[], before: boolean): string {
  return ids.at(before ? -2 : -1) ?? 'cnv_0000000000000000';
}

/** By conversation, the visitors' one after the other and each one's in order. */
function stateOf(store: Store, visitors: (string | undefined)[], named: (text: string) => string): State {
  const ids = visitors.flatMap((visitor) => (visitor ? store.conversationsSince(visitor, 0).reverse() : []));
  const of = (subject: string) => (ids.includes(subject) ? `conversation ${ids.indexOf(subject)}` : named(subject));
  const rows = <Row extends object>(query: string) =>
    JSON.parse(named(JSON.stringify(store.sql.all<Row>(query)))) as Row[];
  return {
    logs: ids.map((id) => JSON.parse(named(JSON.stringify(store.entriesAfter(id, 0).map(shapeOf))))),
    conversations: ids.map((id) => {
      const { control, turn, controlAt, holder, failures, startedAt, closedAt, closedBy } = store.conversation(id)!;
      const who = holder && { ...holder, id: named(holder.id) };
      return { control, turn, controlAt, holder: who, failures, startedAt, closedAt, closedBy };
    }),
    timers: rows<{ kind: string; subject: string }>('SELECT * FROM timers')
      .map((row) => ({ ...row, subject: of(row.subject) }))
      .sort(bySubject),
    // Visits are presence, which the core has no part in; and what is due may not have been told when the object died.
    outbox: rows<{ subject: string; due_at: number }>(
      `SELECT subject, due_at FROM outbox WHERE kind = 'conversation' AND due_at > ${Date.now()}`,
    )
      .map((row) => ({ ...row, subject: of(row.subject) }))
      .sort(bySubject),
  };
}

/** An entry without what differs by nature: ids, the page, and the AI's words. */
function shapeOf({ conversation: _, at, body, ...entry }: Entry): unknown {
  if (body.kind === 'event') return { ...entry, at, body: { ...body, page: undefined } };
  if (body.from !== 'bot') return { ...entry, at, body };
  const { re, cut, answer } = body;
  return { ...entry, at, body: { from: 'bot', re, cut, answer: answer !== undefined } };
}

function bySubject(a: { subject: string }, b: { subject: string }): number {
  return a.subject < b.subject ? -1 : 1;
}
