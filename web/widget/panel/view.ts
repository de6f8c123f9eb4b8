/** What the panel's parts are given: the chat, its state as signals, and a clock that ticks while the panel is open. */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { CloseCode } from '#protocol/close-code';
import { TYPING_FADES_MS } from '#protocol/limits';
import type { SiteLook } from '#protocol/site';
import type { VisitorThread } from '../../kit/fold.ts';
import { type Chat, type ChatState, unreadMessages } from '../frame/chat.ts';
import { peopleIn } from './people.ts';
import { rowKey } from './rows.ts';

export interface View {
  chat: Chat;
  state: Accessor<ChatState>;
  look: Accessor<SiteLook | null>;
  /** The conversation on screen: null before the first message, and when a closed one was put away. */
  thread: Accessor<VisitorThread | null>;
  control: Accessor<VisitorThread['control']>;
  /** The chat was switched off, or its site is gone: there is nothing to do here but to read. */
  gone: Accessor<boolean>;
  /** The first message that wasn't read when the panel was opened, as `rowsOf` names it. */
  unread: Accessor<string | undefined>;
  /** Names of the site's people who are in it: whoever has it first. */
  people: Accessor<string[]>;
  /** Somebody writes, and said so lately. */
  typing: Accessor<boolean>;
  /** The time by the second: the server's, and this device's. */
  now: Accessor<number>;
  clientNow: Accessor<number>;
}

export function createView(chat: Chat): { view: View; onChange: (state: ChatState) => void } {
  const [state, setState] = createSignal(chat.state());
  const [unread, setUnread] = createSignal<string>();
  const [clientNow, setClientNow] = createSignal(Date.now());
  const open = createMemo(() => state().open);
  createEffect(() => {
    if (!open()) return;
    setClientNow(Date.now());
    const timer = setInterval(() => setClientNow(Date.now()), 1_000);
    onCleanup(() => clearInterval(timer));
  });
  const thread = createMemo(() => {
    const { thread: newest, putAway } = state();
    return newest && newest.id !== putAway ? newest : null;
  });
  const gone = createMemo(() => {
    const { link, look } = state();
    return !!look?.off || (typeof link === 'object' && link.ended !== CloseCode.upgradeNeeded);
  });
  const view: View = {
    chat,
    state,
    thread,
    unread,
    clientNow,
    look: createMemo(() => state().look),
    gone,
    control: createMemo(() => (gone() ? 'closed' : (thread()?.control ?? 'bot'))),
    people: createMemo(() => peopleIn(thread())),
    typing: createMemo(() => {
      const sign = thread()?.typing;
      return !!sign && clientNow() - sign.at < TYPING_FADES_MS;
    }),
    now: () => clientNow() + state().clockAheadMs,
  };
  const onChange = (next: ChatState) => {
    if (next.open && !state().open) {
      const [first] = unreadMessages(state());
      setUnread(first && rowKey(state().thread, first));
    }
    setState(next);
  };
  return { view, onChange };
}
