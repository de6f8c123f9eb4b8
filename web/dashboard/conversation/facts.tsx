/** One line about a session: country, device, how long it has been active, and how much was written. */
import Clock from 'lucide-solid/icons/clock';
import MessageSquare from 'lucide-solid/icons/message-square';
import Monitor from 'lucide-solid/icons/monitor';
import Smartphone from 'lucide-solid/icons/smartphone';
import Tablet from 'lucide-solid/icons/tablet';
import { type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { Device } from '#protocol/visit';
import { ICON_STROKE, type Icon } from '../../kit/ui/icon.ts';
import { Country } from '../country.tsx';
import { formatNumber } from '../plural.ts';
import { t } from '../words.ts';
import { Since } from './control-badge.tsx';
import styles from './facts.module.css';

const DEVICE_ICONS: Record<Device, Icon> = { mobile: Smartphone, tablet: Tablet, desktop: Monitor };

export function Facts(props: {
  country: string | null;
  device: Device;
  since: number;
  now: number;
  /** Not said where it is of no use. */
  messages?: number | undefined;
}): JSX.Element {
  return (
    <ul class={styles.facts}>
      <li class={styles.country}>
        <Country code={props.country} />
      </li>
      <li>
        <Dynamic component={DEVICE_ICONS[props.device]} size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
        {t(`card.device.${props.device}`)}
      </li>
      <li>
        <Clock size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
        <span class={styles.hidden}>{t('card.active')}</span>
        <Since from={props.since} now={props.now} />
      </li>
      <Show when={props.messages !== undefined}>
        <li title={t('card.messages', props.messages ?? 0)}>
          <MessageSquare size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
          <span aria-hidden="true">{formatNumber(props.messages ?? 0)}</span>
          <span class={styles.hidden}>{t('card.messages', props.messages ?? 0)}</span>
        </li>
      </Show>
    </ul>
  );
}
