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
import type { VisitorConversation, VisitorFrame } from '#protocol/visitor-wire';
import { keptPage, pageOn, type VisitorSocket } from './attachment.ts';
import { CONVERSATIONS, ENTRIES, LISTS, MESSAGES, PERSON_REQUESTS, READ_COST_MIN } from './flood.ts';
import type { FrameRefusal } from './frame.ts';
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

/** Does what a visitor's frame asks for, or refuses it. */
export function onVisitorFrame(
  parts: Parts,
  socket: WebSocket,
  who: VisitorSocket,
  frame: VisitorFrame,
  refuse: (refusal: FrameRefusal) => void,
): void {
  if (frame.t === 'visit.hello') return hello(parts, socket, who, frame, refuse);
  const { store, sockets, monitor } = parts;
  if (!who.tab) return refuse({ code: 'frame.malformed' });
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
      // Mostly nobody looks, and there is nothing to mask for.
      if (!conversation || conversation.control === 'closed' || !sockets.isViewed(conversation.id)) return;
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
      // Whatever it names, what it is sent is the newest.
      const newest = store.newestConversation(who.id)?.id ?? '';
      const isHeld = parts.reads.holdsAfter(socket, newest, frame.conversation === newest ? frame.seq : 0);
      const retryAfterMs = isHeld ? HELD_PAUSE_MS : mayRead(parts, who, after);
      if (retryAfterMs) {
        const { conversation } = frame;
        return refuse({ code: 'rate.limited', conversation, retryAfterMs });
      }
      const conversation = visitorSnapshot(store, who.id, after, parts.draftOf, parts.waitOf, parts.now());
      if (!conversation) return refuse({ code: 'conversation.unknown' });
      sends(parts, socket, conversation);
      return sockets.say(socket, { t: 'conversation.resumed', conversation });
    }
    case 'entry.list': {
      const { conversation, before } = frame;
      const isHeld = parts.reads.holdsBefore(socket, conversation, before);
      const retryAfterMs = isHeld
        ? HELD_PAUSE_MS
        : parts.flood.take(`list:${who.id}`, LISTS) || parts.flood.take(who.address, ENTRIES, LIST_ENTRIES);
      if (retryAfterMs) return refuse({ code: 'rate.limited', retryAfterMs });
      // The others they had are not shown to them.
      if (store.newestConversation(who.id)?.id !== conversation) return refuse({ code: 'conversation.unknown' });
      const portion = earlierForVisitor(store, conversation, before);
      parts.reads.sent(socket, conversation, portion.from, store.lastEntry(conversation)?.visitorSeq ?? 0);
      return sockets.say(socket, { t: 'entry.listed', ...portion });
    }
    case 'entry.post': {
      const retryAfterMs = parts.flood.take(`messages:${who.id}`, MESSAGES) || mayStart(parts, who);
      if (retryAfterMs) return refuse({ cid: frame.cid, code: 'rate.limited', retryAfterMs });
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
      const { cid } = frame;
      const retryAfterMs = parts.flood.take(`messages:${who.id}`, MESSAGES) || mayStart(parts, who);
      if (retryAfterMs) return refuse({ cid, code: 'rate.limited', retryAfterMs });
      // Not to be tried again by itself: the messages behind it would wait with it.
      if (!mayAskForPerson(parts, who)) return refuse({ cid, code: 'person.too-often' });
      return parts.answer(socket, cid, 'visitorSeq', { t: 'person.request', visitor: factsOf(who, tab), cid });
    }
    case 'person.withdraw':
    case 'conversation.close': {
      const { cid, conversation } = frame;
      const retryAfterMs = parts.flood.take(`messages:${who.id}`, MESSAGES);
      if (retryAfterMs) return refuse({ cid, code: 'rate.limited', retryAfterMs });
      const t = frame.t === 'person.withdraw' ? frame.t : 'visitor.conversation.close';
      return parts.answer(socket, cid, 'visitorSeq', { t, visitor: who.id, cid, conversation });
    }
    default:
      return unreachable(frame);
  }
}

/** Who asks for what it was just sent has it by then. */
const HELD_PAUSE_MS = 1_000;

type Hello = Extract<VisitorFrame, { t: 'visit.hello' }>;

function hello(
  parts: Parts,
  socket: WebSocket,
  who: VisitorSocket,
  frame: Hello,
  refuse: (refusal: FrameRefusal) => void,
): void {
  const { store, sockets, monitor } = parts;
  // A tab says hello once; another would be sent all there is again.
  if (who.tab) return refuse({ code: 'frame.malformed' });
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
  if (conversation) sends(parts, socket, conversation);
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

/** The socket is about to be sent this much of a conversation. */
function sends({ reads }: Parts, socket: WebSocket, { id, from, entries }: VisitorConversation): void {
  reads.sent(socket, id, from, entries.at(-1)?.seq ?? from);
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

/** Whether the visitor may ask for a person once more; whoever waits for one, or has one, asks nobody. */
function mayAskForPerson(parts: Parts, who: VisitorSocket): boolean {
  const control = parts.store.newestConversation(who.id)?.control ?? 'closed';
  if (control !== 'bot' && control !== 'closed') return true;
  return parts.flood.take(`person:${who.id}`, PERSON_REQUESTS) === 0;
}

function factsOf(who: VisitorSocket, tab: NonNullable<VisitorSocket['tab']>): VisitorFacts {
  const { id, country, device } = who;
  return { id, visit: tab.visit, visitSince: tab.since, country, device, page: tab.page };
}
