/** Message templates (D5) in the dashboard: found, begun by `/`, chosen by keys, and carried in and out by a file. */
import { cleanup, render, screen } from '@solidjs/testing-library';
import { QueryClientProvider } from '@tanstack/solid-query';
import fc from 'fast-check';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Template, TemplateBody } from '../../src/protocol/template.ts';
import { isVisible, withoutControls } from '../../src/protocol/text.ts';
import { keys } from '../../web/dashboard/api.ts';
import { createSlash, slashBefore } from '../../web/dashboard/conversation/slash.ts';
import { type Picker, TemplatePicker } from '../../web/dashboard/conversation/template-picker.tsx';
import { templateValues } from '../../web/dashboard/conversation/template-values.ts';
import { createQueries } from '../../web/dashboard/queries.ts';
import { planImport, printTemplates } from '../../web/dashboard/settings/templates/template-file.ts';
import { findTemplates } from '../../web/dashboard/template-search.ts';
import { SITE, settled } from './dashboard-support.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function template(shortcut: string, title: string, body = 'Text', scope: Template['scope'] = 'site'): Template {
  return { id: `tpl_${shortcut}`, scope, shortcut, title, body, updatedAt: 1 };
}

const ALL = [
  template('hours', 'Opening hours', 'We open at nine.'),
  template('naslov', 'Naslov trgovine', 'Čevljarska 3'),
  template('refund', 'Money back', 'You get a refund within a week.'),
  template('refunds-late', 'Late', 'After thirty days there is none.'),
];

describe('the search', () => {
  const found = (query: string) => findTemplates(ALL, query).map(({ shortcut }) => shortcut);

  it('finds by shortcut first, then by title, then by text', () => {
    expect(found('refund')).toEqual(['refund', 'refunds-late']);
    expect(found('late')).toEqual(['refunds-late']);
    expect(found('nine')).toEqual(['hours']);
    expect(found('')).toEqual(['refunds-late', 'refund', 'naslov', 'hours']);
  });

  it('takes no accents or case to heart, wants every word, and lets letters be left out', () => {
    expect(found('CEVLJARSKA')).toEqual(['naslov']);
    expect(found('Čevljarska'.normalize('NFD'))).toEqual(['naslov']);
    expect(found('money week')).toEqual(['refund']);
    expect(found('money nine')).toEqual([]);
    expect(found('hrs')).toEqual(['hours']);
    expect(found('xyz')).toEqual([]);
  });
});

describe('the slash', () => {
  it('asks for a template at the start or after a blank, and nowhere else', () => {
    const atEnd = (text: string) => slashBefore(text, text.length);
    expect(atEnd('/')).toEqual({ from: 0, query: '' });
    expect(atEnd('Hi\n/he')).toEqual({ from: 3, query: 'he' });
    expect(atEnd('Hi /money back')).toEqual({ from: 3, query: 'money back' });
    expect(slashBefore('Hi /he llo', 6)).toEqual({ from: 3, query: 'he' });
    for (const text of ['', 'Hi', '1/2', 'https://x.example/', 'a / b', '/usr/bin', '/he\n', `/${'x'.repeat(60)}`]) {
      expect([text, atEnd(text)]).toEqual([text, null]);
    }
  });

  /** A composer in small: what is typed goes into the text area, and then to the slash. */
  function composer(text = '') {
    const area = document.createElement('textarea');
    document.body.append(area);
    area.value = text;
    area.setSelectionRange(text.length, text.length);
    const slash = createSlash(
      () => area,
      () => slash.follow(true),
    );
    const types = (typed: string) => {
      for (const letter of typed) {
        const at = area.selectionStart;
        area.value = area.value.slice(0, at) + letter + area.value.slice(at);
        area.setSelectionRange(at + 1, at + 1);
        slash.follow(true);
      }
    };
    return { area, slash, types };
  }

  it('puts the template in its place and leaves the rest as it is', () => {
    const { area, slash, types } = composer('Hello \n— Maja');
    area.setSelectionRange(6, 6);
    types('/ho');
    expect(slash.open()).toEqual({ from: 6, query: 'ho' });
    slash.replace('We open\nat nine.');
    expect(area.value).toBe('Hello We open\nat nine.\n— Maja');
    expect(slash.open()).toBe(null);
  });

  it('opens by typing only, and stays away once it was put away', () => {
    const { area, slash, types } = composer('/ho');
    slash.follow(false);
    expect(slash.open()).toBe(null);
    types('u');
    expect(slash.open()?.query).toBe('hou');
    slash.dismiss();
    types('r');
    expect([slash.open(), area.value]).toEqual([null, '/hour']);
    types(' and /');
    expect(slash.open()).toEqual({ from: 10, query: '' });
    area.setSelectionRange(0, 0);
    slash.follow(false);
    expect(slash.open()).toBe(null);
  });

  it('is taken away again where a button put it', () => {
    const { area, slash, types } = composer('Hello');
    slash.begin();
    expect([area.value, slash.open()]).toEqual(['Hello /', { from: 6, query: '' }]);
    types('ho');
    slash.dismiss();
    expect(area.value).toBe('Hello ');
    // Its own end asks for nothing.
    slash.begin();
    slash.replace('See /hours');
    expect([area.value, slash.open()]).toEqual(['Hello See /hours', null]);
  });
});

describe('the picker', () => {
  function open(list: Template[] | 'pending' = ALL, query = '') {
    // Nothing is answered: what is shown is what was known before.
    vi.stubGlobal('fetch', () => new Promise(() => {}));
    const queries = createQueries();
    if (list !== 'pending') queries.setQueryData(keys.templates(SITE), list);
    const [typed, type] = createSignal(query);
    const onPick = vi.fn<(picked: Template) => void>();
    const onClose = vi.fn();
    let picker: Picker | undefined;
    render(() => (
      <QueryClientProvider client={queries}>
        <TemplatePicker
          id="list"
          site={SITE}
          query={typed()}
          values={{ 'visitor.name': 'Zofia' }}
          ref={(given) => {
            picker = given;
          }}
          onPick={onPick}
          onClose={onClose}
        />
      </QueryClientProvider>
    ));
    const press = (key: string) => picker!.press(new KeyboardEvent('keydown', { key }));
    const picked = () => onPick.mock.calls.map(([one]) => one.shortcut);
    const chosen = () => document.getElementById(picker!.chosen() ?? '')?.textContent;
    return { press, picked, chosen, onClose, type };
  }

  it('is gone through by arrows, round and round, and Enter or Tab takes the chosen one', () => {
    const { press, picked, chosen } = open();
    expect(chosen()).toContain('/refunds-late');
    expect([press('ArrowDown'), press('ArrowDown')]).toEqual([true, true]);
    expect(chosen()).toContain('/naslov');
    expect(press('Enter')).toBe(true);
    for (const _ of [1, 2, 3]) press('ArrowUp');
    expect(chosen()).toContain('/hours');
    press('ArrowDown');
    expect(chosen()).toContain('/refunds-late');
    expect(press('Tab')).toBe(true);
    expect(picked()).toEqual(['naslov', 'refunds-late']);
    expect([press('a'), press('Backspace')]).toEqual([false, false]);
  });

  it('follows what is typed, from the best one on', () => {
    const { press, chosen, type } = open();
    press('ArrowDown');
    type('ref');
    expect(screen.getAllByTestId('template.option')).toHaveLength(2);
    expect(chosen()).toContain('/refund');
  });

  it('closes by Escape, and by itself where somebody writes on', () => {
    const { press, onClose, type, picked } = open();
    expect([press('Escape'), onClose.mock.calls.length]).toEqual([true, 1]);
    type('xyz');
    screen.getByText('No template with “xyz”');
    // Keys do what they always do.
    expect([press('Enter'), press('Tab'), onClose.mock.calls.length]).toEqual([false, false, 1]);
    type('xyz is');
    expect(onClose.mock.calls.length).toBe(2);
    expect(picked()).toEqual([]);
  });

  it('lets no Enter through while the list is still coming', () => {
    const { press } = open('pending');
    expect([press('Enter'), press('Tab')]).toEqual([true, false]);
  });

  it('shows how the chosen one will read', async () => {
    open([template('hi', 'Hi', 'Hi {{visitor.name}} <b>\n{{page.title}}')]);
    await settled();
    const preview = screen.getByTestId('template.preview');
    expect(preview.textContent).toBe('Hi Zofia <b>\n{{page.title}}');
    expect([...preview.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Zofia', '{{page.title}}']);
  });
});

describe('the values of a conversation', () => {
  const values = (name: string | null) =>
    templateValues({ card: { name, page: null }, agentName: 'Maja', siteName: 'Kolovrat' });

  it('are the visitor’s names, unless the name is masked', () => {
    expect(values('Zofia  Anna Wiśniewska')).toEqual({
      'visitor.name': 'Zofia  Anna Wiśniewska',
      'visitor.firstName': 'Zofia',
      'agent.name': 'Maja',
      'site.name': 'Kolovrat',
      'page.title': null,
    });
    for (const name of [null, '*********7542', 'm******@gmail.com'])
      expect(values(name)).toMatchObject({ 'visitor.name': null, 'visitor.firstName': null });
  });
});

describe('a file', () => {
  const place = { templates: ALL, supervises: true };
  const plans = (text: string, at = place) => {
    const rows = planImport(text, at);
    return typeof rows === 'string' ? rows : rows.map(({ plan }) => ('problem' in plan ? plan.problem : plan.kind));
  };

  it('brings back all that was taken out, whatever it holds', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.nat(0xd7ff).map((point) => String.fromCodePoint(point)), minLength: 1, maxLength: 60 }),
      fc
        .tuple(fc.constantFrom('=', ' =', '＝', '+', '-', '@', "'", "'=", "''-", '"', ',', ';', '\n', ' '), fc.string())
        .map((parts) => parts.join('')),
    );
    const written = fc
      .uniqueArray(fc.tuple(text, text), { minLength: 1, maxLength: 5 })
      .map((all) => all.filter(([title, body]) => /[a-z0-9]/.test(title) && isVisible(body)))
      .map((all) => all.map(([title, body], i) => template(`s${i}`, title.replace(/\s+/g, ' '), body)));
    fc.assert(
      fc.property(written, (templates) => {
        const rows = planImport(printTemplates(templates), { templates: [], supervises: true });
        const bodies = (rows === 'empty' ? [] : (rows as Exclude<typeof rows, string>)).map(({ plan }) =>
          'body' in plan ? plan.body.body : plan,
        );
        const unix = (body: string) => withoutControls(body.replace(/\r\n?/g, '\n'));
        expect(bodies).toEqual(templates.map(({ body }) => (/\{\{|\}\}/.test(body) ? expect.anything() : unix(body))));
      }),
    );
  });

  it('hands no formula to a spreadsheet', () => {
    const rows = printTemplates(
      ['=1+1', '@SUM(A1)', '-2', '+3', '\t=1', "'=1", ' =1', '＝1+1'].map((body) => template('x', body, body)),
    );
    expect(rows.startsWith('\ufefftitle,shortcut,body,scope\r\n')).toBe(true);
    for (const line of rows.trim().split('\r\n').slice(1)) expect(line).toMatch(/^"?'.*,x,"?'/);
  });

  it('tells its delimiter by its columns, or by its first line', () => {
    expect(plans('sep=;\nTitle;shortcut;body\nA;a;"x;y"')).toEqual(['add']);
    expect(plans('SEP=,\r\ntitle,shortcut,body\r\nA,a,b')).toEqual(['add']);
    expect(plans('title,shortcut,body,"notes; or so"\nA,a,b,c')).toEqual(['add']);
    expect(plans('"title";"shortcut";"body";"a, b"\nA;a;b;c')).toEqual(['add']);
    expect(plans('title\tshortcut\tbody\nA\ta\tb, c; d')).toEqual(['add']);
  });

  it('leaves out a row with more cells than columns, or with half a quotation', () => {
    expect(plans('title,shortcut,body\nA,ab,Živjo, kako ste?\nB,b,"Živjo, kako ste?"\nC,c,d,,')).toEqual([
      'cells',
      'add',
      'add',
    ]);
    expect(plans('title,shortcut,body\nA,a,b\nB,b,"c\nC,c,d\n')).toEqual(['add', 'quotes']);
  });

  it('has its rows counted as a spreadsheet does, blank ones too, whatever ends its lines', () => {
    const rows = (text: string) =>
      (planImport(text, place) as { row: number; title: string }[]).map((it) => [it.row, it.title]);
    expect(rows('title,shortcut,body\r\nA,a,b\n\nB,b,c\r,,\nC,c,"d\r\ne"\nD,d,e')).toEqual([
      [2, 'A'],
      [4, 'B'],
      [6, 'C'],
      [7, 'D'],
    ]);
    expect(rows('\n\ntitle,shortcut,body\nA,a,b')).toEqual([[4, 'A']]);
  });

  it('is planned row by row: what is new, replaced, there already, and left out', () => {
    const text = [
      'Shortcut,TITLE,scope,body,notes',
      'new,New,,Hello,ignored',
      'hours,Opening hours,site,We open at ten.,',
      '/Refund,Money back,SITE,You get a refund within a week.,',
      'new,Again,mine,Hello,',
      'two words,Title,,Hello,',
      'a,,,Hello,',
      'b,Title,,,',
      'c,Title,all,Hello,',
      'd,Title,,Your {{visitor.iban}},',
      '',
    ].join('\r\n');
    expect(plans(text)).toEqual([
      'add',
      'change',
      'same',
      'twice',
      'shortcut',
      'title',
      'body',
      'scope',
      'placeholder',
    ]);
    expect(plans(text, { ...place, supervises: false }).slice(1, 3)).toEqual(['role', 'role']);
    const rows = planImport(text, place) as { plan: { body?: TemplateBody } }[];
    expect(rows[0]!.plan.body).toEqual({ scope: 'mine', shortcut: 'new', title: 'New', body: 'Hello' });
  });

  it('that holds no templates is refused as a whole', () => {
    expect(plans('')).toBe('columns');
    expect(plans('name,text\na,b')).toBe('columns');
    expect(plans('title,shortcut,body')).toBe('empty');
    expect(plans(`title,shortcut,body\n${'a,b,c\n'.repeat(501)}`)).toBe('too-many');
  });

  it('is read with semicolons too, and with lines within a text', () => {
    const rows = planImport('\ufefftitle;shortcut;body\nA;a;"one\r\n\r\n""two"""', place);
    expect((rows as { plan: { body: TemplateBody } }[])[0]!.plan.body.body).toBe('one\n\n"two"');
  });
});
