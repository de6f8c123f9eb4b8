/** M7: until the first click the browser plays nothing, and whoever counts on a sound has to know. Lies over, moves nothing. */
import Info from 'lucide-solid/icons/info';
import { type JSX, Show } from 'solid-js';
import { soundBlocked } from '../../kit/sound.ts';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { useMe } from '../session.tsx';
import { t } from '../words.ts';
import styles from './sound-notice.module.css';

export function SoundNotice(): JSX.Element {
  const me = useMe();
  return (
    <Show when={soundBlocked() && me().sound !== 'none'}>
      <p class={styles.notice} role="status" data-testid="sound.blocked">
        <Info size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />
        {t('sound.blocked')}
      </p>
    </Show>
  );
}
