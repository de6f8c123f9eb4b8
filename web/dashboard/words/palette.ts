/** The words of the command palette. They come with it. */
import { translator } from '@solid-primitives/i18n';
import { english } from '../words.ts';

const paletteWords = {
  'palette.title': 'Go to, or do',
  'palette.search': 'Search pages, conversations, sites and actions',
  'palette.list': 'Commands',
  'palette.nothing': (query: string) => `Nothing found for “${query}”.`,
  'palette.looking': 'Searching conversations…',
  'palette.failed': 'Past conversations can’t be searched right now.',
  'palette.group.here': 'This conversation',
  'palette.group.conversations': 'Conversations',
  'palette.group.go': 'Go to',
  'palette.group.status': 'Set your status',
  'palette.group.sites': 'Switch site',
  'palette.inbox': (folder: string) => `Inbox: ${folder}`,
  'palette.inbox.unassigned': 'Unassigned',
  'palette.inbox.nobody': 'Nobody came',
  'palette.inbox.mine': 'My conversations',
  'palette.inbox.closed': 'Closed',
  'palette.inbox.all': 'All',
  'palette.settings': (page: string) => `Settings: ${page}`,
  'palette.settings.settings': 'General',
  'palette.settings.queues': 'Queues',
  'palette.settings.agents': 'Agents',
  'palette.settings.desk': 'Chat & privacy',
  'palette.settings.templates': 'Templates',
} as const;

const words = { ...english, ...paletteWords };

export const t = translator(() => words);
