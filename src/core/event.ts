/** What came of a command: events to publish, and effects for the shell to carry out, both only after the commit. */
import type { OfferEnd, Person } from '#protocol/desk';
import type { SiteSettings } from '#protocol/site';
import type { Offer } from './at-desk.ts';
import type { Entry } from './entry.ts';
import type { Conversation } from './store.ts';

export type Event =
  | { type: 'conversation.started'; conversation: Conversation }
  | { type: 'entry.added'; conversation: Conversation; entry: Entry }
  /** Something a Monitor card shows changed, and no entry says so. */
  | { type: 'conversation.changed'; conversation: Conversation }
  /** An agent has seen more of it than before. */
  | { type: 'conversation.seen'; conversation: Conversation }
  /** Its visitor got nobody; or somebody has looked meanwhile, or something else became of it. */
  | { type: 'nobody.changed'; conversation: Conversation }
  /** Another control: whoever may not see it any more is to be kept out. */
  | { type: 'control.changed'; conversation: Conversation }
  | { type: 'offer.made'; conversation: Conversation; offer: Offer }
  | { type: 'offer.ended'; conversation: Conversation; offer: Offer; how: OfferEnd }
  | { type: 'wrap-up.due'; conversation: Conversation; agent: Person; dueAt: number }
  | { type: 'wrap-up.done'; conversation: Conversation; agent: Person }
  | { type: 'agent.vanished'; agent: Person; conversations: number }
  /** Agents, their load, queues, or places in them may have changed. */
  | { type: 'desk.changed' }
  /** D9: nobody can chat any more. */
  | { type: 'chat.off' }
  /** Settings; with those from before. */
  | { type: 'site.changed'; before: SiteSettings }
  | { type: 'site.removed' };

export type Effect =
  | { type: 'answer.start'; conversation: string; turn: number }
  | { type: 'answer.cancel'; conversation: string };
