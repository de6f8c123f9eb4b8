/** Who takes part in a conversation, and how their work on it ends, as its entries tell it: INV14 and INV17. Before an entry is added. */
import type { Entry } from '../../../src/core/entry.ts';
import { reached } from '../reached.ts';
import type { Known } from './log.ts';
import { must } from './must.ts';

/** INV17: guests come and go by entries, and nobody loses a conversation without having said so. */
export function peopleComeAndGo(known: Known, { body, cid }: Entry): void {
  if (body.kind !== 'event') return;
  const where = () => `${known.id}, of ${known.holder?.id} and ${known.guests}: ${JSON.stringify(body)}`;
  switch (body.event) {
    case 'conference.joined':
      must(known.control === 'agent' && known.holder?.id !== body.agent, 'INV17', where);
      must(!known.guests.includes(body.agent), 'INV17', where);
      known.guests = [...known.guests, body.agent];
      return;
    case 'conference.left': {
      const isHolder = known.holder?.id === body.agent;
      must(isHolder ? known.guests.length > 0 : known.guests.includes(body.agent), 'INV17', where);
      known.guests = known.guests.filter((id) => id !== body.agent);
      return;
    }
    case 'agent.left':
      return must(cid !== null, 'INV17', where);
    case 'transfer.ended':
    case 'transfer.requested':
    case 'conference.requested':
    case 'conference.refused':
      return must(known.control === 'agent', 'INV17', where);
    default:
  }
}

/** INV14: work ends with a wrap-up, said with the end or after it, and never twice. */
export function workIsWrappedUp(known: Known, { body, author }: Entry): void {
  if (body.kind !== 'event') return;
  const last = known.entries.at(-1)?.body;
  const where = () => `${known.id}: ${JSON.stringify(body)} after ${JSON.stringify(last)}, ${known.owes} owes`;
  const wrapped =
    last?.kind === 'event' && last.event === 'wrap-up.recorded' && last.agent === known.holder?.id && !last.auto;
  switch (body.event) {
    case 'wrap-up.recorded':
      if (known.control !== 'closed') return must(body.agent === known.holder?.id, 'INV14', where);
      must(known.owes === body.agent, 'INV14', where);
      known.owes = null;
      return reached(body.auto ? 'wrap-up: by itself' : 'wrap-up: later');
    case 'conversation.closed':
      must(body.by !== 'agent' || (wrapped && author === known.holder?.id), 'INV14', where);
      if (known.holder && !wrapped) known.owes = known.holder.id;
      if (wrapped) reached('wrap-up: with the end');
      return;
    case 'wait.started':
      return must(body.why !== 'transferred' || wrapped, 'INV14', where);
    default:
  }
}
