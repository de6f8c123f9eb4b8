/** A frame as it comes from a socket: measured, parsed, and refused with a code when it isn't one of ours. */
import type * as z from 'zod';
import { FRAME_MAX_BYTES } from '#protocol/limits';
import { REFUSAL_CODES, type Refusal, type RefusalCode } from '#protocol/refusal';
import { isPlainPost } from '#protocol/wire';

export type Parsed<Frame> = { frame: Frame } | { code: RefusalCode; cid?: string };

/** Why a frame is refused, with what it said of itself. */
export type FrameRefusal = Refusal & { cid?: string | undefined; conversation?: string | undefined };

/** Whether the frame is larger than a client may send. Counts bytes, but only where the characters leave a doubt. */
export function isTooBig(text: string): boolean {
  if (text.length > FRAME_MAX_BYTES) return true;
  return text.length * 3 > FRAME_MAX_BYTES && new TextEncoder().encode(text).byteLength > FRAME_MAX_BYTES;
}

/** The frame, or the code to refuse it with and the `cid` it had, if it had one. The schema is one that has messages. */
export function parseFrame<Schema extends z.ZodType>(schema: Schema, text: string): Parsed<z.infer<Schema>> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { code: 'frame.malformed' };
  }
  if (isPlainPost(raw)) return { frame: raw as z.infer<Schema> };
  const result = schema.safeParse(raw);
  if (result.success) return { frame: result.data };
  const cid = wordIn(raw, 'cid');
  // Our own rules name their code; anything else is a client that doesn't speak the protocol.
  const named = result.error.issues.map((issue) => issue.message).find((message) => message in REFUSAL_CODES);
  return { code: (named as RefusalCode | undefined) ?? 'frame.malformed', ...(cid && { cid }) };
}

/** What a frame that is refused unread says of itself, as far as there is telling. */
export function glanceAt(text: string): {
  t?: string | undefined;
  cid?: string | undefined;
  conversation?: string | undefined;
} {
  if (text.length > GLANCED_MAX_CHARS) return {};
  try {
    const raw: unknown = JSON.parse(text);
    return { t: wordIn(raw, 't'), cid: wordIn(raw, 'cid'), conversation: wordIn(raw, 'conversation') };
  } catch {
    return {};
  }
}

/** More than the longest message, each of its characters escaped. */
const GLANCED_MAX_CHARS = 7_000;

function wordIn(raw: unknown, key: string): string | undefined {
  const word = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[key] : undefined;
  return typeof word === 'string' && word.length <= 40 ? word : undefined;
}
