/**
 * Timers are rows; the alarm is only a wake-up. It may come late, twice or not at all, so each handler looks at what is true now.
 * A conversation has one timer for all that is a matter of time in it: when it fires, what is due is done, and it is set to what comes next.
 */

import { lookForAgent } from './absence.ts';
import { retryAfterMs, type Timer } from './agenda.ts';
import { passEdge } from './agent.ts';
import { failAnswer } from './answer.ts';
import { changeControl } from './conversation.ts';
import { ANSWER_LIMIT_MS, IDLE_LIMIT_MS } from './limits.ts';
import { missOffer } from './offer.ts';
import { endWait } from './person.ts';
import { overflow, queueOf } from './queue.ts';
import type { Step } from './step.ts';
import type { Conversation, Store } from './store.ts';
import { append, lastMessageAt, unanswered } from './transcript.ts';
import { wrapUpForThem } from './wrap-up.ts';

/** Timers handled in one transaction; more than that are due at once only after an outage, and the alarm comes again at once. */
export const AT_ONCE = 100;

/** Handles what is due; of all that, `only` one where it is given. */
export function runTimers(step: Step, only?: Timer): void {
  for (const { kind, subject } of only ? [only] : step.store.agenda.dueTimers(step.now, AT_ONCE)) {
    if (kind === 'agent-gone') lookForAgent(step, subject);
    else if (kind === 'agent-edge') passEdge(step, subject);
    else lookAt(step, subject);
  }
}

/** A timer that throws is tried again later, and each time it throws later still. */
export function setAside(step: Step, timer: Timer): void {
  step.store.agenda.delayTimer(timer, step.now + retryAfterMs(timer.failures));
}

/** Conversations whose visitor waits for an answer of the AI, which may have been lost with the object's memory. */
export function awaitingAnswers(store: Store, now: number): Conversation[] {
  return store.agenda.looksUntil(now + ANSWER_LIMIT_MS).flatMap((id) => {
    const conversation = store.conversation(id);
    return conversation?.control === 'bot' && unanswered(store, id) ? conversation : [];
  });
}

function lookAt(step: Step, id: string): void {
  let next = dueIn(step, id);
  // Late, more than one thing may be due; each makes way for the next.
  for (let done = 0; next && next.at <= step.now && done < AT_ONCE; done++) {
    next.what();
    next = dueIn(step, id);
  }
  if (next) step.store.agenda.moveTimer('look', id, next.at);
  else step.store.agenda.removeTimer('look', id);
}

function dueIn(step: Step, id: string): Due | null {
  const conversation = step.store.conversation(id);
  return conversation && nextDue(step, conversation);
}

interface Due {
  /** Epoch ms. */
  at: number;
  what(): void;
}

/** What comes next in a conversation by time alone; null where nothing does: a person has it, or it is over. */
function nextDue(step: Step, it: Conversation): Due | null {
  const { offer, queuedAt, tried, roundAt } = it.desk;
  const ring: Due | null = offer && { at: offer.until, what: () => missOffer(step, it, offer) };
  switch (it.control) {
    case 'waiting': {
      const waited = { at: queuedAt + queueOf(step.store, it).waitMs, what: () => waitIsOver(step, it) };
      // A look is enough for another round: whom to ask is seen at the end of the command.
      step.reroute = true;
      const again = tried.length > 0 && roundAt > step.now;
      const round = again ? { at: roundAt, what: () => {} } : null;
      return earliest(ring, waited, round);
    }
    case 'bot': {
      const question = unanswered(step.store, it.id);
      if (question) {
        const at = Math.max(question.at, it.controlAt, it.failedAt ?? 0) + ANSWER_LIMIT_MS;
        return { at, what: () => failAnswer(step, it) };
      }
      // An agent's leaving begins the time anew: the visitor has just been given back to the bot.
      const at = Math.max(lastMessageAt(step.store, it), it.controlAt) + IDLE_LIMIT_MS;
      return { at, what: () => closeIdle(step, it) };
    }
    case 'agent':
      return ring;
    case 'closed':
      return it.wrapUp && { at: it.wrapUp.dueAt, what: () => wrapUpForThem(step, it) };
  }
}

function earliest(...dues: (Due | null)[]): Due | null {
  return dues.reduce<Due | null>((best, due) => (best && (!due || best.at <= due.at) ? best : due), null);
}

/** On to the queue that takes over, or back to the bot. */
function waitIsOver(step: Step, conversation: Conversation): void {
  if (!overflow(step, conversation)) endWait(step, step.store.conversation(conversation.id)!, 'expired');
}

/** Only the bot's conversations end by themselves: a person's silence is never the visitor's fault. */
function closeIdle(step: Step, conversation: Conversation): void {
  const closed = changeControl(step, conversation, { control: 'closed', by: 'idle' });
  append(step, closed, 'system', { kind: 'event', event: 'conversation.closed', by: 'idle' });
}
