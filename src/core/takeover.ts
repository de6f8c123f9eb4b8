/** An agent steps in and steps back. One agent holds a conversation at a time; of two in the same instant, the second is told who has it. */
import type { Agent } from './command.ts';
import { askForAnswer, changeControl } from './conversation.ts';
import { type Entry, type EntryBody, isEvent } from './entry.ts';
import { AGENT_GONE_MS } from './limits.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { append, repeated } from './transcript.ts';

/** Takes a conversation from the bot or out of the wait. Refuses `conversation.unknown`, `.closed`, `.taken` (with the holder's name). */
export function takeOver(step: Step, agent: Agent, id: string, cid: string): Done {
  const conversation = step.store.conversation(id);
  if (!conversation) return refuse('conversation.unknown');
  const before = repeated(step.store, id, agent.id, cid, isEvent('agent.joined'));
  if (before) return before;
  if (conversation.control === 'closed') return refuse('conversation.closed');
  if (conversation.holder?.id === agent.id) return { entry: step.store.lastEntry(id) };
  if (conversation.holder) return refuse('conversation.taken', { holder: conversation.holder.name });
  const held = changeControl(step, conversation, { control: 'agent', holder: agent });
  const body = { kind: 'event', event: 'agent.joined', agent: agent.id, name: agent.name } as const;
  return { entry: append(step, held, agent.id, body, cid) };
}

/**
 * Has the holder of an open conversation do something, once: a repeat gets the entry that it made then.
 * Refuses `conversation.unknown`, `.closed`, `.not-held`.
 */
export function asHolder(
  step: Step,
  agent: Agent,
  id: string,
  cid: string | null,
  same: (body: EntryBody) => boolean,
  act: (conversation: Conversation) => Entry,
): Done {
  const conversation = step.store.conversation(id);
  if (!conversation) return refuse('conversation.unknown');
  const before = cid && repeated(step.store, id, agent.id, cid, same);
  if (before) return before;
  if (conversation.control === 'closed') return refuse('conversation.closed');
  if (conversation.holder?.id !== agent.id) return refuse('conversation.not-held');
  return { entry: act(conversation) };
}

/** Gives the conversation back to the AI, which answers at once if something is unanswered. Refuses as `asHolder`. */
export function leave(step: Step, agent: Agent, id: string, cid: string | null): Done {
  return asHolder(step, agent, id, cid, isEvent('agent.left'), (conversation) => {
    const bot = changeControl(step, conversation, { control: 'bot' });
    const body = { kind: 'event', event: 'agent.left', agent: agent.id, name: agent.name } as const;
    const entry = append(step, bot, agent.id, body, cid);
    askForAnswer(step, bot);
    return entry;
  });
}

/** The holder ends the conversation. Refuses as `asHolder`. */
export function close(step: Step, agent: Agent, id: string, cid: string): Done {
  return asHolder(step, agent, id, cid, isEvent('conversation.closed'), (conversation) => {
    const closed = changeControl(step, conversation, { control: 'closed', by: 'agent' });
    const who = { agent: agent.id, name: agent.name };
    return append(step, closed, agent.id, { kind: 'event', event: 'conversation.closed', by: 'agent', ...who }, cid);
  });
}

/** Somebody needs a holder whose sockets are dead or gone, and of whom no closing has told: their grace begins. */
export function missIfGone(step: Step, member: string): void {
  if (!step.online(member)) step.store.agenda.addTimer('agent-gone', member, step.now + AGENT_GONE_MS);
}

/** The member is gone for good: everything they hold goes back to the AI. */
export function leaveAll(step: Step, member: string): void {
  for (const conversation of step.store.conversationsWithPeople()) {
    if (conversation.holder?.id === member) leave(step, conversation.holder, conversation.id, null);
  }
}

/** Whether the member holds any conversation. */
export function holdsAny(step: Step, member: string): boolean {
  return step.store.conversationsWithPeople().some((conversation) => conversation.holder?.id === member);
}

/** Shows a member's new display name on what they hold. */
export function renameHolder(step: Step, agent: Agent): void {
  for (const conversation of step.store.conversationsWithPeople()) {
    if (conversation.holder?.id !== agent.id || conversation.holder.name === agent.name) continue;
    const renamed = { ...conversation, holder: { id: agent.id, name: agent.name } };
    step.store.saveConversation(renamed);
    step.events.push({ type: 'conversation.changed', conversation: renamed });
  }
}
