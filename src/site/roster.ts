/**
 * Who is at the desk and how long the queues are, as agents watch it, and where in line each waiting visitor stands. Changes are told together, a
 * moment later, and only what differs from what was told last. All of it is memory: when that is lost, everything is told once more.
 */
import { loads, statusOf } from '#core/agent';
import { offerCard, visitorName } from '#core/project';
import { inLine } from '#core/queue';
import { candidates, isMember } from '#core/routing';
import type { Conversation, Store } from '#core/store';
import { estimate, placeOf } from '#core/wait';
import type { AgentUpdate, DeskView } from '#protocol/agent-wire';
import type { AgentCard, DeskSettings, QueueCard, WrapUpCard } from '#protocol/desk';
import { NOBODY_MAX } from '#protocol/limits';
import type { SiteSettings } from '#protocol/site';
import type { Wait } from '#protocol/visitor-wire';
import { JOIN_MS } from './sending.ts';
import type { Sockets } from './sockets.ts';

export class Roster {
  /** What was told last, as JSON, by id: of agents and queues to agents, of waits to visitors. */
  private readonly told = new Map<string, string>();
  private readonly waits = new Map<string, string>();
  private flushing: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly store: Store,
    private readonly sockets: Sockets,
    private readonly now: () => number,
  ) {}

  /** The object was made anew: dashboards may hold whoever is here now, and are to be told should they go. */
  wake(): void {
    const { desk } = this.store;
    for (const { id } of [...desk.agents(), ...desk.queues()]) this.told.set(id, '');
  }

  /** Something may have changed. */
  mark(): void {
    this.flushing ??= setTimeout(() => this.flush(), JOIN_MS);
  }

  /** The desk as an agent finds it. */
  view(member: string): DeskView {
    const { settings } = this.store.site()!;
    const people = this.store.conversationsWithPeople();
    const agents = this.agents();
    const queues = this.queues();
    // The others haven't been told of it yet. Should it be as before by then, the newcomer has to hear of that.
    for (const card of [...agents, ...queues])
      if (this.told.get(card.id) !== JSON.stringify(card)) this.told.set(card.id, '');
    this.mark();
    return {
      settings: deskSettings(settings),
      agents,
      queues,
      offers: people.flatMap((it) => {
        const { offer } = it.desk;
        return offer?.to.id === member ? offerCard(this.store, it, offer, settings.masking) : [];
      }),
      nobody: this.store.countNobodyCameTo(NOBODY_MAX),
      wrapUps: people.flatMap((it) => (it.wrapUp?.agent.id === member ? wrapUpCard(this.store, it) : [])),
    };
  }

  /** What a waiting visitor is told of their wait; undefined for those who don't wait. */
  waitOf(conversation: Conversation): Wait | undefined {
    if (conversation.control !== 'waiting' || conversation.desk.queue === null) return undefined;
    const line = inLine(this.store, conversation.desk.queue);
    return this.wait(conversation, placeOf(line, conversation.id));
  }

  private flush(): void {
    this.flushing = null;
    if (!this.store.isOpen()) return;
    if (this.sockets.hasAgents()) {
      const update = this.changes();
      if (update) this.sockets.toAgents([{ update }]);
    }
    this.tellWaits();
  }

  private changes(): AgentUpdate | null {
    const agents = this.agents();
    const queues = this.queues();
    const here = new Set([...agents, ...queues].map(({ id }) => id));
    const gone = [...this.told.keys()].filter((id) => !here.has(id));
    for (const id of gone) this.told.delete(id);
    const changed = <T extends { id: string }>(cards: T[]) =>
      cards.filter((card) => {
        const text = JSON.stringify(card);
        if (this.told.get(card.id) === text) return false;
        this.told.set(card.id, text);
        return true;
      });
    const news = { agents: changed(agents), queues: changed(queues), gone };
    const told = Object.entries(news).filter(([, list]) => list.length > 0);
    return told.length > 0 ? { t: 'desk.changed', ...Object.fromEntries(told) } : null;
  }

  private tellWaits(): void {
    const waiting = new Set<string>();
    for (const { id: queue } of this.store.desk.queues()) {
      const line = inLine(this.store, queue);
      for (const conversation of line) {
        waiting.add(conversation.id);
        const place = placeOf(line, conversation.id);
        // The estimate runs down by itself: only another place is news.
        const text = `${queue} ${place}`;
        if (this.waits.get(conversation.id) === text) continue;
        this.waits.set(conversation.id, text);
        this.sockets.toVisitor(conversation.visitor, { t: 'wait.changed', wait: this.wait(conversation, place) });
      }
    }
    for (const id of this.waits.keys()) if (!waiting.has(id)) this.waits.delete(id);
  }

  private wait(conversation: Conversation, place: number | null): Wait {
    const at = this.now();
    const known = estimate(this.store.desk.waitsOf(conversation.desk.queue!), at - conversation.controlAt);
    return { place, at, fromMs: known?.fromMs ?? null, toMs: known?.toMs ?? null };
  }

  private agents(): AgentCard[] {
    const counts = loads(this.store.conversationsWithPeople());
    return this.store.desk.agents().map((agent) => {
      const { id, name, role, capacity } = agent;
      const status = statusOf(agent, this.sockets.attended(id, this.now()), this.now());
      return { id, name, role, ...status, load: counts.get(id) ?? 0, capacity };
    });
  }

  private queues(): QueueCard[] {
    const online = (member: string) => this.sockets.attended(member, this.now());
    const all = candidates({ now: this.now(), online, store: this.store });
    return this.store.desk.queues().map((queue) => {
      const line = inLine(this.store, queue.id);
      const available = all.filter(({ agent, status }) => status === 'available' && isMember(queue, agent.id));
      return {
        id: queue.id,
        name: queue.name,
        mode: queue.mode,
        waiting: line.length,
        since: line.length > 0 ? Math.min(...line.map(({ controlAt }) => controlAt)) : null,
        available: available.length,
        free: available.filter(({ agent, load, ringing }) => !ringing && load < agent.capacity).length,
      };
    });
  }
}

/** What is still to be wrapped up. */
export function wrapUpCard(store: Store, { id, visitor, closedAt, wrapUp }: Conversation): WrapUpCard {
  const name = visitorName(store, visitor, store.site()!.settings.masking);
  return { conversation: id, visitor: { id: visitor, name }, closedAt: closedAt!, dueAt: wrapUp!.dueAt };
}

/** The site's choices that agents' dialogs offer. */
export function deskSettings(settings: SiteSettings): DeskSettings {
  const { wrapUpReasons, wrapUpRequired, unavailableReasons, typingPreview, chatOn } = settings;
  return { wrapUpReasons, wrapUpRequired, unavailableReasons, typingPreview, chatOn };
}
