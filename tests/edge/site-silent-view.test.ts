/** M3: a viewer, even five of them, changes no byte of what the visitor's socket receives. */
import { expect, test } from 'vitest';
import { cardWith, openSite } from './site-world.ts';

/** Everything the visitor's socket received in one scripted chat, with ids and times evened out. */
async function visitorBytes(viewers: number): Promise<string[]> {
  const site = await openSite();
  const maja = await site.agent('Maja');
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'How do returns and refunds work?' });
  const { id: conversation } = await cardWith(maja);
  const watching = await Promise.all(Array.from({ length: viewers }, (_, n) => site.agent(`Viewer${n}`)));
  for (const viewer of watching) {
    viewer.send({ t: 'conversation.view', conversation });
    await viewer.until('conversation.viewed');
    viewer.send({ t: 'typing.set', conversation, on: true });
    viewer.send({ t: 'conversation.unview', conversation });
    viewer.send({ t: 'conversation.view', conversation });
  }
  await zofia.until('entry.added', (u) => u.entry.kind === 'message' && u.entry.from === 'bot' && 'sources' in u.entry);
  await zofia.ask({ t: 'entry.post', text: 'Thanks' });
  await zofia.until('entry.added', (u) => u.entry.kind === 'message' && u.entry.from === 'bot' && u.entry.seq === 5);
  zofia.send('ping');
  await zofia.wait(() => zofia.raw.at(-1) === 'pong');
  if (viewers > 0)
    expect(
      watching.every((viewer) => viewer.received.some((u) => u.t === 'answer.streamed' || u.t === 'entry.added')),
    ).toBe(true);
  return zofia.raw.map((text) =>
    text
      .replace(/(cnv|ans|art|vis)_\w{16}/g, '$1')
      .replace(/cid-[\w-]+/g, 'cid')
      .replace(/"(at|now|since)":\d+/g, '"$1":0'),
  );
}

test('M3 the bytes that a visitor receives are the same with and without viewers', async () => {
  const alone = await visitorBytes(0);
  expect(await visitorBytes(5)).toEqual(alone);
  expect(alone.length).toBeGreaterThan(10);
});
