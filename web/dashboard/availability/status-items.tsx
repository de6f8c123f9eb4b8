/** What a menu offers to change one's status with: Available, Unavailable and the site's reasons, and back to the schedule. */
import { useNavigate } from '@solidjs/router';
import CalendarClock from 'lucide-solid/icons/calendar-clock';
import CircleCheck from 'lucide-solid/icons/circle-check';
import CirclePause from 'lucide-solid/icons/circle-pause';
import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import { type JSX, Show } from 'solid-js';
import type { AgentCard } from '#protocol/desk';
import { MenuChoices, MenuItem, MenuNote, MenuSeparator } from '../../kit/ui/menu.tsx';
import type { Desk } from '../desk-store.ts';
import { t } from '../words.ts';
import { CapacityMeter } from './capacity-meter.tsx';
import { followSchedule, setStatus, statusText } from './own-status.ts';

/** A reason's value; no reason's name can look like the other two. */
const BECAUSE = 'unavailable:';

export function StatusItems(props: { desk: Desk; card: AgentCard }): JSX.Element {
  const navigate = useNavigate();
  const value = () => {
    const { status, reason } = props.card;
    if (status !== 'unavailable') return status;
    return reason === null ? status : BECAUSE + reason;
  };
  const reasons = props.desk.state.settings?.unavailableReasons ?? [];

  function choose(next: string): void {
    const reason = next.startsWith(BECAUSE) ? next.slice(BECAUSE.length) : null;
    void setStatus(props.desk, next === 'available', reason);
  }

  return (
    <>
      <MenuChoices<string>
        label={t('status.label')}
        value={value()}
        onValue={choose}
        options={[
          { value: 'available', label: t('status.available'), icon: CircleCheck },
          { value: 'unavailable', label: t('status.unavailable'), icon: CirclePause },
          ...reasons.map((reason) => ({ value: BECAUSE + reason, label: reason, icon: CirclePause })),
        ]}
      />
      <MenuSeparator />
      {/* A toggle with an end has a schedule behind it. */}
      <Show when={props.card.by === 'toggle' && props.card.until !== null}>
        <MenuItem icon={RotateCcw} onSelect={() => void followSchedule(props.desk)} data-testid="status.follow">
          {t('status.follow')}
        </MenuItem>
      </Show>
      <MenuItem
        icon={CalendarClock}
        onSelect={() => navigate(`/sites/${props.desk.site}/agents?agent=${props.card.id}`)}
        data-testid="status.schedule"
      >
        {t('status.schedule')}
      </MenuItem>
      <MenuNote>
        {statusText(props.card, props.desk.state.clockAheadMs)}
        <br />
        <CapacityMeter load={props.card.load} capacity={props.card.capacity} />
      </MenuNote>
    </>
  );
}
