/** After a missed chat: no more come until the agent sets Available, and the button that does. Hidden, the rail still says it. */
import BellOff from 'lucide-solid/icons/bell-off';
import X from 'lucide-solid/icons/x';
import { createSignal, type JSX } from 'solid-js';
import { IconButton } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { toast } from '../../kit/ui/toast.tsx';
import type { Desk } from '../desk-store.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';
import styles from './offer-banner.module.css';

export function MissedNotice(props: { desk: Desk; onHide: () => void }): JSX.Element {
  const [busy, setBusy] = createSignal(false);

  async function setAvailable(): Promise<void> {
    setBusy(true);
    const outcome = await props.desk.setStatus(true);
    setBusy(false);
    if (!outcome.ok) toast({ text: refusalWords[outcome.code], tone: 'trouble' });
  }

  return (
    <section class={`${styles.banner} ${styles.missed}`} data-testid="offer.missed" data-banner role="alert">
      <span class={styles.disc}>
        <BellOff size={18} strokeWidth={ICON_STROKE} aria-hidden="true" />
      </span>
      <p class={styles.text}>{t('offer.missed')}</p>
      <div class={styles.answer}>
        <button
          type="button"
          class={styles.accept}
          disabled={busy() || props.desk.state.link !== 'live'}
          onClick={() => void setAvailable()}
          data-testid="offer.missed.set"
        >
          {t('offer.missed.set')}
        </button>
        <IconButton class={styles.hide} label={t('offer.missed.dismiss')} icon={X} onClick={() => props.onHide()} />
      </div>
    </section>
  );
}
