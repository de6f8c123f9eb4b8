/**
 * What each dashboard watches of the visits, and what it was told of that. A dashboard hears of the cards that its windows show, of those
 * that it asked for, of those it views, and of its agent's own; of all others it hears the counts. What many are told is made once.
 * What a dashboard watches is in its socket's attachment; what it was told is memory, and where that is lost, the dashboard asks for what
 * it lacks.
 */
import type { Place } from '#core/place';
import type { Store } from '#core/store';
import { WINDOWS_FROM } from '#protocol/limits';
import type { VisitCard } from '#protocol/visit';
import type { Heard, VisitWindow } from '#protocol/visit-list';
import type { AgentSocket } from './attachment.ts';
import { CardNews } from './card-news.ts';
import type { Sockets } from './sockets.ts';
import { UNNAMED_VERSION } from './told.ts';
import type { VisitIndex } from './visit-index.ts';

export interface News {
  /** Visitors of whose cards something may have changed. */
  marked: ReadonlySet<string>;
  /** Lists hold others, or in another order. */
  moved: boolean;
  /** The index holds everybody: what it doesn't hold isn't there. */
  complete: boolean;
  /** What is masked has changed. */
  anew: boolean;
  heard: Heard | null;
}

/** What one dashboard was told. */
interface Told {
  /** The attachment that it was told by: another one may watch something else. */
  agent: AgentSocket | null;
  counts: string;
  windows: readonly string[];
  /** Visit ids, by visitor. */
  cards: Map<string, string>;
  /** Conversations whose entries it hears. */
  views: readonly string[];
  /** What it asked for and is not there. */
  missing: Set<string>;
}

export class Windows {
  private readonly told = new WeakMap<WebSocket, Told>();
  private readonly cards: CardNews;

  constructor(
    private readonly store: Store,
    private readonly sockets: Sockets,
    private readonly index: VisitIndex,
    card: (visitor: string) => VisitCard | null,
  ) {
    this.cards = new CardNews(store, card);
  }

  /** A dashboard that has nothing, as it has only just come. */
  begin(socket: WebSocket): void {
    const nothing = { agent: null, counts: '', windows: [], cards: new Map(), views: [], missing: new Set<string>() };
    this.told.set(socket, nothing);
  }

  /** Whether there is a dashboard of which nobody remembers what it was told. */
  lackOne(): boolean {
    return this.sockets
      .agents()
      .some(({ socket, agent }) => (agent.v ?? UNNAMED_VERSION) >= WINDOWS_FROM && !this.told.has(socket));
  }

  /** Tells every dashboard what concerns it. Gives how many cards were told of. */
  tell(news: News): number {
    const sharing = new Sharing(this.index);
    this.cards.begin(news.marked);
    for (const { socket, agent } of this.sockets.agents()) {
      if ((agent.v ?? UNNAMED_VERSION) < WINDOWS_FROM) continue;
      const told = this.told.get(socket);
      // One that sleeps on with what it has waits until all is known.
      if (!told && !news.complete) continue;
      const parts = told ? this.changes(agent, told, news, sharing) : this.afterSleep(socket, agent, news, sharing);
      if (parts.length > 0) this.sockets.sayText(socket, sharing.update(parts));
    }
    return this.cards.end();
  }

  /** Tells these cards whole, of those that the dashboard is told. */
  tellCards(socket: WebSocket, visits: readonly string[]): void {
    const agent = this.sockets.of(socket);
    const told = this.told.get(socket);
    if (agent?.role !== 'agent' || !told) return;
    this.cards.begin(new Set());
    const texts = visits.flatMap((visit) => {
      const visitor = this.index.visitorOf(visit);
      return visitor && told.cards.has(visitor) ? (this.cards.whole(visitor, agent) ?? []) : [];
    });
    this.cards.end();
    const left = visits.filter((visit) => !this.index.visitorOf(visit));
    const parts = [...list('left', left.map(quoted)), ...list('added', texts)];
    if (parts.length > 0) this.sockets.sayText(socket, updateOf(parts));
  }

  /** No card is as it was told last. */
  forgetCards(): void {
    this.cards.forget();
  }

  private changes(agent: AgentSocket, told: Told, news: News, sharing: Sharing): string[] {
    const parts: string[] = [];
    const watchesOther = told.agent !== agent;
    if (news.moved || told.counts === '') {
      const { counts } = sharing;
      if (counts !== told.counts) parts.push(`"counts":${counts}`);
      told.counts = counts;
    }
    const added: string[] = [];
    const fresh = new Set<string>();
    if (news.moved || news.anew || watchesOther) {
      const windows = this.windowsOf(agent, sharing);
      const other = windows.filter(({ text }) => !told.windows.includes(text));
      parts.push(
        ...list(
          'windows',
          other.map(({ text }) => text),
        ),
      );
      told.windows = windows.map(({ text }) => text);
      const { wanted, missing } = this.wanted(agent, windows);
      const left: string[] = [];
      const out: string[] = [];
      for (const [visitor, visit] of told.cards) {
        if (wanted.get(visitor)?.id === visit) continue;
        if (this.index.get(visitor)?.id === visit) out.push(quoted(visit));
        else left.push(quoted(visit));
        told.cards.delete(visitor);
      }
      if (news.complete) {
        for (const visit of missing) if (!told.missing.has(visit)) left.push(quoted(visit));
        told.missing = missing;
      }
      for (const [visitor, { id }] of wanted) {
        if (told.cards.has(visitor) && !news.anew) continue;
        const text = this.cards.whole(visitor, agent);
        if (text === null) continue;
        added.push(text);
        fresh.add(visitor);
        told.cards.set(visitor, id);
      }
      parts.push(...list('left', left), ...list('out', out));
    }
    const changed: string[] = [];
    const said: string[] = [];
    for (const visitor of news.marked) {
      if (fresh.has(visitor) || !told.cards.has(visitor)) continue;
      const change = this.cards.change(visitor, agent, hearsEntries(this.index.get(visitor), told, agent));
      if (change) ({ added, changed, said })[change.kind].push(...change.texts);
    }
    if (watchesOther) said.push(...this.wordsAnew(agent, told, fresh));
    told.agent = agent;
    told.views = agent.views;
    parts.push(...list('added', added), ...list('changed', changed), ...list('said', said));
    if (news.heard) parts.push(`"heard":"${news.heard}"`);
    return parts;
  }

  /** To a dashboard that has cards, of which nobody remembers which. */
  private afterSleep(socket: WebSocket, agent: AgentSocket, news: News, sharing: Sharing): string[] {
    const windows = this.windowsOf(agent, sharing);
    const { wanted, missing } = this.wanted(agent, windows);
    const cards = new Map([...wanted].map(([visitor, { id }]) => [visitor, id]));
    const texts = windows.map(({ text }) => text);
    this.told.set(socket, { agent, counts: sharing.counts, windows: texts, cards, views: agent.views, missing });
    const inWindows = new Set(windows.flatMap(({ places }) => places.map(({ visitor }) => visitor)));
    const added: string[] = [];
    for (const [visitor, { online }] of wanted) {
      // Who is held and went while nobody remembered is on the list, and no longer there. What stands in no window it may have asked for
      // only now, and doesn't know that it lacks it.
      const isOld = news.anew || news.marked.has(visitor) || !online || !inWindows.has(visitor);
      const text = isOld ? this.cards.whole(visitor, agent) : null;
      if (text) added.push(text);
    }
    const listed = `"listed":[${[...cards.values()].map(quoted).join()}]`;
    return [
      `"counts":${sharing.counts}`,
      ...list('windows', texts),
      listed,
      ...list('left', [...missing].map(quoted)),
      ...list('added', added),
      ...(news.heard ? [`"heard":"${news.heard}"`] : []),
    ];
  }

  private windowsOf(agent: AgentSocket, sharing: Sharing): Shown[] {
    return (agent.watch?.windows ?? []).map((window) => sharing.window(window, agent.member));
  }

  /** Whose cards the dashboard is to have, and which of those that it asked for are nowhere. */
  private wanted(agent: AgentSocket, windows: readonly Shown[]): { wanted: Map<string, Place>; missing: Set<string> } {
    const wanted = new Map<string, Place>();
    const missing = new Set<string>();
    for (const { places } of windows) for (const place of places) wanted.set(place.visitor, place);
    const add = (visitor: string | undefined) => {
      const place = visitor === undefined ? undefined : this.index.get(visitor);
      if (place) wanted.set(place.visitor, place);
      return place;
    };
    for (const visitor of this.index.own(agent.member)) add(visitor);
    for (const id of [...(agent.watch?.cards ?? []), ...agent.views]) {
      if (id.startsWith('visit_')) {
        if (!add(this.index.visitorOf(id))) missing.add(id);
      } else {
        const visitor = this.store.conversation(id)?.visitor;
        if (visitor && this.index.get(visitor)?.conversation === id) add(visitor);
      }
    }
    return { wanted, missing };
  }

  /** The words of what it began or ceased to hear the entries of: until now it had them from there, or from now on it has. */
  private wordsAnew(agent: AgentSocket, told: Told, fresh: ReadonlySet<string>): string[] {
    const turned = [
      ...agent.views.filter((id) => !told.views.includes(id)),
      ...told.views.filter((id) => !agent.views.includes(id)),
    ];
    return turned.flatMap((id) => {
      const visitor = this.store.conversation(id)?.visitor;
      if (!visitor || fresh.has(visitor) || !told.cards.has(visitor)) return [];
      return this.index.get(visitor)?.conversation === id ? (this.cards.words(visitor, agent) ?? []) : [];
    });
  }
}

/** A window as it is told, and whom it shows. */
interface Shown {
  text: string;
  places: readonly Place[];
}

/** What several dashboards are told alike, made once while all of them are told. */
class Sharing {
  private readonly shown = new Map<string, Shown>();
  private readonly updates = new Map<string, string>();
  private countsText: string | null = null;

  constructor(private readonly index: VisitIndex) {}

  get counts(): string {
    this.countsText ??= JSON.stringify(this.index.counts());
    return this.countsText;
  }

  window(window: VisitWindow, member: string): Shown {
    const own = this.index.own(member).length > 0 ? member : '';
    const key = `${window.list} ${window.from} ${window.to} ${own}`;
    const known = this.shown.get(key);
    if (known) return known;
    const places = this.index.slice(window, member);
    const { list, from } = window;
    const shown = { places, text: JSON.stringify({ list, from, ids: places.map(({ id }) => id) }) };
    this.shown.set(key, shown);
    return shown;
  }

  /** The very same text for all who are told the same. */
  update(parts: readonly string[]): string {
    const text = updateOf(parts);
    const known = this.updates.get(text);
    if (known !== undefined) return known;
    this.updates.set(text, text);
    return text;
  }
}

function hearsEntries(place: Place | undefined, told: Told, agent: AgentSocket): boolean {
  const id = place?.conversation;
  return id != null && told.views.includes(id) && agent.views.includes(id);
}

function updateOf(parts: readonly string[]): string {
  return `{"t":"visits.shown",${parts.join()}}`;
}

function list(name: string, texts: readonly string[]): string[] {
  return texts.length > 0 ? [`"${name}":[${texts.join()}]`] : [];
}

function quoted(id: string): string {
  return `"${id}"`;
}
