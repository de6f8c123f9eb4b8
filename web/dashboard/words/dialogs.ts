/** The words of an agent's dialogs about a conversation: transfer, conference, wrap-up. They come with the dialogs. */
import { translator } from '@solid-primitives/i18n';
import { formatNumber, plural } from '../plural.ts';
import { english } from '../words.ts';

const dialogWords = {
  'pick.nothing': (query: string) => `Nothing called “${query}” here.`,
  'pick.full': 'At capacity',
  'pick.inside': 'Is in this conversation',
  'pick.load': (load: number, capacity: number) => `${formatNumber(load)} of ${formatNumber(capacity)}`,

  'transfer.title': (visitor: string) => `Transfer ${visitor}`,
  'transfer.text':
    'An agent is asked first; the chat stays with you until they accept. In a queue the chat keeps its place in line.',
  'transfer.search': 'Search queues and agents',
  'transfer.to': 'Transfer to',
  'transfer.queues': 'Queues',
  'transfer.agents': 'Agents',
  'transfer.no-agents': 'Nobody else is on this site.',
  'transfer.waiting': (count: number) => (count === 0 ? 'Nobody waits' : `${formatNumber(count)} waiting`),
  'transfer.longest': (duration: string) => `longest ${duration}`,
  'transfer.available': (count: number) =>
    count === 0 ? 'no agent available' : `${plural(count, { one: 'agent', other: 'agents' })} available`,
  'transfer.reload': 'Reload',
  'transfer.fresh': 'Up to date',
  'transfer.stale': 'Reconnecting…',
  'transfer.next': 'Next',
  'transfer.back': 'Back',
  'transfer.choose': 'Choose a queue or an agent.',
  'transfer.step': (to: string) => `Transfer to ${to}. Why?`,
  'transfer.submit': 'Transfer',
  'transfer.moved': (visitor: string, queue: string) => `${visitor} waits in ${queue} now.`,

  'conference.title': (visitor: string) => `Invite a colleague to ${visitor}`,
  'conference.text': 'They are asked first. Once they join, both of you write, and the visitor sees who does.',
  'conference.search': 'Search agents',
  'conference.choose': 'Choose an agent.',
  'conference.submit': 'Invite',

  'wrap-up.later.title': 'Wrap up',
  'wrap-up.later.text': (visitor: string) => `The conversation with ${visitor} is over. What was it about?`,
  'wrap-up.due': 'Recorded without a reason in',
  'wrap-up.due.unless': 'if you do nothing.',
  'wrap-up.by-itself': 'Its time was over, and it was recorded without a reason.',
  'wrap-up.later.submit': 'Wrap up',
  'wrap-up.end-conference.title': 'End the conference?',
  'wrap-up.end-conference.text': (visitor: string) =>
    `The conversation ends for ${visitor} and for everybody in it. To leave it to your colleague, choose Leave conference instead.`,
  'wrap-up.end-conference.submit': 'End conference',
  'wrap-up.reason': 'Reason',
  'wrap-up.search': 'Search reasons',
  'wrap-up.none': 'No reason',
  'wrap-up.last': 'last used',
  'wrap-up.note': 'Note',
  'wrap-up.note.text': 'For your colleagues. The visitor never sees it.',
} as const;

const words = { ...english, ...dialogWords };

export const t = translator(() => words);
