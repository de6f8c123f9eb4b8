/** A message, by the visitor or by the agent who holds the conversation. The same `cid` again is the same message. */
import type { Agent, VisitorFacts } from './command.ts';
import { changeControl, start, startAnswer } from './conversation.ts';
import { type EntryBody, isEvent } from './entry.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { asHolder, missIfGone } from './takeover.ts';
import { append, repeatedByVisitor } from './transcript.ts';

/**
 * The visitor writes. It lands in their open conversation, or starts one. A resend is recognised in the conversation it was written in
 * and in all that began later (in any of theirs, where it doesn't say), so that a late repeat neither doubles nor reopens anything.
 */
export function postByVisitor(step: Step, visitor: VisitorFacts, cid: string, text: string, writtenIn?: string): Done {
  const newest = step.store.newestConversation(visitor.id);
  const since = ownConversation(step, visitor.id, writtenIn)?.startedAt ?? 0;
  const before = repeatedByVisitor(step.store, visitor.id, cid, (body) => sameText(body, 'visitor', text), since);
  if (before) return before;
  const conversation = newest && newest.control !== 'closed' ? newest : start(step, visitor, newest);
  const entry = append(step, conversation, 'visitor', { kind: 'message', from: 'visitor', text }, cid);
  if (conversation.control === 'bot') startAnswer(step, conversation);
  if (conversation.holder) missIfGone(step, conversation.holder.id);
  return { entry };
}

/** The holder writes. Refuses as `asHolder`. */
export function postByAgent(step: Step, agent: Agent, id: string, cid: string, text: string): Done {
  const same = (body: EntryBody) => sameText(body, 'agent', text);
  return asHolder(step, agent, id, cid, same, (conversation) =>
    append(
      step,
      conversation,
      agent.id,
      { kind: 'message', from: 'agent', agent: agent.id, name: agent.name, text },
      cid,
    ),
  );
}

/**
 * The visitor ends the conversation. Refuses `conversation.none` where there is none. A wish that was meant for another one than the
 * newest comes too late.
 */
export function closeByVisitor(step: Step, visitor: string, cid: string, meant?: string): Done {
  const conversation = step.store.newestConversation(visitor);
  if (!conversation) return refuse('conversation.none');
  const before = repeatedByVisitor(step.store, visitor, cid, isEvent('conversation.closed'));
  if (before) return before;
  if (meant !== undefined && meant !== conversation.id) return { entry: null };
  if (conversation.control === 'closed') return { entry: step.store.lastEntry(conversation.id) };
  const closed = changeControl(step, conversation, { control: 'closed', by: 'visitor' });
  const body = { kind: 'event', event: 'conversation.closed', by: 'visitor' } as const;
  return { entry: append(step, closed, 'visitor', body, cid) };
}

/** The conversation, if it is this visitor's: another's is treated as if it weren't there. */
function ownConversation(step: Step, visitor: string, id: string | undefined): Conversation | null {
  const conversation = id ? step.store.conversation(id) : null;
  return conversation?.visitor === visitor ? conversation : null;
}

function sameText(body: EntryBody, from: 'visitor' | 'agent', text: string): boolean {
  return body.kind === 'message' && body.from === from && body.text === text;
}
