/**
 * An agent's desk: one socket to one site, its updates folded into one store, and the commands an agent gives.
 * What always holds: a view is asked again after every reconnect and wherever something is missing; a command is settled
 * exactly once, by its ack, by its effect seen in the log, or by a refusal; messages wait in the outbox and survive a reload.
 */
import { batch, onCleanup } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { AgentFrame, AgentUpdate } from '#protocol/agent-wire';
import { CloseCode } from '#protocol/close-code';
import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_SUBPROTOCOL, TYPING_EVERY_MS } from '#protocol/limits';
import type { Role } from '#protocol/member';
import type { RefusalCode } from '#protocol/refusal';
import type { VisitCard } from '#protocol/visit';
import { type AgentThread, emptyAgentThread, foldAgent, foldVisits, lastSeq } from '../kit/fold.ts';
import type { Draft } from '../kit/outbox.ts';
import { connect, Ended, type Link, type LinkState } from '../kit/socket.ts';
import { ApiError, api } from './api.ts';
import { createDeskOutbox, type Outcome, type Post } from './desk-outbox.ts';

export interface DeskState {
  link: LinkState;
  /** Null until the first welcome; what is there stays while reconnecting. */
  site: { id: string; name: string; botName: string } | null;
  /** The agent as this site knows them; `id` is what a conversation's holder is compared with. */
  member: { id: string; name: string; role: Role } | null;
  visits: ReadonlyMap<string, VisitCard>;
  /** Conversations that are viewed now. */
  threads: ReadonlyMap<string, AgentThread>;
  /** Views that were refused, and why. */
  unviewable: ReadonlyMap<string, RefusalCode>;
  /** Own messages that are not in the log yet. */
  posts: readonly Post[];
  /** How far the server's clock is ahead of this one. */
  clockAheadMs: number;
}

export interface Desk {
  site: string;
  state: DeskState;
  /** Views a conversation until the returned function is called. */
  view(conversation: string): () => void;
  takeOver(conversation: string): Promise<Outcome>;
  leave(conversation: string): Promise<Outcome>;
  close(conversation: string): Promise<Outcome>;
  post(conversation: string, text: string): void;
  retry(cid: string): void;
  discard(cid: string): void;
  /** Tells the visitor that somebody writes; repeated as often as the protocol wants, whatever the caller does. */
  typing(conversation: string, on: boolean): void;
  reconnect(): void;
}

export interface DeskOptions {
  /** After updates were folded: what was before, and what is now. */
  onVisits?: (before: ReadonlyMap<string, VisitCard>, after: ReadonlyMap<string, VisitCard>) => void;
  onEnded?: (code: number) => void;
  WebSocket?: typeof WebSocket;
  now?: () => number;
}

/** To be called where `onCleanup` works; the socket is closed with its owner. */
export function createDesk(site: string, options: DeskOptions = {}): Desk {
  const now = options.now ?? Date.now;
  const [state, setState] = createStore<DeskState>({
    link: 'connecting',
    site: null,
    member: null,
    visits: new Map(),
    threads: new Map(),
    unviewable: new Map(),
    posts: [],
    clockAheadMs: 0,
  });
  const queue: AgentUpdate[] = [];
  const viewers = new Map<string, number>();
  /** Views under way. */
  const asked = new Set<string>();
  const typed = new Map<string, number>();

  const outbox = createDeskOutbox({
    site,
    send: (frame) => link.send(frame),
    onPosts: (posts) => setState('posts', posts),
    heldSeq: (conversation) => {
      const thread = state.threads.get(conversation);
      return thread === undefined ? Number.POSITIVE_INFINITY : lastSeq(thread);
    },
    now,
  });
  let link: Link<AgentFrame> = open();
  onCleanup(() => link.close());

  return {
    site,
    state,
    view(conversation) {
      viewers.set(conversation, (viewers.get(conversation) ?? 0) + 1);
      if (viewers.get(conversation) === 1) {
        setState('threads', (threads) => new Map(threads).set(conversation, emptyAgentThread(conversation)));
        askView(conversation);
      }
      return once(() => {
        const left = (viewers.get(conversation) ?? 1) - 1;
        if (left > 0) return void viewers.set(conversation, left);
        viewers.delete(conversation);
        typed.delete(conversation);
        setState('threads', (threads) => without(threads, conversation));
        setState('unviewable', (codes) => without(codes, conversation));
        link.send({ t: 'conversation.unview', conversation });
      });
    },
    takeOver: (conversation) => command({ t: 'conversation.take-over', conversation }),
    leave: (conversation) => command({ t: 'conversation.leave', conversation }),
    close: (conversation) => command({ t: 'conversation.close', conversation }),
    post(conversation, text) {
      typed.delete(conversation);
      outbox.post(conversation, text);
    },
    retry: (cid) => outbox.retry(cid),
    discard: (cid) => outbox.discard(cid),
    typing(conversation, on) {
      const last = typed.get(conversation);
      if (on ? last !== undefined && now() - last < TYPING_EVERY_MS : last === undefined) return;
      if (!link.send({ t: 'typing.set', conversation, on })) return;
      if (on) typed.set(conversation, now());
      else typed.delete(conversation);
    },
    reconnect() {
      if (typeof state.link !== 'object') return link.nudge();
      link.close();
      setState('link', 'connecting');
      link = open();
    },
  };

  function open(): Link<AgentFrame> {
    const address = new URL(`/socket/agent/${site}`, window.location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    return connect<AgentFrame, AgentUpdate>({
      url: address.href,
      protocols: async () => [SUBPROTOCOL, TICKET_SUBPROTOCOL + (await ticket(site))],
      hello: () => ({ t: 'agent.hello', v: PROTOCOL_VERSION }),
      curesUnauthorized: true,
      onUpdate: (update) => {
        // Joined updates are folded together: one change of the store for all of them.
        if (queue.push(update) === 1) queueMicrotask(flush);
      },
      onState: (next) => {
        if (next === 'live') asked.clear();
        flush();
        setState('link', next);
        if (typeof next === 'object') options.onEnded?.(next.ended);
        if (next !== 'live') return;
        // What the welcome itself brought into view was asked already.
        for (const conversation of viewers.keys()) if (!asked.has(conversation)) askView(conversation);
        outbox.resend();
      },
      ...(options.WebSocket && { WebSocket: options.WebSocket }),
    });
  }

  function flush(): void {
    const updates = queue.splice(0);
    if (updates.length === 0) return;
    const before = state.visits;
    let visits = before;
    let threads = state.threads;
    const missing = new Set<string>();
    batch(() => {
      for (const update of updates) {
        visits = foldVisits(visits, update);
        for (const [id, thread] of threads) {
          const next = foldAgent(thread, update, now());
          if (next === thread) continue;
          threads = new Map(threads).set(id, next);
          if (next.missing !== null && thread.missing === null) missing.add(id);
        }
        about(update);
      }
      if (visits !== before) setState('visits', visits);
      if (threads !== state.threads) setState('threads', threads);
      outbox.settle(updates);
    });
    // The first list is not news.
    if (visits !== before && !updates.some((update) => update.t === 'agent.welcomed')) {
      options.onVisits?.(before, visits);
    }
    for (const conversation of missing) askView(conversation);
  }

  /** What an update says besides cards and threads. */
  function about(update: AgentUpdate): void {
    switch (update.t) {
      case 'agent.welcomed':
        setState({ site: update.site, member: update.member, clockAheadMs: update.now - now() });
        return;
      case 'site.changed':
        setState('site', update.site);
        return;
      case 'conversation.viewed': {
        asked.delete(update.conversation.id);
        setState('unviewable', (codes) => without(codes, update.conversation.id));
        return;
      }
      case 'ack':
        return outbox.hear(update);
      case 'refused': {
        if (update.cid === undefined) {
          const { conversation } = update;
          if (conversation !== undefined) {
            asked.delete(conversation);
            setState('unviewable', (codes) => new Map(codes).set(conversation, update.code));
          }
          return;
        }
        outbox.hear(update);
        return;
      }
    }
  }

  function command(draft: Draft<AgentFrame>): Promise<Outcome> {
    // Only messages wait for the connection: anything else may be wrong by then.
    if (state.link !== 'live') return Promise.resolve({ ok: false, code: 'network.failed' });
    return outbox.command(draft);
  }

  function askView(conversation: string): void {
    const thread = state.threads.get(conversation);
    const seq = thread === undefined ? 0 : (thread.missing ?? lastSeq(thread));
    const frame: AgentFrame = { t: 'conversation.view', conversation, ...(seq > 0 && { seq }) };
    if (link.send(frame)) asked.add(conversation);
  }
}

async function ticket(site: string): Promise<string> {
  try {
    return (await api.sites.ticket(site)).ticket;
  } catch (error) {
    const code = error instanceof ApiError ? ENDS[error.status] : undefined;
    throw code === undefined ? error : new Ended(code);
  }
}

/** What an HTTP refusal of the ticket means for the socket that never was. */
const ENDS: Record<number, number> = {
  401: CloseCode.unauthorized,
  403: CloseCode.forbidden,
  404: CloseCode.unknownSite,
};

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  const next = new Map(map);
  next.delete(key);
  return next;
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}
