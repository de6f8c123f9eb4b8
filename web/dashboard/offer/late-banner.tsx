/** The banner of offers, loaded apart from the page: when something rings, or a while after the page can be used. */
import { type Component, createEffect, createMemo, createSignal, type JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useDesk } from '../desk-context.tsx';
import { tellNotLoaded } from '../not-loaded.ts';
import { whenSettled } from '../when-settled.ts';

export function LateOfferBanner(): JSX.Element {
  const desk = useDesk();
  const [banner, setBanner] = createSignal<Component>();
  const state = () => desk()?.state;
  const rings = () => (state()?.offers.length ?? 0) > 0;
  const missed = () => state()?.agents.get(state()?.member?.id ?? '')?.status === 'rona';
  const wanted = createMemo(() => rings() || missed());

  async function load(): Promise<void> {
    try {
      const { OfferBanner } = await import('./offer-banner.tsx');
      setBanner(() => OfferBanner);
    } catch {
      // Where nothing rings yet, it is tried again when something does.
      if (wanted()) tellNotLoaded();
    }
  }

  createEffect(() => wanted() && void load());
  // What rings later has its place already, where screen readers listen.
  whenSettled(() => void load());

  return <Dynamic component={banner()} />;
}
