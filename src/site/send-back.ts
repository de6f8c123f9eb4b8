/**
 * What was done could not be told. Whoever it concerns is sent away: they come back at once, and find everything as it is. Nobody else is
 * touched, so that a conversation that can't be told is its own trouble alone.
 */
import type { Event } from '#core/event';
import { CloseCode } from '#protocol/close-code';
import type { Monitor } from './monitor.ts';
import type { Roster } from './roster.ts';
import type { Sockets } from './sockets.ts';

interface Needs {
  sockets: Sockets;
  monitor: Monitor;
  roster: Roster;
}

export function sendBack(events: readonly Event[], { sockets, monitor, roster }: Needs): void {
  const away = new Set<WebSocket>();
  const add = (list: readonly WebSocket[]) => {
    for (const socket of list) away.add(socket);
  };
  for (const event of events) {
    if ('conversation' in event) {
      const { id, visitor } = event.conversation;
      add(sockets.in(visitor));
      for (const { socket, agent } of sockets.agents()) if (agent.views.includes(id)) away.add(socket);
      monitor.mark(visitor);
    }
    if ('offer' in event) add(sockets.in(event.offer.to.id));
    if ('agent' in event) add(sockets.in(event.agent.id));
    if (FOR_AGENTS.includes(event.type)) add(sockets.in('agent'));
    if (FOR_VISITORS.includes(event.type)) add(sockets.tagged('visitor'));
  }
  roster.mark();
  for (const socket of away) sockets.close(socket, CloseCode.tryLater, 'internal');
}

/** What all of them have to know of. */
const FOR_VISITORS: readonly Event['type'][] = ['chat.off', 'site.changed', 'site.removed'];
const FOR_AGENTS: readonly Event['type'][] = [...FOR_VISITORS, 'nobody.changed'];
