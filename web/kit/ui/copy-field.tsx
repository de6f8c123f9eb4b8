/** A text to take along: shown whole, selected by a press, copied by a button. `code` for several lines. */
import Check from 'lucide-solid/icons/check';
import Copy from 'lucide-solid/icons/copy';
import { createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { Button } from './button.tsx';
import styles from './copy-field.module.css';
import { uiWords } from './words.ts';

/** How long the button says “Copied”. */
const SAID_MS = 2_000;

export function CopyField(props: {
  /** What it is, for a screen reader. */
  label: string;
  text: string;
  code?: boolean | undefined;
  'data-testid'?: string | undefined;
}): JSX.Element {
  const [copied, setCopied] = createSignal(false);
  let shown!: HTMLElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(props.text);
    } catch {
      // No clipboard here (an old browser, or http): at least it is selected.
      select();
      return;
    }
    setCopied(true);
    clearTimeout(timer);
    timer = setTimeout(() => setCopied(false), SAID_MS);
  }

  function select(): void {
    const selection = getSelection();
    selection?.removeAllRanges();
    const range = document.createRange();
    range.selectNodeContents(shown);
    selection?.addRange(range);
  }

  return (
    <fieldset class={`${styles.copy} ${props.code ? styles.block : ''}`} aria-label={props.label}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button beside it copies */}
      <code ref={shown} class={styles.text} onClick={select} data-testid={props['data-testid']}>
        {props.text}
      </code>
      <Button size="s" icon={copied() ? Check : Copy} onClick={copy}>
        <span aria-live="polite">
          <Show when={copied()} fallback={uiWords().copy}>
            {uiWords().copied}
          </Show>
        </span>
      </Button>
    </fieldset>
  );
}
