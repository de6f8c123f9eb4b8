/** The words of an agent's own status and capacity. */
import { plural } from '../plural.ts';

export const statusWords = {
  'status.label': 'Your status',
  'status.toggle': 'Available for new chats',
  'status.open': ', change your status',
  'status.available': 'Available',
  'status.unavailable': 'Unavailable',
  'status.rona': 'Missed a chat',
  'status.offline': 'Offline',
  'status.until': (status: string, time: string) => `${status} until ${time}`,
  'status.follow': 'Follow my schedule',
  'status.schedule': 'My schedule…',
  'capacity.ringing': (count: number) => `${count} ringing`,
  'capacity.of': (load: number, capacity: number) => `${load} of ${plural(capacity, { one: 'chat', other: 'chats' })}`,
} as const;
