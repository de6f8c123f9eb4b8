/** S1: devices that aren't asked for the second step are listed, and each can be made to be asked again. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrustedDevice } from '#protocol/member';
import { Browser, env, freshWorkspace, makeSite, memberWith, ownerOf, PASSWORD, withTotp } from './http-support.ts';

const OLGA = 'olga@example.com';
const MO = 'mo@example.com';
const DAY_MS = 24 * 3_600_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1';
const TRUST = '__Host-edgewise.trust_device';
const NOT_ASKED = { twoFactorRedirect: false };
const ASKED = { twoFactorRedirect: true };

describe('trusted devices', () => {
  beforeEach(freshWorkspace);
  afterEach(() => void vi.useRealTimers());

  it('are listed with browser, times and which is this one, and with nothing that could stand for one', async () => {
    const { owner, trusts } = await withSecondStep();
    expect(await devicesOf(owner)).toEqual([]);
    const from = Date.now();
    const laptop = await trusts(FIREFOX);
    const phone = await trusts(SAFARI);
    const list = await devicesOf(phone);
    expect(list.map(({ userAgent, current }) => [userAgent, current])).toEqual([
      [SAFARI, true],
      [FIREFOX, false],
    ]);
    for (const { trustedAt, usedAt, until } of list) {
      expect(trustedAt).toBeGreaterThanOrEqual(from);
      expect(usedAt).toBe(trustedAt);
      expect(Math.round((until - usedAt) / DAY_MS)).toBe(30);
    }
    const secrets = [laptop, phone].map((browser) => decodeURIComponent(browser.cookies.get(TRUST)!));
    for (const part of secrets.flatMap((secret) => secret.split(/[!.]/))) {
      expect(JSON.stringify(list)).not.toContain(part);
    }
    expect((await devicesOf(owner)).map(({ current }) => current)).toEqual([false, false]);
  });

  it('stay the same through later sign-ins, which prolong them', async () => {
    const { trusts } = await withSecondStep();
    const phone = await trusts(SAFARI);
    const [before] = await devicesOf(phone);
    for (const days of [20, 40]) {
      later(days * DAY_MS);
      expect((await signsIn(phone, OLGA, `${SAFARI} later`)).body).toEqual(NOT_ASKED);
      const [after, ...more] = await devicesOf(phone);
      expect(more).toEqual([]);
      expect(after).toMatchObject({ id: before!.id, trustedAt: before!.trustedAt, userAgent: `${SAFARI} later` });
      expect(after).toMatchObject({ current: true });
      for (const key of ['usedAt', 'until'] as const) {
        expect(Math.round((after![key] - before![key]) / DAY_MS), key).toBe(days);
      }
    }
  });

  it('are one where two sign-ins come at the same time, and removed as one', async () => {
    const { owner, trusts } = await withSecondStep();
    const phone = await trusts(SAFARI);
    const twin = new Browser();
    twin.cookies.set(TRUST, phone.cookies.get(TRUST)!);
    await Promise.all([signsIn(phone, OLGA, SAFARI), signsIn(twin, OLGA, SAFARI)]);
    const list = await devicesOf(owner);
    expect(list).toHaveLength(1);
    await owner.delete(`/api/me/devices/${list[0]!.id}`);
    for (const browser of [phone, twin]) expect((await browser.signIn(OLGA)).body).toEqual(ASKED);
  });

  it('are asked for their code at once when they are removed, by the id they had before their last sign-in too', async () => {
    const { owner, trusts } = await withSecondStep();
    const laptop = await trusts(FIREFOX);
    const phone = await trusts(SAFARI);
    const { id } = (await devicesOf(phone)).find(({ current }) => current)!;
    expect((await phone.signIn(OLGA)).body).toEqual(NOT_ASKED);
    expect((await owner.delete(`/api/me/devices/${id}`)).status).toBe(204);
    expect((await phone.signIn(OLGA)).body).toEqual(ASKED);
    expect((await laptop.signIn(OLGA)).body).toEqual(NOT_ASKED);
    expect((await devicesOf(owner)).map(({ userAgent }) => userAgent)).not.toContain(SAFARI);
    // Twice is no fault: it is removed.
    expect((await owner.delete(`/api/me/devices/${id}`)).status).toBe(204);
  });

  it('are asked, this one too, when all are removed; nobody is signed out and no sign-in starts over', async () => {
    const { owner, trusts, backupCodes } = await withSecondStep();
    const browsers = [await trusts(FIREFOX), await trusts(SAFARI)];
    const waiting = new Browser();
    await waiting.signIn(OLGA);
    expect((await browsers[0]!.delete('/api/me/devices')).status).toBe(204);
    expect(await devicesOf(owner)).toEqual([]);
    for (const browser of browsers) {
      expect((await browser.get('/api/me')).status).toBe(200);
      expect((await browser.signIn(OLGA)).body).toEqual(ASKED);
    }
    const code = await waiting.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes.shift() });
    expect(code.status).toBe(200);
  });

  it('are nobody else’s to see or to remove, not the owner’s either', async () => {
    const { owner, trusts } = await withSecondStep();
    const phone = await trusts(SAFARI);
    const site = await makeSite(owner, 'Shop');
    const mo = await memberWith({ [site]: 'admin' }, MO);
    const codes = await withTotp(mo);
    await mo.post('/api/auth/two-factor/verify-totp', { code: await codes.code() });
    const theirs = await trustsBy(MO, codes.backupCodes, FIREFOX);
    const [mine, other] = [(await devicesOf(phone))[0]!, (await devicesOf(theirs))[0]!];
    expect(mine.id).not.toBe(other.id);
    expect(await devicesOf(owner)).toHaveLength(1);
    expect(await devicesOf(mo)).toHaveLength(1);

    await mo.delete(`/api/me/devices/${mine.id}`);
    await owner.delete(`/api/me/devices/${other.id}`);
    await mo.delete('/api/me/devices/%25');
    await mo.delete('/api/me/devices');
    expect((await phone.signIn(OLGA)).body).toEqual(NOT_ASKED);
    expect((await theirs.signIn(MO)).body).toEqual(ASKED);
    for (const ask of [new Browser().get('/api/me/devices'), new Browser().delete('/api/me/devices')]) {
      expect(await ask).toMatchObject({ status: 401, body: { code: 'sign-in.needed' } });
    }
    phone.origin = 'https://elsewhere.example';
    expect(await phone.delete('/api/me/devices')).toMatchObject({ body: { code: 'origin.refused' } });
  });

  it('are not this one’s where two members share a browser', async () => {
    const { owner, trusts } = await withSecondStep();
    const shared = await trusts(SAFARI);
    const site = await makeSite(owner, 'Shop');
    const mo = await memberWith({ [site]: 'agent' }, MO);
    mo.cookies.set(TRUST, shared.cookies.get(TRUST)!);
    expect(await devicesOf(mo)).toEqual([]);
    const codes = await withTotp(mo);
    await mo.post('/api/auth/two-factor/verify-totp', { code: await codes.code() });
    expect((await mo.signIn(MO)).body).toEqual(ASKED);
    // A cookie that names another's device takes nothing of it over.
    mo.cookies.set(TRUST, shared.cookies.get(TRUST)!);
    const body = { code: codes.backupCodes[0], trustDevice: true };
    expect((await mo.post('/api/auth/two-factor/verify-backup-code', body)).status).toBe(200);
    const [device] = await devicesOf(mo);
    expect(device!.id).not.toBe((await devicesOf(shared))[0]!.id);
  });

  it('are listed as long as they are good, those from before they were described as well', async () => {
    const { trusts } = await withSecondStep();
    const phone = await trusts(SAFARI);
    await env.HISTORY.prepare('UPDATE verifications SET user_agent = NULL').run();
    const [device] = await devicesOf(phone);
    expect(device).toMatchObject({ userAgent: null, current: true });
    await env.HISTORY.prepare('UPDATE verifications SET expires_at = expires_at - ?')
      .bind(30 * DAY_MS)
      .run();
    expect(await devicesOf(phone)).toEqual([]);
    expect((await phone.signIn(OLGA)).body).toEqual(ASKED);
  });
});

/** An owner who is asked for a code, and what lets a new browser in and trusts it. */
async function withSecondStep() {
  const owner = await ownerOf();
  const { code, backupCodes } = await withTotp(owner);
  await owner.post('/api/auth/two-factor/verify-totp', { code: await code() });
  return { owner, backupCodes, trusts: (userAgent: string) => trustsBy(OLGA, backupCodes, userAgent) };
}

async function trustsBy(email: string, codes: string[], userAgent: string): Promise<Browser> {
  const browser = new Browser();
  expect((await signsIn(browser, email, userAgent)).body).toEqual(ASKED);
  const body = { code: codes.shift(), trustDevice: true };
  const answer = await browser.post('/api/auth/two-factor/verify-backup-code', body, { 'User-Agent': userAgent });
  expect(answer.status).toBe(200);
  return browser;
}

function signsIn(browser: Browser, email: string, userAgent: string) {
  return browser.post('/api/auth/sign-in/email', { email, password: PASSWORD }, { 'User-Agent': userAgent });
}

async function devicesOf(browser: Browser): Promise<TrustedDevice[]> {
  const { status, body } = await browser.get('/api/me/devices');
  expect(status).toBe(200);
  return body;
}

/** Turns the clock to so long after now. */
function later(ms: number): void {
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}
