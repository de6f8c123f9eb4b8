/** Sends what a committed command brought about to everybody it concerns, each in their own projection. */
import type { Event } from '#core/event';
import { forAgent, forVisitor } from '#core/project';
import type { SiteRow } from '#core/store';
import { unreachable } from '#core/unreachable';
import { CloseCode } from '#protocol/close-code';
import type { SiteLook } from '#protocol/site';
import type { Monitor } from './monitor.ts';
import type { Sockets } from './sockets.ts';

export function publish(events: readonly Event[], site: SiteRow, sockets: Sockets, monitor: Monitor): void {
  for (const event of events) {
    switch (event.type) {
      case 'conversation.started': {
        const { id, visitor } = event.conversation;
        sockets.toVisitor(visitor, { t: 'conversation.started', conversation: id });
        break;
      }
      case 'entry.added': {
        const { id, visitor, holder } = event.conversation;
        const seen = forVisitor(event.entry);
        if (seen) sockets.toVisitor(visitor, { t: 'entry.added', entry: seen });
        sockets.toViewers(id, { t: 'entry.added', conversation: id, entry: forAgent(event.entry) }, holder?.id);
        monitor.mark(visitor);
        break;
      }
      case 'conversation.changed':
        monitor.mark(event.conversation.visitor);
        break;
      case 'site.changed': {
        const { name, botName } = site.settings;
        sockets.toAgents([{ t: 'site.changed', site: { id: site.id, name, botName } }]);
        sockets.toVisitors({ t: 'look.changed', look: lookOf(site) });
        break;
      }
      case 'site.removed':
        for (const role of ['visitor', 'agent']) {
          for (const socket of sockets.tagged(role)) sockets.close(socket, CloseCode.unknownSite, 'site.unknown');
        }
        break;
      default:
        unreachable(event);
    }
  }
}

/** What the widget may know of its site. */
export function lookOf({ settings }: SiteRow): SiteLook {
  const { name, botName, greeting, color } = settings;
  return { name, botName, greeting, color };
}
