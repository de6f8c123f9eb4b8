/** The fold that all searching uses, and what it finds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finder, fold } from '../../src/protocol/fold.ts';

const finds = (typed: string, ...texts: string[]) => finder(typed)(...texts);

describe('fold', () => {
  it('makes accents, case and letters of other keyboards the same', () => {
    for (const [typed, written] of [
      ['cebela', 'Čebela'],
      ['lukasz', 'Łukasz'],
      ['lodz', 'ŁÓDŹ'],
      ['dakovo', 'Đakovo'],
      ['strasse', 'STRAẞE'],
      ['strasse', 'Straße'],
      ['smorrebrod', 'Smørrebrød'],
      ['istanbul', 'İSTANBUL'],
      ['isik', 'ışık'],
      ['гудзик', 'ґудзик'],
      ['елка', 'Ёлка'],
      ['σοφος', 'Σοφός'],
      ['abc 123', 'ＡＢＣ　１２３'],
      ['محمد', 'مُحَمَّد'],
      ['co-op', 'co‑op'],
      ['office', 'oﬃce'],
      ['супер', 'су\u00adпер'],
    ] as const)
      expect(fold(written), written).toBe(fold(typed));
  });

  it('makes NFC and NFD the same, of whatever text', () => {
    for (const text of ['Čebela', 'Їжак і йод', 'Việt Nam', 'がぎぐ', 'आरव शर्मा', '한국어'])
      expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });

  it('keeps the vowel signs of scripts in which they are letters', () => {
    expect(fold('की')).not.toBe(fold('कु'));
    expect(fold('กี')).not.toBe(fold('กุ'));
  });

  it('takes every apostrophe of a Ukrainian word for the same', () => {
    for (const sign of ["'", '’', 'ʼ', '´', '′', '＇', '‛', '`', '‘', '"', '”', ''])
      expect(fold(`М${sign}яч`), sign).toBe('мяч');
    expect(fold('dell’ordine')).toBe("dell'ordine");
    expect(fold('"Київ"')).toBe('"киів"');
  });

  it('changes nothing when it is done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0x10ffff).map((point) => String.fromCodePoint(point)) }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('finder', () => {
  it('finds every word that was typed, in any order and in any of the texts', () => {
    expect(finds('cebela', 'Medena Čebela')).toBe(true);
    expect(finds('novak  ana', 'Ana Novak')).toBe(true);
    expect(finds('ana velikost', 'Ana', 'Katera velikost?')).toBe(true);
    expect(finds('ana velikost', 'Ana')).toBe(false);
    expect(finds('', 'Ana')).toBe(true);
    expect(finds(' ', 'Ana')).toBe(true);
  });

  it('finds what was typed without accents in what was written with them, and the other way round', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(finds(fold(text), text)).toBe(true);
        expect(finds(text, fold(text))).toBe(true);
      }),
    );
  });
});
