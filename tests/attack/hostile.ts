/**
 * One network address at its worst, in a process of its own: `node tests/attack/hostile.ts PORT SITE CASE SECONDS [CONVERSATION]`. It never
 * reads more than it needs, comes back whenever it is sent away, and prints as JSON what it sent and what it was told.
 */
import { PROTOCOL_VERSION, SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '../../src/protocol/limits.ts';
import { Wire } from '../bench/load/wire.ts';
import { SHOP } from '../server/workspace.ts';

/** The address that all of them share. */
const ADDRESS = '203.0.113.66';
/** Frames a second of all sockets together: more would be a matter of the machine's network, and keep this process from anything else. */
const PER_SECOND = 3_000;
const EVERY_MS = 20;
/** So much apart those who were sent away come back, on average. */
const COMES_BACK_MS = 10;

/** What it sent, and how often it was told what: `welcomed`, a code of a refusal, or that of a close. */
export interface Worst {
  sent: number;
  told: Record<string, number>;
}

interface Case {
  /** Sockets at a time. */
  sockets: number;
  /** Reads nothing after its welcome. */
  deaf?: true;
  /** Leaves when it has been welcomed, and comes back as somebody else. */
  restless?: true;
  /** Comes as the visitor who has the long conversation. */
  known?: true;
  /** Frames a second of each socket, where it isn't as many as can be. */
  perSecond?: number;
  frame?(number: number, conversation: string): object | string;
}

/** The longest page there may be, of characters that each become several, and numbers in between. */
const LONG_PAGE = `${SHOP}/${'/ﷺ½4'.repeat(240)}?q=${'+386-41-1'.repeat(90)}`.slice(0, 1_999);
const DIGITS = '4000 1234 5678 901, 041 123 45, SI56 1910 0000 0123 43 '.repeat(18).slice(0, 990);

export const CASES: Record<string, Case> = {
  pages: {
    sockets: 20,
    frame: (number) => ({
      t: 'page.view',
      page: { url: `${LONG_PAGE}${number % 10}`, title: DIGITS.slice(0, 300) },
    }),
  },
  typing: { sockets: 20, frame: (number) => ({ t: 'typing.set', on: true, text: DIGITS.slice(number % 9) }) },
  junk: { sockets: 100, frame: () => `{"t":"nonsense","of":[${'"x",'.repeat(3_000)}` },
  hellos: { sockets: 20, frame: () => hello() },
  resumes: {
    sockets: 20,
    deaf: true,
    known: true,
    frame: (_, conversation) => ({ t: 'conversation.resume', conversation, seq: 0 }),
  },
  lists: {
    sockets: 20,
    deaf: true,
    known: true,
    frame: (_, conversation) => ({ t: 'entry.list', conversation, before: 900 }),
  },
  sockets: { sockets: 150 },
  visits: { sockets: 50, restless: true },
  person: {
    sockets: 10,
    perSecond: 10,
    frame: (number) => ({
      t: number % 2 ? 'person.withdraw' : 'person.request',
      cid: `hostile-${number}-${process.pid}`,
    }),
  },
};
export type CaseName = keyof typeof CASES;

/** The token of the visitor who has the long conversation. */
export const KNOWN = 'known'.padEnd(43, 'x');

async function main(): Promise<void> {
  const [port, site, name, seconds, conversation = ''] = process.argv.slice(2);
  const does = CASES[name!]!;
  const worst: Worst = { sent: 0, told: {} };
  const endAt = performance.now() + Number(seconds) * 1_000;
  const one = new Hostile({ port: Number(port), site: site!, does, conversation, worst, endAt });
  await Promise.all(Array.from({ length: does.sockets }, () => one.goOn()));
  process.stdout.write(JSON.stringify(worst), () => process.exit(0));
}

interface Means {
  port: number;
  site: string;
  does: Case;
  conversation: string;
  worst: Worst;
  endAt: number;
}

let named = 0;

class Hostile {
  private readonly means: Means;

  constructor(means: Means) {
    this.means = means;
  }

  /** Comes back until the time is over. */
  async goOn(): Promise<void> {
    const { endAt } = this.means;
    while (performance.now() < endAt) {
      await this.come().catch(() => this.told('no upgrade'));
      await pause(this.means.does.sockets * COMES_BACK_MS * 2 * Math.random());
    }
  }

  private async come(): Promise<void> {
    const { port, site, does, endAt } = this.means;
    const token = does.known ? KNOWN : `hostile-${process.pid}-${named++}`.padEnd(43, 'x');
    let open = true;
    let welcomed = false;
    const wire = await Wire.open({
      port,
      path: `/socket/visitor/${site}`,
      protocols: [SUBPROTOCOL, TOKEN_SUBPROTOCOL + token],
      address: ADDRESS,
      onText: (text) => {
        for (const { t, code } of [JSON.parse(text) as { t: string; code?: string }].flat()) {
          welcomed ||= t === 'visit.welcomed';
          this.told(code ?? t);
        }
      },
      onClose: () => {
        open = false;
      },
      onCode: (code) => this.told(String(code)),
    });
    wire.send(JSON.stringify(hello()));
    this.means.worst.sent++;
    while (open && !welcomed && performance.now() < endAt) await pause(5);
    if (does.deaf) wire.deafen();
    let owed = 0;
    while (open && performance.now() < endAt && !does.restless) {
      const perSecond = does.perSecond ?? PER_SECOND / does.sockets;
      const from = performance.now();
      await pause(EVERY_MS);
      owed += ((performance.now() - from) / 1_000) * perSecond;
      if (does.frame && open) this.send(wire, does.frame.bind(does), Math.floor(owed));
      owed %= 1;
    }
    wire.drop();
  }

  private send(wire: Wire, frame: NonNullable<Case['frame']>, count: number): void {
    const { worst, conversation } = this.means;
    // What the network doesn't take is not sent: its own memory is not what is tried here.
    if (wire.congested) return;
    for (let i = 0; i < count; i++) {
      const it = frame(worst.sent++, conversation);
      wire.send(typeof it === 'string' ? it : JSON.stringify(it));
    }
  }

  private told(what: string): void {
    const { told } = this.means.worst;
    told[what] = (told[what] ?? 0) + 1;
  }
}

function hello(): object {
  const page = { url: `${SHOP}/bikes/bora-40`, title: 'Bora 40' };
  return { t: 'visit.hello', v: PROTOCOL_VERSION, origin: SHOP, page, open: true };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

if (import.meta.main) await main();
