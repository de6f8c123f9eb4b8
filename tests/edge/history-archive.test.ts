/** The history in D1: written at least once, in effect once, never across sites, and cheaply. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ArchiveRow,
  type AuditRow,
  archive,
  type ConversationRow,
  forgetSite,
  type TranscriptRow,
} from '../../src/history/archive.ts';
import { env, freshWorkspace } from './http-support.ts';

const db = env.HISTORY;
const SHOP = 'site_shop000000000000';
const BLOG = 'site_blog000000000000';

beforeEach(freshWorkspace);

const siteRow = (id: string, updatedSeq = 1, deletedAt: number | null = null): ArchiveRow => ({
  kind: 'site',
  id,
  name: `Site ${updatedSeq}`,
  origins: ['https://shop.example'],
  createdAt: 1,
  deletedAt,
  updatedSeq,
});
const conversation = (id: string, updatedSeq: number, more: Partial<ConversationRow> = {}): ConversationRow => ({
  kind: 'conversation',
  id,
  site: SHOP,
  visitor: 'vis_1',
  visit: 'visit_1',
  control: 'bot',
  holder: null,
  startedAt: 10,
  closedAt: null,
  closedBy: null,
  messages: updatedSeq,
  country: 'SI',
  device: 'mobile',
  page: { url: 'https://shop.example/', title: 'Shop' },
  updatedSeq,
  ...more,
});
const transcript = (id: string, text: string, more: Partial<TranscriptRow> = {}): TranscriptRow => ({
  kind: 'transcript',
  conversation: id,
  site: SHOP,
  closedAt: 20,
  updatedSeq: 5,
  text,
  entries: [{ seq: 1, at: 1, kind: 'message', from: 'visitor', text }],
  ...more,
});
const visitor = (id: string, updatedSeq = 1): ArchiveRow => ({
  kind: 'visitor',
  id,
  site: SHOP,
  name: null,
  email: null,
  phone: null,
  country: 'SI',
  device: 'desktop',
  firstAt: 1,
  lastAt: updatedSeq,
  visits: updatedSeq,
  chats: 1,
  updatedSeq,
});
const visit = (id: string, updatedSeq = 1): ArchiveRow => ({
  kind: 'visit',
  id,
  site: SHOP,
  visitor: 'vis_1',
  startedAt: 1,
  endedAt: updatedSeq,
  country: 'SI',
  device: 'desktop',
  browser: 'Firefox',
  os: 'Linux',
  page: { url: 'https://shop.example/', title: 'Shop' },
  updatedSeq,
});

const batch = () => [
  siteRow(SHOP),
  conversation('cnv_1', 5, { control: 'closed', closedAt: 20, closedBy: 'agent' }),
  transcript('cnv_1', 'Pozdravljeni'),
  visitor('vis_1'),
  visit('visit_1'),
];

describe('the archive', () => {
  it('keeps what it is told', async () => {
    await archive(db, batch());
    expect(await db.prepare('SELECT * FROM conversations').first()).toMatchObject({
      id: 'cnv_1',
      site: SHOP,
      control: 'closed',
      closed_by: 'agent',
      messages: 5,
      page_title: 'Shop',
      updated_seq: 5,
    });
    const kept = await db.prepare('SELECT entries FROM transcripts').first<{ entries: string }>();
    expect(JSON.parse(kept?.entries ?? '')).toEqual((batch()[2] as TranscriptRow).entries);
    expect(await counts()).toEqual({ sites: 1, conversations: 1, transcripts: 1, visitors: 1, visits: 1 });
  });

  it('is not changed by a batch that comes again', async () => {
    await archive(db, batch());
    const once = await dump();
    await archive(db, batch());
    await archive(db, batch().reverse());
    expect(await dump()).toEqual(once);
  });

  it('is not changed by a batch that comes late', async () => {
    await archive(db, [siteRow(SHOP, 3), conversation('cnv_1', 9), visitor('vis_1', 7), visit('visit_1', 7)]);
    const newest = await dump();
    await archive(db, [siteRow(SHOP, 2), conversation('cnv_1', 8), visitor('vis_1', 6), visit('visit_1', 6)]);
    expect(await dump()).toEqual(newest);
  });

  it('takes what is newer', async () => {
    await archive(db, [conversation('cnv_1', 1), conversation('cnv_1', 2, { control: 'agent', holder: 'agt_1' })]);
    expect(await db.prepare('SELECT control, holder, messages FROM conversations').first()).toEqual({
      control: 'agent',
      holder: 'agt_1',
      messages: 2,
    });
  });

  it('lets no site write over another’s rows', async () => {
    await archive(db, batch());
    const before = await dump();
    await archive(db, [
      conversation('cnv_1', 99, { site: BLOG }),
      transcript('cnv_1', 'stolen', { site: BLOG, updatedSeq: 99 }),
    ]);
    expect(await dump()).toEqual(before);
  });

  it('is written all or not at all', async () => {
    const broken = [...batch(), { ...conversation('cnv_2', 1), messages: null as unknown as number }];
    await expect(archive(db, broken)).rejects.toThrow();
    expect(await counts()).toEqual({ sites: 0, conversations: 0, transcripts: 0, visitors: 0, visits: 0 });
    await archive(db, batch());
    expect((await counts()).conversations).toBe(1);
  });

  it('says so when D1 is down, and loses nothing by being asked again', async () => {
    const down = vi.spyOn(db, 'batch').mockRejectedValueOnce(new Error('D1_ERROR: internal error'));
    await expect(archive(db, batch())).rejects.toThrow('D1_ERROR');
    down.mockRestore();
    await archive(db, batch());
    expect((await counts()).transcripts).toBe(1);
  });

  it('takes a batch of hundreds, and none', async () => {
    await archive(
      db,
      Array.from({ length: 300 }, (_, index) => conversation(`cnv_${index}`, 1)),
    );
    expect((await counts()).conversations).toBe(300);
    await archive(db, []);
  });

  it('keeps any text as it is', async () => {
    const text = `' OR 1=1; -- "quotes" <b>\u0000\u{1F6B2} č 漢字 ${'x'.repeat(50_000)}`;
    await archive(db, [transcript('cnv_1', text)]);
    expect(await db.prepare('SELECT text FROM transcripts').first('text')).toBe(text);
  });
});

describe('the full-text index', () => {
  const search = async (words: string) =>
    (
      await db
        .prepare(
          'SELECT conversation FROM transcript_words JOIN transcripts ON transcripts.id = transcript_words.rowid WHERE transcript_words MATCH ? ORDER BY conversation',
        )
        .bind(words)
        .all<{ conversation: string }>()
    ).results.map((row) => row.conversation);

  it('finds words whatever their accents and case', async () => {
    await archive(db, [transcript('cnv_1', 'Kje je moja čelada?'), transcript('cnv_2', 'Wo ist mein Fahrrad?')]);
    expect(await search('celada')).toEqual(['cnv_1']);
    expect(await search('ČELADA')).toEqual(['cnv_1']);
    expect(await search('fahrrad OR celada')).toEqual(['cnv_1', 'cnv_2']);
  });

  it('follows a change and a repeat', async () => {
    await archive(db, [transcript('cnv_1', 'helmet')]);
    await archive(db, [transcript('cnv_1', 'helmet')]);
    await archive(db, [transcript('cnv_1', 'saddle', { updatedSeq: 6 })]);
    expect([await search('helmet'), await search('saddle')]).toEqual([[], ['cnv_1']]);
    await db.prepare("INSERT INTO transcript_words (transcript_words) VALUES ('integrity-check')").run();
  });
});

describe('a deleted site', () => {
  it('is forgotten, and its neighbours are not', async () => {
    await archive(db, [
      ...batch(),
      siteRow(BLOG),
      conversation('cnv_2', 1, { site: BLOG }),
      transcript('cnv_2', 'stays', { site: BLOG }),
    ]);
    await archive(db, [siteRow(SHOP, 2, 50)]);
    await forgetSite(db, SHOP);
    await forgetSite(db, SHOP);
    expect(await counts()).toEqual({ sites: 2, conversations: 1, transcripts: 1, visitors: 0, visits: 0 });
    expect(
      await db
        .prepare('SELECT count(*) AS n FROM transcript_words WHERE transcript_words MATCH ?')
        .bind('pozdravljeni')
        .first(),
    ).toEqual({ n: 0 });
  });

  it('does not come back by a batch that was on its way', async () => {
    await archive(db, [siteRow(SHOP, 2, 50)]);
    await forgetSite(db, SHOP);
    await archive(db, [
      siteRow(SHOP, 3),
      conversation('cnv_9', 99),
      transcript('cnv_9', 'late', { updatedSeq: 99 }),
      visitor('vis_9', 9),
      visit('visit_9', 9),
    ]);
    expect(await counts()).toEqual({ sites: 1, conversations: 0, transcripts: 0, visitors: 0, visits: 0 });
    expect(await db.prepare('SELECT deleted_at FROM sites').first('deleted_at')).toBe(50);
  });
});

describe('the audit log', () => {
  const look: AuditRow = {
    kind: 'audit',
    id: 'aud_1',
    site: SHOP,
    at: 10,
    actor: 'agt_1',
    action: 'text.reveal',
    subject: 'cnv_1:2',
    updatedSeq: 10,
  };
  const rows = async () => (await db.prepare('SELECT id, actor, site FROM audit').all()).results;

  it('takes what comes of a site that was deleted meanwhile, and keeps it', async () => {
    await archive(db, [siteRow(SHOP, 2, 50)]);
    await forgetSite(db, SHOP);
    await archive(db, [look]);
    await forgetSite(db, SHOP);
    expect(await rows()).toEqual([{ id: 'aud_1', actor: 'agt_1', site: SHOP }]);
  });

  it('is added to, never changed', async () => {
    await archive(db, [look]);
    await archive(db, [look, { ...look, actor: 'agt_2', updatedSeq: 11 }]);
    expect(await rows()).toEqual([{ id: 'aud_1', actor: 'agt_1', site: SHOP }]);
  });
});

describe('what it costs', () => {
  const written = async (rows: ArchiveRow[]) => {
    let sum = 0;
    const batchOf = db.batch.bind(db);
    const spy = vi.spyOn(db, 'batch').mockImplementation((async (statements: D1PreparedStatement[]) => {
      const results = await batchOf(statements);
      sum = results.reduce((rowsWritten, { meta }) => rowsWritten + (meta.rows_written ?? 0), 0);
      return results;
    }) as never);
    await archive(db, rows);
    spy.mockRestore();
    return sum;
  };

  it('is a row or two a write, and none for what is known', async () => {
    const costs = {
      'a conversation that begins': await written([conversation('cnv_1', 1)]),
      'a conversation that goes on': await written([conversation('cnv_1', 2)]),
      'a conversation told again': await written([conversation('cnv_1', 2)]),
      'a visitor': await written([visitor('vis_1')]),
      'a visit': await written([visit('visit_1')]),
    };
    expect(costs).toEqual({
      'a conversation that begins': 2,
      'a conversation that goes on': 1,
      'a conversation told again': 0,
      'a visitor': 1,
      'a visit': 1,
    });
  });

  it('is a handful for a transcript, however long', async () => {
    const words = Array.from({ length: 2_000 }, (_, index) => `word${index}`).join(' ');
    expect(await written([transcript('cnv_1', words)])).toBeLessThanOrEqual(4);
  });
});

async function counts(): Promise<Record<string, number>> {
  const entries = await Promise.all(
    ['sites', 'conversations', 'transcripts', 'visitors', 'visits'].map(
      async (table) => [table, await db.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>('n')] as const,
    ),
  );
  return Object.fromEntries(entries) as Record<string, number>;
}

async function dump(): Promise<unknown> {
  const tables = ['sites', 'conversations', 'transcripts', 'visitors', 'visits'];
  return Promise.all(tables.map(async (table) => (await db.prepare(`SELECT * FROM ${table}`).all()).results));
}
