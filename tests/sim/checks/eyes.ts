/** Who may see what: INV12 (what is masked), and that nobody looks into what another agent has (INV26, P6 of the requirements). */
import { DETAIL, SECRET } from '../people/words.ts';
import type { SiteHost } from '../platform/object.ts';
import type { ServerEnd } from '../platform/wire.ts';
import type { Seen } from './checks.ts';
import { presenceIsTrue } from './grace.ts';
import type { Known } from './log.ts';
import { must } from './must.ts';
import type { Told } from './wire.ts';

interface Card {
  id: string;
  conversation?: { id: string; last: object | null } | null;
}

/** What is looked at of an update to an agent. */
type Shown = Told & {
  added?: Card[];
  changed?: Card[];
  said?: { id: string; last?: object | null }[];
  agents?: { id: string; status: string }[];
};

/** INV12: no frame holds a secret, and no agent's frame a personal detail. */
export function nothingPrivateLeaves(host: SiteHost, end: ServerEnd, text: string): void {
  const bare = SECRET.test(text) || (end.tags[0] === 'agent' && DETAIL.test(text));
  must(!bare, 'INV12', () => `${host.id} tells ${end.tags[1]} ${text}`);
}

/** INV26: what one agent has is told to nobody with the role of an agent but those who are in it, or are asked to be. */
export function agentMaySee(seen: Seen, end: ServerEnd, update: Told): void {
  const { log, host } = seen;
  const { added = [], changed = [], said = [], agents } = update as Shown;
  if (log.removed) return;
  for (const { id, conversation } of [...added, ...changed])
    if (conversation !== undefined) seen.onCards.set(id, conversation?.id ?? null);
  if (update.t === 'desk.changed') for (const card of agents ?? []) presenceIsTrue(seen, card);
  const member = end.tags[1] ?? '';
  if (host.world.agents.find(({ id }) => id === member)?.role !== 'agent') return;
  const where = () => `${member} is told ${JSON.stringify(update)}`;
  if (update.t === 'entry.added') {
    const known = log.conversations.get(String(update.conversation));
    const audience = known?.audience[(update.entry?.seq ?? 0) - 1];
    return must(!audience || audience.includes(member), 'INV26', where);
  }
  // What was said before control changed in the same turn leaves after it.
  if (seen.movedAt === host.world.clock.now) return;
  const mayNot = (id: string) => {
    const known = log.conversations.get(id);
    return known !== undefined && !maySee(known, member);
  };
  if (update.t === 'conversation.viewed')
    return must(!mayNot((update.conversation as { id: string }).id), 'INV26', where);
  if (update.t === 'typing.changed' && update.text !== undefined)
    return must(!mayNot(String(update.conversation)), 'INV26', where);
  for (const { conversation } of [...added, ...changed])
    must(!conversation?.last || !mayNot(conversation.id), 'INV26', where);
  for (const { id, last } of said) must(!last || !mayNot(seen.onCards.get(id) ?? ''), 'INV26', where);
}

/** Whether one with the role of an agent may see it now. */
export function maySee({ control, holder, guests, desk }: Known, member: string): boolean {
  if (control !== 'agent') return true;
  return holder?.id === member || guests.includes(member) || desk?.offer?.to.id === member;
}

/** What happens this long after a role was taken away has the object ask, and this long after that it has its answer. */
const ASKS_AFTER_MS = 61_000;
const ANSWERED_MS = 1_000;
/** A call to D1 that is in trouble may take the object's whole patience, and keep it from asking again for as long. */
const TROUBLE_MS = 90_000;

/** INV22: a role that was taken away ends, though nobody told the object. */
export function rolesAreKept({ host, revokedAt }: Seen): void {
  const { clock, d1, setup } = host.world;
  if (setup.serverClockJumps || clock.now - d1.troubledAt < TROUBLE_MS) return;
  for (const [member, at] of revokedAt) {
    if (host.heardAt < at + ASKS_AFTER_MS || host.heardAt > clock.now - ANSWERED_MS) continue;
    const open = [...(host.sockets.get(member) ?? [])].some((end) => end.readyState === 1);
    must(!open, 'INV22', () => `${member} has had no role for ${clock.now - at} ms, and still has a socket`);
  }
}
