/** What visitors' and agents' sockets have in common. */
import * as z from 'zod';
import { idPattern } from './id.ts';
import { MESSAGE_MAX_CHARS } from './limits.ts';
import type { RefusalCode } from './refusal.ts';
import { countChars, hasControls, isVisible, withoutControls } from './text.ts';

const CONVERSATION = idPattern('cnv');
const CID = /^[0-9A-Za-z_-]{4,40}$/;

/** The client's own id of a command: unique per author for the conversation's life. */
export const cidSchema = z.string().regex(CID);

/** A message: at least one visible character, at most 1,000 code points; anything else in it is ordinary text. */
export const messageTextSchema = z
  .string()
  .transform(withoutControls)
  .refine(isVisible, { error: 'message.empty' satisfies RefusalCode })
  .refine((text) => countChars(text) <= MESSAGE_MAX_CHARS, { error: 'message.too-long' satisfies RefusalCode });

export const seqSchema = z.int().min(0);

/** Sent only after the commit. The same `cid` again gets the same ack. */
export interface Ack {
  t: 'ack';
  cid: string;
  /** The entry's number in the receiver's projection; 0 where the command made no entry. */
  seq: number;
  /** When it was committed. Only version 2 is told: the entry says so itself. */
  at?: number;
}

/** `cid` is missing where the frame was too broken to have one. */
export interface Refused {
  t: 'refused';
  cid?: string;
  code: RefusalCode;
  retryAfterMs?: number;
  holder?: string;
  /** The conversation that can't be viewed or resumed, where the frame had no cid. */
  conversation?: string;
}

/** A message, as visitors and agents send it. */
export interface Post {
  t: 'entry.post';
  cid: string;
  text: string;
  conversation?: string;
}

/**
 * Whether a parsed frame is a message beyond doubt, of either side's schema. Nearly every frame is one, and this takes a tenth of the time
 * that a schema takes. What it doesn't take, the schema decides, and says why.
 */
export function isPlainPost(raw: unknown): raw is Post {
  if (typeof raw !== 'object' || raw === null) return false;
  const { t, cid, text, conversation } = raw as Record<keyof Post, unknown>;
  if (t !== 'entry.post' || typeof cid !== 'string' || typeof text !== 'string' || typeof conversation !== 'string')
    return false;
  for (const key in raw) if (!(key === 't' || key === 'cid' || key === 'text' || key === 'conversation')) return false;
  // No more UTF-16 units than code points are allowed: then there are no more of those either.
  if (text.length > MESSAGE_MAX_CHARS || !isVisible(text) || hasControls(text)) return false;
  return CID.test(cid) && CONVERSATION.test(conversation);
}
