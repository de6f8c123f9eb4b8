/** Once for all stories: the Worker bundled, and a Chromium found. Both would otherwise be paid for by every file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { TestProject } from 'vitest/node';
import { findChromium } from '../../../scripts/chromium.ts';
import { wrangler } from '../../../scripts/wrangler.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the bundled Worker. */
    worker: string;
    /** The path of a Chromium. */
    chromium: string;
  }
}

export async function setup(project: TestProject) {
  const worker = mkdtempSync(`${tmpdir()}/edgewise-stories-`);
  const bundled = await wrangler(['deploy', '--dry-run', '--outdir', worker]);
  if (bundled.code !== 0) throw new Error(`The Worker can't be bundled:\n${bundled.out}${bundled.err}`);
  project.provide('worker', worker);
  project.provide('chromium', findChromium());
  return () => rmSync(worker, { recursive: true, force: true });
}
