/** What opens from the sound button: for which messages a tone is played, and why none is heard yet. */
import Info from 'lucide-solid/icons/info';
import { type JSX, Show } from 'solid-js';
import type { SoundChoice as Sound } from '#protocol/member';
import { playTone, soundBlocked } from '../../kit/sound.ts';
import { RadioGroup } from '../../kit/ui/choice.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { toast } from '../../kit/ui/toast.tsx';
import { useChangeMe, useMe } from '../session.tsx';
import { t } from '../words.ts';
import styles from './sound-choice.module.css';

const OPTIONS: readonly { value: Sound; label: string; description?: string }[] = [
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

export function SoundChoice(): JSX.Element {
  const me = useMe();
  const changeMe = useChangeMe();

  async function choose(sound: Sound): Promise<void> {
    // Heard at once, so that the choice is one of sounds and not of words.
    if (sound !== 'none') void playTone(sound === 'every-message' ? 'message' : 'conversation');
    try {
      await changeMe({ sound });
    } catch {
      toast({ text: t('sound.failed'), tone: 'trouble' });
    }
  }

  return (
    <>
      <RadioGroup<Sound>
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
    </>
  );
}
