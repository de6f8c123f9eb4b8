/**
 * The only door of the core. `handle` decides one command over the site's rows, synchronously, inside the caller's transaction:
 * it writes rows and returns what is to be published and done once that has committed. A refusal has written nothing.
 */
import type { WrapUp } from '#protocol/desk';
import type { Refusal } from '#protocol/refusal';
import { goAway, removeAgent } from './absence.ts';
import { arrive, changeAgent, rename, resetStatus, setStatus } from './agent.ts';
import { failAnswer, finishAnswer } from './answer.ts';
import type { AuditRecord } from './audit.ts';
import type { Command, TransferTo } from './command.ts';
import { leaveConference } from './conference.ts';
import { closeByAgent, closeByVisitor } from './end.ts';
import type { Effect, Event } from './event.ts';
import { look } from './look.ts';
import { removeSecrets } from './mask/mask.ts';
import { postByAgent, postByVisitor, postNote } from './message.ts';
import { acceptOffer, declineOffer, withdrawOffer } from './offer.ts';
import { requestPerson, withdrawRequest } from './person.ts';
import { changeQueue, drain, removeQueue, saveQueue } from './queue.ts';
import { changeSite, createSite, removeSite } from './site.ts';
import { type Context, type Done, refuse, type Step } from './step.ts';
import type { Store } from './store.ts';
import { leave, takeOver } from './takeover.ts';
import { runTimers, setAside } from './timer.ts';
import { assign, invite, transfer } from './transfer.ts';
import { unreachable } from './unreachable.ts';
import { wrapUpLater } from './wrap-up.ts';

/** Where the command's entry stands, in each numbering; zeros where it made none. */
export interface Place {
  conversation: string | null;
  seq: number;
  visitorSeq: number;
  at: number;
}

export type Outcome = { ok: true; place: Place; events: Event[]; effects: Effect[] } | { ok: false; refusal: Refusal };

export function handle(store: Store, command: Command, context: Context): Outcome {
  const clean = (text: string) => removeSecrets(text, store.site()!.settings.masking);
  const step: Step = { ...context, store, events: [], effects: [], reroute: false, asked: null, clean };
  const done = decide(step, command);
  if ('code' in done) return { ok: false, refusal: done };
  if (step.reroute && store.isOpen()) drain(step);
  const { entry } = done;
  const place = {
    conversation: entry?.conversation ?? null,
    seq: entry?.seq ?? 0,
    visitorSeq: entry?.visitorSeq ?? 0,
    at: entry?.at ?? step.now,
  };
  return { ok: true, place, events: step.events, effects: step.effects };
}

/** All that commands with a `cid` say, but for who says it, where, and what is to be posted. */
interface AskedFor {
  t: Command['t'];
  to?: TransferTo | string | null;
  from?: string | undefined;
  offer?: string;
  wrapUp?: WrapUp | undefined;
}

const NO_ENTRY: Done = { entry: null };

function decide(step: Step, command: Command): Done {
  const { store } = step;
  // A removed site is final: nothing that was under way (an answer, a visit's end, a timer) writes into it any more.
  if (command.t !== 'site.create' && !store.isOpen()) return refuse('site.unknown');
  step.asked = askedBy(step, command);
  switch (command.t) {
    case 'visitor.entry.post':
      return postByVisitor(step, command.visitor, command.cid, command.text, command.conversation);
    case 'person.request':
      return requestPerson(step, command.visitor, command.cid);
    case 'person.withdraw':
      return withdrawRequest(step, command.visitor, command.cid, command.conversation);
    case 'visitor.conversation.close':
      return closeByVisitor(step, command.visitor, command.cid, command.conversation);
    case 'conversation.take-over':
      return takeOver(step, command.agent, command.conversation, command.cid, command.from);
    case 'conversation.leave':
      return leave(step, command.agent, command.conversation, command.cid);
    case 'conversation.close':
      return closeByAgent(step, command.agent, command.conversation, command.cid, command.wrapUp);
    case 'conversation.wrap-up':
      return wrapUpLater(step, command.agent, command.conversation, command.cid, command.wrapUp);
    case 'conversation.assign':
      return assign(step, command.agent, command.conversation, command.cid, command.to);
    case 'conversation.transfer':
      return transfer(step, command.agent, command.conversation, command.cid, command.to, command.wrapUp);
    case 'conference.invite':
      return invite(step, command.agent, command.conversation, command.cid, command.to);
    case 'conference.leave':
      return leaveConference(step, command.agent, command.conversation, command.cid);
    case 'offer.accept':
      return acceptOffer(step, command.agent, command.conversation, command.cid, command.offer);
    case 'offer.decline':
      return declineOffer(step, command.agent, command.conversation, command.cid, command.offer);
    case 'offer.withdraw':
      return withdrawOffer(step, command.agent, command.conversation, command.cid, command.offer);
    case 'conversation.look':
      return look(step, command.agent, command.conversation);
    case 'entry.post':
      return postByAgent(step, command.agent, command.conversation, command.cid, command.text);
    case 'note.post':
      return postNote(step, command.agent, command.conversation, command.cid, command.text);
    case 'status.set':
      return setStatus(step, command.member, command.available, command.reason);
    case 'status.reset':
      return resetStatus(step, command.member);
    case 'agent.rename':
      rename(step, command.agent);
      return NO_ENTRY;
    case 'agent.change':
      changeAgent(step, command.agent, command.patch);
      return NO_ENTRY;
    case 'agent.go':
      goAway(step, command.member);
      return NO_ENTRY;
    case 'agent.return':
      arrive(step, command.agent);
      return NO_ENTRY;
    case 'agent.remove':
      removeAgent(step, command.member);
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
      runTimers(step, command.only);
      return NO_ENTRY;
    case 'timer.set-aside':
      setAside(step, command.timer);
      return NO_ENTRY;
    case 'visit.end':
      // Most who come by never write, and cost no row.
      for (const visit of command.visits)
        if (store.newestConversation(visit.visitor))
          store.agenda.enqueue('visit', visit.id, step.now, JSON.stringify(visit));
      step.reroute = command.visits.some(({ visitor }) => store.newestConversation(visitor)?.control === 'waiting');
      return NO_ENTRY;
    case 'visit.return':
      step.reroute = true;
      return NO_ENTRY;
    case 'queue.save':
      return saveQueue(step, command.queue);
    case 'queue.change':
      return changeQueue(step, command.id, command.patch);
    case 'queue.remove':
      return removeQueue(step, command.id);
    case 'reveal.audit': {
      const { id, by, conversation, seq } = command;
      const audit: AuditRecord = { at: step.now, actor: by, action: 'text.reveal', subject: `${conversation}:${seq}` };
      store.agenda.enqueue('audit', id, step.now, JSON.stringify(audit));
      return NO_ENTRY;
    }
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

function askedBy(step: Step, command: Command): string | null {
  if (!('cid' in command) || 'text' in command) return null;
  const { t, to, from, offer, wrapUp }: AskedFor = command;
  return JSON.stringify([t, to, from, offer, wrapUp && [wrapUp.reason, step.clean(wrapUp.note)]]);
}
