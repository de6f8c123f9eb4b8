/**
 * Everything that can be asked of a site's engine, whoever asks: a socket, a route, a timer, the AI.
 * Names are imperative. The shell has parsed the command and checked the policy; relations (who holds what) are the engine's matter.
 */
import type { AgentPatch, Person, WrapUp } from '#protocol/desk';
import type { Source } from '#protocol/entry';
import type { Role } from '#protocol/member';
import type { Queue, QueuePatch } from '#protocol/queue';
import type { SitePatch, SiteSettings } from '#protocol/site';
import type { Device, Page } from '#protocol/visit';
import type { Timer } from './agenda.ts';

/** The visitor who speaks, and what their presence tells; kept in the conversation if this starts one. */
export interface VisitorFacts {
  id: string;
  visit: string;
  visitSince: number;
  country: string | null;
  device: Device;
  page: Page;
}

/** A member as they speak: their display name, and their role on the site. */
export interface Agent extends Person {
  role: Role;
}

export type Command =
  // a visitor
  | { t: 'visitor.entry.post'; visitor: VisitorFacts; cid: string; text: string; conversation?: string | undefined }
  | { t: 'person.request'; visitor: VisitorFacts; cid: string }
  | { t: 'person.withdraw'; visitor: string; cid: string; conversation?: string | undefined }
  | { t: 'visitor.conversation.close'; visitor: string; cid: string; conversation?: string | undefined }
  // an agent
  | { t: 'conversation.take-over'; agent: Agent; cid: string; conversation: string; from?: string | undefined }
  | { t: 'conversation.leave'; agent: Agent; cid: string; conversation: string }
  | { t: 'conversation.close'; agent: Agent; cid: string; conversation: string; wrapUp?: WrapUp | undefined }
  | { t: 'conversation.wrap-up'; agent: Agent; cid: string; conversation: string; wrapUp: WrapUp }
  | { t: 'conversation.assign'; agent: Agent; cid: string; conversation: string; to: string | null }
  | { t: 'conversation.transfer'; agent: Agent; cid: string; conversation: string; to: TransferTo; wrapUp: WrapUp }
  | { t: 'conference.invite'; agent: Agent; cid: string; conversation: string; to: string }
  | { t: 'conference.leave'; agent: Agent; cid: string; conversation: string }
  | { t: 'offer.accept'; agent: Agent; cid: string; conversation: string; offer: string }
  | { t: 'offer.decline'; agent: Agent; cid: string; conversation: string; offer: string }
  | { t: 'offer.withdraw'; agent: Agent; cid: string; conversation: string; offer: string }
  /** The agent looks at it, or has done so until now. */
  | { t: 'conversation.look'; agent: Agent; conversation: string }
  | { t: 'entry.post'; agent: Agent; cid: string; conversation: string; text: string }
  | { t: 'note.post'; agent: Agent; cid: string; conversation: string; text: string }
  | { t: 'status.set'; member: string; available: boolean; reason: string | null }
  | { t: 'status.reset'; member: string }
  | { t: 'agent.rename'; agent: Person }
  | { t: 'agent.change'; agent: Agent; patch: AgentPatch }
  /** The member's last socket is gone, or one is there. */
  | { t: 'agent.go'; member: string }
  | { t: 'agent.return'; agent: Agent }
  /** They have no role on the site any more. */
  | { t: 'agent.remove'; member: string }
  // the AI; `turn` is the conversation's at the time it was asked, `re` the newest entry it had seen
  | {
      t: 'answer.finish';
      conversation: string;
      turn: number;
      re: number;
      answer: string;
      text: string;
      sources: Source[];
      offersPerson: boolean;
      /** The visitor wants a person: they are put in the queue. */
      handsOff?: boolean | undefined;
    }
  | { t: 'answer.fail'; conversation: string; turn: number }
  // time
  /** All that are due, or `only` that one. */
  | { t: 'timers.run'; only?: Timer }
  /** It has thrown. */
  | { t: 'timer.set-aside'; timer: Timer }
  | { t: 'visit.end'; visits: EndedVisit[] }
  /** A visitor who waits is there again. */
  | { t: 'visit.return' }
  // the queues
  | { t: 'queue.save'; queue: Queue }
  | { t: 'queue.change'; id: string; patch: QueuePatch }
  | { t: 'queue.remove'; id: string }
  /** A supervisor looks at one masked text: the audit log is told. */
  | { t: 'reveal.audit'; id: string; by: string; conversation: string; seq: number }
  // the site
  | { t: 'site.create'; id: string; settings: SiteSettings }
  | { t: 'site.change'; patch: SitePatch }
  | { t: 'site.remove' };

export type TransferTo = { agent: string } | { queue: string };

/** A visit as history keeps it. Times in epoch ms. */
export interface EndedVisit {
  id: string;
  visitor: string;
  startedAt: number;
  endedAt: number;
  country: string | null;
  device: Device;
  browser: string;
  os: string;
  page: Page;
}
