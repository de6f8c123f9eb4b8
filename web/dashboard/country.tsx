/**
 * A visitor's country: its flag and its name in the viewer's language (M2). Flags are files of their own under `/flags`,
 * so that only those seen are loaded; where there is none, a globe stands in.
 */
import Globe from 'lucide-solid/icons/globe';
import { createEffect, createSignal, type JSX, on, Show } from 'solid-js';
import { ICON_STROKE } from '../kit/ui/icon.ts';
import styles from './country.module.css';
import { language, t } from './words.ts';

const names = new Intl.DisplayNames([language, 'en'], { type: 'region', fallback: 'none' });

function countryName(code: string | null): string {
  // The edge's XX and T1 (Tor) are no regions.
  if (code === null || !/^[A-Z]{2}$/.test(code)) return t('card.unknown-country');
  return names.of(code) ?? t('card.unknown-country');
}

export function Country(props: { code: string | null }): JSX.Element {
  return (
    <span class={styles.country}>
      <Flag code={props.code} />
      <span class={styles.name}>{countryName(props.code)}</span>
    </span>
  );
}

/** Decoration beside the name. */
function Flag(props: { code: string | null }): JSX.Element {
  const [missing, setMissing] = createSignal(false);
  createEffect(
    on(
      () => props.code,
      () => setMissing(false),
      { defer: true },
    ),
  );
  const file = () => (props.code !== null && /^[A-Z]{2}$/.test(props.code) ? props.code.toLowerCase() : null);
  return (
    <Show
      when={!missing() && file()}
      fallback={<Globe size={14} strokeWidth={ICON_STROKE} class={styles.globe ?? ''} aria-hidden="true" />}
    >
      {(name) => (
        <img
          class={styles.flag}
          src={`/flags/${name()}.svg`}
          alt=""
          width="16"
          height="12"
          loading="lazy"
          onError={() => setMissing(true)}
        />
      )}
    </Show>
  );
}
