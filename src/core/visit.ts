/**
 * A visit as the tabs of one visitor make it, and its Monitor card. Presence costs no rows: it lives in the sockets' attachments,
 * and everything here is a pure function over them.
 */
import { base62 } from '#protocol/base62';
import type { Masking } from '#protocol/masking';
import type { CardConversation, Device, Page, VisitCard } from '#protocol/visit';
import type { EndedVisit } from './command.ts';
import { agentsOf, unreadBy } from './look.ts';
import { maskingFor, maskPersonal, maskUrl } from './mask/mask.ts';
import { deskPartOf, lastMessage, visitorName } from './project.ts';
import type { Conversation, Store } from './store.ts';

/** One open tab of a visitor. */
export interface Tab {
  visitor: string;
  visit: string;
  /** When the visit began, epoch ms; the same in all of its tabs. */
  since: number;
  country: string | null;
  device: Device;
  browser: string;
  os: string;
  page: Page;
  /** When the tab last showed its page. */
  pageAt: number;
  /** The widget is, or was in this tab, open. */
  open: boolean;
  /** A tag, as the widget told it. */
  language?: string;
}

export interface Visit extends Omit<Tab, 'pageAt'> {
  online: boolean;
}

/** A visit whose beginning lies further back than this is not gone on with. */
const GOES_ON_MS = 24 * 3_600_000;

/**
 * When the visit of a visitor who connects began: that of the visit that is on, or the beginning that their client remembers from before
 * a lost connection, or now.
 */
export function visitSince(current: Visit | null, remembered: number | undefined, now: number): number {
  if (current) return current.since;
  return remembered !== undefined && remembered <= now && remembered > now - GOES_ON_MS ? remembered : now;
}

/** The visit's id: made of whose it is and when it began, so that it is the same after a restart, and nobody can claim another's. */
export function visitId(visitor: string, since: number): string {
  return `visit_${base62(BigInt(since)).padStart(8, '0')}${visitor.slice(-8)}`;
}

/** The visit that these tabs of one visitor make: open if any is, on the page shown last. Null without tabs. */
export function visitOf(tabs: readonly Tab[]): Visit | null {
  const newest = tabs.reduce<Tab | null>((best, tab) => (best && best.pageAt >= tab.pageAt ? best : tab), null);
  if (!newest) return null;
  const { pageAt: _, ...visit } = newest;
  return { ...visit, open: tabs.some((tab) => tab.open), online: true };
}

/** A visit whose visitor has left, as their conversation remembers it. */
export function visitOfConversation(it: Conversation): Visit {
  return {
    visitor: it.visitor,
    visit: it.visit,
    since: it.visitSince,
    country: it.country,
    device: it.device,
    browser: '',
    os: '',
    page: it.page,
    open: true,
    online: false,
  };
}

/**
 * M1: whether the Monitor lists the visit. While online: once its widget was opened, or with an open conversation.
 * Once gone: only while a person has its conversation, or is waited for.
 */
export function isListed(visit: Visit, conversation: Conversation | null): boolean {
  const control = conversation?.control ?? 'closed';
  return visit.online ? visit.open || control !== 'closed' : control === 'agent' || control === 'waiting';
}

/** M2: the session card, with personal data masked. `looks`: who looks at the conversation right now. */
export function cardOf(
  store: Store,
  visit: Visit,
  conversation: Conversation | null,
  answering: boolean,
  looks: (member: string) => boolean = () => false,
): VisitCard {
  const masking = maskingFor(store.site()!.settings.masking, visit.country);
  return {
    id: visit.visit,
    visitor: visit.visitor,
    name: conversation ? visitorName(store, visit.visitor, masking) : null,
    country: visit.country,
    device: visit.device,
    since: visit.since,
    online: visit.online,
    page: { url: maskUrl(visit.page.url, masking), title: maskPersonal(visit.page.title, masking) },
    conversation: conversation && {
      ...cardConversation(store, conversation, answering, masking),
      ...unreadIn(store, conversation, looks),
    },
  };
}

/** What history keeps of a visit that ended. */
export function endedVisit(visit: Visit, endedAt: number): EndedVisit {
  return {
    id: visit.visit,
    visitor: visit.visitor,
    startedAt: visit.since,
    endedAt,
    country: visit.country,
    device: visit.device,
    browser: visit.browser,
    os: visit.os,
    page: visit.page,
  };
}

/** What its agents haven't read; who looks at it sees what comes. */
function unreadIn(
  store: Store,
  it: Conversation,
  looks: (member: string) => boolean,
): Pick<CardConversation, 'unread'> {
  const unread = agentsOf(it).flatMap((member) => {
    const count = looks(member) ? 0 : unreadBy(store, it, member);
    return count > 0 ? [[member, count]] : [];
  });
  return unread.length > 0 ? { unread: Object.fromEntries(unread) } : {};
}

function cardConversation(store: Store, it: Conversation, answering: boolean, masking: Masking): CardConversation {
  const desk = deskPartOf(store, it);
  return {
    id: it.id,
    control: it.control,
    controlAt: it.controlAt,
    holder: it.holder,
    startedAt: it.startedAt,
    closedAt: it.closedAt,
    messages: store.lastEntry(it.id)?.messages ?? 0,
    last: lastMessage(store, it, masking),
    answering: answering && it.control === 'bot',
    failed: it.control === 'bot' && it.failures > 1,
    ...(Object.keys(desk).length > 0 && { desk }),
  };
}
