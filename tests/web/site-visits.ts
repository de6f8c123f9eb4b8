/** The visits of a scripted site, and what a dashboard that watches some of them is told: in the order that the real site has them. */
import { comparePlaces, LISTS, type Place, SECTIONS } from '../../src/core/place.ts';
import type { VisitCard } from '../../src/protocol/visit.ts';
import type { VisitCounts, VisitList, VisitsShown, Watch } from '../../src/protocol/visit-list.ts';

export class SiteVisits {
  readonly cards = new Map<string, VisitCard>();
  /** What the dashboard watches. */
  watch: Watch = { windows: [], cards: [] };

  /** Puts a change in, and words it. What stands in a window is told whole each time. */
  shows(change: Omit<VisitsShown, 't' | 'counts' | 'windows'> = {}): VisitsShown {
    for (const card of change.added ?? []) this.cards.set(card.id, card);
    for (const patch of change.changed ?? []) this.cards.set(patch.id, { ...this.cards.get(patch.id)!, ...patch });
    for (const id of change.left ?? []) this.cards.delete(id);
    const windows = this.watch.windows.map(({ list, from, to }) => ({
      list,
      from,
      ids: this.ids(list).slice(from, to),
    }));
    return { t: 'visits.shown', counts: this.counts(), windows, ...change };
  }

  private ids(list: VisitList): string[] {
    const places = [...this.cards.values()].map(placeOf).filter(({ section }) => LISTS[list].includes(section));
    const rank = ({ section }: Place) => SECTIONS.indexOf(section);
    return places.sort((a, b) => rank(a) - rank(b) || comparePlaces(a, b)).map(({ id }) => id);
  }

  private counts(): VisitCounts {
    const counts = Object.keys(LISTS).map((list) => [list, this.ids(list as VisitList).length]);
    const online = [...this.cards.values()].filter((card) => card.online).length;
    return { ...Object.fromEntries(counts), online } as VisitCounts;
  }
}

function placeOf({ id, visitor, online, since, conversation }: VisitCard): Place {
  const rest = { id, visitor, online, conversation: conversation?.id ?? null, holder: null, guests: [] };
  if (!conversation) return { ...rest, section: 'none', at: -since };
  const { control, controlAt, startedAt, failed } = conversation;
  if (control === 'bot') return { ...rest, section: failed ? 'rescue' : 'bot', at: failed ? controlAt : -startedAt };
  return { ...rest, section: control, at: control === 'closed' ? -controlAt : controlAt };
}
