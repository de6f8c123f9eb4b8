/**
 * The site's hibernating sockets. Who a socket belongs to is in its attachment, which survives hibernation; tags find the few sockets
 * that an update concerns, so nothing looks at all of them for one message. The attachments read are cached, and refilled when lost.
 */
import type { Tab } from '#core/visit';
import type { AgentUpdate } from '#protocol/agent-wire';
import type { Role } from '#protocol/member';
import type { VisitorUpdate } from '#protocol/visitor-wire';

export interface VisitorSocket {
  role: 'visitor';
  id: string;
  /** A hash of the network address, for limits only. */
  address: string;
  country: string | null;
  device: Tab['device'];
  browser: string;
  os: string;
  /** Set by `visit.hello`; until then the socket gets nothing. */
  tab: TabState | null;
}

/** What `Tab` holds beyond the socket's own facts. */
export type TabState = Pick<Tab, 'visit' | 'since' | 'page' | 'pageAt' | 'open'>;

export interface AgentSocket {
  role: 'agent';
  member: string;
  /** Display name. */
  name: string;
  siteRole: Role;
  session: string;
  /** Conversations viewed. */
  views: string[];
  /** `agent.hello` has come. */
  ready: boolean;
}

export type Attachment = VisitorSocket | AgentSocket;

/** Attachments stay small: what is longer than this is cut, the client's own log of pages isn't this. */
const PAGE_URL_KEPT = 200;
const PAGE_TITLE_KEPT = 80;

export class Sockets {
  private readonly known = new WeakMap<WebSocket, Attachment>();

  constructor(private readonly ctx: DurableObjectState) {}

  accept(socket: WebSocket, attachment: Attachment): void {
    const tags =
      attachment.role === 'visitor'
        ? ['visitor', attachment.id, `address:${attachment.address}`]
        : ['agent', attachment.member, `session:${attachment.session}`];
    this.ctx.acceptWebSocket(socket, tags);
    this.attach(socket, attachment);
  }

  attach(socket: WebSocket, attachment: Attachment): void {
    socket.serializeAttachment(attachment);
    this.known.set(socket, attachment);
  }

  of(socket: WebSocket): Attachment | null {
    const known = this.known.get(socket);
    if (known) return known;
    const attachment = socket.deserializeAttachment() as Attachment | null;
    if (attachment) this.known.set(socket, attachment);
    return attachment;
  }

  /** Open sockets with a tag: a visitor's id, a member's id, `visitor`, `agent`, `session:…`, `address:…`. */
  tagged(tag: string): WebSocket[] {
    return this.ctx.getWebSockets(tag).filter((socket) => socket.readyState === WebSocket.OPEN);
  }

  /** A visitor's open tabs. */
  tabs(visitor: string): Tab[] {
    return this.tagged(visitor).flatMap((socket) => this.tab(socket) ?? []);
  }

  tab(socket: WebSocket): Tab | null {
    const it = this.of(socket);
    if (it?.role !== 'visitor' || !it.tab) return null;
    const { id: visitor, country, device, browser, os } = it;
    return { visitor, country, device, browser, os, ...it.tab };
  }

  /** Agents' sockets that have said hello, with their attachments. */
  agents(): { socket: WebSocket; agent: AgentSocket }[] {
    const agents = [];
    for (const socket of this.tagged('agent')) {
      const agent = this.of(socket);
      if (agent?.role === 'agent' && agent.ready) agents.push({ socket, agent });
    }
    return agents;
  }

  toVisitor(visitor: string, update: VisitorUpdate): void {
    let text: string | null = null;
    for (const socket of this.tagged(visitor)) {
      if (!this.tab(socket)) continue;
      text ??= JSON.stringify(update);
      sendText(socket, text);
    }
  }

  toViewers(conversation: string, update: AgentUpdate): void {
    let text: string | null = null;
    for (const { socket, agent } of this.agents()) {
      if (!agent.views.includes(conversation)) continue;
      text ??= JSON.stringify(update);
      sendText(socket, text);
    }
  }

  toAgents(updates: AgentUpdate[]): void {
    const texts = updates.map((update) => JSON.stringify(update));
    for (const { socket } of this.agents()) for (const text of texts) sendText(socket, text);
  }
}

/** Sends to one socket. One that is closing meanwhile is no error: its close event follows. */
export function send(socket: WebSocket, update: VisitorUpdate | AgentUpdate): void {
  sendText(socket, JSON.stringify(update));
}

/** A page as an attachment keeps it. */
export function keptPage(page: { url: string; title: string }): { url: string; title: string } {
  return { url: page.url.slice(0, PAGE_URL_KEPT), title: page.title.slice(0, PAGE_TITLE_KEPT) };
}

function sendText(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // The peer is gone; webSocketClose tells.
  }
}
