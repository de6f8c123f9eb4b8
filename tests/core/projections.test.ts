/** What each audience gets of an entry: the visitor's from an allow-list, whatever is in the entry (RULES.md, PR). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, type EntryBody, visitorSees } from '../../src/core/entry.ts';
import { forAgent, forVisitor } from '../../src/core/project.ts';
import { DEFAULT_MASKING } from '../../src/protocol/masking.ts';
import { site } from './desk.ts';

/** All that a visitor's client may be sent, by kind of entry; written out by hand. */
const ALLOWED: Record<string, readonly string[]> = {
  visitor: ['seq', 'at', 'kind', 'from', 'text', 'cid'],
  bot: ['seq', 'at', 'kind', 'from', 'name', 'text', 'sources', 'cut', 'answer', 'offersPerson'],
  agent: ['seq', 'at', 'kind', 'from', 'name', 'text'],
  'person.requested': ['seq', 'at', 'kind', 'event'],
  'wait.ended': ['seq', 'at', 'kind', 'event', 'reason'],
  'agent.joined': ['seq', 'at', 'kind', 'event', 'name'],
  'agent.left': ['seq', 'at', 'kind', 'event', 'name'],
  'conversation.closed': ['seq', 'at', 'kind', 'event', 'by'],
};

// Names and texts hold no underscore, ids do: so a leaked id can't be a coincidence.
const words = fc.string({ maxLength: 30 }).map((text) => text.replaceAll('_', ' '));
const agentId = fc.string({ minLength: 4, maxLength: 12 }).map((id) => `agt_${id.replace(/\W/g, 'x')}`);
const source = fc.record({ article: fc.constant('art-1'), title: words, score: fc.constant('secret_score') });

const body: fc.Arbitrary<EntryBody> = fc.oneof(
  fc.record({ kind: fc.constant('message' as const), from: fc.constant('visitor' as const), text: words }),
  fc.record(
    {
      kind: fc.constant('message' as const),
      from: fc.constant('bot' as const),
      name: words,
      text: words,
      re: fc.nat(),
      answer: fc.constant('ans-1'),
      sources: fc.array(source, { minLength: 1, maxLength: 3 }),
      cut: fc.constant(true as const),
      offersPerson: fc.constant(true as const),
    },
    { requiredKeys: ['kind', 'from', 'name', 'text', 're'] },
  ),
  fc.record({
    kind: fc.constant('message' as const),
    from: fc.constant('agent' as const),
    agent: agentId,
    name: words,
    text: words,
  }),
  fc
    .oneof(
      fc.record({ event: fc.constant('conversation.started' as const), page: fc.record({ url: words, title: words }) }),
      fc.record({ event: fc.constantFrom('person.requested' as const, 'answer.failed' as const) }),
      fc.record({
        event: fc.constant('wait.ended' as const),
        reason: fc.constantFrom('visitor' as const, 'expired' as const, 'nobody' as const),
        full: fc.constantFrom(undefined, true as const),
      }),
      fc.record({
        event: fc.constantFrom('agent.joined' as const, 'agent.left' as const),
        agent: agentId,
        name: words,
      }),
      fc.record(
        {
          event: fc.constant('conversation.closed' as const),
          by: fc.constantFrom('visitor' as const, 'agent' as const, 'idle' as const, 'site' as const),
          name: words.map((name) => `${name} secret_name`),
        },
        { requiredKeys: ['event', 'by'] },
      ),
    )
    .map((event) => ({ kind: 'event' as const, ...event })) as fc.Arbitrary<EntryBody>,
);

/** An entry of any kind, with fields that nobody has thought of yet. */
const entry: fc.Arbitrary<Entry> = fc
  .record({ body, agent: agentId, cid: fc.option(fc.constant('cid-1')), seq: fc.integer({ min: 1, max: 999 }) })
  .map((it) => ({
    conversation: 'cnv-1',
    seq: it.seq + 1_000,
    visitorSeq: it.seq,
    messages: it.seq,
    turn: 7,
    at: 1_000_000,
    author: it.agent,
    cid: it.cid,
    asked: it.cid && 'secret_asked',
    body: Object.assign({ note: 'secret_note', reach: { phone: 'secret_phone' } }, it.body),
  }));

test('PR1 the visitor’s projection of any entry has only allow-listed fields', () => {
  fc.assert(
    fc.property(entry, (it) => {
      const seen = forVisitor(it);
      if (!seen) return;
      const allowed = ALLOWED[seen.kind === 'message' ? seen.from : seen.event]!;
      for (const key of Object.keys(seen)) expect(allowed).toContain(key);
      if ('sources' in seen) {
        for (const source of seen.sources ?? []) expect(Object.keys(source)).toEqual(['article', 'title']);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('PR1 the visitor’s projection of any entry holds no agent’s id and nothing internal', () => {
  fc.assert(
    fc.property(entry, (it) => {
      expect(JSON.stringify(forVisitor(it))).not.toMatch(/agt_|secret_/);
    }),
    { numRuns: 1_000 },
  );
});

test('PR1 a whole conversation as its visitor sees it names the agent and not their id', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('Hello');
  maja.takesOver(zofia.conversation);
  maja.writes(zofia.conversation, 'Hi');
  maja.ends(zofia.conversation);
  const seen = JSON.stringify(zofia.sees);
  expect(seen).toContain('Maja');
  expect(seen).not.toContain(maja.id);
  expect(JSON.stringify(shop.agentsSee(zofia.conversation))).toContain(maja.id);
});

test('PR2 an entry is in the visitor’s projection exactly if it is counted in their numbering', () => {
  fc.assert(
    fc.property(entry, (it) => {
      expect(forVisitor(it) !== null).toBe(visitorSees(it.body));
      expect(forVisitor(it)?.seq ?? it.visitorSeq).toBe(it.visitorSeq);
    }),
    { numRuns: 1_000 },
  );
});

test('PR3 agents see every entry under its own number', () => {
  fc.assert(
    fc.property(entry, (it) => {
      expect(forAgent(it, DEFAULT_MASKING, null)).toMatchObject({ seq: it.seq, at: it.at, kind: it.body.kind });
    }),
  );
});

test('PR3 agents see the cid of an agent’s message and not of a visitor’s', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('Hello', { cid: 'cid-of-zofia' });
  maja.takesOver(zofia.conversation);
  maja.writes(zofia.conversation, 'Hi', 'cid-of-maja');
  const seen = JSON.stringify(shop.agentsSee(zofia.conversation));
  expect(seen).toContain('cid-of-maja');
  expect(seen).not.toContain('cid-of-zofia');
  expect(JSON.stringify(zofia.sees)).toContain('cid-of-zofia');
  expect(JSON.stringify(zofia.sees)).not.toContain('cid-of-maja');
});
