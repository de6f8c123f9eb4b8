/**
 * All visible text of the dashboard: `t('monitor.title')`, and `t('monitor.take-over.hint', 'Maja')` where the text is a
 * function. An area's texts live in `words/<area>.ts`, flat, their keys beginning with the area's name.
 * English is the only language yet; another one will be a dictionary of the same type.
 */
import { translator } from '@solid-primitives/i18n';
import { conversationWords } from './words/conversation.ts';
import { deskWords } from './words/desk.ts';
import { frameWords } from './words/frame.ts';
import { monitorWords } from './words/monitor.ts';
import { offerWords } from './words/offer.ts';
import { statusWords } from './words/status.ts';

/** What every page may say. The words of a page that few open come with it, as in `words/templates.ts`. */
export const english = {
  ...frameWords,
  ...deskWords,
  ...conversationWords,
  ...monitorWords,
  ...offerWords,
  ...statusWords,
};

export const t = translator(() => english);

/** The viewer's own language, for names of countries, numbers and dates; the texts are English for now. */
export const language: string = navigator.languages?.[0] ?? 'en';
