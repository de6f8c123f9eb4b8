/** The last words of a conversation as lists show them: whose they are, and what they say without its marks. */
import type { CardConversation } from '#protocol/visit';
import { parseMarkdown, plainText } from '../../kit/markdown.ts';
import { t } from '../words.ts';

export interface Preview {
  /** None where the visitor wrote it. */
  author: string | null;
  text: string;
}

export function previewOf(
  last: NonNullable<CardConversation['last']>,
  holder: CardConversation['holder'],
  me: string,
): Preview {
  if (last.from === 'visitor') return { author: null, text: last.text };
  const text = plainText(parseMarkdown(last.text));
  if (last.from === 'bot') return { author: t('card.by.bot'), text };
  // Lists know the name only; it is mine if I hold it under that name.
  return { author: holder?.id === me && holder.name === last.name ? t('card.by.you') : last.name, text };
}
