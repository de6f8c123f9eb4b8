/** M7: which tone a change of the Monitor's cards is worth, if any. Pure. */
import type { SoundChoice } from '#protocol/member';
import type { VisitCard } from '#protocol/visit';
import type { Tone } from '../kit/sound.ts';

/** A conversation that a card brings along counts as new for this long; older ones belong to a visitor who came back. */
const NEW_MS = 15_000;

/**
 * Compares the cards before and after. A visitor's message counts, and so does one that the AI answered in the same
 * instant; what the AI or an agent adds alone is silent, since nobody has to look up for it.
 */
export function ring(
  before: ReadonlyMap<string, VisitCard>,
  after: ReadonlyMap<string, VisitCard>,
  choice: SoundChoice,
  /** The server's time. */
  now: number,
): Tone | null {
  if (choice === 'none') return null;
  let tone: Tone | null = null;
  for (const [id, card] of after) {
    const was = before.get(id);
    if (was === card || !card.conversation) continue;
    const old = was?.conversation?.id === card.conversation.id ? was.conversation : null;
    if (old === null) {
      if (card.conversation.messages > 0 && now - card.conversation.startedAt < NEW_MS) return 'conversation';
      continue;
    }
    const added = card.conversation.messages - old.messages;
    if (added > 1 || (added === 1 && card.conversation.last?.from === 'visitor')) {
      // The greeting of the AI may come before the first message: that one is still the beginning.
      if (old.messages === 0) return 'conversation';
      tone = 'message';
    }
  }
  return choice === 'every-message' ? tone : null;
}
