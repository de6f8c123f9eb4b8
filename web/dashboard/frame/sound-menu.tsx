/** M7: for which messages a tone is played. Remembered for the member; the browser's own rule is explained until it is met. */
import Info from 'lucide-solid/icons/info';
import Volume2 from 'lucide-solid/icons/volume-2';
import VolumeX from 'lucide-solid/icons/volume-x';
import { type JSX, Show } from 'solid-js';
import type { SoundChoice } from '#protocol/member';
import { playTone, soundBlocked } from '../../kit/sound.ts';
import { IconButton } from '../../kit/ui/button.tsx';
import { RadioGroup } from '../../kit/ui/choice.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { Popover } from '../../kit/ui/popover.tsx';
import { toast } from '../../kit/ui/toast.tsx';
import { useChangeMe, useMe } from '../session.tsx';
import { t } from '../words.ts';
import styles from './sound-menu.module.css';

const OPTIONS: readonly { value: SoundChoice; label: string; description?: string }[] = [
  {
    value: 'every-message',
    label: t('sound.every-message'),
    description: t('sound.every-message.text'),
  },
  {
    value: 'new-conversations',
    label: t('sound.new-conversations'),
    description: t('sound.new-conversations.text'),
  },
  { value: 'none', label: t('sound.none') },
];

export function SoundMenu(): JSX.Element {
  const me = useMe();
  const changeMe = useChangeMe();

  async function choose(sound: SoundChoice): Promise<void> {
    // Heard at once, so that the choice is one of sounds and not of words.
    if (sound !== 'none') void playTone(sound === 'every-message' ? 'message' : 'conversation');
    try {
      await changeMe({ sound });
    } catch {
      toast({ text: t('sound.failed'), tone: 'trouble' });
    }
  }

  return (
    <Popover
      title={t('sound.title')}
      data-testid="sound.menu"
      trigger={(trigger) => (
        <IconButton
          {...trigger}
          label={t('sound.label')}
          icon={me().sound === 'none' ? VolumeX : Volume2}
          data-testid="sound.open"
        />
      )}
    >
      <RadioGroup<SoundChoice>
        label={t('sound.title')}
        hideLabel
        value={me().sound}
        onValue={(sound) => void choose(sound)}
        options={OPTIONS}
        data-testid="sound.choice"
      />
      <Show when={soundBlocked() && me().sound !== 'none'}>
        <p class={styles.note} data-testid="sound.blocked">
          <Info size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />
          <span>{t('sound.blocked')}</span>
        </p>
      </Show>
    </Popover>
  );
}
