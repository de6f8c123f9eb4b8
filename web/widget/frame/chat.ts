/**
 * The visitor's end of the wire: link, outbox and fold put together, plus what has been read. Everything that the panel
 * shows is in `state()`; everything it may do is a method here. No user interface, so it runs before the chat is opened.
 */
import { PROTOCOL_VERSION, SUBPROTOCOL, TOKEN_SUBPROTOCOL, TYPING_EVERY_MS } from '#protocol/limits';
import type { RefusalCode } from '#protocol/refusal';
import type { Page } from '#protocol/visit';
import type { VisitorFrame, VisitorUpdate } from '#protocol/visitor-wire';
import type { Refused } from '#protocol/wire';
import { foldVisitor, inLog, lastSeq, NO_VISITOR, type VisitorState } from '../../kit/fold.ts';
import { createOutbox, type Pending } from '../../kit/outbox.ts';
import { connect, type LinkOptions, type LinkState, scheduleByTimeout } from '../../kit/socket.ts';
import { type Memory, PREFIX, visitorToken } from './memory.ts';

export interface ChatState extends VisitorState {
  link: LinkState;
  /** Own messages that are not in the log yet. */
  pending: readonly Pending<VisitorFrame>[];
  open: boolean;
  /** The last seq that was on screen in any tab. */
  read: number;
  /** Why the last request that is not a message was refused. */
  refusal: { code: RefusalCode; at: number } | null;
  /** The closed conversation that the visitor has put away to start a new one. */
  putAway: string | null;
}

export interface ChatOptions {
  site: string;
  /** The host page's origin, as the browser gave it. */
  origin: string;
  page: Page;
  open: boolean;
  /** The panel was open in this tab before. */
  opened: boolean;
  /** Shared by all tabs. */
  memory: Memory;
  onChange: (state: ChatState) => void;
  link?: Partial<LinkOptions<VisitorFrame, VisitorUpdate>>;
}

export type Chat = ReturnType<typeof startChat>;

export function startChat(options: ChatOptions) {
  const { site, memory } = options;
  const readKey = `read.${site}`;
  const now = options.link?.now ?? Date.now;
  const schedule = options.link?.schedule ?? scheduleByTimeout;
  let page = options.page;
  let opened = options.opened || options.open;
  let typingAt = 0;
  /** When the visit began; told on a reconnect, so that a restart of the server is no new visit. */
  let since: number | null = null;
  let asked: number | null = null;
  let state: ChatState = {
    ...NO_VISITOR,
    link: 'connecting',
    pending: [],
    open: options.open,
    read: 0,
    refusal: null,
    putAway: null,
  };
  const outbox = createOutbox<VisitorFrame>({
    send: (frame) => link.send(frame),
    onChange: (pending) => change({ pending }),
    storage: memory.area,
    key: `${PREFIX}outbox.${site}.`,
    // A wish for a person is of the moment; a message is kept for days.
    keeps: (frame) => frame.t === 'entry.post',
    schedule,
    now,
  });
  const link = connect<VisitorFrame, VisitorUpdate>({
    url: `${location.origin.replace('http', 'ws')}/socket/visitor/${site}`,
    protocols: () => [SUBPROTOCOL, TOKEN_SUBPROTOCOL + visitorToken(memory, site)],
    hello: () => ({
      t: 'visit.hello',
      v: PROTOCOL_VERSION,
      origin: options.origin,
      page,
      open: opened,
      ...(since !== null && { since }),
      ...(state.thread && { after: { conversation: state.thread.id, seq: lastSeq(state.thread) } }),
    }),
    onUpdate: hear,
    onState(linkState) {
      change({ link: linkState });
      if (linkState === 'live') outbox.resend();
    },
    // Nobody looks at a closed panel: after a restart it lets the open ones go first.
    spreadMs: () => (state.open || state.pending.length ? 1_000 : 8_000),
    ...options.link,
  });
  addEventListener('storage', (event) => event.key === PREFIX + readKey && change({}));
  document.addEventListener('visibilitychange', () => change({}));

  return {
    state: () => state,
    post,
    retry: outbox.retry,
    /** Also begins a chat where none is going on. */
    requestPerson: () => ask('person.request'),
    withdraw: () => ask('person.withdraw'),
    end: () => ask('conversation.close'),
    startNew: () => change({ putAway: state.thread?.id ?? null, refusal: null }),
    /** Repeated while the visitor writes, told once when that ends. */
    typing(on: boolean) {
      if (!going() || (on ? now() - typingAt < TYPING_EVERY_MS : !typingAt)) return;
      typingAt = on ? now() : 0;
      link.send({ t: 'typing.set', on });
    },
    view(next: Page) {
      if (next.url === page.url && next.title === page.title) return;
      page = next;
      link.send({ t: 'page.view', page });
    },
    open(open: boolean) {
      if (open === state.open) return;
      change({ open });
      if (!open) return;
      if (!opened) link.send({ t: 'widget.open' });
      opened = true;
      link.nudge();
    },
  };

  function going() {
    return state.thread && state.thread.control !== 'closed' ? state.thread.id : null;
  }

  /** Posts a message; blank ones are not sent. */
  function post(text: string) {
    if (!text.trim()) return;
    const conversation = going();
    outbox.add({ t: 'entry.post', text, ...(conversation && { conversation }) });
    typingAt = 0;
  }

  function ask(t: 'person.request' | 'person.withdraw' | 'conversation.close') {
    // Two clicks are one wish.
    if (!state.pending.some(({ frame }) => frame.t === t)) outbox.add({ t });
  }

  function hear(update: VisitorUpdate) {
    if (update.t === 'ack') outbox.hear(update);
    else if (update.t === 'refused') refused(update);
    else {
      if (update.t === 'visit.welcomed') since = update.since;
      change(foldVisitor(state, update, now()));
      reconcile();
    }
  }

  /** A message that is refused says so itself; any other wish is dropped, with a word about why. */
  function refused(update: Refused) {
    const item = state.pending.find(({ frame }) => frame.cid === update.cid);
    outbox.hear(update);
    if (!item || item.frame.t === 'entry.post') return;
    change({ refusal: { code: update.code, at: now() } });
    if (state.pending.some(({ frame, failed }) => failed && frame.cid === update.cid)) outbox.discard(item.frame.cid);
  }

  /** What stands in the log needs no ack any more; what is missing from it is asked for, once. */
  function reconcile() {
    const { thread } = state;
    if (!thread) return;
    for (const { frame } of state.pending) if (inLog(thread, frame.cid)) outbox.settle(frame.cid);
    if (thread.missing !== null && thread.missing !== asked) {
      link.send({ t: 'conversation.resume', conversation: thread.id, seq: thread.missing });
    }
    asked = thread.missing;
  }

  function change(part: Partial<ChatState>) {
    state = { ...state, ...part };
    const { thread } = state;
    if (thread) {
      const held = memory.get(readKey)?.split(':') ?? [];
      let read = held[0] === thread.id ? Number(held[1]) || 0 : 0;
      if (state.open && !document.hidden && lastSeq(thread) > read) {
        read = lastSeq(thread);
        memory.set(readKey, `${thread.id}:${read}`);
      }
      state.read = read;
    }
    options.onChange(state);
  }
}

/** Messages by others that have not been on screen. */
export function unreadMessages(state: ChatState) {
  return (state.thread?.entries ?? []).filter(
    (entry) => entry.seq > state.read && entry.kind === 'message' && entry.from !== 'visitor',
  );
}
