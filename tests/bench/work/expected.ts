/**
 * What a message costs, as work.test.ts holds it: the platform's part and the JSON exactly, blocks of JavaScript and bytes allocated within
 * 4 %. Where something moves for a reason, the test prints the table in the form that it has here.
 */
import type { Work } from './work.ts';

export const WORK: Record<string, Work> = {
  'a visitor’s message': {
    platform: '1.05 statements, 1 savepoints, 3 frames, 876 bytes, 0 attachments, 1 timers, 0 alarms',
    json: '10.03 made, 1 read, 2160.45 chars',
    blocks: 1372,
    allocated: 64804,
  },
  'an agent’s message': {
    platform: '1 statements, 1 savepoints, 3 frames, 894 bytes, 0 attachments, 1 timers, 0 alarms',
    json: '10 made, 1 read, 2144 chars',
    blocks: 1349,
    allocated: 63558,
  },
  'a message, 100 in a turn': {
    platform: '1 statements, 1 savepoints, 2.13 frames, 6388.73 bytes, 0 attachments, 0.01 timers, 0 alarms',
    json: '10 made, 1 read, 2160.6 chars',
    blocks: 1459,
    allocated: 62719,
  },
  'a message that 50 agents view': {
    platform: '1 statements, 1 savepoints, 52 frames, 33216 bytes, 0 attachments, 2 timers, 0 alarms',
    json: '10 made, 1 read, 2157 chars',
    blocks: 2206,
    allocated: 119391,
  },
};
