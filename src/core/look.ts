/**
 * An agent looks at a conversation. What is kept of it: that somebody looked where nobody had come, and up to where an agent of the
 * conversation has read. The visitor learns nothing of it. Costs a row where there was something new, else none.
 */
import { maySee } from './access.ts';
import type { Agent } from './command.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation, Store } from './store.ts';

/** Refuses `conversation.unknown`, and `conversation.private` (with the holder's name) where it isn't theirs to see. */
export function look(step: Step, agent: Agent, id: string): Done {
  const before = step.store.conversation(id);
  if (!before) return refuse('conversation.unknown');
  if (!maySee(agent, before)) return refuse('conversation.private', { holder: before.holder!.name });
  const news = agentsOf(before).includes(agent.id) && unreadBy(step.store, before, agent.id) > 0;
  if (!news && before.nobodyAt === null) return { entry: null };
  const seen = news ? { ...before.desk.seen, [agent.id]: step.store.lastEntry(id)!.seq } : before.desk.seen;
  const after = { ...before, nobodyAt: null, desk: { ...before.desk, seen } };
  step.store.saveConversation(after);
  if (news) step.events.push({ type: 'conversation.seen', conversation: after });
  if (before.nobodyAt !== null) step.events.push({ type: 'nobody.changed', conversation: after });
  return { entry: null };
}

/** How many of the visitor's messages an agent of the conversation has neither seen nor answered. */
export function unreadBy(store: Store, { id, desk }: Conversation, member: string): number {
  return store.unread(id, member, desk.seen[member] ?? 0);
}

/** Who has it, and who is in conference. */
export function agentsOf({ holder, desk }: Conversation): string[] {
  return holder ? [holder.id, ...desk.guests.map(({ id }) => id)] : [];
}
