/** M7: for which messages a tone is played. Remembered for the member; the browser's own rule is explained until it is met. */
import Volume2 from 'lucide-solid/icons/volume-2';
import VolumeX from 'lucide-solid/icons/volume-x';
import type { JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { IconButton } from '../../kit/ui/button.tsx';
import { Popover } from '../../kit/ui/popover.tsx';
import { createLatePanel } from '../late-panel.ts';
import { useMe } from '../session.tsx';
import { t } from '../words.ts';

export function SoundMenu(): JSX.Element {
  const me = useMe();
  const { panel, onOpenChange } = createLatePanel(async () => (await import('./sound-choice.tsx')).SoundChoice);
  return (
    <Popover
      title={t('sound.title')}
      open={panel() !== undefined}
      onOpenChange={onOpenChange}
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
      <Dynamic component={panel()} />
    </Popover>
  );
}
