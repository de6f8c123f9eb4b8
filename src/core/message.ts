/**
 * A message, by the visitor or by an agent who has the conversation, and an agent's note. The same `cid` again is the same message.
 * Numbers that the site doesn't keep are gone before anything is written.
 */
import { missIfGone } from './absence.ts';
import { maySee } from './access.ts';
import type { Agent, VisitorFacts } from './command.ts';
import { start, startAnswer } from './conversation.ts';
import type { Entry, EntryBody } from './entry.ts';
import { strike } from './secret.ts';
import { type Done, refuse, type Step } from './step.ts';
import { asHolder } from './takeover.ts';
import { append, repeated, repeatedPost } from './transcript.ts';

/**
 * The visitor writes. It lands in their open conversation, or starts one. A resend is recognised in the conversation it was written in
 * and in those that began later (in any of theirs, where it doesn't say), so that a late repeat neither doubles nor reopens anything.
 * Refuses `conversation.interrupted` while the chat is switched off.
 */
export function postByVisitor(step: Step, visitor: VisitorFacts, cid: string, typed: string, writtenIn?: string): Done {
  const text = step.clean(typed);
  const newest = step.store.newestConversation(visitor.id);
  const before = repeatedPost(step, visitor.id, cid, ({ body }) => sameText(body, 'visitor', text), writtenIn);
  if (before) return before;
  if (!step.store.site()!.settings.chatOn) return refuse('conversation.interrupted');
  const conversation = newest && newest.control !== 'closed' ? newest : start(step, visitor, newest);
  const entry = append(
    step,
    conversation,
    'visitor',
    { kind: 'message', from: 'visitor', ...strike(step, conversation, 'visitor', text) },
    cid,
  );
  if (conversation.control === 'bot') startAnswer(step, conversation);
  if (conversation.holder) missIfGone(step, conversation.holder.id);
  return { entry };
}

/** The holder writes, or who is in conference. Refuses as `asHolder`. */
export function postByAgent(step: Step, agent: Agent, id: string, cid: string, typed: string): Done {
  const text = step.clean(typed);
  const same = ({ body }: Entry) => sameText(body, 'agent', text);
  const from = { from: 'agent', agent: agent.id, name: agent.name } as const;
  return asHolder(
    step,
    agent,
    id,
    cid,
    (conversation) =>
      append(
        step,
        conversation,
        agent.id,
        { kind: 'message', ...from, ...strike(step, conversation, agent.id, text) },
        cid,
      ),
    { guests: true, same },
  );
}

/** An internal note, by any agent who may see the open conversation. Refuses `conversation.unknown`, `.closed`, `.private`. */
export function postNote(step: Step, agent: Agent, id: string, cid: string, typed: string): Done {
  const text = step.clean(typed);
  const conversation = step.store.conversation(id);
  if (!conversation) return refuse('conversation.unknown');
  const before = repeated(step, id, agent.id, cid, ({ body }) => body.kind === 'note' && body.text === text);
  if (before) return before;
  if (conversation.control === 'closed') return refuse('conversation.closed');
  if (!maySee(agent, conversation)) return refuse('conversation.private', { holder: conversation.holder!.name });
  const body = { kind: 'note', agent: agent.id, name: agent.name, text } as const;
  return { entry: append(step, conversation, agent.id, body, cid) };
}

function sameText(body: EntryBody, from: 'visitor' | 'agent', text: string): boolean {
  if (body.kind !== 'message' || body.from !== from) return false;
  // What was struck out of it later is as long as it was.
  return body.text === text || (body.struck === true && body.text.length === text.length);
}
