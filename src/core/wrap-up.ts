/** D10: what an agent's work on a conversation ends with. Recorded with the end or the transfer; afterwards where somebody else ended it. */
import type { Person, WrapUp } from '#protocol/desk';
import type { Refusal } from '#protocol/refusal';
import type { Agent } from './command.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { append, repeated } from './transcript.ts';

/** Nothing said: for clients that know no wrap-up. */
export const NO_WRAP_UP: WrapUp = { reason: null, note: '' };

/** Whether the site takes it: `wrap-up.required`, `wrap-up.reason-unknown`, or null. */
export function refusedWrapUp(step: Step, { reason }: WrapUp): Refusal | null {
  const { wrapUpReasons, wrapUpRequired } = step.store.site()!.settings;
  if (reason === null) return wrapUpRequired && wrapUpReasons.length > 0 ? refuse('wrap-up.required') : null;
  return wrapUpReasons.includes(reason) ? null : refuse('wrap-up.reason-unknown');
}

/** Puts it into the log, where the site's people see it. */
export function recordWrapUp(
  step: Step,
  conversation: Conversation,
  agent: Person,
  { reason, note }: WrapUp,
  how: { cid?: string; auto?: true } = {},
) {
  const { cid = null, ...auto } = how;
  const body = {
    kind: 'event',
    event: 'wrap-up.recorded',
    agent: agent.id,
    name: agent.name,
    reason,
    note: step.clean(note),
    ...auto,
  } as const;
  return append(step, conversation, agent.id, body, cid);
}

/**
 * The agent wraps up what somebody else ended. Doing it again changes nothing. Refuses `conversation.unknown`, `conversation.not-held`
 * where it isn't theirs to wrap up, and as `refusedWrapUp`.
 */
export function wrapUpLater(step: Step, agent: Agent, id: string, cid: string, wrapUp: WrapUp): Done {
  const conversation = step.store.conversation(id);
  if (!conversation) return refuse('conversation.unknown');
  const before = repeated(step, id, agent.id, cid);
  if (before) return before;
  if (conversation.wrapUp?.agent.id !== agent.id) return refuse('conversation.not-held');
  const refused = refusedWrapUp(step, wrapUp);
  if (refused) return refused;
  return { entry: settle(step, conversation, wrapUp, { cid }) };
}

/** Nobody did it in time: it is recorded without a reason. */
export function wrapUpForThem(step: Step, conversation: Conversation): void {
  settle(step, conversation, NO_WRAP_UP, { auto: true });
}

function settle(step: Step, before: Conversation, wrapUp: WrapUp, how: { cid?: string; auto?: true }) {
  const { agent } = before.wrapUp!;
  const done = { ...before, wrapUp: null };
  step.store.saveConversation(done);
  step.store.agenda.removeTimer('look', done.id);
  step.store.agenda.enqueue('conversation', done.id, step.now);
  step.reroute = true;
  step.events.push({ type: 'wrap-up.done', conversation: done, agent });
  return recordWrapUp(step, done, agent, wrapUp, how);
}
