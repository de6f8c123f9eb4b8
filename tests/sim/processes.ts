/** Spreads seeds over processes and gathers what they tell. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BUGS } from './bugs.ts';
import { CAUGHT_AT } from './caught-at.ts';
import type { Job, Told } from './job.ts';

export type BrokenSeed = Extract<Told, { is: 'broken' }>;

export interface PlayedSeeds {
  seeds: number;
  actions: number;
  /** Summed over the processes. */
  ms: number;
  broken: BrokenSeed[];
  reached: Record<string, number>;
}

/** A machine of CI has two cores. */
const PROCESSES = 2;
/** A planted bug must be caught within so many seeds. */
export const BUG_SEEDS = 1_500;

export async function playSeeds(
  job: Omit<Job, 'stride'>,
  onBroken: (broken: BrokenSeed) => void = () => {},
): Promise<PlayedSeeds> {
  const parts = await Promise.all(
    Array.from({ length: PROCESSES }, async (_, i) => {
      const player = startPlayer(onBroken);
      const count = Math.max(0, job.count - i);
      return player.play({ ...job, from: job.from + i, count, stride: PROCESSES }).finally(player.end);
    }),
  );
  const sum = (of: (part: PlayedSeeds) => number) => parts.reduce((total, part) => total + of(part), 0);
  const reached: Record<string, number> = {};
  for (const part of parts)
    for (const [name, count] of Object.entries(part.reached)) reached[name] = (reached[name] ?? 0) + count;
  return {
    seeds: sum((part) => part.seeds),
    actions: sum((part) => part.actions),
    ms: sum((part) => part.ms) / PROCESSES,
    broken: parts.flatMap((part) => part.broken).sort((a, b) => a.seed - b.seed),
    reached,
  };
}

/** Plants every bug and plays until it is caught. Answers how many were, and tells each. */
export async function catchBugs(tell: (line: string) => void): Promise<number> {
  const queue = [...BUGS];
  let caught = 0;
  const next = async (player: Player): Promise<void> => {
    const bug = queue.shift();
    if (!bug) return;
    const job = {
      from: 1,
      count: BUG_SEEDS,
      stride: 1,
      steps: 300,
      failures: 1,
      shrink: false,
      twiceEvery: 10,
      small: bug.small ?? false,
    };
    // Where it was caught the last time it is looked for first; what has moved since is found anew.
    const known = CAUGHT_AT[bug.name];
    const again = known === undefined ? null : await player.play({ ...job, from: known, count: 1, bug: bug.name });
    const { broken, seeds, ms } = again?.broken[0] ? again : await player.play({ ...job, bug: bug.name });
    const by = broken[0];
    if (by) caught++;
    const seconds = (ms / 1_000).toFixed(1);
    tell(
      by
        ? `  caught by ${by.invariant} at seed ${by.seed}, ${seconds} s: ${bug.name}`
        : `  NOT CAUGHT in ${seeds} seeds: ${bug.name}`,
    );
    return next(player);
  };
  await Promise.all(
    Array.from({ length: PROCESSES }, () => {
      const player = startPlayer();
      return next(player).finally(player.end);
    }),
  );
  tell(`planted bugs: ${caught} of ${BUGS.length} caught`);
  return caught;
}

export function tellBroken({ seed, invariant, message, story = [], left }: BrokenSeed): string {
  const how = left === undefined ? '' : `, ${left} actions left`;
  return `seed ${seed} breaks ${invariant}${how}\n${message}\n${story.map((line) => `  ${line}`).join('\n')}\n`;
}

interface Player {
  /** One job at a time. */
  play(job: Job): Promise<PlayedSeeds>;
  end: () => void;
}

/** Starts a process that plays. */
function startPlayer(onBroken: (broken: BrokenSeed) => void = () => {}): Player {
  const flags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];
  const script = new URL('./child.ts', import.meta.url).pathname;
  // The next process loads the same sources.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'edgewise-sim-sources') };
  const child = spawn(process.execPath, [...flags, script], { stdio: ['pipe', 'pipe', 'pipe'], env });
  let played: PlayedSeeds | null = null;
  let answer = (_: PlayedSeeds | null) => {};
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  createInterface(child.stdout).on('line', (line) => {
    const told = JSON.parse(line) as Told;
    if (told.is === 'broken') {
      onBroken(told);
      return void played!.broken.push(told);
    }
    const { seeds, actions, ms, reached } = told;
    answer({ ...played!, seeds, actions, ms, reached });
  });
  child.on('close', () => answer(null));
  return {
    play: (job) =>
      new Promise((resolve, reject) => {
        played = { seeds: 0, actions: 0, ms: 0, broken: [], reached: {} };
        answer = (all) => {
          if (all) resolve(all);
          else reject(new Error(`a process of the simulation ended early:\n${errors}`));
        };
        child.stdin.write(`${JSON.stringify(job)}\n`);
      }),
    end: () => child.stdin.end(),
  };
}
