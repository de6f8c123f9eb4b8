/** What the visitor said last, live; pressed, the whole conversation so far, live. */
import ChevronDown from 'lucide-solid/icons/chevron-down';
import { createMemo, createSignal, ErrorBoundary, type JSX, lazy, Show, Suspense } from 'solid-js';
import type { OfferCard } from '#protocol/desk';
import { parseMarkdown, plainText } from '../../kit/markdown.ts';
import { Popover } from '../../kit/ui/popover.tsx';
import { Skeletons } from '../../kit/ui/states.tsx';
import type { Desk } from '../desk-store.ts';
import { t } from '../words.ts';
import styles from './offer-banner.module.css';

const OfferThread = lazy(() => import('./offer-thread.tsx').then((file) => ({ default: file.OfferThread })));

export function OfferQuote(props: { desk: Desk; offer: OfferCard }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  /** As the Monitor has it, which follows what the visitor writes while it rings. */
  const card = createMemo(() => {
    for (const { conversation } of props.desk.state.visits.values()) {
      if (conversation?.id === props.offer.conversation) return conversation;
    }
    return undefined;
  });
  const last = createMemo<OfferCard['last']>((before) => {
    const newest = card()?.last;
    return newest?.from === 'visitor' ? newest : before;
  }, props.offer.last);
  return (
    <Popover
      title={t('offer.thread')}
      open={open()}
      onOpenChange={setOpen}
      wide
      data-testid="offer.thread"
      trigger={(trigger) => (
        <button {...trigger} type="button" class={styles.quote} data-testid="offer.quote">
          <Show when={last()} fallback={<span class={styles.words}>{t('offer.quiet')}</span>}>
            {(said) => <bdi class={styles.words}>{quoted(said())}</bdi>}
          </Show>
          <span class={styles.count}>{t('offer.messages', card()?.messages ?? props.offer.messages)}</span>
          <span class={styles.said}>{t('offer.thread.open')}</span>
          <ChevronDown size={16} strokeWidth={2} aria-hidden="true" />
        </button>
      )}
    >
      <ErrorBoundary fallback={<p>{t('offer.thread.failed')}</p>}>
        <Suspense fallback={<Skeletons lines={6} />}>
          <OfferThread desk={props.desk} offer={props.offer} />
        </Suspense>
      </ErrorBoundary>
    </Popover>
  );
}

/** The visitor's words as they are; anybody else's with who it was. */
function quoted({ from, name, text }: NonNullable<OfferCard['last']>): string {
  if (from === 'visitor') return t('offer.said', text);
  if (from === 'bot') return t('offer.said.by', t('card.by.bot'), plainText(parseMarkdown(text)));
  return t('offer.said.by', name ?? '', text);
}
