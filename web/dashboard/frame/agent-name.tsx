/** M8: the name visitors see, changed where it is shown. */
import IdCard from 'lucide-solid/icons/id-card';
import Pencil from 'lucide-solid/icons/pencil';
import type { JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { Button } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { Popover } from '../../kit/ui/popover.tsx';
import { createLatePanel } from '../late-panel.ts';
import { useMe } from '../session.tsx';
import { t } from '../words.ts';
import styles from './agent-name.module.css';

export function AgentName(): JSX.Element {
  const me = useMe();
  const { panel, onOpenChange } = createLatePanel(async () => (await import('./agent-name-form.tsx')).AgentNameForm);
  return (
    <Popover
      title={t('agent-name.title')}
      open={panel() !== undefined}
      onOpenChange={onOpenChange}
      trigger={(trigger) => (
        <Button
          {...trigger}
          variant="ghost"
          class={styles.open}
          title={t('agent-name.title')}
          data-testid="agent-name.open"
        >
          <IdCard strokeWidth={ICON_STROKE} aria-hidden="true" />
          <span class={styles.label}>{t('agent-name.label')}</span>
          <span class={styles.name}>{me().agentName}</span>
          <span class={styles.hidden}>{t('agent-name.change')}</span>
          <Pencil class={styles.pencil ?? ''} strokeWidth={ICON_STROKE} aria-hidden="true" />
        </Button>
      )}
    >
      <Dynamic component={panel()} onDone={() => onOpenChange(false)} />
    </Popover>
  );
}
