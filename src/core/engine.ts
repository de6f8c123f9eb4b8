/**
 * The only door of the core. `handle` decides one command over the site's rows, synchronously, inside the caller's transaction:
 * it writes rows and returns what is to be published and done once that has committed. A refusal has written nothing.
 */
import type { Refusal } from '#protocol/refusal';
import { failAnswer, finishAnswer } from './answer.ts';
import type { Command } from './command.ts';
import type { Effect, Event } from './event.ts';
import { AGENT_GONE_MS } from './limits.ts';
import { closeByVisitor, postByAgent, postByVisitor } from './message.ts';
import { requestPerson, withdrawRequest } from './person.ts';
import { changeSite, createSite, removeSite } from './site.ts';
import { type Context, type Done, refuse, type Step } from './step.ts';
import type { Store } from './store.ts';
import { close, holdsAny, leave, renameHolder, takeOver } from './takeover.ts';
import { runTimers } from './timer.ts';
import { unreachable } from './unreachable.ts';

/** Where the command's entry stands, in each numbering; zeros where it made none. */
export interface Place {
  conversation: string | null;
  seq: number;
  visitorSeq: number;
  at: number;
}

export type Outcome = { ok: true; place: Place; events: Event[]; effects: Effect[] } | { ok: false; refusal: Refusal };

export function handle(store: Store, command: Command, context: Context): Outcome {
  const step: Step = { ...context, store, events: [], effects: [] };
  const done = decide(step, command);
  if ('code' in done) return { ok: false, refusal: done };
  const { entry } = done;
  const place = {
    conversation: entry?.conversation ?? null,
    seq: entry?.seq ?? 0,
    visitorSeq: entry?.visitorSeq ?? 0,
    at: entry?.at ?? step.now,
  };
  return { ok: true, place, events: step.events, effects: step.effects };
}

const NO_ENTRY: Done = { entry: null };

function decide(step: Step, command: Command): Done {
  const { store } = step;
  // A removed site is final: nothing that was under way (an answer, a visit's end, a timer) writes into it any more.
  if (command.t !== 'site.create' && !store.isOpen()) return refuse('site.unknown');
  switch (command.t) {
    case 'visitor.entry.post':
      return postByVisitor(step, command.visitor, command.cid, command.text, command.conversation);
    case 'person.request':
      return requestPerson(step, command.visitor, command.cid, command.agentsOnline);
    case 'person.withdraw':
      return withdrawRequest(step, command.visitor, command.cid, command.conversation);
    case 'visitor.conversation.close':
      return closeByVisitor(step, command.visitor, command.cid, command.conversation);
    case 'conversation.take-over':
      return takeOver(step, command.agent, command.conversation, command.cid);
    case 'conversation.leave':
      return leave(step, command.agent, command.conversation, command.cid);
    case 'conversation.close':
      return close(step, command.agent, command.conversation, command.cid);
    case 'entry.post':
      return postByAgent(step, command.agent, command.conversation, command.cid, command.text);
    case 'agent.rename':
      renameHolder(step, command.agent);
      return NO_ENTRY;
    case 'agent.go':
      if (holdsAny(step, command.member)) store.agenda.addTimer('agent-gone', command.member, step.now + AGENT_GONE_MS);
      return NO_ENTRY;
    case 'agent.return':
      store.agenda.removeTimer('agent-gone', command.member);
      return NO_ENTRY;
    case 'answer.finish': {
      const conversation = store.conversation(command.conversation);
      if (conversation) finishAnswer(step, conversation, command);
      return NO_ENTRY;
    }
    case 'answer.fail': {
      const conversation = store.conversation(command.conversation);
      if (conversation?.turn === command.turn) failAnswer(step, conversation);
      return NO_ENTRY;
    }
    case 'timers.run':
      runTimers(step);
      return NO_ENTRY;
    case 'visit.end':
      for (const visit of command.visits) store.agenda.enqueue('visit', visit.id, step.now, JSON.stringify(visit));
      return NO_ENTRY;
    case 'site.create':
      return createSite(step, command.id, command.settings);
    case 'site.change':
      changeSite(step, command.patch);
      return NO_ENTRY;
    case 'site.remove':
      removeSite(step);
      return NO_ENTRY;
    default:
      return unreachable(command);
  }
}
