/** D12, I1: the agent's own status at the foot of the rail, changed there and in its menu. */
import { screen, within } from '@solidjs/testing-library';
import { afterEach, expect, it, vi } from 'vitest';
import { AvailabilityFoot } from '../../web/dashboard/availability/availability-foot.tsx';
import { StatusToggle } from '../../web/dashboard/availability/status-toggle.tsx';
import { agent, FakeSocket, ME, NOW } from './dashboard-support.ts';
import { answers, closeDesk, openDesk } from './offer-support.tsx';

afterEach(() => {
  closeDesk();
  vi.unstubAllGlobals();
});

const open = (own: Parameters<typeof agent>[2] = {}) =>
  openDesk(
    (desk) => (
      <>
        <StatusToggle />
        <AvailabilityFoot desk={desk} />
      </>
    ),
    { desk: { agents: [agent(ME, 'Maja', own), agent('agt_ana', 'Ana', { load: 9, capacity: 9 })] } },
  );
const word = () => screen.getByTestId('status.open').textContent;
/** The rail's; the foot has one for phones, which says the same. */
const toggle = () => within(screen.getByTestId('status')).getByRole('switch', { name: 'Available for new chats' });
const foot = () => screen.getByTestId('availability.foot').textContent;

it('is switched at once, before the site has answered, and taken back where it refuses', async () => {
  const { user } = await open();
  expect(toggle().getAttribute('aria-checked')).toBe('true');
  await user.click(toggle());
  expect(FakeSocket.last.frame('status.set')).toMatchObject({ available: false, reason: null });
  expect([word(), toggle().getAttribute('aria-checked')]).toEqual(['Unavailable, change your status', 'false']);
  await answers('status.set', { code: 'internal' });
  expect(toggle().getAttribute('aria-checked')).toBe('true');
  expect(screen.getByTestId('toast').textContent).toContain('Something went wrong');
});

it('offers the site’s reasons', async () => {
  const { user } = await open();
  await user.click(screen.getByTestId('status.open'));
  await user.click(screen.getByRole('menuitemradio', { name: 'Lunch' }));
  expect(FakeSocket.last.frame('status.set')).toMatchObject({ available: false, reason: 'Lunch' });
  expect(word()).toContain('Lunch');
});

it('shows the last choice while the one before it is answered', async () => {
  const { user } = await open();
  await user.click(toggle());
  await user.click(screen.getByTestId('status.open'));
  await user.click(screen.getByRole('menuitemradio', { name: 'Lunch' }));
  await answers('status.set');
  expect(word()).toContain('Lunch');
  expect(FakeSocket.last.frame('status.set')).toMatchObject({ reason: 'Lunch' });
  await answers('status.set');
  expect(word()).toContain('Available');
});

it('goes back to the schedule where a toggle stands over one', async () => {
  const until = NOW + 60_000;
  const { user } = await open({ status: 'unavailable', by: 'toggle', until });
  await user.click(screen.getByTestId('status.open'));
  await user.click(screen.getByTestId('status.follow'));
  expect(FakeSocket.last.frame('status.reset')).toBeTruthy();
  await FakeSocket.last.says({ t: 'desk.changed', agents: [agent(ME, 'Maja', { by: 'schedule', until })] });
  await user.click(screen.getByTestId('status.open'));
  expect(screen.queryByTestId('status.follow')).toBeNull();
});

it('says until when, and how many chats one has', async () => {
  const until = NOW + 1_000;
  await open({ by: 'schedule', until, load: 3, capacity: 5 });
  expect(foot()).toMatch(/Available until .*\d{2}.\d{2}.*3 of 5 chats$/);
});

it('says that a chat was missed, and the switch makes one available again', async () => {
  const { user } = await open({ status: 'rona' });
  expect(word()).toContain('Missed a chat');
  await user.click(toggle());
  expect(FakeSocket.last.frame('status.set')).toMatchObject({ available: true });
});
