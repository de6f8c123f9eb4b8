/**
 * An agent's desk, without any user interface: a client of one site, its updates folded into one state (desk-state.ts), and
 * the commands an agent gives. What always holds: a view is asked again after every reconnect and wherever something is missing; a
 * command is settled exactly once; a message waits in the outbox, survives a reload, and is shown until its entry is there.
 */
import type { AgentFrame, AgentUpdate } from '#protocol/agent-wire';
import type { OfferCard, OfferEnd, WrapUp } from '#protocol/desk';
import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_SUBPROTOCOL, TYPING_EVERY_MS } from '#protocol/limits';
import type { RefusalCode } from '#protocol/refusal';
import type { Heard } from '#protocol/visit-list';
import { BROWSER, type Client, type Environment, startClient } from '../kit/client.ts';
import { type AgentThread, emptyAgentThread } from '../kit/fold.ts';
import type { Draft, OutboxOptions, Pending } from '../kit/outbox.ts';
import { inLog, lastSeq, missed, wanting } from '../kit/thread.ts';
import { type DeskState, EMPTY_DESK, foldDesk, type Post } from './desk-state.ts';
import { mapped, without } from './maps.ts';
import { createWatching } from './watching.ts';

export type Outcome = { ok: true } | { ok: false; code: RefusalCode | 'network.failed'; holder?: string };

export interface DeskOptions {
  site: string;
  /** Where the site answers: `wss://…`, without a path. */
  server: string;
  /** Asked for every connection. A close code instead where there is no point in coming back. */
  ticket: () => Promise<string | number>;
  /** The signed-in member: what one couldn't send is not sent by the next who signs in in this tab. */
  member: string;
  storage: OutboxOptions<AgentFrame>['storage'];
  /** After every change. States are replaced, never changed. */
  onChange: (state: DeskState) => void;
  /** Somebody wrote, or began a conversation, whether or not it is watched. */
  onHeard?: (what: Heard) => void;
  /** An agent is gone for good, and what they had is back in its queues; told to supervisors. */
  onVanished?: (name: string, conversations: number) => void;
  /** What rang here is over; `by`: who has it now. */
  onOfferEnded?: (offer: OfferCard, how: OfferEnd, by: string | undefined) => void;
  onEnded?: (code: number) => void;
  /** Whether somebody can see the dashboard now; without, somebody always can. */
  looked?: () => boolean;
  environment?: Partial<Environment>;
}

export type Desk = ReturnType<typeof startDesk>;

export function startDesk(options: DeskOptions) {
  const environment = { ...BROWSER, ...options.environment };
  const { now, schedule } = environment;
  const viewers = new Map<string, number>();
  const typed = new Map<string, number>();
  const written = new Set<string>();
  /** What the agent looks at. */
  let looking: string | undefined;
  /** Who waits for the outcome of a command. */
  const waiting = new Map<string, (outcome: Outcome) => void>();
  /** Messages that were acknowledged, but whose entry has not come yet. */
  let acked: (Post & { seq: number })[] = [];
  let pending: readonly Pending<AgentFrame>[] = [];
  let unsent: readonly Post[] = [];
  const made = new WeakMap<Pending<AgentFrame>, Post>();
  let state = EMPTY_DESK;
  const watching = createWatching({
    send: (frame) => void client.link.send(frame),
    schedule,
    ringing: () => state.offers.map((offer) => offer.conversation),
    state: () => state,
    onWindows: (windows) => change({ windows }),
    live: () => state.link === 'live',
    looked: options.looked ?? (() => true),
  });
  let client = start();

  return {
    site: options.site,
    state: () => state,
    /** Views a conversation until the returned function is called. */
    view(conversation: string): () => void {
      viewers.set(conversation, (viewers.get(conversation) ?? 0) + 1);
      if (viewers.get(conversation) === 1) look(conversation);
      return once(() => {
        const left = (viewers.get(conversation) ?? 1) - 1;
        if (left > 0) return void viewers.set(conversation, left);
        viewers.delete(conversation);
        typed.delete(conversation);
        change({
          threads: without(state.threads, conversation),
          unviewable: without(state.unviewable, conversation),
        });
        client.unask(conversation);
        client.link.send({ t: 'conversation.unview', conversation });
      });
    },
    /** Somebody reads at the beginning of what is there of a viewed conversation. */
    readBack(conversation: string): void {
      const thread = state.threads.get(conversation);
      const next = thread && wanting(thread);
      if (!next || next === thread) return;
      change({ threads: new Map(state.threads).set(conversation, next) });
      client.look();
    },
    /** What the agent looks at from now on; undefined: nothing. */
    look(conversation: string | undefined): void {
      if (conversation === looking) return;
      looking = conversation;
      client.link.send({ t: 'conversation.look', conversation: conversation ?? null });
    },
    /** Watches visits under a name, in the place of what was watched under it before; null: nothing any more. */
    watch: watching.want,
    /** Asks once more for a view that was refused. */
    review(conversation: string): void {
      change({ unviewable: without(state.unviewable, conversation) });
      look(conversation);
    },
    /** `from`: the agent it is taken from, by a supervisor. */
    takeOver: (conversation: string, from?: string) =>
      command({ t: 'conversation.take-over', conversation, ...(from && { from }) }),
    /** To an agent, who is asked first where somebody has it; or to nobody (null). */
    assign: (conversation: string, agent: string | null) => command({ t: 'conversation.assign', conversation, agent }),
    transfer: (conversation: string, to: { agent: string } | { queue: string }, wrapUp: WrapUp) =>
      command({ t: 'conversation.transfer', conversation, to, wrapUp }),
    invite: (conversation: string, agent: string) => command({ t: 'conference.invite', conversation, agent }),
    leaveConference: (conversation: string) => command({ t: 'conference.leave', conversation }),
    accept: ({ id: offer, conversation }: OfferIn) => command({ t: 'offer.accept', conversation, offer }),
    decline: ({ id: offer, conversation }: OfferIn) => command({ t: 'offer.decline', conversation, offer }),
    /** Takes back what one has asked a colleague. */
    withdraw: ({ id: offer, conversation }: OfferIn) => command({ t: 'offer.withdraw', conversation, offer }),
    setStatus: (available: boolean, reason: string | null = null) => command({ t: 'status.set', available, reason }),
    resetStatus: () => command({ t: 'status.reset' }),
    leave: (conversation: string) => command({ t: 'conversation.leave', conversation }),
    close: (conversation: string, wrapUp: WrapUp) => command({ t: 'conversation.close', conversation, wrapUp }),
    /** Of what was ended by somebody else. */
    wrapUp: (conversation: string, wrapUp: WrapUp) => command({ t: 'conversation.wrap-up', conversation, wrapUp }),
    post(conversation: string, text: string, note = false): void {
      typed.delete(conversation);
      client.outbox.add({ t: note ? 'note.post' : 'entry.post', conversation, text });
    },
    /** Whether a message was written here: in this tab, not on another device of the same agent. */
    wroteHere: (cid: string) => written.has(cid),
    retry: (cid: string) => client.outbox.retry(cid),
    discard: (cid: string) => client.outbox.discard(cid),
    /** Tells the visitor that somebody writes; repeated as often as the protocol wants, whatever the caller does. */
    typing(conversation: string, on: boolean): void {
      const last = typed.get(conversation);
      if (on ? last !== undefined && now() - last < TYPING_EVERY_MS : last === undefined) return;
      if (!client.link.send({ t: 'typing.set', conversation, on })) return;
      if (on) typed.set(conversation, now());
      else typed.delete(conversation);
    },
    reconnect(): void {
      if (typeof state.link !== 'object') return client.link.nudge();
      change({ link: 'connecting' });
      client = start();
    },
    /** Leaves for good. */
    stop() {
      watching.stop();
      client.link.close();
    },
  };

  function start(): Client<AgentFrame> {
    return startClient<AgentFrame, AgentUpdate, AgentThread>({
      url: `${options.server}/socket/agent/${options.site}`,
      async protocols() {
        const ticket = await options.ticket();
        return typeof ticket === 'number' ? ticket : [SUBPROTOCOL, TICKET_SUBPROTOCOL + ticket];
      },
      hello: () => ({ t: 'agent.hello', v: PROTOCOL_VERSION, watch: watching.watched() }),
      curesUnauthorized: true,
      spreadMs: () => 1_000,
      onUpdates: fold,
      onState(link) {
        if (link === 'live') watching.check();
        change({ link, ...(link === 'reconnecting' && { threads: mapped(state.threads, missed) }) });
        if (typeof link === 'object') options.onEnded?.(link.ended);
      },
      storage: options.storage,
      key: `edgewise.outbox.${options.site}.${options.member}.`,
      // Whoever writes into two conversations has two lanes.
      lane: (frame) => ('conversation' in frame ? frame.conversation : ''),
      onPending(items) {
        pending = items;
        for (const { frame } of items) if ('cid' in frame) written.add(frame.cid);
        unsent = pending.flatMap((item) => postOf(item) ?? []);
        change({ posts: posts() });
      },
      onAnswer(frame, answer) {
        if (answer.t === 'refused') {
          const { code, holder } = answer;
          return settle(frame.cid, { ok: false, code, ...(holder !== undefined && { holder }) });
        }
        settle(frame.cid, { ok: true });
        if (frame.t !== 'entry.post' && frame.t !== 'note.post') return;
        const { cid, conversation, text } = frame;
        const note = frame.t === 'note.post';
        acked = awaited([...acked, { cid, conversation, text, note, at: now(), seq: answer.seq, state: 'sent' }]);
      },
      threads: () => [...state.threads.values()],
      askBack: ({ id, from }) => ({ t: 'entry.list', conversation: id, before: from + 1 }),
      ask: ({ id, missing }) => ({ t: 'conversation.view', conversation: id, ...(missing && { seq: missing }) }),
      ...environment,
    });
  }

  function fold(updates: AgentUpdate[]): void {
    const rang = state.offers;
    let next = state;
    for (const update of updates) next = foldDesk(next, update, now(), watching.asked());
    state = next;
    if (state.offers !== rang) watching.tell();
    watching.fetch();
    acked = awaited(acked);
    change({ posts: posts() });
    for (const update of updates) {
      if (update.t === 'agent.welcomed' && looking !== undefined) {
        client.link.send({ t: 'conversation.look', conversation: looking });
      }
      if (update.t === 'visits.shown' && update.heard) options.onHeard?.(update.heard);
      watching.unheard(update);
      if (update.t === 'agent.vanished') options.onVanished?.(update.name, update.conversations);
      if (update.t !== 'offer.ended') continue;
      const offer = rang.find(({ id }) => id === update.offer);
      if (offer) options.onOfferEnded?.(offer, update.how, update.by);
    }
  }

  function posts(): readonly Post[] {
    const next = [...acked, ...unsent];
    const same = next.length === state.posts.length && next.every((post, i) => post === state.posts[i]);
    return same ? state.posts : next;
  }

  /** Acknowledged messages whose entry is still to come; where nobody looks, or may look any more, nobody misses it. */
  function awaited(posts: typeof acked): typeof acked {
    return posts.filter(({ conversation, cid, seq }) => {
      const thread = state.unviewable.has(conversation) ? undefined : state.threads.get(conversation);
      return thread !== undefined && seq > lastSeq(thread) && !inLog(thread, cid);
    });
  }

  function look(conversation: string): void {
    change({ threads: new Map(state.threads).set(conversation, emptyAgentThread(conversation)) });
    client.look();
  }

  function command(draft: Draft<AgentFrame>): Promise<Outcome> {
    // Only messages wait for the connection: anything else may be wrong by then.
    if (state.link !== 'live') return Promise.resolve({ ok: false, code: 'network.failed' });
    return new Promise((resolve) => {
      const cid = client.outbox.add(draft);
      waiting.set(cid, resolve);
      schedule(() => {
        if (!waiting.has(cid)) return;
        const busy = pending.some(({ frame, heldUntil }) => frame.cid === cid && heldUntil);
        client.outbox.discard(cid);
        settle(cid, { ok: false, code: busy ? 'overloaded' : 'network.failed' });
      }, COMMAND_MS);
    });
  }

  function settle(cid: string, outcome: Outcome): void {
    waiting.get(cid)?.(outcome);
    waiting.delete(cid);
  }

  function postOf(item: Pending<AgentFrame>): Post | undefined {
    const { frame, at, failed } = item;
    if (frame.t !== 'entry.post' && frame.t !== 'note.post') return;
    const { cid, conversation, text } = frame;
    const note = frame.t === 'note.post';
    const state = failed ? ({ state: 'failed', code: failed } as const) : ({ state: 'sending' } as const);
    const post = made.get(item) ?? { cid, conversation, text, note, at, ...state };
    made.set(item, post);
    return post;
  }

  function change(part: Partial<DeskState>): void {
    state = { ...state, ...part };
    options.onChange(state);
  }
}

/** A take-over that comes later than this would surprise everybody: then the agent is told, and may ask again. */
const COMMAND_MS = 10_000;

/** What says which offer is meant. */
type OfferIn = Pick<OfferCard, 'id' | 'conversation'>;

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}
