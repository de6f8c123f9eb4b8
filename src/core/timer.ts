/**
 * Timers are rows; the alarm is only a wake-up. It may come late, twice or not at all, so each handler looks at what is true now,
 * and a timer that fires too early sets itself anew.
 */
import { failAnswer } from './answer.ts';
import { changeControl } from './conversation.ts';
import { ANSWER_LIMIT_MS, IDLE_LIMIT_MS } from './limits.ts';
import { endWait } from './person.ts';
import type { Step } from './step.ts';
import type { Timer } from './store.ts';
import { leaveAll } from './takeover.ts';
import { append, lastMessageAt, unanswered } from './transcript.ts';
import { unreachable } from './unreachable.ts';

/** Timers handled in one transaction; more than that are due at once only after an outage, and the alarm comes again at once. */
const AT_ONCE = 100;

/** Handles what is due. */
export function runTimers(step: Step): void {
  for (const timer of step.store.dueTimers(step.now, AT_ONCE)) runTimer(step, timer);
}

function runTimer(step: Step, timer: Timer): void {
  const { store, now } = step;
  if (timer.kind === 'agent-gone') {
    store.removeTimer(timer.kind, timer.subject);
    if (!step.online(timer.subject)) leaveAll(step, timer.subject);
    return;
  }
  const conversation = store.conversation(timer.subject);
  if (!conversation || conversation.control === 'closed') {
    store.removeTimer(timer.kind, timer.subject);
    return;
  }
  switch (timer.kind) {
    case 'answer': {
      const question = conversation.control === 'bot' ? unanswered(store, conversation.id) : null;
      const overdueAt = question && question.at + ANSWER_LIMIT_MS;
      if (overdueAt !== null && overdueAt > now) return store.moveTimer(timer.kind, timer.subject, overdueAt);
      store.removeTimer(timer.kind, timer.subject);
      if (question) failAnswer(step, conversation);
      return;
    }
    case 'wait':
      store.removeTimer(timer.kind, timer.subject);
      if (conversation.control === 'waiting') endWait(step, conversation, 'expired');
      return;
    case 'idle': {
      // An agent's leaving begins the time anew: the visitor has just been given back to the bot.
      const idleAt = Math.max(lastMessageAt(store, conversation), conversation.controlAt) + IDLE_LIMIT_MS;
      // Only the bot's conversations end by themselves: a person's silence is never the visitor's fault.
      if (conversation.control !== 'bot') return store.moveTimer(timer.kind, timer.subject, now + IDLE_LIMIT_MS);
      if (idleAt > now) return store.moveTimer(timer.kind, timer.subject, idleAt);
      const closed = changeControl(step, conversation, { control: 'closed', by: 'idle' });
      append(step, closed, 'system', { kind: 'event', event: 'conversation.closed', by: 'idle' });
      return;
    }
    default:
      unreachable(timer.kind);
  }
}
