/** One browser in a list of the account: what it is, what is known of it, and what can be done about it. */
import Monitor from 'lucide-solid/icons/monitor';
import Smartphone from 'lucide-solid/icons/smartphone';
import type { JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { t } from '../../words/settings.ts';
import { deviceOf } from './device.ts';
import styles from './device-row.module.css';

export function DeviceRow(props: {
  userAgent: string | null | undefined;
  details: JSX.Element;
  tools: JSX.Element;
}): JSX.Element {
  return (
    <li class={styles.row}>
      <Dynamic
        component={deviceOf(props.userAgent).handheld ? Smartphone : Monitor}
        size={20}
        strokeWidth={1.75}
        aria-hidden="true"
        class={styles.icon!}
      />
      <span class={styles.texts}>
        <span class={styles.name}>{deviceName(props.userAgent)}</span>
        <span class={styles.details}>{props.details}</span>
      </span>
      <span class={styles.tools}>{props.tools}</span>
    </li>
  );
}

/** “Firefox on Windows”. */
export function deviceName(userAgent: string | null | undefined): string {
  const { browser, system } = deviceOf(userAgent);
  return t('device', browser ?? t('device.browser.unknown'), system ?? t('device.system.unknown'));
}
