/** A visitor: a browser with tabs, each with the real client of the widget, and a memory of what they wrote in them. */
import { type Chat, type ChatState, startChat } from '../../../web/widget/frame/chat.ts';
import { openMemory } from '../../../web/widget/frame/memory.ts';
import { Chance } from '../chance.ts';
import { must } from '../checks/must.ts';
import { StorageDouble, type StorageMood, Tab, type TabSocket } from '../platform/browser.ts';
import type { SiteHost } from '../platform/object.ts';
import { stage } from '../platform/stage.ts';
import type { World } from '../world.ts';
import type { Wording } from './words.ts';

/** A message that somebody wrote, and what may become of it. */
export interface Written {
  cid: string;
  text: string;
  /** What may be kept of it. */
  becomes: readonly string[];
  /** The outbox it was written into, and its place there; a retry puts it last. */
  outbox: string;
  order: number;
  /** It was refused where they could see it. */
  refused: boolean;
  /** The page, or the storage, that knew of it is gone. */
  forgotten: boolean;
}

export class Visitor {
  readonly name: string;
  readonly local: StorageDouble;
  readonly tabs: VisitorTab[] = [];
  readonly written = new Map<string, Written>();
  online = true;
  mood: StorageMood = 'keeps';
  /** The storage refused something, or might have. */
  isPrivate = false;
  private opened = 0;

  constructor(
    readonly world: World,
    readonly index: number,
    readonly host: SiteHost,
  ) {
    this.name = `visitor ${index + 1}`;
    this.local = new StorageDouble(() => this.mood, Chance.of(world.seed, `${this.name} storage`));
    this.local.onSet = (key, newValue) => {
      const others = this.tabs.filter((tab) => tab.owner !== stage.owner);
      for (const tab of others) world.clock.after(2, null, () => tab.owner.happens('storage', { key, newValue }));
    };
  }

  openTab(session?: StorageDouble, skewMs = 0): VisitorTab {
    const tab = new VisitorTab(this, `${this.name}/${++this.opened}`, session, skewMs);
    this.tabs.push(tab);
    tab.start();
    return tab;
  }

  closeTab(tab: VisitorTab): void {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    tab.leave();
  }

  /** Leaves the site with all their tabs. */
  leaves(): void {
    for (const tab of [...this.tabs]) this.closeTab(tab);
  }

  /** The page is loaded anew: memory is lost, storage is kept. */
  reload(tab: VisitorTab): void {
    this.closeTab(tab);
    this.openTab(tab.owner.session, tab.owner.skewMs);
  }
}

export class VisitorTab {
  readonly owner: Tab;
  chat!: Chat;
  state: ChatState | null = null;
  page: { url: string; title: string };
  /** The entries that have been looked at. */
  checked: readonly object[] = [];
  private orders = 0;

  constructor(
    readonly visitor: Visitor,
    readonly name: string,
    session: StorageDouble | undefined,
    skewMs: number,
  ) {
    const { world, host } = visitor;
    const chance = Chance.of(world.seed, name);
    const kept = session ?? new StorageDouble(() => visitor.mood, chance);
    const place = { connect: (client: TabSocket) => world.network.connect(client, host, this) };
    this.owner = new Tab(name, chance, visitor.local, kept, place);
    this.owner.skewMs = skewMs;
    this.page = { url: `https://shop.example/${host.index}`, title: `Page of @s${host.index}` };
  }

  get online(): boolean {
    return this.visitor.online;
  }

  /** What the edge says of the visitor. */
  get headers(): Record<string, string> {
    const { index } = this.visitor;
    const device = ['desktop', 'mobile', 'tablet'][index % 3]!;
    return { role: 'visitor', device, browser: 'Firefox', os: 'Linux', country: 'SI', address: `address-${index}` };
  }

  start(): void {
    const { host } = this.visitor;
    this.visitor.world.checks.know(this.owner, this);
    this.owner.turn(() => {
      const memory = openMemory('localStorage', host.id);
      const opened = this.owner.session.items.has('panel');
      this.chat = startChat({
        site: host.id,
        server: 'wss://chat.example',
        origin: 'https://shop.example',
        page: this.page,
        language: 'en',
        open: opened,
        opened,
        hidden: () => this.owner.hidden,
        memory,
        environment: this.owner.environment,
        onChange: (state) => {
          this.state = state;
        },
      });
      this.state = this.chat.state();
      this.owner.listen('storage', ({ key, newValue }) => this.chat.look(key, newValue));
      this.owner.listen('visibilitychange', () => this.chat.look());
    });
  }

  view(page: VisitorTab['page']): void {
    this.page = page;
    this.owner.turn(() => this.chat.view(page));
  }

  leave(): void {
    this.noteLosses();
    this.owner.die(this.visitor.online);
    this.visitor.world.network.forget(this);
  }

  /** Writes a message, and remembers that. */
  post({ text, becomes }: Wording): void {
    this.owner.turn(() => {
      const before = new Set(this.chat.state().pending);
      let frame: { cid: string } | undefined;
      // On a live link an item may be there and gone within the call, but never before the answer has come.
      this.chat.post(text);
      for (const item of this.chat.state().pending) if (!before.has(item)) frame = item.frame;
      if (!frame) return;
      const { cid } = frame;
      const order = ++this.orders;
      const written = { cid, text, becomes, outbox: this.name, order, refused: false, forgotten: false };
      this.visitor.written.set(cid, written);
    });
  }

  retry(cid: string): void {
    this.owner.turn(() => this.chat.retry(cid));
  }

  /** What only this page's memory knows is lost with it. */
  private noteLosses(): void {
    for (const { frame } of this.chat.state().pending) {
      const written = this.visitor.written.get(frame.cid);
      const kept = [...this.visitor.local.items.keys()].some((key) => key.endsWith(frame.cid));
      const elsewhere = this.visitor.tabs.some((tab) =>
        tab.chat.state().pending.some((other) => other.frame.cid === frame.cid),
      );
      if (!written || kept || elsewhere) continue;
      written.forgotten = true;
      const { world, isPrivate, name } = this.visitor;
      world.guard(() => must(isPrivate, 'INV2', () => `${name} wrote "${written.text}", and the page kept it nowhere`));
    }
  }
}
