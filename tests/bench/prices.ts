/**
 * What it costs, in dollars a month: Cloudflare's published prices, the counts that tests/bench/counts holds, and a site's traffic, which is
 * an assumption and said with the result. Everything is on the Workers Paid plan; what is included in it is taken off for one site alone.
 */
import { COSTS } from './counts/expected.ts';

/** As published by Cloudflare in November 2026: what a month includes, and dollars for each further unit. */
export const PRICES = {
  plan: 5,
  workerRequests: { included: 10e6, each: 0.3 / 1e6 },
  workerCpuMs: { included: 30e6, each: 0.02 / 1e6 },
  /** Upgrades, RPCs and alarms; twenty WebSocket messages that come in are one. What goes out, and heartbeats that the platform answers, are free. */
  objectRequests: { included: 1e6, each: 0.15 / 1e6 },
  /** Gigabyte-seconds awake; an object is billed as 128 MB. */
  objectDuration: { included: 400e3, each: 12.5 / 1e6 },
  objectRowsRead: { included: 25e9, each: 0.001 / 1e6 },
  objectRowsWritten: { included: 50e6, each: 1 / 1e6 },
  objectGigabytes: { included: 5, each: 0.2 },
  historyRowsRead: { included: 25e9, each: 0.001 / 1e6 },
  historyRowsWritten: { included: 50e6, each: 1 / 1e6 },
  historyGigabytes: { included: 5, each: 0.75 },
} as const;

/** A shop's month. */
export const TRAFFIC = {
  /** Hours a day in which this many are online, and days. */
  hours: 10,
  days: 30,
  /** How long a visit lasts, and how many pages it sees; each page is a connect. */
  visitMinutes: 4,
  pages: 3,
  /** Of the visits, how many lead to a chat of 20 messages. */
  chats: 0.02,
  /** The Worker's own CPU for a page: the widget's frame and the upgrade. */
  pageCpuMs: 1.5,
  /** What a chat and a visit weigh where they are kept, in bytes, indexes included. */
  chatBytes: 6_000,
  chatHistoryBytes: 6_000,
  visitHistoryBytes: 250,
} as const;

export interface Line {
  what: string;
  amount: number;
  dollars: number;
}

type Priced = Exclude<keyof typeof PRICES, 'plan'>;

/** A month with so many visitors online in the busy hours. */
export function month(online: number): { lines: Line[]; total: number; visits: number; chats: number } {
  const { hours, days, visitMinutes, pages } = TRAFFIC;
  const seconds = hours * 3_600 * days;
  const visits = (online * hours * days * 60) / visitMinutes;
  const chats = visits * TRAFFIC.chats;
  const views = visits * pages;
  const visitEnds = countsOf('the visit’s end, told to D1');
  const chat = countsOf('a whole chat of 20 messages');
  // The alarm after a departure is shared by all who leave in the same eight seconds.
  const alarms = Math.min(visits, seconds / 8) * visitEnds.alarms;
  const awake = Math.min(seconds, visits * (pages * 0.2 + 1));
  const amounts: Record<Priced, number> = {
    workerRequests: views * 2,
    workerCpuMs: views * TRAFFIC.pageCpuMs,
    objectRequests: views + (views + chats * 30) / 20 + alarms / 2,
    objectDuration: awake * 0.128,
    objectRowsRead: visits * visitEnds.read + chats * chat.read,
    objectRowsWritten: visits * (visitEnds.rows - visitEnds.alarms) + alarms + chats * (chat.rows - visitEnds.rows),
    objectGigabytes: (chats * TRAFFIC.chatBytes) / 1e9,
    historyRowsRead: views + chats * chat.d1,
    historyRowsWritten: visits * visitEnds.d1Rows + chats * (chat.d1Rows - visitEnds.d1Rows),
    historyGigabytes: (chats * TRAFFIC.chatHistoryBytes + visits * TRAFFIC.visitHistoryBytes) / 1e9,
  };
  const lines = (Object.keys(amounts) as Priced[]).map((what) => {
    const { included, each } = PRICES[what];
    return { what, amount: amounts[what], dollars: Math.max(0, amounts[what] - included) * each };
  });
  return { lines, total: PRICES.plan + lines.reduce((sum, { dollars }) => sum + dollars, 0), visits, chats };
}

/** The price list as a Markdown table, a column for each size of site. */
export function priceTable(sizes: readonly number[] = [100, 1_000, 10_000]): string {
  const months = sizes.map(month);
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const names = months[0]!.lines.map(({ what }) => what);
  return [
    row(['a month', ...sizes.map((size) => `${count(size)} online`)]),
    row(['---', ...sizes.map(() => '---')]),
    row(['visits; chats', ...months.map(({ visits, chats }) => `${count(visits)}; ${count(chats)}`)]),
    ...names.map((what, index) =>
      row([
        WORDS[what as Priced],
        ...months.map(({ lines }) => `${count(lines[index]!.amount)} · $${lines[index]!.dollars.toFixed(2)}`),
      ]),
    ),
    row(['**with the plan’s $5**', ...months.map(({ total }) => `**$${total.toFixed(2)}**`)]),
  ].join('\n');
}

/** What one thing costs beyond what is included, in dollars a million. */
export function eachTable(): string {
  const { objectRowsWritten, historyRowsWritten, objectRequests, workerRequests, workerCpuMs } = PRICES;
  const acts = [
    'a visitor’s message',
    'a whole chat of 20 messages',
    'the visit’s end, told to D1',
    'a page view',
  ] as const;
  const written = acts.map((act) => {
    const { rows, d1Rows } = countsOf(act);
    const dollars = rows * objectRowsWritten.each + d1Rows * historyRowsWritten.each + objectRequests.each / 20;
    return `| ${act} | ${rows} + ${d1Rows} | $${(dollars * 1e6).toFixed(2)} |`;
  });
  const page = 2 * workerRequests.each + TRAFFIC.pageCpuMs * workerCpuMs.each + objectRequests.each * 1.05;
  return [
    '| a million of | rows in the object + in D1 | cost |',
    '| --- | --- | --- |',
    ...written,
    `| a page loaded: frame, upgrade, hello | 0 + 0 | $${(page * 1e6).toFixed(2)} |`,
  ].join('\n');
}

const WORDS: Record<Priced, string> = {
  workerRequests: 'Worker requests',
  workerCpuMs: 'Worker CPU, ms',
  objectRequests: 'object requests',
  objectDuration: 'object awake, GB-s',
  objectRowsRead: 'rows read in the object',
  objectRowsWritten: 'rows written in the object',
  objectGigabytes: 'GB more in the object, each month',
  historyRowsRead: 'rows read in D1',
  historyRowsWritten: 'rows written in D1',
  historyGigabytes: 'GB more in D1, each month',
};

interface Counts {
  rows: number;
  alarms: number;
  read: number;
  d1: number;
  d1Rows: number;
}

function countsOf(act: keyof typeof COSTS): Counts {
  const [rows, alarms, read, , d1, d1Rows] = COSTS[act].match(/\d+/g)!.map(Number);
  return { rows: rows!, alarms: alarms!, read: read!, d1: d1!, d1Rows: d1Rows! };
}

function count(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(value >= 1e8 ? 0 : 1)} M`;
  if (value >= 1e4) return `${Math.round(value / 1e3)} k`;
  return value >= 10 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2);
}
