/**
 * The life of a conversation: it starts with a visitor's first words, control moves by the table below, closed is final.
 * This is the one place where control changes; `turn` goes up with every change, which is what makes a late answer stale.
 */
import type { OfferEnd, Person } from '#protocol/desk';
import type { ClosedBy, Control } from '#protocol/entry';
import type { Queue } from '#protocol/queue';
import { type AtDesk, NOT_AT_DESK, type Offer } from './at-desk.ts';
import type { VisitorFacts } from './command.ts';
import type { Entry } from './entry.ts';
import { ANSWER_LIMIT_MS, IDLE_LIMIT_MS, ROUND_PAUSE_MS, SUMMARY_DELAY_MS, WRAP_UP_LIMIT_MS } from './limits.ts';
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
  /** `nobody`: the visitor wanted a person, and nobody comes. */
  | { control: 'bot'; nobody?: boolean }
  /** In this queue; `before` those who weren't handed over. */
  | { control: 'waiting'; queue: Queue; before?: boolean }
  /** `accepts`: what rings there is accepted by this. */
  | { control: 'agent'; holder: Person; accepts?: boolean }
  /** `wrapped`: the agent who has it has said what their work ends with. */
  | { control: 'closed'; by: ClosedBy; wrapped?: boolean };

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
    desk: NOT_AT_DESK,
    wrapUp: null,
    nobodyAt: null,
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
  const { offer } = before.desk;
  const how = next.control === 'agent' && next.accepts ? 'accepted' : 'withdrawn';
  // An end says enough.
  if (offer?.from && how === 'withdrawn' && !closed) noteRefusal(step, before, offer, how, 'system', null);
  const controlAt = Math.max(step.now, before.controlAt);
  const unwrapped = closed && before.holder !== null && !next.wrapped;
  const after: Conversation = {
    ...before,
    desk: deskAfter(before, next, controlAt),
    wrapUp: unwrapped ? { agent: before.holder!, dueAt: step.now + WRAP_UP_LIMIT_MS } : null,
    control: next.control,
    turn: before.turn + 1,
    controlAt,
    holder: next.control === 'agent' ? { id: next.holder.id, name: next.holder.name } : null,
    failures: next.control === 'agent' ? 0 : before.failures,
    closedAt: closed ? controlAt : null,
    closedBy: closed ? next.by : null,
    nobodyAt: nobodyAfter(before, next, controlAt),
  };
  step.store.saveConversation(after);
  if (offer) step.events.push({ type: 'offer.ended', conversation: after, offer, how });
  step.store.agenda.enqueue('conversation', after.id, closed ? step.now : step.now + SUMMARY_DELAY_MS);
  if (next.control === 'waiting') step.store.agenda.addTimer('look', after.id, step.now + next.queue.waitMs);
  if (after.wrapUp) {
    step.store.agenda.addTimer('look', after.id, after.wrapUp.dueAt);
    step.events.push({ type: 'wrap-up.due', conversation: after, ...after.wrapUp });
  } else if (closed) step.store.agenda.removeTimer('look', after.id);
  step.events.push({ type: 'control.changed', conversation: after });
  if (isForsaken(before) || isForsaken(after)) step.events.push({ type: 'nobody.changed', conversation: after });
  if (before.control !== 'bot' || (next.control !== 'bot' && !closed)) step.reroute = true;
  return after;
}

/** Changes what the desk knows of a conversation, while control stays. */
export function changeDesk(step: Step, conversation: Conversation, part: Partial<AtDesk>): Conversation {
  const changed = { ...conversation, desk: { ...conversation.desk, ...part } };
  step.store.saveConversation(changed);
  step.events.push({ type: 'conversation.changed', conversation: changed });
  step.reroute = true;
  return changed;
}

/** Ends what rings, if something does, for everybody it rings at, and changes what goes with that. The conversation as it is then. */
export function endOffer(
  step: Step,
  conversation: Conversation,
  how: OfferEnd,
  part: Partial<AtDesk> = {},
): Conversation {
  const { offer } = conversation.desk;
  const over = changeDesk(step, conversation, { ...part, offer: null });
  if (!offer) return over;
  step.events.push({ type: 'offer.ended', conversation: over, offer, how });
  return over;
}

/** A colleague was asked, and it came to nothing: the log says so. */
export function noteRefusal(
  step: Step,
  conversation: Conversation,
  offer: Offer,
  how: Exclude<OfferEnd, 'accepted'>,
  author: string,
  cid: string | null,
): Entry {
  const event = offer.kind === 'transfer' ? 'transfer.ended' : 'conference.refused';
  const { id, name } = offer.to;
  return append(step, conversation, author, { kind: 'event', event, how, agent: id, name }, cid);
}

/** What the desk knows of a conversation as control goes on: how long it waited and was handled, who had it, where it stands. */
function deskAfter({ control, controlAt, holder, desk }: Conversation, next: NextControl, at: number): AtDesk {
  if (desk === NOT_AT_DESK && (next.control === 'bot' || next.control === 'closed')) return desk;
  const spanMs = at - controlAt;
  const waitedMs = desk.waitedMs + (control === 'waiting' ? spanMs : 0);
  const handledMs = desk.handledMs + (control === 'agent' ? spanMs : 0);
  const after = { ...desk, waitedMs, handledMs, guests: [], offer: null, lastAgent: holder ?? desk.lastAgent };
  switch (next.control) {
    case 'waiting': {
      // Whoever gave it away is not asked for it before the others.
      const asked = holder ? { tried: [holder.id], roundAt: at + ROUND_PAUSE_MS } : { tried: [] };
      const line = { queue: next.queue.id, queuedAt: at, round: 1 as const, ...asked };
      return { ...after, ...line, standingAt: desk.standingAt ?? at, priority: desk.priority + (next.before ? 1 : 0) };
    }
    case 'agent':
      return {
        ...after,
        guests: desk.guests.filter(({ id }) => id !== next.holder.id),
        lastAgent: { id: next.holder.id, name: next.holder.name },
      };
    // With the bot again, whoever asks once more stands at the end of the line.
    case 'bot':
      return { ...after, standingAt: null, priority: 0 };
    default:
      return after;
  }
}

/** Whether its visitor got nobody, and nobody has looked yet. While they wait once more, they are among those who wait. */
export function isForsaken({ control, nobodyAt }: Conversation): boolean {
  return nobodyAt !== null && control !== 'waiting';
}

/** Who has it looks after it; whatever else becomes of it, even its end, nobody has looked yet. */
function nobodyAfter({ nobodyAt }: Conversation, next: NextControl, at: number): number | null {
  if (next.control === 'bot' && next.nobody) return at;
  return next.control === 'agent' ? null : nobodyAt;
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
      text: step.clean(shown.text),
      re: shown.re,
      answer: shown.id,
      cut: true,
    });
  }
  step.effects.push({ type: 'answer.cancel', conversation: conversation.id });
}
