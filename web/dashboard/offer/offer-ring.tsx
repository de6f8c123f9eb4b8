/** One offer as it rings: who, from where, what they said last, for how long, and the two answers. */
import { useNavigate } from '@solidjs/router';
import ArrowRightLeft from 'lucide-solid/icons/arrow-right-left';
import BellRing from 'lucide-solid/icons/bell-ring';
import Check from 'lucide-solid/icons/check';
import Megaphone from 'lucide-solid/icons/megaphone';
import Monitor from 'lucide-solid/icons/monitor';
import Smartphone from 'lucide-solid/icons/smartphone';
import Tablet from 'lucide-solid/icons/tablet';
import UserRoundPlus from 'lucide-solid/icons/user-round-plus';
import X from 'lucide-solid/icons/x';
import { createEffect, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { OfferCard, OfferKind } from '#protocol/desk';
import type { Device } from '#protocol/visit';
import { ICON_STROKE, type Icon } from '../../kit/ui/icon.ts';
import { Kbd } from '../../kit/ui/kbd.tsx';
import { topDialog } from '../../kit/ui/modal.ts';
import { toast } from '../../kit/ui/toast.tsx';
import { ticking } from '../clock.ts';
import type { JustTaken } from '../conversation/take-over.ts';
import { Country } from '../country.tsx';
import type { Desk } from '../desk-store.ts';
import { useMe } from '../session.tsx';
import { formatDay, formatDuration, formatExact, isoDuration } from '../time.ts';
import { visitorName } from '../visitor.ts';
import { t } from '../words.ts';
import styles from './offer-banner.module.css';
import { OfferQuote } from './offer-quote.tsx';
import { tellAnswer } from './tell-end.ts';

const KIND_ICONS: Record<OfferKind, Icon> = { queue: BellRing, transfer: ArrowRightLeft, conference: UserRoundPlus };
const DEVICE_ICONS: Record<Device, Icon> = { mobile: Smartphone, tablet: Tablet, desktop: Monitor };

export function OfferRing(props: {
  desk: Desk;
  offer: OfferCard;
  /** How many ring besides. */
  more: number;
}): JSX.Element {
  const navigate = useNavigate();
  const me = useMe();
  const { desk, offer } = props;
  const [answering, setAnswering] = createSignal<'accept' | 'decline'>();
  const now = () => ticking() + desk.state.clockAheadMs;
  const name = () => visitorName({ visitor: offer.visitor.id, name: offer.visitor.name });
  const live = () => desk.state.link === 'live';
  const left = () => Math.max(0, Math.min(1, (offer.until - now()) / (offer.until - offer.at)));

  let section!: HTMLElement;
  // In the top layer, so that it lies above the dialog that it was moved into; what opens later lies above it.
  createEffect(on(topDialog, () => section.showPopover?.()));

  async function answer(how: 'accept' | 'decline'): Promise<void> {
    setAnswering(how);
    const outcome = await desk[how](offer);
    setAnswering(undefined);
    tellAnswer(outcome);
    if (how === 'decline' || !outcome.ok) return;
    // What is being written in a dialog must not go with its page.
    if (topDialog()) toast({ text: t('offer.accepted', name()), tone: 'good' });
    else {
      const { conversation } = offer;
      const state: JustTaken = { taken: conversation };
      navigate(`/sites/${desk.site}/inbox?folder=mine&conversation=${conversation}`, { state });
    }
  }

  return (
    <section
      ref={section}
      class={styles.banner}
      popover="manual"
      aria-label={t('offer.label')}
      data-testid="offer"
      data-banner
      data-kind={offer.kind}
    >
      <span class={styles.disc}>
        <Dynamic component={KIND_ICONS[offer.kind]} size={18} strokeWidth={ICON_STROKE} aria-hidden="true" />
      </span>
      <div class={styles.who}>
        <p class={styles.name}>
          <bdi data-testid="offer.visitor">{name()}</bdi>
          <Show when={offer.proactive}>
            <span class={styles.proactive} role="img" aria-label={t('offer.proactive')} title={t('offer.proactive')}>
              <Megaphone size={14} strokeWidth={2} aria-hidden="true" />
            </span>
          </Show>
          <Show when={props.more > 0}>
            <span
              class={styles.more}
              role="img"
              aria-label={t('offer.more.label', props.more)}
              data-testid="offer.more"
            >
              {t('offer.more', props.more)}
            </span>
          </Show>
        </p>
        <ul class={styles.facts}>
          <Show when={offer.from}>
            {(from) => <li class={styles.from}>{t(`offer.${offer.kind as 'transfer'}`, from().name)}</li>}
          </Show>
          <Show when={offer.queue}>
            {(queue) => (
              <li class={offer.from ? styles.wide : styles.queue}>
                {t('offer.queue')} <b>{queue().name}</b>
              </li>
            )}
          </Show>
          <li class={styles.wide}>{t('offer.for', me().agentName)}</li>
          <li class={styles.wide}>
            <time datetime={new Date(offer.at).toISOString()} title={formatExact(offer.at)}>
              {formatDay(offer.at, now())}
            </time>
          </li>
          <li class={`${styles.wide} ${styles.place}`}>
            <Country code={offer.visitor.country} />
            <Dynamic
              component={DEVICE_ICONS[offer.visitor.device]}
              size={14}
              strokeWidth={ICON_STROKE}
              aria-hidden="true"
            />
            <span class={styles.said}>{t(`card.device.${offer.visitor.device}`)}</span>
          </li>
        </ul>
      </div>
      <OfferQuote desk={desk} offer={offer} />
      <Switch>
        <Match when={live()}>
          <time class={styles.timer} datetime={isoDuration(now() - offer.at)} data-testid="offer.timer">
            <span class={styles.said}>{t('offer.since')} </span>
            {formatDuration(now() - offer.at)}
          </time>
        </Match>
        <Match when={true}>
          <span class={styles.stale} role="status">
            {t('offer.stale')}
          </span>
        </Match>
      </Switch>
      <div class={styles.answer}>
        <button
          type="button"
          class={styles.decline}
          disabled={answering() !== undefined || !live()}
          aria-busy={answering() === 'decline' || undefined}
          onClick={() => void answer('decline')}
          data-testid="offer.decline"
        >
          <X class={styles.declineIcon ?? ''} size={16} strokeWidth={2} aria-hidden="true" />
          <span class={styles.declineWord}>{t('offer.decline')}</span>
        </button>
        <button
          type="button"
          class={styles.accept}
          disabled={answering() !== undefined || !live()}
          aria-busy={answering() === 'accept' || undefined}
          aria-keyshortcuts="A"
          onClick={() => void answer('accept')}
          data-testid="offer.accept"
        >
          <Check size={16} strokeWidth={2} aria-hidden="true" />
          {t('offer.accept')}
          <span class={styles.key}>
            <Kbd>A</Kbd>
          </span>
        </button>
      </div>
      <span class={styles.line} aria-hidden="true">
        <i class={styles.left} style={{ scale: `${left()} 1` }} />
      </span>
    </section>
  );
}
