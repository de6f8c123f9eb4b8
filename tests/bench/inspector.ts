/** A CPU profile of a running Worker, through workerd's inspector: which function the time went to, alone and with all it called. */
import { WebSocket } from 'ws';

export interface Cost {
  name: string;
  /** Share of the time in which JavaScript ran. */
  self: number;
  total: number;
}

interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
  children?: number[];
}
interface Profile {
  nodes: ProfileNode[];
  samples: number[];
  timeDeltas: number[];
}

/** Profiles while `work` runs. Gives functions by their own time, the dearest first, and the share of time that was idle. */
export async function profile(
  inspectorPort: number,
  work: () => Promise<unknown>,
): Promise<{ costs: Cost[]; idle: number }> {
  const inspector = await Inspector.open(inspectorPort);
  await inspector.ask('Profiler.enable');
  await inspector.ask('Profiler.setSamplingInterval', { interval: 100 });
  await inspector.ask('Profiler.start');
  await work();
  const { profile: taken } = (await inspector.ask('Profiler.stop')) as { profile: Profile };
  inspector.close();
  return costsOf(taken);
}

function costsOf({ nodes, samples, timeDeltas }: Profile): { costs: Cost[]; idle: number } {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const spent = new Map<string, Cost>();
  const costOf = (name: string) => {
    const cost = spent.get(name) ?? { name, self: 0, total: 0 };
    spent.set(name, cost);
    return cost;
  };
  let idle = 0;
  let busy = 0;
  samples.forEach((id, index) => {
    const took = timeDeltas[index]!;
    const name = nameOf(byId.get(id)!);
    if (name === '(idle)' || name === '(program)') {
      idle += took;
      return;
    }
    busy += took;
    costOf(name).self += took;
    const seen = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const called = nameOf(byId.get(at)!);
      if (!seen.has(called)) costOf(called).total += took;
      seen.add(called);
    }
  });
  const costs = [...spent.values()].map(({ name, self, total }) => ({ name, self: self / busy, total: total / busy }));
  return { costs: costs.sort((a, b) => b.self - a.self), idle: idle / (idle + busy) };
}

function nameOf({ callFrame: { functionName, lineNumber } }: ProfileNode): string {
  return functionName.startsWith('(') ? functionName : `${functionName || '(anonymous)'}:${lineNumber + 1}`;
}

class Inspector {
  private readonly socket: WebSocket;
  private readonly waiting = new Map<number, (result: unknown) => void>();
  private asked = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const { id, result } = JSON.parse(String(data)) as { id?: number; result: unknown };
      if (id !== undefined) this.waiting.get(id)?.(result);
    });
  }

  static async open(port: number): Promise<Inspector> {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
      webSocketDebuggerUrl: string;
      id: string;
    }[];
    const target = targets.find(({ webSocketDebuggerUrl }) => webSocketDebuggerUrl.includes('edgewise'))!;
    const socket = new WebSocket(target.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return new Inspector(socket);
  }

  ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.asked;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  close(): void {
    this.socket.close();
  }
}
