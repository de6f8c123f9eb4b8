/** The editor of a weekly schedule: what the agent sees and what it hands to its form. */
import { cleanup, fireEvent, render, screen, within } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it } from 'vitest';
import { type WeeklySchedule, weeklyScheduleSchema } from '../../src/protocol/schedule.ts';
import { copyDay, DAYS, oneMore } from '../../web/dashboard/settings/parts/schedule-blocks.ts';
import { ScheduleEditor } from '../../web/dashboard/settings/parts/schedule-editor.tsx';
import { currentZone, viewersZone, zoneOptions } from '../../web/dashboard/settings/parts/time-zones.ts';

afterEach(cleanup);

const ljubljana = (...blocks: WeeklySchedule['blocks']): WeeklySchedule => ({ timeZone: 'Europe/Ljubljana', blocks });
const block = (day: number, from: number, to: number) => ({ day, from: from * 60, to: to * 60 });

function edit(start: WeeklySchedule | null, options: { disabled?: boolean; error?: string } = {}) {
  const [value, setValue] = createSignal(start);
  render(() => <ScheduleEditor value={value()} onChange={setValue} {...options} />);
  return value;
}

const button = (name: string | RegExp) => screen.getByRole('button', { name }) as HTMLButtonElement;
const field = (name: string) => screen.getByLabelText(name) as HTMLInputElement;
/** What a time field tells of at every key: the whole time, or nothing while it is half typed. */
const set = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });
/** The texts that a screen reader reads with a field. */
const readWith = (name: string) =>
  (field(name).getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');

describe('a weekly schedule', () => {
  it('is none at first, and begins with the usual week in the viewer’s own zone', async () => {
    const value = edit(null);
    expect(screen.queryByRole('list')).toBeNull();
    await userEvent.click(screen.getByLabelText(/By a weekly schedule/));
    expect(value()).toEqual({ timeZone: viewersZone(), blocks: [0, 1, 2, 3, 4].map((day) => block(day, 9, 17)) });
    expect(weeklyScheduleSchema.safeParse(value()).success).toBe(true);
    expect(screen.getAllByText('Not available')).toHaveLength(2);
  });

  it('comes back as it was after a look at the other choice', async () => {
    const mine = ljubljana(block(2, 8, 12));
    const value = edit(mine);
    await userEvent.click(screen.getByLabelText('Whenever the dashboard is open'));
    expect(value()).toBeNull();
    await userEvent.click(screen.getByLabelText(/By a weekly schedule/));
    expect(value()).toEqual(mine);
  });

  it('changes its time zone and nothing else', () => {
    const value = edit(ljubljana(block(0, 9, 17)));
    fireEvent.change(screen.getByLabelText('Time zone'), { target: { value: 'Asia/Tokyo' } });
    expect(value()).toEqual({ timeZone: 'Asia/Tokyo', blocks: [block(0, 9, 17)] });
  });

  it('changes a time, and keeps the field while it is typed', () => {
    const value = edit(ljubljana(block(0, 9, 17), block(1, 9, 17)));
    const typed = field('Tuesday, block 1, from');
    typed.focus();
    set('Tuesday, block 1, from', '08:30');
    expect(value()?.blocks).toEqual([block(0, 9, 17), block(1, 8.5, 17)]);
    expect(document.activeElement).toBe(typed);
    expect(typed.isConnected).toBe(true);
  });

  it('takes no half a time, and shows the one it kept when the field is left', () => {
    const value = edit(ljubljana(block(0, 9, 17)));
    set('Monday, block 1, until', '');
    expect(value()?.blocks).toEqual([block(0, 9, 17)]);
    fireEvent.blur(field('Monday, block 1, until'));
    expect(field('Monday, block 1, until').value).toBe('17:00');
  });

  it('goes over midnight where the end is not after the beginning, and says so', () => {
    const value = edit(ljubljana(block(4, 18, 23)));
    set('Friday, block 1, until', '02:00');
    expect(value()?.blocks).toEqual([block(4, 18, 26)]);
    expect(readWith('Friday, block 1, until')).toMatch(/^until 0?2:00( AM)? next day$/);
    set('Friday, block 1, until', '00:00');
    expect(value()?.blocks).toEqual([block(4, 18, 24)]);
    expect(readWith('Friday, block 1, until')).toBe('until midnight');
    set('Friday, block 1, until', '22:00');
    expect(value()?.blocks).toEqual([block(4, 18, 22)]);
    expect(readWith('Friday, block 1, until')).toBe('');
  });

  it('moves the end to the next day and back with the beginning', () => {
    const value = edit(ljubljana(block(4, 18, 26)));
    set('Friday, block 1, from', '01:00');
    expect(value()?.blocks).toEqual([block(4, 1, 2)]);
    set('Friday, block 1, from', '02:00');
    expect(value()?.blocks).toEqual([block(4, 2, 26)]);
  });

  it('says at both blocks that they overlap, and is silent when they don’t', () => {
    edit(ljubljana(block(6, 22, 26), block(0, 2, 5), block(3, 9, 17)));
    expect(screen.queryByRole('alert')).toBeNull();
    set('Monday, block 1, from', '01:00');
    expect(screen.getAllByRole('alert')).toHaveLength(2);
    for (const name of ['Sunday, block 1, until', 'Monday, block 1, from']) {
      expect(field(name).getAttribute('aria-invalid')).toBe('true');
      expect(readWith(name)).toMatch(/overlaps another one/);
    }
    expect(field('Thursday, block 1, from').getAttribute('aria-invalid')).toBeNull();
    set('Monday, block 1, from', '03:00');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('adds a block after the last of the day, and puts the cursor there', async () => {
    const value = edit(ljubljana(block(0, 9, 12), block(1, 9, 17)));
    await userEvent.click(button('Add a block on Monday'));
    expect(value()?.blocks).toEqual([block(0, 9, 12), block(1, 9, 17), block(0, 13, 14)]);
    expect(document.activeElement).toBe(field('Monday, block 2, from'));
    await userEvent.click(button('Add a block on Saturday'));
    expect(value()?.blocks.at(-1)).toEqual(block(5, 9, 17));
  });

  it('removes the block that the button names, and leaves the cursor in its day', async () => {
    const value = edit(ljubljana(block(0, 9, 12), block(0, 13, 26), block(1, 9, 17)));
    await userEvent.click(button(/^Remove Tuesday/));
    expect(value()?.blocks).toEqual([block(0, 9, 12), block(0, 13, 26)]);
    await userEvent.click(screen.getAllByRole('button', { name: /^Remove Monday/ })[0]!);
    expect(value()?.blocks).toEqual([block(0, 13, 26)]);
    expect(field('Monday, block 1, from').value).toBe('13:00');
    expect(document.activeElement).toBe(button('Add a block on Monday'));
  });

  it('says that a week without a block is none to save', async () => {
    const value = edit(ljubljana(block(0, 9, 12)));
    await userEvent.click(button(/^Remove Monday/));
    expect(value()?.blocks).toEqual([]);
    expect(screen.getByRole('alert').textContent).toMatch(/at least one day/);
    expect(weeklyScheduleSchema.safeParse(value()).success).toBe(false);
  });

  it('copies a day to the others, and says so', async () => {
    const value = edit(ljubljana(block(1, 8, 12), block(1, 13, 16), block(2, 1, 2), block(6, 10, 11)));
    await userEvent.click(button('Copy the blocks of Tuesday'));
    await userEvent.click(screen.getByRole('menuitem', { name: 'To Monday–Friday' }));
    const saturday = value()!.blocks.filter(({ day }) => day === 5);
    const others = [0, 1, 2, 3, 4].map((day) => value()!.blocks.filter((it) => it.day === day));
    expect(others).toEqual([0, 1, 2, 3, 4].map((day) => [block(day, 8, 12), block(day, 13, 16)]));
    expect([saturday, value()!.blocks.filter(({ day }) => day === 6)]).toEqual([[], [block(6, 10, 11)]]);
    expect(screen.getByRole('status').textContent).toBe('Monday–Friday are like Tuesday now.');
  });

  it('can be read and not changed while it is disabled', () => {
    edit(ljubljana(block(0, 9, 17)), { disabled: true });
    const week = within(screen.getByRole('list', { name: 'Blocks of the week' }));
    const all = [...week.getAllByRole('button'), ...document.querySelectorAll('input, select')];
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((it) => !(it as HTMLInputElement).disabled)).toEqual([]);
  });

  it('shows what its form says of it', () => {
    edit(null, { error: 'The server is very busy.' });
    expect(screen.getByRole('alert').textContent).toBe('The server is very busy.');
  });
});

describe('one more block', () => {
  it('goes where there is room, also before the others', () => {
    expect(oneMore([block(0, 6, 24)], 0)).toEqual(block(0, 1, 2));
    expect(oneMore([block(6, 22, 34)], 0)).toEqual(block(0, 10, 11));
  });

  it('is there also while others overlap', () => {
    expect(oneMore([block(3, 9, 12), block(3, 10, 14)], 0)).toEqual(block(0, 9, 17));
  });

  it('is none where the day is full, or has as many as every day may have', () => {
    expect(oneMore([block(0, 0, 24)], 0)).toBeNull();
    const four = [1, 3, 5, 7].map((hour) => block(0, hour, hour + 1));
    expect([oneMore(four, 0), oneMore(four.slice(1), 0)]).toEqual([null, block(0, 9, 10)]);
    const week = { timeZone: 'UTC', blocks: copyDay(four, 0, DAYS) };
    expect(weeklyScheduleSchema.safeParse(week).success).toBe(true);
  });
});

it('time zones are found by their place, and the one that is set is always among them', () => {
  const options = zoneOptions('Asia/Calcutta');
  expect(options).toContainEqual({ value: 'Europe/Ljubljana', label: 'Ljubljana (Europe)' });
  // Browsers list one name of the two, and not all the same one.
  for (const [older, zone, place] of [
    ['Europe/Kiev', 'Europe/Kyiv', 'Kyiv (Europe)'],
    ['Asia/Calcutta', 'Asia/Kolkata', 'Kolkata (Asia)'],
    ['Asia/Saigon', 'Asia/Ho_Chi_Minh', 'Ho Chi Minh (Asia)'],
  ] as const) {
    expect(options).toContainEqual({ value: zone, label: place });
    expect(options.filter(({ value }) => value === older)).toEqual([]);
    expect(zoneOptions(older).filter(({ value }) => currentZone(value) === zone)).toHaveLength(1);
  }
  expect(zoneOptions('America/Argentina/Buenos_Aires').find(({ value }) => value.endsWith('Aires'))?.label).toMatch(
    /^Buenos Aires \(America/,
  );
  expect(options.map(({ label }) => label)).toEqual(
    options.map(({ label }) => label).toSorted((one, other) => one.localeCompare(other, 'en')),
  );
});
