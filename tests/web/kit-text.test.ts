/** Markdown and the translator. */
import { describe, expect, it } from 'vitest';
import { translator } from '../../web/kit/i18n.ts';
import { linkify, type Mark, parseMarkdown, plainText } from '../../web/kit/markdown.ts';

/** A tree as compact text: tag(children). */
function show(marks: readonly Mark[]): string {
  return marks
    .map((mark) =>
      typeof mark === 'string' ? mark : `${mark.tag}${mark.href ? `<${mark.href}>` : ''}(${show(mark.children)})`,
    )
    .join('');
}
const md = (text: string) => show(parseMarkdown(text));

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
    expect(parseMarkdown('3. c')[0]?.start).toBe(3);
    expect(md('- a\n  more\n* b')).toBe('ul(li(abr()more)li(b))');
  });

  it('links http, https and mailto, and nothing else', () => {
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
