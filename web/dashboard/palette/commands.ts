/** What the command palette offers: the pages and the status that the member may use, the other sites, and conversations by who and by what was said. */
import BookOpen from 'lucide-solid/icons/book-open';
import CircleCheck from 'lucide-solid/icons/circle-check';
import CirclePause from 'lucide-solid/icons/circle-pause';
import Globe from 'lucide-solid/icons/globe';
import Inbox from 'lucide-solid/icons/inbox';
import MessageCircle from 'lucide-solid/icons/message-circle';
import Radio from 'lucide-solid/icons/radio';
import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import Settings from 'lucide-solid/icons/settings';
import UserRound from 'lucide-solid/icons/user-round';
import Users from 'lucide-solid/icons/users';
import type { AgentCard } from '#protocol/desk';
import type { Me } from '#protocol/member';
import type { VisitCard } from '#protocol/visit';
import { followSchedule, setStatus } from '../availability/own-status.ts';
import type { Desk } from '../desk-store.ts';
import { FOLDERS, type Folder, type Item, inFolder, momentOf, openItems, type Viewer } from '../inbox/items.ts';
import { isSomeAdmin, mayOn } from '../session.tsx';
import { SITE_WAYS } from '../settings/parts/site-ways.ts';
import { visitorName } from '../visitor.ts';
import { t } from '../words/palette.ts';
import type { Command } from './here.ts';

type Go = (path: string) => void;

export function pageCommands(me: Me, site: string | undefined, go: Go): Command[] {
  const page = (path: string, label: string, icon: Command['icon'], also = ''): Command => {
    return { id: `go:${path}`, label, also, icon, run: () => go(path) };
  };
  const list: Command[] = [];
  if (site !== undefined) {
    const of = `/sites/${site}`;
    const settings = (name: string) => `${name} ${t('frame.settings')}`;
    list.push(page(`${of}/monitor`, t('frame.monitor'), Radio));
    for (const folder of FOLDERS)
      list.push(page(`${of}/inbox?folder=${folder}`, t('palette.inbox', t(`palette.inbox.${folder}`)), Inbox));
    list.push(page(`${of}/knowledge`, t('frame.knowledge'), BookOpen));
    for (const { page: way, need } of SITE_WAYS) {
      if (!mayOn(me, site, need)) continue;
      const name = t(`palette.settings.${way}`);
      list.push(page(`${of}/${way}`, t('palette.settings', name), Settings, settings(name)));
    }
  }
  list.push(page('/sites', t('frame.sites'), Globe));
  if (isSomeAdmin(me)) list.push(page('/members', t('frame.members'), Users));
  list.push(page('/account', t('frame.account'), UserRound));
  return list;
}

/** All but the one that is set. */
export function statusCommands(desk: Desk, card: AgentCard): Command[] {
  const reasons = [null, ...(desk.state.settings?.unavailableReasons ?? [])];
  const is = (available: boolean, reason: string | null) =>
    card.status === (available ? 'available' : 'unavailable') && card.reason === reason;
  const choice = (available: boolean, reason: string | null): Command[] => {
    if (is(available, reason)) return [];
    const word = t(available ? 'status.available' : 'status.unavailable');
    const icon = available ? CircleCheck : CirclePause;
    const run = () => void setStatus(desk, available, reason);
    return [{ id: `status:${available}:${reason ?? ''}`, label: reason ?? word, also: word, icon, run }];
  };
  const follow: Command = {
    id: 'status-follow',
    label: t('status.follow'),
    icon: RotateCcw,
    run: () => void followSchedule(desk),
  };
  return [
    ...choice(true, null),
    ...reasons.flatMap((reason) => choice(false, reason)),
    // A toggle with an end has a schedule behind it.
    ...(card.by === 'toggle' && card.until !== null ? [follow] : []),
  ];
}

export function siteCommands(me: Me, site: string | undefined, go: Go): Command[] {
  return me.sites
    .filter(({ id }) => id !== site)
    .map(({ id, name }) => ({ id: `site:${id}`, label: name, icon: Globe, run: () => go(`/sites/${id}/monitor`) }));
}

/** Those of the visitors who are there, and those that a search has found besides; the newest words first. */
export function conversationCommands(
  desk: Desk,
  cards: Iterable<VisitCard>,
  found: readonly Item[],
  go: Go,
): { near: Command[]; found: Command[] } {
  const { member } = desk.state;
  const viewer: Viewer = { id: member?.id ?? '', supervises: member !== null && member.role !== 'agent' };
  const visits = new Map([...cards].map((card) => [card.id, card]));
  const command = (item: Item, path: string): Command => {
    const note = item.last?.text;
    const run = () => go(`/sites/${desk.site}/${path}`);
    return { id: `talk:${item.id}`, label: visitorName(item), ...(note && { note }), icon: MessageCircle, run };
  };
  const inInbox = (item: Item) => command(item, `inbox?folder=${folderOf(item, viewer)}&conversation=${item.id}`);
  const open = openItems(visits).sort((a, b) => momentOf(b) - momentOf(a));
  const known = new Set(open.map(({ id }) => id));
  return { near: open.map(inInbox), found: found.filter(({ id }) => !known.has(id)).map(inInbox) };
}

function folderOf(item: Item, viewer: Viewer): Folder {
  if (item.facts.control === 'closed') return 'closed';
  return (['mine', 'unassigned'] as const).find((folder) => inFolder(item, folder, viewer)) ?? 'all';
}
