/** S1: the first owner can't be claimed by a stranger, and only once. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Browser, env, freshWorkspace, PASSWORD, SETUP_CODE } from './http-support.ts';

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
    const browser = new Browser();
    for (let guess = 0; guess < 20; guess++) {
      const answer = await browser.post('/api/setup', { ...claim(), code: `guess ${guess}` });
      expect(answer).toMatchObject({ status: 403, body: { code: 'setup.code-wrong' } });
    }
    const answer = await browser.post('/api/setup', { ...claim(), code: 'one more' });
    expect(answer).toMatchObject({ status: 429, body: { code: 'rate.limited' } });
    // A guess that is one too many says nothing, not even when it is right.
    expect(await browser.post('/api/setup', claim())).toMatchObject({ status: 429, body: { code: 'rate.limited' } });
    expect((await browser.get('/api/setup')).body).toEqual({ open: true });
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
