/**
 * How the real code is loaded here: `cloudflare:workers` is a class of two lines, the object's answerer is the simulation's, and a source
 * may be patched on its way in (a planted bug, a limit made small). Only what node:module offers, so nothing has to be built.
 * A process may load all of it several times, each time patched in another way: what is imported from `…?copy=2` is of the second copy.
 */
import { registerHooks, stripTypeScriptTypes } from 'node:module';

/** A change of one place in a source. `find` must be there exactly once. */
export interface Patch {
  name: string;
  /** From the project's root. */
  file: string;
  find: string;
  replace: string;
}

interface Copy {
  patches: readonly Patch[];
  known: readonly Patch[];
  /** Whether the simulation's answerer takes the place of the real one. */
  answerer: boolean;
}

const ROOT = new URL('../../', import.meta.url).href;
const DURABLE_OBJECT = 'export class DurableObject { constructor(ctx, env) { this.ctx = ctx; this.env = env; } }';

/** By what follows the file in the URL. */
const copies = new Map<string, Copy>();
/** Sources that no copy patches, as JavaScript. */
const unpatched = new Map<string, string>();

/** To be called before any of the real code is loaded; `copy` is '' or a query. */
export function registerSimulation(
  patches: readonly Patch[],
  known: readonly Patch[] = [],
  { answerer = true, copy = '' }: { answerer?: boolean; copy?: string } = {},
): void {
  if (copies.size === 0) registerHooks({ resolve, load });
  copies.set(copy, { patches, known, answerer });
}

type Hooks = Required<Parameters<typeof registerHooks>[0]>;

const resolve: Hooks['resolve'] = (specifier, context, next) => {
  if (specifier === 'cloudflare:workers') return { url: 'sim:workers', shortCircuit: true };
  const { file, copy } = partsOf(context.parentURL ?? '');
  const stands =
    copies.get(copy)?.answerer && specifier.endsWith('/bot/embedded.ts') && file.startsWith(`${ROOT}src/site/`);
  const resolved = stands
    ? next('./people/answerer.ts', { ...context, parentURL: import.meta.url })
    : next(specifier, context);
  const isOurs = resolved.url.startsWith(ROOT) && !resolved.url.startsWith(`${ROOT}node_modules/`);
  return isOurs && copy !== '' ? { ...resolved, url: resolved.url + copy } : resolved;
};

const load: Hooks['load'] = (url, context, next) => {
  if (url === 'sim:workers') return { format: 'module', source: DURABLE_OBJECT, shortCircuit: true };
  const { file, copy } = partsOf(url);
  const { patches, known } = copies.get(copy) ?? { patches: [], known: [] };
  const ofThis = (each: Patch) => file === ROOT + each.file;
  const isPatched = [...patches, ...known].some(ofThis);
  if (copy !== '' && !isPatched && unpatched.has(file))
    return { format: 'module', source: unpatched.get(file)!, shortCircuit: true };
  const loaded = next(url, context);
  if (!isPatched && (copy === '' || !file.endsWith('.ts'))) return loaded;
  const healed = known
    .filter(ofThis)
    .reduce((text, { find, replace }) => text.replace(find, () => replace), String(loaded.source));
  const source = patches.filter(ofThis).reduce(patch, healed);
  if (copy === '') return { ...loaded, source };
  const script = stripTypeScriptTypes(source, { mode: 'transform' });
  if (!isPatched) unpatched.set(file, script);
  return { format: 'module', source: script, shortCircuit: true };
};

function partsOf(url: string): { file: string; copy: string } {
  const at = url.indexOf('?');
  return at === -1 ? { file: url, copy: '' } : { file: url.slice(0, at), copy: url.slice(at) };
}

function patch(source: string, { name, file, find, replace }: Patch): string {
  const found = source.split(find).length - 1;
  if (found !== 1) throw new Error(`patch "${name}": its text stands ${found} times in ${file}, not once`);
  return source.replace(find, () => replace);
}
