/** What visitors' and agents' sockets have in common. */
import * as z from 'zod';
import { MESSAGE_MAX_CHARS } from './limits.ts';
import type { RefusalCode } from './refusal.ts';
import { countChars } from './text.ts';

/** The client's own id of a command: unique per author for the conversation's life. */
export const cidSchema = z.string().regex(/^[0-9A-Za-z_-]{4,40}$/);

/** A message: at least one visible character, at most 1,000 code points; anything else in it is ordinary text. */
export const messageTextSchema = z
  .string()
  .refine((text) => text.trim() !== '', { error: 'message.empty' satisfies RefusalCode })
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
