/** The visitor's way to a person and back: asking, waiting, and what ends the wait. */
import type { WaitEnd } from '#protocol/entry';
import type { VisitorFacts } from './command.ts';
import { askForAnswer, changeControl, start } from './conversation.ts';
import { isEvent } from './entry.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { append, repeatedByVisitor } from './transcript.ts';

/** The visitor asks for a person. With nobody at the desk they are told so at once: no line is pretended. */
export function requestPerson(step: Step, visitor: VisitorFacts, cid: string, agentsOnline: number): Done {
  const before = repeatedByVisitor(step.store, visitor.id, cid, isEvent('person.requested'));
  if (before) return before;
  const newest = step.store.newestConversation(visitor.id);
  const open = newest && newest.control !== 'closed' ? newest : start(step, visitor, newest);
  if (open.control !== 'bot') return { entry: step.store.lastEntry(open.id) };
  const waiting = changeControl(step, open, { control: 'waiting' });
  const entry = append(step, waiting, 'visitor', { kind: 'event', event: 'person.requested' }, cid);
  if (agentsOnline === 0) endWait(step, waiting, 'nobody');
  return { entry };
}

/** The waiting visitor goes back to the AI. A wish that was meant for another conversation than the newest comes too late. */
export function withdrawRequest(step: Step, visitor: string, cid: string, meant?: string): Done {
  const conversation = step.store.newestConversation(visitor);
  if (!conversation) return refuse('conversation.none');
  const before = repeatedByVisitor(step.store, visitor, cid, isEvent('wait.ended'));
  if (before) return before;
  if (meant !== undefined && meant !== conversation.id) return { entry: null };
  if (conversation.control !== 'waiting') return { entry: step.store.lastEntry(conversation.id) };
  return { entry: endWait(step, conversation, 'visitor', cid) };
}

/** Gives a waiting conversation back to the bot, which says why unless the visitor chose it. */
export function endWait(step: Step, conversation: Conversation, reason: WaitEnd, cid: string | null = null) {
  const bot = changeControl(step, conversation, { control: 'bot' });
  const author = reason === 'visitor' ? 'visitor' : 'system';
  const entry = append(step, bot, author, { kind: 'event', event: 'wait.ended', reason }, cid);
  if (reason === 'visitor') {
    askForAnswer(step, bot);
    return entry;
  }
  const words = step.phrases(newestVisitorText(step, bot.id));
  append(step, bot, 'bot', {
    kind: 'message',
    from: 'bot',
    name: step.store.site()!.settings.botName,
    text: reason === 'nobody' ? words.nobodyThere : words.nobodyCame,
    re: entry.seq,
  });
  askForAnswer(step, bot);
  return entry;
}

function newestVisitorText(step: Step, conversation: string): string {
  for (const { body } of step.store.newestEntries(conversation, 20)) {
    if (body.kind === 'message' && body.from === 'visitor') return body.text;
  }
  return '';
}
