/** A button while what it does is under way: it keeps the focus, and nothing is done twice. */
import { cleanup, render, screen } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { createSignal } from 'solid-js';
import { afterEach, expect, it, vi } from 'vitest';
import { Button } from '../../web/kit/ui/button.tsx';

afterEach(cleanup);

it('keeps the focus while it is busy, and is pressed for nothing', async () => {
  const [busy, setBusy] = createSignal(false);
  const onClick = vi.fn(() => setBusy(true));
  const around = vi.fn();
  render(() => (
    // biome-ignore lint/a11y: what a row or a card around a button would hear
    <div onClick={around}>
      <Button busy={busy()} onClick={onClick}>
        Save
      </Button>
    </div>
  ));
  const user = userEvent.setup();
  const button = screen.getByRole('button');
  await user.tab();
  await user.keyboard('{Enter}');
  expect([document.activeElement, button.getAttribute('aria-disabled')]).toEqual([button, 'true']);
  await user.keyboard('{Enter}');
  await user.click(button);
  expect([onClick.mock.calls.length, around.mock.calls.length]).toEqual([1, 1]);
  setBusy(false);
  expect(button.getAttribute('aria-disabled')).toBe(null);
  await user.keyboard('{Enter}');
  expect(onClick).toHaveBeenCalledTimes(2);
});

it('sends its form once', async () => {
  const [busy, setBusy] = createSignal(false);
  const onSubmit = vi.fn((event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
  });
  render(() => (
    <form onSubmit={onSubmit}>
      <input aria-label="Name" />
      <Button type="submit" busy={busy()}>
        Save
      </Button>
    </form>
  ));
  const user = userEvent.setup();
  await user.type(screen.getByRole('textbox'), 'Maja{Enter}{Enter}');
  await user.click(screen.getByRole('button'));
  expect(onSubmit).toHaveBeenCalledTimes(1);
});

it('can’t be pressed, nor focused, where it is disabled', () => {
  render(() => <Button disabled>Save</Button>);
  expect(screen.getByRole<HTMLButtonElement>('button').disabled).toBe(true);
});
