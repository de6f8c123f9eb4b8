/** The desk of the current site, for every page: the rail counts who waits, the sound rings, the Monitor shows it. */
import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  onCleanup,
  untrack,
  useContext,
} from 'solid-js';
import { CloseCode } from '#protocol/close-code';
import type { Environment } from '../kit/client.ts';
import { claimSound, playTone, soundBlocked, unlockSound } from '../kit/sound.ts';
import { toast } from '../kit/ui/toast.tsx';
import { createDesk, type Desk, type DeskSettings } from './desk-store.ts';
import { ringOffers } from './offer/ring-offers.ts';
import { tellOfferEnd } from './offer/tell-end.ts';
import { useMe } from './session.tsx';
import { t } from './words.ts';

const Context = createContext<Accessor<Desk | null>>();

export function DeskProvider(props: {
  /** The site whose desk it is; none while the member has none. */
  site: string | undefined;
  /** The connection ended for a reason that may be news about the member. */
  onEnded: (code: number) => void;
  children: JSX.Element;
  environment?: Partial<Environment>;
}): JSX.Element {
  const me = useMe();
  onCleanup(unlockSound());

  const desk = createMemo<Desk | null>(() => {
    const { site } = props;
    if (site === undefined) return null;
    const plays = createPlayer(site);
    // Only the site makes a new desk, whatever a desk reads while it is set up.
    const settings: DeskSettings = {
      ...untrack(() => ({ member: me().id, environment: props.environment ?? {} })),
      onHeard: (what) => {
        const { sound } = me();
        const wanted = sound === 'every-message' || (sound !== 'none' && what === 'conversation');
        if (wanted && plays()) void playTone(what);
      },
      onOfferEnded: tellOfferEnd,
      onVanished: (name, conversations) => toast({ text: t('desk.vanished', name, conversations) }),
      onEnded: (code) => {
        if (code === CloseCode.unauthorized || code === CloseCode.forbidden || code === CloseCode.unknownSite) {
          props.onEnded(code);
        }
      },
    };
    const opened: Desk = untrack(() => createDesk(site, settings));
    ringOffers({
      ringing: () => opened.state.offers[0]?.id,
      silent: () => me().sound === 'none',
      play: () => plays() && void playTone('offer'),
    });
    return opened;
  });

  return <Context.Provider value={desk}>{props.children}</Context.Provider>;
}

/** The current site's desk, or null where there is no site. */
export function useDesk(): Accessor<Desk | null> {
  const desk = useContext(Context);
  if (desk === undefined) throw new Error('useDesk outside of DeskProvider');
  return desk;
}

/** Whether of all tabs with this site this is the one that plays. */
function createPlayer(site: string): () => boolean {
  let mine = () => false;
  // A page that the browser keeps after it was left would keep the right to play as well.
  const [left, setLeft] = createSignal(false);
  const leave = () => setLeft(true);
  const comeBack = () => setLeft(false);
  addEventListener('pagehide', leave);
  addEventListener('pageshow', comeBack);
  onCleanup(() => {
    removeEventListener('pagehide', leave);
    removeEventListener('pageshow', comeBack);
  });
  createEffect(() => {
    if (soundBlocked() || left()) return;
    const sound = claimSound(site);
    mine = sound.mine;
    onCleanup(sound.release);
  });
  return () => mine();
}

/** How many want a person: who wait for one, and to whom nobody came. */
export interface Attention {
  waiting: number;
  nobody: number;
}

export function useAttention(): Accessor<Attention> {
  const desk = useDesk();
  return () => {
    const state = desk()?.state;
    return { waiting: state?.counts?.waiting ?? 0, nobody: state?.nobody.count ?? 0 };
  };
}

/** Shows the number of waiting ones where a closed eye still sees it: on the tab's icon and on the app's. What rings counts too. */
export function useWaitingBadge(): void {
  const desk = useDesk();
  const attention = useAttention();
  createEffect(() => {
    const { waiting, nobody } = attention();
    const count = Math.max(waiting, desk()?.state.offers.length ?? 0) + nobody;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon) icon.href = count > 0 ? '/favicon-waiting.svg' : '/favicon.svg';
    const badge = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
    // Not installed as an app, or not allowed: the tab's icon says it too.
    badge?.catch(() => {});
  });
}
