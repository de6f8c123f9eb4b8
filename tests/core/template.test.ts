/** Message templates (RULES.md, TE): who sees and writes which, and how placeholders are filled. */
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sql, SqlValue } from '../../src/core/sql.ts';
import {
  importTemplates,
  listTemplates,
  removeTemplate,
  saveTemplate,
  TEMPLATE_SCHEMA,
  type TemplateWriter,
} from '../../src/core/template.ts';
import {
  fill,
  fillParts,
  PLACEHOLDERS,
  type PlaceholderValues,
  placeholdersIn,
  unknownPlaceholder,
} from '../../src/protocol/placeholder.ts';
import { TEMPLATES_MAX, type Template, type TemplateBody, templateBodySchema } from '../../src/protocol/template.ts';

const MAJA: TemplateWriter = { member: 'agt_maja', role: 'supervisor' };
const LUKA: TemplateWriter = { member: 'agt_luka', role: 'agent' };
const ANA: TemplateWriter = { member: 'agt_ana', role: 'agent' };

/** A site's table, and the rows written to it since the last look. */
function desk() {
  const database = new DatabaseSync(':memory:');
  let made = 0;
  const sql: Sql = {
    all: <Row extends object>(query: string, ...values: SqlValue[]) => database.prepare(query).all(...values) as Row[],
  };
  for (const statement of TEMPLATE_SCHEMA) sql.all(statement);
  const context = () => ({ now: 1_000 + made, newId: () => `tpl_${++made}` });
  const written = () => Number(sql.all<{ n: number }>('SELECT total_changes() AS n')[0]!.n);
  return {
    written,
    saves: (by: TemplateWriter, body: Partial<TemplateBody>, id: string | null = null) =>
      saveTemplate(sql, by, id, bodyOf(body), context()),
    removes: (by: TemplateWriter, id: string) => removeTemplate(sql, by, id),
    imports: (by: TemplateWriter, ...bodies: Partial<TemplateBody>[]) =>
      importTemplates(sql, by, bodies.map(bodyOf), context()),
    sees: (by: TemplateWriter) =>
      listTemplates(sql, by.member)
        .map(({ scope, shortcut }) => `${scope}/${shortcut}`)
        .sort(),
    template: (by: TemplateWriter, shortcut: string) =>
      listTemplates(sql, by.member).find((one) => one.shortcut === shortcut)!,
  };
}

function bodyOf(body: Partial<TemplateBody>): TemplateBody {
  return { scope: 'mine', shortcut: 'hello', title: 'Hello', body: 'Hello!', ...body };
}

function made(saved: ReturnType<typeof saveTemplate>): Template {
  if (typeof saved === 'string') throw new Error(`refused: ${saved}`);
  return saved;
}

test('TE1 a member sees the site’s templates and their own, and nobody else’s', () => {
  const { saves, sees, removes } = desk();
  made(saves(MAJA, { scope: 'site', shortcut: 'hours' }));
  const lukas = made(saves(LUKA, { shortcut: 'hi' }));
  made(saves(ANA, { shortcut: 'hi' }));
  expect(sees(LUKA)).toEqual(['mine/hi', 'site/hours']);
  expect(sees(MAJA)).toEqual(['site/hours']);
  // Not even by its id, nor for a supervisor.
  for (const other of [ANA, MAJA]) {
    expect(saves(other, { title: 'Mine now' }, lukas.id)).toBe('template.unknown');
    expect(removes(other, lukas.id)).toBe('template.unknown');
  }
  expect(saves(LUKA, {}, 'tpl_never')).toBe('template.unknown');
  expect(removes(LUKA, lukas.id)).toBe(null);
  expect(sees(LUKA)).toEqual(['site/hours']);
  expect(sees(ANA)).toEqual(['mine/hi', 'site/hours']);
});

test('TE2 only supervisors write what is the site’s, also by moving it', () => {
  const { saves, sees, removes, imports, template } = desk();
  const hours = made(saves(MAJA, { scope: 'site', shortcut: 'hours' }));
  const own = made(saves(LUKA, { shortcut: 'hi' }));
  expect(saves(LUKA, { scope: 'site', shortcut: 'mine' })).toBe('role.refused');
  expect(saves(LUKA, { scope: 'site', shortcut: 'hours', body: 'Never' }, hours.id)).toBe('role.refused');
  expect(saves(LUKA, { scope: 'mine', shortcut: 'hours' }, hours.id)).toBe('role.refused');
  expect(saves(LUKA, { scope: 'site', shortcut: 'hi' }, own.id)).toBe('role.refused');
  expect(removes(LUKA, hours.id)).toBe('role.refused');
  expect(imports(LUKA, { shortcut: 'a' }, { scope: 'site', shortcut: 'b' })).toBe('role.refused');
  expect(sees(LUKA)).toEqual(['mine/hi', 'site/hours']);
  expect(template(LUKA, 'hours').body).toBe('Hello!');
  // A supervisor makes their own one everybody's.
  const majas = made(saves(MAJA, { shortcut: 'returns' }));
  expect(sees(LUKA)).not.toContain('site/returns');
  expect(made(saves(MAJA, { scope: 'site', shortcut: 'returns' }, majas.id)).id).toBe(majas.id);
  expect(sees(LUKA)).toContain('site/returns');
});

test('TE3 a shortcut is given once in its scope, whatever its case', () => {
  const { saves, sees, removes } = desk();
  const first = made(saves(LUKA, templateBodySchema.parse(bodyOf({ shortcut: ' Hello ' }))));
  expect(first.shortcut).toBe('hello');
  expect(saves(LUKA, templateBodySchema.parse(bodyOf({ shortcut: 'HELLO' })))).toBe('template.shortcut-taken');
  const other = made(saves(LUKA, { shortcut: 'bye' }));
  expect(saves(LUKA, { shortcut: 'hello' }, other.id)).toBe('template.shortcut-taken');
  expect(sees(LUKA)).toEqual(['mine/bye', 'mine/hello']);
  // The same word may be the site's and somebody's own, and is free again when it was given up.
  made(saves(MAJA, { scope: 'site', shortcut: 'hello' }));
  made(saves(ANA, { shortcut: 'hello' }));
  expect(removes(LUKA, first.id)).toBe(null);
  made(saves(LUKA, { shortcut: 'hello' }, other.id));
  expect(sees(LUKA)).toEqual(['mine/hello', 'site/hello']);
});

describe('TE4 what is between braces', () => {
  test('TE4 an unknown placeholder is refused', () => {
    const { saves, sees, imports } = desk();
    const unknown = ['{{visitor.phone}}', 'Hi {{ }}', '{{constructor}}', '{{__proto__}}', '{{visitor.name.length}}'];
    for (const body of unknown) {
      expect([body, saves(LUKA, { body })]).toEqual([body, 'template.placeholder-unknown']);
      expect(imports(LUKA, { shortcut: 'good' }, { body })).toBe('template.placeholder-unknown');
    }
    expect(sees(LUKA)).toEqual([]);
    expect(unknownPlaceholder('Hi {{visitor.name}} from {{visitor.city}}')).toBe('visitor.city');
  });

  test('TE4 anything else is ordinary text', () => {
    for (const text of ['{{visitor.name', '{visitor.name}', '{{visitor\n.name}}', '<b>{ {x} }</b>', '}}{{']) {
      expect([text, placeholdersIn(text), fill(text, { 'visitor.name': 'Ana' }).text]).toEqual([text, [], text]);
    }
  });

  test('TE4 a text is at most as long as a message, and its line breaks are kept', () => {
    const body = (text: string) => templateBodySchema.safeParse(bodyOf({ body: text }));
    expect(body('🚲'.repeat(1_000)).success).toBe(true);
    expect(body('🚲'.repeat(1_001)).success).toBe(false);
    expect(body(' \n ').success).toBe(false);
    expect(body('a\r\n\r\n <b>&amp;</b>\n').data?.body).toBe('a\n\n <b>&amp;</b>\n');
    for (const shortcut of ['', 'two words', 'a/b', '{{x}}', '-', 'x'.repeat(31), '<b>'])
      expect([shortcut, templateBodySchema.safeParse(bodyOf({ shortcut })).success]).toEqual([shortcut, false]);
  });
});

describe('TE5 filling', () => {
  const values: PlaceholderValues = { 'visitor.name': 'Zofia Wiśniewska', 'agent.name': 'Maja', 'site.name': ' ' };

  test('TE5 a value, else the fallback, else the placeholder stays and is told', () => {
    expect(fill('Hi {{visitor.name}},\n\nI’m {{ agent.name | a person }}.', values)).toEqual({
      text: 'Hi Zofia Wiśniewska,\n\nI’m Maja.',
      missing: [],
    });
    expect(fill('{{page.title|this page}} of {{site.name|}}', values)).toEqual({ text: 'this page of ', missing: [] });
    const { text, missing } = fill('Hi {{visitor.name}}! {{ page.title }}', { ...values, 'visitor.name': null });
    expect(text).toBe('Hi {{visitor.name}}! {{page.title}}');
    expect(missing.map(({ name, start, end }) => [name, text.slice(start, end)])).toEqual([
      ['visitor.name', '{{visitor.name}}'],
      ['page.title', '{{page.title}}'],
    ]);
  });

  test('TE5 nothing inherited is a value, and no value is filled again', () => {
    const inherited = Object.create({ 'visitor.name': 'Evil' }) as PlaceholderValues;
    expect(fill('{{visitor.name|there}} {{constructor}} {{__proto__}}', inherited).text).toBe(
      'there {{constructor}} {{__proto__}}',
    );
    // A value that is a placeholder says nothing.
    expect(fill('{{visitor.name|there}}', { 'visitor.name': '{{agent.name}}', 'agent.name': 'Maja' }).text).toBe(
      'there',
    );
    expect(fill('{{visitor.name}}', { 'visitor.name': '$& <img src=x> {{x}}' }).text).toBe('$& <img src=x> {{x}}');
  });

  test('TE5 what is not a placeholder is left to the letter', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{{', '}}', '|', '\n', '<b>', '$1', ...PLACEHOLDERS.map((name) => `{{${name}|x}}`)),
    );
    fc.assert(
      fc.property(
        fc.array(anything).map((all) => all.join('')),
        (text) => {
          const known = placeholdersIn(text).filter((one) => one.known);
          let rest = text;
          for (const { start, end } of known.toReversed()) rest = rest.slice(0, start) + rest.slice(end);
          const kept = fillParts(text, {}).filter((part) => part.kind === 'text');
          expect(kept.map((part) => part.text).join('')).toBe(rest);
        },
      ),
    );
  });
});

test('TE6 an import adds and replaces by scope and shortcut, as a whole or not at all', () => {
  const { saves, sees, imports, template, written } = desk();
  const old = made(saves(MAJA, { scope: 'site', shortcut: 'hours', body: 'Nine to five.' }));
  made(saves(MAJA, { scope: 'site', shortcut: 'same' }));
  const bodies = [
    { scope: 'site', shortcut: 'hours', body: 'Nine to six.' },
    { scope: 'site', shortcut: 'same' },
    { scope: 'mine', shortcut: 'hours' },
  ] as const;
  const before = written();
  expect(imports(MAJA, ...bodies)).toEqual({ added: 1, changed: 1 });
  expect(written() - before).toBe(2);
  expect(sees(MAJA)).toEqual(['mine/hours', 'site/hours', 'site/same']);
  expect(template(LUKA, 'hours')).toMatchObject({ id: old.id, body: 'Nine to six.' });
  // Two of one shortcut in a file: which of them would it be?
  expect(imports(MAJA, { shortcut: 'new' }, { shortcut: 'twice' }, { shortcut: 'twice' })).toBe(
    'template.shortcut-taken',
  );
  expect(sees(MAJA)).not.toContain('mine/new');
});

test('TE7 there are at most 500 in a scope', () => {
  const { saves, imports, sees, removes, template } = desk();
  const some = (count: number, from = 0): Partial<TemplateBody>[] =>
    Array.from({ length: count }, (_, i) => ({ shortcut: `s${from + i}` }));
  expect(imports(LUKA, ...some(TEMPLATES_MAX - 1))).toEqual({ added: TEMPLATES_MAX - 1, changed: 0 });
  expect(imports(LUKA, ...some(2, TEMPLATES_MAX - 1))).toBe('template.too-many');
  made(saves(LUKA, { shortcut: 'last' }));
  expect(saves(LUKA, { shortcut: 'one-more' })).toBe('template.too-many');
  expect(sees(LUKA)).toHaveLength(TEMPLATES_MAX);
  // What is there may change, others have their own room, and what goes makes room.
  made(saves(LUKA, { shortcut: 'last', body: 'Changed' }, template(LUKA, 'last').id));
  expect(imports(LUKA, { shortcut: 's1', body: 'Changed' })).toEqual({ added: 0, changed: 1 });
  made(saves(ANA, {}));
  made(saves(MAJA, { scope: 'site' }));
  expect(removes(LUKA, template(LUKA, 's1').id)).toBe(null);
  made(saves(LUKA, { shortcut: 'one-more' }));
});

test('TE8 a template is one row, and saving it unchanged writes nothing', () => {
  const { saves, written } = desk();
  const from = written();
  const saved = made(saves(LUKA, {}));
  expect(written() - from).toBe(1);
  expect(made(saves(LUKA, {}, saved.id))).toEqual(saved);
  expect(written() - from).toBe(1);
  made(saves(LUKA, { body: 'Changed' }, saved.id));
  expect(written() - from).toBe(2);
});
