/** The visitor's end of the wire, before and without any panel (W2, M4, V1). */
import { describe, expect, it } from 'vitest';
import { unreadMessages } from '../../web/widget/frame/chat.ts';
import { brokenMemory, CONVERSATION, memoryOf, SITE, say, visitor } from './widget-world.ts';

describe('visitor chat', () => {
  it('says hello with the page, the host origin and a token that it keeps', async () => {
    const memory = memoryOf();
    const shop = await visitor({ memory });
    shop.welcomes();
    expect(shop.sent).toEqual([
      {
        t: 'visit.hello',
        v: 3,
        origin: 'https://shop.example',
        page: { url: 'https://shop.example/', title: 'Shop' },
        open: false,
      },
    ]);
    expect(shop.protocols[0]).toBe('edgewise.3');
    expect(shop.protocols[1]).toMatch(/^token\.[\w-]{43}$/);
    const again = await visitor({ memory });
    expect(again.protocols).toEqual(shop.protocols);
  });

  it('tells pages and the first opening, each once', async () => {
    const shop = await visitor();
    shop.welcomes();
    const cart = { url: 'https://shop.example/cart', title: 'Cart' };
    shop.chat.view(cart);
    shop.chat.view({ ...cart });
    for (const open of [true, true, false, true]) shop.chat.open(open);
    expect(shop.sent.slice(1).map((frame) => frame.t)).toEqual(['page.view', 'widget.open']);
    shop.drops();
    await shop.passes(20_000);
    shop.welcomes();
    expect(shop.sent[0]).toMatchObject({ page: cart, open: true, since: 77 });
  });

  it('tells what happened between hello and welcome: a page, and the panel that was opened', async () => {
    const shop = await visitor();
    shop.opens();
    const cart = { url: 'https://shop.example/cart', title: 'Cart' };
    shop.chat.view(cart);
    shop.chat.open(true);
    expect(shop.sent).toMatchObject([{ t: 'visit.hello', open: false }]);
    shop.welcomed();
    expect(shop.sent.slice(1)).toEqual([{ t: 'page.view', page: cart }, { t: 'widget.open' }]);
    shop.chat.open(false);
    shop.chat.open(true);
    expect(shop.sent).toHaveLength(3);
  });

  it('keeps a message through an outage and sends it once more, under the same cid, after what it holds', async () => {
    const shop = await visitor();
    shop.welcomes({ entries: [say.visitor(1, 'Hi')] });
    shop.drops();
    shop.chat.post('While you were away');
    expect(shop.chat.state().pending).toHaveLength(1);
    await shop.passes(20_000);
    shop.welcomes({ from: 1 });
    expect(shop.sent[0]).toMatchObject({ after: { conversation: CONVERSATION, seq: 1 } });
    const post = shop.sent[1]!;
    expect(post).toMatchObject({ t: 'entry.post', text: 'While you were away', conversation: CONVERSATION });
    const cid = 'cid' in post ? post.cid : '';
    shop.says({ t: 'entry.added', entry: say.visitor(2, 'While you were away', cid) });
    expect(shop.chat.state().pending).toHaveLength(0);
    shop.says({ t: 'ack', cid, seq: 2 });
    expect(shop.chat.state().thread?.entries).toHaveLength(2);
  });

  it('finds its unsent messages again after a reload', async () => {
    const memory = memoryOf();
    const before = await visitor({ memory });
    before.chat.post('Never sent');
    const after = await visitor({ memory });
    after.welcomes();
    expect(after.sent[1]).toMatchObject({ t: 'entry.post', text: 'Never sent' });
  });

  it('does not send again what the log already holds', async () => {
    const memory = memoryOf();
    const before = await visitor({ memory });
    before.welcomes();
    before.chat.post('Arrived, but the ack got lost');
    const post = before.sent[1]!;
    const after = await visitor({ memory });
    after.welcomes({ entries: [say.visitor(1, 'Arrived, but the ack got lost', 'cid' in post ? post.cid : '')] });
    expect(after.sent.map((frame) => frame.t)).toEqual(['visit.hello']);
  });

  it('asks once for what it missed', async () => {
    const shop = await visitor();
    shop.welcomes({ entries: [say.visitor(1, 'Hi')] });
    for (const seq of [3, 4, 5]) shop.says({ t: 'entry.added', entry: say.bot(seq, `m${seq}`) });
    expect(shop.sent.slice(1)).toEqual([{ t: 'conversation.resume', conversation: CONVERSATION, seq: 1 }]);
  });

  it('counts unread messages of others until the panel shows them, in every tab', async () => {
    const memory = memoryOf();
    const shop = await visitor({ memory });
    shop.welcomes({
      entries: [say.visitor(1, 'Hi'), say.bot(2, 'Hello'), say.joined(3), say.agent(4, 'Hi, Maja here')],
    });
    expect(unreadMessages(shop.chat.state()).map((entry) => entry.seq)).toEqual([2, 4]);
    shop.chat.open(true);
    expect(unreadMessages(shop.chat.state())).toEqual([]);
    const other = await visitor({ memory });
    other.welcomes({
      entries: [say.visitor(1, 'Hi'), say.bot(2, 'Hello'), say.joined(3), say.agent(4, 'Hi, Maja here')],
    });
    expect(unreadMessages(other.chat.state())).toEqual([]);
  });

  it('does not answer another tab’s mark with one of its own, or two that show different conversations never end', async () => {
    const memory = memoryOf();
    const shop = await visitor({ memory, open: true });
    shop.welcomes({ entries: [say.visitor(1, 'Hi')] });
    const key = `edgewise.read.${SITE}`;
    const theirs = 'cnv_2222222222222222:9';
    memory.set('read', theirs);
    shop.chat.look(key, theirs);
    expect(memory.get('read')).toBe(theirs);
    // Looked at again, it is this tab's turn.
    shop.chat.look();
    expect(memory.get('read')).toBe(`${CONVERSATION}:1`);
  });

  it('begins a new conversation after a closed one', async () => {
    const shop = await visitor();
    shop.welcomes({ control: 'closed', entries: [say.visitor(1, 'Hi'), say.closed(2, 'agent')] });
    shop.chat.startNew();
    expect(shop.chat.state().putAway).toBe(CONVERSATION);
    shop.chat.post('Me again');
    expect(shop.sent[1]).not.toHaveProperty('conversation');
  });

  it('takes two clicks for a person as one wish, and says why it was refused', async () => {
    const shop = await visitor();
    shop.welcomes({ entries: [say.visitor(1, 'Hi')] });
    shop.chat.wish('person.request');
    shop.chat.wish('person.request');
    const wishes = shop.sent.filter((frame) => frame.t === 'person.request');
    expect(wishes).toHaveLength(1);
    shop.says({ t: 'refused', cid: wishes[0]!.cid, code: 'conversation.none' });
    expect(shop.chat.state()).toMatchObject({ pending: [], refusal: { code: 'conversation.none' } });
  });

  it('names the conversation that a wish is about, so that a late one does nothing to the next', async () => {
    const shop = await visitor();
    shop.welcomes({ control: 'waiting', entries: [say.visitor(1, 'Hi'), say.asked(2)] });
    shop.chat.wish('person.withdraw');
    shop.drops();
    shop.chat.wish('conversation.close');
    await shop.passes(20_000);
    // Another tab has ended it meanwhile, and begun anew.
    shop.welcomes({ id: 'cnv_0000000000000001', entries: [say.visitor(1, 'Again')] });
    expect(shop.sent[1]).toMatchObject({ t: 'person.withdraw', conversation: CONVERSATION });
    const { cid } = shop.sent[1] as { cid: string };
    shop.says({ t: 'refused', cid, code: 'conversation.closed' });
    expect(shop.sent[2]).toMatchObject({ t: 'conversation.close', conversation: CONVERSATION });
    expect(shop.chat.state().refusal).toMatchObject({ code: 'conversation.closed' });
  });

  it('waits with a wish as long as an overloaded site asks, and says nothing of failure', async () => {
    const shop = await visitor();
    shop.welcomes({ entries: [say.visitor(1, 'Hi')] });
    shop.chat.wish('person.request');
    const { cid } = shop.sent[1] as { cid: string };
    shop.says({ t: 'refused', cid, code: 'overloaded', retryAfterMs: 3_000 });
    shop.chat.wish('person.request');
    expect(shop.sent).toHaveLength(2);
    expect(shop.chat.state()).toMatchObject({ refusal: null, pending: [{ heldUntil: 3_000 }] });
    await shop.passes(3_000);
    expect(shop.sent[2]).toMatchObject({ t: 'person.request', cid });
  });

  it('sends what was written during an outage one after another, in order', async () => {
    const shop = await visitor();
    shop.welcomes({ entries: [say.visitor(1, 'Hi')] });
    shop.drops();
    const texts = ['one', 'two', 'three', 'four'];
    for (const text of texts) shop.chat.post(text);
    await shop.passes(20_000);
    shop.welcomes({ from: 1 });
    for (const [i, text] of texts.entries()) {
      expect(shop.sent).toHaveLength(2 + i);
      const { cid } = shop.sent.at(-1) as { cid: string };
      shop.says({ t: 'entry.added', entry: say.visitor(2 + i, text, cid) });
    }
    expect(shop.chat.state().pending).toEqual([]);
  });

  it('replaces a connection that takes messages and never answers', async () => {
    const shop = await visitor();
    shop.welcomes({ entries: [say.visitor(1, 'Hi')] });
    shop.chat.post('Anybody there?');
    const cid = (shop.sent[1] as { cid: string }).cid;
    for (let s = 0; s < 20; s++) {
      await shop.passes(1_000);
      shop.pongs();
    }
    expect(shop.chat.state().link).toBe('reconnecting');
    await shop.passes(1_000);
    shop.welcomes({ from: 1 });
    expect(shop.sent[1]).toMatchObject({ t: 'entry.post', cid });
  });

  it('asks again for what it missed where the first answer was a refusal', async () => {
    const shop = await visitor();
    shop.welcomes({ entries: [say.visitor(1, 'Hi')] });
    shop.says({ t: 'entry.added', entry: say.bot(3, 'three') });
    shop.says({ t: 'refused', code: 'overloaded' });
    await shop.passes(5_000);
    expect(shop.sent.filter(({ t }) => t === 'conversation.resume')).toHaveLength(2);
  });

  it('is told by another tab what that one has sent or thrown away', async () => {
    const held = new Map<string, string>();
    const one = await visitor({ memory: memoryOf(held) });
    one.chat.post('Written offline');
    const two = await visitor({ memory: memoryOf(held) });
    expect(two.chat.state().pending).toMatchObject([{ frame: { text: 'Written offline' } }]);
    const { cid } = two.chat.state().pending[0]!.frame;
    one.chat.discard(cid);
    const key = `edgewise.outbox.site_0000000000000000.${cid}`;
    expect(held.has(key)).toBe(false);
    two.chat.look(key, null);
    expect(two.chat.state().pending).toEqual([]);
    two.welcomes();
    expect(two.sent).toHaveLength(1);
    two.chat.look(null, null);
    two.chat.look('another.key', null);
  });

  it.each([4401, 4403, 4404, 4426])('stays away for good after %i, and keeps what was written', async (code) => {
    const memory = memoryOf();
    const shop = await visitor({ memory });
    shop.welcomes();
    shop.chat.post('Kept');
    shop.drops(code);
    expect(shop.chat.state().link).toEqual({ ended: code });
    shop.chat.open(true);
    await shop.passes(600_000);
    expect(shop.connections()).toBe(1);
    expect((await visitor({ memory })).chat.state().pending).toMatchObject([{ frame: { text: 'Kept' } }]);
  });

  it('works where every call to the storage throws', async () => {
    const shop = await visitor({ memory: brokenMemory() });
    shop.welcomes({ entries: [say.visitor(1, 'Hi')] });
    expect(shop.protocols[1]).toMatch(/^token\.[\w-]{43}$/);
    shop.chat.open(true);
    shop.chat.post('In private');
    const { cid } = shop.sent.at(-1) as { cid: string };
    shop.drops();
    await shop.passes(20_000);
    shop.welcomes({ from: 1 });
    expect(shop.sent.at(-1)).toMatchObject({ t: 'entry.post', cid });
    shop.says({ t: 'entry.added', entry: say.visitor(2, 'In private', cid) });
    expect(shop.chat.state().pending).toEqual([]);
    expect(unreadMessages(shop.chat.state())).toEqual([]);
  });

  it('keeps a refused message as failed, and sends it on demand', async () => {
    const shop = await visitor();
    shop.welcomes();
    shop.chat.post('Try');
    const [item] = shop.chat.state().pending;
    const { cid } = item!.frame;
    shop.says({ t: 'refused', cid, code: 'internal' });
    expect(shop.chat.state().pending[0]?.failed).toBe('internal');
    shop.chat.retry(cid);
    expect(shop.sent.filter((frame) => frame.t === 'entry.post')).toHaveLength(2);
  });

  it('tells of typing while a conversation goes on, and else nobody', async () => {
    const shop = await visitor();
    shop.welcomes();
    shop.chat.typing(true);
    shop.says({ t: 'conversation.started', conversation: CONVERSATION });
    shop.chat.typing(true);
    shop.chat.typing(true, 'Do you');
    shop.says({ t: 'entry.added', entry: say.closed(1, 'agent') });
    shop.chat.typing(false);
    expect(shop.sent.slice(1)).toEqual([
      { t: 'typing.set', on: true },
      { t: 'typing.set', on: true, text: 'Do you' },
    ]);
  });
});
