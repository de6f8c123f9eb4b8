/**
 * The visitor's end of the wire: a client whose updates are folded, plus what has been read. Everything that the panel
 * shows is in `state()`; everything it may do is a method here. No user interface, so it runs before the chat is opened.
 */

import type { VisitorEntry } from '#protocol/entry';
import { PROTOCOL_VERSION, SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '#protocol/limits';
import type { RefusalCode } from '#protocol/refusal';
import type { Page } from '#protocol/visit';
import type { VisitorFrame, VisitorUpdate } from '#protocol/visitor-wire';
import { BROWSER, type Environment, startClient } from '../../kit/client.ts';
import { foldVisitor, NO_VISITOR, type VisitorState, type VisitorThread } from '../../kit/fold.ts';
import type { Pending } from '../../kit/outbox.ts';
import type { LinkState } from '../../kit/socket.ts';
import { lastSeq, wanting } from '../../kit/thread.ts';
import { type Memory, PREFIX, visitorToken } from './memory.ts';

export interface ChatState extends VisitorState {
  link: LinkState;
  /** Own messages that are not in the log yet. */
  pending: readonly Pending<VisitorFrame>[];
  open: boolean;
  /** The last seq that was on screen in any tab. */
  read: number;
  /** Why the last wish that is not a message was refused. */
  refusal: { code: RefusalCode; at: number } | null;
  /** The closed conversation that the visitor has put away to start a new one. */
  putAway: string | null;
}

export interface ChatOptions {
  site: string;
  /** Where the site answers: `wss://…`, without a path. */
  server: string;
  /** The host page's origin, as the browser gave it. */
  origin: string;
  page: Page;
  /** Of the page, as a tag. */
  language: string;
  open: boolean;
  /** The panel was open in this tab before. */
  opened: boolean;
  /** Nobody looks at this tab. */
  hidden: () => boolean;
  /** Shared by all tabs. */
  memory: Memory;
  onChange: (state: ChatState) => void;
  environment?: Partial<Environment>;
}

export type Chat = ReturnType<typeof startChat>;

export function startChat(options: ChatOptions) {
  const { site, memory } = options;
  const outboxKey = `${PREFIX}outbox.${site}.`;
  const environment = { ...BROWSER, ...options.environment };
  const { now } = environment;
  let page = options.page;
  let opened = options.opened || options.open;
  /** What happened between hello and welcome: told after that. */
  let late: VisitorFrame[] = [];
  /** When the visit began; told on a reconnect, so that a restart of the server is no new visit. */
  let since: number | undefined;
  let state: ChatState = {
    ...NO_VISITOR,
    link: 'connecting',
    pending: [],
    open: options.open,
    read: 0,
    refusal: null,
    putAway: null,
  };
  /** Read once: a storage that fails later must not make the visitor somebody else. */
  const token = TOKEN_SUBPROTOCOL + visitorToken(memory);
  const {
    link,
    outbox,
    look: ask,
  } = startClient<VisitorFrame, VisitorUpdate, VisitorThread>({
    url: `${options.server}/socket/visitor/${site}`,
    protocols: () => [SUBPROTOCOL, token],
    hello() {
      late = [];
      return {
        t: 'visit.hello',
        v: PROTOCOL_VERSION,
        origin: options.origin,
        page,
        open: opened,
        since,
        ...(options.language && { language: options.language.slice(0, 35) }),
        ...(state.thread && { after: { conversation: state.thread.id, seq: lastSeq(state.thread) } }),
      };
    },
    onUpdates(updates) {
      let next: VisitorState = state;
      for (const update of updates) {
        if (update.t === 'visit.welcomed') since = update.since;
        next = foldVisitor(next, update, now());
      }
      change(next);
    },
    onState(link) {
      change({ link });
      late.splice(0).forEach(tell);
    },
    // Nobody looks at a closed panel: after a restart it lets the open ones go first.
    spreadMs: () => (state.open || state.pending.length ? 2_000 : 15_000),
    storage: memory.area,
    key: outboxKey,
    onPending: (pending) => change({ pending }),
    /** A message that is refused says so itself; any other wish is gone, with a word about why. */
    onAnswer(frame, answer) {
      if (answer.t === 'refused' && frame.t !== 'entry.post') change({ refusal: { code: answer.code, at: now() } });
    },
    threads: () => (state.thread ? [state.thread] : []),
    ask: ({ id, missing }) => ({ t: 'conversation.resume', conversation: id, seq: missing! }),
    askBack: ({ id, from }) => ({ t: 'entry.list', conversation: id, before: from + 1 }),
    lane: () => '',
    ...environment,
  });

  return {
    state: () => state,
    post: (text: string) => void outbox.add({ t: 'entry.post', text, ...going() }),
    /** Somebody reads at the beginning of what is there. */
    readBack() {
      if (!state.thread) return;
      change({ thread: wanting(state.thread) });
      ask();
    },
    retry: outbox.retry,
    discard: outbox.discard,
    wish,
    startNew: () => change({ putAway: state.thread?.id ?? null, refusal: null }),
    /** Whoever calls this sees to it that it isn't called all the time. `text`: what is typed so far, where the look asks for it. */
    typing(on: boolean, text?: string) {
      if (going()) link.send({ t: 'typing.set', on, text });
    },
    view(next: Page) {
      if (next.url === page.url && next.title === page.title) return;
      page = next;
      tell({ t: 'page.view', page });
    },
    open(open: boolean) {
      if (open === state.open) return;
      change({ open });
      if (!open) return;
      if (!opened) tell({ t: 'widget.open' });
      opened = true;
      link.nudge();
    },
    /** The tab came into sight, or another tab has written into the storage, under this key. */
    look(key?: string | null, written?: string | null) {
      // What another tab has sent, or thrown away, is not sent from here too.
      if (!written && key?.startsWith(outboxKey)) outbox.discard(key.slice(outboxKey.length));
      // Marking what is read on another's word would go to and fro between two tabs for ever.
      change({}, !key);
    },
  };

  /** The conversation that is meant: what arrives late must not hit the next one. */
  function going() {
    const { thread } = state;
    return thread && thread.control !== 'closed' ? { conversation: thread.id } : null;
  }

  function tell(frame: VisitorFrame) {
    if (!link.send(frame)) late.push(frame);
  }

  /** A request for a person also begins a chat where none is going on. */
  function wish(t: 'person.request' | 'person.withdraw' | 'conversation.close') {
    // Two clicks are one wish.
    if (state.pending.some(({ frame }) => frame.t === t)) return;
    outbox.add(t === 'person.request' ? { t } : { t, ...going() });
  }

  function change(part: Partial<ChatState>, marks = true) {
    state = { ...state, ...part };
    const { thread } = state;
    if (thread) {
      let read = seqOf(memory.get('read'), thread);
      if (marks && state.open && !options.hidden() && lastSeq(thread) > read) {
        read = lastSeq(thread);
        memory.set('read', `${thread.id}:${read}`);
      }
      state.read = read;
    }
    options.onChange(state);
  }
}

/** What a mark `conversation:seq` says of this thread; 0 where it is about another one. */
export function seqOf(mark: string | null, thread: VisitorThread | null): number {
  const [conversation, seq] = mark?.split(':') ?? [];
  return conversation === thread?.id ? Number(seq) || 0 : 0;
}

type OthersMessage = Exclude<Extract<VisitorEntry, { kind: 'message' }>, { from: 'visitor' }>;

/** Messages by others that have not been on screen. */
export function unreadMessages(state: ChatState) {
  return (state.thread?.entries ?? []).filter(
    (entry): entry is OthersMessage => entry.seq > state.read && entry.kind === 'message' && entry.from !== 'visitor',
  );
}
