/** The words of the Inbox: folders, the list, the visitor's side. They come with its page. */
import { translator } from '@solid-primitives/i18n';
import { formatNumber } from '../plural.ts';
import { english } from '../words.ts';

const inboxWords = {
  'inbox.title': 'Inbox',
  'inbox.page-title': (folder: string, site: string, waiting: number) =>
    `${waiting > 0 ? `(${waiting}) ` : ''}${folder} · Inbox · ${site} · Edgewise`,
  'inbox.list': 'Conversations',
  'inbox.folders': 'Folders',
  'inbox.folder.unassigned': 'Unassigned',
  'inbox.folder.nobody': 'Nobody came',
  'inbox.folder.mine': 'My conversations',
  'inbox.folder.closed': 'Closed',
  'inbox.folder.all': 'All',
  'inbox.search': 'Search conversations',
  'inbox.search.placeholder': 'Search',
  'inbox.found': (count: number) => `${formatNumber(count)} found`,
  'inbox.search.clear': 'Clear the search',
  'inbox.show': (what: string) => `Filter: ${what}`,
  'inbox.show.heading': 'Show',
  'inbox.show.all': 'Active and closed',
  'inbox.show.active': 'Active only',
  'inbox.back': 'Back to the list',
  'inbox.visitor': 'Visitor',
  'inbox.visitor.show': 'Show the visitor',
  'inbox.visitor.hide': 'Hide the visitor',
  'inbox.resize.list': 'Width of the list',
  'inbox.resize.visitor': 'Width of the visitor’s side',

  'inbox.item.writing': 'writing…',
  'inbox.item.unread': (count: number) => `${formatNumber(count)} unread`,
  'inbox.item.waited': 'Waits',
  'inbox.item.handled': 'Handled',
  'inbox.item.wrap-up': 'To wrap up',
  'inbox.item.wrap-up.due': 'Recorded by itself in',
  'inbox.item.private': (name: string) => `${name} has it`,
  'inbox.item.none': 'No messages yet',
  'inbox.item.closed': 'Closed',
  'inbox.group.today': 'Closed today',
  'inbox.group.yesterday': 'Closed yesterday',
  'inbox.group.day': (date: string) => `Closed ${date}`,
  'inbox.more': 'Load more',
  'inbox.more.search': 'Search further back',
  'inbox.more.loading': 'Loading more…',
  'inbox.more.failed': 'The rest couldn’t be loaded.',
  'inbox.closed.failed': 'Closed conversations couldn’t be loaded',

  'inbox.empty.unassigned.title': 'Nobody waits',
  'inbox.empty.unassigned.text': 'As soon as a visitor asks for a person, the conversation appears here by itself.',
  'inbox.empty.nobody.title': 'Everybody was looked after',
  'inbox.empty.nobody.text':
    'Who asks for a person and gets nobody stays here until somebody has looked, also after they have left.',
  'inbox.empty.mine.title': 'You have no conversations',
  'inbox.empty.mine.available':
    'You’re available. Chats ring here, and you can assign one to yourself under Unassigned.',
  'inbox.empty.mine.ringing': 'A chat rings for you: accept it above.',
  'inbox.empty.mine.unavailable':
    'Set yourself Available to be offered chats, or assign one to yourself under Unassigned.',
  'inbox.empty.mine.rona': 'You missed a chat. Set yourself Available to be offered more.',
  'inbox.empty.mine.action': 'Show Unassigned',
  'inbox.empty.closed.title': 'Nothing is closed yet',
  'inbox.empty.closed.text': 'Conversations stay here after they end, with when and by whom.',
  'inbox.empty.all.title': 'No conversations with people yet',
  'inbox.empty.all.text':
    'Everything waiting for a person, or with an agent, is here. What the AI does alone is in the Monitor.',
  'inbox.empty.all.action': 'To the Monitor',
  'inbox.empty.search.title': 'Nothing found',
  'inbox.empty.search.text': (query: string) =>
    `No conversation in this folder has “${query}” in its name or messages.`,
  'inbox.empty.search.action': 'Clear the search',
  'inbox.handed': (name: string) => `${name} has it now.`,
  'inbox.pick.title': 'Choose a conversation',
  'inbox.pick.text': 'Move with J and K, open with Enter.',

  'who.name': 'Name',
  'who.email': 'E-mail',
  'who.phone': 'Phone',
  'who.country': 'Country',
  'who.device': 'Device',
  'who.page': 'Page',
  'who.here-since': 'Here since',
  'who.began': 'Started',
  'who.messages': 'Messages',
  'who.unknown': '—',
  'who.unknown.spoken': 'Unknown',
  'who.team': 'Agents',

  'keys.inbox.next': 'Next conversation',
  'keys.inbox.previous': 'Previous conversation',
  'keys.inbox.open': 'Open it',
  'keys.inbox.search': 'Search',
  'keys.inbox.transfer': 'Transfer',
  'keys.inbox.end': 'End',
  'keys.inbox.close': 'Back to the list, or leave the composer',
} as const;

const all = { ...english, ...inboxWords };

/** `t` for the Inbox: everybody's words and its own. */
export const t = translator(() => all);
