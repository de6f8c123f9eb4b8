/** What HTTP reads and changes of a site's desk: queues, agents, past conversations, who is offered what and why, and what is masked. */
import { maySee } from '#core/access';
import { statusOf } from '#core/agent';
import type { Agent, Command } from '#core/command';
import { maskingFor, maskUrl } from '#core/mask/mask';
import { lastMessage, visitorName } from '#core/project';
import { explain } from '#core/queue';
import { isMember } from '#core/routing';
import type { Conversation } from '#core/store';
import {
  type AgentPatch,
  type ConversationPage,
  type ConversationSummary,
  DEFAULT_CAPACITY,
  type FoundConversations,
  type RoutingView,
  type SeenPage,
  type Status,
} from '#protocol/desk';
import type { Queue, QueueBody, QueuePatch } from '#protocol/queue';
import type { WeeklySchedule } from '#protocol/schedule';
import type { TurnedAwayView } from '#protocol/turned-away';
import type { Answer } from './door.ts';
import type { Parts } from './parts.ts';
import { searchConversations } from './search.ts';

/** Past conversations a page. */
const PAGE = 30;

/** What the site knows of a member as an agent. */
export interface AgentDesk {
  id: string;
  status: Status;
  capacity: number;
  schedule: WeeklySchedule | null;
}

export type DeskRequest =
  | { t: 'queue.list' }
  | { t: 'queue.create'; body: QueueBody }
  | { t: 'queue.change'; id: string; patch: QueuePatch }
  | { t: 'queue.remove'; id: string }
  | { t: 'agent.list' }
  | { t: 'agent.change'; agent: Agent; patch: AgentPatch }
  /** What has ended before `before`, as the page before it said; `mine`: only what the member had last. */
  | { t: 'conversation.list'; before: string | null; mine: string | null }
  /** To which nobody came, and nobody has looked since; open or over. */
  | { t: 'conversation.list-nobody'; before: string | null }
  /** What holds these words; `mine`: of what is closed only what the agent had last. */
  | { t: 'conversation.search'; by: Pick<Agent, 'id' | 'role'>; words: string; before: string | null; mine: boolean }
  | { t: 'conversation.routing'; conversation: string }
  /** Where the widget was shown last, of the pages that are open now. */
  | { t: 'page.seen' }
  /** What was turned away because somebody sent too much. */
  | { t: 'turned-away.read' }
  | { t: 'reveal'; by: Agent; conversation: string; seq: number };

/** What each request is answered with. */
export interface DeskAnswers {
  'queue.list': Queue[];
  'queue.create': Queue;
  'queue.change': Queue;
  'queue.remove': null;
  'agent.list': AgentDesk[];
  'agent.change': AgentDesk;
  'conversation.list': ConversationPage;
  'conversation.list-nobody': ConversationPage;
  'conversation.search': FoundConversations;
  'conversation.routing': RoutingView;
  'page.seen': SeenPage | null;
  'turned-away.read': TurnedAwayView;
  reveal: { text: string };
}

/** Refusals are those of the commands; `conversation.unknown` for what isn't there. */
export function deskAnswer<Request extends DeskRequest>(
  parts: Parts,
  request: Request,
): Answer<DeskAnswers[Request['t']]> {
  return answer(parts, request) as Answer<DeskAnswers[Request['t']]>;
}

function answer(parts: Parts, request: DeskRequest): Answer<DeskAnswers[keyof DeskAnswers]> {
  const { desk } = parts.store;
  switch (request.t) {
    case 'queue.list':
      return ok([...desk.queues()]);
    case 'queue.create': {
      const queue = { id: parts.newId('que'), ...request.body };
      return after(parts, { t: 'queue.save', queue }, () => queue);
    }
    case 'queue.change':
      return after(parts, request, () => desk.queue(request.id)!);
    case 'queue.remove':
      return after(parts, request, () => null);
    case 'agent.list':
      return ok(desk.agents().map(({ id }) => agentDesk(parts, id)));
    case 'agent.change':
      return after(parts, request, () => agentDesk(parts, request.agent.id));
    case 'conversation.list':
      return ok(
        pageOf(
          parts,
          request.before,
          ({ closedAt }) => closedAt,
          (before) => parts.store.closedConversations(before, request.mine, PAGE + 1),
        ),
      );
    case 'conversation.list-nobody':
      return ok(
        pageOf(
          parts,
          request.before,
          ({ nobodyAt }) => nobodyAt,
          (before) => parts.store.conversationsNobodyCameTo(before, PAGE + 1),
        ),
      );
    case 'conversation.search':
      return ok(found(parts, request));
    case 'conversation.routing':
      return routing(parts, request.conversation);
    case 'page.seen':
      return ok(seenPage(parts));
    case 'turned-away.read':
      return ok(parts.turnedAway.view());
    case 'reveal':
      return reveal(parts, request.by, request.conversation, request.seq);
  }
}

function after<T>(parts: Parts, command: Command, value: () => T): Answer<T> {
  const outcome = parts.run(command);
  return outcome.ok ? ok(value()) : { ok: false, refusal: outcome.refusal };
}

function agentDesk(parts: Parts, member: string): AgentDesk {
  const row = parts.store.desk.agent(member);
  if (!row) return { id: member, status: 'offline', capacity: DEFAULT_CAPACITY, schedule: null };
  const { status } = statusOf(row, parts.context().online(member), parts.now());
  return { id: member, status, capacity: row.capacity, schedule: row.schedule };
}

/** A page of what is in order of a moment, the newest first; its `next` names the last one on it. `find` finds one more than fits. */
function pageOf(
  parts: Parts,
  before: string | null,
  momentOf: (conversation: Conversation) => number | null,
  find: (before: { at: number; id: string } | null) => Conversation[],
): ConversationPage {
  const found = find(readPlace(before));
  const shown = found.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    conversations: shown.map((conversation) => summary(parts, conversation)),
    next: found.length > PAGE && last ? `${momentOf(last)}.${last.id}` : null,
  };
}

function found(parts: Parts, { before, ...search }: Omit<Extract<DeskRequest, { t: 'conversation.search' }>, 't'>) {
  const { open, closed, next } = searchConversations(parts.store, { ...search, before: readPlace(before) });
  return {
    open,
    conversations: closed.map((conversation) => summary(parts, conversation)),
    next: next && `${next.closedAt}.${next.id}`,
  };
}

/** Where a page begins, as the page before it named it. */
function readPlace(before: string | null): { at: number; id: string } | null {
  if (before === null) return null;
  const [at = '', id = ''] = before.split('.');
  return { at: Number(at), id };
}

function summary({ store }: Parts, it: Conversation): ConversationSummary {
  const masking = maskingFor(store.site()!.settings.masking, it.country);
  return {
    id: it.id,
    visitor: {
      id: it.visitor,
      name: visitorName(store, it.visitor, masking),
      country: it.country,
      device: it.device,
    },
    agent: it.desk.lastAgent,
    startedAt: it.startedAt,
    closedAt: it.closedAt,
    ...(it.nobodyAt !== null && { nobodyAt: it.nobodyAt }),
    messages: store.lastEntry(it.id)?.messages ?? 0,
    last: lastMessage(store, it, masking),
    waitedMs: it.desk.waitedMs,
    handledMs: it.desk.handledMs,
    wrapUp: it.closedAt !== null && it.desk.lastAgent && !it.wrapUp ? { reason: reasonOf(store, it.id) } : null,
  };
}

function reasonOf(store: Parts['store'], conversation: string): string | null {
  for (const { body } of store.newestEntries(conversation, 10)) {
    if (body.kind === 'event' && body.event === 'wrap-up.recorded') return body.reason;
  }
  return null;
}

/** Looks at all of the visitors' sockets: for an admin who installs the chat, not for what is asked often. */
function seenPage({ store, sockets }: Parts): SeenPage | null {
  const tabs = sockets.tagged('visitor').flatMap((socket) => sockets.tab(socket) ?? []);
  if (tabs.length === 0) return null;
  const newest = tabs.reduce((one, other) => (other.pageAt > one.pageAt ? other : one));
  const masking = maskingFor(store.site()!.settings.masking, newest.country);
  return { url: maskUrl(newest.page.url, masking), at: newest.pageAt };
}

/** Of what waits: who is next, and why not the others. Those who belong to its queue come first. */
function routing(parts: Parts, id: string): Answer<RoutingView> {
  const conversation = parts.store.conversation(id);
  if (conversation?.control !== 'waiting') return { ok: false, refusal: { code: 'conversation.unknown' } };
  const { online } = parts.context();
  const { queue, next, verdicts } = explain({ now: parts.now(), online, store: parts.store }, conversation);
  return ok({
    queue: { id: queue.id, name: queue.name, mode: queue.mode },
    next: next && { id: next.agent.id, name: next.agent.name },
    verdicts: verdicts
      .map(({ candidate: { agent, status, load }, reasons }) => {
        const { id: member, name, capacity } = agent;
        return { id: member, name, status, load, capacity, reasons };
      })
      .sort((a, b) => Number(isMember(queue, b.id)) - Number(isMember(queue, a.id)) || a.name.localeCompare(b.name)),
  });
}

/** One masked text in full. Who looked is told to D1's audit log before they see it. */
function reveal(parts: Parts, by: Agent, id: string, seq: number): Answer<{ text: string }> {
  const conversation = parts.store.conversation(id);
  const entry = conversation && maySee(by, conversation) && parts.store.entry(id, seq);
  if (!entry || entry.body.kind === 'event') return { ok: false, refusal: { code: 'conversation.unknown' } };
  const { text } = entry.body;
  const outcome = parts.run({ t: 'reveal.audit', by: by.id, id: parts.newId('aud'), conversation: id, seq });
  return outcome.ok ? ok({ text }) : { ok: false, refusal: outcome.refusal };
}

function ok<T>(value: T): Answer<T> {
  return { ok: true, value };
}
