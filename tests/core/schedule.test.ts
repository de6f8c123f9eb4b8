/** An agent's weekly schedule (I1): on the clock of its zone, whatever that clock does. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOn, nextEdge } from '../../src/core/schedule.ts';
import {
  BLOCKS_MAX,
  overlaps,
  type ScheduleBlock,
  type WeeklySchedule,
  weeklyScheduleSchema,
} from '../../src/protocol/schedule.ts';

const HOUR = 60;
const [MON, TUE, WED, FRI, SAT, SUN] = [0, 1, 2, 4, 5, 6];
const MINUTE_MS = 60_000;
const WEEK = 10_080;

function block(day: number, from: string, to: string): ScheduleBlock {
  const [start, end] = [from, to].map((time) => {
    const [hours, minutes] = time.split(':').map(Number);
    return hours! * HOUR + minutes!;
  });
  return { day, from: start!, to: end! };
}

function schedule(timeZone: string, ...blocks: ScheduleBlock[]): WeeklySchedule {
  return weeklyScheduleSchema.parse({ timeZone, blocks });
}

const ms = (iso: string) => Date.parse(iso);
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().replace(':00.000Z', 'Z'));

/** The edges after a moment, as long as they come before another. */
function edges(of: WeeklySchedule, after: string, before: string): (string | null)[] {
  const found: number[] = [];
  for (let at = nextEdge(of, ms(after)); at !== null && at < ms(before); at = nextEdge(of, at)) found.push(at);
  return found.map(iso);
}

describe('what a schedule may be', () => {
  const code = (blocks: unknown, timeZone: unknown = 'Europe/Ljubljana') => {
    const parsed = weeklyScheduleSchema.safeParse({ timeZone, blocks });
    if (parsed.success) return 'fine';
    return parsed.error.issues.some((issue) => issue.message === 'schedule.overlaps') ? 'overlaps' : 'malformed';
  };
  const day = block(MON, '9:00', '17:00');

  test.each([
    ['one block', [day], 'fine'],
    ['two that touch', [block(MON, '9:00', '12:00'), block(MON, '12:00', '17:00')], 'fine'],
    ['a whole day', [block(MON, '0:00', '24:00')], 'fine'],
    ['a night', [block(MON, '22:00', '30:00')], 'fine'],
    ['24 hours from nine to nine', [block(MON, '9:00', '33:00')], 'fine'],
    ['the whole week', [0, 1, 2, 3, 4, 5, 6].map((it) => block(it, '0:00', '24:00')), 'fine'],
    ['none', [], 'malformed'],
    ['an empty block', [block(MON, '9:00', '9:00')], 'malformed'],
    ['a backward block', [block(MON, '17:00', '9:00')], 'malformed'],
    ['more than 24 hours', [block(MON, '9:00', '33:01')], 'malformed'],
    ['an eighth day', [block(7, '9:00', '17:00')], 'malformed'],
    ['half a minute', [{ day: MON, from: 540.5, to: 600 }], 'malformed'],
    ['something besides', [{ ...day, note: 'x' }], 'malformed'],
    ['two that overlap', [day, block(MON, '16:59', '18:00')], 'overlaps'],
    ['the same one twice', [day, day], 'overlaps'],
    ['a night into a morning', [block(MON, '22:00', '26:00'), block(TUE, '1:59', '3:00')], 'overlaps'],
    ['a night that ends as the morning begins', [block(MON, '22:00', '26:00'), block(TUE, '2:00', '3:00')], 'fine'],
    ['Sunday’s night into Monday', [block(SUN, '22:00', '26:00'), block(MON, '0:00', '1:00')], 'overlaps'],
    ['Sunday’s night up to Monday’s block', [block(SUN, '22:00', '24:00'), block(MON, '0:00', '1:00')], 'fine'],
  ])('%s', (_, blocks, answer) => {
    expect(code(blocks)).toBe(answer);
  });

  test('as many blocks as four a day, and not one more', () => {
    const many = Array.from({ length: BLOCKS_MAX + 1 }, (_, at) => {
      return { day: at % 7, from: Math.floor(at / 7) * HOUR, to: Math.floor(at / 7) * HOUR + HOUR };
    });
    expect([code(many.slice(1)), code(many)]).toEqual(['fine', 'malformed']);
  });

  test.each([
    ['Europe/Ljubljana', 'fine'],
    ['Asia/Calcutta', 'fine'],
    ['UTC', 'fine'],
    ['Etc/GMT+5', 'fine'],
    ['Europe/Nowhere', 'malformed'],
    ['+05:30', 'malformed'],
    ['', 'malformed'],
    [60, 'malformed'],
  ])('time zone %s', (timeZone, answer) => {
    expect(code([day], timeZone)).toBe(answer);
  });

  test('names every block that shares time with another one', () => {
    const blocks = [day, block(TUE, '9:00', '17:00'), block(MON, '16:00', '18:00'), block(SUN, '20:00', '34:00')];
    expect(overlaps(blocks)).toEqual([0, 2, 3]);
    expect(overlaps(blocks.slice(1))).toEqual([]);
  });
});

describe('on the clock of its zone', () => {
  test('is on from the first moment of a block to the last', () => {
    const maja = schedule('Europe/Ljubljana', block(MON, '9:00', '12:00'), block(MON, '13:00', '17:00'));
    // Monday, two hours ahead of UTC.
    const on = (time: string) => isOn(maja, ms(`2026-06-01T${time}Z`));
    expect(['06:59:59.999', '07:00', '09:59:59.999', '10:00', '11:00', '14:59', '15:00'].map(on)).toEqual([
      ...[false, true, true, false, true, true, false],
    ]);
    expect(isOn(maja, ms('2026-06-02T08:00Z'))).toBe(false);
  });

  test('its edges are where blocks begin and end, week after week', () => {
    const maja = schedule('Asia/Kathmandu', block(FRI, '9:00', '12:00'), block(MON, '13:00', '17:00'));
    expect(edges(maja, '2026-06-01T00:00Z', '2026-06-09T00:00Z')).toEqual([
      '2026-06-01T07:15Z',
      '2026-06-01T11:15Z',
      '2026-06-05T03:15Z',
      '2026-06-05T06:15Z',
      '2026-06-08T07:15Z',
      '2026-06-08T11:15Z',
    ]);
  });

  test('an edge that is now is over: the next one is later', () => {
    const maja = schedule('UTC', block(MON, '9:00', '17:00'));
    expect(iso(nextEdge(maja, ms('2026-06-01T08:59:59.999Z')))).toBe('2026-06-01T09:00Z');
    expect(iso(nextEdge(maja, ms('2026-06-01T09:00Z')))).toBe('2026-06-01T17:00Z');
    expect(iso(nextEdge(maja, ms('2026-06-01T17:00Z')))).toBe('2026-06-08T09:00Z');
  });

  test('blocks that touch have no edge between them, at midnight and at the week’s end neither', () => {
    const maja = schedule('UTC', block(SAT, '12:00', '24:00'), block(SUN, '0:00', '24:00'), block(MON, '0:00', '9:00'));
    expect(edges(maja, '2026-06-06T00:00Z', '2026-06-10T00:00Z')).toEqual(['2026-06-06T12:00Z', '2026-06-08T09:00Z']);
  });

  test('a night goes on into the next day, and Sunday’s into the next week', () => {
    const maja = schedule('UTC', block(SUN, '22:00', '26:00'));
    expect(isOn(maja, ms('2026-06-08T01:59Z'))).toBe(true);
    expect(edges(maja, '2026-06-06T00:00Z', '2026-06-10T00:00Z')).toEqual(['2026-06-07T22:00Z', '2026-06-08T02:00Z']);
  });

  test('one that covers the whole week never changes', () => {
    const always = schedule('Europe/Ljubljana', ...[0, 1, 2, 3, 4, 5, 6].map((day) => block(day, '6:00', '30:00')));
    expect([isOn(always, ms('2026-03-29T01:00Z')), nextEdge(always, ms('2026-03-29T00:00Z'))]).toEqual([true, null]);
  });
});

describe('when the clocks change', () => {
  // Ljubljana: 2026-03-29 01:00 UTC, 2:00 → 3:00; 2026-10-25 01:00 UTC, 3:00 → 2:00.
  const spring = ['2026-03-28T12:00Z', '2026-03-29T12:00Z'] as const;
  const autumn = ['2026-10-24T12:00Z', '2026-10-25T12:00Z'] as const;

  test.each([
    ['a begin that is skipped is the first moment after', block(SUN, '2:30', '5:00'), ['01:00Z', '03:00Z']],
    ['an end that is skipped is the first moment after', block(SUN, '1:00', '2:30'), ['00:00Z', '01:00Z']],
    ['a block that is skipped doesn’t come', block(SUN, '2:10', '2:50'), []],
    ['a block up to the gap ends there', block(SUN, '1:00', '2:00'), ['00:00Z', '01:00Z']],
    ['a block across the gap is an hour shorter', block(SUN, '1:00', '4:00'), ['00:00Z', '02:00Z']],
  ])('spring: %s', (_, sunday, times) => {
    const maja = schedule('Europe/Ljubljana', sunday);
    expect(edges(maja, ...spring)).toEqual(times.map((time) => `2026-03-29T${time}`));
  });

  test.each([
    ['a block within the hour that comes twice comes twice', '2:15', '2:45', ['00:15Z', '00:45Z', '01:15Z', '01:45Z']],
    ['a block across it is an hour longer', '1:00', '4:00', ['2026-10-24T23:00Z', '03:00Z']],
    ['an end within it comes twice', '1:00', '2:30', ['2026-10-24T23:00Z', '00:30Z', '01:00Z', '01:30Z']],
    ['a begin within it comes twice', '2:30', '4:00', ['00:30Z', '01:00Z', '01:30Z', '03:00Z']],
    ['a block up to its end covers it both times', '2:00', '3:00', ['00:00Z', '02:00Z']],
  ])('autumn: %s', (_, from, to, times) => {
    const maja = schedule('Europe/Ljubljana', block(SUN, from, to));
    expect(edges(maja, ...autumn)).toEqual(times.map((time) => (time.includes('T') ? time : `2026-10-25T${time}`)));
  });

  test('half an hour on Lord Howe', () => {
    // 2026-10-03 15:30 UTC, 2:00 → 2:30 on Sunday the 4th.
    const maja = schedule('Australia/Lord_Howe', block(SUN, '2:10', '9:00'));
    expect(edges(maja, '2026-10-03T00:00Z', '2026-10-05T00:00Z')).toEqual(['2026-10-03T15:30Z', '2026-10-03T22:00Z']);
  });

  test('at midnight in São Paulo, when it still did', () => {
    // 2018-11-04 03:00 UTC, 0:00 → 1:00.
    const maja = schedule('America/Sao_Paulo', block(SUN, '0:00', '9:00'), block(SAT, '9:00', '12:00'));
    expect(edges(maja, '2018-11-03T13:00Z', '2018-11-05T00:00Z')).toEqual([
      '2018-11-03T15:00Z',
      '2018-11-04T03:00Z',
      '2018-11-04T11:00Z',
    ]);
  });

  test('twice within a week in Boa Vista, which tried it once', () => {
    // 2000-10-08 04:00 UTC, 0:00 → 1:00; 2000-10-15 03:00 UTC, 0:00 → 23:00 on Saturday.
    const maja = schedule('America/Boa_Vista', block(SAT, '23:10', '23:20'));
    expect(edges(maja, '2000-10-08T03:30Z', '2000-10-15T12:00Z')).toEqual([
      ...['2000-10-15T02:10Z', '2000-10-15T02:20Z', '2000-10-15T03:10Z', '2000-10-15T03:20Z'],
    ]);
  });

  test('on a day that a zone left out', () => {
    // Samoa had no 30th of December 2011, a Friday.
    const maja = schedule('Pacific/Apia', block(FRI, '9:00', '17:00'), block(WED, '9:00', '17:00'));
    expect(edges(maja, '2011-12-29T12:00Z', '2012-01-05T12:00Z')).toEqual(['2012-01-03T19:00Z', '2012-01-04T03:00Z']);
  });
});

describe('equals a slow reference over two years of minutes', () => {
  const SCHEDULES = 12 * Number(process.env.FUZZ_RUNS ?? 1);
  /** Minutes whose first and last show the right time have no change between them; the others are asked one by one. */
  const STEP = 15;

  test.each([
    ['Europe/Ljubljana', 2025],
    ['America/New_York', 2025],
    ['Australia/Lord_Howe', 2025],
    ['Asia/Kathmandu', 2025],
    ['America/Sao_Paulo', 2017],
    ['Africa/Casablanca', 2025],
    // One minute past midnight.
    ['America/St_Johns', 2010],
  ])('%s', (timeZone, year) => {
    const begin = Date.UTC(year, 0, 1);
    const clock = wallClock(timeZone, begin, Date.UTC(year + 2, 0, 1));
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const some = schedule(timeZone, ...blocks);
        const on = new Uint8Array(WEEK);
        for (const { day, from, to } of blocks) {
          for (let minute = from; minute < to; minute++) on[(day * 1_440 + minute) % WEEK] = 1;
        }

        const expected: number[] = [];
        for (let at = 1; at < clock.length; at++) {
          if (on[clock[at]!] !== on[clock[at - 1]!]) expected.push(begin + at * MINUTE_MS);
        }
        const found: number[] = [];
        const end = begin + clock.length * MINUTE_MS;
        for (let at = nextEdge(some, begin); at !== null && at < end; at = nextEdge(some, at)) found.push(at);
        expect(found).toEqual(expected);

        for (let at = 0; at < clock.length; at += 97) {
          const moment = begin + at * MINUTE_MS + (at % MINUTE_MS);
          if (isOn(some, moment) !== (on[clock[at]!] === 1)) expect.fail(`isOn at ${iso(moment)}`);
        }
      }),
      { numRuns: SCHEDULES },
    );
  });

  const boundary = fc.oneof(fc.integer({ min: 0, max: 1_439 }), fc.constantFrom(0, 60, 90, 120, 125, 150, 180));
  const someBlock = fc.record({ day: fc.nat(6), from: boundary, long: fc.integer({ min: 1, max: 1_440 }) });
  /** Any that don't overlap; what doesn't fit beside those before it is left out. Sundays are where clocks change. */
  const someBlocks = fc
    .array(
      fc.oneof(
        someBlock,
        someBlock.map((it) => ({ ...it, day: SUN, long: (it.long % 180) + 1 })),
      ),
      {
        minLength: 1,
        maxLength: BLOCKS_MAX,
      },
    )
    .map((given) => {
      const kept: ScheduleBlock[] = [];
      for (const { day, from, long } of given) {
        kept.push({ day, from, to: from + long });
        if (overlaps(kept).length > 0) kept.pop();
      }
      return kept;
    });

  /** What the clock on the wall shows at each minute from `begin` on: minutes of its week. */
  function wallClock(timeZone: string, begin: number, end: number): Uint16Array {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const read = (at: number) => {
      const [, day, hour, minute] = /^(\w+),? (\d+):(\d+)$/.exec(format.format(begin + at * MINUTE_MS))!;
      return (['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(day!) * 24 + +hour!) * HOUR + +minute!;
    };
    const shown = new Uint16Array((end - begin) / MINUTE_MS);
    for (let at = 0; at < shown.length; at += STEP) {
      const first = read(at);
      const plain = read(at + STEP - 1) === (first + STEP - 1) % WEEK;
      for (let more = 0; more < STEP; more++) shown[at + more] = plain ? (first + more) % WEEK : read(at + more);
    }
    return shown;
  }
});
