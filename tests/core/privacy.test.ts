/** Who of the site's people sees what of a conversation, and what is masked for all of them (RULES.md, PV). */
import { expect, test } from 'vitest';
import { maySee } from '../../src/core/access.ts';
import { cardFor, deskPartOf, forAgent, lastMessage, offerCard } from '../../src/core/project.ts';
import { cardOf, visitOfConversation } from '../../src/core/visit.ts';
import { type Agent, accepted, MINUTE, refusal, site } from './desk.ts';

/** Maja has Zofia's conversation; Oskar is her colleague, Ivana supervises. */
function held(words = 'Hello') {
  const shop = site();
  const maja = shop.agent('Maja');
  const oskar = shop.agent('Oskar');
  const ivana = shop.agent('Ivana', 'supervisor');
  const zofia = shop.visitor('Zofia');
  zofia.writes(words);
  maja.takesOver(zofia.conversation);
  const { conversation } = zofia;
  const sees = (agent: Agent) => maySee(agent.self(), shop.row(conversation));
  return { shop, maja, oskar, ivana, zofia, conversation, sees };
}

test('PV1 what an agent has is theirs and their supervisors’ to see; all else is everybody’s', () => {
  const { shop, maja, oskar, ivana, zofia, conversation, sees } = held();
  expect([maja, oskar, ivana].map(sees)).toEqual([true, false, true]);
  maja.transfers(conversation, shop.general);
  expect([maja, oskar, ivana].map(sees)).toEqual([true, true, true]);
  maja.takesOver(conversation);
  expect(sees(oskar)).toBe(false);
  zofia.ends();
  expect(sees(oskar)).toBe(true);
});

test('PV1 who is asked to have it, or to join, sees it while it rings, and who joined while they are in it', () => {
  const { maja, oskar, conversation, sees } = held();
  maja.transfers(conversation, oskar);
  expect(sees(oskar)).toBe(true);
  oskar.declines(conversation);
  expect(sees(oskar)).toBe(false);
  maja.invites(conversation, oskar);
  expect(sees(oskar)).toBe(true);
  oskar.accepts(conversation);
  expect(sees(oskar)).toBe(true);
  oskar.leavesConference(conversation);
  expect(sees(oskar)).toBe(false);
});

test('PV1 the last words of what another has are on no card of theirs', () => {
  const { shop, maja, oskar, ivana, conversation } = held('My secret wish');
  const it = shop.row(conversation);
  const card = cardOf(shop.store, visitOfConversation(it), it, false);
  const last = (agent: Agent) => cardFor(card, agent.self(), it).conversation!.last?.text ?? null;
  expect([maja, oskar, ivana].map(last)).toEqual(['My secret wish', null, 'My secret wish']);
});

test('PV2 a note is for the site’s people, by any who may see the open conversation', () => {
  const { shop, maja, oskar, ivana, zofia, conversation } = held();
  const seen = zofia.sees.length;
  accepted(maja.notes(conversation, 'Knows what she wants'));
  accepted(ivana.notes(conversation, 'Be quick'));
  expect(refusal(oskar.notes(conversation, 'Hi'))).toEqual({ code: 'conversation.private', holder: 'Maja' });
  expect(refusal(oskar.notes('cnv_none', 'Hi'))?.code).toBe('conversation.unknown');
  expect(shop.story(conversation).slice(-2)).toEqual(['(Maja: Knows what she wants)', '(Ivana: Be quick)']);
  expect(zofia.sees).toHaveLength(seen);
  // No message: it neither counts as one nor answers anything.
  expect(shop.log(conversation).at(-1)!.messages).toBe(shop.log(conversation).at(-3)!.messages);
  zofia.ends();
  expect(refusal(maja.notes(conversation, 'PS'))?.code).toBe('conversation.closed');
});

test('EN5 a note may be sent again, and with another text is refused', () => {
  const { shop, maja, conversation } = held();
  const place = accepted(maja.notes(conversation, 'A note', 'note'));
  expect(accepted(maja.notes(conversation, 'A note', 'note'))).toEqual(place);
  expect(refusal(maja.notes(conversation, 'Another', 'note'))?.code).toBe('cid.reused');
  expect(shop.rows).toBe(0);
});

test('PV3 addresses and phone numbers are masked wherever agents see them, and whole for the visitor', () => {
  const { shop, maja, oskar, zofia, conversation } = held('I am melissa@gmail.com or +44 7966 197542');
  shop.sql.all("UPDATE visitors SET name = 'melissa@gmail.com'");
  shop.store.forget();
  const it = shop.row(conversation);
  const { masking } = shop.store.site()!.settings;
  maja.notes(conversation, 'Call her on +44 7966 197542');
  maja.transfers(conversation, oskar, { reason: null, note: 'melissa@gmail.com' });
  oskar.accepts(conversation);
  oskar.transfers(conversation, maja);
  const shown = JSON.stringify([
    shop.agentsSee(conversation),
    cardOf(shop.store, visitOfConversation(it), it, false),
    offerCard(shop.store, it, shop.offer(conversation)!, masking),
    lastMessage(shop.store, it, masking),
    deskPartOf(shop.store, shop.row(conversation)),
  ]);
  expect(shown).not.toMatch(/melissa|97542/);
  expect(shown).toContain('m******@gmail.com');
  expect(shown).toContain('7542');
  expect(JSON.stringify(zofia.sees)).toContain('melissa@gmail.com');
});

test('PV3 what an agent wrote themselves they see as they wrote it, and their colleagues masked', () => {
  const { shop, maja, oskar, conversation } = held();
  maja.writes(conversation, 'Write to shop@kolovrat.example');
  const entry = shop.log(conversation).at(-1)!;
  const { masking } = shop.store.site()!.settings;
  expect(forAgent(entry, masking, maja.id)).toMatchObject({ text: 'Write to shop@kolovrat.example' });
  expect(forAgent(entry, masking, oskar.id)).toMatchObject({ text: 'Write to s***@kolovrat.example' });
});

test('PV5 a number of the visitor’s own country is masked; another stays', () => {
  const { shop, maja, oskar, zofia, conversation } = held('212-555-0123');
  shop.sql.all("UPDATE conversations SET country = 'US'");
  shop.store.forget();
  const { masking } = shop.store.site()!.settings;
  const shown = () => {
    const it = shop.row(conversation);
    const offer = shop.offer(conversation);
    return [
      shop.agentsSee(conversation).findLast(({ kind }) => kind === 'message'),
      cardOf(shop.store, visitOfConversation(it), it, false).conversation?.last,
      offer && offerCard(shop.store, it, offer, masking).last,
    ];
  };
  maja.transfers(conversation, oskar);
  const masked = { text: '********0123' };
  expect(shown()).toMatchObject([masked, masked, masked]);
  zofia.writes('(212) 555-0123 or 1125550123');
  const among = { text: '*********0123 or 1125550123' };
  expect(shown()).toMatchObject([among, among, among]);
});

test('PV4 who looks at a masked text is told to the audit log, and that is one row', () => {
  const { shop, ivana, conversation } = held();
  shop.drains();
  accepted(shop.does({ t: 'reveal.audit', id: 'aud_1', by: ivana.id, conversation, seq: 3 }));
  expect(shop.rows).toBe(1);
  const [row] = shop.store.agenda.dueOutbox(shop.now, 10);
  expect(row).toMatchObject({ kind: 'audit', subject: 'aud_1' });
  expect(JSON.parse(row!.payload!)).toEqual({
    at: shop.now,
    actor: ivana.id,
    action: 'text.reveal',
    subject: `${conversation}:3`,
  });
});

test('PV4 what the audit log was not told before the site was removed, it is told afterwards', () => {
  const { shop, ivana, conversation } = held();
  shop.drains();
  accepted(shop.does({ t: 'reveal.audit', id: 'aud_1', by: ivana.id, conversation, seq: 3 }));
  const [row] = shop.store.agenda.dueOutbox(shop.now, 10);
  shop.store.agenda.delayOutbox(row!, shop.now + MINUTE);
  accepted(shop.removes());
  expect(shop.outbox()).toEqual(['audit', 'site']);
  expect(shop.store.agenda.dueOutbox(shop.now + MINUTE, 10)).toContainEqual({
    ...row,
    dueAt: shop.now + MINUTE,
    attempts: 1,
  });
});
