/** The words of the agent's connection: coming back, and why it ended; and of colleagues whose connection is gone. */
import { plural } from '../plural.ts';

export const deskWords = {
  'desk.reconnecting':
    'Reconnecting… What you see is kept, and what you write is sent as soon as the connection is back.',
  'desk.now': 'Try now',
  'desk.ended.unauthorized.title': 'You are signed out',
  'desk.ended.unauthorized.text': 'Your sign-in ended or was revoked. Sign in again to go on where you were.',
  'desk.ended.unauthorized.action': 'Sign in',
  'desk.ended.forbidden.title': 'You have no role on this site any more',
  'desk.ended.forbidden.text': 'An admin changed your role. Ask them if you still need this site.',
  'desk.ended.unknown-site.title': 'This site was deleted',
  'desk.ended.unknown-site.text': 'Its chat is off and its conversations are gone from the Monitor.',
  'desk.ended.upgrade.title': 'A new version is out',
  'desk.ended.upgrade.text': 'Reload to get it. Drafts stay where they are.',
  'desk.ended.other.title': 'The connection ended',
  'desk.ended.other.text': 'Reload the page to connect again.',
  'desk.vanished': (name: string, count: number) =>
    `${name} is gone. ${plural(count, { one: 'conversation is', other: 'conversations are' })} back in the queue.`,
  'desk.to-sites': 'To the sites',
} as const;
