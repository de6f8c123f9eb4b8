/** A frame as it comes from a socket: measured, parsed, and refused with a code when it isn't one of ours. */
import type * as z from 'zod';
import { FRAME_MAX_BYTES } from '#protocol/limits';
import { REFUSAL_CODES, type RefusalCode } from '#protocol/refusal';

export type Parsed<Frame> = { frame: Frame } | { code: RefusalCode; cid?: string };

/** Whether the frame is larger than a client may send. Counts bytes, but only where the characters leave a doubt. */
export function isTooBig(text: string): boolean {
  if (text.length > FRAME_MAX_BYTES) return true;
  return text.length * 3 > FRAME_MAX_BYTES && new TextEncoder().encode(text).byteLength > FRAME_MAX_BYTES;
}

/** The frame, or the code to refuse it with and the `cid` it had, if it had one. */
export function parseFrame<Schema extends z.ZodType>(schema: Schema, text: string): Parsed<z.infer<Schema>> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { code: 'frame.malformed' };
  }
  const result = schema.safeParse(raw);
  if (result.success) return { frame: result.data };
  const cid = cidOf(raw);
  // Our own rules name their code; anything else is a client that doesn't speak the protocol.
  const named = result.error.issues.map((issue) => issue.message).find((message) => message in REFUSAL_CODES);
  return { code: (named as RefusalCode | undefined) ?? 'frame.malformed', ...(cid && { cid }) };
}

/** The `cid` of a frame that is refused unread; none where there is no telling. */
export function cidIn(text: string): string | undefined {
  try {
    return cidOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function cidOf(raw: unknown): string | undefined {
  const cid = typeof raw === 'object' && raw !== null && 'cid' in raw ? raw.cid : undefined;
  return typeof cid === 'string' && cid.length <= 40 ? cid : undefined;
}
