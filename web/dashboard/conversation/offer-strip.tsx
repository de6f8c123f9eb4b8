/** Over a conversation: what rings at a colleague, for how long still, and the way to take it back. */
import ArrowRightLeft from 'lucide-solid/icons/arrow-right-left';
import BellRing from 'lucide-solid/icons/bell-ring';
import UserRoundPlus from 'lucide-solid/icons/user-round-plus';
import { createSignal, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { OfferKind } from '#protocol/desk';
import type { DeskPart } from '#protocol/visit';
import { Button } from '../../kit/ui/button.tsx';
import { ICON_STROKE, type Icon } from '../../kit/ui/icon.ts';
import { ticking } from '../clock.ts';
import type { Desk } from '../desk-store.ts';
import { formatDuration, isoDuration } from '../time.ts';
import { t } from '../words.ts';
import styles from './offer-strip.module.css';
import { tellOutcome } from './take-over.ts';

const ICONS: Record<OfferKind, Icon> = { queue: BellRing, transfer: ArrowRightLeft, conference: UserRoundPlus };

export function OfferStrip(props: {
  desk: Desk;
  conversation: string;
  offer: DeskPart['offer'];
  /** Whoever has the conversation, or supervises, may take back what a colleague was asked. */
  mayWithdraw: boolean;
}): JSX.Element {
  const [busy, setBusy] = createSignal(false);
  const mine = (offer: NonNullable<DeskPart['offer']>) => offer.to.id === props.desk.state.member?.id;
  const left = (until: number) => Math.max(0, until - ticking() - props.desk.state.clockAheadMs);

  async function withdraw(id: string): Promise<void> {
    setBusy(true);
    tellOutcome(await props.desk.withdraw({ id, conversation: props.conversation }));
    setBusy(false);
  }

  return (
    <Show when={props.offer}>
      {(offer) => (
        <div class={styles.strip} data-tone="waiting" data-testid="conversation.offer" data-kind={offer().kind}>
          <Dynamic component={ICONS[offer().kind]} size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
          <p class={styles.said} role="status">
            {mine(offer()) && offer().kind === 'queue' ? t('asked.you') : t(`asked.${offer().kind}`, offer().to.name)}
          </p>
          {/* What rings at oneself has its time in the banner above. */}
          <Show when={!mine(offer())}>
            <time class={styles.left} datetime={isoDuration(left(offer().until))} title={t('asked.left')}>
              {formatDuration(left(offer().until))}
            </time>
          </Show>
          <Show when={offer().kind !== 'queue' && props.mayWithdraw}>
            <Button
              size="s"
              busy={busy()}
              disabled={props.desk.state.link !== 'live'}
              onClick={() => void withdraw(offer().id)}
              data-testid="conversation.offer.withdraw"
            >
              {t('asked.withdraw')}
            </Button>
          </Show>
        </div>
      )}
    </Show>
  );
}
