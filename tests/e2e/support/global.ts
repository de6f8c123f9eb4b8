/** Once for all stories: the Worker bundled, and one Chromium that each connects to. Both would otherwise be paid for by every file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { findChromium } from '../../../scripts/chromium.ts';
import { wrangler } from '../../../scripts/wrangler.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the bundled Worker. */
    worker: string;
    /** Where Chromium listens. */
    chromium: string;
  }
}

/** Chromium without anything that would ask the network for something. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function setup(project: TestProject) {
  const worker = mkdtempSync(`${tmpdir()}/edgewise-stories-`);
  const bundled = await wrangler(['deploy', '--dry-run', '--outdir', worker]);
  if (bundled.code !== 0) throw new Error(`The Worker can't be bundled:\n${bundled.out}${bundled.err}`);
  const server = await chromium.launchServer({ executablePath: findChromium(), args: FLAGS });
  project.provide('worker', worker);
  project.provide('chromium', server.wsEndpoint());
  return async () => {
    await server.close();
    rmSync(worker, { recursive: true, force: true });
  };
}
