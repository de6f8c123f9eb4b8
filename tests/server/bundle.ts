/**
 * The Worker as it would be deployed, bundled into a folder of its own; dist/ is left alone. Takes the bundle that `npm test` has made,
 * where there is one.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { wrangler } from '../../scripts/wrangler.ts';

export interface Bundle {
  /** The folder. */
  folder: string;
  /** The module to run. */
  worker: string;
  remove(): void;
}

export async function bundleWorker(): Promise<Bundle> {
  const folder = mkdtempSync(`${tmpdir()}/edgewise-bundle-`);
  const made = process.env.EDGEWISE_BUNDLE;
  if (made) cpSync(made, folder, { recursive: true });
  else {
    const bundled = await wrangler(['deploy', '--dry-run', '--outdir', folder]);
    if (bundled.code !== 0) throw new Error(`The Worker can't be bundled:\n${bundled.out}${bundled.err}`);
  }
  return { folder, worker: `${folder}/worker.js`, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
