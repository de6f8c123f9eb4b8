/** The words of an offer: what rings, what became of it, and what rings at a colleague. */
import { plural } from '../plural.ts';

export const offerWords = {
  'offer.label': 'Offered to you',
  'offer.queue': 'Queue',
  'offer.for': (agent: string) => `For ${agent}`,
  'offer.transfer': (name: string) => `${name} hands it over`,
  'offer.conference': (name: string) => `${name} asks you to join`,
  'offer.proactive': 'Began from an invitation',
  'offer.more': (count: number) => `+${count}`,
  'offer.more.label': (count: number) => `${plural(count, { one: 'more offer', other: 'more offers' })} after this one`,
  'offer.messages': (count: number) => plural(count, { one: 'message', other: 'messages' }),
  'offer.thread': 'The conversation so far',
  'offer.thread.open': ', read the conversation so far',
  'offer.thread.failed': 'The conversation couldn’t be loaded. You can accept it all the same.',
  'offer.since': 'Ringing for',
  'offer.quiet': 'No messages yet',
  'offer.accept': 'Accept',
  'offer.decline': 'Decline',
  'offer.stale': 'Reconnecting…',
  'offer.announced.queue': (visitor: string, queue: string) => `${visitor} waits in ${queue}. Press A to accept.`,
  'offer.announced.waiting': (visitor: string) => `${visitor} waits for a person. Press A to accept.`,
  'offer.announced.transfer': (visitor: string, from: string) =>
    `${from} hands over the conversation with ${visitor}. Press A to accept.`,
  'offer.announced.conference': (visitor: string, from: string) =>
    `${from} asks you to join the conversation with ${visitor}. Press A to accept.`,
  'offer.title': (visitor: string) => `● ${visitor} · `,
  'offer.accepted': (visitor: string) => `${visitor} is with you now, in My conversations.`,
  'offer.taken': (name: string) => `Already taken by ${name}.`,
  'offer.expired': 'Offer expired.',
  'offer.withdrawn.queue': (visitor: string) => `${visitor} no longer waits.`,
  'offer.withdrawn.colleague': (name: string) => `${name} took the request back.`,
  'offer.missed': 'You missed a chat. You get no more until you are Available.',
  'offer.missed.set': 'Set available',
  'offer.missed.dismiss': 'Hide this notice',

  'asked.transfer': (name: string) => `Transfer requested to ${name}`,
  'asked.conference': (name: string) => `Conference requested with ${name}`,
  'asked.queue': (name: string) => `Ringing at ${name}`,
  'asked.left': 'Time left',
  'asked.withdraw': 'Take back',
} as const;
