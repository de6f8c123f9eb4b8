/**
 * Builds the documents on the chat origin, `dist/widget/frame.html` and `refused.html`, and their assets, and the loader's `later.js`.
 * Run with `vite build -c web/widget/vite.config.ts`.
 */
import { defineConfig, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';
import { CloseCode } from '../../src/protocol/close-code.ts';
import { bareImports } from './bare-imports.ts';
import { shorter } from './vite.shorter.ts';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  // The Worker serves the documents under /frame/…, so assets are named from the root.
  base: '/widget/',
  // The frame is one root: delegated events would only cost bytes.
  plugins: [
    bareImports(),
    bareCodes(),
    bareKit(),
    fixedWords(),
    leanSolid(),
    solid({ solid: { delegateEvents: false } }),
    shorter(),
  ],
  build: {
    outDir: '../../dist/widget',
    // Nothing but this build writes there; without it every build would leave its hashed files behind.
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: false,
    rolldownOptions: {
      input: ['frame.html', 'refused.html', 'host/later.ts'],
      // The loader knows what it may need later by its name, and imports from it.
      preserveEntrySignatures: 'exports-only',
      output: { entryFileNames: ({ name }) => (name === 'later' ? '[name].js' : 'assets/[name]-[hash].js') },
      optimization: { inlineConst: { mode: 'all', pass: 3 } },
    },
  },
});

/** Constants are inlined, but not those in an object: the name of every close code would be in every download. */
function bareCodes(): Plugin {
  return {
    name: 'bare-codes',
    enforce: 'pre',
    apply: 'build',
    transform: (code, id) =>
      /\.tsx?$/.test(id)
        ? code.replace(/\bCloseCode\.(\w+)/g, (_, name) => String(CloseCode[name as keyof typeof CloseCode]))
        : undefined,
  };
}

/** What the kit does for agents alone is in no visitor's download. */
function bareKit(): Plugin {
  return {
    name: 'bare-kit',
    enforce: 'pre',
    apply: 'build',
    transform: (code, id) =>
      id.includes('/kit/')
        ? code
            .replace('options.curesUnauthorized', 'false')
            .replace("entry.kind === 'note'", 'false')
            .replace(', text: update.text }', ' }')
            .replace(/unask\(id\) \{[^}]*\},/, '')
        : undefined,
  };
}

/** A word without parameters never changes while the panel is open: Solid needn't watch it. */
function fixedWords(): Plugin {
  return {
    name: 'fixed-words',
    enforce: 'pre',
    apply: 'build',
    transform: (code, id) => (id.endsWith('.tsx') ? code.replace(/\{(t\('\w+'\))\}/g, '{/*@once*/ $1}') : undefined),
  };
}

/**
 * The panel neither hydrates nor suspends; it has no transitions, contexts, error boundaries, stores, custom elements or formulas, no piece that
 * begins within a picture, and its lists have neither an index nor a fallback. Its one root has no owner and an empty element. What Solid holds
 * for anything else is never set. Said out loud, that lets the minifier drop 1.5 kB. Where a later Solid is written otherwise, nothing is replaced
 * or broken.
 */
function leanSolid(): Plugin {
  const UNSET =
    /\b(Transition|SuspenseContext|ERROR|sharedConfig\.effects|node\.(tOwned|suspense)|indexes|options\.fallback)(?= &&|\) )/g;
  return {
    name: 'lean-solid',
    enforce: 'pre',
    apply: 'build',
    transform: (code, id) =>
      /solid-js\/(dist\/solid|web\/dist\/web)\.js/.test(id)
        ? code
            .replace(UNSET, 'false')
            .replaceAll('"fallback" in props', 'false')
            .replace(/is(ImportNode|SVG|MathML) \?/g, 'false ?')
            .replaceAll('newItems[$TRACK];', '')
            .replace('fn.cloneNode = fn;', '')
            .replace('mapFn.length > 1 ?', 'false ?')
            .replace(/element === document \? code\(\) : insert\([^;]*;/, 'insert(element, code());')
            .replace(', options.owner)', ')')
            .replace('if (!options || !options.render) c.user', 'c.user')
            .replace('createMemo(() => fn())', 'createMemo(fn)')
            .replace('detachedOwner === undefined ? owner : detachedOwner', 'owner')
            .replace('unowned = fn.length === 0', 'unowned = false')
            .replaceAll(
              'options ? Object.assign({}, signalOptions, options) : signalOptions',
              'options || signalOptions',
            )
            .replace(/if \(Updates\.length > 10e5\) \{[^}]*\}/, '')
            .replace(/\bcontext: .*null,/g, '')
            .replaceAll('= castError(err)', '= err')
            .replace(/(!*)sharedConfig\.context(?! = )/g, '$1false')
            .replace(/isHydrating\(\w*\)(?! \{)/g, 'false')
            // Names of its own that no other code reads, each of a beginning of its own.
            .replace(/\b(observer|source)Slots\b/g, '$1s_')
            .replace(/\b(observers|cleanups|updatedAt|comparator|owned)\b/g, (name) => `${name.slice(0, 2)}_`)
        : undefined,
  };
}
