/**
 * How much of a conversation this agent has seen, on this device: what was written since is unread. Kept over reloads, forgotten for
 * conversations that are gone.
 */
import { createSignal } from 'solid-js';
import { attempt } from '../../kit/outbox.ts';
import type { Item } from './items.ts';

const PREFIX = 'edgewise.seen.';
/** More than anybody has open; the oldest go first. */
const KEPT_MAX = 200;

export interface Seen {
  /** Messages that came since it was last looked at; none where the last word is the team's or the AI's. */
  unread: (item: Item) => number;
  look: (conversation: string, messages: number) => void;
}

export function createSeen(site: string, member: string): Seen {
  const key = `${PREFIX}${site}.${member}`;
  const [seen, setSeen] = createSignal(read(key));
  return {
    unread({ id, messages, last }) {
      if (last?.from !== 'visitor') return 0;
      return Math.max(0, messages - (seen().get(id) ?? 0));
    },
    look(conversation, messages) {
      if ((seen().get(conversation) ?? 0) >= messages) return;
      const next = new Map(seen());
      // At the end again, as the one looked at last.
      next.delete(conversation);
      next.set(conversation, messages);
      for (const old of [...next.keys()].slice(0, -KEPT_MAX)) next.delete(old);
      setSeen(next);
      attempt(() => localStorage.setItem(key, JSON.stringify([...next])));
    },
  };
}

function read(key: string): ReadonlyMap<string, number> {
  const kept: unknown = attempt(() => JSON.parse(localStorage.getItem(key) ?? '[]'));
  if (!Array.isArray(kept)) return new Map();
  return new Map(
    kept.filter((pair): pair is [string, number] => typeof pair?.[0] === 'string' && typeof pair[1] === 'number'),
  );
}
