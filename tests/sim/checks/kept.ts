/**
 * The thorough look at a site and its people: everything that was ever committed is still there unchanged (INV2), nobody's message is lost on
 * its way (INV2), what one outbox sent came in its order (INV5).
 */
import type { Agent } from '../people/agent.ts';
import type { Visitor, Written } from '../people/visitor.ts';
import type { Seen } from './checks.ts';
import type { SiteLog } from './log.ts';
import { must } from './must.ts';
import { type EntryRecord, toEntry } from './on-commit.ts';

export function everythingIsKept(seen: Seen): void {
  const { host, log } = seen;
  if (log.removed) return;
  for (const known of log.conversations.values()) {
    const rows = host.storage.rows<EntryRecord>(ENTRIES, known.id);
    must(rows.length === known.entries.length, 'INV2', () => `${known.id} had ${known.entries.length} entries`);
    for (const [i, row] of rows.entries()) {
      const kept = known.entries[i]!;
      const same = row.seq === kept.seq && row.cid === kept.cid && row.turn === kept.turn && row.at === kept.at;
      const text = same && JSON.stringify(toEntry(row).body) === JSON.stringify(kept.body);
      must(text, 'INV2', () => `${known.id}: ${JSON.stringify(kept)} became ${JSON.stringify(row)}`);
    }
  }
  for (const visitor of host.world.visitors) if (visitor.host === host) visitorsWords(log, visitor);
  for (const agent of host.world.agents) if (agent.host === host) agentsWords(log, agent);
}

const ENTRIES = 'SELECT * FROM entries WHERE conversation = ? ORDER BY seq';

/** INV2, INV3, INV5 for what a visitor wrote: in the log, or still on its way, or refused in sight. */
function visitorsWords(log: SiteLog, visitor: Visitor): void {
  for (const written of visitor.written.values()) {
    const entries = log.cids.get(written.cid) ?? [];
    for (const { body } of entries) {
      must(
        body.kind === 'message' && written.becomes.includes(body.text),
        'INV3',
        () => `${written.cid} became other words`,
      );
    }
    if (entries.length > 0 || written.refused || written.forgotten) continue;
    const onItsWay =
      visitor.tabs.some((tab) => tab.state?.pending.some(({ frame }) => frame.cid === written.cid)) ||
      [...visitor.local.items.keys()].some((key) => key.endsWith(written.cid));
    must(onItsWay, 'INV2', () => `${visitor.name} wrote "${written.text}", and it is nowhere`);
  }
  // With a storage that keeps one message and not the next, tabs that share it can't know the order.
  if (!visitor.isPrivate) inTheirOrder(log, visitor.name, visitor.written.values());
}

function agentsWords(log: SiteLog, agent: Agent): void {
  for (const written of agent.written.values()) {
    if ((log.cids.get(written.cid) ?? []).length > 0 || written.refused || written.forgotten) continue;
    const onItsWay = agent.devices.some(
      (device) =>
        device.state.posts.some((post) => post.cid === written.cid) ||
        [...device.owner.session.items.keys()].some((key) => key.endsWith(written.cid)),
    );
    must(onItsWay, 'INV2', () => `${agent.name} wrote "${written.text}", and it is nowhere`);
  }
  // An agent's conversations don't wait for each other.
  const byConversation = Map.groupBy(agent.written.values(), (written) => written.conversation);
  for (const list of byConversation.values()) inTheirOrder(log, agent.name, list);
}

/** INV5: what was written into one outbox stands in the log in that order. What was refused, or forgotten with its page, is apart. */
function inTheirOrder(log: SiteLog, who: string, list: Iterable<Written>): void {
  const last = new Map<string, { startedAt: number; seq: number; text: string }>();
  for (const { cid, outbox, refused, forgotten, text } of list) {
    const entry = log.cids.get(cid)?.[0];
    if (!entry || refused || forgotten) continue;
    const { startedAt, visitor } = log.conversations.get(entry.conversation)!;
    const here = { startedAt, seq: entry.seq, text };
    // A browser whose storage fails may become somebody else in the middle.
    const lane = `${outbox} ${visitor}`;
    const before = last.get(lane);
    const later =
      !before || here.startedAt > before.startedAt || (here.startedAt === before.startedAt && here.seq > before.seq);
    must(later, 'INV5', () => `${who} wrote "${text}" after "${before?.text}"`);
    last.set(lane, here);
  }
}
