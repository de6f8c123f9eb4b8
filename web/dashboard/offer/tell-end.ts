/** What became of an offer that this agent didn't answer: said calmly, since nothing went wrong. A missed one has its banner. */
import type { OfferCard, OfferEnd } from '#protocol/desk';
import { toast } from '../../kit/ui/toast.tsx';
import type { Outcome } from '../desk.ts';
import { firstName } from '../visitor.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';

export function tellOfferEnd(offer: OfferCard, how: OfferEnd, by: string | undefined): void {
  if (by !== undefined) return toast({ text: t('offer.taken', by) });
  if (how !== 'withdrawn') return;
  toast({
    text: offer.from
      ? t('offer.withdrawn.colleague', offer.from.name)
      : t('offer.withdrawn.queue', firstName({ visitor: offer.visitor.id, name: offer.visitor.name })),
  });
}

/** What came of pressing Accept or Decline. Having been too late is news, and no error. */
export function tellAnswer(outcome: Outcome): void {
  if (outcome.ok) return;
  if (outcome.code !== 'offer.over') return toast({ text: refusalWords[outcome.code], tone: 'trouble' });
  toast({ text: outcome.holder === undefined ? t('offer.expired') : t('offer.taken', outcome.holder) });
}
