/**
 * What each audience gets of an entry, a card and an offer. The visitor's projection is built field by field from an allow-list and has a type of
 * its own, so a new kind of internal entry, or a new field, stays internal until somebody says otherwise here. What agents get is masked here.
 */
import type { OfferCard } from '#protocol/desk';
import type { AgentEntry, VisitorEntry } from '#protocol/entry';
import { PREVIEW_MAX_CHARS } from '#protocol/limits';
import type { Masking, SiteMasking } from '#protocol/masking';
import { clip } from '#protocol/text';
import type { CardConversation, DeskPart, VisitCard } from '#protocol/visit';
import { maySee } from './access.ts';
import type { Offer } from './at-desk.ts';
import type { Agent } from './command.ts';
import { isForsaken } from './conversation.ts';
import { type Entry, visitorSees } from './entry.ts';
import { maskingFor, maskName, maskPersonal, maskUrl, removeSecrets } from './mask/mask.ts';
import type { Conversation, Store } from './store.ts';
import { unreachable } from './unreachable.ts';

/** The entry as the visitor may see it, or null when it isn't for them. */
export function forVisitor(entry: Entry): VisitorEntry | null {
  const { body } = entry;
  if (body.kind === 'note' || !visitorSees(body)) return null;
  const line = { seq: entry.visitorSeq, at: entry.at };
  if (body.kind === 'message') {
    switch (body.from) {
      case 'visitor':
        return { ...line, kind: 'message', from: 'visitor', text: body.text, cid: entry.cid ?? '' };
      case 'bot':
        return botMessage(line, body, (text) => text);
      case 'agent':
        return { ...line, kind: 'message', from: 'agent', name: body.name, text: body.text };
      default:
        return unreachable(body);
    }
  }
  switch (body.event) {
    case 'person.requested':
      return { ...line, kind: 'event', event: body.event };
    case 'wait.started':
      return { ...line, kind: 'event', event: body.event, why: body.why };
    case 'wait.ended':
      return { ...line, kind: 'event', event: body.event, reason: body.reason };
    case 'agent.joined':
    case 'agent.left':
    case 'conference.joined':
    case 'conference.left':
      return { ...line, kind: 'event', event: body.event, name: body.name };
    case 'conversation.closed':
      return { ...line, kind: 'event', event: body.event, by: body.by };
    default:
      return null;
  }
}

/** The entry as the site's people see it, `viewer` among them: personal data is masked, but in what they wrote themselves. */
export function forAgent(entry: Entry, masking: Masking, viewer: string | null): AgentEntry {
  const { body } = entry;
  const line = { seq: entry.seq, at: entry.at };
  const masked = (text: string) => (entry.author === viewer ? text : maskPersonal(text, masking));
  if (body.kind === 'note') return { ...line, ...body, text: masked(body.text), cid: entry.cid ?? '' };
  if (body.kind === 'event') {
    switch (body.event) {
      case 'conversation.started': {
        const { url, title } = body.page;
        return { ...line, ...body, page: { url: maskUrl(url, masking), title: masked(title) } };
      }
      case 'secret.removed':
        return { ...line, ...body, pieces: body.pieces.map(({ seq, text }) => ({ seq, text: masked(text) })) };
      case 'wrap-up.recorded':
        return { ...line, ...body, note: masked(body.note) };
      default:
        return { ...line, ...body };
    }
  }
  switch (body.from) {
    case 'visitor':
      return { ...line, kind: 'message', from: 'visitor', text: masked(body.text) };
    case 'bot':
      return botMessage(line, body, masked);
    case 'agent': {
      const { kind, from, agent, name, text } = body;
      return { ...line, kind, from, agent, name, text: masked(text), cid: entry.cid ?? '' };
    }
    default:
      return unreachable(body);
  }
}

/**
 * What the site's people are shown of an answer while it is written: whole words, with secrets and personal data masked. What may become part of an
 * address or a number waits for what follows it.
 */
export function draftForAgent(text: string, masking: Masking): string {
  const masked = maskPersonal(removeSecrets(text, masking), masking);
  const undecided = MAY_GO_ON.test(masked.slice(-DECIDED_CHARS));
  let end = Math.max(0, undecided ? masked.length - DECIDED_CHARS : masked.length);
  while (end > 0 && !/\s/.test(masked[end - 1]!)) end--;
  return masked.slice(0, end);
}

/** Longer than a phone number and the word behind it that says so. */
const DECIDED_CHARS = 48;
const MAY_GO_ON = /[\p{N}+@＠([{]| at /u;

/** The entry as history keeps it, unmasked: whoever reads it there gets it masked as they may see it. */
export function forHistory(entry: Entry): AgentEntry {
  return forAgent(entry, NOTHING, null);
}

const NOTHING: Masking = { card: false, iban: false, ssn: false, email: false, phone: false, country: null };

/** The card as `agent` may see it: of what another agent has, the last words are theirs alone. */
export function cardFor(
  card: VisitCard,
  agent: Pick<Agent, 'id' | 'role'>,
  conversation: Conversation | null,
): VisitCard {
  if (!card.conversation?.last || !conversation || maySee(agent, conversation)) return card;
  return { ...card, conversation: { ...card.conversation, last: null } };
}

/** What the desk knows of a conversation, as agents are told. */
export function deskPartOf(store: Store, { desk, wrapUp, nobodyAt }: Conversation): DeskPart {
  const queue = store.desk.queue(desk.queue);
  const { offer, guests, waitedMs, handledMs, interrupted } = desk;
  return {
    ...(queue && { queue: { id: queue.id, name: queue.name } }),
    ...(waitedMs > 0 && { waitedMs }),
    ...(handledMs > 0 && { handledMs }),
    ...(guests.length > 0 && { guests }),
    ...(offer && { offer: { id: offer.id, kind: offer.kind, to: offer.to, until: offer.until } }),
    ...(interrupted && { interrupted }),
    ...(wrapUp && { wrapUp }),
    ...(nobodyAt !== null && { nobodyAt }),
  };
}

/** D1: the offer as it rings at its agent. */
export function offerCard(store: Store, it: Conversation, offer: Offer, site: SiteMasking): OfferCard {
  const masking = maskingFor(site, it.country);
  const { queue, waitedMs, standingAt } = it.desk;
  const line = store.desk.queue(queue);
  return {
    id: offer.id,
    kind: offer.kind,
    conversation: it.id,
    queue: line && { id: line.id, name: line.name },
    from: offer.from,
    visitor: {
      id: it.visitor,
      name: visitorName(store, it.visitor, masking),
      country: it.country,
      device: it.device,
    },
    proactive: false,
    messages: store.lastEntry(it.id)?.messages ?? 0,
    last: lastWords(store, it.id, masking) ?? newestMessage(store, it.id, masking),
    waitingSince: it.control === 'waiting' ? it.controlAt - waitedMs : (standingAt ?? it.startedAt),
    at: offer.at,
    until: offer.until,
  };
}

/** The visitor's name as agents see it, or null while none is known. */
export function visitorName(store: Store, visitor: string, masking: Masking): string | null {
  const name = store.visitor(visitor)?.name ?? null;
  return name === null ? null : maskName(name, masking);
}

/**
 * The words that lists show of a conversation: the newest message, or null where there is none nearby. While the visitor waits for a
 * person, or got nobody, it is what they said last: what they were told about the wait is no news to anybody.
 */
export function lastMessage(store: Store, it: Conversation, masking: Masking): CardConversation['last'] {
  const wantsPerson = it.control === 'waiting' || isForsaken(it);
  return (wantsPerson ? lastWords(store, it.id, masking) : null) ?? newestMessage(store, it.id, masking);
}

/** What the visitor said last, as previews show it. */
function lastWords(store: Store, conversation: string, masking: Masking): CardConversation['last'] {
  return preview(store.lastWords(conversation, ...LOOK_BACK), masking);
}

function newestMessage(store: Store, conversation: string, masking: Masking): CardConversation['last'] {
  const isMessage = ({ body }: Entry) => body.kind === 'message';
  const newest = store.lastEntry(conversation);
  // Mostly the last entry, which needs no reading, and hardly ever one that is far from it.
  let entry = newest && isMessage(newest) ? newest : undefined;
  for (const back of LOOK_BACK) entry ??= store.newestEntries(conversation, back).find(isMessage);
  return preview(entry ?? null, masking);
}

function preview(entry: Entry | null, masking: Masking): CardConversation['last'] {
  if (entry?.body.kind !== 'message') return null;
  const { body, at } = entry;
  const text = clip(maskPersonal(body.text, masking), PREVIEW_MAX_CHARS);
  return { from: body.from, name: body.from === 'visitor' ? null : body.name, text, at };
}

/** How far back the last message is looked for, at first and then once more: events between messages are few. */
const LOOK_BACK = [20, 200];

type BotBody = Extract<Entry['body'], { from: 'bot' }>;

function botMessage(line: { seq: number; at: number }, body: BotBody, masked: (text: string) => string) {
  return {
    ...line,
    kind: 'message' as const,
    from: 'bot' as const,
    name: body.name,
    text: masked(body.text),
    ...(body.sources && { sources: body.sources.map(({ article, title }) => ({ article, title })) }),
    ...(body.cut && { cut: body.cut }),
    ...(body.answer && { answer: body.answer }),
    ...(body.offersPerson && { offersPerson: body.offersPerson }),
  };
}
