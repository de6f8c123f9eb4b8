/** Once for all stories: the Worker bundled, and a Chromium found. Both would otherwise be paid for by every file. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { findChromium } from '../../../scripts/chromium.ts';
import { bundleWorker } from '../../server/bundle.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the bundled Worker. */
    worker: string;
    /** The folder of the same Worker with an AI that writes slowly. */
    slowWorker: string;
    /** The path of a Chromium. */
    chromium: string;
  }
}

export async function setup(project: TestProject) {
  const bundle = await bundleWorker();
  configure(bundle.folder);
  const slowWorker = `${bundle.folder}-slow`;
  slow(bundle.folder, slowWorker);
  project.provide('worker', bundle.folder);
  project.provide('slowWorker', slowWorker);
  project.provide('chromium', findChromium());
  return () => {
    bundle.remove();
    rmSync(slowWorker, { recursive: true, force: true });
  };
}

/** The deployment's settings, but for the limit on sign-ins by address: all the stories of a process sign in from one. */
function configure(folder: string): void {
  const toml = readFileSync(`${ROOT}wrangler.toml`, 'utf8');
  const configured = toml
    .replace('directory = "./dist"', `directory = "${ROOT}dist"`)
    .replace('migrations_dir = "migrations"', `migrations_dir = "${ROOT}migrations"`)
    .replace('main = "src/worker.ts"', 'main = "worker.js"')
    .replaceAll(/limit = \d+,/g, 'limit = 10000,');
  writeFileSync(`${folder}/wrangler.toml`, configured);
}

/** Makes the pause between two parts of an answer longer: the longest answer takes some 12 s, of the 45 it may take. */
function slow(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  const bundle = readFileSync(`${to}/worker.js`, 'utf8');
  const slowed = bundle.replace('DELTA_PAUSE_MS = 30;', 'DELTA_PAUSE_MS = 400;');
  if (slowed === bundle) throw new Error('The bundled Worker has no DELTA_PAUSE_MS = 30: the embedded AI has changed.');
  writeFileSync(`${to}/worker.js`, slowed);
}
