/** The words of how a site's desk works: chat on or off, reasons, masking. They come with their page. */
import { translator } from '@solid-primitives/i18n';
import { plural } from '../plural.ts';
import { english } from '../words.ts';
import { settingsWords } from './settings.ts';

const deskSettingsWords = {
  'desk-settings.title': 'Chat & privacy',
  'chat-on.title': 'Chat',
  'chat-on.on': 'The chat is on: visitors can write on every allowed page.',
  'chat-on.off': 'The chat is off. Visitors see no chat on your pages, and nobody can write.',
  'chat-on.switch-off': 'Switch chat off',
  'chat-on.switch-on': 'Switch chat on',
  'chat-on.confirm.title': 'Switch the chat off?',
  'chat-on.confirm.agents': (count: number) =>
    `${plural(count, { one: 'conversation with an agent', other: 'conversations with agents' })} will be interrupted. Agents can only end what is interrupted.`,
  'chat-on.confirm.others': (count: number) =>
    `${plural(count, { one: 'conversation', other: 'conversations' })} with the AI or in a queue end at once.`,
  'chat-on.confirm.nobody': 'Nobody chats right now.',
  'chat-on.confirm.text': 'You can switch it on again at any time; what was interrupted stays so.',
  'chat-on.done.off': 'The chat is off.',
  'chat-on.done.on': 'The chat is on.',

  'wrap-up-reasons.title': 'Wrap-up reasons',
  'wrap-up-reasons.text': 'What agents choose from when their part of a conversation ends.',
  'wrap-up-reasons.required': 'A reason is required',
  'wrap-up-reasons.required.text': 'Without one a conversation can’t be ended or transferred.',
  'unavailable-reasons.title': 'Unavailable reasons',
  'unavailable-reasons.text': 'What agents can say while they take no chats, such as Lunch. Colleagues see it.',

  'reasons.add.label': 'New reason',
  'reasons.add': 'Add',
  'reasons.name': (number: number) => `Reason ${number}`,
  'reasons.up': (reason: string) => `Move ${reason} up`,
  'reasons.down': (reason: string) => `Move ${reason} down`,
  'reasons.remove': (reason: string) => `Remove ${reason}`,
  'reasons.none': 'No reasons yet.',
  'reasons.empty': 'Write something, or remove it.',
  'reasons.duplicate': 'This reason is there already.',
  'reasons.full': 'There is no room for more reasons.',

  'masking.title': 'Masking',
  'masking.text': 'Personal data in messages, notes and page addresses.',
  'masking.on': 'Mask personal data',
  'masking.removed': 'Removed before anything is kept',
  'masking.removed.text': 'Nobody can ever read these again.',
  'masking.masked': 'Kept, but masked for agents',
  'masking.masked.text': 'Supervisors can reveal one at a time; each reveal is logged.',
  'masking.card': 'Card numbers, with their expiry and code',
  'masking.iban': 'Bank accounts (IBAN)',
  'masking.ssn': 'US social security numbers',
  'masking.email': 'E-mail addresses',
  'masking.phone': 'Phone numbers',
  'masking.country': 'Numbers without a country code are from',
  'masking.country.none': 'The visitor’s country',
  'masking.own-ibans': 'Your own bank accounts',
  'masking.own-ibans.text': 'One IBAN a line, ten at the most. They stay, so that you can tell customers where to pay.',
  'masking.own-ibans.wrong': 'One of these is no IBAN. Check the digits.',
  'masking.own-ibans.many': 'At most ten.',
  'masking.off': 'Everything visitors write is kept and shown as it is, card numbers too.',

  'typing.title': 'While visitors type',
  'typing.preview': 'Show agents what is typed before it is sent',
  'typing.preview.text': 'The chat then says so to visitors. That somebody types is always shown.',

  'desk-settings.no-permission.title': 'Only admins change how the desk works',
  'desk-settings.no-permission.text': 'Ask an admin if a reason is missing or something should be masked.',
} as const;

const words = { ...english, ...settingsWords, ...deskSettingsWords };

export const t = translator(() => words);
