/**
 * The weekly schedule of an agent, or none: then they are available whenever the dashboard is open. The parent keeps the
 * value and saves it. What overlaps is said at once, at its block; `weeklyScheduleSchema` refuses it.
 */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { overlaps, type ScheduleBlock, type WeeklySchedule } from '#protocol/schedule';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { Select } from '../../../kit/ui/field.tsx';
import { t } from '../../words/schedule.ts';
import { copyDay, DAYS, type Day, usualWeek, WORKDAYS } from './schedule-blocks.ts';
import { ScheduleDay } from './schedule-day.tsx';
import styles from './schedule-editor.module.css';
import { currentZone, viewersZone, zoneOptions } from './time-zones.ts';

export interface ScheduleEditorProps {
  value: WeeklySchedule | null;
  onChange: (value: WeeklySchedule | null) => void;
  disabled?: boolean | undefined;
  /** What is wrong with the whole of it, such as a refusal of the server. */
  error?: string | undefined;
}

export function ScheduleEditor(props: ScheduleEditorProps): JSX.Element {
  /** What comes back to those who switch it off and on again. */
  let last: WeeklySchedule | undefined;

  function choose(mode: 'none' | 'weekly'): void {
    if (mode === 'weekly') return props.onChange(last ?? { timeZone: viewersZone(), blocks: usualWeek() });
    last = props.value ?? undefined;
    props.onChange(null);
  }

  return (
    <div class={styles.editor}>
      <RadioGroup
        label={t('schedule.mode')}
        value={props.value === null ? 'none' : 'weekly'}
        onValue={choose}
        options={[
          { value: 'none', label: t('schedule.none'), disabled: props.disabled ?? false },
          {
            value: 'weekly',
            label: t('schedule.weekly'),
            description: t('schedule.weekly.text'),
            disabled: props.disabled ?? false,
          },
        ]}
      />
      <Show when={props.value}>
        {(value) => <Week value={value()} disabled={props.disabled} onChange={props.onChange} />}
      </Show>
      <Show when={props.error}>
        <p class={styles.wrong} role="alert">
          {props.error}
        </p>
      </Show>
    </div>
  );
}

function Week(props: {
  value: WeeklySchedule;
  disabled: boolean | undefined;
  onChange: (value: WeeklySchedule) => void;
}): JSX.Element {
  const [said, setSaid] = createSignal('');
  const zone = createMemo(() => currentZone(props.value.timeZone));
  const zones = createMemo(() => zoneOptions(zone()));
  const wrong = createMemo(() => overlaps(props.value.blocks));

  const change = (blocks: ScheduleBlock[]) => props.onChange({ timeZone: zone(), blocks });

  function copy(day: Day, to: 'workdays' | 'every-day'): void {
    change(copyDay(props.value.blocks, day, to === 'workdays' ? WORKDAYS : DAYS));
    setSaid(t(`schedule.copied.${to}`, t(`schedule.day.${day}`)));
  }

  return (
    <>
      <Select
        class={styles.zone}
        label={t('schedule.zone')}
        description={t('schedule.zone.text')}
        value={zone()}
        onValue={(timeZone) => props.onChange({ timeZone, blocks: [...props.value.blocks] })}
        options={zones()}
        disabled={props.disabled}
      />
      <ul class={styles.days} aria-label={t('schedule.days')}>
        <For each={DAYS}>
          {(day) => (
            <ScheduleDay
              day={day}
              blocks={props.value.blocks}
              wrong={wrong()}
              disabled={props.disabled}
              onBlocks={change}
              onCopy={(to) => copy(day, to)}
            />
          )}
        </For>
      </ul>
      <Show when={props.value.blocks.length === 0}>
        <p class={styles.wrong} role="alert">
          {t('schedule.empty')}
        </p>
      </Show>
      <p class={styles.said} role="status">
        {said()}
      </p>
    </>
  );
}
