/** Sends what a committed command brought about to everybody it concerns, each in their own projection. */
import { maySee } from '#core/access';
import { isAlike } from '#core/alike';
import { isForsaken } from '#core/conversation';
import type { Entry } from '#core/entry';
import type { Event } from '#core/event';
import { maskingFor } from '#core/mask/mask';
import { deskPartOf, forAgent, forVisitor, offerCard } from '#core/project';
import type { Conversation, SiteRow, Store } from '#core/store';
import { unreachable } from '#core/unreachable';
import { CloseCode } from '#protocol/close-code';
import { NOBODY_MAX, PROTOCOL_VERSION } from '#protocol/limits';
import { originAllowed } from '#protocol/origin';
import type { SiteLook, SiteSettings } from '#protocol/site';
import type { Monitor } from './monitor.ts';
import { deskSettings, type Roster, wrapUpCard } from './roster.ts';
import { agentSnapshot, type Draft } from './snapshot.ts';
import type { Sockets } from './sockets.ts';

interface Needs {
  store: Store;
  sockets: Sockets;
  monitor: Monitor;
  roster: Roster;
  draftOf(conversation: string): Draft;
}

export function publish(events: readonly Event[], site: SiteRow, parts: Needs): void {
  const { store, sockets, monitor, roster } = parts;
  /** Conversations of which the desk knows something else than before. */
  const changed = new Set<string>();
  for (const event of events) {
    switch (event.type) {
      case 'conversation.started': {
        const { id, visitor } = event.conversation;
        sockets.toVisitor(visitor, { t: 'conversation.started', conversation: id });
        monitor.heard('conversation');
        break;
      }
      case 'entry.added': {
        const { conversation, entry } = event;
        const seen = forVisitor(entry);
        if (seen) sockets.toVisitor(conversation.visitor, { t: 'entry.added', entry: seen });
        if (sockets.isViewed(conversation.id)) tellViewers(conversation, entry, site, sockets);
        if (entry.body.kind === 'message' && entry.body.from === 'visitor') monitor.heard('message');
        monitor.mark(conversation.visitor);
        break;
      }
      case 'conversation.seen':
        monitor.mark(event.conversation.visitor);
        break;
      case 'nobody.changed':
        tellNobody(event.conversation, parts);
        changed.add(event.conversation.id);
        break;
      case 'control.changed':
        keepOut(event.conversation, sockets);
        changed.add(event.conversation.id);
        break;
      case 'conversation.changed':
        // Whoever was asked, or in conference, may have looked on.
        keepOut(event.conversation, sockets);
        changed.add(event.conversation.id);
        break;
      case 'offer.made': {
        const { conversation, offer } = event;
        const card = offerCard(store, conversation, offer, site.settings.masking);
        sockets.toMember(offer.to.id, { t: 'offer.made', offer: card });
        break;
      }
      case 'offer.ended': {
        const { offer, how } = event;
        // With its site it is gone.
        const { id, holder } = store.conversation(event.conversation.id) ?? event.conversation;
        const by = holder && holder.id !== offer.to.id && holder.id !== offer.from?.id ? { by: holder.name } : {};
        sockets.toMember(offer.to.id, { t: 'offer.ended', offer: offer.id, conversation: id, how, ...by });
        break;
      }
      case 'wrap-up.due': {
        sockets.toMember(event.agent.id, { t: 'wrap-up.due', wrapUp: wrapUpCard(store, event.conversation) });
        break;
      }
      case 'wrap-up.done':
        sockets.toMember(event.agent.id, { t: 'wrap-up.done', conversation: event.conversation.id });
        changed.add(event.conversation.id);
        break;
      case 'agent.vanished': {
        const update = { t: 'agent.vanished', name: event.agent.name, conversations: event.conversations } as const;
        for (const { socket, agent } of sockets.agents()) if (agent.siteRole !== 'agent') sockets.say(socket, update);
        break;
      }
      case 'desk.changed':
        roster.mark();
        break;
      case 'chat.off':
        // Newer ones stay, and know it by the look: nobody has to come back when it is on again.
        for (const socket of sockets.tagged('visitor')) {
          const who = sockets.of(socket);
          if (who?.role === 'visitor' && who.tab && (who.v ?? 0) < TELLS_OFF) {
            sockets.close(socket, CloseCode.forbidden, 'chat.off');
          }
        }
        break;
      case 'site.changed': {
        const { before } = event;
        const { name, botName } = site.settings;
        const told = { t: 'site.changed', site: { id: site.id, name, botName } } as const;
        sockets.toAgents([{ update: { ...told, settings: deskSettings(site.settings) } }]);
        if (differ(before, site.settings, lookOf)) {
          sockets.toVisitors((version) => {
            const look = (settings: SiteSettings) => lookOf(settings, version);
            return differ(before, site.settings, look) ? { t: 'look.changed', look: look(site.settings) } : null;
          });
        }
        if (differ(before, site.settings, ({ origins }) => origins)) leaveOut(site.settings.origins, sockets);
        if (differ(before, site.settings, ({ masking }) => masking)) showAnew(parts);
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
  for (const id of changed) {
    const conversation = store.conversation(id);
    if (!conversation) continue;
    monitor.mark(conversation.visitor);
    const update = { t: 'conversation.changed', conversation: id, desk: deskPartOf(store, conversation) } as const;
    sockets.toViewers(id, update, endsOf(conversation));
  }
}

/** Whose visitor nobody came to, or doesn't wait for that any more, is told with how many they are. */
function tellNobody({ id }: Conversation, { store, sockets }: Needs): void {
  // As it is now: more than one thing may have become of it.
  const it = store.conversation(id);
  const at = it && isForsaken(it) ? it.nobodyAt : null;
  const count = store.countNobodyCameTo(NOBODY_MAX);
  const update = { t: 'nobody.changed', conversation: id, at, count } as const;
  sockets.toAgents([{ update: (version) => (version === 2 ? null : update) }]);
}

/** An entry, to those who view: masked, but for who wrote it. */
function tellViewers(conversation: Conversation, entry: Entry, site: SiteRow, sockets: Sockets): void {
  const masking = maskingFor(site.settings.masking, conversation.country);
  const told = (viewer: string | null) =>
    ({ t: 'entry.added', conversation: conversation.id, entry: forAgent(entry, masking, viewer) }) as const;
  const own = entry.body.kind === 'event' ? null : { author: entry.author, update: () => told(entry.author) };
  sockets.toViewers(conversation.id, () => told(null), endsOf(conversation), own);
}

/** The version from which on a visitor's socket is told that the chat is off; older ones are closed. */
export const TELLS_OFF = 3;

/** What the widget may know of its site. */
export function lookOf(settings: SiteSettings, version: number = PROTOCOL_VERSION): SiteLook {
  const { name, botName, greeting, color, typingPreview, chatOn } = settings;
  return {
    name,
    botName,
    greeting,
    color,
    ...(typingPreview && { preview: true }),
    ...(!chatOn && version >= TELLS_OFF && { off: true }),
  };
}

/** Whoever is on a page where the widget may not be any more is sent away, as their hello would be. */
function leaveOut(origins: readonly string[], sockets: Sockets): void {
  for (const socket of sockets.tagged('visitor')) {
    const who = sockets.of(socket);
    if (who?.role !== 'visitor' || !who.tab || originAllowed(who.tab.origin, origins)) continue;
    sockets.close(socket, CloseCode.forbidden, 'origin.refused');
  }
}

/** D11: what is masked has changed, so cards and open views are told as they are to be seen now. */
function showAnew({ store, sockets, monitor, draftOf }: Needs): void {
  monitor.tellAnew();
  for (const { socket, agent } of sockets.agents()) {
    for (const conversation of agent.views.flatMap((id) => store.conversation(id) ?? [])) {
      const view = agentSnapshot(store, conversation, agent.member, 0, draftOf);
      sockets.say(socket, { t: 'conversation.viewed', conversation: view });
    }
  }
}

/** Whether a change of settings changed this of them. */
function differ(before: SiteSettings, after: SiteSettings, part: (settings: SiteSettings) => unknown): boolean {
  return !isAlike(part(before), part(after));
}

/** The agents who are one end of the chat. */
function endsOf({ holder, desk }: Conversation): string[] {
  return holder ? [holder.id, ...desk.guests.map(({ id }) => id)] : [];
}

/** P6: whoever views it and may not any more is told who has it, and sees nothing of what follows. */
function keepOut(conversation: Conversation, sockets: Sockets): void {
  if (conversation.control !== 'agent') return;
  const { id, holder } = conversation;
  for (const { socket, agent } of sockets.agents()) {
    if (!agent.views.includes(id) || maySee({ id: agent.member, role: agent.siteRole }, conversation)) continue;
    sockets.attach(socket, { ...agent, views: agent.views.filter((view) => view !== id) });
    sockets.say(socket, { t: 'refused', code: 'conversation.private', conversation: id, holder: holder!.name });
  }
}
