/**
 * Presence, as agents watch it. Changes mark a visitor; marked ones are told together a moment later, to those dashboards that show them. A
 * visitor whose last tab closed is kept for a short grace, so that a page change is no departure.
 * All of it is memory over the sockets' attachments. When it is lost, it is read anew once somebody watches: a slice a turn, so that nothing
 * waits for it however many are online.
 */

import type { EndedVisit } from '#core/command';
import { type Place, placeOf } from '#core/place';
import type { Conversation, Store } from '#core/store';
import { cardOf, endedVisit, type Tab, type Visit, visitOf, visitOfConversation } from '#core/visit';
import type { Role } from '#protocol/member';
import type { VisitCard } from '#protocol/visit';
import type { Heard } from '#protocol/visit-list';
import { AllCards } from './all-cards.ts';
import { attempt } from './attempt.ts';
import { LEAVE_GRACE_MS, Leaving } from './leaving.ts';
import { JOIN_MS } from './sending.ts';
import { Silence } from './silence.ts';
import type { Sockets } from './sockets.ts';
import { VisitIndex } from './visit-index.ts';
import { Windows } from './windows.ts';

/** Visitors read in one turn after the memory was lost: some four milliseconds. */
const SLICE = 200;
/** Attachments read in one turn, when it is found out who there is: about a millisecond. */
const TABS_SLICE = 2_000;
/** A flush that told of so many cards is followed by a longer pause, so that watching never takes more than a tenth of the time. */
const PAUSE_PER_CARD_MS = 0.3;
const PAUSE_MAX_MS = 1_000;

export class Monitor {
  private readonly index = new VisitIndex();
  private readonly windows: Windows;
  private readonly allCards: AllCards;
  private readonly marked = new Set<string>();
  /** Visitors whose place is known, listed or not, while the rest is still being read. */
  private readonly placed = new Set<string>();
  private readonly leaving = new Leaving();
  private flushing: ReturnType<typeof setTimeout> | null = null;
  /** What is still to be read of who is there; null: nothing is being read. */
  private reading: Iterator<void> | null = null;
  /** The index holds everybody whom the Monitor lists. */
  private complete = false;
  private moved = false;
  private anew = false;
  private heardNow: Heard | null = null;
  private pauseMs = JOIN_MS;
  private readonly silence: Silence;

  constructor(
    private readonly store: Store,
    private readonly sockets: Sockets,
    private readonly isAnswering: (conversation: string) => boolean,
  ) {
    this.silence = new Silence(sockets);
    // A card that can't be made is left out; the others are told.
    const card = (visitor: string) => {
      let made: VisitCard | null = null;
      attempt('making a card', () => {
        made = this.card(visitor);
      });
      return made;
    };
    this.windows = new Windows(store, sockets, this.index, card);
    this.allCards = new AllCards(store, sockets, card);
    sockets.beforeJoin = () => {
      if (this.flushing && this.complete && this.pauseMs === JOIN_MS) this.flush();
    };
  }

  /** Something of this visitor's card may have changed. */
  mark(visitor: string): void {
    if (!this.sockets.hasAgents()) return this.forget();
    this.marked.add(visitor);
    this.soon();
  }

  /** Somebody wrote, or began a conversation: a sound is due, whichever lists are shown. */
  heard(what: Heard): void {
    if (!this.sockets.hasAgents()) return;
    this.heardNow = this.heardNow === 'conversation' ? this.heardNow : what;
    this.soon();
  }

  /** What this dashboard watches or views is different now. */
  watches(): void {
    this.soon();
  }

  /** What is masked has changed: every card is read and told anew. */
  tellAnew(): void {
    this.anew = true;
    this.allCards.forget();
    this.windows.forgetCards();
    if (this.sockets.hasAgents()) this.soon();
  }

  /** The visit that a visitor's new tab belongs to: the one that is on, the one they just left, or none. */
  visitOf(visitor: string): Visit | null {
    return visitOf(this.sockets.tabs(visitor)) ?? this.leaving.of(visitor);
  }

  /** A tab opened: the visit goes on. */
  arrived(visitor: string): void {
    this.leaving.remove(visitor);
    this.mark(visitor);
  }

  /** A tab closed. Answers when to come back (epoch ms) if it was the visitor's last, and somebody watches or their visit is kept. */
  left(visit: Visit, now: number): number | null {
    const { visitor } = visit;
    if (this.sockets.tabs(visitor).length > 0) {
      this.mark(visitor);
      return null;
    }
    this.leaving.put(visit, now);
    if (this.sockets.hasAgents() || this.store.peekNewest(visitor)) return now + LEAVE_GRACE_MS;
    this.leaving.forget(now, (gone) => !this.store.peekNewest(gone));
    return null;
  }

  /** When the next of those who left is gone for good, epoch ms; null where nobody is leaving. */
  nextLeave(): number | null {
    return this.leaving.next();
  }

  /** Ends the visits whose grace is over and returns them; `next` is when to look again, or null. */
  sweep(now: number): { ended: EndedVisit[]; next: number | null } {
    const ended = this.leaving.takeOver(now).map(({ visit, leftAt }) => endedVisit(visit, leftAt));
    for (const { visitor } of ended) this.mark(visitor);
    // After a loss of memory nobody knows who left meanwhile: have it told, though who is here may have been read since.
    if (this.sockets.hasAgents() && (!this.complete || this.windows.lackOne())) this.soon();
    return { ended, next: this.leaving.next() };
  }

  /** Finds who went without a word, or was sent away and doesn't answer. Whether there are visits for `sweep` to end. */
  listen(now: number): boolean {
    if (!this.complete) this.readSlice();
    if (!this.complete || !this.silence.isDue(now)) return false;
    let ends = false;
    for (const { visitor, online } of [...this.index.all()]) {
      if (!online || this.leaving.of(visitor)) continue;
      const tabs = this.sockets.tabs(visitor);
      const visit = visitOf(tabs.length > 0 ? tabs : this.sockets.closingTabs(visitor));
      if (!visit || (tabs.length > 0 && !this.silence.closes(visitor, now))) continue;
      const isLast = this.sockets.tabs(visitor).length === 0;
      // They have been silent for longer than the grace, or have none.
      if (isLast) this.leaving.put(visit, now - LEAVE_GRACE_MS);
      else this.mark(visitor);
      ends ||= isLast;
    }
    return ends;
  }

  /** Every card there is, as an agent who just came may see it. Only version 2 is told so much. */
  cards(agent: { id: string; role: Role }): VisitCard[] {
    this.readAll();
    this.flush();
    return this.allCards.cards(() => this.visitors(), agent);
  }

  /** A dashboard came, and has nothing. */
  begins(socket: WebSocket): void {
    this.windows.begin(socket);
    this.show();
  }

  /** Tells dashboards all that they watch, as far as that is known by now; the rest follows. */
  show(): void {
    if (this.complete) return this.flush();
    this.readSlice();
    if (this.complete) return this.flush();
    this.windows.tell({ marked: NOBODY, moved: true, complete: false, anew: false, heard: null });
    this.soon();
  }

  /** Tells these cards to a dashboard that lacks them. */
  tellCards(socket: WebSocket, visits: readonly string[]): void {
    if (this.complete) this.flush();
    this.windows.tellCards(socket, visits);
  }

  private soon(): void {
    this.flushing ??= setTimeout(() => this.flush(), this.complete ? this.pauseMs : 0);
  }

  private flush(): void {
    if (this.flushing) clearTimeout(this.flushing);
    this.flushing = null;
    if (!this.complete) this.readSlice();
    if (!this.complete) return this.soon();
    // A visitor whose rows can't be read keeps nobody else from being told.
    for (const visitor of this.marked) attempt('placing a visitor', () => this.place(visitor));
    const { marked, moved, anew, heardNow: heard } = this;
    this.allCards.tell(marked, () => this.visitors());
    const told = this.windows.tell({ marked, moved, complete: true, anew, heard });
    this.pauseMs = Math.min(Math.max(JOIN_MS, told * PAUSE_PER_CARD_MS), PAUSE_MAX_MS);
    this.marked.clear();
    this.moved = false;
    this.anew = false;
    this.heardNow = null;
  }

  /** Nobody watches: what would have to be kept current isn't kept. */
  private forget(): void {
    if (this.flushing) clearTimeout(this.flushing);
    this.flushing = null;
    this.reading = null;
    this.complete = false;
    this.index.clear();
    this.windows.forgetCards();
    this.marked.clear();
  }

  private readAll(): void {
    while (!this.complete) this.readSlice();
  }

  private readSlice(): void {
    if (!this.reading) {
      this.index.clear();
      this.placed.clear();
      this.reading = this.read();
    }
    if (!this.reading.next().done) return;
    this.reading = null;
    this.placed.clear();
    this.complete = true;
    this.moved = true;
  }

  /** Finds everybody's place, those first whom people have to do with. Each step is a slice. */
  private *read(): Generator<void, void> {
    let count = 0;
    for (const { visitor } of this.store.conversationsWithPeople()) {
      this.place(visitor);
      if (++count % SLICE === 0) yield;
    }
    for (const visitor of this.leaving.visitors()) this.place(visitor);
    const tabs = new Map<string, Tab[]>();
    for (const socket of this.sockets.tagged('visitor')) {
      const tab = this.sockets.tab(socket);
      if (tab) tabs.set(tab.visitor, [...(tabs.get(tab.visitor) ?? []), tab]);
      if (++count % TABS_SLICE === 0) yield;
    }
    for (const [visitor, theirs] of tabs) {
      // Whoever changed meanwhile is marked, and read as they are then.
      if (!this.placed.has(visitor)) this.place(visitor, visitOf(theirs));
      if (++count % SLICE === 0) yield;
    }
  }

  private place(visitor: string, visit = this.visitOf(visitor)): void {
    const newest = this.store.peekNewest(visitor);
    if (this.index.put(visitor, this.placeOf(visit, newest))) this.moved = true;
    if (!this.complete) this.placed.add(visitor);
  }

  private placeOf(visit: Visit | null, newest: Conversation | null): Place | null {
    const shown = shownOf(visit, newest);
    return shown && placeOf(shown.visit, shown.conversation);
  }

  private *visitors(): Iterable<string> {
    for (const { visitor } of this.index.all()) yield visitor;
  }

  /** The visitor's card, or null when the Monitor doesn't list them. Within the grace a visitor counts as present. */
  private card(visitor: string): VisitCard | null {
    const visit = this.visitOf(visitor);
    const newest = this.store.newestConversation(visitor);
    const shown = shownOf(visit, newest);
    if (!shown || !placeOf(shown.visit, shown.conversation)) return null;
    const { conversation } = shown;
    const answering = conversation !== null && this.isAnswering(conversation.id);
    return cardOf(this.store, shown.visit, conversation, answering, (member) =>
      this.sockets.looks(member, conversation!.id),
    );
  }
}

const NOBODY: ReadonlySet<string> = new Set();

/** What is shown of a visitor: the visit that is on, or else as their open conversation remembers it, and the conversation of that visit. */
function shownOf(
  present: Visit | null,
  newest: Conversation | null,
): { visit: Visit; conversation: Conversation | null } | null {
  const open = newest && newest.control !== 'closed' ? newest : null;
  const visit = present ?? (open && visitOfConversation(open));
  return visit && { visit, conversation: newest && (open || newest.startedAt >= visit.since) ? newest : null };
}
