/**
 * What dashboards of version 2 are told of the Monitor: every card there is, and every change of one. Goes with version 2. All of it is memory:
 * when that is lost, cards are sent whole and departures by a list of those present.
 */
import { maySee } from '#core/access';
import { cardFor } from '#core/project';
import type { Conversation, Store } from '#core/store';
import type { AgentUpdate } from '#protocol/agent-wire';
import type { Role } from '#protocol/member';
import type { VisitCard } from '#protocol/visit';
import type { AgentSocket } from './attachment.ts';
import { patchOf } from './card-news.ts';
import type { AudienceUpdate, Sockets } from './sockets.ts';
import { type Told, UNNAMED_VERSION } from './told.ts';

const VERSION = 2;

export class AllCards {
  /** The card that these dashboards hold of each visitor; null where that isn't known. */
  private sent: Map<string, VisitCard> | null = null;
  private anew = false;

  constructor(
    private readonly store: Store,
    private readonly sockets: Sockets,
    /** The visitor's card, or null when the Monitor doesn't list them. */
    private readonly card: (visitor: string) => VisitCard | null,
  ) {}

  /** Every card there is, as an agent who just came may see it. `listed`: the visitors whom the Monitor lists. */
  cards(listed: () => Iterable<string>, agent: { id: string; role: Role }): VisitCard[] {
    this.sent ??= this.read(listed());
    return [...this.sent.values()].map((card) => cardFor(card, agent, this.conversationOf(card)));
  }

  /** Something of these visitors' cards has changed. */
  tell(marked: ReadonlySet<string>, listed: () => Iterable<string>): void {
    if (!this.sockets.agents().some(({ agent }) => (agent.v ?? UNNAMED_VERSION) === VERSION)) {
      this.sent = null;
      return;
    }
    const updates: AudienceUpdate[] = [];
    if (this.sent) for (const visitor of marked) updates.push(...this.changeOf(visitor, this.sent));
    else {
      this.sent = this.read(listed());
      updates.push({ update: told({ t: 'visits.listed', ids: [...this.sent.values()].map((card) => card.id) }) });
      // Who is held and went while nobody remembered is on the list, and no longer there.
      for (const [visitor, card] of this.sent) {
        if (this.anew || marked.has(visitor) || !card.online)
          updates.push(this.toldOf(card, (visit) => ({ t: 'visit.added', visit })));
      }
    }
    this.anew = false;
    this.sockets.toAgents(updates);
  }

  /** What is masked has changed: cards are told anew. */
  forget(): void {
    this.sent = null;
    // Told by a list, and each of them whole.
    this.anew = true;
  }

  private read(listed: Iterable<string>): Map<string, VisitCard> {
    const sent = new Map<string, VisitCard>();
    for (const visitor of listed) {
      const card = this.card(visitor);
      if (card) sent.set(visitor, card);
    }
    return sent;
  }

  private changeOf(visitor: string, sent: Map<string, VisitCard>): AudienceUpdate[] {
    const before = sent.get(visitor);
    const after = this.card(visitor);
    if (after) sent.set(visitor, after);
    else sent.delete(visitor);
    const updates: AudienceUpdate[] = [];
    if (before && before.id !== after?.id) updates.push({ update: told({ t: 'visit.left', id: before.id }) });
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
    if (conversation?.control !== 'agent' || !card.conversation?.last) return { update: told(tell(card)) };
    const less = { ...card, conversation: { ...card.conversation, last: null } };
    const sees = ({ member, siteRole }: AgentSocket) => maySee({ id: member, role: siteRole }, conversation);
    return { update: told(tell(card)), instead: { update: told(tell(less)), sees } };
  }

  private conversationOf(card: VisitCard): Conversation | null {
    return card.conversation && this.store.conversation(card.conversation.id);
  }
}

function told(update: AgentUpdate): Told<AgentUpdate> {
  return (version) => (version === VERSION ? update : null);
}
