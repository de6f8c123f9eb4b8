/** The real Site on the platform of `platform.ts`, and the people of a small scene on it. */

import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '../../../src/protocol/limits.ts';
import type { Role } from '../../../src/protocol/member.ts';
import { DESK_DEFAULTS, type SiteSettings } from '../../../src/protocol/site.ts';
import { context, pass, type Socket, turn } from './platform.ts';

interface SiteObject {
  create(id: string, settings: SiteSettings): Promise<unknown>;
  fetch(request: object): Promise<{ webSocket: Socket }>;
  webSocketMessage(socket: Socket, text: string): void;
  issueTicket(agent: object): Promise<{ ok: true; value: string }>;
}

const SHOP = 'https://shop.example';
const SETTINGS: SiteSettings = {
  name: 'Kolovrat',
  origins: [SHOP],
  botName: 'Vela',
  greeting: 'Hi, I’m Vela, the AI of Kolovrat.',
  color: '#14503f',
  ...DESK_DEFAULTS,
};

/** A row of what D1 says about who may be at the desk. */
interface Right {
  kind: 'member' | 'session';
  id: string;
  role: Role | null;
}

export interface Visitor {
  socket: Socket;
  conversation: string;
}

export class Scene {
  private cids = 0;

  private constructor(
    private readonly object: SiteObject,
    private readonly rights: Right[],
  ) {}

  static async open(): Promise<Scene> {
    const module = '../../../src/site/site.ts';
    const { Site } = (await import(module)) as { Site: new (context: object, env: object) => SiteObject };
    const rights: Right[] = [];
    const history = { batch: async (statements: unknown[]) => statements.map(() => ({})), prepare: () => statement };
    // What the object reads from D1 is who may still be at the desk: everybody who came.
    const statement = { bind: () => statement, run: async () => ({}), all: async () => ({ results: rights }) };
    const object = new Site(context(), { HISTORY: history });
    await turn();
    await object.create('site_0123456789abcdef', SETTINGS);
    return new Scene(object, rights);
  }

  async agent(name: string, role: Role = 'supervisor'): Promise<Socket> {
    const id = `agt_${name.padEnd(16, '0')}`;
    const session = { session: `session-${name}`, sessionEndsAt: Number.MAX_SAFE_INTEGER };
    this.rights.push({ kind: 'member', id, role }, { kind: 'session', id: session.session, role: null });
    const { value } = await this.object.issueTicket({ id, name, role, ...session });
    const socket = await this.connect('agent', TICKET_SUBPROTOCOL + value);
    await this.says(socket, { t: 'agent.hello', v: PROTOCOL_VERSION });
    return socket;
  }

  /** A visitor with a conversation that this agent has and views. */
  async visitor(name: string, agent: Socket): Promise<Visitor> {
    const socket = await this.connect('visitor', TOKEN_SUBPROTOCOL + name.padEnd(43, 'x'));
    const page = { url: `${SHOP}/bikes/bora-40`, title: 'Bora 40 – Kolovrat' };
    await this.says(socket, { t: 'visit.hello', v: PROTOCOL_VERSION, origin: SHOP, page, open: true });
    let conversation = '';
    socket.hears = (text) => {
      conversation ||= /"conversation\.started","conversation":"(cnv_\w+)"/.exec(text)?.[1] ?? '';
    };
    await this.says(socket, { t: 'entry.post', cid: this.cid(), text: 'Hello' });
    socket.hears = null;
    await this.says(agent, { t: 'conversation.view', conversation });
    await this.says(agent, { t: 'conversation.take-over', cid: this.cid(), conversation });
    return { socket, conversation };
  }

  view(agent: Socket, { conversation }: Visitor): Promise<void> {
    return this.says(agent, { t: 'conversation.view', conversation });
  }

  /** The frame of a message, as our clients write it. */
  post(conversation: string, text: string): string {
    return JSON.stringify({ t: 'entry.post', cid: this.cid(), text, conversation });
  }

  /** Frames that come at one moment; then time passes, in which what follows from them is done. */
  async come(frames: readonly (readonly [Socket, string])[], ms = 1_000): Promise<void> {
    for (const [socket, text] of frames) {
      this.object.webSocketMessage(socket, text);
      await turn();
    }
    await pass(ms);
  }

  says(socket: Socket, frame: object, ms = 1_000): Promise<void> {
    return this.come([[socket, JSON.stringify(frame)]], ms);
  }

  private async connect(role: string, credential: string): Promise<Socket> {
    const headers = new Map(
      Object.entries({
        'x-edgewise-role': role,
        'x-edgewise-address': credential.slice(0, 16),
        'x-edgewise-country': 'SI',
        'Sec-WebSocket-Protocol': `${SUBPROTOCOL}, ${credential}`,
      }),
    );
    const answer = await this.object.fetch({ headers: { get: (name: string) => headers.get(name) ?? null } });
    return answer.webSocket.peer;
  }

  private cid(): string {
    return `cid-${(100_000 + this.cids++).toString(36)}`;
  }
}
