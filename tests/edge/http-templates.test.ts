/** D5 over HTTP: who reads and writes which templates, what is refused, and that a text comes back as it was written. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Browser, freshWorkspace, makeSite, memberWith, ownerOf } from './http-support.ts';

let owner: Browser;
let agent: Browser;
let colleague: Browser;
let supervisor: Browser;
let site = '';
const path = (rest = '') => `/api/sites/${site}/templates${rest}`;
const put = (browser: Browser, id: string, body: unknown) => browser.send('PUT', path(`/${id}`), body);
const hello = { scope: 'mine', shortcut: 'hello', title: 'Hello', body: 'Hello!' };

beforeAll(async () => {
  await freshWorkspace();
  owner = await ownerOf();
  site = await makeSite(owner, 'Here');
  agent = await memberWith({ [site]: 'agent' });
  colleague = await memberWith({ [site]: 'agent' });
  supervisor = await memberWith({ [site]: 'supervisor' });
});

async function shortcuts(browser: Browser): Promise<string[]> {
  const { body } = await browser.get(path());
  return (body as { scope: string; shortcut: string }[]).map(({ scope, shortcut }) => `${scope}/${shortcut}`).sort();
}

describe('templates', () => {
  it('come back as they were written: line breaks, < and >, and their placeholders', async () => {
    const body = 'Hi {{visitor.firstName|there}},\r\n\r\n1 < 2 > 0 & "so on" <script>alert(1)</script>\n🚲';
    const made = await agent.post(path(), { ...hello, shortcut: 'Long-Text', body });
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^tpl_[0-9A-Za-z]{16}$/),
        scope: 'mine',
        shortcut: 'long-text',
        title: 'Hello',
        body: body.replaceAll('\r\n', '\n'),
        updatedAt: expect.any(Number),
      },
    ]);
    expect((await agent.get(path())).body).toEqual([made.body]);
    const changed = await put(agent, made.body.id, { ...hello, body: 'Changed' });
    expect([changed.status, changed.body.id, changed.body.body]).toEqual([200, made.body.id, 'Changed']);
    expect((await agent.delete(path(`/${made.body.id}`))).status).toBe(204);
    expect((await agent.get(path())).body).toEqual([]);
    expect((await agent.delete(path(`/${made.body.id}`))).body).toEqual({ code: 'template.unknown' });
  });

  it('are the site’s, written by supervisors, or a member’s own, seen by nobody else', async () => {
    const own = await agent.post(path(), hello);
    expect((await agent.post(path(), { ...hello, scope: 'site' })).body).toEqual({ code: 'role.refused' });
    const sites = [];
    for (const [who, shortcut] of [[supervisor, 'hours'] as const, [owner, 'returns'] as const]) {
      const made = await who.post(path(), { ...hello, scope: 'site', shortcut });
      expect(made.status).toBe(201);
      sites.push(made.body.id as string);
    }
    expect(await shortcuts(agent)).toEqual(['mine/hello', 'site/hours', 'site/returns']);
    expect(await shortcuts(colleague)).toEqual(['site/hours', 'site/returns']);
    expect(await shortcuts(owner)).toEqual(['site/hours', 'site/returns']);
    for (const id of sites) {
      expect((await put(agent, id, { ...hello, shortcut: 'taken-over' })).body).toEqual({ code: 'role.refused' });
      expect((await agent.delete(path(`/${id}`))).body).toEqual({ code: 'role.refused' });
    }
    for (const other of [colleague, supervisor, owner]) {
      expect((await put(other, own.body.id, hello)).body).toEqual({ code: 'template.unknown' });
      expect((await other.delete(path(`/${own.body.id}`))).body).toEqual({ code: 'template.unknown' });
    }
    const elsewhere = await makeSite(owner, 'Elsewhere');
    const there = await owner.send('PUT', `/api/sites/${elsewhere}/templates/${sites[0]}`, hello);
    expect(there.body).toEqual({ code: 'template.unknown' });
    expect((await owner.get(`/api/sites/${elsewhere}/templates`)).body).toEqual([]);
  });

  it('are refused by name: a shortcut that is taken, a placeholder that nobody knows, a text too long', async () => {
    const answer = async (body: object) => {
      const { status, body: said } = await colleague.post(path(), { ...hello, ...body });
      return [status, said.code];
    };
    expect(await answer({ shortcut: 'one' })).toEqual([201, undefined]);
    expect(await answer({ shortcut: ' ONE ' })).toEqual([409, 'template.shortcut-taken']);
    expect(await answer({ shortcut: 'two', body: '{{visitor.iban}}' })).toEqual([400, 'template.placeholder-unknown']);
    expect(await answer({ shortcut: 'two', body: 'x'.repeat(1_001) })).toEqual([400, 'body.malformed']);
    expect(await answer({ shortcut: 'two', body: ' \n' })).toEqual([400, 'body.malformed']);
    expect(await answer({ shortcut: 'two words' })).toEqual([400, 'body.malformed']);
    expect(await answer({ shortcut: 'two', owner: 'agt_0000000000000000' })).toEqual([400, 'body.malformed']);
    expect(await answer({ shortcut: 'two', body: '🚲'.repeat(1_000) })).toEqual([201, undefined]);
    expect((await shortcuts(colleague)).filter((one) => one.startsWith('mine/'))).toEqual(['mine/one', 'mine/two']);
  });

  it('are imported as a whole or not at all', async () => {
    const before = await shortcuts(supervisor);
    const templates = [
      { ...hello, scope: 'site', shortcut: 'hours', body: 'We open at nine.' },
      { ...hello, scope: 'site', shortcut: 'new' },
      { ...hello, shortcut: 'own' },
    ];
    const bad = [...templates, { ...hello, shortcut: 'bad', body: '{{x}}' }];
    expect((await supervisor.post(path('/import'), { templates: bad })).body.code).toBe('template.placeholder-unknown');
    expect((await agent.post(path('/import'), { templates })).body).toEqual({ code: 'role.refused' });
    expect(await shortcuts(supervisor)).toEqual(before);
    expect(await supervisor.post(path('/import'), { templates })).toMatchObject({
      status: 200,
      body: { added: 2, changed: 1 },
    });
    expect(await shortcuts(supervisor)).toEqual([...before, 'mine/own', 'site/new'].sort());
    // As many as there may be, each as long as it may be.
    const many = Array.from({ length: 500 }, (_, i) => ({
      scope: 'mine',
      shortcut: `s${i}`,
      title: '語'.repeat(80),
      body: '😀'.repeat(1_000),
    }));
    const whole = await owner.post(path('/import'), { templates: many });
    expect([whole.status, whole.body]).toEqual([200, { added: 500, changed: 0 }]);
    expect((await owner.post(path(), hello)).body).toEqual({ code: 'template.too-many' });
  });
});
