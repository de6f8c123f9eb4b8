/** Every rule of RULES.md has a test whose title begins with its id, and every id in a title is a rule. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

const rules = [...readFileSync(join(root, 'src/core/RULES.md'), 'utf8').matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map(
  (match) => match[1]!,
);

/** Ids at the beginning of the titles in `tests/`: `test('CO1 …'`, also through `.each(…)(`. */
const tested = new Map<string, string>();
for (const path of readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.test.ts') && !path.endsWith('-suite.ts')) continue;
  const text = readFileSync(join(root, 'tests', path), 'utf8');
  for (const [, id] of text.matchAll(/\(\s*['"`]([A-Z]{2}\d+) /g)) tested.set(id!, path);
}

test('each rule has a test', () => {
  expect(rules.length).toBeGreaterThan(60);
  expect(rules.filter((id) => !tested.has(id))).toEqual([]);
});

test('each rule that a test names exists', () => {
  expect([...tested].filter(([id]) => !rules.includes(id))).toEqual([]);
});

test('no number is given twice', () => {
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
});
