/** Which pages may hold a site's widget, remembered: every page view of every shop asks. */
import { siteOrigins } from '../history/sites.ts';
import { siteAt, type WorkerEnv } from './env.ts';
import { errorFacts } from './errors.ts';
import { Remembered } from './remembered.ts';

/** By site; null where there is none. */
export const ORIGINS = new Remembered(originsOf);

/** From D1; while that is down, from the site itself, so that visitors don't notice. */
async function originsOf(env: WorkerEnv, site: string): Promise<string[] | null> {
  try {
    return await siteOrigins(env.HISTORY, site);
  } catch (error) {
    console.error(JSON.stringify({ event: 'origins.from-object', site, ...errorFacts(error) }));
    const answer = await siteAt(env, site).read();
    return answer.ok ? answer.value.origins : null;
  }
}
