/**
 * What somebody types into "Allowed origins", as an origin of src/protocol/site.ts or as what is wrong with it.
 * People paste whole addresses; what is certainly meant is taken (`shop.example/cart` → `https://shop.example`),
 * the rest is told precisely.
 */
import { originSchema, siteSettingsSchema } from '#protocol/site';

export type OriginProblem = 'empty' | 'duplicate' | 'too-many' | 'http' | 'wildcard' | 'scheme' | 'form';

export function readOrigin(typed: string, present: readonly string[]): { origin: string } | { problem: OriginProblem } {
  if (typed.trim() === '') return { problem: 'empty' };
  const guess = originOf(typed);
  const parsed = originSchema.safeParse(guess);
  if (!parsed.success) return { problem: problemOf(guess) };
  if (present.includes(parsed.data)) return { problem: 'duplicate' };
  const all = siteSettingsSchema.shape.origins.safeParse([...present, parsed.data]);
  return all.success ? { origin: parsed.data } : { problem: 'too-many' };
}

/** Several at once, as people paste them: one a line, or with commas or spaces between them. All of them, or the first that is wrong. */
export function readOrigins(
  typed: string,
  present: readonly string[],
): { origins: string[] } | { problem: OriginProblem; piece?: string } {
  const pieces = typed.split(/[\s,;]+/).filter(Boolean);
  const origins: string[] = [];
  for (const piece of pieces) {
    const read = readOrigin(piece, [...present, ...origins]);
    if ('origin' in read) origins.push(read.origin);
    // Of many, one that is in the list already is no reason to stop.
    else if (read.problem !== 'duplicate') return pieces.length > 1 ? { ...read, piece } : read;
  }
  if (origins.length > 0) return { origins };
  return { problem: pieces.length > 0 ? 'duplicate' : 'empty' };
}

/** Scheme and host of what was typed; https where no scheme was given, http on this computer. */
function originOf(typed: string): string {
  const text = typed.trim().toLowerCase();
  const full = text.includes('://')
    ? text
    : `${/^(localhost|127\.0\.0\.1|\[::1\])/.test(text) ? 'http' : 'https'}://${text}`;
  const [, scheme = '', host = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/.exec(full) ?? [];
  // A browser never sends its scheme's own port.
  const port = scheme === 'https' ? /:443$/ : scheme === 'http' ? /:80$/ : /$^/;
  return `${scheme}://${host.replace(port, '').replace(/\.$/, '')}`;
}

function problemOf(origin: string): OriginProblem {
  const [scheme = '', host = ''] = origin.split('://');
  if (scheme === 'http' && originSchema.safeParse(`https://${host}`).success) return 'http';
  if (scheme !== 'https' && scheme !== 'http') return 'scheme';
  if (host.includes('*')) return 'wildcard';
  return 'form';
}
