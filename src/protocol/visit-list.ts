/**
 * Lists of visits, as dashboards watch them: a dashboard names a list and the places of it that it shows, and is told of those and of no
 * others, however many are online. What each list holds, and in which order, is in the core (`core/place.ts`).
 */
import * as z from 'zod';
import { idSchema } from './id.ts';
import { WATCHED_CARDS_MAX, WINDOW_MAX } from './limits.ts';
import type { CardConversation, VisitCard, VisitPatch } from './visit.ts';

/** `all` to `none` are the Monitor's filters; `people`: those that a person is wanted for, or has. */
export const VISIT_LISTS = ['all', 'waiting', 'bot', 'agent', 'none', 'people'] as const;
export type VisitList = (typeof VISIT_LISTS)[number];

/** How many visits each list holds, and how many of all are there now. */
export type VisitCounts = Record<VisitList | 'online', number>;

/** How many windows one dashboard has. */
const WINDOWS_MAX = 4;

/** The places `from` up to `to` of a list. */
const windowSchema = z
  .strictObject({ list: z.enum(VISIT_LISTS), from: z.int().min(0), to: z.int().min(0) })
  .refine(({ from, to }) => from <= to && to - from <= WINDOW_MAX);

/**
 * All that a dashboard watches of the visits, as a whole. `cards`: besides what the windows show, these visits, or those with these
 * conversations. Cards of one's own conversations, and of those that one views, come unasked.
 */
export const watchSchema = z.strictObject({
  windows: z.array(windowSchema).max(WINDOWS_MAX),
  cards: z.array(z.union([idSchema('visit'), idSchema('cnv')])).max(WATCHED_CARDS_MAX),
});
export type Watch = z.infer<typeof watchSchema>;
export type VisitWindow = Watch['windows'][number];

/** What was said last in the conversation of a visit. Its viewers have it from the entries; what is unread is told to whom that concerns. */
export interface VisitWords extends Partial<Pick<CardConversation, 'messages' | 'last' | 'answering' | 'unread'>> {
  /** The visit's id. */
  id: string;
}

/** A sound is due: somebody wrote, or began a conversation. */
export type Heard = 'message' | 'conversation';

/** What has changed of all that a dashboard watches; what isn't there is as it was. In this order: */
export interface VisitsShown {
  t: 'visits.shown';
  counts?: VisitCounts;
  /** The windows that hold others than before, whole. */
  windows?: { list: VisitList; from: number; ids: string[] }[];
  /** The site lost its memory: these are all the cards that are told. Others are to be dropped, and missing ones asked for. */
  listed?: string[];
  /** Visits that no list holds any more, or of those that were asked for: that none holds. */
  left?: string[];
  /** Visits that are still there, and that no window shows any more. */
  out?: string[];
  added?: VisitCard[];
  changed?: VisitPatch[];
  said?: VisitWords[];
  heard?: Heard;
}
