/**
 * Everything that can be asked of a site's engine, whoever asks: a socket, a route, a timer, the AI.
 * Names are imperative. The shell has parsed the command and checked the policy; relations (who holds what) are the engine's matter.
 */
import type { Source } from '#protocol/entry';
import type { SitePatch, SiteSettings } from '#protocol/site';
import type { Device, Page } from '#protocol/visit';

/** The visitor who speaks, and what their presence tells; kept in the conversation if this starts one. */
export interface VisitorFacts {
  id: string;
  visit: string;
  visitSince: number;
  country: string | null;
  device: Device;
  page: Page;
}

export interface Agent {
  id: string;
  /** The display name that visitors see. */
  name: string;
}

export type Command =
  // a visitor
  | { t: 'visitor.entry.post'; visitor: VisitorFacts; cid: string; text: string; conversation?: string | undefined }
  | { t: 'person.request'; visitor: VisitorFacts; cid: string; agentsOnline: number }
  | { t: 'person.withdraw'; visitor: string; cid: string; conversation?: string | undefined }
  | { t: 'visitor.conversation.close'; visitor: string; cid: string; conversation?: string | undefined }
  // an agent
  | { t: 'conversation.take-over'; agent: Agent; cid: string; conversation: string }
  | { t: 'conversation.leave'; agent: Agent; cid: string; conversation: string }
  | { t: 'conversation.close'; agent: Agent; cid: string; conversation: string }
  | { t: 'entry.post'; agent: Agent; cid: string; conversation: string; text: string }
  | { t: 'agent.rename'; agent: Agent }
  /** The member's last socket is gone, or the first one is back. */
  | { t: 'agent.go'; member: string }
  | { t: 'agent.return'; member: string }
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
    }
  | { t: 'answer.fail'; conversation: string; turn: number }
  // time
  | { t: 'timers.run' }
  | { t: 'visit.end'; visits: EndedVisit[] }
  // the site
  | { t: 'site.create'; id: string; settings: SiteSettings }
  | { t: 'site.change'; patch: SitePatch }
  | { t: 'site.remove' };

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
