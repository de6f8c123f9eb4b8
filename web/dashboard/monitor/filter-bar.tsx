/** Who to look at: chips with live counts, and what the order of the list is. */
import ArrowDownUp from 'lucide-solid/icons/arrow-down-up';
import Keyboard from 'lucide-solid/icons/keyboard';
import Pause from 'lucide-solid/icons/pause';
import { For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { isTouch } from '../../kit/media.ts';
import { Dot } from '../../kit/ui/badge.tsx';
import { IconButton } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import type { Tone } from '../../kit/ui/tone.ts';
import { formatNumber } from '../plural.ts';
import { t } from '../words.ts';
import styles from './filter-bar.module.css';
import { type Counts, FILTERS, type Filter } from './order.ts';

const TONES: Record<Filter, Tone | null> = {
  all: null,
  waiting: 'waiting',
  bot: 'bot',
  agent: 'agent',
  none: 'online',
};

export function FilterBar(props: {
  filter: Filter;
  /** None before the list has come. */
  counts: Counts | undefined;
  /** The order is held because somebody is at the list. */
  held: boolean;
  onFilter: (filter: Filter) => void;
  onHelp: () => void;
}): JSX.Element {
  return (
    <div class={styles.bar}>
      <fieldset class={styles.chips} aria-label={t('monitor.filter')}>
        <For each={FILTERS}>
          {(filter) => (
            <button
              type="button"
              class={styles.chip}
              aria-pressed={props.filter === filter}
              onClick={() => props.onFilter(filter)}
              data-testid={`filter.${filter}`}
            >
              <Show when={TONES[filter]}>{(tone) => <Dot tone={tone()} />}</Show>
              {t(`monitor.filter.${filter}`)}
              <Show when={props.counts}>
                {(counts) => <span class={styles.count}>{formatNumber(counts()[filter])}</span>}
              </Show>
            </button>
          )}
        </For>
      </fieldset>
      <span class={styles.sort}>
        <Dynamic component={props.held ? Pause : ArrowDownUp} size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
        {props.held ? t('monitor.sort.frozen') : t('monitor.sort')}
      </span>
      <Show when={!isTouch()}>
        <IconButton size="s" label={t('keys.title')} icon={Keyboard} aria-keyshortcuts="?" onClick={props.onHelp} />
      </Show>
    </div>
  );
}
