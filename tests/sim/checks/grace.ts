/** INV18: who is given up for gone was gone, and for the whole grace; who is told to be there gave a sign of life. */
import type { Entry } from '../../../src/core/entry.ts';
import { reached } from '../reached.ts';
import type { Seen } from './checks.ts';
import type { Known } from './log.ts';
import { must } from './must.ts';

/** An agent whose last socket is gone for this long has left. Said here once more, as all that is promised. */
const AGENT_GONE_MS = 120_000;
/** Sockets that close one right after the other close together. */
const TOGETHER_MS = 1_000;
/** A socket that says nothing for this long counts as closed; after a loss of memory only its heartbeats are known, one in 20 s. */
export const SILENT_MS = 60_000 - 21_000;
/** An agent without a socket is still shown for this long. */
const SHOWN_MS = 15_000;
/** No socket that was silent for longer counts as one. */
const SIGN_WITHIN_MS = 60_000;

/** Before the entry is added. */
export function graceIsKept(seen: Seen, known: Known, entry: Entry): void {
  const member = givenUp(known, entry);
  if (member === null) return;
  reached('an agent was gone beyond the grace');
  if (seen.sentAway.has(member) || seen.host.world.setup.serverClockJumps) return;
  const { now } = seen.host.world.clock;
  const open = [...(seen.host.sockets.get(member) ?? [])].filter((end) => end.readyState === 1 && end.welcomed);
  const since = Math.max(seen.goneAt.get(member) ?? 0, ...open.map((end) => Math.min(now, end.heardAt + SILENT_MS)));
  must(
    now - since >= AGENT_GONE_MS - TOGETHER_MS,
    'INV18',
    () => `${member} was there ${now - since} ms ago, and left ${known.id}`,
  );
}

/** Who an entry says is gone; null where it doesn't. */
function givenUp(known: Known, { author, body }: Entry): string | null {
  if (author !== 'system' || body.kind !== 'event') return null;
  if (body.event === 'conference.left') {
    // Or the chat was switched off, and there is nothing left for a guest to do.
    if (known.entries.some((each) => each.body.kind === 'event' && each.body.event === 'conversation.interrupted'))
      return null;
    reached('conference: its guest vanished');
    return body.agent;
  }
  if (body.event === 'wait.started' && body.why === 'agent-gone') return known.holder!.id;
  if (body.event !== 'agent.joined' || !known.holder) return null;
  // Who leaves a conference by wish has said so.
  const last = known.entries.at(-1)?.body;
  const said = last?.kind === 'event' && last.event === 'conference.left' && last.agent === known.holder.id;
  if (said) reached('conference: its holder left it');
  return said ? null : known.holder.id;
}

/** What is said of a member's presence as it leaves. */
export function presenceIsTrue(seen: Seen, card: { id: string; status: string }): void {
  if (card.status === 'offline') return;
  const { host, agents } = seen;
  if (host.world.setup.serverClockJumps) return;
  const { now } = host.world.clock;
  const alive = [...(host.sockets.get(card.id) ?? [])].some(
    (end) => end.readyState === 1 && now - end.heardAt < SIGN_WITHIN_MS + TOGETHER_MS,
  );
  const goneAt = agents.get(card.id)?.goneAt ?? null;
  const shown = goneAt !== null && host.now() < goneAt + SHOWN_MS + TOGETHER_MS;
  must(alive || shown, 'INV18', () => `${card.id} is told to be ${card.status}, and is not there`);
}
