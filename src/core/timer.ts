/**
 * Timers are rows; the alarm is only a wake-up. It may come late, twice or not at all, so each handler looks at what is true now.
 * A conversation has one timer for all that is a matter of time in it: when it fires, what is due is done, and it is set to what comes next.
 */
import { failAnswer } from './answer.ts';
import { changeControl } from './conversation.ts';
import { ANSWER_LIMIT_MS, IDLE_LIMIT_MS, WAIT_LIMIT_MS } from './limits.ts';
import { endWait } from './person.ts';
import type { Step } from './step.ts';
import type { Conversation, Store } from './store.ts';
import { leaveAll } from './takeover.ts';
import { append, lastMessageAt, unanswered } from './transcript.ts';

/** Timers handled in one transaction; more than that are due at once only after an outage, and the alarm comes again at once. */
const AT_ONCE = 100;

/** Handles what is due. */
export function runTimers(step: Step): void {
  for (const { kind, subject } of step.store.agenda.dueTimers(step.now, AT_ONCE)) {
    if (kind === 'agent-gone') lookForAgent(step, subject);
    else lookAt(step, subject);
  }
}

/** Conversations whose visitor waits for an answer of the AI, which may have been lost with the object's memory. */
export function awaitingAnswers(store: Store, now: number): Conversation[] {
  return store.agenda.looksUntil(now + ANSWER_LIMIT_MS).flatMap((id) => {
    const conversation = store.conversation(id);
    return conversation?.control === 'bot' && unanswered(store, id) ? conversation : [];
  });
}

function lookForAgent(step: Step, member: string): void {
  step.store.agenda.removeTimer('agent-gone', member);
  if (!step.online(member)) leaveAll(step, member);
}

function lookAt(step: Step, id: string): void {
  const before = step.store.conversation(id);
  const dueAt = before && nextDueAt(step.store, before);
  if (before && dueAt !== null && dueAt <= step.now) doWhatIsDue(step, before);
  const after = step.store.conversation(id);
  const nextAt = after && nextDueAt(step.store, after);
  if (nextAt === null) step.store.agenda.removeTimer('look', id);
  else step.store.agenda.moveTimer('look', id, nextAt);
}

/** The moment from which something is due, epoch ms; null where nothing is a matter of time: a person has it, or it is over. */
function nextDueAt(store: Store, it: Conversation): number | null {
  switch (it.control) {
    case 'waiting':
      return it.controlAt + WAIT_LIMIT_MS;
    case 'bot': {
      const question = unanswered(store, it.id);
      if (question) return Math.max(question.at, it.controlAt, it.failedAt ?? 0) + ANSWER_LIMIT_MS;
      // An agent's leaving begins the time anew: the visitor has just been given back to the bot.
      return Math.max(lastMessageAt(store, it), it.controlAt) + IDLE_LIMIT_MS;
    }
    default:
      return null;
  }
}

function doWhatIsDue(step: Step, conversation: Conversation): void {
  if (conversation.control === 'waiting') endWait(step, conversation, 'expired');
  else if (unanswered(step.store, conversation.id)) failAnswer(step, conversation);
  else {
    // Only the bot's conversations end by themselves: a person's silence is never the visitor's fault.
    const closed = changeControl(step, conversation, { control: 'closed', by: 'idle' });
    append(step, closed, 'system', { kind: 'event', event: 'conversation.closed', by: 'idle' });
  }
}
