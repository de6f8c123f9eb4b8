/** What came of a command: events to publish, and effects for the shell to carry out, both only after the commit. */
import type { Entry } from './entry.ts';
import type { Conversation } from './store.ts';

export type Event =
  | { type: 'conversation.started'; conversation: Conversation }
  | { type: 'entry.added'; conversation: Conversation; entry: Entry }
  /** Something a Monitor card shows changed, and no entry says so. */
  | { type: 'conversation.changed'; conversation: Conversation }
  | { type: 'site.changed' }
  | { type: 'site.removed' };

export type Effect =
  | { type: 'answer.start'; conversation: string; turn: number }
  | { type: 'answer.cancel'; conversation: string };
