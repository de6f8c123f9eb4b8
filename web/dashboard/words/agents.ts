/** The words of a site's agents: how many chats each takes, and when. They come with their page. */
import { translator } from '@solid-primitives/i18n';
import { plural } from '../plural.ts';
import { english } from '../words.ts';
import { settingsWords } from './settings.ts';

const agentWords = {
  'agents.title': 'Agents',
  'agents.count': (count: number) => plural(count, { one: 'agent', other: 'agents' }),
  'agents.text': 'Everybody who has a role on this site and can be offered chats.',
  'agents.column.name': 'Agent',
  'agents.column.status': 'Now',
  'agents.column.capacity': 'Chats at once',
  'agents.column.queues': 'Queues',
  'agents.column.schedule': 'Available',
  'agents.you': 'you',
  'agents.queues.none': 'None',
  'agents.schedule.none': 'Whenever the dashboard is open',
  'agents.schedule.edit': 'Schedule',
  'agents.schedule.of': (name: string) => `Schedule of ${name}`,
  'agents.schedule.mine': 'When you are available',
  'agents.schedule.text': 'Running chats are not affected.',
  'agents.schedule.saved': 'The schedule is saved.',
  'agents.capacity.of': (name: string) => `Chats at once of ${name}`,
  'agents.capacity.less': 'One less',
  'agents.capacity.more': 'One more',
  'agents.capacity.failed': 'Not saved.',
  'agents.empty.title': 'Nobody has a role on this site yet',
  'agents.empty.text': 'Invite people under Members, and give them a role here.',
} as const;

const words = { ...english, ...settingsWords, ...agentWords };

export const t = translator(() => words);
