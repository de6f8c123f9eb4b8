/**
 * What a message costs, as work.test.ts holds it: the platform's part and the JSON exactly, blocks of JavaScript and bytes allocated within
 * 4 %. Where something moves for a reason, the test prints the table in the form that it has here.
 */
import type { Work } from './work.ts';

export const WORK: Record<string, Work> = {
  'a visitor’s message': {
    platform: '2.05 statements, 1 savepoints, 3 frames, 876 bytes, 0 attachments, 1 timers, 0 alarms',
    json: '10.03 made, 13 read, 3408.45 chars',
    blocks: 2165,
    allocated: 89946,
  },
  'an agent’s message': {
    platform: '2 statements, 1 savepoints, 3 frames, 894 bytes, 0 attachments, 1 timers, 0 alarms',
    json: '10 made, 13 read, 3908 chars',
    blocks: 2084,
    allocated: 90341,
  },
  'a message, 100 in a turn': {
    platform: '2 statements, 1 savepoints, 1.31 frames, 6389.81 bytes, 0 attachments, 0.03 timers, 0 alarms',
    json: '10 made, 13 read, 3408.6 chars',
    blocks: 2248,
    allocated: 88632,
  },
  'a message that 50 agents view': {
    platform: '2 statements, 1 savepoints, 52 frames, 33216 bytes, 0 attachments, 2 timers, 0 alarms',
    json: '10 made, 13 read, 3405 chars',
    blocks: 2999,
    allocated: 144633,
  },
};
