/**
 * Visitors and agents without a browser: a socket each, speaking the protocol as another client would. With them a site is
 * busy for little, they come from any country and with any device, and may send what the widget and the dashboard never would.
 */
import type { AgentFrame, AgentUpdate } from '../../../src/protocol/agent-wire.ts';
import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '../../../src/protocol/limits.ts';
import type { VisitCard } from '../../../src/protocol/visit.ts';
import type { VisitorFrame, VisitorUpdate } from '../../../src/protocol/visitor-wire.ts';
import { foldVisits, NO_VISITS } from '../../../web/kit/visits.ts';
import type { World } from './world.ts';

export const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';
export const ANDROID =
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Mobile Safari/537.36';
export const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';
export const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36';

/** An update has this long to come: the machine may be busy. */
const PATIENCE_MS = 20_000;

/** Node's own sockets take headers, which a browser's don't. */
const HeaderSocket = WebSocket as unknown as new (
  url: string,
  options: { protocols: string[]; headers: Record<string, string> },
) => WebSocket;

/** A socket that remembers what it has heard. */
class Line<Frame extends { t: string }, Update extends { t: string }> {
  readonly heard: Update[] = [];
  private readonly socket: WebSocket;
  private readonly opened: Promise<void>;
  private listeners: (() => void)[] = [];
  private cids = 0;

  constructor(url: string, protocols: string[], headers: Record<string, string>) {
    this.socket = new HeaderSocket(url, { protocols: [SUBPROTOCOL, ...protocols], headers });
    this.opened = new Promise((resolve, reject) => {
      this.socket.onopen = () => resolve();
      this.socket.onerror = () => reject(new Error(`no socket at ${url}`));
    });
    this.socket.onmessage = ({ data }) => {
      const parsed = JSON.parse(String(data)) as Update | Update[];
      this.heard.push(...(Array.isArray(parsed) ? parsed : [parsed]));
      for (const listener of this.listeners) listener();
    };
  }

  async send(frame: Frame): Promise<void> {
    await this.opened;
    this.socket.send(JSON.stringify(frame));
  }

  /** The first update of this kind, heard already or still to come. */
  async hears<T extends Update['t']>(
    t: T,
    match: (update: Extract<Update, { t: T }>) => boolean = () => true,
  ): Promise<Extract<Update, { t: T }>> {
    const is = (update: Update): update is Extract<Update, { t: T }> => update.t === t;
    const find = () => this.heard.filter(is).find(match);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.listeners = this.listeners.filter((one) => one !== look);
        reject(new Error(`no ${t}; heard ${JSON.stringify(this.heard).slice(0, 2_000)}`));
      }, PATIENCE_MS);
      const look = () => {
        const found = find();
        if (!found) return;
        clearTimeout(timer);
        this.listeners = this.listeners.filter((one) => one !== look);
        resolve(found);
      };
      this.listeners.push(look);
      look();
    });
  }

  nextCid(): string {
    this.cids++;
    return `crowd-${this.cids}`;
  }

  /** The site knows at once; the connection itself may take seconds to go, which nobody has to wait for. */
  close(): void {
    this.socket.close();
  }
}

export interface CrowdVisitorOptions {
  /** As the edge would tell it. */
  country?: string;
  userAgent?: string;
  path?: string;
  title?: string;
  /** False: the visitor only browses. */
  open?: boolean;
}

/** A visitor who is a socket only. */
export class CrowdVisitor {
  private constructor(
    readonly line: Line<VisitorFrame, VisitorUpdate>,
    readonly id: string,
  ) {}

  static async arrives(world: World, site: string, options: CrowdVisitorOptions = {}): Promise<CrowdVisitor> {
    const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
    const line = new Line<VisitorFrame, VisitorUpdate>(
      `${world.origin.replace('http', 'ws')}/socket/visitor/${site}`,
      [TOKEN_SUBPROTOCOL + token],
      {
        Origin: world.origin,
        'User-Agent': options.userAgent ?? WINDOWS,
        ...(options.country && { 'MF-CF-Blob': JSON.stringify({ country: options.country }) }),
      },
    );
    const page = {
      url: `${world.shop}${options.path ?? '/'}`,
      title: options.title ?? 'Bicycles from Ljubljana · Kolovrat',
    };
    await line.send({ t: 'visit.hello', v: PROTOCOL_VERSION, origin: world.shop, page, open: options.open ?? true });
    const { visitor } = await line.hears('visit.welcomed');
    return new CrowdVisitor(line, visitor);
  }

  /** The last four characters of the id, as the Monitor shows them. */
  get shortId(): string {
    return this.id.slice(-4).toLowerCase();
  }

  /** The id of the conversation they began. */
  async conversation(): Promise<string> {
    return (await this.line.hears('conversation.started')).conversation;
  }

  /** Says something, and waits until the site has it. */
  async says(text: string): Promise<void> {
    const cid = this.line.nextCid();
    await this.line.send({ t: 'entry.post', cid, text });
    await this.line.hears('ack', (ack) => ack.cid === cid);
  }

  /** Says something, and waits for the AI's whole answer. */
  async asks(text: string): Promise<string> {
    const before = this.answers().length;
    await this.says(text);
    await this.line.hears('entry.added', () => this.answers().length > before);
    return this.answers().at(-1)!;
  }

  async wantsPerson(): Promise<void> {
    const cid = this.line.nextCid();
    await this.line.send({ t: 'person.request', cid });
    await this.line.hears('ack', (ack) => ack.cid === cid);
  }

  async ends(): Promise<void> {
    const cid = this.line.nextCid();
    await this.line.send({ t: 'conversation.close', cid });
    await this.line.hears('ack', (ack) => ack.cid === cid);
  }

  leaves(): void {
    this.line.close();
  }

  /** The AI's answers; its greeting is none. */
  private answers(): string[] {
    return this.line.heard.flatMap((update) => {
      const entry = update.t === 'entry.added' && update.entry.kind === 'message' ? update.entry : null;
      return entry?.from === 'bot' && entry.answer !== undefined ? [entry.text] : [];
    });
  }
}

/** An agent at the desk who is a socket only. */
export class CrowdAgent {
  private constructor(readonly line: Line<AgentFrame, AgentUpdate>) {}

  static async arrives(world: World, site: string, email: string): Promise<CrowdAgent> {
    const cookie = await world.signIn(email);
    const { ticket } = (await world.api('POST', `/api/sites/${site}/ticket`, undefined, cookie)) as { ticket: string };
    const line = new Line<AgentFrame, AgentUpdate>(
      `${world.origin.replace('http', 'ws')}/socket/agent/${site}`,
      [TICKET_SUBPROTOCOL + ticket],
      { Origin: world.origin },
    );
    const watch = { windows: [{ list: 'all' as const, from: 0, to: 200 }], cards: [] };
    await line.send({ t: 'agent.hello', v: PROTOCOL_VERSION, watch });
    await line.hears('agent.welcomed');
    return new CrowdAgent(line);
  }

  /** The first card that fits, of those shown now or later. */
  async card(fits: (card: VisitCard) => boolean): Promise<VisitCard> {
    await this.line.hears('visits.shown', () => this.cards().some(fits));
    return this.cards().find(fits)!;
  }

  /** All cards, as they are shown now. */
  cards(): VisitCard[] {
    const shown = this.line.heard.reduce((before, update) => foldVisits(before, update, new Set()), NO_VISITS);
    return [...shown.visits.values()];
  }

  /** Sends a command; answers with its ack or its refusal. */
  async command(
    frame: DistributiveOmit<Extract<AgentFrame, { cid: string }>, 'cid'>,
  ): Promise<Extract<AgentUpdate, { t: 'ack' | 'refused' }>> {
    const cid = this.line.nextCid();
    await this.line.send({ ...frame, cid });
    return Promise.race([
      this.line.hears('ack', (ack) => ack.cid === cid),
      this.line.hears('refused', (refused) => refused.cid === cid),
    ]);
  }

  leaves(): void {
    this.line.close();
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export interface Crowd {
  visitors: CrowdVisitor[];
  leaves(): void;
}

/**
 * An ordinary afternoon: people of many countries, some with the AI, some waiting, some with one of two agents, some who
 * have said nothing yet, one whose chat is over. `maja` and `giulia` are e-mails of members of the site.
 */
export async function fillSite(
  world: World,
  site: string,
  { maja, giulia }: { maja: string; giulia: string },
): Promise<Crowd> {
  const desk = {
    maja: await CrowdAgent.arrives(world, site, maja),
    giulia: await CrowdAgent.arrives(world, site, giulia),
  };
  const visitors: CrowdVisitor[] = [];
  const comes = async (options: CrowdVisitorOptions) => {
    const visitor = await CrowdVisitor.arrives(world, site, options);
    visitors.push(visitor);
    return visitor;
  };
  const product = { path: '/bikes/bora-40', title: 'Bora 40 · Kolovrat' };

  const wojciech = await comes({ country: 'PL', userAgent: WINDOWS });
  await wojciech.asks('Dzień dobry, ile kosztuje dostawa do Austrii?');
  await wojciech.asks('Thank you, that is all I needed. Have a nice weekend!');
  await wojciech.ends();

  const andres = await comes({ country: 'ES', userAgent: WINDOWS, ...product });
  await andres.asks('Hola, ¿la silla infantil cabe en la Bora 40?');
  await desk.maja.command({ t: 'conversation.take-over', conversation: await andres.conversation() });
  const say = (agent: CrowdAgent, conversation: string, text: string) =>
    agent.command({ t: 'entry.post', conversation, text });
  await say(desk.maja, await andres.conversation(), 'Hola Andrés. Sí, cabe, con el adaptador de 10 mm.');
  await andres.says('Great. And for the children, do you have trailers or only child seats?');

  const melissa = await comes({ country: 'IT', userAgent: IPAD, path: '/service', title: 'Service · Kolovrat' });
  await melissa.asks('Buongiorno, vorrei prenotare un tagliando per lunedì.');
  await desk.giulia.command({ t: 'conversation.take-over', conversation: await melissa.conversation() });
  await say(
    desk.giulia,
    await melissa.conversation(),
    'Perfetto, la prenotazione per il tagliando è confermata per lunedì alle 10:30.',
  );

  const zofia = await comes({ country: 'PL', userAgent: ANDROID, ...product });
  await zofia.asks('Czy Bora 40 jest dostępna w rozmiarze M?');
  await zofia.wantsPerson();
  await zofia.says('I’d rather talk to somebody: it is about the frame, and the shop in Kraków.');

  const layla = await comes({ country: 'LB', userAgent: IPHONE, ...product });
  await layla.asks('مرحبا');
  await layla.wantsPerson();
  await layla.says('هل يمكنكم توصيل الدراجة إلى بيروت قبل نهاية الشهر؟ وكم تبلغ رسوم الشحن؟');

  const maximiliane = await comes({ country: 'DE', userAgent: WINDOWS, ...product });
  await maximiliane.asks('Hello! Which of your touring bikes can take a child seat and panniers?');
  const beatriz = await comes({ country: 'BR', userAgent: ANDROID });
  await beatriz.asks('Oi! Vocês enviam para o Brasil? Quanto custa o frete até São Paulo?');
  const taras = await comes({ country: 'UA', userAgent: ANDROID, ...product });
  await taras.asks('Чи є ця рама у зеленому кольорі? На сайті бачу лише чорну.');
  const sanne = await comes({ country: 'NL', userAgent: WINDOWS });
  await sanne.asks('How much does delivery cost, and how long does it take to Italy?');
  const aarav = await comes({ country: 'IN', userAgent: ANDROID });
  await aarav.asks('हेलमेट का साइज़ बदल सकते हैं? ऑर्डर नंबर 20391 है।');
  await comes({ country: 'HR', userAgent: IPAD, ...product });
  await comes({
    country: 'AT',
    userAgent: WINDOWS,
    path: '/journal/white-roads',
    title: 'White roads of the Karst · Kolovrat',
  });

  return {
    visitors,
    leaves() {
      for (const visitor of visitors) visitor.leaves();
      desk.maja.leaves();
      desk.giulia.leaves();
    },
  };
}
