/**
 * What a message costs, as work.test.ts holds it: the platform's part and the JSON exactly, blocks of JavaScript and bytes allocated within
 * 4 %. Where something moves for a reason, the test prints the table in the form that it has here.
 */
import type { Work } from './work.ts';

export const WORK: Record<string, Work> = {
  'a visitor’s message': {
    platform: '1 statements, 1 savepoints, 3 frames, 535 bytes, 0 attachments, 1.03 timers, 0 alarms',
    json: '6.05 made, 1 read, 869 chars',
    blocks: 825,
    allocated: 46567,
  },
  'an agent’s message': {
    platform: '1 statements, 1 savepoints, 2 frames, 474 bytes, 0 attachments, 1.03 timers, 0 alarms',
    json: '5.05 made, 1 read, 899 chars',
    blocks: 788,
    allocated: 42835,
  },
  'a message, 100 in a turn': {
    platform: '1 statements, 1 savepoints, 2.13 frames, 532.99 bytes, 0 attachments, 0.01 timers, 0 alarms',
    json: '6.17 made, 1 read, 896.58 chars',
    blocks: 801,
    allocated: 38177,
  },
  'a message that 50 agents view': {
    platform: '1 statements, 1 savepoints, 52 frames, 12344 bytes, 0 attachments, 2.03 timers, 0 alarms',
    json: '6.05 made, 1 read, 915.48 chars',
    blocks: 2069,
    allocated: 162966,
  },
};
