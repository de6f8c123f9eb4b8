/** An agent steps in and steps back. One agent holds a conversation at a time; of two in the same instant, the second is told who has it. */
import type { Person } from '#protocol/desk';
import { supervises } from './access.ts';
import type { Agent } from './command.ts';
import { askForAnswer, changeControl } from './conversation.ts';
import type { Entry } from './entry.ts';
import { doer, give } from './offer.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { append, repeated } from './transcript.ts';

/**
 * Takes a conversation from the bot or out of the wait; a supervisor also from the agent `from`, if that one still has it. Refuses
 * `conversation.unknown`, `.closed`, `.interrupted`, `.taken` (with the holder's name).
 */
export function takeOver(step: Step, agent: Agent, id: string, cid: string, from?: string): Done {
  const conversation = step.store.conversation(id);
  if (!conversation) return refuse('conversation.unknown');
  const before = repeated(step, id, agent.id, cid);
  if (before) return before;
  if (conversation.control === 'closed') return refuse('conversation.closed');
  const { holder } = conversation;
  if (holder?.id === agent.id) return { entry: step.store.lastEntry(id) };
  if (holder && !(supervises(agent) && holder.id === from)) {
    return refuse('conversation.taken', { holder: holder.name });
  }
  if (conversation.desk.interrupted) return refuse('conversation.interrupted');
  return { entry: assignTo(step, conversation, agent, { author: agent.id, cid }) };
}

/** Gives the conversation to an agent without asking them. */
export function assignTo(
  step: Step,
  conversation: Conversation,
  to: Person,
  how: { author: string; cid: string | null; by?: Person },
): Entry {
  const accepts = conversation.desk.offer?.kind === 'queue' && conversation.desk.offer.to.id === to.id;
  return give(step, conversation, to, { ...how, accepts });
}

/**
 * Has the holder of an open conversation do something, once: a repeat gets the entry that it made then. `guests`: so may those in conference; `same` as `repeated`.
 * Refuses `conversation.unknown`, `.closed`, `.not-held`; and `.interrupted`, unless `always`.
 */
export function asHolder(
  step: Step,
  agent: Person,
  id: string,
  cid: string,
  act: (conversation: Conversation) => Done | Entry,
  may: { guests?: boolean; always?: boolean; same?: (entry: Entry) => boolean } = {},
): Done {
  const conversation = step.store.conversation(id);
  if (!conversation) return refuse('conversation.unknown');
  const before = repeated(step, id, agent.id, cid, may.same);
  if (before) return before;
  if (conversation.control === 'closed') return refuse('conversation.closed');
  const guest = may.guests && conversation.desk.guests.some((each) => each.id === agent.id);
  if (conversation.holder?.id !== agent.id && !guest) return refuse('conversation.not-held');
  if (conversation.desk.interrupted && !may.always) return refuse('conversation.interrupted');
  const done = act(conversation);
  return 'seq' in done ? { entry: done } : done;
}

/** Gives the conversation back to the AI, which answers at once if something is unanswered. Refuses as `asHolder`. */
export function leave(step: Step, agent: Agent, id: string, cid: string): Done {
  return asHolder(step, agent, id, cid, (conversation) => {
    const bot = changeControl(step, conversation, { control: 'bot' });
    const entry = append(step, bot, agent.id, { kind: 'event', event: 'agent.left', ...doer(agent) }, cid);
    askForAnswer(step, bot);
    return entry;
  });
}
