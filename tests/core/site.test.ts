/** The site itself: made once, changed, removed for good (RULES.md, ST). */
import { expect, test } from 'vitest';
import { saveArticle } from '../../src/core/article.ts';
import { Knowledge } from '../../src/core/knowledge.ts';
import { migrate } from '../../src/core/schema.ts';
import { saveTemplate } from '../../src/core/template.ts';
import { accepted, HOUR, memory, refusal, SETTINGS, type Shop, site } from './desk.ts';

const TABLES = ['visitors', 'conversations', 'entries', 'timers', 'article', 'passage', 'passage_words', 'templates'];

/** A site in the middle of its day: a conversation under each control, articles, visits. */
function busy(): Shop {
  const shop = site();
  const maja = shop.agent('Maja');
  const [zofia, igor, ana, bor] = ['Zofia', 'Igor', 'Ana', 'Bor'].map((name) => {
    const visitor = shop.visitor(name);
    visitor.writes('Hello');
    return visitor;
  });
  shop.ai.answers(zofia!.conversation, 'Hi.');
  igor!.asksForPerson();
  maja.takesOver(ana!.conversation);
  maja.goes();
  bor!.ends();
  saveArticle(shop.sql, { id: 'art_1', title: 'Opening hours', body: 'We open at nine.', now: shop.now });
  const hello = { scope: 'site', shortcut: 'hello', title: 'Hello', body: 'Hello!' } as const;
  saveTemplate(shop.sql, { member: maja.id, role: 'supervisor' }, null, hello, { now: shop.now, newId: () => 'tpl_1' });
  return shop;
}

test('ST1 making a site again changes nothing', () => {
  const shop = site();
  accepted(shop.does({ t: 'site.create', id: 'site_another', settings: { ...SETTINGS, name: 'Another' } }));
  expect(shop.rows).toBe(0);
  expect(shop.store.site()).toMatchObject({ id: shop.id, rev: 1, settings: SETTINGS, removedAt: null });
});

test('ST1 a new site is told to D1', () => {
  expect(site().outbox()).toEqual(['site']);
});

test('ST2 a change sets what is given and nothing else', () => {
  const shop = site();
  accepted(shop.changes({ botName: 'Sirius', color: undefined as never }));
  expect(shop.store.site()).toMatchObject({ rev: 2, settings: { ...SETTINGS, botName: 'Sirius' } });
  expect(shop.events).toEqual([{ type: 'site.changed', before: SETTINGS }]);
  // The outbox has its row already.
  expect(shop.rows).toBe(1);
});

test.each([{}, { name: undefined as never }, { name: SETTINGS.name, masking: { ...SETTINGS.masking }, chatOn: true }])(
  'ST8 a change to what is set already writes nothing and tells nobody: %j',
  (patch) => {
    const shop = site();
    accepted(shop.changes(patch));
    expect([shop.rows, shop.events, shop.store.site()!.rev]).toEqual([0, [], 1]);
  },
);

test('ST2 a new name of the bot is used from then on', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  shop.changes({ botName: 'Sirius' });
  shop.ai.answers(zofia.conversation, 'Hi.');
  expect(zofia.sees.map((it) => ('name' in it ? it.name : ''))).toEqual(['Vela', '', 'Sirius']);
});

test('ST3 removing a site ends every open conversation, and those who see it are told', () => {
  const shop = busy();
  const open = shop.store.openConversations().map(({ id }) => id);
  expect(open).toHaveLength(3);
  accepted(shop.removes());
  const closed = shop.events.flatMap((event) =>
    event.type === 'entry.added' && event.entry.body.kind === 'event' ? [event] : [],
  );
  expect(closed.map(({ entry }) => entry.conversation).sort()).toEqual(open.sort());
  for (const { entry, conversation } of closed) {
    expect(entry.body).toMatchObject({ event: 'conversation.closed', by: 'site' });
    expect(conversation).toMatchObject({ control: 'closed', holder: null });
  }
  expect(shop.events.at(-1)).toEqual({ type: 'site.removed' });
});

test('ST3 nothing is left of a removed site but the mark that it existed', () => {
  const shop = busy();
  shop.removes();
  for (const table of TABLES) expect([table, shop.count(table)]).toEqual([table, 0]);
  expect(new Knowledge(shop.sql).search({ words: ['open'], patterns: [] }, 5)).toEqual([]);
  expect(shop.store.site()).toMatchObject({ id: shop.id, removedAt: shop.now });
  expect(shop.outbox()).toEqual(['site']);
});

test('ST3 a site with more articles than a list shows forgets them all', () => {
  const shop = site();
  for (let i = 0; i < 1_050; i++) saveArticle(shop.sql, { id: `art_${i}`, title: `T${i}`, body: '', now: shop.now });
  shop.removes();
  expect([shop.count('article'), shop.count('passage')]).toEqual([0, 0]);
});

test('ST4 a removed site refuses whatever anybody does, and writes nothing', () => {
  const shop = busy();
  const conversation = shop.store.openConversations()[0]!.id;
  shop.removes();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  const visit = {
    id: 'visit_1',
    visitor: zofia.id,
    startedAt: 1,
    endedAt: 2,
    country: null,
    device: 'mobile',
  } as const;
  for (const act of [
    () => zofia.writes('Hello'),
    () => zofia.asksForPerson(),
    () => zofia.goesBack(),
    () => zofia.ends(),
    () => maja.takesOver(conversation),
    () => maja.writes(conversation, 'Hi'),
    () => maja.leaves(conversation),
    () => maja.ends(conversation),
    () => maja.isCalled('Maja K.'),
    () => maja.goes(),
    () => maja.comesBack(),
    () => shop.ai.arrives({ conversation, turn: 1, re: 9, id: 'ans_1', text: '' }, 'Hi.'),
    () => shop.does({ t: 'answer.fail', conversation, turn: 1 }),
    () => shop.later(24 * HOUR),
    () => shop.does({ t: 'visit.end', visits: [{ ...visit, browser: '', os: '', page: zofia.facts().page }] }),
    () => shop.changes({ name: 'Again' }),
    () => shop.removes(),
    () => shop.does({ t: 'site.create', id: shop.id, settings: SETTINGS }),
  ]) {
    expect(refusal(act())).toEqual({ code: 'site.unknown' });
    expect(shop.rows).toBe(0);
  }
});

test('ST5 looking for a site in an empty database writes nothing', () => {
  const { sql } = memory();
  expect(migrate(sql, false)).toBe(false);
  expect(sql.all('SELECT name FROM sqlite_master')).toEqual([]);
});

test('ST5 a database that was made for a site has none until it is created', () => {
  const { sql } = memory();
  expect(migrate(sql, true)).toBe(false);
});

test('ST5 migrating again finds the site and changes nothing', () => {
  const shop = site();
  const changes = () => shop.sql.all<{ n: number }>('SELECT total_changes() AS n')[0]!.n;
  const before = changes();
  expect([migrate(shop.sql, false), migrate(shop.sql, true)]).toEqual([true, true]);
  expect(changes()).toBe(before);
});

/** The database as it was before there was a desk: the last steps of the schema taken back. */
function asBeforeQueues({ sql }: Shop): void {
  for (const statement of [
    'DROP TABLE templates',
    'DROP TABLE turned_away',
    'DROP TABLE queues',
    'DROP TABLE agents',
    'DROP INDEX conversations_with_people',
    'DROP INDEX conversations_closed',
    'DROP INDEX conversations_of_member',
    'DROP INDEX conversations_nobody_came',
    'ALTER TABLE conversations DROP COLUMN nobody_at',
    'ALTER TABLE conversations DROP COLUMN desk',
    'ALTER TABLE conversations DROP COLUMN wrap_up',
    'ALTER TABLE timers DROP COLUMN failures',
    'ALTER TABLE entries DROP COLUMN asked',
    "CREATE INDEX conversations_with_people ON conversations (control) WHERE control IN ('waiting', 'agent')",
    'DROP TABLE passage_stale',
    'DELETE FROM schema_version WHERE version >= 3',
  ])
    sql.all(statement);
}

test('ST7 who waited before there were queues waits in the one there is, as long as they would have', () => {
  const shop = busy();
  const [waiting] = shop.store.openConversations().filter(({ control }) => control === 'waiting');
  asBeforeQueues(shop);
  migrate(shop.sql, false);
  shop.store.forget();
  expect(shop.row(waiting!.id).desk).toMatchObject({
    queue: shop.general.id,
    queuedAt: waiting!.controlAt,
    standingAt: waiting!.controlAt,
  });
  const oskar = shop.agent('Oskar');
  expect(shop.ringsAt(waiting!.id)).toBe('Oskar');
  shop.later(30_000);
  expect(shop.row(waiting!.id).control).toBe('waiting');
  oskar.isAvailable();
  accepted(oskar.accepts(waiting!.id));
});

test.each([true, false])('ST7 an agent who had conversations then is known; whether they were gone: %s', (gone) => {
  const shop = busy();
  const [held] = shop.store.openConversations().filter(({ control }) => control === 'agent');
  const { holder } = held!;
  if (gone) shop.sql.all("UPDATE timers SET due_at = ? WHERE kind = 'agent-gone'", shop.now + 120_000);
  else shop.sql.all("DELETE FROM timers WHERE kind = 'agent-gone'");
  asBeforeQueues(shop);
  migrate(shop.sql, false);
  shop.store.forget();
  const known = {
    id: holder!.id,
    name: holder!.name,
    capacity: 3,
    schedule: null,
    toggle: null,
    rona: false,
    givenAt: 0,
  };
  expect(shop.store.desk.agents()).toEqual([{ ...known, role: 'agent', goneAt: gone ? shop.now : null }]);
  shop.later(119_000);
  expect(shop.row(held!.id).control).toBe('agent');
  shop.later(1_000);
  expect(shop.row(held!.id).control).toBe(gone ? 'bot' : 'agent');
});
