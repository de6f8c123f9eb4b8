/** A site's desk reached both ways: its people sign in over HTTP and get their sockets by ticket, its visitors are sockets. */

import type { AgentUpdate } from '#protocol/agent-wire';
import { PROTOCOL_VERSION } from '#protocol/limits';
import type { Role } from '#protocol/member';
import type { Queue, QueuePatch } from '#protocol/queue';
import type { SitePatch } from '#protocol/site';
import type { VisitorUpdate } from '#protocol/visitor-wire';
import { type Browser, env, freshWorkspace, makeSite, memberWith, ownerOf } from './http-support.ts';
import { cardOn, EVERYBODY } from './shown.ts';
import { type Line, SHOP, World } from './site-world.ts';

/** Somebody of the site: their browser, and what their tabs hear. */
export interface Member {
  id: string;
  name: string;
  browser: Browser;
  /** Their first tab. */
  line: Line<AgentUpdate>;
}

export class Desk {
  private constructor(
    readonly owner: Browser,
    readonly world: World,
  ) {}

  /** A workspace of its own with one site. */
  static async open(settings: SitePatch = {}): Promise<Desk> {
    await freshWorkspace();
    const owner = await ownerOf();
    return Desk.beside(owner, settings);
  }

  /** One more site of the same owner. */
  static async beside(owner: Browser, settings: SitePatch = {}): Promise<Desk> {
    const id = await makeSite(owner, 'Kolovrat', [SHOP]);
    const desk = new Desk(owner, new World(id, env.SITE.getByName(id) as unknown as World['stub']));
    if (Object.keys(settings).length > 0) await desk.sets('', settings);
    return desk;
  }

  get site(): string {
    return this.world.id;
  }

  path(rest: string): string {
    return `/api/sites/${this.site}${rest}`;
  }

  /** The owner changes the site, or what `rest` names of it. */
  async sets(rest: string, patch: SitePatch | QueuePatch): Promise<void> {
    const answer = await this.owner.patch(this.path(rest), patch);
    if (answer.status !== 200) throw new Error(`not set: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  async queues(): Promise<Queue[]> {
    return (await this.owner.get(this.path('/queues'))).body as Queue[];
  }

  /** Changes the site's first queue. */
  async setQueue(patch: QueuePatch): Promise<void> {
    const [first] = await this.queues();
    await this.sets(`/queues/${first!.id}`, patch);
  }

  /** A member with this role, signed in and at the desk. */
  async member(name: string, role: Role): Promise<Member> {
    const email = `${name.toLowerCase()}.${this.site.slice(-6).toLowerCase()}@kolovrat.example`;
    const browser = await memberWith({ [this.site]: role }, email);
    await browser.patch('/api/me', { agentName: name });
    const { id } = (await browser.get('/api/me')).body as { id: string };
    return { id, name, browser, line: await this.tab(browser) };
  }

  /** One more tab of somebody. */
  async tab(browser: Browser): Promise<Line<AgentUpdate>> {
    const { ticket } = (await browser.post(this.path('/ticket'))).body as { ticket: string };
    const line = await this.world.connect<AgentUpdate>('agent', `ticket.${ticket}`);
    line.send({ t: 'agent.hello', v: PROTOCOL_VERSION, watch: EVERYBODY });
    await line.until('agent.welcomed');
    return line;
  }

  /** A visitor who has written, and their conversation. */
  async chat(name: string, text = 'Hello!'): Promise<{ visitor: Line<VisitorUpdate>; conversation: string }> {
    const visitor = await this.world.visitor(name);
    await visitor.ask({ t: 'entry.post', text });
    const { conversation } = await visitor.until('conversation.started');
    return { visitor, conversation };
  }

  private marks = 0;

  /** Until all agents have heard whatever happened so far: somebody comes by, and cards are told after all that was said before. */
  async settled(...lines: Line<AgentUpdate>[]): Promise<void> {
    const passer = await this.world.visitor(`Passer by ${++this.marks}`);
    const { visitor } = await passer.until('visit.welcomed');
    await Promise.all(lines.map((line) => cardOn(line, (card) => card.visitor === visitor)));
    passer.close();
  }

  /** A chat that an agent has taken over. */
  async held(name: string, holder: Member, text?: string) {
    const chat = await this.chat(name, text);
    await took(holder.line, { t: 'conversation.take-over', conversation: chat.conversation });
    return chat;
  }
}

/** Sends a command that must be accepted. */
export async function took<Update extends { t: string }>(
  line: Line<Update>,
  frame: Record<string, unknown>,
): Promise<void> {
  const answer = (await line.ask(frame)) as { t: string };
  if (answer.t !== 'ack') throw new Error(`refused: ${JSON.stringify(answer)} of ${JSON.stringify(frame)}`);
}
