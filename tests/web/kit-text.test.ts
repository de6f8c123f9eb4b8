/** Markdown, links, initials and the translator. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translator } from '../../web/kit/i18n.ts';
import { linkify, type Mark, parseMarkdown, plainText, toDom } from '../../web/kit/markdown.ts';
import { initials } from '../../web/kit/ui/avatar.tsx';

/** A tree as compact text: tag(children). */
function show(marks: readonly Mark[]): string {
  return marks
    .map((mark) =>
      typeof mark === 'string' ? mark : `${mark.tag}${mark.href ? `<${mark.href}>` : ''}(${show(mark.children)})`,
    )
    .join('');
}
const md = (text: string) => show(parseMarkdown(text));
const line = (text: string) => plainText(parseMarkdown(text)).trim();
/** Its links, in a text of somebody and in Markdown. */
const links = (text: string) => {
  const found = Array.from(show(linkify(text)).matchAll(/a<([^>]*)>/g), (match) => match[1]);
  expect(Array.from(md(text).matchAll(/a<([^>]*)>/g), (match) => match[1])).toEqual(found);
  return found;
};

describe('markdown', () => {
  it('knows bold, italic, code and their nesting', () => {
    expect(md('Take the **S**.')).toBe('p(Take the b(S).)');
    expect(md('*a* _b_ __c__ `d*e*`')).toBe('p(em(a) em(b) b(c) code(d*e*))');
    expect(md('**very *very* good**')).toBe('p(b(very em(very) good))');
  });

  it('leaves arithmetic, file names and lone marks alone', () => {
    expect(md('2 * 3 * 4')).toBe('p(2 * 3 * 4)');
    expect(md('my_file_name and ** x **')).toBe('p(my_file_name and ** x **)');
    expect(md('a * b ` c _ d [e](')).toBe('p(a * b ` c _ d [e]()');
  });

  it('leaves stars that mask something, every one of them', () => {
    for (const text of [
      'I call **********7890, then *********7542, then m******@gmail.com.',
      'm**@a.si and n**@b.si, š**@c.si or **@d.si, **@e.si',
      '*@a.si, *@b.si (*@c.si,*@d.si) s*@e.si t*@f.si',
      'Card **** **** **** ****, ***-**-**** and ***-**-****',
    ])
      expect(md(text)).toBe(`p(${text})`);
    expect(md('**Call** *********7542 *now*')).toBe('p(b(Call) *********7542 em(now))');
  });

  it('makes paragraphs, line breaks and headings', () => {
    expect(md('one\ntwo\n\nthree')).toBe('p(onebr()two)p(three)');
    expect(md('## Sizes\ntext')).toBe('p(b(Sizes))p(text)');
  });

  it('makes bullet and numbered lists', () => {
    expect(md('Pick:\n- **S**\n- M\n\nBye')).toBe('p(Pick:)ul(li(b(S))li(M))p(Bye)');
    expect(md('3. c\n4. d')).toBe('ol(li(c)li(d))');
    expect(parseMarkdown('3. c\n4. d')[0]?.start).toBe(3);
    expect(md('- a\n  more\n* b')).toBe('ul(li(abr()more)li(b))');
  });

  it('keeps numbers that make no list', () => {
    for (const text of [
      '24. 12. zaprto\n31. 12. zaprto',
      '12. Mai',
      '1986. x\n1987. y',
      '123456. y',
      '2. maj je praznik',
      '1. januar\n8. februar\n27. april',
      '24. 12. 2026\n\n31. 12. 2026',
      '01. a\n02. b',
      '1) a\n2) b',
      '1. only one',
      '1. a\nand text\n2. b',
    ]) {
      const lines = text.split('\n').filter(Boolean);
      expect(md(text).replaceAll('br()', '\n').replaceAll(')p(', '\n')).toBe(`p(${lines.join('\n')})`);
      expect(line(text)).toBe(lines.join(' '));
    }
  });

  it('makes a list where the numbers go on, each with its own number', () => {
    expect(md('1. a\n2. b\n\n7. c\n8. d')).toBe('ol(li(a)li(b))ol(li(c)li(d))');
    expect(parseMarkdown('1. a\n2. b\n\n7. c\n8. d').map(({ start }) => start)).toEqual([1, 7]);
    expect(md('1. a\n   more\n   - x\n   - y\n\n2. b')).toBe('ol(li(abr()more))ul(li(x)li(y))ol(li(b))');
    expect(line('24. 12. zaprto\n25. 12. zaprto')).toBe('24. 12. zaprto 25. 12. zaprto');
    expect((toDom(parseMarkdown('0. a\n1. b')).firstChild as HTMLOListElement).start).toBe(0);
  });

  it('keeps the minus of an amount', () => {
    for (const amount of ['- 5 €', '- 10 %', '- 1.200,50 EUR', '- 3', '-5 €'])
      expect(md(`Popust:\n${amount}`)).toBe(`p(Popust:br()${amount})`);
    expect(md('- 5 kosov\n- 2 × veriga')).toBe('ul(li(5 kosov)li(2 × veriga))');
  });

  it('shows fenced code as code', () => {
    expect(md('Run:\n```sh\nnpm *i*\n\n# 1. x\n```\nDone')).toBe('p(Run:)p(code(npm *i*\n\n# 1. x\n))p(Done)');
    expect(md('~~~\na_b_\n```')).toBe('p(code(a_b_\n```\n))');
    expect(md('```one``` line')).toBe('p(``code(one)`` line)');
  });

  it('leaves marks within words', () => {
    for (const text of ['SAVE_10_NOW', 'C#', '#1234', 'м_я_ч', 'č_š_ž', 'a__b__c', 'x*y*z', 'č*š*ž'])
      expect([md(text), line(text)], text).toEqual([`p(${text})`, text]);
    expect(md('_č_, (__š__) «_ž_» *č*')).toBe('p(em(č), (b(š)) «em(ž)» em(č))');
    expect(md('**Cena:**100 „**5**“')).toBe('p(b(Cena:)100 „b(5)“)');
    expect(md('[Ana]: ok')).toBe('p([Ana]: ok)');
  });

  it('loses and changes no letter, number or sign of a text without pairs of marks', () => {
    const word = fc.constantFrom('24.', '12.', '1.', '2.', '-', '- 5 €', 'C#', '#1', '_a', '2*', 'č', '„x“', '·', '\t');
    const text = fc.array(fc.oneof(word, fc.constantFrom(' ', '\n', '\n\n', '   '))).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(text, (given) => {
        const bullets = /^ {0,8}[-*•] /gm;
        // What a list or a heading shows by its look is no character of it.
        const bare = (it: string) =>
          it
            .replace(bullets, '')
            .replace(/^#+ +/gm, '')
            .replace(/[-\s]+/g, '');
        expect(bare(line(given))).toBe(bare(given));
      }),
    );
  });

  it('links http, https, mailto and tel, and nothing else', () => {
    expect(md('[+386 1 234](tel:+38612345)')).toBe('p(a<tel:+38612345>(+386 1 234))');
    expect(md('[x](tel:) [y](viber://x)')).toBe('p([x](tel:) [y](viber://x))');
    expect(md('[site](https://a.example/x?y=1)')).toBe('p(a<https://a.example/x?y=1>(site))');
    expect(md('[mail](mailto:a@b.example)')).toBe('p(a<mailto:a@b.example>(mail))');
    expect(md('[x](javascript:alert)')).toBe('p([x](javascript:alert))');
    expect(md('[x](JaVaScRiPt://%0aalert)')).toBe('p([x](JaVaScRiPt://%0aalert))');
    expect(md('[x](data:text/html,1) [y](//evil.example)')).toBe('p([x](data:text/html,1) [y](//evil.example))');
  });

  it('ends a bare address before the punctuation of its sentence', () => {
    expect(md('See https://a.example/b, or (https://c.example).')).toBe(
      'p(See a<https://a.example/b>(https://a.example/b), or (a<https://c.example>(https://c.example)).)',
    );
    expect(show(linkify('https://en.example/Fork_(bike)!'))).toBe(
      'a<https://en.example/Fork_(bike)>(https://en.example/Fork_(bike))!',
    );
  });

  it('ends an address where its sentence or script goes on', () => {
    expect(links('„https://x.si/a“ «https://x.si/b» “https://x.si/c” ‹https://x.si/d› "https://x.si/e"')).toEqual([
      ...['https://x.si/a', 'https://x.si/b', 'https://x.si/c', 'https://x.si/d', 'https://x.si/e'],
    ]);
    expect(links('https://x.si/a… https://x.si/b… ‘https://x.si/c’, ‚https://x.si/d‘')).toEqual([
      ...['https://x.si/a', 'https://x.si/b', 'https://x.si/c', 'https://x.si/d'],
    ]);
    expect(links('詳しくはhttps://example.com/をご覧ください。')).toEqual(['https://example.com/']);
    expect(links('请看https://x.cn/a，或（https://x.cn/b）。 https://x.kr/에서 https://x.th/ดู')).toEqual([
      ...['https://x.cn/a', 'https://x.cn/b', 'https://x.kr/', 'https://x.th/'],
    ]);
    expect(links('https://x.si/م، https://x.si/क। [https://x.si/a]')).toEqual([
      ...['https://x.si/م', 'https://x.si/क', 'https://x.si/a'],
    ]);
  });

  it('keeps an address whole', () => {
    for (const address of [
      "https://x.si/м'яч",
      'https://x.si/м’яч',
      'Https://x.si',
      'HTTP://X.SI/Č',
      'https://müller.example/straße?q=č#ž',
      'https://x.si/?a[0]=1&b[]=2',
      'https://x.si/a_b_c*d*e',
      'https://x.si/🎉/1',
      'http://[::1]:80/x',
    ])
      expect(links(`Glej ${address}, prosim`)).toEqual([address]);
    expect(links('https:// http://) https://…')).toEqual([]);
  });

  it('shows every character of a text that somebody typed', () => {
    const part = fc.constantFrom(
      'https://x.si/',
      '(',
      ')',
      '[',
      ']',
      '*',
      '_',
      '`',
      '“',
      '…',
      'を',
      'a',
      ' ',
      '\n',
      '#',
      '1. ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (text) => {
          expect(toDom(linkify(text)).textContent).toBe(text);
        },
      ),
    );
  });

  it('keeps < and > as characters', () => {
    expect(md('<img src=x onerror=alert(1)>')).toBe('p(<img src=x onerror=alert(1)>)');
  });

  it('leaves a visitor text plain but for its links', () => {
    expect(show(linkify('**no**\nhttps://a.example'))).toBe('**no**\na<https://a.example>(https://a.example)');
  });

  it('takes linear time on the worst of inputs', () => {
    const worst = [
      '*',
      '**',
      '`',
      '_',
      '[',
      '[a](',
      '(',
      'https://',
      'https://((((',
      '))))',
      '- ',
      '1. ',
      '# ',
      '**a *b ',
      '[a](http://',
    ];
    for (const part of worst) {
      const small = time(() => parseMarkdown(part.repeat(4_000)));
      const large = time(() => parseMarkdown(part.repeat(64_000)));
      // 16 times the text: quadratic would be 256 times. The floor keeps noise out.
      expect(large, part).toBeLessThan(Math.max(small, 4) * 64);
    }
  });

  it('reads as one line', () => {
    expect(plainText(parseMarkdown('**Hi**\nthere\n\n- a\n- b')).trim()).toBe('Hi there a b');
  });
});

describe('initials', () => {
  it('are whole letters, flags and joined emoji', () => {
    const of = (name: string) => [initials(name), initials(name, 1)];
    expect(of('maja kovač')).toEqual(['MK', 'M']);
    expect(of('आरव शर्मा')).toEqual(['आश', 'आ']);
    expect(of('Čebela'.normalize('NFD')).map((it) => it.normalize())).toEqual(['ČE', 'Č']);
    expect(of('🇸🇮')).toEqual(['🇸🇮', '🇸🇮']);
    expect(of('👩‍👩‍👧 👨‍🔧')).toEqual(['👩‍👩‍👧', '👩‍👩‍👧']);
    expect(of('👩‍🔧 Žiga')).toEqual(['ŽI', 'Ž']);
    expect(of('𝒜nna')).toEqual(['𝒜N', '𝒜']);
    expect(of('m******@gmail.com')).toEqual(['M*', 'M']);
    expect(of(' ')).toEqual(['–', '–']);
  });
});

describe('translator', () => {
  it('fills in parameters, own ones only, and leaves unknown braces', () => {
    const t = translator({ joined: '{name} joined at {time}', plain: 'Hello {' });
    expect(t('joined', { name: '{time}', time: '9:00' })).toBe('{time} joined at 9:00');
    expect(t('plain')).toBe('Hello {');
    const odd = translator({ odd: '{constructor}' as string });
    expect(odd('odd')).toBe('{constructor}');
  });
});

/** The best of five: other work on the machine only ever adds. */
function time(work: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
