/**
 * Reads a request's JSON under a size limit that counts what really arrives, then parses it under a schema.
 * What is refused here has had no effect.
 */
import type * as z from 'zod';
import { REFUSAL_CODES, type RefusalCode } from '#protocol/refusal';
import type { Answer } from '../site/door.ts';

/** Enough for every body but an article's. */
export const BODY_MAX_BYTES = 256 * 1024;

/** The body, parsed; or the refusal. Bodies may not be compressed: a bomb is small until it is opened. */
export async function readBody<T>(request: Request, schema: z.ZodType<T>, maxBytes: number): Promise<Answer<T>> {
  const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' || request.headers.has('Content-Encoding')) return malformed();
  const text = await readText(request, maxBytes);
  if (!text.ok) return text;
  let json: unknown;
  try {
    json = JSON.parse(text.value);
  } catch {
    return malformed();
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  // Our own rules name their code; anything else is no body of this route.
  const code = parsed.error.issues.map(({ message }) => message).find((message) => message in REFUSAL_CODES);
  return code === undefined ? malformed() : { ok: false, refusal: { code: code as RefusalCode } };
}

async function readText(request: Request, maxBytes: number): Promise<Answer<string>> {
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) return tooBig();
  if (request.body === null) return { ok: true, value: '' };
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let bytes = 0;
  let text = '';
  try {
    for await (const chunk of request.body as ReadableStream<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) return tooBig();
      text += decoder.decode(chunk, { stream: true });
    }
    return { ok: true, value: text + decoder.decode() };
  } catch {
    return malformed();
  }
}

function malformed(): { ok: false; refusal: { code: 'body.malformed' } } {
  return { ok: false, refusal: { code: 'body.malformed' } };
}

function tooBig(): { ok: false; refusal: { code: 'body.too-big' } } {
  return { ok: false, refusal: { code: 'body.too-big' } };
}
