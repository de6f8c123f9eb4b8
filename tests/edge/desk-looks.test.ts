/** What agents look at: unread for each of them over all tabs, who got nobody told live, and the beginning of long conversations. */
import { afterEach, expect, test, vi } from 'vitest';
import type { AgentUpdate } from '../../src/protocol/agent-wire.ts';
import type { ConversationPage } from '../../src/protocol/desk.ts';
import type { CardConversation } from '../../src/protocol/visit.ts';
import { toldOn } from './shown.ts';
import { cardWith, type Line, memberOf, openSite, type World } from './site-world.ts';

afterEach(() => vi.useRealTimers());

/** The newest that this dashboard was told of the visitor's conversation. */
function told(line: Line<AgentUpdate>): CardConversation | null {
  return toldOn(line).findLast(({ conversation }) => conversation !== null)?.conversation ?? null;
}

const MAJA = memberOf('Maja');

async function held() {
  const site = await openSite();
  const maja = await site.agent('Maja');
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'How long does delivery take?' });
  const { id: conversation } = await cardWith(maja);
  await maja.ask({ t: 'conversation.take-over', conversation });
  const says = (text: string) => zofia.ask({ t: 'entry.post', text, conversation });
  const isUnread = (line: Line<AgentUpdate>, count: number | undefined) =>
    line.wait(() => told(line)?.control === 'agent' && told(line)?.unread?.[MAJA] === count);
  return { site, maja, zofia, conversation, says, isUnread };
}

test('X4 what one tab has read is read in every other, and on every device that comes later', async () => {
  const { site, maja, says, conversation, isUnread } = await held();
  const phone = await site.agent('Maja');
  await says('And to Austria?');
  for (const line of [maja, phone]) await isUnread(line, 2);
  phone.send({ t: 'conversation.look', conversation });
  for (const line of [maja, phone]) await isUnread(line, undefined);
  // While somebody looks, nothing becomes unread.
  await says('Hello?');
  await maja.wait(() => told(maja)?.last?.text === 'Hello?');
  expect(told(maja)?.unread).toBeUndefined();
  const changes = await rowsOf(site, async () => {
    phone.send({ t: 'conversation.look', conversation: null });
    await says('Are you there?');
  });
  for (const line of [maja, phone]) await isUnread(line, 1);
  // The message, and the row that keeps how far was read.
  expect(changes).toBe(2);
  await isUnread(await site.agent('Maja'), 1);
});

test('X4 a device that is gone looks no more, and what it had read stays read, also when the object was asleep', async () => {
  const { site, maja, says, conversation, isUnread } = await held();
  const phone = await site.agent('Maja');
  phone.send({ t: 'conversation.look', conversation });
  await isUnread(maja, undefined);
  await site.evict();
  await says('Hello?');
  await maja.wait(() => told(maja)?.last?.text === 'Hello?');
  expect(told(maja)?.unread).toBeUndefined();
  phone.close();
  await expect.poll(() => seenBy(site, conversation)).toBeGreaterThan(0);
  await site.evict();
  await says('Are you there?');
  await isUnread(maja, 1);
});

test('X4 what somebody else has is not looked at by who may not see it', async () => {
  const { site, maja, conversation, isUnread } = await held();
  const oskar = await site.agent('Oskar');
  oskar.send({ t: 'conversation.look', conversation });
  await oskar.ask({ t: 'status.reset' });
  await isUnread(maja, 1);
  expect(await seenBy(site, conversation)).toBe(0);
});

test('X3 who got nobody is told to all who are there, counted for who comes, listed, and over when one looks', async () => {
  const site = await openSite();
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Do you repair e-bikes?' });
  await zofia.ask({ t: 'person.request' });
  const [maja, oskar] = [await site.agent('Maja'), await site.agent('Oskar')];
  const welcome = await maja.until('agent.welcomed');
  expect(welcome.desk.nobody).toBe(1);
  const list = async () => {
    const answer = await site.stub.desk({ t: 'conversation.list-nobody', before: null });
    return answer.ok ? (answer.value as ConversationPage).conversations : [];
  };
  const [row] = await list();
  expect(row).toMatchObject({ closedAt: null, agent: null, last: { from: 'visitor', text: 'Do you repair e-bikes?' } });
  expect(told(maja)?.desk?.nobodyAt).toBe(row!.nobodyAt);
  // After the visitor has left it is there all the same.
  await site.leave(zofia);
  expect(await list()).toHaveLength(1);
  const conversation = row!.id;
  maja.send({ t: 'conversation.view', conversation });
  maja.send({ t: 'conversation.look', conversation });
  const told2 = await oskar.until('nobody.changed');
  expect(told2).toEqual({ t: 'nobody.changed', conversation, at: null, count: 0 });
  expect((await maja.until('conversation.changed')).desk.nobodyAt).toBeUndefined();
  expect(await list()).toEqual([]);
});

test('m11 a conversation is read back to its beginning, by both ends, each in its own numbering', async () => {
  const { site, maja, zofia, conversation } = await held();
  const [{ n } = { n: 0 }] = await site.rows<{ n: number }>('SELECT max(seq) AS n FROM entries');
  // Nine hundred more, every third a note, which the visitor doesn't see.
  await site.rows(
    `WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 900)
     INSERT INTO entries (conversation, seq, visitor_seq, messages, turn, at, author, cid, body)
       SELECT conversation, seq + n, visitor_seq + n - n / 3, messages + n - n / 3, turn, at, author, NULL,
       CASE n % 3 WHEN 0 THEN json_object('kind', 'note', 'agent', author, 'name', 'Maja', 'text', 'A note')
         ELSE json_object('kind', 'message', 'from', 'agent', 'agent', author, 'name', 'Maja', 'text', 'line ' || n) END
     FROM entries, more WHERE seq = ?`,
    String(n),
  );
  await site.evict();
  maja.send({ t: 'conversation.view', conversation });
  const { conversation: viewed } = await maja.until('conversation.viewed');
  const again = await site.visitor('Zofia');
  const { conversation: welcomed } = await again.until('visit.welcomed');
  for (const [line, start, last] of [
    [maja, viewed.from, viewed.entries.at(-1)!.seq],
    [again, welcomed!.from, welcomed!.entries.at(-1)!.seq],
  ] as const) {
    const seqs: number[] = [];
    for (let from: number = start; from > 0; ) {
      const before = from;
      line.send({ t: 'entry.list', conversation, before: before + 1 });
      const reaches = (update: { t: string }): update is Listed =>
        update.t === 'entry.listed' && (update as Listed).from + (update as Listed).entries.length === before;
      await line.wait(() => line.received.some(reaches));
      const listed = (line.received as { t: string }[]).find(reaches)!;
      expect(listed.entries.length).toBeGreaterThan(0);
      seqs.unshift(...listed.entries.map(({ seq }) => seq));
      from = listed.from;
    }
    expect(seqs).toEqual(Array.from({ length: start }, (_, i) => i + 1));
    expect(last).toBeGreaterThan(start);
  }
  // Another's, and what isn't viewed, is not read.
  const igor = await site.visitor('Igor');
  igor.send({ t: 'entry.list', conversation, before: 10 });
  expect(await igor.until('refused')).toMatchObject({ code: 'conversation.unknown' });
  const oskar = await site.agent('Oskar');
  oskar.send({ t: 'entry.list', conversation, before: 10 });
  expect(await oskar.until('refused')).toMatchObject({ code: 'conversation.unknown' });
  expect(zofia.received.some(({ t }) => t === 'entry.listed')).toBe(false);
});

interface Listed {
  t: string;
  from: number;
  entries: { seq: number }[];
}

/** How far Maja has read, as kept. */
async function seenBy(site: World, conversation: string): Promise<number> {
  const [row] = await site.rows<{ seen: number | null }>(
    `SELECT desk ->> '$.seen.${MAJA}' AS seen FROM conversations WHERE id = ?`,
    conversation,
  );
  return row?.seen ?? 0;
}

/** Rows that this wrote, index entries aside. */
async function rowsOf(site: World, does: () => Promise<unknown>): Promise<number> {
  const changes = async () => (await site.rows<{ n: number }>('SELECT total_changes() AS n'))[0]!.n;
  const before = await changes();
  await does();
  return (await changes()) - before;
}
