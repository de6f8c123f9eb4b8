/** A hundred at once: one offer, one conversation, one queue, and one winner each. All others are told who won, and nothing is half done. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '#core/store';
import type { AgentUpdate } from '#protocol/agent-wire';
import { Desk, took } from './desk-world.ts';
import { type Line, memberOf } from './site-world.ts';

const HUNDRED = 100;

/** As many tabs of one agent as their limit of frames lets ask in one instant. */
const TABS = 20;

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
});

type Answer = Extract<AgentUpdate, { t: 'ack' | 'refused' }>;

function tabs(name: string, count = TABS): Promise<Line<AgentUpdate>[]> {
  return Promise.all(Array.from({ length: count }, () => desk.world.agent(name)));
}

/** Everybody's command, sent before any of them is answered. */
function atOnce(lines: readonly Line<AgentUpdate>[], frame: (n: number) => Record<string, unknown>): Promise<Answer[]> {
  return Promise.all(lines.map((line, n) => line.ask(frame(n))));
}

/** The conversation's row, and the names of its events, in order. */
async function kept(conversation: string) {
  const [row] = await desk.world.rows<{
    control: string;
    holder: string | null;
    holder_name: string | null;
    desk: string;
  }>('SELECT control, holder, holder_name, desk FROM conversations WHERE id = ?', conversation);
  const bodies = await desk.world.rows<{ body: string }>(
    'SELECT body FROM entries WHERE conversation = ? ORDER BY seq',
    conversation,
  );
  const events = bodies.map(({ body }) => (JSON.parse(body) as { event?: string }).event);
  return {
    ...row!,
    desk: JSON.parse(row!.desk) as Conversation['desk'],
    count: (event: string) => events.filter((each) => each === event).length,
  };
}

const isRefused = (answer: Answer) => answer.t === 'refused';
const told = (answers: readonly Answer[]) =>
  new Set(answers.filter(isRefused).map((answer) => `${answer.code} ${answer.holder ?? ''}`.trim()));

/** A visitor who waits, in a queue where nothing rings unless it is asked to. */
async function waiting(name: string): Promise<string> {
  const { visitor, conversation } = await desk.chat(name);
  await took(visitor, { t: 'person.request' });
  return conversation;
}

describe('a hundred at once', () => {
  it('accept one offer: it is accepted once, by the one it rings at; forgeries and late tabs are refused', async () => {
    await desk.setQueue({ mode: 'ring', everyone: false, members: [memberOf('Maja')] });
    const mine = await tabs('Maja');
    const forgers = (await Promise.all(['Oskar', 'Ana', 'Ivo', 'Jan'].map((name) => tabs(name)))).flat();
    const conversation = await waiting('Zofia');
    const { offer } = await mine[0]!.until('offer.made');
    const lines = mine.flatMap((line, n) => forgers.slice(4 * n, 4 * n + 4).toSpliced(2, 0, line));
    expect(lines).toHaveLength(HUNDRED);
    const answers = await atOnce(lines, () => ({ t: 'offer.accept', conversation, offer: offer.id }));
    expect(answers.filter(({ t }) => t === 'ack')).toHaveLength(1);
    expect(answers.findIndex(({ t }) => t === 'ack') % 5).toBe(2);
    expect(new Set(answers.filter(isRefused).map(({ code }) => code))).toEqual(new Set(['offer.over']));
    // Whoever comes after is told who has it.
    const again = await atOnce(forgers, () => ({ t: 'offer.accept', conversation, offer: offer.id }));
    expect(told(again)).toEqual(new Set(['offer.over Maja']));
    const row = await kept(conversation);
    expect([row.control, row.holder, row.desk.offer]).toEqual(['agent', memberOf('Maja'), null]);
    expect([row.count('agent.joined'), row.count('offer.declined'), row.count('offer.missed')]).toEqual([1, 0, 0]);
    await desk.settled(...lines);
    for (const line of mine) expect(line.received.filter(({ t }) => t === 'offer.ended')).toHaveLength(1);
    for (const line of forgers) expect(line.raw.join('')).not.toMatch(/"t":"offer\.(made|ended)"/);
    for (const line of lines) line.close();
  });

  it('accept, decline and take over what rings: one of them has it, and it rings no more', async () => {
    await desk.setQueue({ members: [memberOf('Bine')] });
    const [mine, others] = [await tabs('Bine', 10), await tabs('Cene', 10)];
    const conversation = await waiting('Ana');
    const { offer } = await mine[0]!.until('offer.made');
    const asked = { conversation, offer: offer.id };
    const ofMine = [
      { t: 'offer.accept', ...asked },
      { t: 'offer.decline', ...asked },
    ];
    const frames = (n: number) => [{ t: 'conversation.take-over', conversation }, ofMine[n % 2]!];
    const all = mine.flatMap((line, n) => frames(n).map((frame, i) => ({ line: i === 0 ? others[n]! : line, frame })));
    const fivefold = Array.from({ length: 5 }, () => all).flat();
    expect(fivefold).toHaveLength(HUNDRED);
    await atOnce(
      fivefold.map(({ line }) => line),
      (n) => fivefold[n]!.frame,
    );
    const row = await kept(conversation);
    expect(row.control).toBe('agent');
    expect([memberOf('Bine'), memberOf('Cene')]).toContain(row.holder);
    expect([row.desk.offer, row.count('agent.joined')]).toEqual([null, 1]);
    expect(row.count('offer.declined')).toBeLessThanOrEqual(1);
    for (const line of [...mine, ...others]) line.close();
  });

  it('take over one conversation that rings at one of them: one wins, the others are told who', async () => {
    const agents = await crowd('Taker', 'agent');
    await desk.setQueue({ everyone: true });
    const conversation = await waiting('Igor');
    const answers = await atOnce(agents, () => ({ t: 'conversation.take-over', conversation }));
    const row = await kept(conversation);
    expect(answers.filter(({ t }) => t === 'ack')).toHaveLength(1);
    expect(told(answers)).toEqual(new Set([`conversation.taken ${row.holder_name}`]));
    expect(row.holder).toBe(memberOf(`Taker${answers.findIndex(({ t }) => t === 'ack')}`));
    expect([row.control, row.count('agent.joined')]).toEqual(['agent', 1]);
  });

  it('assign one conversation to themselves: one wins, the others are told who', async () => {
    await desk.setQueue({ mode: 'pick' });
    const agents = await crowd('Taker', 'agent');
    const conversation = await waiting('Tina');
    const answers = await atOnce(agents, (n) => ({
      t: 'conversation.assign',
      conversation,
      agent: memberOf(`Taker${n}`),
    }));
    const row = await kept(conversation);
    expect(answers.filter(({ t }) => t === 'ack')).toHaveLength(1);
    expect(told(answers)).toEqual(new Set([`conversation.taken ${row.holder_name}`]));
    expect([row.control, row.count('agent.joined'), row.desk.offer]).toEqual(['agent', 1, null]);
  });

  it('assign one conversation, as supervisors, to a hundred agents: one has it, one is asked at most, all others are refused', async () => {
    await crowd('Taker', 'agent');
    const supervisors = await crowd('Chief', 'supervisor');
    const conversation = await waiting('Vid');
    const answers = await atOnce(supervisors, (n) => ({
      t: 'conversation.assign',
      conversation,
      agent: memberOf(`Taker${n}`),
    }));
    const row = await kept(conversation);
    expect([row.control, row.count('agent.joined'), row.count('transfer.requested')]).toEqual(['agent', 1, 1]);
    expect(answers.filter(({ t }) => t === 'ack')).toHaveLength(2);
    expect(told(answers)).toEqual(new Set(['offer.pending']));
    expect(row.desk.offer?.kind).toBe('transfer');
    expect(row.desk.offer?.to.id).not.toBe(row.holder);
  });

  it('end one conversation, each with a reason of their own: it ends once, with one of them', async () => {
    const conversation = await waiting('Luka');
    const mine = await tabs('Dana', TABS);
    await took(mine[0]!, { t: 'conversation.take-over', conversation });
    const guests = (await crowd('Taker', 'agent')).slice(TABS);
    const reasons = ['Sold', 'Spam', null];
    const wrapUp = (n: number) => ({ reason: reasons[n % 3]!, note: `${n}` });
    const lines = [...guests.slice(0, 40), ...mine, ...guests.slice(40)];
    const answers = await atOnce(lines, (n) => ({ t: 'conversation.close', conversation, wrapUp: wrapUp(n) }));
    expect(answers).toHaveLength(HUNDRED);
    expect(answers.filter(({ t }) => t === 'ack')).toHaveLength(1);
    expect(lines[answers.findIndex(({ t }) => t === 'ack')]).toBeOneOf(mine);
    for (const code of told(answers)) expect(['conversation.closed', 'conversation.not-held']).toContain(code);
    const row = await kept(conversation);
    expect([row.control, row.count('wrap-up.recorded'), row.count('conversation.closed')]).toEqual(['closed', 1, 1]);
    for (const line of mine) line.close();
  });

  it('remove all queues over HTTP, those with people in them too: one stays, and holds everybody who waits', async () => {
    const there = await desk.queues();
    for (let n = there.length; n < 10; n++) {
      const { name: _, id: __, ...rest } = there[0]!;
      const made = await desk.owner.post(desk.path('/queues'), { ...rest, name: `Queue ${n}`, mode: 'pick' });
      expect(made.status).toBe(201);
    }
    const conversation = await waiting('Eva');
    const queues = await desk.queues();
    expect(queues).toHaveLength(10);
    const answers = await Promise.all(
      Array.from({ length: HUNDRED }, (_, n) => desk.owner.delete(desk.path(`/queues/${queues[n % 10]!.id}`))),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(9);
    const codes = answers.filter(({ status }) => status !== 204).map(({ status, body }) => `${status} ${body.code}`);
    expect(new Set(codes)).toEqual(new Set(['404 queue.unknown', '409 queue.last']));
    const [left, ...more] = await desk.queues();
    expect(more).toEqual([]);
    const row = await kept(conversation);
    expect([row.control, row.desk.queue]).toEqual(['waiting', left!.id]);
  });
}, 60_000);

const crowds = new Map<string, Line<AgentUpdate>[]>();

/** A hundred agents, a socket each; there once. */
async function crowd(name: string, role: 'agent' | 'supervisor'): Promise<Line<AgentUpdate>[]> {
  const there = crowds.get(name);
  if (there) return there;
  const lines = await Promise.all(Array.from({ length: HUNDRED }, (_, n) => desk.world.agent(`${name}${n}`, role)));
  crowds.set(name, lines);
  return lines;
}
