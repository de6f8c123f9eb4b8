/** An agent: a member with devices, each with the real client of the dashboard. */

import { VIEWS_MAX } from '../../../src/protocol/agent-wire.ts';
import type { Role } from '../../../src/protocol/member.ts';
import type { VisitWindow } from '../../../src/protocol/visit-list.ts';
import { type Desk, startDesk } from '../../../web/dashboard/desk.ts';
import type { DeskState } from '../../../web/dashboard/desk-state.ts';
import { Chance } from '../chance.ts';
import { must } from '../checks/must.ts';
import { StorageDouble, type StorageMood, Tab, type TabSocket } from '../platform/browser.ts';
import type { SiteHost } from '../platform/object.ts';
import type { World } from '../world.ts';
import type { Written } from './visitor.ts';
import type { Wording } from './words.ts';

export class Agent {
  readonly id: string;
  name: string;
  readonly devices: Device[] = [];
  readonly written = new Map<string, Written & { conversation: string }>();
  online = true;
  mood: StorageMood = 'keeps';
  /** Their role was taken from them. */
  removed = false;
  private opened = 0;

  constructor(
    readonly world: World,
    readonly index: number,
    readonly host: SiteHost,
    readonly role: Role,
    /** Only looks on, and writes notes. */
    readonly watches = false,
  ) {
    this.id = `agt_${String(index + 1).padStart(16, '0')}`;
    this.name = `Agent ${index + 1} @s${host.index}`;
  }

  /** D1 knows them as a member who is signed in. */
  signsUp(): void {
    const { d1 } = this.world;
    d1.write(
      `INSERT INTO members (id, name, email, agent_name, created_at, updated_at) VALUES (?1, ?1, ?1 || '@desk.example', ?1, 0, 0)`,
      this.id,
    );
    d1.write(
      'INSERT INTO sessions (id, token, member, created_at, updated_at, expires_at) VALUES (?1, ?1, ?2, 0, 0, 0)',
      `session-${this.index}`,
      this.id,
    );
    this.takesOffice();
  }

  /** They have their role on the site. */
  takesOffice(): void {
    const { d1 } = this.world;
    d1.write('INSERT INTO roles (member, site, role) VALUES (?, ?, ?)', this.id, this.host.id, this.role);
  }

  leavesOffice(): void {
    this.world.d1.write('DELETE FROM roles WHERE member = ?', this.id);
  }

  open(session?: StorageDouble, skewMs = 0): Device {
    const device = new Device(this, `agent ${this.index + 1}/${++this.opened}`, session, skewMs);
    this.devices.push(device);
    device.start();
    return device;
  }

  close(device: Device): void {
    this.devices.splice(this.devices.indexOf(device), 1);
    device.leave(false);
  }

  /** All devices are gone without a word; the server finds out by itself. */
  vanish(): void {
    const { online } = this;
    this.online = false;
    for (const device of [...this.devices]) this.close(device);
    this.online = online;
  }

  /** Memory is lost; what the tab's own storage keeps is not. */
  reload(device: Device): void {
    this.devices.splice(this.devices.indexOf(device), 1);
    device.leave(true);
    this.open(device.owner.session, device.owner.skewMs);
  }
}

const ALL = { list: 'all', from: 0, to: 200 } as const;
/** What dashboards watch: most of them everything, as more acts need; some a part of it. */
const WINDOWS: readonly VisitWindow[] = [
  ...[ALL, ALL, ALL, { list: 'waiting', from: 0, to: 200 } as const],
  ...[{ list: 'all', from: 0, to: 2 } as const, { list: 'bot', from: 1, to: 3 } as const],
];

export class Device {
  readonly owner: Tab;
  desk!: Desk;
  /** How to stop viewing, by conversation. */
  readonly views = new Map<string, () => void>();
  readonly checked = new Map<string, readonly object[]>();
  /** What it watches of the visits. */
  readonly window: VisitWindow;
  /** The desk told that it is over. */
  ended: number | null = null;
  private orders = 0;

  constructor(
    readonly agent: Agent,
    readonly name: string,
    session: StorageDouble | undefined,
    skewMs: number,
  ) {
    const { world, host } = agent;
    const chance = Chance.of(world.seed, name);
    const kept = session ?? new StorageDouble(() => agent.mood, chance);
    const place = { connect: (client: TabSocket) => world.network.connect(client, host, this) };
    this.owner = new Tab(name, chance, new StorageDouble(() => agent.mood, chance), kept, place);
    this.owner.skewMs = skewMs;
    const window = WINDOWS[chance.int(0, WINDOWS.length - 1)]!;
    this.window = world.setup.compared ? ALL : window;
  }

  get online(): boolean {
    return this.agent.online;
  }

  get headers(): Record<string, string> {
    return { role: 'agent' };
  }

  start(): void {
    const { agent, owner } = this;
    agent.world.checks.know(owner, this);
    owner.turn(() => {
      this.desk = startDesk({
        site: agent.host.id,
        server: 'wss://chat.example',
        member: agent.id,
        ticket: () => agent.world.ticket(agent, owner),
        storage: owner.session as unknown as Storage,
        onChange: () => {},
        onEnded: (code) => {
          this.ended = code;
        },
        environment: owner.environment,
      });
      this.desk.watch('monitor', { window: this.window });
    });
  }

  get state(): DeskState {
    return this.desk.state();
  }

  leave(comesBack: boolean): void {
    const kept = comesBack ? [...this.owner.session.items.keys()] : [];
    for (const { cid, state } of this.state.posts) {
      const written = this.agent.written.get(cid);
      if (!written || kept.some((key) => key.endsWith(cid))) continue;
      written.forgotten = true;
      const lost = () => `${this.name} wrote "${written.text}", and the tab kept it nowhere`;
      if (state !== 'sent') this.agent.world.guard(() => must(!comesBack, 'INV2', lost));
    }
    this.owner.die(this.agent.online);
    this.agent.world.network.forget(this);
  }

  view(conversation: string): void {
    if (this.views.has(conversation)) return;
    // More at once the site doesn't serve, and the oldest would give way unseen.
    if (this.views.size >= VIEWS_MAX) this.unview([...this.views.keys()][0]!);
    this.agent.world.looked.add(conversation);
    this.owner.turn(() => {
      this.views.set(conversation, this.desk.view(conversation));
      this.desk.look(conversation);
    });
  }

  unview(conversation: string): void {
    const stop = this.views.get(conversation);
    this.views.delete(conversation);
    this.checked.delete(conversation);
    if (!stop) return;
    this.owner.turn(() => {
      stop();
      this.desk.look(undefined);
    });
  }

  post(conversation: string, { text, becomes }: Wording, note = false): void {
    this.owner.turn(() => {
      const before = new Set(this.state.posts.map((post) => post.cid));
      this.desk.post(conversation, text, note);
      for (const { cid } of this.state.posts) {
        if (before.has(cid)) continue;
        const order = ++this.orders;
        this.agent.written.set(cid, {
          cid,
          text,
          becomes,
          conversation,
          outbox: this.name,
          order,
          refused: false,
          forgotten: false,
        });
      }
    });
  }

  act(run: (desk: Desk) => unknown): void {
    this.owner.turn(() => void run(this.desk));
  }
}
