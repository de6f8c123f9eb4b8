/** Masking (D11): the examples of the plan, what people do around numbers, and laws that hold for any text. */
import fc from 'fast-check';
import { countrySpecs, isValidIBAN } from 'ibantools';
import { describe, expect, test } from 'vitest';
import {
  maskingFor,
  maskName,
  maskPersonal,
  maskUrl,
  removeAcross,
  removeSecrets,
  removeSplit,
  removeWhileTyping,
} from '../../src/core/mask/mask.ts';
import { followsCard, goesOn, starAcross } from '../../src/core/mask/split.ts';
import { maskPhone } from '../../src/core/mask/stars.ts';
import { flatten } from '../../src/core/mask/text.ts';
import { DEFAULT_MASKING, type Masking, maskingSchema } from '../../src/protocol/masking.ts';
import { negatives } from './mask-corpora/negatives.ts';
import { stars, TEST_CARDS } from './mask-corpora/positives.ts';

const on = DEFAULT_MASKING;
const off: Masking = { card: false, iban: false, ssn: false, email: false, phone: false, country: null };
const inSlovenia: Masking = { ...on, country: 'SI' };

describe('secrets', () => {
  test.each([
    ['my card 4111-1111/1111.1111 exp 12/27 cvv 123', 'my card ****-****/****.**** exp **/** cvv ***'],
    ['3782 822463 10005 1234', '**** ****** ***** ****'],
    ['4111 1111 1111 1111 0927 123', '**** **** **** **** **** ***'],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '* * * * * * * * * * * * * * * *'],
    ['４１１１１１１１１１１１１１１１', '****************'],
    ['٤١١١ ١١١١ ١١١١ ١١١١', '**** **** **** ****'],
    ['41\u200b11 1111 1111 11\u200d11', '**\u200b** **** **** **\u200d**'],
    ['4\u00ad111\u202e1111 1111 1111', '*\u00ad***\u202e**** **** ****'],
    ['4111 1111\n1111 1111', '**** ****\n**** ****'],
    ['5555 5555 5555 4444 4111 1111 1111 1111', '**** **** **** **** **** **** **** ****'],
    ['6200 0000 0000 0005 9-29 551', '**** **** **** **** *-** ***'],
    ['card 4222222222222', 'card *************'],
    ['gb82 west 1234 5698 7654 32 is mine', '**** **** **** **** **** ** is mine'],
    ['IBAN:SI56191000000123438.', 'IBAN:*******************.'],
    ['ssn: 536221234', 'ssn: *********'],
    ['the cvc is 007', 'the cvc is ***'],
    ['4111 1111 1111 1111 1000', '**** **** **** **** ****'],
    ['4111 1111 1111 1111 2027 Ljubljana', '**** **** **** **** **** Ljubljana'],
    ['1234 4111 1111 1111 1111', '1234 **** **** **** ****'],
    ['4111,1111,1111,1111', '****,****,****,****'],
    ['4111;1111;1111;1111', '****;****;****;****'],
    ['3782,822463,10005', '****,******,*****'],
    ['card: 4111, 1111, 1111, 1111', 'card: ****, ****, ****, ****'],
    ['4111111111111111|12|26|123', '****************|**|**|***'],
    ['4111111111111111;12;2026;123', '****************;**;****;***'],
    ['Card #4111 1111 1111 1111', 'Card #**** **** **** ****'],
    ['card no #4111111111111111', 'card no #****************'],
    ['Visa4111111111111111', 'Visa****************'],
    ['kartica4111 1111 1111 1111', 'kartica**** **** **** ****'],
    ['4111111111111111cvv123', '****************cvv***'],
    ['4111 1111 1111 1111exp12/26', '**** **** **** ****exp**/**'],
    ['536-22-1234 in case you need it', '***-**-**** in case you need it'],
    ['It is about my order. Here: 536-22-1234', 'It is about my order. Here: ***-**-****'],
    ['order 12, 536-22-1234', 'order 12, ***-**-****'],
    ['100-20-3000', '***-**-****'],
    ['the SSN of this account is 536-22-1234', 'the SSN of this account is ***-**-****'],
    ['I mean 536 22 1234', 'I mean *** ** ****'],
    ['536.22.1234', '***.**.****'],
    ['social security card 536 22 1234', 'social security card *** ** ****'],
    ['my social, the one for the loan, 100 20 3000', 'my social, the one for the loan, *** ** ****'],
    ['SSN536221234', 'SSN*********'],
    ['ssn536-22-1234', 'ssn***-**-****'],
    ['4111 1111 1111 1111 do 12/28', '**** **** **** **** do **/**'],
    ['4111 1111 1111 1111 до 12/28', '**** **** **** **** до **/**'],
    ['4111 1111 1111 1111, hasta 12-2028', '**** **** **** ****, hasta **-****'],
    ['4111111111111111 fino al 12/28', '**************** fino al **/**'],
    ['4111111111111111 until 12/28', '**************** until **/**'],
    ['61 1090 1014 0000 0712 1981 2874', '** **** **** **** **** **** ****'],
    ['konto 61109010140000071219812874 proszę', 'konto ************************** proszę'],
    [
      '61\u00a01090\u00a01014\u00a00000\u00a00712\u00a01981\u00a02874',
      '**\u00a0****\u00a0****\u00a0****\u00a0****\u00a0****\u00a0****',
    ],
    ['６１-1090-1014-0000-0712-1981-2874', '**-****-****-****-****-****-****'],
    ['21 3223 1300 0002 6007 2335 6600 1', '** **** **** **** **** **** **** *'],
    ['4\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1', '*\n*\n*\n*\n*\n*\n*\n*\n*\n*\n*\n*\n*\n*\n*\n*'],
    ['4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1', '*, *, *, *, *, *, *, *, *, *, *, *, *, *, *, *'],
    ['SI56\n1910\n0000\n0123\n438', '****\n****\n****\n****\n***'],
    ['S I 5 6 1 9 1 0 0 0 0 0 0 1 2 3 4 3 8', '* * * * * * * * * * * * * * * * * * *'],
    ['my ssn is 536\n22\n1234', 'my ssn is ***\n**\n****'],
    ['536\n22\n1234', '***\n**\n****'],
    ['ssn 536 - 22 - 1234', 'ssn *** - ** - ****'],
  ])('%j becomes %j', (text, expected) => {
    expect(removeSecrets(text, on)).toBe(expected);
  });

  test.each([
    ['4111 1111 1111 1112'],
    ['4, 5, 1, 2, 5, 5, 1, 3, 5, 4, 4, 4, 1, 2, 3, 5, 5'],
    ['536 - 22 - 1234'],
    ['a4111111111111111'],
    ['ORD-4111111111111111'],
    ['#4111111111111111'],
    ['SKU 101-21-3001'],
    ['ref 101-21-3001'],
    ['ref. no. 101-21-3001'],
    ['call 123-45-6789'],
    ['201-91-2001 mm'],
    ['201-91-2001 in'],
    ['240 90 2000'],
    ['sofa 240 90 2000'],
    ['sofa 241 91 2001 cm'],
    ['dimensions: 241 91 2001'],
    ['paket 241.91.2001'],
    ['1000 4111 1111 1111 1111 2000'],
    ['4111 1111 1111 1111 1000 2000'],
    ['we have 4111, 1111, 1111, 1111'],
    ['4111,1111,1111,1111,1000,2000'],
    ['1,411,111,111,111,111'],
    ['paid by card, ref #4111111111111111'],
    ['I paid by card yesterday #4111111111111111'],
    ['mycard4111111111111111'],
    ['4111111111111111cm'],
    ['SKU536-22-1234'],
    ['5018374100078'],
    ['0.4111111111111111'],
    ['4222222222222'],
    ['9400 1000 0000 0000 0000 00'],
    ['SI56191000000123439'],
    ['is 20 people too many for one be 10 at 12'],
    ['666-12-1234 000-12-1234 900-12-1234 123-00-1234 123-45-0000'],
    ['1123-45-6789 123-45-6789-1'],
    ['123456789'],
    ['the code is 123, the table 4567'],
    ['odprto do 12/28'],
    ['61 1090 1014 0000 0712 1981 2875'],
    ['611090 10140000 0712 1981 2874'],
    ['melissa@gmail.com, +447966197542'],
  ])('%j stays', (text) => {
    expect(removeSecrets(text, on)).toBe(text);
  });

  test.each(['SI', 'IT', 'GB', 'PL', 'UA'])(
    'part numbers on a site of %s are no social security numbers, unless a word says so',
    (country) => {
      const masking = { ...on, country };
      expect(removeSecrets('the part is 692-72-7518', masking)).toBe('the part is 692-72-7518');
      expect(removeSecrets('692 72 7518, my SSN: 692-72-7518', masking)).toBe('692 72 7518, my SSN: ***-**-****');
      expect(removeSecrets('692-72-7518', { ...on, country: 'US' })).toBe('***-**-****');
    },
  );

  test.each([
    ['SI', '56 1910 0000 0123 438'],
    ['DE', '89 3704 0044 0532 0130 00'],
  ])('an account of the site’s own country (%s) needs no letters, if it is grouped as one', (country, account) => {
    expect(removeSecrets(account, { ...on, country })).toBe(stars(account));
    expect(removeSecrets(account, on)).toBe(account);
    expect(removeSecrets(account.replaceAll(' ', ''), { ...on, country })).toBe(account.replaceAll(' ', ''));
  });

  test('each is removed only where the site masks it', () => {
    const text = 'card 4111111111111111 12/27 123, SI56191000000123438, 536-22-1234';
    expect(removeSecrets(text, off)).toBe(text);
    expect(removeSecrets(text, { ...off, card: true })).toBe(
      'card **************** **/** ***, SI56191000000123438, 536-22-1234',
    );
    expect(removeSecrets(text, { ...off, iban: true })).toContain(
      '4111111111111111 12/27 123, *******************, 536',
    );
    expect(removeSecrets(text, { ...off, ssn: true })).toContain('SI56191000000123438, ***-**-****');
  });

  test('the site’s own IBANs stay, however they are written, and their digits are taken for nothing else', () => {
    const own = parsed(['si56 1910 0000 0123 438', 'PL61 1090 1014 0000 0712 1981 2874']);
    const masking = { ...on, country: 'PL', ownIbans: own };
    const text = 'Pay SI56191000000123438 or pl61-1090-1014-0000-0712-1981-2874, call GB82WEST12345698765432';
    expect(removeSecrets(text, masking)).toBe(text.replace(/GB.*/, stars));
    expect(maskPersonal(text, masking)).toBe(text);
    expect(removeWhileTyping(text, masking)).toBe(text.replace(/GB.*/, stars));
    expect(removeSplit(['SI56 1910', '0000 0123 438'], masking)).toEqual([null, null]);
    expect(removeSecrets('61 1090 1014 0000 0712 1981 2874', masking)).toBe('61 1090 1014 0000 0712 1981 2874');
  });

  test('own IBANs are at most ten, and right', () => {
    expect(parsed([' si56 1910 0000 0123 438 '])).toEqual(['SI56191000000123438']);
    const refused = [
      ['SI56191000000123439'],
      ['SI56'],
      [''],
      ['4111111111111111'],
      Array(11).fill('SI56191000000123438'),
    ];
    for (const ownIbans of refused) expect(maskingSchema.safeParse({ ...on, ownIbans }).success).toBe(false);
    expect(maskingSchema.parse(on)).toEqual(on);
  });

  test('IBANs of all countries are known, and those that a word was glued to or a digit changed in are none', () => {
    const countries = Object.keys(countrySpecs).filter((country) => countrySpecs[country]?.chars);
    expect(countries.length).toBeGreaterThan(100);
    for (const country of countries) {
      const account = exampleAccount(countrySpecs[country]!.bban_regexp!);
      const iban = Array.from({ length: 100 }, (_, i) => `${country}${String(i).padStart(2, '0')}${account}`).find(
        (it) => mod97(it) === 1,
      )!;
      expect(removeSecrets(iban, on), iban).toBe(stars(iban));
      expect(removeSecrets(`${iban}x`, on)).toBe(`${iban}x`);
      const other = iban.slice(0, -1) + (iban.endsWith('1') ? '2' : '1');
      if (!isValidIBAN(other) && mod97(other) !== 1) expect(removeSecrets(other, on)).toBe(other);
    }
  });
});

describe('secrets in pieces', () => {
  test.each([
    [
      ['my card is 4111 1111', '1111 1111 thanks'],
      ['my card is **** ****', '**** **** thanks'],
    ],
    [
      ['4111', '1111', '1111', '1111'],
      ['****', '****', '****', '****'],
    ],
    [
      ['4111 1111,', ' 1111 1111!'],
      ['**** ****,', ' **** ****!'],
    ],
    [
      ['hello', '3782 822463', '10005'],
      [null, '**** ******', '*****'],
    ],
    [
      ['card:', '41111', '11111111111'],
      [null, '*****', '***********'],
    ],
    [
      ['SI56 1910', '0000 0123 438'],
      ['**** ****', '**** **** ***'],
    ],
    [
      ['my ssn', '536', '22', '1234'],
      [null, '***', '**', '****'],
    ],
    [
      ['**** **** **** ****', '12/27 123'],
      [null, '**/** ***'],
    ],
    [
      ['**** **** **** ****', 'exp 12/27, cvv 123'],
      [null, 'exp **/**, cvv ***'],
    ],
    [
      ['**** **** **** ****', 'do 12/28'],
      [null, 'do **/**'],
    ],
    [
      ['61 1090 1014 0000', '0712 1981 2874'],
      ['** **** **** ****', '**** **** ****'],
    ],
    [
      ['**** **** **** ****', '**/**', '123'],
      [null, null, '***'],
    ],
    [
      ['4111 1111', '1111 1111, exp 12/27, cvv 123'],
      ['**** ****', '**** ****, exp **/**, cvv ***'],
    ],
    [
      ['my ssn is', '536221234'],
      [null, '*********'],
    ],
    [
      ['cvv is', '123'],
      [null, '***'],
    ],
    [
      ['**** **** **** ****', 'cvv', '123'],
      [null, null, '***'],
    ],
    [
      ['Credit card:', '4222222222222'],
      [null, '*************'],
    ],
    [
      ['hi', '4111111111111111'],
      [null, '****************'],
    ],
    [
      ['4111111111111111', 'and you?'],
      ['****************', null],
    ],
  ])('%j become %j', (pieces, expected) => {
    expect(removeSplit(pieces, on)).toEqual(expected);
  });

  test.each([
    [['order 4021', '88312']],
    [['536', '22', '1234']],
    [['4111 1111', 'no wait', '1111 1111']],
    [['two of 450, please', '1200 and 39']],
    [['**** **** **** ****', 'and 123 more, please']],
    [['**** **** **** ****', 'is it paid?', '123']],
    [['41111', '11111111111']],
    [['0411 234', '56']],
    [['my ssn is', 'my order is 536221234']],
    [['what is a cvv?', 'I ordered 12, and 450']],
    [['hi', 'codes:\n1000\n2000\n4111\n1111\n1111\n1111\n3000']],
    [['only one']],
    [[]],
  ])('%j stay', (pieces) => {
    expect(removeSplit(pieces, on)).toEqual(pieces.map(() => null));
  });

  test('a card that is cut between its groups is removed whole, whatever the number of pieces', () => {
    const card = fc.constantFrom(...TEST_CARDS.filter((it) => it.length === 16));
    fc.assert(
      fc.property(card, fc.subarray([4, 8, 12], { minLength: 1 }), (number, cuts) => {
        const pieces = [0, ...cuts].map((from, i) => number.slice(from, cuts[i]));
        expect(removeSplit(pieces, on)).toEqual(pieces.map(stars));
      }),
    );
  });

  test('an IBAN that is cut between its groups is removed whole, in two pieces or three, with words before it', () => {
    const ibans = [
      'SI56 1910 0000 0123 438',
      'DE89 3704 0044 0532 0130 00',
      'GB29 NWBK 6016 1331 9268 19',
      'IT60 X054 2811 1010 0000 0123 456',
    ];
    const cuts = fc.subarray([5, 10, 15], { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(
        fc.constantFrom(...ibans),
        cuts,
        fc.constantFrom('', 'my iban is ', 'Size 56, '),
        (number, at, words) => {
          const pieces = [0, ...at].map((from, i) => number.slice(from, at[i]).trim());
          const [first, ...rest] = pieces;
          const removed = removeSplit([words + first, ...rest], on);
          expect(removed).toEqual([words + stars(first!), ...rest.map(stars)]);
        },
      ),
    );
  });
});

describe('personal details', () => {
  test.each([
    ['+ 1 (123) 456 7890', '**********7890'],
    ['+447966197542', '*********7542'],
    ['melissa@gmail.com', 'm******@gmail.com'],
    ['a@b.io', '*@b.io'],
    ['melissa＠gmail.com', 'm******＠gmail.com'],
    ['mel\u200bissa@gmail.com', 'm*******@gmail.com'],
    ['"john doe"@example.com', '"*********@example.com'],
    ['mail me: mailto:o.k+shop@sub.example.co.uk.', 'mail me: mailto:o*******@sub.example.co.uk.'],
    ['https://x.si/?to=ana@siol.net&a=1', 'https://x.si/?to=a**@siol.net&a=1'],
    ['https://x.si/?to=ana%40siol.net', 'https://x.si/?to=a**%40siol.net'],
    ['melissa [at] gmail [dot] com', 'm****** [at] gmail [dot] com'],
    ['ana chiocciola example.it', 'a** chiocciola example.it'],
    ['jan małpa example.pl', 'j** małpa example.pl'],
    ['JAN MAŁPA EXAMPLE.PL', 'J** MAŁPA EXAMPLE.PL'],
    ['ana arroba example.com', 'a** arroba example.com'],
    ['ana afna example.si', 'a** afna example.si'],
    ['ана собака ukr.net', 'а** собака ukr.net'],
    ['call 041 123 456', 'call *****3456'],
    ['moja št. je v klepetu, telefon: 041/123-456.', 'moja št. je v klepetu, telefon: *******-456.'],
    ['5551234567 is my number', '******4567 is my number'],
    ['+386 41 123 456, ext. 12', '********3456, ext. **'],
    ['https://wa.me/38641123456', 'https://wa.me/*******3456'],
    ['+38641123456 +38640111222', '********3456 ********1222'],
    ['+٣٨٦٤١١٢٣٤٥٦', '********٣٤٥٦'],
    ['+386\n41\n123\n456', '********3456'],
    ['0044 7911\n123456 is mine', '**********3456 is mine'],
    ['+49 151 23456789\n9', '**********6789\n9'],
    ['tel+38641123456', 'tel********3456'],
    ['tel.041123456', 'tel.*****3456'],
    ['ana@ example.com', 'a**@ example.com'],
    ['ana @example.com', 'a** @example.com'],
    ['ana  @ example.com', 'a**  @ example.com'],
    ['ana@\nexample.com', 'a**@\nexample.com'],
    ['ana@example. com', 'a**@example. com'],
    ['ana@example dot it', 'a**@example dot it'],
    ['write to ana @ mail.example.co.uk, please', 'write to a** @ mail.example.co.uk, please'],
    ['it is ana @ gmail.com', 'it is a** @ gmail.com'],
    ['so: ana.novak @ example.com', 'so: a******** @ example.com'],
  ])('%j becomes %j', (text, expected) => {
    expect(maskPersonal(text, on)).toBe(expected);
  });

  test.each([
    ['041 123 456', '*****3456'],
    ['(01) 234 56 78', '*******5678'],
    ['2 x 041 123 456', '2 x *****3456'],
    ['12. 5. 2024 041 123 456', '12. 5. 2024 *****3456'],
    ['041123456', '*****3456'],
    ['41 123 456', '****3456'],
    ['40123456', '40123456'],
    ['order 041 123 456', 'order 041 123 456'],
    ['Ana,031 123 456', 'Ana,*****3456'],
    ['Ana:031 123 456', 'Ana:*****3456'],
    ['031.123.456', '*******.456'],
    ['031\u00a0123\u00a0456', '*****3456'],
    ['０３１ 123 456', '*****3456'],
    ['38631123456', '*******3456'],
    ['386 31 123 456', '*******3456'],
    ['tel.041123456', 'tel.*****3456'],
    ['Tel:041123456', 'Tel:*****3456'],
    ['tel.št.041123456', 'tel.št.*****3456'],
    ['ph.041123456', 'ph.*****3456'],
    ['t.041123456', 't.*****3456'],
    ['tel-041123456', 'tel-*****3456'],
    ['gsm041123456', 'gsm*****3456'],
    ['fax.01 234 56 78', 'fax.*****5678'],
    ['041\n123\n456', '*****3456'],
    ['041 123\n456', '*****3456'],
    ['call me:\n041\n123456', 'call me:\n*****3456'],
    ['041\n123\n456\n031\n234\n567', '*****3456\n*****4567'],
    ['041 123 456\n031 234 567\n2', '*****3456\n*****4567\n2'],
    ['0 4 1 1 2 3 4 5 6', '*****3456'],
    ['0 4 1  1 2 3  4 5 6', '*****3456'],
    ['0, 4, 1, 1, 2, 3, 4, 5, 6', '*************,5,6'],
    ['0\n4\n1\n1\n2\n3\n4\n5\n6', '*****3456'],
    ['04 11 23 45 6', '*****3456'],
  ])('with the country %j becomes %j', (text, expected) => {
    expect(maskPersonal(text, inSlovenia)).toBe(expected);
  });

  test.each([
    ['1 212 555 0123', 'US', '*******0123'],
    ['(555) 123-4567', 'US', '*********4567'],
    ['it is (555) 123-4567, thanks', 'US', 'it is *********4567, thanks'],
    ['212-555-0123', 'US', '********0123'],
    ['067 123 45 67', 'UA', '******4567'],
    ['мій: 067 123 45 67', 'UA', 'мій: ******4567'],
    ['041 123 456', 'UA', '*****3456'],
    ['041 123 456', 'XX', '*****3456'],
    ['333/1234567', 'IT', '*******4567'],
    ['333/12 34 567', 'IT', '*******4567'],
    ['３３３/１２３４５６７', 'IT', '*******４５６７'],
    ['067.123.45.67', 'UA', '*********5.67'],
    ['380671234567', 'UA', '********4567'],
    ['380-67-123-45-67', 'UA', '************5-67'],
    ['48 501 234 567', 'PL', '*******4567'],
  ])('on a Slovenian site %j of a visitor from %s becomes %j', (text, country, expected) => {
    expect(maskPersonal(text, maskingFor(inSlovenia, country))).toBe(expected);
  });

  test.each([
    ['1125550123', 'US'],
    // Ten digits alone are an order number as often.
    ['2125550123', 'US'],
    ['612345678', 'ES'],
    ['21255501', 'US'],
    ['#2125550123', 'US'],
    ['$2125550123', 'US'],
    ['here: 2125550123', 'US'],
    ['2125550123, 10', 'US'],
    ['7911123456', 'GB'],
    ['10023451', 'GB'],
    ['5901234123457', 'PL'],
    ['192.168.100.101', 'PL'],
    ['100 000 000', 'PL'],
    ['250 000 000', 'PL'],
    ['P.IVA 01234567890', 'IT'],
    ['p. iva: 01234567890', 'IT'],
    ['C.F. 01234567890', 'IT'],
    ['2024/00981', 'IT'],
    ['1,031 123 456', 'IT'],
    ['031.123.045.001.002', 'UA'],
    ['380671234', 'UA'],
  ])('nor is %j of a visitor from %s masked, for it is none of theirs, or nothing says that it is', (text, country) => {
    expect(maskPersonal(text, maskingFor(inSlovenia, country))).toBe(text);
  });

  test.each([
    ['041 123 456'],
    ['call me about order 12345678'],
    ['I could not call yesterday because the shop was closed all day, so here: 12345678'],
    ['192.168.1.10:8080 46.0569123, 14.505811 2024-05-12 14:30'],
    ['see you @ 8, or @home'],
    ['look at this dot on the screen'],
    ['I saw it at example.com'],
    ['me@localhost a@b.c'],
    ['#0038641123456'],
    ['4111 1111 1111 1111'],
    ['@ 5 €'],
    ['meet @ office.today'],
    ['it is cheaper @ amazon.com'],
    ['look @ example.com'],
    ['thanks @shop.si for that'],
  ])('without it %j stays', (text) => {
    expect(maskPersonal(text, on)).toBe(text);
  });

  test.each([
    ['order.041123456'],
    ['shop.tel.041123456'],
    ['hotel.041123456'],
    ['call-1234567'],
    ['https://shop.example/tel/041123456'],
    ['v.041123456'],
    ['0 1 2 3 4 5 6 7 8'],
    ['0, 1, 1, 2, 3, 5, 5, 6, 7'],
    ['0 4 1 1 2 3 4 5 6 7 8'],
    ['0\n1\n2\n3\n4\n5\n6\n7\n8'],
    ['01234\n56789'],
    ['041\n123\n456\n12\n41\n2'.replace('041', '41')],
    ['410\n41\n123\n456'],
  ])('on a Slovenian site %j stays', (text) => {
    expect(maskPersonal(text, inSlovenia)).toBe(text);
  });

  test('each is masked only where the site masks it', () => {
    const text = 'ana@siol.net +38641123456';
    expect(maskPersonal(text, off)).toBe(text);
    expect(maskPersonal(text, { ...off, email: true })).toBe('a**@siol.net +38641123456');
    expect(maskPersonal(text, { ...off, phone: true })).toBe('ana@siol.net ********3456');
  });

  test('a secret that the site keeps is no phone number', () => {
    expect(maskPersonal('call 371449635398431', { ...on, card: false })).toBe('call 371449635398431');
  });

  test('a short number is starred whole', () => {
    expect(maskPhone('+ 1 (123) 456 7890')).toBe('**********7890');
    expect(maskPhone('1234')).toBe('****');
  });

  test('a name that is a number or an address', () => {
    expect(maskName('041123456', on)).toBe('*****3456');
    expect(maskName('Ana +38641123456', on)).toBe('Ana ********3456');
    expect(maskName('ana@siol.net', on)).toBe('a**@siol.net');
    expect(maskName('Ana Novak 2nd', on)).toBe('Ana Novak 2nd');
    expect(maskName('041123456', off)).toBe('041123456');
  });

  test.each([
    ['https://x.si/a?email=melissa%40gmail.com&x=y+z#top', 'https://x.si/a?email=m******%40gmail.com&x=y+z#top'],
    ['https://x.si/a?email=melissa@gmail.com', 'https://x.si/a?email=m******@gmail.com'],
    ['https://x.si/a?userPhone=041+123+456', 'https://x.si/a?userPhone=*****3456'],
    ['/p?tel=%2B386%2041%20123%20456', '/p?tel=********3456'],
    [
      'https://x.si/u/melissa@gmail.com/?card=4111111111111111',
      'https://x.si/u/m******@gmail.com/?card=****************',
    ],
    ['https://x.si/#iban=SI56%201910%200000%200123%20438', 'https://x.si/#iban=****%20****%20****%20****%20***'],
    ['https://x.si/%E0%A4%A?order=12345678&q=%C5%BEoga', 'https://x.si/%E0%A4%A?order=12345678&q=%C5%BEoga'],
  ])('the address %j becomes %j', (url, expected) => {
    expect(maskUrl(url, on)).toBe(expected);
    expect(maskUrl(expected, on)).toBe(expected);
  });
});

describe('while somebody types', () => {
  test.each(TEST_CARDS.slice(0, 12))('no more than seven digits of %s are ever seen', (card) => {
    for (const text of [
      card,
      card.match(/.{1,4}/g)!.join(' '),
      `${card.match(/.{1,4}/g)!.join('-')} exp 12/27 cvv 123`,
    ]) {
      for (let typed = 1; typed <= text.length; typed++) {
        const seen = removeWhileTyping(text.slice(0, typed), on).replace(/\D/g, '');
        expect(seen.length, text.slice(0, typed)).toBeLessThanOrEqual(7);
        if (typed > 20) expect(seen).toBe('');
      }
    }
  });

  test.each([
    ['+3864', '+****'],
    ['call me on 041 1', 'call me on *** *'],
    ['my iban SI56 19', 'my iban **** **'],
    ['cvv 1', 'cvv *'],
    ['mel@gm', '***@gm'],
    ['mel@gmail.com, ok', 'm**@gmail.com, ok'],
    ['+38641123456 or', '********3456 or'],
    ['4111 1111 1111 1112 is', '**** **** **** **** is'],
    ['we sold 12000', 'we sold *****'],
    ['we sold 12000 of them', 'we sold 12000 of them'],
    ['my card is 41', 'my card is **'],
    ['601 234 ', '*** *** '],
    ['601 234 5', '*** *** *'],
    ['5551234567 is my num', '********** is my num'],
    ['536-22-1234 in ', '***-**-**** in '],
    ['exp 12/27, then', 'exp **/**, then'],
    ['open do 18.00 danes', 'open do 18.00 danes'],
    ['order 12345678 is late', 'order 12345678 is late'],
  ])('of %j is seen %j', (text, expected) => {
    expect(removeWhileTyping(text, on)).toBe(expected);
  });

  test.each([
    [['4111 1111'], '1', '*'],
    [['4111 1111'], '1111 11', '**** **'],
    [['4111 1111'], '1111 1111 is the rest', '**** **** is the rest'],
    [['4111', '1111', '1111'], '111', '***'],
    [['SI56 1910'], '0000 0123', '**** ****'],
    [['my ssn is 536'], '22-123', '**-***'],
    [['my ssn is'], '536221234 ok', '********* ok'],
    [['cvv'], '12', '**'],
    [['**** **** **** ****'], '12/27 123', '**/** ***'],
    [['where is my order?'], 'it is 2048', 'it is ****'],
    [['where is my order?'], 'it is 2048 I think', 'it is 2048 I think'],
    [['20481937'], '2 of them', '2 of them'],
    [['hello'], 'mel@gm', '***@gm'],
    [[], 'moja številka 0 00000/S I', 'moja številka * *****/S I'],
    [[], 'moja številka 0 00000/SI56 19', 'moja številka **0000/**** **'],
  ])('after %j of %j is seen %j', (before, text, expected) => {
    expect(removeWhileTyping(text, on, before)).toBe(expected);
  });

  test('of a card that began in a message, nothing more is ever seen', () => {
    for (let typed = 1; typed <= 9; typed++) {
      expect(removeWhileTyping('1111 1111'.slice(0, typed), on, ['4111 1111'])).not.toMatch(/\d/);
    }
  });

  test('nothing is withheld where nothing is masked', () => {
    expect(removeWhileTyping('41111111 a@b', off)).toBe('41111111 a@b');
  });
});

describe('what is typed and what is sent', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 7 });
  const sign = fc.constantFrom(' ', '-', '.', '/', ', ', ' - ', '(', ') ', ':', ';', '\n', '', '|', '\u00a0');
  const row = fc.array(fc.tuple(digits, sign), { minLength: 1, maxLength: 6 }).map((parts) => parts.flat().join(''));
  const number = fc.constantFrom(
    '601 234 567',
    '601234567',
    '031 123 456',
    '333/1234567',
    '067.123.45.67',
    '38631123456',
    '+386 41 123 456',
    '(415) 555-2671',
    '4111 1111 1111 1111',
    '61 1090 1014 0000 0712 1981 2874',
    'SI56 1910 0000 0123 438',
    'GB82 WEST 1234 5698 7654 32',
    '536-22-1234',
    '12/27',
    'cvv 123',
    'tel.041123456',
    'gsm041123456',
    '+386\n41\n123\n456',
    '041\n123 456',
    '0 4 1 1 2 3 4 5 6',
    '0, 4, 1, 1, 2, 3, 4, 5, 6',
    '4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1',
    'S I 5 6 1 9 1 0 0 0 0 0 0 1 2 3 4 3 8',
    '536\n22\n1234',
  );
  const words = fc.constantFrom(
    ' is my number',
    ' moja številka ',
    ' call me ',
    ' card ',
    ' order ',
    ' my ssn is ',
    ' exp ',
    ' do ',
    ' until ',
    ' code ',
    ' in case you need it',
    ' EUR',
    ' europe',
    ' m',
    ' mine ',
    ' ext. 12',
    'x12',
    ' hello ',
    ' reflex ',
    'kg',
    ' is it? ',
    ' #',
    ' @',
    ' tel.',
    '\nph:',
    '+',
  );
  // Whole addresses have a law of their own, below: what stands before an `@` is seen until that is typed.
  const typed = fc.array(fc.oneof(row, number, words, words), { minLength: 1, maxLength: 6 }).map((it) => it.join(''));
  const masking = fc.constantFrom<Masking>(
    on,
    inSlovenia,
    { ...on, country: 'PL' },
    { ...on, country: 'US' },
    { ...on, country: 'IT', visitorCountry: 'UA' },
    { ...on, card: false },
    { ...on, phone: false },
  );
  const signs = (text: string) => text.replace(/\s/g, '');

  test('SE5 the preview never adds up to more than the log shows: no digit is seen that is masked once it is sent', () => {
    fc.assert(
      fc.property(typed, fc.array(typed, { maxLength: 2 }), masking, (text, earlier, it) => {
        const before = earlier.map((said) => removeSecrets(said, it));
        const log = signs(maskPersonal(removeAcross(before, removeSecrets(text, it), it).at(-1)!, it));
        for (let length = 1; length <= text.length; length++) {
          const preview = signs(removeWhileTyping(text.slice(0, length), it, before));
          const told = Array.from(preview, (sign, i) => /\d/.test(sign) && log[i] !== sign);
          must(!told.includes(true), JSON.stringify([text.slice(0, length), preview, log]));
        }
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  test('SE5 from its @ on, no more of an address is seen than the log shows, however many spaces are in it', () => {
    const local = fc.constantFrom('ana', 'ana.novak', 'olena92', 'info', 'look');
    const at = fc.constantFrom('@', '@ ', ' @', ' @ ', '  @  ', '@\n');
    const host = fc.constantFrom(
      'example.com',
      'mail.firma.co.uk',
      'gmail.com',
      'example. com',
      'example .com',
      'example dot it',
    );
    const lead = fc.constantFrom('', 'ok ', 'my mail is ', 'call 041 123 456 or\n');
    const tail = fc.constantFrom('', ' ok', ', thanks', '\nLp', '. Hello');
    fc.assert(
      fc.property(lead, local, at, host, tail, (before, name, sign, place, after) => {
        const text = before + name + sign + place + after;
        const log = signs(maskPersonal(removeSecrets(text, on), on));
        const from = text.indexOf('@') + 1;
        for (let length = from; length <= text.length; length++) {
          const preview = signs(removeWhileTyping(text.slice(0, length), on));
          const told = Array.from(preview).findIndex((it, i) => /[\p{L}\d]/u.test(it) && it !== log[i]);
          must(told < 0, JSON.stringify([text.slice(0, length), preview, log]));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a number that is corrected on the way is not seen either', () => {
    for (const shown of ['6', '601 3', '601 ', '601 234 ', '601 234 56', '601 234 5', '601 234 567']) {
      expect(removeWhileTyping(shown, { ...on, country: 'PL' })).not.toMatch(/[1-35-6]/);
    }
  });

  test('a word in the text itself says of wide gaps, too, that they are within one number', () => {
    expect(removeSecrets(' my ssn is 53622 - 12 3 4 ', on)).toBe(' my ssn is ***** - ** * * ');
  });

  test('SE2 where nothing seems to go on from the messages before, nothing does', () => {
    fc.assert(
      fc.property(fc.array(typed, { minLength: 2, maxLength: 4 }), masking, (texts, it) => {
        const clean = texts.map((text) => removeSecrets(text, it));
        if (!/\d/.test(clean.at(-1)!) || goesOn(clean.slice(0, -1), clean.at(-1)!)) return;
        expect(starAcross(clean, it).at(-1)).toBe(clean.at(-1));
        expect(followsCard(clean)).toBe(false);
      }),
      { numRuns: 1_500 },
    );
  }, 60_000);
});

describe('for any text', () => {
  const secret = fc.constantFrom(
    '4111 1111 1111 1111',
    'SI56 1910 0000 0123 438',
    '536-22-1234',
    '+38641123456',
    'ana@siol.net',
  );
  const piece = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789 -./(),:+*@a\n') }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      ' card ',
      ' call ',
      ' ssn ',
      ' cvv ',
      ' exp ',
      ' iban ',
      ' [at] ',
      ' dot ',
      'SI56 ',
      '%40',
      '٤',
      '\u200b',
      ' ext. 12 ',
    ),
    secret,
  );
  const anyText = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const anyMasking = fc.constantFrom(
    on,
    inSlovenia,
    { ...on, card: false },
    { ...on, iban: false, country: 'DE' },
    { ...off, phone: true },
  );
  const runs = { numRuns: 1_500 };

  test('secrets are removed once: again changes nothing, and only letters and digits become stars', () => {
    fc.assert(
      fc.property(anyText, anyMasking, (text, masking) => {
        const removed = removeSecrets(text, masking);
        expect(removeSecrets(removed, masking)).toBe(removed);
        expect(removed).toHaveLength(text.length);
        const written = Array.from({ length: text.length }, (_, i) => (removed[i] === '*' ? '*' : text[i]));
        expect(removed).toBe(written.join(''));
      }),
      runs,
    );
  });

  test('personal details are masked once', () => {
    fc.assert(
      fc.property(anyText, anyMasking, (text, masking) => {
        const masked = maskPersonal(text, masking);
        expect(maskPersonal(masked, masking)).toBe(masked);
      }),
      runs,
    );
  });

  test('what is found may uncover more, and all of it is found at once', () => {
    const text = ' call +38641123456SI56 1910 0000 0123 438ཀ𐀀 𐒰  ﬀ 0+38641123456';
    const masked = maskPersonal(text, on);
    expect(masked).not.toBe(text);
    expect(maskPersonal(masked, on)).toBe(masked);
  });

  test('what stands around a secret, a sentence away, changes neither it nor itself', () => {
    const words = fc.constantFrom(
      'Hello there',
      'Dober dan, kje je paket',
      'I paid 12 EUR',
      'ok 12 12',
      'Замовлення 30045821',
    );
    fc.assert(
      fc.property(words, secret, words, (before, inside, after) => {
        const alone = maskPersonal(removeSecrets(inside, on), on);
        const whole = `${before}. So: ${inside}; ${after}`;
        expect(maskPersonal(removeSecrets(whole, on), on)).toBe(`${before}. So: ${alone}; ${after}`);
      }),
    );
  });

  test('texts without anything to mask are the same, byte for byte', () => {
    for (const { name, texts } of negatives(50).filter((it) => /UUID|VIN|prose|versions/.test(it.name))) {
      for (const text of texts) expect(maskPersonal(removeSecrets(text, on), on), name).toBe(text);
    }
  });

  test('no character becomes more than four, and what is a number in it stays one', () => {
    const long: number[] = [];
    for (let point = 0; point < 0x30000; point++) {
      if (flatten(String.fromCodePoint(point)).text.length > 4) long.push(point);
    }
    expect(long).toEqual([]);
    expect(flatten('㋉⑽４𝟜٤½').text).toBe('10月(10)4441⁄2');
  });

  test.each([
    ['digits', '4'],
    ['digits apart', '0 '],
    ['pairs', '00 '],
    ['groups', '4111 '],
    ['cards', '4111 1111 1111 1111 '],
    ['cards and more', '4111 1111 1111 1111 1000 '],
    ['cards and two more', '4111 1111 1111 1111 1000 2000 '],
    ['groups in a list', '4111,'],
    ['groups in a list of cards', 'card 4111, 1111;'],
    ['countries', 'si '],
    ['open IBANs', 'SI56 '],
    ['at signs', 'a@'],
    ['labels', 'a.'],
    ['spelt', 'a at b dot '],
    ['brackets', '[at] '],
    ['quotes', '"@'],
    ['cues', 'tel card cvv ssn '],
    ['plus', '+38641123456 '],
    ['brackets of areas', '(0'],
    ['digits of another script', '٤'],
    ['invisible', '4\u200b'],
    ['cues glued to digits', 'cvv4111'],
    ['one word and digits', 'visaaaaaa4111 '],
    ['stars', '* '],
    ['numbers apart', '4 !!! '],
    ['spaces', ' '],
    ['letters', 'a'],
    ['one character that stands for eighteen', '\ufdfa'],
    ['numbers in brackets', '⑽ a '],
    ['syllables', '가'],
    ['flags and emoji', '🇸🇮👍🏽'],
    ['digits of another plane', '𝟜'],
    ['accents', 'a\u0301\u0301'],
    ['digits on lines', '0\n4\n1\n'],
    ['lines', '+38\n'],
    ['digits in a list', '0, 4, '],
    ['words glued to numbers', 'tel.041123456 '],
    ['dots and words', 'tel.tel.0'],
    ['at signs with spaces', 'a @ b. c'],
    ['letters of countries', 's i 5 '],
  ])(
    'a text of %s takes time for its length, no more',
    (_, unit) => {
      const work = (chars: number) => {
        const long = unit.repeat(Math.ceil(chars / unit.length));
        const began = processorTime();
        removeSecrets(long, on);
        maskPersonal(long, inSlovenia);
        maskPersonal(long, maskingFor(inSlovenia, 'US'));
        removeSplit([long.slice(0, chars / 3), long.slice(0, chars / 3)], on);
        removeWhileTyping(long, on, [long.slice(0, chars / 3)]);
        return processorTime() - began;
      };
      work(1_000);
      // Eight times the text is eight times the work, or sixty-four times in its square. What else the machine does may add to one of the tries.
      const tries = [1, 2, 3, 4, 5];
      expect(tries.some(() => work(24_000) < 24 * Math.max(work(3_000), LEAST_MICROSECONDS))).toBe(true);
    },
    120_000,
  );
});

/** Of processor time: less than this can't be measured. */
const LEAST_MICROSECONDS = 500;

/** Microseconds; of its two parts alone neither is exact. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Throws what is broken; `expect` would be most of the time spent here. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`broken: ${what}`);
}

function parsed(ownIbans: string[]): string[] {
  return maskingSchema.parse({ ...on, ownIbans }).ownIbans!;
}

function mod97(iban: string): number {
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return Number(BigInt(digits) % 97n);
}

/** An account as the pattern describes it: letters where there must be, else digits. */
function exampleAccount(pattern: string): string {
  return [...pattern.matchAll(/\[([^\]]+)\]\{(\d+)\}/g)]
    .map(([, set, count]) => (set === 'A-Z' ? 'B' : '3').repeat(Number(count)))
    .join('');
}
