/** Empties `dist/` before a build, so that nothing of an older one is served. */
import { mkdirSync, rmSync } from 'node:fs';
import { ROOT } from './wrangler.ts';

rmSync(`${ROOT}dist`, { recursive: true, force: true });
mkdirSync(`${ROOT}dist`, { recursive: true });
