/** How good the embedded answerer is about the demo's shop, in questions that nobody tuned it to. `BOT_FAILURES=1` lists what went wrong. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ARTICLES } from '../../scripts/demo-articles.ts';
import { sentencesOf } from '../../src/core/passage.ts';
import { UNTOUCHED, UNTOUCHED_UNKNOWN } from './bot-demo-corpus.ts';
import { ask, knowledgeOf, type Said } from './bot-site.ts';

const shop = knowledgeOf(ARTICLES.map(({ title, body }) => ({ id: title, title, body })));

describe('questions about the demo’s shop that nobody tuned to', { timeout: 60_000 }, () => {
  const answers: { asked: string; said: Said; right: boolean }[] = [];
  const invented: string[] = [];
  beforeAll(async () => {
    for (const { text, from, says } of UNTOUCHED) {
      const said = await ask(shop, text);
      const right = says.every((fact) => fact.test(said.text)) && (from === null || said.sources.includes(from));
      answers.push({ asked: text, said, right });
    }
    for (const text of UNTOUCHED_UNKNOWN) if ((await ask(shop, text)).sources.length > 0) invented.push(text);
    const failures = answers.filter(({ right }) => !right).map(({ asked, said }) => `${asked} → ${said.text}`);
    console.log(`${answers.length - failures.length} of ${answers.length} right, ${invented.length} invented`);
    if (process.env.BOT_FAILURES) console.log([...failures, ...invented].join('\n\n'));
  });

  it('are answered right', () => {
    expect(answers.filter(({ right }) => right).length).toBeGreaterThanOrEqual(21);
  });

  it('are answered wrong at most once, the fact not being there though an article is shown', () => {
    const wrong = answers.filter(({ right, said }) => !right && said.sources.length > 0);
    expect(wrong.map(({ asked }) => asked).length).toBeLessThanOrEqual(4);
  });

  it('are not answered at all where the articles don’t say', () => {
    expect(invented).toEqual([]);
  });
});

describe('the opening hours', { timeout: 60_000 }, () => {
  it.each([
    'What are your opening hours?',
    'opening hours',
    'when are you open',
    'What time do you open?',
    'are you open today?',
    'when do you open tomorrow',
    'business hours',
    'Kakšen je delovni čas?',
    'kdaj ste odprti',
    'години роботи',
    'orari di apertura',
    'horario',
    'godziny otwarcia',
  ])('are answered with the whole list: %s', async (text) => {
    const said = await ask(shop, text);
    expect(said.text).toContain('- Monday to Friday: 9:00 to 19:00\n- Saturday: 9:00 to 14:00\n- Sunday');
  });

  it('are answered with the day that was asked for', async () => {
    const said = await ask(shop, 'on saturday');
    expect(said.text).toContain('- Saturday: 9:00 to 14:00');
    expect(said.text).not.toContain('Monday');
  });
});

describe('what was said before', { timeout: 60_000 }, () => {
  async function afterwards(...asked: string[]): Promise<Said> {
    const lines: string[] = [];
    let said: Said | null = null;
    for (const text of asked) {
      lines.push(text);
      said = await ask(shop, ...lines);
      lines.push(`bot: ${said.text}`);
    }
    return said!;
  }

  it('spoils no answer to a question that stands on its own', async () => {
    expect((await afterwards('are you open on sunday?', 'where are you located')).text).toContain(
      'Trubarjeva cesta 52',
    );
    const battery = 'what is the waranty on the battery';
    expect((await afterwards('How much does a full service cost?', battery)).text).toContain('500 charging cycles');
    expect((await afterwards('Can I cancel a rental?', 'Do you sell used bikes?')).sources).toEqual([]);
  });

  it('is gone on with by a question that doesn’t', async () => {
    const ebike = await afterwards('How much is a puncture repair?', 'And for an e-bike?');
    expect(ebike.text).toContain('E-bike service: €109');
    expect(ebike.text).not.toContain('Puncture');
    expect((await afterwards('What size for 172 cm?', 'and for my wife, 160?')).text).toContain(
      '**S** – 160 to 170 cm',
    );
  });
});

describe('dates and numbers of an article', () => {
  it('are the article’s own', async () => {
    const holidays = 'We are closed on these days:\n\n1. januar\n8. februar\n27. april\n\nAll others we are open.';
    const said = await ask(knowledgeOf([{ id: 'a', title: 'Holidays', body: holidays }]), 'holidays');
    expect(said.text).toContain('1. januar\n8. februar\n27. april');
    const lines = '24. 12. zaprto\n31. 12. zaprto';
    const closed = await ask(knowledgeOf([{ id: 'a', title: 'Prazniki', body: lines }]), 'prazniki');
    expect(closed.text).toBe(lines);
    const steps = 'How to return:\n\n1. Write to us.\n2. Pack it.\n3. Send it.';
    const all = await ask(knowledgeOf([{ id: 'a', title: 'Returns', body: steps }]), 'who do I write to for returns');
    expect(all.text).toContain('1. Write to us.\n2. Pack it.\n3. Send it.');
  });

  it.each([
    ['Dopust imamo od 24. 12. 2026 do 3. 1. 2027. Potem smo spet tu.', 'Potem smo spet tu.'],
    ['Urlop mamy od 24. 12. 2026 do 3. 1. 2027. Potem wracamy.', 'Potem wracamy.'],
    ['Ми у відпустці з 24. 12. 2026 до 3. 1. 2027. Потім працюємо.', 'Потім працюємо.'],
    ['Na odmoru smo od 24. 12. 2026. do 3. 1. 2027. Poslije radimo.', 'Poslije radimo.'],
    ['Wir haben vom 24. Dezember bis 3. Januar z. B. kein Lager. Danach wieder.', 'Danach wieder.'],
    ['Pišite na npr. ul. Kneza 5, tel. 01 555. Odgovorimo hitro.', 'Odgovorimo hitro.'],
  ])('end no sentence: %s', (text, last) => {
    expect(sentencesOf(text)).toEqual([text.slice(0, -last.length - 1), last]);
  });
});
