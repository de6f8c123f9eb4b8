/** The banner of offers, loaded apart from the page: when something rings, or a while after the page can be used. */
import { createMemo, createSignal, type JSX, lazy, onCleanup, Show, Suspense } from 'solid-js';
import { useDesk } from '../desk-context.tsx';

const OfferBanner = lazy(() => import('./offer-banner.tsx').then((file) => ({ default: file.OfferBanner })));

/** The page itself is there by then. What rings later has its place already, where screen readers listen. */
const READY_AFTER_MS = 5_000;

export function LateOfferBanner(): JSX.Element {
  const desk = useDesk();
  const [ready, setReady] = createSignal(false);
  const state = () => desk()?.state;
  const rings = () => (state()?.offers.length ?? 0) > 0;
  const missed = () => state()?.agents.get(state()?.member?.id ?? '')?.status === 'rona';
  const wanted = createMemo<boolean>((before) => before || ready() || rings() || missed(), false);

  const timer = setTimeout(() => {
    // Where that fails, it is tried again when something rings.
    OfferBanner.preload().then(
      () => setReady(true),
      () => {},
    );
  }, READY_AFTER_MS);
  onCleanup(() => clearTimeout(timer));

  return (
    <Suspense>
      <Show when={wanted()}>
        <OfferBanner />
      </Show>
    </Suspense>
  );
}
