/** What a visitor's frames do. Each names its action of the policy; decisions are the core's, presence is the attachments'. */
import type { VisitorFacts } from '#core/command';
import { maskingFor, removeWhileTyping } from '#core/mask/mask';
import type { Action } from '#core/policy';
import { saidBefore } from '#core/secret';
import { unreachable } from '#core/unreachable';
import { visitId, visitSince } from '#core/visit';
import { CloseCode } from '#protocol/close-code';
import { LIST_ENTRIES, PROTOCOL_VERSION } from '#protocol/limits';
import { originAllowed } from '#protocol/origin';
import { unserved } from '#protocol/version';
import type { VisitorFrame } from '#protocol/visitor-wire';
import { keptPage, pageOn, type VisitorSocket } from './attachment.ts';
import { CONVERSATIONS, ENTRIES, LISTS, MESSAGES, READ_COST_MIN } from './flood.ts';
import type { Parts } from './parts.ts';
import { lookOf, TELLS_OFF } from './publish.ts';
import { earlierForVisitor, entriesToSend, visitorSnapshot } from './snapshot.ts';

export const VISITOR_ACTIONS: Record<VisitorFrame['t'], Action> = {
  'visit.hello': 'visit.hello',
  'page.view': 'page.view',
  'widget.open': 'widget.open',
  'entry.post': 'visitor.entry.post',
  'typing.set': 'visitor.typing.set',
  'person.request': 'person.request',
  'person.withdraw': 'person.withdraw',
  'conversation.close': 'visitor.conversation.close',
  'conversation.resume': 'conversation.resume',
  'entry.list': 'visitor.entry.list',
};

export function onVisitorFrame(parts: Parts, socket: WebSocket, who: VisitorSocket, frame: VisitorFrame): void {
  if (frame.t === 'visit.hello') return hello(parts, socket, who, frame);
  const { store, sockets, monitor } = parts;
  if (!who.tab) return sockets.say(socket, { t: 'refused', code: 'frame.malformed' });
  const tab = who.tab;
  switch (frame.t) {
    case 'page.view':
      sockets.attach(socket, {
        ...who,
        tab: {
          ...tab,
          page: keptPage(pageOn(tab.origin, frame.page), store.site()!.settings.masking),
          pageAt: parts.now(),
        },
      });
      return monitor.mark(who.id);
    case 'widget.open':
      if (tab.open) return;
      sockets.attach(socket, { ...who, tab: { ...tab, open: true } });
      return monitor.mark(who.id);
    case 'typing.set': {
      const conversation = store.newestConversation(who.id);
      if (!conversation || conversation.control === 'closed') return;
      const { id, holder, desk } = conversation;
      const { settings } = store.site()!;
      const masking = maskingFor(settings.masking, conversation.country);
      const text = settings.typingPreview && frame.on && frame.text;
      const before = text ? saidBefore(store, id, 'visitor', text).map((it) => it.text) : [];
      const typed = text ? { text: removeWhileTyping(text, masking, before) } : {};
      const update = { t: 'typing.changed', conversation: id, from: 'visitor', on: frame.on, ...typed } as const;
      return sockets.toViewers(id, update, holder ? [holder.id, ...desk.guests.map((guest) => guest.id)] : []);
    }
    case 'conversation.resume': {
      const after = { conversation: frame.conversation, seq: frame.seq };
      const retryAfterMs = mayRead(parts, who, after);
      if (retryAfterMs) {
        const { conversation } = frame;
        return sockets.say(socket, { t: 'refused', code: 'rate.limited', conversation, retryAfterMs });
      }
      const conversation = visitorSnapshot(store, who.id, after, parts.draftOf, parts.waitOf, parts.now());
      if (conversation) sockets.say(socket, { t: 'conversation.resumed', conversation });
      else sockets.say(socket, { t: 'refused', code: 'conversation.unknown' });
      return;
    }
    case 'entry.list': {
      const { conversation, before } = frame;
      const retryAfterMs =
        parts.flood.take(`list:${who.id}`, LISTS) || parts.flood.take(who.address, ENTRIES, LIST_ENTRIES);
      if (retryAfterMs) return sockets.say(socket, { t: 'refused', code: 'rate.limited', retryAfterMs });
      // The others they had are not shown to them.
      if (store.newestConversation(who.id)?.id !== conversation)
        return sockets.say(socket, { t: 'refused', code: 'conversation.unknown' });
      return sockets.say(socket, { t: 'entry.listed', ...earlierForVisitor(store, conversation, before) });
    }
    case 'entry.post': {
      const retryAfterMs = parts.flood.take(`messages:${who.id}`, MESSAGES) || mayStart(parts, who);
      if (retryAfterMs)
        return sockets.say(socket, { t: 'refused', cid: frame.cid, code: 'rate.limited', retryAfterMs });
      const { cid, text, conversation } = frame;
      return parts.answer(socket, cid, 'visitorSeq', {
        t: 'visitor.entry.post',
        visitor: factsOf(who, tab),
        cid,
        text,
        conversation,
      });
    }
    case 'person.request': {
      const retryAfterMs = parts.flood.take(`messages:${who.id}`, MESSAGES) || mayStart(parts, who);
      if (retryAfterMs)
        return sockets.say(socket, { t: 'refused', cid: frame.cid, code: 'rate.limited', retryAfterMs });
      return parts.answer(socket, frame.cid, 'visitorSeq', {
        t: 'person.request',
        visitor: factsOf(who, tab),
        cid: frame.cid,
      });
    }
    case 'person.withdraw':
    case 'conversation.close': {
      const { cid, conversation } = frame;
      const retryAfterMs = parts.flood.take(`messages:${who.id}`, MESSAGES);
      if (retryAfterMs) return sockets.say(socket, { t: 'refused', cid, code: 'rate.limited', retryAfterMs });
      const t = frame.t === 'person.withdraw' ? frame.t : 'visitor.conversation.close';
      return parts.answer(socket, cid, 'visitorSeq', { t, visitor: who.id, cid, conversation });
    }
    default:
      return unreachable(frame);
  }
}

type Hello = Extract<VisitorFrame, { t: 'visit.hello' }>;

function hello(parts: Parts, socket: WebSocket, who: VisitorSocket, frame: Hello): void {
  const { store, sockets, monitor } = parts;
  const site = store.site()!;
  const unservedAs = unserved([frame.v]);
  if (unservedAs !== null) return sockets.close(socket, unservedAs, 'upgrade');
  if (!originAllowed(frame.origin, site.settings.origins))
    return sockets.close(socket, CloseCode.forbidden, 'origin.refused');
  if (!site.settings.chatOn && frame.v < TELLS_OFF) return sockets.close(socket, CloseCode.forbidden, 'chat.off');
  const waitMs = mayRead(parts, who, frame.after);
  if (waitMs) return sockets.close(socket, CloseCode.flooded, String(waitMs));
  const now = parts.now();
  const visit = monitor.visitOf(who.id);
  const since = visitSince(visit, frame.since, now);
  sockets.attach(socket, {
    ...who,
    v: frame.v,
    tab: {
      visit: visitId(who.id, since),
      since,
      page: keptPage(pageOn(frame.origin, frame.page), site.settings.masking),
      pageAt: now,
      open: frame.open || (visit?.open ?? false),
      origin: frame.origin,
      ...(frame.language && { language: frame.language }),
    },
  });
  monitor.arrived(who.id);
  const conversation = visitorSnapshot(store, who.id, frame.after, parts.draftOf, parts.waitOf, now);
  sockets.say(socket, {
    t: 'visit.welcomed',
    v: PROTOCOL_VERSION,
    visitor: who.id,
    since,
    now,
    look: lookOf(site.settings, frame.v),
    conversation,
  });
  if (!visit && conversation?.control === 'waiting') parts.run({ t: 'visit.return' });
}

/** How long this address must wait before it may be sent what it asks for; 0 when it may. */
function mayRead(parts: Parts, who: VisitorSocket, after: { conversation: string; seq: number } | undefined): number {
  const cost = Math.max(READ_COST_MIN, entriesToSend(parts.store, who.id, after));
  return parts.flood.take(who.address, ENTRIES, cost);
}

/** How long this address must wait before it may begin another conversation; 0 when it may, or has one open. */
function mayStart(parts: Parts, who: VisitorSocket): number {
  const newest = parts.store.newestConversation(who.id);
  if (newest && newest.control !== 'closed') return 0;
  return parts.flood.take(`conversations:${who.address}`, CONVERSATIONS);
}

function factsOf(who: VisitorSocket, tab: NonNullable<VisitorSocket['tab']>): VisitorFacts {
  const { id, country, device } = who;
  return { id, visit: tab.visit, visitSince: tab.since, country, device, page: tab.page };
}
