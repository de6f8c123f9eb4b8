/** The agent's desk for Solid: each field of its state is a signal, and it ends with its owner. */
import { onCleanup } from 'solid-js';
import { CloseCode } from '#protocol/close-code';
import type { Environment } from '../kit/client.ts';
import { attempt } from '../kit/outbox.ts';
import { ApiError, api } from './api.ts';
import { type DeskOptions, startDesk } from './desk.ts';
import type { DeskState } from './desk-state.ts';
import { signalsOf } from './signals.ts';

/** What pages see of the desk. */
export type Desk = Omit<ReturnType<typeof startDesk>, 'state' | 'stop'> & { readonly state: DeskState };

export type DeskSettings = Pick<DeskOptions, 'member' | 'onHeard' | 'onVanished' | 'onOfferEnded' | 'onEnded'> & {
  environment?: Partial<Environment>;
};

/** To be called where `onCleanup` works. */
export function createDesk(site: string, settings: DeskSettings): Desk {
  let put: ((next: DeskState) => void) | undefined;
  const { state, stop, ...desk } = startDesk({
    site,
    server: window.location.origin.replace('http', 'ws'),
    ticket: () => ticket(site),
    storage: attempt(() => window.sessionStorage) ?? null,
    onChange: (next) => put?.(next),
    looked: () => !document.hidden,
    ...settings,
  });
  const signals = signalsOf(state());
  put = signals.put;
  onCleanup(stop);
  // What is still to be sent outlives a reload, but not the tab.
  const unload = (event: BeforeUnloadEvent) => {
    if (signals.view.posts.some((post) => post.state === 'sending')) event.preventDefault();
  };
  window.addEventListener('beforeunload', unload);
  onCleanup(() => window.removeEventListener('beforeunload', unload));
  return { ...desk, state: signals.view };
}

async function ticket(site: string): Promise<string | number> {
  try {
    return (await api.sites.ticket(site)).ticket;
  } catch (error) {
    const code = error instanceof ApiError ? ENDS[error.status] : undefined;
    if (code === undefined) throw error;
    return code;
  }
}

/** What an HTTP refusal of the ticket means for the socket that never was. */
const ENDS: Record<number, number> = {
  401: CloseCode.unauthorized,
  403: CloseCode.forbidden,
  404: CloseCode.unknownSite,
};
