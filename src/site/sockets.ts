/**
 * The site's hibernating sockets. Who a socket belongs to is in its attachment, which survives hibernation; tags find the few sockets
 * that an update concerns, so nothing looks at all of them for one message. What was read of either is kept, and read again when lost.
 */
import type { Tab } from '#core/visit';
import type { AgentUpdate } from '#protocol/agent-wire';
import { CloseCode } from '#protocol/close-code';
import type { VisitorUpdate } from '#protocol/visitor-wire';
import type { AgentSocket, Attachment } from './attachment.ts';
import { CLOSING_COUNTS_MS, FLOOD_PAUSE_MS } from './flood.ts';
import { Sending } from './sending.ts';
import { Signs } from './signs.ts';
import { type Told, UNNAMED_VERSION, Wording } from './told.ts';
import { Viewers } from './viewers.ts';

/** An update for all agents, and what those get who may not see all of it. */
export interface AudienceUpdate {
  update: Told<AgentUpdate>;
  instead?: { update: Told<AgentUpdate>; sees(agent: AgentSocket): boolean };
}

/** A dashboard that is open says something every minute, also one that nobody looks at; after this its socket is closed. */
const SILENT_AGENT_MS = 3 * 60_000;

export class Sockets {
  private readonly sending = new Sending(
    () => this.beforeJoin(),
    (socket) => this.isThere(socket),
  );
  /** Called when joined updates are about to leave; what is said to agents now goes along. */
  beforeJoin = () => {};
  readonly signs: Signs;
  private readonly known = new WeakMap<WebSocket, Attachment>();
  /** The sockets of a visitor, of a member, or of all agents, as far as somebody asked for them. */
  private readonly groups = new Map<string, Set<WebSocket>>();
  private visitors: number | null = null;
  private readonly viewers = new Viewers(() =>
    this.agents().map(({ socket, agent: { views } }) => ({ socket, views })),
  );

  constructor(
    private readonly ctx: DurableObjectState,
    private readonly now: () => number,
  ) {
    this.signs = new Signs(ctx, (socket) => this.of(socket));
  }

  accept(socket: WebSocket, attachment: Attachment): void {
    const more = attachment.role === 'visitor' ? `address:${attachment.address}` : `session:${attachment.session}`;
    this.ctx.acceptWebSocket(socket, [...groupsOf(attachment), more]);
    this.attach(socket, attachment);
    for (const group of groupsOf(attachment)) this.groups.get(group)?.add(socket);
    if (attachment.role === 'visitor' && this.visitors !== null) this.visitors++;
  }

  attach(socket: WebSocket, attachment: Attachment): void {
    socket.serializeAttachment(attachment);
    if (attachment.role === 'agent') this.viewers.change(socket, this.viewed(socket), attachment.views);
    this.known.set(socket, attachment);
  }

  of(socket: WebSocket): Attachment | null {
    const known = this.known.get(socket);
    if (known) return known;
    const attachment = socket.deserializeAttachment() as Attachment | null;
    if (attachment) this.known.set(socket, attachment);
    return attachment;
  }

  /** The open sockets of a visitor, of a member, or of all agents (`agent`). */
  in(group: string): WebSocket[] {
    return [...this.group(group)].filter(isOpen);
  }

  /** The open sockets with a tag that is rarely asked for: `visitor`, `address:…`, `session:…`. Looks at all of them. */
  tagged(tag: string): WebSocket[] {
    return this.ctx.getWebSockets(tag).filter(isOpen);
  }

  /** How many sockets of visitors there are from a network address; those that we closed a while ago don't count. Looks at all of the address. */
  countFrom(address: string, now: number): number {
    return this.ctx
      .getWebSockets(`address:${address}`)
      .filter((socket) => isOpen(socket) || this.isClosing(socket, now)).length;
  }

  /** How many visitors' sockets there are. */
  countVisitors(): number {
    this.visitors ??= this.tagged('visitor').length;
    return this.visitors;
  }

  /** A socket is gone. */
  gone(socket: WebSocket): void {
    this.sending.forget(socket);
    const who = this.of(socket);
    if (!who) return;
    if (who.role === 'agent') this.viewers.change(socket, who.views, []);
    if (who.role === 'visitor' && this.visitors !== null) this.visitors--;
    for (const group of groupsOf(who)) {
      const sockets = this.groups.get(group);
      sockets?.delete(socket);
      if (sockets?.size === 0) this.groups.delete(group);
    }
  }

  /** A visitor's open tabs. */
  tabs(visitor: string): Tab[] {
    return this.in(visitor).flatMap((socket) => this.tab(socket) ?? []);
  }

  /** The tabs of a visitor whose sockets we closed, and whose peer hasn't answered. */
  closingTabs(visitor: string): Tab[] {
    return this.ctx.getWebSockets(visitor).flatMap((socket) => (isOpen(socket) ? [] : (this.tab(socket) ?? [])));
  }

  tab(socket: WebSocket): Tab | null {
    const it = this.of(socket);
    if (it?.role !== 'visitor' || !it.tab) return null;
    const { id: visitor, country, device, browser, os } = it;
    const { origin: _, ...tab } = it.tab;
    return { visitor, country, device, browser, os, ...tab };
  }

  /** Agents' sockets that have said hello, with their attachments. One that is closing may be among them: what it is sent is lost. */
  agents(): { socket: WebSocket; agent: AgentSocket & Attachment }[] {
    const agents = [];
    for (const socket of this.group('agent')) {
      const agent = this.of(socket);
      if (agent?.role === 'agent' && agent.ready) agents.push({ socket, agent });
    }
    return agents;
  }

  /** Whether anybody watches the Monitor. */
  hasAgents(): boolean {
    for (const socket of this.group('agent')) {
      const agent = this.of(socket);
      if (agent?.role === 'agent' && agent.ready) return true;
    }
    return false;
  }

  /** Whether an agent views this conversation. */
  isViewed(conversation: string): boolean {
    return this.viewers.of(conversation).size > 0;
  }

  /** Whether a member looks at this conversation. */
  looks(member: string, conversation: string): boolean {
    return this.in(member).some((socket) => {
      const who = this.of(socket);
      return who?.role === 'agent' && who.looks === conversation;
    });
  }

  /** Whether a member is at the desk: with a socket that was welcomed and gave a sign of life lately, not one that a dead network left open. */
  attended(member: string, now: number): boolean {
    for (const socket of this.group(member)) {
      const who = this.of(socket);
      if (who?.role === 'agent' && (who.ready || who.arriving) && isOpen(socket) && this.signs.isAlive(socket, now))
        return true;
    }
    return false;
  }

  /** To one socket, when this turn is over. */
  say(socket: WebSocket, update: Told<VisitorUpdate | AgentUpdate>): void {
    this.tell(socket, new Wording(update), this.of(socket));
  }

  /** To one socket, what has been made into JSON already, in the version that it speaks. */
  sayText(socket: WebSocket, text: string): void {
    this.sending.now(socket, text);
  }

  toVisitor(visitor: string, update: Told<VisitorUpdate>): void {
    const wording = new Wording(update);
    for (const socket of this.group(visitor)) {
      const who = this.of(socket);
      if (who?.role === 'visitor' && who.tab) this.tell(socket, wording, who);
    }
  }

  /** `ends`: who is one end of the chat; others who view may wait a moment. `own`: what `author` gets instead. */
  toViewers(
    conversation: string,
    update: Told<AgentUpdate>,
    ends: readonly string[] = [],
    own: { author: string; update: () => AgentUpdate } | null = null,
  ): void {
    const wording = new Wording(update);
    const ownWording = own && new Wording(own.update);
    for (const socket of this.viewers.of(conversation)) {
      const agent = this.of(socket);
      if (agent?.role !== 'agent' || !agent.ready) continue;
      this.tell(socket, agent.member === own?.author ? ownWording! : wording, agent, !ends.includes(agent.member));
    }
  }

  /** To all agents; `instead`: to those who may not see all of it. */
  toAgents(updates: readonly AudienceUpdate[]): void {
    const wordings = updates.map(({ update, instead }) => ({
      all: new Wording(update),
      less: instead && new Wording(instead.update),
      sees: instead?.sees,
    }));
    for (const { socket, agent } of this.agents()) {
      for (const { all, less, sees } of wordings) this.tell(socket, less && !sees!(agent) ? less : all, agent);
    }
  }

  /** To a member, wherever they are. */
  toMember(member: string, update: Told<AgentUpdate>): void {
    const wording = new Wording(update);
    for (const socket of this.group(member)) {
      const who = this.of(socket);
      if (who?.role === 'agent' && who.ready) this.tell(socket, wording, who);
    }
  }

  /** To all visitors. Looks at all of them. */
  toVisitors(update: Told<VisitorUpdate>): void {
    const wording = new Wording(update);
    for (const socket of this.tagged('visitor')) {
      const who = this.of(socket);
      if (who?.role === 'visitor' && who.tab) this.tell(socket, wording, who);
    }
  }

  /** Says what is left to say, and closes. */
  close(socket: WebSocket, code: number, reason: string): void {
    const who = this.of(socket);
    if (who) this.attach(socket, { ...who, sentAway: this.now() });
    this.sending.close(socket, code, reason);
  }

  /** Closes a visitor's socket that is no tab of theirs any more, whenever the platform will have seen it close. */
  leaveOut(socket: WebSocket, code: number, reason: string): void {
    const who = this.of(socket);
    if (who?.role === 'visitor') this.attach(socket, { ...who, tab: null });
    this.close(socket, code, reason);
  }

  /** Closes agents' sockets that gave no sign of life for minutes: what they are sent would only be kept for them. */
  closeSilentAgents(): void {
    const now = this.now();
    for (const socket of this.in('agent'))
      if (now - this.signs.lastAt(socket) > SILENT_AGENT_MS) this.close(socket, CloseCode.silent, 'silent');
  }

  /** In the version that the socket speaks. `waits`: it may be joined with what follows. */
  private tell(socket: WebSocket, wording: Pick<Wording<never>, 'in'>, who: Attachment | null, waits = false): void {
    const text = wording.in(who?.v ?? UNNAMED_VERSION);
    if (text === null) return;
    if (waits) this.sending.soon(socket, text);
    else this.sending.now(socket, text);
  }

  /** Whether there is a sign that a socket, which was sent very much, still reads; else it is closed. */
  private isThere(socket: WebSocket): boolean {
    if (isOpen(socket) && this.signs.isAlive(socket, this.now())) return true;
    this.close(socket, CloseCode.flooded, String(FLOOD_PAUSE_MS));
    return false;
  }

  /** We closed it, and the peer may yet answer. */
  private isClosing(socket: WebSocket, now: number): boolean {
    const sentAway = this.of(socket)?.sentAway;
    return typeof sentAway === 'number' && Math.abs(now - sentAway) < CLOSING_COUNTS_MS;
  }

  private viewed(socket: WebSocket): readonly string[] {
    const who = this.known.get(socket);
    return who?.role === 'agent' ? who.views : [];
  }

  private group(name: string): Set<WebSocket> {
    let sockets = this.groups.get(name);
    if (!sockets) {
      // While a socket closes, the platform lists it still.
      sockets = new Set(this.tagged(name));
      // Whoever is away and written to must not fill the memory.
      if (sockets.size > 0 || name === 'agent') this.groups.set(name, sockets);
    }
    return sockets;
  }
}

function groupsOf(attachment: Attachment): string[] {
  return attachment.role === 'visitor' ? ['visitor', attachment.id] : ['agent', attachment.member];
}

function isOpen(socket: WebSocket): boolean {
  return socket.readyState === WebSocket.OPEN;
}
