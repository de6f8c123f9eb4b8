/** Somebody without our widget: a bare socket that says what it likes, and answers nothing unless it wants to. */
import { PROTOCOL_VERSION, SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '../../../src/protocol/limits.ts';
import { Chance } from '../chance.ts';
import { StorageDouble, Tab, TabSocket } from '../platform/browser.ts';
import type { Caller } from '../platform/network.ts';
import type { SiteHost } from '../platform/object.ts';
import type { World } from '../world.ts';

interface Ways {
  /** The network address they come from. */
  address: string;
  /** The page that embeds what they run. */
  origin?: string;
  /** What they offer on the upgrade; without it they are nobody who was here before. */
  protocols?: string[];
  /** The panel is open. */
  open: boolean;
  /** They go on with what is no frame. */
  noisy: boolean;
  /** They don't answer when they are closed. */
  mute: boolean;
}

/** More than a socket is refused before it is closed. */
const NOISE = 130;
/** They were seen by then. */
const NOISY_AFTER_MS = 3_000;
const TOKEN_CHARS = 43;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export class Stranger implements Caller {
  readonly name: string;
  readonly online = true;
  readonly owner: Tab;
  readonly headers: Record<string, string>;

  constructor(
    private readonly world: World,
    private readonly host: SiteHost,
    private readonly ways: Ways,
  ) {
    this.name = `stranger ${world.strangers.length + 1}`;
    world.strangers.push(this);
    const chance = Chance.of(world.seed, this.name);
    const storage = () => new StorageDouble(() => 'keeps', chance);
    const place = { connect: (client: TabSocket) => world.network.connect(client, host, this) };
    this.owner = new Tab(this.name, chance, storage(), storage(), place);
    const { address, protocols = [SUBPROTOCOL, TOKEN_SUBPROTOCOL + token(chance)] } = ways;
    this.headers = { role: 'visitor', device: 'desktop', browser: 'none', os: 'none', country: 'SI', address };
    this.owner.turn(() => this.connect(protocols));
  }

  /** They are gone for good. */
  goes(): void {
    for (const wire of this.world.network.open([this])) wire.closeUp(1001);
    this.owner.dead = true;
    this.world.network.forget(this);
  }

  private connect(protocols: string[]): void {
    const { origin = 'https://shop.example', open, noisy, mute } = this.ways;
    const { index } = this.host;
    const socket = new TabSocket(this.owner, 'wss://chat.example', protocols);
    socket.onopen = () => {
      socket.wire!.mute = mute;
      const page = { url: `https://shop.example/${index}/stranger`, title: `Page of @s${index}` };
      socket.send(JSON.stringify({ t: 'visit.hello', v: PROTOCOL_VERSION, origin, page, open }));
      if (noisy)
        this.world.clock.after(NOISY_AFTER_MS, this.owner, () => {
          for (let i = 0; i < NOISE; i++) socket.send('{"t":"noise"}');
        });
    };
  }
}

function token(chance: Chance): string {
  return Array.from({ length: TOKEN_CHARS }, () => chance.pick([...LETTERS])).join('');
}
