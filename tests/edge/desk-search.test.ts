/** B4: the Inbox's search looks into every message, as its reader may read them, and never further than a portion at a time. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { FoundConversations } from '#protocol/desk';
import { DEFAULT_MASKING } from '#protocol/masking';
import { Desk, type Member } from './desk-world.ts';

let desk: Desk;
let maja: Member;
let oleg: Member;

beforeAll(async () => {
  desk = await Desk.open({ masking: { ...DEFAULT_MASKING, country: 'SI' } });
  maja = await desk.member('Maja', 'agent');
  oleg = await desk.member('Oleg', 'agent');
});

async function found(member: Member, words: string, more = ''): Promise<FoundConversations> {
  const { status, body } = await member.browser.get(desk.path(`/search?q=${encodeURIComponent(words)}${more}`));
  expect(status).toBe(200);
  return body as unknown as FoundConversations;
}

/** A conversation that this agent has, in which the visitor said these one after the other. */
async function said(name: string, member: Member, ...texts: string[]) {
  const [first = '', ...rest] = texts;
  const { visitor, conversation } = await desk.held(name, member, first);
  for (const text of rest) await visitor.ask({ t: 'entry.post', text });
  return { visitor, conversation, close: () => member.line.ask({ t: 'conversation.close', conversation }) };
}

/** So many more messages of the visitor, as rows. */
async function goesOn(conversation: string, messages: number): Promise<void> {
  await desk.world.rows(
    `WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < ${messages})
     INSERT INTO entries (conversation, seq, visitor_seq, messages, turn, at, author, cid, body)
       SELECT conversation, seq + n, visitor_seq + n, messages + n, turn, at, 'visitor', NULL,
       json_object('kind', 'message', 'from', 'visitor', 'text', 'line ' || n)
     FROM entries, more WHERE conversation = ? AND seq = (SELECT max(seq) FROM entries WHERE conversation = ?)`,
    ...[conversation, conversation],
  );
}

describe('a search of conversations', () => {
  it('finds what was said long before the last words, in open and closed ones, whatever the keyboard has', async () => {
    const open = await said('Zofia', maja, 'Imate sedlo za Kraški čmrlj?', 'And one more thing.', 'Thanks');
    const over = await said('Ivan', maja, 'Čmrlj je glasen', 'Hvala');
    await over.close();
    const { open: ids, conversations, next } = await found(maja, 'cmrlj');
    expect(ids).toEqual([open.conversation]);
    expect(conversations.map(({ id }) => id)).toEqual([over.conversation]);
    expect(next).toBeNull();
    // Every word is held, in any order and by different messages.
    expect((await found(maja, 'thanks sedlo')).open).toEqual([open.conversation]);
    expect(await found(maja, 'sedlo hvala')).toEqual({ open: [], conversations: [], next: null });
    await open.close();
  });

  it('says nothing of what a colleague has, and of closed ones only one’s own where that is asked', async () => {
    const theirs = await said('Petra', oleg, 'Je zvonec vijoličen?');
    expect((await found(maja, 'vijolicen')).open).toEqual([]);
    expect((await found(oleg, 'vijolicen')).open).toEqual([theirs.conversation]);
    await theirs.close();
    expect((await found(maja, 'vijolicen')).conversations.map(({ id }) => id)).toEqual([theirs.conversation]);
    expect((await found(maja, 'vijolicen', '&mine=1')).conversations).toEqual([]);
    expect((await found(oleg, 'vijolicen', '&mine=1')).conversations).toHaveLength(1);
  });

  it('does not find what is masked, so that no search tells a number', async () => {
    const chat = await said('Nika', maja, 'Pokličite 031 123 456 ali nika@posta.example, prosim');
    expect((await found(maja, 'poklicite')).open).toEqual([chat.conversation]);
    for (const hidden of ['031 123', '031', 'nika@', 'nika@posta.example']) {
      expect((await found(maja, hidden)).open, hidden).toEqual([]);
    }
    await chat.close();
  });

  it('goes on where it stopped, and looks through long conversations to their beginning', async () => {
    const chats: Awaited<ReturnType<typeof said>>[] = [];
    for (let i = 0; i < 3; i++) chats.push(await said(`Guest ${i}`, maja, `Trokolo ${i}`));
    for (const chat of chats) {
      await chat.close();
      // Long ones: a portion is some entries, not some conversations.
      await goesOn(chat.conversation, 1_900);
    }
    await desk.world.evict();
    const seen: string[] = [];
    let pages = 0;
    for (let next: string | null = ''; next !== null; pages++) {
      const page: FoundConversations = await found(maja, 'trokolo', next && `&before=${next}`);
      seen.push(...page.conversations.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(chats.map(({ conversation }) => conversation).reverse());
    expect(pages).toBe(3);
  });

  it('finds one’s own, however much a colleague has that one may not see', async () => {
    const theirs = await said('Luka', oleg, 'Dober dan');
    await goesOn(theirs.conversation, 6_000);
    await desk.world.evict();
    const own = await said('Vida', maja, 'Imate tandem?');
    expect((await found(maja, 'tandem')).open).toEqual([own.conversation]);
    await own.close();
    await theirs.close();
  });

  it.each(['', '?q=', '?q=%20', `?q=${'x'.repeat(201)}`, '?q=a&before=nonsense'])('refuses %s', async (query) => {
    const { status, body } = await maja.browser.get(desk.path(`/search${query}`));
    expect([status, body]).toEqual([400, { code: 'body.malformed' }]);
  });
});
