/**
 * Clients of two versions on one site: whoever loaded their page before a deploy goes on as if nothing had happened. The
 * frames of version 2 are written out as that version sent them, so that a change of the schemas can't change them here.
 */
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import type { AgentUpdate } from '../../src/protocol/agent-wire.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/limits.ts';
import type { VisitorUpdate } from '../../src/protocol/visitor-wire.ts';
import { type Line, openSite, SHOP, tokenOf, type World } from './site-world.ts';

const PAGE = { url: `${SHOP}/bikes`, title: 'Bikes' };

describe('W2 the version before', () => {
  test('talks with the one of today, from the first word to the end', async () => {
    const site = await openSite();
    const zofia = await speaking<VisitorUpdate>(site, 2, 'visitor', `token.${tokenOf('Zofia')}`);
    zofia.send({ t: 'visit.hello', v: 2, origin: SHOP, page: PAGE, open: true });
    expect((await zofia.until('visit.welcomed')).conversation).toBeNull();
    const maja = await site.agent('Maja');

    expect(await zofia.ask({ t: 'entry.post', text: 'Where is my order?' })).toMatchObject({ t: 'ack', seq: 2 });
    expect(await zofia.ask({ t: 'person.request' })).toMatchObject({ t: 'ack' });
    const { conversation } = await zofia.until('conversation.started');
    expect(await zofia.ask({ t: 'person.withdraw', conversation })).toMatchObject({ t: 'ack' });
    expect(await maja.ask({ t: 'conversation.take-over', conversation })).toMatchObject({ t: 'ack' });
    expect(await maja.ask({ t: 'entry.post', conversation, text: 'On its way.' })).toMatchObject({ t: 'ack' });
    await zofia.until('entry.added', ({ entry }) => entry.kind === 'message' && entry.from === 'agent');
    expect(await zofia.ask({ t: 'conversation.close', conversation })).toMatchObject({ t: 'ack' });
    await zofia.until('entry.added', ({ entry }) => entry.kind === 'event' && entry.event === 'conversation.closed');
  });

  test('is sent away when the chat is switched off, and the one of today is told, on its open socket', async () => {
    const site = await openSite();
    const old = await speaking<VisitorUpdate>(site, 2, 'visitor', `token.${tokenOf('Ana')}`);
    old.send({ t: 'visit.hello', v: 2, origin: SHOP, page: PAGE, open: true });
    await old.until('visit.welcomed');
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    await site.evict();

    await site.stub.change({ chatOn: false });
    expect(await old.untilClosed()).toEqual({ code: 4403, reason: 'chat.off' });
    expect(old.received.some(({ t }) => t === 'look.changed')).toBe(false);
    await zofia.until('look.changed', ({ look }) => look.off === true);
    // Whoever comes meanwhile has what was said, and can say nothing.
    const again = await site.visitor('Zofia');
    const { look, conversation } = await again.until('visit.welcomed');
    const said = conversation?.entries.flatMap((entry) => (entry.kind === 'message' ? entry.text : []));
    expect([look.off, conversation?.control, said?.includes('Hello')]).toEqual([true, 'closed', true]);
    expect(await again.ask({ t: 'entry.post', text: 'Still there?' })).toMatchObject({
      code: 'conversation.interrupted',
    });

    await site.stub.change({ chatOn: true });
    await zofia.until('look.changed', ({ look }) => !look.off);
    expect(await zofia.ask({ t: 'entry.post', text: 'Hello again' })).toMatchObject({ t: 'ack' });
    expect(zofia.closed).toBeNull();
  });

  test('as an agent works beside the one of today', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    const { conversation } = await zofia.until('conversation.started');
    const maja = await speaking<AgentUpdate>(site, 2, 'agent', `ticket.${await site.ticket('Maja')}`);
    maja.send({ t: 'agent.hello', v: 2 });
    await maja.until('agent.welcomed');
    maja.send({ t: 'conversation.view', conversation });
    await maja.until('conversation.viewed');
    expect(await maja.ask({ t: 'conversation.take-over', conversation })).toMatchObject({ t: 'ack' });
    expect(await maja.ask({ t: 'entry.post', conversation, text: 'Hi' })).toMatchObject({ t: 'ack' });
    expect(await maja.ask({ t: 'conversation.leave', conversation })).toMatchObject({ t: 'ack' });
  });
});

describe('an ack', () => {
  test('is as short as it can be, and tells version 2 the moment as well, also after the object slept', async () => {
    const site = await openSite();
    const hello = { t: 'visit.hello', origin: SHOP, page: PAGE, open: true };
    const old = await speaking<VisitorUpdate>(site, 2, 'visitor', `token.${tokenOf('Ana')}`);
    old.send({ ...hello, v: 2 });
    await old.until('visit.welcomed');
    const zofia = await site.visitor('Zofia');
    const posts = async (cid: string) => {
      const told = [];
      for (const line of [old, zofia]) told.push(await line.ask({ t: 'entry.post', cid, text: 'Hello' }));
      return told.map((answer) => Object.keys(answer).join());
    };
    expect(await posts('before')).toEqual(['t,cid,seq,at', 't,cid,seq']);
    await site.evict();
    expect(await posts('after')).toEqual(['t,cid,seq,at', 't,cid,seq']);
    // As long as a client of ours makes its cids.
    const cid = 'AbCdEfGh1z';
    await zofia.ask({ t: 'entry.post', cid, text: 'Hello' });
    const ack = zofia.raw.join().match(/\{"t":"ack","cid":"AbCdEfGh1z"[^}]*\}/)![0];
    expect(ack.length).toBeLessThanOrEqual(40);
  });
});

describe('an attachment that names no version', () => {
  test('was written by code that spoke version 2', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    await runInDurableObject(site.stub as unknown as DurableObjectStub, (_, state) => {
      for (const socket of state.getWebSockets()) {
        const { v: _named, ...older } = socket.deserializeAttachment() as { v: number };
        socket.serializeAttachment(older);
      }
    });
    await site.evict();
    expect(await zofia.ask({ t: 'entry.post', text: 'Hello' })).toHaveProperty('at');
  });
});

describe('a socket', () => {
  test('of a version that is served no more is closed for good, in the version it offered', async () => {
    const site = await openSite();
    expect(await refusedAs(site, PROTOCOL_VERSION - 2)).toEqual({
      code: 4426,
      protocol: `edgewise.${PROTOCOL_VERSION - 2}`,
    });
    const line = await site.connect('visitor', `token.${tokenOf('Zofia')}`);
    line.send({ t: 'visit.hello', v: PROTOCOL_VERSION - 2, origin: SHOP, page: PAGE, open: true });
    expect((await line.untilClosed()).code).toBe(4426);
  });

  test('of a version that is yet to come is asked to come back: its server is on the way', async () => {
    const site = await openSite();
    expect(await refusedAs(site, PROTOCOL_VERSION + 1)).toEqual({
      code: 1013,
      protocol: `edgewise.${PROTOCOL_VERSION + 1}`,
    });
    const line = await site.agent('Maja');
    line.send({ t: 'agent.hello', v: PROTOCOL_VERSION + 1 });
    expect((await line.untilClosed()).code).toBe(1013);
  });
});

/** How an upgrade that offers this version alone ends. */
async function refusedAs(site: World, version: number) {
  const line = await speaking(site, version, 'visitor', `token.${tokenOf('Zofia')}`);
  return { code: (await line.untilClosed()).code, protocol: line.protocol };
}

/** A socket that offers this version instead of today's. */
function speaking<Update extends { t: string }>(
  site: World,
  version: number,
  role: 'visitor' | 'agent',
  credential: string,
): Promise<Line<Update>> {
  return site.connect<Update>(role, credential, { 'Sec-WebSocket-Protocol': `edgewise.${version}, ${credential}` });
}
