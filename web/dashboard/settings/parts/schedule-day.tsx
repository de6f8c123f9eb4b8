/** A day of the schedule's editor: its blocks, each with two times, and how to add one or copy them to other days. */
import Copy from 'lucide-solid/icons/copy';
import Plus from 'lucide-solid/icons/plus';
import X from 'lucide-solid/icons/x';
import { createMemo, createUniqueId, Index, type JSX, Show } from 'solid-js';
import { DAY_MINUTES, type ScheduleBlock } from '#protocol/schedule';
import { IconButton } from '../../../kit/ui/button.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { Menu, MenuItem } from '../../../kit/ui/menu.tsx';
import { t } from '../../words/schedule.ts';
import { blockOf, type Day, fieldTime, oneMore, readTime, shownTime } from './schedule-blocks.ts';
import styles from './schedule-editor.module.css';

export function ScheduleDay(props: {
  day: Day;
  /** Those of the whole week. */
  blocks: readonly ScheduleBlock[];
  /** Which of them, by index, overlap. */
  wrong: readonly number[];
  disabled: boolean | undefined;
  onBlocks: (blocks: ScheduleBlock[]) => void;
  onCopy: (to: 'workdays' | 'every-day') => void;
}): JSX.Element {
  let row!: HTMLLIElement;
  const name = () => t(`schedule.day.${props.day}`);
  // By place and not by value: a block that is being typed keeps its fields.
  const own = createMemo(() => [...props.blocks.keys()].filter((at) => props.blocks[at]!.day === props.day));
  const next = createMemo(() => oneMore(props.blocks, props.day));

  function add(block: ScheduleBlock): void {
    props.onBlocks([...props.blocks, block]);
    row.querySelectorAll<HTMLElement>('input')[(own().length - 1) * 2]?.focus();
  }

  function remove(at: number): void {
    props.onBlocks(props.blocks.toSpliced(at, 1));
    row.querySelector<HTMLElement>('[data-add]')?.focus();
  }

  return (
    <li class={styles.day} ref={row}>
      <span class={styles.name}>{name()}</span>
      <div class={styles.blocks}>
        <Index each={own()} fallback={<span class={styles.off}>{t('schedule.day.off')}</span>}>
          {(at, number) => (
            <Block
              day={name()}
              number={number + 1}
              block={props.blocks[at()]!}
              wrong={props.wrong.includes(at())}
              disabled={props.disabled}
              onBlock={(block) => props.onBlocks(props.blocks.with(at(), block))}
              onRemove={() => remove(at())}
            />
          )}
        </Index>
      </div>
      <div class={styles.tools}>
        <Show when={own().length > 0}>
          <Menu
            trigger={(given) => (
              <IconButton
                {...given}
                size="s"
                icon={Copy}
                label={t('schedule.copy', name())}
                disabled={props.disabled}
              />
            )}
          >
            <MenuItem onSelect={() => props.onCopy('workdays')}>{t('schedule.copy.workdays')}</MenuItem>
            <MenuItem onSelect={() => props.onCopy('every-day')}>{t('schedule.copy.every-day')}</MenuItem>
          </Menu>
        </Show>
        <IconButton
          data-add
          size="s"
          icon={Plus}
          label={t('schedule.add', name())}
          disabled={props.disabled || next() === null}
          onClick={() => add(next()!)}
        />
      </div>
    </li>
  );
}

function Block(props: {
  day: string;
  number: number;
  block: ScheduleBlock;
  wrong: boolean;
  disabled: boolean | undefined;
  onBlock: (block: ScheduleBlock) => void;
  onRemove: () => void;
}): JSX.Element {
  const id = createUniqueId();
  const until = () => props.block.to % DAY_MINUTES;
  const hint = () => {
    if (props.block.to < DAY_MINUTES) return undefined;
    return until() === 0 ? t('schedule.until.midnight') : t('schedule.until.next-day', shownTime(until()));
  };
  const described = () => [hint() && `${id}-hint`, props.wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined;

  function time(label: string, minutes: () => number, onMinutes: (minutes: number) => void): JSX.Element {
    return (
      <TextField
        type="time"
        hideLabel
        required
        class={styles.time}
        label={label}
        value={fieldTime(minutes())}
        // Half a time is no time yet: the block keeps the one it had, and shows it again when the field is left.
        onValue={(text) => {
          const read = readTime(text);
          if (read !== null) onMinutes(read);
        }}
        onBlur={(event) => {
          event.currentTarget.value = fieldTime(minutes());
        }}
        disabled={props.disabled}
        aria-invalid={props.wrong || undefined}
        aria-describedby={described()}
      />
    );
  }

  return (
    <div class={styles.block}>
      <div class={styles.times}>
        {time(
          t('schedule.from', props.day, props.number),
          () => props.block.from,
          (from) => props.onBlock(blockOf(props.block.day, from, until())),
        )}
        <span aria-hidden="true">–</span>
        {time(
          t('schedule.until', props.day, props.number),
          () => props.block.to,
          (minutes) => props.onBlock(blockOf(props.block.day, props.block.from, minutes)),
        )}
        <IconButton
          size="s"
          icon={X}
          label={t('schedule.remove', props.day, shownTime(props.block.from), shownTime(until()))}
          disabled={props.disabled}
          onClick={props.onRemove}
        />
      </div>
      <Show when={hint()}>
        <span id={`${id}-hint`} class={styles.hint}>
          {hint()}
        </span>
      </Show>
      <Show when={props.wrong}>
        <span id={`${id}-wrong`} class={styles.wrong} role="alert">
          {t('schedule.overlaps')}
        </span>
      </Show>
    </div>
  );
}
