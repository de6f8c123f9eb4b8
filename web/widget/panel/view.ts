/** What the panel's parts are given: the chat, its state as signals, and a clock that ticks while the panel is open. */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { TYPING_FADES_MS } from '#protocol/limits';
import type { SiteLook } from '#protocol/site';
import type { VisitorThread } from '../../kit/fold.ts';
import type { Chat, ChatState } from '../frame/chat.ts';

export interface View {
  chat: Chat;
  state: Accessor<ChatState>;
  look: Accessor<SiteLook | null>;
  /** The conversation on screen: null before the first message, and when a closed one was put away. */
  thread: Accessor<VisitorThread | null>;
  control: Accessor<VisitorThread['control']>;
  /** Somebody writes, and said so lately. */
  typing: Accessor<boolean>;
  /** The time by the second: the server's, and this device's. */
  now: Accessor<number>;
  clientNow: Accessor<number>;
}

export function createView(chat: Chat): { view: View; onChange: (state: ChatState) => void } {
  const [state, setState] = createSignal(chat.state());
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
  const view: View = {
    chat,
    state,
    thread,
    clientNow,
    look: createMemo(() => state().look),
    control: createMemo(() => thread()?.control ?? 'bot'),
    typing: createMemo(() => {
      const sign = thread()?.typing;
      return !!sign && clientNow() - sign.at < TYPING_FADES_MS;
    }),
    now: () => clientNow() + state().clockAheadMs,
  };
  return { view, onChange: setState };
}
