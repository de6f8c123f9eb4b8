/** For supervisors: who would be offered a waiting conversation now, and in words why not the others. */
import CircleQuestionMark from 'lucide-solid/icons/circle-question-mark';
import type { JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { Button } from '../../kit/ui/button.tsx';
import { Popover } from '../../kit/ui/popover.tsx';
import type { Desk } from '../desk-store.ts';
import { createLatePanel } from '../late-panel.ts';
import { t } from '../words.ts';

export function RoutingPopover(props: { desk: Desk; conversation: string }): JSX.Element {
  const { panel, onOpenChange } = createLatePanel(async () => (await import('./routing-verdicts.tsx')).RoutingVerdicts);
  return (
    <Popover
      title={t('routing.title')}
      placement="top-start"
      open={panel() !== undefined}
      onOpenChange={onOpenChange}
      data-testid="routing"
      trigger={(trigger) => (
        <Button {...trigger} size="s" variant="ghost" icon={CircleQuestionMark} data-testid="routing.open">
          {t('routing.open')}
        </Button>
      )}
    >
      <Dynamic component={panel()} desk={props.desk} conversation={props.conversation} />
    </Popover>
  );
}
