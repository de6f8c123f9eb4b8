/** A visitor's chat over a scripted server: what it sent, what the server says, a clock that is wound by hand. */
import { vi } from 'vitest';
import type { VisitorEntry, WaitStart } from '../../src/protocol/entry.ts';
import type { VisitorConversation, VisitorFrame, VisitorUpdate } from '../../src/protocol/visitor-wire.ts';
import { type Chat, type ChatState, startChat } from '../../web/widget/frame/chat.ts';
import { type Memory, openMemory } from '../../web/widget/frame/memory.ts';

export const SITE = 'site_0000000000000000';
export const CONVERSATION = 'cnv_0000000000000000';
export const LOOK = { name: 'Kolovrat', botName: 'Vela', greeting: 'Hello! How can I help?', color: '#14503f' };
const WELCOME = { t: 'visit.welcomed', v: 1, visitor: 'vis_0000000000000000', since: 77, now: 0, look: LOOK } as const;

export interface World {
  chat: Chat;
  states: ChatState[];
  memory: Memory;
  /** Everything sent on the present connection. */
  sent: VisitorFrame[];
  protocols: string[];
  says(update: VisitorUpdate): void;
  /** The connection is there, and the server hasn't said a word yet. */
  opens(): void;
  welcomed(conversation?: Partial<VisitorConversation> | null): void;
  /** Both in one. */
  welcomes(conversation?: Partial<VisitorConversation> | null): void;
  pongs(): void;
  /** How many sockets there were so far. */
  connections(): number;
  drops(code?: number): void;
  passes(ms: number): Promise<void>;
}

export async function visitor(given: { memory?: Memory; open?: boolean; now?: number } = {}): Promise<World> {
  const memory = given.memory ?? memoryOf();
  const states: ChatState[] = [];
  let time = given.now ?? 0;
  let timers: { at: number; run: () => void }[] = [];
  let socket!: Scripted;
  let connections = 0;
  class Scripted {
    sent: VisitorFrame[] = [];
    onopen: () => void = () => {};
    onmessage: (event: { data: string }) => void = () => {};
    onclose: (event: { code: number; reason: string }) => void = () => {};
    readonly protocols: string[];
    constructor(_: string, protocols: string[]) {
      this.protocols = protocols;
      connections++;
      socket = this;
    }
    send(data: string) {
      if (data !== 'ping') this.sent.push(JSON.parse(data) as VisitorFrame);
    }
    close() {}
  }
  const chat = startChat({
    site: SITE,
    server: 'wss://chat.example',
    hidden: () => false,
    origin: 'https://shop.example',
    page: { url: 'https://shop.example/', title: 'Shop' },
    language: '',
    open: given.open ?? false,
    opened: false,
    memory,
    onChange: (state) => states.push(state),
    environment: {
      WebSocket: Scripted as unknown as typeof WebSocket,
      now: () => time,
      random: () => 0,
      onWake: () => () => {},
      schedule: (run, ms) => {
        const timer = { at: time + ms, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
  });
  await settle();
  const says = (update: VisitorUpdate) => socket.onmessage({ data: JSON.stringify(update) });
  const opens = () => socket.onopen();
  const welcomed = (conversation: Partial<VisitorConversation> | null = null) => {
    const base: VisitorConversation = {
      id: CONVERSATION,
      control: 'bot',
      controlAt: 0,
      agent: null,
      entries: [],
      from: 0,
      answer: null,
    };
    says({ ...WELCOME, conversation: conversation && { ...base, ...conversation } });
  };
  return {
    chat,
    states,
    memory,
    opens,
    welcomed,
    get sent() {
      return socket.sent;
    },
    get protocols() {
      return socket.protocols;
    },
    says,
    welcomes(conversation) {
      opens();
      welcomed(conversation);
    },
    pongs: () => socket.onmessage({ data: 'pong' }),
    connections: () => connections,
    drops: (code = 1006) => socket.onclose({ code, reason: '' }),
    async passes(ms) {
      time += ms;
      for (const timer of timers.filter(({ at }) => at <= time)) {
        timers = timers.filter((other) => other !== timer);
        timer.run();
        await settle();
      }
    },
  };
}

export function memoryOf(held = new Map<string, string>()): Memory {
  const named = (key: string) => `edgewise.${key}.${SITE}`;
  const area = {
    get length() {
      return held.size;
    },
    key: (i: number) => [...held.keys()][i] ?? null,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
    clear: () => held.clear(),
  };
  return {
    area,
    get: (key) => held.get(named(key)) ?? null,
    set: (key, value) => (value === null ? held.delete(named(key)) : held.set(named(key), value)),
  };
}

/** As in a private window of some browsers: the storage is there, and refuses every call. */
export function brokenMemory(): Memory {
  const denied = () => {
    throw new DOMException('denied');
  };
  const area = { getItem: denied, setItem: denied, removeItem: denied, key: denied, clear: denied, length: 3 };
  vi.stubGlobal('localStorage', area);
  const memory = openMemory('localStorage', SITE);
  vi.unstubAllGlobals();
  return memory;
}

export const say = {
  visitor: (seq: number, text: string, cid = `cid${seq}`): VisitorEntry => ({
    ...at(seq),
    kind: 'message',
    from: 'visitor',
    text,
    cid,
  }),
  bot: (seq: number, text: string, more = {}): VisitorEntry => ({
    ...at(seq),
    kind: 'message',
    from: 'bot',
    name: 'Vela',
    text,
    ...more,
  }),
  agent: (seq: number, text: string, name = 'Maja'): VisitorEntry => ({
    ...at(seq),
    kind: 'message',
    from: 'agent',
    name,
    text,
  }),
  asked: (seq: number): VisitorEntry => ({ ...at(seq), kind: 'event', event: 'person.requested' }),
  joined: (seq: number, name = 'Maja'): VisitorEntry => ({ ...at(seq), kind: 'event', event: 'agent.joined', name }),
  left: (seq: number, name = 'Maja'): VisitorEntry => ({ ...at(seq), kind: 'event', event: 'agent.left', name }),
  waits: (seq: number, why: WaitStart): VisitorEntry => ({ ...at(seq), kind: 'event', event: 'wait.started', why }),
  guest: (seq: number, event: 'joined' | 'left', name = 'Ana'): VisitorEntry => ({
    ...at(seq),
    kind: 'event',
    event: `conference.${event}`,
    name,
  }),
  closed: (seq: number, by: 'visitor' | 'agent' | 'idle' | 'site'): VisitorEntry => ({
    ...at(seq),
    kind: 'event',
    event: 'conversation.closed',
    by,
  }),
};

function at(seq: number) {
  return { seq, at: Date.UTC(2026, 10, 24, 12, 0, seq) };
}

async function settle() {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}
