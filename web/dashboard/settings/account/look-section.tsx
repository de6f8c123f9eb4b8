/** Theme (this browser's) and sound (the member's). Both take effect at once. */
import type { JSX } from 'solid-js';
import { SOUND_CHOICES, type SoundChoice } from '#protocol/member';
import { setTheme, THEMES, type Theme, theme } from '../../../kit/theme.ts';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { useChangeMe, useMe } from '../../session.tsx';
import { t } from '../../words/settings.ts';
import formStyles from '../parts/form.module.css';

export function LookSection(): JSX.Element {
  const me = useMe();
  const changeMe = useChangeMe();

  async function chooseSound(sound: SoundChoice): Promise<void> {
    try {
      await changeMe({ sound });
    } catch {
      toast({ tone: 'trouble', text: t('sound.failed') });
    }
  }

  return (
    <Section title={t('account.look')}>
      <div class={formStyles.pair}>
        <RadioGroup<Theme>
          label={t('frame.theme')}
          value={theme()}
          onValue={setTheme}
          options={THEMES.map((value) => ({ value, label: t(`frame.theme.${value}`) }))}
          data-testid="account.theme"
        />
        <RadioGroup<SoundChoice>
          label={t('sound.title')}
          value={me().sound}
          onValue={(sound) => void chooseSound(sound)}
          options={SOUND_CHOICES.map((value) => ({ value, label: t(`sound.${value}`) }))}
          data-testid="account.sound"
        />
      </div>
    </Section>
  );
}
