/** Plays the seeds of a job, one after the other, and tells what broke. */
import type { Job, Told } from './job.ts';
import type { Plan } from './plan.ts';
import { install } from './platform/globals.ts';
import type { Code } from './world.ts';

/** Loads the real code, in a world of doubles. */
export async function ready(): Promise<(job: Job, tell: (told: Told) => void) => void> {
  install();
  const site = '../../src/site/site.ts';
  const schema = '../../src/core/schema.ts';
  const code: Code = {
    Site: ((await import(site)) as { Site: Code['Site'] }).Site,
    migrate: ((await import(schema)) as { migrate: Code['migrate'] }).migrate,
  };
  const { play } = await import('./play.ts');
  const { planOf } = await import('./plan.ts');
  const { shrink } = await import('./shrink.ts');
  const { bytesAreTheSame, watchedPlan } = await import('./unseen.ts');
  const { reachedCounts } = await import('./reached.ts');
  return (job, tell) => {
    const began = performance.now();
    let actions = 0;
    let failed = 0;
    let seed = job.from;
    for (; seed < job.from + job.count && failed < job.failures; seed += job.stride) {
      let plan = planOf(seed, job.steps);
      const played = play(plan, code);
      actions += played.steps;
      let { broken } = played;
      let playAgain = (shorter: Plan) => play(shorter, code).broken;
      if (!broken && seed % job.twiceEvery === 0) {
        const again = play(plan, code);
        if (again.trace !== played.trace) broken = { invariant: 'the same seed twice', message: 'another trace' };
        // Where frames wait for each other, one more frame may move another by a millisecond.
        if (!broken && !job.small) {
          plan = watchedPlan(seed, job.steps);
          playAgain = (shorter) => bytesAreTheSame(shorter, code);
          broken = playAgain(plan);
        }
      }
      if (!broken) continue;
      failed++;
      if (!job.shrink) {
        tell({ is: 'broken', seed, ...broken });
        continue;
      }
      const { invariant } = broken;
      const until = played.broken ? played.steps + 1 : undefined;
      const short = shrink({ ...plan, actions: plan.actions.slice(0, until) }, invariant, (shorter) => {
        return playAgain(shorter)?.invariant ?? null;
      });
      const { story } = play(short, code, { story: true });
      tell({ is: 'broken', seed, ...(playAgain(short) ?? broken), story, left: short.actions.length });
    }
    const ms = Math.round(performance.now() - began);
    tell({ is: 'done', seeds: Math.ceil((seed - job.from) / job.stride), actions, ms, reached: reachedCounts() });
  };
}
