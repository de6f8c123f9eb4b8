/** Builds what browsers get, for the scripts that need it built: `npm run build`, told only when it fails. */
import { spawnSync } from 'node:child_process';
import { ROOT } from './wrangler.ts';

/** Runs `npm run build`; silent unless it fails. */
export function build(): void {
  console.log('Building …');
  const npm = process.env.npm_execpath;
  const [command, args] = npm === undefined ? ['npm', ['run', 'build']] : [process.execPath, [npm, 'run', 'build']];
  const built = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The build failed:\n${built.stdout}${built.stderr}`);
}
