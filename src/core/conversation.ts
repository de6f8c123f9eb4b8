/**
 * The life of a conversation: it starts with a visitor's first words, control moves by the table below, closed is final.
 * This is the one place where control changes; `turn` goes up with every change, which is what makes a late answer stale.
 */
import type { ClosedBy, Control } from '#protocol/entry';
import type { Agent, VisitorFacts } from './command.ts';
import { ANSWER_LIMIT_MS, IDLE_LIMIT_MS, SUMMARY_DELAY_MS, WAIT_LIMIT_MS } from './limits.ts';
import type { Step } from './step.ts';
import type { Conversation } from './store.ts';
import { append, unanswered } from './transcript.ts';

/** From each control, where it may go. `agent` to `agent` is a transfer. */
const MAY_BECOME: Record<Control, readonly Control[]> = {
  bot: ['waiting', 'agent', 'closed'],
  waiting: ['agent', 'bot', 'closed'],
  agent: ['agent', 'bot', 'waiting', 'closed'],
  closed: [],
};

export type NextControl =
  | { control: 'bot' }
  | { control: 'waiting' }
  | { control: 'agent'; holder: Agent }
  | { control: 'closed'; by: ClosedBy };

/**
 * A new conversation under the bot's control: its start, and the greeting that the visitor has read. What follows it in the same command
 * (a message, a wish for a person) sets its timer. It begins after the visitor's
 * `previous` one even when the clock doesn't say so, since the newest is found by that.
 */
export function start(step: Step, visitor: VisitorFacts, previous: Conversation | null): Conversation {
  const { store, now } = step;
  const startedAt = previous ? Math.max(now, previous.startedAt + 1) : now;
  const conversation: Conversation = {
    id: step.newId('cnv'),
    visitor: visitor.id,
    visit: visitor.visit,
    visitSince: visitor.visitSince,
    country: visitor.country,
    device: visitor.device,
    page: visitor.page,
    control: 'bot',
    turn: 1,
    controlAt: startedAt,
    holder: null,
    failures: 0,
    failedAt: null,
    startedAt,
    closedAt: null,
    closedBy: null,
  };
  store.insertConversation(conversation);
  store.countChat(visitor.id, visitor.country, visitor.device, now);
  store.agenda.enqueue('conversation', conversation.id, now + SUMMARY_DELAY_MS);
  step.events.push({ type: 'conversation.started', conversation });
  append(step, conversation, 'system', { kind: 'event', event: 'conversation.started', page: visitor.page });
  const { botName, greeting } = store.site()!.settings;
  append(step, conversation, 'bot', { kind: 'message', from: 'bot', name: botName, text: greeting, re: 0 });
  return conversation;
}

/** Moves control. Ends what the old control had going (an answer being written, a wait), begins what the new one needs. */
export function changeControl(step: Step, before: Conversation, next: NextControl): Conversation {
  if (!MAY_BECOME[before.control].includes(next.control)) {
    throw new Error(`control can't go from ${before.control} to ${next.control}`);
  }
  if (before.control === 'bot') stopAnswer(step, before);
  const closed = next.control === 'closed';
  const controlAt = Math.max(step.now, before.controlAt);
  const after: Conversation = {
    ...before,
    control: next.control,
    turn: before.turn + 1,
    controlAt,
    holder: next.control === 'agent' ? { id: next.holder.id, name: next.holder.name } : null,
    failures: next.control === 'agent' ? 0 : before.failures,
    closedAt: closed ? controlAt : null,
    closedBy: closed ? next.by : null,
  };
  step.store.saveConversation(after);
  step.store.agenda.enqueue('conversation', after.id, closed ? step.now : step.now + SUMMARY_DELAY_MS);
  if (next.control === 'waiting') step.store.agenda.addTimer('look', after.id, step.now + WAIT_LIMIT_MS);
  if (closed) step.store.agenda.removeTimer('look', after.id);
  return after;
}

/** Has the AI answer what is unanswered, if the bot has control and there is something. */
export function askForAnswer(step: Step, conversation: Conversation): void {
  if (conversation.control !== 'bot') return;
  if (unanswered(step.store, conversation.id)) startAnswer(step, conversation);
  else step.store.agenda.addTimer('look', conversation.id, step.now + IDLE_LIMIT_MS);
}

/** Has the AI answer. Asked again while it writes, it goes on, and answers the rest after that. */
export function startAnswer(step: Step, conversation: Conversation): void {
  step.store.agenda.addTimer('look', conversation.id, step.now + ANSWER_LIMIT_MS);
  step.effects.push({ type: 'answer.start', conversation: conversation.id, turn: conversation.turn });
}

/** Cancels the answer being written. What the visitor has been shown of it stays in the log, as it was shown. */
function stopAnswer(step: Step, conversation: Conversation): void {
  const shown = step.answering(conversation.id);
  if (shown && shown.text.trim() !== '') {
    append(step, conversation, 'bot', {
      kind: 'message',
      from: 'bot',
      name: step.store.site()!.settings.botName,
      text: shown.text,
      re: shown.re,
      answer: shown.id,
      cut: true,
    });
  }
  step.effects.push({ type: 'answer.cancel', conversation: conversation.id });
}
