/**
 * Presence, as agents watch it. Changes mark a visitor; marked ones are sent together a moment later, as patches of the card that was
 * sent last. A visitor whose last tab closed is kept for a short grace, so that a page change is no departure.
 * All of it is memory over the sockets' attachments: when it is lost, cards are sent whole and departures by a list of those present.
 */

import { maySee } from '#core/access';
import type { EndedVisit } from '#core/command';
import { cardFor } from '#core/project';
import type { Conversation, Store } from '#core/store';
import { cardOf, endedVisit, isListed, type Visit, visitOf, visitOfConversation } from '#core/visit';
import type { AgentUpdate } from '#protocol/agent-wire';
import type { Role } from '#protocol/member';
import type { VisitCard, VisitPatch } from '#protocol/visit';
import { JOIN_MS } from './sending.ts';
import type { AgentSocket, AudienceUpdate, Sockets } from './sockets.ts';

/**
 * How long a visitor may be without a tab and still be the same visit. Shorter than the ten seconds after which an idle object sleeps,
 * so that in the everyday case the departure is told from memory.
 */
export const LEAVE_GRACE_MS = 8_000;
/** A flush that told of so many cards is followed by a longer pause, so that watching never takes more than a tenth of the time. */
const PAUSE_PER_CARD_MS = 0.3;
const PAUSE_MAX_MS = 1_000;

export class Monitor {
  private readonly marked = new Set<string>();
  /** The card that agents hold of each visitor. */
  private readonly sent = new Map<string, VisitCard>();
  private readonly leaving = new Map<string, { visit: Visit; leftAt: number }>();
  private flushing: ReturnType<typeof setTimeout> | null = null;
  /** False until `sent` is known to hold what agents hold. */
  private primed = false;
  private pauseMs = JOIN_MS;

  constructor(
    private readonly store: Store,
    private readonly sockets: Sockets,
    private readonly isAnswering: (conversation: string) => boolean,
  ) {
    sockets.beforeJoin = () => {
      if (this.flushing && this.pauseMs === JOIN_MS) this.flush();
    };
  }

  /** Something of this visitor's card may have changed. */
  mark(visitor: string): void {
    if (!this.sockets.hasAgents()) {
      this.primed = false;
      return;
    }
    this.marked.add(visitor);
    this.flushing ??= setTimeout(() => this.flush(), this.pauseMs);
  }

  /** What is masked has changed: every card is read and told anew. */
  tellAnew(): void {
    this.prime();
    for (const visitor of this.sent.keys()) this.mark(visitor);
    this.primed = false;
  }

  /** The visit that a visitor's new tab belongs to: the one that is on, the one they just left, or none. */
  visitOf(visitor: string): Visit | null {
    return visitOf(this.sockets.tabs(visitor)) ?? this.leaving.get(visitor)?.visit ?? null;
  }

  /** A tab opened: the visit goes on. */
  arrived(visitor: string): void {
    this.leaving.delete(visitor);
    this.mark(visitor);
  }

  /** A tab closed. Answers when to come back (epoch ms) if it was the visitor's last. */
  left(visit: Visit, now: number): number | null {
    if (this.sockets.tabs(visit.visitor).length > 0) {
      this.mark(visit.visitor);
      return null;
    }
    this.leaving.set(visit.visitor, { visit, leftAt: now });
    return now + LEAVE_GRACE_MS;
  }

  /** Ends the visits whose grace is over and returns them; `next` is when to look again, or null. */
  sweep(now: number): { ended: EndedVisit[]; next: number | null } {
    const ended: EndedVisit[] = [];
    let next: number | null = null;
    for (const [visitor, { visit, leftAt }] of this.leaving) {
      const endsAt = leftAt + LEAVE_GRACE_MS;
      if (endsAt > now) {
        next = Math.min(next ?? endsAt, endsAt);
        continue;
      }
      this.leaving.delete(visitor);
      ended.push(endedVisit(visit, leftAt));
      this.mark(visitor);
    }
    // After a loss of memory nobody knows who left meanwhile: have the list sent.
    if (!this.primed && this.sockets.hasAgents()) this.flushing ??= setTimeout(() => this.flush(), JOIN_MS);
    return { ended, next };
  }

  /** Every card there is, as an agent who just came may see it. */
  cards(agent: { id: string; role: Role }): VisitCard[] {
    this.flush();
    return [...this.sent.values()].map((card) => cardFor(card, agent, this.conversationOf(card)));
  }

  private flush(): void {
    if (this.flushing) clearTimeout(this.flushing);
    this.flushing = null;
    const updates: AudienceUpdate[] = [];
    if (!this.primed) {
      this.prime();
      updates.push({ update: { t: 'visits.listed', ids: [...this.sent.values()].map((card) => card.id) } });
      // Who is held and went while nobody remembered is on the list, and no longer there.
      for (const [visitor, card] of this.sent) {
        if (this.marked.has(visitor) || !card.online)
          updates.push(this.toldOf(card, (visit) => ({ t: 'visit.added', visit })));
      }
    } else {
      for (const visitor of this.marked) updates.push(...this.changeOf(visitor));
    }
    this.pauseMs = Math.min(Math.max(JOIN_MS, this.marked.size * PAUSE_PER_CARD_MS), PAUSE_MAX_MS);
    this.marked.clear();
    this.sockets.toAgents(updates);
  }

  /** Reads all cards afresh. The only place that looks at every socket of the site; never on a message's way. */
  private prime(): void {
    this.primed = true;
    const visitors = new Set<string>(this.leaving.keys());
    for (const socket of this.sockets.tagged('visitor')) {
      const tab = this.sockets.tab(socket);
      if (tab) visitors.add(tab.visitor);
    }
    for (const conversation of this.store.conversationsWithPeople()) visitors.add(conversation.visitor);
    this.sent.clear();
    for (const visitor of visitors) {
      const card = this.card(visitor);
      if (card) this.sent.set(visitor, card);
    }
  }

  private changeOf(visitor: string): AudienceUpdate[] {
    const before = this.sent.get(visitor);
    const after = this.card(visitor);
    if (after) this.sent.set(visitor, after);
    else this.sent.delete(visitor);
    const updates: AudienceUpdate[] = [];
    if (before && before.id !== after?.id) updates.push({ update: { t: 'visit.left', id: before.id } });
    if (after && before?.id === after.id) {
      const patch = patchOf(before, after);
      if (patch) {
        updates.push(
          this.toldOf(after, ({ conversation }) => ({
            t: 'visit.changed',
            visit: patch.conversation ? { ...patch, conversation } : patch,
          })),
        );
      }
    } else if (after) updates.push(this.toldOf(after, (visit) => ({ t: 'visit.added', visit })));
    return updates;
  }

  /** What agents are told of a card: of what one of them has, only some are told the last words. */
  private toldOf(card: VisitCard, tell: (card: VisitCard) => AgentUpdate): AudienceUpdate {
    const conversation = this.conversationOf(card);
    if (conversation?.control !== 'agent' || !card.conversation?.last) return { update: tell(card) };
    const less = { ...card, conversation: { ...card.conversation, last: null } };
    const sees = ({ member, siteRole }: AgentSocket) => maySee({ id: member, role: siteRole }, conversation);
    return { update: tell(card), instead: { update: tell(less), sees } };
  }

  private conversationOf(card: VisitCard): Conversation | null {
    return card.conversation && this.store.conversation(card.conversation.id);
  }

  /** The visitor's card, or null when the Monitor doesn't list them. Within the grace a visitor counts as present. */
  private card(visitor: string): VisitCard | null {
    const newest = this.store.newestConversation(visitor);
    const open = newest && newest.control !== 'closed' ? newest : null;
    const visit = this.visitOf(visitor) ?? (open && visitOfConversation(open));
    if (!visit || !isListed(visit, open)) return null;
    const shown = newest && (open || newest.startedAt >= visit.since) ? newest : null;
    const answering = shown !== null && this.isAnswering(shown.id);
    return cardOf(this.store, visit, shown, answering, (member) => this.sockets.looks(member, shown!.id));
  }
}

function patchOf(before: VisitCard, after: VisitCard): VisitPatch | null {
  const changed: Record<string, unknown> = {};
  for (const key of Object.keys(after) as (keyof VisitCard)[]) {
    if (before[key] === after[key]) continue;
    if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) changed[key] = after[key];
  }
  return Object.keys(changed).length > 0 ? { id: after.id, ...changed } : null;
}
