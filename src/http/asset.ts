/** A static file of the build, for answers of the Worker that are made of one. */
import { inTime } from '../history/patience.ts';
import type { WorkerEnv } from './env.ts';

/** The platform's answer for the file at `path` of the origin that `request` came to. */
export function asset(env: WorkerEnv, request: Request, path: string): Promise<Response> {
  return inTime(env.ASSETS.fetch(new Request(new URL(path, request.url))), 'an asset');
}
