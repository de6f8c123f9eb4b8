/** The settings' own understanding of text: origins, Markdown files and editing, passwords, ways back, colours, devices. */
import { describe, expect, it } from 'vitest';
import { deviceOf } from '../../web/dashboard/settings/account/device.ts';
import { contrast, textOn } from '../../web/dashboard/settings/contrast.ts';
import { markFound } from '../../web/dashboard/settings/knowledge/found-text.tsx';
import {
  insertLink,
  type Selected,
  toggleAround,
  toggleList,
} from '../../web/dashboard/settings/knowledge/markdown-edit.ts';
import { readMarkdownFile } from '../../web/dashboard/settings/knowledge/markdown-file.ts';
import { relative } from '../../web/dashboard/settings/parts/when.tsx';
import { readOrigin, readOrigins } from '../../web/dashboard/settings/sites/origin.ts';
import { nextPath } from '../../web/dashboard/sign-in/next.ts';
import { passwordStrength } from '../../web/dashboard/sign-in/password-strength.ts';

describe('an origin', () => {
  const read = (typed: string, present: string[] = []) => {
    const found = readOrigin(typed, present);
    return 'origin' in found ? found.origin : `!${found.problem}`;
  };

  it('is taken from whatever somebody pastes', () => {
    expect(read('https://www.kolovrat.example')).toBe('https://www.kolovrat.example');
    expect(read('  HTTPS://Www.Kolovrat.example/cart?x=1#y ')).toBe('https://www.kolovrat.example');
    expect(read('kolovrat.example')).toBe('https://kolovrat.example');
    expect(read('https://kolovrat.example:443/')).toBe('https://kolovrat.example');
    expect(read('https://*.kolovrat.example')).toBe('https://*.kolovrat.example');
    expect(read('localhost:5173')).toBe('http://localhost:5173');
    expect(read('http://127.0.0.1:80')).toBe('http://127.0.0.1');
  });

  it('is kept as browsers send it, whatever letters it is typed in', () => {
    expect(read('https://müller.example')).toBe('https://xn--mller-kva.example');
    expect(read('MÜLLER.example/über-uns?x=ü')).toBe('https://xn--mller-kva.example');
    expect(read('https://*.müller.example:8443')).toBe('https://*.xn--mller-kva.example:8443');
    expect(read('приклад.укр')).toBe('https://xn--80aikifvh.xn--j1amh');
    expect(read('müller.example', ['https://xn--mller-kva.example'])).toBe('!duplicate');
    expect(read('http://müller.example')).toBe('!http');
  });

  it('comes alone or with others, all of them or the first that is wrong', () => {
    const many = (typed: string) => readOrigins(typed, ['https://a.example']);
    expect(many('https://b.example, c.example/cart;\n  müller.example https://a.example')).toEqual({
      origins: ['https://b.example', 'https://c.example', 'https://xn--mller-kva.example'],
    });
    expect(many('b.example b.example')).toEqual({ origins: ['https://b.example'] });
    expect(many('b.example http://c.example')).toEqual({ problem: 'http', piece: 'http://c.example' });
    expect(many('kolovrat')).toEqual({ problem: 'form' });
    expect(many('a.example')).toEqual({ problem: 'duplicate' });
    expect(many(' , ')).toEqual({ problem: 'empty' });
  });

  it('is refused with the reason', () => {
    expect(read(' ')).toBe('!empty');
    expect(read('http://kolovrat.example')).toBe('!http');
    expect(read('https://shop.*.example')).toBe('!wildcard');
    expect(read('ftp://kolovrat.example')).toBe('!scheme');
    expect(read('kolovrat')).toBe('!form');
    expect(read('kolovrat.example/x', ['https://kolovrat.example'])).toBe('!duplicate');
    expect(
      read(
        'x.example',
        Array.from({ length: 20 }, (_, i) => `https://a${i}.example`),
      ),
    ).toBe('!too-many');
  });
});

describe('a Markdown file', () => {
  const read = async (text: string | Uint8Array<ArrayBuffer>, name = 'opening-hours.md') => {
    const found = await readMarkdownFile(new File([text], name));
    return 'body' in found ? [found.body.title, found.body.body] : `!${found.problem}`;
  };

  it('is named by its first heading, which is not repeated in the text', async () => {
    expect(await read('# Prices & **more**\n\nA bike')).toEqual(['Prices & more', 'A bike']);
    expect(await read('\ufeff# [Returns](https://x.example) #\r\nFree.')).toEqual(['Returns', 'Free.']);
  });

  it('keeps a lower heading in the text', async () => {
    expect(await read('Intro\n\n## Delivery\nFast.')).toEqual(['Delivery', 'Intro\n\n## Delivery\nFast.']);
  });

  it('is named by its front matter, or else by the file', async () => {
    expect(await read('---\ntitle: "Hours"\ndraft: false\n---\nNine to five.')).toEqual(['Hours', 'Nine to five.']);
    expect(await read('Nine to five.')).toEqual(['Opening hours', 'Nine to five.']);
  });

  it('keeps every other heading, and words that end in a hash', async () => {
    expect(await read('# Returns\n## Returns from abroad\nFree.')).toEqual([
      'Returns',
      '## Returns from abroad\nFree.',
    ]);
    expect(await read('Intro\n\n# Returns\n\nText\n# Returns\nMore')).toEqual([
      'Returns',
      'Intro\n\n\nText\n# Returns\nMore',
    ]);
    expect(await read('# Learn C#\nx')).toEqual(['Learn C#', 'x']);
    expect(await read('# SAVE_10_NOW & č_š_ž ##\nx')).toEqual(['SAVE_10_NOW & č_š_ž', 'x']);
  });

  it('is named by an underlined title too', async () => {
    expect(await read('Returns\n=======\nFree.')).toEqual(['Returns', 'Free.']);
    expect(await read('Returns\n---\nFree.')).toEqual(['Returns', 'Returns\n---\nFree.']);
    expect(await read('- a\n- b\n---\n\n# Later\nx')).toEqual(['Later', '- a\n- b\n---\n\nx']);
    expect(await read('```\nReturns\n===\n```\nx')).toEqual(['Opening hours', '```\nReturns\n===\n```\nx']);
  });

  it('has front matter as YAML has it, or is refused with a word', async () => {
    const titled = async (front: string) => (await read(`---\n${front}\n---\nText`))[0];
    expect(await titled('title: >-\n  Opening\n  hours\ndraft: true')).toBe('Opening hours');
    expect(await titled("title: 'It''s open' # the hours")).toBe('It’s open'.replace('’', "'"));
    expect(await titled('# a comment\n\ntitle: "A: B" ')).toBe('A: B');
    expect(await titled('title: 0123')).toBe('0123');
    expect(await titled('title: 2026-12-24')).toBe('2026-12-24');
    expect(await titled('tags: [a, b]')).toBe('Opening hours');
    expect(await read('---\n---\n# Returns\nx')).toEqual(['Returns', 'x']);
    expect(await read('---\ntitle: Hours\n...\n# Opening\nx')).toEqual(['Hours', '# Opening\nx']);
    expect(await read('---\ntitle: "Hours\n---\nx')).toBe('!front-matter');
    expect(await read('---\ntitle: a: b\n---\nx')).toBe('!front-matter');
    // Rules around a text are no front matter.
    expect(await read('---\nJust words\n---\nx')).toEqual(['Opening hours', '---\nJust words\n---\nx']);
  });

  it('is decoded for certain or refused', async () => {
    const bytes = (...parts: (string | number[])[]) =>
      Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)));
    expect(await read(bytes([0xef, 0xbb, 0xbf], '# Čas\nž'))).toEqual(['Čas', 'ž']);
    expect(await read(Uint8Array.from(Buffer.from('\ufeff# Čas\r\nž', 'utf16le')))).toEqual(['Čas', 'ž']);
    expect(await read(bytes([0xc8], 'as\nodprtja'))).toBe('!encoding');
    expect(await read(bytes([0xd7, 0xe0, 0xf1], '\nx'))).toBe('!encoding');
  });

  it('loses its control characters and halves of characters', async () => {
    expect(await read('# A\u0007b\nx\u0000y\u009bz\ttab')).toEqual(['A b', 'xyz\ttab']);
  });

  it('doesn’t take a comment in a code block for a heading', async () => {
    expect(await read('```\n# npm i\n```\nDone')).toEqual(['Opening hours', '```\n# npm i\n```\nDone']);
  });

  it('is refused where it is none, empty or too long', async () => {
    expect(await read('x', 'logo.png')).toBe('!type');
    expect(await read('# Only a title\n')).toBe('!empty');
    expect(await read('x'.repeat(100_001))).toBe('!too-long');
  });
});

describe('editing Markdown', () => {
  /** `|` marks the ends of the selection. */
  const sel = (marked: string): Selected => {
    const [before = '', chosen = '', after = ''] = marked.split('|');
    return { text: before + chosen + after, from: before.length, to: before.length + chosen.length };
  };
  const show = ({ text, from, to }: Selected) => `${text.slice(0, from)}|${text.slice(from, to)}|${text.slice(to)}`;

  it('puts marks around the selection and takes them away again', () => {
    expect(show(toggleAround(sel('take |the S |now'), '**'))).toBe('take **|the S|** now');
    expect(show(toggleAround(sel('take **|the S|** now'), '**'))).toBe('take |the S| now');
    expect(show(toggleAround(sel('**|bold|**'), '*'))).toBe('***|bold|***');
    expect(show(toggleAround(sel('a ||'), '*'))).toBe('a *||*');
  });

  it('makes lines a list and back', () => {
    expect(show(toggleList(sel('one\nt|wo\nth|ree\nfour')))).toBe('one\n|- two\n- three|\nfour');
    expect(show(toggleList(sel('|- two\n- three|')))).toBe('|two\nthree|');
  });

  it('makes a link with its address selected', () => {
    expect(show(insertLink(sel('see |this|.'), 'link'))).toBe('see [this](|https://|).');
    expect(show(insertLink(sel('||'), 'link'))).toBe('[link](|https://|)');
  });
});

describe('found words', () => {
  const show = (text: string, q: string) =>
    markFound(text, q)
      .map((part) => (part.found ? `<${part.text}>` : part.text))
      .join('');

  it('are marked by their beginning, whatever accents and case', () => {
    expect(show('Dostava traja dva dni. DOSTAVE ne računamo.', 'dostav racunamo')).toBe(
      '<Dostava> traja dva dni. <DOSTAVE> ne <računamo>.',
    );
  });

  it('are marked whole, where folding makes them longer or shorter', () => {
    expect(show('Straße, dann Łódź', 'strasse lodz')).toBe('<Straße>, dann <Łódź>');
    expect(show('Синій м’яч і м"ячик', "м'яч")).toBe('Синій <м’яч> і <м"ячик>');
    expect(show('il tempo dell’ordine', 'ordine')).toBe('il tempo dell’<ordine>');
    expect(show('Cene in čebela'.normalize('NFD'), 'čebela').normalize()).toBe('Cene in <čebela>');
  });

  it('leaves short words alone', () => {
    expect(show('It is on the way', 'is it on')).toBe('It is on the way');
  });
});

describe('the way back after signing in', () => {
  const origin = 'https://chat.example';

  it('is a path of ours, with its search and fragment', () => {
    expect(nextPath('/sites/site_1/monitor?view=x#y', origin)).toBe('/sites/site_1/monitor?view=x#y');
  });

  it('is the start for anything else', () => {
    for (const next of [
      undefined,
      '',
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '\\/evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      '/sign-in?next=/',
    ]) {
      expect(nextPath(next, origin)).toBe('/');
    }
    expect(nextPath('/.//evil.example', origin)).toBe('/evil.example');
  });
});

describe('the strength of a password', () => {
  const strength = (password: string) => passwordStrength(password, ['Maja Kovač', 'maja@kolovrat.example']);

  it('counts length, not kinds of characters', () => {
    expect(strength('short')).toBe('short');
    expect(strength('horse battery')).toBe('fair');
    expect(strength('correct horse battery staple')).toBe('strong');
  });

  it('sees through repeats, rows, common words and one’s own name', () => {
    for (const weak of [
      'aaaaaaaaaaaaaaaa',
      '123456789012',
      'abcdefghijkl',
      'P4$$w0rd!',
      'kolovrat123',
      'Edgewise2026',
    ]) {
      expect([weak, strength(weak)]).toEqual([weak, 'weak']);
    }
  });
});

it('puts readable text on any colour', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(textOn('#14532d').color).toBe('#ffffff');
  expect(textOn('#fde047').color).toBe('#000000');
  for (let i = 0; i < 256; i++) {
    const grey = `#${i.toString(16).padStart(2, '0').repeat(3)}`;
    expect(textOn(grey).ratio).toBeGreaterThanOrEqual(4.5);
  }
});

it('names browsers and systems that pretend to be others', () => {
  const chrome =
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36';
  expect(deviceOf(chrome)).toEqual({ browser: 'Chrome', system: 'Android', handheld: true });
  expect(deviceOf(`${chrome} EdgA/141.0`).browser).toBe('Edge');
  expect(deviceOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/18.0 Safari/605.1').system).toBe('macOS');
  expect(deviceOf(null)).toEqual({ browser: undefined, system: undefined, handheld: false });
});

it('tells moments by distance while fresh, by date later', () => {
  const now = Date.UTC(2026, 10, 20, 12);
  expect(relative(now - 3 * 60_000, now)).toBe('3 minutes ago');
  expect(relative(now - 26 * 3_600_000, now)).toBe('yesterday');
  expect(relative(now - 30 * 86_400_000, now)).toMatch(/21/);
  expect(relative(now - 400 * 86_400_000, now)).toMatch(/2025/);
});
