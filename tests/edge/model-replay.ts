/**
 * The model's stories over again on the pure core: what was done to the real site is done with `handle` over a second object's database, and the
 * answers must be the same. When the AI says something is its own matter: the core is told the moment the real log has it.
 */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { EndedVisit } from '../../src/core/command.ts';
import type { Outcome } from '../../src/core/engine.ts';
import type { Entry } from '../../src/core/entry.ts';
import { LEAVE_GRACE_MS } from '../../src/site/leaving.ts';
import { sqlOf } from '../../src/site/sql.ts';
import { Agent, openShop, type Shop, type Visitor } from '../core/shop.ts';
import { type State, stateOf } from './model-state.ts';
import {
  AGENTS,
  type AgentWish,
  doneByAgent,
  doneByVisitor,
  type Meaning,
  meaningOf,
  VISITORS,
  type Wish,
} from './model-wish.ts';

/** What a client is answered: the entry's number, or why not. */
export type Answer = number | string;

export interface Step {
  what: string;
  now: number;
  act(scene: Scene): Outcome | null;
  /** What the real site answered; null where nobody heard it. */
  answer: Answer | null;
}

/** What the real site's logs say: by visitor, their conversations in order. */
export interface Said {
  logs: Entry[][][];
  /** All conversations, in the order in which they began. */
  ids: string[];
}

/** Does it all again on the core. Answers with how it stands then; throws where an answer is another one. */
export async function replay(steps: readonly Step[], said: Said, now: number): Promise<State> {
  const stub = env.SITE.get(env.SITE.newUniqueId()) as unknown as DurableObjectStub;
  return runInDurableObject(stub, (_, { storage }) => {
    const database = { sql: sqlOf(storage), transaction: <T>(work: () => T) => storage.transactionSync(work) };
    const shop = openShop(database);
    shop.drains();
    shop.store.agenda.wanted = [];
    // Of two who stand in line since the same moment the smaller id is first: conversations have the ids that they had.
    const [ids, newId] = [[...said.ids], shop.newId.bind(shop)];
    shop.newId = (prefix) => (prefix === 'cnv' && ids.shift()) || newId(prefix);
    const scene = new Scene(shop);
    for (const [index, step] of steps.entries()) {
      prompt(scene, said.logs);
      shop.now = step.now;
      const outcome = step.act(scene);
      if (outcome && step.answer !== null) {
        const place = outcome.ok && (step.what.startsWith('visitor') ? outcome.place.visitorSeq : outcome.place.seq);
        const answer = outcome.ok ? place : `${outcome.refusal.code} ${outcome.refusal.holder ?? ''}`.trim();
        if (answer !== step.answer) {
          const story = steps.slice(0, index + 1).map(({ what }) => what);
          throw new Error(`the site answered ${step.answer}, the core ${answer}, to the last of: ${story.join(', ')}`);
        }
      }
      prompt(scene, said.logs);
      // What is due at once is told at once.
      if (shop.store.agenda.wanted.some((at) => at <= shop.now)) shop.drains(shop.now);
      shop.store.agenda.wanted = [];
    }
    const visitors = scene.visitors.map(({ id }) => id);
    return stateOf(shop.store, visitors, now, (text) => text.replace(/agt_(\w+)_secret/g, '$1'));
  });
}

/** The shop with the people of the story, none of whom is there at first, and what the object's memory knows of them. */
export class Scene {
  readonly visitors: Visitor[];
  readonly agents: Agent[];
  /** What a command is about, by its `cid`. */
  private readonly meant = new Map<string, Meaning>();
  /** When visitors left who may yet come back, by index. */
  private readonly leaving = new Map<number, number>();

  constructor(readonly shop: Shop) {
    this.visitors = VISITORS.map((name) => shop.visitor(name));
    for (const { id } of this.visitors) shop.away.add(id);
    this.agents = AGENTS.map(({ name, role }) => new Agent(shop, name, role));
  }

  /** An agent is about to send a command for the first time. */
  means(wish: AgentWish, cid: string): void {
    const { store } = this.shop;
    const of = store.conversationsSince(this.visitors[wish.of]!.id, 0).reverse();
    this.meant.set(cid, meaningOf(store, wish, of, this.agents[wish.agent]!.id));
  }

  does(wish: Wish, cid: string): Outcome {
    if ('visitor' in wish) return doneByVisitor(this.visitors[wish.visitor]!, wish, cid);
    const [agent, colleague] = [this.agents[wish.agent]!, this.agents[1 - wish.agent]!];
    return doneByAgent(this.shop, agent, colleague, wish, cid, this.meant.get(cid)!);
  }

  visitorComes(index: number): void {
    const visitor = this.visitors[index]!;
    this.leaving.delete(index);
    if (!this.shop.away.delete(visitor.id)) return;
    if (this.shop.store.newestConversation(visitor.id)?.control === 'waiting') visitor.comesBack();
  }

  visitorLeaves(index: number): void {
    this.leaving.set(index, this.shop.now);
  }

  /** The object's memory is gone, and with it who has just left; `sockets`: and those who were connected. */
  forgets(sockets: 'kept' | 'closed'): void {
    const { shop } = this;
    for (const [index, { id }] of this.visitors.entries()) {
      if (sockets === 'closed' || this.leaving.has(index)) shop.away.add(id);
    }
    this.leaving.clear();
    if (sockets === 'closed') for (const agent of this.agents) agent.goes();
    // An answer that was being written is begun anew.
    for (const { id: conversation, turn } of shop.store.openConversations()) {
      if (!shop.ai.run(conversation)) continue;
      shop.ai.hears({ type: 'answer.cancel', conversation });
      shop.ai.hears({ type: 'answer.start', conversation, turn });
    }
  }

  rings(): void {
    const { shop } = this;
    do shop.rings();
    while (shop.store.agenda.dueTimers(shop.now, 1).length > 0);
    const visits: EndedVisit[] = [];
    for (const [index, leftAt] of this.leaving) {
      if (leftAt + LEAVE_GRACE_MS > shop.now) continue;
      this.leaving.delete(index);
      const { id: visitor, ...facts } = this.visitors[index]!.facts();
      shop.away.add(visitor);
      visits.push({ ...facts, id: facts.visit, visitor, startedAt: leftAt, endedAt: leftAt, browser: '', os: '' });
    }
    if (visits.length > 0) shop.does({ t: 'visit.end', visits });
    shop.drains(shop.now);
  }
}

/** Has the AI say what it is next to say by the real logs, as far as it has been asked. */
function prompt({ shop, visitors }: Scene, logs: Entry[][][]): void {
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
