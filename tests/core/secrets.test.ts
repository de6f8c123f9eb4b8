/** Numbers that a site doesn't keep: gone before anything is written, also where they came in pieces (RULES.md, SE). */
import { describe, expect, test } from 'vitest';
import { removeWhileTyping } from '../../src/core/mask/mask.ts';
import { SAID_LOOK_BACK } from '../../src/core/recent.ts';
import { saidBefore } from '../../src/core/secret.ts';
import { accepted, refusal, type Shop, site } from './desk.ts';

const CARD = '4111 1111 1111 1111';
const STARS = '**** **** **** ****';

/** All that is written anywhere. */
function everything(shop: Shop): string {
  const tables = shop.sql.all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'",
  );
  return JSON.stringify(tables.map(({ name }) => shop.sql.all(`SELECT * FROM ${name}`)));
}

test('SE1 a card number is in no row, event or effect, whoever wrote it and where', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  const oskar = shop.agent('Oskar');
  const zofia = shop.visitor('Zofia');
  const said: unknown[] = [];
  const does = (act: () => unknown) => {
    act();
    said.push(shop.events, shop.effects);
  };
  does(() => zofia.writes(`My card: ${CARD}`));
  const { conversation } = zofia;
  does(() => shop.ai.answers(conversation, `You said ${CARD}`));
  does(() => zofia.writes('What?'));
  shop.ai.shows(conversation, `You said ${CARD}`);
  does(() => maja.takesOver(conversation));
  does(() => maja.writes(conversation, `I noted ${CARD}`));
  does(() => maja.notes(conversation, `Card ${CARD}`));
  does(() => maja.transfers(conversation, oskar, { reason: null, note: CARD }));
  does(() => oskar.accepts(conversation));
  does(() => oskar.ends(conversation, undefined, { reason: null, note: CARD }));
  for (const written of [everything(shop), JSON.stringify(said)]) {
    expect(written).not.toMatch(/4111|1111/);
    expect(written).toContain(STARS);
  }
});

test('SE1 what the site keeps stays', () => {
  const shop = site();
  const { masking } = shop.store.site()!.settings;
  shop.changes({ masking: { ...masking, card: false } });
  const zofia = shop.visitor('Zofia');
  zofia.writes(CARD);
  expect(shop.story(zofia.conversation)).toEqual([`visitor: ${CARD}`]);
});

test('SE4 the site’s own IBAN stays in everybody’s texts, and no other does', () => {
  const shop = site();
  const { masking } = shop.store.site()!.settings;
  shop.changes({ masking: { ...masking, ownIbans: ['SI56191000000123438'] } });
  const maja = shop.agent('Maja');
  const zofia = shop.visitor('Zofia');
  zofia.writes('Is SI56 1910 0000 0123 438 yours? I pay from GB82 WEST 1234 5698 7654 32');
  const { conversation } = zofia;
  shop.ai.answers(conversation, 'Pay to SI56191000000123438');
  maja.takesOver(conversation);
  maja.writes(conversation, 'Ours is SI56 1910');
  maja.writes(conversation, '0000 0123 438');
  const told = [
    'Hi, I’m Vela, the AI of Kolovrat.',
    'Is SI56 1910 0000 0123 438 yours? I pay from **** **** **** **** **** **',
  ];
  told.push('Pay to SI56191000000123438', 'Ours is SI56 1910', '0000 0123 438');
  const texts = (entries: unknown[]) => (entries as { text?: string }[]).flatMap(({ text }) => text ?? []);
  expect(texts(zofia.sees)).toEqual(told);
  expect(texts(shop.agentsSee(conversation))).toEqual(told);
});

describe('in pieces', () => {
  /** Zofia's card, in two messages. */
  function pieces(by: 'visitor' | 'agent') {
    const shop = site();
    const maja = shop.agent('Maja');
    const zofia = shop.visitor('Zofia');
    zofia.writes('Hello');
    maja.takesOver(zofia.conversation);
    const { conversation } = zofia;
    const write = (text: string, cid: string) =>
      by === 'visitor' ? zofia.writes(text, { cid }) : maja.writes(conversation, text, cid);
    accepted(write('4111 1111', 'first'));
    return { shop, maja, zofia, conversation, write };
  }

  test.each(['visitor', 'agent'] as const)('SE2 of a number that a %s spreads over messages nothing stays', (by) => {
    const { shop, conversation, write } = pieces(by);
    accepted(write('1111 1111', 'second'));
    expect(everything(shop)).not.toMatch(/4111|1111/);
    expect(shop.log(conversation).filter(({ body }) => 'struck' in body)).toHaveLength(2);
  });

  test('SE2 what clients hold already they are told of, by an entry that visitors don’t see', () => {
    const { shop, zofia, conversation, write } = pieces('visitor');
    const { seq } = shop.log(conversation).at(-1)!;
    write('1111 1111', 'second');
    expect(shop.agentsSee(conversation).at(-2)).toMatchObject({
      event: 'secret.removed',
      pieces: [{ seq, text: '**** ****' }],
    });
    expect(zofia.sees.map(({ seq }) => seq)).toEqual(zofia.sees.map((_, index) => index + 1));
    expect(JSON.stringify(zofia.sees)).not.toContain('secret.removed');
  });

  test('SE2 words of somebody else between don’t hide it, and their digits aren’t taken for a part', () => {
    const { shop, maja, conversation, write } = pieces('visitor');
    maja.writes(conversation, 'Order 1111 1111?');
    write('1111 1111', 'second');
    expect(shop.story(conversation)).toContain('Maja: Order 1111 1111?');
    expect(shop.story(conversation).at(-1)).toBe('visitor: **** ****');
  });

  test('SE2 what is known only by the message before it is never written', () => {
    const { shop, conversation, write } = pieces('visitor');
    write('my ssn is', 'second');
    write('536221234', 'third');
    write('and the cvv', 'fourth');
    write('873', 'fifth');
    expect(everything(shop)).not.toMatch(/536221234|873/);
    expect(shop.story(conversation).slice(-4)).toEqual([
      'visitor: my ssn is',
      'visitor: *********',
      'visitor: and the cvv',
      'visitor: ***',
    ]);
  });

  test('SE5 while the rest of it is typed, it isn’t seen', () => {
    const { shop, conversation } = pieces('visitor');
    const { masking } = shop.store.site()!.settings;
    const seen = (text: string) => {
      const before = saidBefore(shop.store, conversation, 'visitor', text).map((said) => said.text);
      return removeWhileTyping(text, masking, before);
    };
    expect(seen('1111 1111 is the rest')).toBe('**** **** is the rest');
    expect(seen('1111 ')).toBe('**** ');
    expect(seen('is that all?')).toBe('is that all?');
    expect(saidBefore(shop.store, conversation, 'visitor', 'is that all?')).toEqual([]);
  });

  test('SE3 a resend of what was struck out is the same message still', () => {
    const { shop, conversation, write } = pieces('visitor');
    const second = accepted(write('1111 1111', 'second'));
    const length = shop.log(conversation).length;
    const first = accepted(write('4111 1111', 'first'));
    expect(shop.rows).toBe(0);
    expect(accepted(write('1111 1111', 'second'))).toEqual(second);
    expect([shop.rows, shop.log(conversation).length, first.seq < second.seq]).toEqual([0, length, true]);
    expect(refusal(write('Something else', 'second'))?.code).toBe('cid.reused');
  });

  test('SE6 a message reads no row for what was said before it; forgotten, that is read once', () => {
    const { shop, write } = pieces('visitor');
    const reads = () => {
      const all = shop.sql.all.bind(shop.sql);
      let count = 0;
      shop.sql.all = ((query: string, ...values: number[]) => {
        if (/FROM entries .*ORDER BY seq DESC LIMIT/.test(query) && values.at(-1) === SAID_LOOK_BACK) count++;
        return all(query, ...values);
      }) as typeof shop.sql.all;
      return () => count;
    };
    const count = reads();
    accepted(write('order 20481937, the second of 3', 'second'));
    expect(count()).toBe(0);
    shop.store.forget();
    accepted(write('2 of them', 'third'));
    const first = count();
    accepted(write('4111 1111', 'fourth'));
    accepted(write('1111 1111', 'fifth'));
    expect([first, count()]).toEqual([1, 1]);
    expect(everything(shop)).not.toMatch(/1111 1111/);
  });

  test('SE3 a message without digits looks at none before it', () => {
    const { shop, conversation, write } = pieces('visitor');
    write('That was half of it', 'second');
    expect(shop.rows).toBe(1);
    expect(shop.story(conversation).slice(-2)).toEqual(['visitor: 4111 1111', 'visitor: That was half of it']);
  });
});
