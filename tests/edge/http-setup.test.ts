/** S1: the first owner can't be claimed by a stranger, and only once. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, Browser, env, freshWorkspace, PASSWORD, SETUP_CODE, withinAMinute } from './http-support.ts';

const claim = (index = 1) => ({
  code: SETUP_CODE,
  name: `Olga ${index}`,
  email: `olga${index}@example.com`,
  password: PASSWORD,
});

describe('set-up', () => {
  beforeEach(freshWorkspace);

  it('is open until somebody has claimed the workspace', async () => {
    const browser = new Browser();
    expect((await browser.get('/api/setup')).body).toEqual({ open: true });
    expect((await browser.post('/api/setup', claim())).status).toBe(201);
    expect((await browser.get('/api/setup')).body).toEqual({ open: false });
  });

  it('makes the owner, who can then sign in', async () => {
    const browser = new Browser();
    await browser.post('/api/setup', claim());
    expect((await browser.signIn('olga1@example.com')).status).toBe(200);
    const me = await browser.get('/api/me');
    expect(me.body).toMatchObject({ name: 'Olga 1', agentName: 'Olga', owner: true, sites: [] });
    expect(me.body.id).toMatch(/^agt_[0-9A-Za-z]{16}$/);
  });

  it('has one winner among a hundred at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => new Browser().post('/api/setup', claim(index))),
    );
    const codes = answers.map((answer) => (answer.status === 201 ? 'won' : answer.body.code));
    expect(codes.filter((code) => code === 'won')).toHaveLength(1);
    expect(codes.filter((code) => code === 'setup.closed')).toHaveLength(99);
    const counts = await env.HISTORY.prepare(
      'SELECT (SELECT count(*) FROM members) AS members, (SELECT count(*) FROM accounts) AS accounts',
    ).first();
    expect(counts).toEqual({ members: 1, accounts: 1 });
  }, 120_000);

  it('refuses a wrong code, and guesses beyond a score a minute', async () => {
    const answers = await withinAMinute(async (browser) => {
      // Had a minute ended before the last claim, it would have won.
      await freshWorkspace();
      const codes = Array.from({ length: 21 }, (_, guess) => `guess ${guess}`);
      const all: Answer[] = [];
      for (const code of codes) all.push(await browser.post('/api/setup', { ...claim(), code }));
      // A guess that is one too many says nothing, not even when it is right.
      all.push(await browser.post('/api/setup', claim()));
      return all;
    });
    for (const answer of answers.slice(0, 20)) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'setup.code-wrong' } });
    }
    const limited = { status: 429, body: { code: 'rate.limited' } };
    expect(answers.slice(20)).toMatchObject([limited, limited]);
    expect((await new Browser().get('/api/setup')).body).toEqual({ open: true });
  });

  it('refuses a second claim with the right code', async () => {
    await new Browser().post('/api/setup', claim(1));
    const second = await new Browser().post('/api/setup', claim(2));
    expect(second).toMatchObject({ status: 409, body: { code: 'setup.closed' } });
  });

  it('takes no field that it does not know', async () => {
    const answer = await new Browser().post('/api/setup', { ...claim(), owner: true });
    expect(answer).toMatchObject({ status: 400, body: { code: 'body.malformed' } });
  });
});
