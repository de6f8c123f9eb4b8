/** D11: what is masked in one text, shown in full to a supervisor who asks for it. The server writes down who did. */
import Lock from 'lucide-solid/icons/lock';
import LockOpen from 'lucide-solid/icons/lock-open';
import { createSignal, type JSX, Show } from 'solid-js';
import { Button } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { toast } from '../../kit/ui/toast.tsx';
import { api, asApiError } from '../api.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';
import styles from './reveal.module.css';

/** As the server masks: a run of stars, or what stands before the `@` of an address. */
export function isMasked(text: string): boolean {
  return /\*{5}|\*@/.test(text);
}

export function Reveal(props: {
  site: string;
  conversation: string;
  seq: number;
  shown: boolean;
  /** The text in full; undefined to mask it again. */
  onText: (text: string | undefined) => void;
}): JSX.Element {
  const [busy, setBusy] = createSignal(false);

  async function reveal(): Promise<void> {
    const { conversation, seq } = props;
    setBusy(true);
    try {
      props.onText((await api.conversations.reveal(props.site, { conversation, seq })).text);
    } catch (error) {
      toast({ text: refusalWords[asApiError(error).code], tone: 'trouble' });
    }
    setBusy(false);
  }

  return (
    <p class={styles.reveal}>
      <Show
        when={props.shown}
        fallback={
          <Button
            size="s"
            variant="ghost"
            icon={Lock}
            busy={busy()}
            title={t('reveal.title')}
            onClick={() => void reveal()}
            data-testid="text.reveal"
          >
            {t('reveal.show')}
          </Button>
        }
      >
        <LockOpen size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
        <span role="status" data-testid="text.revealed">
          {t('reveal.done')}
        </span>
        <Button size="s" variant="ghost" onClick={() => props.onText(undefined)}>
          {t('reveal.hide')}
        </Button>
      </Show>
    </p>
  );
}
