/**
 * What a message costs, as work.test.ts holds it: the platform's part and the JSON exactly, blocks of JavaScript and bytes allocated within
 * 4 %. Where something moves for a reason, the test prints the table in the form that it has here.
 */
import type { Work } from './work.ts';

export const WORK: Record<string, Work> = {
  'a visitor’s message': {
    platform: '2.05 statements, 1 savepoints, 3 frames, 876 bytes, 0 attachments, 1 timers, 0 alarms',
    json: '10.03 made, 13 read, 3408.45 chars',
    blocks: 2167,
    allocated: 90619,
  },
  'an agent’s message': {
    platform: '2 statements, 1 savepoints, 3 frames, 894 bytes, 0 attachments, 1 timers, 0 alarms',
    json: '10 made, 13 read, 3908 chars',
    blocks: 2086,
    allocated: 91158,
  },
  'a message, 100 in a turn': {
    platform: '2 statements, 1 savepoints, 2.13 frames, 6388.73 bytes, 0 attachments, 0.01 timers, 0 alarms',
    json: '10 made, 13 read, 3408.6 chars',
    blocks: 2254,
    allocated: 88782,
  },
  'a message that 50 agents view': {
    platform: '2 statements, 1 savepoints, 52 frames, 33216 bytes, 0 attachments, 2 timers, 0 alarms',
    json: '10 made, 13 read, 3405 chars',
    blocks: 3001,
    allocated: 145286,
  },
};
