/** What must hold once faults have stopped for some minutes: nobody waits for nothing (INV15), nothing is on its way for ever (INV2, INV4). */

import type { Seen } from './checks.ts';
import { type Known, waitsForTheAi } from './log.ts';
import { must } from './must.ts';

/** Nothing due is older than this, however late the alarm. */
const LATE_MS = 60_000;

/** Whatever D1 does, and whatever throws, what is due by time is done within this. */
const OVERDUE_MS = 7_000;

/** INV15: nothing holds up the object's clock. */
export function timersAreInTime({ host }: Seen): void {
  const { alarmsSuffer, serverClockJumps } = host.world.setup;
  if (alarmsSuffer || serverClockJumps) return;
  const now = host.now();
  for (const timer of host.storage.rows<{ due_at: number }>('SELECT * FROM timers WHERE due_at <= ?', now - OVERDUE_MS))
    must(false, 'INV15', () => `${host.id}: ${JSON.stringify(timer)} has been due for ${now - timer.due_at} ms`);
}

/** What D1 is to be told of is told, or put off, within this: an alarm looks for it once a minute. */
const UNTOLD_MS = 130_000;

/** INV13: where D1 is well, nothing that can't be told holds up the rest. */
export function d1IsTold({ host }: Seen): void {
  const { clock, d1, setup } = host.world;
  if (setup.alarmsSuffer || setup.serverClockJumps || clock.now - d1.troubledAt < UNTOLD_MS) return;
  const now = host.now();
  for (const row of host.storage.rows<{ due_at: number }>('SELECT * FROM outbox WHERE due_at <= ?', now - UNTOLD_MS))
    must(false, 'INV13', () => `${host.id}: D1 has not been told ${JSON.stringify(row)} for ${now - row.due_at} ms`);
}

export function atTheEnd(seen: Seen): void {
  const { host, log } = seen;
  const now = host.now();
  for (const timer of host.storage.rows<{ kind: string; due_at: number }>('SELECT * FROM timers')) {
    must(timer.due_at > now - LATE_MS, 'INV15', () => `${host.id}: ${JSON.stringify(timer)} is overdue at ${now}`);
  }
  for (const known of log.conversations.values()) {
    // Where the server's clock went back, its patience is longer by as much.
    if (host.world.setup.serverClockJumps) continue;
    must(known.control !== 'bot' || !waitsForTheAi(known), 'INV15', () => `${known.id}: nobody answers the visitor`);
    if (known.control === 'agent') holderIsThere(seen, known);
  }
  for (const visitor of host.world.visitors) {
    if (visitor.host !== host) continue;
    for (const tab of visitor.tabs) {
      const { state } = tab;
      must(state?.link === 'live', 'INV4', () => `${tab.name} is ${JSON.stringify(state?.link)}`);
      const hangs = state.pending.find((item) => !item.failed);
      must(!hangs, 'INV2', () => `${tab.name} still sends ${JSON.stringify(hangs)}`);
      // Where the server's clock went back, an answer that hangs may still be waited for.
      const draft = host.world.setup.serverClockJumps ? null : state.thread?.draft;
      must(!draft, 'INV4', () => `${tab.name} still shows a draft: ${draft?.text}`);
    }
    for (const written of visitor.written.values()) {
      const there = (log.cids.get(written.cid) ?? []).length > 0;
      must(
        there || written.refused || written.forgotten,
        'INV2',
        () => `"${written.text}" is neither kept nor refused`,
      );
    }
  }
  for (const agent of host.world.agents) {
    if (agent.host !== host || agent.removed) continue;
    for (const device of agent.devices) {
      if (device.ended !== null) continue;
      must(device.state.link === 'live', 'INV4', () => `${device.name} is ${JSON.stringify(device.state.link)}`);
      const hangs = device.state.posts.find((post) => post.state === 'sending');
      must(!hangs, 'INV2', () => `${device.name} still sends ${JSON.stringify(hangs)}`);
    }
  }
}

/** INV18: nobody holds a conversation from afar. */
function holderIsThere({ host }: Seen, known: Known): void {
  const here = [...(host.sockets.get(known.holder!.id) ?? [])].some((end) => end.readyState === 1);
  must(here, 'INV18', () => `${known.id} is held by ${known.holder?.id}, who is gone`);
}
