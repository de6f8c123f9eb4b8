/**
 * The house's shape, held by a test: imports go one way, the core knows no clock, files stay small, nobody writes markup.
 * Rules are in the docs (docs/decisions, src/core/RULES.md); exceptions are named here, each with its reason.
 * The rules are functions over sources, so that the last tests can show that each of them is able to fail.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Source {
  /** From the repository's root. */
  path: string;
  text: string;
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|js|mjs|css|html)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
}

const all = ['src', 'web'].flatMap(sourcesIn);
const code = all.filter(({ path }) => /\.tsx?$/.test(path));

interface Import {
  /** A path from the root without extension, or a package's name. */
  target: string;
  typeOnly: boolean;
}

/** What a file imports, exports from, or imports when it runs. A list of names that are all types counts as types. */
function importsOf({ path, text }: Source): Import[] {
  const found: Import[] = [];
  const statements = /^(?:import|export)\s+(type\s+)?([\w$*\s{},]*?)\s*\bfrom\s+['"]([^'"]+)['"]/gm;
  for (const [, type, names = '', from] of withoutComments(text).matchAll(statements)) {
    const list = /^\{([^}]*)\}$/.exec(names)?.[1]?.split(',') ?? [];
    const named = list.map((name) => name.trim()).filter(Boolean);
    const types = named.length > 0 && named.every((name) => name.startsWith('type '));
    found.push({ target: resolve(path, from!), typeOnly: type !== undefined || types });
  }
  for (const [, from] of withoutComments(text).matchAll(/^import\s+['"]([^'"]+)['"]/gm)) {
    found.push({ target: resolve(path, from!), typeOnly: false });
  }
  for (const [, from] of withoutComments(text).matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) {
    found.push({ target: resolve(path, from!), typeOnly: false });
  }
  return found;
}

function resolve(path: string, from: string): string {
  if (from.startsWith('#')) return `src/${from.slice(1)}`.replace(/\.ts$/, '');
  if (!from.startsWith('.')) return from;
  return posix.normalize(posix.join(dirname(path), from.replace(/\.tsx?(\?.*)?$/, '')));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** Which of our folders or files each folder may import besides itself; `type …` allows types only. */
const MAY_IMPORT: Record<string, string[]> = {
  'src/protocol': [],
  'src/core': ['src/protocol'],
  'src/history': ['src/protocol'],
  // Words are folded and split the same way for the index and for the answerer that reads it.
  'src/bot': ['src/protocol', 'src/core/word', 'src/core/passage'],
  'src/site': ['src/core', 'src/protocol', 'src/history', 'src/bot'],
  'src/http': ['src/protocol', 'src/history', 'src/core/policy', 'type src/site/door'],
  'src/worker': ['src/http', 'src/site'],
  'web/kit': ['src/protocol'],
  'web/dashboard': ['web/kit', 'src/protocol'],
  // Values only from modules that need no zod: it would be most of the widget.
  'web/widget': [
    'web/kit',
    'type src/protocol',
    'src/protocol/limits',
    'src/protocol/close-code',
    'src/protocol/text',
    'src/protocol/page-address',
  ],
};

/** Imports that the table above doesn't allow, as `file → target`. */
function wrongWay(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    const home = homeOf(source.path);
    const allowed = home === null ? [] : [home, ...MAY_IMPORT[home]!];
    return importsOf(source)
      .filter(({ target }) => /^(src|web|tests|demo|scripts)\//.test(target))
      .filter(({ target, typeOnly }) => {
        return !allowed.some((entry) => {
          const [only, folder] = entry.startsWith('type ') ? [true, entry.slice(5)] : [false, entry];
          return (target === folder || target.startsWith(`${folder}/`)) && (!only || typeOnly);
        });
      })
      .map(({ target, typeOnly }) => `${source.path} → ${typeOnly ? 'type ' : ''}${target}`);
  });
}

function homeOf(path: string): string | null {
  return (
    Object.keys(MAY_IMPORT).find((folder) => path.startsWith(`${folder}/`) || path.startsWith(`${folder}.`)) ?? null
  );
}

/** `file: line` of each line outside comments that matches. */
function linesWith(sources: Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) =>
    withoutComments(text)
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
}

const NO_CLOCK = /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)|\bperformance\.now\b|\bcrypto\./;
const MARKUP = /\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|srcdoc)\b|\bdocument\.write\b/;
const UNFINISHED = /\b(TODO|FIXME|XXX)\b/;
const DEFAULT_EXPORT = /^export default\b/;

/** Entries that a tool asks a default export of. */
const DEFAULT_EXPORTS = /^src\/worker\.ts$|(^|\/)vite\.[a-z.]*config\.ts$/;

/** Files that are longer than 300 lines, and why. */
const LONG: Record<string, string> = {
  'src/core/store.ts': 'one statement a function over every table: the only place with SQL of the core',
};
const LINES_MAX = 300;
const SITE_LINES_MAX = 200;

const lines = (text: string) => text.trimEnd().split('\n').length;

function tooLong(sources: Source[]): string[] {
  return sources.filter(({ path, text }) => lines(text) > LINES_MAX && !(path in LONG)).map(({ path }) => path);
}

/** Files that import each other, directly or through others: each circle once, as `file → file → file`. Types make none. */
function circles(sources: Source[]): string[] {
  const nameOf = (path: string) => path.replace(/\.tsx?$/, '');
  const targets = new Map(
    sources.map((source) => {
      const values = importsOf(source).filter(({ typeOnly }) => !typeOnly);
      return [nameOf(source.path), values.map(({ target }) => target)];
    }),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (done.has(file)) return;
    done.add(file);
    for (const target of targets.get(file) ?? []) visit(target, [...way, file]);
  };
  for (const file of targets.keys()) visit(file, []);
  return found;
}

test('every source has a home in the table of imports', () => {
  expect(code.filter(({ path }) => homeOf(path) === null).map(({ path }) => path)).toEqual([]);
  expect(code.length).toBeGreaterThan(100);
});

test('imports go one way', () => {
  expect(wrongWay(code)).toEqual([]);
});

test('no file imports itself through others', () => {
  expect(circles([...code, ...['tests', 'scripts', 'demo'].flatMap(sourcesIn)])).toEqual([]);
});

// Phone numbers: the plans of 245 countries are no work of ours. It is pure, and the core is in no browser's bundle.
test('the protocol and the core need no packages but zod and libphonenumber-js', () => {
  const packages = code
    .filter(({ path }) => /^src\/(protocol|core)\//.test(path))
    .flatMap((source) => importsOf(source).map(({ target }) => target))
    .filter((target) => !target.startsWith('src/'));
  expect([...new Set(packages)].sort()).toEqual(['libphonenumber-js/min', 'zod']);
});

test('what the widget takes of the protocol as values needs no zod', () => {
  for (const entry of MAY_IMPORT['web/widget']!.filter((it) => it.startsWith('src/protocol/'))) {
    const source = code.find(({ path }) => path === `${entry}.ts`)!;
    expect(
      importsOf(source).filter(({ typeOnly }) => !typeOnly),
      entry,
    ).toEqual([]);
  }
});

test('the core has no clock and no dice', () => {
  expect(
    linesWith(
      code.filter(({ path }) => path.startsWith('src/core/')),
      NO_CLOCK,
    ),
  ).toEqual([]);
});

test('nobody writes markup: text is text nodes', () => {
  expect(
    linesWith(
      all.filter(({ path }) => path.startsWith('web/')),
      MARKUP,
    ),
  ).toEqual([]);
});

test('only entries have a default export', () => {
  expect(
    linesWith(
      code.filter(({ path }) => !DEFAULT_EXPORTS.test(path)),
      DEFAULT_EXPORT,
    ),
  ).toEqual([]);
});

test('the object’s class stays small', () => {
  expect(lines(code.find(({ path }) => path === 'src/site/site.ts')!.text)).toBeLessThan(SITE_LINES_MAX);
});

test('no file is over 300 lines without a reason', () => {
  expect(tooLong(code)).toEqual([]);
  for (const path of Object.keys(LONG)) {
    const source = code.find((it) => it.path === path);
    expect(source && lines(source.text) > LINES_MAX, `${path} needs no exception any more`).toBe(true);
  }
});

test('nothing is left for later', () => {
  expect(all.filter(({ text }) => UNFINISHED.test(text)).map(({ path }) => path)).toEqual([]);
});

describe('each rule is able to fail', () => {
  const at = (path: string, text: string): Source[] => [{ path, text }];

  test.each([
    ['src/protocol/a.ts', "import { handle } from '#core/engine';"],
    ['src/core/a.ts', "import { send } from '../site/sockets.ts';"],
    ['src/core/a.ts', "export * from '../history/db.ts';"],
    ['src/http/a.ts', "import type { Store } from '#core/store';"],
    ['src/http/a.ts', "import { Site } from '../site/site.ts';"],
    ['src/http/a.ts', "import { type Answer, open } from '../site/door.ts';"],
    ['src/history/a.ts', "import { x } from '../http/env.ts';"],
    ['src/bot/a.ts', "import { x } from '#core/store';"],
    ['web/kit/a.ts', "import { x } from '../dashboard/api.ts';"],
    ['web/kit/a.ts', "import { x } from '../../src/core/word.ts';"],
    ['web/dashboard/a.ts', "const page = () => import('../widget/loader.ts');"],
    ['web/widget/a.ts', "import {\n  x,\n} from '../dashboard/api.ts';"],
    ['web/widget/a.ts', "import { pageSchema } from '#protocol/visitor-wire';"],
    ['web/widget/a.ts', "import { type VisitorFrame, pageSchema } from '#protocol/visitor-wire';"],
    ['web/widget/a.ts', "import '#protocol/wire';"],
  ])('%s may not say %j', (path, text) => {
    expect(wrongWay(at(path, text))).toHaveLength(1);
  });

  test.each([
    ['src/core/a.ts', "import type { Entry } from '#protocol/entry';"],
    ['src/http/a.ts', "import type { SiteDoor } from '../site/door.ts';"],
    ['src/http/a.ts', "import { allows } from '#core/policy';"],
    ['web/widget/a.ts', "import { type VisitorFrame, type VisitorUpdate } from '#protocol/visitor-wire';"],
    ['web/widget/a.ts', "import { countChars } from '#protocol/text';"],
    ['web/dashboard/a.ts', "// import { x } from '../widget/loader.ts';"],
  ])('%s may say %j', (path, text) => {
    expect(wrongWay(at(path, text))).toEqual([]);
  });

  test.each([
    [NO_CLOCK, 'const now = Date.now();'],
    [NO_CLOCK, 'const id = Math.random();'],
    [NO_CLOCK, 'return new Date();'],
    [MARKUP, 'node.innerHTML = text;'],
    [MARKUP, '<div innerHTML={text} />'],
    [MARKUP, 'document.write(text)'],
    [DEFAULT_EXPORT, 'export default class A {}'],
    [UNFINISHED, 'x(); // TODO later'.replace('//', '')],
  ])('%s finds %j', (pattern, line) => {
    expect(linesWith(at('src/core/a.ts', line), pattern)).toHaveLength(1);
  });

  test('a circle is found, and one of types only is none', () => {
    const circle = (first: string): Source[] => [
      { path: 'src/core/a.ts', text: first },
      { path: 'src/core/b.ts', text: "import { c } from './c.ts';" },
      { path: 'src/core/c.ts', text: "import { a } from '#core/a';" },
    ];
    expect(circles(circle("import { b } from './b.ts';"))).toEqual([
      'src/core/a → src/core/b → src/core/c → src/core/a',
    ]);
    expect(circles(circle("import type { B } from './b.ts';"))).toEqual([]);
  });

  test('a file of 301 lines is found', () => {
    expect(tooLong(at('src/core/a.ts', 'x\n'.repeat(300)))).toEqual([]);
    expect(tooLong(at('src/core/a.ts', 'x\n'.repeat(301)))).toEqual(['src/core/a.ts']);
  });
});
