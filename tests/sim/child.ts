/**
 * A process that plays seeds. It is asked in lines of JSON, each a `Job`, and answers in lines of JSON. One that plants bugs loads the sources
 * anew for each, which takes a fraction of what a process of its own would.
 */
import { createInterface } from 'node:readline';
import { registerSimulation } from './hooks.ts';
import { type Job, patchesOf, type Told } from './job.ts';

const report = console.log;
const tell = (told: Told) => report(JSON.stringify(told));
let copies = 0;

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line) as Job;
  const copy = job.bug === undefined ? '' : `?copy=${++copies}`;
  const [patches, known] = patchesOf(job);
  registerSimulation(patches, known, { copy });
  const seeds: typeof import('./seeds.ts') = copy ? await import(`./seeds.ts${copy}`) : await import('./seeds.ts');
  const playSeeds = await seeds.ready();
  // From here on nothing may run inside a microtask: the simulation drains them itself.
  await new Promise<void>((done) => {
    setImmediate(() => {
      playSeeds(job, tell);
      done();
    });
  });
}
