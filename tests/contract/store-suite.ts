/**
 * What the core's SQL must do, wherever it runs. The suite is given a way to open an empty database, and is run over `node:sqlite`
 * (store.test.ts) and inside a real Durable Object (tests/edge/store-contract.test.ts): what holds in one holds in the other.
 */
import { expect, test } from 'vitest';
import { removeArticle, saveArticle, searchArticles } from '../../src/core/article.ts';
import { ARTICLE_REINDEX, ARTICLE_SCHEMA, ARTICLE_TABLES } from '../../src/core/article-index.ts';
import { type AtDesk, NOT_AT_DESK } from '../../src/core/at-desk.ts';
import { Knowledge } from '../../src/core/knowledge.ts';
import { migrate } from '../../src/core/schema.ts';
import type { Sql, SqlValue } from '../../src/core/sql.ts';
import { type Conversation, Store } from '../../src/core/store.ts';
import { DEFAULT_CAPACITY } from '../../src/protocol/desk.ts';
import { DEFAULT_QUEUE } from '../../src/protocol/queue.ts';
import { type Database, HOUR, MINUTE, MORNING, openShop, SECOND, SETTINGS } from '../core/shop.ts';

/** Calls `use` with an empty database; what it throws comes back. */
export type WithDatabase = (use: (database: Database) => void) => Promise<void>;

const CONVERSATION: Conversation = {
  id: 'cnv_1',
  visitor: 'vis_1',
  visit: 'visit_1',
  visitSince: MORNING,
  country: null,
  device: 'mobile',
  page: { url: 'https://kolovrat.example/', title: 'Koło · коло' },
  control: 'bot',
  turn: 1,
  controlAt: MORNING,
  holder: null,
  failures: 0,
  failedAt: null,
  startedAt: MORNING,
  closedAt: null,
  closedBy: null,
  desk: NOT_AT_DESK,
  wrapUp: null,
  nobodyAt: null,
};

export function storeContract(withDatabase: WithDatabase): void {
  /** A test over a database with all tables and no site. */
  const over = (title: string, body: (store: Store, database: Database) => void) =>
    test(title, () =>
      withDatabase((database) => {
        database.transaction(() => migrate(database.sql, true));
        body(new Store(database.sql), database);
      }),
    );

  test('an empty database stays empty until a site is made', () =>
    withDatabase(({ sql, transaction }) => {
      const tables = () => sql.all("SELECT name FROM sqlite_master WHERE name = 'site' OR name = 'schema_version'");
      expect(transaction(() => migrate(sql, false))).toBe(false);
      expect(tables()).toHaveLength(0);
      expect(transaction(() => migrate(sql, true))).toBe(false);
      expect(tables()).toHaveLength(2);
      new Store(sql).insertSite('site_1', SETTINGS, MORNING);
      expect(transaction(() => migrate(sql, false))).toBe(true);
    }));

  over('the site comes back as it was written, and its rev counts changes', (store) => {
    store.insertSite('site_1', SETTINGS, MORNING);
    expect(store.site()).toEqual({ id: 'site_1', settings: SETTINGS, rev: 1, createdAt: MORNING, removedAt: null });
    expect(store.isOpen()).toBe(true);
    store.saveSettings({ ...SETTINGS, name: 'Точка' });
    store.markRemoved(MORNING + 1);
    expect(store.site()).toMatchObject({ rev: 3, removedAt: MORNING + 1, settings: { name: 'Точка' } });
    expect(store.isOpen()).toBe(false);
  });

  over('a conversation comes back as it was written', (store) => {
    store.insertConversation(CONVERSATION);
    expect(store.conversation('cnv_1')).toEqual(CONVERSATION);
    const held: Conversation = {
      ...CONVERSATION,
      control: 'agent',
      turn: 2,
      controlAt: MORNING + 5,
      holder: { id: 'agt_1', name: 'Maja' },
      failures: 1,
    };
    store.saveConversation(held);
    expect(store.conversation('cnv_1')).toEqual(held);
    expect(store.conversationsWithPeople()).toEqual([held]);
    const closed: Conversation = { ...held, control: 'closed', holder: null, closedAt: MORNING + 9, closedBy: 'agent' };
    store.saveConversation(closed);
    expect(store.conversation('cnv_1')).toEqual(closed);
    expect([store.conversationsWithPeople(), store.openConversations()]).toEqual([[], []]);
    expect(store.conversation('cnv_2')).toBeNull();
  });

  over('what the desk knows comes back as it was written, whole or from before a field was there', (store, { sql }) => {
    store.insertConversation(CONVERSATION);
    const maja = { id: 'agt_1', name: 'Maja' };
    const desk: AtDesk = {
      ...NOT_AT_DESK,
      queue: 'que_1',
      standingAt: MORNING,
      tried: ['agt_1', 'agt_2'],
      round: 2,
      offer: {
        id: 'ofr_1',
        kind: 'transfer',
        to: { id: 'agt_2', name: 'Żółw' },
        from: maja,
        at: MORNING,
        until: MORNING + 9,
        wrapUp: { reason: null, note: '"' },
      },
      guests: [maja],
    };
    const waiting: Conversation = { ...CONVERSATION, control: 'waiting', turn: 2, desk };
    store.saveConversation(waiting);
    store.forget();
    expect([store.conversation('cnv_1'), store.conversationsWithPeople()]).toEqual([waiting, [waiting]]);
    sql.all("UPDATE conversations SET desk = json_remove(desk, '$.round', '$.guests')");
    store.forget();
    expect(store.conversation('cnv_1')?.desk).toEqual({ ...desk, round: 1, guests: [] });
  });

  over('what is to be wrapped up is among those that people have to do with, until that is done', (store) => {
    store.insertConversation(CONVERSATION);
    const wrapUp = { agent: { id: 'agt_1', name: 'Maja' }, dueAt: MORNING + 9 };
    const closed: Conversation = { ...CONVERSATION, control: 'closed', closedAt: MORNING, closedBy: 'visitor', wrapUp };
    store.saveConversation(closed);
    for (const forgets of [false, true]) {
      if (forgets) store.forget();
      expect(store.conversationsWithPeople()).toEqual([closed]);
    }
    store.saveConversation({ ...closed, wrapUp: null });
    for (const forgets of [false, true]) {
      if (forgets) store.forget();
      expect(store.conversationsWithPeople()).toEqual([]);
    }
  });

  over('closed conversations come a page at a time, the newest end first, also those of one agent', (store) => {
    for (const [id, closedAt, agent] of [
      ['cnv_1', MORNING, 'agt_1'],
      ['cnv_2', MORNING + 5, 'agt_2'],
      ['cnv_3', MORNING + 5, 'agt_1'],
      ['cnv_4', MORNING + 9, null],
    ] as const) {
      store.insertConversation({ ...CONVERSATION, id });
      const lastAgent = agent && { id: agent, name: agent };
      const desk = { ...NOT_AT_DESK, lastAgent };
      store.saveConversation({ ...CONVERSATION, id, control: 'closed', closedAt, closedBy: 'idle', desk });
    }
    store.insertConversation({ ...CONVERSATION, id: 'cnv_open' });
    const ids = (...asked: Parameters<Store['closedConversations']>) =>
      store.closedConversations(...asked).map(({ id }) => id);
    expect(ids(null, null, 3)).toEqual(['cnv_4', 'cnv_3', 'cnv_2']);
    expect(ids({ at: MORNING + 5, id: 'cnv_3' }, null, 9)).toEqual(['cnv_2', 'cnv_1']);
    expect(ids(null, 'agt_1', 9)).toEqual(['cnv_3', 'cnv_1']);
  });

  over(
    'a page of closed conversations, all or one agent’s, is found by its index and sorted by nothing else',
    (_, { sql }) => {
      const asked: string[] = [];
      const port: Sql = {
        all<Row extends object>(query: string, ...values: SqlValue[]): Row[] {
          asked.push(
            ...sql.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${query}`, ...values).map(({ detail }) => detail),
          );
          return sql.all<Row>(query, ...values);
        },
      };
      const store = new Store(port);
      store.closedConversations(null, null, 31);
      store.closedConversations({ at: MORNING, id: 'cnv_1' }, 'agt_1', 31);
      expect(asked).toEqual([
        'SEARCH conversations USING INDEX conversations_closed ((closed_at,id)<(?,?))',
        'SEARCH conversations USING INDEX conversations_of_member (<expr>=? AND (closed_at,id)<(?,?))',
      ]);
    },
  );

  over('of very many visitors not all are remembered, and each is who they were', (_, { sql }) => {
    let asked = 0;
    const store = new Store({
      all<Row extends object>(query: string, ...values: SqlValue[]): Row[] {
        asked++;
        return sql.all<Row>(query, ...values);
      },
    });
    for (let i = 0; i < 2_500; i++) store.countChat(`vis_${i}`, null, 'mobile', MORNING + i);
    for (let i = 0; i < 2_500; i++) store.visitor(`vis_${i}`);
    const before = asked;
    expect([store.visitor('vis_2499')?.firstAt, asked - before]).toEqual([MORNING + 2_499, 0]);
    expect([store.visitor('vis_0')?.firstAt, asked - before]).toEqual([MORNING, 1]);
  });

  over('queues come in the order in which they were made, changed or not, with their last waits', ({ desk }) => {
    const [a, b] = [
      { id: 'que_b', ...DEFAULT_QUEUE },
      { id: 'que_a', ...DEFAULT_QUEUE, name: 'Продаж' },
    ];
    desk.saveQueue(a);
    desk.saveQueue(b);
    desk.saveWaits('que_b', [3, 2, 1]);
    desk.saveQueue({ ...a, members: ['agt_1'] });
    for (const forgets of [false, true]) {
      if (forgets) desk.forget();
      expect(desk.queues()).toEqual([{ ...a, members: ['agt_1'] }, b]);
      expect([desk.queue('que_a'), desk.queue('que_c'), desk.queue(null)]).toEqual([b, null, null]);
    }
    expect([desk.waitsOf('que_b'), desk.waitsOf('que_a'), desk.waitsOf('que_c')]).toEqual([[3, 2, 1], [], []]);
    desk.removeQueue('que_b');
    expect(desk.queues()).toEqual([b]);
  });

  over('agents come back as they were written, and are gone when removed', ({ desk }) => {
    const maja = {
      id: 'agt_1',
      name: 'Maja',
      role: 'supervisor',
      capacity: DEFAULT_CAPACITY,
      schedule: { timeZone: 'Europe/Kyiv', blocks: [{ day: 6, from: 1_320, to: 1_800 }] },
      toggle: { available: false, reason: 'Обід', until: null },
      rona: true,
      goneAt: null,
      givenAt: MORNING,
    } as const;
    desk.saveAgent({ ...maja, schedule: { ...maja.schedule, blocks: [...maja.schedule.blocks] } });
    for (const forgets of [false, true]) {
      if (forgets) desk.forget();
      expect([desk.agents(), desk.agent('agt_1'), desk.agent('agt_2')]).toEqual([[maja], maja, null]);
    }
    desk.removeAgent('agt_1');
    expect(desk.agents()).toEqual([]);
  });

  over('a visitor’s newest conversation is the one that began last', (store) => {
    for (const [id, startedAt] of [
      ['cnv_b', MORNING + 2],
      ['cnv_c', MORNING + 1],
      ['cnv_a', MORNING + 3],
    ] as const) {
      store.insertConversation({ ...CONVERSATION, id, startedAt });
    }
    store.insertConversation({ ...CONVERSATION, id: 'cnv_x', visitor: 'vis_2', startedAt: MORNING + 9 });
    expect(store.newestConversation('vis_1')?.id).toBe('cnv_a');
    expect(store.conversationsSince('vis_1', MORNING + 2)).toEqual(['cnv_a', 'cnv_b']);
    expect(store.newestConversation('vis_3')).toBeNull();
  });

  over('a conversation with a holder and no agent’s control is not kept', (store, { transaction }) => {
    store.insertConversation(CONVERSATION);
    const wrong = { ...CONVERSATION, holder: { id: 'agt_1', name: 'Maja' } };
    expect(() => transaction(() => store.saveConversation(wrong))).toThrow();
    expect(() => transaction(() => store.saveConversation({ ...CONVERSATION, control: 'closed' }))).toThrow();
    expect(store.conversation('cnv_1')).toEqual(CONVERSATION);
  });

  over('what a failed transaction wrote is gone, and forgotten when it is said so', (store, { transaction }) => {
    store.insertConversation(CONVERSATION);
    expect(() =>
      transaction(() => {
        store.agenda.addTimer('look', 'cnv_1', MORNING);
        store.saveConversation({ ...CONVERSATION, turn: 9 });
        throw new Error('a bug');
      }),
    ).toThrow('a bug');
    store.forget();
    expect([store.conversation('cnv_1')?.turn, store.agenda.dueTimers(MORNING, 9)]).toEqual([1, []]);
  });

  const line = (seq: number, text: string) => ({
    conversation: 'cnv_1',
    seq,
    visitorSeq: Math.max(0, seq - 1),
    messages: seq,
    turn: 1,
    at: MORNING + seq,
    author: 'visitor',
    cid: `cid-${seq}`,
    asked: `["${seq}"]`,
    body: { kind: 'message', from: 'visitor', text } as const,
  });

  over('entries are in the order of their numbers, not of their digits', (store) => {
    for (let seq = 1; seq <= 12; seq++) store.insertEntry(line(seq, `line ${seq}`));
    const seqs = (entries: { seq: number }[]) => entries.map((it) => it.seq);
    expect(seqs(store.entriesAfter('cnv_1', 8))).toEqual([9, 10, 11, 12]);
    expect(seqs(store.entriesAfterVisitorSeq('cnv_1', 9))).toEqual([11, 12]);
    expect(seqs(store.newestEntries('cnv_1', 3))).toEqual([12, 11, 10]);
    expect(store.lastEntry('cnv_1')).toEqual(line(12, 'line 12'));
    expect(store.lastEntry('cnv_2')).toBeNull();
    expect(store.entryByCid('cnv_1', 'visitor', 'cid-7')?.seq).toBe(7);
    expect(store.entryByCid('cnv_1', 'bot', 'cid-7')).toBeNull();
    expect(store.entryByCid('cnv_2', 'visitor', 'cid-7')).toBeNull();
  });

  over('two entries with one number are not kept', (store, { transaction }) => {
    store.insertEntry(line(1, 'first'));
    expect(() => transaction(() => store.insertEntry(line(1, 'second')))).toThrow();
    expect(store.entriesAfter('cnv_1', 0)).toEqual([line(1, 'first')]);
  });

  for (const [name, text] of [
    ['a thousand emoji', '👩‍👩‍👧'.repeat(200)],
    ['six alphabets', 'Ljubljana Київ Firenze Alcalá Łódź 東京'],
    ['quotes and line breaks', `'"\`\\ \r\n\t--;`],
    ['a NUL', 'before\u0000after'],
    ['half a surrogate pair', 'before\ud83dafter'],
    ['right-to-left marks', '\u202eabc\u202c'],
  ] as const) {
    over(`a message with ${name} comes back as it was written`, (store) => {
      store.insertEntry(line(1, text));
      expect(store.lastEntry('cnv_1')?.body).toEqual({ kind: 'message', from: 'visitor', text });
    });
  }

  over('a visitor is counted once a conversation, and where they were last seen is kept', (store) => {
    store.countChat('vis_1', 'SI', 'mobile', MORNING);
    store.countChat('vis_1', null, 'desktop', MORNING + HOUR);
    const unknown = { name: null, email: null, phone: null };
    const seen = { country: null, device: 'desktop', firstAt: MORNING, lastAt: MORNING + HOUR, chats: 2 };
    expect(store.visitor('vis_1')).toEqual({ id: 'vis_1', ...unknown, ...seen });
    expect(store.visitor('vis_2')).toBeNull();
  });

  over('timers are due in order, set to the earliest, moved and removed by kind and subject', (store) => {
    store.agenda.addTimer('look', 'cnv_1', MORNING + 30);
    store.agenda.addTimer('look', 'cnv_1', MORNING + 50);
    store.agenda.addTimer('look', 'cnv_2', MORNING + 60);
    store.agenda.addTimer('look', 'cnv_2', MORNING + 20);
    store.agenda.addTimer('agent-gone', 'agt_1', MORNING + 25);
    const due = (at: number, limit = 9) => store.agenda.dueTimers(MORNING + at, limit).map(({ subject }) => subject);
    expect([due(19), due(20), due(30, 1)]).toEqual([[], ['cnv_2'], ['cnv_2']]);
    expect(due(30)).toEqual(['cnv_2', 'agt_1', 'cnv_1']);
    expect(store.agenda.looksUntil(MORNING + 25)).toEqual(['cnv_2']);
    store.agenda.moveTimer('look', 'cnv_1', MORNING + 70);
    store.agenda.removeTimer('look', 'cnv_2');
    store.agenda.removeTimer('look', 'cnv_9');
    const [gone] = store.agenda.dueTimers(MORNING + 25, 1);
    store.agenda.delayTimer(gone!, MORNING + 26);
    expect(store.agenda.dueTimers(MORNING + 26, 9)).toEqual([{ ...gone, dueAt: MORNING + 26, failures: 1 }]);
    store.agenda.moveTimer('agent-gone', 'agt_1', MORNING + 25);
    expect(store.agenda.dueTimers(MORNING + 70, 9)).toEqual([
      { kind: 'agent-gone', subject: 'agt_1', dueAt: MORNING + 25, failures: 0 },
      { kind: 'look', subject: 'cnv_1', dueAt: MORNING + 70, failures: 0 },
    ]);
  });

  over('the earliest moment is of timers and outbox alike', (store) => {
    expect([store.agenda.earliestDue(), store.agenda.wanted]).toEqual([null, []]);
    store.agenda.addTimer('look', 'cnv_1', MORNING + HOUR);
    expect(store.agenda.earliestDue()).toBe(MORNING + HOUR);
    store.agenda.enqueue('conversation', 'cnv_1', MORNING + SECOND);
    expect([store.agenda.earliestDue(), store.agenda.wanted]).toEqual([
      MORNING + SECOND,
      [MORNING + HOUR, MORNING + SECOND],
    ]);
  });

  over(
    'an outbox row is settled only with the payload that was written, and keeps its time once it is tried again',
    (store) => {
      store.agenda.enqueue('visit', 'visit_1', MORNING, '{"a":1}');
      const [first] = store.agenda.dueOutbox(MORNING, 9);
      expect(first).toEqual({
        kind: 'visit',
        subject: 'visit_1',
        dueAt: MORNING,
        attempts: 0,
        payload: '{"a":1}',
      });
      store.agenda.enqueue('visit', 'visit_1', MORNING + 5, '{"a":2}');
      store.agenda.settleOutbox(first!);
      const [second] = store.agenda.dueOutbox(MORNING, 9);
      expect(second).toEqual({ ...first, payload: '{"a":2}' });
      store.agenda.delayOutbox(second!, MORNING + MINUTE);
      expect(store.agenda.dueOutbox(MORNING + MINUTE - 1, 9)).toEqual([]);
      expect(store.agenda.dueOutbox(MORNING + MINUTE, 9)).toMatchObject([{ attempts: 1 }]);
      store.agenda.enqueue('visit', 'visit_1', MORNING, '{"a":2}');
      expect(store.agenda.dueOutbox(MORNING + MINUTE - 1, 9)).toEqual([]);
      store.agenda.settleOutbox(second!);
      expect(store.agenda.dueOutbox(MORNING + HOUR, 9)).toEqual([]);
    },
  );

  over('articles are found by their words, and forgotten with all tables', (_, { sql }) => {
    const found = (...words: string[]) => new Knowledge(sql).search({ words, patterns: [] }, 5);
    saveArticle(sql, { id: 'art_1', title: 'Plačilo', body: 'Plačate lahko s kartico ali po povzetju.', now: MORNING });
    expect(found('placilo', 'kartico')).toMatchObject([{ article: 'art_1', title: 'Plačilo' }]);
    for (const table of ARTICLE_TABLES) sql.all(`DELETE FROM ${table}`);
    expect(found('kartico')).toEqual([]);
    saveArticle(sql, { id: 'art_2', title: 'Kartica', body: 'Vse kartice.', now: MORNING });
    expect(found('kartica')).toMatchObject([{ article: 'art_2' }]);
  });

  over('a search of many words finds what holds them all', (_, { sql }) => {
    const body = 'We send you a return label within one working day, and the courier calls in the morning.';
    saveArticle(sql, { id: 'art_1', title: 'Returns', body, now: MORNING });
    saveArticle(sql, { id: 'art_2', title: 'Courier', body: 'Somebody has to sign.', now: MORNING });
    const found = (text: string) => searchArticles(sql, text).map(({ id }) => id);
    expect(found('return label one working day courier calls morn')).toEqual(['art_1']);
    expect(found('return label one working day courier evening')).toEqual([]);
  });

  over('an article that is saved again and again ranks as before', (_, { sql }) => {
    const knowledge = new Knowledge(sql);
    const article = (id: string, title: string, body: string, now = MORNING) =>
      saveArticle(sql, { id, title, body, now });
    article('strap', 'Straps', 'Each strap is made to order in our workshop.');
    for (let i = 0; i < 30; i++) article(`watch_${i}`, `Watch ${i}`, `Watch ${i} is sent on the day of the order.`);
    const wanted = { words: ['strap'], patterns: ['ord*'] };
    const asked = () => [knowledge.search(wanted, 3), knowledge.sharesOf([wanted])];
    const scores = () =>
      sql.all("SELECT rowid, bm25(passage_words) FROM passage_words WHERE passage_words MATCH 'strap OR order'");
    const before = [asked(), scores()];
    for (let i = 0; i < 300; i++) {
      article('prices', 'Prices', `Number ${i}\n\n## More\n\nAnd more.`, MORNING + i);
      knowledge.forget();
    }
    removeArticle(sql, 'prices');
    knowledge.forget();
    expect([asked(), scores()]).toEqual(before);
  });

  over('articles of the version before are indexed anew, by and by or when a member searches', (_, { sql }) => {
    for (const table of ['passage_vocabulary', 'passage_words', 'passage_stale', 'passage', 'article'])
      sql.all(`DROP TABLE ${table}`);
    for (const statement of ARTICLE_SCHEMA) sql.all(statement);
    for (const nr of [1, 2, 3]) {
      sql.all('INSERT INTO article VALUES (?, ?, ?, ?, ?)', `art_${nr}`, `Žoga ${nr}`, 'Okrogla.', nr, nr);
      sql.all('INSERT INTO passage VALUES (?, ?, ?)', nr, `art_${nr}`, 'Okrogla.');
      sql.all("INSERT INTO passage_words (rowid, title, heading, text) VALUES (?, ?, '', 'okrogla')", nr, `zoga ${nr}`);
    }
    for (const statement of ARTICLE_REINDEX) sql.all(statement);
    const knowledge = new Knowledge(sql);
    expect(knowledge.search({ words: ['zoga'], patterns: [] }, 5)).toEqual([]);
    expect([knowledge.indexMore(2), knowledge.search({ words: ['zoga'], patterns: [] }, 5).length]).toEqual([true, 2]);
    saveArticle(sql, { id: 'art_3', title: 'Žoga 3', body: 'Rdeča.', now: MORNING });
    expect(searchArticles(sql, 'rdeč')).toHaveLength(1);
    expect([knowledge.indexMore(2), knowledge.indexMore(2)]).toEqual([false, false]);
    knowledge.forget();
    expect(knowledge.search({ words: ['zoga'], patterns: [] }, 5)).toHaveLength(3);
    removeArticle(sql, 'art_1');
    sql.all("INSERT INTO passage_words (passage_words) VALUES ('integrity-check')");
  });

  test('a day of a site comes to the same log, rows and timers', () =>
    withDatabase((database) => {
      const shop = openShop(database);
      const [zofia, igor, maja, oskar] = [
        shop.visitor('Zofia'),
        shop.visitor('Igor'),
        shop.agent('Maja'),
        shop.agent('Oskar'),
      ];
      zofia.writes('When do you open?');
      shop.ai.shows(zofia.conversation, 'At ');
      maja.takesOver(zofia.conversation);
      oskar.takesOver(zofia.conversation);
      maja.writes(zofia.conversation, 'At nine.');
      zofia.writes('And on Sunday?');
      zofia.resends();
      maja.goes();
      igor.asksForPerson();
      oskar.accepts(igor.conversation);
      shop.later(2 * MINUTE);
      oskar.declines(zofia.conversation);
      shop.later(20 * SECOND);
      oskar.accepts(zofia.conversation);
      maja.comesBack();
      oskar.invites(zofia.conversation, maja);
      maja.accepts(zofia.conversation);
      maja.notes(zofia.conversation, 'Closed.');
      oskar.transfers(zofia.conversation, shop.general);
      shop.later(5 * MINUTE);
      shop.later(2 * MINUTE);
      zofia.writes('Hello?');
      shop.ai.fails(zofia.conversation);
      shop.ai.fails(zofia.conversation);
      igor.ends();
      shop.later(5 * MINUTE);
      expect(shop.story(zofia.conversation)).toEqual([
        'visitor: When do you open?',
        'Vela: At ',
        '* agent.joined Maja',
        'Maja: At nine.',
        'visitor: And on Sunday?',
        '* wait.started',
        '* offer.declined Oskar',
        '* agent.joined Oskar',
        '* conference.requested Oskar',
        '* conference.joined Maja',
        '(Maja: Closed.)',
        '* wrap-up.recorded Oskar',
        '* wait.started Oskar',
        '* offer.missed Maja',
        '* wait.ended expired',
        'Vela: Nobody came.',
        'visitor: Hello?',
        '* answer.failed',
        'Vela: I can’t answer.',
      ]);
      expect(shop.story(igor.conversation)).toEqual([
        '* person.requested',
        '* agent.joined Oskar',
        '* conversation.closed visitor',
        '* wrap-up.recorded Oskar',
      ]);
      expect(shop.row(zofia.conversation)).toMatchObject({
        control: 'bot',
        turn: 6,
        failures: 2,
        desk: { waitedMs: 20 * SECOND + 5 * MINUTE, handledMs: 2 * MINUTE },
      });
      expect([shop.timers(), shop.outbox()]).toEqual([['look'], ['conversation', 'conversation', 'site']]);
      expect([maja.status.status, oskar.status.status]).toEqual(['rona', 'available']);
      expect(shop.store.desk.waitsOf(shop.general.id)).toEqual([20 * SECOND, 0]);
      shop.removes();
      expect([shop.count('entries'), shop.count('conversations'), shop.outbox()]).toEqual([0, 0, ['site']]);
    }));
}
