/**
 * B13, what anybody may ask for: a flood of it costs D1 next to nothing, who goes on is refused, and others from elsewhere don't notice. A change
 * shows at once.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Browser, env, freshWorkspace, makeSite, ORIGIN, ownerOf, withinAMinute } from './http-support.ts';

const SHOP = 'https://shop.example';

let owner: Browser;
let site = '';

beforeEach(async () => {
  await freshWorkspace();
  owner = await ownerOf();
  site = await makeSite(owner, 'Shop', [SHOP]);
});

afterEach(() => {
  vi.restoreAllMocks();
});

const frame = (referer?: string, by = new Browser(), id = site) =>
  by.get(`/frame/${id}`, referer ? { Referer: referer } : {});

/** How often D1 was asked for anything meanwhile. */
async function asked(work: () => Promise<unknown>): Promise<number> {
  const prepare = vi.spyOn(env.HISTORY, 'prepare');
  await work();
  const { length } = prepare.mock.calls;
  prepare.mockRestore();
  return length;
}

async function times(n: number, work: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < n; i++) await work();
}

describe('the frame', () => {
  it('is served to a hundred page views by one look into D1', async () => {
    expect(await asked(() => times(100, () => frame(`${SHOP}/`)))).toBe(1);
    expect(await asked(() => times(100, () => frame()))).toBe(0);
  });

  it('of a page that was just allowed is served at once, and of one that was taken off is refused', async () => {
    const blog = 'https://blog.example';
    await frame(`${SHOP}/`);
    expect((await frame(`${blog}/`)).body).toContain('origin.refused');
    await owner.patch(`/api/sites/${site}`, { origins: [blog] });
    expect((await frame(`${blog}/`)).body).toContain('<title>frame</title>');
    expect((await frame(`${SHOP}/`)).body).toContain('origin.refused');
    expect((await owner.delete(`/api/sites/${site}`)).status).toBe(204);
    expect((await frame(`${blog}/`)).body).toContain('site.unknown');
  });

  it('is no way to ask D1 for ever other sites without end, and goes on for others meanwhile', async () => {
    const { reads, limited, hostile } = await withinAMinute(async (hostile) => {
      let limited = 0;
      const reads = await asked(() =>
        times(200, async () => {
          const id = `site_${Math.random().toString(36).slice(2, 10).padEnd(16, '0')}`;
          if ((await frame(`${SHOP}/`, hostile, id)).status === 429) limited++;
        }),
      );
      return { reads, limited, hostile };
    });
    expect([reads, limited]).toEqual([120, 80]);
    // Not even for that address, where the site is one that is known.
    expect((await frame(`${SHOP}/`)).status).toBe(200);
    expect((await frame(`${SHOP}/`, hostile)).body).toContain('<title>frame</title>');
  });
});

describe('what a stranger may know of the workspace', () => {
  it('whether it is open is not asked again once it was claimed', async () => {
    const setup = () => new Browser().get('/api/setup');
    expect((await setup()).body).toEqual({ open: false });
    expect(await asked(() => times(50, setup))).toBe(0);
  });

  it('an invitation that isn’t there is looked for once, and guessing has a limit', async () => {
    const look = (by: Browser, token: string) => by.post('/api/invitations/look', { token });
    const none = 'x'.repeat(43);
    expect((await look(new Browser(), none)).body).toEqual({ code: 'invitation.invalid' });
    expect(await asked(() => times(50, () => look(new Browser(), none)))).toBe(0);
    let tokens = 0;
    const limited = await withinAMinute(async (hostile) => {
      const answers: number[] = [];
      for (let i = 0; i < 150; i++) answers.push((await look(hostile, String(tokens++).padStart(43, 'y'))).status);
      return answers.map((status) => status === 429);
    });
    expect(limited).toEqual([...Array(120).fill(false), ...Array(30).fill(true)]);
    const made = await owner.post('/api/invitations', { email: 'new@example.com', roles: { [site]: 'agent' } });
    const token = (made.body.link as string).slice(`${ORIGIN}/invitation#`.length);
    expect((await look(new Browser(), token)).body.email).toBe('new@example.com');
    await owner.delete(`/api/invitations/${made.body.id}`);
    expect((await look(new Browser(), token)).body).toEqual({ code: 'invitation.invalid' });
  });
});

describe('what was saved', () => {
  it('is in the lists at once, though what else the site has to tell D1 hangs', async () => {
    const hanging = vi.spyOn(env.HISTORY, 'batch').mockImplementation(() => new Promise(() => {}));
    const other = await makeSite(owner, 'Other');
    await owner.patch(`/api/sites/${site}`, { name: 'Renamed' });
    const names = (await owner.get('/api/sites')).body.map(({ name }: { name: string }) => name).sort();
    expect(names).toEqual(['Other', 'Renamed']);
    expect((await owner.get(`/api/sites/${other}`)).body.name).toBe('Other');
    hanging.mockRestore();
  });
});
