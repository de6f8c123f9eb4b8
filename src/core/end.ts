/** The end of a conversation: by the agent who has it, through wrap-up, or by the visitor. What the AI has alone also ends by itself (`timer.ts`). */
import type { WrapUp } from '#protocol/desk';
import type { Agent } from './command.ts';
import { changeControl } from './conversation.ts';
import { doer } from './offer.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { asHolder } from './takeover.ts';
import { append, lastSeen, repeatedWish } from './transcript.ts';
import { NO_WRAP_UP, recordWrapUp, refusedWrapUp } from './wrap-up.ts';

/** D10: the holder ends the conversation and says what their work ends with. Refuses as `asHolder` and `refusedWrapUp`. */
export function closeByAgent(step: Step, agent: Agent, id: string, cid: string, wrapUp: WrapUp = NO_WRAP_UP): Done {
  return asHolder(
    step,
    agent,
    id,
    cid,
    (conversation) => {
      const refused = refusedWrapUp(step, wrapUp);
      if (refused) return refused;
      recordWrapUp(step, conversation, agent, wrapUp);
      const closed = changeControl(step, conversation, { control: 'closed', by: 'agent', wrapped: true });
      const body = { kind: 'event', event: 'conversation.closed', by: 'agent', ...doer(agent) } as const;
      return append(step, closed, agent.id, body, cid);
    },
    { always: true },
  );
}

/**
 * The visitor ends the conversation. Refuses `conversation.none` where there is none. A wish that was meant for another one than the
 * newest comes too late.
 */
export function closeByVisitor(step: Step, visitor: string, cid: string, meant?: string): Done {
  const conversation = step.store.newestConversation(visitor);
  if (!conversation) return refuse('conversation.none');
  const before = repeatedWish(step, visitor, cid, meant);
  if (before) return before;
  if (meant !== undefined && meant !== conversation.id) return { entry: null };
  if (conversation.control === 'closed') return { entry: lastSeen(step.store, conversation.id) };
  const closed = changeControl(step, conversation, { control: 'closed', by: 'visitor' });
  const body = { kind: 'event', event: 'conversation.closed', by: 'visitor' } as const;
  return { entry: append(step, closed, 'visitor', body, cid) };
}

/** The site ends a conversation: its chat was switched off, or it is removed. */
export function closeForSite(step: Step, conversation: Conversation): void {
  const closed = changeControl(step, conversation, { control: 'closed', by: 'site' });
  append(step, closed, 'system', { kind: 'event', event: 'conversation.closed', by: 'site' });
}
