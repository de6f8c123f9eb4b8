/** What an agent's desk shows, and how an update of the site changes it. States are replaced, never changed. */
import type { AgentUpdate, DeskView } from '#protocol/agent-wire';
import type { AgentCard, DeskSettings, OfferCard, QueueCard, WrapUpCard } from '#protocol/desk';
import type { Role } from '#protocol/member';
import type { RefusalCode } from '#protocol/refusal';
import { type AgentThread, foldAgent } from '../kit/fold.ts';
import type { LinkState } from '../kit/socket.ts';
import { lastSeq } from '../kit/thread.ts';
import { foldVisits, hearEntry, NO_VISITS, type VisitsState } from '../kit/visits.ts';
import { mapped, without } from './maps.ts';

/** The visits among it are those that are watched (see desk.ts), the agent's own, and those that they view. */
export interface DeskState extends VisitsState {
  link: LinkState;
  /** Null until the first welcome; what is there stays while reconnecting. */
  site: { id: string; name: string; botName: string } | null;
  /** The agent as this site knows them; `id` is what a conversation's holder is compared with. */
  member: { id: string; name: string; role: Role } | null;
  /** Conversations that are viewed now. */
  threads: ReadonlyMap<string, AgentThread>;
  /** Views that were refused, and why; `holder` where another agent has it. */
  unviewable: ReadonlyMap<string, { code: RefusalCode; holder?: string | undefined }>;
  /** The site's choices for agents' dialogs; null until the first welcome. */
  settings: DeskSettings | null;
  /** Everybody the site knows, oneself among them; offline ones too. */
  agents: ReadonlyMap<string, AgentCard>;
  queues: ReadonlyMap<string, QueueCard>;
  /** What rings at this agent, and what they are to wrap up; the oldest first. */
  offers: readonly OfferCard[];
  wrapUps: readonly WrapUpCard[];
  /** To how many conversations nobody came, and nobody has looked since; another object with every change of which these are. */
  nobody: { count: number };
  /** Own messages that are not in the log yet. */
  posts: readonly Post[];
  /** How far the server's clock is ahead of this one. */
  clockAheadMs: number;
}

/** A message of one's own on its way. One that didn't change keeps its identity. */
export interface Post {
  cid: string;
  conversation: string;
  text: string;
  /** An internal note. */
  note: boolean;
  at: number;
  state: 'sending' | 'sent' | 'failed';
  code?: RefusalCode;
}

/** Before the first welcome. */
export const EMPTY_DESK: DeskState = {
  link: 'connecting',
  site: null,
  member: null,
  ...NO_VISITS,
  threads: new Map(),
  unviewable: new Map(),
  settings: null,
  agents: new Map(),
  queues: new Map(),
  offers: [],
  wrapUps: [],
  nobody: { count: 0 },
  posts: [],
  clockAheadMs: 0,
};

/** `asked`: see `foldVisits`. */
export function foldDesk(state: DeskState, update: AgentUpdate, now: number, asked: ReadonlySet<string>): DeskState {
  const threads = mapped(state.threads, (thread) => foldAgent(thread, update, now));
  const { visits, counts, windows, gone } = withWords(foldVisits(state, update, asked), state.threads, threads, update);
  return { ...state, visits, counts, windows, gone, threads, ...about(update, { ...state, threads }, now) };
}

/** The last words of a conversation that is viewed, where an entry of it has just come into the log. */
function withWords(
  visits: VisitsState,
  before: DeskState['threads'],
  after: DeskState['threads'],
  update: AgentUpdate,
): VisitsState {
  if (update.t !== 'entry.added') return visits;
  const [was, is] = [before.get(update.conversation), after.get(update.conversation)];
  return was && is && lastSeq(is) > lastSeq(was) ? hearEntry(visits, is, update.entry) : visits;
}

/** What an update says besides cards and threads' contents. */
function about(update: AgentUpdate, before: DeskState, now: number): Partial<DeskState> {
  const { threads, unviewable, offers, wrapUps } = before;
  switch (update.t) {
    case 'agent.welcomed':
      return { site: update.site, member: update.member, clockAheadMs: update.now - now, ...found(update.desk) };
    case 'site.changed':
      return { site: update.site, settings: update.settings };
    case 'desk.changed': {
      const gone = update.gone ?? [];
      return {
        agents: merged(before.agents, update.agents, gone),
        queues: merged(before.queues, update.queues, gone),
      };
    }
    case 'offer.made':
      return { offers: [...offers.filter(({ id }) => id !== update.offer.id), update.offer] };
    case 'offer.ended':
      return { offers: offers.filter(({ id }) => id !== update.offer) };
    case 'wrap-up.due': {
      const { wrapUp } = update;
      return { wrapUps: [...wrapUps.filter(({ conversation }) => conversation !== wrapUp.conversation), wrapUp] };
    }
    case 'nobody.changed':
      return { nobody: { count: update.count } };
    case 'wrap-up.done':
      return { wrapUps: wrapUps.filter(({ conversation }) => conversation !== update.conversation) };
    case 'conversation.viewed':
      return { unviewable: without(unviewable, update.conversation.id) };
    case 'refused': {
      const { cid, conversation, code, holder } = update;
      const thread = conversation === undefined ? undefined : threads.get(conversation);
      // What time cures is asked again, by and by.
      if (cid !== undefined || thread === undefined || code === 'overloaded' || code === 'rate.limited') return {};
      return {
        threads: new Map(threads).set(thread.id, { ...thread, missing: null }),
        unviewable: new Map(unviewable).set(thread.id, { code, holder }),
      };
    }
    default:
      return {};
  }
}

function found({ settings, agents, queues, offers, wrapUps, nobody }: DeskView): Partial<DeskState> {
  const byId = <T extends { id: string }>(list: readonly T[]) => new Map(list.map((each) => [each.id, each]));
  return { settings, agents: byId(agents), queues: byId(queues), offers, wrapUps, nobody: { count: nobody } };
}

function merged<T extends { id: string }>(
  known: ReadonlyMap<string, T>,
  changed: readonly T[] = [],
  gone: readonly string[],
): ReadonlyMap<string, T> {
  if (changed.length === 0 && !gone.some((id) => known.has(id))) return known;
  const next = new Map(known);
  for (const each of changed) next.set(each.id, each);
  for (const id of gone) next.delete(id);
  return next;
}
