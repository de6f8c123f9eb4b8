/**
 * What the widget remembers of a site, on the chat origin where the host page can't read it. Browsers may refuse a third party any
 * storage, at the first touch or at any later one; then it remembers for as long as the page lives.
 */
import { attempt, randomText } from '../../kit/outbox.ts';

export interface Memory {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
  /** The real storage, for those who need its keys; null where there is none. */
  area: Storage | null;
}

export function openMemory(kind: 'localStorage' | 'sessionStorage', site: string): Memory {
  const named = (key: string) => `${PREFIX}${key}.${site}`;
  const held = new Map<string, string | null>();
  let area: Storage | null = null;
  attempt(() => {
    area = window[kind];
  });
  return {
    area,
    get: (key) => attempt(() => area!.getItem(named(key))) ?? held.get(key) ?? null,
    set(key, value) {
      held.set(key, value);
      attempt(() => (value === null ? area!.removeItem(named(key)) : area!.setItem(named(key), value)));
    },
  };
}

export const PREFIX = 'edgewise.';

/** The visitor's token on this site: 43 random characters, more than 200 bits, made once per browser. */
export function visitorToken(memory: Memory): string {
  const held = memory.get('token');
  if (held && /^[\w-]{43}$/.test(held)) return held;
  const token = randomText(43);
  memory.set('token', token);
  return token;
}
