/** The state of a form, and the parts that show it. */
import { cleanup, render, screen } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { createRoot, createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { ApiError } from '../../web/dashboard/api.ts';
import { FormError } from '../../web/dashboard/form-error.tsx';
import { createForm, type FormOptions } from '../../web/dashboard/settings/form.ts';
import { createImport } from '../../web/dashboard/settings/knowledge/import.ts';
import { SaveBar } from '../../web/dashboard/settings/parts/save-bar.tsx';
import { OriginsEditor } from '../../web/dashboard/settings/sites/origins-editor.tsx';

afterEach(cleanup);

const schema = z.object({ name: z.string().trim().min(1).max(5), color: z.string().regex(/^#/) });
type Values = z.infer<typeof schema>;

function formWith(options: Partial<FormOptions<Values, Values, unknown>> = {}) {
  const save = vi.fn(options.save ?? (async (_: Values) => undefined as unknown));
  const form = createRoot(() =>
    createForm({ initial: () => ({ name: 'Ana', color: '#fff' }), schema, ...options, save }),
  );
  return { form, save };
}

describe('a form', () => {
  it('says nothing is wrong before a field was left or sent', () => {
    const { form } = formWith();
    form.set('name', '');
    expect(form.problem('name')).toBeUndefined();
    form.leave('name');
    expect(form.problem('name')).toEqual({ kind: 'required' });
    form.set('name', 'too long');
    expect(form.problem('name')).toEqual({ kind: 'too-long', limit: 5 });
  });

  it('sends nothing that the schema refuses, and then shows every problem', async () => {
    const { form, save } = formWith();
    form.set('name', '  ');
    form.set('color', 'red');
    expect(await form.submit()).toBe(false);
    expect(save).not.toHaveBeenCalled();
    expect([form.problem('name')?.kind, form.problem('color')?.kind]).toEqual(['required', 'form']);
  });

  it('sends what the schema made of the values, and counts as saved until changed', async () => {
    const { form, save } = formWith();
    form.set('name', ' Eva ');
    expect(form.dirty()).toBe(true);
    expect(await form.submit()).toBe(true);
    expect(save.mock.calls[0]?.[0]).toEqual({ name: 'Eva', color: '#fff' });
    expect([form.dirty(), form.saved()]).toEqual([false, true]);
    form.set('name', 'Iva');
    expect([form.dirty(), form.saved()]).toEqual([true, false]);
  });

  it('is no longer changed when it tells that it was saved, so the page may be left', async () => {
    const seen: boolean[] = [];
    const { form } = formWith({ onSaved: () => seen.push(form.dirty()) });
    form.set('name', 'Eva');
    await form.submit();
    expect(seen).toEqual([false]);
  });

  it('keeps what was typed when the server refuses, at its field where it has one', async () => {
    const { form } = formWith({
      refusalOf: { 'email.taken': 'name' },
      save: async () => {
        throw new ApiError('email.taken', 409);
      },
    });
    form.set('name', 'Eva');
    expect(await form.submit()).toBe(false);
    expect([form.values.name, form.refusalAt('name')?.code, form.refusal()]).toEqual(['Eva', 'email.taken', undefined]);
    form.set('name', 'Iva');
    expect(form.refusalAt('name')).toBeUndefined();
  });

  it('is sent once however often it is asked meanwhile', async () => {
    let done = () => {};
    const { form, save } = formWith({ save: () => new Promise<void>((resolve) => (done = resolve)) });
    const first = form.submit();
    expect(await form.submit()).toBe(false);
    done();
    expect(await first).toBe(true);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('follows what is stored while nothing was typed, and never overwrites typing', () => {
    const [stored, setStored] = createSignal<Values>({ name: 'Ana', color: '#fff' });
    const { form } = formWith({ initial: stored });
    setStored({ name: 'Eva', color: '#fff' });
    expect(form.values.name).toBe('Eva');
    form.set('name', 'Iva');
    setStored({ name: 'Ina', color: '#000' });
    expect(form.values.name).toBe('Iva');
  });

  it('goes back to what is stored', () => {
    const { form } = formWith();
    form.set('name', '');
    form.leave('name');
    form.reset();
    expect([form.values.name, form.dirty(), form.problem('name')]).toEqual(['Ana', false, undefined]);
  });
});

it('offers Save only when something changed, and says when it is saved', async () => {
  const { form } = formWith();
  render(() => (
    <form onSubmit={form.submit}>
      <SaveBar form={form} />
    </form>
  ));
  const save = screen.getByRole('button', { name: 'Save' });
  expect(save).toHaveProperty('disabled', true);
  form.set('name', 'Eva');
  expect(save).toHaveProperty('disabled', false);
  await userEvent.click(save);
  expect(screen.getByRole('status').textContent).toBe('Saved');
});

it('counts down to the next try where the server named a time', () => {
  vi.useFakeTimers();
  render(() => <FormError error={new ApiError('rate.limited', 429, 65_000)} />);
  expect(screen.getByRole('alert').textContent).toBe('Too many tries. You can try again in 1:05.');
  vi.advanceTimersByTime(6_000);
  expect(screen.getByRole('alert').textContent).toBe('Too many tries. You can try again in 0:59.');
  vi.advanceTimersByTime(60_000);
  expect(screen.getByRole('alert').textContent).toBe('You can try again now.');
  vi.useRealTimers();
});

describe('the list of origins', () => {
  function setUp(answer: unknown = true) {
    const onAdd = vi.fn(async (_: string) => answer);
    const onRemove = vi.fn();
    render(() => <OriginsEditor origins={['https://a.example']} onAdd={onAdd} onRemove={onRemove} />);
    return { onAdd, onRemove, field: screen.getByLabelText('Origin') as HTMLInputElement };
  }

  it('adds by Enter what was meant, and empties the field', async () => {
    const { onAdd, field } = setUp();
    await userEvent.type(field, 'B.example/cart{Enter}');
    expect(onAdd).toHaveBeenCalledWith('https://b.example');
    expect(field.value).toBe('');
  });

  it('adds several that were pasted at once, or says which one is wrong', async () => {
    const { onAdd, field } = setUp();
    await userEvent.type(field, 'b.example, müller.example{Enter}');
    expect(onAdd).toHaveBeenCalledWith('https://b.example', 'https://xn--mller-kva.example');
    await userEvent.type(field, 'c.example http://d.example{Enter}');
    expect(screen.getByRole('alert').textContent).toContain('http://d.example: Pages need https.');
  });

  it('keeps what was typed when it isn’t kept', async () => {
    const { field } = setUp(false);
    await userEvent.type(field, 'b.example{Enter}');
    expect(field.value).toBe('b.example');
  });

  it('says what is wrong, and is silent again while it is mended', async () => {
    const { onAdd, field } = setUp();
    await userEvent.type(field, 'a.example{Enter}');
    expect(screen.getByRole('alert').textContent).toBe('This origin is in the list already.');
    await userEvent.type(field, 'x');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(onAdd).not.toHaveBeenCalled();
  });

  it('removes by a button that names the origin', async () => {
    const { onRemove } = setUp();
    await userEvent.click(screen.getByRole('button', { name: 'Remove https://a.example' }));
    expect(onRemove).toHaveBeenCalledWith('https://a.example');
  });
});

describe('an import', () => {
  const file = (name: string, text: string) => new File([text], name);

  it('replaces the article of the same title as it was seen, and takes no title twice', async () => {
    const known = [{ id: 'art_1', title: 'Vračila', updatedAt: 7, excerpt: '' }];
    const did: unknown[] = [];
    const article = { createdAt: 0, updatedAt: 0 };
    const files = createRoot(() =>
      createImport({
        list: async () => known,
        create: async (body) => {
          did.push(body.title);
          return { ...body, ...article, id: 'art_2' };
        },
        change: async (id, { seen, ...body }) => {
          did.push([id, seen, body.body]);
          if (seen === 7) throw new ApiError('article.changed', 409);
          return { ...body, ...article, id };
        },
      }),
    );
    await files.add([file('a.md', '# VRACILA\nNew'), file('b.md', '# New\nx'), file('new.md', 'y')]);
    expect(
      files.items.map(({ state }) => ('problem' in state ? state.problem : 'over' in state && state.over?.id)),
    ).toEqual(['art_1', undefined, 'twice']);
    expect(await files.send()).toBe(1);
    expect(did).toEqual([['art_1', 7, 'New'], 'New']);
    expect(files.items[0]!.state).toMatchObject({ kind: 'refused', code: 'article.changed' });
    // Tried again, over what stands there by now.
    known[0]!.updatedAt = 9;
    expect(await files.send()).toBe(1);
    expect(did.at(-1)).toEqual(['art_1', 9, 'New']);
  });

  it('sends what is ready, one after the other, and tells what failed', async () => {
    const sent: string[] = [];
    let bad = true;
    const files = createRoot(() =>
      createImport({
        list: async () => [],
        change: () => Promise.reject(new Error('nothing stands there')),
        create: async (body) => {
          if (bad && body.title === 'B') throw new ApiError('network.failed', 0);
          sent.push(body.title);
          return { ...body, id: 'art_1', createdAt: 0, updatedAt: 0 };
        },
      }),
    );
    await files.add([file('a.md', '# A\nx'), file('b.md', '# B\nx'), file('c.png', 'x'), file('d.md', '# D\nx')]);
    expect(files.items.map((item) => item.state.kind)).toEqual(['ready', 'ready', 'problem', 'ready']);
    expect(await files.send()).toBe(2);
    expect(files.items.map((item) => item.state.kind)).toEqual(['sent', 'refused', 'problem', 'sent']);
    bad = false;
    expect(await files.send()).toBe(1);
    expect(sent).toEqual(['A', 'D', 'B']);
  });
});
