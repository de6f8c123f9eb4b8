/** The last words of a conversation as lists show them: whose they are, and what they say. Only the AI's have marks to leave out. */
import type { Person } from '#protocol/desk';
import type { CardConversation } from '#protocol/visit';
import { parseMarkdown, plainText } from '../../kit/markdown.ts';
import { t } from '../words.ts';

export interface Preview {
  /** None where the visitor wrote it. */
  author: string | null;
  text: string;
}

/** For lists to keep their nodes while nothing else is said. Another text needs a new one: `dir="auto"` keeps the direction of the text before. */
export function samePreview(a: Preview | null, b: Preview | null): boolean {
  return a?.author === b?.author && a?.text === b?.text;
}

export function previewOf(
  last: NonNullable<CardConversation['last']>,
  /** Who has it, and who is in conference. */
  agents: readonly Person[],
  me: string,
): Preview {
  if (last.from === 'visitor') return { author: null, text: last.text };
  if (last.from === 'bot') return { author: t('card.by.bot'), text: plainText(parseMarkdown(last.text)) };
  // Lists know the name only; it is mine if I am in it under that name.
  const mine = agents.some(({ id, name }) => id === me && name === last.name);
  return { author: mine ? t('card.by.you') : last.name, text: last.text };
}
