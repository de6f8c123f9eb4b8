/** The visitor's way to a person and back: asking, waiting, and what ends the wait. */
import type { WaitEnd, WaitStart } from '#protocol/entry';
import type { Queue } from '#protocol/queue';
import type { Agent, VisitorFacts } from './command.ts';
import { askForAnswer, changeControl, start } from './conversation.ts';
import type { Entry } from './entry.ts';
import { doer } from './offer.ts';
import { isAnyoneThere, openQueue, queueOf } from './queue.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { append, lastSeen, repeatedWish } from './transcript.ts';

/**
 * The visitor asks for a person, and stands in the queue that takes them. Where none does they are told so at once: no line is pretended.
 * Refuses `conversation.interrupted` while the chat is switched off.
 */
export function requestPerson(step: Step, visitor: VisitorFacts, cid: string): Done {
  const before = repeatedWish(step, visitor.id, cid);
  if (before) return before;
  if (!step.store.site()!.settings.chatOn) return refuse('conversation.interrupted');
  const newest = step.store.newestConversation(visitor.id);
  const open = newest && newest.control !== 'closed' ? newest : start(step, visitor, newest);
  if (open.control !== 'bot') return { entry: lastSeen(step.store, open.id) };
  return { entry: stand(step, open, 'visitor', cid) };
}

/** The waiting visitor goes back to the AI. A wish that was meant for another conversation than the newest comes too late. */
export function withdrawRequest(step: Step, visitor: string, cid: string, meant?: string): Done {
  const conversation = step.store.newestConversation(visitor);
  if (!conversation) return refuse('conversation.none');
  const before = repeatedWish(step, visitor, cid, meant);
  if (before) return before;
  if (meant !== undefined && meant !== conversation.id) return { entry: null };
  if (conversation.control !== 'waiting') return { entry: lastSeen(step.store, conversation.id) };
  return { entry: endWait(step, conversation, 'visitor', cid) };
}

/** From the bot into a queue, because the visitor or the bot wants a person. */
export function stand(step: Step, conversation: Conversation, author: string, cid: string | null = null): Entry {
  const wanted = queueOf(step.store, conversation);
  const queue = openQueue(step, wanted);
  const waiting = changeControl(step, conversation, { control: 'waiting', queue: queue ?? wanted });
  const { id, name } = queue ?? wanted;
  const entry = append(step, waiting, author, { kind: 'event', event: 'person.requested', queue: { id, name } }, cid);
  if (!queue) endWait(step, waiting, 'nobody');
  return entry;
}

/** From an agent back into a queue, with the place it had; `before` those who weren't handed over. */
export function standAgain(
  step: Step,
  conversation: Conversation,
  queue: Queue,
  why: WaitStart,
  by: { agent: Agent; cid: string } | null = null,
): Entry {
  const waiting = changeControl(step, conversation, { control: 'waiting', queue, before: why === 'transferred' });
  const { id, name } = queue;
  return append(
    step,
    waiting,
    by?.agent.id ?? 'system',
    { kind: 'event', event: 'wait.started', why, queue: { id, name }, ...(by && doer(by.agent)) },
    by?.cid ?? null,
  );
}

/** Gives a waiting conversation back to the bot, which says why unless the visitor chose it. */
export function endWait(step: Step, conversation: Conversation, reason: WaitEnd, cid: string | null = null): Entry {
  const bot = changeControl(step, conversation, { control: 'bot', nobody: reason !== 'visitor' });
  const author = reason === 'visitor' ? 'visitor' : 'system';
  const full = reason === 'nobody' && isAnyoneThere(step, queueOf(step.store, conversation));
  const ended = { kind: 'event', event: 'wait.ended', reason, ...(full && { full }) } as const;
  const entry = append(step, bot, author, ended, cid);
  if (reason === 'visitor') {
    askForAnswer(step, bot);
    return entry;
  }
  const words = step.phrases(newestVisitorText(step, bot.id), bot.visitor);
  const name = step.store.site()!.settings.botName;
  const text = reason === 'expired' ? words.nobodyCame : full ? words.allBusy : words.nobodyThere;
  append(step, bot, 'bot', { kind: 'message', from: 'bot', name, text, re: entry.seq });
  askForAnswer(step, bot);
  return entry;
}

function newestVisitorText(step: Step, conversation: string): string {
  for (const { body } of step.store.newestEntries(conversation, 20)) {
    if (body.kind === 'message' && body.from === 'visitor') return body.text;
  }
  return '';
}
