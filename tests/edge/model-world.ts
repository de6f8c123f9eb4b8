/**
 * What happens to a real site: `Trial` acts on the Worker, the object and D1, and writes down what was done, when, and how it was answered, for
 * `replay` to do it once more.
 */
import { abortAllDurableObjects, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import type { AgentUpdate } from '#protocol/agent-wire';
import { PROTOCOL_VERSION, TICKET_SUBPROTOCOL } from '#protocol/limits';
import type { VisitorUpdate } from '#protocol/visitor-wire';
import { Store } from '../../src/core/store.ts';
import { unanswered } from '../../src/core/transcript.ts';
import { Parts } from '../../src/site/parts.ts';
import type { Site } from '../../src/site/site.ts';
import { sqlOf } from '../../src/site/sql.ts';
import type { Answer, Said, Step } from './model-replay.ts';
import { type State, stateOf } from './model-state.ts';
import { AGENTS, type AgentWish, agentFrame, meaningOf, VISITORS, visitorFrame, type Wish } from './model-wish.ts';
import { type Line, memberOf, openSite, signUp, World } from './site-world.ts';

const closed = Parts.prototype.closed;

export class Trial {
  readonly steps: Step[] = [];
  private readonly visitorLines: (Line<VisitorUpdate> | null)[] = VISITORS.map(() => null);
  private readonly agentLines: (Line<AgentUpdate> | null)[] = AGENTS.map(() => null);
  private readonly names: string[] = AGENTS.map(({ name }) => name);
  private readonly sent = new Map<string, { wish: Wish; cid: string }>();
  /** What was sent, by `cid`: a repeat is the very same. */
  private readonly frames = new Map<string, Record<string, unknown>>();
  /** Whose sockets the object has noticed to be gone: visitors and members, by id. */
  private readonly left: string[] = [];
  private cids = 0;

  private constructor(public site: World) {}

  static async begin(): Promise<Trial> {
    const trial = new Trial(await openSite());
    // Heartbeats are answered by the platform, whose clock is not the story's: who is connected has just given a sign of life.
    await runInDurableObject(trial.object, (_, state) => {
      vi.spyOn(Object.getPrototypeOf(state), 'getWebSocketAutoResponseTimestamp').mockImplementation(() => new Date());
    });
    vi.spyOn(Parts.prototype, 'closed').mockImplementation(function (this: Parts, socket) {
      closed.call(this, socket);
      const who = this.sockets.of(socket);
      if (who && this.store.site()?.id === trial.site.id) trial.left.push(who.role === 'agent' ? who.member : who.id);
    });
    return trial;
  }

  /** Sends a command and waits for its answer; under a `cid` used before, if that is wished. */
  async does(wish: Wish, cid = `cid-${++this.cids}`): Promise<void> {
    const author = authorOf(wish);
    const line = await this.lineOf(wish);
    const frame = await this.frameOf(wish, cid);
    this.sent.set(author, { wish, cid });
    const answers = () => (line as Line<VisitorUpdate>).received.filter((it) => 'cid' in it && it.cid === cid);
    const before = answers().length;
    line.send(frame);
    await line.wait(() => answers().length > before);
    const answered = answers().at(-1) as Extract<VisitorUpdate, { t: 'ack' | 'refused' }>;
    const answer = answered.t === 'ack' ? answered.seq : `${answered.code} ${answered.holder ?? ''}`.trim();
    this.note(`${author} ${wish.t} ${cid}`, (scene) => scene.does(wish, cid), answer);
  }

  /**
   * Sends a command and does not hear how it ends, since the object dies; the client comes back and sends it again. The log says whether it
   * was done before that.
   */
  async doesAndDies(wish: Wish, how: 'close' | 'abort'): Promise<void> {
    const cid = `cid-${++this.cids}`;
    const line = await this.lineOf(wish);
    line.send(await this.frameOf(wish, cid));
    await this.ends(how);
    const done = await this.site.rows('SELECT 1 FROM entries WHERE cid = ?', cid);
    if (done.length > 0) this.note(`${authorOf(wish)} ${wish.t} ${cid}, unheard`, (scene) => scene.does(wish, cid));
    this.forgets(how);
    await this.does(wish, cid);
  }

  /** The last command of an author once more, as after a lost ack. */
  async repeats(author: string): Promise<void> {
    const last = this.sent.get(author);
    if (last) await this.does(last.wish, last.cid);
  }

  /** The object loses its memory: asleep with its sockets, or with all of them closed, or in the midst of things. */
  async dies(how: 'hibernate' | 'close' | 'abort'): Promise<void> {
    await this.ends(how);
    this.forgets(how);
  }

  private async ends(how: 'hibernate' | 'close' | 'abort'): Promise<void> {
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
  }

  private forgets(how: 'hibernate' | 'close' | 'abort'): void {
    this.note(`the object dies: ${how}`, (scene) => {
      scene.forgets(how === 'hibernate' ? 'kept' : 'closed');
      return null;
    });
  }

  /** The alarm rings, needed or not. */
  async rings(): Promise<void> {
    await this.settles();
    if (!(await this.site.ring())) return;
    await this.settles();
    this.note('the alarm', (scene) => {
      scene.rings();
      return null;
    });
  }

  /** An agent's line, made if they have none. */
  async agentComes(agent: number): Promise<Line<AgentUpdate>> {
    const there = this.agentLines[agent];
    if (there) return there;
    const { name, role } = AGENTS[agent]!;
    const id = memberOf(name);
    const session = { session: id, sessionEndsAt: Number.MAX_SAFE_INTEGER };
    await signUp(this.site.id, id, name, role, id);
    const ticket = await this.site.stub.issueTicket({ id, name: this.names[agent]!, role, ...session });
    if (!ticket.ok) throw new Error(ticket.refusal.code);
    const line = await this.site.connect<AgentUpdate>('agent', TICKET_SUBPROTOCOL + ticket.value);
    line.send({ t: 'agent.hello', v: PROTOCOL_VERSION });
    await line.until('agent.welcomed');
    this.agentLines[agent] = line;
    this.note(`${name} comes`, ({ agents }) => {
      agents[agent]!.comesBack();
      return null;
    });
    return line;
  }

  async agentLeaves(agent: number): Promise<void> {
    const { name } = AGENTS[agent]!;
    if (!(await this.hangsUp(this.agentLines, agent, memberOf(name)))) return;
    this.note(`${name} goes`, ({ agents }) => {
      agents[agent]!.goes();
      return null;
    });
  }

  async visitorLeaves(visitor: number): Promise<void> {
    if (!(await this.hangsUp(this.visitorLines, visitor, this.ids.get(visitor)!))) return;
    this.note(`${VISITORS[visitor]} goes`, (scene) => {
      scene.visitorLeaves(visitor);
      return null;
    });
  }

  async isCalled(agent: number, name: string): Promise<void> {
    this.names[agent] = name;
    await this.site.stub.renameAgent(memberOf(AGENTS[agent]!.name), name);
    this.note(`${AGENTS[agent]!.name} is called ${name}`, ({ agents }) => {
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
      const named = (text: string) => AGENTS.reduce((it, { name }) => it.replaceAll(memberOf(name), name), text);
      return stateOf(
        new Store(sqlOf(storage)),
        VISITORS.map((_, visitor) => this.ids.get(visitor)),
        Date.now(),
        named,
      );
    });
  }

  /** What the replay needs to know of what was said. */
  said(): Promise<Said> {
    return this.within((store) => {
      const logs = VISITORS.map((_, visitor) => this.conversationsOf(store, visitor)).map((ids) =>
        ids.map((id) => store.entriesAfter(id, 0)),
      );
      const ids = store.sql.all<{ id: string }>('SELECT id FROM conversations ORDER BY started_at').map(({ id }) => id);
      return { logs, ids };
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

  /** Closes somebody's line and waits until the object has noticed; false where they had none. */
  private async hangsUp(lines: (Line<VisitorUpdate> | Line<AgentUpdate> | null)[], index: number, id: string) {
    const line = lines[index];
    if (!line) return false;
    lines[index] = null;
    const times = () => this.left.filter((it) => it === id).length;
    const before = times();
    line.close();
    await this.until(() => times() > before);
    return true;
  }

  private async lineOf(wish: Wish): Promise<Line<VisitorUpdate> | Line<AgentUpdate>> {
    if ('visitor' in wish) {
      const { visitor } = wish;
      const there = this.visitorLines[visitor];
      if (there) return there;
      const line = await this.site.visitor(VISITORS[visitor]!);
      this.visitorLines[visitor] = line;
      this.ids.set(visitor, (await line.until('visit.welcomed')).visitor);
      this.note(`${VISITORS[visitor]} comes`, (scene) => {
        scene.visitorComes(visitor);
        return null;
      });
      return line;
    }
    return this.agentComes(wish.agent);
  }

  private async frameOf(wish: Wish, cid: string): Promise<Record<string, unknown>> {
    const before = this.frames.get(cid);
    if (before) return before;
    const frame = await this.within((store) =>
      'visitor' in wish ? visitorFrame(wish, cid) : this.toFrame(store, wish, cid),
    );
    this.frames.set(cid, frame);
    return frame;
  }

  private toFrame(store: Store, wish: AgentWish, cid: string): Record<string, unknown> {
    const [member, colleague] = [wish.agent, 1 - wish.agent].map((index) => memberOf(AGENTS[index]!.name));
    this.note(`${authorOf(wish)} means ${wish.t}`, (scene) => {
      scene.means(wish, cid);
      return null;
    });
    const meaning = meaningOf(store, wish, this.conversationsOf(store, wish.of), member!);
    return agentFrame(wish, cid, meaning, colleague!, store.desk.queues()[0]!.id);
  }

  private async until(done: (store: Store) => boolean): Promise<void> {
    for (let tries = 0; !(await this.within(done)); tries++) {
      if (tries > 1_000)
        throw new Error(`it never came to it, after: ${this.steps.map(({ what }) => what).join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}

function authorOf(wish: Wish): string {
  return 'visitor' in wish ? `visitor ${wish.visitor}` : `agent ${wish.agent}`;
}
