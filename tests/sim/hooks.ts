/**
 * How the real code is loaded here: `cloudflare:workers` is a class of two lines, the object's answerer is the simulation's, and a source
 * may be patched on its way in (a planted bug, a limit made small). Only what node:module offers, so nothing has to be built.
 */
import { registerHooks } from 'node:module';

/** A change of one place in a source. `find` must be there exactly once. */
export interface Patch {
  name: string;
  /** From the project's root. */
  file: string;
  find: string;
  replace: string;
}

const ROOT = new URL('../../', import.meta.url).href;
const DURABLE_OBJECT = 'export class DurableObject { constructor(ctx, env) { this.ctx = ctx; this.env = env; } }';

/** To be called before any of the real code is loaded. `answerer`: whether the simulation's takes the place of the real one. */
export function registerSimulation(
  patches: readonly Patch[],
  known: readonly Patch[] = [],
  { answerer = true }: { answerer?: boolean } = {},
): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'cloudflare:workers') return { url: 'sim:workers', shortCircuit: true };
      if (answerer && specifier.endsWith('/bot/embedded.ts') && context.parentURL?.startsWith(`${ROOT}src/site/`)) {
        return next('./people/answerer.ts', { ...context, parentURL: import.meta.url });
      }
      return next(specifier, context);
    },
    load(url, context, next) {
      if (url === 'sim:workers') return { format: 'module', source: DURABLE_OBJECT, shortCircuit: true };
      const loaded = next(url, context);
      const ofThis = ({ file }: Patch) => url === ROOT + file;
      if (![...patches, ...known].some(ofThis)) return loaded;
      const healed = known
        .filter(ofThis)
        .reduce((text, { find, replace }) => text.replace(find, () => replace), String(loaded.source));
      return { ...loaded, source: patches.filter(ofThis).reduce(patch, healed) };
    },
  });
}

function patch(source: string, { name, file, find, replace }: Patch): string {
  const found = source.split(find).length - 1;
  if (found !== 1) throw new Error(`patch "${name}": its text stands ${found} times in ${file}, not once`);
  return source.replace(find, () => replace);
}
