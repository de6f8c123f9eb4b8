/** Where one was in the Inbox of each site, as the query of its address: the rail leads back there. For as long as the tab is open. */
import { createSignal } from 'solid-js';

const [places, setPlaces] = createSignal<ReadonlyMap<string, string>>(new Map());

export function inboxPlace(site: string): string {
  return places().get(site) ?? '';
}

export function keepInboxPlace(site: string, query: string): void {
  setPlaces((known) => (known.get(site) === query ? known : new Map(known).set(site, query)));
}
