/**
 * A run is a plan: what the world is like, and a list of actions, all drawn from the seed before anything happens. An action carries its own
 * numbers and finds its target when its time comes, so that a plan from which actions were left out still means something.
 */
import { Chance } from './chance.ts';
import { AI_MOODS } from './people/moods.ts';
import { BEGINNING } from './platform/clock.ts';

export const ACTIONS = {
  // visitors
  'visitor posts': 14,
  'visitor posts several': 2,
  'visitor posts something odd': 2,
  'visitor posts something private': 2,
  'visitor types': 2,
  'visitor asks for a person': 9,
  'visitor goes back': 2,
  'visitor ends': 3,
  'visitor starts anew': 1,
  'visitor retries': 2,
  'visitor opens the panel': 4,
  'visitor turns a page': 3,
  'visitor opens a tab': 3,
  'visitor closes a tab': 3,
  'visitor reloads': 3,
  'visitor hides or shows': 1,
  'visitor goes rogue': 1,
  'visitor leaves': 1,
  // agents
  'agent views': 7,
  'agent stops viewing': 2,
  'agent takes over': 8,
  'agent leaves': 4,
  'agent closes': 3,
  'agent posts': 8,
  'agent types': 2,
  'agent opens a device': 4,
  'agent closes a device': 2,
  'agent reloads': 2,
  // at the desk
  'agent accepts': 10,
  'agent accepts at the last moment': 3,
  'agent declines': 3,
  'agent sets status': 5,
  'agent transfers': 6,
  'agent takes an offer back': 2,
  'agent invites': 8,
  'agent leaves a conference': 5,
  'agent assigns': 3,
  'agent takes from another': 3,
  'agent writes a note': 2,
  'agent wraps up': 3,
  'agent vanishes': 2,
  'agent goes rogue': 2,
  // who only looks on
  'watcher views': 3,
  'watcher stops viewing': 1,
  'watcher writes a note': 1,
  // admins
  'admin makes a queue': 1,
  'admin changes a queue': 2,
  'admin removes a queue': 1,
  'admin changes an agent': 2,
  'admin switches the chat off': 0.3,
  'admin switches the chat on': 2,
  'admin reads the history': 1,
  'site changes': 1,
  'agent is renamed': 1,
  'agent is removed': 0.5,
  'site is removed': 0.02,
  // faults of the network
  'network drops': 4,
  'network is half open': 2,
  'network clogs': 3,
  'network swizzles': 1,
  'network loses an update': 1,
  'somebody goes offline': 3,
  'somebody comes online': 4,
  'somebody wakes': 2,
  'connects hang': 1,
  overload: 1,
  'all come back at once': 1,
  // faults of the object
  crash: 6,
  deploy: 1,
  sleep: 3,
  'storage fails': 1,
  'a timer throws': 2,
  'publishing throws': 2,
  'an effect throws': 1,
  'waking throws': 1,
  'alarm is early': 1,
  'alarm is late': 1,
  'alarm is lost': 1,
  'alarm rings twice': 1,
  'server clock jumps': 1,
  'client clock jumps': 1,
  'AI changes': 2,
  // faults of D1
  'D1 fails before': 2,
  'D1 fails after': 2,
  'D1 is slow': 1,
  'D1 is out': 1,
  'D1 hangs': 2,
  'what D1 is told throws': 1,
  'D1 is slow and the object dies': 12,
  'D1 is well': 3,
  'time passes': 3,
} as const;

/** What hostile visitors do, where there are any: drawn apart, so that what the others do goes as far as it did. */
const HOSTILE = {
  'hostile pages': 2,
  'hostile typing': 4,
  'hostile resumes': 2,
  'hostile lists': 2,
  'hostile hellos': 1,
  'hostile requests': 2,
  'hostile noise': 0.5,
  'hostile crowd': 1,
  'hostile visits': 1,
  'hostile reader': 1,
} as const;

export type ActionName = keyof typeof ACTIONS | keyof typeof HOSTILE;

/** What nobody wants, and what a run without faults leaves out. */
const FIRST_FAULT = Object.keys(ACTIONS).indexOf('network drops');
const FAULTS = (Object.keys(ACTIONS) as ActionName[]).slice(FIRST_FAULT, -1);

export interface Action {
  name: ActionName;
  /** Time before it. */
  waitMs: number;
  /** Two numbers that choose who, and what; the run takes them modulo. */
  who: number;
  what: number;
}

export interface Setup {
  seed: number;
  beginning: number;
  sites: number;
  visitors: number;
  agents: number;
  speed: { fromMs: number; toMs: number };
  ai: readonly string[];
  sleeps: boolean;
  privateMode: boolean;
  clocksOff: boolean;
  serverClockJumps: boolean;
  storageFails: boolean;
  timersThrow: boolean;
  effectsThrow: boolean;
  renames: boolean;
  /** Whether there are agents with the role of a supervisor, and one who only looks on. */
  supervisors: boolean;
  watcher: boolean;
  /** Alarms come late, get lost, or die of the storage. */
  alarmsSuffer: boolean;
  /** Faults never stop, and only what must hold at any time is looked at. */
  safetyOnly: boolean;
  /**
   * The run is compared with one in which nobody views: who takes over doesn't have the conversation open, as they do in the product, and
   * every dashboard watches all visits, as what stands in a part of them moves with who looked where nobody came.
   */
  compared: boolean;
}

export interface Plan {
  setup: Setup;
  actions: readonly Action[];
}

export function planOf(seed: number, steps: number, options: { faults?: boolean } = {}): Plan {
  const chance = Chance.of(seed, 'plan');
  const faults = options.faults ?? !chance.yes(0.15);
  const weights = swarm(chance, faults);
  const has = (name: ActionName) => weights.some(([each]) => each === name);
  const calm = !faults || chance.yes(0.2);
  const crowd = chance.yes(0.12);
  const setup: Setup = {
    seed,
    beginning: BEGINNING,
    sites: chance.pick([1, 1, 1, 2, 2, 3]),
    visitors: crowd ? chance.int(6, 12) : chance.int(1, 4),
    agents: chance.int(1, crowd ? 4 : 3),
    speed: calm ? { fromMs: 10, toMs: 10 } : { fromMs: 1, toMs: chance.pick([20, 80, 400]) },
    ai: moods(chance, faults),
    sleeps: faults && chance.yes(0.7),
    privateMode: faults && chance.yes(0.25),
    clocksOff: chance.yes(0.3),
    serverClockJumps: has('server clock jumps'),
    storageFails: has('storage fails'),
    timersThrow: has('a timer throws'),
    effectsThrow: has('an effect throws'),
    supervisors: chance.yes(0.5),
    watcher: chance.yes(0.3),
    alarmsSuffer: has('alarm is late') || has('alarm is lost') || has('storage fails'),
    renames: has('agent is renamed') || has('site changes'),
    safetyOnly: chance.yes(0.25),
    compared: false,
  };
  const pace = chance.pick([0.3, 1, 1, 3]);
  const foe = Chance.of(seed, 'hostile');
  const hostility = foe.yes(0.35) ? foe.pick([0.01, 0.03, 0.06]) : 0;
  const actions: Action[] = [];
  for (let i = 0; i < steps; i++) {
    const planned = chance.weighted(weights);
    const name = foe.yes(hostility) ? foe.weighted(ATTACKS) : planned;
    const waitMs = Math.round(pause(chance, planned) * pace);
    actions.push({ name, waitMs, who: chance.int(0, 999_999), what: chance.int(0, 999_999) });
  }
  return { setup, actions };
}

const ATTACKS = Object.entries(HOSTILE) as [ActionName, number][];

/** A random part of all actions, with random weights: what a run leaves out lets the rest go further. */
function swarm(chance: Chance, faults: boolean): [ActionName, number][] {
  const weights: [ActionName, number][] = [];
  for (const [name, weight] of Object.entries(ACTIONS) as [ActionName, number][]) {
    const isFault = FAULTS.includes(name);
    if (isFault && !faults) continue;
    if (!chance.yes(isFault ? 0.5 : 0.85)) continue;
    weights.push([name, weight * chance.pick([0.3, 1, 1, 3])]);
  }
  if (!weights.some(([name]) => name === 'visitor posts')) weights.push(['visitor posts', 10]);
  return weights;
}

function moods(chance: Chance, faults: boolean): string[] {
  if (!faults) return ['good', 'good', 'slow'];
  return ['good', ...AI_MOODS.filter(() => chance.yes(0.3)), ...(chance.yes(0.5) ? ['good', 'good', 'good'] : [])];
}

function pause(chance: Chance, name: ActionName): number {
  if (name === 'time passes') return chance.pick([10_000, 30_000, 60_000, 130_000, 320_000]);
  const draw = chance.next();
  if (draw < 0.35) return chance.int(0, 30);
  if (draw < 0.75) return chance.int(30, 800);
  if (draw < 0.96) return chance.int(800, 5_000);
  return chance.int(5_000, 20_000);
}
