/** The shapes of the store's rows as SQLite gives them, and what they come to. */
import type { ClosedBy, Control } from '#protocol/entry';
import type { Device } from '#protocol/visit';
import { type AtDesk, NOT_AT_DESK } from './at-desk.ts';
import type { Entry, EntryBody } from './entry.ts';
import type { Conversation } from './store.ts';

export interface ConversationRecord {
  id: string;
  visitor: string;
  visit: string;
  visit_since: number;
  country: string | null;
  device: Device;
  page_url: string;
  page_title: string;
  control: Control;
  turn: number;
  control_at: number;
  holder: string | null;
  holder_name: string | null;
  failures: number;
  failed_at: number | null;
  started_at: number;
  closed_at: number | null;
  closed_by: ClosedBy | null;
  desk: string | null;
  wrap_up: string | null;
  nobody_at: number | null;
}

export interface EntryRecord {
  conversation: string;
  seq: number;
  visitor_seq: number;
  messages: number;
  turn: number;
  at: number;
  author: string;
  cid: string | null;
  asked: string | null;
  body: string;
}

export function toConversation(row: ConversationRecord): Conversation;
export function toConversation(row: ConversationRecord | undefined): Conversation | null;
export function toConversation(row: ConversationRecord | undefined): Conversation | null {
  if (!row) return null;
  return {
    id: row.id,
    visitor: row.visitor,
    visit: row.visit,
    visitSince: row.visit_since,
    country: row.country,
    device: row.device,
    page: { url: row.page_url, title: row.page_title },
    control: row.control,
    turn: row.turn,
    controlAt: row.control_at,
    holder: row.holder === null ? null : { id: row.holder, name: row.holder_name ?? '' },
    failures: row.failures,
    failedAt: row.failed_at,
    startedAt: row.started_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    desk: row.desk === null ? NOT_AT_DESK : { ...NOT_AT_DESK, ...(JSON.parse(row.desk) as AtDesk) },
    wrapUp: row.wrap_up === null ? null : JSON.parse(row.wrap_up),
    nobodyAt: row.nobody_at,
  };
}

export function toEntry(row: EntryRecord | undefined): Entry | null {
  if (!row) return null;
  return {
    conversation: row.conversation,
    seq: row.seq,
    visitorSeq: row.visitor_seq,
    messages: row.messages,
    turn: row.turn,
    at: row.at,
    author: row.author,
    cid: row.cid,
    asked: row.asked,
    body: JSON.parse(row.body) as EntryBody,
  };
}
