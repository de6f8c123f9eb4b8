/**
 * The visits that agents' lists hold, in order. A change of one costs little however many there are, and a window of a list costs what it
 * shows. Each agent's own conversations stand before those of others, so a list differs from agent to agent there.
 */
import { comparePlaces, LISTS, type Place, SECTIONS, type Section } from '#core/place';
import { VISIT_LISTS, type VisitCounts, type VisitList, type VisitWindow } from '#protocol/visit-list';
import { Sorted } from './sorted.ts';

export class VisitIndex {
  private readonly places = new Map<string, Place>();
  private readonly visitors = new Map<string, string>();
  private readonly sections = new Map<Section, Sorted<Place>>(
    SECTIONS.map((section) => [section, new Sorted(comparePlaces)]),
  );
  /** By member, the visitors whose conversation they have, or write in as guests. */
  private readonly ofMember = new Map<string, Set<string>>();
  private online = 0;

  /** By visitor. */
  get(visitor: string): Place | undefined {
    return this.places.get(visitor);
  }

  /** Whose visit it is, while a list holds it. */
  visitorOf(visit: string): string | undefined {
    return this.visitors.get(visit);
  }

  /** Puts the visitor where they stand now; null: nowhere. Whether anything of that has changed. */
  put(visitor: string, next: Place | null): boolean {
    const before = this.places.get(visitor);
    if (before ? next && isSame(before, next) : !next) return false;
    if (before) this.drop(before);
    if (next) this.insert(next);
    return true;
  }

  /** Those that this member has, or writes in. */
  own(member: string): readonly string[] {
    return [...(this.ofMember.get(member) ?? [])];
  }

  /** The visits in the window, as `member` has them. */
  slice({ list, from, to }: VisitWindow, member: string): Place[] {
    const found: Place[] = [];
    let skip = from;
    for (const part of this.parts(list, member)) {
      if (found.length >= to - from) break;
      if (skip >= part.size) skip -= part.size;
      else {
        for (const place of part.from(skip)) if (found.push(place) >= to - from) break;
        skip = 0;
      }
    }
    return found;
  }

  counts(): VisitCounts {
    const sizes = VISIT_LISTS.map((list) => [
      list,
      LISTS[list].reduce((sum, section) => sum + this.sections.get(section)!.size, 0),
    ]);
    return { ...Object.fromEntries(sizes), online: this.online } as VisitCounts;
  }

  all(): IterableIterator<Place> {
    return this.places.values();
  }

  clear(): void {
    for (const section of this.sections.values()) section.clear();
    this.places.clear();
    this.visitors.clear();
    this.ofMember.clear();
    this.online = 0;
  }

  private parts(list: VisitList, member: string): Part[] {
    return LISTS[list].flatMap((section): Part[] => {
      const all = this.sections.get(section)!;
      if (section !== 'agent') return [all];
      const own = this.own(member)
        .map((visitor) => this.places.get(visitor)!)
        .filter((place) => place.section === 'agent' && place.holder === member)
        .sort(comparePlaces);
      if (own.length === 0) return [all];
      return [{ size: own.length, from: (place) => own.slice(place) }, without(all, own)];
    });
  }

  private insert(place: Place): void {
    this.places.set(place.visitor, place);
    this.visitors.set(place.id, place.visitor);
    this.sections.get(place.section)!.add(place);
    if (place.online) this.online++;
    for (const member of membersOf(place)) {
      const theirs = this.ofMember.get(member) ?? new Set();
      this.ofMember.set(member, theirs.add(place.visitor));
    }
  }

  private drop(place: Place): void {
    this.places.delete(place.visitor);
    this.visitors.delete(place.id);
    this.sections.get(place.section)!.remove(place);
    if (place.online) this.online--;
    for (const member of membersOf(place)) {
      const theirs = this.ofMember.get(member);
      theirs?.delete(place.visitor);
      if (theirs?.size === 0) this.ofMember.delete(member);
    }
  }
}

/** A stretch of a list. */
interface Part {
  size: number;
  from(place: number): Iterable<Place>;
}

/** The section without an agent's own, which are few. */
function without(all: Sorted<Place>, own: readonly Place[]): Part {
  const ranks = own.map((place) => all.rank(place)).sort((a, b) => a - b);
  return {
    size: all.size - own.length,
    *from(place) {
      let start = place;
      for (const rank of ranks) if (rank <= start) start++;
      for (const each of all.from(start)) if (!own.includes(each)) yield each;
    },
  };
}

function membersOf({ holder, guests }: Place): readonly string[] {
  return holder === null ? guests : [holder, ...guests];
}

function isSame(a: Place, b: Place): boolean {
  return (
    comparePlaces(a, b) === 0 && a.section === b.section && a.holder === b.holder && a.guests.join() === b.guests.join()
  );
}
