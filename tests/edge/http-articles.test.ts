/** A2 over HTTP: two people at one article, and what doesn't get into one. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Browser, freshWorkspace, makeSite, memberWith, ownerOf } from './http-support.ts';

let owner: Browser;
let supervisor: Browser;
let site = '';
const path = (rest = '') => `/api/sites/${site}/articles${rest}`;

beforeAll(async () => {
  await freshWorkspace();
  owner = await ownerOf();
  site = await makeSite(owner, 'Here');
  supervisor = await memberWith({ [site]: 'supervisor' });
});

describe('an article', () => {
  it('is not overwritten by who hasn’t seen its last change', async () => {
    const { body: made } = await owner.post(path(), { title: 'Hours', body: 'Nine to five.' });
    const put = (who: Browser, body: string, seen: unknown) =>
      who.send('PUT', path(`/${made.id}`), { title: 'Hours', body, seen });
    const first = await put(supervisor, 'Nine to six.', made.updatedAt);
    expect([first.status, first.body.updatedAt > made.updatedAt]).toEqual([200, true]);
    const second = await put(owner, 'Ten to five.', made.updatedAt);
    expect([second.status, second.body]).toEqual([409, { code: 'article.changed' }]);
    expect((await owner.get(path(`/${made.id}`))).body).toEqual(first.body);
    expect((await put(owner, 'Ten to five.', first.body.updatedAt)).body.body).toBe('Ten to five.');
    expect((await put(owner, 'x', undefined)).body).toEqual({ code: 'body.malformed' });
  });

  it('holds no control characters and no halves of characters', async () => {
    const { body } = await owner.post(path(), { title: 'A\u0007\ud800b', body: 'x\u0000y\ud83d\n🚲' });
    expect(body).toMatchObject({ title: 'A  b', body: 'xy\n🚲' });
  });
});
