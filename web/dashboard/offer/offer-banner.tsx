/**
 * D1, I2: what rings at this agent, over the top of every page; and after a missed one, the way back to being offered more.
 * It covers the header, moves nothing and takes no focus; `A` accepts. While a dialog is open it is in that dialog's reach.
 */
import { createEffect, createSignal, type JSX, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js';
import { Portal } from 'solid-js/web';
import type { OfferCard } from '#protocol/desk';
import { topDialog } from '../../kit/ui/modal.ts';
import { useDesk } from '../desk-context.tsx';
import type { Desk } from '../desk-store.ts';
import { isLeftAlone, keyOf, pressedAlone } from '../page-keys.ts';
import { visitorName } from '../visitor.ts';
import { t } from '../words.ts';
import { MissedNotice } from './missed-notice.tsx';
import styles from './offer-banner.module.css';
import { OfferRing } from './offer-ring.tsx';
import { useTitleMark } from './title-mark.ts';

export function OfferBanner(): JSX.Element {
  const desk = useDesk();
  return (
    <Show when={desk()} keyed>
      {(opened) => <Banner desk={opened} />}
    </Show>
  );
}

function Banner(props: { desk: Desk }): JSX.Element {
  const { desk } = props;
  const [home, setHome] = createSignal<HTMLElement>();
  /** The oldest: an agent has at most one from queues, but a colleague may ask as well. */
  const first = () => desk.state.offers[0];
  const missed = () => desk.state.agents.get(desk.state.member?.id ?? '')?.status === 'rona';
  const [hidden, setHidden] = createSignal(false);
  createEffect(on(missed, () => setHidden(false)));
  useTitleMark(() => {
    const offer = first();
    return offer && t('offer.title', nameOf(offer));
  });
  useAcceptKey();

  return (
    <div ref={setHome} class={styles.home}>
      <Show when={topDialog() ?? home()}>
        {(place) => (
          <Portal mount={place()}>
            <p class={styles.said} aria-live="assertive">
              <Show when={first()?.id} keyed>
                {announce(first()!)}
              </Show>
            </p>
            <Switch>
              <Match when={first()?.id} keyed>
                <OfferRing desk={desk} offer={first()!} more={desk.state.offers.length - 1} />
              </Match>
              <Match when={missed() && !hidden()}>
                <MissedNotice desk={desk} onHide={() => setHidden(true)} />
              </Match>
            </Switch>
          </Portal>
        )}
      </Show>
    </div>
  );
}

/** Where nobody writes and no dialog is open. Before any page's keys. */
function useAcceptKey(): void {
  const press = (event: KeyboardEvent) => {
    if (keyOf(event) !== 'a' || isLeftAlone(event)) return;
    const accept = () => document.querySelector<HTMLButtonElement>('button[aria-keyshortcuts="A"]');
    if (accept() === null) return;
    event.preventDefault();
    event.stopPropagation();
    pressedAlone(event, () => accept()?.click());
  };
  onMount(() => document.addEventListener('keydown', press, true));
  onCleanup(() => document.removeEventListener('keydown', press, true));
}

function nameOf({ visitor }: OfferCard): string {
  return visitorName({ visitor: visitor.id, name: visitor.name });
}

function announce(offer: OfferCard): string {
  const visitor = nameOf(offer);
  if (offer.kind !== 'queue') return t(`offer.announced.${offer.kind}`, visitor, offer.from?.name ?? '');
  if (offer.queue === null) return t('offer.announced.waiting', visitor);
  return t('offer.announced.queue', visitor, offer.queue.name);
}
