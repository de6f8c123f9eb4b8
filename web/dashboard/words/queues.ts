/** The words of a site's queues. They come with their page. */
import { translator } from '@solid-primitives/i18n';
import { formatNumber, plural } from '../plural.ts';
import { english } from '../words.ts';
import { settingsWords } from './settings.ts';

const queueWords = {
  'queues.title': 'Queues',
  'queues.count': (count: number) => plural(count, { one: 'queue', other: 'queues' }),
  'queues.new': 'New queue',
  'queues.text': 'Visitors who ask for a person wait in a queue. The first queue takes everyone not sent elsewhere.',
  'queues.first': 'First',
  'queues.ring': (seconds: number) => `Rings ${formatNumber(seconds)} s at one agent at a time`,
  'queues.pick': 'Agents pick from it',
  'queues.everyone': 'Every agent',
  'queues.members': (count: number) => plural(count, { one: 'agent', other: 'agents' }),
  'queues.wait': (minutes: string) => `waits up to ${minutes}`,
  'queues.overflow': (name: string) => `then ${name}`,
  'queues.most': (count: number) => `at most ${formatNumber(count)} waiting`,
  'queues.live': (waiting: number, available: number) =>
    `${formatNumber(waiting)} waiting, ${formatNumber(available)} available`,
  'queues.no-permission.title': 'Only admins change queues',
  'queues.no-permission.text':
    'You see how long they are where you transfer a conversation. Ask an admin to change them.',

  'queue.new': 'New queue',
  'queue.edit': 'Change queue',
  'queue.name': 'Name',
  'queue.name.placeholder': 'Sales',
  'queue.mode': 'How agents get its conversations',
  'queue.mode.ring': 'Offered one by one',
  'queue.mode.ring.text':
    'Each is offered to the agent with the fewest chats. Who doesn’t answer gets no more until they are Available again.',
  'queue.mode.pick': 'Agents pick',
  'queue.mode.pick.text': 'Nothing rings. Whoever has time assigns one to themselves.',
  'queue.ring-time': 'Ring time',
  'queue.ring-time.text': 'After that it goes to the next agent.',
  'queue.seconds': (count: number) => plural(count, { one: 'second', other: 'seconds' }),
  'queue.minutes': (count: number) => plural(count, { one: 'minute', other: 'minutes' }),
  'queue.who': 'Who belongs to it',
  'queue.who.everyone': 'Every agent of the site',
  'queue.who.chosen': 'Only these',
  'queue.who.nobody': 'Nobody belongs to it yet: its conversations would only wait.',
  'queue.who.failed': 'The agents couldn’t be loaded. Close this and open it again.',
  'queue.most': 'Most waiting at once',
  'queue.most.text': 'Empty: any number. When full, new visitors go straight to the next step.',
  'queue.most.wrong': 'A number from 1 to 1,000, or nothing.',
  'queue.wait': 'Longest wait',
  'queue.wait.text': 'For an agent, in this queue.',
  'queue.overflow': 'After that',
  'queue.overflow.none': 'Back to the AI, which offers to take a message',
  'queue.overflow.to': (name: string) => `On to ${name}`,
  'queue.save': 'Save',
  'queue.saved': (name: string) => `${name} is saved.`,
  'queue.delete': 'Delete queue',
  'queue.delete.title': (name: string) => `Delete ${name}?`,
  'queue.delete.text': (heir: string) =>
    `Who waits in it moves to ${heir} and keeps their place in line. Nobody can undo this.`,
  'queue.delete.last': 'A site needs at least one queue, so this one stays.',
  'queue.deleted': (name: string) => `${name} was deleted.`,
} as const;

const words = { ...english, ...settingsWords, ...queueWords };

export const t = translator(() => words);
