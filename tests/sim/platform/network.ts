/** The way from tabs to objects: how long things take, who is offline, and what the edge adds to a request. */
import type { Chance } from '../chance.ts';
import { reached } from '../reached.ts';
import type { World } from '../world.ts';
import type { TabSocket } from './browser.ts';
import type { SiteHost } from './object.ts';
import { Wire } from './wire.ts';

/** Whoever connects: a visitor's tab or an agent's device. */
export interface Caller {
  name: string;
  online: boolean;
  headers: Record<string, string>;
}

const TRY_LATER = 1013;

export class Network {
  readonly wires = new Map<Caller, Wire[]>();
  /** The share of connects that the edge turns away for a while. */
  overload = 0;
  /** Frames and updates on their way. */
  inFlight = 0;
  /** The share of connects that just hang. */
  hanging = 0;
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly speed: { fromMs: number; toMs: number },
    private readonly chance: Chance,
  ) {}

  latency(chance: Chance): number {
    const { fromMs, toMs } = this.speed;
    return fromMs === toMs ? fromMs : chance.int(fromMs, toMs);
  }

  connect(client: TabSocket, host: SiteHost, caller: Caller): void {
    const { clock } = this.world;
    const count = (this.counts.get(caller.name) ?? 0) + 1;
    this.counts.set(caller.name, count);
    const fail = (code: number, ms: number) => clock.after(ms, client.owner, () => client.closed(code, ''));
    if (!caller.online) return void (count % 2 && fail(1006, 5));
    if (this.hanging > 0 && this.chance.yes(this.hanging)) return void reached('a connect hung');
    if (this.overload > 0 && this.chance.yes(this.overload)) {
      reached('overloaded');
      return void fail(TRY_LATER, 20);
    }
    const headers = new Map(Object.entries(caller.headers).map(([name, value]) => [`x-edgewise-${name}`, value]));
    headers.set('sec-websocket-protocol', client.protocols.join(', '));
    const request = { headers: { get: (name: string) => headers.get(name.toLowerCase()) ?? null } };
    clock.after(this.latency(this.chance), null, () =>
      host.call(
        (object) => object.fetch(request),
        (answer) => {
          if (!answer) return fail(TRY_LATER, 10);
          if (client.owner.dead && !caller.online) return;
          const wire = new Wire(`${caller.name} ${count}`, client, answer.webSocket.peer);
          this.wires.set(caller, [...(this.wires.get(caller) ?? []).filter((each) => !each.gone), wire]);
          client.connected(wire);
        },
      ),
    );
  }

  forget(caller: Caller): void {
    this.wires.delete(caller);
  }

  /** The open connections of these callers. */
  open(callers: readonly Caller[]): Wire[] {
    return callers.flatMap((caller) => (this.wires.get(caller) ?? []).filter((wire) => !wire.gone));
  }
}
