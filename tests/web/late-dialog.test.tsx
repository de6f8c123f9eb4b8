/** A dialog whose file is gone, as after a deploy: the page stays and says what helps. */
import { screen } from '@solidjs/testing-library';
import { afterEach, expect, it, vi } from 'vitest';
import { ActionButtons, createActions } from '../../web/dashboard/conversation/actions.tsx';
import { conversation, ME, settled } from './dashboard-support.ts';
import { CNV, closeDesk, openDesk } from './offer-support.tsx';

const file = vi.hoisted(() => ({ gone: true }));
vi.mock('../../web/dashboard/conversation/dialogs/transfer-dialog.tsx', () => ({
  get TransferDialog() {
    if (file.gone) throw new TypeError('Failed to fetch dynamically imported module');
    return () => <p data-testid="transfer" />;
  },
}));

afterEach(() => {
  closeDesk();
  vi.unstubAllGlobals();
});

it('is told with a way to reload, leaves the page, and is tried again at the next press', async () => {
  const { user } = await openDesk((desk) => {
    const actions = createActions({
      ...{ desk, conversation: () => CNV, visitor: () => 'Zofia' },
      facts: () => conversation('zofia', { control: 'agent', holder: { id: ME, name: 'Maja' } }),
    });
    return (
      <>
        <ActionButtons actions={actions} />
        {actions.dialogs()}
      </>
    );
  });
  await user.click(screen.getByTestId('conversation.transfer'));
  await settled();
  expect(screen.getByTestId('toast').textContent).toContain('Reload');

  file.gone = false;
  await user.click(screen.getByTestId('conversation.transfer'));
  await settled();
  expect(screen.getByTestId('transfer')).toBeTruthy();
});
